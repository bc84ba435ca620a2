"""`tarikh fmt`: which files it brings into their form, and what it leaves alone."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, run_in, snapshot
from tarikh.writing import files

Tarikh = Callable[..., subprocess.CompletedProcess[str]]
EVENT = "content/events/2025/moscow-consultations.yaml"
OTHER = "content/events/2026/outlook-2026.yaml"


def untidy(project: Path, file: str = EVENT) -> bytes:
    """Writes an event in a way of its own, and returns the form it is to have."""
    path = project / file
    head, date, rest = path.read_bytes().decode().partition("date: ")
    day, _, rest = rest.partition("\n")
    path.write_bytes(f"\ufeff{head}# mine\n\n{rest}\ndate:   '{day}'".replace("\n", "\r\n").encode())
    return f"{head}# mine\n\n{date}{day}\n{rest}".encode()


def test_our_own_content_is_in_its_form() -> None:
    result = run_in(ROOT, "tarikh", "fmt", "--check")
    assert (result.stdout, result.returncode, result.stderr) == ("0 of 54 files to be changed\n", 0, "")


def test_what_is_in_no_form_is_rewritten_and_nothing_else(project: Path, tarikh: Tarikh) -> None:
    before = snapshot(project / "content")
    tidy = untidy(project)
    result = tarikh("fmt")
    assert (result.stdout, result.returncode, result.stderr) == (f"{EVENT}\n1 of 54 files changed\n", 0, "")
    assert snapshot(project / "content") == {**before, EVENT.removeprefix("content/"): tidy}
    assert tarikh("fmt").stdout == "0 of 54 files changed\n"
    assert tarikh("check").returncode == 0


def test_files_that_are_right_are_not_touched(project: Path, tarikh: Tarikh) -> None:
    untidy(project)
    stamps = {path: path.stat().st_mtime_ns for path in (project / "content").rglob("*.yaml")}
    tarikh("fmt")
    assert {path.name for path in stamps if path.stat().st_mtime_ns != stamps[path]} == {Path(EVENT).name}


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such permissions")
def test_permissions_stay(project: Path, tarikh: Tarikh) -> None:
    untidy(project)
    (project / EVENT).chmod(0o640)
    tarikh("fmt")
    assert stat.S_IMODE((project / EVENT).stat().st_mode) == 0o640


def test_a_check_writes_nothing_and_tells_what_would_change_as_a_patch(project: Path, tarikh: Tarikh) -> None:
    tidy = untidy(project)
    before = snapshot(project)
    result = tarikh("fmt", "--check")
    assert result.returncode == 1
    assert result.stdout.endswith("1 of 54 files to be changed\n")
    assert snapshot(project) == before
    patch = result.stdout.rpartition("1 of 54")[0]
    as_given = (project / EVENT).read_bytes()
    (project / EVENT).write_bytes(as_given.replace(b"\r\n", b"\n"))  # a pipe that is read as text has no other ends
    applied = subprocess.run(["git", "apply", "-p0"], cwd=project, input=patch.encode(), capture_output=True)
    assert (applied.returncode, (project / EVENT).read_bytes()) == (0, tidy), applied.stderr


def test_only_given_files_and_folders_are_rewritten(project: Path, tarikh: Tarikh) -> None:
    untidy(project)
    tidy = untidy(project, OTHER)
    untidied = (project / OTHER).read_bytes()
    assert tarikh("fmt", "--check", "content/site.yaml", "content/pages").returncode == 0
    for names in ([OTHER], [str(project / OTHER)], ["content/../content/events/2026"], [f"./{OTHER}", OTHER]):
        (project / OTHER).write_bytes(untidied)
        result = tarikh("fmt", *names)
        assert (result.stdout, result.returncode) == (f"{OTHER}\n1 of 1 file changed\n", 0)
        assert (project / OTHER).read_bytes() == tidy
    assert tarikh("fmt", "--check", EVENT).returncode == 1


def test_what_cannot_be_read_is_told_as_check_tells_it_and_stays(project: Path, tarikh: Tarikh) -> None:
    untidy(project)
    broken = project / OTHER
    broken.write_bytes(b"date: 2026\ntext: a: b\n")
    for arguments in (["fmt", "--check"], ["fmt"]):
        result = tarikh(*arguments)
        assert result.returncode == 1
        assert result.stderr.startswith(f"{OTHER}:2:8: yaml: mapping values are not allowed")
        assert "Traceback" not in result.stderr
        assert result.stderr.rstrip() in tarikh("check").stdout
        assert f"1 of 54 files {'to be changed' if len(arguments) > 1 else 'changed'}" in result.stdout
    assert broken.read_bytes() == b"date: 2026\ntext: a: b\n"
    assert tarikh("fmt", EVENT).returncode == 0


def test_what_the_checker_refuses_can_have_its_form(project: Path, tarikh: Tarikh) -> None:
    path = project / OTHER
    path.write_text(f"colour: red\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert tarikh("fmt", OTHER).returncode == 0
    assert path.read_text(encoding="utf-8").endswith("\ncolour: red\n")


def test_what_has_no_form_that_says_the_same_is_a_problem(project: Path, tarikh: Tarikh) -> None:
    text = f"? {'a' * 1100}\n: b\n"
    (project / OTHER).write_text(text, encoding="utf-8")
    result = tarikh("fmt", OTHER)
    assert result.returncode == 1
    assert result.stderr.startswith(f"{OTHER}: unwritable: ")
    assert (project / OTHER).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "name",
    [
        "nothing.yaml",
        "content/events/2025/nothing.yaml",
        "README.md",
        "content/pages/about/en.md",
        "content/a.yaml",
        ".",
        "..",
    ],
)
def test_what_is_no_yaml_of_content_is_wrong_usage(project: Path, tarikh: Tarikh, name: str) -> None:
    untidy(project)
    (project / "README.md").touch()
    before = snapshot(project)
    result = tarikh("fmt", EVENT, name)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"tarikh: {name} is no YAML file of content\n"
    assert snapshot(project) == before


def test_links_are_not_followed(project: Path, tarikh: Tarikh, tmp_path: Path) -> None:
    untidy(project)
    shutil.move(project / "content/events/2025", tmp_path / "elsewhere")
    (project / "content/events/2025").symlink_to(tmp_path / "elsewhere")
    before = snapshot(tmp_path / "elsewhere")
    for arguments in (["fmt"], ["fmt", EVENT], ["fmt", "content/events/2025"]):
        result = tarikh(*arguments)
        assert result.returncode == 1
        assert result.stderr.startswith("content/events/2025: symlink: ")
    assert snapshot(tmp_path / "elsewhere") == before
    (tmp_path / "beside").symlink_to(project)
    assert tarikh("fmt", str(tmp_path / "beside" / OTHER)).stdout == "0 of 1 file changed\n"


def test_languages_stand_in_the_order_of_the_switcher(project: Path, tarikh: Tarikh) -> None:
    languages = project / "content/languages.yaml"
    text = languages.read_text(encoding="utf-8")
    english, french = text.index("\nen:\n") + 1, text.index("fr:\n  name")
    russian = text.index("ru:\n  name")
    languages.write_text(
        text[:english] + text[french:russian] + text[english:french] + text[russian:], encoding="utf-8"
    )
    assert tarikh("fmt").returncode == 0
    tagline = (project / "content/site.yaml").read_text(encoding="utf-8").partition("\ntagline:\n")[2]
    assert [line.split(":")[0].strip() for line in tagline.splitlines()] == ["fr", "en", "ru", "ar", "fa"]


def test_a_file_names_its_schema_in_its_first_line(project: Path, tarikh: Tarikh) -> None:
    shutil.rmtree(project / "schema", ignore_errors=True)
    (project / "schema").mkdir()
    for name in ("event", "site"):
        (project / f"schema/{name}.json").write_text("{}", encoding="utf-8")
    assert tarikh("fmt").returncode == 0
    first = {name: (project / name).read_text(encoding="utf-8").split("\n")[0] for name in (EVENT, "content/site.yaml")}
    assert first == {
        EVENT: "# yaml-language-server: $schema=../../../schema/event.json",
        "content/site.yaml": "# yaml-language-server: $schema=../schema/site.json",
    }
    assert tarikh("fmt", "--check").returncode == 0
    assert tarikh("check", "--strict").returncode == 0


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        files.replace(file, "a: 2\n")
    assert snapshot(tmp_path) == {"a.yaml": b"a: 1\n"}
