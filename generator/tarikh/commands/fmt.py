"""`tarikh fmt`: brings the YAML of content into its one form, or tells what it would change."""

from __future__ import annotations

import argparse
import sys
from difflib import unified_diff
from pathlib import Path

from tarikh.model.problem import Problem, counted

from .project import Commands, project, site_options


def add(commands: Commands) -> None:
    parser = commands.add_parser("fmt", parents=[site_options()], help="bring the YAML of content into its one form")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="only these files, or those in folders")
    parser.add_argument("--check", action="store_true", help="write nothing; show what would change")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from tarikh.writing.files import find, in_form, languages_of, replace  # no other command waits for them

    content = project(options).content
    problems: list[Problem] = []
    files, strangers = find(options.files or [content], content, problems.append)
    if strangers:
        print(f"tarikh: {strangers[0]} is no YAML file of {content}", file=sys.stderr)
        return 2
    languages = languages_of(content, problems.append)
    changed = 0
    for path in files:
        form = in_form(path, content, languages, problems.append)
        if form is None or form.now == form.canonical:
            continue
        changed += 1
        if options.check:
            print(_difference(path, form.now, form.canonical), end="")
        else:
            replace(path, form.canonical)
            print(path)
    for problem in sorted(set(problems)):
        print(problem, file=sys.stderr)
    print(f"{changed} of {counted(len(files), 'file')} {'to be changed' if options.check else 'changed'}")
    return 1 if problems or (options.check and changed) else 0


def _difference(path: Path, now: str, canonical: str) -> str:
    """What would change, as a patch."""
    lines = unified_diff(now.splitlines(keepends=True), canonical.splitlines(keepends=True), str(path), str(path))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
