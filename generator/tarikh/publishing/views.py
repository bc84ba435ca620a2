"""What templates see: frozen views in which everything is already said in the page's language.

Those that there are many of are named tuples, which are made three times as fast.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct

from .cite import Pieces


class Said(NamedTuple):
    """A text and the language it is in; `foreign` where that is not the page's."""

    text: str
    lang: str
    dir: str
    script: str
    foreign: bool = False
    language_name: str = ""


class When(NamedTuple):
    """A date in words: in the reader's calendar, in the others, and for machines where HTML can say it."""

    words: str
    others: tuple[str, ...]
    html: str | None


class Link(Struct, frozen=True):
    """A link with its name; `count` is a number in the language's digits, with its noun."""

    url: str
    name: Said
    count: str = ""
    detail: Said | None = None


Parts = tuple[tuple[Link, str], ...]  # links to the parts of a list, each with its aria-current


class LanguageLink(NamedTuple):
    """The same page, or else the timeline, in another language."""

    tag: str
    name: str
    dir: str
    url: str
    current: bool


class Following(NamedTuple):
    """A feed or a calendar that programs of readers fetch again and again."""

    url: str
    name: str
    type: str


class Around(Struct, frozen=True):
    """What all pages of a kind have around them in one language. `navigation` are pairs of link and aria-current."""

    lang: str
    dir: str
    script: str
    digits: str
    kind: str
    site_name: Said
    home: str
    static: str
    stylesheet: str
    navigation: tuple[tuple[Link, str], ...]
    search: Link | None
    footer: tuple[Link, ...]
    follow: tuple[Following, ...]
    licence: Link
    manifest: str
    worker: str  # empty, where browsers are not to keep pages


class Offline(Struct, frozen=True):
    """What stands in for pages that cannot be had; `site` is where the site begins."""

    title: str
    site: str


class Shared(Struct, frozen=True):
    """The image that messengers show of a page: its absolute address, what it shows in words, and its size."""

    url: str
    alt: str
    size: tuple[int, int]


class Preview(Struct, frozen=True):
    """What others are told of a page, to show in place of it: `kind`, `locales`, its own first, and `days` by what was
    done then, as Open Graph names them; the address of oEmbed's answer, if there is one; linked data.
    """

    kind: str
    title: str
    description: str
    url: str
    site_name: str
    locales: tuple[str, ...]
    oembed: str
    days: tuple[tuple[str, str], ...]
    image: Shared | None
    linked: Markup


class Frame(Struct, frozen=True):
    """What every page has of its own. `alternates` are pairs of hreflang and absolute address."""

    around: Around
    title: str
    description: str
    here: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    languages: tuple[LanguageLink, ...]
    preview: Preview


class Line(NamedTuple):
    """An event named in one line."""

    id: str
    url: str
    when: When
    title: Said


class Card(Struct, frozen=True):
    """An event in a list. `keys` are what filters choose it by: topic:…, actor:…, status:…, differ:yes.

    `words` are names that it is found by without showing them.
    """

    id: str
    day: int
    keys: tuple[str, ...]
    url: str
    when: When
    title: Said
    summary: Said
    importance: str
    status: str
    actors: tuple[Link, ...]
    words: str
    evidence: str
    evidence_languages: tuple[str, ...]
    differs: bool


class Mark(NamedTuple):
    """An event in the picture of time: a dot, or a bar where it has a width. `x` is the dot's middle or the bar's left.

    `soft` ends are open, approximate or uncertain.
    """

    event: Line
    importance: str
    x: float
    y: float
    width: float
    radius: float
    soft: bool


class Lane(Struct, frozen=True):
    """One topic in the picture of time; `label_y` is the base line of its name.

    Where events are too many for marks, `path` draws bars that stand on `base`.
    """

    topic: str
    name: str
    y: float
    height: float
    label_y: float
    base: float = 0.0
    path: str = ""


class Column(NamedTuple):
    """A link over the bars of some years, with its name."""

    x: float
    width: float
    url: str
    name: str


class Tick(NamedTuple):
    """Where a year begins, or a month (`minor`); no label where there is no room for it."""

    x: float
    label: str
    day: int = 0
    minor: bool = False


