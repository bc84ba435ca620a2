"""The field tables in words: what editors can write, told from the same tables that read it."""

from __future__ import annotations

from collections.abc import Iterator

from .fields import InLanguages, ListOf, Record, Registry
from .tables import ACTORS, DOCUMENTS, EVENT, GLOSSARIES, LANGUAGES, OMISSION, PLACES, SITE, TOPICS

FILES: dict[str, Record | Registry] = {
    "events/{year}/{id}.yaml": EVENT,
    "documents.yaml": DOCUMENTS,
    "actors.yaml": ACTORS,
    "topics.yaml": TOPICS,
    "places.yaml": PLACES,
    "languages.yaml": LANGUAGES,
    "site.yaml": SITE,
    "omissions.yaml": OMISSION,
}


def describe() -> str:
    """Every file of `content/` with its fields, as Markdown."""
    introduction = (
        "# What stands in content/\n\n"
        "Made by `tarikh fields > docs/fields.md` from the tables that read the files. "
        "A value that is not marked *optional* has to be there."
    )
    sections = [introduction]
    for file, table in FILES.items():
        record = table.record if isinstance(table, Registry) else table
        start = "A mapping of ids, each with:" if isinstance(table, Registry) else ""
        start = "A list, each item with:" if table is OMISSION else start
        sections.append("\n".join([f"## {file}", "", *([start, ""] if start else []), *_rows(record, "")]))
    sections.append(f"## glossary.yaml\n\n{GLOSSARIES.wants[0].upper()}{GLOSSARIES.wants[1:]}.")
    return "\n\n".join(sections) + "\n"


def _rows(record: Record, indent: str) -> Iterator[str]:
    for row in record.fields:
        optional = "" if row.required else ", *optional*"
        yield f"{indent}- `{row.name}`{optional}: {row.about} ({row.kind.wants})"
        inner = row.kind
        while isinstance(inner, ListOf | InLanguages):
            inner = inner.kind
        if isinstance(inner, Record):
            yield from _rows(inner, indent + "  ")
