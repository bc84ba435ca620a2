"""The plain part of YAML, in which nearly every event is written, read line by line without the parser.

The parser of PyYAML spends most of its time on making an object of every event and of its two ends. What is
read here gives the same tree in a third of the time; whatever is not plain, faults included, is left to the parser.
"""

from __future__ import annotations

import re

from .nodes import Mapping, Node, Scalar, Sequence, Source

DEEPEST = 8  # levels of nesting; the parser tells where more than enough is too much
_WORD = r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}"
# Of a line: its indentation, whether an item begins in it, a key, and the rest.
_LINE = re.compile(rf"( *)(- )?(?:({_WORD}):(?: |$))?(.*)")
_WORDS = re.compile(rf"\[((?:{_WORD}(?:, {_WORD})*)?)\]")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")  # what no text without quotes begins with here
_COMMENT = re.compile(r"(?:^|[ \n])#")


class _NotPlain(Exception):
    """Stops the reading: the parser is to read this text."""


def read(source: Source) -> Node | None:
    """The tree of a YAML text without forbidden characters, or None where it is not plain."""
    text = source.text
    if not text.endswith("\n") or "\t" in text or (source.may_hold_comments and _COMMENT.search(text)):
        return None
    try:
        return _Lines(source).document()
    except _NotPlain:
        return None


class _Lines:
    """The lines of a text and where the reading stands: `at` a line, of which the other attributes tell."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines
        self.at = -1
        self.indent = -1  # below zero at the end of the text
        self.begins_item = False
        self.key: str | None = None
        self.rest = ""

    def document(self) -> Node:
        self.advance()
        tree = self.mapping(1)
        if self.indent >= 0:
            raise _NotPlain
        return tree

    def advance(self) -> None:
        """Goes on to the next line that is not empty."""
        lines, at = self.lines, self.at + 1
        while at < len(lines) and not lines[at]:
            at += 1
        self.at = at
        if at == len(lines):
            self.indent = -1
            return
        match = _LINE.match(lines[at])
        assert match is not None, "every line begins somehow"
        spaces, dash, self.key, self.rest = match.groups()
        self.indent, self.begins_item = len(spaces), dash is not None

    def mapping(self, depth: int) -> Mapping:
        indent = self.indent
        items: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        mapping = Mapping(self.source, self.at + 1, indent + 1, items, keys)
        while self.indent == indent and not self.begins_item:
            key = self.key
            if key is None or key in items or depth > DEEPEST:
                raise _NotPlain
            keys[key] = self.at + 1, indent + 1
            items[key] = self.value(indent, indent + len(key) + 3, depth + 1)
        return mapping

    def sequence(self, depth: int) -> Sequence:
        indent = self.indent
        items: list[Node] = []
        sequence = Sequence(self.source, self.at + 1, indent + 1, items)
        while self.indent == indent and self.begins_item:
            self.indent, self.begins_item = indent + 2, False
            if self.key is not None:
                items.append(self.mapping(depth + 1))
            elif self.rest:
                items.append(self.value(indent, indent + 3, depth + 1))
            else:
                raise _NotPlain
        return sequence

    def value(self, indent: int, column: int, depth: int) -> Node:
        """What begins in this line at `column`, or below a line with nothing but a key; goes on behind it."""
        line, rest = self.at + 1, self.rest
        if not rest:
            return self.below(indent, depth)
        node: Node
        if rest[0] == '"':
            if rest.find('"', 1) != len(rest) - 1 or "\\" in rest:
                raise _NotPlain
            node = Scalar(self.source, line, column, rest[1:-1], '"')
        elif rest == "|":
            node = Scalar(self.source, line, column, self.block(indent), "|")
        elif rest[0] == "[":
            node = Sequence(self.source, line, column, self.words(rest, line, column + 1))
        elif rest[0] in _INDICATORS or rest[-1] in ": " or ": " in rest:
            raise _NotPlain
        else:
            node = Scalar(self.source, line, column, rest)
        self.advance()
        return node

    def below(self, indent: int, depth: int) -> Node:
        """What stands below a key, indented deeper; the items of a list may begin in the column of their key."""
        self.advance()
        if self.begins_item and self.indent >= indent:
            return self.sequence(depth)
        if self.indent > indent:
            return self.mapping(depth)
        raise _NotPlain

    def words(self, listed: str, line: int, column: int) -> list[Node]:
        """The words of a list in brackets, of which the first stands at `column`."""
        match = _WORDS.fullmatch(listed)
        if match is None:
            raise _NotPlain
        words: list[Node] = []
        for word in match[1].split(", ") if match[1] else ():
            words.append(Scalar(self.source, line, column, word))
            column += len(word) + 2
        return words

    def block(self, indent: int) -> str:
        """The text of the lines that are indented deeper than `indent`, as deep as the first of them."""
        lines, at = self.lines, self.at + 1
        deep = len(lines[at]) - len(lines[at].lstrip(" "))
        if deep <= indent or deep == len(lines[at]):
            raise _NotPlain
        margin = " " * deep
        text = []
        while at < len(lines):
            line = lines[at]
            if line.startswith(margin) and line != margin:
                if line.isspace():
                    raise _NotPlain
                text.append(line[deep:])
            elif line.strip(" "):
                break
            else:
                text.append("")
            at += 1
        self.at = at - 1
        return "\n".join(text).rstrip("\n") + "\n"
