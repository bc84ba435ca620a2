"""Going through a timeline: years in view, the denser view, the other order, today."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

INSIDE = datetime.datetime(2025, 4, 10, 12)


@pytest.mark.parametrize("tag", ["en", "ar", "fa"])
def test_the_year_stays_in_view_while_its_events_pass(page: Page, site: str, tag: str) -> None:
    page.goto(f"{site}{tag}/")
    section = page.locator("section.year").nth(4)
    heading = section.locator("h2").first
    section.locator(".card").nth(2).evaluate(
        "card => scrollTo({ top: card.getBoundingClientRect().y + scrollY - 200 })"
    )
    expect(heading).to_be_in_viewport()
    box = heading.bounding_box()
    assert box
    assert box["y"] == pytest.approx(0, abs=1)


def test_a_jump_to_a_year_leaves_its_first_event_uncovered(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}en/")
    link = page.locator(".jump a").nth(3)
    link.click()
    year = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(year).to_be_in_viewport()
    card = year.locator("xpath=..").locator(".card h3").first
    expect(card).to_be_in_viewport()
    year_box, card_box = year.bounding_box(), card.bounding_box()
    assert year_box
    assert card_box
    assert card_box["y"] >= year_box["y"] + year_box["height"]


def test_what_has_focus_is_not_under_the_year(page: Page, site: str) -> None:
    page.goto(f"{site}en/")
    links = page.locator(".card h3 a")
    links.nth(20).focus()
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        covered = page.evaluate(
            "() => { const box = document.activeElement.getBoundingClientRect();"
            "const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
            "return !!top && !document.activeElement.contains(top) && !top.contains(document.activeElement) }"
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")


def test_titles_only_is_a_denser_view_that_is_remembered(page: Page, site: str) -> None:
    page.goto(f"{site}en/")
    roomy = page.evaluate("document.documentElement.scrollHeight")
    page.get_by_label("Titles only").check()
    expect(page.locator(".summary").first).to_be_hidden()
    expect(page.locator(".card h3").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 0.7 * roomy
    page.goto(f"{site}en/actors/russia.html")
    expect(page.get_by_label("Titles only")).to_be_checked()
    expect(page.locator(".summary").first).to_be_hidden()


def test_titles_only_works_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}fa/")
    page.locator("#_compact").check()
    expect(page.locator(".summary").first).to_be_hidden()
    context.close()


def test_the_other_order_is_a_plain_link(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}ar/")
    ids = "all => all.map(card => card.id)"
    oldest = page.locator(".card").evaluate_all(ids)
    page.locator(".how a").click()
    expect(page).to_have_url(f"{site}ar/newest.html")
    assert page.locator(".card").evaluate_all(ids) == oldest[::-1]
    page.locator(".how a").click()
    assert page.locator(".card").evaluate_all(ids) == oldest
    context.close()


@pytest.mark.parametrize(("tag", "word"), [("en", "Today"), ("ar", "اليوم"), ("fa", "امروز")])
@pytest.mark.parametrize("order", ["", "newest.html"])
def test_today_stands_between_what_was_and_what_comes(page: Page, site: str, tag: str, word: str, order: str) -> None:
    page.clock.set_fixed_time(INSIDE)
    page.goto(f"{site}{tag}/{order}")
    today = page.locator("li.today")
    expect(today).to_have_text(word)
    number = INSIDE.toordinal()
    around = today.evaluate(
        "item => { const all = [...document.querySelectorAll('li.today, li:has(> .card)')];"
        "const at = all.indexOf(item);"
        "return [all[at - 1], all[at + 1]].map(it => Number(it.querySelector('.card').dataset.day)) }"
    )
    before, after = around if not order else around[::-1]
    assert before <= number < after
    line, ticks = page.locator(".time svg.wide .today"), page.locator(".time svg.wide text.year")
    x = line.bounding_box()["x"]  # type: ignore[index]
    years = ticks.evaluate_all("all => all.map(t => { const b = t.getBoundingClientRect(); return b.x + b.width / 2 })")
    year = {"en": 4, "ar": 4, "fa": 5}[tag]  # 10 April 2025 is 21 Farvardin 1404
    assert min(years[year : year + 2]) < x < max(years[year : year + 2])


def test_today_is_not_drawn_outside_the_span(page: Page, site: str) -> None:
    page.clock.set_fixed_time(datetime.datetime(2031, 1, 1, 12))
    page.goto(f"{site}en/")
    expect(page.locator(".filters[data-ready]")).to_be_visible()
    assert page.locator(".today").count() == 0


def test_the_picture_can_be_skipped_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}en/")
    page.locator(".figures a").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".skip-on")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.filters') !== null")


def test_without_javascript_the_same_selections_are_pages(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}en/")
    choices = page.locator(".choices a")
    expect(choices.first).to_be_visible()
    names = choices.all_inner_texts()
    assert {"Actors", "Topics", "Places", "Documents", "Major events", "Where documents differ"} <= set(names)
    page.get_by_role("link", name="What was forecast").click()
    assert page.locator(".card").count() > 0
    assert set(page.locator(".card .status").all_inner_texts()) == {"Forecast"}
    context.close()
