"""Strict YAML: a tree of strings, lists and mappings in which everything knows its place.

It is built from the events of PyYAML's C parser. Events, unlike composed nodes, show anchors,
aliases and tags where they stand, and take a quarter of the time. Scalars stay strings, so that
`no`, `12:30` and `2025-04` mean themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from tarikh.model.problem import Place, Problem

from .source import Report

DEEPEST = 12  # levels of nesting; an event has five
# Controls, bidirectional controls (UAX #9: embeddings, overrides, isolates, marks) and what is not in a text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]"
)


@dataclass(frozen=True, slots=True)
class Scalar:
    place: Place
    value: str
    indent: int | None = None  # of a literal block scalar, whose lines are the file's own
    commented: bool = False  # written without quotes, and followed by a comment

    what = "a text"


@dataclass(frozen=True, slots=True)
class Sequence:
    place: Place
    items: list[Node] = field(default_factory=list)

    what = "a list"


@dataclass(frozen=True, slots=True)
class Mapping:
    place: Place
    items: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)

    what = "a mapping"


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    """Stops the reading of one file at its first fault of form."""

    def __init__(self, place: Place, code: str, message: str, hint: str) -> None:
        self.problem = Problem(place, code, message, hint)


def parse(text: str, file: str, report: Report) -> Node | None:
    """The tree of a YAML text, or None after reporting why there is none."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        if match := _FORBIDDEN.search(text):
            at = match.start()
            place = Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
            raise _forbidden(place, match[0])
        return _document(_Events(text, file))
    except _Refused as refused:
        report(refused.problem)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        message = " ".join(filter(None, (error.problem, error.context)))
        report(Problem(place, "yaml", message, _yaml_hint(error.problem or "")))
    except (yaml.YAMLError, RecursionError) as error:
        report(Problem(Place(file), "yaml", str(error).split("\n")[0], "the file is no YAML"))
    return None


_Node = yaml.ScalarEvent | yaml.AliasEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent


class _Events:
    """The parser's events, one at a time, with their places."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self._lines = text.split("\n")
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))

    def next(self) -> yaml.Event:
        return next(self._events)

    def place(self, event: yaml.Event) -> Place:
        assert event.start_mark is not None, "the parser marks every event"
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def indent(self, block: yaml.ScalarEvent) -> int:
        """By how many columns the file indents the lines of a block scalar."""
        assert block.start_mark is not None
        below = block.start_mark.line + 1
        for written, value in zip(self._lines[below:], block.value.split("\n"), strict=False):
            if value.strip():
                return len(written) - len(value)
        return 0

    def comment_follows(self, scalar: yaml.ScalarEvent) -> bool:
        """Whether the rest of the line behind a scalar is a comment."""
        assert scalar.end_mark is not None
        line = scalar.end_mark.line
        return line < len(self._lines) and self._lines[line][scalar.end_mark.column :].lstrip().startswith("#")


def _document(events: _Events) -> Node:
    events.next()  # the start of the stream
    event = events.next()
    if not isinstance(event, yaml.DocumentStartEvent):
        raise _Refused(Place(events.file), "empty-file", "the file is empty", "every file holds a mapping of fields")
    tree = _node(events, events.next(), 1)
    events.next()  # the end of the document
    event = events.next()
    if isinstance(event, yaml.DocumentStartEvent):
        raise _Refused(
            events.place(event), "several-documents", "a second document begins here", "one file, one document"
        )
    return tree


def _node(events: _Events, event: yaml.Event, depth: int) -> Node:
    place = events.place(event)
    if depth > DEEPEST:
        raise _Refused(place, "too-deep", f"more than {DEEPEST} levels of nesting", "no field here nests that deep")
    assert isinstance(event, _Node), "a value begins here"
    if isinstance(event, yaml.AliasEvent):
        raise _Refused(place, "alias", f"the alias *{event.anchor}", "write the value out")
    if event.anchor is not None:
        raise _Refused(
            place, "anchor", f"the anchor &{event.anchor}", "leave it out; put the text in quotes if it is one"
        )
    if event.tag is not None:
        raise _Refused(place, "tag", f"the tag {event.tag}", "leave it out: every value is read as the field needs it")
    if isinstance(event, yaml.ScalarEvent):
        if event.style == '"' and (match := _FORBIDDEN.search(event.value)):  # written as an escape
            raise _forbidden(place, match[0])
        indent = events.indent(event) if event.style == "|" else None
        indent = events.indent(event) if event.style == "|" else None
        return Scalar(place, event.value, indent, not event.style and events.comment_follows(event))
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, place, depth)
    return _mapping(events, place, depth)


def _sequence(events: _Events, place: Place, depth: int) -> Sequence:
    sequence = Sequence(place)
    while not isinstance(event := events.next(), yaml.SequenceEndEvent):
        sequence.items.append(_node(events, event, depth + 1))
    return sequence


def _mapping(events: _Events, place: Place, depth: int) -> Mapping:
    mapping = Mapping(place)
    while not isinstance(event := events.next(), yaml.MappingEndEvent):
        key = _node(events, event, depth + 1)
        if not isinstance(key, Scalar):
            raise _Refused(key.place, "key", "a key that is no text", "keys are names of fields")
        value = _node(events, events.next(), depth + 1)
        if key.value in mapping.items:
            first = mapping.keys[key.value].line
            raise _Refused(
                key.place, "duplicate-key", f'"{key.value}" stands here a second time', f"the first is in line {first}"
            )
        mapping.items[key.value], mapping.keys[key.value] = value, key.place
    return mapping


def _forbidden(place: Place, character: str) -> _Refused:
    hint = "delete it; the direction of text is the theme's task, not control characters'"
    if unicodedata.category(character) != "Cf":
        hint = "is this a text file, saved as UTF-8?"
    return _Refused(place, "forbidden-character", f"the invisible character U+{ord(character):04X}", hint)


def _yaml_hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'put a text that contains ": " in quotes'
    if "cannot start any token" in problem:
        return "indent with spaces, not tabs; put a text that starts with @, ` or % in quotes"
    if "did not find expected key" in problem:
        return "look at the indentation, and at quotes inside quotes, of this line and the one before"
    return "look at the indentation, brackets and quotes of this line and the one before"
