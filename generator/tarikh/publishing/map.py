"""The map of places: land, and circles that grow with the number of events.

Geometry only: from degrees to units of an SVG. The projection is the equidistant cylindrical one, its standard
parallel in the middle of the places, where shapes are therefore true (J. P. Snyder, Map Projections: A Working Manual,
1987, pp. 90-91). North is up and east is right in every language.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

from msgspec import Struct

from .views import Link, Map, PlaceMark

LEAST = 12.0  # degrees of a great circle that a view is wide at least
MARGIN = 0.1  # of the extent of the places, at each side
STEEPEST = 75.0  # the standard parallel nearest to a pole; beyond it the world would be too narrow
ROUGH = 0.5  # units by which a line may be drawn beside its course
SPECK = 6.0  # square units below which a piece of land is left out
BLEED = 2.0  # units by which land reaches over the edge
SMALLEST, LARGEST = 4.0, 14.0  # the radius of a place with one event; no radius is larger
LETTER, TALL = 8.0, 17  # about the width of a letter in a label, and the height of a line; both rather too much
ASCENT = 12.5  # of the height, what is above the base line
GAP = 3  # between a label and its mark, other labels and the edge
APART = 7  # between a label and the marks of other places, so that it does not read as their name
SLANT = math.sqrt(0.5)
POSITIONS = (  # of labels, best first: the anchor; how far after its place and below it, of a circle's radius;
    # and how much of the label's height is above this point
    ("start", 1, 0, 0.5),
    ("end", -1, 0, 0.5),
    ("start", 1, 0, 0),
    ("start", 1, 0, 1),
    ("end", -1, 0, 0),
    ("end", -1, 0, 1),
    ("start", SLANT, SLANT, 0),
    ("start", SLANT, -SLANT, 1),
    ("end", -SLANT, SLANT, 0),
    ("end", -SLANT, -SLANT, 1),
    ("middle", 0, 1, 0),
    ("middle", 0, -1, 1),
    ("start", 0, 1, 0),
    ("start", 0, -1, 1),
    ("end", 0, 1, 0),
    ("end", 0, -1, 1),
)

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # the least x and y, the largest x and y
Circle = tuple[float, float, float]  # x, y and radius


class MapPlace(Struct, frozen=True):
    """What a map needs of a place: degrees north and east, how many events it has, and its link, name and count."""

    id: str
    latitude: float
    longitude: float
    events: int
    link: Link


class MapDrawing(Struct, frozen=True):
    """The measures of one drawing: its width in units, and between which shares of the width its height may be."""

    name: str
    width: int
    lowest: float
    highest: float


WIDE = MapDrawing("wide", 860, 0.45, 0.64)
NARROW = MapDrawing("narrow", 340, 0.7, 1.2)


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed line in degrees east and north, and the box around it. Its longitudes may run on over 180 degrees."""

    points: tuple[Point, ...]
    box: Box


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """All land, as its coasts."""

    coasts: tuple[Outline, ...]


def read_world(written: bytes) -> World:
    """The world as theme/world.py has written it."""
    stored = json.loads(written)
    return World(tuple(_outlines(stored["coasts"], stored["per_degree"])))


def _outlines(lines: Iterable[Sequence[int]], per_degree: int) -> Iterator[Outline]:
    for steps in lines:
        xs, ys = ([at / per_degree for at in accumulate(steps[axis::2])] for axis in (0, 1))
        yield Outline(tuple(zip(xs, ys, strict=True)), (min(xs), min(ys), max(xs), max(ys)))


def draw_map(drawing: MapDrawing, world: World, places: Sequence[MapPlace], rtl: bool) -> Map | None:
    """The map of some places and what is around them; None where there are no places.

    `rtl` is the direction of the page: it decides on which side of its mark a label is tried first.
    """
    if not places:
        return None
    view = _view(drawing, [(place.longitude, place.latitude) for place in places])
    marks = _marks(view, sorted(places, key=lambda place: (-place.events, place.id)), rtl)
    return Map(drawing.name, drawing.width, math.ceil(view.height), _land(world, view), tuple(marks))


