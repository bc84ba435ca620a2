"""JSON whose every value knows where it stands, as far as timelines need it: objects, lists, and all else as texts."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import TypeAlias

from msgspec import Struct

from .timeline import Given, Said

DEEPEST = 50  # levels of nesting; a timeline has four
Value: TypeAlias = "Said | Members | Items"

_DECODER = JSONDecoder(strict=False)  # of texts: line ends stand in many
_SPACE = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null", re.ASCII)
_CALL = re.compile(r"\ufeff?\s*(?:[\w.$]+\s*(?:=|\()\s*)?")  # JSONP, and a script that only names an object
_LETTER = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\u([0-9a-f]{4})|\\.", re.IGNORECASE | re.DOTALL)


class Items(Struct, frozen=True):
    """A list."""

    at: int
    end: int
    items: tuple[Value, ...]

    def __bool__(self) -> bool:
        return bool(self.items)


class Members(Struct, frozen=True):
    """An object."""

    at: int
    end: int
    members: dict[str, Value]

    def __bool__(self) -> bool:
        return bool(self.members)

    def text(self, *names: str) -> Said:
        """The text under the first of some names that has one; an empty one where none has."""
        for name in names:
            value = self.members.get(name)
            if isinstance(value, Said) and value.text.strip():
                return value
        return Said()

    def below(self, name: str) -> Members:
        """The object under a name; an empty one where there is none."""
        value = self.members.get(name)
        return value if isinstance(value, Members) else Members(self.at, self.at, {})

    def list(self, name: str) -> tuple[Value, ...]:
        value = self.members.get(name)
        return value.items if isinstance(value, Items) else ()


class _Broken(Exception):
    """Stops the reading of what is no JSON."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


def parse(given: Given) -> Value | None:
    """The value that a file holds, or None after telling why it holds none."""
    begin = _CALL.match(given.text)
    try:
        value, _ = _value(given.text, begin.end() if begin else 0, 1)
    except _Broken as broken:
        hint = "look at the quotes, commas and brackets here and in the line before"
        given.wrong(min(broken.at, len(given.text)), "bad-import", f"this is no JSON: {broken}", hint)
        return None
    return value


def written_out(text: str) -> str:
    r"""A JSON text that says the same, with its letters as such that were written as \u and four digits."""
    return _LETTER.sub(_letter, text) if "\\u" in text else text


def _letter(match: re.Match[str]) -> str:
    if match[1]:
        char = chr(0x10000 + (int(match[1], 16) - 0xD800) * 0x400 + int(match[2], 16) - 0xDC00)
    elif match[3]:
        char = chr(int(match[3], 16))
    else:
        return match[0]
    return char if char > "\x7f" and char.isprintable() else match[0]


def _value(text: str, at: int, depth: int) -> tuple[Value, int]:
    """The value that begins at a character, and the character behind it."""
    at = _skip(text, at)
    if depth > DEEPEST:
        raise _Broken(at, f"more than {DEEPEST} levels")
    match text[at : at + 1]:
        case "{":
            return _members(text, at, depth)
        case "[":
            return _items(text, at, depth)
        case '"':
            said, end = _string(text, at)
            return Said(said, at + 1), end
    if plain := _PLAIN.match(text, at):
        return Said("" if plain[0] == "null" else plain[0], at), plain.end()
    raise _Broken(at, "a value is expected here")


def _members(text: str, start: int, depth: int) -> tuple[Members, int]:
    members: dict[str, Value] = {}
    at = _skip(text, start + 1)
    while text[at : at + 1] != "}":
        if members:
            at = _skip(text, _sign(text, at, ","))
        name, at = _string(text, at)
        members[name], at = _value(text, _sign(text, _skip(text, at), ":"), depth + 1)
        at = _skip(text, at)
    return Members(start, at + 1, members), at + 1


def _items(text: str, start: int, depth: int) -> tuple[Items, int]:
    items: list[Value] = []
    at = _skip(text, start + 1)
    while text[at : at + 1] != "]":
        if items:
            at = _sign(text, at, ",")
        item, at = _value(text, at, depth + 1)
        items.append(item)
        at = _skip(text, at)
    return Items(start, at + 1, tuple(items)), at + 1


def _string(text: str, at: int) -> tuple[str, int]:
    if text[at : at + 1] != '"':
        raise _Broken(at, "a name in double quotes is expected here")
    try:
        said, end = _DECODER.raw_decode(text, at)
        return str(said), end
    except JSONDecodeError as error:
        raise _Broken(error.pos, "a text that does not end, or a \\ that means nothing") from None


def _sign(text: str, at: int, sign: str) -> int:
    if text[at : at + 1] != sign:
        raise _Broken(at, f"a {sign} is expected here")
    return at + 1


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    assert space is not None, "it matches nothing at all, too"
    return space.end()
