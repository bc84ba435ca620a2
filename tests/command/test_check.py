"""`tarikh check`: what it tells, to whom, and what it remembers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from conftest import run_in
from tarikh.model.problem import Place, Problem
from tarikh.reports import as_annotations

Tarikh = Callable[..., subprocess.CompletedProcess[str]]
EVENT = "content/events/2025/moscow-consultations.yaml"


def spoil(project: Path, file: str = EVENT, old: str = "[diplomacy,", new: str = "[diplomcy,") -> Path:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_sound_content_is_told_so(tarikh: Tarikh) -> None:
    result = tarikh("check", "--strict")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "0 errors, 0 warnings in 46 events\n"


def test_json_tells_each_problem_with_its_place(project: Path, tarikh: Tarikh) -> None:
    spoil(project)
    result = tarikh("check", "--format", "json")
    assert result.returncode == 1
    told = json.loads(result.stdout)
    assert told["events"] == 46
    assert told["problems"] == [
        {
            "file": EVENT,
            "line": 5,
            "column": 10,
            "severity": "error",
            "code": "unknown-topic",
            "message": 'no topic "diplomcy"',
            "hint": 'did you mean "diplomacy"?',
        }
    ]


def test_github_shows_each_problem_beside_its_line(project: Path, tarikh: Tarikh) -> None:
    spoil(project)
    result = tarikh("check", "--format", "github")
    assert result.returncode == 1
    assert result.stdout == (
        f'::error file={EVENT},line=5,col=10,title=unknown-topic::no topic "diplomcy"%0Adid you mean "diplomacy"?\n'
    )


def test_gitlab_is_told_of_each_problem_as_a_finding_of_code_quality(project: Path, tarikh: Tarikh) -> None:
    spoil(project)
    result = tarikh("check", "--format", "gitlab")
    assert result.returncode == 1
    [finding] = json.loads(result.stdout)
    assert len(finding.pop("fingerprint")) == 64
    assert finding == {
        "description": 'no topic "diplomcy"; did you mean "diplomacy"?',
        "check_name": "unknown-topic",
        "severity": "major",
        "location": {"path": EVENT, "lines": {"begin": 5}},
    }


def test_an_annotation_cannot_be_left_by_what_it_tells() -> None:
    problem = Problem(Place("a,b:c.yaml", 1, 2), "yaml", "50 %\n::error::forged", "", True)
    told = as_annotations([problem], 1)
    assert told == "::warning file=a%2Cb%3Ac.yaml,line=1,col=2,title=yaml::50 %25\\n::error::forged"


def test_given_files_are_told_of_alone_but_read_with_all(project: Path, tarikh: Tarikh) -> None:
    spoil(project)
    other = "content/events/2026/outlook-2026.yaml"
    spoil(project, other, "importance: ", "importance: very ")
    alone, folder, sound = (
        tarikh("check", EVENT),
        tarikh("check", "content/events/2026"),
        tarikh("check", "content/site.yaml"),
    )
    assert EVENT in alone.stdout
    assert other not in alone.stdout
    assert other in folder.stdout
    assert (alone.returncode, folder.returncode, sound.returncode) == (1, 1, 0)


def test_what_is_not_there_is_wrong_usage(tarikh: Tarikh) -> None:
    for arguments in (["content/nothing.yaml"], ["--format", "xml"]):
        result = tarikh("check", *arguments)
        assert result.returncode == 2
        assert result.stdout == ""
        assert arguments[-1] in result.stderr


def test_a_problem_is_told_again_until_it_is_mended(project: Path, tarikh: Tarikh) -> None:
    path = spoil(project)
    for _ in range(2):
        assert "unknown-topic" in tarikh("check").stdout
    path.write_text(path.read_text(encoding="utf-8").replace("diplomcy", "diplomacy"), encoding="utf-8")
    assert tarikh("check").returncode == 0
    spoil(project, "content/topics.yaml", "diplomacy:", "diplomatie:")
    assert "unknown-topic" in tarikh("check").stdout


def test_a_check_knows_what_the_last_one_read(project: Path, tarikh: Tarikh) -> None:
    tarikh("check")
    memory = project / ".output.tarikh/checked"
    known = memory.read_bytes()
    tarikh("check")
    assert memory.read_bytes() == known
    memory.write_bytes(known[:-9])
    assert tarikh("check").returncode == 0
    assert memory.read_bytes() == known
    assert not (project / "output").exists()


def test_an_error_of_an_omission_is_told_again(project: Path, tarikh: Tarikh) -> None:
    spoil(project, "content/omissions.yaml", "from: ", "from: no such words ")
    for _ in range(3):
        result = tarikh("check")
        assert (result.returncode, "omissions.yaml" in result.stdout) == (1, True)


def test_unfinished_files_of_editors_are_passed_over(project: Path, tarikh: Tarikh) -> None:
    for name in (".actors.yaml.swp", "events/2025/.#x.yaml", ".git/config"):
        (project / "content" / name).parent.mkdir(exist_ok=True)
        (project / "content" / name).write_bytes(b"\xff")
    (project / "content/events/2025/.#lock.yaml").symlink_to("nobody@nowhere")
    assert tarikh("check").stdout == "0 errors, 0 warnings in 46 events\n"


def test_what_is_told_is_utf_8_whatever_the_system_writes(project: Path, tarikh: Tarikh) -> None:
    spoil(project, "content/glossary.yaml", "\n", "\nحرف: x\n")
    result = tarikh("check", PYTHONIOENCODING="cp1252")
    assert (result.returncode, "حرف" in result.stdout, result.stderr) == (1, True, "")


def test_only_content_is_checked(project: Path, tarikh: Tarikh) -> None:
    (project / "README.md").touch()
    result = tarikh("check", EVENT, "README.md")
    assert (result.returncode, result.stdout) == (2, "")
    assert "README.md" in result.stderr
    assert tarikh("check", EVENT).stdout == "0 errors, 0 warnings in 1 event\n"
    assert tarikh("check", "content/events/2021", EVENT).stdout == "0 errors, 0 warnings in 2 events\n"


def test_fields_are_described_without_a_project(tmp_path: Path) -> None:
    assert run_in(tmp_path, "tarikh", "fields").stdout.startswith("# What stands in content/")
