"""Records as a table for spreadsheets (CSV, RFC 4180): a row for each, a column for most fields, called by its way.

What opens there cannot be taken for a formula: OWASP, CSV Injection. All rules can be undone; the data page tells them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from .dataset import Schema, holds

LEFT_OUT = ("body", "fallback")  # spreadsheets cut what is longer than 32,767 characters
BETWEEN_PARTS = " […] "  # of a quote
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what begins one, in any form
_TAKEN_FOR_FORMULA = re.compile(f"[{re.escape(''.join(FORMULAS))}\t\r\n']")

Column = tuple[str, Callable[[Any], str]]  # its name, and what it says of a record


def columns(schema: Schema, name: str, languages: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a definition; texts by language have one for each."""
    return tuple(_columns(schema, name, languages))


def table(columns: Sequence[Column], records: Iterable[object]) -> bytes:
    """Records as UTF-8 with a byte order mark."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([name for name, _ in columns])
    said = [say for _, say in columns]
    match = _TAKEN_FOR_FORMULA.match
    for record in records:
        cells = [say(record) for say in said]
        rows.writerow([f"'{cell}" if match(cell) else cell for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def _columns(schema: Schema, name: str, languages: Sequence[str]) -> Iterator[Column]:
    for field, it in schema["$defs"][name]["properties"].items():
        value = attrgetter(field)
        if field in LEFT_OUT:
            continue
        if held := holds(it):
            within = _of_each if "items" in it else _of_one
            yield from ((f"{field}.{below}", within(value, say)) for below, say in _columns(schema, held, languages))
        elif "items" in it:
            yield field, _parts(value)
        elif _by_language(it):
            yield from ((f"{field}.{tag}", _in_language(value, tag)) for tag in languages)
        else:
            yield field, _plain(value)


def _by_language(field: Schema) -> bool:
    return any("additionalProperties" in it for it in (field, *field.get("anyOf", ())))


def _plain(value: Callable[[Any], Any]) -> Callable[[Any], str]:
    def say(record: Any) -> str:
        it = value(record)
        if it is None:
            return ""
        if it is True or it is False:
            return "true" if it else "false"
        return it if type(it) is str else str(it)

    return say


def _parts(value: Callable[[Any], list[str]]) -> Callable[[Any], str]:
    return lambda record: BETWEEN_PARTS.join(value(record))


def _in_language(value: Callable[[Any], dict[str, str] | None], tag: str) -> Callable[[Any], str]:
    return lambda record: (value(record) or {}).get(tag, "")


def _of_one(value: Callable[[Any], Any], say: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda record: "" if (it := value(record)) is None else say(it)


def _of_each(value: Callable[[Any], list[Any]], say: Callable[[Any], str]) -> Callable[[Any], str]:
    """What is said of each of a list, a line each: none of it has lines of its own."""
    return lambda record: "\n".join([say(it) for it in items]) if (items := value(record)) else ""
