"""What a build knows of the files in its target is what the last one left there, and what has become of it since."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import structs

from builds import Builds
from tarikh import looking
from tarikh.looking import load_left, look_ahead, save_left
from tarikh.model.stamp import Stamp
from tarikh.state import load, save

A, B, C = Stamp(1, 10), Stamp(2, 20), Stamp(3, 30)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there are no copies to look ahead")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "left"


def test_what_was_left_is_added_to_what_is_known(file: Path) -> None:
    first = save_left({"a": A, "b": B}, file, b"")
    assert load_left(file) == (first, {"a": A, "b": B})
    before = file.read_bytes()
    second = save_left({"a": C, "b": None}, file, first)
    assert file.read_bytes().startswith(before)
    assert load_left(file) == (second, {"a": C})
    assert len({first, second, b""}) == 3


def test_it_is_written_anew_when_half_of_it_is_of_no_use(file: Path) -> None:
    told, known = save_left({str(at): A for at in range(50)}, file, b""), file.stat().st_size
    for at in range(200):
        told = save_left({"0": Stamp(at, at), "1": None}, file, told)
        assert file.stat().st_size < 2 * known + 100
    assert load_left(file) == (told, {**{str(at): A for at in range(2, 50)}, "0": Stamp(199, 199)})


def test_nothing_is_added_to_what_is_not_as_it_was(file: Path) -> None:
    told = save_left({"a": A}, file, b"")
    file.write_bytes(file.read_bytes().replace(b"a", b"b"))
    assert save_left({"c": C}, file, told) == b""
    assert load_left(file)[1] == {"b": A}


@pytest.mark.parametrize("spoiled", [b"\0", b"\0" * 7 + b"\x09", b"\0" * 7 + b"\x01\xc1", b"\0" * 7 + b"\x01"])
def test_what_cannot_be_read_tells_nothing(file: Path, spoiled: bytes) -> None:
    file.write_bytes(spoiled)
    assert load_left(file) == (b"", {})


def test_what_was_lost_beside_an_edit_is_made_again(builds: Builds) -> None:
    builds.build()
    lost = sorted((builds.folder / "output" / "ar" / "events").glob("*.html"))[3]
    lost.unlink()
    rename(builds.folder)
    assert builds.build().written > 1
    assert lost.is_file()
    assert builds.pages() == builds.cold()


def test_a_site_that_is_gone_is_made_again_beside_an_edit(builds: Builds) -> None:
    builds.build()
    shutil.rmtree(builds.folder / "output")
    rename(builds.folder)
    builds.build()
    assert builds.pages() == builds.cold()


def test_a_state_that_does_not_know_how_files_were_left_is_as_good_as_none(builds: Builds) -> None:
    builds.build()
    state = builds.folder / ".output.tarikh" / "state"
    save(structs.replace(load(state), left=b""), state)
    (state.parent / "left").unlink()
    lost = builds.folder / "output" / "en" / "index.html"
    lost.unlink()
    builds.build()
    assert lost.is_file(), "nothing has changed but what was left"
    save(structs.replace(load(state), left=b""), state)
    rename(builds.folder, "body: |\n      ", "body: |\n      Once more ")
    builds.build()
    assert builds.pages() == builds.cold()


def test_what_has_gone_is_removed_even_where_the_list_of_files_is_lost(builds: Builds) -> None:
    builds.build()
    listed = builds.folder / ".output.tarikh" / "files.json"
    kept = listed.read_bytes()
    listed.unlink()
    builds.build()
    assert sorted(json.loads(listed.read_bytes())) == sorted(json.loads(kept))
    listed.unlink()
    sorted((builds.folder / "content" / "events").rglob("*.yaml"))[50].unlink()
    assert builds.build().removed >= 5
    assert builds.pages() == builds.cold()


@linux_only
def test_what_was_seen_before_another_build_is_looked_at_again(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    builds.build()
    look_ahead(["tarikh", "build", "-o", str(builds.folder / "output")])
    begun = dict(looking._begun)
    looking._begun.clear()
    rename(builds.folder)
    builds.build()  # as another process would
    looking._begun.update(begun)
    found: list[looking.Spoiled] = []
    spoiled = looking.spoiled
    monkeypatch.setattr(looking, "spoiled", lambda output: (found.append(spoiled(output)), found[-1])[1])
    rename(builds.folder)
    changes = builds.build()
    assert not looking._begun, "what was begun is used"
    assert len(found) == 1, "and not believed"
    assert 0 < changes.written < len(builds.pages()) / 4
    assert builds.pages() == builds.cold()


@linux_only
def test_a_folder_is_looked_at_before_all_else_if_a_build_knows_it(tmp_path: Path) -> None:
    for arguments in ([], ["-o"], ["-o", str(tmp_path)], ["-o", "s3://timeline/site"]):
        look_ahead(["tarikh", "build", *arguments])
        assert not looking._begun


@linux_only
def test_a_folder_that_is_gone_is_told_and_not_looked_at(tmp_path: Path) -> None:
    script = (
        "import os, sys; os.rmdir(os.getcwd()); sys.argv = ['tarikh', 'build']; from tarikh.__main__ import run; run()"
    )
    (tmp_path / "gone").mkdir()
    told = subprocess.run([sys.executable, "-I", "-c", script], cwd=tmp_path / "gone", capture_output=True, text=True)
    assert told.returncode == 2, told.stderr
    assert told.stderr.startswith("tarikh: no pelicanconf.py here")


def rename(project: Path, old: str = 'title: "', new: str = 'title: "Once more ') -> None:
    event = sorted((project / "content" / "events").rglob("*.yaml"))[50]
    text = event.read_text(encoding="utf-8")
    assert old in text
    event.write_text(text.replace(old, new, 1), encoding="utf-8")
