"""The chronology in one language: what the views of all its pages are made of."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property

from tarikh.model.chronology import Account, Actor, Chronology, Document, Event, Location, Passage, Told, Topic
from tarikh.model.date import Date, parse_date
from tarikh.speaking.speaker import Speaker
from tarikh.speaking.typography import tied

from . import labels
from .address import SHARE_SIZE, SITE_IMAGE, Address, link, public
from .lists import Lists, YearKey
from .picture import Span, middle, span, stretch
from .views import Card, Line, Link, Parts, Picture, Quote, Said, Shared, Source, Strip, Telling, When

Subject = Actor | Topic | Location

NAMES_ON_CARD = 5


class Edition:
    """Makes the views of the pages in one folder, in the speaker's language. All links are relative to that folder.

    What many pages show is made once: events in lists, and links to what they name.
    """

    def __init__(
        self,
        chronology: Chronology,
        say: Speaker,
        folder: str,
        url: str,
        portable: bool = False,
        lists: Lists | None = None,
    ) -> None:
        self.chronology = chronology
        self.lists = lists or Lists(chronology, say.language.calendars[0])
        self.say = say
        self.folder = folder
        self._site = url
        self.portable = portable
        self._wanted = (say.language.tag, *say.language.fallback, chronology.site.default_language)
        self.card = cache(self._card)
        self.line = cache(self._line)
        self.day = cache(self._day)
        self.source = cache(self._source)
        self.dot = cache(self._dot)
        self.year_name = cache(self._year_name)
        self.part_name = cache(self._part_name)
        self.subject_link = cache(self._subject_link)
        self.document_link = cache(self._document_link)
        self.whole_picture: tuple[Picture, ...] = ()
        self.in_calendars: dict[str, tuple[str, str, bytes]] = {}

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
        return self.absolute_file(public(address.path))

    def absolute_file(self, path: str) -> str:
        """The same of a file that is no page."""
        return self._site + path

    def share_image(self, address: Address) -> Address | None:
        """The image that messengers show with a page: an event's own, or else that of the site."""
        site = self.chronology.site
        if site.link_previews == "none":
            return None
        own = address.kind == "event" and site.previewed(self.chronology.event[address.id])
        return Address("share", self.say.language.tag, address.id if own else SITE_IMAGE)

    def shared(self, address: Address) -> Shared | None:
        """The same, as pages tell of it."""
        image, site, colon = self.share_image(address), self.chronology.site, self.say.gettext(": ")
        if not image:
            return None
        alt = f"{self.name(site.name).text}{colon}{self.name(site.title).text}"
        if image.id != SITE_IMAGE:
            line = self.line(image.id)
            alt = f"{line.when.words}{colon}{line.title.text}"
        return Shared(self.absolute(image), alt, SHARE_SIZE)

    def ui(self, text: str) -> Said:
        """A text of the interface, which is always in the page's language."""
        language = self.say.language
        return Said(text, language.tag, language.direction, language.script)

    def said(self, text: str, tag: str) -> Said:
        language = self.chronology.languages[tag]
        shown = tied(text, language.ties_short_words)
        return Said(shown, tag, language.direction, language.script, tag != self.say.language.tag, language.name)

    def pick(self, texts: Collection[str]) -> str:
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

    def _day(self, day: datetime.date) -> When:
        """A day on which editors did something."""
        return self.when(parse_date(day.isoformat()))

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
        tag = self.pick(event.languages)
        text = event.text[tag]
        documents = event.documents
        languages = dict.fromkeys(self.chronology.documents[id].language for id in documents)
        return Card(
            id=event.id,
            day=event.date.anchor,
            keys=event.keys,
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
            differs=event.differs,
        )

    def _named(self, event: Told) -> Iterator[str]:
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

    def _dot(self, id: str) -> float:
        return middle(self.span, self.chronology.event[id])

    def _line(self, id: str) -> Line:
        event = self.chronology.event[id]
        tag = self.pick(event.languages)
        url = self.link(Address("event", tag, event.id))
        return Line(id, url, self.when(event.date), self.said(event.text[tag].title, tag))

    def note(self, event: Event) -> Said | None:
        """The editor's note."""
        tag = self.pick(event.languages)
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
    def topic_names(self) -> Mapping[str, str]:
        return {id: self.name(topic.name).text for id, topic in self.chronology.topics.items()}

    @cached_property
    def span(self) -> Span:
        """The years that the chronology tells of."""
        return span(self.say.years_from(*self.chronology.days), self.rtl)

    def dots(self, room: int) -> Sequence[tuple[bool, int]]:
        """Where events stand on a line of this span that has so many units, and whether they are major ones."""
        scale = self.span.scale
        dots = self.lists.group("index", "").dots(scale.first, scale.last, room)
        return [(major, room - x) for major, x in dots] if self.rtl else dots

    def addresses(self, kind: str, id: str = "") -> Iterator[Address]:
        """The pages of a list."""
        return (Address(kind, self.say.language.tag, id, part) for part in self.lists.parts(kind, id))

    def parts(self, address: Address) -> Parts:
        """Links to the parts that a list is cut into, each with its aria-current; none to a single one."""
        parts = self.lists.parts_shown(address.kind, address.id, address.part)
        others = [Address(address.kind, address.language, address.id, part) for part in parts]
        return tuple(
            (Link(self.link(other), self.ui(self.part_name(other))), "page" if other == address else "")
            for other in others
        )

    def _part_name(self, address: Address) -> str:
        """What one part of a list is called: its time or, of a document, its lines."""
        if address.kind == "document":
            shown = self.shown(address)
            return labels.lines(self.say, *(event.first_line(address.id) for event in (shown[0], shown[-1])))
        part, (first, end) = self.lists.parts(address.kind, address.id)[address.part], self.lists.months
        name = self.say.stretch(max(part.months[0], first), min(part.months[1], end))
        return f"{name} ({self.say.number(part.number)})" if part.number else name

    def shown(self, address: Address) -> Sequence[Told]:
        """The events on a page that is a part of a list."""
        return self.lists.shown(address.kind, address.id, address.part)

    def stretch(self, address: Address) -> Strip:
        """Where the events of a page stand in the whole span."""
        shown = self.shown(address)
        return stretch(self.span, shown[0].date.anchor, shown[-1].date.anchor)

    def subject_of(self, kind: str, id: str) -> Subject:
        """An actor, topic or place."""
        subject = self.chronology.registries[kind][id]
        assert not isinstance(subject, Document)
        return subject
