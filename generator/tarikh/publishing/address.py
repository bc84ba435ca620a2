"""Where every page stands. Addresses never change with a translation, and hold ids only."""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

# The kinds of pages that stand once in each language, and those that stand once for each id.
LISTS = {"actor": "actors", "topic": "topics", "place": "places", "document": "documents"}
_SINGLE = {
    "timeline": "index",
    "newest": "newest",
    "disagreements": "disagreements",
    "coverage": "coverage",
    "search": "search",
    "offline": "offline",
    "data": "data",
    **{folder: folder for folder in LISTS.values()},
}
FOLLOWED = {
    "atom": "feed.atom",
    "feed": "feed.json",
    "calendar": "calendar.ics",
    "anniversaries": "anniversaries.ics",
}  # what programs of readers fetch again and again
TYPES = {  # what that is
    "atom": "application/atom+xml",
    "feed": "application/feed+json",
    "calendar": "text/calendar",
    "anniversaries": "text/calendar",
}
RESERVED = frozenset(_SINGLE.values())  # names that pages of prose cannot have
# Files of open data, each in every language and one for all of them but TimelineJS, which speaks one.
DATA_OF_EVENTS = ("events.json", "events.csv", "timelinejs.json")  # these come in parts
DATA = (*DATA_OF_EVENTS, "documents.json", "events.schema.json", "documents.schema.json")
_FOLDERS = {"event": "events", "year": "years", "selection": "selections", **LISTS}

SHARE_SIZE = 1200, 630  # pixels of the images that messengers show, which is what Open Graph's readers ask for
SHARE_MARGIN = 80
SITE_IMAGE = "_"  # the id of the share image of the site itself, which no event can have

MOST_ON_TIMELINE = 100  # events: more make slow pages, however they are drawn


class Address(Struct, frozen=True, order=True):
    """A page: its kind, its language ("" for pages of all languages), the id of what it shows, and which part.

    A list of more events than one page should carry is cut into parts, of which the first has no name; no id
    has the dot that their names have.
    """

    kind: str
    language: str = ""
    id: str = ""
    part: str = ""

    @property
    def path(self) -> str:
        """The file below the output folder, with slashes."""
        if self.kind in _FOLDERS:  # as most are
            return self._page(f"{_FOLDERS[self.kind]}/{self.id}")
        match self.kind:
            case "chooser":
                return "index.html"
            case "missing":
                return "404.html"
            case "robots":
                return "robots.txt"
            case "headers":
                return "_headers"
            case "nojekyll":
                return ".nojekyll"
            case "security":
                return ".well-known/security.txt"
            case "worker":
                return "service-worker.js"
            case "manifest":
                return f"{self.language}/manifest.webmanifest"
            case "sitemap":
                folder = f"{self.language}/" if self.language else ""
                return f"{folder}sitemap.{self.part}.xml" if self.part else f"{folder}sitemap.xml"
            case "share":
                return f"{self.language}/share/{self.id}.png"
            case "names":
                return f"{self.language}/index/names.json"
            case "index":
                return f"{self.language}/index/{self.part or 'first'}.json"
            case "found":
                return f"{index_folder(self.language)}/{self.part}.json"
            case kind if kind in FOLLOWED:
                return f"{self.language}/{FOLLOWED[kind]}"
            case kind if kind in DATA:
                stem, _, ending = kind.partition(".")
                name = f"{stem}.{self.part}.{ending}" if self.part else kind
                return f"{self.language}/{name}" if self.language else name
            case "oembed":
                return f"{self.language}/oembed/{f'events/{self.id}' if self.id else 'timeline'}.json"
        return self._page(self.id if self.kind == "page" else _SINGLE[self.kind])

    def _page(self, stem: str) -> str:
        return f"{self.language}/{stem}.{self.part}.html" if self.part else f"{self.language}/{stem}.html"

    @property
    def folder(self) -> str:
        """The folder that the file stands in; empty at the top."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.rpartition("/")[2]


def index_folder(language: str, number: int | None = None) -> str:
    """Where all that search in a language reads stands, or one of its indexes."""
    return f"{language}/search" if number is None else f"{language}/search/index-{number}"


def public(path: str) -> str:
    """A path as it stands in addresses: a folder for its index."""
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def link(folder: str, there: str, portable: bool = False) -> str:
    """The relative reference from a page in a folder to another page (RFC 3986, 4.2); works below any base path.

    `portable` names the file of an index too, for reading without a server.

    >>> link("ar/events", "ar/index.html")
    '../'
    """
    up = ""
    while folder and not there.startswith(f"{folder}/"):
        folder, up = folder.rpartition("/")[0], f"../{up}"
    relative = up + (there[len(folder) + 1 :] if folder else there)
    return relative if portable else public(relative) or "./"


def base_path(site_url: str) -> str:
    """The path below which a site stands, with a slash at both ends: the 404 page is shown at any address."""
    return urlsplit(site_url).path or "/"
