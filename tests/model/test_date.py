"""Dates against the EDTF specification, against `datetime`, and against the library `edtf`."""

import datetime
import re
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarikh.model.date import FORM, Date, DateError, End, Moment, Precision, day_number, gregorian, parse_date

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pyparsing's, of the way edtf calls it
    from edtf import parse_edtf

repeatable = settings(derandomize=True, deadline=None)

YEAR, MONTH, DAY = Precision.YEAR, Precision.MONTH, Precision.DAY


def ordinal(iso: str) -> int:
    """The day number of a date with a year of any sign."""
    year, month, day = iso.rsplit("-", 2)
    return day_number(int(year), int(month), int(day))


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2025-04-03", DAY, "2025-04-03", "2025-04-03"),
        ("2024-02-29", DAY, "2024-02-29", "2024-02-29"),
        ("2000-02", MONTH, "2000-02-01", "2000-02-29"),
        ("1900-02", MONTH, "1900-02-01", "1900-02-28"),
        ("2025-12", MONTH, "2025-12-01", "2025-12-31"),
        ("2025", YEAR, "2025-01-01", "2025-12-31"),
        ("9999", YEAR, "9999-01-01", "9999-12-31"),
        ("198X", Precision.DECADE, "1980-01-01", "1989-12-31"),
        ("19XX", Precision.CENTURY, "1900-01-01", "1999-12-31"),
        ("00XX", Precision.CENTURY, "0-01-01", "99-12-31"),
        ("2025-21", Precision.SEASON, "2025-03-01", "2025-05-31"),
        ("2025-22", Precision.SEASON, "2025-06-01", "2025-08-31"),
        ("2025-23", Precision.SEASON, "2025-09-01", "2025-11-30"),
        ("2023-24", Precision.SEASON, "2023-12-01", "2024-02-29"),
        ("0000", YEAR, "0-01-01", "0-12-31"),
        ("0000-02", MONTH, "0-02-01", "0-02-29"),
        ("-0043-03-15", DAY, "-43-03-15", "-43-03-15"),
        ("-0001", YEAR, "-1-01-01", "-1-12-31"),
        ("-9999", YEAR, "-9999-01-01", "-9999-12-31"),
    ],
)
def test_a_moment_runs_from_its_first_day_to_its_last(text: str, precision: Precision, first: str, last: str) -> None:
    date = parse_date(text)
    assert isinstance(date.start, Moment)
    assert date.start.precision is precision
    assert (date.first, date.last, date.anchor) == (ordinal(first), ordinal(last), ordinal(first))
    assert not date.is_interval


@pytest.mark.parametrize(
    ("mark", "uncertain", "approximate"),
    [("", False, False), ("?", True, False), ("~", False, True), ("%", True, True)],
)
@pytest.mark.parametrize("text", ["2025-04-03", "2025-04", "-0043", "2025-21", "198X", "19XX"])
def test_a_qualifier_changes_certainty_and_not_the_days(
    text: str, mark: str, uncertain: bool, approximate: bool
) -> None:
    plain, marked = parse_date(text), parse_date(text + mark)
    assert isinstance(marked.start, Moment)
    assert (marked.start.uncertain, marked.start.approximate) == (uncertain, approximate)
    assert (marked.first, marked.last) == (plain.first, plain.last)


