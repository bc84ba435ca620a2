"""What an event's page offers: passing it on, mending it, pictures, links to other sites, print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from servers import served

from conftest import Run, copy_project, run_in

EVENT = "events/moscow-consultations.html"
FILE = "content/events/2025/moscow-consultations.yaml"


def in_all(text: str) -> str:
    """A text in all languages, in YAML."""
    return "".join(f"      {tag}: {text} {tag}\n" for tag in ("en", "fr", "ru", "ar", "fa"))


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in which one event has pictures and a link, and files can be edited."""
    project = copy_project(tmp_path_factory.mktemp("pictured"))
    (project / "content/images").mkdir()
    for name, size in (("wide.jpg", (2000, 1000)), ("tall.png", (600, 900))):
        made = BytesIO()
        Image.linear_gradient("L").resize(size).convert("RGB").save(made, name[-3:].replace("jpg", "jpeg"))
        (project / "content/images" / name).write_bytes(made.getvalue())
    text = "images:\n" + "".join(
        f"  - file: {name}\n    alt:\n{in_all('What it shows')}    credit:\n{in_all('Whose')}"
        for name in ("wide.jpg", "tall.png")
    )
    text += f"links:\n  - url: https://video.example.org/watch?v=1\n    title:\n{in_all('A recording')}"
    with (project / FILE).open("a", encoding="utf-8") as file:
        file.write(text)
    with (project / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("source: https://code.example.org/sahel/edit/main/\n")
    result = run_in(project, "tarikh", "build", SITEURL="https://example.org/")
    assert result.returncode == 0, result.stderr
    with served(project / "output") as address:
        yield address


def test_the_link_is_copied_and_the_reader_told(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}fr/{EVENT}#evidence")
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator("[data-module=share] output")).to_have_text("Lien copié")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}fr/{EVENT}"
    context.close()


def test_the_device_shares_where_it_knows_how(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script("navigator.share = (it) => { window.shared = it; return Promise.resolve(); };")
    page = context.new_page()
    page.goto(f"{site}en/{EVENT}")
    page.get_by_role("button", name="Share this").click()
    shared = page.evaluate("window.shared")
    assert shared["url"] == f"{site}en/{EVENT}"
    assert shared["title"].startswith("Foreign ministers")
    context.close()


def test_no_button_that_does_nothing_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}en/{EVENT}")
    assert page.locator("button:visible").count() == 0
    context.close()


def test_no_button_that_does_nothing_from_a_memory_stick(page: Page, project: Path, tarikh: Callable[..., Run]) -> None:
    assert tarikh("build", "--portable").returncode == 0
    page.goto((project / "output/en" / EVENT).as_uri())
    assert page.locator("button:visible").count() == 0


def test_an_event_leads_to_the_file_it_is_written_in(page: Page, pictured: str) -> None:
    page.goto(f"{pictured}fa/{EVENT}")
    link = page.locator(".edit a")
    expect(link).to_have_attribute("href", f"https://code.example.org/sahel/edit/main/{FILE}")


def test_the_strip_shows_where_an_event_stands(page: Page, site: str) -> None:
    for tag, mirrored in (("en", False), ("fa", True)):
        page.goto(f"{site}{tag}/{EVENT}")
        strip, dot = page.locator(".where").bounding_box(), page.locator(".where > circle:not(.other)").bounding_box()
        assert strip
        assert dot
        share = (dot["x"] + dot["width"] / 2 - strip["x"]) / strip["width"]
        assert (0.6 < share < 0.8) != mirrored or (mirrored and 0.1 < share < 0.35)


@pytest.mark.parametrize(("width", "scale", "least"), [(360, 1, 300), (360, 3, 900), (1280, 1, 850)])
def test_a_picture_is_sharp_and_no_larger_than_needed(
    browser: Browser, pictured: str, width: int, scale: int, least: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=scale)
    page = context.new_page()
    page.goto(f"{pictured}en/{EVENT}")
    image = page.locator(".image img").first
    expect(image).to_have_js_property("complete", True)
    source = image.evaluate("image => image.currentSrc")
    assert source.endswith(".avif")
    pixels = int(source.rpartition("-")[2].partition(".")[0])
    assert least <= pixels <= 3 * least
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert image.get_attribute("alt") == "What it shows en"
    assert image.evaluate("image => image.width / image.height") == pytest.approx(2, rel=0.02)
    expect(page.locator(".image figcaption").first).to_have_text("Whose en")
    context.close()


def test_pictures_take_their_room_even_if_they_do_not_come_and_wait_below_the_fold(page: Page, pictured: str) -> None:
    page.route("**/*.avif", lambda route: route.abort())
    page.goto(f"{pictured}ar/{EVENT}")
    images = page.locator(".image img")
    expect(images).to_have_count(2)
    box = images.first.bounding_box()
    assert box
    assert box["height"] == pytest.approx(box["width"] / 2, rel=0.02)
    assert images.evaluate_all("all => all.map(image => image.loading)") == ["eager", "lazy"]


def test_a_link_to_another_site_loads_nothing_from_there(page: Page, pictured: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{pictured}ru/{EVENT}")
    card = page.locator(".link-card")
    expect(card).to_contain_text("A recording ru")
    expect(card).to_contain_text("video.example.org")
    expect(card).to_contain_text("Откроется другой сайт")
    assert [url for url in asked if not url.startswith(pictured)] == []


def test_print_has_everything_and_the_address_of_every_source(page: Page, site: str) -> None:
    page.goto(f"{site}en/{EVENT}")
    page.emulate_media(media="print")
    assert (
        page.locator(".quote .address:visible").count()
        == page.locator(".evidence .quote").count() + page.locator(".tellings .quote").count()
    )
    assert all(
        text.startswith("https://example.org/tarikh/en/documents/")
        for text in page.locator(".quote .address").all_inner_texts()
    )
    for part in (".bar nav", ".share", ".neighbours"):
        expect(page.locator(part).first).to_be_hidden()
    for part in ("h1", ".lede", ".quote blockquote", ".quote .translation", ".tellings", ".facts"):
        expect(page.locator(part).first).to_be_visible()
    cut = "all => all.filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.className)"
    assert page.locator("main :is(p, h1, h2, td, blockquote, dd)").evaluate_all(cut) == []


def test_a_printed_timeline_shows_every_title_and_summary(page: Page, site: str) -> None:
    page.goto(f"{site}fa/")
    page.emulate_media(media="print")
    assert page.locator(".card h3:visible").count() == page.locator(".card .summary:visible").count() == 46
    expect(page.locator(".filters")).to_be_hidden()


def test_a_page_can_be_printed_as_a_document(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}ar/{EVENT}")
    made = page.pdf(path=tmp_path / "event.pdf", format="A4")
    assert made.startswith(b"%PDF")
