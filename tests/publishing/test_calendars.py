"""What a calendar can hold: lines of a certain length, dates that have days, so many events."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from builds import checked
from tarikh.model.chronology import Chronology
from tarikh.model.date import day_number, parse_date
from tarikh.publishing.calendars import MOST, days_of, escaped, fold, select


@example("SUMMARY:" + "a" * 67)
@example("SUMMARY:" + "a" * 66 + "é")
@example("SUMMARY:" + "محادثات، " * 40)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=400).map("SUMMARY:{}".format))
def test_lines_are_folded_between_characters_and_unfold_to_what_they_were(line: str) -> None:
    folded = fold(line)
    pieces = folded.split(b"\r\n")
    assert pieces.pop() == b""
    assert all(0 < len(piece) <= 75 and piece.decode() for piece in pieces)
    assert folded.replace(b"\r\n ", b"") == line.encode() + b"\r\n"
    assert len(pieces) <= len(line.encode()) // 70 + 1, "no more pieces than it takes"


def test_signs_of_the_format_are_escaped() -> None:
    assert escaped("a, b; c\\n\nd: “e”") == r"a\, b\; c\\n\nd: “e”"


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2025-04-03", ("2025-04-03", "2025-04-03")),
        ("2025-04-03~", ("2025-04-03", "2025-04-03")),
        ("2025-04-03/2025-04-05", ("2025-04-03", "2025-04-05")),
        ("2025-04-03/..", ("2025-04-03", "2025-04-03")),
        ("2025-04-03/", ("2025-04-03", "2025-04-03")),
        ("2025-04-03/2025-05", ("2025-04-03", "2025-04-03")),
        ("0001-01-01", ("0001-01-01", "0001-01-01")),
        ("9999-12-30", ("9999-12-30", "9999-12-30")),
        ("../2025-04-03", None),
        ("/2025-04-03", None),
        ("2025-04/2025-05-03", None),
        ("2025-04", None),
        ("2025-21", None),
        ("2025", None),
        ("202X", None),
        ("0000-12-31", None),
        ("-0044-03-15", None),
        ("9999-12-31", None),
        ("9999-01-01/9999-12-31", None),
    ],
)
def test_a_calendar_shows_the_days_that_a_date_has(edtf: str, days: tuple[str, str] | None) -> None:
    expected = days and tuple(day_number(*map(int, day.split("-"))) for day in days)
    assert days_of(parse_date(edtf)) == expected


def chronology(events: int, major: int) -> Chronology:
    """So many events, a day each; the last of them major."""
    whole = checked().chronology
    [one] = [event for event in whole.events if event.id == "moscow-consultations"]
    first = day_number(2001, 1, 1)
    from datetime import date

    made = (
        structs.replace(
            one,
            id=f"e{at}",
            date=parse_date(date.fromordinal(first + at).isoformat()),
            importance="major" if at >= events - major else "notable",
        )
        for at in range(events)
    )
    return dataclasses.replace(whole, events=tuple(made))


@pytest.mark.parametrize(
    ("events", "major", "shown", "lesser"),
    [(MOST, 3, MOST, 0), (MOST + 1, 3, 3, MOST - 2), (2 * MOST, MOST + 1, MOST, MOST), (1, 0, 1, 0)],
)
def test_of_too_many_events_only_the_major_ones_and_the_last_of_these_are_shown(
    events: int, major: int, shown: int, lesser: int
) -> None:
    of = chronology(events, major)
    for selection in select(of).values():
        assert [event.id for event in selection.events] == [event.id for event in of.events[events - shown :]]
        assert (selection.undated, selection.lesser) == (0, lesser)
