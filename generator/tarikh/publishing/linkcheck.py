"""Whether all that a site leads to is there: pages and files, anchors in them, pages in other languages, sitemaps.

It reads what Tarikh writes, where attributes stand in double quotes and nothing in comments: patterns find in it what a
parser would take many times as long for. Other sites are not asked: of links to them, only the form is looked at.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from html import unescape
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from tarikh.model.problem import Place, Problem, did_you_mean
from tarikh.model.web import host_fault

from .address import base_path

AT_ONCE = 500  # files in one piece of work
MOST = 100  # problems that are told
OTHERS = ("mailto", "tel")  # schemes of links that lead to no page

_IDS = "for|list|aria-controls|aria-describedby|aria-labelledby"  # attributes that name ids of their own page
_ATTRIBUTE = re.compile(
    rf'\s(?:xlink:)?(id|href|src|srcset|imagesrcset|poster|action|formaction|cite|data-index|{_IDS})="([^"]*)"'
)
_LISTS = {"srcset": ",", "imagesrcset": ",", "data-index": None, **dict.fromkeys(_IDS.split("|"))}
_LINK = re.compile(r"<link\s[^>]*>")
_SAID = re.compile(r'\s([\w-]+)="([^"]*)"')
_LANG = re.compile(r'<html\s[^>]*?\blang="([^"]*)"')
_NO_INDEX = re.compile(r'<meta name="robots" content="[^"]*noindex')
_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
_SCRIPT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'`](\.[^"'`$]+)""")
_MANIFEST = re.compile(r'"(?:src|start_url|url)"\s*:\s*"([^"]*)"')
_ENTRY = re.compile(r"<url><loc>([^<]*)</loc>(.*?)</url>", re.DOTALL)
_FOLDED = re.compile(r"\r?\n[ \t]")  # lines of calendars (RFC 5545, 3.1)
_MARKUP = (".html", ".xml", ".atom", ".svg")
_TEXTS = (*_MARKUP, ".css", ".js", ".json", ".ics", ".csv", ".txt", ".webmanifest", "_headers")


class Files(Struct, frozen=True):
    """The files of a site by their paths below it, each with where it stands on this machine; those of `others` are
    there and not looked into. `url` ends in a slash; links of a `portable` site name the index of a folder, too.
    """

    files: Mapping[str, str]
    others: Set[str]
    url: str
    portable: bool = False


class Piece(Struct, frozen=True):
    """Some of the files."""

    files: Sequence[tuple[str, str]]
    url: str
    portable: bool


class Use(NamedTuple):
    """The first file that leads somewhere, where in it, and how many files do."""

    path: str
    offset: int
    files: int = 1


class Head(NamedTuple):
    """What a page says of itself: its language, its own address, and those in other languages, all as paths."""

    lang: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    listed: bool  # search engines may show it


class Found(Struct):
    """What some files lead to, by path and anchor; links that lead nowhere by their form, with what is wrong; the ids
    of pages, and those that a page has twice.
    """

    links: dict[tuple[str, str], Use] = field(default_factory=dict)
    strange: dict[tuple[str, str], Use] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    twice: dict[str, Use] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    entries: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)  # of sitemaps


Key = TypeVar("Key")
Each = Callable[[Callable[["Piece"], "Found"], Iterable["Piece"]], Iterable["Found"]]


def faults(site: Files, each: Each = map, done: Callable[[], None] = lambda: None) -> list[Problem]:
    """What is wrong with the links of a site, in the order of files; `each` is how pieces of it are read, and `done`
    is called after each.
    """
    ours = sorted(site.files.keys() - site.others)
    read = [(path, site.files[path]) for path in ours if path.endswith(_TEXTS)]
    pieces = (Piece(read[at : at + AT_ONCE], site.url, site.portable) for at in range(0, len(read), AT_ONCE))
    found = Found()
    for some in each(look, pieces):
        _merge(found.links, some.links)
        _merge(found.strange, some.strange)
        _merge(found.twice, some.twice)
        found.ids |= some.ids
        found.heads |= some.heads
        found.entries |= some.entries
        done()
    problems = sorted({*_broken(site, found), *_contradictions(site, found)})
    if len(problems) > MOST:
        last = Problem(problems[MOST].place, "too-many-problems", f"more than these {MOST}", "mend these first")
        return [*problems[:MOST], last]
    return problems


def look(piece: Piece) -> Found:
    """Reads some files."""
    found, reader = Found(), _Reader(piece.url, piece.portable)
    for path, file in piece.files:
        text = Path(file).read_text(encoding="utf-8", errors="replace")
        if path.endswith(".html"):
            found.heads[path] = reader.head(path, text)
        if "<urlset" in text[:200]:
            found.entries |= reader.entries(path, text)
        ids = Counter[str]()
        uses: dict[str, int] = {}
        for offset, link, is_id in reader.links(path, text):
            if is_id:
                ids[link] += 1
                if ids[link] == 2:
                    _add(found.twice, link, path, offset)
            else:
                uses.setdefault(link, offset)
        for link, offset in uses.items():
            there, fault = reader.target(path, link)
            if there == path and not fault and link.partition("#")[2] in ids:
                continue
            if fault:
                _add(found.strange, (link, fault), path, offset)
            elif there:
                _add(found.links, (there, reader.anchor(link)), path, offset)
        if path.endswith(".html"):
            found.ids[path] = frozenset(ids)
    return found


