"""A project long enough to have everything: years, an index, lists in parts, disagreements."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builds import Builds, unchanged
from conftest import ROOT

EVENTS = 110


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with its site, built once. Not to be changed."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from corpus import write_project
    finally:
        sys.path.pop(0)
    folder = tmp_path_factory.mktemp("corpus") / "project"
    write_project(EVENTS, folder, link_previews="major", search=True)
    for part in ("templates", "styles", "locale", "static", "workers", "faces"):
        shutil.copytree(ROOT / "theme" / part, folder / "theme" / part)
    shutil.copy(ROOT / "theme" / "world.json", folder / "theme")
    Builds(folder).build()
    yield from unchanged(folder)


@pytest.fixture
def builds(corpus: Path, tmp_path: Path) -> Builds:
    """A project of one's own with its site."""
    return Builds.like(corpus, tmp_path / "project")
