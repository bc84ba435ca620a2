"""What tests share: a copy of this project to build and to break, and the site built from it once."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("content", "seeds", "theme", "pelicanconf.py")

Run = subprocess.CompletedProcess[str]


def copy_project(target: Path) -> Path:
    """A copy of all that a site is built from."""
    target.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part)
        else:
            shutil.copy(ROOT / part, target / part)
    return target


def run_in(folder: Path, *command: str, **environment: str) -> Run:
    """Runs `python -m COMMAND…` in a folder, as a process of its own, which leaves no bytecode of settings there."""
    inherited = {name: value for name, value in os.environ.items() if name != "SITEURL"}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**inherited, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


class Content(bytes):
    """What a file holds; large as it may be, a comparison that fails is told in a moment."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes, {hashlib.sha256(self).hexdigest()[:8]}>"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {
        file.relative_to(folder).as_posix(): Content(file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one's own to break."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its site in output/, built once. Not to be changed."""
    project = copy_project(tmp_path_factory.mktemp("published") / "project")
    result = run_in(project, "tarikh", "build")
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture
def project_with_site(published: Path, tmp_path: Path) -> Path:
    """A project of one's own with its site in output/."""
    return Path(shutil.copytree(published, tmp_path / "published"))


@pytest.fixture
def tarikh(project: Path) -> Callable[..., Run]:
    """Runs a command of Tarikh in the project."""

    def run(*arguments: str, **environment: str) -> Run:
        return run_in(project, "tarikh", *arguments, **environment)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of this project's own site, built once. Not to be changed."""
    project = copy_project(tmp_path_factory.mktemp("built") / "project")
    result = run_in(project, "tarikh", "build", "-o", "../site/tarikh", SITEURL="https://example.org/tarikh")
    assert result.returncode == 0, result.stderr
    return project.parent / "site" / "tarikh"
