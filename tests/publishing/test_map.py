"""The map of places: where places and land are, labels with room around them, light enough for a page."""

import json
import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tarikh.publishing.map import (
    NARROW,
    WIDE,
    MapDrawing,
    MapPlace,
    draw_map,
    label_box,
    label_width,
    read_world,
)
from tarikh.publishing.views import Link, Map, PlaceMark, Said

PROJECT = Path(__file__).parents[2]
WORLD = read_world((PROJECT / "theme" / "world.json").read_bytes())

BAMAKO, CAIRO, MOSCOW, SOCHI = (12.65, -8.0), (30.04, 31.24), (55.76, 37.62), (43.59, 39.72)
SUVA, APIA = (-18.14, 178.44), (-13.83, -171.77)
SAHEL = {  # places that crowd on a narrow map, and how far the map reaches
    "Sahel": ((15.0, 0.0), 12),
    "Africa": ((2.0, 16.0), 11),
    "Moscow": (MOSCOW, 8),
    "West Africa": ((12.0, -2.5), 6),
    "Mali": ((17.57, -4.0), 5),
    "Niger": ((17.61, 6.0), 4),
    "Burkina Faso": ((12.24, -2.1), 3),
    "Northern Mali": ((19.4, -1.9), 1),
}

Box = tuple[float, float, float, float]


def place(id: str, at: tuple[float, float], events: int = 1) -> MapPlace:
    return MapPlace(id, *at, events, Link(f"{id}/", Said(id, "en", "ltr", "Latn"), f"{events} events"))


def drawn(*places: MapPlace, drawing: MapDrawing = WIDE, rtl: bool = False) -> Map:
    made = draw_map(drawing, WORLD, places, rtl)
    assert made
    return made


def marks(made: Map) -> dict[str, PlaceMark]:
    return {mark.id: mark for mark in made.marks}


def lines(path: str) -> Iterator[list[tuple[float, float]]]:
    """The points of each line of a path that has only M, l and z."""
    for part in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x = y = 0
        points: list[tuple[float, float]] = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield points


def on_land(made: Map, mark: PlaceMark) -> bool:
    """Whether a mark stands inside the path of land, by the even-odd rule."""
    crossings = 0
    for ring in lines(made.land):
        for (x, y), (to_x, to_y) in pairwise([ring[-1], *ring]):
            if (y > mark.y) != (to_y > mark.y):
                crossings += mark.x < x + (mark.y - y) / (to_y - y) * (to_x - x)
    return crossings % 2 == 1


def labels(made: Map, rtl: bool) -> dict[str, Box]:
    return {
        mark.id: label_box(mark.anchor, mark.label_x, mark.label_y, label_width(mark.place.name.text), rtl)
        for mark in made.marks
        if mark.anchor
    }


def away(mark: PlaceMark, box: Box) -> float:
    """How far the edge of a circle is from a box."""
    left, top, right, bottom = box
    return math.hypot(mark.x - max(left, min(mark.x, right)), mark.y - max(top, min(mark.y, bottom))) - mark.radius


def test_no_places_make_no_map() -> None:
    assert draw_map(WIDE, WORLD, (), False) is None


@pytest.mark.parametrize("drawing", [WIDE, NARROW])
def test_places_stand_as_they_do_on_earth(drawing: MapDrawing) -> None:
    cities = {"bamako": BAMAKO, "cairo": CAIRO, "moscow": MOSCOW, "sochi": SOCHI}
    at = marks(drawn(*(place(id, where) for id, where in cities.items()), drawing=drawing))
    assert sorted(cities, key=lambda id: at[id].x) == ["bamako", "cairo", "moscow", "sochi"]
    assert sorted(cities, key=lambda id: at[id].y) == ["moscow", "sochi", "cairo", "bamako"]


def test_shapes_are_true_in_the_middle() -> None:
    at = marks(
        drawn(place("west", (60, 10)), place("east", (60, 12)), place("north", (61, 11)), place("south", (59, 11)))
    )
    across, up = at["east"].x - at["west"].x, at["south"].y - at["north"].y
    assert across / up == pytest.approx(math.cos(math.radians(60)), rel=0.01)


