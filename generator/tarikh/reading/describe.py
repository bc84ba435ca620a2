"""The field tables in words: what editors can write, told from the same tables that read it."""

from __future__ import annotations

from collections.abc import Iterator

from .fields import Choice, Field, InLanguages, Kind, ListOf, Record, Registry
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


def inner(kind: Kind) -> Kind:
    """What a kind holds in the end, out of lists and languages."""
    while isinstance(kind, ListOf | InLanguages):
        kind = kind.kind
    return kind


def told(row: Field) -> str:
    """What a field is about and what it wants, in a few words."""
    return f"{row.about} ({row.kind.wants})"


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
        kind = inner(row.kind)
        shown = row.example and not isinstance(kind, Choice) and row.example not in row.kind.wants
        example = f"; for example `{row.example}`" if shown else ""
        yield f"{indent}- `{row.name}`{optional}: {told(row)}{example}"
        if isinstance(kind, Choice):
            yield from (f"{indent}  - `{option}`: {meaning}" for option, meaning in kind.meanings.items())
        elif isinstance(kind, Record):
            yield from _rows(kind, indent + "  ")
