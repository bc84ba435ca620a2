"""The chronology: events, what they rest on and whom they concern, and the ways through them."""

from __future__ import annotations

import datetime
import hashlib
import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import chain
from math import log2
from operator import attrgetter

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, encode

from .date import Date
from .language import Language

IMPORTANCES = ("major", "notable", "background")
STATUSES = ("reported", "alleged", "announced", "forecast")
ACCOUNT_SUBJECTS = ("date", "name", "number", "order", "place", "people", "founding", "event")
ACTOR_KINDS = ("state", "organisation", "person", "media")
PLACE_KINDS = ("city", "country", "region")
OMISSION_REASONS = (
    "navigation",
    "licence",
    "form",
    "heading",
    "credit",
    "biography",
    "opinion",
    "description",
    "repetition",
    "paraphrase",
    "connection",
    "fragment",
)
MOST_RELATED = 5
MOST_NEWS = 50
TIES = {"actor": 1.0, "topic": 0.5}  # what relates events, and how much
AROUND = 25  # events before and after, in long lists
CITED, UNACCOUNTED = "cited", "unaccounted"
DOCUMENT_KINDS = ("news", "article", "analysis", "statement", "report")

Texts = Mapping[str, str]  # a text by language tag


class Passage(Struct, frozen=True):
    """An exact quote: spans in reading order, each found in the document, and its translations.

    More than one span means that the stored text had been torn apart and was put back in order.
    `line` is where the first span stands in the stored file, from 1; `words` are the half-open
    ranges of its words that the spans stand in.
    """

    document: str
    spans: tuple[str, ...]
    line: int
    words: tuple[tuple[int, int], ...]
    translation: Texts


class Account(Struct, frozen=True):
    """What one document says where documents differ; `on` names what it is about, `date` when it says it was."""

    on: str
    says: Texts
    passage: Passage
    date: Date | None = None


class Image(Struct, frozen=True):
    """A picture of an event: its file in content/images/, what it shows in words, and whose it is."""

    file: str
    alt: Texts
    credit: Texts


class WebLink(Struct, frozen=True):
    """Something on another site that belongs to an event, such as a recording."""

    url: str
    title: Texts


class Change(Struct, frozen=True):
    """What editors changed in an event after it was added, worth telling those who know it already."""

    on: datetime.date
    what: Texts


class Heading(Struct, frozen=True):
    """What lists say of an event in one language."""

    title: str
    summary: str


