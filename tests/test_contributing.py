"""The page for contributors: what it says to type works as it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PERSON = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
GIT = {**PERSON, **{name.replace("AUTHOR", "COMMITTER"): value for name, value in PERSON.items()}}
NEEDS_SHELL = pytest.mark.skipif(
    not shutil.which("sh") or not shutil.which("git"), reason="the commands are for a shell with git"
)


def commands(section: str) -> list[str]:
    """The commands of a section, each as it is pasted, with the lines that it goes on in."""
    text = re.search(rf"^## {section}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert text, f"no section {section}"
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text[1], re.MULTILINE | re.DOTALL)
    return [it.strip() for it in re.findall(r"(?:.*\\\n)*.+\n", "".join(blocks))]


def steps() -> list[str]:
    return re.findall(r"^(\d)\. \*\*", PAGE.partition("\n## Translate")[0], re.MULTILINE)


@pytest.fixture
def clone(project: Path, tmp_path: Path) -> Path:
    """The project in a repository of its own, with the command where `make site` puts it."""
    program = project / ".venv/bin/tarikh"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tarikh "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    shutil.copytree(ROOT / "schema", project / "schema")
    shutil.copy(ROOT / ".gitignore", project)
    origin = tmp_path / "origin.git"
    for command in (f"git init -q --bare {origin}", "git init -q", f"git remote add origin {origin}", "git add ."):
        typed(command, project)
    typed("git commit -qm Begin", project)
    return project


def typed(command: str, folder: Path) -> str:
    """What a command prints that is typed in a folder; it has to end well."""
    environment = {**os.environ, **GIT, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    result = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout


@NEEDS_SHELL
def test_the_five_steps_to_an_event_work_as_they_are_pasted(clone: Path) -> None:
    assert steps() == ["1", "2", "3", "4", "5"]
    events = set((clone / "content/events").rglob("*.yaml"))
    for command in commands("Add an event"):
        if command.startswith("make "):
            typed(command.replace("make ", "make -n ", 1), ROOT)  # installs packages, or does not end by itself
        else:
            typed(command, clone)
    (added,) = set((clone / "content/events").rglob("*.yaml")) - events
    changed = typed("git show --format= --name-only HEAD", clone).split()
    assert changed == [added.relative_to(clone).as_posix()]
    assert typed("git rev-parse HEAD", clone) == typed("git rev-parse @{upstream}", clone)
    assert typed("git status --porcelain", clone) == ""
    assert f"{added.relative_to(clone)}" in PAGE
    assert f"http://localhost:8000/en/events/{added.stem}.html" in PAGE
    assert typed(".venv/bin/tarikh check", clone) == f"0 errors, 0 warnings in {len(events) + 1} events\n"


@NEEDS_SHELL
def test_the_commands_for_translators_work_as_they_are_pasted(clone: Path) -> None:
    shown = [typed(command, clone) for command in commands("Translate")]
    assert len(shown) == 2
    assert all(shown)


def test_every_command_on_the_page_is_one() -> None:
    known = subprocess.run([sys.executable, "-m", "tarikh", "--help"], capture_output=True, encoding="utf-8").stdout
    for command in re.findall(r"tarikh ([a-z]+)", re.sub(r"^#.*", "", PAGE, flags=re.MULTILINE)):
        assert re.search(rf"^    {command}\b", known, re.MULTILINE), command
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:`|^ *)make ([a-z]+)", PAGE, re.MULTILINE):
        assert f"\n{target}: " in makefile, target


def test_all_that_the_page_links_to_is_there() -> None:
    for file, anchor in re.findall(r"\]\(([\w./-]+)(?:#([\w-]+))?\)", PAGE):
        assert (ROOT / file).is_file(), file
        headings = re.findall(r"^#+ (.+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
        assert not anchor or anchor in [heading.lower().replace(" ", "-") for heading in headings], anchor
