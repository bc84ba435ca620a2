"""A page in a frame of another site: in short, with or without scripts, and with ways out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect
from servers import served
from test_access import wrong
from test_pages import DIRECTIONS

EVENT = "events/moscow-consultations.html"
AROUND = ".bar, .foot, .skip, .where, .facts, .related, .cite, .share, .neighbours, .filters, .ways, .choices"
OUTER = """<!doctype html><html lang="en"><title>A newspaper</title><h1>A newspaper</h1>
<iframe src="{}#_embed{}" title="A chronicle" width="100%" height="300"></iframe>
<script>addEventListener("message", ({{ data, source }}) => {{
  const frame = document.querySelector("iframe");
  (window.told ??= []).push(data);
  if (data.message === "height" && source === frame.contentWindow) frame.height = data.value;
}})</script>"""


@pytest.fixture
def newspaper(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder and the address of another site."""
    with served(tmp_path) as address:
        yield tmp_path, address.replace("127.0.0.1", "localhost")


def frame_on(page: Page, newspaper: tuple[Path, str], address: str, secret: str = "") -> FrameLocator:
    """Shows a page in a frame on the other site."""
    folder, there = newspaper
    (folder / "index.html").write_text(OUTER.format(address, secret))
    page.goto(there)
    return page.frame_locator("iframe")


@pytest.mark.parametrize("tag", DIRECTIONS)
@pytest.mark.parametrize("scripts", [True, False])
def test_an_event_is_shown_in_short_with_its_evidence_and_the_way_to_its_page(
    browser: Browser, site: str, newspaper: tuple[Path, str], tag: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    frame = frame_on(page, newspaper, f"{site}{tag}/{EVENT}")
    for part in ("h1", ".when", ".lede", ".quote blockquote", ".quote cite a", ".whole a"):
        expect(frame.locator(part).first).to_be_visible()
    assert frame.locator(AROUND).locator("visible=true").count() == 0
    frame.locator(".whole a").click()
    expect(page).to_have_url(f"{site}{tag}/{EVENT}")
    expect(page.locator(".bar")).to_be_visible()
    expect(page.locator(".whole")).to_be_hidden()
    context.close()


def test_the_timeline_is_shown_with_all_its_events_and_without_choices(
    browser: Browser, site: str, newspaper: tuple[Path, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    frame = frame_on(page, newspaper, f"{site}fa/")
    expect(frame.locator("h1")).to_be_visible()
    assert frame.locator(".card h3:visible").count() == 46
    assert frame.locator(AROUND).locator("visible=true").count() == 0
    context.close()


@pytest.mark.parametrize("link", [".card h3 a", ".time svg.wide a", ".figures a"])
def test_every_link_leaves_the_frame(page: Page, site: str, newspaper: tuple[Path, str], link: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    frame = frame_on(page, newspaper, f"{site}en/")
    page.wait_for_function("window.told")
    frame.locator(link).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}en/**")
    assert page.frames == [page.main_frame]


@pytest.mark.parametrize("tag", ["en", "fa"])
def test_the_page_around_is_told_how_high_the_frame_should_be(
    page: Page, site: str, newspaper: tuple[Path, str], tag: str
) -> None:
    frame = frame_on(page, newspaper, f"{site}{tag}/{EVENT}")
    page.wait_for_function("document.querySelector('iframe').height > 400")
    page.wait_for_timeout(200)
    assert page.evaluate("told.at(-1).value == document.querySelector('iframe').clientHeight")
    assert frame.locator("html").evaluate("it => it.scrollHeight <= it.clientHeight"), "all of it is seen"


def test_wordpress_is_answered_in_its_own_way(page: Page, site: str, newspaper: tuple[Path, str]) -> None:
    frame = frame_on(page, newspaper, f"{site}en/{EVENT}", "#?secret=aB3dE6gH9j")
    expect(frame.locator(".bar")).to_be_hidden()
    page.wait_for_function("window.told?.length")
    assert page.evaluate("[told[0].message, told[0].secret]") == ["height", "aB3dE6gH9j"]
    frame.locator(".quote cite a").first.evaluate(
        "it => { it.addEventListener('click', e => e.preventDefault()); it.click() }"
    )
    page.wait_for_function("told.at(-1).message === 'link'")
    assert page.evaluate("told.at(-1).value").startswith(f"{site}en/documents/")


@pytest.mark.parametrize("tag", ["en", "ar", "fa"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", EVENT])
def test_axe_finds_nothing_in_a_frame(browser: Browser, site: str, tag: str, scheme: str, path: str) -> None:
    for size in ({"width": 360, "height": 520}, {"width": 720, "height": 520}):
        context = browser.new_context(color_scheme=scheme, viewport=size)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site}{tag}/{path}#_embed")
        assert wrong(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        context.close()


def test_linked_data_is_let_through_by_the_policy(page: Page, complaints: list[str], site: str) -> None:
    page.add_init_script("addEventListener('securitypolicyviolation', it => console.error(it.violatedDirective))")
    page.goto(f"{site}ar/{EVENT}")
    page.wait_for_load_state("networkidle")
    assert page.locator("script[type='application/ld+json']").count() == 1
    assert complaints == []


def test_the_code_is_copied_and_the_reader_told(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}fr/")
    page.get_by_text("Intégrer sur un autre site").click()
    page.get_by_role("button", name="Copier le code").click()
    expect(page.locator(".embed output")).to_have_text("Code copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith('<iframe src="https://example.org/tarikh/fr/#_embed" title="L’Alliance')
    assert copied.endswith("</iframe>")
    context.close()
