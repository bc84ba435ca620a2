"""Which texts there are to translate: found in the files of a content folder along the field tables.

Files are walked as they stand, sound or not; what is not of the shape that its table asks for is passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from tarikh.model.chronology import EventText
from tarikh.model.problem import Place, Problem
from tarikh.reading import fields, nodes, strict, tables
from tarikh.reading.content import list_content
from tarikh.reading.fields import Choice, Context, EdtfDate, Field, InLanguages, Kind, ListOf, Record, Registry
from tarikh.reading.ground import Ground, read_ground
from tarikh.reading.source import Report
from tarikh.writing.form import made

ORIGINAL = "of"  # the field that names the original of a translation

_SILENT = Context(lambda problem: None)


class Words(NamedTuple):
    """A text and its language."""

    language: str
    text: str


class Languages(NamedTuple):
    """The languages that originals are in: the site's default one, and those of the documents, by id."""

    default: str
    documents: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class File:
    """A file of the content folder: its text as it was read, its tree and the table that reads it."""

    path: Path
    name: str  # what contexts begin with: events/moscow-consultations, actors, site
    text: str
    tree: nodes.Node
    kind: Kind

    def problems(self, ground: Ground) -> frozenset[Problem]:
        """What is wrong with the tree as it is now."""
        found: list[Problem] = []
        context = replace(ground.context, report=found.append)
        if self.kind is tables.EVENT:
            tables.EVENT.decode(self.tree, context, {"id": self.path.stem, "path": str(self.path)})
        else:
            self.kind.decode(self.tree, context)
        return frozenset(found)


@dataclass(frozen=True, eq=False)
class Wording:
    """A field that says something by language: one text, or a record of several such as title and summary.

    `entry` and `path` name it for good: lists name their items by what else stands in these, so that they may be put
    in another order. `words` are those of a document that it translates. `facts` are what helps to understand it.
    """

    file: File
    entry: str
    path: str
    row: Field
    record: nodes.Mapping
    language: str  # of the original
    words: Words | None
    facts: tuple[str, ...]

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Its texts; none where it holds no prose."""
        kind = _inner(self.row)
        if isinstance(kind, Record):
            return tuple(Text(self, row) for row in kind.fields if _is_prose(row.kind))
        return (Text(self, None),) if _is_prose(kind) else ()

    @property
    def told(self) -> dict[str, nodes.Node]:
        """What it says, by language."""
        node = self.record.items.get(self.row.name)
        return node.items if isinstance(node, nodes.Mapping) else {}

    @property
    def names_original(self) -> bool:
        """Whether its translations tell what they were made from."""
        kind = _inner(self.row)
        return isinstance(kind, Record) and ORIGINAL in kind.names

    @property
    def origin(self) -> str:
        """The original's language and fingerprint as translations name it; empty where it is not sound."""
        return self.named({text.part.name: text.value(self.language) for text in self.texts if text.part})

    def named(self, texts: Mapping[str, str]) -> str:
        """The same for an original that says this, part by part."""
        text = _inner(self.row).decode(made({part: it for part, it in texts.items() if it}), _SILENT)
        return f"{self.language}@{text.fingerprint}" if isinstance(text, EventText) else ""

    def of(self, language: str) -> str:
        """The original that a translation names; empty where it names none."""
        record = self.told.get(language)
        named = record.items.get(ORIGINAL) if isinstance(record, nodes.Mapping) else None
        return named.value.strip() if isinstance(named, nodes.Scalar) else ""

    def is_translated(self, language: str) -> bool:
        """Whether there is a translation in the language, and a sound original."""
        return language != self.language and language in self.told and bool(self.origin)

    def is_stale(self, language: str) -> bool:
        """Whether a translation was made from the original as it was before its last change."""
        return self.of(language) not in ("", self.origin)

    def place(self, language: str) -> Place:
        """Where it stands in a language, or where it would."""
        node = self.record.items.get(self.row.name)
        if isinstance(node, nodes.Mapping) and language in node.items:
            return node.key_place(language)
        return self.record.key_place(self.row.name) if node else self.record.place