def _merge(uses: dict[Key, Use], others: Mapping[Key, Use]) -> None:
    for key, use in others.items():
        other = uses.get(key)
        uses[key] = min(use, other)._replace(files=use.files + other.files) if other else use


def _add(uses: dict[Key, Use], key: Key, path: str, offset: int) -> None:
    use = uses.get(key)
    if use is None:
        uses[key] = Use(path, offset)
    elif use.path != path:
        uses[key] = use._replace(files=use.files + 1)


class _Reader:
    """Reads links as pages of a site at some address mean them."""

    def __init__(self, url: str, portable: bool) -> None:
        self._url = url
        self._base = base_path(url)
        self._host = urlsplit(url).netloc
        self._portable = portable
        self._own = re.compile(rf"https?:{re.escape(url.partition(':')[2])}[\w./%~@+-]*", re.ASCII)
        self.in_folder = cache(self._in_folder)

    def links(self, path: str, text: str) -> Iterator[tuple[int, str, bool]]:
        """Where each link of a file stands, and what it says; ids of markup likewise."""
        if path.endswith(_MARKUP):
            for match in _ATTRIBUTE.finditer(text):
                if text.rfind("<", 0, match.start()) > text.rfind(">", 0, match.start()):  # it stands in a tag
                    yield from self._attribute(path, match)
        if path.endswith(".css"):
            yield from ((match.start(1), match[1], False) for match in _STYLE.finditer(text))
        elif path.endswith(".js"):
            yield from ((match.start(1), match[1], False) for match in _SCRIPT.finditer(text))
        elif path.endswith(".webmanifest"):
            yield from ((match.start(1), match[1], False) for match in _MANIFEST.finditer(text))
        elif path.endswith(".ics"):
            text = _FOLDED.sub("", text)
        for match in self._own.finditer(text):  # in whatever they stand: data for search engines, feeds, sitemaps
            yield match.start(), match[0].rstrip("."), False

    def _attribute(self, path: str, match: re.Match[str]) -> Iterator[tuple[int, str, bool]]:
        name, value = match[1], unescape(match[2]) if "&" in match[2] else match[2]
        if name == "id":
            if path.endswith(".html"):
                yield match.start(2), value, True
        elif name in _LISTS:
            for part in value.split(_LISTS[name]):
                if word := part.split()[:1]:
                    yield match.start(2), word[0] if "src" in name or name == "data-index" else f"#{word[0]}", False
        else:
            yield match.start(2), value.strip(), False

    def anchor(self, link: str) -> str:
        """The id that a link names; of one to a text (:~:) nothing more is asked (URL Fragment Text Directives)."""
        return unquote(link.partition("#")[2].partition(":~:")[0])

    def target(self, path: str, link: str) -> tuple[str, str]:
        """The path of the file that a link leads to, if it is one of the site, and what is wrong with its form."""
        if link.startswith("#"):
            return path, ""
        return self.in_folder(path.rpartition("/")[0], link)

    def _in_folder(self, folder: str, link: str) -> tuple[str, str]:
        if link.startswith("webcal:"):  # how calendars are subscribed to
            link = link.replace("webcal", self._url.partition(":")[0], 1)
        parts = urlsplit(link)
        if parts.netloc == self._host and parts.path.startswith(self._base):
            if not link.startswith(self._url):
                return "", f"the site stands at {self._url}"
            return self._file(parts.path[len(self._base) :]), ""
        if parts.scheme == "https":
            fault, _ = host_fault(link)
            return "", fault
        if parts.scheme or parts.netloc:
            return "", "" if parts.scheme in OTHERS else "links are https or mailto"
        there = unquote(parts.path)
        if there.startswith("/"):
            if not there.startswith(self._base):
                return "", f"it leaves the site, which stands below {self._base}"
            return self._file(there[len(self._base) :]), ""
        whole = posixpath.normpath(posixpath.join(folder, there)) if there else folder
        if whole.startswith(".."):
            return "", "it leaves the site"
        whole = "" if whole == "." else whole
        if not there or there.endswith(("/", "/.", "/..")) or there in (".", ".."):
            if self._portable:
                return "", "it names a folder, which only servers have an index for"
            whole = f"{whole}/" if whole else ""
        return self._file(whole), ""

    def _file(self, path: str) -> str:
        return f"{unquote(path)}index.html" if path.endswith("/") or not path else unquote(path)

    def head(self, path: str, text: str) -> Head:
        canonical, alternates = "", []
        for tag in _LINK.findall(text, 0, max(text.find("</head>"), 0)):
            said = dict(_SAID.findall(tag))
            if said.get("rel") == "canonical":
                canonical = self._path(said.get("href", ""))
            elif said.get("rel") == "alternate" and "hreflang" in said and "type" not in said:
                alternates.append((said["hreflang"], self._path(said.get("href", ""))))
        lang = _LANG.search(text)
        return Head(lang[1] if lang else "", canonical, tuple(sorted(alternates)), not _NO_INDEX.search(text))

    def entries(self, path: str, text: str) -> Iterator[tuple[str, tuple[str, str, tuple[tuple[str, str], ...]]]]:
        """The pages that a sitemap lists, each with the file that does so, and the addresses in other languages."""
        for match in _ENTRY.finditer(text):
            links = (dict(_SAID.findall(tag)) for tag in match[2].split("/>"))
            alternates = tuple(sorted((it["hreflang"], self._path(it["href"])) for it in links if "href" in it))
            yield self._path(match[1]), (path, f"<loc>{match[1]}", alternates)

    def _path(self, address: str) -> str:
        """The file at an address that is told in full; the address itself if it is none of the site."""
        address = unescape(address)
        return self._file(address[len(self._url) :]) if address.startswith(self._url) else address


