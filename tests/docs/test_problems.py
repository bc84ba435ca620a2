"""docs/problems.md: it explains every code there is, and every example in it is told as it says, and mended so."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from checking import check
from conftest import ROOT, Run, copy_project, run_in
from tarikh.model.problem import Code
from tarikh.state import State

PAGE = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
NO_EXAMPLE = {"unwritable"}  # that no file is known for
OF_THE_SITE = PAGE.partition("## The site as it is built")[2].partition("\n## ")[0]
FENCE = r"\n\n```(\w+)\n(.*?)```"


class Example(NamedTuple):
    code: str
    warning: bool
    file: str
    kind: str
    wrong: str
    mended: str


def examples() -> list[Example]:
    """What each section shows: a file with something wrong, or a command that makes it, and what mends it."""
    found = []
    for section in re.split(r"\n##+ ", PAGE):
        if not (heading := re.match(r"`(.+)`\n\n(An error|A warning)\. ", section)) or heading[1] in NO_EXAMPLE:
            continue
        wrong = re.search(r"\n(?:In|For) `(.+?)`(?:, as a command)?:" + FENCE, section, re.DOTALL)
        assert wrong, f"{heading[1]} has no example"
        mended = re.search(r"\nMended:" + FENCE, section, re.DOTALL)
        assert mended or "\nMended by " in section, f"{heading[1]} is not mended"
        found.append(Example(heading[1], heading[2] == "A warning", *wrong.groups(), mended[2] if mended else ""))
    return found


def small_event() -> str:
    """The event that the examples change, as the page shows it."""
    match = re.search(r"`content/events/2025/talks.yaml`:\n\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert match
    return match[1]


def parts(text: str, kind: str) -> dict[str, str]:
    """The parts of a file by the lines they begin with: entries of a catalog, or fields with all that is below them."""
    found = re.findall(r"(?:.+\n)+\n*" if kind == "po" else r".*\n(?:(?: .*)?\n)*", text)
    names = (re.search(r"^msgid .*" if kind == "po" else r"^[^:]*", part, re.MULTILINE) for part in found)
    return {name[0] if name else part: part for name, part in zip(names, found, strict=True)}


def apply(file: Path, text: str, kind: str) -> None:
    """Does what an example shows: runs it, or puts it in the place of what begins alike; pages are shown whole."""
    if kind == "sh":
        subprocess.run(["sh", "-e", "-c", text], check=True, timeout=60)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    before = small_event() if kind == "yaml" else ""
    if file.is_file() and kind != "markdown":
        before = file.read_text(encoding="utf-8")
    file.write_text("".join({**parts(before, kind), **parts(text, kind)}.values()), encoding="utf-8")


def told(file: Path, state: State) -> set[tuple[str, bool]]:
    """The codes of the problems of a file, and whether they are warnings."""
    takers = {"po": ("translations", "import"), "imports": ("import", file.suffix.removeprefix("."), "--dry-run")}
    if file.parts[0] in takers:
        return _printed(run_in(Path(), "tarikh", *takers[file.parts[0]], str(file)), str(file))
    problems, _ = check(last=state)
    return {(problem.code, problem.warning) for problem in problems if file.is_relative_to(problem.place.file)}


def _printed(result: Run, files: str) -> set[tuple[str, bool]]:
    """The codes that a command has told, of files that a pattern describes."""
    lines = re.findall(rf"^{files}:\S+ (warning )?([\w-]+): ", result.stdout + result.stderr, re.MULTILINE)
    return {(code, bool(warning)) for warning, code in lines}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, State]:
    """A project with nothing wrong, and what a check knows of it."""
    project = copy_project(tmp_path_factory.mktemp("sound"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        problems, state = check()
    assert not problems
    return project, state


def test_every_code_is_explained_once_and_no_other() -> None:
    assert sorted(re.findall(r"^### `(.+)`$", PAGE, re.MULTILINE)) == sorted(get_args(Code))


def test_every_explanation_tells_whether_it_stops_a_build() -> None:
    sections = re.findall(r"^### `.+`\n\n(.*?\.) ", PAGE, re.MULTILINE)
    assert len(sections) == len(get_args(Code))
    assert set(sections) == {"An error.", "A warning."}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.code)
def test_an_example_is_told_as_it_says_and_gone_when_it_is_mended(
    example: Example, sound: tuple[Path, State], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, state = sound
    monkeypatch.chdir(shutil.copytree(project, tmp_path / "project"))
    file = Path(example.file)
    apply(file, example.wrong, example.kind)
    if f"### `{example.code}`" in OF_THE_SITE:
        assert told(file, state) == set()
        broken = run_in(Path(), "tarikh", "build", "--strict")
        assert (broken.returncode, _printed(broken, r"\.output\.tarikh\S*?")) == (1, {(example.code, example.warning)})
    else:
        assert (example.code, example.warning) in told(file, state)
    if example.mended:
        apply(file, example.mended, example.kind)
        problems, _ = check(last=state)
        assert problems == ()
        if f"### `{example.code}`" in OF_THE_SITE:
            assert run_in(Path(), "tarikh", "build", "--strict").returncode == 0
