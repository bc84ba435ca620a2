"""Which pages there are, and where each is in other languages; search engines are told so (sitemaps.org, RFC 9309)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import ceil
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from . import timelines
from .address import LISTS, Address, public

if TYPE_CHECKING:
    from .site import Site

MOST_IN_ONE = 20_000  # pages; sitemaps.org allows 50,000 and 50 MiB, and each names its other languages
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def spoken(site: Site, address: Address) -> list[str]:
    """The languages that have a page."""
    chronology = site.chronology
    if address.kind == "event":
        told = chronology.event[address.id].languages
        return [tag for tag in chronology.languages if tag in told]
    if address.kind == "page":
        return [tag for tag in chronology.languages if (address.id, tag) in site.prose]
    if address.kind == "year" or (address.part and address.kind != "document"):
        calendars = {tag: language.calendars[0] for tag, language in chronology.languages.items()}
        return [tag for tag in chronology.languages if calendars[tag] == calendars[address.language]]
    return list(chronology.languages)


def in_languages(site: Site, address: Address) -> dict[str, Address]:
    """The page in every language that has it, its own among them, and what to show everybody else."""
    pages = {tag: Address(address.kind, tag, address.id, address.part) for tag in spoken(site, address)}
    anybody = Address("chooser") if address.kind == "timeline" else pages[_default(site, pages)]
    return {**pages, "x-default": anybody}


def pages(site: Site, tag: str) -> Iterator[Address]:
    """The pages in a language that name themselves as their own address."""
    yield Address("timeline", tag)
    yield Address("coverage", tag)
    if site.chronology.site.search:
        yield Address("search", tag)
    yield Address("data", tag)
    yield from (Address(folder, tag) for folder in LISTS.values())
    yield from (Address("page", tag, id) for id, language in site.prose if language == tag)
    lists = site.edition(tag, tag).lists
    for kind, id in lists.all(timelines.is_long(site.chronology)):
        if kind != "index":  # which only scripts read
            yield from (Address(kind, tag, id, part) for part in lists.parts(kind, id))
    yield from (Address("event", tag, event.id) for event in site.chronology.events if tag in event.languages)


def parts(number: int) -> list[str]:
    """What the parts of a sitemap of so many pages are called, the first by nothing."""
    return ["", *(str(part) for part in range(2, ceil(number / MOST_IN_ONE) + 1))]


def robots(site: Site) -> bytes:
    """Everything may be read by everybody, and the sitemap tells what there is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url}{Address('sitemap').path}\n".encode()


def sitemaps(site: Site) -> bytes:
    """The sitemap of the sitemaps of all languages."""
    maps = [
        Address("sitemap", tag, part=part)
        for tag in site.chronology.languages
        for part in parts(sum(1 for _ in pages(site, tag)))
    ]
    listed = "".join(f"<sitemap><loc>{_escaped(site.url + address.path)}</loc></sitemap>\n" for address in maps)
    return f"{_HEAD}<sitemapindex {_XMLNS}>\n{listed}</sitemapindex>\n".encode()


def sitemap(site: Site, address: Address) -> bytes:
    """One part of the pages of a language, each with itself in every language that has it.

    They are in the order of their addresses: an event of another date leaves all as it is.
    """
    first = MOST_IN_ONE * (int(address.part or 1) - 1)
    shown = sorted((public(page.path), page) for page in pages(site, address.language))[first : first + MOST_IN_ONE]
    base, tag = _escaped(site.url), address.language
    link = '<xhtml:link rel="alternate" hreflang="{}" href="' + base + "{}"
    links = {it: link.format(it, it) for it in site.chronology.languages}
    lines = [_HEAD + f'<urlset {_XMLNS} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n']
    for path, page in shown:
        rest = path.removeprefix(tag)  # addresses in other languages differ in their tag alone
        lines.append(f"<url><loc>{base}{tag}{rest}</loc>")
        tags = spoken(site, page)
        lines += [f'{links[it]}{rest}"/>' for it in tags]
        anybody = "" if page.kind == "timeline" else _default(site, tags) + rest
        lines.append(f'{link.format("x-default", anybody)}"/></url>\n')
    return "".join([*lines, "</urlset>\n"]).encode()


def _default(site: Site, tags: Collection[str]) -> str:
    """The language of a page for those who speak none of the site's."""
    default = site.chronology.site.default_language
    return default if default in tags else next(iter(tags))


def _escaped(url: str) -> str:
    return quoteattr(url)[1:-1]
