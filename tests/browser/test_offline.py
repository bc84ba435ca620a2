"""What stays with readers who lose the network: the timeline and what they visited, each page as it was made."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from servers import Host

from conftest import ROOT, copy_project, run_in

EVENT = "events/moscow-consultations.html"
OTHER = "events/outlook-2026.html"
STYLE = "theme/styles/60-pages.css"


class Kept(NamedTuple):
    """A project whose site is kept offline, and its host."""

    project: Path
    host: Host

    @property
    def site(self) -> str:
        return f"{self.host.address}below/a/path/"

    @property
    def host_folder(self) -> Path:
        return self.project.parent / "host/below/a/path"

    def build(self) -> None:
        result = run_in(self.project, "tarikh", "build", "-o", "../host/below/a/path")
        assert result.returncode == 0, result.stderr

    def change(self, file: str, old: str, new: str) -> None:
        path = self.project / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def redo(self) -> None:
        """Another title, and another colour, in a build that takes the place of the last."""
        self.change("content/events/2025/moscow-consultations.yaml", "title: ", "title: Anew, ")
        self.change(STYLE, "@layer", "@layer pages { h1 { color: rgb(1, 2, 3) } }\n@layer")
        self.build()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    yield from hosted(copy_project(tmp_path / "project"))


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Kept]:
    """A chronology whose events no page holds."""
    project = tmp_path / "project"
    subprocess.run([sys.executable, "benchmarks/corpus.py", "120", str(project)], cwd=ROOT, check=True)
    with (project / "content/site.yaml").open("a") as site:
        site.write("offline: yes\n")
    yield from hosted(project)


def hosted(project: Path) -> Iterator[Kept]:
    kept = Kept(project, Host(project.parent / "host"))
    kept.build()
    kept.host.start()
    yield kept
    kept.host.stop()


def visit(page: Page, address: str) -> None:
    """Goes there, and waits until the worker keeps what it should."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_load_state("networkidle")


