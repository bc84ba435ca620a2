"""Choosing among the events of the timeline, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

ALL = 46


def visit(page: Page, address: str) -> None:
    """Opens a timeline and waits until its filters work."""
    page.goto(address)
    expect(page.locator(".filters[data-ready]")).to_be_visible()


def shown(page: Page) -> int:
    return page.locator(".card:visible").count()


def test_choices_combine_and_list_picture_and_count_go_together(page: Page, site: str) -> None:
    visit(page, f"{site}en/")
    count = page.locator(".filters output")
    expect(count).to_have_text(f"{ALL} events")
    page.locator("select[name=actor]").select_option("ukraine")
    ukraine = shown(page)
    assert 0 < ukraine < ALL
    expect(count).to_have_text(f"{ukraine} of {ALL} events")
    assert page.locator(".time svg.wide a:visible").count() == ukraine
    page.get_by_label("Documents differ").check()
    assert 0 < shown(page) < ukraine
    assert all(
        "differ:yes" in keys and "actor:ukraine" in keys
        for keys in page.locator(".card:visible").evaluate_all(
            "cards => cards.map(card => card.dataset.keys.split(' '))"
        )
    )
    hidden = "all => all.filter(section => !section.querySelector('li:not([hidden])')).length"
    assert page.locator("section.year:visible").evaluate_all(hidden) == 0


def test_a_choice_stands_in_the_address_and_the_back_button_undoes_it(page: Page, site: str) -> None:
    visit(page, f"{site}en/")
    page.locator("select[name=topic]").select_option("economy")
    page.locator("select[name=document]").select_option("004_7f20dcc5cc2485f7")
    address, both = page.url, shown(page)
    assert address.endswith("?topic=economy&document=004_7f20dcc5cc2485f7")
    page.go_back()
    expect(page).to_have_url(f"{site}en/?topic=economy")
    assert shown(page) > both
    expect(page.locator("select[name=document]")).to_have_value("")
    visit(page, address)
    assert shown(page) == both
    expect(page.locator("select[name=topic]")).to_have_value("economy")
    page.get_by_role("button", name="Show all").click()
    expect(page).to_have_url(f"{site}en/")
    assert shown(page) == ALL


def test_an_address_that_names_nothing_known_shows_everything(page: Page, site: str) -> None:
    visit(page, f"{site}en/?topic=nonsense&importance=minor")
    assert shown(page) == ALL


@pytest.mark.parametrize(
    ("tag", "typed", "same"),
    [
        ("en", "LAVROV", "lavrov"),
        ("fr", "traore", "Traoré"),
        ("en", "sangare", "Sangaré"),
        ("ar", "ايكواس", "إيكواس"),
        ("ar", "٢٠٢٥", "2025"),
        ("fa", "كنفدراسيون", "کنفدراسیون"),
        ("fa", "1404", "۱۴۰۴"),
    ],
)
def test_words_are_found_however_they_are_typed(page: Page, site: str, tag: str, typed: str, same: str) -> None:
    visit(page, f"{site}{tag}/")
    words = page.locator("input[name=q]")
    words.fill(typed)
    expect(page.locator(".card:visible")).not_to_have_count(ALL)
    found = page.locator(".card:visible").evaluate_all("all => all.map(card => card.id)")
    words.fill(same)
    assert found == page.locator(".card:visible").evaluate_all("all => all.map(card => card.id)")
    assert 0 < len(found) < ALL


def test_the_count_is_in_the_digits_of_the_language(page: Page, site: str) -> None:
    visit(page, f"{site}fa/?importance=major")
    text = page.locator(".filters output").inner_text()
    assert text.endswith(" از ۴۶ رویداد")
    assert not set(text) & set("0123456789")


def test_without_javascript_there_is_no_form_that_does_nothing(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}en/")
    expect(page.locator(".filters")).to_be_hidden()
    assert shown(page) == ALL
    context.close()
