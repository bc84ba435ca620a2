"""Hooks of pre-commit, for our own repository and for others: their entries are run as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, Run, run_in

EVENT = "content/events/2025/moscow-consultations.yaml"
FOR_OTHERS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
OUR_OWN = [
    hook
    for repository in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    for hook in repository["hooks"]
]
CHECKS = [hook for hook in FOR_OTHERS + OUR_OWN if hook["id"] == "tarikh-check"]
STYLES = [hook for hook in OUR_OWN if hook["id"].startswith("ruff-")]
FORMATS = [hook for hook in FOR_OTHERS + OUR_OWN if hook["id"] == "tarikh-fmt"]


def run(project: Path, hook: dict[str, object], *files: str) -> Run:
    """Runs the entry of a hook, given the changed files that it asks for."""
    program, *options = shlex.split(str(hook["entry"]))
    wanted = [file for file in files if re.search(str(hook.get("files", "")), file)]
    return run_in(project, Path(program).name, *options, *(wanted if hook.get("pass_filenames", True) else ()))


def test_both_repositories_have_the_hooks() -> None:
    assert {hook["id"] for hook in FOR_OTHERS} == {"tarikh-check", "tarikh-fmt"}
    assert {hook["language"] for hook in FOR_OTHERS} == {"python"}
    assert (len(CHECKS), len(FORMATS)) == (2, 2)


@pytest.mark.parametrize("hook", CHECKS, ids=["others", "own"])
def test_the_check_finds_what_a_changed_registry_breaks_elsewhere(project: Path, hook: dict[str, object]) -> None:
    assert run(project, hook, EVENT).returncode == 0
    topics = project / "content/topics.yaml"
    topics.write_text(topics.read_text(encoding="utf-8").replace("diplomacy:", "talks:", 1), encoding="utf-8")
    broken = run(project, hook, "content/topics.yaml")
    assert broken.returncode == 1
    assert f'{EVENT}:5:10: unknown-topic: no topic "diplomacy"' in broken.stdout
    assert hook["always_run"], "or else nothing is checked when a file is only taken away"


@pytest.mark.parametrize("hook", FORMATS, ids=["others", "own"])
def test_the_format_is_mended_in_the_given_files(project: Path, hook: dict[str, object]) -> None:
    event = project / EVENT
    before = event.read_bytes()
    assert run(project, hook, EVENT, "content/pages/about/en.md", "README.md").stdout == "0 of 1 file changed\n"
    event.write_bytes(before.replace(b"\nstatus: reported", b"\nstatus:   'reported'", 1))
    assert run(project, hook, EVENT).returncode == 0
    assert event.read_bytes() == before
    event.write_bytes(b"date: [\n")
    broken = run(project, hook, EVENT)
    assert (broken.returncode, event.read_bytes()) == (1, b"date: [\n")
    assert f"{EVENT}:2:1: yaml" in broken.stderr


@pytest.mark.parametrize(
    "hook", [it for it in OUR_OWN if it["entry"].startswith(".venv/bin/ruff")], ids=lambda it: it["id"]
)
def test_style_is_looked_at_in_the_given_files(tmp_path: Path, hook: dict[str, object]) -> None:
    (tmp_path / "good.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "bad.py").write_text("x = (\n", encoding="utf-8")
    assert run(tmp_path, hook, "good.py").returncode == 0
    assert run(tmp_path, hook, "bad.py").returncode != 0
