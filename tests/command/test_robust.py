"""Never a broken site: whatever happens to a build, the target is the old site, or whole after the next build."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import copy_project, run_in, snapshot

EVENT = "content/events/2025/moscow-consultations.yaml"

# Runs a build that kills itself, as SIGKILL does, just before it moves its Nth file or after it has moved the last.
KILLED = """
import os, signal, sys
from tarikh import cli
left, move = int(sys.argv[1]), os.replace
def counted(*files):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    move(*files)
os.replace = counted
cli.main(["build"])
os.kill(os.getpid(), signal.SIGKILL)
"""


# Takes from root what lets it write where nobody may; others cannot anyway.
BOUND = ("setpriv", "--bounding-set=-dac_override", "--") if os.geteuid() == 0 else ()


@pytest.fixture
def edited(project_with_site: Path) -> Path:
    """A project whose site is older than its content."""
    change(project_with_site, "title: ", "title: Changed ")
    return project_with_site


def change(project: Path, old: str, new: str) -> None:
    event = project / EVENT
    event.write_text(event.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def killed(project: Path, moves: int) -> None:
    result = subprocess.run([sys.executable, "-c", KILLED, str(moves)], cwd=project, capture_output=True, timeout=120)
    assert result.returncode == -9


def working_in(folder: Path) -> list[str]:
    """The processes that work in a folder, where the system tells (Linux)."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):  # it has ended meanwhile
            if process.readlink() == folder:
                found.append(process.parent.name)
    return found


def cold(project: Path) -> dict[str, bytes]:
    """The site of a project as a build from nothing makes it."""
    result = run_in(project, "tarikh", "build", "-o", "cold")
    assert result.returncode == 0, result.stderr
    site = snapshot(project / "cold")
    shutil.rmtree(project / "cold")
    shutil.rmtree(project / ".cold.tarikh")
    return site


@pytest.mark.parametrize("moves", [0, 1, 2, 10, 1000])
def test_a_build_that_is_killed_leaves_a_site_that_the_next_build_makes_whole(edited: Path, moves: int) -> None:
    before = snapshot(edited / "output")
    killed(edited, moves)
    if moves == 0:
        assert snapshot(edited / "output") == before, "nothing has been moved yet"
    result = run_in(edited, "tarikh", "build")
    assert result.returncode == 0, result.stderr
    assert snapshot(edited / "output") == cold(edited) != before


@pytest.mark.parametrize("moves", [0, 3, 8])
def test_a_first_build_that_is_killed_while_it_moves_folders_is_made_whole_by_the_next(
    project: Path, moves: int
) -> None:
    killed(project, moves)
    assert run_in(project, "tarikh", "build").returncode == 0
    assert snapshot(project / "output") == cold(project)


@pytest.mark.parametrize("moves", [2, 10, 1000])
def test_an_edit_taken_back_after_a_killed_build_is_taken_back_everywhere(edited: Path, moves: int) -> None:
    killed(edited, moves)
    change(edited, "title: Changed ", "title: ")
    assert run_in(edited, "tarikh", "build").returncode == 0
    assert snapshot(edited / "output") == cold(edited)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_that_is_killed_while_it_makes_pages_leaves_the_old_site(project_with_site: Path, jobs: str) -> None:
    site, template = project_with_site / "output", project_with_site / "theme" / "templates" / "base.html"
    before = snapshot(site)
    template.write_text(template.read_text(encoding="utf-8") + "<!-- new -->", encoding="utf-8")
    build = subprocess.Popen([sys.executable, "-m", "tarikh", "build", "-j", jobs], cwd=project_with_site)
    staging = project_with_site / ".output.tarikh" / "new"
    while len(list(staging.rglob("*.html"))) < 50:
        assert build.poll() is None, "the build was too fast for this test"
    build.kill()
    build.wait()
    for _ in range(100):
        if not working_in(project_with_site):
            break
        time.sleep(0.05)
    else:
        pytest.fail("its processes have outlived it")
    assert snapshot(site) == before
    assert run_in(project_with_site, "tarikh", "build").returncode == 0
    assert snapshot(site) == cold(project_with_site) != before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_where_nothing_more_can_be_written_the_old_site_stays(edited: Path, jobs: str) -> None:
    """A limit to the size of files stands for a full disk: both stop a write halfway."""
    before = snapshot(edited / "output")
    (edited / ".output.tarikh" / "state").unlink()
    result = subprocess.run(
        [sys.executable, "-m", "tarikh", "build", "-j", jobs],
        cwd=edited,
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
    )
    assert result.returncode == 1
    assert "File too large" in result.stderr
    assert "Traceback" not in result.stderr
    assert snapshot(edited / "output") == before
    assert run_in(edited, "tarikh", "build").returncode == 0
    assert snapshot(edited / "output") == cold(edited)


@pytest.mark.parametrize("file", ["state", "state.events"])
@pytest.mark.parametrize("spoil", ["cut", "flip", "empty", "foreign", "folder"])
def test_a_broken_memory_of_the_last_build_means_a_build_from_nothing(edited: Path, file: str, spoil: str) -> None:
    state = edited / ".output.tarikh" / file
    stored = state.read_bytes()
    middle = len(stored) // 2
    if spoil == "folder":
        state.unlink()
        state.mkdir()
    else:
        flipped = stored[:middle] + bytes([stored[middle] ^ 1]) + stored[middle + 1 :]
        state.write_bytes({"cut": stored[:-9], "flip": flipped, "empty": b"", "foreign": b"x" * 99}[spoil])
    result = run_in(edited, "tarikh", "build")
    assert "Traceback" not in result.stderr
    if spoil != "folder":
        assert result.returncode == 0, result.stderr
        assert snapshot(edited / "output") == cold(edited)


def test_a_target_that_cannot_be_written_stays_as_it_is(edited: Path) -> None:
    before = snapshot(edited / "output")
    folder = edited / "output" / "fa" / "events"
    folder.chmod(0o555)
    try:
        result = subprocess.run(
            [*BOUND, sys.executable, "-m", "tarikh", "build"], cwd=edited, capture_output=True, text=True, timeout=120
        )
    finally:
        folder.chmod(0o755)
    assert result.returncode == 1
    assert "cannot be written" in result.stderr
    assert snapshot(edited / "output") == before
    assert run_in(edited, "tarikh", "build").returncode == 0
    assert snapshot(edited / "output") == cold(edited)


def test_the_same_content_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    here, there = copy_project(tmp_path / "a"), tmp_path / "elsewhere" / "b"
    for file in sorted(snapshot(here), reverse=True):  # so that folders list them in another order
        (there / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(here / file, there / file)
    run_in(here, "tarikh", "build", "-j", "1", PYTHONHASHSEED="1", TZ="Asia/Tehran", LC_ALL="C")
    run_in(there, "tarikh", "build", "-j", "2", PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C.UTF-8")
    assert len(snapshot(here / "output")) > 400
    assert snapshot(here / "output") == snapshot(there / "output")
    outside = run_in(tmp_path, "tarikh", "build", "-s", "a/pelicanconf.py", "-o", "third")
    assert outside.returncode == 0, outside.stderr
    assert snapshot(tmp_path / "third") == snapshot(here / "output")
