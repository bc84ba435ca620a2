"""Kinds of fields: each decodes a node, reports what is wrong with it, and says what it wants.

A decoder never raises for content's fault: it reports and returns INVALID, so that one reading
of a file finds all of its problems. Ids and choices are interned: the same few stand in every event.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from sys import intern
from typing import Any, ClassVar, Protocol

from msgspec import Struct
from msgspec.msgpack import encode
from msgspec.structs import replace

from tarikh.model import prose
from tarikh.model.date import Date, DateError, parse_date
from tarikh.model.problem import Code, Place, Problem, did_you_mean
from tarikh.model.web import host_fault

from . import nodes
from .evidence import StoredText
from .glossary import Glossary
from .source import Report
from .spelling import Spelling


class _Invalid:
    """Stands for a value that was reported as a problem."""


INVALID = _Invalid()
ID = re.compile(r"(?=.{1,100}$)[a-z0-9]+(?:[-_][a-zA-Z0-9]+)*")
NOTHING = ("~", "null", "Null", "NULL")  # how YAML writes that there is no value
_ADDRESS = re.compile(r"https://[^\s/?#]+([/?#]\S*)?")
_FOLDER_ADDRESS = re.compile(r"https://[^\s/?#]+/([^\s?#]*/)?")
ID_HINT = "ids are made of small letters, digits, - and _, 100 at most"
_UNKNOWN: Mapping[str, Code] = {
    "language": "unknown-language",
    "topic": "unknown-topic",
    "actor": "unknown-actor",
    "place": "unknown-place",
    "document": "unknown-document",
    "image": "unknown-image",
}
MOST_FAULTS = 20  # that are told of one text


class Context(Struct, frozen=True):
    """What a decoder may look at: the ids known so far, by registry, and the stored documents."""

    report: Report
    known: Mapping[str, Collection[str]] = {}
    stored: Mapping[str, StoredText] = {}
    default_language: str = ""
    translations: tuple[str, ...] = ()  # the languages that every text has to be in
    spellings: Mapping[str, Spelling] = {}  # by language

    def problem(self, place: Place, code: Code, message: str, hint: str = "", warning: bool = False) -> _Invalid:
        self.report(Problem(place, code, message, hint, warning))
        return INVALID


class Anything(frozenset[str]):
    """Stands for the ids of a registry that could not be read: nothing that names them is a problem too."""

    def __contains__(self, id: object) -> bool:
        return True


class Kind(Protocol):
    """What a field holds. `wants` completes "expected …" in a problem."""

    @property
    def wants(self) -> str: ...

    def decode(self, node: nodes.Node, context: Context) -> Any: ...


class Text(Struct, frozen=True):
    """One line of text. `pattern` must match the whole of it; `hint` helps where it does not."""

    wants: str = "a line of text"
    pattern: re.Pattern[str] | None = None
    hint: str = ""

    def decode(self, node: nodes.Node, context: Context) -> str | _Invalid:
        if not isinstance(node, nodes.Scalar):
            return context.problem(node.place, "wrong-kind", f"{node.what} instead of {self.wants}")
        text = _said(node)
        if not text or "\n" in text or (self.pattern and not self.pattern.fullmatch(text)):
            shown = f'"{text[:40]}"' if text else "nothing"
            hint = self.hint if text else "write it behind the colon, or leave the field out"
            return context.problem(node.place, "wrong-text", f"{shown} instead of {self.wants}", hint)
        if node.commented and not self.pattern:
            hint = "put the text in quotes if the # belongs to it; else give the comment a line of its own"
            return context.problem(
                node.place, "cut-off", f'"{"…" * (len(text) > 40)}{text[-40:]}" ends before a #', hint
            )
        return text


class Address(Struct, frozen=True):
    """An https address with a host that is what it looks like; that of a folder ends in / and asks nothing."""

    folder: bool = False

    @property
    def wants(self) -> str:
        return f"an address that starts with https://{' and ends in /' if self.folder else ''}"

    @property
    def pattern(self) -> re.Pattern[str]:
        return _FOLDER_ADDRESS if self.folder else _ADDRESS

    def decode(self, node: nodes.Node, context: Context) -> str | _Invalid:
        text = Text(self.wants, self.pattern, "such as https://www.example.org/").decode(node, context)
        if isinstance(text, str) and (fault := host_fault(text))[0]:
            return context.problem(node.place, "link-host", fault[0], fault[1])
        return text


class Prose(Struct, frozen=True):
    """Paragraphs of Markdown, without HTML, images or links other than to pages and addresses."""

    wants: str = "paragraphs in Markdown"

    def decode(self, node: nodes.Node, context: Context) -> str | _Invalid:
        if not isinstance(node, nodes.Scalar) or not (text := _said(node)):
            return context.problem(node.place, "wrong-kind", f"{node.what} instead of {self.wants}")
        found = list(islice(prose.body_faults(node.value), MOST_FAULTS))
        for offset, code, message, hint in found:
            context.problem(_inside(node, offset), code, message, hint)
        return INVALID if found else text


class EdtfDate(Struct, frozen=True):
    wants: str = "a date in EDTF, such as 2025-04-03, 2025-04 or 2022/2023"

    def decode(self, node: nodes.Node, context: Context) -> Date | _Invalid:
        if not isinstance(node, nodes.Scalar):
            return context.problem(node.place, "wrong-kind", f"{node.what} instead of {self.wants}")
        try:
            return parse_date(node.value.strip())
        except DateError as error:
            return context.problem(node.place, "bad-date", str(error), error.hint)


class Day(Struct, frozen=True):
    """A day on which editors did something, in this era."""

    wants: str = "a day such as 2026-11-19"
    pattern: ClassVar[str] = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def decode(self, node: nodes.Node, context: Context) -> datetime.date | _Invalid:
        if not isinstance(node, nodes.Scalar):
            return context.problem(node.place, "wrong-kind", f"{node.what} instead of {self.wants}")
        text, hint = node.value.strip(), "write the whole day, in the Gregorian calendar: year, month, day"
        try:
            return datetime.date.fromisoformat(text if re.fullmatch(self.pattern, text) else "")
        except ValueError:
            return context.problem(node.place, "bad-date", f'"{text[:40]}" instead of {self.wants}', hint)


class Number(Struct, frozen=True):
    """A decimal number between two bounds, both included."""

    low: float
    high: float
    pattern: ClassVar[str] = r"-?[0-9]{1,7}(\.[0-9]{1,8})?"

    @property
    def wants(self) -> str:
        return f"a number from {self.low:.10g} to {self.high:.10g}"

    def decode(self, node: nodes.Node, context: Context) -> float | _Invalid:
        text = node.value if isinstance(node, nodes.Scalar) else ""
        if not re.fullmatch(self.pattern, text) or not self.low <= float(text) <= self.high:
            return context.problem(node.place, "wrong-text", f'"{text[:40]}" instead of {self.wants}')
        return float(text)


class Choice(Struct, frozen=True):
    """One of some words; `meanings` says what is meant by those that do not say it themselves."""

    options: tuple[str, ...]
    meanings: Mapping[str, str] = {}

    @property
    def wants(self) -> str:
        return f"one of {', '.join(self.options)}"

    def decode(self, node: nodes.Node, context: Context) -> str | _Invalid:
        if isinstance(node, nodes.Scalar) and node.value in self.options:
            return intern(node.value)
        shown = f'"{node.value[:40]}"' if isinstance(node, nodes.Scalar) else node.what
        return context.problem(
            node.place, "wrong-choice", f"{shown} instead of {self.wants}", _near(node, self.options)
        )


class Ref(Struct, frozen=True):
    """The id of an entry of a registry: a topic, an actor, a place, a document, a language."""

    registry: str

    @property
    def wants(self) -> str:
        return f"the id of {'an' if self.registry[0] in 'aeiou' else 'a'} {self.registry}"

    def decode(self, node: nodes.Node, context: Context) -> str | _Invalid:
        if not isinstance(node, nodes.Scalar):
            return context.problem(node.place, "wrong-kind", f"{node.what} instead of {self.wants}")
        if node.value in context.known.get(self.registry, ()):
            return intern(node.value)
        return unknown(node.value, self.registry, node.place, context)


class ListOf(Struct, frozen=True):
    """`short` items are written beside each other, as ids and choices are."""

    kind: Kind
    least: int = 0
    unique: bool = True
    short: bool = False

    @property
    def wants(self) -> str:
        return f"a list, each item {self.kind.wants}"

    def decode(self, node: nodes.Node, context: Context) -> tuple[Any, ...] | _Invalid:
        if not isinstance(node, nodes.Sequence):
            return context.problem(
                node.place, "wrong-kind", f"{node.what} instead of {self.wants}", "write [a, b], or one `- a` a line"
            )
        values: list[Any] = []
        listed: set[str | bytes] = set()
        for item in node.items:
            value = self.kind.decode(item, context)
            values.append(value)
            if not self.unique or value is INVALID:
                continue
            if (key := value if isinstance(value, str) else encode(value, order="deterministic")) in listed:
                told = value if isinstance(value, str) else "the same"
                context.problem(item.place, "twice", f"{told} is in the list already", "leave one of them out")
            listed.add(key)
        if len(values) < self.least:
            return context.problem(node.place, "too-few", f"{len(values)} in a list that needs {self.least}")
        return INVALID if INVALID in values else tuple(values)


class InLanguages(Struct, frozen=True):
    """A value for each of some languages; `required` asks for the site's default language, `complete` for all.

    `translated`: it has to be in the languages, too, that the site asks for. `translates` names the field beside it
    that holds a document's own words, of which these are translations.
    """

    kind: Kind
    required: bool = True
    complete: bool = False
    translated: bool = True
    translates: str = ""

    @property
    def wants(self) -> str:
        which = "every language" if self.complete else "languages"
        return f"a mapping of {which}, each {self.kind.wants}"

    def decode(self, node: nodes.Node, context: Context) -> dict[str, Any] | _Invalid:
        if not isinstance(node, nodes.Mapping):
            return context.problem(
                node.place, "wrong-kind", f"{node.what} instead of {self.wants}", "write en: … and so on below it"
            )
        values = {}
        languages = context.known.get("language", ())
        for tag, item in node.items.items():
            if tag not in languages:
                unknown(tag, "language", node.key_place(tag), context)
            value = self.kind.decode(item, context)
            if tag in languages:
                values[intern(tag)] = value
                if spelling := context.spellings.get(tag):
                    _check_spelling(item, spelling, context)
        if missing := [tag for tag in self.asked_for(context) if tag not in node.items]:
            return missing_languages(missing, node.place, context)
        return INVALID if INVALID in values.values() else values

    def asked_for(self, context: Context) -> Collection[str]:
        """The languages in which there has to be a value."""
        if self.complete:
            return context.known.get("language", ())
        asked_for = context.translations if self.translated else ()
        return dict.fromkeys((context.default_language, *asked_for)) if self.required else asked_for


class Terms(Struct, frozen=True):
    """A glossary: preferred spellings, each with a list of variants."""

    wants: str = "a mapping of spellings, each with a list of those that give way to it"
    variants: ListOf = ListOf(Text(), least=1, short=True)

    def decode(self, node: nodes.Node, context: Context) -> Glossary | _Invalid:
        if not isinstance(node, nodes.Mapping):
            return context.problem(node.place, "wrong-kind", f"{node.what} instead of {self.wants}")
        terms = {}
        for term, variants in node.items.items():
            spellings = self.variants.decode(variants, context)
            if isinstance(spellings, _Invalid):
                return spellings
            terms[term] = spellings
        return Glossary(terms)


class Values(Struct, frozen=True):
    """What the fields of a record held, by name, and where."""

    node: nodes.Mapping
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def where(self, *names: str) -> Place:
        """The place of a field or, by more names, of what is in it; as far in as there is something."""
        node: nodes.Node = self.node
        for name in names:
            if not isinstance(node, nodes.Mapping) or name not in node.items:
                break
            node = node.items[name]
        return node.place


class Field(Struct, frozen=True):
    """One row of a field table. `empty` is the value of an optional field left out, `example` a text or an id that it
    may hold, or that each of its items may.
    """

    name: str
    kind: Kind
    about: str
    required: bool = True
    empty: Any = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known fields, made into a value by `build` once all of them are sound.

    `given` are values that do not stand in the mapping, such as the id that names it.
    """

    wants: str
    fields: tuple[Field, ...]
    build: Callable[[Values, Context], Any]
    names: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(row.name for row in self.fields))

    def decode(self, node: nodes.Node, context: Context, given: Mapping[str, Any] | None = None) -> Any:
        if not isinstance(node, nodes.Mapping):
            names = ", ".join(row.name for row in self.fields)
            return context.problem(node.place, "wrong-kind", f"{node.what} instead of {self.wants}", f"fields: {names}")
        values = dict(given or {})
        items = node.items
        strangers = [name for name in items if name not in self.names]
        for name in strangers:
            message, hint = f'no field "{name}" in {self.wants}', did_you_mean(name, self.names)
            context.problem(node.key_place(name), "unknown-field", message, hint)
        for row in self.fields:
            if row.name in items:
                values[row.name] = row.kind.decode(items[row.name], context)
            elif row.required:
                message, hint = f'no "{row.name}" in {self.wants}', f"{row.about}: {row.kind.wants}"
                values[row.name] = context.problem(node.place, "missing-field", message, hint)
            else:
                values[row.name] = row.empty
        if strangers or INVALID in values.values():
            return INVALID
        return self.build(Values(node, values), context)


