"""The whole site: which pages there are, and each page from its address to its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tarikh.model.chronology import Chronology
from tarikh.speaking.speaker import Speaker

from . import embed, feeds, found, hosting, labels, opendata, pages, searching, timelines
from .address import DATA, FOLLOWED, LISTS, TYPES, Address, base_path, link, public
from .calendars import Selection, calendar, select
from .datapage import data
from .edition import Edition
from .linked import Linked
from .lists import Lists
from .map import World, read_world
from .markup import page_html
from .opendata import InAll, InOne, Records, Telling
from .sitemap import in_languages, robots, sitemap, sitemaps
from .templates import Templates
from .variants import Variant
from .views import (
    Around,
    EventsPage,
    Following,
    Frame,
    Greeting,
    Greetings,
    LanguageLink,
    Link,
    Offline,
    Preview,
    ProsePage,
)

if TYPE_CHECKING:
    from .lettering import Lettering
    from .share import Drawing

DESCRIPTION_LENGTH = 300  # characters; search engines show about half of it


class Prose(Struct, frozen=True):
    """A page of prose in one language, read by Pelican. `id` names it in every language."""

    id: str
    language: str
    title: str
    html: str
    label: str = ""  # what links call it, where its title is too long
    order: int = 0


@dataclass(frozen=True)
class Site:
    """Everything that pages are made of. `url` is where the site will stand, with a slash at the end."""

    chronology: Chronology
    speakers: Mapping[str, Speaker]
    prose: Mapping[tuple[str, str], Prose]  # by id and language
    templates: Templates
    url: str
    stylesheet: bytes
    images: Mapping[str, tuple[Variant, ...]] = field(default_factory=dict)  # what is made of each
    world: bytes = b""  # as theme/world.py has written it
    faces: Mapping[str, bytes] = field(default_factory=dict)  # that images are drawn with, by the names of their files
    portable: bool = False
    assets: Mapping[str, str] = field(default_factory=dict)  # files of the theme, and what they are asked for by
    worker: str = ""  # what browsers run beside the pages
    offline: bool = False  # it keeps them
    sizes: dict[str, int] = field(default_factory=dict)  # of files that others tell of, once they are made
    _editions: dict[tuple[str, str], Edition] = field(default_factory=dict, repr=False)
    _lists: dict[str, Lists] = field(default_factory=dict, repr=False)
    _records: dict[str, Records[Any]] = field(default_factory=dict, repr=False)
    _around: dict[tuple[Edition, str, str], Around] = field(default_factory=dict, repr=False)
    _drawings: dict[Edition, Drawing] = field(default_factory=dict, repr=False)
    _linked: dict[str, Linked] = field(default_factory=dict, repr=False)

    @cached_property
    def calendars(self) -> Mapping[str, Selection]:
        """The events of each kind of calendar."""
        return select(self.chronology)

    @cached_property
    def land(self) -> World | None:
        return read_world(self.world) if self.world else None

    @cached_property
    def found(self) -> Mapping[int, Sequence[str]]:
        """The events in each file of those that search reads."""
        return found.by_file(list(self.chronology.event)) if self.chronology.site.search else {}

    def found_in(self, id: str) -> list[Address]:
        """Where search finds what it knows of an event, in each language."""
        file = found.file_of(id, found.files(len(self.chronology.events)))
        return [found.address(tag, file) for tag in self.chronology.languages if self.chronology.site.search]

    @cached_property
    def _lettering(self) -> Lettering:
        from .lettering import Lettering  # HarfBuzz takes its time

        return Lettering(self.faces)

    def drawing(self, edition: Edition) -> Drawing:
        """What draws the images of an edition."""
        from .share import Drawing

        if edition not in self._drawings:
            self._drawings[edition] = Drawing(edition, self._lettering)
        return self._drawings[edition]

    @cached_property
    def stylesheet_version(self) -> str:
        """What changes in the address of the stylesheet whenever it does."""
        return hashlib.sha256(self.stylesheet).hexdigest()[:8]

    def forget(self) -> None:
        """Lets go of all that was made for more than one page."""
        self._editions.clear()
        self._around.clear()
        self._records.clear()
        self._drawings.clear()
        self._linked.clear()
        self.templates.forget()

    def dataset(self, language: str) -> Records[Any]:
        """What makes records of open data in a language, or in all languages if it is empty."""
        if language not in self._records:
            editions = [self.edition(tag, tag) for tag in ([language] if language else self.chronology.languages)]
            told: Telling[Any] = InOne(editions[0]) if language else InAll(editions)
            self._records[language] = Records(self, told)
        return self._records[language]

    def edition(self, language: str, folder: str) -> Edition:
        """The chronology in a language, as the pages of one folder show it.

        Folders beside each other share one: from any of them, a page in another has the same link.
        """
        folder = f"{language}/_" if "/" in folder else folder
        key = (language, folder)
        if key not in self._editions:
            say = self.speakers[language]
            lists = self.lists(say.language.calendars[0])
            self._editions[key] = Edition(self.chronology, say, folder, self.url, self.portable, lists)
        return self._editions[key]

    def lists(self, calendar: str) -> Lists:
        """The lists that the languages of a calendar share."""
        if calendar not in self._lists:
            self._lists[calendar] = Lists(self.chronology, calendar)
        return self._lists[calendar]

    def linked(self, language: str) -> Linked:
        """What the pages of a language tell machines."""
        if language not in self._linked:
            self._linked[language] = Linked(self.edition(language, language), self)
        return self._linked[language]

    def around(self, edition: Edition, address: Address) -> Around:
        """What all pages of a kind have around them, in the same folders; each page of prose has its own."""
        key = (edition, address.kind, address.id if address.kind == "page" else "")
        if key not in self._around:
            self._around[key] = _around(self, edition, address)
        return self._around[key]


def render(site: Site, address: Address) -> bytes:
    """The bytes of one page."""
    match address.kind:
        case "chooser" | "missing":
            return _render_greetings(site, address)
        case "robots":
            return robots(site)
        case "headers":
            return hosting.headers(site)
        case "nojekyll":
            return hosting.NO_JEKYLL
        case "security":
            return hosting.security(site)
        case "worker":
            return hosting.worker(site, address.part)
        case "sitemap":
            return sitemap(site, address) if address.language else sitemaps(site)
        case kind if kind in DATA:
            return opendata.render(site, address)
    edition = site.edition(address.language, address.folder)
    match address.kind:
        case "found":
            return found.file(edition, site.found[int(address.part)])
        case "manifest":
            return hosting.manifest(site, edition)
        case "share":
            return site.drawing(edition).image(address)
        case "names":
            return timelines.names(edition)
        case "index":
            return timelines.index(edition, address)
        case "atom":
            return feeds.atom(edition)
        case "feed":
            return feeds.json(edition)
        case "calendar" | "anniversaries" as kind:
            return calendar(edition, kind, site.calendars[kind])
        case "oembed":
            return embed.answer(edition, address)
    template, title, description, view = _content(site, edition, address)
    frame = _frame(site, edition, address, title, description)
    return site.templates.render(template, edition.say, page=frame, view=view)


def _content(site: Site, edition: Edition, address: Address) -> tuple[str, str, str, object]:
    """Template, title, description and view of a page that stands in one language."""
    chronology, say = site.chronology, edition.say
    match address.kind:
        case "timeline" | "newest":
            timeline = timelines.timeline(edition, newest_first=address.kind == "newest")
            order = f" ({labels.order(say, newest_first=False)})" if address.kind == "newest" else ""
            return "timeline", timeline.title.text + order, timeline.tagline.text, timeline
        case "event":
            event = pages.event(edition, chronology.full(address.id), site.images)
            return "event", event.card.title.text, event.card.summary.text, event
        case "actor" | "topic" | "place":
            return _events_content(say, timelines.subject(edition, address))
        case "selection":
            return _events_content(say, timelines.selection(edition, address))
        case "year":
            return _events_content(say, timelines.year(edition, address))
        case "document":
            document = pages.document(edition, address)
            title = (document.title_translation or document.title).text
            about = document.about.text if document.about else title
            return "document", title, about, document
        case "disagreements":
            name = say.gettext("Where documents differ")
            description = say.gettext("Every point on which the documents tell different things, with who says what.")
            return "disagreements", name, description, pages.disagreements(edition, address)
        case "coverage":
            name = labels.page_name(say, "coverage")
            description = say.gettext("How much of each document is quoted here, and why the rest is not.")
            return "coverage", name, description, pages.coverage(edition)
        case "search":
            name = labels.page_name(say, "search")
            description = say.gettext("Find events by words, names, places, dates and what documents say.")
            return "search", name, description, searching.page(edition)
        case "offline":
            title = say.gettext("You are offline")
            return "offline", title, title, Offline(title, link(edition.folder, "index.html"))
        case "data":
            name = labels.page_name(say, "data")
            description = say.gettext("The whole chronology for programs and spreadsheets: its files and their fields.")
            return "data", name, description, data(edition, site)
        case "page":
            prose = site.prose[address.id, address.language]
            return "page", prose.title, _first_words(prose.html), ProsePage(prose.title, page_html(prose.html))
    listing = pages.listing(edition, next(kind for kind, folder in LISTS.items() if folder == address.kind), site.land)
    site_title = edition.name(chronology.site.title).text
    return "listing", listing.title, listing.title + say.gettext(": ") + site_title, listing


def _events_content(say: Speaker, page: EventsPage) -> tuple[str, str, str, object]:
    about = page.role.text if page.role else page.kind
    title = f"{page.name.text} ({page.kind})"  # a state can be an actor and a place
    return "events", title, f"{page.name.text}{say.gettext(': ')}{about}. {page.count}.", page


def _frame(site: Site, edition: Edition, address: Address, title: str, description: str) -> Frame:
    around, alternates = site.around(edition, address), in_languages(site, address)
    if address.part:
        title = f"{title} · {edition.part_name(address)}"
    canonical = Address("timeline", around.lang) if address.kind == "newest" else address
    url, description = edition.absolute(canonical), _shortened(description)
    oembed = embed.answer_for(site.chronology, address)
    return Frame(
        around=around,
        title=title if address.kind in ("timeline", "newest") else f"{title} – {around.site_name.text}",
        description=description,
        here=edition.link(address),
        canonical=url,
        alternates=tuple((tag, edition.absolute(other)) for tag, other in alternates.items() if canonical == address),
        languages=tuple(
            LanguageLink(
                other.tag,
                other.name,
                other.direction,
                edition.link(alternates.get(other.tag) or nearest(site, address, other.tag)),
                other.tag == around.lang,
            )
            for other in site.chronology.languages.values()
        ),
        preview=Preview(
            kind="article" if address.kind == "event" else "website",
            title=title,
            description=description,
            url=url,
            site_name=around.site_name.text,
            locales=_locales(site, around.lang, alternates),
            oembed=edition.absolute(oembed) if oembed else "",
            days=_days(site, address),
            image=edition.shared(address),
            linked=site.linked(around.lang).page(address, title, description),
        ),
    )


def _locales(site: Site, first: str, tags: Iterable[str]) -> tuple[str, ...]:
    """The locales of languages, the first one's first."""
    return tuple(site.speakers[tag].territorial for tag in dict.fromkeys((first, *tags)) if tag in site.speakers)