@pytest.mark.parametrize("drawing", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("at", "land"),
    [
        pytest.param(BAMAKO, True, id="Bamako"),
        pytest.param((28.0, 2.0), True, id="the Sahara, no coast near"),
        pytest.param((-29.6, 28.2), True, id="Lesotho, far inside the land"),
        pytest.param((66.0, -175.0), True, id="Chukotka, beyond the antimeridian"),
        pytest.param((-85.0, 20.0), True, id="Antarctica"),
        pytest.param((0.0, -25.0), False, id="the Atlantic"),
        pytest.param((34.5, 18.5), False, id="the Mediterranean"),
        pytest.param((42.0, 50.5), False, id="the Caspian Sea"),
        pytest.param((88.0, 0.0), False, id="the Arctic Ocean"),
    ],
)
def test_land_is_where_land_is(drawing: MapDrawing, at: tuple[float, float], land: bool) -> None:
    made = drawn(place("here", at), drawing=drawing)
    assert on_land(made, made.marks[0]) is land


def test_one_place_stands_in_the_middle() -> None:
    made = drawn(place("bamako", BAMAKO))
    assert (made.marks[0].x, made.marks[0].y) == pytest.approx((made.width / 2, made.height / 2), abs=1)


def test_what_is_drawn_is_in_the_view_or_just_beside_it() -> None:
    made = drawn(place("bamako", BAMAKO), place("moscow", MOSCOW))
    for x, y in (point for ring in lines(made.land) for point in ring):
        assert -3 <= x <= made.width + 3
        assert -3 <= y <= made.height + 3


def test_the_shorter_way_may_lead_over_the_antimeridian() -> None:
    made = drawn(
        place("suva", SUVA), place("apia", APIA), place("chukotka", (67.0, 175.0)), place("alaska", (65.2, -163.0))
    )
    at = marks(made)
    assert at["suva"].x < at["apia"].x < at["alaska"].x
    assert at["alaska"].x - at["chukotka"].x < made.width / 2
    assert on_land(made, at["chukotka"])
    assert on_land(made, at["alaska"])


@pytest.mark.parametrize("drawing", [WIDE, NARROW])
@pytest.mark.parametrize(
    "corners",
    [
        [(90, 0)],
        [(-90, 180)],
        [(90, -180), (-90, 180)],
        [(0, 180)],
        [(0, -180), (0, 180)],
        [(0, -179), (0, -60), (0, 60), (0, 179)],
        [(89, -120), (89, 0), (89, 120)],
    ],
)
def test_maps_end_at_the_ends_of_the_earth(drawing: MapDrawing, corners: list[tuple[float, float]]) -> None:
    made = drawn(*(place(str(number), at) for number, at in enumerate(corners)), drawing=drawing)
    assert made.height >= min(drawing.lowest, 0.5) * made.width, "the world is twice as wide as high"
    assert made.height <= drawing.highest * made.width + 1
    for mark in made.marks:
        assert -0.1 <= mark.x <= made.width + 0.1
        assert -0.1 <= mark.y <= made.height + 0.1


def test_areas_grow_with_the_number_of_events() -> None:
    made = drawn(*(place(str(events), (events, events), events) for events in (10, 20, 40)))
    assert [mark.id for mark in made.marks] == ["40", "20", "10"], "the largest lie lowest"
    forty, twenty, ten = (mark.radius**2 for mark in made.marks)
    assert (forty / twenty, twenty / ten) == pytest.approx((2, 2), rel=0.01)


@pytest.mark.parametrize(("events", "radius"), [(1, 4), (4, 8), (1000, 14)])
def test_a_circle_is_neither_too_small_nor_too_large(events: int, radius: float) -> None:
    one, *others = drawn(place("most", BAMAKO, events), place("least", CAIRO, 1)).marks
    assert one.radius == pytest.approx(radius)
    assert all(other.radius == 4 for other in others)


def test_direction_changes_the_side_of_labels_and_nothing_else() -> None:
    places = [place(id, at) for id, at in {"bamako": BAMAKO, "cairo": CAIRO, "moscow": MOSCOW}.items()]
    ltr, rtl = drawn(*places), drawn(*places, rtl=True)
    assert all(mark.label_x > mark.x for mark in ltr.marks)
    assert all(mark.label_x < mark.x for mark in rtl.marks)
    assert {mark.anchor for mark in (*ltr.marks, *rtl.marks)} == {"start"}, "which is at the right where rtl"
    bare = [
        replace(made, marks=tuple(replace(mark, anchor="", label_x=0, label_y=0) for mark in made.marks))
        for made in (ltr, rtl)
    ]
    assert bare[0] == bare[1]


