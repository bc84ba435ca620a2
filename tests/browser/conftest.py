"""A real browser and the built site behind a real server, below a base path."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import ADVICE, find
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from servers import served

from conftest import ROOT, run_in

LONG = 420  # events

SWITCHES = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find()
    assert executable, ADVICE
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*SWITCHES, *sandbox])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    """The address of the built site, which stands below a base path."""
    with served(built.parent) as address:
        yield f"{address}{built.name}/"


@pytest.fixture(scope="session")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with more events than a page carries, or a picture has marks for."""
    project = tmp_path_factory.mktemp("long")
    made = subprocess.run(
        [sys.executable, "benchmarks/corpus.py", "--search", str(LONG), str(project)], cwd=ROOT, check=False
    )
    assert made.returncode == 0
    result = run_in(project, "tarikh", "build")
    assert result.returncode == 0, result.stderr
    with served(project / "output") as address:
        yield address


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page that shows every component."""
    folder = tmp_path_factory.mktemp("gallery") / "gallery"
    made = subprocess.run(
        [sys.executable, "theme/gallery", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return (folder / "index.html").as_uri()


BLOCKED = "Service Worker registration blocked by Playwright"


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of on the page, but for the workers that tests block."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != BLOCKED:
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Without a service worker, which would answer in the place of what tests answer themselves."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
