"""`tarikh schema` as a process, and what programs for editors are told of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Run, run_in, snapshot

Tarikh = Callable[..., Run]


def test_the_schemas_checked_in_are_fresh() -> None:
    result = run_in(ROOT, "tarikh", "schema", "--check")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_schemas_are_written_beside_the_content_and_only_where_they_change(project: Path, tarikh: Tarikh) -> None:
    assert tarikh("schema").stdout == "schema: 9 schemas written\n"
    written = snapshot(project / "schema")
    assert written == snapshot(ROOT / "schema")
    assert written["event.json"].decode().startswith('{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n')
    topics = project / "content/topics.yaml"
    topics.write_text(topics.read_text(encoding="utf-8") + "sport:\n  name: {en: Sport}\n", encoding="utf-8")
    (project / "schema/site.json").unlink()
    assert tarikh("schema").stdout == "schema: 2 schemas written\n"
    changed = snapshot(project / "schema")
    assert {name for name in changed if changed[name] != written[name]} == {"event.json"}
    topic = json.loads(changed["event.json"])["definitions"]["topic"]
    assert (topic["enum"][-1], topic["enumDescriptions"][-1]) == ("sport", "Sport")
    assert tarikh("schema").stdout == "schema: 0 schemas written\n"


def test_what_is_not_fresh_is_named_and_nothing_is_written(project: Path, tarikh: Tarikh) -> None:
    tarikh("schema")
    (project / "schema/event.json").write_text("{}", encoding="utf-8")
    (project / "schema/site.json").unlink()
    before = snapshot(project)
    result = tarikh("schema", "--check")
    assert result.returncode == 1
    assert result.stdout == (
        "schema/event.json: not fresh: run `tarikh schema`\nschema/site.json: not fresh: run `tarikh schema`\n"
    )
    assert snapshot(project) == before


def test_a_folder_can_be_named(project: Path, tarikh: Tarikh) -> None:
    assert tarikh("schema", "-o", "docs/schema").returncode == 0
    assert snapshot(project / "docs/schema") == snapshot(ROOT / "schema")
    assert not (project / "schema").exists()


def test_problems_of_registries_are_told_and_nothing_is_written(project: Path, tarikh: Tarikh) -> None:
    actors = project / "content/actors.yaml"
    actors.write_text(actors.read_text(encoding="utf-8").replace("kind: state", "kind: stat", 1), encoding="utf-8")
    result = tarikh("schema")
    assert result.returncode == 1
    assert 'wrong-choice: "stat" instead of one of state' in result.stderr
    assert "Traceback" not in result.stderr
    assert not (project / "schema").exists()


def test_problems_of_events_are_no_hindrance(project: Path, tarikh: Tarikh) -> None:
    (project / "content/events/2025/half-written.yaml").write_text("date: 20", encoding="utf-8")
    assert tarikh("schema").returncode == 0


@pytest.mark.parametrize("file", ["settings.json", "extensions.json"])
def test_what_a_program_is_told_is_json(file: str) -> None:
    assert json.loads((ROOT / ".vscode" / file).read_text(encoding="utf-8"))


def test_each_file_of_content_follows_the_schema_of_its_kind() -> None:
    told = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    content = ROOT / "content"
    files = {file: file.stem if file.parent == content else "event" for file in content.rglob("*.yaml")}
    assert {file: Path(schema).stem for schema, glob in told.items() for file in ROOT.glob(glob)} == files
    assert {ROOT / schema for schema in told} == set((ROOT / "schema").iterdir())
