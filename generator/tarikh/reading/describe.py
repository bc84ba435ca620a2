"""The field tables in words: what editors can write, told from the same tables that read it."""

from __future__ import annotations

from collections.abc import Iterator

from .fields import InLanguages, Kind, ListOf, Record, Registry
from .tables import FILES


def describe() -> str:
    """Every file of `content/` with its fields, as Markdown."""
    introduction = (
        "# What stands in content/\n\n"
        "Made by `tarikh fields > docs/fields.md` from the tables that read the files. "
        "A value that is not marked *optional* has to be there."
    )
    sections = [introduction]
    sections += ["\n".join([f"## {file}", "", *_lines(kind)]) for file, kind in FILES.items()]
    return "\n\n".join(sections) + "\n"


def _lines(kind: Kind) -> Iterator[str]:
    match kind:
        case Registry(record=record):
            yield from ("A mapping of ids, each with:", "")
        case ListOf(kind=Record() as record):
            yield from ("A list, each item with:", "")
        case Record() as record:
            pass
        case _:
            yield f"{kind.wants[0].upper()}{kind.wants[1:]}."
            return
    yield from _rows(record, "")


def _rows(record: Record, indent: str) -> Iterator[str]:
    for row in record.fields:
        optional = "" if row.required else ", *optional*"
        yield f"{indent}- `{row.name}`{optional}: {row.about} ({row.kind.wants})"
        inner = row.kind
        while isinstance(inner, ListOf | InLanguages):
            inner = inner.kind
        if isinstance(inner, Record):
            yield from _rows(inner, indent + "  ")
