"""What a timeline of any format holds: rows, each with the places of what it says, and the file they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from tarikh.model.date import Date
from tarikh.model.problem import Code, Place, Problem, counted, visible
from tarikh.reading import strict
from tarikh.reading.source import Report

from .prose import Prose, spaced

LONGEST_SHOWN = 60  # characters of what is told of


class Said(Struct, frozen=True):
    """A text of the file, and the character it begins with; -1 for what is not there."""

    text: str = ""
    at: int = -1

    def __bool__(self) -> bool:
        return bool(self.text)


class Link(Struct, frozen=True):
    """An address, and what is found there, if it is told."""

    url: Said
    title: str = ""


class Row(Struct, frozen=True):
    """An event as its file tells it. `at` and `end` are the characters it stands in, `words` its texts as they are
    there, `whole` what stands there with all signs, for where words alone say too little; `dating` is its date as it
    was shown to readers, where EDTF cannot say all of that.
    """

    at: int
    end: int
    date: Date
    title: str
    words: tuple[str, ...]
    whole: str
    prose: Prose
    dating: str = ""
    links: tuple[Link, ...] = ()
    topics: tuple[Said, ...] = ()
    actors: tuple[Said, ...] = ()
    places: tuple[Said, ...] = ()
    importance: Said = Said()
    status: Said = Said()
    id: Said = Said()
    note: str = ""


class Timeline(Struct, frozen=True):
    """All that could be read of a file. `title` and `about` are what it says of itself."""

    rows: tuple[Row, ...]
    title: str = ""
    about: str = ""


class Given:
    """The file that is imported: its text, where something stands in it, and what is told about that."""

    def __init__(self, name: str, text: str, report: Report) -> None:
        self.name = name
        self.text = text
        self._report = report
        self._lines = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
        self._notes: dict[tuple[str, str], list[int]] = {}

    def line(self, at: int) -> int:
        """The line, from 1, that a character stands in."""
        return bisect_right(self._lines, at)

    def place(self, at: int) -> Place:
        if at < 0:
            return Place(self.name)
        line = self.line(at)
        byte_order_mark = line == 1 and self.text.startswith("\ufeff")
        return Place(self.name, line, max(1, at - self._lines[line - 1] + 1 - byte_order_mark))

    def wrong(self, at: int, code: Code, message: str, hint: str = "") -> None:
        """Tells why something cannot be taken."""
        self._report(Problem(self.place(at), code, message, hint))

    def left_out(self, at: int, what: str, hint: str = "") -> None:
        """Notes what has no place in an event."""
        self.note(at, f"left out: {what}", hint)

    def note(self, at: int, message: str, hint: str = "") -> None:
        """Remembers what is told once for all places that it is true of."""
        self._notes.setdefault((message, hint), []).append(at)

    def tell_notes(self) -> None:
        for (message, hint), places in self._notes.items():
            more = f", here and in {counted(len(places) - 1, 'other place')}" if len(places) > 1 else ""
            self._report(Problem(self.place(min(places)), "not-imported", message + more, hint, True))


def shown(text: str) -> str:
    """The beginning of a text, to be told of."""
    text = " ".join(text.split())
    return visible(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…")


def line_of(text: str) -> str:
    """A text on one line, without what no text may hold."""
    return spaced(strict.cleaned(text)).strip()


def listed(said: Said, signs: str) -> Iterator[Said]:
    """The parts of a list in one text."""
    at = 0
    for part in said.text.translate({ord(sign): "\0" for sign in signs}).split("\0"):
        if name := line_of(part):
            yield Said(name, said.at + at if said.at >= 0 else -1)
        at += len(part) + 1
