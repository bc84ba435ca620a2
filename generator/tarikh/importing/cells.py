"""Tables as spreadsheets save them (RFC 4180, with a comma, a semicolon or a tab), every cell with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .timeline import Given, Said

DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"((?:[^"]|"")*+)("?) *')


def rows(given: Given) -> Iterator[list[Said]]:
    """Every row that is not empty; its first cell tells where it begins. The first row decides what parts cells."""
    text = given.text
    at = 1 if text.startswith("\ufeff") else 0
    first = re.sub(r'"[^"]*"', "", text[at:].lstrip("\r\n").partition("\n")[0])
    delimiter = max(DELIMITERS, key=first.count)
    plain = re.compile(rf"[^{delimiter}\r\n]*+")
    row: list[Said] = []
    while at < len(text):
        cell, at = _cell(given, at, plain)
        row.append(cell)
        if text.startswith(delimiter, at):
            at += 1
            if at < len(text):
                continue
            row.append(Said("", at))
        if any(cell.text.strip() for cell in row):
            yield row
        row = []
        at += 2 if text.startswith("\r\n", at) else 1


def _cell(given: Given, at: int, plain: re.Pattern[str]) -> tuple[Said, int]:
    """The cell that begins at a character, and the character behind it."""
    text = given.text
    if quoted := _QUOTED.match(text, at):
        rest = plain.match(text, quoted.end())
        assert rest is not None, "it matches nothing at all, too"
        if not quoted[2]:
            given.wrong(at, "bad-import", "the quotes that open here are not closed", "close them, or double them")
        elif rest[0]:
            hint = "quotes inside a cell are doubled"
            given.wrong(quoted.end(), "bad-import", "text behind the quotes that close a cell", hint)
        return Said(quoted[1].replace('""', '"'), at + 1), rest.end()
    match = plain.match(text, at)
    assert match is not None, "it matches nothing at all, too"
    return Said(match[0], at), match.end()
