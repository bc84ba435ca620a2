"""What readers meet in a real browser."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

DIRECTIONS = {"en": "ltr", "fr": "ltr", "ru": "ltr", "ar": "rtl", "fa": "rtl"}
KINDS = {
    "timeline": "",
    "event": "events/moscow-consultations.html",
    "actor": "actors/russia.html",
    "actors": "actors.html",
    "topic": "topics/diplomacy.html",
    "topics": "topics.html",
    "place": "places/moscow.html",
    "places": "places.html",
    "document": "documents/000_5759ccfff0efa866.html",
    "documents": "documents.html",
    "disagreements": "disagreements.html",
    "about": "about.html",
    "method": "method.html",
    "coverage": "coverage.html",
    "search": "search.html",
    "offline": "offline.html",
}
EVENT = "events/moscow-consultations.html"


@pytest.mark.parametrize("tag", DIRECTIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_has_its_language_and_direction_and_stays_on_its_site(
    page: Page, site: str, tag: str, kind: str
) -> None:
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: failed.append(str(error)))
    answer = page.goto(f"{site}{tag}/{KINDS[kind]}")
    assert answer
    assert answer.status == 200
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == [
        tag,
        DIRECTIONS[tag],
    ]
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    assert [url for url in asked if not url.startswith(site)] == []
    assert failed == []


@pytest.mark.parametrize("tag", DIRECTIONS)
def test_the_timeline_starts_at_the_edge_where_its_language_starts(page: Page, site: str, tag: str) -> None:
    page.goto(f"{site}{tag}/")
    main, title = page.locator("main").bounding_box(), page.locator("h1").bounding_box()
    when, what = page.locator(".card .when").first.bounding_box(), page.locator(".card h3").first.bounding_box()
    assert main
    assert title
    assert when
    assert what
    gutter = 45
    if DIRECTIONS[tag] == "rtl":
        assert main["x"] + main["width"] - (title["x"] + title["width"]) < gutter
        assert when["x"] > what["x"] + what["width"], "dates stand to the right"
    else:
        assert title["x"] - main["x"] < gutter
        assert when["x"] + when["width"] <= what["x"], "dates stand to the left"


def test_a_persian_event_shows_its_date_in_the_solar_hijri_calendar_first(page: Page, site: str) -> None:
    page.goto(f"{site}fa/events/strategic-partnership-agreed.html")
    expect(page.locator(".event header time")).to_have_text("۱۴ فروردین ۱۴۰۴")
    expect(page.locator(".event header .other")).to_have_text("۳ آوریل ۲۰۲۵")
    assert page.locator(".event header time").get_attribute("datetime") == "2025-04-03"


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "3–4 April 2025"),
        ("fr", "3–4 avril 2025"),
        ("ru", "3–4 апреля 2025 г."),
        ("ar", "3–4 أبريل/نيسان 2025"),
        ("fa", "۱۴ تا ۱۵ فروردین ۱۴۰۴"),
    ],
)
def test_an_event_shows_its_range_in_words(page: Page, site: str, tag: str, words: str) -> None:
    page.goto(site + f"{tag}/{EVENT}")
    expect(page.locator(".event header time")).to_have_text(words)


def test_persian_years_are_those_of_the_solar_hijri_calendar(page: Page, site: str) -> None:
    page.goto(f"{site}fa/")
    assert page.locator(".year > h2").all_inner_texts()[-1] == "۱۴۰۴"


@pytest.mark.parametrize("tag", [tag for tag in DIRECTIONS if tag != "en"])
def test_language_links_lead_to_the_same_event_and_back(page: Page, site: str, tag: str) -> None:
    page.goto(f"{site}en/{EVENT}")
    page.locator(f".languages a[hreflang={tag}]").click()
    expect(page).to_have_url(f"{site}{tag}/{EVENT}")
    page.locator(".languages a[hreflang=en]").click()
    expect(page).to_have_url(f"{site}en/{EVENT}")


@pytest.mark.parametrize("tag", DIRECTIONS)
def test_everything_is_there_with_javascript_off(browser: Browser, site: str, tag: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.locator(f"a[hreflang={tag}]").click()
    expect(page).to_have_url(f"{site}{tag}/")
    cards = page.locator(".card")
    assert cards.count() == 46
    assert all(card.is_visible() for card in (cards.first, cards.last))
    page.locator(f'.card h3 a[href$="{EVENT}"]').click()
    for part in ("h1", ".quote blockquote", ".quote .translation", ".tellings", ".related", ".neighbours"):
        expect(page.locator(part).first).to_be_visible()
    context.close()


@pytest.mark.parametrize(("tag", "foreign"), [("en", {"ar", "fa"}), ("ar", {"fa"}), ("fa", {"ar"})])
def test_a_passage_stands_in_its_own_language_and_direction(page: Page, site: str, tag: str, foreign: set[str]) -> None:
    page.goto(f"{site}{tag}/{EVENT}")
    quotes = page.locator("blockquote[lang]")
    assert set(quotes.evaluate_all("all => all.map(e => e.lang)")) == foreign
    assert set(quotes.evaluate_all("all => all.map(e => getComputedStyle(e).direction)")) == {"rtl"}


@pytest.mark.parametrize("tag", ["en", "ar", "fa", "ru"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280, 3840])
def test_nothing_scrolls_sideways(browser: Browser, site: str, tag: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = {}
    for kind, path in KINDS.items():
        page.goto(f"{site}{tag}/{path}")
        scrolls = page.evaluate("document.documentElement.scrollWidth")
        if scrolls > width:
            wide[kind] = scrolls
    context.close()
    assert wide == {}


def test_the_chooser_takes_a_reader_back_to_the_language_they_chose(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.locator(".greetings a")).to_have_count(5)
    page.locator("a[hreflang=fa]").click()
    expect(page).to_have_url(f"{site}fa/")
    page.locator(".languages a[hreflang=ar]").click()
    expect(page).to_have_url(f"{site}ar/")
    page.goto(site)
    expect(page).to_have_url(f"{site}ar/")


@pytest.mark.parametrize(("tag", "face"), [("en", "Source Serif 4"), ("ar", "Markazi Text"), ("fa", "Markazi Text")])
def test_headings_are_drawn_in_the_face_of_their_script(page: Page, site: str, tag: str, face: str) -> None:
    page.goto(f"{site}{tag}/")
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    heading = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    assert all(font["isCustomFont"] for font in fonts)
    most_used = max(fonts, key=lambda font: font["glyphCount"])
    assert most_used["familyName"] == face


@pytest.mark.parametrize("tag", DIRECTIONS)
def test_texts_and_quotes_need_no_letter_that_our_faces_lack(page: Page, site: str, tag: str) -> None:
    session = page.context.new_cdp_session(page)
    for path in ("events/moscow-consultations.html", "events/alliance-founded.html", "method.html"):
        page.goto(f"{site}{tag}/{path}")
        page.evaluate("document.fonts.ready")
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        nodes = session.send(
            "DOM.querySelectorAll",
            {"nodeId": root, "selector": "h1, .lede, .prose > :is(p, ul), blockquote p, q, .says"},
        )["nodeIds"]
        for node in nodes:
            fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            assert {font["familyName"] for font in fonts} <= {"Source Serif 4", "Markazi Text", "Vazirmatn"}


def test_no_face_is_larger_than_slow_networks_bear(built: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in (built / "theme/fonts").glob("*.woff2")}
    assert len(sizes) == 5
    assert max(sizes.values()) <= 45 * 1024


def test_a_portable_site_opens_from_the_file_system(page: Page, project: Path, tarikh) -> None:  # type: ignore[no-untyped-def]
    assert tarikh("build", "--portable").returncode == 0
    page.goto((project / "output/index.html").as_uri())
    page.locator("a[hreflang=ar]").click()
    assert page.url.endswith("/ar/index.html")
    page.locator(f'.card h3 a[href$="{EVENT}"]').click()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    colour = page.evaluate("getComputedStyle(document.querySelector('.when')).color")
    assert colour == "rgb(165, 22, 29)", "it has its style"


def test_dark_and_light_follow_the_reader(browser: Browser, site: str) -> None:
    seen = set()
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site}fa/")
        seen.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert len(seen) == 2


def test_the_keyboard_reaches_the_content_first(page: Page, site: str) -> None:
    page.goto(f"{site}ar/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith("#_content")


@pytest.mark.parametrize(("width", "shown", "hidden"), [(1280, "wide", "narrow"), (360, "narrow", "wide")])
@pytest.mark.parametrize("tag", ["en", "ar", "fa"])
def test_the_picture_of_time_is_drawn_for_the_screen_in_reading_direction_and_all_of_it_is_links(
    browser: Browser, site: str, tag: str, width: int, shown: str, hidden: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{site}{tag}/")
    expect(page.locator(f".time svg.{shown}")).to_be_visible()
    expect(page.locator(f".time svg.{hidden}")).to_be_hidden()
    marks = page.locator(f".time svg.{shown} a")
    assert marks.count() == 46
    names = marks.evaluate_all("all => all.map(mark => mark.querySelector('title').textContent)")
    assert all(": " in name for name in names)
    expect(page.locator(f".time svg.{shown}").get_by_role("link", name=names[7], exact=True)).to_have_count(1)
    years = page.locator(f".time svg.{shown} text.year")
    places = years.evaluate_all("all => all.map(text => text.getBoundingClientRect().x)")
    assert places == sorted(places, reverse=DIRECTIONS[tag] == "rtl")
    boxes = years.evaluate_all("all => all.map(t => t.getBoundingClientRect()).map(b => [b.left, b.right])")
    assert all(a[1] <= b[0] or b[1] <= a[0] for a, b in itertools.pairwise(boxes)), "no label on another"
    marks.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".event h1")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 800, 1280, 3840])
def test_the_words_of_drawings_are_large_enough_to_read(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in ("en/", "fa/", "ar/places.html", f"ru/{EVENT}"):
        page.goto(site + path)
        sizes = page.locator(":is(.time, .map) text:visible, .where text").evaluate_all(
            "all => all.map(text => parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 1))"
        )
        assert sizes
        assert min(sizes) >= 9.5, path
        assert max(sizes) <= 24, path
    context.close()
