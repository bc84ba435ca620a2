"""Pictures of events, from the file that an editor adds to the files that are published."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from conftest import Run, snapshot

Tarikh = Callable[..., Run]
EVENT = "content/events/2025/moscow-consultations.yaml"


@pytest.fixture
def pictured(project: Path) -> Path:
    """A project in which one event has a picture."""
    made = BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(made, "jpeg")
    (project / "content/images").mkdir()
    (project / "content/images/talks.jpg").write_bytes(made.getvalue())
    texts = "".join(f"\n      {tag}: A picture" for tag in ("en", "fr", "ru", "ar", "fa"))
    with (project / EVENT).open("a", encoding="utf-8") as file:
        file.write(f"images:\n  - file: talks.jpg\n    alt:{texts}\n    credit:{texts}\n")
    return project


def test_a_picture_is_published_small_in_modern_formats_and_kept_for_the_next_build(
    pictured: Path, tarikh: Tarikh
) -> None:
    assert tarikh("build").returncode == 0
    first = snapshot(pictured / "output")
    made = sorted(name for name in first if name.startswith("images/"))
    assert [name.rpartition(".")[2] for name in made] == ["avif", "webp", "avif", "jpeg", "webp"]
    assert all(name in first["en/events/moscow-consultations.html"].decode() for name in made)
    kept = [file for file in (pictured / ".output.tarikh/kept").iterdir() if file.is_file()]
    assert len(kept) == len(made)
    times = [file.stat().st_mtime_ns for file in kept]
    assert tarikh("build").returncode == 0
    assert snapshot(pictured / "output") == first
    assert [file.stat().st_mtime_ns for file in kept] == times


def test_a_picture_that_changes_is_shown_wherever_the_last_one_was(pictured: Path, tarikh: Tarikh) -> None:
    assert tarikh("build").returncode == 0
    Image.new("RGB", (900, 600), "navy").save(pictured / "content/images/talks.jpg")
    assert tarikh("build").returncode == 0
    site = snapshot(pictured / "output")
    there = {name for name in site if name.startswith("images/")}
    for file in ("en/events/moscow-consultations.html", "fa/events.json", "events.csv", "ar/timelinejs.json"):
        shown = set(re.findall(r"images/talks-[\w.-]+", site[file].decode()))
        assert shown
        assert shown <= there


def test_a_picture_that_goes_takes_its_files_along(pictured: Path, tarikh: Tarikh) -> None:
    assert tarikh("build").returncode == 0
    text = (pictured / EVENT).read_text(encoding="utf-8")
    (pictured / EVENT).write_text(text.partition("images:")[0], encoding="utf-8")
    (pictured / "content/images/talks.jpg").unlink()
    assert tarikh("build").returncode == 0
    assert not (pictured / "output/images").exists()


def test_a_damaged_picture_is_a_problem_with_its_file_and_no_traceback(pictured: Path, tarikh: Tarikh) -> None:
    file = pictured / "content/images/talks.jpg"
    file.write_bytes(file.read_bytes()[:500])
    for command in ("check", "build"):
        result = tarikh(command)
        assert result.returncode == 1
        assert "content/images/talks.jpg: bad-image: a damaged image" in result.stderr + result.stdout
        assert "Traceback" not in result.stderr
    assert not (pictured / "output").exists()
