"""The one form of content on disk: a tree as YAML text, its fields in the order of the table that reads them.

What a text says never changes, and comments stay with what they stand at. Languages stand in the order of
languages.yaml, where that is told, as readers know them from the switcher; ids of registries in that of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Literal, TypeAlias

from tarikh.model.problem import Place, Problem
from tarikh.reading import nodes, strict
from tarikh.reading.comments import Comments, Spot, comments
from tarikh.reading.fields import (
    NOTHING,
    Address,
    Choice,
    Day,
    EdtfDate,
    InLanguages,
    Kind,
    ListOf,
    Prose,
    Record,
    Ref,
    Registry,
    Terms,
    Text,
)
from tarikh.reading.tables import Quote

WIDTH = 120  # columns that a list on one line may take

_BEGINS_PLAIN = re.compile(r"(?!\.\.\.)(?:-?[0-9]|[^\s\-?:,\[\]{}#&*!|>'\"%@`])")
_SIGN = re.compile(r":(?: |$)| #|[\t\n]")
_BRACKET = re.compile(r"[\[\]{},]")
_ONLY_ESCAPED = re.compile(r"['\t\n]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})
_NEW = nodes.Source("", "")
_NOWHERE = Place("")

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"


class Unwritable(Exception):
    """No YAML text is read back as this tree."""


def made(value: Value) -> nodes.Node:
    """A new tree of texts, lists and mappings."""
    if isinstance(value, str):
        return made_text(value)
    if isinstance(value, Mapping):
        return nodes.Mapping(_NEW, 0, 0, {name: made(item) for name, item in value.items()}, {})
    return nodes.Sequence(_NEW, 0, 0, [made(item) for item in value])


def made_text(text: str, place: Place = _NOWHERE) -> nodes.Scalar:
    """A new text, in quotes where it would stand for nothing without; `place` is where problems of it are told."""
    return nodes.Scalar(nodes.Source(place.file, ""), place.line, place.column, text, '"' if text in NOTHING else "")


def written(node: nodes.Node, kind: Kind, languages: Sequence[str] = ()) -> str:
    """The text of a whole file, with the comments of the file that the tree was read from. Raises Unwritable.

    Trees may be changed and mixed with new nodes; comments at what is gone are gone, too.
    """
    text = _Writer(node.source, languages).document(node, kind)
    problems: list[Problem] = []
    read = strict.parse(text, "", problems.append)
    if read is None or not _same(node, read, kind):
        raise Unwritable(problems[0].message if problems else "it is read back as something else")
    return text


class _Writer:
    """Writes line by line. The `lead` of a value is what stands in front of it in its first line."""

    def __init__(self, source: nodes.Source, languages: Sequence[str]) -> None:
        self._source = source
        self._comments: Comments = comments(source)
        self._languages = languages
        self._lines: list[str] = []

    def document(self, node: nodes.Node, kind: Kind) -> str:
        self._lines += self._comments.head
        if isinstance(node, nodes.Scalar):
            self._lines += self._in_line(node, kind, "", 0, False)
        elif not node.items:
            self._lines += self._comments.before.pop(self._end(node), [])
            self._lines += self._in_line(node, kind, "", 0, False)
        else:
            self._below(node, kind, "")
        self._lines += self._comments.foot
        return "\n".join(self._lines) + "\n"

    def _below(self, node: nodes.Mapping | nodes.Sequence, kind: Kind | None, lead: str) -> None:
        """The entries or items of a node, below each other; the first one stands behind `lead`."""
        column = len(lead)
        if isinstance(node, nodes.Mapping):
            for name in self._names(node, kind):
                spot = self._spot("entry", node.source, *node.keys.get(name, (0, 0)))
                self._value(node.items[name], _kind_of(name, kind), f"{lead}{_one_line(name)}:", column, spot)
                lead = " " * column
        else:
            for item in node.items:
                spot = self._spot("item", item.source, item.line, item.column)
                self._value(item, _item_kind(kind), f"{lead}-", column, spot)
                lead = " " * column
        self._comment(self._comments.before.pop(self._end(node), ()), lead)

    def _value(self, node: nodes.Node, kind: Kind | None, lead: str, column: int, spot: Spot) -> None:
        """What stands at `spot`, which begins in `column`."""
        before, behind = self._comments.before.pop(spot, []), self._comments.behind.pop(spot, [])
        kind = _chosen(kind, node)
        lines = self._in_line(node, kind, lead, column, bool(behind))
        if lines and not isinstance(node, nodes.Scalar):
            before = before + self._comments.before.pop(self._end(node), [])
        stays = 1 if lines or spot[0] == "entry" else 0  # a tree begins in the line of its dash
        self._comment(before + behind[stays:], lead)
        tail = "".join(f"  {comment}" for comment in behind[:stays])
        if lines:
            self._lines += [f"{lead} {lines[0]}{tail}", *lines[1:]]
        elif not isinstance(node, nodes.Scalar):
            if stays:
                self._lines.append(lead + tail)
            self._below(node, kind, " " * (column + 2) if stays else f"{lead} ")

    def _in_line(self, node: nodes.Node, kind: Kind | None, lead: str, column: int, commented: bool) -> list[str]:
        """The lines of what begins behind `lead`: a text or a short list; none of what begins below."""
        if isinstance(node, nodes.Scalar):
            if _is_nothing(node):
                return [node.value]
            # in front of a comment, a line of text without quotes looks as if it had been cut off
            whole = commented and not node.commented and isinstance(kind, Text) and not kind.pattern
            return _lines(_meant(node, kind), kind, " " * (column + 2), whole or node.value in NOTHING)
        if not node.items:
            return ["{}" if isinstance(node, nodes.Mapping) else "[]"]
        if not isinstance(node, nodes.Mapping) and isinstance(kind, ListOf) and _stands_in_line(kind):
            items = [item for item in node.items if isinstance(item, nodes.Scalar)]
            line = f"[{', '.join(_in_brackets(item, kind.kind) for item in items)}]"
            if len(lead) + 1 + len(line) <= WIDTH and len(items) == len(node.items) and not self._holds_comments(node):
                return [line]
        return []

    def _names(self, node: nodes.Mapping, kind: Kind | None) -> list[str]:
        """Those of a mapping, in their order. Fields that no table has stand last, for the checker to find."""
        first: Sequence[str] = ()
        if isinstance(kind, Record):
            first = [row.name for row in kind.fields]
        elif isinstance(kind, InLanguages):
            first = self._languages
        return [name for name in first if name in node.items] + [name for name in node.items if name not in first]

    def _comment(self, lines: Iterable[str], lead: str) -> None:
        indent = lead[: len(lead) - len(lead.lstrip(" "))]
        self._lines += [indent + line for line in lines]

    def _holds_comments(self, node: nodes.Sequence) -> bool:
        spots = [self._spot("item", item.source, item.line, item.column) for item in node.items]
        return any(spot in self._comments.before or spot in self._comments.behind for spot in [*spots, self._end(node)])

    def _end(self, node: nodes.Mapping | nodes.Sequence) -> Spot:
        return self._spot("end", node.source, node.line, node.column)

    def _spot(self, what: Literal["entry", "item", "end"], source: nodes.Source, line: int, column: int) -> Spot:
        """Where comments may be; what is new, or comes from another file, has none here."""
        return (what, line, column) if source is self._source else (what, 0, 0)


def _chosen(kind: Kind | None, node: nodes.Node) -> Kind | None:
    """The kind of a node; a quote is a text or a list of them."""
    if isinstance(kind, Quote):
        return kind.spans if isinstance(node, nodes.Sequence) else kind.spans.kind
    return kind


def _kind_of(name: str, kind: Kind | None) -> Kind | None:
    """The kind of what `name` names in a mapping of some kind."""
    match kind:
        case Record():
            return next((row.kind for row in kind.fields if row.name == name), None)
        case Registry():
            return kind.record
        case InLanguages():
            return kind.kind
        case Terms():
            return kind.variants
    return None


def _item_kind(kind: Kind | None) -> Kind | None:
    return kind.kind if isinstance(kind, ListOf) else None


def _stands_in_line(kind: ListOf) -> bool:
    return kind.short or isinstance(kind.kind, Ref | Choice)


def _is_nothing(node: nodes.Scalar) -> bool:
    """Whether it says that there is no value; in quotes, the same word is a text."""
    return node.value in NOTHING and not node.style


def _meant(node: nodes.Scalar, kind: Kind | None) -> str:
    """The text as its kind reads it."""
    return node.value.strip() if isinstance(kind, Text | Address | Prose | EdtfDate | Day) else node.value


def _lines(text: str, kind: Kind | None, indent: str, quoted: bool) -> list[str]:
    """Paragraphs and other texts of several lines as they are; any other text in one."""
    body = text.rstrip("\n")
    as_it_is = isinstance(kind, Prose) or "\n" in text
    if not as_it_is or not body or body[0].isspace() or body[-1].isspace():
        return [_one_line(text, quoted)]
    breaks = len(text) - len(body)
    sign = "|" if breaks == 1 or isinstance(kind, Prose) else "|+" if breaks else "|-"
    return [sign, *(line and indent + line for line in body.split("\n")), *[""] * (breaks - 1)]


def _in_brackets(item: nodes.Scalar, kind: Kind) -> str:
    text = _meant(item, kind)
    return _one_line(text, bool(_BRACKET.search(text)) or (text in NOTHING and not _is_nothing(item)))


def _one_line(text: str, quoted: bool = False) -> str:
    """As it is where YAML takes no part of it for a sign of its own, else in quotes."""
    if not quoted and text == text.strip() and _BEGINS_PLAIN.match(text) and not _SIGN.search(text):
        return text
    if ("\\" in text or '"' in text) and not _ONLY_ESCAPED.search(text):
        return f"'{text}'"
    return f'"{text.translate(_ESCAPES)}"'


def _same(one: nodes.Node, other: nodes.Node, kind: Kind | None) -> bool:
    """Whether two trees say the same."""
    kind = _chosen(kind, one)
    match one, other:
        case nodes.Scalar(), nodes.Scalar():
            return _meant(one, kind) == _meant(other, kind) and _is_nothing(one) == _is_nothing(other)
        case nodes.Sequence(), nodes.Sequence():
            inner = _item_kind(kind)
            return len(one.items) == len(other.items) and all(map(_same, one.items, other.items, repeat(inner)))
        case nodes.Mapping(), nodes.Mapping():
            return one.items.keys() == other.items.keys() and all(
                _same(item, other.items[name], _kind_of(name, kind)) for name, item in one.items.items()
            )
    return False
