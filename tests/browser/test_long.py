"""A chronology of more events than one page should carry: years as pages, bars in the picture, an index for filters."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

LONG = 420  # events, as in conftest.py


def elements(page: Page) -> int:
    return int(page.evaluate("document.querySelectorAll('*').length"))


@pytest.mark.parametrize("tag", ["en", "ar", "fa"])
def test_the_timeline_leads_to_every_year_and_stays_small(page: Page, long_site: str, tag: str) -> None:
    page.goto(f"{long_site}{tag}/")
    assert elements(page) <= 1500
    years = page.locator(".jump a")
    assert years.count() > 30
    years.nth(3).click()
    label = page.locator("h1").inner_text()
    assert re.fullmatch(r"\d{4}", label)
    assert (int(label) < 1500) == (tag == "fa"), "years are those of the reader's calendar"
    assert page.locator(".card").count() > 0
    page.locator(".neighbours a[rel=next]").click()
    assert int(page.locator("h1").inner_text()) == int(label) + 1


def test_every_event_stands_under_one_year(browser: Browser, long_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{long_site}fa/")
    addresses = page.locator(".jump a").evaluate_all("all => all.map(link => link.href)")
    seen: list[str] = []
    for address in addresses:
        page.goto(address)
        seen += page.locator(".card").evaluate_all("all => all.map(card => card.id)")
    assert len(seen) == len(set(seen)) == LONG
    context.close()


@pytest.mark.parametrize("tag", ["en", "fa"])
def test_bars_lead_to_the_years_they_stand_for(page: Page, long_site: str, tag: str) -> None:
    page.goto(f"{long_site}{tag}/")
    columns = page.locator(".time svg.wide a")
    assert page.locator(".time svg.wide .bars").count() > 5
    names = columns.evaluate_all("all => all.map(link => link.querySelector('title').textContent)")
    assert all(": " in name for name in names)
    first = columns.first.bounding_box()
    last = columns.last.bounding_box()
    assert first
    assert last
    assert (first["x"] > last["x"]) == (tag == "fa"), "time runs in reading direction"
    columns.nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card").first).to_be_visible()
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").count() == 1


def test_a_page_of_a_long_list_says_where_it_is(page: Page, long_site: str) -> None:
    page.goto(f"{long_site}en/topics.html")
    page.get_by_role("link", name="Factory 1").click()
    parts = page.locator("nav.parts").first.locator("a")
    assert parts.count() >= 1 or page.locator(".card").count() <= 100
    page.goto(f"{long_site}en/years/2005.html")
    band = page.locator(".where rect").bounding_box()
    assert band
    labels = page.locator(".where text").evaluate_all(
        "all => all.map(it => [it.textContent, it.getBoundingClientRect()])"
        ".map(([year, box]) => [Number(year), box.x + box.width / 2])"
    )
    start = max(x for year, x in labels if year <= 2005)
    end = min(x for year, x in labels if year > 2005)
    assert start - 1 <= band["x"] < band["x"] + band["width"] <= end + 1


def test_language_links_of_a_year_lead_to_the_year_that_holds_it(page: Page, long_site: str) -> None:
    page.goto(f"{long_site}en/years/2005.html")
    page.locator(".languages a[hreflang=fr]").click()
    expect(page.locator("h1")).to_have_text("2005")
    page.locator(".languages a[hreflang=fa]").click()
    assert page.locator("h1").inner_text() in ("۱۳۸۳", "۱۳۸۴")


def test_filters_look_through_all_events_and_redraw_the_picture(page: Page, long_site: str) -> None:
    page.goto(f"{long_site}en/")
    expect(page.locator(".filters[data-ready]")).to_be_visible()
    addresses = str(page.locator(".filters").get_attribute("data-index")).split()
    first, *parts = (json.loads(page.request.get(f"{long_site}en/{address}").text()) for address in addresses)
    assert first["parts"] == [version for version, *_ in parts]
    names, events = first["names"], [event for _, *events in parts for event in events]
    assert len(events) == LONG
    before = page.locator(".time svg.wide .bars").first.get_attribute("d")
    topic = next(iter(names))
    wanted = [row for row in events if 0 in row[6]]
    page.locator("select[name=topic]").select_option(topic.partition(":")[2])
    expect(page.locator(".filters output")).to_have_text(f"{len(wanted)} of {LONG} events")
    expect(page.locator("[data-list]")).to_be_hidden()
    found = page.locator(".found .card a")
    assert found.count() == min(100, len(wanted))
    assert found.first.inner_text() == wanted[0][4]
    if len(wanted) > 100:
        page.get_by_role("button", name="Show more").click()
        assert found.count() == min(200, len(wanted))
    assert page.locator(".time svg.wide .bars").first.get_attribute("d") != before
    words = wanted[3][4].split()[0]
    page.locator("input[name=q]").fill(words.upper())
    expect(page.locator(".filters output")).not_to_have_text(f"{len(wanted)} of {LONG} events")
    assert all(words.lower() in text.lower() for text in found.all_inner_texts()[:1])
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("[data-list]")).to_be_visible()
    expect(page.locator(".filters output")).to_have_text(f"{LONG} events")
    assert page.locator(".time svg.wide .bars").first.get_attribute("d") == before


@pytest.mark.parametrize("tag", ["en", "fa"])
def test_redrawn_bars_are_those_that_were_drawn(page: Page, long_site: str, tag: str) -> None:
    """A choice that fits every event redraws the picture as the build drew it."""
    page.goto(f"{long_site}{tag}/")
    expect(page.locator(".filters[data-ready]")).to_be_visible()
    bars = "all => all.map(path => path.getAttribute('d').split('M').filter(Boolean).sort().join('|'))"
    before = page.locator(".time svg .bars").evaluate_all(bars)
    page.evaluate(
        """async () => {
          const { default: index } = await import("../theme/js/index.js");
          const list = index(document.querySelector(".filters").dataset.index, false, (text) => text);
          list.show(new Set(await list.load()));
        }"""
    )
    after = page.locator(".time svg .bars").evaluate_all(bars)

    def numbers(paths: list[str]) -> list[float]:
        return [float(number) for path in paths for number in re.findall(r"-?[0-9.]+", path)]

    assert numbers(after) == pytest.approx(numbers(before), abs=0.11)


def test_a_shared_address_opens_the_same_choice(page: Page, long_site: str) -> None:
    page.goto(f"{long_site}en/?differ=yes")
    expect(page.locator(".found .card").first).to_be_visible()
    expect(page.locator("[data-list]")).to_be_hidden()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("[data-list]")).to_be_visible()
    page.go_back()
    expect(page.locator(".found .card").first).to_be_visible()


def test_what_could_not_be_loaded_is_said_and_tried_again(page: Page, long_site: str) -> None:
    refused = []
    page.route("**/index/*.json", lambda route: (refused.append(1), route.abort()))
    page.goto(f"{long_site}fr/")
    expect(page.locator(".filters[data-ready]")).to_be_visible()
    page.locator("select[name=topic]").select_option("topic-01")
    expect(page.locator(".filters output")).to_have_text("Impossible de charger les événements\u202f; réessayez.")
    assert refused
    page.unroute("**/index/*.json")
    page.locator("select[name=topic]").select_option("topic-02")
    expect(page.locator(".found .card").first).to_be_visible()


@pytest.mark.parametrize("times", [1, 9])
def test_files_of_two_builds_are_asked_for_again(page: Page, long_site: str, times: int) -> None:
    """As where a cache still has some of them."""
    older = page.request.get(f"{long_site}en/index/names.json").json()
    older["names"] = dict(reversed(older["names"].items()))
    older["parts"][-1] = "older"
    page.route("**/index/names.json", lambda route: route.fulfill(json=older), times=times)
    page.goto(f"{long_site}en/?topic=topic-01")
    said = page.locator("form.filters output")
    expect(said).to_contain_text(f" of {LONG} events" if times == 1 else "could not be loaded")
    assert (page.locator(".found .card").count() > 0) == (times == 1)


def test_the_other_order_keeps_the_choice(page: Page, long_site: str) -> None:
    page.goto(f"{long_site}en/?actor=actor-02")
    first = page.locator(".found .card a")
    expect(first.first).to_be_visible()
    oldest = first.all_inner_texts()
    page.get_by_role("link", name="Newest first").click()
    expect(page).to_have_url(f"{long_site}en/newest.html?actor=actor-02")
    expect(first.first).to_be_visible()
    assert first.all_inner_texts() == oldest[::-1]


def test_a_jump_on_the_page_is_no_other_choice(page: Page, long_site: str) -> None:
    page.goto(f"{long_site}en/?q=e")
    found = page.locator(".found .card")
    expect(found.first).to_be_visible()
    page.get_by_role("button", name="Show more").click()
    many = found.count()
    page.evaluate("location.hash = '_content'")
    page.wait_for_timeout(100)
    assert found.count() == many
