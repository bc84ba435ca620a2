"""The chronology as data for others: files of events and of documents, in each language and in all of them.

Events are cut along the Gregorian calendar, everywhere at the same places, so that an edit changes one part of each
file. The whole text of a document is in none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from urllib.parse import urljoin

import msgspec
from msgspec import UNSET, Struct, UnsetType

from tarikh.model.chronology import Account, Change, Event, EventText, Image, Passage, Told, WebLink
from tarikh.model.date import Date, Moment, gregorian

from . import dataset, sheet, timelinejs
from .address import DATA, DATA_OF_EVENTS, Address
from .dataset import Schema, Text, Texts
from .edition import Edition

if TYPE_CHECKING:
    from .site import Site

CALENDAR = "gregory"  # along which events are cut
EVENTS, DOCUMENTS = "Events", "Documents"  # kinds of files, as their schemas call them

KINDS: Mapping[tuple[str, bool], Any] = {  # in one language or in all
    (EVENTS, True): dataset.Events[str],
    (EVENTS, False): dataset.Events[Texts],
    (DOCUMENTS, True): dataset.Documents[str],
    (DOCUMENTS, False): dataset.Documents[Texts],
}
Pages = Mapping[str, Address]  # of one thing, by language
Said = TypeVar("Said", covariant=True)  # a `Text`, where it only comes out


class Telling(Protocol[Said]):
    """How texts are told: in one language, or in all."""

    language: str | UnsetType

    def name(self, texts: Mapping[str, str]) -> Said:
        """Texts of which there is one at least."""

    def fallback(self, **texts: Mapping[str, str]) -> Texts | UnsetType:
        """The language of each text that is not in that of the file."""

    def of_event(self, texts: Mapping[str, EventText], field: str) -> Said | None:
        """What an event says in a field, if it does."""

    def chosen(self, texts: Mapping[str, EventText]) -> str | UnsetType:
        """The language of what an event says, where it is told in one."""

    def page(self, pages: Pages) -> Said:
        """The address of a page."""

    def words(self, date: Date) -> Said:
        """A date as readers see it."""


class InOne:
    """Tells texts in the language of an edition, or the nearest that there is."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.language: str | UnsetType = edition.say.language.tag

    def name(self, texts: Mapping[str, str]) -> str:
        return texts[self._edition.pick(texts)]

    def fallback(self, **texts: Mapping[str, str]) -> Texts | UnsetType:
        told = {name: self._edition.pick(its) for name, its in texts.items() if its}
        return {name: tag for name, tag in told.items() if tag != self.language} or UNSET

    def of_event(self, texts: Mapping[str, EventText], field: str) -> str | None:
        return getattr(texts[self._edition.pick(texts)], field) or None

    def chosen(self, texts: Mapping[str, EventText]) -> str | UnsetType:
        return self._edition.pick(texts)

    def page(self, pages: Pages) -> str:
        return self._edition.absolute(pages[self._edition.pick(pages)])

    def words(self, date: Date) -> str:
        return self._edition.say.date(date).first


class InAll:
    """Tells texts by language."""

    language: str | UnsetType = UNSET

    def __init__(self, editions: Sequence[Edition]) -> None:
        self._editions = {edition.say.language.tag: edition for edition in editions}

    def name(self, texts: Mapping[str, str]) -> Texts:
        return dict(texts)

    def fallback(self, **texts: Mapping[str, str]) -> Texts | UnsetType:
        return UNSET

    def of_event(self, texts: Mapping[str, EventText], field: str) -> Texts | None:
        return {tag: said for tag, text in texts.items() if (said := getattr(text, field))} or None

    def chosen(self, texts: Mapping[str, EventText]) -> str | UnsetType:
        return UNSET

    def page(self, pages: Pages) -> Texts:
        return {tag: self._editions[tag].absolute(page) for tag, page in pages.items()}

    def words(self, date: Date) -> Texts:
        return {tag: edition.say.date(date).first for tag, edition in self._editions.items()}


