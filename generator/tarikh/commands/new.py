"""`tarikh new`: makes the file of a new event from arguments, and from answers where somebody is there to give them."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from tarikh.model.chronology import IMPORTANCES, STATUSES
from tarikh.model.date import Date, DateError, parse_date
from tarikh.model.problem import Problem, did_you_mean, report
from tarikh.reading import tables
from tarikh.reading.content import list_content
from tarikh.reading.fields import ID, ID_HINT
from tarikh.reading.ground import Ground, read_ground
from tarikh.writing import quoting
from tarikh.writing.draft import Draft, problems_of, slug
from tarikh.writing.form import written
from tarikh.writing.suggest import suggested

from .check import about, look
from .project import Commands, project, site_options

REQUIRED = ("date", "title", "summary", "quote")
REGISTRIES = ("topics", "actors", "places")
NONE = "-"

T = TypeVar("T")


class _Refused(Exception):
    """What was given cannot be taken. `status` is then that of the command."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


def add(commands: Commands) -> None:
    about = "make the file of a new event; asks for what is not given"
    parser = commands.add_parser("new", parents=[site_options()], help=about, description=about.capitalize())
    parser.add_argument("--date", metavar="EDTF", help="when: 2025-04-03, 2025-04, 2025, 2025-04-03/2025-04-04 …")
    parser.add_argument("--title", metavar="TEXT", help="its headline")
    parser.add_argument("--summary", metavar="TEXT", help="one or two sentences")
    parser.add_argument("--quote", metavar="WORDS", help="what a document says; letters and signs need not be exact")
    parser.add_argument(
        "--document", action="append", metavar="ID", help="where to look for the quote (default: in all)"
    )
    parser.add_argument("--line", type=int, metavar="N", help="the line of the quote, where it stands more than once")
    for registry in REGISTRIES:
        about = f"one of its {registry}; again for another, {NONE} for none (default: those that the texts name)"
        parser.add_argument(f"--{registry[:-1]}", action="append", metavar="ID", help=about)
    parser.add_argument("--importance", choices=IMPORTANCES, help="how much it matters (default: notable)")
    parser.add_argument("--status", choices=STATUSES, help="how sure it is (default: reported)")
    parser.add_argument("--language", metavar="TAG", help="of title and summary (default: the site's)")
    parser.add_argument("--id", help="its id and the name of its file (default: made of the title)")
    parser.add_argument("--dry-run", action="store_true", help="print the file, write nothing")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """What is wrong with registries or documents is told first: no event can be proved against them."""
    it = project(options)
    listing = list_content(it.content, lambda problem: None)
    broken: list[Problem] = []
    ground = read_ground(it.content, it.seeds, listing.images.keys(), broken.append)
    if not ground.site or any(not problem.warning for problem in broken):
        print(report(broken, len(listing.events)))
        return 1
    interview = _Interview(options, ground, it.seeds, {Path(path).stem.lower(): path for path in listing.events})
    try:
        draft = interview.draft()
    except _Refused as refused:
        print(f"tarikh: {refused}", file=sys.stderr)
        return refused.status
    path = draft.path(it.content)
    text = written(draft.tree(ground.site.default_language), tables.EVENT, list(ground.languages))
    for note in interview.notes:
        print(note, file=sys.stderr)
    problems = problems_of(text, path, ground.context)
    if any(not problem.warning for problem in problems):
        print(f"{report(problems, 1)}: nothing was written")
        return 1
    if options.dry_run:
        print(text, end="")
        return 0
    _write(path, text)
    problems = about([path], look(options)[0])  # with what shows only beside other events
    print(f"{path}\n{report(problems, 1)}\n{_next_step(draft, ground)}")
    return 1 if any(not problem.warning for problem in problems) else 0


