"""Makes world.json, the land of the maps, from the package world-atlas: Natural Earth at 1:50 million, public domain.

    npm install --prefix DIR world-atlas@2.0.2
    .venv/bin/python theme/world.py DIR/node_modules

The package itself is under the ISC licence. There are coasts only: borders of states, as Natural Earth has them, show
who holds a territory, and to draw that would be to take a side. A coast is a closed line: a point and the steps from
it, in hundredths of degrees, x and y by turns.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

from tarikh.publishing.map import Point, area, simplify

WORLD = Path(__file__).parent / "world.json"
SOURCE = "Natural Earth 1:50m, public domain, through the npm package world-atlas 2.0.2, itself under the ISC licence"
PER_DEGREE = 100
TURN = 360 * PER_DEGREE
ROUGH = 1  # hundredths of degrees: about a unit where a map shows least
ISLET = 20  # square hundredths: four units by four there, less than the mark of a place


def main(packages: Path) -> None:
    atlas = json.loads((packages / "world-atlas" / "land-50m.json").read_bytes())
    coasts = [simplify(coast, ROUGH) for coast in rings(atlas) if area(coast) >= ISLET]
    written = ",\n".join(json.dumps(steps(coast), separators=(",", ":")) for coast in coasts)
    head = f'{{"source":{json.dumps(SOURCE)},\n"per_degree":{PER_DEGREE},\n"coasts":[\n'
    WORLD.write_text(f"{head}{written}\n]}}\n", "utf-8")
    size = WORLD.stat().st_size / 1024
    print(f"{WORLD.name}: {len(coasts)} coasts of {sum(map(len, coasts))} points, {size:.0f} KiB")


def rings(atlas: Any) -> Iterator[list[Point]]:
    """The closed lines of all land, outer and inner, in hundredths of degrees (TopoJSON 1.0, 2.1.2 to 2.1.4)."""
    (scale_x, scale_y), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for numbers in chain.from_iterable(atlas["objects"]["land"]["geometries"][0]["arcs"]):
        ring: list[Point] = []
        for number in numbers:  # no land has a neighbour, so none shares its lines or runs them backwards
            xs, ys = (accumulate(axis) for axis in zip(*atlas["arcs"][number], strict=True))
            for x, y in zip(xs, ys, strict=True):
                ring.append(((x * scale_x + west) * PER_DEGREE, (y * scale_y + south) * PER_DEGREE))
        yield run_on(ring)


def run_on(ring: list[Point]) -> list[Point]:
    """A ring without jumps from 180 to -180 degrees, its middle between these; around a pole, it is closed over it."""
    x = ring[0][0]
    run = []
    for at, y in ring:
        x = at - TURN * round((at - x) / TURN)
        run.append((round(x), round(y)))
    (start, y), (end, _) = run[0], run[-1]
    if start != end:
        run += [(end, -90 * PER_DEGREE), (start, -90 * PER_DEGREE), (start, y)]
    xs = [x for x, _ in run]
    shift = TURN * round((min(xs) + max(xs)) / 2 / TURN)
    return [(x - shift, y) for x, y in run]


def steps(line: list[Point]) -> list[float]:
    """A line as its first point and the steps from it."""
    return [*line[0], *chain.from_iterable((to_x - x, to_y - y) for (x, y), (to_x, to_y) in pairwise(line))]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
