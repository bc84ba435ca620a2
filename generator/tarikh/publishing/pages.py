"""Pages that are no timelines: an event, a document, and the lists of what there is."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from tarikh.model.chronology import CITED, Coverage, Event, Passage, Told, Topic
from tarikh.speaking.typography import tied

from . import embed, labels
from .address import Address, link
from .cite import Reference, references
from .edition import Edition
from .map import NARROW, WIDE, MapPlace, World, draw_map
from .markup import body_html
from .picture import strip
from .timelines import pictures, where
from .variants import Variant, shown
from .views import (
    Band,
    Changed,
    CoveragePage,
    Disagreement,
    Disagreements,
    DocumentCoverage,
    DocumentPage,
    DocumentQuotes,
    EventPage,
    LeftOut,
    Link,
    LinkCard,
    ListPage,
    Map,
    RelatedEvent,
    Use,
)


def event(edition: Edition, event: Event, images: Mapping[str, tuple[Variant, ...]]) -> EventPage:
    """The page of an event; `images` are the files made of each picture."""
    text = event.text[edition.say.language.tag]
    before, after = edition.chronology.neighbours(event, edition.say.language.tag)
    related = edition.chronology.related(event.id)
    near = [other for other in (before, after, *(other.event for other in related)) if other]
    return EventPage(
        card=edition.card(event.id),
        strip=strip(edition.span, event, (edition.dot(other.id) for other in near)),
        body=body_html(tied(text.body, edition.say.language.ties_short_words)),
        images=tuple(
            shown(
                images[image.file],
                edition.name(image.alt),
                edition.name(image.credit),
                lambda path: link(edition.folder, path),
            )
            for image in event.images
        ),
        links=tuple(LinkCard(it.url, edition.name(it.title), urlsplit(it.url).hostname or "") for it in event.links),
        dating=tied(text.dating, edition.say.language.ties_short_words),
        note=edition.note(event),
        stale_original=_original(edition, event) if event.is_stale(edition.say.language.tag) else None,
        actors=tuple(edition.subject_link("actor", id) for id in event.actors),
        places=tuple(edition.subject_link("place", id) for id in event.places),
        topics=tuple(edition.subject_link("topic", id) for id in event.topics),
        quotes=tuple(edition.quote(passage) for passage in event.citations),
        tellings=tuple(edition.telling(account) for account in event.accounts),
        before=edition.line(before.id) if before else None,
        after=edition.line(after.id) if after else None,
        related=tuple(
            RelatedEvent(
                edition.line(other.event.id),
                (
                    *(edition.subject_link("actor", id) for id in other.actors),
                    *(edition.subject_link("topic", id) for id in other.topics),
                ),
            )
            for other in related
        ),
        references=references(
            Reference(
                event.id,
                text.title,
                edition.name(edition.chronology.site.name).text,
                edition.say.date(event.date).first,
                edition.absolute(Address("event", edition.say.language.tag, event.id)),
                edition.say.language.tag,
            )
        ),
        added=edition.day(event.added) if event.added else None,
        changes=tuple(Changed(edition.day(change.on), edition.name(change.what)) for change in event.changes),
        embed=embed.code(edition, Address("event", edition.say.language.tag, event.id)),
        source=f"{edition.chronology.site.source}{event.path}" if edition.chronology.site.source else "",
    )


def _original(edition: Edition, event: Event) -> Link:
    address = Address("event", event.original, event.id)
    return Link(edition.link(address), edition.said(event.text[event.original].title, event.original))


def document(edition: Edition, address: Address) -> DocumentPage:
    document, events = edition.chronology.documents[address.id], edition.lists.listed("document", address.id)
    title, group = document.title_translation, edition.lists.group("document", address.id)
    return DocumentPage(
        id=document.id,
        label=labels.document(edition.say, document.label),
        title=edition.said(document.title, document.title_language),
        title_translation=edition.text(title) if document.title_language != edition.say.language.tag else None,
        publisher=edition.text(document.publisher),
        author=edition.text(document.author),
        date=edition.when(document.date) if document.date else None,
        kind=labels.document_kind(edition.say, document.kind),
        language_name=edition.say.language_name(document.language),
        about=edition.text(document.about),
        sha256=document.sha256,
        count=labels.events(edition.say, len(events)),
        pictures=() if address.part else pictures(edition, group, where(edition, "document", address.id)),
        events=tuple(
            DocumentQuotes(
                edition.line(event.id),
                tuple(
                    edition.quote(passage)
                    for passage in _passages(edition.chronology.full(event.id))
                    if passage.document == document.id
                ),
            )
            for event in edition.shown(address)
        ),
        parts=edition.parts(address),
    )


def listing(edition: Edition, kind: str, world: World | None) -> ListPage:
    """All actors, topics, places or documents, with the number of their events; places on a map."""
    events = edition.chronology.events_of[kind]
    groups: dict[str, list[Link]] = {}
    if kind == "document":
        groups[""] = [edition.document_link(id, _count(edition, events, id)) for id in edition.chronology.documents]
    else:
        for id in edition.chronology.registries[kind]:
            subject = edition.subject_of(kind, id)
            group = "" if isinstance(subject, Topic) else labels.group(edition.say, subject.kind)
            groups.setdefault(group, []).append(edition.subject_link(kind, id, _count(edition, events, id)))
    drawn = _maps(edition, world) if kind == "place" and world else ()
    entries = tuple((name, tuple(links)) for name, links in groups.items())
    return ListPage(labels.page_name(edition.say, kind), entries, drawn)


def _maps(edition: Edition, world: World) -> tuple[Map, ...]:
    """The places that events happened at, for wide and for narrow screens."""
    events = edition.chronology.by_place
    places = [
        MapPlace(
            place.id,
            place.latitude,
            place.longitude,
            len(events[place.id]),
            edition.subject_link("place", place.id, _count(edition, events, place.id)),
        )
        for place in edition.chronology.places.values()
        if place.id in events
    ]
    maps = (draw_map(drawing, world, places, edition.rtl) for drawing in (WIDE, NARROW))
    return tuple(filter(None, maps))


def disagreements(edition: Edition, address: Address) -> Disagreements:
    """The events on which documents differ, with every account."""
    return Disagreements(
        tuple(
            Disagreement(
                edition.line(event.id),
                edition.note(event),
                tuple(edition.telling(account) for account in event.accounts),
            )
            for event in (edition.chronology.full(event.id) for event in edition.shown(address))
        ),
        edition.parts(address),
    )


def coverage(edition: Edition) -> CoveragePage:
    return CoveragePage(
        tuple(_document_coverage(edition, coverage) for coverage in edition.chronology.coverage.values())
    )


def _document_coverage(edition: Edition, coverage: Coverage) -> DocumentCoverage:
    whole = coverage.words()
    uses = sorted({portion.use for portion in coverage.portions}, key=lambda use: (-coverage.words(use), use))
    return DocumentCoverage(
        label=labels.document(edition.say, edition.chronology.documents[coverage.document].label),
        document=edition.document_link(coverage.document),
        words=labels.words(edition.say, whole),
        quoted=edition.say.percent(coverage.words(CITED) / whole),
        bands=_bands(edition, coverage),
        uses=tuple(
            Use(
                labels.use(edition.say, use),
                edition.say.number(coverage.words(use)),
                edition.say.percent(coverage.words(use) / whole),
            )
            for use in uses
        ),
        left_out=tuple(
            LeftOut(
                labels.lines(edition.say, portion.first_line, portion.last_line),
                labels.use(edition.say, portion.use),
                labels.words(edition.say, portion.words),
            )
            for portion in coverage.portions
            if portion.use != CITED
        ),
    )


def _bands(edition: Edition, coverage: Coverage) -> tuple[Band, ...]:
    """The document from its beginning to its end, in the direction the page is read in."""
    whole, at, bands = coverage.words(), 0, []
    for portion in coverage.portions:
        first, end = (1000 * word / whole for word in (at, at + portion.words))
        start = first if edition.say.language.direction == "ltr" else 1000 - end
        bands.append(Band(round(start, 1), round(end - first, 1), portion.use == CITED))
        at += portion.words
    return tuple(bands)


def _count(edition: Edition, events: Mapping[str, tuple[Told, ...]], id: str) -> str:
    return labels.events(edition.say, len(events.get(id, ())))


def _passages(event: Event) -> tuple[Passage, ...]:
    """The passages of an event, each once: an account often rests on the words of a citation."""
    return tuple({(passage.document, passage.spans): passage for passage in reversed(event.passages)}.values())[::-1]