@pytest.mark.parametrize(
    ("text", "first", "last", "anchor", "year"),
    [
        ("2025-04-03/2025-04-04", "2025-04-03", "2025-04-04", "2025-04-03", 2025),
        ("2025-04-03/2025-04-03", "2025-04-03", "2025-04-03", "2025-04-03", 2025),
        ("2025-04-03/2025-04", "2025-04-03", "2025-04-30", "2025-04-03", 2025),
        ("2022/2023-02", "2022-01-01", "2023-02-28", "2022-01-01", 2022),
        ("198X~/2001-24?", "1980-01-01", "2002-02-28", "1980-01-01", 1980),
        ("-0043/0014", "-43-01-01", "14-12-31", "-43-01-01", -43),
        ("2025-04/..", "2025-04-01", None, "2025-04-01", 2025),
        ("2025-04/", "2025-04-01", None, "2025-04-01", 2025),
        ("../2025-04", None, "2025-04-30", "2025-04-30", 2025),
        ("/2025-04%", None, "2025-04-30", "2025-04-30", 2025),
        ("../19XX", None, "1999-12-31", "1999-12-31", 1999),
        ("/2023-24", None, "2024-02-29", "2024-02-29", 2024),
    ],
)
def test_an_interval_stands_at_its_first_day_or_else_at_its_last(
    text: str, first: str | None, last: str | None, anchor: str, year: int
) -> None:
    date = parse_date(text)
    assert date.is_interval
    assert (date.first, date.last) == (first and ordinal(first), last and ordinal(last))
    assert (date.anchor, date.year) == (ordinal(anchor), year)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("../2025", End.OPEN, None),
        ("/2025", End.UNKNOWN, None),
        ("2025/..", None, End.OPEN),
        ("2025/", None, End.UNKNOWN),
    ],
)
def test_an_open_end_is_told_from_an_unknown_one(text: str, start: End | None, end: End | None) -> None:
    date = parse_date(text)
    moment = parse_date("2025").start
    assert (date.start, date.end) == (start or moment, end or moment)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("2025-04-03", "2025-04-03"),
        ("2025-04~", "2025-04"),
        ("0622", "0622"),
        ("2025-04-03/2025-04-04", "2025-04-03"),
        ("../2025-04", "2025-04"),
        ("2025-21", None),
        ("198X", None),
        ("19XX", None),
        ("0000", None),
        ("-0043-03-15", None),
    ],
)
def test_html_gets_the_dates_that_it_can_say(text: str, html: str | None) -> None:
    assert parse_date(text).html == html


GREGORIAN_HINT = "write dates with the digits 0 to 9, in the Gregorian calendar"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2025-13", "months run from 01 to 12"),
        ("2025-00", "months run from 01 to 12"),
        ("2025-25", "seasons from 21 (spring) to 24 (winter)"),
        ("2025-21-01", "months run from 01 to 12"),
        ("2025-02-29", "that month has 28 days"),
        ("2024-02-30", "that month has 29 days"),
        ("2025-04-31", "that month has 30 days"),
        ("2025-04-00", "that month has 30 days"),
        ("2004-XX", "2004-XX is written 2004"),
        ("1985-04-XX", "1985-04-XX is written 1985-04"),
        ("198X-01", "a decade or century has no month"),
        ("۱۴۰۴-۰۱-۱۴", GREGORIAN_HINT),
        ("۱۴۰۴", GREGORIAN_HINT),
        ("٢٠٢٥-٠٤", GREGORIAN_HINT),
        ("2025-۰۴", GREGORIAN_HINT),
        ("2025-04-03T12:30", "leave out the time of day"),
        ("2025-04-04/2025-04-03", "swap the two dates"),
        ("2026/2025-12", "swap the two dates"),
        ("../..", "an interval needs a date at one end at least"),
        ("/", "an interval needs a date at one end at least"),
        ("../", "an interval needs a date at one end at least"),
        ("-0000", "the year 0, which is 1 BC, is written 0000"),
        ("", "write it as 2025"),
        ("..", "write it as 2025"),
        ("Y170000002", "write it as 2025"),
        ("+2025", "write it as 2025"),
        ("2025-4-3", "write it as 2025"),
        ("25-04-03", "write it as 2025"),
        ("2025/2026/2027", "write it as 2025"),
        ("2025-04-03 ", "write it as 2025"),
        ("2025\n", "write it as 2025"),
    ],
)
def test_what_is_no_date_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert hint in refused.value.hint


# Against other implementations

years = st.integers(-9999, 9999)


