"""What pages tell machines of themselves: linked data in the words of schema.org (JSON-LD 1.1).

A page is named by its address, and what it is about by that of its content, so that what pages say of each other
meets. Nothing is said that is not known: no date that ISO 8601 cannot say, no kind of author of a mere name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from markupsafe import Markup
from msgspec import Raw

from tarikh.model.chronology import Actor, Document, Event, Topic
from tarikh.model.date import Date, End, Moment, Precision

from . import labels, opendata, timelines
from .address import LISTS, Address
from .edition import Edition

if TYPE_CHECKING:
    from .site import Site

Node = dict[str, object]

CONTENT = "#_content"  # after the address of a page: what the page is about

_ACTORS = {"state": "Country", "organisation": "Organization", "person": "Person", "media": "Organization"}
_PLACES = {"city": "City", "country": "Country", "region": "Place"}
_WORKS = {"news": "NewsArticle", "article": "Article", "analysis": "Article", "report": "Report"}
_KINDS = {folder: kind for kind, folder in LISTS.items()}
_COLLECTIONS = {"timeline", "newest", "year", "selection", "disagreements", *LISTS, *_KINDS}
_YEARS = {Precision.DECADE: 10, Precision.CENTURY: 100}
_ESCAPED = {letter.encode(): b"\\u%04x" % ord(letter) for letter in "<>&\u2028\u2029"}  # what HTML could read


def script(*nodes: Node) -> Markup:
    """Linked data as the text of a script element, which nothing in it can end."""
    text = msgspec.json.encode({"@context": "https://schema.org", "@graph": nodes})
    for letter, escaped in _ESCAPED.items():
        text = text.replace(letter, escaped)
    return Markup(text.decode())  # noqa: S704 (escaped)


def interval(date: Date) -> str:
    """A date as ISO 8601 says it, as an interval where it is one, with .. for an open end.

    Nothing where that cannot say it: what is approximate or uncertain, seasons, unknown ends, years before 1.
    """
    first = _said(date.start)
    last = _said(date.start if date.end is None else date.end, last=True)
    if date.end is None and first == last:
        return first
    return f"{first}/{last}" if first and last else ""


def _said(end: Moment | End, last: bool = False) -> str:
    """An end of an interval; of decades and centuries the first year, or the `last`."""
    if isinstance(end, End):
        return end.value
    if end.uncertain or end.approximate or end.season or end.year < 1:
        return ""
    year = end.year + (_YEARS.get(end.precision, 1) - 1 if last else 0)
    numbers = (f"{year:04}", f"{end.month:02}", f"{end.day:02}")
    return "-".join(number for number in numbers if number != "00")


class Linked:
    """Describes the pages of one language. What many of them name is encoded once."""

    def __init__(self, edition: Edition, site: Site) -> None:
        self._edition = edition
        self._of = site
        self._tag = edition.say.language.tag
        self._chronology = edition.chronology
        self._root = edition.absolute(Address("chooser"))
        self._home = edition.absolute(Address("timeline", self._tag))
        self._called = edition.name(self._chronology.site.name).text
        self._site = _once(_named("WebSite", self._root, self._called, url=self._root))
        self._publisher = _once(_named("Organization", self._root + CONTENT, self._called, url=self._root))
        self._mention = cache(lambda kind, id: _once(self._entry(kind, id)))
        self._event = cache(self._url_of_event)

    def page(self, address: Address, title: str, description: str) -> Markup:
        """A page in the language, and the way to it."""
        url = self._home if address.kind == "newest" else self._edition.absolute(address)
        said: Node = {
            "@type": "WebPage",
            "@id": url,
            "url": url,
            "headline" if address.kind == "event" else "name": title,
            "description": description,
            "inLanguage": self._tag,
            "isPartOf": self._site,
            "license": self._chronology.site.licence_url,
        }
        if address.kind == "event":
            said |= self._article(self._chronology.full(address.id))
        elif address.kind in _COLLECTIONS:
            said |= self._collection(address)
        elif address.kind == "data":
            said["mainEntity"] = self._dataset(url, title, description)
        if address.kind in ("timeline", "newest"):
            return script(said)
        return script(said, _breadcrumbs([*self._above(address), (title, url)]))

    def chooser(self, description: str) -> Markup:
        """The first page, which stands for the site in all its languages."""
        site = self._chronology.site
        called, names = site.name[self._edition.pick(site.name)], dict.fromkeys(site.name.values())
        return script(
            _named(
                "WebSite",
                self._root,
                self._called,
                url=self._root,
                alternateName=[name for name in names if name != called],
                description=description,
                inLanguage=list(self._chronology.languages),
                license=site.licence_url,
                publisher=self._publisher,
            )
        )

    def _article(self, event: Event) -> Node:
        """What an article says besides: when and where its event was, and what it rests on."""
        others = {
            tag: {"@type": "Article", "@id": self._edition.absolute(Address("event", tag, event.id)), "inLanguage": tag}
            for tag in event.languages
            if tag != self._tag
        }
        pictures = [self._root + self._of.images[it.file][-1].path for it in event.images]
        share = self._edition.share_image(Address("event", self._tag, event.id))
        said: Node = {
            "@type": "Article",
            "temporalCoverage": interval(event.date),
            "spatialCoverage": [self._mention("place", id) for id in event.places],
            "about": [self._mention("topic", id) for id in event.topics],
            "mentions": [self._mention("actor", id) for id in event.actors],
            "citation": [self._mention("document", id) for id in event.documents],
            "isBasedOn": [{"@id": self._url("document", id) + CONTENT} for id in event.documents],
            "image": [*pictures, *([self._edition.absolute(share)] if share else [])],
            "author": self._publisher,
            "publisher": self._publisher,
            "datePublished": event.added and event.added.isoformat(),
            "dateModified": event.updated and event.updated.isoformat(),
            "translationOfWork": others.get(event.original),
            "workTranslation": list(others.values()) if self._tag == event.original else (),
        }
        return _known(said)

    def _collection(self, address: Address) -> Node:
        """What a page says besides that leads to others, and what those have in common."""
        kind, said = address.kind, Node()
        if kind in LISTS:
            said["about"] = self._entry(kind, address.id) | self._more(kind, address.id)
        if kind in _KINDS:
            urls = [self._url(_KINDS[kind], id) for id in self._chronology.registries[_KINDS[kind]]]
        elif kind in ("timeline", "newest"):
            events = timelines.shown(self._chronology)
            urls = [self._event(event.id) for event in (events if kind == "timeline" else reversed(events))]
        else:
            urls = [self._event(event.id) for event in self._edition.shown(address)]
        items = [{"@type": "ListItem", "position": at, "url": url} for at, url in enumerate(urls, 1)]
        said["mainEntity"] = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
        return {"@type": "CollectionPage", **said}

    def _dataset(self, url: str, title: str, description: str) -> Node:
        """The files of open data in the language."""
        files = [
            file
            for kind in opendata.kinds(self._tag)
            if not kind.endswith(".schema.json")
            for file in opendata.parts_of(self._of, kind, self._tag)
        ]
        return _named(
            "Dataset",
            url + CONTENT,
            f"{self._called}{self._edition.say.gettext(': ')}{title}",
            url=url,
            description=description,
            inLanguage=self._tag,
            license=self._chronology.site.licence_url,
            creator=self._publisher,
            distribution=[
                {
                    "@type": "DataDownload",
                    "contentUrl": self._edition.absolute(file),
                    "encodingFormat": "text/csv" if file.path.endswith(".csv") else "application/json",
                }
                for file in files
            ],
        )

    def _above(self, address: Address) -> list[tuple[str, str]]:
        """The names and addresses of the pages that lead to one."""
        say, edition, kind = self._edition.say, self._edition, address.kind
        above = [(labels.page_name(say, "timeline"), Address("timeline", self._tag))]
        if kind in LISTS:
            above.append((labels.page_name(say, kind), Address(LISTS[kind], self._tag)))
        if kind == "event" and timelines.is_long(self._chronology):
            key = say.year(self._chronology.event[address.id].date)
            above.append((edition.year_name(key).text, Address("year", self._tag, edition.lists.year_id(key))))
        return [(name, edition.absolute(it)) for name, it in above]

    # What pages name

    def _url(self, kind: str, id: str) -> str:
        return self._edition.absolute(Address(kind, self._tag, id))

    def _url_of_event(self, id: str) -> str:
        languages = self._chronology.event[id].languages
        return self._edition.absolute(Address("event", self._edition.pick(languages), id))

    def _entry(self, kind: str, id: str) -> Node:
        """An entry of a registry, as pages that name it say what it is."""
        entry, url = self._chronology.registries[kind][id], self._url(kind, id)
        if isinstance(entry, Document):
            return self._work(entry, url)
        name = self._edition.name(entry.name).text
        if isinstance(entry, Topic):
            return _named("DefinedTerm", url + CONTENT, name, url=url)
        wikidata = f"https://www.wikidata.org/wiki/{entry.wikidata}" if entry.wikidata else ""
        if isinstance(entry, Actor):
            return _named(_ACTORS[entry.kind], url + CONTENT, name, url=url, sameAs=wikidata)
        geo = {"@type": "GeoCoordinates", "latitude": entry.latitude, "longitude": entry.longitude}
        return _named(_PLACES[entry.kind], url + CONTENT, name, url=url, geo=geo, sameAs=wikidata)

    def _work(self, document: Document, url: str) -> Node:
        """A document: a work of others, which the page at `url` is about."""
        publisher, author = (self._edition.text(it) for it in (document.publisher, document.author))
        return _named(
            _WORKS.get(document.kind, "CreativeWork"),
            url + CONTENT,
            document.title,
            url=url,
            inLanguage=document.language,
            publisher={"@type": "Organization", "name": publisher.text} if publisher else None,
            creditText=author.text if author else "",
            datePublished=interval(document.date) if document.date and not document.date.is_interval else "",
        )

    def _more(self, kind: str, id: str) -> Node:
        """What its own page says of an entry besides."""
        entry = self._chronology.registries[kind][id]
        if isinstance(entry, Document):
            names, about = entry.title_translation, entry.about
        else:
            names, about = entry.name, entry.role if isinstance(entry, Actor) else getattr(entry, "about", {})
        called = entry.title if isinstance(entry, Document) else names[self._edition.pick(names)]
        said = self._edition.text(about)
        others = [name for name in dict.fromkeys(names.values()) if name != called]
        return _known({"alternateName": others, "description": said.text if said else ""})


def _named(type: str, id: str, name: str, **more: object) -> Node:
    """A thing with its name and what else is known of it."""
    return _known({"@type": type, "@id": id, "name": name, **more})


def _known(node: Node) -> Node:
    """What says something."""
    return {key: value for key, value in node.items() if value}


def _once(node: Node) -> Raw:
    return Raw(msgspec.json.encode(node))


def _breadcrumbs(trail: Iterable[tuple[str, str]]) -> Node:
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": url} for at, (name, url) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
