"""Dates as people write them in tables and texts, as EDTF. What can mean two dates is refused, never guessed."""

from __future__ import annotations

import re
import unicodedata

from tarikh.model.date import Date, DateError, parse_date

LAST_YEAR = 9999  # of EDTF without a sign for longer years

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{1,4})")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
_DAY_OF_MONTH = re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(\d{{3,4}})")
_MONTH_DAY = re.compile(rf"{_MONTH}\s+{_DAY},?\s+(\d{{3,4}})")
_MONTH_ALONE = re.compile(rf"{_MONTH},?\s+(\d{{3,4}})")
_YEAR = re.compile(r"(?:(ad|ce)\s*)?(\d{1,4})(?:\s*(bce|bc|b\.c\.e?\.|ce|ad|c\.e\.|a\.d\.))?")
_DECADE = re.compile(r"(\d{3})0['’]?s")
_CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\s+c(?:entury|\.)(?:\s+(?:ce|ad))?")
_ABOUT = re.compile(r"(?:c\.|ca\.?\s|circa\s|about\s|around\s|approx(?:\.|imately)?\s|~)\s*")
_TIME = re.compile(
    r"(?<=\d)(?:[T\s]|,\s+)\s*\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d*)?)?)?\s*(?:[ap]m)?\s*(?:Z|[+-]\d{2}:?\d{2})?$", re.I
)
_HAS_TIME = re.compile(r"\d:\d\d|\d\s*[ap]m\b", re.I)
_BETWEEN = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+to\s+|\s+until\s+|\s+/\s+|(?<=-\d)/(?=\d{4})|(?<=-\d\d)/(?=\d{4})")
_YEARS = re.compile(r"(\d{3,4})-(\d{3,4}(?:\s*(?:bce|bc|ce|ad))?)")
_SLASHED = re.compile(r"(\d{1,2}/(?:\d{1,2}/)?\d{4})-(\d{1,2}/(?:\d{1,2}/)?\d{4})")
_SEASON_OR_YEAR = re.compile(r"\d{4}-2[1-4]")
_GOES_ON = ("now", "present", "today", "ongoing")
_WRITE = "write it in EDTF, such as 2025, 2025-04, 2025-04-03 or 2025-04-03/2025-04-04"


class Ambiguous(DateError):
    """Text that means one date to some and another to others."""


def read_date(said: str, order: str = "") -> Date:
    """The date that a text means. `order` is that of day and month where all three are numbers: dmy, mdy, or not known.

    Raises DateError, or Ambiguous.

    >>> read_date("July 1914 – 11 Nov 1918").edtf
    '1914-07/1918-11-11'
    """
    text = " ".join("".join(str(unicodedata.decimal(char, char)) for char in said).split())
    if _SEASON_OR_YEAR.fullmatch(text):
        hint = f"write {text[:4]}/{text[:2]}{text[5:]} if it means years, a month or a day if it means a season"
        raise Ambiguous(f'"{text}" may mean two years or a season', hint)
    try:
        return parse_date(text)
    except DateError as error:
        fault = error
    if ends := _ends(text):
        return parse_date("/".join(ends_of(*ends, order)))
    try:
        return parse_date(_moment(text.lower(), order))
    except Ambiguous:
        raise
    except DateError as error:
        raise (fault if fault.hint and not error.hint else error) from None


def ends_of(first: str, last: str, order: str) -> tuple[str, str]:
    """The two ends of a range as EDTF; an era behind the second one is that of both."""
    first, last = first.lower().strip(), last.lower().strip()
    era = re.search(r"\s*(?:bce|bc)$", last)
    if era and re.fullmatch(r"\d{1,4}", first):
        first += era[0]
    begin = _moment(first, order)
    return begin, ".." if last in _GOES_ON else _moment(last, order)


def without_time(said: str) -> tuple[str, bool]:
    """A date without its times of day, and whether it had one."""
    if not _HAS_TIME.search(said):
        return said, False
    ends = _ends(said) or (said,)
    joined = "/" if len(ends) == 1 else " – "
    return joined.join(_TIME.sub("", end.strip()) for end in ends), True


def edtf_year(year: int) -> str:
    """A year as historians count, in which no year is 0, and -1 is 1 BC, in EDTF. Raises DateError."""
    if year == 0:
        raise DateError("there is no year 0", "1 BC is -1, and the year after it is 1")
    if abs(year) > LAST_YEAR:
        raise DateError(f"the year {year}", f"years go from -{LAST_YEAR} to {LAST_YEAR}")
    return edtf(year if year > 0 else year + 1)


def edtf(year: int, month: int = 0, day: int = 0) -> str:
    """A date in EDTF of an astronomical year of four digits, in which 0 is 1 BC."""
    written = f"{year:05}" if year < 0 else f"{year:04}"
    return "-".join([written, *(f"{it:02}" for it in (month, day) if it)])


def _ends(text: str) -> tuple[str, str] | None:
    """The two texts around what stands between the ends of a range."""
    for pattern in (_YEARS, _SLASHED):
        if match := pattern.fullmatch(text.lower()):
            return match[1], match[2]
    parts = _BETWEEN.split(text)
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None


def _moment(text: str, order: str) -> str:
    """One date as EDTF; `text` is in small letters."""
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    sure = text.rstrip("?").strip()
    sign = "%" if about and sure != text else "~" if about else "?" if sure != text else ""
    return _plain(sure, order) + sign


def _plain(text: str, order: str) -> str:
    if match := _YEAR_FIRST.fullmatch(text):
        return edtf(int(match[1]), int(match[3]), int(match[4] or 0))
    if match := _NUMBERS.fullmatch(text):
        return _numbers(text, match, order)
    if match := _MONTH_YEAR.fullmatch(text):
        return edtf(int(match[2]), int(match[1]))
    if match := _DAY_OF_MONTH.fullmatch(text):
        return edtf(int(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_DAY.fullmatch(text):
        return edtf(int(match[3]), _month(match[1]), int(match[2]))
    if match := _MONTH_ALONE.fullmatch(text):
        return edtf(int(match[2]), _month(match[1]))
    if match := _YEAR.fullmatch(text):
        era = match[1] or match[3] or ""
        if not era and len(match[2]) < 3:
            raise Ambiguous(f'"{text}" may be a year, a month or a day', f"write the year as {int(match[2]):04}")
        return edtf_year(-int(match[2]) if era.startswith("b") else int(match[2]))
    if match := _DECADE.fullmatch(text):
        return f"{match[1]}X"
    if (match := _CENTURY.fullmatch(text)) and int(match[1]):
        return f"{int(match[1]) - 1:02}XX"
    try:
        return parse_date(text.upper()).edtf
    except DateError:
        raise DateError(f'"{text}" is no date', _WRITE) from None


def _numbers(text: str, match: re.Match[str], order: str) -> str:
    """A day and a month, in an order that is known or can be only one, and a year."""
    one, other, year = int(match[1]), int(match[3]), match[4]
    if len(year) != 4:
        raise Ambiguous(f'"{text}" may mean years of several centuries', "write the year with four digits")
    months = {"dmy": [(other, one)], "mdy": [(one, other)]}.get(order, [(other, one), (one, other)])
    meant = {edtf(int(year), month, day) for month, day in months if 1 <= month <= 12 and day}
    if len(meant) == 2:
        dates = " or ".join(sorted(meant))
        raise Ambiguous(f'"{text}" may mean {dates}', "tell the order of day and month: --dates dmy, or --dates mdy")
    if not meant:
        raise DateError(f'"{text}" has no month from 1 to 12', _WRITE)
    return meant.pop()


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1
