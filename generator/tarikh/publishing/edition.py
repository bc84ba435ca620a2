"""The chronology in one language: what the views of all its pages are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property

from tarikh.model.chronology import Account, Actor, Chronology, Document, Event, Location, Passage, Topic
from tarikh.model.date import Date
from tarikh.speaking.speaker import Speaker
from tarikh.speaking.typography import tied

from . import labels
from .address import Address, link, public
from .parts import Part, cut, share
from .picture import Span, span, stretch
from .views import Card, Line, Link, Parts, Picture, Quote, Said, Source, Strip, Telling, When

Subject = Actor | Topic | Location

YearKey = tuple[str, int]  # a calendar and a year of it

NAMES_ON_CARD = 5
MOST_ON_PAGE = 60  # events of a list that is longer anyway
MOST_WITH_QUOTES = {"document": 24, "disagreements": 20}


class Edition:
    """Makes the views of the pages in one folder, in the speaker's language. All links are relative to that folder.

    What many pages show is made once: events in lists, and links to what they name.
    """

    def __init__(self, chronology: Chronology, say: Speaker, folder: str, url: str, portable: bool = False) -> None:
        self.chronology = chronology
        self.say = say
        self.folder = folder
        self._site = url
        self.portable = portable
        self._wanted = (say.language.tag, *say.language.fallback, chronology.site.default_language)
        self.card = cache(self._card)
        self.line = cache(self._line)
        self.source = cache(self._source)
        self.year_name = cache(self._year_name)
        self.subject_link = cache(self._subject_link)
        self.document_link = cache(self._document_link)
        self.listed = cache(self._listed)
        self.parts_of = cache(self._parts_of)
        self.part_of = cache(self._part_of)
        self.whole_picture: tuple[Picture, ...] = ()

    # What every view is made of

    def link(self, address: Address) -> str:
        return link(self.folder, address.path, self.portable)

    def url(self, kind: str, id: str = "") -> str:
        return self.link(Address(kind, self.say.language.tag, id))

    @property
    def rtl(self) -> bool:
        return self.say.language.direction == "rtl"

    def absolute(self, address: Address) -> str:
        """The address that a page has wherever it is spoken of."""
        return self._site + public(address.path)

    def ui(self, text: str) -> Said:
        """A text of the interface, which is always in the page's language."""
        language = self.say.language
        return Said(text, language.tag, language.direction, language.script)

    def said(self, text: str, tag: str) -> Said:
        language = self.chronology.languages[tag]
        shown = tied(text, language.ties_short_words)
        return Said(shown, tag, language.direction, language.script, tag != self.say.language.tag, language.name)

    def pick(self, texts: Mapping[str, object]) -> str:
        """The language in which the page shows one of these: its own, or the nearest it can fall back to."""
        for tag in self._wanted:
            if tag in texts:
                return tag
        return next(iter(texts))

    def text(self, texts: Mapping[str, str]) -> Said | None:
        if not texts:
            return None
        tag = self.pick(texts)
        return self.said(texts[tag], tag)

    def name(self, texts: Mapping[str, str]) -> Said:
        tag = self.pick(texts)
        return self.said(texts[tag], tag)

    def when(self, date: Date) -> When:
        words = self.say.date(date)
        return When(words.first, words.others, date.html)

    # Parts of pages

    def _subject_link(self, kind: str, id: str, count: str = "") -> Link:
        return Link(self.url(kind, id), self.name(self.subject_of(kind, id).name), count)

    def _document_link(self, id: str, count: str = "") -> Link:
        document = self.chronology.documents[id]
        detail = self.text(document.title_translation)
        return Link(
            self.url("document", id),
            self.said(document.title, document.title_language),
            count,
            detail if detail and detail.lang != document.title_language else None,
        )

    def _card(self, id: str) -> Card:
        event = self.chronology.event[id]
        tag = self.pick(event.text)
        text = event.text[tag]
        documents = event.documents
        languages = dict.fromkeys(self.chronology.documents[id].language for id in documents)
        return Card(
            id=event.id,
            day=event.date.anchor,
            keys=self.keys(event),
            url=self.link(Address("event", tag, event.id)),
            when=self.when(event.date),
            title=self.said(text.title, tag),
            summary=self.said(text.summary, tag),
            importance=event.importance,
            status=labels.status(self.say, event.status),
            actors=tuple(self.subject_link("actor", id) for id in event.actors[:NAMES_ON_CARD]),
            words=" ".join(self._named(event)),
            evidence=labels.documents(self.say, len(documents)),
            evidence_languages=tuple(self.say.language_name(language) for language in languages),
            differs=bool(event.accounts),
        )

    def _named(self, event: Event) -> Iterator[str]:
        """The names that an event is found by, besides those that its card shows."""
        hidden = {"actor": event.actors[NAMES_ON_CARD:], "place": event.places, "topic": event.topics}
        for kind, ids in hidden.items():
            for id in ids:
                yield self.subject_link(kind, id).name.text

    def _source(self, id: str) -> Source:
        document = self.chronology.documents[id]
        language = self.chronology.languages[document.language]
        origin = (self.text(document.publisher), self.text(document.author))
        return Source(
            lang=language.tag,
            dir=language.direction,
            script=language.script,
            language_name=self.say.language_name(language.tag),
            foreign=language.tag != self.say.language.tag,
            label=labels.document(self.say, document.label),
            document=self.document_link(id),
            address=self.absolute(Address("document", self.say.language.tag, id)),
            origin=tuple(said for said in origin if said),
            date=self.when(document.date) if document.date else None,
        )

    def _year_name(self, key: YearKey) -> Said:
        return self.ui(self.say.year_label(*key))

    def _line(self, id: str) -> Line:
        event = self.chronology.event[id]
        tag = self.pick(event.text)
        url = self.link(Address("event", tag, event.id))
        return Line(id, url, self.when(event.date), self.said(event.text[tag].title, tag))

    def note(self, event: Event) -> Said | None:
        """The editor's note."""
        tag = self.pick(event.text)
        note = event.text[tag].note
        return self.said(note, tag) if note else None

    def quote(self, passage: Passage) -> Quote:
        source = self.source(passage.document)
        translation = self.text(passage.translation) if source.foreign else None
        return Quote(source, passage.spans, translation, self.say.number(passage.line))

    def telling(self, account: Account) -> Telling:
        return Telling(
            labels.account_subject(self.say, account.on), self.name(account.says), self.quote(account.passage)
        )

    # What lists of events are made of

    @cached_property
    def by_year(self) -> Mapping[YearKey, Sequence[Event]]:
        """All events by the years of the reader's own calendar."""
        years: dict[YearKey, list[Event]] = defaultdict(list)
        for event in self.chronology.events:
            years[self.say.year(event.date)].append(event)
        return years

    @cached_property
    def years(self) -> Mapping[str, YearKey]:
        """The years that events stand under, by their ids."""
        return {year_id(self.say, key): key for key in self.by_year}

    @cached_property
    def topic_names(self) -> Mapping[str, str]:
        return {id: self.name(topic.name).text for id, topic in self.chronology.topics.items()}

    @cached_property
    def months(self) -> tuple[int, int]:
        """The months of the years from the first event to the last, half-open."""
        events = self.chronology.events
        first, last = (self.say.month(event.date) // 12 for event in (events[0], events[-1]))
        return 12 * first, 12 * (last + 1)

    @cached_property
    def span(self) -> Span:
        """The years that the chronology tells of."""
        dates = [event.date for event in self.chronology.events]
        first = min(day for date in dates for day in (date.first, date.anchor) if day is not None)
        last = max(day for date in dates for day in (date.last, date.anchor) if day is not None)
        return span(self.say.years_from(first, last), self.rtl)

    def keys(self, event: Event) -> tuple[str, ...]:
        """What filters choose an event by."""
        kinds = {"topic": event.topics, "actor": event.actors, "place": event.places, "document": event.documents}
        return (
            *(f"{kind}:{id}" for kind, ids in kinds.items() for id in ids),
            f"status:{event.status}",
            f"importance:{event.importance}",
            *(("differ:yes",) if event.accounts else ()),
        )

    def _listed(self, kind: str, id: str) -> Sequence[Event]:
        """The events on all the parts of a page."""
        match kind:
            case "year":
                return self.by_year[self.years[id]]
            case "selection":
                return self.chronology.selections[id]
            case "disagreements":
                return self.chronology.disagreements
            case "document":
                return sorted(self.chronology.by_document.get(id, ()), key=lambda it: (it.first_line(id), it.id))
        return self.chronology.events_of[kind].get(id, ())

    def _parts_of(self, kind: str, id: str) -> tuple[Part, ...]:
        """How a list is cut: that of a document by number, as it follows its lines, all others along the calendar."""
        events, most = self.listed(kind, id), MOST_WITH_QUOTES.get(kind, MOST_ON_PAGE)
        if kind == "document":
            return share(len(events), most)
        return cut([self.say.month(event.date) for event in events], most)

    def _part_of(self, kind: str, id: str) -> Mapping[str, str]:
        """The part of a list on which each event stands."""
        events, parts = self.listed(kind, id), self.parts_of(kind, id)
        return {
            event.id: part.id if at else "" for at, part in enumerate(parts) for event in events[part.start : part.end]
        }

    def part(self, address: Address) -> Part:
        """The part of a list that an address names."""
        parts = self.parts_of(address.kind, address.id)
        return next(part for part in parts if part.id == address.part) if address.part else parts[0]

    def addresses(self, kind: str, id: str = "") -> Iterator[Address]:
        """The pages of a list."""
        parts = self.parts_of(kind, id)
        return (Address(kind, self.say.language.tag, id, part.id if at else "") for at, part in enumerate(parts))

    def parts(self, address: Address) -> Parts:
        """Links to the parts that a list is cut into, each with its aria-current; none to a single one."""
        if len(self.parts_of(address.kind, address.id)) == 1:
            return ()
        return tuple(
            (Link(self.link(other), self.ui(self.part_name(other))), "page" if other == address else "")
            for other in self.addresses(address.kind, address.id)
        )

    def part_name(self, address: Address) -> str:
        """What one part of a list is called: its time or, of a document, its lines."""
        part = self.part(address)
        if address.kind == "document":
            shown = self.listed("document", address.id)[part.start : part.end]
            return labels.lines(self.say, *(event.first_line(address.id) for event in (shown[0], shown[-1])))
        first, end = self.months
        name = self.say.stretch(max(part.months[0], first), min(part.months[1], end))
        return f"{name} ({self.say.number(part.number)})" if part.number else name

    def stretch(self, address: Address) -> Strip:
        """Where the events of a page stand in the whole span."""
        part, events = self.part(address), self.listed(address.kind, address.id)
        return stretch(self.span, events[part.start].date.anchor, events[part.end - 1].date.anchor)

    def subject_of(self, kind: str, id: str) -> Subject:
        """An actor, topic or place."""
        subject = self.chronology.registries[kind][id]
        assert not isinstance(subject, Document)
        return subject


def year_id(say: Speaker, key: YearKey) -> str:
    """How a year is named in addresses; with its calendar where that is not the reader's own."""
    calendar, year = key
    return str(year) if calendar == say.language.calendars[0] else f"{calendar}-{year}"
