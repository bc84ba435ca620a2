"""The target folder changes only where bytes changed, only in what Tarikh wrote, and only when all is well."""

from pathlib import Path

import pytest

from tarikh.publishing.output import Moved, Output


@pytest.fixture
def output(tmp_path: Path) -> Output:
    return Output(tmp_path / "site")


def build(output: Output, pages: dict[str, str]) -> Moved:
    output.start()
    staged = [output.stage(path, content.encode()) for path, content in pages.items()]
    return output.publish(output.staged(), [file.path for file in staged if not file.new])


def files(output: Output) -> dict[str, str]:
    found = (file for file in output.target.rglob("*") if file.is_file())
    return {file.relative_to(output.target).as_posix(): file.read_text() for file in found}


def test_what_was_staged_is_in_the_target_and_nothing_is_left_in_staging(output: Output) -> None:
    pages = {"index.html": "a", "fa/events/x.html": "b"}
    assert build(output, pages) == Moved(written=2, removed=0)
    assert files(output) == pages
    assert not output.staging.exists()


def test_an_unchanged_file_stays_the_same_file(output: Output) -> None:
    build(output, {"same": "1", "other": "2"})
    before = (output.target / "same").stat()
    assert build(output, {"same": "1", "other": "3"}) == Moved(written=1, removed=0)
    after = (output.target / "same").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert files(output) == {"same": "1", "other": "3"}


def test_a_page_no_longer_made_goes_with_its_folder_and_foreign_files_stay(output: Output) -> None:
    build(output, {"keep": "1", "a/gone": "2", "b/c/gone": "3"})
    (output.target / "a" / "CNAME").write_text("example.org")
    (output.target / ".well-known").mkdir()
    assert build(output, {"keep": "1"}) == Moved(written=0, removed=2)
    assert files(output) == {"keep": "1", "a/CNAME": "example.org"}
    assert not (output.target / "b").exists()
    assert (output.target / ".well-known").is_dir()


def test_a_page_removed_by_hand_is_written_again(output: Output) -> None:
    build(output, {"a": "1"})
    (output.target / "a").unlink()
    assert build(output, {"a": "1"}).written == 1
    assert files(output) == {"a": "1"}


def test_a_stage_that_is_given_up_leaves_the_target_as_it_is(output: Output) -> None:
    build(output, {"a": "1", "b": "2"})
    output.start()
    output.stage("a", b"changed")
    output.discard()
    assert files(output) == {"a": "1", "b": "2"}


def test_a_build_that_broke_down_leaves_nothing_for_the_next(output: Output) -> None:
    output.start()
    output.stage("half", b"made")
    assert build(output, {"a": "1"}) == Moved(written=1, removed=0)
    assert files(output) == {"a": "1"}


def test_a_link_in_the_target_is_replaced_and_what_it_leads_to_stays(output: Output, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("1")
    output.target.mkdir()
    (output.target / "a").symlink_to(elsewhere)
    build(output, {"a": "1"})
    assert not (output.target / "a").is_symlink()
    assert build(output, {"a": "2"}).written == 1
    assert elsewhere.read_text() == "1"


@pytest.mark.parametrize("listed", ["not json", '["../outside", "/etc/passwd", 7]', "[]"])
def test_a_broken_list_of_files_removes_nothing(output: Output, tmp_path: Path, listed: str) -> None:
    build(output, {"a": "1", "b": "2"})
    (tmp_path / "outside").write_text("mine")
    (tmp_path / ".site.tarikh" / "files.json").write_text(listed)
    assert build(output, {"a": "1"}).removed == 0
    assert (tmp_path / "outside").read_text() == "mine"


def test_a_page_may_become_a_folder_and_a_folder_a_page(output: Output) -> None:
    build(output, {"a": "1", "b/c": "2"})
    build(output, {"a/d": "3", "b": "4"})
    assert files(output) == {"a/d": "3", "b": "4"}


def test_what_cannot_be_written_is_found_before_anything_changes(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(output, {"a": "1", "b/c": "2"})
    monkeypatch.setattr(
        "os.access", lambda folder, mode: not str(folder).endswith("b")
    )  # to root, nothing is read-only
    with pytest.raises(PermissionError, match="cannot be written"):
        build(output, {"a": "changed", "b/c": "changed"})
    assert files(output) == {"a": "1", "b/c": "2"}
