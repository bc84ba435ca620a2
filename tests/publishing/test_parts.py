"""Long lists cut into parts: short, whole, and the same wherever nothing changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tarikh.publishing.parts import Part, cut, share

MOST = 10
months = st.lists(st.integers(-60_000, 30_000) | st.integers(24_000, 24_050), max_size=150).map(sorted)


@settings(derandomize=True, deadline=None)
@given(months)
def test_parts_are_short_in_order_and_leave_nothing_out(months: list[int]) -> None:
    parts = cut(months, MOST)
    items = [at for part in parts for at in range(part.start, part.end)]
    assert items == list(range(len(months)))
    assert all(part.end - part.start <= MOST for part in parts)
    assert len({part.id for part in parts}) == len(parts), "each has a name of its own"
    if len(parts) > 1:
        for part in parts:
            assert all(part.months[0] <= month < part.months[1] for month in months[part.start : part.end])


@settings(derandomize=True, deadline=None)
@given(months, st.integers(24_000, 24_050))
def test_one_more_event_changes_no_part_that_is_centuries_away(months: list[int], more: int) -> None:
    def held(months: list[int]) -> set[tuple[str, tuple[int, ...]]]:
        return {(part.id, tuple(months[part.start : part.end])) for part in cut(months, MOST)}

    far = {part for part in held(months) if all(month < 12_000 for month in part[1])}
    if len(months) > MOST:
        assert far <= held(sorted([*months, more]))


def test_neighbours_that_are_short_share_a_part() -> None:
    years = [12 * year for year in (1990, 1991, 1992, 1993, 1994) for _ in range(4)]
    assert cut(years, MOST) == (
        Part(0, 8, (1990 * 12, 1992 * 12)),
        Part(8, 16, (1992 * 12, 1994 * 12)),
        Part(16, 20, (1994 * 12, 1995 * 12)),
    )


def test_parts_are_named_by_where_they_begin() -> None:
    months = [24_300 + at // 6 for at in range(72)]
    assert [part.id for part in cut(months, MOST)] == [f"2025-{month:02}" for month in range(1, 13)]
    assert [part.id for part in cut([24_300] * 25, MOST)] == ["2025-01.1", "2025-01.2", "2025-01.3"]
    assert cut([24_300] * MOST, MOST) == (Part(0, MOST),)


@given(st.integers(0, 400))
def test_shares_are_even(count: int) -> None:
    parts = share(count, MOST)
    sizes = [part.end - part.start for part in parts]
    assert sum(sizes) == count
    assert max(sizes) <= MOST
    assert max(sizes) - min(sizes) <= 1
