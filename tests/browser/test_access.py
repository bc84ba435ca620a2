"""Accessibility as axe-core sees it, on every kind of page, in every language and both colour schemes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from test_pages import DIRECTIONS, KINDS

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['target']} and {len(rule['nodes']) - 1} more" for rule in found]


@pytest.mark.parametrize("tag", DIRECTIONS)
@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["light", "dark on a phone"])
def test_axe_finds_nothing(browser: Browser, site: str, tag: str, scheme: str, size: dict[str, int]) -> None:
    context = browser.new_context(color_scheme=scheme, viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for kind, path in KINDS.items():
        page.goto(f"{site}{tag}/{path}")
        if wrong := violations(page):
            found[kind] = wrong
    context.close()
    assert found == {}


@pytest.mark.parametrize("path", ["", "404.html"])
def test_axe_finds_nothing_on_the_pages_of_all_languages(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    assert violations(page) == []


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
    closed = page.locator("details:not([open]) :is(a, pre)").count()
    assert len(seen) == wanted - closed
    assert outlined >= len(seen)


@pytest.mark.parametrize("tag", DIRECTIONS)
def test_text_at_twice_its_size_is_not_cut_and_does_not_scroll_sideways(page: Page, site: str, tag: str) -> None:
    for path in ("", "events/moscow-consultations.html", "disagreements.html"):
        page.goto(f"{site}{tag}/{path}")
        page.add_style_tag(content="html { font-size: 200% !important }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path
        expect(page.locator("h1")).to_be_in_viewport()