@dataclass(frozen=True, eq=False)
class Text:
    """One text of a wording; `part` is its row where it is one of several."""

    wording: Wording
    part: Field | None

    @property
    def context(self) -> str:
        """What names it for good: `events/moscow-consultations text.title`."""
        return f"{self.wording.entry} {self.path}"

    @property
    def path(self) -> str:
        return self.wording.path + (f".{self.part.name}" if self.part else "")

    @property
    def field(self) -> str:
        """What kind of text it is: `events text.title`."""
        path = ".".join(step.partition("[")[0] for step in self.path.split("."))
        return f"{self.wording.file.name.partition('/')[0]} {path}"

    @property
    def about(self) -> str:
        return self.part.about if self.part else self.wording.row.about

    def node(self, language: str) -> nodes.Scalar | None:
        node = self.wording.told.get(language)
        if self.part:
            node = node.items.get(self.part.name) if isinstance(node, nodes.Mapping) else None
        return node if isinstance(node, nodes.Scalar) and node.value.strip() else None

    def value(self, language: str) -> str:
        """The text in a language; empty where it is missing."""
        node = self.node(language)
        return node.value.strip() if node else ""

    def source(self, language: str) -> Words | None:
        """What a translation into the language is made from; None where none is wanted.

        That is the text in the original's language, else the words of the document, else what is there.
        """
        told, words, origin = self.wording.told, self.wording.words, self.wording.language
        if words and words.language == language:
            return None
        if origin not in told and not words:
            origin = next(iter(told), "")
        if language == origin:
            return words
        text = self.value(origin)
        return Words(origin, text) if text else words

    def place(self, language: str) -> Place:
        """Where it stands in a language, or where it would."""
        node = self.node(language)
        return node.place if node else self.wording.place(language)


@dataclass(frozen=True)
class Content:
    """A content folder: what its events stand on, and its YAML files."""

    folder: Path
    ground: Ground
    original: Languages
    files: tuple[File, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.ground.languages)

    @property
    def name(self) -> str:
        """What the site is called."""
        return next((text.value(self.original.default) for text in self.texts() if text.context == "site name"), "")

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        return tuple(wording for file in self.files for wording in wordings(file, self.original))

    def texts(self) -> Iterator[Text]:
        for wording in self.wordings:
            yield from wording.texts


def read(content: Path, seeds: Path, report: Report) -> Content:
    """All files of a content folder, those of events last; what is no YAML is reported and left out."""
    listing = list_content(content, _as_check_does)
    events = set(listing.events)
    files = []
    for path in sorted(map(Path, listing.files), key=lambda path: str(path) in events):
        name = tables.file_of(path.parts[len(content.parts) :])
        if name and (there := strict.read(path, report)):
            entry = f"events/{path.stem}" if name == tables.EVENTS else path.stem
            files.append(File(path, entry, *there, tables.FILES[name]))
    ground = read_ground(content, seeds, listing.images.keys(), _as_check_does)
    return Content(content, ground, _languages(files, ground), tuple(files))


def wordings(file: File, languages: Languages) -> Iterator[Wording]:
    """Everything that a file says by language."""
    yield from _Walk(file, languages).into(file.tree, file.kind, file.name)


def _as_check_does(problem: Problem) -> None:
    """Passes over a problem: texts are found in content that is not sound, too, such as in a new language."""


def _languages(files: Iterable[File], ground: Ground) -> Languages:
    trees = {file.name: file.tree.items for file in files if isinstance(file.tree, nodes.Mapping)}
    site = trees.get("site", {}).get("default_language")
    default = site.value if isinstance(site, nodes.Scalar) else ground.context.default_language
    documents = {id: it for id, it in trees.get("documents", {}).items() if isinstance(it, nodes.Mapping)}
    return Languages(default, {id: _text(document, "language") for id, document in documents.items()})


