"""The comments of a YAML text, each with what it stands at: readers drop them, writers must not.

A comment behind a value is of the entry it stands in, one on a line of its own of the entry after it, or of the end
of the mapping or list that it is indented like.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise, takewhile
from typing import Any, Literal, NamedTuple, TypeAlias

import yaml

from .nodes import Source

Spot: TypeAlias = tuple[Literal["entry", "item", "end"], int, int]
"""An entry of a mapping, an item or the end of a list or mapping, by the line and column its node or key begins at."""

MODELINE = re.compile(r"#\s*yaml-language-server\s*:.*")
_NOTHING_BEFORE = re.compile(r"[ \t-]*")  # the dash of an item begins no line of its own


class _Comment(NamedTuple):
    text: str
    line: int
    column: int


class Comments:
    """`head` are those at the top of a file that are of no entry, `foot` those at its end; empty lines divide them."""

    def __init__(self) -> None:
        self.head: list[str] = []
        self.before: dict[Spot, list[str]] = {}
        self.behind: dict[Spot, list[str]] = {}
        self.foot: list[str] = []


def comments(source: Source) -> Comments:
    """Those of a text that was read before, so that it is known to be sound."""
    return _Walk(source.text.rstrip("\n") + "\n").found if "#" in source.text else Comments()


class _Walk:
    """Goes through the events of the parser and looks for comments between them."""

    def __init__(self, text: str) -> None:
        self.found = Comments()
        self._text = text
        self._at = 0  # up to where comments were looked for
        self._waiting: list[_Comment] = []  # for what they stand in front of
        self._latest: Spot | None = None
        self._next: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self._next()  # the start of the stream
        self._next()  # the start of the document
        self._node(self._next(), None)
        self._look(len(text))
        self.found.foot = [comment.text for comment in self._waiting]

    def _node(self, event: Any, spot: Spot | None) -> None:
        """Passes a node that is the value at `spot`; the whole of a document is at none."""
        begin, end = event.start_mark.index, event.end_mark.index
        self._look(begin)
        if type(event) is yaml.ScalarEvent:
            self._reach(spot)
            if event.style in ("|", ">"):
                self._look(self._text.index("\n", begin))  # a comment may stand behind the sign
            self._at = end
        else:
            self._children(event, spot)

    def _children(self, event: Any, spot: Spot | None) -> None:
        start, in_mapping = event.start_mark, type(event) is yaml.MappingStartEvent
        if event.flow_style:
            self._reach(spot)
        while type(child := self._next()) not in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self._look(child.start_mark.index)
            inner: Spot = ("entry" if in_mapping else "item", child.start_mark.line + 1, child.start_mark.column + 1)
            if self._latest is None:
                self._keep_head(child.start_mark.line)
            self._reach(inner)
            self._node(child, inner)
            if in_mapping:
                self._node(self._next(), inner)
        self._look(child.start_mark.index)
        lowest = 0 if event.flow_style else max(start.column, child.start_mark.column + 1)
        mine = list(takewhile(lambda comment: comment.column >= lowest, self._waiting))
        self._waiting = self._waiting[len(mine) :]
        if mine:
            self.found.before["end", start.line + 1, start.column + 1] = [comment.text for comment in mine]
        if event.flow_style:
            self._at, self._latest = child.end_mark.index, spot

    def _look(self, end: int) -> None:
        """Finds the comments up to `end`; there are no scalars on the way."""
        while (begin := self._text.find("#", self._at, end)) >= 0:
            line_start = self._text.rfind("\n", 0, begin) + 1
            line_end = self._text.find("\n", begin)
            self._at = line_end if line_end >= 0 else len(self._text)
            text = self._text[begin : self._at].rstrip()
            if self._latest is None or _NOTHING_BEFORE.fullmatch(self._text, line_start, begin):
                line = self._text.count("\n", 0, begin)
                self._waiting.append(_Comment(text, line, begin - line_start))
            else:
                self.found.behind.setdefault(self._latest, []).append(text)
        self._at = max(self._at, end)

    def _reach(self, spot: Spot | None) -> None:
        """What waits stands in front of `spot`."""
        if spot and self._waiting:
            self.found.before.setdefault(spot, []).extend(comment.text for comment in self._waiting)
            self._waiting = []
        self._latest = spot

    def _keep_head(self, line: int) -> None:
        """Before the first entry: what is divided from it by an empty line, and a modeline, are not about it."""
        lines: list[str] = []
        kept = 0
        for comment, following in pairwise([*self._waiting, _Comment("", line, 0)]):
            lines.append(comment.text)
            if MODELINE.fullmatch(comment.text):
                kept = len(lines)
            elif following.line > comment.line + 1:
                lines.append("")
                kept = len(lines)
        self.found.head = lines[:kept]
        self._waiting = self._waiting[sum(map(bool, self.found.head)) :]
