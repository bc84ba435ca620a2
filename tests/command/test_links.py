"""The whole built site: every link leads somewhere, every page knows its translations."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

SITE = "https://example.org/tarikh/"


class Page(HTMLParser):
    """What one page links to, and what it offers to be linked to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.alternates: dict[str, str] = {}
        self.canonical = self.lang = self.title = self.description = ""
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self._open = tag
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "html":
            self.lang = values["lang"]
        if tag == "meta" and values.get("name") == "description":
            self.description = values["content"]
        if tag == "link" and values["rel"] == "canonical":
            self.canonical = values["href"]
        elif tag == "link" and values["rel"] == "alternate" and "type" not in values:
            self.alternates[values["hreflang"]] = values["href"]
        else:
            self.links += [values[name] for name in ("href", "src") if name in values]

    def handle_data(self, text: str) -> None:
        if self._open == "title" and not self.title:
            self.title = text.strip()


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Page]:
    return {
        file.relative_to(built).as_posix(): Page(file.read_text(encoding="utf-8")) for file in built.rglob("*.html")
    }


def target(path: str, link: str) -> tuple[str, str]:
    """The file and anchor a relative link leads to."""
    parts = urlsplit(link)
    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    return (there + "/index.html" if parts.path.endswith("/") and there != "." else there), parts.fragment


def test_every_link_inside_the_site_leads_to_a_file_and_an_anchor(built: Path, pages: dict[str, Page]) -> None:
    broken = []
    for path, page in pages.items():
        for link in page.links:
            if path == "404.html" or (urlsplit(link).scheme and not link.startswith(SITE)):
                continue
            there, anchor = target("", link.removeprefix(SITE)) if link.startswith(SITE) else target(path, link)
            there = "index.html" if there == "." else there
            if not (built / there).is_file() or (anchor and anchor not in pages[there].ids):
                broken.append((path, link))
    assert not broken[:10]


def test_the_404_page_works_at_any_address_of_the_site(pages: dict[str, Page]) -> None:
    assert pages["404.html"].links
    assert all(link.startswith("/tarikh/") for link in pages["404.html"].links)


def test_no_page_has_an_id_twice(pages: dict[str, Page]) -> None:
    assert not [path for path, page in pages.items() if len(page.ids) != len(set(page.ids))]


def test_every_page_has_a_title_a_canonical_address_and_a_description(
    pages: dict[str, Page],
) -> None:
    assert not [path for path, page in pages.items() if not page.title or not page.canonical.startswith(SITE)]
    assert not [path for path, page in pages.items() if "/" in path and not page.description]


def test_translations_name_each_other(pages: dict[str, Page]) -> None:
    told = {path: page for path, page in pages.items() if "/" in path and not path.endswith("/newest.html")}
    by_address = {page.canonical: page for path, page in pages.items() if path in told or "/" not in path}
    for path, page in told.items():
        assert page.alternates[page.lang] == page.canonical
        assert "x-default" in page.alternates
        for tag, address in page.alternates.items():
            other = by_address[address]
            if tag != "x-default":
                assert (other.lang, other.alternates) == (tag, page.alternates), path


def test_the_newest_events_first_are_the_timeline_again(pages: dict[str, Page]) -> None:
    for tag in ("en", "fa"):
        newest, timeline = pages[f"{tag}/newest.html"], pages[f"{tag}/index.html"]
        assert newest.canonical == timeline.canonical
        assert newest.alternates == {}


def test_titles_differ_within_a_language(pages: dict[str, Page]) -> None:
    titles = [(page.lang, page.title) for path, page in pages.items() if "/" in path]
    assert len(titles) == len(set(titles)), {title for title in titles if titles.count(title) > 1}