def _broken(site: Files, found: Found) -> Iterator[Problem]:
    """Links that lead nowhere."""
    told = _Places(site)
    beside = told.beside
    for (there, anchor), use in found.links.items():
        if there not in site.files:
            hint = did_you_mean(there.rpartition("/")[2], beside.get(there.rpartition("/")[0], ()))
            yield Problem(told.place(use), "broken-link", f'there is no "{there}"{_also(use)}', hint)
        elif anchor and anchor != "top" and anchor not in found.ids.get(there, (anchor,)):
            message = f'"{there}" has no id "{anchor}"{_also(use)}'
            yield Problem(told.place(use), "broken-anchor", message, did_you_mean(anchor, found.ids[there]))
    for (link, fault), use in found.strange.items():
        yield Problem(told.place(use), "outside-link", f'a link to "{link}"{_also(use)}', fault)
    for id, use in found.twice.items():
        message = f'a second element with the id "{id}"{_also(use)}'
        yield Problem(told.place(use), "repeated-id", message, "only one of them can be linked to")


def _contradictions(site: Files, found: Found) -> Iterator[Problem]:
    """Where pages and sitemaps differ on the address of a page or on those in other languages: each kind once."""
    told, first, number = _Places(site), dict[tuple[str, str], tuple[str, str, str]](), Counter[tuple[str, str]]()
    for path, link, other, fault in _contradicting(found):
        key = link.partition("http")[0], fault
        first.setdefault(key, (path, link, other))
        number[key] += 1
    for key, (path, link, other) in first.items():
        use = told.first(path, link)._replace(files=number[key])
        yield Problem(told.place(use), "wrong-address", f'it names "{other}"{_also(use)}', key[1])


def _contradicting(found: Found) -> Iterator[tuple[str, str, str, str]]:
    """Each file that is contradicted, the words in it that are, the page that they name, and what is wrong."""
    heads = found.heads
    itself = {path for path, head in heads.items() if head.canonical == path}
    for path, head in sorted(heads.items()):
        own = 'rel="canonical"'
        if head.canonical and head.canonical not in itself:
            yield path, own, head.canonical, "there is no page that calls this its own address"
        for tag, other in head.alternates:
            link = f'hreflang="{tag}"'
            if other not in itself:
                yield path, link, other, "there is no page that calls this its own address"
            elif heads[other].alternates != head.alternates:
                yield path, link, other, "pages in several languages name each other, and all name the same"
            elif tag == head.lang and other != head.canonical:
                yield path, link, other, "in its own language, a page names its own address"
        if path in itself and head.listed and (head.lang, path) in head.alternates and path not in found.entries:
            yield path, own, path, "no sitemap has it"
    for path, (of, address, alternates) in found.entries.items():
        if path not in itself or heads[path].alternates != alternates:
            yield of, address, path, "a sitemap names a page, and its other languages, as it does itself"


def _also(use: Use) -> str:
    others = use.files - 1
    return f" (so in {others} more {'files' if others > 1 else 'file'})" if others else ""


class _Places:
    """Lines and columns in the files of a site."""

    def __init__(self, site: Files) -> None:
        self._site = site

    @cached_property
    def beside(self) -> Mapping[str, list[str]]:
        """The names of files by their folders."""
        folders: dict[str, list[str]] = {}
        for path in self._site.files:
            folder, _, name = path.rpartition("/")
            folders.setdefault(folder, []).append(name)
        return folders

    def place(self, use: Use) -> Place:
        file = self._site.files[use.path]
        text = Path(file).read_text(encoding="utf-8", errors="replace")
        return Place(file, text.count("\n", 0, use.offset) + 1, use.offset - text.rfind("\n", 0, use.offset))

    def first(self, path: str, words: str) -> Use:
        """Where words stand in a file for the first time."""
        text = Path(self._site.files[path]).read_text(encoding="utf-8", errors="replace")
        return Use(path, max(text.find(words), 0))