def test_a_label_without_room_is_left_out() -> None:
    crowd = [place(f"place number {number}", (12 + number % 6 / 4, number // 6 / 4)) for number in range(36)]
    anchors = [mark.anchor for mark in drawn(*crowd, place("far", MOSCOW), drawing=NARROW).marks]
    assert "" in anchors
    assert any(anchors)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("drawing", [WIDE, NARROW])
def test_a_label_in_a_crowd_names_the_right_circle(drawing: MapDrawing, rtl: bool) -> None:
    made = drawn(*(place(id, *of) for id, of in SAHEL.items()), drawing=drawing, rtl=rtl)
    boxes = labels(made, rtl)
    assert list(SAHEL)[:6] == list(boxes)[:6], "the largest have their names"
    assert "Burkina Faso" not in boxes, "it is as near to West Africa, wherever it stands"
    for id, box in boxes.items():
        assert min(made.marks, key=lambda mark: away(mark, box)).id == id


@pytest.mark.parametrize("rtl", [False, True])
def test_a_label_begins_on_the_side_away_from_a_circle_that_overlaps(rtl: bool) -> None:
    beside = BAMAKO[0], BAMAKO[1] + (-0.15 if rtl else 0.15)  # it lies where the label would be tried first
    made = drawn(place("large", BAMAKO, 6), place("small", beside, 1), place("far", CAIRO), rtl=rtl)
    at = marks(made)
    assert math.dist((at["large"].x, at["large"].y), (at["small"].x, at["small"].y)) < at["large"].radius
    assert at["large"].anchor == "end"
    assert at["small"].anchor == ""


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.floats(-80, 80),
            st.floats(-180, 180),
            st.integers(0, 60),
            st.text("amM бШ سک北", min_size=1, max_size=25),
        ),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([WIDE, NARROW]),
    st.booleans(),
)
def test_labels_touch_nothing_name_no_other_place_and_stay_inside(
    chosen: list[tuple[float, float, int, str]], drawing: MapDrawing, rtl: bool
) -> None:
    places = [
        MapPlace(str(number), latitude, longitude, events, Link("", Said(name, "en", "ltr", "Latn")))
        for number, (latitude, longitude, events, name) in enumerate(chosen)
    ]
    made = drawn(*places, drawing=drawing, rtl=rtl)
    assert len(made.marks) == len(places)
    boxes = labels(made, rtl)
    for left, top, right, bottom in boxes.values():
        assert 0 <= left < right <= made.width
        assert 0 <= top < bottom <= made.height
    for (a, b, c, d), (e, f, g, h) in combinations(boxes.values(), 2):
        assert c <= e or g <= a or d <= f or h <= b
    for mark in made.marks:
        assert 0 <= mark.x <= made.width
        assert 0 <= mark.y <= made.height
        for id, box in boxes.items():
            assert mark.id == id or away(mark, box) > 2 * away(marks(made)[id], box) > 0, "it would name another place"


def test_the_map_of_our_own_places_is_light_and_always_the_same() -> None:
    stored = yaml.safe_load((PROJECT / "content" / "places.yaml").read_text("utf-8"))
    places = [place(id, (float(of["latitude"]), float(of["longitude"]))) for id, of in stored.items()]
    made = [drawn(*places, drawing=drawing) for drawing in (WIDE, NARROW)]
    assert sum(len(one.land) for one in made) < 20 * 1024
    again = read_world((PROJECT / "theme" / "world.json").read_bytes())
    assert [draw_map(drawing, again, places[::-1], False) for drawing in (WIDE, NARROW)] == made


def test_the_world_is_coasts_without_borders_and_says_where_it_comes_from() -> None:
    file = PROJECT / "theme" / "world.json"
    assert file.stat().st_size <= 300 * 1024
    stored = json.loads(file.read_bytes())
    assert set(stored) == {"source", "per_degree", "coasts"}
    assert "Natural Earth 1:50m, public domain" in stored["source"]