class EventText(Struct, frozen=True):
    """What an event says in one language. `of` is the fingerprint of the original it translates."""

    title: str
    summary: str
    body: str = ""
    dating: str = ""
    note: str = ""
    of: str = ""

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that change whenever anything a translator works from changes."""
        return _fingerprint(self.title, self.summary, self.body, self.dating, self.note)


class Extract(Struct, frozen=True, array_like=True):
    """Where a passage stands in a document: as `Passage` has it."""

    document: str
    line: int
    words: tuple[tuple[int, int], ...]


class _Known(Struct, frozen=True, array_like=True):
    """What is known of an event without any of its texts. `original` is the language that the others translate."""

    id: str
    date: Date
    importance: str
    status: str
    topics: tuple[str, ...]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    original: str


class _Told:
    """What events and their outlines tell in the same words."""

    __slots__ = ()
    topics: tuple[str, ...]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    status: str
    importance: str
    languages: tuple[str, ...]
    documents: tuple[str, ...]
    differs: bool
    extracts: tuple[Extract, ...]
    added: datetime.date | None
    changes: tuple[Change, ...]

    @property
    def updated(self) -> datetime.date | None:
        """The day of its last change or, without one, that on which it was added; None where that is not told."""
        return self.changes[-1].on if self.changes else self.added

    @property
    def entries(self) -> list[tuple[str, str]]:
        """The entries of registries that it names, by kind and id."""
        of_kinds = (
            ("topic", self.topics),
            ("actor", self.actors),
            ("place", self.places),
            ("document", self.documents),
        )
        return [(kind, id) for kind, ids in of_kinds for id in ids]

    @property
    def keys(self) -> tuple[str, ...]:
        """What filters choose it by: topic:…, actor:…, place:…, document:…, status:…, importance:…, differ:yes."""
        return (
            *(f"{kind}:{id}" for kind, id in self.entries),
            f"status:{self.status}",
            f"importance:{self.importance}",
            *(("differ:yes",) if self.differs else ()),
        )

    def first_line(self, document: str) -> int:
        """The first line of a document that it quotes."""
        return min(extract.line for extract in self.extracts if extract.document == document)


class Outline(_Known, _Told, frozen=True, array_like=True):
    """What every page may show of an event: all but what only its own page and those of its documents do.

    `languages` are those that it is told in; `headings` what lists say in each, encoded, as few of many are asked for.
    `documents` are those that it rests on, in the order it quotes them.
    `differs`: documents tell it differently. `image_files` are those of its pictures. `changes` are in order of time.
    """

    languages: tuple[str, ...]
    headings: Raw
    documents: tuple[str, ...]
    extracts: tuple[Extract, ...]
    differs: bool
    path: str
    image_files: tuple[str, ...] = ()
    added: datetime.date | None = None
    changes: tuple[Change, ...] = ()

    @property
    def text(self) -> Mapping[str, Heading]:
        return _told(bytes(self.headings))


class Event(_Known, _Told, frozen=True):
    """Something that happened, is said to have happened, or is expected to. `path` is its file."""

    text: Mapping[str, EventText]
    citations: tuple[Passage, ...]
    accounts: tuple[Account, ...]
    path: str
    images: tuple[Image, ...] = ()
    links: tuple[WebLink, ...] = ()
    added: datetime.date | None = None
    changes: tuple[Change, ...] = ()

    def is_stale(self, language: str) -> bool:
        """Whether a text translates the original as it was before its last change."""
        of = self.text[language].of
        return bool(of) and of != self.origin

    @property
    def origin(self) -> str:
        """The original's language and fingerprint, as translations name it: en@5f3c9a1e."""
        return f"{self.original}@{self.text[self.original].fingerprint}"

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All that it quotes: citations, then the passages of its accounts."""
        return (*self.citations, *(account.passage for account in self.accounts))

    @property
    def extracts(self) -> tuple[Extract, ...]:  # type: ignore[override]
        return tuple(Extract(passage.document, passage.line, passage.words) for passage in self.passages)

    @property
    def documents(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(dict.fromkeys(passage.document for passage in self.passages))

    @property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(self.text)

    @property
    def differs(self) -> bool:  # type: ignore[override]
        return bool(self.accounts)

    @property
    def image_files(self) -> tuple[str, ...]:
        return tuple(image.file for image in self.images)

    @property
    def outline(self) -> Outline:
        return Outline(
            self.id,
            self.date,
            self.importance,
            self.status,
            self.topics,
            self.actors,
            self.places,
            self.original,
            self.languages,
            Raw(encode({tag: Heading(text.title, text.summary) for tag, text in self.text.items()})),
            self.documents,
            self.extracts,
            self.differs,
            self.path,
            self.image_files,
            self.added,
            self.changes,
        )


_told = lru_cache(maxsize=1024)(Decoder(dict[str, Heading]).decode)  # pages in all languages follow each other

Told = Event | Outline  # as lists show it, it makes no difference which


class Document(Struct, frozen=True):
    """A stored source: where its text is kept and what it shows of its own origin.

    `label` is what texts call it, such as 001. `title` stands as in the document, in
    `title_language`, which need not be the language of its text.
    """

    id: str
    label: str
    file: str
    sha256: str
    language: str
    kind: str
    title: str
    title_language: str
    title_translation: Texts
    publisher: Texts
    author: Texts
    date: Date | None
    about: Texts


class Omission(Struct, frozen=True):
    """A passage that no event quotes, and why. `words` is a half-open range of the document's words."""

    document: str
    words: tuple[int, int]
    reason: str


class Portion(Struct, frozen=True):
    """Neighbouring words of a document that are used alike: cited, omitted for a reason, or unaccounted for."""

    use: str
    words: int
    first_line: int
    last_line: int
    text: str


class Coverage(Struct, frozen=True):
    """How much of a document is cited, left out for a reason, or neither; portions in the order of the file."""

    document: str
    portions: tuple[Portion, ...]

    def words(self, use: str | None = None) -> int:
        """The number of words, of one use or of all."""
        return sum(portion.words for portion in self.portions if use is None or portion.use == use)

    @property
    def unaccounted(self) -> tuple[Portion, ...]:
        return tuple(portion for portion in self.portions if portion.use == UNACCOUNTED)


class Actor(Struct, frozen=True):
    """A state, organisation, person or medium. `forms` are other ways the documents write it."""

    id: str
    kind: str
    name: Texts
    role: Texts
    forms: tuple[str, ...]
    wikidata: str


class Topic(Struct, frozen=True):
    """What an event is about."""

    id: str
    name: Texts
    about: Texts


class Location(Struct, frozen=True):
    """A place events happened at; degrees north and east."""

    id: str
    kind: str
    name: Texts
    latitude: float
    longitude: float
    wikidata: str = ""


