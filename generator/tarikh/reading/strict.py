"""Strict YAML: read into nodes, or refused at its first fault of form.

Nodes are built from the events of PyYAML's C parser: events, unlike composed nodes, show anchors, aliases and
tags where they stand. Scalars stay strings, so that `no`, `12:30` and `2025-04` mean themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tarikh.model.problem import Code, Place, Problem

from .nodes import Mapping, Node, Scalar, Sequence, Source
from .source import Report, read_text

DEEPEST = 12  # levels of nesting; an event has five
# All but controls, bidirectional controls (UAX #9: embeddings, overrides, isolates, marks), invisible signs and tags,
# and what is no character (Unicode 15.1, 23.7). Listing what is allowed is faster than listing what is not.
_ALLOWED = (
    "\t\n -~\xa0-\u061b\u061d-\u200a\u200c\u200d\u2010-\u2027\u202f-\u2060\u2070-\ud7ff"
    "\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufff8"
    + "".join(f"{chr(at)}-{chr(at + 0xFFFD)}" for at in range(0x10000, 0x110000, 0x10000) if at != 0xE0000)
    + "\U000e0080-\U000efffd"
)
_CLEAN = re.compile(f"[{_ALLOWED}]*")
_FORBIDDEN = re.compile(f"[^{_ALLOWED}]+")


class _Refused(Exception):
    """Stops the reading of one file at its first fault of form."""

    def __init__(self, place: Place, code: Code, message: str, hint: str) -> None:
        self.problem = Problem(place, code, message, hint)


def parse(text: str, file: str, report: Report) -> Node | None:
    """The tree of a YAML text, or None after reporting why there is none."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    try:
        at = first_forbidden(text)
        if at is not None:
            place = Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
            raise _Refused(place, *forbidden(text[at]))
        source = Source(file, text)
        return Reader(source).document()
    except _Refused as refused:
        report(refused.problem)
    except yaml.MarkedYAMLError as error:
        unclosed = "quoted scalar" in (error.context or "") and "end of stream" in (error.problem or "")
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        message = " ".join(filter(None, (error.problem, error.context)))
        report(Problem(place, "yaml", message, _yaml_hint(error.problem or "")))
    except (yaml.YAMLError, RecursionError) as error:
        report(Problem(Place(file), "yaml", str(error).split("\n")[0], "the file is no YAML"))
    return None


def read(path: Path, report: Report) -> tuple[str, Node] | None:
    """The text of a YAML file and its tree, or None after reporting why there is none."""
    text = read_text(path, str(path), report)
    node = parse(text, str(path), report) if text is not None else None
    return None if text is None or node is None else (text, node)


class Reader:
    """Makes the events of the parser into nodes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._next: Callable[[], Any] = yaml.CSafeLoader(source.text).get_event

    def document(self) -> Node:
        self._next()  # the start of the stream
        event = self._next()
        if not isinstance(event, yaml.DocumentStartEvent):
            place = Place(self._source.file)
            raise _Refused(place, "empty-file", "the file is empty", "every file holds a mapping of fields")
        tree = self._node(self._next(), 1)
        self._next()  # the end of the document
        event = self._next()
        if isinstance(event, yaml.DocumentStartEvent):
            hint = "one file, one document"
            raise _Refused(self._place(event), "several-documents", "a second document begins here", hint)
        return tree

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if depth > DEEPEST or kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
            raise self._refused(event, depth)
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        mark = event.start_mark
        if kind is yaml.SequenceStartEvent:
            return Sequence(self._source, mark.line + 1, mark.column + 1, self._items(depth))
        return Mapping(self._source, mark.line + 1, mark.column + 1, *self._entries(depth))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        mark, value, style = event.start_mark, event.value, event.style
        assert mark is not None, "the parser marks every event"
        if style == '"' and (at := first_forbidden(value)) is not None:  # written as an escape
            raise _Refused(self._place(event), *forbidden(value[at]))
        commented = not style and self._source.may_hold_comments and self._comment_follows(event)
        return Scalar(self._source, mark.line + 1, mark.column + 1, value, style or "", commented)

    def _items(self, depth: int) -> list[Node]:
        items = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._node(event, depth + 1))
        return items

    def _entries(self, depth: int) -> tuple[dict[str, Node], dict[str, tuple[int, int]]]:
        items: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(key.place, "key", "a key that is no text", "keys are names of fields")
            value = self._node(self._next(), depth + 1)
            name = key.value
            if name in items:
                message, hint = f'"{name}" stands here a second time', f"the first is in line {keys[name][0]}"
                raise _Refused(key.place, "duplicate-key", message, hint)
            items[name], keys[name] = value, (key.line, key.column)
        return items, keys

    def _refused(self, event: Any, depth: int) -> _Refused:
        """Why no node is made of an event."""
        place = self._place(event)
        if depth > DEEPEST:
            return _Refused(
                place, "too-deep", f"more than {DEEPEST} levels of nesting", "no field here nests that deep"
            )
        if isinstance(event, yaml.AliasEvent):
            return _Refused(place, "alias", f"the alias *{event.anchor}", "write the value out")
        if event.anchor is not None:
            hint = "leave it out; put the text in quotes if it is one"
            return _Refused(place, "anchor", f"the anchor &{event.anchor}", hint)
        hint = "leave it out: every value is read as the field needs it"
        written = self._source.lines[place.line - 1][place.column - 1 :].split()[0]  # its escapes stay escapes
        return _Refused(place, "tag", f"the tag {written}", hint)

    def _place(self, event: yaml.Event) -> Place:
        assert event.start_mark is not None, "the parser marks every event"
        return Place(self._source.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _comment_follows(self, scalar: yaml.ScalarEvent) -> bool:
        """Whether the rest of the line behind a scalar is a comment."""
        assert scalar.end_mark is not None
        line, lines = scalar.end_mark.line, self._source.lines
        return line < len(lines) and lines[line][scalar.end_mark.column :].lstrip().startswith("#")


def first_forbidden(text: str) -> int | None:
    """Where the first character stands that no text may hold."""
    clean = _CLEAN.match(text)
    assert clean is not None, "it matches nothing at all, too"
    return clean.end() if clean.end() < len(text) else None


def cleaned(text: str) -> str:
    """A text without the characters that no text may hold."""
    return _FORBIDDEN.sub("", text)


def forbidden(character: str) -> tuple[Code, str, str]:
    """The code, message and hint of a problem with a character that no text may hold."""
    hint = "delete it; the direction of text is the theme's task, not control characters'"
    if unicodedata.category(character) != "Cf":
        hint = "is this a text file, saved as UTF-8?"
    return "forbidden-character", f"the invisible character U+{ord(character):04X}", hint


def _yaml_hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'put a text that contains ": " in quotes; or is it indented too far, or does a colon lack its space?'
    if "end of stream" in problem:
        return "the quotes that open here are not closed"
    if "cannot start any token" in problem:
        return "indent with spaces, not tabs; put a text that starts with @, ` or % in quotes"
    if "did not find expected key" in problem:
        return "look at the indentation, and at quotes inside quotes, of this line and the one before"
    return "look at the indentation, brackets and quotes of this line and the one before"