class _View(Struct, frozen=True):
    """A part of the world: its upper left corner in degrees, units to a degree each way, and its size in units."""

    west: float
    north: float
    along: float  # units to a degree of longitude
    up: float  # units to a degree of latitude
    width: float
    height: float

    def project(self, longitude: float, latitude: float) -> Point:
        return (longitude - self.west) * self.along, (self.north - latitude) * self.up


def _view(drawing: MapDrawing, places: Sequence[Point]) -> _View:
    """What the map shows: all places and a margin, in the shape of the drawing."""
    longitudes = [longitude for longitude, _ in places]
    if max(longitudes) - min(longitudes) > 180:  # the shorter way may be over the antimeridian
        longitudes = min(longitudes, [longitude % 360 for longitude in longitudes], key=lambda at: max(at) - min(at))
    west, east = min(longitudes), max(longitudes)
    south, north = min(latitude for _, latitude in places), max(latitude for _, latitude in places)
    middle = (south + north) / 2
    shrunk = math.cos(math.radians(max(-STEEPEST, min(middle, STEEPEST))))  # a degree of longitude, in ones of latitude
    high = (north - south) * (1 + 2 * MARGIN)
    wide = min(max(LEAST, (east - west) * shrunk * (1 + 2 * MARGIN), high / drawing.highest), 360 * shrunk)
    high = min(max(high, wide * drawing.lowest), 180)
    middle = max(-90 + high / 2, min(middle, 90 - high / 2))  # nothing is beyond a pole
    up = drawing.width / wide
    return _View(
        west=(west + east - wide / shrunk) / 2,
        north=middle + high / 2,
        along=up * shrunk,
        up=up,
        width=drawing.width,
        height=high * up,
    )


@lru_cache(maxsize=4)  # the land is the same in all languages
def _land(world: World, view: _View) -> str:
    """The land of a view as data of a path."""
    rings = (simplify(_clip(ring, view), ROUGH) for ring in _near(world.coasts, view))
    return "".join(_path(ring) for ring in rings if len(ring) > 3 and area(ring) >= SPECK)


def _near(outlines: Iterable[Outline], view: _View) -> Iterator[list[Point]]:
    """The lines whose boxes meet the view, in units; those of a view over the antimeridian may be a full turn away."""
    for outline in outlines:
        west, south, east, north = outline.box
        for turn in (-360, 0, 360):
            (left, top), (right, bottom) = view.project(west + turn, north), view.project(east + turn, south)
            if left <= view.width and right >= 0 and top <= view.height and bottom >= 0:
                yield [view.project(x + turn, y) for x, y in outline.points]


def simplify(line: Sequence[Point], tolerance: float) -> list[Point]:
    """A line with fewer points, none of the others farther from it than `tolerance` (Douglas and Peucker, 1973).

    Its ends stay.
    """
    if len(line) < 3:
        return list(line)
    kept = {0, len(line) - 1}
    parts = [(0, len(line) - 1)]
    while parts:
        start, end = parts.pop()
        (x, y), (to_x, to_y) = line[start], line[end]
        along, up = to_x - x, to_y - y
        length = math.hypot(along, up)
        between = line[start + 1 : end]
        if length:
            away = [abs(along * (at_y - y) - up * (at_x - x)) for at_x, at_y in between]
        else:  # a closed line has no direction
            length = 1
            away = [math.hypot(at_x - x, at_y - y) for at_x, at_y in between]
        farthest = max(away, default=0.0)
        if farthest > tolerance * length:
            at = start + 1 + away.index(farthest)
            kept.add(at)
            parts += [(start, at), (at, end)]
    return [line[at] for at in sorted(kept)]