class Registry(Struct, frozen=True):
    """A mapping of ids, each with a record, which gets its id as "id". Entries may name each other.

    Entries with problems are INVALID in the result, so that what names them is not a problem too.
    """

    name: str
    record: Record
    ids: re.Pattern[str] = ID

    @property
    def wants(self) -> str:
        return f"a mapping of ids, each with {self.record.wants}"

    def decode(self, node: nodes.Node, context: Context) -> dict[str, Any]:
        if not isinstance(node, nodes.Mapping):
            context.problem(node.place, "wrong-kind", f"{node.what} instead of {self.wants}")
            return {}
        context = replace(context, known={**context.known, self.name: node.items})
        entries = {}
        written: dict[str, str] = {}  # ids by how file systems tell them that do not tell case
        for id, item in node.items.items():
            if not self.ids.fullmatch(id):
                context.problem(node.key_place(id), "bad-id", f'"{id}" is no id', ID_HINT)
            if (twin := written.setdefault(id.lower(), id)) != id:
                message = f'"{id}" differs from "{twin}" only in case'
                context.problem(node.key_place(id), "duplicate-id", message, "rename one of them")
            entries[id] = self.record.decode(item, context, {"id": id})
        return entries


def unknown(id: str, registry: str, place: Place, context: Context) -> _Invalid:
    """Reports an id that the registry does not have, with the nearest one that it has."""
    ids = context.known.get(registry, ())
    hint = did_you_mean(id, ids, _names(ids))
    if "،" in id:
        hint = "items are separated by the comma ,"
    elif registry == "image":
        hint = hint or "put the file into content/images/"
    return context.problem(place, _UNKNOWN[registry], f'no {registry} "{id[:60]}"', hint)


