"""Whether two built sites say the same: every event page and every list of events in every language.

The sites come from different tools and themes that write the same markup where it matters here. Text is compared as a
reader sees it: without tags, with every run of spaces as one, and all digits as 0-9; what pages tell machines, as
values, whatever the order of their keys; of images for links, that they are there and how large. What may differ is
named where it is left out: words for dates, which events are related, how a list is cut into parts, where a description
is cut off, and what an address is when it is a list's.
"""

from __future__ import annotations

import json
import re
import struct
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import corpus
from words import WORDS

from tarikh.publishing.address import SHARE_SIZE

from .content import LONG, SELECTIONS

LISTS = ("actors", "topics", "places", "documents")
MOST = {"documents": 24, "disagreements": 20}  # events on a part of a list that shows quotes
MOST_CARDS = 60  # on others
MOST_RELATED = 5
DESCRIBED = 270  # letters of a description that are compared; each tool cuts a long one in its own way
BYTES = 0.1  # by which all pages together may differ, without the pictures that one of them draws
# Coverage, open data with its page, feeds, answers for oEmbed, search, and the page for readers who are offline.
ONLY_OURS = re.compile(
    r"/(?:coverage|data|search|offline)\.html$"
    r"|/(?:feed|events|documents|timelinejs)(?:\.[\w-]+)*\.json$"
    r"|/[a-z]{2}/(?:oembed|search)/[^.]+\.json$"
)

Facts = dict[str, object]
Read = Callable[["Site"], Sequence[object]]  # what a list says, of any site


class Unequal(Exception):
    """Pages that are not the same; says which, and how."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The size of the pages that every tool writes; `drawn` are the bytes of pictures of time and maps in them.

    Images for links are counted apart.
    """

    pages: int
    bytes: int
    drawn: int
    images: int
    image_bytes: int


def count(site: Path) -> Counted:
    """Its pages and bytes, without what only Tarikh writes, and without files that no tool makes, such as fonts."""
    pages = size = drawn = 0
    for path in site.rglob("*"):
        if path.suffix not in (".html", ".json") or ONLY_OURS.search(path.as_posix()) or not path.is_file():
            continue
        text = path.read_bytes()
        pages, size = pages + (path.suffix == ".html"), size + len(text)
        drawn += sum(map(len, re.findall(rb'<figure class="(?:time|map)".*?</figure>', text, re.DOTALL)))
    images = [path.stat().st_size for path in site.glob("*/share/*.png")]
    return Counted(pages, size, drawn, len(images), sum(images))


def compare(ours: Path, theirs: Path, ids: Sequence[str], dense: bool) -> str:
    """What was compared, in words. Raises Unequal. `dense`: there are enough events for each to have related ones."""
    one, other = Site(ours), Site(theirs)
    pages = lists = 0
    for path in ("index.html", "404.html"):
        _same(path, one.front(path), other.front(path))
    for tag in WORDS:
        for id in ids:
            mine, its = one.event(tag, id), other.event(tag, id)
            _related(f"{tag}/events/{id}", mine.pop("related"), its.pop("related"), dense)
            _same(f"{tag}/events/{id}", mine, its)
            pages += 1
        for name, read in _lists(one, tag, len(ids)):
            _same(f"{tag}/{name}", dict(enumerate(read(one))), dict(enumerate(read(other))))
            lists += 1
    sizes = [count(site) for site in (ours, theirs)]
    mine_bytes, its_bytes = (size.bytes - size.drawn for size in sizes)
    difference = its_bytes / mine_bytes - 1
    if abs(difference) > BYTES:
        raise Unequal(f"{theirs}: {difference:+.0%} bytes without pictures, which is not the same amount of page")
    return f"{pages} event pages and {lists} lists are equal; bytes without pictures differ by {difference:+.1%}"