def _days(site: Site, address: Address) -> tuple[tuple[str, str], ...]:
    """When an article was published and last changed, as far as it is told."""
    if address.kind != "event":
        return ()
    event = site.chronology.event[address.id]
    days = (("published_time", event.added), ("modified_time", event.changes[-1].on if event.changes else None))
    return tuple((name, day.isoformat()) for name, day in days if day)


def _around(site: Site, edition: Edition, address: Address) -> Around:
    language = edition.say.language
    return Around(
        lang=language.tag,
        dir=language.direction,
        script=language.script,
        digits=language.digits,
        kind=address.kind,
        site_name=edition.name(site.chronology.site.name),
        home=edition.url("timeline"),
        static=link(edition.folder, "theme/"),
        stylesheet=link(edition.folder, "theme/style.css") + f"?{site.stylesheet_version}",
        navigation=_navigation(site, edition, address),
        search=_search(site, edition),
        footer=(*_prose_links(site, edition), *_to_what_is_behind(edition)),
        follow=tuple(
            Following(edition.url(kind), labels.followed(edition.say, kind), TYPES[kind]) for kind in FOLLOWED
        ),
        manifest=edition.url("manifest"),
        worker=link(edition.folder, Address("worker").path) if site.offline else "",
        licence=Link(site.chronology.site.licence_url, edition.ui(site.chronology.site.licence_name)),
    )


