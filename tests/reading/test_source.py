"""Reading files: only real ones, of reasonable size, in UTF-8."""

from pathlib import Path

import pytest

from tarikh.model.problem import Place, Problem
from tarikh.reading.source import LARGEST, files_below, read_text


@pytest.mark.parametrize(
    ("raw", "line", "column", "hint"),
    [
        ("título: sí".encode("latin-1"), 1, 2, "save the file as UTF-8"),
        ("a: b\nتاریخ: é".encode().replace("é".encode(), b"\xe9"), 2, 8, "save the file as UTF-8"),
        ("a: b".encode("utf-16"), 1, 1, "this is UTF-16"),
        (b"\xfe\xff" + "a: b".encode("utf-16-be"), 1, 1, "this is UTF-16"),
        (b"a: \xed\xa0\x80", 1, 4, "save the file as UTF-8"),
    ],
)
def test_other_encodings_are_refused_at_the_first_byte_that_is_wrong(
    tmp_path: Path, raw: bytes, line: int, column: int, hint: str
) -> None:
    problems: list[Problem] = []
    (tmp_path / "x.yaml").write_bytes(raw)
    assert read_text(tmp_path / "x.yaml", "x.yaml", problems.append) is None
    [problem] = problems
    assert (problem.code, problem.place) == ("not-utf-8", Place("x.yaml", line, column))
    assert hint in problem.hint


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    problems: list[Problem] = []
    fits, too_large = tmp_path / "fits", tmp_path / "too-large"
    fits.write_bytes(b"a" * LARGEST)
    too_large.write_bytes(b"a" * (LARGEST + 1))
    assert read_text(fits, "fits", problems.append) == "a" * LARGEST
    assert read_text(too_large, "too-large", problems.append) is None
    assert [(problem.code, problem.place.file) for problem in problems] == [("too-large", "too-large")]


def test_what_is_no_readable_file_is_a_problem(tmp_path: Path) -> None:
    problems: list[Problem] = []
    (tmp_path / "real").write_text("secret")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "folder").mkdir()
    assert [read_text(tmp_path / name, name, problems.append) for name in ("link", "folder", "missing")] == [None] * 3
    assert [(problem.place.file, problem.code) for problem in problems] == [
        ("link", "symlink"),
        ("folder", "unreadable"),
        ("missing", "unreadable"),
    ]


def test_files_come_in_a_fixed_order_and_links_are_reported_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    root = tmp_path / "root"
    for file in (root / "b" / "2", root / "b" / "1", root / "a" / "1", root / "z", outside / "secret"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    (root / "a" / "link").symlink_to(outside / "secret")
    (root / "folder").symlink_to(outside)
    problems: list[Problem] = []
    found = [Path(file).relative_to(root).as_posix() for file in files_below(root, problems.append)]
    assert found == ["a/1", "b/1", "b/2", "z"]
    assert sorted((problem.code, Path(problem.place.file).name) for problem in problems) == [
        ("symlink", "folder"),
        ("symlink", "link"),
    ]