class Axis(Struct, frozen=True):
    """Days to units, for scripts: first day and the day after the last, where they stand, and the width of a bar.

    Units are counted in reading direction.
    """

    first: int
    last: int
    left: int
    right: int
    bar: int


class Picture(Struct, frozen=True):
    """Events to scale, in SVG units. `names_x` is where the names of lanes begin, in reading direction.

    `most` is the number of events that the highest bar stands for.
    """

    name: str
    width: int
    height: int
    names_x: int
    axis: Axis
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...] = ()
    columns: tuple[Column, ...] = ()
    most: int = 0


class Strip(Struct, frozen=True):
    """Where events stand in the whole span: start and width in per cent; `others` are near one in kind."""

    ticks: tuple[Tick, ...]
    start: float
    width: float
    others: tuple[float, ...]


class Year(Struct, frozen=True):
    """The events of one year of the reader's calendar."""

    name: Said
    anchor: str
    cards: tuple[Card, ...]


class Source(Struct, frozen=True):
    """A document that passages come from: its language, and its page with the absolute address."""

    lang: str
    dir: str
    script: str
    language_name: str
    foreign: bool
    label: str
    document: Link
    address: str
    origin: tuple[Said, ...]
    date: When | None


class Quote(Struct, frozen=True):
    """A passage. More than one span: put back in reading order."""

    source: Source
    spans: tuple[str, ...]
    translation: Said | None
    line: str


class Telling(Struct, frozen=True):
    """What one document says where documents differ."""

    on: str
    says: Said
    quote: Quote


class RelatedEvent(Struct, frozen=True):
    """Another event, and what it shares."""

    event: Line
    reasons: tuple[Link, ...]


class Filter(Struct, frozen=True):
    """A choice among events: its name in the address, its label, and pairs of value and name.

    `counts` are the numbers of events of the options in digits of the language, where they are shown.
    """

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    counts: tuple[str, ...] = ()


class Timeline(Struct, frozen=True):
    """The home page, or the same with the newest events first.

    A long chronology has an `index`, the address of what its events are found by, and an
    `overview` in place of all events, with the link to all of its kind.
    """

    title: Said
    tagline: Said
    figures: tuple[str, ...]
    differing: Link | None
    pictures: tuple[Picture, ...]
    filters: tuple[Filter, ...]
    index: tuple[str, ...]
    newest_first: bool
    choices: tuple[Link, ...]
    jump: tuple[Link, ...]
    order: Link
    overview: Link | None
    years: tuple[Year, ...]
    embed: Pieces


class SearchPage(Struct, frozen=True):
    """Search, what its finds are chosen by, and the pages that lead to events without it.

    `folder` is where its files stand, of which there are so many `files` and `indexes`.
    """

    title: str
    folder: str
    files: int
    indexes: int
    filters: tuple[Filter, ...]
    choices: tuple[Link, ...]


class Image(Struct, frozen=True):
    """A picture on a page. `sources` are pairs of media type and srcset; width and height are those of `src`."""

    alt: Said
    credit: Said
    width: int
    height: int
    sources: tuple[tuple[str, str], ...]
    src: str


class LinkCard(Struct, frozen=True):
    """A link to something on another site, in place of what could be embedded from there."""

    url: str
    title: Said
    host: str


class Changed(NamedTuple):
    """A change of an event, and its day."""

    when: When
    what: Said


class EventPage(Struct, frozen=True):
    card: Card
    strip: Strip
    images: tuple[Image, ...]
    body: Markup
    links: tuple[LinkCard, ...]
    dating: str
    note: Said | None
    stale_original: Link | None
    actors: tuple[Link, ...]
    places: tuple[Link, ...]
    topics: tuple[Link, ...]
    quotes: tuple[Quote, ...]
    tellings: tuple[Telling, ...]
    before: Line | None
    after: Line | None
    related: tuple[RelatedEvent, ...]
    references: tuple[tuple[str, Pieces], ...]
    added: When | None
    changes: tuple[Changed, ...]
    embed: Pieces
    source: str


