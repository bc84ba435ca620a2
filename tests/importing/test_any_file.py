"""Whatever a file holds, it is imported or refused: nothing else happens, and what is made of it is sound."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from tarikh.importing import markwhen, objects, table, timelinejs
from tarikh.importing.events import Maker, Wishes
from tarikh.importing.timeline import Given, Timeline
from tarikh.model.problem import Problem, has_errors
from tarikh.reading.ground import Ground, read_ground
from tarikh.reading.source import read_text

READERS: dict[str, Callable[[Given, str], Timeline | None]] = {
    "timelinejs": timelinejs.read,
    "csv": table.read,
    "markwhen": markwhen.read,
}
SOUND = {
    "timelinejs": '{"events": [{"start_date": {"year": "1960", "month": 6}, "end_date": {"year": -1}, "group": "A",'
    ' "text": {"headline": "A <b>treaty</b>", "text": "<p>It \\"was\\" \\u0645\\u0627\\u0644\\u064a.</p>"}, "media":'
    ' {"url": "//example.org/a", "caption": "b"}}, {"start_date": {"year": 1}, "text": {"headline": "مالي"}}]}',
    "csv": "date;end;title;text;url;topics\n2025-04-03;;A treaty;<p>It was.</p>;https://example.org;a|b\n"
    '3 May 1960;1961;"Mali ""and""";"1. one\n2. two";;\n',
    "markwhen": "title: A\n\n# Group\n2025-04/3 days: A treaty #a\nid: b\n\n- [x] c **d** [e](https://example.org)\n"
    "endGroup\n1960 - now: Mali\n5 BCE: f\n",
}
BITS = st.sampled_from(
    re.findall(r"\S+", r"""< > & " \ \ud800 \u0000 { [ ] , ; # // : - 9999 مالي ]( ** now 1/2/2020 <a </p> ' 😀""")
    + list("\t\r\n\x00\u200f\u2028 ")
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), BITS | st.just("")), max_size=8)


Project = tuple[Ground, Path]  # with its content


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One without events."""
    content, problems = tmp_path_factory.mktemp("new") / "content", list[Problem]()
    content.mkdir()
    for name in ("languages.yaml", "site.yaml"):
        shutil.copy(ROOT / "content" / name, content)
    for name in ("documents", "actors", "topics", "places"):
        (content / f"{name}.yaml").write_text("{}\n", encoding="utf-8")
    ground = read_ground(content, content.parent / "seeds", (), problems.append)
    assert not problems
    return ground, content


def imported(format: str, text: str, project: Project) -> tuple[list[Problem], dict[Path, str]]:
    ground, content = project
    problems: list[Problem] = []
    given = Given("a.file", text, problems.append)
    timeline = READERS[format](given, "")
    if not timeline:
        return problems, {}
    stored = objects.written_out(text) if format == "timelinejs" else text
    wishes = Wishes(document="a-file", language="en", added=datetime.date(2026, 1, 1))
    made = Maker(given, stored, ground, {}, wishes).made(timeline, content, content / "seeds", "a-file.txt")
    given.tell_notes()
    return problems, dict(made.new)


@pytest.mark.parametrize("format", READERS)
@given(changes=CHANGES)
@settings(max_examples=100, deadline=None)
def test_a_file_that_is_changed_anywhere_is_imported_or_refused(
    format: str, changes: list[tuple[float, int, str]], project: Project
) -> None:
    text = SOUND[format]
    for where, gone, bit in changes:
        at = int(where * len(text))
        text = text[:at] + bit + text[at + gone :]
    problems, new = imported(format, text, project)
    assert new or has_errors(problems)
    assert len({str(path).lower() for path in new}) == len(new)
    for path, said in new.items():
        assert path.relative_to(project[1]).parts[0] in ("events", "seeds")
        said.encode()
    assert all(problem.place.file == "a.file" and "\n" not in problem.message for problem in problems)


@pytest.mark.parametrize("format", READERS)
@given(text=st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_imported_or_refused(format: str, text: str, project: Project) -> None:
    problems, new = imported(format, text, project)
    assert new or has_errors(problems)


@given(raw=st.binary(max_size=60))
def test_any_bytes_are_a_text_or_told(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any"
    file.write_bytes(raw)
    problems: list[Problem] = []
    assert (read_text(file, "any", problems.append) is None) is bool(problems)
