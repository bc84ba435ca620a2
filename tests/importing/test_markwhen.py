"""Markwhen: which lines begin an event, and what belongs to it."""

from __future__ import annotations

import pytest

from tarikh.importing.markwhen import read
from tarikh.importing.timeline import Given, Timeline
from tarikh.model.problem import Problem


def timeline(text: str) -> tuple[Timeline, list[str]]:
    problems: list[Problem] = []
    given = Given("a.mw", text, problems.append)
    found = read(given)
    given.tell_notes()
    assert found, problems
    return found, [str(it).partition("\n")[0] for it in problems]


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("2025: A", "2025"),
        ("2025-04-03/2025-04-04: A", "2025-04-03/2025-04-04"),
        ("  12/2012: A", "2012-12"),
        ("12/7/1941: A", "1941-12-07"),
        ("11/11/2024-12/12/2024: A", "2024-11-11/2024-12-12"),
        ("03/15/2013-04/2015: A", "2013-03-15/2015-04"),
        ("Dec 25 2023: A", "2023-12-25"),
        ("25 December 2023 - now: A", "2023-12-25/.."),
        ("2020-02-22T12:13:14Z-now: A", "2020-02-22/.."),
        ("2024-01-05 10:30: A", "2024-01-05"),
        ("1892/2021-08-12: A", "1892/2021-08-12"),
        ("2004-06~/2006?: A", "2004-06~/2006?"),
        ("~1850: A", "1850~"),
        ("c. 1850: A", "1850~"),
        ("300 – 200 BCE: A", "-0299/-0199"),
        ("50 BC - 50 AD: A", "-0049/0050"),
        ("2025-04/4 months: A", "2025-04/2025-07"),
        ("03/2025 - 1 year: A", "2025-03/2026-02"),
        ("2025 / 2 years: A", "2025/2026"),
        ("2025-01-30/2 weeks: A", "2025-01-30/2025-02-12"),
        ("2025-04-03/1 day: A", "2025-04-03"),
    ],
)
def test_a_line_that_begins_with_a_date_and_a_colon_is_an_event(line: str, edtf: str) -> None:
    found, _ = timeline(line)
    assert [(row.date.edtf, row.title) for row in found.rows] == [(edtf, "A")]


@pytest.mark.parametrize(
    "line",
    ["End: it was over", "Start: now", "by: somebody", "Work: much", "see https://example.org/2025: there", "May I: no",
     "5 people: they came", "Note: 2025", "10% done", "- 5: five"],
)  # fmt: skip
def test_other_lines_with_a_colon_belong_to_the_event_before(line: str) -> None:
    found, told = timeline(f"2025: A\n\n{line}\n")
    assert (len(found.rows), [it for it in told if "bad-date" in it]) == (1, [])


def test_groups_and_tags_are_topics_and_groups_end() -> None:
    text = "# One\n2021: a\n## Two #x\n2022: b #y\n# Three\n2023: c\ngroup Four\n2024: d #z #1\nendGroup\n2025: e\n"
    found, _ = timeline(text)
    topics = {row.title: [it.text for it in row.topics] for row in found.rows}
    assert topics == {"a": ["One"], "b": ["Two", "y"], "c": ["Three"], "d #1": ["Four", "z"], "e": ["Three"]}


def test_the_header_is_read_and_what_it_says_beyond_is_told() -> None:
    text = "---\ntitle: Mali\ndescription: Since *1960*\ntimezone: UTC\n#a: red\ndateFormat: d/M/y\n---\n// no\n"
    found, told = timeline(f"{text}3/4/2025: A\n")
    assert (found.title, found.about) == ("Mali", "Since 1960")
    assert [row.date.edtf for row in found.rows] == ["2025-04-03"]
    assert told == ['a.mw:4:1: warning not-imported: left out: "timezone" of the header']


def test_fields_below_an_event_are_its_own() -> None:
    found, told = timeline("2025: A\nid: first\ntags: [x, y]\nassignee: B\n\nTold [here](https://example.org/).\n")
    [row] = found.rows
    assert (row.id.text, [it.text for it in row.topics]) == ("first", ["x", "y"])
    assert (row.prose.summary, row.prose.links) == ("Told here.", (("https://example.org/", "here"),))
    assert told == ['a.mw:4:1: warning not-imported: left out: "assignee" of an event']


def test_pages_have_headers_of_their_own() -> None:
    found, _ = timeline("title: One\n1/2/2025: a\n_-_-_break_-_-_\ntitle: Two\ndateFormat: d/M/y\n1/2/2025: b\n")
    assert [(row.title, row.date.edtf) for row in found.rows] == [("a", "2025-01-02"), ("b", "2025-02-01")]
    assert found.title == "One"
