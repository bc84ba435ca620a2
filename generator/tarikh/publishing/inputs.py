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
from .lists import Lists
from .site import Site

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
        self._event = cache(self._event_of)
        self._part = cache(self._part_of)
        self._first = cache(self._first_of)
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
                event = self._chronology.event[address.id]
                beside = self._chronology.neighbours(event, address.language)
                return self._event(event.id, *(it.id if it else "" for it in beside))
            case "page":
                return fingerprint(self._shared, fingerprint_of(self._site.prose[address.id, address.language]))
            case "coverage":
                return fingerprint(self._shared, self._coverage, self._entries)
            case "timeline" | "newest":
                shown = timelines.shown(self._chronology)
                parts = self._nav(self._lists_of(address.language), "index", "", "")
                return fingerprint(self._shared, self._facts, self._entries, parts, *self._faces(shown))
            case "names":
                return fingerprint(self._shared, self._entries)
            case kind if kind in LISTS.values():
                return fingerprint(self._shared, self._entries, self._counts(kind))
        return self._part(self._lists_of(address.language), address.kind, address.id, address.part)

    def _event_of(self, id: str, before: str, after: str) -> bytes:
        beside = (self._face[it] if it else NOTHING for it in (before, after))
        near = (self._face[it] for it in self._chronology.near.get(id) or self._chronology.nearest(id))
        return fingerprint(self._shared, self._events[id].whole, self._named[id], *beside, *near)

    def _part_of(self, lists: Lists, kind: str, id: str, part: str) -> bytes:
        """A part of a list: its events and what all parts show; on the first, what counts and pictures show."""
        shown = lists.shown(kind, id, part)
        told = [self._shared, self._entry.get((kind, id), NOTHING), self._nav(lists, kind, id, part)]
        told += self._faces(shown)
        if kind == "index":
            return fingerprint(*told, self._entries)
        if kind in ("document", "disagreements"):
            told += (self._events[event.id].whole for event in shown)
        if not part:
            told += (self._actors if kind == "actor" else NOTHING, self._first(lists, kind, id))
        if part or kind == "year":
            told.append(fingerprint_of([self._elsewhere(it, kind, id, shown[0]) for it in self._lists if it != lists]))
        return fingerprint(*told)

    def _lists_of(self, language: str) -> Lists:
        return self._site.edition(language, language).lists

    def _elsewhere(self, lists: Lists, kind: str, id: str, event: Told) -> tuple[str, str]:
        """Where readers of another calendar find an event of a list."""
        id = lists.year_of(event) if kind == "year" else id
        return id, lists.part_of(kind, id)[event.id]

    def _nav(self, lists: Lists, kind: str, id: str, part: str) -> bytes:
        """What a page shows of others like it: the parts that it leads to and, of a year, what is before and after."""
        shown = lists.parts_shown(kind, id, part)
        told: list[object] = [(it, lists.parts(kind, id)[it]) for it in shown]
        if kind == "document":
            told += [
                (events[0].first_line(id), events[-1].first_line(id))
                for events in (lists.shown(kind, id, it) for it in shown)
            ]
        if kind == "year":
            years = list(lists.years)
            at = years.index(id)
            told += [(year, len(lists.listed(kind, year))) for year in years[max(0, at - 1) : at + 2] if year != id]
        return fingerprint_of(told)

    def _first_of(self, lists: Lists, kind: str, id: str) -> bytes:
        return fingerprint(*(self._events[event.id].facts for event in lists.listed(kind, id)))

    @cached_property
    def _lists(self) -> list[Lists]:
        calendars = dict.fromkeys(language.calendars[0] for language in self._chronology.languages.values())
        return [self._site.lists(calendar) for calendar in calendars]

    def _faces(self, events: Iterable[Told]) -> Iterable[bytes]:
        return (self._face[event.id] for event in events)

    def _names(self, event: Told) -> bytes:
        """The entries that an event names."""
        kinds = {"actor": event.actors, "topic": event.topics, "place": event.places, "document": event.documents}
        return fingerprint(*(self._entry[kind, id] for kind, ids in kinds.items() for id in ids))

    def _counts(self, folder: str) -> bytes:
        """The number of events of each entry of a registry."""
        kind = next(kind for kind, of_kind in LISTS.items() if of_kind == folder)
        return fingerprint_of({id: len(events) for id, events in self._chronology.events_of[kind].items()})

    @cached_property
    def _shared(self) -> bytes:
        """What all pages show."""
        site, chronology = self._site, self._chronology
        editions = [site.edition(tag, tag) for tag in chronology.languages] if chronology.events else []
        told = (
            (chronology.site, site.url, site.portable, site.stylesheet_version),
            list(chronology.languages.values()),
            sorted((it.id, it.language, it.title, it.label, it.order) for it in site.prose.values()),
            [(edition.lists.months, edition.span) for edition in editions],
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