def nearest(site: Site, address: Address, tag: str) -> Address:
    """What comes nearest in a language that does not have a page: the year or part that holds its first event."""
    if address.kind in ("event", "page"):
        return Address("timeline", tag)
    kind, there = address.kind, site.edition(tag, tag)
    here = site.edition(address.language, address.language)
    event = here.shown(address)[0]
    id = there.lists.year_of(event) if kind == "year" else address.id
    return Address(kind, tag, id, there.lists.part_of(kind, id)[event.id])


def _navigation(site: Site, edition: Edition, address: Address) -> tuple[tuple[Link, str], ...]:
    say = edition.say
    pages = [
        (
            Link(edition.url(LISTS.get(kind, kind)), edition.ui(labels.page_name(say, kind))),
            _place_in_site(address, kind),
        )
        for kind in ("timeline", *LISTS, "disagreements")
    ]
    prose = [(link, "page" if link.url == edition.link(address) else "") for link in _prose_links(site, edition)]
    return (*pages, *prose[:1])


def _search(site: Site, edition: Edition) -> Link | None:
    if not site.chronology.site.search:
        return None
    return Link(edition.url("search"), edition.ui(labels.page_name(edition.say, "search")))


def _place_in_site(address: Address, kind: str) -> str:
    """The value of aria-current for the link to a kind of page: the page itself, one of its section, or none."""
    if address.kind == LISTS.get(kind, kind):
        return "page"
    return "true" if address.kind == kind else ""


