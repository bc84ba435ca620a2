"""What each page is made of, as a fingerprint: a page is made again when it changes.

Each kind of page names what it shows: events as lists have them (their face), the facts that pictures and counts
rest on, the whole of what stands on its own page, entries of registries, and what all pages of a language share.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import chain, pairwise
from typing import Any
from zlib import crc32

import msgspec
from msgspec import Raw, Struct, structs

from tarikh.model.chronology import Event, Told

from . import found, opendata, sitemap, timelines
from .address import LISTS, SHARE_MARGIN, SHARE_SIZE, SITE_IMAGE, Address
from .lists import Lists
from .site import Site

NOTHING = bytes(8)
MAPS = "maps"  # the section of what tells search engines of all pages
STRETCH = 64  # events whose pages are planned together, on an average


def fingerprint(*parts: bytes | bytearray) -> bytes:
    """Eight bytes for any number of such parts, in their order."""
    return hashlib.blake2b(b"".join(parts), digest_size=8).digest()


def fingerprint_of(value: Any) -> bytes:
    """Eight bytes for a value of the model."""
    return hashlib.blake2b(msgspec.msgpack.encode(value), digest_size=8).digest()


class Prints(Struct, frozen=True, array_like=True):
    """The fingerprints of an event: of what it cites, of its facts without any text, of what lists show, of what the
    pages of its documents show besides, of when it was added and changed, of all; and of all that it tells in each of
    its languages.
    """

    cited: bytes
    facts: bytes
    face: bytes
    quoted: bytes
    news: bytes
    whole: bytes
    told: dict[str, bytes]

    def told_in(self, language: str) -> bytes:
        """That of what it tells in a language, from whichever of its own that is."""
        return self.told.get(language, self.whole)

    def retold(self, before: Prints) -> frozenset[str] | None:
        """The languages in which it tells something else than before, if only what tells all of it has changed."""
        same = structs.replace(self, whole=before.whole, told=before.told) == before
        return frozenset(tag for tag, print in self.told.items() if print != before.told.get(tag)) if same else None


def prints(event: Event) -> Prints:
    news = event.added, event.changes
    outline = structs.replace(event.outline, added=None, changes=())
    facts = structs.replace(outline, headings=Raw(), documents=(), extracts=())  # never to be decoded
    quoted = event.citations, event.accounts, {tag: text.note for tag, text in event.text.items()}
    beside = fingerprint_of(structs.replace(event, text={}))
    told = {tag: fingerprint(beside, fingerprint_of((text, event.is_stale(tag)))) for tag, text in event.text.items()}
    return Prints(
        cited=fingerprint_of(outline.extracts),
        facts=fingerprint_of(facts),
        face=fingerprint_of(outline),
        quoted=fingerprint_of(quoted),
        news=fingerprint_of(news),
        whole=fingerprint_of(event),
        told=told,
    )


Retold = tuple[Prints, Collection[str]]  # of an event, and the languages that it is told otherwise in
Pages = Callable[[], Iterable[tuple[Address, bytes]]]  # finds pages, each with its fingerprint
_decode = msgspec.msgpack.Decoder(dict[str, bytes]).decode


class Section(Struct, frozen=True, array_like=True):
    """A number of pages: the fingerprint of what they are all made of, and that of each, encoded: most sections are
    only compared, and written again.
    """

    made_of: bytes
    number: int
    encoded: Raw

    @classmethod
    def of(cls, made_of: bytes, prints: Mapping[str, bytes]) -> Section:
        return cls(made_of, len(prints), Raw(msgspec.msgpack.encode(prints)))

    @property
    def prints(self) -> dict[str, bytes]:
        """The fingerprint of each page by its path, decoded each time."""
        return _decode(self.encoded)


def all_paths(sections: Mapping[str, Section]) -> Iterator[str]:
    return chain.from_iterable(section.prints for section in sections.values())


def differing(one: Mapping[str, Section], other: Mapping[str, Section]) -> dict[str, bytes]:
    """The pages, by their paths, of sections that are not the very same objects in another plan."""
    return {path: print for key, it in one.items() if it is not other.get(key) for path, print in it.prints.items()}


class Plan(Struct, frozen=True):
    """All pages of a site, in sections; `anew` are the addresses of those whose sections are not as they were."""

    sections: dict[str, Section]
    anew: dict[str, Address]


def replanned(sections: Mapping[str, Section], events: Mapping[str, Retold], site: Site) -> Plan:
    """A plan from the last one, where only what tells all of some events is another, in some languages: their pages,
    open data, and what search finds.
    """
    anew, told = dict[str, Address](), defaultdict[str, bytes](bytes)
    for id, (prints, languages) in events.items():
        for address in chain(telling(id, languages, site), opendata.pages(site)):
            anew[address.path] = address
            told[address.path] += prints.whole
    planned = dict(sections)
    for key, section in sections.items():
        pages = section.prints
        if changed := sorted(pages.keys() & told.keys()):
            retold = {path: fingerprint(pages[path], told.pop(path)) for path in changed}
            planned[key] = Section.of(fingerprint(section.made_of, *retold.values()), {**pages, **retold})
    assert not told, f"{min(told)} was planned before"
    return Plan(planned, anew)


def telling(id: str, languages: Collection[str], site: Site) -> Iterator[Address]:
    """What tells all of an event in some languages, and what tells it to readers of languages that it lacks."""
    own = site.chronology.event[id].languages
    changed = {*languages, *(site.chronology.languages.keys() - own)}
    yield from (Address("event", tag, id) for tag in own if tag in changed)
    beside = chain(opendata.files(site, opendata.part_of(site, id)), site.found_in(id))
    yield from (address for address in beside if address.language in ("", *changed))


class Inputs:
    """What the pages of a site are made of. `theme` stands for templates and catalogs, `letters` for what images are
    written with.
    """

    def __init__(self, site: Site, events: Mapping[str, Prints], theme: bytes, letters: bytes, coverage: bytes) -> None:
        self._site = site
        self._chronology = site.chronology
        self._events = events
        self._theme = theme
        self._letters = letters
        self._coverage = coverage
        self._drawn = cache(self._drawn_in)
        self._list = cache(self._list_of)
        self._parts = cache(self._parts_of)
        self._stretches = cache(self._stretches_of)
        self._entry = {
            (kind, id): fingerprint_of(entry)
            for kind, registry in self._chronology.registries.items()
            for id, entry in registry.items()
        }
        self._named: dict[str, bytes] = {}  # the entries that each event names
        self._face: dict[str, bytes] = {}  # what lists show of it
        for event in self._chronology.events:
            self._named[event.id] = named = b"".join([self._entry[entry] for entry in event.entries])
            self._face[event.id] = fingerprint(events[event.id].face, named)

    def plan(self, last: Mapping[str, Section]) -> Plan:
        """Every page with the fingerprint of all that it shows; of sections made of the same as those of another plan,
        as they are there.
        """
        sections, anew = dict[str, Section](), dict[str, Address]()

        def section(key: str, digest: bytes, pages: Pages, last: Mapping[str, Section]) -> Section:
            if key in last and last[key].made_of == digest:
                return last[key]
            prints = {}
            for address, print in pages():
                anew[address.path], prints[address.path] = address, print
            return Section.of(digest, prints)

        for key, digest, pages in self._sections():
            sections[key] = section(key, digest, pages, last)
        digest = fingerprint(self._beside_paths, "\n".join(sections).encode())
        sections[MAPS] = section(
            MAPS, digest, partial(self._maps, sections), last if _same_paths(sections, last) else {}
        )
        return Plan(sections, anew)

    @cached_property
    def _beside_paths(self) -> bytes:
        """What is told of pages to search engines besides their paths."""
        chronology = self._chronology
        languages = list(chronology.languages), chronology.site.default_language
        return fingerprint(self._site.url.encode(), fingerprint_of(languages))

    def _maps(self, sections: Mapping[str, Section]) -> Iterator[tuple[Address, bytes]]:
        """What tells search engines of all pages."""
        site_url, paths = self._site.url.encode(), sorted(all_paths(sections))
        told = fingerprint(self._beside_paths, "\n".join(paths).encode())
        yield Address("robots"), fingerprint(site_url)
        yield Address("sitemap"), told
        pages = [path for path in paths if path.endswith(".html")]
        beside = 1 + self._site.offline  # the newest, which name the timeline as their address, and what is not listed
        for tag in self._chronology.languages:
            number = bisect_left(pages, f"{tag}0") - bisect_left(pages, f"{tag}/")  # 0 follows the slash
            for part in sitemap.parts(number - beside):
                yield Address("sitemap", tag, part=part), told

    def _sections(self) -> Iterator[tuple[str, bytes, Pages]]:
        """Pages that are made of much the same: what they are called together, what of, and how each is found."""
        for address, print in self._singles():
            yield f"{address.kind} {address.language} {address.id}", print, partial(iter, [(address, print)])
        for part, (told, following) in self._data.items():
            digest = fingerprint(self._shared, told, following.encode())
            yield f"data {part}", digest, partial(self._files_of_data, part, following)
        long = timelines.is_long(self._chronology)
        for tag in self._chronology.languages:
            lists = self._site.edition(tag, tag).lists
            for kind, id in lists.all(long):
                digest = self._list(lists if kind == "year" else self._calendars[0], kind, id)
                yield f"{kind} {tag} {id}", digest, partial(self._pages_of_list, tag, lists, kind, id)
            for number, files in self._indexes.items():
                digest = fingerprint(self._shared, *[self._whole[id] for ids in files.values() for id in ids])
                yield f"found {tag} {number}", digest, partial(self._files_of_found, tag, files)
            for told, before, ids, after in self._stretches(tuple(event.id for event in self._chronology.told_in(tag))):
                digest = fingerprint(self._shared, self._drawn(tag), told)
                yield f"events {tag} {ids[0]}", digest, partial(self._pages_of_events, tag, before, ids, after)

    def _singles(self) -> Iterator[tuple[Address, bytes]]:
        """The pages that are not many of a kind."""
        shared, chronology = self._shared, self._chronology
        yield Address("chooser"), shared
        yield Address("missing"), shared
        yield Address("headers"), shared
        yield Address("nojekyll"), NOTHING
        if chronology.site.security_contact:
            yield Address("security"), shared
        for (id, language), prose in self._site.prose.items():
            yield Address("page", language, id), fingerprint(shared, fingerprint_of(prose))
        entries = fingerprint(shared, self._entries)
        for address in opendata.files(self._site):
            yield address, entries
        data = fingerprint(entries, *[told for told, _ in self._data.values()])
        for address in opendata.pages(self._site):
            yield address, data
        coverage = fingerprint(shared, self._coverage, self._entries, self._cited)
        shown = [self._face[event.id] for event in timelines.shown(chronology)]
        timeline = fingerprint(shared, self._facts, self._cited, self._entries, *shown)
        followed = {kind: fingerprint(shared, self._told_of(chronology.news)) for kind in ("atom", "feed")}
        for kind, it in self._site.calendars.items():
            followed[kind] = fingerprint(shared, fingerprint_of((it.undated, it.lesser)), self._told_of(it.events))
        for tag in chronology.languages:
            yield Address("timeline", tag), timeline
            yield Address("oembed", tag), shared
            yield Address("newest", tag), timeline
            yield Address("coverage", tag), coverage
            if chronology.site.search:
                told = [(key, len(events)) for key, events in self._site.edition(tag, tag).lists.by_year.items()]
                counts = self._counts("topic"), self._counts("actor"), fingerprint_of(told), self._choices
                yield Address("search", tag), fingerprint(shared, self._entries, *counts)
            yield Address("manifest", tag), shared
            if self._site.offline:
                yield Address("offline", tag), shared
            yield from ((Address(kind, tag), print) for kind, print in followed.items())
            if chronology.site.link_previews != "none":
                yield Address("share", tag, SITE_IMAGE), fingerprint(self._drawn(tag), self._line_of(tag))
            if timelines.is_long(chronology):
                yield Address("names", tag), fingerprint(entries, self._facts)
            for kind, folder in LISTS.items():
                yield Address(folder, tag), fingerprint(shared, self._entries, self._counts(kind))

    @cached_property
    def _indexes(self) -> Mapping[int, Mapping[int, Sequence[str]]]:
        """The events in each file of records that each index is made of."""
        indexes = defaultdict[int, dict[int, Sequence[str]]](dict)
        for file, ids in sorted(self._site.found.items()):
            indexes[file % found.indexes(len(self._events))][file] = ids
        return indexes

    def _files_of_found(self, tag: str, files: Mapping[int, Sequence[str]]) -> Iterator[tuple[Address, bytes]]:
        for file, ids in files.items():
            yield found.address(tag, file), fingerprint(self._shared, *[self._whole[id] for id in ids])

    def _told_of(self, events: Iterable[Told]) -> bytes:
        """What feeds and calendars show of events."""
        return b"".join([part for it in events for part in (self._face[it.id], self._events[it.id].news)])

    @cached_property
    def _data(self) -> Mapping[str, tuple[bytes, str]]:
        """What each part of open data is made of: all that its events tell and hold; and the part after it."""
        return {
            part: (fingerprint(*[self._whole[event.id] for event in opendata.shown(self._site, part)]), following)
            for part, following in opendata.followed(self._site)
        }

    def _files_of_data(self, part: str, following: str) -> Iterator[tuple[Address, bytes]]:
        """What a part tells in each language, and in all."""
        ids = [event.id for event in opendata.shown(self._site, part)]
        beside = fingerprint(self._shared, following.encode(), *[self._held[id] for id in ids])
        told_in = cache(lambda tag: fingerprint(beside, *[self._events[id].told_in(tag) for id in ids]))
        return ((address, told_in(address.language)) for address in opendata.files(self._site, part))

    def _stretches_of(self, ids: Sequence[str]) -> Sequence[tuple[bytes, str, Sequence[str], str]]:
        """Events in stretches that end where their own ids say so: what each is made of, the event before, its own, and
        the one after. An event that comes or goes moves no end but its own.
        """
        ends = [at + 1 for at, id in enumerate(ids) if id in self._ends]
        stretches = []
        for start, end in pairwise((0, *ends, len(ids))):
            if start < end:
                before, after = ids[start - 1] if start else "", ids[end] if end < len(ids) else ""
                told = fingerprint(self._beside(before, after), *[self._event[id] for id in ids[start:end]])
                stretches.append((told, before, ids[start:end], after))
        return stretches

    @cached_property
    def _ends(self) -> set[str]:
        return {id for id in self._events if crc32(id.encode()) % STRETCH == 0}

    def _pages_of_events(
        self, tag: str, before: str, ids: Sequence[str], after: str
    ) -> Iterator[tuple[Address, bytes]]:
        for it, left, right in zip(ids, (before, *ids), (*ids[1:], after), strict=False):
            yield Address("event", tag, it), fingerprint(self._shared, self._event[it], self._beside(left, right))
            if self._chronology.site.previewed(self._chronology.event[it]):
                yield Address("share", tag, it), fingerprint(self._drawn(tag), self._events[it].face)
                yield Address("oembed", tag, it), fingerprint(self._shared, self._events[it].face)

    def _beside(self, before: str, after: str) -> bytes:
        return b"".join([self._face[it] if it else NOTHING for it in (before, after)])

    @cached_property
    def _event(self) -> Mapping[str, bytes]:
        """What the pages of an event show in any language: all that it tells and names, and its related events."""
        face, whole, near = self._face, self._whole, self._chronology.near_to
        return {id: b"".join([whole[id], *[face[other] for other in near(id)]]) for id in self._events}

    @cached_property
    def _whole(self) -> Mapping[str, bytes]:
        """All that an event tells, and what it holds."""
        return {id: prints.whole + self._held[id] for id, prints in self._events.items()}

    @cached_property
    def _held(self) -> Mapping[str, bytes]:
        """All that an event names, and what is made of its pictures."""
        held = {}
        for event in self._chronology.events:
            files = event.image_files
            pictures = fingerprint_of([self._site.images[name] for name in files]) if files else NOTHING
            held[event.id] = self._named[event.id] + pictures
        return held

    def _pages_of_list(self, tag: str, lists: Lists, kind: str, id: str) -> Iterator[tuple[Address, bytes]]:
        return ((Address(kind, tag, id, part), print) for part, print in self._parts(lists, kind, id).items())

    def _list_of(self, lists: Lists, kind: str, id: str) -> bytes:
        """What all parts of a list are made of."""
        of_entry = (kind, id) in self._entry  # and in whatever order
        listed = self._chronology.events_of[kind].get(id, ()) if of_entry else lists.listed(kind, id)
        made_of = [self._shared, self._entry.get((kind, id), NOTHING), self._lanes]
        made_of += [self._face[event.id] for event in listed]
        if kind in ("document", "disagreements"):
            made_of += [self._events[event.id].quoted for event in listed]
        if kind == "year":
            made_of += [self._events[it.id].facts for it in lists.around_year(id)]
        if kind == "index":
            made_of.append(self._entries)
        if kind == "actor":
            made_of.append(self._actors)
        return fingerprint(*made_of)

    def _parts_of(self, lists: Lists, kind: str, id: str) -> Mapping[str, bytes]:
        return {part: self._part(lists, kind, id, part) for part in lists.parts(kind, id)}

    def _part(self, lists: Lists, kind: str, id: str, part: str) -> bytes:
        """A part of a list: its events and what it leads to; on the first, what counts and pictures show."""
        shown = lists.shown(kind, id, part)
        told = [self._shared, self._entry.get((kind, id), NOTHING), self._nav(lists, kind, id, part)]
        told += [self._face[event.id] for event in shown]
        if kind == "index":
            return fingerprint(*told, self._entries)
        if kind in ("document", "disagreements"):
            told += [self._events[event.id].quoted for event in shown]
        if kind == "document":
            told.append(fingerprint_of(len(lists.listed(kind, id))))
        if not part:
            told += (self._lanes, self._actors if kind == "actor" else NOTHING)
            told += [self._events[event.id].facts for event in lists.listed(kind, id)]
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

    @cached_property
    def _calendars(self) -> list[Lists]:
        calendars = dict.fromkeys(language.calendars[0] for language in self._chronology.languages.values())
        return [self._site.lists(calendar) for calendar in calendars]

    def _counts(self, kind: str) -> bytes:
        """The number of events of each entry of a registry."""
        events = self._chronology.events_of[kind]
        return fingerprint_of([len(events.get(id, ())) for id in self._chronology.registries[kind]])

    @cached_property
    def _lanes(self) -> bytes:
        """What pictures show of all topics: their order, and how much room their names take in each language."""
        names = [self._site.edition(tag, tag).topic_names.values() for tag in self._chronology.languages]
        return fingerprint_of((list(self._chronology.topics), [max(map(len, it), default=0) for it in names]))

    @cached_property
    def _choices(self) -> bytes:
        """The pages that make the same selections as filters do, and the number of events on each."""
        selections = [(id, len(events)) for id, events in self._chronology.selections.items()]
        return fingerprint_of((selections, bool(self._chronology.disagreements)))

    @cached_property
    def _shared(self) -> bytes:
        """What all pages show."""
        site, chronology = self._site, self._chronology
        editions = [site.edition(tag, tag) for tag in chronology.languages] if chronology.events else []
        told = (
            (chronology.site, site.url, site.portable, site.stylesheet_version, site.offline),
            timelines.is_long(chronology),
            list(chronology.languages.values()),
            sorted((it.id, it.language, it.title, it.label, it.order) for it in site.prose.values()),
            [(edition.lists.months, edition.span) for edition in editions],
        )
        return fingerprint(self._theme, fingerprint_of(told))

    def _drawn_in(self, tag: str) -> bytes:
        """What all images in a language show."""
        site, edition = self._chronology.site, self._site.edition(tag, tag)
        texts = [edition.name(it) for it in (site.name, site.title, site.tagline)]
        span = edition.span if self._chronology.events else None
        return fingerprint(self._letters, fingerprint_of((list(self._chronology.languages.values()), texts, span)))

    def _line_of(self, tag: str) -> bytes:
        """What the image of the site shows of events in a language."""
        if not (events := self._chronology.events):
            return NOTHING
        dots = self._site.edition(tag, tag).dots(SHARE_SIZE[0] - 2 * SHARE_MARGIN)
        return fingerprint_of((events[0].date, events[-1].date, dots))

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


def _same_paths(sections: Mapping[str, Section], last: Mapping[str, Section]) -> bool:
    """Whether sections hold the same paths as those of the same names in another plan."""
    return all(
        key in last and (it is last[key] or it.prints.keys() == last[key].prints.keys()) for key, it in sections.items()
    )
