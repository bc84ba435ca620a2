"""Dates as people write them: read as what they mean, refused where they mean two things."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from tarikh.importing.dates import Ambiguous, read_date, without_time
from tarikh.importing.table import column_of
from tarikh.model.date import DateError, parse_date

PAGE = (ROOT / "docs/import.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("2025-04-03", "2025-04-03"),
        ("2025-04-03/2025-04-04", "2025-04-03/2025-04-04"),
        ("198X", "198X"),
        ("2004-06~", "2004-06~"),
        ("2025-4-3", "2025-04-03"),
        ("2025/04/03", "2025-04-03"),
        ("2025.4", "2025-04"),
        ("٢٠٢٥-٠٤", "2025-04"),
        ("25/04/2020", "2020-04-25"),
        ("4/25/2020", "2020-04-25"),
        ("4.4.2020", "2020-04-04"),
        ("04/2020", "2020-04"),
        ("476", "0476"),
        ("AD 70", "0070"),
        ("70 CE", "0070"),
        ("500 BC", "-0499"),
        ("1 BCE", "0000"),
        ("300–200 BCE", "-0299/-0199"),
        ("50 BC – 50 AD", "-0049/0050"),
        ("July 4, 1776", "1776-07-04"),
        ("4 July 1776", "1776-07-04"),
        ("4th of July 1776", "1776-07-04"),
        ("Sept. 1939", "1939-09"),
        ("JULY 1914 - 11 Nov 1918", "1914-07/1918-11-11"),
        ("1914-1918", "1914/1918"),
        ("1914—1918", "1914/1918"),
        ("11/30/2024-12/31/2024", "2024-11-30/2024-12-31"),
        ("2020 - now", "2020/.."),
        ("2020 to present", "2020/.."),
        ("2020-02-22 – now", "2020-02-22/.."),
        ("c. 1850", "1850~"),
        ("circa 1850?", "1850%"),
        ("1850?", "1850?"),
        ("1850s", "185X"),
        ("1850's", "185X"),
        ("19th century", "18XX"),
        ("1st century", "00XX"),
    ],
)
def test_a_date_is_read_as_what_it_means(said: str, edtf: str) -> None:
    assert read_date(said).edtf == edtf


@pytest.mark.parametrize(("order", "edtf"), [("dmy", "2020-05-04"), ("mdy", "2020-04-05")])
def test_day_and_month_stand_in_the_order_that_is_told(order: str, edtf: str) -> None:
    assert read_date("04/05/2020", order).edtf == edtf
    assert read_date("04-05-2020 – now", order).edtf == f"{edtf}/.."


@pytest.mark.parametrize("said", ["04/05/2020", "04.05.2020", "4/5/20", "12", "2020-21", "04/05/2020 – 06/07/2020"])
def test_what_may_mean_two_dates_is_refused(said: str) -> None:
    with pytest.raises(Ambiguous) as refused:
        read_date(said)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("", ""), ("soon", ""), ("25/04/2020", "mdy"), ("30/13/2020", ""), ("31 April 2020", ""), ("0 BC", ""),
        ("0th century", ""), ("1918-1914", ""), ("now", ""), ("now - 2020", ""), ("00/00/2020", ""),
        ("Marchtember 2020", ""), ("12345", ""),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_hint(said: str, order: str) -> None:
    with pytest.raises(DateError) as refused:
        read_date(said, order)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2020-01-02T10:00", "2020-01-02"),
        ("2020-01-02T10:00:11.5Z", "2020-01-02"),
        ("2020-01-02 10:00+03:30", "2020-01-02"),
        ("1/2/2020, 10:00 PM", "1/2/2020"),
        ("2020-01-02 10 am – 2020-01-03 11:30", "2020-01-02 – 2020-01-03"),
    ],
)
def test_times_of_day_are_taken_away(said: str, date: str) -> None:
    assert without_time(said) == (date, True)


@given(st.text(st.sampled_from("0123456789-/.–~?%X bcadtoMaysth,TZ:"), max_size=24) | st.text(max_size=12))
def test_no_text_makes_it_fail_in_another_way(said: str) -> None:
    for order in ("", "dmy", "mdy"):
        try:
            date = read_date(without_time(said)[0], order)
        except DateError:
            continue
        assert parse_date(date.edtf) == date


def test_every_date_of_the_page_for_those_who_come_is_read() -> None:
    told = re.search(r"^Dates may be .*?`2020-21`", PAGE, re.MULTILINE | re.DOTALL)
    assert told
    *read, refused = re.findall(r"`([^`]+)`", told[0])
    assert len(read) > 10
    assert [said for said in read if not read_date(said)] == []
    with pytest.raises(Ambiguous):
        read_date(refused)


def test_every_column_of_that_page_is_known() -> None:
    [table] = re.findall(r"^\| what .*?\n\n", PAGE, re.MULTILINE | re.DOTALL)
    names = re.findall(r"`([^`]+)`", table)
    assert len(names) > 40
    assert [name for name in names if column_of(name) is None and name != "era"] == []
