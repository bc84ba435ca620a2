"""Makes world.json, the land of the maps, from the package world-atlas: Natural Earth at 1:50 million, public domain.

    npm install --prefix DIR world-atlas@2.0.2
    .venv/bin/python theme/world.py DIR/node_modules

The package itself is under the ISC licence. From its countries come coasts, which are closed lines, and borders, which
are kept once for both neighbours. A line is a point and the steps from it, in hundredths of degrees, x and y by turns.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

from tarikh.publishing.map import Point, area, simplify

WORLD = Path(__file__).parent / "world.json"
SOURCE = "Natural Earth 1:50m, public domain, through the npm package world-atlas 2.0.2, itself under the ISC licence"
LARGEST = 350 * 1024
PER_DEGREE = 100
ROUGH = 0.02  # degrees: about two units where a map shows least
ISLET = 0.002  # square degrees: four units by four there, less than the mark of a place

Line = list[Point]


def main(packages: Path) -> None:
    atlas = json.loads((packages / "world-atlas" / "countries-50m.json").read_bytes())
    lines = list(arcs(atlas))
    rings = list(countries(atlas))
    uses = Counter(number if number >= 0 else ~number for ring in rings for number in ring)
    shores = [line for ring in rings for line in own(ring, lines, uses)]
    write(
        coasts=[simplify(line, ROUGH) for line in join(shores) if area(line) >= ISLET],
        borders=[
            simplify(line, ROUGH)
            for number, line in enumerate(lines)
            if uses[number] > 1 and (line[0] != line[-1] or area(line) >= ISLET)
        ],
    )


def arcs(atlas: Any) -> Iterator[Line]:
    """The lines of a TopoJSON file in degrees (TopoJSON 1.0, 2.1.2 and 2.1.3)."""
    (scale_x, scale_y), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for steps in atlas["arcs"]:
        xs, ys = (accumulate(axis) for axis in zip(*steps, strict=True))
        yield [(x * scale_x + west, y * scale_y + south) for x, y in zip(xs, ys, strict=True)]


def countries(atlas: Any) -> Iterator[list[int]]:
    """The rings of all countries, outer and inner: the numbers of lines, ~n for line n run backwards."""
    for country in atlas["objects"]["countries"]["geometries"]:
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        yield from chain.from_iterable(polygons)


def own(ring: list[int], lines: list[Line], uses: Counter[int]) -> Iterator[Line]:
    """The lines of a ring that no neighbour shares, without jumps from 180 to -180 degrees.

    A ring around a pole is closed over the pole.
    """
    shared = [uses[number if number >= 0 else ~number] > 1 for number in ring]
    first = shared.index(True) if True in shared else 0  # what is shared must stay where it is, so we count from there
    start = x = lines[ring[first]][0][0] if ring[first] >= 0 else lines[~ring[first]][-1][0]
    for number in ring[first:] + ring[:first]:
        run = []
        for at, y in lines[number] if number >= 0 else lines[~number][::-1]:
            x = at - 360 * round((at - x) / 360)
            run.append((x, y))
        if uses[number if number >= 0 else ~number] == 1:
            yield run
    if abs(x - start) > 180:
        yield [run[-1], (x, -90.0), (start, -90.0), (start, run[-1][1])]


def join(shores: list[Line]) -> Iterator[Line]:
    """Closed lines made of open ones, each running on where another one ends."""
    begin: dict[tuple[int, int], list[Line]] = {}
    for line in shores:
        begin.setdefault(key(line[0]), []).append(line)
    for line in shores:
        if line not in begin.get(key(line[0]), []):
            continue  # it is part of a coast already
        begin[key(line[0])].remove(line)
        coast = list(line)
        while key(coast[-1]) != key(coast[0]):
            coast += begin[key(coast[-1])].pop()[1:]
        yield coast


def key(point: Point) -> tuple[int, int]:
    return round(point[0] * 10_000), round(point[1] * 10_000)


def write(**kinds: list[Line]) -> None:
    """Writes world.json, a line of the file for each line of the world, and says how large it is."""
    parts = [f'"source":{json.dumps(SOURCE)}', f'"per_degree":{PER_DEGREE}']
    for kind, lines in kinds.items():
        written = ",\n".join(json.dumps(steps(line), separators=(",", ":")) for line in lines)
        parts.append(f'"{kind}":[\n{written}\n]')
        print(f"{kind}: {len(lines)}, of {sum(map(len, lines))} points")
    WORLD.write_text("{" + ",\n".join(parts) + "}\n", "utf-8")
    size = WORLD.stat().st_size
    print(f"{WORLD.name}: {size / 1024:.0f} KiB")
    if size > LARGEST:
        sys.exit(f"at most {LARGEST / 1024:.0f} KiB")


def steps(line: Line) -> list[int]:
    """A line as its first point and the steps from it, in the unit of the file."""
    points = [(round(x * PER_DEGREE), round(y * PER_DEGREE)) for x, y in line]
    moves = [(to_x - x, to_y - y) for (x, y), (to_x, to_y) in pairwise(points)]
    return [number for point in (points[0], *(move for move in moves if move != (0, 0))) for number in point]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
