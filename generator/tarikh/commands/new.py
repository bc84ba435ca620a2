"""`tarikh new`: makes the file of a new event from arguments, and from answers where somebody is there to give them."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tarikh import plugin
from tarikh.model.chronology import IMPORTANCES, STATUSES
from tarikh.model.problem import Problem, has_errors, report
from tarikh.reading import tables
from tarikh.reading.content import list_content
from tarikh.reading.ground import Ground, read_ground

from .check import about, look
from .project import Commands, site_options

if TYPE_CHECKING:
    from tarikh.writing.draft import Draft


def add(commands: Commands) -> None:
    what = "make the file of a new event; asks for what is not given"
    parser = commands.add_parser("new", parents=[site_options()], help=what, description=what.capitalize())
    parser.add_argument("--date", metavar="EDTF", help="when: 2025-04-03, 2025-04, 2025, 2025-04-03/2025-04-04 …")
    parser.add_argument("--title", metavar="TEXT", help="its headline")
    parser.add_argument("--summary", metavar="TEXT", help="one or two sentences")
    parser.add_argument("--quote", metavar="WORDS", help="what a document says; letters and signs need not be exact")
    parser.add_argument(
        "--document", action="append", metavar="ID", help="where to look for the quote (default: in all)"
    )
    parser.add_argument("--line", type=int, metavar="N", help="the line of the quote, where it stands more than once")
    for registry in ("topics", "actors", "places"):
        what = f"one of its {registry}; again for another, - for none (default: those that the texts name)"
        parser.add_argument(f"--{registry[:-1]}", action="append", metavar="ID", help=what)
    parser.add_argument("--importance", choices=IMPORTANCES, help="how much it matters (default: notable)")
    parser.add_argument("--status", choices=STATUSES, help="how sure it is (default: reported)")
    parser.add_argument("--language", metavar="TAG", help="of title and summary (default: the site's)")
    parser.add_argument("--id", help="its id and the name of its file (default: made of the title)")
    parser.add_argument("--dry-run", action="store_true", help="print the file, write nothing")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """What is wrong with registries or documents is told first: no event can be proved against them."""
    from tarikh.interview import Interview, Refused  # no other command waits for them
    from tarikh.pieces import decode_known
    from tarikh.writing.draft import problems_of
    from tarikh.writing.files import create, with_modeline
    from tarikh.writing.form import Unwritable, written

    settings = plugin.settings(options.settings, {})
    it = plugin.project(settings)
    listing = list_content(it.content, lambda problem: None)
    broken: list[Problem] = []
    ground = read_ground(it.content, it.seeds, listing.images.keys(), broken.append)
    if not ground.site or has_errors(broken):
        print(report(broken, len(listing.events)))
        return 1
    events = {path: decode_known(known).outline for path, known in look(settings)[2].events.items()}
    taken = {Path(path).stem.lower(): path for path in listing.events}
    interview = Interview(options, ground, it.seeds, events, taken, datetime.date.today())
    try:
        draft = interview.draft()
        path = draft.path(it.content)
        for twin in draft.twins(path, events, ground.context):
            interview.doubt(f"{twin.message}; {twin.hint}", "nothing was written")
        text = written(draft.tree(ground.site.default_language), tables.EVENT, list(ground.languages))
    except Refused as refused:
        print(f"tarikh: {refused}", file=sys.stderr)
        return refused.status
    except Unwritable as error:
        print(f"tarikh: this cannot be written: {error}", file=sys.stderr)
        return 1
    problems = problems_of(text, path, ground.context)
    if has_errors(problems):
        print(f"{report(problems, 1)}: nothing was written")
        return 1
    text = with_modeline(text, path, it.content)
    if options.dry_run:
        print(text, end="")
        return 0
    create(path, text, it.content)
    problems = about([path], look(settings)[0])  # with what shows only beside other events
    print(f"{path}\n{report(problems, 1)}\n{_next_step(draft, ground)}")
    return int(has_errors(problems))


def _next_step(draft: Draft, ground: Ground) -> str:
    """Which translations are wanted."""
    spoken = ground.documents[draft.document].language
    texts, quotes = ([tag for tag in ground.languages if tag != own] for own in (draft.language, spoken))
    wanted = (f"its text in {', '.join(texts)}" if texts else "", f"its quote in {', '.join(quotes)}" if quotes else "")
    return f"next, translate: {'; '.join(filter(None, wanted))}" if any(wanted) else "it is whole"
