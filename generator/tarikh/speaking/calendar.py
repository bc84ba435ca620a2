"""Days in the calendars of the world: their numbers and month names, from ICU (CLDR data).

A day is the model's day number. Gregorian days are proleptic, as EDTF has them; ICU would turn
Julian before 1582, so Gregorian months are asked for in the year 2000.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from icu4py.messageformat import MessageFormat

from tarikh.model.date import day_number, gregorian

BEFORE = 12_000_000  # months: what is before the reader's calendar is counted so far below it


@lru_cache(maxsize=65_536)
def numbers(day: int, calendar: str) -> tuple[int, int, int]:
    """Year, month and day of a day in a calendar named as in CLDR. A year below 1 has no number there."""
    if calendar == "gregory":
        return gregorian(day)
    year, month, day_of_month = _format(day, f"en@calendar={calendar};numbers=latn", "y-M-d").rsplit("-", 2)
    return int(year), int(month), int(day_of_month)


@lru_cache(maxsize=65_536)
def first_day(year: int, calendar: str) -> int:
    """The day on which a year of a calendar begins."""
    if calendar == "gregory":
        return day_number(year, 1, 1)
    low, high = 1, datetime.date.max.toordinal()
    return low + bisect_left(range(low, high), year, key=lambda day: numbers(day, calendar)[0])


@lru_cache(maxsize=4096)
def month_start(year: int, month: int, calendar: str) -> int:
    """The day on which a month of a calendar begins."""
    days = range(first_day(year, calendar), first_day(year + 1, calendar))
    return days[bisect_left(days, month, key=lambda day: numbers(day, calendar)[1])]


def reaches(day: int, calendar: str) -> bool:
    """Whether a calendar can number the day: Gregorian always, others from their own year 1 to AD 9999."""
    if calendar == "gregory":
        return True
    return 1 <= gregorian(day)[0] <= 9999 and numbers(day, calendar)[0] >= 1


@lru_cache(maxsize=65_536)
def month_of(day: int, calendar: str) -> int:
    """The month of a day: its number, counted from that of the year 0. What is before the calendar, is Gregorian."""
    if reaches(day, calendar):
        year, month, _ = numbers(day, calendar)
        return 12 * year + month - 1
    year, month, _ = gregorian(day)
    return 12 * year + month - 1 - BEFORE


def months_of(days: Sequence[int], calendar: str) -> dict[int, int]:
    """The months of days in order, as `month_of` has them. Days between two of one month need not be asked for."""
    months: dict[int, int] = {}
    stretches = [days] if days else []
    while stretches:
        some = stretches.pop()
        if (month := month_of(some[0], calendar)) == month_of(some[-1], calendar):
            months.update(dict.fromkeys(some, month))
        else:
            stretches += some[: len(some) // 2], some[len(some) // 2 :]
    return months


def year_of_month(month: int, calendar: str) -> tuple[str, int]:
    """The calendar and the year of a month that `month_of` has numbered."""
    return (calendar, month // 12) if 2 * month > -BEFORE else ("gregory", (month + BEFORE) // 12)


def month_name(day: int, calendar: str, locale: str, pattern: str) -> str:
    """The name of the day's month: `MMMM` inside a date, `LLLL` standing alone (UTS #35, part 4)."""
    if calendar == "gregory":
        return _named(day_number(2000, gregorian(day)[1], 1), f"{locale}@calendar=gregorian", pattern)
    return _named(day, f"{locale}@calendar={calendar}", pattern)


@lru_cache(maxsize=65_536)
def _named(day: int, locale: str, pattern: str) -> str:
    return _format(day, locale, pattern)


def _format(day: int, locale: str, pattern: str) -> str:
    noon = datetime.datetime.combine(datetime.date.fromordinal(day), datetime.time(12), datetime.UTC)
    return _formatter(locale, pattern).format({"d": noon})


@lru_cache(maxsize=256)
def _formatter(locale: str, pattern: str) -> MessageFormat:
    return MessageFormat(f"{{d,date,{pattern}}}", f"{locale};timezone=Etc/UTC")
