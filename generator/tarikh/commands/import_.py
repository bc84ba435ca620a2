"""`tarikh import`: makes events of a timeline that was made with another tool, all of it or nothing."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tarikh import plugin
from tarikh.model.chronology import STATUSES
from tarikh.model.problem import Problem, counted, did_you_mean, has_errors, report

from .check import about, look
from .project import Commands, alone, site_options

if TYPE_CHECKING:
    from tarikh.build import Project
    from tarikh.importing.events import Made, Wishes
    from tarikh.importing.timeline import Given, Timeline
    from tarikh.reading.content import Listing
    from tarikh.reading.ground import Ground

FORMATS = {
    "timelinejs": "JSON of TimelineJS 3",
    "csv": "a table: the spreadsheet of TimelineJS, or one with columns such as date, title, text",
    "markwhen": "a text of Markwhen",
}
ENDINGS = {"timelinejs": "json", "csv": "csv", "markwhen": "txt"}  # of files in seeds/


def add(commands: Commands) -> None:
    what = "make events of a timeline that was made with another tool"
    told = "; ".join(f"{name}: {about}" for name, about in FORMATS.items())
    parser = commands.add_parser(
        "import", parents=[site_options()], help=what, description=f"{what}. {told}.".capitalize()
    )
    parser.add_argument("format", choices=list(FORMATS), metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("file", type=Path, metavar="FILE", help="it becomes a stored document, which the events quote")
    parser.add_argument("--language", metavar="TAG", help="of its texts (default: the site's)")
    parser.add_argument("--document", metavar="ID", help="its id as a stored document (default: made of its name)")
    parser.add_argument("--title", metavar="TEXT", help="its title as a document (default: its own, or its name)")
    parser.add_argument("--publisher", metavar="TEXT", help="who published it")
    parser.add_argument("--topic", action="append", metavar="ID", help="of events that name none; again for another")
    parser.add_argument("--status", choices=STATUSES, default="reported", help="how sure they are (default: reported)")
    parser.add_argument("--dates", choices=("dmy", "mdy"), default="", help="the order of day and month in 03/04/2025")
    parser.add_argument("--partly", action="store_true", help="take what is sound, where something is not")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be written, write nothing")
    parser.set_defaults(run=_run)


class _Wrong(Exception):
    """What was given cannot be taken."""


def _run(options: argparse.Namespace) -> int:
    from tarikh.importing.events import Maker
    from tarikh.importing.timeline import Given
    from tarikh.reading.content import list_content
    from tarikh.reading.ground import LARGEST_DOCUMENT, read_ground
    from tarikh.reading.source import read_text
    from tarikh.writing.files import create_all

    if not options.file.exists():
        print(f"tarikh: there is no {options.file}", file=sys.stderr)
        return 2
    with alone(options):
        settings = plugin.settings(options.settings, {})
        it = plugin.project(settings)
        problems: list[Problem] = []
        listing = list_content(it.content, lambda problem: None)
        ground = read_ground(it.content, it.seeds, listing.images.keys(), problems.append)
        if not ground.site or has_errors(problems):
            print(report(problems, len(listing.events)))
            return 1
        problems.clear()
        text = read_text(options.file, str(options.file), problems.append, LARGEST_DOCUMENT)
        if text is None:
            print(f"{report(problems, 0)}: nothing was written")
            return 1
        try:
            wishes = _wishes(options, ground)
            given = Given(str(options.file), text, problems.append)
            stored, read = _format(options.format, given)
            file = _stored_file(options, wishes, stored, ground, it)
        except _Wrong as wrong:
            print(f"tarikh: {wrong}", file=sys.stderr)
            return 2
        timeline = read(given, options.dates)
        made = (
            Maker(given, stored, ground, _taken(listing), wishes).made(timeline, it.content, it.seeds, file)
            if timeline
            else None
        )
        given.tell_notes()
        rows = len(timeline.rows) if timeline else 0
        failed = has_errors(problems)
        if not made or not made.events or (failed and not options.partly):
            hint = "; --partly takes the rest" if made and made.events else ""
            print(f"{report(problems, rows)}: nothing was written{hint}")
            return 1
        if options.dry_run:
            print("\n".join([*map(str, (*made.changed, *made.new)), f"{report(problems, rows)}: nothing was written"]))
            return int(failed)
        create_all(made.new, made.changed, made.read, it.content)
    print(report(problems, rows))
    return _checked(made, it, options, failed)


def _format(name: str, given: Given) -> tuple[str, Callable[[Given, str], Timeline | None]]:
    """The text of a file as it is stored, and what reads it."""
    from tarikh.importing import markwhen, objects, table, timelinejs

    if name == "timelinejs":
        return objects.written_out(given.text), timelinejs.read
    return given.text, table.read if name == "csv" else markwhen.read


def _wishes(options: argparse.Namespace, ground: Ground) -> Wishes:
    """What is asked for by options. Raises _Wrong."""
    from tarikh.importing.events import Wishes
    from tarikh.importing.timeline import line_of
    from tarikh.reading.fields import ID, ID_HINT
    from tarikh.writing.draft import slug
    from tarikh.writing.entries import called, spoken

    assert ground.site, "asked only where there is one"
    language = options.language or ground.site.default_language
    if language not in ground.languages:
        raise _Wrong(f'--language: no language "{language}"; {did_you_mean(language, ground.languages)}')
    names = called(ground.topics)
    for name in options.topic or ():
        if spoken(name) not in names:
            raise _Wrong(f'--topic: no topic "{name}"; {did_you_mean(name, ground.topics, names)}')
    document = options.document or slug(options.file.stem)
    if not document:
        raise _Wrong(f"no id can be made of {options.file.name}: choose one by --document")
    if not ID.fullmatch(document) or document != document.lower():
        raise _Wrong(f'--document: "{document}" is no id; {ID_HINT}')
    if document in ground.documents:
        raise _Wrong(f'there is a document "{document}" already; --document chooses another id')
    return Wishes(
        document=document,
        language=language,
        added=datetime.date.today(),
        title=line_of(options.title or ""),
        publisher=line_of(options.publisher or ""),
        topics=tuple(dict.fromkeys(names[spoken(name)] for name in options.topic or ())),
        status=options.status,
    )


def _stored_file(options: argparse.Namespace, wishes: Wishes, stored: str, ground: Ground, it: Project) -> str:
    """What the file is called in seeds/. Raises _Wrong where it is there."""
    import hashlib

    digest = hashlib.sha256(stored.encode()).hexdigest()
    if twins := [document.id for document in ground.documents.values() if document.sha256 == digest]:
        raise _Wrong(f"{options.file} is stored already, as {twins[0]}")
    name = f"{wishes.document}.{ENDINGS[options.format]}"
    if (path := it.seeds / name).exists() or path.is_symlink():
        raise _Wrong(f"there is {path} already; --document chooses another id")
    return name


def _taken(listing: Listing) -> dict[str, str]:
    return {Path(path).stem.lower(): path for path in listing.events}


def _checked(made: Made, it: Project, options: argparse.Namespace, failed: bool) -> int:
    """Tells what was written, and what is wrong with it."""
    written = (*made.events, *made.changed)
    problems = about(written, look(plugin.settings(options.settings, {}))[0])
    if problems:
        print(f"\n{report(problems, len(made.events))}")
    topics = f", {counted(len(made.topics), 'new topic')}: {', '.join(made.topics)}" if made.topics else ""
    print(f"{counted(len(made.events), 'event')} written below {it.content / 'events'}{topics}")
    print("next, look at their topics, name actors and places, and quote documents that prove them")
    return int(failed or has_errors(problems))
