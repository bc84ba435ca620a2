"""`tarikh schema`: JSON Schemas of the files of content/, for programs that help to write them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from tarikh.build import BuildError, Project
from tarikh.model.problem import Problem, counted, has_errors, report
from tarikh.reading.content import list_content
from tarikh.reading.ground import read_ground

from .project import Commands, project, site_options


def add(commands: Commands) -> None:
    about = "write JSON Schemas of the files of content/, for programs that help to write them"
    parser = commands.add_parser("schema", parents=[site_options()], help=about)
    parser.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="where to (else schema/ beside content/)")
    parser.add_argument("--check", action="store_true", help="write nothing; tell of schemas that are not fresh")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    made = project(options)
    from tarikh.writing.files import replace  # no other command waits for it

    folder: Path = options.output or made.content.parent / "schema"
    there = {path: path.read_bytes() for path in folder.glob("*.json")}
    stale = {path: text for path, text in _written(made, folder) if there.get(path) != text.encode()}
    if options.check:
        for path in stale:
            print(f"{path}: not fresh: run `tarikh schema`")
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in stale.items():
        replace(path, text)
    print(f"{folder}: {counted(len(stale), 'schema')} written")
    return 0


def _written(made: Project, folder: Path) -> Iterator[tuple[Path, str]]:
    """Each schema as it stands in its file. Raises BuildError where the ids that there are cannot be told."""
    from tarikh.reading.schema import as_json, schemas  # few commands need it

    problems: list[Problem] = []
    listing = list_content(made.content, lambda problem: None)  # what is wrong with events matters to none of this
    ground = read_ground(made.content, made.seeds, listing.images, problems.append)
    if has_errors(problems):
        raise BuildError(report(problems, len(listing.events)))
    for name, schema in schemas(ground).items():
        yield folder / f"{name}.json", as_json(schema)