def until(page: Page, condition: str) -> None:
    """Waits for what a function promises to be so."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(condition)


def caches(page: Page) -> dict[str, list[str]]:
    """What each cache holds."""
    found: dict[str, list[str]] = page.evaluate("""async () => {
      const held = {};
      for (const name of await caches.keys())
        held[name] = (await (await caches.open(name)).keys()).map((it) => it.url);
      return held;
    }""")
    return found


def colour(page: Page) -> str:
    """The colour of the heading; the style has to be that of the page, byte for byte."""
    href, text = page.evaluate("""async () => {
      const { href } = document.querySelector('link[rel="stylesheet"]');
      return [href, await (await fetch(href)).text()];
    }""")
    assert hashlib.sha256(text.encode()).hexdigest()[:8] == href.partition("?")[2]
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 0
    return str(page.evaluate("getComputedStyle(document.querySelector('h1')).color"))


@pytest.mark.parametrize(
    ("tag", "gone"), [("en", "You are offline"), ("ar", "لا يوجد اتصال بالشبكة"), ("fa", "به شبکه وصل نیستید")]
)
def test_the_timeline_and_visited_pages_can_be_read_without_a_network(
    kept: Kept, page: Page, tag: str, gone: str
) -> None:
    visit(page, f"{kept.site}{tag}/{EVENT}")
    title = page.locator("h1").inner_text()
    page.goto(f"{kept.site}{tag}/actors/russia.html")
    page.wait_for_load_state("networkidle")
    kept.host.stop()
    for path in (EVENT, "actors/russia.html"):
        page.goto(f"{kept.site}{tag}/{path}")
        assert colour(page)
    page.goto(f"{kept.site}{tag}/{EVENT}")
    assert page.locator("h1").inner_text() == title
    page.locator("a.site").click()
    assert page.url == f"{kept.site}{tag}/"
    assert page.locator(".card").count() > 30
    assert colour(page)
    page.locator(".filters input[type=search]").fill("russia" if tag == "en" else title[:5])
    expect(page.locator("form.filters output")).not_to_be_empty()

    page.goto(f"{kept.site}{tag}/{OTHER}")
    assert page.locator("h1").inner_text() == gone
    assert page.locator("html").get_attribute("lang") == tag
    links = page.locator("main section a")
    expect(links).to_have_count(3)
    expect(links.filter(has_text=title)).to_have_attribute("href", f"{kept.site}{tag}/{EVENT}")
    again = page.locator("main p a")
    expect(again).to_have_attribute("href", f"{kept.site}{tag}/{OTHER}")
    kept.host.start()
    again.click()
    expect(page.locator("article.event")).to_be_visible()


def test_a_new_build_is_shown_at_once_and_kept_when_no_page_of_the_old_one_is_open(
    kept: Kept, page: Page, context: BrowserContext
) -> None:
    visit(page, f"{kept.site}en/{EVENT}")
    [first] = caches(page)
    old = colour(page)
    kept.redo()
    page.reload()
    expect(page.locator("h1")).to_contain_text("Anew")
    assert colour(page) == "rgb(1, 2, 3)" != old
    until(page, "async () => !!(await navigator.serviceWorker.getRegistration()).waiting")
    assert first in caches(page), "a page of the old build is open"
    assert len(caches(page)) == 2
    page.close()
    page = context.new_page()
    page.goto(f"{kept.site}en/")
    until(page, f"async () => !(await caches.keys()).includes('{first}')")
    [second] = caches(page)
    assert second != first
    kept.host.stop()
    page.goto(f"{kept.site}en/{EVENT}")
    expect(page.locator("h1")).to_contain_text("Anew")
    assert colour(page) == "rgb(1, 2, 3)"


def test_a_page_of_an_old_build_never_gets_the_style_of_a_new_one(kept: Kept, page: Page) -> None:
    visit(page, f"{kept.site}en/{EVENT}")
    page.goto(f"{kept.site}en/{OTHER}")
    page.wait_for_load_state("networkidle")
    old = colour(page)
    kept.redo()
    page.goto(f"{kept.site}en/")
    assert colour(page) == "rgb(1, 2, 3)"
    until(page, "async () => !!(await navigator.serviceWorker.getRegistration()).waiting")
    kept.host.stop()
    page.goto(f"{kept.site}en/{OTHER}")
    assert colour(page) == old, "it is the old page, and the worker of the old build"
    page.goto(f"{kept.site}en/")
    assert colour(page) == "rgb(1, 2, 3)"


def test_a_build_that_is_replaced_while_it_is_kept_is_kept_by_the_next(kept: Kept, page: Page) -> None:
    visit(page, f"{kept.site}en/")
    [first] = caches(page)
    worker = kept.host_folder / "service-worker.js"
    kept.redo()
    text = worker.read_text(encoding="utf-8")
    served = re.sub(r'"build":"\w+"', '"build":"of-another-moment"', text)
    page.context.route("**/service-worker.js", lambda route: route.fulfill(body=served, content_type="text/javascript"))
    worker.write_text(text, encoding="utf-8")
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => {})")
    assert [name for name in caches(page) if "of-another-moment" in name] == []
    assert first in caches(page)


def test_errors_and_what_is_missing_are_not_kept(kept: Kept, page: Page) -> None:
    visit(page, f"{kept.site}en/{EVENT}")
    page.goto(f"{kept.site}en/nowhere.html")
    page.goto(f"{kept.site}en/events")
    kept.host.broken = True
    page.goto(f"{kept.site}en/{EVENT}")
    expect(page.locator("article.event")).to_be_visible()
    assert page.goto(f"{kept.site}en/{OTHER}").status == 500  # type: ignore[union-attr]
    kept.host.broken = False
    page.goto(f"{kept.site}en/")
    page.wait_for_load_state("networkidle")
    [held] = caches(page).values()
    assert not [url for url in held if "nowhere" in url or OTHER in url or url.endswith("/events")]
    assert f"{kept.site}en/{EVENT}" in held


def without_ending(path: str) -> str:
    """Where Cloudflare Pages leads from a page."""
    return path.removesuffix(".html")


def test_pages_are_kept_where_the_host_leaves_the_ending_out_of_their_addresses(kept: Kept, page: Page) -> None:
    kept.host.moved = without_ending
    visit(page, f"{kept.site}en/{EVENT}")
    page.goto(f"{kept.site}en/topics.html")
    assert page.url == f"{kept.site}en/topics"
    kept.redo()
    page.goto(f"{kept.site}en/")
    until(page, "async () => !!(await navigator.serviceWorker.getRegistration()).waiting")
    page.goto("about:blank")
    kept.host.stop()
    for path in (EVENT, without_ending(EVENT)):
        page.goto(f"{kept.site}en/{path}")
        expect(page.locator("h1")).to_contain_text("Anew")
        assert colour(page) == "rgb(1, 2, 3)"
    page.goto(f"{kept.site}en/{without_ending(OTHER)}")
    expect(page.locator("h1")).to_have_text("You are offline")
    expect(page.locator("main section a")).to_have_count(3)
    kept.host.start()
    (kept.host_folder / "en" / EVENT).unlink()
    page.goto(f"{kept.site}en/{without_ending(EVENT)}")
    kept.host.stop()
    page.goto(f"{kept.site}en/{EVENT}")
    expect(page.locator("h1")).to_have_text("You are offline")


def test_what_a_page_has_been_replaced_by_is_not_kept_in_its_place(kept: Kept, page: Page) -> None:
    visit(page, f"{kept.site}en/{EVENT}")
    kept.host.moved = lambda path: path.replace(EVENT, OTHER)
    kept.redo()
    page.goto(f"{kept.site}en/")
    until(page, "async () => !!(await navigator.serviceWorker.getRegistration()).waiting")
    held = caches(page)
    assert sum(f"{kept.site}en/{EVENT}" in urls for urls in held.values()) == 1, "that of the old build"
    assert len(held) == 2


def test_a_page_that_is_gone_is_not_kept_any_longer(kept: Kept, page: Page) -> None:
    visit(page, f"{kept.site}en/{EVENT}")
    (kept.host_folder / "en" / EVENT).unlink()
    page.reload()
    page.goto(f"{kept.site}en/")
    [held] = caches(page).values()
    assert f"{kept.site}en/{EVENT}" not in held


def test_where_the_network_is_slow_what_is_kept_is_shown(kept: Kept, page: Page) -> None:
    visit(page, f"{kept.site}en/{EVENT}")
    kept.host.slow = 20
    page.goto(f"{kept.site}en/{EVENT}", timeout=12_000)
    expect(page.locator("article.event")).to_be_visible()
    kept.host.slow = 0


@pytest.mark.parametrize(("slow", "broken"), [(6, False), (0, True)])
def test_events_are_never_chosen_by_files_of_two_builds(long: Kept, page: Page, slow: float, broken: bool) -> None:
    visit(page, f"{long.site}en/")
    page.goto(f"{long.site}en/?topic=topic-02")
    said = page.locator("form.filters output")
    expect(said).to_contain_text(" of 120 events")
    right = said.inner_text()
    page.wait_for_load_state("networkidle")
    long.change("content/topics.yaml", "topic-01:", "topic-00: {name: {en: N, fr: N, ru: N, ar: N, fa: N}}\ntopic-01:")
    long.build()
    long.host.moody, long.host.slow, long.host.broken = ("/index/first.json",), slow, broken
    page.reload()
    expect(said).to_have_text("The events could not be loaded; try again." if broken else right, timeout=15_000)


def test_only_what_readers_come_back_to_is_kept(kept: Kept, page: Page) -> None:
    visit(page, f"{kept.site}en/")
    [held] = caches(page).values()
    paths = sorted(url.removeprefix(kept.site).partition("?")[0] for url in held)
    assert [path for path in paths if not path.startswith("theme/")] == ["en/", "en/offline.html"]
    assert [path for path in paths if path.endswith(".css")] == ["theme/style.css"]


def test_a_site_that_is_not_kept_any_longer_leaves_nothing(kept: Kept, page: Page) -> None:
    visit(page, f"{kept.site}en/")
    assert caches(page)
    kept.change("content/site.yaml", "offline: yes", "offline: no")
    kept.build()
    assert not (kept.host_folder / "en/offline.html").exists()
    page.reload()
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
    assert caches(page) == {}
    page.reload()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