class Site(Struct, frozen=True):
    """What `site.yaml` says: names and addresses. `url` ends in a slash; `source` is where files are edited. Browsers
    keep pages that were visited if it is `offline`. Faults of security are told to a contact, up to a day.

    `translations` are the languages that every text has to be in, beside that of its original. `link_previews` says
    which events show as themselves where their address is shared: `all`, `major` ones, or `none`, and then no page has
    an image. `search`: it can be searched.
    """

    default_language: str
    translations: tuple[str, ...]
    url: str
    source: str
    licence_name: str
    licence_url: str
    name: Texts
    title: Texts
    tagline: Texts
    link_previews: str = "all"
    search: bool = True
    offline: bool = False
    security_contact: str = ""
    security_expires: str = ""

    def previewed(self, event: Told) -> bool:
        """Whether an event has an image for messengers and an answer for oEmbed of its own."""
        return self.link_previews == "all" or (self.link_previews == "major" and event.importance == "major")


class Related(Struct, frozen=True):
    """Another event, and the actors and topics that it shares."""

    event: Told
    actors: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Chronology:
    """Everything there is to publish, checked. Registries keep the order of their files."""

    site: Site
    languages: Mapping[str, Language]
    documents: Mapping[str, Document]
    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    places: Mapping[str, Location]
    events: tuple[Told, ...]  # in order of date, then id
    coverage: Mapping[str, Coverage]  # by document
    whole: dict[str, Event] = field(default_factory=dict)  # those of which `events` has outlines, as far as at hand
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)  # related events, as far as they are known

    @cached_property
    def event(self) -> Mapping[str, Told]:
        return {event.id: event for event in self.events}

    def full(self, id: str) -> Event:
        """An event with all that it says."""
        event = self.event[id]
        return event if isinstance(event, Event) else self.whole[id]

    @property
    def by_actor(self) -> Mapping[str, tuple[Told, ...]]:
        return self.events_of["actor"]

    @property
    def by_place(self) -> Mapping[str, tuple[Told, ...]]:
        return self.events_of["place"]

    @property
    def by_document(self) -> Mapping[str, tuple[Told, ...]]:
        return self.events_of["document"]

    @cached_property
    def registries(self) -> Mapping[str, Mapping[str, Actor | Topic | Location | Document]]:
        """The registries by the kind of their entries."""
        return {"actor": self.actors, "topic": self.topics, "place": self.places, "document": self.documents}

    @cached_property
    def events_of(self) -> Mapping[str, Mapping[str, tuple[Told, ...]]]:
        """The events of each entry, by kind."""
        found: dict[str, dict[str, list[Told]]] = {kind: defaultdict(list) for kind in self.registries}
        for event in self.events:
            for kind, id in event.entries:
                found[kind][id].append(event)
        return {kind: {id: tuple(events) for id, events in of_kind.items()} for kind, of_kind in found.items()}

    @cached_property
    def disagreements(self) -> tuple[Told, ...]:
        """The events on which documents differ from each other or from themselves."""
        return tuple(event for event in self.events if event.differs)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys that any event is found by."""
        of_entries = (f"{kind}:{id}" for kind, events_of in self.events_of.items() for id in events_of)
        told = {(event.status, event.importance, event.differs): event for event in self.events}
        return frozenset(chain(of_entries, *(event.keys for event in told.values())))

    @cached_property
    def days(self) -> tuple[int, int]:
        """The first and the last day that any event may be of."""
        dates = [event.date for event in self.events]
        first = min(day for date in dates for day in (date.first, date.anchor) if day is not None)
        last = max(day for date in dates for day in (date.last, date.anchor) if day is not None)
        return first, last

    @cached_property
    def selections(self) -> Mapping[str, tuple[Told, ...]]:
        """The events that are major, and those that are not simply reported, by their status."""
        major = tuple(event for event in self.events if event.importance == "major")
        found = {"major": major}
        for status in STATUSES:
            if status != "reported":
                found[status] = tuple(event for event in self.events if event.status == status)
        return {id: events for id, events in found.items() if events}

    @cached_property
    def news(self) -> tuple[Told, ...]:
        """The events that were added or changed last, the newest first, then by date; none of which it is not told."""
        told = [event for event in reversed(self.events) if event.added]
        return tuple(nlargest(MOST_NEWS, told, key=attrgetter("updated")))

    def neighbours(self, event: Told, language: str) -> tuple[Told | None, Told | None]:
        """The events before and after it among those told in the language."""
        told, at = self._told[language]
        here = at[event.id]
        return (told[here - 1] if here else None, told[here + 1] if here + 1 < len(told) else None)

    def related(self, id: str) -> tuple[Related, ...]:
        """The few events that share the rarest actors and topics of one, nearest in kind first, then in time."""
        event = self.event[id]
        return tuple(
            Related(
                other := self.event[near],
                tuple(actor for actor in event.actors if actor in other.actors),
                tuple(topic for topic in event.topics if topic in other.topics),
            )
            for near in self.near_to(id)
        )

    def near_to(self, id: str) -> tuple[str, ...]:
        """The ids of related events, found now if they are not known."""
        return self.near[id] if id in self.near else self.nearest(id)

    def nearest(self, id: str) -> tuple[str, ...]:
        """The ids of related events. Of each actor and topic, only the events around it in time are looked at.

        Anything weighs half as much when it stands in twice as many events.
        """
        event, score = self.event[id], dict[str, int]()
        so_far = score.get
        for listed, at, weight in self._lists(event):
            share = round(weight * 2 ** (30 - _rarity(len(listed)) / 4))
            for other in listed[max(0, at - AROUND) : at + AROUND + 1]:
                score[other.id] = so_far(other.id, 0) + share
        score.pop(id, None)
        least = sorted(score.values())[-MOST_RELATED:][:1]
        among = [other for other, share in score.items() if share >= least[0]] if least else []
        among.sort(key=lambda other: (-score[other], abs(self.event[other].date.anchor - event.date.anchor), other))
        return tuple(among[:MOST_RELATED])

    def appear_with(self, actor: str) -> tuple[tuple[str, int], ...]:
        """The actors who stand in events with this one, and in how many; most often first."""
        count: dict[str, int] = defaultdict(int)
        for event in self.by_actor.get(actor, ()):
            for other in event.actors:
                if other != actor:
                    count[other] += 1
        order = {id: place for place, id in enumerate(self.actors)}
        return tuple(sorted(count.items(), key=lambda item: (-item[1], order[item[0]])))

    def stale(self, changes: Iterable[tuple[Told | None, Told | None]]) -> set[str]:
        """The events whose related ones may be others than before these changes: of what an event was and what it is,
        None where it was not yet or is no more.
        """
        found, grown = set[str](), Counter[tuple[str, str]]()
        for before, now in changes:
            for version, more in ((before, -1), (now, 1)):
                if version:
                    found.add(version.id)
                    grown.update(dict.fromkeys(version.entries, more))
                    for listed, at, _ in self._lists(version):
                        found.update([other.id for other in listed[max(0, at - AROUND - 1) : at + AROUND + 2]])
        for (kind, id), more in grown.items():
            listed = self.events_of[kind].get(id, ())
            if kind in TIES and _rarity(len(listed)) != _rarity(len(listed) - more):
                found.update([other.id for other in listed])
        return found

    def _lists(self, event: Told) -> Iterator[tuple[Sequence[Told], int, float]]:
        """The events of each of its actors and topics, its place among them, and what they weigh."""
        rank = (
            self._ranks[event.id]
            if self.event.get(event.id) is event
            else bisect_left(self.events, _rank(event), key=_rank)
        )
        for kind, id in event.entries:
            if kind in TIES:
                listed = self.events_of[kind].get(id, ())
                yield listed, bisect_left(listed, rank, key=lambda other: self._ranks[other.id]), TIES[kind]

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        """The places of events among all."""
        return {event.id: rank for rank, event in enumerate(self.events)}

    def told_in(self, language: str) -> Sequence[Told]:
        """The events that are told in a language."""
        return self._told[language][0]

    @cached_property
    def _told(self) -> Mapping[str, tuple[Sequence[Told], Mapping[str, int]]]:
        """The events that are told in each language, and the place of each among them."""
        sets, all_of = {event.languages for event in self.events}, (self.events, self._ranks)
        told: dict[str, tuple[Sequence[Told], Mapping[str, int]]] = {}
        for tag in self.languages:
            if all(tag in languages for languages in sets):
                told[tag] = all_of
                continue
            events = [event for event in self.events if tag in event.languages]
            told[tag] = events, {event.id: at for at, event in enumerate(events)}
        return told


def _rank(event: Told) -> tuple[object, str]:
    """What the order of events is made by."""
    return event.date.sort_key, event.id


def _rarity(events: int) -> int:
    """How rare that is which stands in so many events: in steps, so that one more seldom makes a difference."""
    return round(4 * log2(max(1, events)))


@lru_cache(maxsize=4096)
def _fingerprint(*texts: str) -> str:
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()[:8]
