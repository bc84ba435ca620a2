"""What each page is made of, as a fingerprint: a page is made again when it changes.

Each kind of page names what it shows: events as lists have them (their face), the facts that pictures and counts
rest on, the whole of what stands on its own page, entries of registries, and what all pages of a language share.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import Any

import msgspec
from msgspec import Struct

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


class Prints(Struct, frozen=True):
    """The fingerprints of an event: of what it cites, of its facts without any text, of what lists show, of what the
    pages of its documents show besides, of all.
    """

    cited: bytes
    facts: bytes
    face: bytes
    quoted: bytes
    whole: bytes


def prints(event: Event) -> Prints:
    outline = event.outline
    facts = replace(outline, text={}, extracts=())
    quoted = event.citations, event.accounts, {tag: text.note for tag, text in event.text.items()}
    return Prints(*map(fingerprint_of, (outline.extracts, facts, outline, quoted, event)))


PrintedList = tuple[bytes, dict[str, bytes]]  # what a list is made of, and the fingerprints of its parts


class Inputs:
    """The plan of a site: its pages with their fingerprints. `theme` stands for templates and catalogs.

    `last` are the lists of another plan: parts of those that are made of the same need not be found again. `lists`
    are those of this one.
    """

    def __init__(
        self,
        site: Site,
        events: Mapping[str, Prints],
        theme: bytes,
        coverage: bytes,
        last: Mapping[str, PrintedList] | None = None,
    ) -> None:
        self._site = site
        self._chronology = site.chronology
        self._events = events
        self._theme = theme
        self._coverage = coverage
        self._last = last or {}
        self.lists: dict[str, PrintedList] = {}
        self._event = cache(self._event_of)
        self._parts = cache(self._parts_of)
        self._entry = {
            (kind, id): fingerprint_of(entry)
            for kind, registry in self._chronology.registries.items()
            for id, entry in registry.items()
        }
        self._named = {event.id: self._names(event) for event in self._chronology.events}
        self._face = {id: fingerprint(prints.face, self._named[id]) for id, prints in events.items()}

    def pages(self) -> Iterator[tuple[Address, bytes]]:
        """Every page, with the fingerprint of all that it shows."""
        shared, chronology = self._shared, self._chronology
        yield Address("chooser"), shared
        yield Address("missing"), shared
        for (id, language), prose in self._site.prose.items():
            yield Address("page", language, id), fingerprint(shared, fingerprint_of(prose))
        coverage = fingerprint(shared, self._coverage, self._entries, self._cited)
        long = timelines.is_long(chronology)
        for tag in chronology.languages:
            lists = self._site.edition(tag, tag).lists
            timeline = fingerprint(shared, self._timeline(lists))
            yield Address("timeline", tag), timeline
            yield Address("newest", tag), timeline
            yield Address("coverage", tag), coverage
            if long:
                yield Address("names", tag), fingerprint(shared, self._entries)
            for kind, folder in LISTS.items():
                yield Address(folder, tag), fingerprint(shared, self._entries, self._counts(kind))
            for kind, id in lists.all(long):
                for part, print in self._parts(lists, kind, id).items():
                    yield Address(kind, tag, id, part), print
            for id, before, after in chronology.told(tag):
                yield Address("event", tag, id), self._event(id, before, after)

    def _parts_of(self, lists: Lists, kind: str, id: str) -> Mapping[str, bytes]:
        """The parts of a list with their fingerprints; as they were, if the list is made of the same."""
        ids = [event.id for event in lists.listed(kind, id)]
        made_of = [self._shared, self._entry.get((kind, id), NOTHING), *map(self._face.__getitem__, ids)]
        if kind in ("document", "disagreements"):
            made_of += [self._events[id].quoted for id in ids]
        if kind == "year":
            made_of += (self._events[it.id].facts for it in lists.around_year(id))
        if kind == "index":
            made_of.append(self._entries)
        if kind == "actor":
            made_of.append(self._actors)
        key, digest = f"{lists.calendar} {kind} {id}", fingerprint(*made_of)
        last = self._last.get(key)
        if not last or last[0] != digest:
            last = digest, {part: self._part(lists, kind, id, part) for part in lists.parts(kind, id)}
        self.lists[key] = last
        return last[1]

    def _event_of(self, id: str, before: str, after: str) -> bytes:
        beside = (self._face[it] if it else NOTHING for it in (before, after))
        near = (self._face[it] for it in self._chronology.near_to(id))
        return fingerprint(self._shared, self._events[id].whole, self._named[id], *beside, *near)

    def _part(self, lists: Lists, kind: str, id: str, part: str) -> bytes:
        """A part of a list: its events and what it leads to; on the first, what counts and pictures show."""
        shown = lists.shown(kind, id, part)
        told = [self._shared, self._entry.get((kind, id), NOTHING), self._nav(lists, kind, id, part)]
        told += (self._face[event.id] for event in shown)
        if kind == "index":
            return fingerprint(*told, self._entries)
        if kind in ("document", "disagreements"):
            told += (self._events[event.id].quoted for event in shown)
        if not part:
            told.append(self._actors if kind == "actor" else NOTHING)
            told += (self._events[event.id].facts for event in lists.listed(kind, id))
        if part or kind == "year":
            told.append(
                fingerprint_of([self._elsewhere(it, kind, id, shown[0]) for it in self._calendars if it != lists])
            )
        return fingerprint(*told)

    def _elsewhere(self, lists: Lists, kind: str, id: str, event: Told) -> tuple[str, str]:
        """Where readers of another calendar find an event of a list."""
        id = lists.year_of(event) if kind == "year" else id
        return id, lists.part_of(kind, id)[event.id]

    def _nav(self, lists: Lists, kind: str, id: str, part: str) -> bytes:
        """What a page shows of others like it: the parts that it leads to and, of a year, what is before and after."""
        shown = lists.parts_shown(kind, id, part)
        parts = lists.parts(kind, id)
        told: list[object] = [(it, parts[it].months, parts[it].number) for it in shown]
        if kind == "document":
            told += [
                (events[0].first_line(id), events[-1].first_line(id))
                for events in (lists.shown(kind, id, it) for it in shown)
            ]
        if kind == "year":
            told += [(year, len(lists.listed(kind, year))) for year in lists.beside(id)]
        return fingerprint_of(told)

    def _timeline(self, lists: Lists) -> bytes:
        shown = (self._face[event.id] for event in timelines.shown(self._chronology))
        return fingerprint(self._facts, self._cited, self._entries, self._nav(lists, "index", "", ""), *shown)

    @cached_property
    def _calendars(self) -> list[Lists]:
        calendars = dict.fromkeys(language.calendars[0] for language in self._chronology.languages.values())
        return [self._site.lists(calendar) for calendar in calendars]

    def _names(self, event: Told) -> bytes:
        """The entries that an event names."""
        return b"".join([self._entry[entry] for entry in event.entries])

    def _counts(self, kind: str) -> bytes:
        """The number of events of each entry of a registry."""
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
    def _cited(self) -> bytes:
        return fingerprint(*(self._events[id].cited for id in sorted(self._events)))

    @cached_property
    def _entries(self) -> bytes:
        return fingerprint(*self._entry.values())

    @cached_property
    def _actors(self) -> bytes:
        return fingerprint(*(entry for (kind, _), entry in self._entry.items() if kind == "actor"))
