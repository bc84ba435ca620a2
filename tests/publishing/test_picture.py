"""The picture of time: to scale, in reading direction, nothing on top of anything else."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarikh.model.chronology import Event
from tarikh.model.date import day_number, parse_date
from tarikh.publishing.picture import (
    BAR_ROOM,
    COLUMN,
    GAP,
    MOST_MARKS,
    NARROW,
    WIDE,
    Drawing,
    Group,
    Time,
    draw,
    middle,
    span,
    stretch,
    strip,
)
from tarikh.publishing.views import Line, Mark, Picture, Said, When
from tarikh.speaking.speaker import Beginning


def years(first: int, last: int) -> tuple[Beginning, ...]:
    """Where years begin, and the year after the last."""
    return tuple(Beginning(day_number(year, 1, 1), year, str(year)) for year in range(first, last + 2))


YEARS = years(2020, 2029)
TOPICS = {"talks": "Talks", "trade": "Trade", "empty": "Empty"}


def event(id: str, date: str, importance: str = "major", topic: str = "talks") -> Event:
    return Event(id, parse_date(date), importance, "reported", (topic,), (), (), "en", {}, (), (), "")


def line(event: Event) -> Line:
    return Line(event.id, event.id, When(event.date.edtf, (), None), Said(event.id, "en", "ltr", "Latn"))


def picture(*events: Event, drawing: Drawing = WIDE, rtl: bool = False) -> Picture:
    return draw(drawing, Group(events), Time(YEARS), TOPICS, line, crowd, rtl)


def crowd(first: int, end: int) -> tuple[str, str] | None:
    return f"#{first}", f"{first} to {end}"


def extent(mark: Mark) -> tuple[float, float]:
    return (mark.x, mark.x + mark.width) if mark.width else (mark.x - mark.radius, mark.x + mark.radius)


def test_days_are_dots_and_longer_times_bars() -> None:
    day, month, interval = picture(event("a", "2021-05-01"), event("b", "2022-05"), event("c", "2023/2025")).marks
    assert day.width == 0
    assert 0 < month.width < interval.width


def test_distances_are_to_scale() -> None:
    first, second, third = picture(event("a", "2021-01-01"), event("b", "2023-01-01"), event("c", "2027-01-01")).marks
    assert (third.x - second.x) / (second.x - first.x) == pytest.approx(2, rel=0.01)


@pytest.mark.parametrize("drawing", [WIDE, NARROW])
def test_time_runs_in_reading_direction(drawing: Drawing) -> None:
    events = (event("a", "2021-01-01"), event("b", "2024/2026"), event("c", "2029-01-01"))
    ltr, rtl = picture(*events, drawing=drawing), picture(*events, drawing=drawing, rtl=True)
    for one, other in zip(ltr.marks, rtl.marks, strict=True):
        assert one.x + one.width == pytest.approx(drawing.width - other.x, abs=0.2)
    assert ltr.marks[0].x < ltr.marks[2].x
    assert rtl.marks[0].x > rtl.marks[2].x
    assert [tick.x for tick in rtl.ticks] == sorted((tick.x for tick in rtl.ticks), reverse=True)


@pytest.mark.parametrize(
    ("date", "soft"),
    [("2024", False), ("2024/2025", False), ("2024~", True), ("2024?", True), ("2024/..", True), ("../2024", True)],
)
def test_what_is_open_approximate_or_uncertain_is_soft(date: str, soft: bool) -> None:
    [mark] = picture(event("a", date)).marks
    assert mark.soft is soft


def test_an_open_end_reaches_to_the_edge() -> None:
    since, until = picture(event("a", "2024/.."), event("b", "../2024")).marks
    ticks = picture(event("a", "2024")).ticks
    assert since.x + since.width == pytest.approx(ticks[-1].x, abs=0.2)
    assert until.x == pytest.approx(ticks[0].x, abs=0.2)


def test_lanes_are_topics_in_their_order_and_empty_ones_are_left_out() -> None:
    drawn = picture(event("a", "2024", topic="trade"), event("b", "2024", topic="talks"))
    assert [lane.name for lane in drawn.lanes] == ["Talks", "Trade"]
    assert drawn.lanes[0].y + drawn.lanes[0].height <= drawn.lanes[1].y


def test_years_are_labelled_as_far_as_there_is_room() -> None:
    wide, narrow = picture(event("a", "2024")), picture(event("a", "2024"), drawing=NARROW)
    assert [tick.label for tick in wide.ticks if tick.label] == [str(year) for year in range(2020, 2030)]
    shown = [tick.x for tick in narrow.ticks if tick.label]
    assert all(later - earlier >= 40 for earlier, later in pairwise(shown))


dates = st.sampled_from(["2020-01-01", "2021", "2022-03", "2022-03-05", "2023/2025", "2024~", "2026/..", "../2022"])


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.tuples(dates, st.sampled_from(["major", "background"])), min_size=1, max_size=25), st.booleans())
def test_no_mark_lies_on_another_or_outside(chosen: list[tuple[str, str]], rtl: bool) -> None:
    drawn = picture(*(event(str(at), date, importance) for at, (date, importance) in enumerate(chosen)), rtl=rtl)
    for mark in drawn.marks:
        assert extent(mark)[0] >= -1
        assert extent(mark)[1] <= drawn.width + 1
        assert mark.y + mark.radius <= drawn.height
    for one, other in combinations(drawn.marks, 2):
        if one.y == other.y:
            (a, b), (c, d) = extent(one), extent(other)
            assert b + GAP <= c + 0.2 or d + GAP <= a + 0.2
        else:
            assert abs(one.y - other.y) >= one.radius + other.radius


def test_thousands_of_years_have_no_more_lines_than_there_is_room_for() -> None:
    drawn = draw(WIDE, Group([event("a", "-0400/2020")]), Time(years(-500, 2026)), TOPICS, line, crowd, False)
    assert len(drawn.ticks) < WIDE.width / 5
    shown = [tick.x for tick in drawn.ticks if tick.label]
    assert len(shown) > 5
    assert all(abs(later - earlier) >= 40 for earlier, later in pairwise(shown))
    called = [int(tick.label) for tick in drawn.ticks if tick.label]
    assert all((year if year > 0 else 1 - year) % 100 == 0 for year in called), "labels are round years"


def test_one_year_shows_its_months() -> None:
    months = tuple(Beginning(day_number(2025, month, 1), month, f"m{month}") for month in range(1, 13))
    for drawing, shown in ((WIDE, 12), (NARROW, 6)):
        drawn = draw(
            drawing, Group([event("a", "2025-04-03")]), Time(years(2025, 2025), months), TOPICS, line, crowd, False
        )
        labels = [tick for tick in drawn.ticks if tick.minor]
        assert len(labels) == shown
        assert drawn.marks[0].y > 40, "marks are below the names of months"


def test_names_of_lanes_too_long_to_stand_beside_stand_above() -> None:
    long = {"talks": "A name of a lane that is longer than a third of the picture is wide"}
    drawn = draw(WIDE, Group([event("a", "2024")]), Time(YEARS), long, line, crowd, False)
    assert drawn.lanes[0].label_y < drawn.lanes[0].y
    assert min(tick.x for tick in drawn.ticks) < 20


def many(count: int = MOST_MARKS + 1) -> list[Event]:
    return [
        event(str(at), f"{2020 + at % 9}-0{1 + at % 7}-11", topic=("talks", "trade")[at % 2]) for at in range(count)
    ]


def heights(path: str) -> list[float]:
    return [float(bar.partition("v-")[2].partition("h")[0]) for bar in path.split("M")[1:]]


def test_events_too_many_for_marks_are_bars_as_high_as_their_number() -> None:
    events = many()
    drawn = picture(*events)
    assert drawn.marks == ()
    total = 0.0
    for lane in drawn.lanes:
        assert max(heights(lane.path)) <= BAR_ROOM
        total += sum(heights(lane.path)) / BAR_ROOM * drawn.most
    assert total == pytest.approx(len(events), rel=0.02)
    assert picture(*events[:MOST_MARKS]).marks, "as many as this are still told apart"


@pytest.mark.parametrize("drawing", [WIDE, NARROW])
@pytest.mark.parametrize("rtl", [False, True])
def test_links_over_bars_are_as_wide_as_a_finger_and_leave_no_gap(drawing: Drawing, rtl: bool) -> None:
    columns = sorted(picture(*many(), drawing=drawing, rtl=rtl).columns, key=lambda column: column.x)
    assert all(column.width >= COLUMN for column in columns[:-1])
    for one, other in pairwise(columns):
        assert one.x + one.width == pytest.approx(other.x, abs=0.2)


@pytest.mark.parametrize("drawing", [WIDE, NARROW])
def test_no_bar_reaches_over_the_name_of_a_lane_or_into_another(drawing: Drawing) -> None:
    lanes = picture(*many(), drawing=drawing).lanes
    for lane in lanes:
        assert drawing.names_beside or lane.label_y <= lane.base - BAR_ROOM
    for one, other in pairwise(lanes):
        top = other.base - BAR_ROOM if drawing.names_beside else other.label_y - 12
        assert one.base <= top


def test_bars_are_mirrored_where_time_runs_from_the_right() -> None:
    events = many()

    def starts(drawn: Picture) -> list[float]:
        return [float(bar.partition(" ")[0]) for bar in drawn.lanes[0].path.split("M")[1:]]

    ltr, rtl = (starts(picture(*events, rtl=direction)) for direction in (False, True))
    assert [WIDE.width - x - 6 for x in ltr] == rtl


@pytest.mark.parametrize("rtl", [False, True])
def test_a_band_shows_where_a_page_is(rtl: bool) -> None:
    whole = span(YEARS, rtl)
    band = stretch(whole, day_number(2024, 1, 1), day_number(2025, 12, 31))
    edges = sorted(tick.x for tick in whole.ticks if tick.label in ("2024", "2026"))
    assert [band.start, band.start + band.width] == pytest.approx(edges, abs=0.2)


def test_an_event_stands_in_the_strip_as_far_along_as_in_time() -> None:
    here, before = event("a", "2025-01-01"), event("b", "2020-01-01")
    spans = [span(YEARS, direction) for direction in (False, True)]
    ltr, rtl = (strip(whole, here, [middle(whole, before)]) for whole in spans)
    assert ltr.start == pytest.approx(50, abs=0.2)
    assert ltr.others == (0.0,)
    assert rtl.others == (100.0,)
    assert [tick.label for tick in ltr.ticks] == ["2022", "2024", "2026", "2028"]
    assert [100 - tick.x for tick in rtl.ticks] == pytest.approx([tick.x for tick in ltr.ticks])
    assert strip(span(YEARS, False), event("c", "2022/2023"), []).width == pytest.approx(20, abs=0.2)


@pytest.mark.parametrize("drawing", [WIDE, NARROW])
@pytest.mark.parametrize("rtl", [False, True])
def test_where_months_are_shown_links_lead_to_months_and_cover_the_axis_once(drawing: Drawing, rtl: bool) -> None:
    months = tuple(Beginning(day_number(2025, month, 1), month, f"m{month}") for month in range(1, 13))
    events = [event(str(day), f"2025-{1 + day % 12:02}-{1 + day % 28:02}") for day in range(MOST_MARKS + 40)]
    drawn = draw(drawing, Group(events), Time(years(2025, 2025), months), TOPICS, line, crowd, rtl)
    columns = sorted(drawn.columns, key=lambda column: column.x)
    assert len(columns) > 5
    for one, other in pairwise(columns):
        assert one.x + one.width == pytest.approx(other.x, abs=0.2)
    assert all(column.width >= COLUMN - 0.2 for column in columns)
    edges = {tick.x for tick in drawn.ticks if not tick.minor}
    assert columns[0].x == pytest.approx(min(edges), abs=0.2)
    assert columns[-1].x + columns[-1].width == pytest.approx(max(edges), abs=0.2)


def test_years_before_christ_are_labelled_by_what_they_are_called() -> None:
    before = tuple(
        Beginning(day_number(year, 1, 1), year, str(year if year > 0 else 1 - year)) for year in range(-400, 402)
    )
    drawn = draw(WIDE, Group([event("a", "-0100")]), Time(before), TOPICS, line, crowd, False)
    labels = [int(tick.label) for tick in drawn.ticks if tick.label]
    assert labels
    assert all(label % 50 == 0 for label in labels)
