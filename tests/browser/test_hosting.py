"""The site behind a host that sends what `_headers` says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from servers import Obeying, served

from conftest import copy_project, run_in


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project: Path = copy_project(tmp_path_factory.mktemp("hosted") / "project")
    result = run_in(project, "tarikh", "build")
    assert result.returncode == 0, result.stderr
    with served(project / "output", Obeying) as address:
        yield address


@pytest.mark.parametrize("path", ["", "en/", "fa/events/moscow-consultations.html", "ar/places.html", "nowhere.html"])
def test_pages_load_all_they_need_where_the_host_tells_the_policy_too(
    page: Page, complaints: list[str], hosted: str, path: str
) -> None:
    answer = page.goto(hosted + path)
    assert answer
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    page.wait_for_load_state("networkidle")
    assert [text for text in complaints if "404" not in text] == []
    if answer.ok:
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 0


def test_search_works_where_the_host_tells_the_policy_too(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}en/search.html?q=sanctions")
    expect(page.locator("main a[href*='ecowas-sanctions']").first).to_be_visible()