class _Interview:
    """Settles what a new event says: from options, from answers at a terminal, or from what is suggested.

    `notes` is what the editor is to know about it. Nothing is asked where nobody can answer.
    """

    def __init__(self, options: argparse.Namespace, ground: Ground, seeds: Path, taken: Mapping[str, str]) -> None:
        self.notes: list[str] = []
        self._options = options
        self._ground = ground
        self._seeds = seeds
        self._taken = taken
        self._asks = sys.stdin.isatty() and sys.stdout.isatty()
        if self._asks:
            with suppress(ImportError):  # there is none on Windows, whose terminal edits lines by itself
                import readline  # noqa: F401

    def draft(self) -> Draft:
        """All of it. Raises _Refused."""
        missing = [name for name in REQUIRED if getattr(self._options, name) is None]
        if missing and not self._asks:
            raise _Refused(f"missing: {', '.join(f'--{name}' for name in missing)}")
        language = self._language()
        texts = self._texts()
        date = self._settled("date", "Date", _date)
        title = self._settled("title", f"Title ({language})", _text)
        summary = self._settled("summary", f"Summary ({language}), one or two sentences", _text)
        quote = self._settled("quote", "Quote, as the document has it", lambda said: self._passage(texts, said))
        registries = {name: getattr(self._ground, name) for name in REGISTRIES}
        near = suggested([title, summary, quote.words], registries)
        named = {name: self._named(name, near[name]) for name in REGISTRIES}
        importance = self._settled("importance", "Importance", _one_of(IMPORTANCES), "notable")
        status = self._settled("status", "Status", _one_of(STATUSES), "reported")
        id = self._settled("id", "Id, the name of its file and its page", self._id, slug(title))
        return Draft(
            id=id,
            date=date,
            importance=importance,
            status=status,
            **named,
            language=language,
            title=title,
            summary=summary,
            document=quote.document,
            quote=quote.words,
        )

    def _settled(self, name: str, question: str, accept: Callable[[str], T], default: str = "") -> T:
        """What is given as an option, answered or the default, whichever comes first and is accepted."""
        given = getattr(self._options, name, None)
        said = ", ".join(given) if isinstance(given, list) else given
        while True:
            try:
                return accept(self._answer(question, default) if said is None else said)
            except _Refused as refused:
                if not self._asks:
                    raise _Refused(f"--{name}: {refused}", refused.status) from None
                print(refused)
                said = None

    def _answer(self, question: str, default: str) -> str:
        if not self._asks:
            return default
        try:
            return input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
        except EOFError:  # there will be no more answers
            raise KeyboardInterrupt from None

    def _language(self) -> str:
        assert self._ground.site, "asked only where there is one"
        language: str = self._options.language or self._ground.site.default_language
        if language not in self._ground.languages:
            raise _Refused(f'--language: no language "{language}"; {did_you_mean(language, self._ground.languages)}')
        return language

    def _texts(self) -> dict[str, str]:
        """The stored texts of the documents to look in, which may be named by id, label or file."""
        documents = self._ground.documents
        called = {name: it.id for it in documents.values() for name in (it.label, it.file, f"seeds/{it.file}", it.id)}
        for name in self._options.document or ():
            if name not in called:
                raise _Refused(f'--document: no document "{name}"; {did_you_mean(name, documents)}')
        wanted = {called[name] for name in self._options.document or called}
        return {id: (self._seeds / it.file).read_bytes().decode() for id, it in documents.items() if id in wanted}

    def _passage(self, texts: Mapping[str, str], said: str) -> quoting.Found:
        """The passage that is meant, in words that prove it."""
        stored = {id: text for id, text in self._ground.context.stored.items() if id in texts}
        found = quoting.passages(texts, said)
        if not found:
            document, line, words = quoting.nearest(stored, said)
            raise _Refused(f"no document says “{said}”\n    nearest, in {document}, line {line}: “{words}”", 1)
        meant = self._meant(found)
        apart = quoting.told_apart(meant, texts[meant.document], stored[meant.document])
        if apart is None:
            raise _Refused(f"{meant}: nothing tells this place apart from one before it", 1)
        if apart.words != " ".join(said.split()):
            self.notes.append(f"quoted from {apart}: “{apart.words}”")
        return apart

    def _meant(self, found: list[quoting.Found]) -> quoting.Found:
        """The one in the line that is given or chosen, else the first."""
        places = "; ".join(map(str, found))
        if self._options.line is not None:
            meant = [it for it in found if self._options.line in it.lines]
            if not meant:
                raise _Refused(f"not in line {self._options.line}, but in {places}")
            return meant[0]
        if len(found) == 1:
            return found[0]
        if self._asks:
            for number, it in enumerate(found, 1):
                print(f"  {number}: {it}: “{it.words}”")
            numbers = [str(number) for number in range(1, len(found) + 1)]
            return found[int(self._settled("which", "Which of these", _one_of(numbers), "1")) - 1]
        self.notes.append(f"stands in {places}; the first is taken, --document and --line choose another")
        return found[0]

    def _named(self, registry: str, near: list[str]) -> list[str]:
        """The entries of a registry that the event names."""
        kind, entries = registry[:-1], getattr(self._ground, registry)

        def accept(said: str) -> list[str]:
            ids = [id for id in re.split(r"[\s,،]+", said) if id not in ("", NONE)]
            for id in ids:
                if id not in entries:
                    raise _Refused(f'no {kind} "{id}"; {did_you_mean(id, entries)}')
            if kind == "topic" and not ids:
                raise _Refused(f"the texts name none, and an event has one at least: {', '.join(entries)}")
            return list(dict.fromkeys(ids))

        named = self._settled(kind, registry.capitalize(), accept, ", ".join(near) or NONE)
        if near and not self._asks and getattr(self._options, kind) is None:
            self.notes.append(f"suggested, please review: {registry} {', '.join(near)}")
        return named

    def _id(self, said: str) -> str:
        if not said:
            raise _Refused("none can be made of this title: choose one, such as moscow-consultations")
        if not ID.fullmatch(said) or said != said.lower():
            raise _Refused(f'"{said}" is no id; {ID_HINT}')
        if taken := self._taken.get(said):
            raise _Refused(f'"{said}" is taken by {taken}')
        return said


def _date(said: str) -> Date:
    try:
        return parse_date(said.strip())
    except DateError as error:
        raise _Refused(f"{error}; {error.hint}" if error.hint else str(error)) from None


def _text(said: str) -> str:
    text = " ".join(said.split())
    if not text:
        raise _Refused("nothing is written here")
    return text


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    def accept(said: str) -> str:
        if said not in choices:
            raise _Refused(f"one of {', '.join(choices)}")
        return said

    return accept


def _next_step(draft: Draft, ground: Ground) -> str:
    """Which translations are wanted."""
    spoken = ground.documents[draft.document].language
    texts, quotes = ([tag for tag in ground.languages if tag != own] for own in (draft.language, spoken))
    wanted = (f"its text in {', '.join(texts)}" if texts else "", f"its quote in {', '.join(quotes)}" if quotes else "")
    return f"next, translate: {'; '.join(filter(None, wanted))}" if any(wanted) else "it is whole"


def _write(path: Path, text: str) -> None:
    """Puts a new file there. Raises OSError, also where there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    try:
        path.touch(exist_ok=False)  # a name that is taken stays so
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
