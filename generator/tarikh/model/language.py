"""A language as `languages.yaml` describes it. All that differs between languages is data."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class DatePatterns(Struct, frozen=True):
    """CLDR date patterns (UTS #35, part 4) of the three precisions, and how the ends of a range join.

    `phrase_*` are the forms inside a phrase such as "since …", where the language inflects them;
    `phrase_years` is that of two years.
    `either` joins what a Gregorian month or year reaches into,
    inside a phrase. `first` replaces the day number 1 (French `1er`).
    """

    day: str
    month: str
    year: str
    phrase_day: str
    phrase_month: str
    phrase_year: str
    phrase_years: str
    range_numbers: str
    range_words: str
    either: str = "–"
    first: str = ""


class Language(Struct, frozen=True):
    """One language of the site: how its text runs and how it writes dates and numbers.

    `tag` is BCP 47, `locale` the CLDR locale of its dates, `script` ISO 15924, `digits` and
    `calendars` Unicode (CLDR) identifiers, the first calendar being the reader's own. `months`
    are the CLDR locales whose Gregorian month names are shown, joined by a slash. `fallback`
    is tried in order where a text is missing. `ties_short_words`: no line ends with a word of one
    or two letters.
    """

    tag: str
    name: str
    direction: Literal["ltr", "rtl"]
    script: str
    digits: str
    locale: str
    calendars: tuple[str, ...]
    months: tuple[str, ...]
    dates: DatePatterns
    fallback: tuple[str, ...] = ()
    ties_short_words: bool = False