class Records(Generic[Text]):
    """Makes records of a chronology; those that many events share are made once."""

    def __init__(self, site: Site, told: Telling[Text]) -> None:
        self._site = site
        self._chronology = site.chronology
        self._told = told
        self._topic, self._actor, self._place = cache(self._topic_of), cache(self._actor_of), cache(self._place_of)
        self._date = lru_cache(maxsize=1024)(self._date_of)
        self.events = lru_cache(maxsize=1)(self._events_of)  # for the files of one part, which follow each other

    def _events_of(self, part: str) -> Sequence[dataset.Event[Text]]:
        return [self.event(self._chronology.full(event.id)) for event in shown(self._site, part)]

    def head(self, schema: Address, following: Address | None) -> dict[str, Any]:
        """What stands before the events or documents of a file."""
        site, told = self._chronology.site, self._told
        return {
            "version": dataset.VERSION,
            "schema": self._site.url + schema.path,
            "title": told.name(site.title),
            "url": told.page(self._pages("timeline")),
            "language": told.language,
            "licence": site.licence_name,
            "licence_url": site.licence_url,
            "next": following.name if following else UNSET,
            "fallback": told.fallback(title=site.title),
        }

    def event(self, event: Event) -> dataset.Event[Text]:
        told, texts = self._told, event.text
        title, summary = told.of_event(texts, "title"), told.of_event(texts, "summary")
        assert title is not None
        assert summary is not None
        return dataset.Event(
            id=event.id,
            url=told.page({tag: Address("event", tag, event.id) for tag in texts}),
            language=told.chosen(texts),
            original=event.original,
            date=self._date(event.date),
            importance=event.importance,
            status=event.status,
            title=title,
            summary=summary,
            body=told.of_event(texts, "body"),
            dating=told.of_event(texts, "dating"),
            note=told.of_event(texts, "note"),
            topics=[self._topic(id) for id in event.topics],
            actors=[self._actor(id) for id in event.actors],
            places=[self._place(id) for id in event.places],
            citations=[self._passage(passage) for passage in event.citations],
            accounts=[self._account(account) for account in event.accounts],
            images=[self._image(image) for image in event.images],
            links=[self._link(link) for link in event.links],
            added=event.added.isoformat() if event.added else None,
            changes=[self._change(change) for change in event.changes],
        )

    def document(self, id: str) -> dataset.Document[Text]:
        told, it = self._told, self._chronology.documents[id]
        title = self._translations(it.title_translation, it.title_language)
        return dataset.Document(
            id=id,
            url=told.page(self._pages("document", id)),
            label=it.label,
            kind=it.kind,
            language=it.language,
            title=it.title,
            title_language=it.title_language,
            title_translation=self._text(title),
            publisher=self._text(it.publisher),
            author=self._text(it.author),
            date=self._date(it.date) if it.date else None,
            about=self._text(it.about),
            sha256=it.sha256,
            fallback=told.fallback(title_translation=title, publisher=it.publisher, author=it.author, about=it.about),
        )

    def _topic_of(self, id: str) -> dataset.Topic[Text]:
        name = self._chronology.topics[id].name
        return dataset.Topic(id=id, name=self._told.name(name), fallback=self._told.fallback(name=name))

    def _actor_of(self, id: str) -> dataset.Actor[Text]:
        it, told = self._chronology.actors[id], self._told
        return dataset.Actor(
            id=id,
            kind=it.kind,
            name=told.name(it.name),
            wikidata=it.wikidata or None,
            fallback=told.fallback(name=it.name),
        )

    def _place_of(self, id: str) -> dataset.Place[Text]:
        it, told = self._chronology.places[id], self._told
        return dataset.Place(
            id=id,
            kind=it.kind,
            name=told.name(it.name),
            latitude=it.latitude,
            longitude=it.longitude,
            wikidata=it.wikidata or None,
            fallback=told.fallback(name=it.name),
        )

    def _date_of(self, date: Date) -> dataset.Date[Text]:
        moments = [it for it in (date.start, date.end) if isinstance(it, Moment)]
        return dataset.Date(
            edtf=date.edtf,
            first=None if date.first is None else _iso(date.first),
            last=None if date.last is None else _iso(date.last),
            precision=min(moment.precision for moment in moments).name.lower(),
            approximate=any(moment.approximate for moment in moments),
            uncertain=any(moment.uncertain for moment in moments),
            words=self._told.words(date),
        )

    def _passage(self, passage: Passage) -> dataset.Passage[Text]:
        told, language = self._told, self._chronology.documents[passage.document].language
        translation = self._translations(passage.translation, language)
        return dataset.Passage(
            document=passage.document,
            language=language,
            line=passage.line,
            quote=list(passage.spans),
            translation=self._text(translation),
            fallback=told.fallback(translation=translation),
        )

    def _account(self, account: Account) -> dataset.Account[Text]:
        return dataset.Account(
            on=account.on,
            says=self._told.name(account.says),
            date=account.date.edtf if account.date else None,
            passage=self._passage(account.passage),
            fallback=self._told.fallback(says=account.says),
        )

    def _image(self, image: Image) -> dataset.Image[Text]:
        file, told = self._site.images[image.file][-1], self._told
        return dataset.Image(
            url=urljoin(self._site.url, file.path),
            width=file.width,
            height=file.height,
            alt=told.name(image.alt),
            credit=told.name(image.credit),
            fallback=told.fallback(alt=image.alt, credit=image.credit),
        )

    def _link(self, link: WebLink) -> dataset.WebLink[Text]:
        told = self._told
        return dataset.WebLink(url=link.url, title=told.name(link.title), fallback=told.fallback(title=link.title))

    def _change(self, it: Change) -> dataset.Change[Text]:
        told = self._told
        return dataset.Change(on=it.on.isoformat(), what=told.name(it.what), fallback=told.fallback(what=it.what))

    def _text(self, texts: Mapping[str, str]) -> Text | None:
        return self._told.name(texts) if texts else None

    def _translations(self, texts: Mapping[str, str], language: str) -> Mapping[str, str]:
        """Translations of what is in a language: none for those who read that."""
        if language == self._told.language:
            return {}
        return {tag: text for tag, text in texts.items() if tag != language} if language in texts else texts

    def _pages(self, kind: str, id: str = "") -> Pages:
        return {tag: Address(kind, tag, id) for tag in self._chronology.languages}


