"""What a page may weigh, ask for and hold: the promises to readers on slow phones."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

KIB = 1024
EVENT = "events/moscow-consultations.html"
LIMITS = {"": 40, EVENT: 25, "actors/russia.html": 40, "places.html": 40, "documents/000_5759ccfff0efa866.html": 40}
LATIN, CYRILLIC, TEXT, SIGNS, INTERFACE = (
    "source-serif-4-latin",
    "source-serif-4-cyrillic",
    "markazi-text-arabic",
    "markazi-text-signs",
    "vazirmatn-arabic",
)


def asked_for(page: Page, address: str) -> list[str]:
    """The paths of everything that a first visit loads, below the site."""
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    base = re.match(r"http://[^/]+/tarikh/", address)
    assert base
    return [url.removeprefix(base[0]).partition("?")[0] for url in asked]


def compressed(built: Path, paths: list[str]) -> int:
    """Bytes as a host sends them."""
    files = [built / (path + "index.html" if path == "" or path.endswith("/") else path) for path in paths]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


@pytest.mark.parametrize("tag", ["en", "ru", "ar", "fa"])
@pytest.mark.parametrize("path", LIMITS)
def test_a_first_visit_weighs_no_more_than_promised(page: Page, site: str, built: Path, tag: str, path: str) -> None:
    asked = asked_for(page, f"{site}{tag}/{path}")
    fonts = [it for it in asked if it.endswith(".woff2")]
    others = [it for it in asked if it not in fonts]
    assert compressed(built, others) <= LIMITS[path] * KIB
    assert compressed(built, [it for it in others if it.endswith(".js")]) <= 6 * KIB
    assert len(others) <= 5
    assert len(asked) == len(set(asked)), "nothing is loaded twice"


def test_scripts_are_few_and_small(built: Path) -> None:
    scripts = sorted(file.relative_to(built).as_posix() for file in (built / "theme").rglob("*.js"))
    assert compressed(built, scripts) <= 13 * KIB  # all together: a visit loads those that it needs


def test_a_first_search_weighs_no_more_than_a_page(page: Page, site: str, built: Path) -> None:
    asked = asked_for(page, f"{site}ar/search.html?q=%D9%86%D9%8A%D8%AC%D8%B1")
    page.locator(".finds li").first.wait_for()
    found = [path for path in asked if "/search/" in path]
    assert any(path.endswith(".pagefind") for path in found)
    packed = [path for path in found if "/index-" in path and not path.endswith((".js", ".json"))]  # already
    weight = sum((built / path).stat().st_size for path in packed)
    assert weight + compressed(built, [path for path in found if path not in packed]) <= 150 * KIB


@pytest.mark.parametrize(
    ("address", "faces"),
    [
        ("en/", {LATIN}),
        ("fr/actors.html", {LATIN}),
        ("en/" + EVENT, {LATIN, TEXT}),
        ("ru/", {LATIN, CYRILLIC}),
        ("ar/", {TEXT, SIGNS, INTERFACE}),
        ("fa/" + EVENT, {TEXT, SIGNS, INTERFACE, LATIN}),  # a passage has AES in it
        ("en/actors/russia.html", {LATIN}),
        ("ar/actors/russia.html", {TEXT, SIGNS, INTERFACE}),
    ],
)
def test_faces_are_loaded_only_for_the_scripts_a_page_shows(
    page: Page, site: str, address: str, faces: set[str]
) -> None:
    fonts = {Path(it).stem for it in asked_for(page, site + address) if it.endswith(".woff2")}
    assert fonts == faces


@pytest.mark.parametrize("tag", ["en", "fa"])
def test_a_page_has_no_more_elements_than_a_phone_bears(page: Page, site: str, long_site: str, tag: str) -> None:
    for address in (f"{site}{tag}/", f"{site}{tag}/{EVENT}", f"{long_site}{tag}/", f"{long_site}{tag}/newest.html"):
        page.goto(address)
        assert page.evaluate("document.querySelectorAll('*').length") <= 1500, address


def test_no_page_has_a_script_or_style_inside_or_allows_one(built: Path) -> None:
    inside = re.compile(
        r"<style|<[^>]+\s(style|on[a-z]+)=|<script(?![^>]*\ssrc=| type=\"application/ld\+json\">)|javascript:",
        re.IGNORECASE,
    )
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
    pages = sorted(built.rglob("*.html"))
    assert len(pages) > 500
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert not inside.search(html), page
        found = policy.search(html)
        assert found, page
        assert "unsafe" not in found[1]
        assert "default-src &#39;none&#39;" in found[1] or "default-src 'none'" in found[1]


def test_the_policy_stops_what_is_not_the_sites_own(page: Page, site: str) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{site}en/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.evaluate(
        "{ const it = document.createElement('script'); it.textContent = 'window.hurt = 1'; document.body.append(it) }"
    )
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'https://example.org/spy.png' }))")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hurt") is None
    assert len(refused) == 3
    assert all("Content Security Policy" in text for text in refused)
