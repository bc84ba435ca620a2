"""What events stand on: the site, its languages, the registries, and the stored documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tarikh.model.chronology import Actor, Document, Location, Omission, Site, Topic
from tarikh.model.language import Language
from tarikh.model.problem import Place, Problem

from . import nodes, strict, tables
from .evidence import StoredText, has_words
from .fields import INVALID, Anything, Context, Registry
from .source import Report, read_text
from .spelling import Spelling

REGISTRIES = {  # beside that of languages, in which they are written
    table.name: (file, table)
    for file, table in tables.FILES.items()
    if isinstance(table, Registry) and table is not tables.LANGUAGES
}
LARGEST_DOCUMENT = 8 * 1024 * 1024
MOST_PROBLEMS = 100  # in one file: nobody reads more, and to find them all can take long


class _Enough(Exception):
    """Stops the reading of one file that has more problems than people want to know."""


@dataclass(frozen=True)
class Ground:
    """What events stand on, and the context to read them in. `site` is None where it could not be read."""

    site: Site | None
    languages: Mapping[str, Language]
    documents: Mapping[str, Document]
    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    places: Mapping[str, Location]
    context: Context


class StoredTexts(Mapping[str, StoredText]):
    """The texts of documents by their ids, each prepared when it is first asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths
        self._prepared: dict[str, StoredText] = {}

    def __getitem__(self, id: str) -> StoredText:
        if id not in self._prepared:
            self._prepared[id] = StoredText(self._paths[id].read_bytes().decode())
        return self._prepared[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def read_ground(content: Path, seeds: Path, images: Collection[str], report: Report) -> Ground:
    """All that is read before the first event. `images` are the names of those there are."""
    context = Context(report)
    languages = read_file(content / "languages.yaml", tables.LANGUAGES.decode, context) or {}
    context = replace(context, known={"language": languages})
    site: Site | None = read_file(content / "site.yaml", tables.SITE.decode, context)
    default_language = site.default_language if site else next(iter(languages), "")
    context = replace(context, default_language=default_language, translations=site.translations if site else ())
    glossaries = _read_optional(content / "glossary.yaml", tables.GLOSSARIES.decode, context) or {}
    spellings = {
        tag: Spelling(tag, it.script, glossaries.get(tag)) for tag, it in languages.items() if isinstance(it, Language)
    }
    context = replace(context, spellings=spellings)
    read = {name: read_file(content / file, table.decode, context) for name, (file, table) in REGISTRIES.items()}
    registries = {name: registry or {} for name, registry in read.items()}
    unread = {name: Anything() for name, registry in read.items() if registry is None}
    stored = _stored(registries["document"], seeds, content / "documents.yaml", report)
    context = replace(
        context, known={**context.known, **registries, **unread, "image": frozenset(images)}, stored=stored
    )
    return Ground(
        site=site,
        languages=languages,
        documents=registries["document"],
        actors=registries["actor"],
        topics=registries["topic"],
        places=registries["place"],
        context=context,
    )


def read_omissions(content: Path, context: Context) -> tuple[Omission, ...]:
    """The passages that no event quotes, proved in their documents."""
    return _read_optional(content / "omissions.yaml", tables.OMISSIONS.decode, context) or ()


def read_file(path: Path, decode: Callable[[nodes.Node, Context], Any], context: Context) -> Any:
    """What one file holds, or None."""
    read = strict.read(path, context.report)
    if read is None:
        return None
    errors = 0

    def report(problem: Problem) -> None:
        nonlocal errors
        errors += not problem.warning
        if errors > MOST_PROBLEMS:
            raise _Enough
        context.report(problem)

    try:
        value = decode(read[1], replace(context, report=report))
    except _Enough:
        value = context.problem(
            Place(str(path)), "too-many-problems", f"more than these {MOST_PROBLEMS}", "mend these first"
        )
    return None if value is INVALID else value


def _read_optional(path: Path, decode: Callable[[nodes.Node, Context], Any], context: Context) -> Any:
    """What one file holds, or None where there is none."""
    return read_file(path, decode, context) if path.exists() or path.is_symlink() else None


def _stored(documents: Mapping[str, Any], seeds: Path, registry: Path, report: Report) -> StoredTexts:
    """The texts of the documents, each checked against its sha256."""
    stored = {}
    for document in documents.values():
        if not isinstance(document, Document):
            continue  # it has problems of its own
        path = seeds / document.file
        text = read_text(path, str(path), report, LARGEST_DOCUMENT)
        if text is None:
            continue
        actual = hashlib.sha256(text.encode()).hexdigest()
        if actual != document.sha256:
            report(
                Problem(
                    Place(str(path)),
                    "checksum",
                    f"the stored document has changed: {registry} says {document.sha256[:12]}…, it is {actual[:12]}…",
                    "stored documents stay as they were given: restore it; for a new one, put its sha256 here",
                )
            )
        stored[document.id] = path
        if not has_words(text):
            report(Problem(Place(str(path)), "empty-file", "a document without words", "store its text here"))
    return StoredTexts(stored)
