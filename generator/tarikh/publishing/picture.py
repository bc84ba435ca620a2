"""The picture of time: events drawn to scale, in lanes by topic, in the reading direction of the language.

Geometry only: from days to units of an SVG. A day is the model's day number; a unit is a CSS pixel
when the drawing is shown at its own width.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tarikh.model.chronology import Event
from tarikh.model.date import Moment

from .views import Lane, Line, Mark, Picture, Tick

LANE_GAP = 10  # between the marks of two lanes
ROW = 13  # from one row of marks in a lane to the next
GAP = 3  # between marks in one row
LETTER = 7  # about the width of a letter in the names of lanes
PAD = 8  # at both ends of the axis
TOP = 26  # the years above the lanes
RADIUS = {"major": 6.0, "notable": 4.5, "background": 3.5}
TICK_ROOM, LINE_ROOM = 46, 6  # what the label of a year needs, and its line


@dataclass(frozen=True, slots=True)
class Drawing:
    """The measures of one drawing: its width, and whether the names of lanes stand beside them or above."""

    name: str
    width: int
    names_beside: bool


WIDE = Drawing("wide", 1008, True)
NARROW = Drawing("narrow", 340, False)


@dataclass(frozen=True, slots=True)
class Scale:
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


def draw(
    drawing: Drawing,
    events: Sequence[Event],
    years: Sequence[tuple[int, str]],
    topics: Mapping[str, str],
    name: Callable[[Event], Line],
    rtl: bool,
) -> Picture:
    """The picture of some events. `years` are first days and labels of the years to tick, one more than are shown.

    `topics` are the names of lanes, in their order; an event stands in the lane of its first topic.
    """
    longest = max((len(label) for label in topics.values()), default=0)
    names = min(LETTER * longest + PAD, drawing.width // 3) if drawing.names_beside else 0
    left, right = names + PAD, drawing.width - PAD
    scale = Scale(years[0][0], years[-1][0], left, right, drawing.width, rtl)
    lanes, marks, y = [], [], float(TOP)
    for topic, label in topics.items():
        of_topic = [event for event in events if event.topics[0] == topic]
        if not of_topic:
            continue
        y += 0 if drawing.names_beside else 18
        rows = _rows(of_topic, scale)
        height = max(rows.values()) * ROW + ROW + LANE_GAP
        for event in of_topic:
            marks.append(_mark(event, name(event), scale, y + rows[event.id] * ROW + (ROW + LANE_GAP) / 2))
        lanes.append(
            Lane(label, round(y, 1), height, round(y + ((ROW + LANE_GAP) / 2 + 4 if drawing.names_beside else -3), 1))
        )
        y += height
    names_x = drawing.width if rtl else 0
    ticks = _ticks(years, scale)
    return Picture(drawing.name, drawing.width, round(y + 4), names_x, ticks, tuple(lanes), tuple(marks))


def _rows(events: Iterable[Event], scale: Scale) -> dict[str, int]:
    """For each event the row of its lane in which it meets no other."""
    taken: list[float] = []  # where each row is free again
    rows = {}
    for event in sorted(events, key=lambda event: _extent(event, scale)):
        start, end = _extent(event, scale)
        row = next((row for row, free in enumerate(taken) if free + GAP <= start), len(taken))
        taken[row:] = [end, *taken[row + 1 :]]
        rows[event.id] = row
    return rows


def _extent(event: Event, scale: Scale) -> tuple[float, float]:
    """From where to where a mark reaches along the axis, whatever its direction."""
    start, end = sorted(scale.at(day) for day in _days(event, scale))
    radius = RADIUS[event.importance]
    if scale.rtl:
        start, end = scale.width - end, scale.width - start
    return start - radius, max(end, start) + radius


def _days(event: Event, scale: Scale) -> tuple[int, int]:
    first, last = event.date.first, event.date.last
    return (
        scale.first if first is None else max(first, scale.first),
        scale.last if last is None else min(last + 1, scale.last),
    )


def _mark(event: Event, line: Line, scale: Scale, y: float) -> Mark:
    first, last = _days(event, scale)
    a, b = scale.at(first), scale.at(last)
    radius = RADIUS[event.importance]
    width = max(abs(b - a), 2 * radius) if last - first > 1 else 0.0  # a bar is never thinner than a dot
    moments = [moment for moment in (event.date.start, event.date.end) if isinstance(moment, Moment)]
    soft = event.date.first is None or event.date.last is None
    return Mark(
        event=line,
        importance=event.importance,
        x=round((a + b - width) / 2, 1),
        y=round(y, 1),
        width=round(width, 1),
        radius=radius,
        soft=soft or any(moment.approximate or moment.uncertain for moment in moments),
    )


def _ticks(years: Sequence[tuple[int, str]], scale: Scale) -> tuple[Tick, ...]:
    """Where years begin: a line and a label as far as there is room for them."""
    room = abs(scale.at(scale.first) - scale.at(scale.last)) / max(1, len(years) - 1)
    longest = max(len(label) for _, label in years)
    every, every_line = (
        max(1, math.ceil(least / room)) for least in (max(TICK_ROOM, LETTER * longest + PAD), LINE_ROOM)
    )
    every -= every % every_line - every_line if every % every_line else 0
    return tuple(
        Tick(scale.at(day), label if at % every == 0 and at < len(years) - 1 else "")
        for at, (day, label) in enumerate(years)
        if at % every_line == 0 or at == len(years) - 1
    )
