"""What a check remembers hides no problem: it tells what one tells that knows nothing, whatever was changed between."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from conftest import copy_project
from tarikh.build import ContentError, Project, check
from tarikh.model.problem import Problem
from tarikh.progress import Progress
from tarikh.state import State
from tarikh.work import Work

ROUNDS = 60


def looked_at(last: State) -> tuple[tuple[Problem, ...], State]:
    project = Project(Path("content"), Path("seeds"), Path("theme"))
    try:
        state = check(project, last, Work(1), Progress()).state
    except ContentError as error:
        return error.problems, error.state
    return state.warnings, state


@pytest.mark.parametrize("seed", range(2))
def test_a_check_that_remembers_tells_what_one_that_knows_nothing_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(copy_project(tmp_path / "project"))
    dice, state = random.Random(seed), State()
    files = sorted(Path("content").rglob("*.yaml")) + sorted(Path("content").rglob("*.md"))
    registries = [path for path in files if path.parent == Path("content")]
    told = set()
    spoiled: dict[Path, str] = {}
    for _ in range(ROUNDS):
        if spoiled and dice.random() < 0.5:
            path = dice.choice(sorted(spoiled))
            path.write_text(spoiled.pop(path), encoding="utf-8")
        else:
            path = dice.choice(dice.choice((files, registries)))
            text = path.read_text(encoding="utf-8")
            spoiled.setdefault(path, text)
            lines = text.splitlines(keepends=True)
            at = dice.randrange(len(lines))
            lines[at] = dice.choice(("", lines[at].replace("a", "b"), f"{lines[at]}x\n", lines[at].upper()))
            path.write_text("".join(lines), encoding="utf-8")
        problems, state = looked_at(state)
        assert problems == looked_at(State())[0]
        told |= {problem.code for problem in problems}
    assert len(told) > 5
