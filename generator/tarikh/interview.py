"""Settles what a new event says: by what is given, by answers at a terminal, or by what is suggested."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tarikh.model.chronology import IMPORTANCES, STATUSES, Told
from tarikh.model.date import Date, DateError, parse_date
from tarikh.model.problem import did_you_mean
from tarikh.reading.content import calendar_doubt
from tarikh.reading.fields import ID, ID_HINT
from tarikh.reading.ground import Ground
from tarikh.writing import quoting
from tarikh.writing.draft import Draft, slug
from tarikh.writing.entries import called, columns, spoken
from tarikh.writing.suggest import suggested

REQUIRED = ("date", "title", "summary", "quote")
REGISTRIES = ("topics", "actors", "places")
NONE = "-"
MOST_SHOWN = 9  # of the places where a quote stands
MOST_LISTED = 40  # of the entries of a registry

T = TypeVar("T")


class Refused(Exception):
    """What was given cannot be taken. `status` is then that of the command."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


class Interview:
    """Asks for what is missing; nothing where nobody can answer. `events` are the others, by the paths of their files,
    as far as they could be read; `taken` are the paths of all by their ids.
    """

    def __init__(
        self,
        options: argparse.Namespace,
        ground: Ground,
        seeds: Path,
        events: Mapping[str, Told],
        taken: Mapping[str, str],
        today: datetime.date,
    ) -> None:
        self._options = options
        self._ground = ground
        self._seeds = seeds
        self._events = events
        self._taken = taken
        self._today = today
        self._asks = sys.stdin.isatty() and sys.stdout.isatty()
        if self._asks:
            with suppress(ImportError):  # there is none on Windows, whose terminal edits lines by itself
                import readline  # noqa: F401

    def draft(self) -> Draft:
        """All of it. Raises Refused."""
        missing = [name for name in REQUIRED if getattr(self._options, name) is None]
        if missing and not self._asks:
            raise Refused(f"missing: {', '.join(f'--{name}' for name in missing)}")
        language = self._language()
        documents = self._documents()
        date = self._settled("date", "Date, such as 2025-04-03, 2025-04 or 2025-04-03/2025-04-04", self._date)
        title = self._settled("title", f"Title ({language})", _text)
        summary = self._settled("summary", f"Summary ({language}), one or two sentences", _text)
        quote = self._settled("quote", "Quote, as the document has it", lambda said: self._passage(documents, said))
        registries = {name: getattr(self._ground, name) for name in REGISTRIES}
        near = suggested([title, summary, quote.words], registries)
        named = {name: self._named(name, near[name], language) for name in REGISTRIES}
        importance = self._settled("importance", f"Importance, {_either(IMPORTANCES)}", _one_of(IMPORTANCES), "notable")
        status = self._settled("status", f"Status, {_either(STATUSES)}", _one_of(STATUSES), "reported")
        id = self._settled("id", "Id, the name of its file and the address of its page for good", self._id, slug(title))
        if not self._asks and self._options.id is None:
            _tell(f"id: {id}, the address of its page for good; --id chooses another")
        return Draft(
            id=id,
            date=date,
            importance=importance,
            status=status,
            topics=named["topics"],
            actors=named["actors"],
            places=named["places"],
            language=language,
            title=title,
            summary=summary,
            document=quote.document,
            quote=quote.words,
            added=self._today,
        )

    def doubt(self, doubt: str, otherwise: str) -> None:
        """Tells a doubt and, where somebody can answer, asks whether to go on all the same. Raises Refused if not."""
        _tell(doubt)
        if self._asks and not self._settled("sure", "Go on all the same, yes or no", _yes, "no"):
            raise Refused(otherwise, 1)

    def _settled(self, name: str, question: str, accept: Callable[[str], T], default: str = "") -> T:
        """What is given as an option, answered or the default, whichever comes first and is accepted."""
        given = getattr(self._options, name, None)
        said = ", ".join(given) if isinstance(given, list) else given
        while True:
            try:
                return accept(self._answer(question, default) if said is None else said)
            except Refused as refused:
                if not self._asks:
                    raise Refused(f"--{name}: {refused}", refused.status) from None
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
            raise Refused(f'--language: no language "{language}"; {did_you_mean(language, self._ground.languages)}')
        return language

    def _date(self, said: str) -> Date:
        try:
            date = parse_date(said.strip())
        except DateError as error:
            raise Refused(f"{error}; {error.hint}" if error.hint else str(error)) from None
        alone = all(event.date.year // 100 != date.year // 100 for event in self._events.values())
        if alone and (doubt := calendar_doubt(date)):
            self.doubt(doubt, "then tell it by the Gregorian calendar")
        return date

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The stored texts of all documents."""
        return {id: (self._seeds / it.file).read_bytes().decode() for id, it in self._ground.documents.items()}

    def _documents(self) -> list[str]:
        """The ids of the documents to look in, which may be named by id, label or file."""
        documents = self._ground.documents
        if not documents:
            raise Refused("there is no document to quote: store one in seeds/ and describe it in documents.yaml")
        labels = {name: it.id for it in documents.values() for name in (it.label, it.file, f"seeds/{it.file}", it.id)}
        for name in self._options.document or ():
            if name not in labels:
                raise Refused(f'--document: no document "{name}"; {did_you_mean(name, documents)}')
        wanted = {labels[name] for name in self._options.document or labels}
        return [id for id in documents if id in wanted]

    def _passage(self, documents: Sequence[str], said: str) -> quoting.Found:
        """The passage that is meant, in words that prove it."""
        said = _text(said)
        found = quoting.passages({id: self._texts[id] for id in documents}, said)
        if not found:
            raise Refused(self._unsaid(documents, said), 1)
        meant = self._meant(found)
        stored = self._ground.context.stored[meant.document]
        quote = quoting.told_apart(meant, self._texts[meant.document], stored)
        if quote is None:
            raise Refused(f"{meant}: nothing tells this place apart from one before it", 1)
        if quote.words != meant.words and (first := stored.find(meant.words)):
            why = f"lengthened, as “{meant.words}” stands in line {stored.line(first[0])} first"
            _tell(f"quoted from {quote}, {why}: “{quote.words}”")
        elif quote.words != said:
            _tell(f"quoted from {quote}: “{quote.words}”")
        if quoted := self._quoted(quote):
            self.doubt(f"already quoted in {', '.join(quoted)}", "then quote something else")
        return quote

    def _unsaid(self, documents: Sequence[str], said: str) -> str:
        """Where else a quote stands that is not in the documents to look in, or what is like it."""
        if elsewhere := quoting.passages(self._texts, said):
            return f"“{said}” does not stand in {' or '.join(documents)}, but in {_places(elsewhere)}"
        stored = {id: text for id, text in self._ground.context.stored.items() if id in documents}
        near = quoting.nearest(stored, said)
        nearest = f"\n    nearest, in {near[0]}, line {near[1]}: “{near[2]}”" if near else ""
        return f"no document says “{said}”{nearest}"

    def _quoted(self, quote: quoting.Found) -> list[str]:
        """The files of the events that quote most of it."""
        first, end = self._ground.context.stored[quote.document].find(quote.words) or (0, 0)
        return [
            path
            for path, event in self._events.items()
            if any(
                2 * (min(end, last) - max(first, start)) > end - first
                for extract in event.extracts
                if extract.document == quote.document
                for start, last in extract.words
            )
        ]

    def _meant(self, found: list[quoting.Found]) -> quoting.Found:
        """The one in the line that is given or chosen, else the first."""
        if self._options.line is not None:
            meant = [it for it in found if self._options.line in it.lines]
            if not meant:
                raise Refused(f"not in line {self._options.line}, but in {_places(found)}")
            return meant[0]
        if len(found) == 1:
            return found[0]
        if self._asks:
            for number, it in enumerate(found[:MOST_SHOWN], 1):
                print(f"  {number}: {it}: {quoting.around(it, self._texts[it.document])}")
            more = f"; there are {len(found)}" if len(found) > MOST_SHOWN else ""
            return self._settled("which", f"Which of these, 2 or line 9{more}", _place_in(found), "1")
        _tell(f"stands in {_places(found)}; the first is taken, --document and --line choose another")
        return found[0]

    def _named(self, registry: str, near: list[str], language: str) -> list[str]:
        """The entries of a registry that the event names, by their ids or names."""
        kind, entries = registry[:-1], getattr(self._ground, registry)
        names = called(entries)

        def accept(said: str) -> list[str]:
            ids: list[str] = []
            for part in filter(None, re.split(r"\s*[,،]\s*", said.strip())):
                each = [part] if spoken(part) in names or part == NONE else part.split()
                if any(it != NONE and spoken(it) not in names for it in each):
                    raise Refused(f'no {kind} "{part}"; {did_you_mean(part, entries, names)}')
                ids += [names[spoken(it)] for it in each if it != NONE]
            if kind == "topic" and not ids:
                raise Refused(f"an event has one at least: {', '.join(entries)}")
            return list(dict.fromkeys(ids))

        given = getattr(self._options, kind) is not None
        if self._asks and not given and len(entries) <= MOST_LISTED:
            print(columns(entries, language))
        wanted = "" if kind == "topic" else f", {NONE} for none"
        question = f"{registry.capitalize()} by id or name, with commas between{wanted}"
        named = self._settled(kind, question, accept, ", ".join(near) or ("" if kind == "topic" else NONE))
        if near and not self._asks and not given:
            _tell(f"suggested, please review: {registry} {', '.join(near)}")
        return named

    def _id(self, said: str) -> str:
        if not said:
            raise Refused("none can be made of this title: choose one, such as moscow-consultations")
        if not ID.fullmatch(said) or said != said.lower():
            raise Refused(f'"{said}" is no id; {ID_HINT}')
        if taken := self._taken.get(said):
            raise Refused(f'"{said}" is taken by {taken}')
        return said


def _tell(note: str) -> None:
    """What the editor is to know, beside what the command prints."""
    print(note, file=sys.stderr)


def _places(found: Sequence[quoting.Found]) -> str:
    return "; ".join([*map(str, found[:MOST_SHOWN]), *(["…"] if len(found) > MOST_SHOWN else [])])


def _text(said: str) -> str:
    text = " ".join(said.split())
    if not text:
        raise Refused("nothing is written here")
    return text


def _yes(said: str) -> bool:
    if not said or not (answer := [it for it in ("yes", "no") if it.startswith(said.lower())]):
        raise Refused("yes or no")
    return answer[0] == "yes"


def _place_in(found: Sequence[quoting.Found]) -> Callable[[str], quoting.Found]:
    """Takes the number of a place, or the line that it stands in."""

    def accept(said: str) -> quoting.Found:
        line = re.fullmatch(r"(?:line|l)\s*([0-9]+)", said.lower())
        if line:
            meant = [it for it in found if int(line[1]) in it.lines]
        else:
            meant = [it for number, it in enumerate(found, 1) if str(number) == said]
        if not meant:
            raise Refused(f"a number up to {len(found)}, or a line of these: {_places(found)}")
        return meant[0]

    return accept


def _either(choices: Sequence[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    def accept(said: str) -> str:
        if said not in choices:
            raise Refused(_either(choices))
        return said

    return accept
