"""Accessibility as axe-core sees it, on every kind of page, in every language and both colour schemes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from reviewing import contrasts, found_by_axe, left_to_review, seen_by_axe
from test_pages import DIRECTIONS, KINDS

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
FORMATS = {"BibTeX", "RIS", "CSL", "JSON", "Feed", "Atom"}


def wrong(page: Page) -> list[str]:
    """What axe finds and what it leaves to review, and text in drawings that is too faint."""
    results = seen_by_axe(page, rules={"target-size": {"enabled": True}})  # which axe leaves out unless asked
    faint = [f"{text}: {ratio:.1f}" for text, ratio in contrasts(page) if ratio < 4.5]
    return [*found_by_axe(results), *left_to_review(results), *faint]


@pytest.mark.parametrize("tag", DIRECTIONS)
@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["light", "dark on a phone"])
def test_axe_finds_nothing_and_leaves_nothing_to_review(
    browser: Browser, site: str, tag: str, scheme: str, size: dict[str, int]
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for kind, path in KINDS.items():
        page.goto(f"{site}{tag}/{path}")
        if faults := wrong(page):
            found[kind] = faults
    context.close()
    assert found == {}


@pytest.mark.parametrize("path", ["", "404.html"])
def test_axe_finds_nothing_on_the_pages_of_all_languages(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    assert wrong(page) == []


@pytest.mark.parametrize("path", ["en/", "fa/", "ar/years/2005.html", "en/?topic=topic-01", "fa/topics/topic-01.html"])
def test_axe_finds_nothing_on_the_pages_of_a_long_chronology(page: Page, long_site: str, path: str) -> None:
    page.goto(long_site + path)
    if "?" in path:
        expect(page.locator(".found .card").first).to_be_visible()
    assert wrong(page) == []


@pytest.mark.parametrize("tag", ["en", "fa"])
def test_forced_colours_leave_everything_to_be_seen(browser: Browser, site: str, tag: str) -> None:
    context = browser.new_context(forced_colors="active", viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{site}{tag}/")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for part in (".time svg.wide a circle", ".time svg.wide text.lane", ".time svg.wide text.year"):
        assert page.locator(part).first.evaluate("it => getComputedStyle(it).fill") != paper, part
    assert {text: ratio for text, ratio in contrasts(page) if ratio < 4.5} == {}
    page.goto(f"{site}{tag}/events/moscow-consultations.html")
    assert page.locator(".where > circle:not(.other)").evaluate("it => getComputedStyle(it).fill") != paper
    for part in ("h1", ".quote blockquote", ".tellings th[scope=row]", ".when"):
        assert page.locator(part).first.evaluate("it => getComputedStyle(it).color") != paper, part
    context.close()


def test_nothing_moves_for_readers_who_do_not_want_it(browser: Browser, site: str) -> None:
    for wish, smooth in (("reduce", "auto"), ("no-preference", "smooth")):
        context = browser.new_context(reduced_motion=wish)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site}en/")
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == smooth
        assert page.evaluate("document.getAnimations().length") == 0
        context.close()


@pytest.mark.parametrize("tag", ["en", "fa"])
def test_everything_on_a_page_is_reached_by_keyboard_in_order_with_a_visible_focus(
    page: Page, site: str, tag: str
) -> None:
    page.goto(f"{site}{tag}/events/moscow-consultations.html")
    wanted = page.locator("a[href], summary, pre[tabindex]").count()
    seen, outlined = set(), 0
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "() => { const all = [...document.querySelectorAll('a[href], summary, pre[tabindex]')];"
            "const at = all.indexOf(document.activeElement); if (at < 0) return null;"
            "const style = getComputedStyle(all[at]); return [at, style.outlineStyle !== 'none'] }"
        )
        if name:
            seen.add(name[0])
            outlined += name[1]
    closed = page.locator("details:not([open]) :is(a, pre), .whole a").count()  # the last is for frames
    assert len(seen) == wanted - closed
    assert outlined >= len(seen)


@pytest.mark.parametrize("tag", DIRECTIONS)
def test_text_at_twice_its_size_is_not_cut_and_does_not_scroll_sideways(page: Page, site: str, tag: str) -> None:
    for path in ("", "events/moscow-consultations.html", "disagreements.html"):
        page.goto(f"{site}{tag}/{path}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path
        expect(page.locator("h1")).to_be_in_viewport()


@pytest.mark.parametrize("tag", ["ar", "fa"])
def test_what_only_a_screen_reader_tells_is_in_the_language_of_the_page(page: Page, site: str, tag: str) -> None:
    """Names of attributes and drawings have no Latin word, but names of formats and of what is foreign itself."""
    latin = {}
    for kind, path in KINDS.items():
        page.goto(f"{site}{tag}/{path}")
        told = page.evaluate(
            """() => [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder], svg title')]
              .filter((it) => !it.closest(':not(html)[lang]'))
              .flatMap((it) => ['aria-label', 'title', 'alt', 'placeholder'].map((name) => it.getAttribute(name))
                .concat(it.tagName === 'title' ? it.textContent : [])).filter(Boolean)"""
        )
        assert told, kind
        words = {word for text in told for word in re.findall("[A-Za-z]{2,}", text)} - FORMATS
        if words:
            latin[kind] = words
    assert latin == {}
