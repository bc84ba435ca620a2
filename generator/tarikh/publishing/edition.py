"""The chronology in one language: model values made into views for one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from tarikh.model.chronology import (
    CITED,
    STATUSES,
    Account,
    Actor,
    Chronology,
    Coverage,
    Document,
    Event,
    Location,
    Passage,
    Topic,
)
from tarikh.model.date import Date
from tarikh.speaking.speaker import Speaker

from . import labels
from .address import Address, link
from .cite import Reference, references
from .markup import body_html
from .picture import NARROW, WIDE, draw
from .views import (
    Band,
    Card,
    CoveragePage,
    Disagreement,
    Disagreements,
    DocumentCoverage,
    DocumentPage,
    DocumentQuotes,
    EventPage,
    Filter,
    LeftOut,
    Line,
    Link,
    ListPage,
    Picture,
    Quote,
    RelatedEvent,
    Said,
    SubjectPage,
    Telling,
    Timeline,
    Use,
    When,
    Year,
)

Subject = Actor | Topic | Location

NAMES_ON_CARD = 5
FEWEST_IN_PICTURE, MOST_IN_PICTURE = 2, 300  # one mark says nothing, and thousands would be noise


class Edition:
    """Makes the views of the pages in one folder, in the speaker's language. All links are relative to that folder.

    What many pages show is made once: events in lists, and links to what they name.
    """

    def __init__(self, chronology: Chronology, say: Speaker, folder: str, portable: bool = False) -> None:
        self.chronology = chronology
        self.say = say
        self.folder = folder
        self.portable = portable
        self.card = cache(self._card)
        self.line = cache(self._line)
        self.subject_link = cache(self._subject_link)
        self.document_link = cache(self._document_link)

    # What every view is made of

    def link(self, address: Address) -> str:
        return link(self.folder, address.path, self.portable)

    def url(self, kind: str, id: str = "") -> str:
        return self.link(Address(kind, self.say.language.tag, id))

    def ui(self, text: str) -> Said:
        """A text of the interface, which is always in the page's language."""
        language = self.say.language
        return Said(text, language.tag, language.direction, language.script)

    def said(self, text: str, tag: str) -> Said:
        language = self.chronology.languages[tag]
        return Said(text, tag, language.direction, language.script, tag != self.say.language.tag, language.name)

    def pick(self, texts: Mapping[str, object]) -> str:
        """The language in which the page shows one of these: its own, or the nearest it can fall back to."""
        wanted = (self.say.language.tag, *self.say.language.fallback, self.chronology.site.default_language)
        return next((tag for tag in wanted if tag in texts), "") or next(iter(texts))

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
        languages = dict.fromkeys(self.chronology.documents[id].language for id in event.documents)
        return Card(
            id=event.id,
            keys=_keys(event),
            url=self.link(Address("event", tag, event.id)),
            when=self.when(event.date),
            title=self.said(text.title, tag),
            summary=self.said(text.summary, tag),
            importance=event.importance,
            status=labels.status(self.say, event.status),
            actors=tuple(self.subject_link("actor", id) for id in event.actors[:NAMES_ON_CARD]),
            words=" ".join(self._named(event)),
            evidence=labels.documents(self.say, len(event.documents)),
            evidence_languages=tuple(self.say.language_name(language) for language in languages),
            differs=bool(event.accounts),
        )

    def _named(self, event: Event) -> Iterator[str]:
        """The names that an event is found by, besides those that its card shows."""
        hidden = {"actor": event.actors[NAMES_ON_CARD:], "place": event.places, "topic": event.topics}
        for kind, ids in hidden.items():
            for id in ids:
                yield self.name(self.subject_of(kind, id).name).text

    def _line(self, id: str) -> Line:
        event = self.chronology.event[id]
        tag = self.pick(event.text)
        url = self.link(Address("event", tag, event.id))
        return Line(id, url, self.when(event.date), self.said(event.text[tag].title, tag))

    def years(self, events: Iterable[Event]) -> tuple[Year, ...]:
        """Events by the years of the reader's own calendar."""
        grouped = groupby(events, key=lambda event: self.say.year(event.date))
        return tuple(
            Year(
                self.say.year_label(calendar, year),
                f"_{calendar}{year}",
                tuple(self.card(event.id) for event in of_year),
            )
            for (calendar, year), of_year in grouped
        )

    def note(self, event: Event) -> Said | None:
        """The editor's note."""
        tag = self.pick(event.text)
        note = event.text[tag].note
        return self.said(note, tag) if note else None

    def pictures(self, events: Sequence[Event]) -> tuple[Picture, ...]:
        """The picture of time of some events, for wide and for narrow screens; none where it would show nothing."""
        days = [day for event in events for day in (event.date.first, event.date.last) if day is not None]
        if not FEWEST_IN_PICTURE <= len(events) <= MOST_IN_PICTURE:
            return ()
        years = self.say.years_from(min(days), max(days))
        topics = {id: self.name(topic.name).text for id, topic in self.chronology.topics.items()}
        rtl = self.say.language.direction == "rtl"
        return tuple(
            draw(drawing, events, years, topics, lambda event: self.line(event.id), rtl) for drawing in (WIDE, NARROW)
        )

    def quote(self, passage: Passage) -> Quote:
        document = self.chronology.documents[passage.document]
        language = self.chronology.languages[document.language]
        foreign = language.tag != self.say.language.tag
        origin = (self.text(document.publisher), self.text(document.author))
        return Quote(
            spans=passage.spans,
            lang=language.tag,
            dir=language.direction,
            script=language.script,
            language_name=self.say.language_name(language.tag),
            foreign=foreign,
            translation=self.text(passage.translation) if foreign else None,
            label=labels.document(self.say, document.label),
            document=self.document_link(document.id),
            origin=tuple(said for said in origin if said),
            date=self.when(document.date) if document.date else None,
            line=self.say.number(passage.line),
        )

    def telling(self, account: Account) -> Telling:
        return Telling(
            labels.account_subject(self.say, account.on), self.name(account.says), self.quote(account.passage)
        )

    # Pages

    def timeline(self) -> Timeline:
        chronology = self.chronology
        figures = (
            labels.events(self.say, len(chronology.events)),
            labels.documents(self.say, len(chronology.documents)),
            self._span(),
        )
        differing = len(chronology.disagreements)
        more = Link(self.url("disagreements"), self.ui(labels.disagreements(self.say, differing)))
        return Timeline(
            title=self.name(chronology.site.title),
            tagline=self.name(chronology.site.tagline),
            figures=tuple(filter(None, figures)),
            pictures=self.pictures(chronology.events),
            filters=() if self.portable else self.filters(),  # browsers run no modules from files
            years=self.years(chronology.events),
            differing=more if differing else None,
        )

    def filters(self) -> tuple[Filter, ...]:
        """What the events of the timeline can be chosen by, as far as there is a choice."""
        chronology, say = self.chronology, self.say
        found = {key for event in chronology.events for key in _keys(event)}
        choices = [
            *((kind, labels.subject(say, kind), self._names(kind)) for kind in ("topic", "actor", "place", "document")),
            ("status", say.gettext("How sure"), [(status, labels.status(say, status)) for status in STATUSES]),
            ("importance", say.gettext("Importance"), [("major", say.gettext("Major events only"))]),
            ("differ", say.gettext("Disagreements"), [("yes", say.gettext("Documents differ"))]),
        ]
        filters = (
            Filter(name, label, tuple((value, text) for value, text in options if text and f"{name}:{value}" in found))
            for name, label, options in choices
        )
        return tuple(choice for choice in filters if choice.options)

    def _names(self, kind: str) -> list[tuple[str, str]]:
        if kind == "document":
            documents = self.chronology.documents.values()
            return [(document.id, labels.document(self.say, document.label)) for document in documents]
        return [(id, self.name(self.subject_of(kind, id).name).text) for id in self.chronology.registries[kind]]

    def event(self, event: Event, url: str) -> EventPage:
        """The page of an event, which stands at the absolute address `url`."""
        text = event.text[self.say.language.tag]
        before, after = self.chronology.neighbours(event, self.say.language.tag)
        original_link = Link(
            self.link(Address("event", event.original, event.id)),
            self.said(event.text[event.original].title, event.original),
        )
        return EventPage(
            card=self.card(event.id),
            body=body_html(text.body),
            dating=text.dating,
            note=self.note(event),
            stale_original=original_link if event.is_stale(self.say.language.tag) else None,
            actors=tuple(self.subject_link("actor", id) for id in event.actors),
            places=tuple(self.subject_link("place", id) for id in event.places),
            topics=tuple(self.subject_link("topic", id) for id in event.topics),
            quotes=tuple(self.quote(passage) for passage in event.citations),
            tellings=tuple(self.telling(account) for account in event.accounts),
            before=self.line(before.id) if before else None,
            after=self.line(after.id) if after else None,
            related=tuple(
                RelatedEvent(
                    self.line(related.event.id),
                    (
                        *(self.subject_link("actor", id) for id in related.actors),
                        *(self.subject_link("topic", id) for id in related.topics),
                    ),
                )
                for related in self.chronology.related[event.id]
            ),
            references=references(
                Reference(
                    event.id,
                    text.title,
                    self.name(self.chronology.site.name).text,
                    self.say.date(event.date).first,
                    url,
                    self.say.language.tag,
                )
            ),
            source=f"{self.chronology.site.source}{event.path}" if self.chronology.site.source else "",
        )

    def subject(self, kind: str, subject: Subject) -> SubjectPage:
        events = self.chronology.events_of[kind].get(subject.id, ())
        actor = subject if isinstance(subject, Actor) else None
        about = subject.role if isinstance(subject, Actor) else getattr(subject, "about", {})
        return SubjectPage(
            kind=labels.subject(self.say, kind),
            name=self.name(subject.name),
            role=self.text(about),
            names=tuple(self.said(name, tag) for tag, name in subject.name.items() if tag != self.say.language.tag),
            with_whom=tuple(
                self.subject_link("actor", id, labels.shared_events(self.say, count))
                for id, count in self.chronology.appear_with(subject.id)
            )
            if actor
            else (),
            wikidata=actor.wikidata if actor else "",
            count=labels.events(self.say, len(events)),
            pictures=self.pictures(events),
            years=self.years(events),
        )

    def document(self, document: Document) -> DocumentPage:
        events = self.chronology.by_document.get(document.id, ())
        in_order = sorted(events, key=lambda event: _first_line(event, document.id))
        title = document.title_translation
        return DocumentPage(
            id=document.id,
            label=labels.document(self.say, document.label),
            title=self.said(document.title, document.title_language),
            title_translation=self.text(title) if document.title_language != self.say.language.tag else None,
            publisher=self.text(document.publisher),
            author=self.text(document.author),
            date=self.when(document.date) if document.date else None,
            kind=labels.document_kind(self.say, document.kind),
            language_name=self.say.language_name(document.language),
            about=self.text(document.about),
            sha256=document.sha256,
            count=labels.events(self.say, len(events)),
            events=tuple(
                DocumentQuotes(
                    self.line(event.id),
                    tuple(self.quote(passage) for passage in _passages(event) if passage.document == document.id),
                )
                for event in in_order
            ),
        )

    def listing(self, kind: str) -> ListPage:
        """All actors, topics, places or documents, with the number of their events."""
        events = self.chronology.events_of[kind]
        groups: dict[str, list[Link]] = {}
        if kind == "document":
            groups[""] = [self.document_link(id, self._count(events, id)) for id in self.chronology.documents]
        else:
            for id in self.chronology.registries[kind]:
                subject = self.subject_of(kind, id)
                group = "" if isinstance(subject, Topic) else labels.group(self.say, subject.kind)
                groups.setdefault(group, []).append(self.subject_link(kind, id, self._count(events, id)))
        return ListPage(labels.page_name(self.say, kind), tuple((name, tuple(links)) for name, links in groups.items()))

    def disagreements(self) -> Disagreements:
        return Disagreements(
            tuple(
                Disagreement(
                    self.line(event.id),
                    self.note(event),
                    tuple(self.telling(account) for account in event.accounts),
                )
                for event in self.chronology.disagreements
            )
        )

    def coverage(self) -> CoveragePage:
        return CoveragePage(tuple(self._document_coverage(coverage) for coverage in self.chronology.coverage.values()))

    def _document_coverage(self, coverage: Coverage) -> DocumentCoverage:
        whole = coverage.words()
        uses = sorted({portion.use for portion in coverage.portions}, key=lambda use: (-coverage.words(use), use))
        return DocumentCoverage(
            label=labels.document(self.say, self.chronology.documents[coverage.document].label),
            document=self.document_link(coverage.document),
            words=labels.words(self.say, whole),
            quoted=self.say.percent(coverage.words(CITED) / whole),
            bands=self._bands(coverage),
            uses=tuple(
                Use(
                    labels.use(self.say, use),
                    self.say.number(coverage.words(use)),
                    self.say.percent(coverage.words(use) / whole),
                )
                for use in uses
            ),
            left_out=tuple(
                LeftOut(
                    labels.lines(self.say, portion.first_line, portion.last_line),
                    labels.use(self.say, portion.use),
                    labels.words(self.say, portion.words),
                )
                for portion in coverage.portions
                if portion.use != CITED
            ),
        )

    def _bands(self, coverage: Coverage) -> tuple[Band, ...]:
        """The document from its beginning to its end, in the direction the page is read in."""
        whole, at, bands = coverage.words(), 0, []
        for portion in coverage.portions:
            first, end = (1000 * word / whole for word in (at, at + portion.words))
            start = first if self.say.language.direction == "ltr" else 1000 - end
            bands.append(Band(round(start, 1), round(end - first, 1), portion.use == CITED))
            at += portion.words
        return tuple(bands)

    # What pages share

    def subject_of(self, kind: str, id: str) -> Subject:
        """An actor, topic or place."""
        subject = self.chronology.registries[kind][id]
        assert not isinstance(subject, Document)
        return subject

    def _count(self, events: Mapping[str, tuple[Event, ...]], id: str) -> str:
        return labels.events(self.say, len(events.get(id, ())))

    def _span(self) -> str:
        """The first and last year told of."""
        if not self.chronology.events:
            return ""
        return self.say.year_span(self.chronology.events[0].date, self.chronology.events[-1].date)


def _keys(event: Event) -> tuple[str, ...]:
    """What filters choose an event by."""
    kinds = {"topic": event.topics, "actor": event.actors, "place": event.places, "document": event.documents}
    return (
        *(f"{kind}:{id}" for kind, ids in kinds.items() for id in ids),
        f"status:{event.status}",
        f"importance:{event.importance}",
        *(("differ:yes",) if event.accounts else ()),
    )


def _passages(event: Event) -> tuple[Passage, ...]:
    """The passages of an event, each once: an account often rests on the words of a citation."""
    return tuple({(passage.document, passage.spans): passage for passage in reversed(event.passages)}.values())[::-1]


def _first_line(event: Event, document: str) -> tuple[int, str]:
    return min(passage.line for passage in event.passages if passage.document == document), event.id
