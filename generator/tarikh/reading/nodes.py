"""What a YAML text holds: a tree of texts, lists and mappings in which everything knows its place.

Nodes are made by the hundred for every event and dropped once it is decoded, so they are as cheap as can be:
they share the text they stand in, are not frozen, and tell of places and comments only when asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from tarikh.model.problem import Place

_TOP = re.compile(r"(?:#.*\n|\n)*")


@dataclass(frozen=True)
class Source:
    """A YAML text and the file it stands in: what nodes need to tell more about themselves."""

    file: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def top(self) -> str:
        """The comments in front of all else, and empty lines among them."""
        top = _TOP.match(self.text)
        assert top is not None, "it matches nothing at all, too"
        return top[0]

    @cached_property
    def may_hold_comments(self) -> bool:
        """Whether any may stand behind a value."""
        return "#" in self.text[len(self.top) :]


class _Placed:
    """A node knows where it begins; most nodes are never asked, so the place is made when one is."""

    __slots__ = ()
    source: Source
    line: int
    column: int

    @property
    def place(self) -> Place:
        return Place(self.source.file, self.line, self.column)


@dataclass(slots=True)
class Scalar(_Placed):
    """A text. `commented`: it is written without quotes, and a comment follows it."""

    source: Source = field(repr=False, compare=False)
    line: int
    column: int
    value: str
    style: str = ""  # the sign it is written with: one of |>"' or none
    commented: bool = False

    what = "a text"

    @property
    def indent(self) -> int | None:
        """By how many columns the file indents a literal block, whose lines are the file's own; else None."""
        if self.style != "|":
            return None
        for written, value in zip(self.source.lines[self.line :], self.value.split("\n"), strict=False):
            if value.strip():
                return len(written) - len(value)
        return 0


@dataclass(slots=True)
class Sequence(_Placed):
    source: Source = field(repr=False, compare=False)
    line: int
    column: int
    items: list[Node]

    what = "a list"


@dataclass(slots=True)
class Mapping(_Placed):
    source: Source = field(repr=False, compare=False)
    line: int
    column: int
    items: dict[str, Node]
    keys: dict[str, tuple[int, int]]  # the line and column of each

    what = "a mapping"

    def key_place(self, name: str) -> Place:
        return Place(self.source.file, *self.keys[name])


Node = Scalar | Sequence | Mapping
