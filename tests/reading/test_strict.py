"""Strict YAML: what is refused, at which line and column, and that plain scalars stay themselves."""

import pytest

from tarikh.model.problem import Place, Problem
from tarikh.reading.nodes import Mapping, Node, Scalar, Sequence
from tarikh.reading.strict import DEEPEST, parse


def read(text: str) -> tuple[Node | None, list[Problem]]:
    problems: list[Problem] = []
    return parse(text, "x.yaml", problems.append), problems


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x 1\n", "anchor", 1, 4),
        ("a: 1\nb: *x\n", "alias", 2, 4),
        ("a: &x 1\nb: *x\n", "anchor", 1, 4),
        ("a: !!int 1\n", "tag", 1, 4),
        ("a: !secret 1\n", "tag", 1, 4),
        ("!!map\na: 1\n", "tag", 1, 1),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "duplicate-key", 4, 3),
        ('a: 1\n"a": 2\n', "duplicate-key", 2, 1),
        ("a: 1\n---\nb: 2\n", "several-documents", 2, 1),
        ("a: 1\nb:\n\tc: 1\n", "yaml", 3, 1),
        ("a: one: two\n", "yaml", 1, 7),
        ("a: [1, 2\nb: 3\n", "yaml", 2, 2),
        ("? [a]\n: 1\n", "key", 1, 3),
        ("", "empty-file", 0, 0),
        ("# nothing yet\n", "empty-file", 0, 0),
        ("a: b\nc: d\u202ee\n", "forbidden-character", 2, 5),
        ("a: b # \u2067\n", "forbidden-character", 1, 8),
        ('a: 1\nb: "x\\u202ey"\n', "forbidden-character", 2, 4),
        ('"\\u2066a": 1\n', "forbidden-character", 1, 1),
        ("تاریخ: \u200fب\n", "forbidden-character", 1, 8),
        ("a: b\x07\n", "forbidden-character", 1, 5),
        ("a: b\rc: d\n", "forbidden-character", 1, 5),
        ("\ufeffa: \ufeffb\n", "forbidden-character", 1, 4),
        ("a: " + "[" * DEEPEST + "]" * DEEPEST, "too-deep", 1, 3 + DEEPEST),
        ("[" * 50_000, "too-deep", 1, DEEPEST + 1),
    ],
)
def test_what_is_no_strict_yaml_is_refused_where_it_stands(text: str, code: str, line: int, column: int) -> None:
    node, problems = read(text)
    assert node is None
    assert [(problem.code, problem.place) for problem in problems] == [(code, Place("x.yaml", line, column))]


@pytest.mark.parametrize("word", ["no", "12:30", "2025-04", "0x1F", "1e3", "~", "null", "007", "=", "<<"])
def test_scalars_mean_themselves(word: str) -> None:
    node, problems = read(f"a: {word}\n")
    assert isinstance(node, Mapping)
    assert isinstance(node.items["a"], Scalar)
    assert (node.items["a"].value, problems) == (word, [])


@pytest.mark.parametrize("text", ["می‌رود", "ক্‍ষ", "ﷺ", "a\u00a0b", "👩‍👧", "عَرَبِيّ"])
def test_joiners_marks_and_spaces_of_real_text_are_welcome(text: str) -> None:
    node, problems = read(f"a: {text}\n")
    assert isinstance(node, Mapping)
    assert isinstance(node.items["a"], Scalar)
    assert (node.items["a"].value, problems) == (text, [])


def test_a_byte_order_mark_and_windows_line_ends_are_passed_over() -> None:
    assert read("\ufeffa: 1\r\nb: |\r\n  c\r\n  d\r\n") == read("a: 1\nb: |\n  c\n  d\n")


def test_everything_knows_its_place() -> None:
    node, _ = read("عنوان: a\nlist:\n  - b\n  - {c: d}\n")
    assert isinstance(node, Mapping)
    items = node.items["list"]
    assert isinstance(items, Sequence)
    inner = items.items[1]
    assert isinstance(inner, Mapping)
    places = [
        node.key_place("عنوان"),
        node.items["عنوان"].place,
        items.items[0].place,
        inner.key_place("c"),
        inner.items["c"].place,
    ]
    assert [(place.line, place.column) for place in places] == [(1, 1), (1, 8), (3, 5), (4, 6), (4, 9)]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "---\n"])
def test_a_file_may_hold_something_else_than_a_mapping_and_its_reader_says_so(text: str) -> None:
    node, problems = read(text)
    assert isinstance(node, Scalar | Sequence)
    assert problems == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: one: two\n", 'put a text that contains ": " in quotes'),
        ("a:\n\tb: 1\n", "indent with spaces, not tabs"),
        ("a: @b\n", "put a text that starts with @"),
        ("a: 'it's'\n", "quotes inside quotes"),
    ],
)
def test_the_commonest_slips_get_a_hint_of_their_own(text: str, hint: str) -> None:
    _, [problem] = read(text)
    assert hint in problem.hint