@st.composite
def calendar_dates(draw: st.DrawFn) -> str:
    """A year, month or day."""
    year, month, day = draw(years), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    text = f"{year:05}" if year < 0 else f"{year:04}"
    return draw(st.sampled_from([text, f"{text}-{month:02}", f"{text}-{month:02}-{day:02}"]))


def in_order(pair: tuple[str, str]) -> str:
    return "/".join(sorted(pair, key=lambda text: (parse_date(text).first, parse_date(text).last)))


qualifiers = st.sampled_from(["", "?", "~", "%"])
decades, centuries = (st.builds(form.format, st.integers(0, most)) for form, most in (("{:03}X", 999), ("{:02}XX", 99)))
seasons = st.builds("{:04}-{}".format, st.integers(0, 9999), st.integers(21, 24))
moments = st.builds(str.__add__, calendar_dates() | decades | centuries | seasons, qualifiers)
ends = st.sampled_from(["..", ""])
intervals = (
    st.tuples(moments, moments).map(in_order)
    | st.builds("{}/{}".format, moments, ends)
    | st.builds("{}/{}".format, ends, moments)
)
dates = (moments | intervals).map(parse_date)

# What edtf understands of it: no decades or centuries as ends, and winters that end with their year.
qualified = st.builds(str.__add__, calendar_dates(), qualifiers)
understood = (
    qualified
    | decades
    | centuries
    | seasons.filter(lambda text: not text.endswith("-24"))
    | st.tuples(qualified, qualified).map(in_order)
)


@settings(repeatable, max_examples=120)
@given(understood)
def test_the_bounds_are_those_of_the_library_edtf(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = parse_edtf(text)
    date = parse_date(text)
    assert (gregorian(date.first), gregorian(date.last)) == (oracle.lower_strict()[:3], oracle.upper_strict()[:3])


@repeatable
@given(st.dates())
def test_days_are_counted_as_datetime_counts_them(day: datetime.date) -> None:
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert gregorian(day.toordinal()) == (day.year, day.month, day.day)


@repeatable
@given(st.integers(ordinal("-9999-01-01"), ordinal("9999-12-31")))
def test_day_numbers_and_gregorian_dates_are_inverse(day: int) -> None:
    assert day_number(*gregorian(day)) == day
    assert gregorian(day) < gregorian(day + 1)


# The form of a date, for programs that know nothing of calendars


LOOSE = r"(-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(-[0-9]{2}){0,2}[?~%]?"


@settings(repeatable, max_examples=1000)
@given(st.from_regex(rf"({LOOSE}|\.\.)?(/({LOOSE}|\.\.)?)?", fullmatch=True))
def test_every_date_has_the_form_of_one(text: str) -> None:
    try:
        parse_date(text)
    except DateError:
        return
    assert re.fullmatch(FORM, text)


@settings(repeatable, max_examples=1000)
@given(st.from_regex(FORM, fullmatch=True))
def test_what_has_the_form_of_a_date_fails_at_most_for_the_calendar(text: str) -> None:
    hint = ""
    try:
        parse_date(text)
    except DateError as error:
        hint = error.hint
    assert not hint or re.fullmatch(r"that month has \d\d days|swap the two dates", hint)


# Order


@repeatable
@given(dates)
def test_no_date_ends_before_it_starts(date: Date) -> None:
    assert date.first is None or date.last is None or date.first <= date.last
    assert date.anchor in (date.first, date.last)


@repeatable
@given(st.lists(dates, max_size=12, unique_by=lambda date: date.edtf), st.randoms(use_true_random=False))
def test_the_order_of_dates_does_not_depend_on_the_order_they_come_in(some: list[Date], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(some, len(some))
    assert sorted(shuffled, key=lambda date: date.sort_key) == sorted(some, key=lambda date: date.sort_key)


def test_what_begins_earlier_comes_first_and_then_what_lasts_longer() -> None:
    right = ["-0044", "0000", "19XX", "198X", "2025/..", "2025/2026", "2025", "2025-01", "2025-01-01", "2025-04-03"]
    assert sorted(set(right), key=lambda text: parse_date(text).sort_key) == right
