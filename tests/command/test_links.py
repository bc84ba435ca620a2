"""The whole built site: every link leads somewhere, every page knows its translations."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from conftest import Run, run_in, snapshot
from tarikh.publishing.linkcheck import Files, Piece, faults, look

Tarikh = Callable[..., Run]
SITE = "https://example.org/tarikh/"


class Page(HTMLParser):
    """What one page links to, and what it offers to be linked to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.alternates: dict[str, str] = {}
        self.canonical = self.lang = self.title = self.description = ""
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self._open = tag
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "html":
            self.lang = values["lang"]
        if tag == "meta" and values.get("name") == "description":
            self.description = values["content"]
        if tag == "link" and values["rel"] == "canonical":
            self.canonical = values["href"]
        elif tag == "link" and values["rel"] == "alternate" and "hreflang" in values and "type" not in values:
            self.alternates[values["hreflang"]] = values["href"]
        else:
            self.links += [values[name] for name in ("href", "src") if name in values]

    def handle_data(self, text: str) -> None:
        if self._open == "title" and not self.title:
            self.title = text.strip()


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Page]:
    return {
        file.relative_to(built).as_posix(): Page(file.read_text(encoding="utf-8")) for file in built.rglob("*.html")
    }


def whole(folder: Path) -> Files:
    files = {file.relative_to(folder).as_posix(): str(file) for file in folder.rglob("*") if file.is_file()}
    return Files(files, frozenset(), SITE)


def test_a_strict_build_finds_all_that_the_site_leads_to(built: Path) -> None:
    assert faults(whole(built)) == []


def test_links_are_found_where_a_parser_finds_them(built: Path, pages: dict[str, Page]) -> None:
    found = look(Piece([(path, str(built / path)) for path in pages], SITE, False))
    for path, page in pages.items():
        assert found.ids[path] == set(page.ids)
        assert found.heads[path].lang == page.lang
        assert dict(found.heads[path].alternates).keys() == page.alternates.keys()
    own = {urljoin(SITE + path, link) for path, page in pages.items() for link in page.links}
    files = {urldefrag(link)[0].partition("?")[0].removeprefix(SITE) for link in own if link.startswith(SITE)}
    files = {f"{path}index.html" if path.endswith("/") or not path else path for path in files}
    assert {path for path, _ in found.links} >= files - pages.keys()
    assert len(files) > 500


def test_a_site_below_any_path_and_one_for_a_memory_stick_have_no_fault(project: Path, tarikh: Tarikh) -> None:
    for arguments in (("--portable",), ("-o", "else/where")):
        result = tarikh("build", "--strict", *arguments, SITEURL="https://example.org/some/where")
        assert result.returncode == 0, result.stderr


def test_a_broken_link_is_told_where_it_stands_and_the_last_good_site_stays(
    project_with_site: Path,
) -> None:
    before = snapshot(project_with_site / "output")
    page = project_with_site / "content/pages/about/en.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nSee [more](mthod.html).\n", encoding="utf-8")
    result = run_in(project_with_site, "tarikh", "build", "--strict")
    assert (result.returncode, result.stdout) == (1, "")
    told = re.search(
        r"(\S+/en/about\.html):(\d+):(\d+): broken-link: there is no \"en/mthod\.html\"\n"
        r'    did you mean "method\.html"\?\n1 error, 0 warnings in \d+ events\n',
        result.stderr,
    )
    assert told, result.stderr
    line = (project_with_site / told[1]).read_text(encoding="utf-8").splitlines()[int(told[2]) - 1]
    assert line[int(told[3]) - 1 :].startswith("mthod.html")
    assert snapshot(project_with_site / "output") == before
    result = run_in(project_with_site, "tarikh", "build")
    assert result.returncode == 0, "without --strict it is built"
    result = run_in(project_with_site, "tarikh", "build", "--strict")
    assert result.returncode == 1, "pages are looked at that were made before"


def test_a_file_that_others_put_into_the_site_can_be_linked_to(project_with_site: Path) -> None:
    page = project_with_site / "content/pages/about/en.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nSee [more](../more.html#here).\n", encoding="utf-8")
    assert run_in(project_with_site, "tarikh", "build", "--strict").returncode == 1
    (project_with_site / "output/more.html").write_text('<a href="nowhere">', encoding="utf-8")
    assert run_in(project_with_site, "tarikh", "build", "--strict").returncode == 0


def test_warnings_are_errors_of_a_strict_build(project: Path, tarikh: Tarikh) -> None:
    event = project / "content/events/2025/moscow-consultations.yaml"
    text = event.read_text(encoding="utf-8")
    event.write_text(re.sub(r"(title: \S+)", r"\1 anew", text, count=1), encoding="utf-8")
    result = tarikh("build", "--strict")
    assert result.returncode == 1
    assert "warning stale-translation" in result.stderr
    assert not (project / "output").exists()
    assert tarikh("build").returncode == 0


def test_links_are_not_followed_in_stores(tarikh: Tarikh) -> None:
    result = tarikh("build", "--strict", "-o", "memory://site")
    assert result.returncode == 2
    assert "--strict" in result.stderr


def test_the_404_page_works_at_any_address_of_the_site(pages: dict[str, Page]) -> None:
    assert pages["404.html"].links
    assert all(link.startswith("/tarikh/") for link in pages["404.html"].links)


def test_every_page_has_a_title_a_canonical_address_and_a_description(
    pages: dict[str, Page],
) -> None:
    assert not [path for path, page in pages.items() if not page.title or not page.canonical.startswith(SITE)]
    assert not [path for path, page in pages.items() if "/" in path and not page.description]


def test_the_newest_events_first_are_the_timeline_again(pages: dict[str, Page]) -> None:
    for tag in ("en", "fa"):
        newest, timeline = pages[f"{tag}/newest.html"], pages[f"{tag}/index.html"]
        assert newest.canonical == timeline.canonical
        assert newest.alternates == {}


def test_titles_differ_within_a_language(pages: dict[str, Page]) -> None:
    titles = [(page.lang, page.title) for path, page in pages.items() if "/" in path]
    assert len(titles) == len(set(titles)), {title for title in titles if titles.count(title) > 1}
