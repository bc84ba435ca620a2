"""What builds make for search, and when."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from conftest import Run, run_in, snapshot
from tarikh.publishing import pagefind

Tarikh = Callable[..., Run]
EVENT = "content/events/2024/confederation-announced.yaml"


def of_search(site: Path) -> dict[str, bytes]:
    return {path: content for path, content in snapshot(site).items() if "/search/" in path}


def edit(project: Path) -> None:
    """Changes the English title of an event, and nothing that other languages show."""
    file = project / EVENT
    text = file.read_text(encoding="utf-8")
    assert text.count("The three states announce") == 1
    file.write_text(text.replace("The three states announce", "Zanzibarese states announce"), encoding="utf-8")


def test_an_edit_in_one_language_is_indexed_in_that_language_as_a_build_from_nothing_does(
    project_with_site: Path,
) -> None:
    project = project_with_site
    before = of_search(project / "output")
    edit(project)
    assert run_in(project, "tarikh", "build").returncode == 0
    after = of_search(project / "output")
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed
    assert all(path.startswith("en/search/") for path in changed)
    assert run_in(project, "tarikh", "build", "-o", "other").returncode == 0
    assert of_search(project / "other") == after


def test_indexes_can_wait_for_another_build(project_with_site: Path) -> None:
    project = project_with_site
    edit(project)
    built = run_in(project, "tarikh", "build", "--search-later")
    assert "build again without --search-later" in built.stdout
    waiting = of_search(project / "output")
    title = "Zanzibarese states announce"
    assert title in (project / "output/en/events/confederation-announced.html").read_text(encoding="utf-8")
    assert any(title.encode() in content for path, content in waiting.items() if "/index-" not in path)
    again = run_in(project, "tarikh", "build", "--search-later")
    assert "build again without --search-later" in again.stdout
    assert run_in(project, "tarikh", "build").stdout.count("search") == 0
    made = of_search(project / "output")
    changed = {path for path in waiting.keys() | made.keys() if waiting.get(path) != made.get(path)}
    assert changed
    assert all("/index-" in path for path in changed)


def test_a_site_that_is_not_searched_has_nothing_of_it(tarikh: Tarikh, project: Path) -> None:
    settings = project / "content" / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "search: no\n", encoding="utf-8")
    assert tarikh("build").returncode == 0
    assert of_search(project / "output") == {}
    assert not (project / "output/en/search.html").exists()
    assert 'data-module="search"' not in (project / "output/en/index.html").read_text(encoding="utf-8")


def test_it_is_said_what_to_do_where_there_is_no_pagefind(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(package: str) -> str:
        raise PackageNotFoundError(package)

    pagefind.made_with.cache_clear()
    monkeypatch.setattr(pagefind, "version", version)
    with pytest.raises(pagefind.PagefindError, match='"search: no"'):
        pagefind.made_with()
