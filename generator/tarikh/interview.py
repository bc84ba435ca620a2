"""Settles what a new event says: by what is given, by answers at a terminal, or by what is suggested."""

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
from tarikh.model.problem import did_you_mean
from tarikh.reading.fields import ID, ID_HINT
from tarikh.reading.ground import Ground
from tarikh.writing import quoting
from tarikh.writing.draft import Draft, slug
from tarikh.writing.suggest import suggested

REQUIRED = ("date", "title", "summary", "quote")
REGISTRIES = ("topics", "actors", "places")
NONE = "-"
MOST_SHOWN = 9  # of the places where a quote stands

T = TypeVar("T")


class Refused(Exception):
    """What was given cannot be taken. `status` is then that of the command."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


class Interview:
    """Asks for what is missing; nothing where nobody can answer. `notes` is what the editor is to know in the end."""

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
        """All of it. Raises Refused."""
        missing = [name for name in REQUIRED if getattr(self._options, name) is None]
        if missing and not self._asks:
            raise Refused(f"missing: {', '.join(f'--{name}' for name in missing)}")
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

    def _texts(self) -> dict[str, str]:
        """The stored texts of the documents to look in, which may be named by id, label or file."""
        documents = self._ground.documents
        if not documents:
            raise Refused("there is no document to quote: store one in seeds/ and describe it in documents.yaml")
        called = {name: it.id for it in documents.values() for name in (it.label, it.file, f"seeds/{it.file}", it.id)}
        for name in self._options.document or ():
            if name not in called:
                raise Refused(f'--document: no document "{name}"; {did_you_mean(name, documents)}')
        wanted = {called[name] for name in self._options.document or called}
        return {id: (self._seeds / it.file).read_bytes().decode() for id, it in documents.items() if id in wanted}

    def _passage(self, texts: Mapping[str, str], said: str) -> quoting.Found:
        """The passage that is meant, in words that prove it."""
        stored = {id: text for id, text in self._ground.context.stored.items() if id in texts}
        found = quoting.passages(texts, said)
        if not found:
            document, line, words = quoting.nearest(stored, said)
            raise Refused(f"no document says “{said}”\n    nearest, in {document}, line {line}: “{words}”", 1)
        meant = self._meant(found)
        apart = quoting.told_apart(meant, texts[meant.document], stored[meant.document])
        if apart is None:
            raise Refused(f"{meant}: nothing tells this place apart from one before it", 1)
        if apart.words != " ".join(said.split()):
            self.notes.append(f"quoted from {apart}: “{apart.words}”")
        return apart

    def _meant(self, found: list[quoting.Found]) -> quoting.Found:
        """The one in the line that is given or chosen, else the first."""
        shown = found[:MOST_SHOWN]
        places = "; ".join([*map(str, shown), *(["…"] if len(found) > len(shown) else [])])
        if self._options.line is not None:
            meant = [it for it in found if self._options.line in it.lines]
            if not meant:
                raise Refused(f"not in line {self._options.line}, but in {places}")
            return meant[0]
        if len(found) == 1:
            return found[0]
        if self._asks:
            choices = {str(number): it for number, it in enumerate(shown, 1)}
            for number, it in choices.items():
                print(f"  {number}: {it}: “{it.words}”")
            return choices[self._settled("which", "Which of these", _one_of([*choices]), "1")]
        self.notes.append(f"stands in {places}; the first is taken, --document and --line choose another")
        return found[0]

    def _named(self, registry: str, near: list[str]) -> list[str]:
        """The entries of a registry that the event names."""
        kind, entries = registry[:-1], getattr(self._ground, registry)

        def accept(said: str) -> list[str]:
            ids = [id for id in re.split(r"[\s,،]+", said) if id not in ("", NONE)]
            for id in ids:
                if id not in entries:
                    raise Refused(f'no {kind} "{id}"; {did_you_mean(id, entries)}')
            if kind == "topic" and not ids:
                raise Refused(f"an event has one at least: {', '.join(entries)}")
            return list(dict.fromkeys(ids))

        named = self._settled(kind, registry.capitalize(), accept, ", ".join(near) or NONE)
        if near and not self._asks and getattr(self._options, kind) is None:
            self.notes.append(f"suggested, please review: {registry} {', '.join(near)}")
        return named

    def _id(self, said: str) -> str:
        if not said:
            raise Refused("none can be made of this title: choose one, such as moscow-consultations")
        if not ID.fullmatch(said) or said != said.lower():
            raise Refused(f'"{said}" is no id; {ID_HINT}')
        if taken := self._taken.get(said):
            raise Refused(f'"{said}" is taken by {taken}')
        return said


def _date(said: str) -> Date:
    try:
        return parse_date(said.strip())
    except DateError as error:
        raise Refused(f"{error}; {error.hint}" if error.hint else str(error)) from None


def _text(said: str) -> str:
    text = " ".join(said.split())
    if not text:
        raise Refused("nothing is written here")
    return text


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    def accept(said: str) -> str:
        if said not in choices:
            raise Refused(f"one of {', '.join(choices)}")
        return said

    return accept
