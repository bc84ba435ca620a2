"""`tarikh serve`, as a process: pages, the 404 page, problems shown and mended."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def heed_interrupts() -> None:
    """What runs in the background of a shell ignores them, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def preview(project: Path) -> Iterator[str]:
    """The address of a running preview of the project."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tarikh", "serve", "-p", "0"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=heed_interrupts if os.name == "posix" else None,
    )
    assert process.stdout
    with process, process.stdout:
        for line in process.stdout:
            if match := re.search(r"http://\S+/", line):
                yield match[0]
                break
        process.send_signal(signal.SIGINT)
        process.stdout.read()
    assert process.returncode == 0


def test_the_preview_survives_a_broken_file_and_shows_its_problems(project: Path, preview: str) -> None:
    assert get(preview)[0] == 200
    assert "۱۴۰۴" in get(preview + "fa/")[1]

    status, page = get(preview + "no/such/page.html")
    assert status == 404
    assert all(f'<li lang="{tag}"' in page for tag in ("en", "fr", "ru", "ar", "fa"))

    event = project / "content/events/2026/outlook-2026.yaml"
    good = event.read_text(encoding="utf-8")
    event.write_text(good.replace("date: 2026", "date: 2026-13"), encoding="utf-8")
    wait_until(lambda: get(preview + "en/")[0] == 500)
    assert "outlook-2026.yaml:2:7: bad-date" in get(preview + "en/")[1]
    assert get(preview + "theme/style.css")[0] == 200

    event.write_text(good.replace("importance:", "# mended\nimportance:"), encoding="utf-8")
    wait_until(lambda: get(preview + "en/")[0] == 200)

    event.write_text(good.replace("title: ", "title: Freshly changed: ", 1), encoding="utf-8")
    wait_until(lambda: get(preview + "en/")[0] == 500)  # a text with ": " wants quotes
    event.write_text(good.replace("title: ", "title: Freshly changed, ", 1), encoding="utf-8")
    wait_until(lambda: "Freshly changed, " in get(preview + "en/")[1])

    template = project / "theme/templates/timeline.html"
    sound = template.read_text(encoding="utf-8")
    template.write_text(sound.replace("{% endblock %}", ""), encoding="utf-8")
    wait_until(lambda: get(preview + "en/")[0] == 500)
    assert "timeline.html" in get(preview + "en/")[1]
    template.write_text(sound, encoding="utf-8")
    wait_until(lambda: get(preview + "en/")[0] == 200)
    assert not (project / "output").exists(), "a preview leaves the site to publish alone"


def test_pages_come_before_the_search_that_finds_them(preview: str, project: Path) -> None:
    assert get(f"{preview}en/search.html")[0] == 200
    assert get(f"{preview}en/search/0.json")[0] == 200
    wait_until(lambda: get(f"{preview}fa/search/index-0/pagefind-entry.json")[0] == 200, 60)
    first = get(f"{preview}en/search/index-0/pagefind-entry.json")[1]
    file = project / "content/events/2024/confederation-announced.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("The three states", "Zanzibarese states", 1), encoding="utf-8"
    )
    wait_until(lambda: get(f"{preview}en/search/index-0/pagefind-entry.json")[1] != first, 60)
