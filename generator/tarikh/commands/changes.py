"""`tarikh changes`: tells what differs between two built sites."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .project import Commands


def add(commands: Commands) -> None:
    what = "tell which pages differ between two built sites"
    parser = commands.add_parser("changes", help=what, description=what.capitalize())
    parser.add_argument("old", type=Path, metavar="OLD", help="the folder of the site as it was")
    parser.add_argument("new", type=Path, metavar="NEW", help="the folder of the site as it is now")
    parser.add_argument(
        "--format", choices=("text", "github"), default="text", help="for a terminal, or as Markdown for pull requests"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from tarikh.publishing.comparison import FORMATS, NoSite, compare  # no other command needs it

    try:
        print(FORMATS[options.format](compare(options.old, options.new)))
    except NoSite as error:
        print(f"tarikh: {error}", file=sys.stderr)
        return 2
    return 0
