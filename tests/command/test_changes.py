"""`tarikh changes` as a process: what it tells of two sites, of which the second is built after a change."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import run_in
from tarikh.publishing.comparison import MOST_LISTED, compare

EVENT = "content/events/2025/aes-import-levy.yaml"
PAGE = "events/aes-import-levy.html"
TITLE = "The Alliance imposes a levy of 0.5 per cent on imported goods"
TITRE = "L’Alliance instaure un prélèvement de 0,5 % sur les marchandises importées"


@pytest.fixture
def project(project_with_site: Path) -> Path:
    """A project with its site as it was, in old/."""
    shutil.copytree(project_with_site / "output", project_with_site / "old")
    return project_with_site


@pytest.fixture
def changes(project: Path) -> Callable[..., list[str]]:
    """Builds the project again, and tells line by line what differs."""

    def run(*arguments: str) -> list[str]:
        built = run_in(project, "tarikh", "build")
        assert built.returncode == 0, built.stderr
        result = run_in(project, "tarikh", "changes", "old", "output", *arguments)
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout.splitlines()

    return run


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def below(heading: str, lines: list[str]) -> list[str]:
    """The lines of the group with a heading."""
    start = lines.index(heading) + 1
    return lines[start : lines.index("", start) if "" in lines[start:] else None]


def test_nothing_is_listed_of_sites_that_are_the_same(changes: Callable[..., list[str]]) -> None:
    [told] = changes()
    assert told.startswith("Pages: 0 added, 0 changed, 0 removed, 0 changed only around their text, ")
    assert told.endswith(" as they were. Other files: 0 added, 0 changed, 0 removed.")


def test_a_note_changes_the_page_of_its_event_in_its_language(project: Path, changes: Callable[..., list[str]]) -> None:
    replace(project / EVENT, "Hors documents", "Hors des documents")
    assert below("changed, events:", changes()) == [f"  {TITRE}  {PAGE}  fr"]


def test_a_page_in_several_languages_is_told_once_by_its_title_in_the_first(
    project: Path, changes: Callable[..., list[str]]
) -> None:
    replace(project / EVENT, "importance: major", "importance: notable")
    told = changes()
    assert f"  {TITLE}  {PAGE}  en fr ru ar fa" in below("changed, events:", told)
    assert "  Major events  selections/major.html  en fr ru ar fa" in below("changed, selections:", told)


def test_pages_that_come_and_go_are_told_by_the_site_that_has_them(
    project: Path, changes: Callable[..., list[str]]
) -> None:
    (project / EVENT).rename(project / EVENT.replace("aes-import-levy", "levy"))
    told = changes()
    assert below("added, events:", told) == [f"  {TITLE}  events/levy.html  en fr ru ar fa"]
    assert below("removed, events:", told) == [f"  {TITLE}  {PAGE}  en fr ru ar fa"]


def test_what_touches_all_pages_but_not_their_text_is_counted(project: Path, changes: Callable[..., list[str]]) -> None:
    replace(project / "content/site.yaml", "  en: Sahel chronicle", "  en: Chronicle of the Sahel")
    around = re.search(r"(\d+) changed only around their text", changes()[0])
    assert around
    assert int(around[1]) > 50


def test_titles_are_no_markup_in_a_summary(project: Path, changes: Callable[..., list[str]]) -> None:
    replace(project / EVENT, f"title: {TITLE}", 'title: "Levy | *half* a <b>per</b> [cent](x)"')
    told = changes("--format", "github")
    assert told[0] == "## Changed pages"
    assert "### Changed: events" in told
    [listed] = [line for line in told if PAGE in line]
    assert listed == (
        f"- Levy &#124; &#42;half&#42; a &#60;b&#62;per&#60;/b&#62; &#91;cent&#93;&#40;x&#41; `{PAGE}` en fr ru ar fa"
    )


def test_of_very_many_pages_the_first_are_listed(project: Path) -> None:
    for number in range(MOST_LISTED + 5):
        (project / f"output/en/events/new-{number:02}.html").write_text("<h1>New</h1>", encoding="utf-8")
    listed = run_in(project, "tarikh", "changes", "old", "output").stdout.splitlines()
    group = below("added, events:", listed)
    assert (len(group), group[-1]) == (MOST_LISTED + 1, "  and 5 more")
    assert listed[0].startswith(f"Pages: {MOST_LISTED + 5} added, 0 changed, 0 removed,")
    assert len(compare(project / "old", project / "output").pages["added"]) == MOST_LISTED + 5


def test_a_folder_without_a_site_is_wrong_usage(project: Path) -> None:
    for folders in (("old", "content"), ("nowhere", "old")):
        result = run_in(project, "tarikh", "changes", *folders)
        assert result.returncode == 2
        assert re.fullmatch(r"tarikh: \w+ holds no site: there is no \w+/index\.html\n", result.stderr)
