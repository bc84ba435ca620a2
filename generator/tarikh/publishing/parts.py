"""Long lists cut into parts along the calendar, so that a change of one event stays in the parts that show it.

A list that is too long is cut where thousands, hundreds, tens of years and so on begin, as finely as each stretch
of it needs; neighbours that are short enough to share a part do. Cuts depend on nothing outside their stretch.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

_YEARS = (1000, 500, 100, 50, 10, 5, 1)
_SIZES = (*(12 * years for years in _YEARS), 6, 3, 1)  # months; each divides the one before


class Part(Struct, frozen=True):
    """The items `start` to `end` of a list, a half-open range, and the months that they fall in, half-open too.

    A month is its number counted from that of the year 0. `number` counts, from 1, parts of a single month, or of a
    list that is not cut along the calendar.
    """

    start: int
    end: int
    months: tuple[int, int] = (0, 0)
    number: int = 0

    @property
    def id(self) -> str:
        """What the part is called in addresses: where it begins."""
        first, end = self.months
        month = f"-{first % 12 + 1:02}" if end - first < 12 else ""
        called = f"{first // 12}{month}" if end > first else ""
        return ".".join(filter(None, (called, str(self.number or ""))))


def cut(months: Sequence[int], most: int) -> tuple[Part, ...]:
    """A list whose items fall in these months, in order, as parts of at most so many items; one if it is short."""
    if len(months) <= most:
        return (Part(0, len(months)),)
    return tuple(_cut(months, 0, len(months), most, _SIZES))


def share(count: int, most: int) -> tuple[Part, ...]:
    """So many items as parts of nearly the same number; one if there are few or none."""
    if count <= most:
        return (Part(0, count),)
    return tuple(_share(Part(0, count), most))


def _cut(months: Sequence[int], start: int, end: int, most: int, sizes: Sequence[int]) -> Iterator[Part]:
    size, *finer = sizes
    shared: Part | None = None  # what short neighbours share
    while start < end:
        first = months[start] // size * size
        stop = bisect_left(months, first + size, start, end)
        whole = Part(start, stop, (first, first + size))
        start = stop
        if shared and stop - shared.start <= most:
            shared = Part(shared.start, stop, (shared.months[0], first + size))
            continue
        if shared:
            yield shared
        shared = whole if whole.end - whole.start <= most else None
        if not shared:
            yield from _cut(months, whole.start, stop, most, finer) if finer else _share(whole, most)
    if shared:
        yield shared


def _share(whole: Part, most: int) -> Iterator[Part]:
    items = whole.end - whole.start
    count = -(-items // most)
    edges = [whole.start + round(items * part / count) for part in range(count + 1)]
    return (replace(whole, start=a, end=b, number=number) for number, (a, b) in enumerate(pairwise(edges), 1))
