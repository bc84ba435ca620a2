"""What each page is made of, as a fingerprint: a page is made again when it changes.

Each kind of page names what it shows: events as lists have them (their face), the facts that pictures and counts
rest on, the whole of what stands on its own page, entries of registries, and what all pages of a language share.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import msgspec

from tarikh.model.chronology import Event, Told

from . import timelines
from .address import LISTS, Address
from .site import Site, nearest

NOTHING = bytes(8)


def fingerprint(*parts: bytes) -> bytes:
    """Eight bytes for any number of such parts, in their order."""
    return hashlib.blake2b(b"".join(parts), digest_size=8).digest()


def fingerprint_of(value: Any) -> bytes:
    """Eight bytes for a value of the model."""
    return hashlib.blake2b(msgspec.msgpack.encode(value), digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints of an event: of its facts without any text, of what lists show, and of the whole."""

    facts: bytes
    face: bytes
    whole: bytes


def prints(event: Event) -> Prints:
    outline = event.outline
    return Prints(*map(fingerprint_of, (replace(outline, text={}), outline, event)))


class Inputs:
    """The fingerprints of the pages of a site. `theme` stands for templates and catalogs."""

    def __init__(self, site: Site, events: Mapping[str, Prints], theme: bytes, coverage: bytes) -> None:
        self._site = site
        self._chronology = site.chronology
        self._events = events
        self._theme = theme
        self._coverage = coverage
        self._list = cache(self._list_of)
        self._entry = {
            (kind, id): fingerprint_of(entry)
            for kind, registry in self._chronology.registries.items()
            for id, entry in registry.items()
        }
        self._named = {event.id: self._names(event) for event in self._chronology.events}
        self._face = {id: fingerprint(prints.face, self._named[id]) for id, prints in events.items()}

    def of(self, address: Address) -> bytes:
        """The fingerprint of all that a page shows."""
        if not address.language:
            return self._shared
        match address.kind:
            case "event":
                return fingerprint(self._shared, *self._of_event(address.id, address.language))
            case "page":
                return fingerprint(self._shared, fingerprint_of(self._site.prose[address.id, address.language]))
            case "coverage":
                return fingerprint(self._shared, self._coverage, self._entries)
            case "timeline" | "newest":
                shown = timelines.shown(self._chronology)
                return fingerprint(self._shared, self._facts, self._entries, *self._faces(shown))
            case "index":
                return fingerprint(self._shared, self._entries, *self._faces(self._chronology.events))
            case kind if kind in LISTS.values():
                return fingerprint(self._shared, self._facts, self._entries)
        return fingerprint(self._shared, *self._of_list(address))

    def _of_event(self, id: str, language: str) -> Iterable[bytes]:
        yield self._events[id].whole
        yield self._named[id]
        for beside in self._chronology.neighbours(self._chronology.event[id], language):
            yield self._face[beside.id] if beside else NOTHING
        for near in self._chronology.near.get(id) or self._chronology.nearest(id):
            yield self._face[near]

    def _of_list(self, address: Address) -> Iterable[bytes]:
        """A part of a list: its events, the names of all parts and, on the first, what counts and pictures show."""
        kind, id = address.kind, address.id
        edition = self._site.edition(address.language, address.language)
        events, part = edition.listed(kind, id), edition.part(address)
        yield self._list(kind, id, address.language)
        yield self._entry.get((kind, id), NOTHING)
        quoted = kind in ("document", "disagreements")
        for event in events[part.start : part.end]:
            yield self._face[event.id]
            yield self._events[event.id].whole if quoted else NOTHING
        if not address.part:
            yield self._actors if kind == "actor" else NOTHING
            yield from (self._events[event.id].facts for event in events)
        if address.part or kind == "year":
            languages = self._chronology.languages.values()
            own = next(language.calendars[0] for language in languages if language.tag == address.language)
            elsewhere = (it.tag for it in languages if it.calendars[0] != own)
            yield fingerprint_of([nearest(self._site, address, tag).path for tag in elsewhere])

    def _list_of(self, kind: str, id: str, language: str) -> bytes:
        """What all parts of a list show of it: how it is cut and, of a year, what is before and after."""
        edition = self._site.edition(language, language)
        told: list[object] = [[edition.part_name(it) for it in edition.addresses(kind, id)]]
        if len(edition.parts_of(kind, id)) == 1:
            told = []
        if kind == "year":
            years = list(edition.years)
            at = years.index(id)
            told += [(year, len(edition.listed(kind, year))) for year in years[max(0, at - 1) : at + 2] if year != id]
        return fingerprint_of(told)

    def _faces(self, events: Iterable[Told]) -> Iterable[bytes]:
        return (self._face[event.id] for event in events)

    def _names(self, event: Told) -> bytes:
        """The entries that an event names."""
        kinds = {"actor": event.actors, "topic": event.topics, "place": event.places, "document": event.documents}
        return fingerprint(*(self._entry[kind, id] for kind, ids in kinds.items() for id in ids))

    @cached_property
    def _shared(self) -> bytes:
        """What all pages show."""
        site, chronology = self._site, self._chronology
        editions = [site.edition(tag, tag) for tag in chronology.languages] if chronology.events else []
        told = (
            (chronology.site, site.url, site.portable, site.stylesheet_version),
            list(chronology.languages.values()),
            sorted((it.id, it.language, it.title, it.label, it.order) for it in site.prose.values()),
            [(edition.months, edition.span) for edition in editions],
        )
        return fingerprint(self._theme, fingerprint_of(told))

    @cached_property
    def _facts(self) -> bytes:
        return fingerprint(*(self._events[event.id].facts for event in self._chronology.events))

    @cached_property
    def _entries(self) -> bytes:
        return fingerprint(*self._entry.values())

    @cached_property
    def _actors(self) -> bytes:
        return fingerprint(*(entry for (kind, _), entry in self._entry.items() if kind == "actor"))
