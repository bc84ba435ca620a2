"""Calendars, as programs read them that know nothing of Tarikh: days as they are known, and no others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from unicodedata import category

import icalendar
import pytest
from dateutil.rrule import rrulestr

from conftest import Run

Tarikh = Callable[..., Run]
SITE = "https://tarikh.example.org/"
LANGUAGES = ("en", "fr", "ru", "ar", "fa")
KINDS = ("calendar", "anniversaries")
HOST = "@tarikh.example.org"


def calendar(project: Path, tag: str, kind: str = "calendar") -> tuple[Any, dict[str, Any]]:
    """A calendar, and its events by their ids."""
    [read] = icalendar.Calendar.from_ical((project / "output" / tag / f"{kind}.ics").read_bytes(), multiple=True)
    events = {str(it["UID"]).removesuffix(HOST).removesuffix(".yearly"): it for it in read.walk("VEVENT")}
    assert not [error for it in (read, *events.values()) for error in it.errors]
    assert len(events) == len(read.walk("VEVENT"))
    return read, events


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_lines_are_short_end_as_they_should_and_tear_no_character(published: Path, tag: str, kind: str) -> None:
    content = (published / "output" / tag / f"{kind}.ics").read_bytes()
    *lines, rest = content.split(b"\r\n")
    assert rest == b""
    for line in lines:
        assert len(line) <= 75
        assert not {category(letter) for letter in line.decode()} & {"Cc", "Cs"}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_events_stand_on_their_days_in_the_language_of_the_calendar(published: Path, tag: str) -> None:
    read, events = calendar(published, tag)
    assert read["VERSION"] == "2.0"
    assert read["NAME"] == read["X-WR-CALNAME"]
    assert read["REFRESH-INTERVAL"].dt == timedelta(days=1)
    assert len(events) == 18
    for id, event in events.items():
        assert event["URL"] == f"{SITE}{tag}/events/{id}.html"
        assert (published / "output" / tag / f"events/{id}.html").is_file()
        assert event["DTSTAMP"].dt.date() == date(2026, 11, 21)
        assert not isinstance(event["DTSTART"].dt, datetime)
        assert event["SUMMARY"].params["LANGUAGE"] == tag
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["CATEGORIES"].cats
    talks = events["moscow-consultations"]
    assert (talks["DTSTART"].dt, talks["DTEND"].dt) == (date(2025, 4, 3), date(2025, 4, 5))
    page = (published / "output" / tag / "events/moscow-consultations.html").read_text("utf-8").replace("\xa0", " ")
    assert f"<h1>{talks['SUMMARY']}</h1>".replace("\xa0", " ") in page
    day, summary, url = talks["DESCRIPTION"].split("\n\n")
    assert url == talks["URL"]
    assert summary.replace("\xa0", " ") in page
    assert all(words.replace("\xa0", " ") in page for words in day.split(" · "))


def test_calendars_tell_what_they_left_out_and_what_is_not_sure(published: Path) -> None:
    read, events = calendar(published, "en")
    assert read["DESCRIPTION"].endswith("\n28 events are left out: no day is known for them.")
    assert "alliance-founded" not in events  # of a month
    assert "french-forces-leave" not in events  # of years
    sure = {id for id, event in events.items() if event["STATUS"] == "CONFIRMED"}
    assert "moscow-consultations" in sure
    for id in events.keys() - sure:
        assert events[id]["STATUS"] == "TENTATIVE"
        assert re.search(r"\((Alleged|Announced|Forecast|about|.*uncertain).*\)$", events[id]["SUMMARY"])
    conference = calendar(published, "fa")[1]["cairo-ministerial-conference"]
    assert conference["DESCRIPTION"].startswith("۲۸ تا ۲۹ آذر ۱۴۰۴ · ۱۹ تا ۲۰ دسامبر ۲۰۲۵\n\n")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_anniversaries_come_back_every_year_and_name_the_year(published: Path, tag: str) -> None:
    read, events = calendar(published, tag, "anniversaries")
    assert read["NAME"] != calendar(published, tag)[0]["NAME"]
    assert events.keys() < calendar(published, tag)[1].keys()
    for id, event in events.items():
        assert event["RRULE"].to_ical() == b"FREQ=YEARLY"
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert event["STATUS"] == "CONFIRMED"
        assert event["SUMMARY"].startswith(calendar(published, tag)[1][id]["SUMMARY"])
    title = events["moscow-consultations"]["SUMMARY"]
    assert title.endswith(" (۱۴۰۴)" if tag == "fa" else " (2025)")


def test_events_have_the_same_ids_in_all_languages_and_others_as_anniversaries(published: Path) -> None:
    uids = {
        kind: {tuple(sorted(str(it["UID"]) for it in calendar(published, tag, kind)[1].values())) for tag in LANGUAGES}
        for kind in KINDS
    }
    assert [len(of_kind) for of_kind in uids.values()] == [1, 1]
    assert not set(*uids["calendar"]) & set(*uids["anniversaries"])


def test_an_edit_shows_under_the_same_id_letter_for_letter(project: Path, tarikh: Tarikh) -> None:
    title = r"Talks; of \n, <ministers> & others, in “Moscow”; " + "محادثات،" * 30
    path = project / "content/events/2024/confederation-announced.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub("^date: .*", "date: 2024-02-29", text, flags=re.MULTILINE)
    text = re.sub("^    title: .*", lambda _: f"    title: '{title}'", text, count=1, flags=re.MULTILINE)
    path.write_text(f"{text}changes:\n  - on: 2026-12-01\n    what: {{en: Another title}}\n", encoding="utf-8")
    result = tarikh("build")
    assert result.returncode == 0, result.stderr
    event = calendar(project, "en")[1]["confederation-announced"]
    assert event["SUMMARY"] == title
    assert event["DTSTAMP"].dt.date() == date(2026, 12, 1)
    yearly = calendar(project, "en", "anniversaries")[1]["confederation-announced"]
    assert yearly["SUMMARY"] == f"{title} (2024)"
    rule = rrulestr(yearly["RRULE"].to_ical().decode(), dtstart=datetime(2024, 2, 29))
    days = [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]
    assert [day.date() for day in rule[:5]] == days
