"""The picture of time: events drawn to scale, in lanes by topic, in the reading direction of the language.

Geometry only: from days to units of an SVG. A day is the model's day number; a unit is a CSS pixel
when the drawing is shown at its own width. Few events are marks, each of them a link; more than can
be told apart are bars, whose height is the number of events that begin in so many days.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tarikh.model.chronology import Told
from tarikh.model.date import Date, End, Moment
from tarikh.speaking.speaker import Beginning

from .views import Axis, Column, Lane, Line, Mark, Picture, Strip, Tick

LANE_GAP = 10  # between the marks of two lanes
ROW = 13  # from one row of marks in a lane to the next
GAP = 3  # between marks in one row
LETTER = 7  # about the width of a letter in the names of lanes
PAD = 8  # at both ends of the axis
TOP, MONTHS = 26, 16  # the years above the lanes, and the months under them
NAME_ROOM = 18  # a name above its lane
BAR_ROOM, BAR_WIDTH = 34, 6  # the highest bar, and the days that one counts
COLUMN = 24  # the narrowest link (WCAG 2.2, 2.5.8)
RADIUS = {"major": 6.0, "notable": 4.5, "background": 3.5}
TICK_ROOM, LINE_ROOM = 46, 6  # what the label of a year needs, and its line
MOST_MARKS = 60
LEAST_HIGH = 3  # events that the highest bar stands for at least: one event is no peak
LONGEST_WITH_MONTHS = 2  # years
_NICE: list[int] = [
    digit * 10**power for power in range(8) for digit in (1, 2, 5)
]  # numbers that people count years in

Topics = Sequence[tuple[str, str]]  # of the lanes: id and name
Crowd = Callable[[int, int], tuple[str, str] | None]  # the link to the events between two days, and its name


class Drawing(Struct, frozen=True):
    """The measures of one drawing: its width, and whether the names of lanes stand beside them or above."""

    name: str
    width: int
    names_beside: bool


WIDE = Drawing("wide", 860, True)
NARROW = Drawing("narrow", 340, False)


class Time(Struct, frozen=True):
    """What is drawn on the axis: where years begin, one more than are shown, and months where these are few."""

    years: Sequence[Beginning]
    months: Sequence[Beginning] = ()


class Scale(Struct, frozen=True):
    """Days to units between two edges of a drawing, mirrored where the language runs from the right."""

    first: int
    last: int
    left: int
    right: int
    width: int
    rtl: bool

    def at(self, day: float) -> float:
        x = self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)
        return round(self.width - x if self.rtl else x, 1)


class Place(NamedTuple):
    """Where the days of an event begin and end along the axis, how many there are, and the radius of its mark."""

    start: float
    end: float
    days: int
    radius: float


class Group:
    """Events in order of time, as pictures in all languages draw them."""

    def __init__(self, events: Sequence[Told]) -> None:
        self.events = events
        self.bars = cache(self._bars)
        self.dots = cache(self._dots)

    @cached_property
    def lanes(self) -> Mapping[str, Sequence[Told]]:
        """The events by their first topics, in which they stand."""
        lanes = defaultdict(list)
        for event in self.events:
            lanes[event.topics[0]].append(event)
        return lanes

    @cached_property
    def days(self) -> tuple[int, int]:
        """The first and the last day that any may be of."""
        return self._anchors[0], max(
            [event.date.anchor if (last := event.date.last) is None else last for event in self.events]
        )

    def between(self, first: int, end: int) -> Sequence[Told]:
        """The events that begin on the days from one up to another."""
        return self.events[bisect_left(self._anchors, first) : bisect_left(self._anchors, end)]

    @cached_property
    def _anchors(self) -> Sequence[int]:
        return [event.date.anchor for event in self.events]

    @cached_property
    def days_in(self) -> Mapping[str, Sequence[int]]:
        """The days that the events of each lane begin on."""
        days = defaultdict(list)
        for event, day in zip(self.events, self._anchors, strict=True):
            days[event.topics[0]].append(day)
        return days

    def _bars(self, first: int, last: int, room: int) -> Mapping[str, Counter[int]]:
        """How many events of a lane begin in each bar, on an axis from one day to another that has so many units."""
        span = last - first
        return {
            topic: Counter([int((day - first) / span * room / BAR_WIDTH) for day in days])
            for topic, days in self.days_in.items()
        }

    def _dots(self, first: int, last: int, room: int) -> Sequence[tuple[bool, int]]:
        """Whether an event is major, and the middle of its days on such an axis: each once, of however many events."""
        unit = room / (last - first) / 2
        days = {(major, sum(_between(begin, end, first, last))) for major, begin, end in self._days}
        return sorted({(major, round((both - 2 * first) * unit)) for major, both in days})

    @cached_property
    def _days(self) -> AbstractSet[tuple[bool, int | None, int | None]]:
        """Whether an event is major, and its first and last day."""
        return {(event.importance == "major", event.date.first, event.date.last) for event in self.events}


def draw(
    drawing: Drawing,
    group: Group,
    time: Time,
    topics: Mapping[str, str],
    name: Callable[[Told], Line],
    crowd: Crowd,
    rtl: bool,
) -> Picture:
    """The picture of some events. `topics` are the names of lanes in their order; an event stands in that of its first.

    `crowd` links to the events of some time, where there are too many for a link each.
    """
    longest = max((len(label) for label in topics.values()), default=0)
    names = LETTER * longest + PAD
    if names > drawing.width // 3:
        drawing = replace(drawing, names_beside=False)
    left, right = (names if drawing.names_beside else 0) + PAD, drawing.width - PAD
    scale = Scale(time.years[0].day, time.years[-1].day, left, right, drawing.width, rtl)
    lanes = [(topic, label) for topic, label in topics.items() if topic in group.days_in]
    top = float(TOP + MONTHS * bool(time.months))
    picture = Picture(
        name=drawing.name,
        width=drawing.width,
        height=0,
        names_x=drawing.width if rtl else 0,
        axis=Axis(scale.first, scale.last, left, right, BAR_WIDTH),
        ticks=tuple(_ticks(time, scale)),
        lanes=(),
    )
    if len(group.events) > MOST_MARKS:
        return _with_bars(picture, drawing, group, lanes, scale, top, crowd)
    return _with_marks(picture, drawing, group, lanes, scale, top, name)


class Span(Struct, frozen=True):
    """The whole span, in per cent of any width: what all strips share."""

    scale: Scale
    ticks: tuple[Tick, ...]


def span(years: Sequence[Beginning], rtl: bool) -> Span:
    """The span of some years, one more than are shown."""
    scale = Scale(years[0].day, years[-1].day, 0, 100, 100, rtl)
    every = _nice(math.ceil((len(years) - 1) / 6))
    places = ((scale.at(year.day), year.label) for year in years[:-1] if year.counted % every == 0)
    return Span(scale, tuple(Tick(x, label) for x, label in places if 5 <= x <= 92))


def strip(whole: Span, event: Told, others: Iterable[float]) -> Strip:
    """Where one event stands between the first year and the last, among the dots of a few others."""
    scale = whole.scale
    a, b = sorted(scale.at(day) for day in _days(event, scale))
    return Strip(whole.ticks, a, round(b - a, 1), tuple(sorted(set(others))))


def middle(whole: Span, event: Told) -> float:
    """Where the dot of an event stands, in per cent."""
    return whole.scale.at(sum(_days(event, whole.scale)) / 2)


def stretch(whole: Span, first: int, last: int) -> Strip:
    """Where the days from one to another stand between the first year and the last."""
    a, b = sorted(whole.scale.at(day) for day in (first, last + 1))
    return Strip(whole.ticks, a, round(b - a, 1), ())


def _with_marks(
    picture: Picture,
    drawing: Drawing,
    group: Group,
    topics: Topics,
    scale: Scale,
    y: float,
    name: Callable[[Told], Line],
) -> Picture:
    lanes, marks = [], []
    for topic, topic_name in topics:
        y += 0 if drawing.names_beside else NAME_ROOM
        of_topic = group.lanes[topic]
        places = [_place(event, scale) for event in of_topic]
        rows = _rows(places, scale)
        middle = (ROW + LANE_GAP) / 2
        height = max(rows) * ROW + ROW + LANE_GAP
        marks += [
            _mark(event, name(event), place, y + row * ROW + middle)
            for event, place, row in zip(of_topic, places, rows, strict=True)
        ]
        label = y + (middle + 4 if drawing.names_beside else -3)
        lanes.append(Lane(topic, topic_name, round(y, 1), height, round(label, 1)))
        y += height
    return replace(picture, height=round(y + 4), lanes=tuple(lanes), marks=tuple(marks))


def _with_bars(
    picture: Picture, drawing: Drawing, group: Group, topics: Topics, scale: Scale, y: float, crowd: Crowd
) -> Picture:
    counts = group.bars(scale.first, scale.last, scale.right - scale.left)
    most = max(LEAST_HIGH, *(max(count.values()) for count in counts.values()))
    lanes = []
    for topic, topic_name in topics:
        y += 0 if drawing.names_beside else NAME_ROOM
        base = y + BAR_ROOM
        label = base if drawing.names_beside else y - 4
        path = "".join(_bars(counts[topic], most, base, scale))
        lanes.append(Lane(topic, topic_name, round(y, 1), BAR_ROOM, round(label, 1), round(base, 1), path))
        y = base + (LANE_GAP if drawing.names_beside else 0)
    columns = tuple(_columns(scale, picture.ticks, crowd))
    return replace(picture, height=round(y + 4), lanes=tuple(lanes), columns=columns, most=most)


def _bars(count: Mapping[int, int], most: int, base: float, scale: Scale) -> Iterator[str]:
    """The path of the bars of one lane; filters.js draws them anew in the same way."""
    heights = {number: max(1.5, round(number / most * BAR_ROOM, 1)) for number in {*count.values()}}
    shapes = {number: f"{base:g}v{-it:g}h{BAR_WIDTH - 1}v{it:g}z" for number, it in heights.items()}
    first, step = (scale.width - scale.left - BAR_WIDTH, -BAR_WIDTH) if scale.rtl else (scale.left, BAR_WIDTH)
    for bar, number in sorted(count.items()):
        yield f"M{first + bar * step} {shapes[number]}"


def _columns(scale: Scale, ticks: Sequence[Tick], crowd: Crowd) -> Iterator[Column]:
    """Links over the bars, as narrow as a finger can meet: from one line of the axis to another."""
    lines = sorted({tick.day: tick for tick in ticks}.values(), key=lambda tick: tick.day)
    edges = lines[:1]
    for line in lines[1:]:
        if abs(line.x - edges[-1].x) >= COLUMN:
            edges.append(line)
    edges[1 if len(edges) == 1 else -1 :] = lines[-1:]  # what is left over goes with the last
    for start, end in pairwise(edges):
        if found := crowd(start.day, end.day):
            yield Column(round(min(start.x, end.x), 1), round(abs(end.x - start.x), 1), *found)


def _rows(places: Sequence[Place], scale: Scale) -> list[int]:
    """For each event the row of its lane in which it meets no other."""
    taken: list[float] = []  # where each row is free again
    extents = [_extent(place, scale) for place in places]
    rows = [0] * len(places)
    for at in sorted(range(len(places)), key=extents.__getitem__):
        start, end = extents[at]
        row = next((row for row, free in enumerate(taken) if free + GAP <= start), len(taken))
        taken[row : row + 1] = [end]
        rows[at] = row
    return rows


def _extent(place: Place, scale: Scale) -> tuple[float, float]:
    """From where to where a mark reaches in reading direction."""
    start, end = min(place.start, place.end), max(place.start, place.end)
    if scale.rtl:
        start, end = scale.width - end, scale.width - start
    return start - place.radius, end + place.radius


def _place(event: Told, scale: Scale) -> Place:
    first, last = _days(event, scale)
    return Place(scale.at(first), scale.at(last), last - first, RADIUS[event.importance])


def _days(event: Told, scale: Scale) -> tuple[int, int]:
    return _between(event.date.first, event.date.last, scale.first, scale.last)


def _between(first: int | None, last: int | None, start: int, end: int) -> tuple[int, int]:
    """A first day, and the one after a last, as far as they are between two others."""
    return (
        start if first is None or first < start else first,
        end if last is None or last >= end else last + 1,
    )


def _mark(event: Told, line: Line, place: Place, y: float) -> Mark:
    width = 0.0
    if place.days > 1:
        width = max(abs(place.end - place.start), 2 * place.radius)  # a bar is never thinner than a dot
    return Mark(
        event=line,
        importance=event.importance,
        x=round((place.start + place.end - width) / 2, 1),
        y=y,
        width=round(width, 1) if width else width,
        radius=place.radius,
        soft=is_soft(event.date),
    )


def is_soft(date: Date) -> bool:
    """Whether an end of a date is open, approximate or uncertain."""
    return _is_soft_end(date.start) or (date.end is not None and _is_soft_end(date.end))


def _is_soft_end(end: Moment | End) -> bool:
    return not isinstance(end, Moment) or end.approximate or end.uncertain


def _ticks(time: Time, scale: Scale) -> Iterator[Tick]:
    """Where years begin, and months if they are shown: a line and a label as far as there is room for them."""
    room = abs(scale.at(scale.first) - scale.at(scale.last)) / max(1, len(time.years) - 1)
    longest = max(len(year.label) for year in time.years)
    every = _nice(math.ceil(max(TICK_ROOM, LETTER * longest + PAD) / room))
    every_line = next(size for size in _sizes(every) if size * room >= LINE_ROOM or size == every)
    for at, year in enumerate(time.years):
        last = at == len(time.years) - 1
        if at == 0 or last or year.counted % every_line == 0:
            labelled = not last and year.counted % every == 0
            yield Tick(scale.at(year.day), year.label if labelled else "", year.day)
    yield from _months(time, scale)


def _months(time: Time, scale: Scale) -> Iterator[Tick]:
    if not time.months:
        return
    room = abs(scale.at(scale.first) - scale.at(scale.last)) / len(time.months)
    need = LETTER * max(len(month.label) for month in time.months) + PAD
    every = next((size for size in (1, 2, 3, 4, 6) if size * room >= need), 12)
    last = -math.inf
    for month in time.months:
        x = scale.at(month.day)
        if (month.number - 1) % every == 0 and every < 12 and abs(x - last) >= min(need, every * room - 1):
            yield Tick(x, month.label, month.day, minor=True)
            last = x


def _nice(least: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … years that is not less."""
    return min(size for size in _NICE if size >= least)


def _sizes(every: int) -> list[int]:
    """The distances of lines that meet every label."""
    return [size for size in _NICE if size <= every and every % size == 0]