def parts(site: Site) -> Sequence[str]:
    """What the parts of files of events are called, in their order, the first by nothing."""
    return list(site.lists(CALENDAR).parts("data", ""))


def shown(site: Site, part: str) -> Sequence[Told]:
    """The events in a part."""
    return site.lists(CALENDAR).shown("data", "", part)


def part_of(site: Site, id: str) -> str:
    """The part that an event stands in."""
    return site.lists(CALENDAR).part_of("data", "")[id]


def followed(site: Site) -> Iterator[tuple[str, str]]:
    """Each part, and the one after it; nothing after the last."""
    return pairwise((*parts(site), ""))


def files(site: Site, part: str | None = None) -> Iterator[Address]:
    """The files that tell of the events of a part; else those that tell of none."""
    for language in ("", *site.chronology.languages):
        for kind in kinds(language):
            if (kind in DATA_OF_EVENTS) == (part is not None):
                yield Address(kind, language, part=part or "")


def kinds(language: str) -> Sequence[str]:
    """The kinds of files in a language, or in all of them if it is empty."""
    return DATA if language else [kind for kind in DATA if kind != "timelinejs.json"]


def pages(site: Site) -> Iterator[Address]:
    """The pages that tell of all files."""
    return (Address("data", tag) for tag in site.chronology.languages)


def parts_of(site: Site, kind: str, language: str) -> Sequence[Address]:
    """All parts of the file of a kind, which is one of those of a language."""
    return [Address(kind, language, part=part) for part in (parts(site) if kind in DATA_OF_EVENTS else [""])]


def paths(site: Site) -> Iterator[str]:
    """Where all files stand."""
    for language in ("", *site.chronology.languages):
        for kind in kinds(language):
            yield from (file.path for file in parts_of(site, kind, language))


def schema_of(kind: str) -> str:
    """The kind of file that holds the schema of another; nothing for one that has none."""
    stem, _, ending = kind.partition(".")
    schema = f"{stem}.schema.json"
    return schema if ending == "json" and schema in DATA else ""


def schema(site: Site, name: str, language: str) -> Schema:
    """The schema of `EVENTS` or `DOCUMENTS`, with words in a language, or in the site's own for files of all."""
    say = site.speakers[language or site.chronology.site.default_language]
    address = site.url + Address(f"{name.lower()}.schema.json", language).path
    return dataset.schema(KINDS[name, bool(language)], address, say.gettext)


def render(site: Site, address: Address) -> bytes:
    """The bytes of one file."""
    language = address.language
    told = site.dataset(language)
    following = dict(followed(site)).get(address.part) if address.kind in DATA_OF_EVENTS else None
    next_part = Address(address.kind, language, part=following) if following else None
    match address.kind:
        case "events.json":
            head = told.head(Address(schema_of(address.kind), language), next_part)
            return _lines(dataset.Events(**head, events=[]), told.events(address.part))
        case "events.csv":
            return sheet.table(_columns(bool(language), *site.chronology.languages), told.events(address.part))
        case "timelinejs.json":
            edition = site.edition(language, language)
            events = [site.chronology.full(event.id) for event in shown(site, address.part)]
            slides = [
                timelinejs.slide(edition, event, site.url, site.images[event.images[0].file] if event.images else ())
                for event in events
            ]
            return _lines(timelinejs.timeline(edition, next_part.name if next_part else ""), slides)
        case "documents.json":
            head = told.head(Address(schema_of(address.kind), language), None)
            documents = [told.document(id) for id in site.chronology.documents]
            return _lines(dataset.Documents(**head, documents=[]), documents)
    name = EVENTS if address.kind == "events.schema.json" else DOCUMENTS
    return msgspec.json.format(msgspec.json.encode(schema(site, name, language)), indent=2) + b"\n"


@cache
def _columns(in_one: bool, *languages: str) -> Sequence[sheet.Column]:
    columns = sheet.columns(dataset.schema(KINDS[EVENTS, in_one], "", str), "Event", languages)
    return [column for column in columns if in_one or column[0] != "language"]  # that texts are told in


def _lines(head: Struct, items: Sequence[Struct]) -> bytes:
    """A file whose last field is a list, with a line for each item: what changes between versions is easy to see."""
    encode = msgspec.json.encode
    begin = encode(head).removesuffix(b"]}")
    return b"\n".join([begin, b",\n".join([encode(item) for item in items]), b"]}\n"])


def _iso(day: int) -> str:
    """A day in ISO 8601, in which the year before 0001 is 0000."""
    year, month, number = gregorian(day)
    return f"{'-' * (year < 0)}{abs(year):04}-{month:02}-{number:02}"