def _names(entries: Collection[str]) -> dict[str, str]:
    """What the entries of a registry are called, in any language, with the id of each."""
    named: dict[str, str] = {}
    for id, entry in entries.items() if isinstance(entries, Mapping) else ():
        names = getattr(entry, "name", {})
        for name in (*(names.values() if isinstance(names, Mapping) else ()), *getattr(entry, "forms", ())):
            named.setdefault(name, id)
    return named


def missing_languages(missing: Iterable[str], place: Place, context: Context) -> _Invalid:
    """Reports a text that is not in all languages in which it has to be."""
    told = " and ".join(f'"{tag}"' for tag in missing)
    hint = "every text of this kind is wanted in them: ask a translator, or look at translations: in site.yaml"
    return context.problem(place, "missing-language", f"nothing in {told}", hint)


def _check_spelling(node: nodes.Node, spelling: Spelling, context: Context) -> None:
    """Warns of faults of spelling in every text below a node."""
    if isinstance(node, nodes.Scalar):
        for offset, code, message, hint in islice(spelling.faults(node.value), MOST_FAULTS):
            context.problem(_inside(node, offset), code, message, hint, True)
    else:
        for item in node.items.values() if isinstance(node, nodes.Mapping) else node.items:
            _check_spelling(item, spelling, context)


def _said(scalar: nodes.Scalar) -> str:
    """The text of a scalar, which is empty where YAML has nothing there."""
    return "" if scalar.value in NOTHING and not scalar.style else scalar.value.strip()


def _near(node: nodes.Node, options: Collection[str]) -> str:
    return did_you_mean(node.value, options) if isinstance(node, nodes.Scalar) else ""


def _inside(node: nodes.Scalar, offset: int) -> Place:
    """Where a part of a scalar stands: exact in a block scalar but for its indentation, else its start."""
    if node.indent is None:
        return node.place
    line = node.value.count("\n", 0, offset)
    column = offset - node.value.rfind("\n", 0, offset)
    return Place(node.place.file, node.place.line + 1 + line, column + node.indent)
