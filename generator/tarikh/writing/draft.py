"""A new event, as an editor tells it: its id, its file, and what would be wrong with it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tarikh.model.chronology import Event, EventText, Told
from tarikh.model.date import Date
from tarikh.model.folding import words
from tarikh.model.problem import Problem
from tarikh.reading import nodes, strict, tables
from tarikh.reading.content import check_twins, year_folder
from tarikh.reading.fields import Context

from .form import Value, made

LONGEST_ID = 60  # characters; ids stand in addresses
_SHORT_END = re.compile("(-[^-]{1,3})+$")  # an id that is cut seldom ends well with "of" or "and-the"


class Draft(Struct, frozen=True, kw_only=True):
    """What an editor says of a new event, in one language, with one quote: a text, or its parts in reading order.

    `links` are the titles of addresses, by language.
    """

    id: str
    date: Date
    importance: str
    status: str
    topics: list[str]
    actors: list[str]
    places: list[str]
    language: str
    title: str
    summary: str
    document: str
    quote: str | list[str]
    added: datetime.date
    body: str = ""
    dating: str = ""
    note: str = ""
    links: Mapping[str, Mapping[str, str]] = {}

    def path(self, content: Path) -> Path:
        """Its file."""
        return content / "events" / year_folder(self.date) / f"{self.id}.yaml"

    def twins(self, path: Path, events: Mapping[str, Told], context: Context) -> list[Problem]:
        """Which of the other events, by the paths of their files, may tell the same."""
        problems: list[Problem] = []
        event = Event(
            id=self.id,
            date=self.date,
            importance=self.importance,
            status=self.status,
            topics=tuple(self.topics),
            actors=tuple(self.actors),
            places=tuple(self.places),
            original=self.language,
            text={self.language: EventText(self.title, self.summary)},
            citations=(),
            accounts=(),
            path=str(path),
        )
        check_twins({**events, event.path: event}, replace(context, report=problems.append))
        return [problem for problem in problems if problem.place.file == event.path]

    def tree(self, default_language: str) -> nodes.Node:
        """What its file holds; what may be left out is left out where it is empty."""
        optional = {
            "actors": self.actors,
            "places": self.places,
            "original": "" if self.language == default_language else self.language,
        }
        further = {"body": self.body, "dating": self.dating, "note": self.note}
        text = {"title": self.title, "summary": self.summary, **{name: said for name, said in further.items() if said}}
        links: list[Value] = [{"url": url, "title": titles} for url, titles in self.links.items()]
        return made(
            {
                "date": self.date.edtf,
                "importance": self.importance,
                "status": self.status,
                "topics": self.topics,
                **{name: value for name, value in optional.items() if value},
                "added": self.added.isoformat(),
                "text": {self.language: text},
                "citations": [{"document": self.document, "quote": self.quote}],
                **({"links": links} if links else {}),
            }
        )


def slug(title: str) -> str:
    """An id made of the words of a title; empty where one has letters that ASCII has not, even folded."""
    said = list(words(title.replace("’", "").replace("'", "")))
    if not all(map(str.isascii, said)):
        return ""
    id = ""
    for word in said:
        if len(id) + len(word) >= LONGEST_ID and id:
            break
        id = f"{id}-{word}" if id else word[:LONGEST_ID]
    return id if id.count("-") + 1 == len(said) else _SHORT_END.sub("", id)


def problems_of(text: str, path: Path, context: Context) -> list[Problem]:
    """What is wrong with the text of an event's file, before it is written; translations come later."""
    problems: list[Problem] = []
    node = strict.parse(text, str(path), problems.append)
    if node is not None:
        untranslated = replace(context, report=problems.append, translations=())
        tables.EVENT.decode(node, untranslated, {"id": path.stem, "path": str(path)})
    return problems
