"""JSON with places: it says what other readers say, and knows where."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarikh.importing.objects import Items, Members, Value, parse, written_out
from tarikh.importing.timeline import Given
from tarikh.model.problem import Problem

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def read(text: str) -> tuple[Value | None, list[Problem]]:
    problems: list[Problem] = []
    return parse(Given("a.json", text, problems.append)), problems


def said(value: object) -> object:
    """A value of JSON with all but lists and objects as texts."""
    if isinstance(value, dict):
        return {name: said(item) for name, item in value.items()}
    if isinstance(value, list):
        return [said(item) for item in value]
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


def held(value: Value | None) -> object:
    if isinstance(value, Members):
        return {name: held(item) for name, item in value.members.items()}
    if isinstance(value, Items):
        return [held(item) for item in value.items]
    return value.text if value is not None else None


@given(JSON, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_it_reads_what_other_readers_do(value: object, escaped: bool, indent: int | str | None) -> None:
    text = json.dumps(value, ensure_ascii=escaped, indent=indent)
    assert held(read(text)[0]) == said(value)
    assert json.loads(written_out(text)) == value


def test_letters_are_written_out_and_signs_are_not() -> None:
    assert written_out(r'"\u0645\u0627\u0644\u064a \ud83d\ude00 \u200f\n\u0022 \\u0645 \ud83d"') == (
        r'"مالي 😀 \u200f\n\u0022 \\u0645 \ud83d"'
    )


def test_values_know_where_they_stand() -> None:
    problems: list[Problem] = []
    given = Given("a.json", '\ufeff{"a":\n  ["مالي", 12]}', problems.append)
    value = parse(given)
    assert isinstance(value, Members)
    [word, number] = value.list("a")
    assert [str(given.place(it.at)) for it in (value, word, number)] == ["a.json:1:1", "a.json:2:5", "a.json:2:12"]


@pytest.mark.parametrize("text", ['storyjs_jsonp_data = {"a": 1};', 'callback({"a": 1})', '\ufeff  {"a": 1}'])
def test_the_script_around_an_object_is_passed_over(text: str) -> None:
    assert held(read(text)[0]) == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "1:1"), ("{", "1:2"), ('{"a" 1}', "1:6"), ('{"a":}', "1:6"),
        ('{"a": 1 "b": 2}', "1:9"), ('{"a": 1,}', "1:9"),
        ("[1\n 2]", "2:2"), ('{"a": "b', "1:7"), ('{"a": "\\x"}', "1:8"), ("[" * 99, "1:51"), ("[01]", "1:3"),
    ],
)  # fmt: skip
def test_what_is_no_json_is_told_at_its_place(text: str, place: str) -> None:
    value, problems = read(text)
    assert value is None
    assert [f"{it.place.line}:{it.place.column}" for it in problems] == [place]
    assert problems[0].code == "bad-import"
