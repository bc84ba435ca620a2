"""Which pages there are, and where each is in other languages; search engines are told so (sitemaps.org, RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
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


def in_languages(site: Site, address: Address) -> dict[str, Address]:
    """The page in every language that has it, its own among them, and what to show everybody else."""
    chronology = site.chronology
    if address.kind == "event":
        tags = [tag for tag in chronology.languages if tag in chronology.event[address.id].languages]
    elif address.kind == "page":
        tags = [tag for tag in chronology.languages if (address.id, tag) in site.prose]
    elif address.kind == "year" or (address.part and address.kind != "document"):
        calendars = {tag: language.calendars[0] for tag, language in chronology.languages.items()}
        tags = [tag for tag in chronology.languages if calendars[tag] == calendars[address.language]]
    else:
        tags = list(chronology.languages)
    alternates = {tag: Address(address.kind, tag, address.id, address.part) for tag in tags}
    default = chronology.site.default_language
    anybody = Address("chooser") if address.kind == "timeline" else alternates.get(default) or alternates[tags[0]]
    return {**alternates, "x-default": anybody}


def pages(site: Site, tag: str) -> Iterator[Address]:
    """The pages in a language that name themselves as their own address."""
    yield Address("timeline", tag)
    yield Address("coverage", tag)
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
    listed = "".join(f"<sitemap><loc>{_text(site.url + address.path)}</loc></sitemap>\n" for address in maps)
    return f"{_HEAD}<sitemapindex {_XMLNS}>\n{listed}</sitemapindex>\n".encode()


def sitemap(site: Site, address: Address) -> bytes:
    """One part of the pages of a language, each with itself in every language that has it."""
    first = MOST_IN_ONE * (int(address.part or 1) - 1)
    shown = islice(pages(site, address.language), first, first + MOST_IN_ONE)
    listed = "".join(_page(site, page) for page in shown)
    return f'{_HEAD}<urlset {_XMLNS} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{listed}</urlset>\n'.encode()


def _page(site: Site, page: Address) -> str:
    links = "".join(_alternate(tag, site.url + public(it.path)) for tag, it in in_languages(site, page).items())
    return f"<url><loc>{_text(site.url + public(page.path))}</loc>{links}</url>\n"


def _alternate(tag: str, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(url)}/>'


def _text(url: str) -> str:
    return quoteattr(url)[1:-1]
