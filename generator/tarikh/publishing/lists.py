"""The lists of a chronology as the readers of one calendar have them: which events, and how they are cut into parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property

from tarikh.model.chronology import Chronology, Told
from tarikh.speaking.calendar import month_of, months_of, year_of_month

from .parts import Part, cut, share
from .picture import Group

MOST_ON_PAGE = 60  # events of a list that is longer anyway
MOST_IN_DATA = 500  # events in one file
MOST_OF_KIND = {  # quotes are long, and what programs read is no page
    "document": 24,
    "disagreements": 20,
    "index": 400,
    "data": MOST_IN_DATA,
}

BESIDE = 2  # parts before and after one that it leads to

YearKey = tuple[str, int]  # a calendar and a year of it


class Lists:
    """Every list of events that has pages, by the kind of these and the id of what it is about."""

    def __init__(self, chronology: Chronology, calendar: str) -> None:
        self.chronology = chronology
        self.calendar = calendar
        self.listed = cache(self._listed)
        self.parts = cache(self._parts)
        self.part_of = cache(self._part_of)
        self.group = cache(self._group)

    def month(self, event: Told) -> int:
        """The month that an event stands under."""
        return self._months[event.date.anchor]

    @cached_property
    def months(self) -> tuple[int, int]:
        """The months of the years from the first event to the last, half-open."""
        ends = (self.chronology.events[0], self.chronology.events[-1])
        first, last = (month_of(event.date.anchor, self.calendar) // 12 for event in ends)
        return 12 * first, 12 * (last + 1)

    @cached_property
    def by_year(self) -> Mapping[YearKey, Sequence[Told]]:
        """All events by the years of the reader's own calendar."""
        years: dict[int, list[Told]] = defaultdict(list)
        for event in self.chronology.events:
            years[self.month(event) // 12].append(event)
        return {year_of_month(12 * year, self.calendar): events for year, events in years.items()}

    @cached_property
    def years(self) -> Mapping[str, YearKey]:
        """The years that events stand under, by their ids."""
        return {self.year_id(key): key for key in self.by_year}

    def year_id(self, key: YearKey) -> str:
        """How a year is named in addresses; with its calendar where that is not the reader's own."""
        calendar, year = key
        return str(year) if calendar == self.calendar else f"{calendar}-{year}"

    def beside(self, id: str) -> list[str]:
        """The years before and after a year, as far as there are any."""
        years = list(self.years)
        at = years.index(id)
        return [year for year in years[max(0, at - 1) : at + 2] if year != id]

    def around_year(self, id: str) -> Iterator[Told]:
        """The events of a year, and of those beside it: all that can stand in the same year of another calendar."""
        return (event for year in (id, *self.beside(id)) for event in self.listed("year", year))

    def year_of(self, event: Told) -> str:
        """The id of the year that an event stands under."""
        return self.year_id(year_of_month(self.month(event), self.calendar))

    def all(self, long: bool) -> Iterator[tuple[str, str]]:
        """Every list by its kind and the id of what it is about; of a `long` chronology, its years and index too."""
        yield "disagreements", ""
        for kind, registry in self.chronology.registries.items():
            yield from ((kind, id) for id in registry)
        yield from (("selection", id) for id in self.chronology.selections)
        if long:
            yield "index", ""
            yield from (("year", id) for id in self.years)

    def shown(self, kind: str, id: str, part: str) -> Sequence[Told]:
        """The events on one part of a list."""
        it = self.parts(kind, id)[part]
        return self.listed(kind, id)[it.start : it.end]

    def parts_shown(self, kind: str, id: str, part: str) -> Sequence[str]:
        """The parts that a part of a list leads to: the first to all, another to those beside it and at both ends."""
        parts = list(self.parts(kind, id))
        if len(parts) == 1:
            return ()
        at, last = parts.index(part), len(parts) - 1
        near = range(max(0, at - BESIDE), min(last, at + BESIDE) + 1)
        return parts if not at else [parts[place] for place in sorted({0, *near, last})]

    @cached_property
    def _months(self) -> Mapping[int, int]:
        days = dict.fromkeys(event.date.anchor for event in self.chronology.events)
        return months_of(list(days), self.calendar)

    def _listed(self, kind: str, id: str) -> Sequence[Told]:
        match kind:
            case "year":
                return self.by_year[self.years[id]]
            case "selection":
                return self.chronology.selections[id]
            case "index" | "data":
                return self.chronology.events
            case "disagreements":
                return self.chronology.disagreements
            case "document":
                return sorted(self.chronology.by_document.get(id, ()), key=lambda it: (it.first_line(id), it.id))
        return self.chronology.events_of[kind].get(id, ())

    def _group(self, kind: str, id: str) -> Group:
        """A list as pictures of time show it."""
        events = self.chronology.by_document.get(id, ()) if kind == "document" else self.listed(kind, id)
        return Group(events)

    def _parts(self, kind: str, id: str) -> Mapping[str, Part]:
        """The parts of a list by what they are called in addresses, the first by nothing.

        That of a document is cut by number, as it follows its lines; all others along the calendar.
        """
        events, most = self.listed(kind, id), MOST_OF_KIND.get(kind, MOST_ON_PAGE)
        if kind == "document":
            parts = share(len(events), most)
        else:
            months = self._months
            parts = cut([months[event.date.anchor] for event in events], most)
        return {part.id if at else "": part for at, part in enumerate(parts)}

    def _part_of(self, kind: str, id: str) -> Mapping[str, str]:
        """The part of a list on which each event stands."""
        return {event.id: part for part in self.parts(kind, id) for event in self.shown(kind, id, part)}