def _clip(ring: list[Point], view: _View) -> list[Point]:
    """What of a closed line is inside the view, closed again along its edges (Sutherland and Hodgman, 1974)."""
    for axis, sign, edge in ((0, 1, 0.0), (0, -1, view.width), (1, 1, 0.0), (1, -1, view.height)):
        room = [sign * (point[axis] - edge) + BLEED for point in ring]  # negative beyond the edge
        if min(room, default=0.0) >= 0:
            continue
        inside: list[Point] = []
        for here, there, before, after in zip([*ring[-1:], *ring], ring, [*room[-1:], *room], room, strict=False):
            if (before < 0) != (after < 0):
                share = before / (before - after)
                inside.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
            if after >= 0:
                inside.append(there)
        ring = inside
    return [*ring, *ring[:1]]


def area(ring: Sequence[Point]) -> float:
    """The area of a closed line, in the square of its units."""
    return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise([*ring[-1:], *ring]))) / 2


def _path(ring: Iterable[Point]) -> str:
    """A closed line as data of a path: its first point, then steps, all in whole units."""
    points = [(round(x), round(y)) for x, y in ring]
    steps = [(to_x - x, to_y - y) for (x, y), (to_x, to_y) in pairwise(points) if (x, y) != (to_x, to_y)]
    return f"M{_numbers(points[:1])}l{_numbers(steps[:-1])}z"  # z is the last step


def _numbers(points: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x} {y}" for x, y in points).replace(" -", "-")


def _marks(view: _View, places: Sequence[MapPlace], rtl: bool) -> Iterator[PlaceMark]:
    """Places as marks, in their order, from the largest: in this order they get room for their labels."""
    unit = min(SMALLEST, LARGEST / math.sqrt(max(1, places[0].events)))  # the first has the most
    circles: list[Circle] = []
    for place in places:
        x, y = view.project(view.west + (place.longitude - view.west) % 360, place.latitude)
        radius = max(SMALLEST, unit * math.sqrt(place.events))
        circles.append((round(x, 1), round(y, 1), round(radius, 2)))
    taken: list[Box] = []
    for place, circle in zip(places, circles, strict=True):
        others = [other for other in circles if other is not circle]
        width = label_width(place.link.name.text)
        anchor, label_x, label_y = "", 0.0, 0.0
        for position in _positions(circle, rtl):
            box = label_box(*position, width, rtl)
            if _is_free(box, view, taken) and all(distance(box, other) >= APART for other in others):
                anchor, label_x, label_y = position
                taken.append(box)
                break
        yield PlaceMark(place.id, place.link, *circle, anchor, label_x, label_y)


def _positions(circle: Circle, rtl: bool) -> Iterator[tuple[str, float, float]]:
    """Where a label may stand, best first: anchor, x and base line. All are as far from the circle.

    `text-anchor` follows the direction of the page, as SVG 2 says: in a page that runs from the right, a text whose
    "start" is at x lies to the left of x. So the label after its mark always starts there and the one before it always
    ends there; what changes with the direction is only the side on which that is.
    """
    x, y, radius = circle
    away = radius + GAP
    for anchor, after, down, above in POSITIONS:
        base = y + away * down + ASCENT - TALL * above
        yield anchor, round(x + away * (-after if rtl else after), 1), round(base, 1)


def label_width(text: str) -> float:
    """About the width of a label, in units; signs of East Asia are as wide as they are high."""
    return LETTER * sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def label_box(anchor: str, x: float, y: float, width: float, rtl: bool) -> Box:
    """The box that a label fills."""
    left = x - width / 2 if anchor == "middle" else x - width if (anchor == "end") != rtl else x
    return left, y - ASCENT, left + width, y - ASCENT + TALL


def distance(box: Box, circle: Circle) -> float:
    """How far a circle's edge is from a box; below zero where they overlap."""
    (left, top, right, bottom), (x, y, radius) = box, circle
    return math.hypot(x - max(left, min(x, right)), y - max(top, min(y, bottom))) - radius


def _is_free(box: Box, view: _View, taken: Iterable[Box]) -> bool:
    """Whether a label may stand in a box: inside the view and clear of other labels."""
    left, top, right, bottom = box
    return (
        left >= GAP
        and top >= GAP
        and right <= view.width - GAP
        and bottom <= view.height - GAP
        and not any(
            left < end + GAP and start < right + GAP and top < low and high < bottom  # its height has a gap in it
            for start, high, end, low in taken
        )
    )