def _prose_links(site: Site, edition: Edition) -> tuple[Link, ...]:
    """The pages of prose in the edition's language, in their order."""
    tag = edition.say.language.tag
    pages = sorted((prose for prose in site.prose.values() if prose.language == tag), key=lambda it: (it.order, it.id))
    return tuple(Link(edition.url("page", prose.id), edition.ui(prose.label or prose.title)) for prose in pages)


def _to_what_is_behind(edition: Edition) -> Iterator[Link]:
    """Links to the pages on what the chronology rests on, and on how it can be used."""
    for kind in ("coverage", "data"):
        yield Link(edition.url(kind), edition.ui(labels.page_name(edition.say, kind)))


def _render_greetings(site: Site, address: Address) -> bytes:
    """The chooser and the 404 page, which speak every language of the site."""
    chronology = site.chronology
    default = chronology.site.default_language
    base = base_path(site.url) if address.kind == "missing" else ""
    greetings = tuple(_greeting(site, tag, address, base) for tag in chronology.languages)
    edition = site.edition(default, address.folder)
    say = edition.say
    names = [edition.said(name, tag) for tag, name in chronology.site.name.items() if tag in chronology.languages]
    title = " · ".join(name.text for name in names)
    alternates = in_languages(site, Address("timeline")) if address.kind == "chooser" else {}
    url, described = edition.absolute(address), edition.name(chronology.site.title).text
    return site.templates.render(
        address.kind,
        say,
        view=Greetings(title, base + "theme/", greetings),
        stylesheet=f"{base}theme/style.css?{site.stylesheet_version}",
        canonical=url,
        page=Preview(
            kind="website",
            title=title,
            description=described,
            url=url,
            site_name=edition.name(chronology.site.name).text,
            locales=_locales(site, default, chronology.languages),
            oembed="",
            days=(),
            image=edition.shared(address),
            linked=site.linked(default).chooser(described),
        ),
        alternates=tuple((tag, edition.absolute(other)) for tag, other in alternates.items()),
    )


def _greeting(site: Site, tag: str, address: Address, base: str) -> Greeting:
    say = site.speakers[tag]
    edition = site.edition(tag, address.folder)
    home = Address("timeline", tag).path
    return Greeting(
        lang=tag,
        dir=say.language.direction,
        script=say.language.script,
        name=say.language.name,
        site_title=edition.name(site.chronology.site.title),
        home=base + public(home) if base else link(address.folder, home, site.portable),
        missing=say.gettext("There is no page at this address"),
        missing_hint=say.gettext("It may have been moved, or the address may have a slip in it."),
        to_timeline=say.gettext("Go to the timeline"),
    )


def _first_words(html: str) -> str:
    """The beginning of a page's text, for its description."""
    return page_html(html.partition("</p>")[0]).striptags()


def _shortened(text: str) -> str:
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1].rsplit(" ", 1)[0] + "…"
