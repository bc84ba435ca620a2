"""Tables with places: they say what other readers say, and know where."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarikh.importing.cells import rows
from tarikh.importing.timeline import Given
from tarikh.model.problem import Problem

CELL = st.text(st.sampled_from("ab,;\t\"\n'پ "), max_size=6)


def read(text: str) -> tuple[list[list[str]], list[Problem]]:
    problems: list[Problem] = []
    return [[cell.text for cell in row] for row in rows(Given("a.csv", text, problems.append))], problems


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_it_reads_what_spreadsheets_write(table: list[list[str]], delimiter: str, line_end: str) -> None:
    whole = [["a", "b", "c"], *table]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=line_end).writerows(whole)
    expected = [row for row in whole if any(cell.strip() for cell in row)]
    assert read(written.getvalue()) == (expected, [])
    assert read(f"\ufeff{written.getvalue()}") == (expected, [])


def test_cells_know_where_they_stand() -> None:
    given = Given("a.csv", '\ufeffdate,title\n2025,"a\nb"\n2026,c\n', lambda problem: None)
    places = [[str(given.place(cell.at)).partition(":")[2] for cell in row] for row in rows(given)]
    assert places == [["1:1", "1:6"], ["2:1", "2:7"], ["4:1", "4:6"]]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('a,b\n"c,d\n', "2:1", "the quotes that open here are not closed"),
        ('a,b\n"c" d,e\n', "2:5", "text behind the quotes that close a cell"),
    ],
)
def test_broken_quotes_are_told_at_their_place(text: str, place: str, message: str) -> None:
    _, [problem] = read(text)
    assert (f"{problem.place.line}:{problem.place.column}", problem.message) == (place, message)


@given(st.text(st.sampled_from('ab,;\t"\r\n\ufeff '), max_size=30))
def test_no_text_keeps_it_from_an_end(text: str) -> None:
    read(text)
