"""Dates for TimelineJS: as precise as they are known, and no end where none is known."""

import pytest

from tarikh.model.date import parse_date
from tarikh.publishing.timelinejs import Day, days


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2025-04-03", Day(2025, 4, 3), None),
        ("2025-04-03/2025-04-04", Day(2025, 4, 3), Day(2025, 4, 4)),
        ("2025-04~", Day(2025, 4), None),
        ("2025?", Day(2025), None),
        ("2025-24", Day(2025, 12), Day(2026, 2)),
        ("198X", Day(1980), Day(1989)),
        ("18XX", Day(1800), Day(1899)),
        ("2023-11/2024-02-01", Day(2023, 11), Day(2024, 2, 1)),
        ("2024/..", Day(2024), None),
        ("2024/", Day(2024), None),
        ("../2024-05", Day(2024, 5), None),
        ("-0752-04-21", Day(-753, 4, 21), None),
        ("0000", Day(-1), None),
    ],
)
def test_a_date_begins_and_ends_where_it_is_known_to(edtf: str, start: Day, end: Day | None) -> None:
    assert days(parse_date(edtf)) == (start, end)
