"""One language of the site, speaking: its strings, its numbers and its dates.

Dates are put together from CLDR patterns (UTS #35, part 4) field by field, so that the ends of a
range can share what they have in common: 3–4 April 2025.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from icu4py.messageformat import MessageFormat
from msgspec import Struct

from tarikh.model.date import Date, End, Moment, Precision, gregorian
from tarikh.model.language import Language

from .calendar import first_day, month_name, month_start, numbers, reaches, year_of_month

Piece = tuple[str, bool]  # a pattern letter run and True, or literal text and False

_PIECE = re.compile(r"'([^']*)'|([a-zA-Z])\2*|[^a-zA-Z']+")
_BIDI_MARKS = re.compile("[\u061c\u200e\u200f]")  # CLDR isolates with characters what we isolate with markup
_SIZE = {"y": 0, "M": 1, "L": 1, "d": 2}  # year, month, day: what a field of a pattern stands for


class Words(Struct, frozen=True):
    """A date in words: in the reader's first calendar, and in each of the others."""

    first: str
    others: tuple[str, ...] = ()


class Beginning(Struct, frozen=True):
    """The first day of a year or month, its number in its calendar, and its name."""

    day: int
    number: int
    label: str

    @property
    def counted(self) -> int:
        """The number as it is said: the year before 1 is 1 again, before Christ."""
        return self.number if self.number > 0 else 1 - self.number


class _Reckoning(Struct, frozen=True):
    """A calendar, and whether its years are said with their era, as those of a calendar that is not expected are."""

    calendar: str
    era: bool = False


