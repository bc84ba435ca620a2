"""Files of content on disk: what is created and replaced, and what is left alone."""

from pathlib import Path

import pytest

from tarikh.writing.files import create


def test_a_file_is_created_with_its_folders(tmp_path: Path) -> None:
    content = tmp_path / "content"
    create(content / "events/2031/a.yaml", "date: 2031\n", content)
    assert (content / "events/2031/a.yaml").read_bytes() == b"date: 2031\n"
    assert [it.name for it in (content / "events/2031").iterdir()] == ["a.yaml"]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    there = tmp_path / "content/a.yaml"
    there.parent.mkdir()
    there.write_text("ours", encoding="utf-8")
    with pytest.raises(FileExistsError):
        create(there, "theirs", tmp_path / "content")
    assert there.read_text(encoding="utf-8") == "ours"


@pytest.mark.parametrize("link", ["events", "events/2031", "events/2031/a.yaml"])
def test_nothing_is_created_beyond_a_link(tmp_path: Path, link: str) -> None:
    elsewhere, content = tmp_path / "elsewhere", tmp_path / "content"
    elsewhere.mkdir()
    (content / link).parent.mkdir(parents=True)
    (content / link).symlink_to(elsewhere)
    with pytest.raises(OSError, match="a symbolic link"):
        create(content / "events/2031/a.yaml", "date: 2031\n", content)
    assert list(elsewhere.iterdir()) == []
