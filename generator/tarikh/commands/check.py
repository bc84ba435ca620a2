"""`tarikh check`: looks at all content and tells what is wrong with it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import Any

from tarikh import build, plugin
from tarikh.model.problem import Problem
from tarikh.progress import Progress
from tarikh.publishing.output import Output
from tarikh.reports import FORMATS
from tarikh.state import State, load, save
from tarikh.work import Work

from .project import Commands, site_options


def add(commands: Commands) -> None:
    parser = commands.add_parser("check", parents=[site_options()], help="check all content, build nothing")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="tell only of these files")
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="for people, programs or pull requests")
    parser.add_argument("--strict", action="store_true", help="warnings are errors")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """All of the content is looked at, as what is wrong in one file may show in another."""
    if missing := [path for path in options.files if not path.exists()]:
        print(f"tarikh: there is no {missing[0]}", file=sys.stderr)
        return 2
    settings = plugin.settings(options.settings, {})
    it = plugin.project(settings)
    folders = {folder.resolve() for folder in (it.content, it.seeds, it.theme)}
    if strange := [path for path in options.files if not _is_in(path, folders)]:
        print(f"tarikh: {strange[0]} is not looked at: it is none of the content", file=sys.stderr)
        return 2
    problems, events, _ = look(settings)
    if options.files:
        problems, events = about(options.files, problems), len(set(_events(options.files, it.content)))
    if told := FORMATS[options.format](problems, events):
        print(told)
    return 1 if any(options.strict or not problem.warning for problem in problems) else 0


def _events(paths: Iterable[Path], content: Path) -> Iterator[Path]:
    """The files of events that are named, or stand below folders that are."""
    for path in paths:
        for file in path.rglob("*.yaml") if path.is_dir() else (path,):
            if (content / "events").resolve() in (resolved := file.resolve()).parents:
                yield resolved


def about(paths: Iterable[Path], problems: Iterable[Problem]) -> list[Problem]:
    """The problems of some files, or of those below some folders."""
    wanted = {path.resolve() for path in paths}
    return [it for it in problems if _is_in(Path(it.place.file), wanted)]


def _is_in(path: Path, wanted: Set[Path]) -> bool:
    """Whether a file is one of some that are resolved, or stands below a folder that is."""
    file = path.resolve()
    return not wanted.isdisjoint((file, *file.parents))


def look(settings: Mapping[str, Any]) -> tuple[Sequence[Problem], int, State]:
    """The problems of all content, how many events there are, and what is known of that which has no problems; it is
    known the next time, too.
    """
    output, work = Output(Path(settings["OUTPUT_PATH"])), Work()
    last = load(output.checked)
    try:
        state = build.check(plugin.project(settings), last, work, Progress()).state
        problems, events = state.warnings, len(state.events)
    except build.ContentError as error:
        problems, events, state = error.problems, error.events, error.state
    finally:
        work.close()
    if state != last:
        with suppress(OSError):  # it is only slower without
            output.checked.parent.mkdir(parents=True, exist_ok=True)
            save(state, output.checked)
    return problems, events, state
