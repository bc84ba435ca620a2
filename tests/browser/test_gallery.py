"""Every component, in every language and scheme: nothing for axe to find, and everything where it belongs.

Where things are is compared, not pixels: those differ from machine to machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from reviewing import contrasts, found_by_axe, seen_by_axe

WIDTHS = (360, 1280)


@pytest.fixture(scope="module", params=WIDTHS)
def shown(request: pytest.FixtureRequest, browser: Browser, gallery: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    page.goto(gallery)
    page.evaluate("document.fonts.ready")
    yield page
    context.close()


def samples(page: Page, component: str) -> list[Any]:
    found = page.locator(f"[data-component={component}] .sample").element_handles()
    assert len(found) % 10 == 0, "five languages in two schemes"
    assert found
    return found


def test_axe_finds_nothing(shown: Page) -> None:
    # On one page with all components headings, landmarks and names come again and again.
    assert found_by_axe(seen_by_axe(shown, runOnly=["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])) == []


def test_text_in_drawings_can_be_read_in_both_schemes(shown: Page) -> None:
    measured = contrasts(shown)
    assert len(measured) > 100
    assert {text: ratio for text, ratio in measured if ratio < 4.5} == {}


def test_nothing_reaches_over_its_edge(shown: Page) -> None:
    over = shown.evaluate(
        """() => [...document.querySelectorAll('.sample')].filter((sample) => {
          const edge = sample.getBoundingClientRect();
          return [...sample.querySelectorAll('*:not(.visually-hidden, .skip-on, option, title)')].some((it) => {
            const box = it.getBoundingClientRect();
            const hidden = !box.width || getComputedStyle(it).clipPath !== 'none' || it.closest('thead');
            return !hidden && (box.left < edge.left - 1 || box.right > edge.right + 1);
          });
        }).map((sample) => `${sample.lang} ${sample.closest('.example').dataset.example}`)"""
    )
    assert over == []


def test_both_schemes_are_laid_out_alike(shown: Page) -> None:
    heights = shown.evaluate(
        "() => [...document.querySelectorAll('.sample')].map(sample => sample.getBoundingClientRect().height)"
    )
    for light, dark in zip(heights[::2], heights[1::2], strict=True):
        assert light == pytest.approx(dark, abs=1)


def test_text_begins_where_its_language_begins(shown: Page) -> None:
    for component in ("card", "line", "quote", "note", "links", "when", "stale", "link_card"):
        for sample in samples(shown, component):
            side, near, far = sample.evaluate(
                """(sample) => {
                  const range = document.createRange();
                  range.selectNodeContents(sample);
                  const edge = sample.getBoundingClientRect(), text = range.getBoundingClientRect();
                  const [left, right] = [text.left - edge.left, edge.right - text.right];
                  return sample.dir === 'rtl' ? ['right', right, left] : ['left', left, right];
                }"""
            )
            assert near <= 60, (component, side)
            assert near <= far + 10, (component, side)


def test_dates_stand_before_what_happened(shown: Page) -> None:
    wide = shown.viewport_size["width"] > 704  # type: ignore[index]
    for sample in samples(shown, "card"):
        when, what = (sample.query_selector(part).bounding_box() for part in (".when > *", "h3"))
        if not wide:
            assert when["y"] + when["height"] <= what["y"] + 1
        elif sample.get_attribute("dir") == "rtl":
            assert when["x"] >= what["x"] + what["width"]
        else:
            assert when["x"] + when["width"] <= what["x"]


def test_original_and_translation_stand_side_by_side_each_in_its_own_direction(shown: Page) -> None:
    wide = shown.viewport_size["width"] > 704  # type: ignore[index]
    compared = 0
    for sample in samples(shown, "quote"):
        for quote in sample.query_selector_all(".quote.translated"):
            original, ours = quote.query_selector("blockquote"), quote.query_selector(".translation")
            a, b = original.bounding_box(), ours.bounding_box()
            side_by_side = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert side_by_side == wide
            assert original.evaluate("it => getComputedStyle(it).direction") == "rtl"
            assert ours.evaluate("it => getComputedStyle(it).direction") == sample.get_attribute("dir")
            compared += 1
    assert compared > 10


def test_no_label_of_a_drawing_lies_on_another(shown: Page) -> None:
    meeting = shown.evaluate(
        """() => [...document.querySelectorAll('.sample svg')].flatMap((svg) => {
          const boxes = [...svg.querySelectorAll('text')]
            .map((text) => [text.textContent, text.getBoundingClientRect()])
            .filter(([, box]) => box.width);
          const meet = ([, a], [, b]) =>
            a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
          return boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) => meet(one, other))
            .map((other) => `${svg.closest('.sample').lang} ${one[0]} / ${other[0]}`));
        })"""
    )
    assert meeting == []


def test_time_runs_in_reading_direction(shown: Page) -> None:
    compared = 0
    for component in ("picture", "where"):
        for sample in samples(shown, component):
            places = sample.eval_on_selector_all(
                "svg text:not(.lane, .month)",
                "all => all.map(it => it.getBoundingClientRect()).filter(box => box.width).map(box => box.x)",
            )
            assert places == sorted(places, reverse=sample.get_attribute("dir") == "rtl")
            compared += len(places) > 1
    assert compared >= 30


def test_marks_that_point_are_not_mirrored_and_do_not_cling(shown: Page) -> None:
    """The sign of documents that differ stands apart from its words."""
    for sample in samples(shown, "card"):
        differs = sample.query_selector(".differs")
        if differs:
            margin = differs.evaluate("it => parseFloat(getComputedStyle(it, '::before').marginInlineEnd)")
            assert margin >= 4


def test_what_can_be_touched_is_large_enough(shown: Page) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 CSS pixels, but for links in running text and marks of a drawing to scale."""
    small = shown.evaluate(
        """() => [...document.querySelectorAll('.sample :is(button, select, input, summary, nav a, .check, .line)')]
          .filter((it) => !it.closest('svg') && !it.hidden)
          .map((it) => [it, (it.closest('label') ?? it).getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.height < 24 || box.width < 24))
          .map(([it, box]) => `${it.outerHTML.slice(0, 80)} ${box.width} × ${box.height}`)"""
    )
    assert small == []