class Site:
    """A built site, read by its own links."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str) -> str:
        file = self.folder / path
        if not file.is_file():
            raise Unequal(f"{self.folder} has no {path}")
        return file.read_text(encoding="utf-8")

    def page(self, tag: str, name: str) -> str:
        """The path of a page that stands once in a language, as a file or as a folder."""
        paths = (f"{tag}/{name}.html", f"{tag}/{name}/index.html")
        return next((path for path in paths if (self.folder / path).is_file()), paths[0])

    def event(self, tag: str, id: str) -> Facts:
        text = self.read(f"{tag}/events/{id}.html")
        header = _one(r'<header class="intro">(.*?)</header>', text)
        facts = _one(r'<dl class="facts">(.*?)</dl>', text)
        evidence = _one(r'<section class="evidence".*?</section>', text)
        differ = _one(r'<section class="differ".*?</section>', text, none="")
        cite = _one(r'<details class="cite">(.*?)</details>', text)
        related = _one(r'<section class="related".*?</section>', text, none="")
        nearby = _one(r'<nav class="neighbours"(.*?)</nav>', text)
        history = _one(r'<dl class="history">(.*?)</dl>', text)
        date = _text(_one(r"<time[^>]*>(.*?)</time>", header))  # in each tool's own words
        said = [_text(value) for value in re.findall(r"<bdi>(.*?)</bdi>", cite)]
        return {
            "title": _text(_one(r"<h1[^>]*>(.*?)</h1>", header)),
            **self._of_itself(text, date),
            "answer for oEmbed": self._answer(text),
            "languages": sorted(re.findall(r'<link rel="alternate" hreflang="([\w-]+)"', text)),
            "chooser of languages": len(re.findall(r"<a [^>]*hreflang=", text)),
            "day": _one(r'<time datetime="([^"]*)"', header),
            "status": _text(_one(r'<p class="status">(.*?)</p>', header, none="")),
            "summary": _text(_one(r'<p class="lede">(.*?)</p>', header)),
            "body": _text(_one(r'<div class="prose">(.*?)</div>', text)),
            "names": [_text(name) for name in re.findall(r"<li><a[^>]*>(.*?)</a>", facts)],
            "evidence": _quotes(evidence),
            "accounts": [_text(cell) for cell in re.findall(r'<td class="says">(.*?)</td>', differ)],
            "their evidence": _quotes(differ),
            "references": [_text(form) for form in re.findall(r"<h3>(.*?)</h3>", cite)],
            "what references say": [value for value in said if value != date],
            "code of its frame": _code(text),
            "what was done, and when": [
                (_text(done), day, _text(words))
                for done, day, words in re.findall(
                    r'<dt>(.*?)</dt><dd><time datetime="([^"]*)">.*?</time>(.*?)</dd>', history, re.DOTALL
                )
            ],
            "related": related.count('<span class="title">'),
            "strip": bool(re.search(r'<svg class="where".*?<text.*?<circle', text, re.DOTALL)),
            "before": _title(_one(r'<div class="before">(.*?)</div>', nearby, none="")),
            "after": _title(_one(r'<div class="after">(.*?)</div>', nearby, none="")),
        }

    def front(self, path: str) -> Facts:
        """A page that stands once for all languages."""
        text = self.read(path)
        return {**self._of_itself(text), "main": _text(_one(r"<main.*?</main>", text))}

    def through(self, paths: Sequence[str], most: int) -> list[object]:
        """The events of lists through all their parts, as readers and then as machines are told."""
        shown, told = list[object](), list[object]()
        for part in [part for path in paths for part in self.parts(path)]:
            text = self.read(part)
            events = list(_listed(text))
            if len(events) > most:
                raise Unequal(f"{self.folder}/{part} shows {len(events)} events, more than {most}")
            shown += events
            told += _entries(_linked(text))
        return [*shown, *told]

    def cards(self, tag: str, name: str) -> list[object]:
        """The events on a page that stands once in a language, and the code of its frame."""
        text = self.read(self.page(tag, name))
        return [_code(text), *_listed(text), *_entries(_linked(text))]

    def itself(self, tag: str, name: str) -> list[object]:
        """What a page says of itself, or the first part of a list."""
        return list(self._of_itself(self.read(self.page(tag, name))).items())

    def parts(self, path: str) -> list[str]:
        """The pages that a list is cut into, by the links on its first."""
        return self.linked(path, r'<nav class="parts"(.*?)</nav>') or [path]

    def linked(self, path: str, where: str) -> list[str]:
        """The pages that a part of a page links to, each once."""
        links = re.findall(r'href="([^"#]+)', _one(where, self.read(path), none=""))
        return list(dict.fromkeys(_path(path, link) for link in links))

    def years(self, tag: str) -> list[str]:
        return self.linked(self.page(tag, "index"), r'<nav class="jump"(.*?)</nav>')

    def names(self, tag: str, kind: str) -> list[object]:
        """What a list of actors, topics, places or documents names, with how many events; then to machines."""
        text = self.read(self.page(tag, kind))
        lists = re.findall(r'<ul class="index">(.*?)</ul>', text, re.DOTALL)
        entries = re.findall(r'<li><a[^>]*>(.*?)</a>\s*<span class="count">(.*?)</span>', "".join(lists))
        return [*sorted((_text(name), _text(number)) for name, number in entries), *_entries(_linked(text))]

    def ids(self, tag: str, kind: str) -> list[str]:
        """The pages that such a list links to."""
        index = self.page(tag, kind)
        links = re.findall(r'<ul class="index">(.*?)</ul>', self.read(index), re.DOTALL)
        return sorted({Path(_path(index, link)).stem for link in re.findall(r'href="([^"#]+)', "".join(links))})

    def _of_itself(self, text: str, date: str = "") -> Facts:
        """What a page says of itself in its head, and at its end to who sees it in a frame; not what it lists.

        `date` is that of an event in the tool's words, with which the text of its image begins.
        """
        said = r'<meta (?:name|property)="(description|(?:og|article|twitter):[\w:]+)" content="([^"]*)"'
        values = []
        for name, value in re.findall(said, text):
            shown = _text(_address(value))
            if name == "og:image":
                self._expect_image(shown)
            elif name == "og:image:alt":
                shown = shown.removeprefix(date)
            values.append((name, shown[: DESCRIBED if "description" in name else None]))
        return {
            "title of the page": _text(_one(r"<title>(.*?)</title>", text)),
            "address": _address(_one(r'<link rel="canonical" href="([^"]*)"', text)),
            "properties": sorted(values),
            "linked data": [{key: it[key] for key in it if key != "mainEntity"} for it in _linked(text)],
            "in a frame": _text(_one(r'<footer class="whole">.*?</footer>', text, none="")),
        }

    def _expect_image(self, address: str) -> None:
        """Raises Unequal if there is no image for links, or it has another size."""
        file = self.folder / address.lstrip("/")
        if not file.is_file():
            raise Unequal(f"{self.folder} has no {address}")
        with file.open("rb") as image:
            head = image.read(24)
        if head[:8] != b"\x89PNG\r\n\x1a\n" or struct.unpack(">2I", head[16:]) != SHARE_SIZE:
            raise Unequal(f"{file} is no PNG of {SHARE_SIZE[0]} × {SHARE_SIZE[1]}")

    def _answer(self, text: str) -> Facts:
        """Where the answer for oEmbed is that a page names, and what it says; nothing if it names none."""
        found = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]*)" title="([^"]*)"', text)
        if found is None:
            return {}
        address, title = _address(found[1]), _text(found[2])
        said = json.loads(self.read(address.lstrip("/")))
        plain = {key: " ".join(unescape(_address(it)).split()) for key, it in said.items() if isinstance(it, str)}
        return {"at": address, "named": title, **said, **plain}


def _lists(site: Site, tag: str, events: int) -> Iterator[tuple[str, Read]]:
    """The lists of a language that a site has, and how to read each from any site."""
    for name in ("index", "newest"):
        yield name, partial(Site.cards, tag=tag, name=name)
    for name in ("index", "newest", *LISTS, "disagreements", "about"):
        yield f"{name} of itself", partial(Site.itself, tag=tag, name=name)
    for kind in LISTS:
        yield kind, partial(Site.names, tag=tag, kind=kind)
        yield f"{kind} by address", partial(Site.ids, tag=tag, kind=kind)
        yield from _each(tag, kind, site.ids(tag, kind))
    found = [id for id in SELECTIONS if (site.folder / tag / "selections" / f"{id}.html").is_file()]
    yield from _each(tag, "selections", found)
    yield "disagreements", lambda it: it.through([it.page(tag, "disagreements")], MOST["disagreements"])
    yield "about", lambda it: [_text(_one(r"<main.*?</main>", it.read(it.page(tag, "about"))))]
    if events > LONG:
        yield "years", lambda it: it.through(it.years(tag), MOST_CARDS)
        yield "index", lambda it: _index(it, tag)


def _each(tag: str, kind: str, ids: Iterable[str]) -> Iterator[tuple[str, Read]]:
    for name in (f"{kind}/{id}" for id in ids):
        yield name, partial(Site.through, paths=[f"{tag}/{name}.html"], most=MOST.get(kind, MOST_CARDS))
        yield f"{name} of itself", partial(Site.itself, tag=tag, name=name)


def _listed(text: str) -> Iterator[tuple[str, ...]]:
    """The events that a page lists: cards, passages of a document, or disagreements."""
    for id, card in re.findall(r'<article class="card[^>]* id="([^"]+)"(.*?)</article>', text, re.DOTALL):
        if "<h3" in card:
            actors = re.findall(r"<a [^>]*actors/[^>]*>(.*?)</a>", card)
            summary = _one(r'<p class="summary">(.*?)</p>', card)
            yield id, _text(_one(r"<h3[^>]*>(.*?)</h3>", card)), _text(summary), *map(_text, actors)
    for id, section in re.findall(r'<section class="resting" id="([^"]+)"(.*?)</section>', text, re.DOTALL):
        yield id, _title(section), *(quote for pair in _quotes(section) for quote in pair)
    for section in re.findall(r'<section class="differ">(.*?)</section>', text, re.DOTALL):
        yield _title(section), *(quote for pair in _quotes(section) for quote in pair)


def _linked(text: str) -> list[dict[str, Any]]:
    """What a page tells machines, in the words of schema.org."""
    script = _one(r'<script type="application/ld\+json">(.*?)</script>', text, none="")
    return _comparable(json.loads(script)["@graph"]) if script else []


def _comparable(value: Any, key: str = "") -> Any:
    """Linked data without what may differ; a year of the reader's calendar is only said to be one."""
    if isinstance(value, dict):
        if "/years/" in value.get("item", ""):
            return {"@type": value["@type"], "position": value["position"], "item": "a year"}
        return {key: _comparable(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if not isinstance(value, str):
        return value
    return _text(_address(value))[: DESCRIBED if key == "description" else None]


def _entries(graph: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The addresses that a list tells machines, in its order."""
    for listed in (node["mainEntity"] for node in graph if "mainEntity" in node):
        entries = listed["itemListElement"]
        if [entry["position"] for entry in entries] != list(range(1, listed["numberOfItems"] + 1)):
            raise Unequal(f"positions that are not those of {listed['numberOfItems']} entries: {entries!r}")
        yield from (entry["url"] for entry in entries)


def _code(text: str) -> str:
    """What another site puts into its page to show this one in a frame."""
    return _text(_one(r'<details class="cite embed">.*?<pre[^>]*>(.*?)</pre>', text)).replace("index.html#", "#")


def _address(value: str) -> str:
    """Any text; an address of the site without what tools lay out in their own ways: lists as files or as folders."""
    if not value.startswith(corpus.SITE["url"]):
        return value
    path, mark, fragment = value.removeprefix(corpus.SITE["url"]).partition("#")
    path = path.removesuffix("index.html")
    if path.count("/") > 1 and path.endswith("/"):
        path = f"{path[:-1]}.html"
    return f"/{path}{mark}{fragment}"


def _index(site: Site, tag: str) -> list[object]:
    """The names and events of an index for filters, in one file or many; addresses and words for days may differ."""
    files = _one(r' data-index="([^"]+)"', site.read(f"{tag}/index.html")).split()
    held = [json.loads(site.read(f"{tag}/{file}")) for file in files]
    names, *parts = held if len(held) > 1 else (held[0]["names"], held[0]["events"])
    rows = [row for part in parts for row in part]
    return [sorted(names), *((row[0], _text(row[4]), row[5], len(row[6])) for row in rows)]


def _quotes(text: str) -> list[tuple[str, ...]]:
    """Each quote and its translation, with the document, its publisher and the line that it names."""
    figures = re.findall(r'<figure class="quote[^>]*>(.*?)</figure>', text, re.DOTALL)
    return [
        (
            _text(_one(r"<blockquote[^>]*>(.*?)</blockquote>", figure)),
            _text(_one(r'<p class="translation">(.*?)</p>', figure, none="")),
            _text(_one(r"<cite>(.*?)</cite>", figure, none="")),
            _text(_one(r'<span class="detail">(.*?)</span>', figure, none="")),
            _text(_one(r'<ul class="meta">\s*<li><bdi>(.*?)</bdi>', figure, none="")),
            _text(_one(r'<span class="address"[^>]*>(.*?)</span>', figure, none="")),
            "".join(re.findall(r"\d+", _text(_one(r'<li class="proved">(.*?)</li>', figure)))),
        )
        for figure in figures
    ]


def _related(name: str, ours: Any, theirs: Any, dense: bool) -> None:
    """Tools choose related events in their own ways, but as many."""
    if theirs != ours if dense else theirs > MOST_RELATED:
        raise Unequal(f"{name}: {theirs} related events, not {ours}")


def _same(name: str, ours: Mapping[Any, object], theirs: Mapping[Any, object]) -> None:
    if len(ours) != len(theirs):
        raise Unequal(f"{name}: {len(ours)} entries in ours, {len(theirs)} in theirs")
    for key, mine in ours.items():
        if theirs[key] != mine:
            raise Unequal(f"{name}: {key}:\n  ours   {mine!r}\n  theirs {theirs[key]!r}")


def _title(text: str) -> str:
    return _text(_one(r'<span class="title">(.*?)</span>', text, none=""))


def _one(pattern: str, text: str, none: str | None = None) -> str:
    found = re.search(pattern, text, re.DOTALL)
    if found is None:
        if none is None:
            raise Unequal(f"no {pattern} in {text[:400]!r}")
        return none
    return found[1] if found.re.groups else found[0]


@lru_cache(maxsize=100_000)
def _text(html: str) -> str:
    """What a reader sees of it; French and Russian texts of Tarikh have spaces that do not break."""
    text = unescape(re.sub(r"<[^>]*>", "", html))
    digits = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in text)
    return " ".join(digits.split())


def _path(page: str, link: str) -> str:
    """The file that a link on a page leads to."""
    path = unquote(urlsplit(urljoin(f"/{page}", link)).path).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