class EventsPage(Struct, frozen=True):
    """The events of a year, of a selection, or of an actor, topic or place with what is known of it."""

    kind: str
    name: Said
    count: str
    pictures: tuple[Picture, ...]
    part: str  # its time, on parts of a long list
    strip: Strip | None
    jump: tuple[Link, ...]
    years: tuple[Year, ...]
    parts: Parts
    role: Said | None = None
    names: tuple[Said, ...] = ()
    with_whom: tuple[Link, ...] = ()
    wikidata: str = ""
    before: Link | None = None
    after: Link | None = None


class DocumentQuotes(Struct, frozen=True):
    """The passages that one event takes from a document."""

    event: Line
    quotes: tuple[Quote, ...]


class DocumentPage(Struct, frozen=True):
    """A stored document: what it is, and passage by passage what rests on it."""

    id: str
    label: str
    title: Said
    title_translation: Said | None
    publisher: Said | None
    author: Said | None
    date: When | None
    kind: str
    language_name: str
    about: Said | None
    sha256: str
    count: str
    pictures: tuple[Picture, ...]
    events: tuple[DocumentQuotes, ...]
    parts: Parts


class Use(Struct, frozen=True):
    """What so many words of a document are used for; numbers and shares in the language's digits."""

    name: str
    words: str
    share: str


class LeftOut(Struct, frozen=True):
    """A passage that is not quoted: where it stands, why, and its length, but not its text."""

    lines: str
    reason: str
    words: str


class Band(Struct, frozen=True):
    """A portion of a document in the picture of its use: start and width in per mille, in reading direction."""

    start: float
    width: float
    cited: bool


class DocumentCoverage(Struct, frozen=True):
    label: str
    document: Link
    words: str
    quoted: str
    bands: tuple[Band, ...]
    uses: tuple[Use, ...]
    left_out: tuple[LeftOut, ...]


class CoveragePage(Struct, frozen=True):
    """How much of each document is quoted, and why the rest is not."""

    documents: tuple[DocumentCoverage, ...]


class DataFile(Struct, frozen=True):
    """A file of open data; `parts` are links to it, or to what it is cut into, each with its size."""

    about: str
    parts: tuple[Link, ...]


class DataField(Struct, frozen=True):
    """A field of open data, called by its way (`date.edtf`); `values` are all that it can have, if they are few."""

    name: str
    about: str
    values: tuple[str, ...]


class DataPage(Struct, frozen=True):
    """Open data: its files in the page's language and in all, and what their fields say.

    `most` is the number of events that one part holds, `formulas` what cells of the table do not begin with.
    """

    title: str
    licence: Link
    files: tuple[tuple[str, tuple[DataFile, ...]], ...]
    most: str
    not_in_table: tuple[str, ...]
    between_parts: str
    formulas: tuple[str, ...]
    fields: tuple[tuple[str, tuple[DataField, ...]], ...]


class PlaceMark(Struct, frozen=True):
    """A place on the map: a circle, and where its label begins, ends or has its middle (`anchor`, as SVG names it).

    `anchor` is empty where there is no room for a label.
    """

    id: str
    place: Link
    x: float
    y: float
    radius: float
    anchor: str
    label_x: float
    label_y: float


class Map(Struct, frozen=True):
    """Places on land, in SVG units; `land` is the data of a path, and the largest marks come first, to lie lowest."""

    name: str
    width: int
    height: int
    land: str
    marks: tuple[PlaceMark, ...]


class ListPage(Struct, frozen=True):
    """All actors, topics, places or documents, in groups; places on a map too, drawn wide and narrow."""

    title: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    map: tuple[Map, ...] = ()


class Disagreement(Struct, frozen=True):
    event: Line
    note: Said | None
    tellings: tuple[Telling, ...]


class Disagreements(Struct, frozen=True):
    events: tuple[Disagreement, ...]
    parts: Parts


class ProsePage(Struct, frozen=True):
    title: str
    html: Markup


class Greeting(Struct, frozen=True):
    """One language on the pages that speak all of them: the chooser and the 404 page."""

    lang: str
    dir: str
    script: str
    name: str
    site_title: Said
    home: str
    missing: str
    missing_hint: str
    to_timeline: str


class Greetings(Struct, frozen=True):
    """A page that speaks all languages; `static` is where the files of the theme stand."""

    title: str
    static: str
    greetings: tuple[Greeting, ...]
