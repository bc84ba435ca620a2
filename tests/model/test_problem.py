"""Problems: how they print, how they sort, and what is counted."""

import pytest

from tarikh.model.problem import LONGEST, Place, Problem, did_you_mean, report

A9 = Problem(Place("a.yaml", 9, 1), "bad-date", "no date")
A10 = Problem(Place("a.yaml", 10, 1), "bad-date", "no date", "write 2025")
A10_LATER = Problem(Place("a.yaml", 10, 7), "alias", "the alias *x")
B = Problem(Place("b.yaml"), "stale-translation", "old", warning=True)


def test_problems_are_listed_once_in_the_order_of_files_lines_and_columns() -> None:
    assert report([B, A10_LATER, A10, A9, A9, B], 39) == (
        "a.yaml:9:1: bad-date: no date\n"
        "a.yaml:10:1: bad-date: no date\n    write 2025\n"
        "a.yaml:10:7: alias: the alias *x\n"
        "b.yaml: warning stale-translation: old\n"
        "3 errors, 1 warning in 39 events"
    )


@pytest.mark.parametrize(
    ("problems", "events", "count"),
    [
        ([], 1, "0 errors, 0 warnings in 1 event"),
        ([A9], 0, "1 error, 0 warnings in 0 events"),
        ([A9, A10, B], 2, "2 errors, 1 warning in 2 events"),
        ([A9, A9], 2, "1 error, 0 warnings in 2 events"),
    ],
)
def test_the_count_agrees_with_its_nouns(problems: list[Problem], events: int, count: str) -> None:
    assert report(problems, events).splitlines()[-1] == count


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("diplomcy", ["defence", "diplomacy"], 'did you mean "diplomacy"?'),
        ("Moscow", ["moscow", "mali"], 'did you mean "moscow"?'),
        ("zzz", ["b", "a"], "known here: a, b"),
        ("zzz", [f"{n:02}" for n in range(12)], "known here: 00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11"),
        ("zzz", [f"{n:02}" for n in range(13)], "known here: 00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11, …"),
        ("zzz", [], ""),
    ],
)
def test_a_wrong_word_gets_the_nearest_right_one_or_a_list(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\n::error::b", "a\\n::error::b"),
        ("a\u202eb\u200f", "a\\u202eb\\u200f"),
        ("a\udcffb", "a\\udcffb"),
        ("می‌رود à vos\u00a0ordres", "می‌رود à vos\u00a0ordres"),
        ("x" * 999, "x" * (LONGEST - 1) + "…"),
    ],
)
def test_what_is_told_is_short_and_acts_on_nothing(text: str, told: str) -> None:
    problem = Problem(Place("x.yaml"), "yaml", text, text)
    assert (problem.message, problem.hint) == (told, told)
