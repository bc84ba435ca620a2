"""`tarikh init`: makes a new project, with two example events and all that publishes it."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from tarikh.model.problem import did_you_mean

from .project import Commands

NOWHERE = "https://example.org/"


def add(commands: Commands) -> None:
    what = "make a new project, with two example events"
    parser = commands.add_parser("init", help=what, description=what.capitalize())
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to; not there yet, or empty")
    parser.add_argument(
        "--languages",
        type=lambda text: text.split(","),
        default=["en", "ar"],
        metavar="TAG,TAG…",
        help="its languages; the first is that of originals (default: en,ar)",
    )
    parser.add_argument("--name", default="", metavar="TEXT", help="its name, in the first language")
    parser.add_argument("--url", type=_address, default=NOWHERE, help="where the site will be (default: %(default)s)")
    parser.add_argument(
        "--source",
        default="",
        metavar="ADDRESS",
        help="where pip finds Tarikh, such as git+https://… (default: where this is from)",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from tarikh.begin import LANGUAGES, begin, requirement  # no other command needs it

    folder: Path = options.folder
    for tag in options.languages:
        if tag not in LANGUAGES or options.languages.count(tag) > 1:
            hint = "it stands there twice" if tag in LANGUAGES else did_you_mean(tag, LANGUAGES)
            print(f'tarikh: no new project can be begun in "{tag}"; {hint}', file=sys.stderr)
            return 2
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"tarikh: {folder} is there already: name a folder that is empty, or a new one", file=sys.stderr)
        return 2
    begin(folder.absolute(), options.languages, options.name, options.url, options.source)
    print(f"{folder}: a project in {', '.join(options.languages)}; its README.md tells what to do with it")
    asked = requirement(options.source)
    print(f"{folder / 'requirements.txt'} asks for {asked}; --source names another place")
    if "file://" in asked:
        print("  which is found here only: name a place where others find it before the project is published")
    print(f"cd {folder} && tarikh serve")
    return 0


def _address(text: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+/(?:\S*/)?", text):
        raise argparse.ArgumentTypeError(f"{text} is no address: write https://…/, with a slash at its end")
    return text
