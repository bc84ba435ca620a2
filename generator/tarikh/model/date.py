"""Dates: the part of EDTF (ISO 8601-2:2019, levels 0 and 1) that chronologies need.

A day is an `int`: 1 is 0001-01-01 of the proleptic Gregorian calendar, as in
`datetime.date.toordinal`, continued below 1 for the years before. Words for dates are `speaking`'s.
"""

from __future__ import annotations

import datetime
import re
from enum import Enum, IntEnum

from msgspec import Struct


class Precision(IntEnum):
    """How finely a date is known, coarse to fine."""

    CENTURY = 1
    DECADE = 2
    YEAR = 3
    SEASON = 4
    MONTH = 5
    DAY = 6


class End(Enum):
    """An end of an interval that is no date."""

    OPEN = ".."
    UNKNOWN = ""


class DateError(ValueError):
    """Text that is no date of the supported EDTF; says why, and holds a `hint` to mend it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Moment(Struct, frozen=True, array_like=True):
    """One date with its precision: a century, decade, year, season, month or day.

    `year` is astronomical (0 is 1 BC) and, for a decade or century, its first; `season` counts
    from 1, spring, to 4, winter. `first` and `last` are the days that bound it. Winter is taken
    to begin in December of its year; EDTF leaves seasons open.
    """

    precision: Precision
    year: int
    month: int
    day: int
    season: int
    uncertain: bool
    approximate: bool
    first: int
    last: int


class Date(Struct, frozen=True, array_like=True):
    """A date as an event carries it: one moment, or an interval between two ends.

    `edtf` is the text as given. `end` is None unless the text was an interval. `first` is the
    earliest day it can mean, None where the start is open or unknown, `last` the latest. `anchor`
    is the day it stands at in a list: its first day or, where that is not known, its last.
    """

    edtf: str
    start: Moment | End
    end: Moment | End | None
    first: int | None
    last: int | None
    anchor: int

    @property
    def is_interval(self) -> bool:
        return self.end is not None

    @property
    def year(self) -> int:
        """The Gregorian year of the anchor."""
        return gregorian(self.anchor)[0]

    def overlaps(self, other: Date) -> bool:
        """Whether both can mean the same day."""
        return not (
            (self.last is not None and other.first is not None and self.last < other.first)
            or (other.last is not None and self.first is not None and other.last < self.first)
        )

    @property
    def sort_key(self) -> tuple[int, float, str]:
        """A total order: by anchor, then what lasts longer first, then by text."""
        last = float("inf") if self.last is None else self.last
        return (self.anchor, -last, self.edtf)

    @property
    def html(self) -> str | None:
        """The value of `<time datetime>` (HTML Living Standard, 4.5.14), where one can say it."""
        moment = self.start if isinstance(self.start, Moment) else self.end
        assert isinstance(moment, Moment), "an interval has one date at least"
        if moment.year < 1 or moment.precision not in (Precision.YEAR, Precision.MONTH, Precision.DAY):
            return None
        numbers = (f"{moment.year:04}", f"{moment.month:02}", f"{moment.day:02}")
        return "-".join(number for number in numbers if number != "00")


_MOMENT = re.compile(r"(-?\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d))?(?:-(\d\d))?([?~%])?", re.ASCII)
_MOMENT_FORM = (  # looser than the calendar, so that it stays one that people can read
    r"(?:(?!-0000)-?[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|-2[1-4])?"
    r"|[0-9]{3}X|[0-9]{2}XX)[?~%]?"
)
# What every date looks like, for those who can look at nothing but that.
FORM = rf"(?:{_MOMENT_FORM}(?:/(?:{_MOMENT_FORM}|\.\.)?)?|(?:\.\.)?/{_MOMENT_FORM})"
_SUPPORTED = "write it as 2025, 2025-04, 2025-04-03, 198X, 19XX or 2025-21 (spring), or two of them around a slash"


def parse_date(text: str) -> Date:
    """The date that `text` writes in EDTF. Raises DateError with a hint.

    >>> parse_date("2025-04-03/2025-04-04").last - parse_date("2025-04-03").first
    1
    """
    start_text, slash, end_text = text.partition("/")
    if not slash:
        moment = _moment(text)
        return Date(text, moment, None, moment.first, moment.last, moment.first)
    start, end = (_end(part) for part in (start_text, end_text))
    if not isinstance(start, Moment) and not isinstance(end, Moment):
        raise DateError(f'the interval "{text}" names no date', "an interval needs a date at one end at least")
    if isinstance(start, Moment) and isinstance(end, Moment) and start.first > end.last:
        raise DateError(f'the interval "{text}" ends before it starts', "swap the two dates")
    first = start.first if isinstance(start, Moment) else None
    last = end.last if isinstance(end, Moment) else None
    anchor = last if first is None else first
    assert anchor is not None, "an interval has one date at least"
    return Date(text, start, end, first, last, anchor)


def day_number(year: int, month: int, day: int) -> int:
    """The day of a date of the proleptic Gregorian calendar, any year. Raises ValueError.

    The calendar repeats every 400 years, which are 146,097 days.
    """
    cycles = (year - 1) // 400
    return datetime.date(year - 400 * cycles, month, day).toordinal() + 146_097 * cycles


def gregorian(day: int) -> tuple[int, int, int]:
    """Year, month and day of a day number; the inverse of `day_number`."""
    cycles, rest = divmod(day - 1, 146_097)
    date = datetime.date.fromordinal(rest + 1)
    return date.year + 400 * cycles, date.month, date.day


def _end(text: str) -> Moment | End:
    return End(text) if text in ("", "..") else _moment(text)


def _moment(text: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if not match:
        raise DateError(f'"{text}" is no date', _hint(text))
    year_text, month_text, day_text, qualifier = match.groups()
    masked = year_text.count("X")
    if masked and month_text:
        raise DateError(f'"{text}" is no date', "a decade or century has no month")
    if year_text == "-0000":
        raise DateError(f'"{text}" is no date', "the year 0, which is 1 BC, is written 0000")
    precision = (
        (Precision.YEAR, Precision.DECADE, Precision.CENTURY)[masked]
        if not month_text
        else Precision.DAY
        if day_text
        else Precision.MONTH
    )
    year, month, day, season = int(year_text.replace("X", "0")), int(month_text or 0), int(day_text or 0), 0
    if month_text and 21 <= month <= 24 and not day_text:
        precision, month, season = Precision.SEASON, 0, month - 20
    elif month_text:
        _check_exists(text, year, month, day if day_text else 1)
    first = day_number(year, month or season * 3 or 1, day or 1)
    last = _last(precision, first, year, month or season * 3 + 2)
    return Moment(precision, year, month, day, season, qualifier in ("?", "%"), qualifier in ("~", "%"), first, last)


def _last(precision: Precision, first: int, year: int, month: int) -> int:
    """The last day of a time that begins on a day and, if it is a month or a season, ends with a month of the year."""
    match precision:
        case Precision.DAY:
            return first
        case Precision.MONTH | Precision.SEASON:
            return _month_start(year, month + 1) - 1
    years = {Precision.YEAR: 1, Precision.DECADE: 10, Precision.CENTURY: 100}[precision]
    return day_number(year + years, 1, 1) - 1


def _check_exists(text: str, year: int, month: int, day: int) -> None:
    if not 1 <= month <= 12:
        raise DateError(f'"{text}" is no date', "months run from 01 to 12, seasons from 21 (spring) to 24 (winter)")
    days = _month_start(year, month + 1) - _month_start(year, month)
    if not 1 <= day <= days:
        raise DateError(f'"{text}" is no date', f"that month has {days} days")


def _month_start(year: int, month: int) -> int:
    """The first day of a month; months above 12 run into the next year."""
    return day_number(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _hint(text: str) -> str:
    if re.search(r"[٠-٩۰-۹]", text):
        return "write dates with the digits 0 to 9, in the Gregorian calendar"
    if "T" in text:
        return "leave out the time of day: dates here are days or longer"
    if "-XX" in text:
        return "leave out what is not known: 2004-XX is written 2004, 1985-04-XX is written 1985-04"
    return _SUPPORTED
