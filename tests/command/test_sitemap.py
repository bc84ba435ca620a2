"""What search engines are told: every page of the site once, and where it is in other languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from conftest import Run
from tarikh.publishing.sitemap import MOST_IN_ONE, parts

Tarikh = Callable[..., Run]
SITE = "https://tarikh.example.org/"
NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def listed(output: Path, tag: str) -> dict[str, dict[str, str]]:
    """The pages of a sitemap, each with the addresses that it has in other languages."""
    root = ElementTree.parse(output / tag / "sitemap.xml").getroot()
    assert root.tag == f"{{{NAMES['']}}}urlset"
    return {
        url.findtext("loc", "", NAMES): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("xhtml:link", NAMES)
        }
        for url in root
    }


def test_every_page_is_listed_as_it_names_itself_with_its_other_languages(published: Path) -> None:
    output = published / "output"
    told = {url: links for tag in ("en", "fr", "ru", "ar", "fa") for url, links in listed(output, tag).items()}
    there = {}
    for page in output.glob("??/**/*.html"):
        html = page.read_text(encoding="utf-8")
        if '<meta name="robots" content="noindex">' in html:
            continue
        [canonical] = re.findall(r'<link rel="canonical" href="([^"]+)"', html)
        if canonical == urljoin(SITE, page.relative_to(output).as_posix().removesuffix("index.html")):
            there[canonical] = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html))
    assert len(told) > 500
    assert told == there


def test_pages_in_other_languages_name_each_other(published: Path) -> None:
    told = {tag: listed(published / "output", tag) for tag in ("en", "fr", "ru", "ar", "fa")}
    for pages in told.values():
        for url, links in pages.items():
            for tag, other in links.items():
                if tag != "x-default":
                    assert told[tag][other][url.removeprefix(SITE).partition("/")[0]] == url


def test_robots_find_the_sitemaps_of_all_languages(published: Path) -> None:
    output = published / "output"
    assert f"\nSitemap: {SITE}sitemap.xml\n" in (output / "robots.txt").read_text(encoding="utf-8")
    index = ElementTree.parse(output / "sitemap.xml").getroot()
    named = [it.findtext("loc", "", NAMES) for it in index]
    assert named == [f"{SITE}{tag}/sitemap.xml" for tag in ("en", "fr", "ru", "ar", "fa")]


def test_a_sitemap_changes_with_the_pages_that_there_are_and_no_sooner(project: Path, tarikh: Tarikh) -> None:
    tarikh("build")
    event = project / "content/events/2026/outlook-2026.yaml"
    text = event.read_text(encoding="utf-8")
    before = (project / "output/fa/sitemap.xml").stat().st_mtime_ns
    event.write_text(re.sub("title: ", "title: Anew, ", text), encoding="utf-8")
    tarikh("build")
    assert (project / "output/fa/sitemap.xml").stat().st_mtime_ns == before
    event.unlink()
    assert tarikh("build").returncode == 0
    assert "outlook-2026" not in (project / "output/fa/sitemap.xml").read_text(encoding="utf-8")
    assert tarikh("build", SITEURL="https://example.net/x").returncode == 0
    assert "https://example.net/x/fa/" in (project / "output/fa/sitemap.xml").read_text(encoding="utf-8")
    assert "Sitemap: https://example.net/x/sitemap.xml" in (project / "output/robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "expected"), [(1, 1), (MOST_IN_ONE, 1), (MOST_IN_ONE + 1, 2), (3 * MOST_IN_ONE, 3), (10**6, 50)]
)
def test_a_sitemap_is_cut_before_it_is_too_long(number: int, expected: int) -> None:
    assert len(parts(number)) == expected
    assert len(set(parts(number))) == expected