class _Walk:
    def __init__(self, file: File, languages: Languages) -> None:
        self._file = file
        self._languages = languages

    def into(
        self, node: nodes.Node, kind: Kind, entry: str, path: str = "", facts: tuple[str, ...] = ()
    ) -> Iterator[Wording]:
        if isinstance(kind, Registry) and isinstance(node, nodes.Mapping):
            for id, item in node.items.items():
                yield from self.into(item, kind.record, f"{entry}/{id}")
        elif isinstance(kind, ListOf) and isinstance(node, nodes.Sequence):
            taken: Counter[str] = Counter()
            for item in node.items:
                name = _name(item, kind.kind)
                taken[name] += 1
                name = name if taken[name] == 1 else f"{name}-{taken[name]}"
                yield from self.into(item, kind.kind, entry, f"{path}[{name}]", facts)
        elif isinstance(kind, Record) and isinstance(node, nodes.Mapping):
            facts = (*facts, *self._facts(node, kind))
            for row in kind.fields:
                below = f"{path}.{row.name}" if path else row.name
                if not isinstance(row.kind, InLanguages):
                    if row.name in node.items:
                        yield from self.into(node.items[row.name], row.kind, entry, below, facts)
                elif row.name in node.items or row.kind.translates:
                    language = _text(node, "original") or self._languages.default
                    words = self._words(node, row.kind.translates)
                    wording = Wording(self._file, entry, below, row, node, language, words, facts)
                    if wording.texts:
                        yield wording

    def _facts(self, node: nodes.Mapping, kind: Record) -> Iterator[str]:
        """The dates and choices of a record, and the words of a document that anything in it translates."""
        translated = {row.kind.translates for row in kind.fields if isinstance(row.kind, InLanguages)}
        for row in kind.fields:
            if isinstance(row.kind, EdtfDate | Choice) and (text := _text(node, row.name)):
                yield f"{row.name}: {text}"
            elif row.name in translated and (words := self._words(node, row.name)):
                yield f"{row.name} ({words.language}): {words.text}"

    def _words(self, node: nodes.Mapping, name: str) -> Words | None:
        """The words of a document in a field: their language stands beside them, or is that of the document."""
        text = _text(node, name)
        beside = _text(node, f"{name}_language") or _text(node, "language")
        language = beside or self._languages.documents.get(_text(node, "document"), "")
        return Words(language, text) if text else None


def _inner(row: Field) -> Kind:
    assert isinstance(row.kind, InLanguages), "a wording is told in languages"
    return row.kind.kind


def _is_prose(kind: Kind) -> bool:
    """Whether a field holds what people read; a text of a certain pattern is for machines."""
    return isinstance(kind, fields.Prose) or (isinstance(kind, fields.Text) and kind.pattern is None)


def _text(record: nodes.Mapping, name: str) -> str:
    """The text of a field, or those of a list in it; empty where there is none."""
    node = record.items.get(name)
    parts = node.items if isinstance(node, nodes.Sequence) else [node]
    return " ".join(part.value.strip() for part in parts if isinstance(part, nodes.Scalar))


def _name(item: nodes.Node, kind: Kind) -> str:
    """What an item of a list is known by: eight hexadecimal digits of all in it that is the same in every language."""
    plain = json.dumps(_plain(item, kind), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def _plain(node: nodes.Node, kind: Kind | None = None) -> object:
    if isinstance(node, nodes.Scalar):
        return node.value.strip()
    if isinstance(node, nodes.Sequence):
        return [_plain(item) for item in node.items]
    by_language = (
        {row.name for row in kind.fields if isinstance(row.kind, InLanguages)} if isinstance(kind, Record) else ()
    )
    return {name: _plain(item) for name, item in sorted(node.items.items()) if name not in by_language}