class Speaker:
    """Says things in one language. Holds no state but caches; `names` are those of languages, as far as found."""

    def __init__(
        self, language: Language, catalog: gettext.NullTranslations, names: Mapping[str, str] | None = None
    ) -> None:
        self.language = language
        self.names = dict(names or {})
        self.gettext = cache(catalog.gettext)
        self.ngettext = lru_cache(maxsize=65_536)(catalog.ngettext)
        self.pgettext = catalog.pgettext
        self._number = MessageFormat("{n, number, ::group-off}", f"{language.locale}@numbers={language.digits}")
        self._percent = MessageFormat(
            "{n, number, ::percent scale/100 .#}", f"{language.locale}@numbers={language.digits}"
        )
        self._size = {
            unit: MessageFormat(
                f"{{n, number, ::measure-unit/digital-{unit} unit-width-full-name group-off .#}}",
                f"{language.locale}@numbers={language.digits}",
            )
            for unit in ("kilobyte", "megabyte")
        }
        self.number = lru_cache(maxsize=65_536)(self._say_number)
        self._year_of = lru_cache(maxsize=65_536)(self._find_year)
        self._year = lru_cache(maxsize=65_536)(self._say_year)
        self._dates: dict[str, Words] = {}  # by what they are in EDTF, which is hashed once

    @cached_property
    def territorial(self) -> str:
        """The locale with its territory, or that which is likeliest (CLDR): en_GB, fa_IR."""
        locale = self.language.locale.replace("-", "_")
        language, *more = get_global("likely_subtags").get(locale, locale).split("_")
        return "_".join([language, *more[-1:]])

    def digits(self, text: str) -> str:
        """A text with its digits in those of the language, such as a label with leading zeros."""
        return "".join(self.number(int(letter)) if letter in "0123456789" else letter for letter in text)

    def percent(self, share: float) -> str:
        """A share of one as per cent, with one decimal at most."""
        return _BIDI_MARKS.sub("", self._percent.format({"n": share}))

    def size(self, count: int) -> str:
        """So many bytes in thousands, or in millions with one decimal at most."""
        thousands = max(1, round(count / 1000))
        unit, number = ("kilobyte", thousands) if thousands < 1000 else ("megabyte", round(thousands / 1000, 1))
        return _BIDI_MARKS.sub("", self._size[unit].format({"n": number}))

    def date(self, date: Date) -> Words:
        """A date in words, in each of the language's calendars that can say it and says it differently."""
        if date.edtf not in self._dates:
            self._dates[date.edtf] = self._say_date(date)
        return self._dates[date.edtf]

    def year(self, date: Date) -> tuple[str, int]:
        """The calendar and year under which the date is listed: the reader's own calendar, as far as it reaches."""
        return self._year_of(date.anchor)

    def stretch(self, first: int, end: int) -> str:
        """The months from one up to another, numbered as by `month_of`: as years if they are a year or more."""
        years = [year_of_month(month, self.language.calendars[0]) for month in (first, end - 1)]
        if end - first >= 12:
            return self.language.dates.range_numbers.join(dict.fromkeys(self.year_label(*year) for year in years))
        calendar, year = years[0]
        start, last = (month_start(year, month % 12 + 1, calendar) for month in (first, end - 1))
        dates = self.language.dates
        return self._joined(start, last, calendar, dates.month, dates.range_words, dates.range_words)

    def year_label(self, calendar: str, year: int) -> str:
        """A year as a heading; with its era where the calendar is not the reader's own."""
        said = self.number(year if year > 0 else 1 - year)
        foreign = calendar != self.language.calendars[0]
        return self._with_era(year, 0, said, _Reckoning(calendar, era=foreign))

    def year_span(self, first: Date, last: Date) -> str:
        """The years of two dates as one range."""
        years = dict.fromkeys(self.year_label(*self.year(date)) for date in (first, last))
        return self.language.dates.range_numbers.join(years)

    def years_from(self, first: int, last: int) -> tuple[Beginning, ...]:
        """Where each year begins that reaches from one day to another, and the year after."""
        calendar = self._calendar(first)
        years = range(numbers(first, calendar)[0], numbers(last, calendar)[0] + 2)
        return tuple(self._year(calendar, year) for year in years)

    def months_from(self, first: int, last: int) -> tuple[Beginning, ...]:
        """Where each month begins from one day up to another, in few letters."""
        calendar = self._calendar(first)
        days = [day for day in range(first, last) if numbers(day, calendar)[2] == 1]
        return tuple(
            Beginning(day, numbers(day, calendar)[1], month_name(day, calendar, self.language.months[0], "LLL"))
            for day in days
        )

    def language_name(self, tag: str) -> str:
        """What a language is called in this one (CLDR)."""
        if tag not in self.names:
            self.names[tag] = str(Locale.parse(self.language.tag, sep="-").languages.get(tag, tag))
        return self.names[tag]

    def _before_christ(self, year: int, said: str) -> str:
        return said if year > 0 else self.gettext("%(date)s BC") % {"date": said}

    def _with_era(self, year: int, day: int, said: str, reckoning: _Reckoning) -> str:
        if year < 1 or not reckoning.era:
            return self._before_christ(year, said)
        if reckoning.calendar == "gregory":
            return self.gettext("%(date)s AD") % {"date": said}
        return f"{said} {month_name(day, reckoning.calendar, self.language.locale, 'G')}"

    def _find_year(self, day: int) -> tuple[str, int]:
        calendar = self._calendar(day)
        return calendar, numbers(day, calendar)[0]

    def _say_number(self, number: int) -> str:
        """An integer in the digits of the language, without separators."""
        return self._number.format({"n": number})

    def _calendar(self, day: int) -> str:
        first = self.language.calendars[0]
        return first if reaches(day, first) else "gregory"

    def _say_year(self, calendar: str, year: int) -> Beginning:
        return Beginning(first_day(year, calendar), year, self.year_label(calendar, year))

    def _say_date(self, date: Date) -> Words:
        own = self.language.calendars[0]
        reckonings = [
            _Reckoning(calendar, era=calendar not in (own, "gregory"))
            for calendar in self.language.calendars
            if _says(calendar, date)
        ]
        if not any(reckoning.calendar == own for reckoning in reckonings):
            reckonings = [_Reckoning("gregory", era=True)]
        first, *others = dict.fromkeys(self._in_calendar(date, reckoning) for reckoning in reckonings)
        return Words(first, tuple(others))

    def _in_calendar(self, date: Date, reckoning: _Reckoning) -> str:
        if date.end is None:
            assert isinstance(date.start, Moment)
            return self._moment(date.start, reckoning)
        match date.start, date.end:
            case Moment() as start, Moment() as end:
                return self._range(start, end, reckoning)
            case Moment() as start, End.OPEN:
                phrase, moment = self.gettext("since %(date)s"), start
            case Moment() as start, End.UNKNOWN:
                phrase, moment = self.gettext("from %(date)s, end unknown"), start
            case End.OPEN, Moment() as end:
                phrase, moment = self.gettext("%(date)s or before"), end
            case _, end:
                assert isinstance(end, Moment)
                phrase, moment = self.gettext("until %(date)s, start unknown"), end
        return phrase % {"date": self._moment(moment, reckoning, in_phrase=True)}

    def _moment(self, moment: Moment, reckoning: _Reckoning, in_phrase: bool = False) -> str:
        said = self._plain(moment, reckoning, in_phrase or moment.approximate)
        return self._qualified(moment, said, in_phrase)

    def _qualified(self, moment: Moment, said: str, in_phrase: bool = False) -> str:
        if moment.approximate:
            about = self.pgettext("inside a phrase", "about %(date)s") if in_phrase else self.gettext("about %(date)s")
            said = about % {"date": said}
        if moment.uncertain:
            said = self.gettext("%(date)s (uncertain)") % {"date": said}
        return said

    def _plain(self, moment: Moment, reckoning: _Reckoning, in_phrase: bool) -> str:
        calendar, first = reckoning.calendar, moment.first
        if moment.precision in (Precision.CENTURY, Precision.DECADE, Precision.SEASON):
            said = self._span(moment, in_phrase)
        elif calendar == "gregory" or moment.precision is Precision.DAY:
            said = self._fields(first, calendar, self._pattern(moment.precision, in_phrase))
        else:  # months and years are Gregorian: elsewhere they reach from one to another
            between = self.language.dates.either if in_phrase else "–"
            pattern = self._pattern(moment.precision, in_phrase)
            said = self._joined(first, moment.last, calendar, pattern, between, between)
        return self._with_era(gregorian(moment.last)[0], first, said, reckoning)

    def _span(self, moment: Moment, in_phrase: bool) -> str:
        """A Gregorian century, decade or season: alone, or in the form it takes after "since" or "about"."""
        if moment.precision is Precision.CENTURY:
            alone, inside = (
                self.gettext("%(ordinal)s century"),
                self.pgettext("inside a phrase", "the %(ordinal)s century"),
            )
            return (inside if in_phrase else alone) % self._century(moment.year // 100 + 1)
        match moment.season:
            case 0:
                alone, inside = self.gettext("%(year)ss"), self.pgettext("inside a phrase", "the %(year)ss")
            case 1:
                alone, inside = self.gettext("spring %(year)s"), self.pgettext("inside a phrase", "spring %(year)s")
            case 2:
                alone, inside = self.gettext("summer %(year)s"), self.pgettext("inside a phrase", "summer %(year)s")
            case 3:
                alone, inside = self.gettext("autumn %(year)s"), self.pgettext("inside a phrase", "autumn %(year)s")
            case _:
                alone, inside = self.gettext("winter %(year)s"), self.pgettext("inside a phrase", "winter %(year)s")
        year = moment.year if moment.year > 0 else 1 - moment.year
        return (inside if in_phrase else alone) % {"year": self.number(year)}

    def _century(self, century: int) -> dict[str, str]:
        """A century as translations need it: in digits, as an ordinal, in Roman numerals with the ordinal's suffix."""
        ordinal = MessageFormat("{n, ordinal}", self.language.locale).format({"n": century})
        roman = MessageFormat("{n, number}", "en@numbers=roman").format({"n": century})
        number = self.number(century)
        return {"number": number, "ordinal": ordinal, "roman": roman, "suffix": ordinal.lstrip("0123456789")}

    def _range(self, start: Moment, end: Moment, reckoning: _Reckoning) -> str:
        dates, calendar = self.language.dates, reckoning.calendar
        if (start.year > 0) != (end.year > 0):
            reckoning = _Reckoning(calendar, era=True)
        alike = (start.precision, start.approximate, start.uncertain) == (end.precision, end.approximate, end.uncertain)
        in_patterns = start.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY)
        if not alike or not in_patterns or (start.year > 0) != (end.year > 0):
            return dates.range_words.join(self._moment(moment, reckoning) for moment in (start, end))
        in_phrase = start.approximate
        years = in_phrase and start.precision is Precision.YEAR
        pattern = dates.phrase_years if years else self._pattern(start.precision, in_phrase)
        last = end.first if calendar == "gregory" else end.last
        said = self._joined(start.first, last, calendar, pattern, dates.range_numbers, dates.range_words)
        return self._qualified(start, self._with_era(start.year, start.first, said, reckoning))

    def _joined(
        self, first: int, last: int, calendar: str, pattern: str, between_numbers: str, between_words: str
    ) -> str:
        """Two days as one range, in which what both share at an end of the pattern stands once."""
        a, b = numbers(first, calendar), numbers(last, calendar)
        pieces = _pieces(pattern)
        sizes = [_SIZE[text[0]] for text, is_field in pieces if is_field]
        shared = next((size for size in range(3) if a[size] != b[size]), 3)  # sizes below it are the same in both
        if not any(size >= shared for size in sizes):
            return self._fields(first, calendar, pattern)
        own = [at for at, (text, is_field) in enumerate(pieces) if is_field and _SIZE[text[0]] >= shared]
        head, body, tail = pieces[: own[0]], pieces[own[0] : own[-1] + 1], pieces[own[-1] + 1 :]
        between = between_numbers if len(body) == 1 and body[0][0][0] in "dy" else between_words
        return (
            self._said(head, first, calendar)
            + self._said(body, first, calendar)
            + between
            + self._said(body, last, calendar)
            + self._said(tail, last, calendar)
        )

    def _fields(self, day: int, calendar: str, pattern: str) -> str:
        return self._said(_pieces(pattern), day, calendar)

    def _said(self, pieces: tuple[Piece, ...], day: int, calendar: str) -> str:
        return "".join(self._field(text, day, calendar) if is_field else text for text, is_field in pieces)

    def _field(self, letters: str, day: int, calendar: str) -> str:
        year, _, day_of_month = numbers(day, calendar)
        match letters[0]:
            case "y":
                return self.number(year if year > 0 else 1 - year)
            case "d":
                first = self.language.dates.first if day_of_month == 1 else ""
                return first or self.number(day_of_month)
        locales = self.language.months if calendar == "gregory" else (self.language.locale,)
        return "/".join(dict.fromkeys(month_name(day, calendar, locale, letters) for locale in locales))

    def _pattern(self, precision: Precision, in_phrase: bool) -> str:
        dates = self.language.dates
        plain, phrase = {
            Precision.DAY: (dates.day, dates.phrase_day),
            Precision.MONTH: (dates.month, dates.phrase_month),
            Precision.YEAR: (dates.year, dates.phrase_year),
        }[precision]
        return phrase if in_phrase else plain


def is_known_locale(locale: str) -> bool:
    """Whether CLDR has data for a locale such as fr or pt-BR."""
    try:
        Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _says(calendar: str, date: Date) -> bool:
    """Whether a calendar can say a date: its days must be in reach, and only Gregorian has our decades and seasons."""
    if calendar == "gregory":
        return True
    moments = [moment for moment in (date.start, date.end) if isinstance(moment, Moment)]
    return all(
        moment.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY)
        and reaches(moment.first, calendar)
        and reaches(moment.last, calendar)
        for moment in moments
    )


@lru_cache(maxsize=64)
def _pieces(pattern: str) -> tuple[Piece, ...]:
    """A date pattern as fields and literal text; two quotes are one, as in CLDR."""
    return tuple(
        (match[0], True) if match[2] else (match[0] if match[1] is None else match[1] or "'", False)
        for match in _PIECE.finditer(pattern)
    )
