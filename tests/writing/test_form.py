"""The form of content: what is written how, that nothing a text says is changed, and that no comment is lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tarikh.model.problem import Problem
from tarikh.reading import tables
from tarikh.reading.fields import Kind, ListOf, Prose, Text
from tarikh.reading.nodes import Mapping, Node, Scalar
from tarikh.reading.strict import first_forbidden, parse
from tarikh.writing.files import with_modeline
from tarikh.writing.form import Unwritable, made, written

LANGUAGES = ("en", "fr", "ar")


def read(text: str) -> Node:
    problems: list[Problem] = []
    node = parse(text, "x.yaml", problems.append)
    assert node is not None, problems
    return node


def form(text: str, kind: Kind = tables.EVENT) -> str:
    return written(read(text), kind, LANGUAGES)


def value(node: Node, strip: bool = False) -> Any:
    """A tree as plain texts, lists and mappings."""
    if isinstance(node, Scalar):
        return node.value.strip() if strip else node.value
    if isinstance(node, Mapping):
        return {name: value(item, strip) for name, item in node.items.items()}
    return [value(item, strip) for item in node.items]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (tables.EVENT, "status: alleged\ndate: 2025\n", "date: 2025\nstatus: alleged\n"),
        (tables.EVENT, "colour: red\nhue: 1\ndate: 2025\n", "date: 2025\ncolour: red\nhue: 1\n"),
        (tables.EVENT, "{date: '2025', status: alleged}", "date: 2025\nstatus: alleged\n"),
        (tables.EVENT, "--- # x\ndate:\n    2025\n...\n", "# x\ndate: 2025\n"),
        (tables.EVENT, "date: 2025\n\n\nstatus: alleged\n\n", "date: 2025\nstatus: alleged\n"),
        (tables.EVENT, "\ufeffdate: 2025\r\nstatus: alleged", "date: 2025\nstatus: alleged\n"),
        (tables.EVENT, "topics:\n- a\n- b\nplaces: []\n", "topics: [a, b]\nplaces: []\n"),
        (tables.EVENT, "topics: [a,\n  {b: c}]\n", "topics:\n  - a\n  - b: c\n"),
        (tables.EVENT, "links:\n- {title: {en: a}, url: b}\n", "links:\n  - url: b\n    title:\n      en: a\n"),
        (tables.EVENT, "citations: [{quote: [a, b]}]\n", "citations:\n  - quote:\n      - a\n      - b\n"),
        (tables.EVENT, "x: [[a, [b]], {}]\n", "x:\n  - - a\n    - - b\n  - {}\n"),
        (
            tables.EVENT,
            "text: {ar: {title: c}, de: {}, fr: {title: b}, en: {body: a, title: a}}\n",
            "text:\n  en:\n    title: a\n    body: |\n      a\n  fr:\n    title: b\n  ar:\n    title: c\n  de: {}\n",
        ),
        (tables.TOPICS, "b: {name: {fr: d, en: c}}\na: {}\n", "b:\n  name:\n    en: c\n    fr: d\na: {}\n"),
        (tables.OMISSIONS, "- {reason: form, document: a}\n", "- document: a\n  reason: form\n"),
        (tables.GLOSSARIES, "en:\n  b: [c]\n  'a: ':\n  - d\n", 'en:\n  b: [c]\n  "a: ": [d]\n'),
        (tables.LANGUAGES, "ar:\n  months:\n  - ar\n  - ar-SY\n", "ar:\n  months: [ar, ar-SY]\n"),
    ],
)
def test_fields_lists_and_mappings_stand_in_one_way(kind: Kind, before: str, after: str) -> None:
    assert form(before, kind) == after
    assert form(after, kind) == after


def test_a_list_stands_in_one_line_while_the_line_is_not_too_long() -> None:
    fits = f"topics: [{'a' * 50}, {'b' * 58}]"
    assert len(fits) == 120
    assert form(fits) == f"{fits}\n"
    assert form(fits.replace("[", "[c")) == f"topics:\n  - c{'a' * 50}\n  - {'b' * 58}\n"


def test_languages_stand_as_they_do_where_no_order_is_told() -> None:
    assert written(read("name: {fr: b, en: a}"), tables.SITE) == "name:\n  fr: b\n  en: a\n"


AS_IT_IS = [
    *("no", "12:30", "2025-04-03", "-0044", "-1.5", "2025-12?/..", "=", "<<", "007", "0x1F", "a:b", "a#b"),
    *("https://a.example/b#c", "می‌رود", "عَرَبِيّ", "😀"),
    *("x, [y] {z}", "d’État “x” «y» …", "« x\u00a0»", "a\u202f;", "it's", "a - b"),
]
IN_QUOTES = [
    *("-", "-x", "---", "...", "?x", "x:", "#b", "@x", "`x", "%x", "[x", "]x", "{x", "}x", ",x", "|", ">"),
    *("&x", "*x", "!x", "'x", "'"),
    *("", " a", "a ", "\u00a0a", "a\u202f", "- x", "? x", ": x", "a: b", "« a : »", "a #b"),
]


@pytest.mark.parametrize("text", AS_IT_IS)
def test_what_can_stand_as_it_is_does(text: str) -> None:
    assert form(f'x: "{text}"\n') == f"x: {text}\n"


@pytest.mark.parametrize("text", IN_QUOTES)
def test_what_yaml_would_read_in_another_way_stands_in_double_quotes(text: str) -> None:
    assert form(f'x: "{text}"\n') == f'x: "{text}"\n'


@pytest.mark.parametrize("word", ["~", "null"])
def test_a_text_that_is_also_the_word_for_nothing_stays_what_it_is(word: str) -> None:
    for text in (f"title: {word}\n", f'title: "{word}"\n', f"body: {word}\n", f"body: |\n  {word}\n"):
        assert form(text, tables.EVENT_TEXT) == text
    assert form(f"topics:\n- {word}\n- '{word}'\n") == f'topics: [{word}, "{word}"]\n'
    assert written(made({"title": word}), tables.EVENT_TEXT) == f'title: "{word}"\n'


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('"x" y', """'"x" y'"""),
        ("\\x: ", """'\\x: '"""),
        ('"it\'s"', '''"\\"it's\\""'''),
        ("'\\", '''"'\\\\"'''),
        ("a\tb", '"a\\tb"'),
        ("\n a", '"\\n a"'),
        ("\\ x", "\\ x"),
        ('x "y"', 'x "y"'),
    ],
)
def test_quotes_are_chosen_so_that_least_is_escaped(text: str, after: str) -> None:
    assert written(made({"x": text}), tables.EVENT) == f"x: {after}\n"


@pytest.mark.parametrize("text", ["a, b", "a]", "{a", "a: b", "a:"])
def test_in_brackets_more_is_quoted(text: str) -> None:
    assert form(f'topics: [b, "{text}"]\n') == f'topics: [b, "{text}"]\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("body: a\n", "body: |\n  a\n"),
        ("body: ''\n", 'body: ""\n'),
        ("body: >-\n  a\n  b\n\n  c\n", "body: |\n  a b\n  c\n"),
        ("body: |+\n  a\n\n\n\n", "body: |\n  a\n"),
        ("body: |2\n\n    a\n   b\n", "body: |\n  a\n   b\n"),
        ('body: "a  \\n# b\\n\\n\\tc\\n - d"\n', "body: |\n  a  \n  # b\n\n  \tc\n   - d\n"),
        ("title: >\n  a\n  b\n", "title: a b\n"),
        ("title: a\n  b\n", "title: a b\n"),
        ("title: |\n  a\n  b\n", "title: |-\n  a\n  b\n"),
        ("x: >-\n  a\n  b\n", "x: a b\n"),
        ("x: |\n  a\n", "x: |\n  a\n"),
        ("x: |\n  a\n\n    b\n", "x: |\n  a\n\n    b\n"),
        ("x: |-\n  a\n  b\n", "x: |-\n  a\n  b\n"),
        ("x: |+\n  a\n\n\ny: b\n", "x: |+\n  a\n\n\ny: b\n"),
        ("x: |2\n    a\n  b\n", 'x: "  a\\nb\\n"\n'),
        ("- |\n  a\n  b\n", "- |\n  a\n  b\n"),
    ],
)
def test_paragraphs_stand_below_their_field_and_lines_behind_it(before: str, after: str) -> None:
    kind = tables.EVENT_TEXT if before.startswith(("body", "title")) else tables.EVENT
    assert form(before, kind) == after
    assert form(after, kind) == after


COMMENTED = [
    ("# a\n\n# b\n# c\nstatus: x\ndate: 1 # d\n", "# a\n\ndate: 1  # d\n# b\n# c\nstatus: x\n"),
    ("# yaml-language-server: $schema=x\n\n# a\ndate: 1\n", "# yaml-language-server: $schema=x\n# a\ndate: 1\n"),
    ("date: # a\n  # b\n  1 # c\n", "# b\n# c\ndate: 1  # a\n"),
    ("text:\n  en:\n    title: a\n    # b\n  # c\n# d\ndate: 1\n", None),
    ("date: 1\n  # deep\nstatus: x\n", "date: 1\n# deep\nstatus: x\n"),
    ("text:\n  fr: {} # f\n  # e\n  en: {}\n", "text:\n  # e\n  en: {}\n  fr: {}  # f\n"),
    ("topics: [ # a\n  b, # c\n  # d\n  e\n  # f\n] # g\n", None),
    ("topics: [a, b] # c\n", "topics: [a, b]  # c\n"),
    ("places: [ # a\n # b\n]\n", "# b\nplaces: []  # a\n"),
    ("citations:\n# a\n- # b\n  # c\n  quote: 'd' # e\n  document: f\n# g\n", None),
    ("links:\n- {url: a} # b\n", "links:\n  # b\n  - url: a\n"),
    ("x: 'a # b'\ny: \"# c\n  d\" # e\n", 'x: "a # b"\ny: "# c d"  # e\n'),
    ("x: | # a\n  b\n  # c\n # d\n", "x: |  # a\n  b\n  # c\n# d\n"),
    ("date: 1\n# a\n\n  # b", "date: 1\n# a\n# b\n"),
    ("{date: 1} # a\n", "date: 1\n# a\n"),
    ("# a\n\n{} # b\n# c\n", "# a\n{}\n# b\n# c\n"),
    ("[ # a\n  # b\n]\n", "# a\n# b\n[]\n"),
    ("# a\nb # c\n", "b\n# a\n# c\n"),
]


@pytest.mark.parametrize(("before", "after"), COMMENTED)
def test_comments_stay_with_what_they_stand_at(before: str, after: str | None) -> None:
    after = (
        after
        or {
            "text": "# d\ndate: 1\ntext:\n  en:\n    title: a\n    # b\n  # c\n",
            "topics": "# g\ntopics:  # a\n  - b  # c\n  # d\n  - e\n  # f\n",
            "citations": 'citations:\n  # a\n  # b\n  # c\n  - document: f\n    quote: "d"  # e\n# g\n',
        }[before.partition(":")[0]]
    )
    assert form(before) == after
    assert form(after) == after


def test_a_comment_never_makes_a_text_look_cut_off_nor_hides_that_it_is() -> None:
    assert form("title: 'a' # b\n", tables.EVENT_TEXT) == 'title: "a"  # b\n'
    assert form("title: a # b\n", tables.EVENT_TEXT) == "title: a  # b\n"


def test_changed_trees_are_written_with_the_comments_that_are_left() -> None:
    tree = read("date: 1 # a\n# b\nstatus: x\n# c\nplaces: [] # d\n# e\n")
    assert isinstance(tree, Mapping)
    tree.items["date"] = made("2")
    del tree.items["places"]
    tree.items["text"] = made({"fr": {"body": "c", "title": "b"}, "en": {}})
    tree.items["links"] = read("# other\n- url: z # file\n")
    assert written(tree, tables.EVENT, LANGUAGES) == (
        "date: 2  # a\n# b\nstatus: x\ntext:\n  en: {}\n  fr:\n    title: b\n    body: |\n      c\n"
        "links:\n  - url: z\n# e\n"
    )


@pytest.mark.parametrize("text", ["a\u202eb", "a\rb", "a\x00b", "\ufeff"])
def test_what_no_file_may_hold_is_not_written(text: str) -> None:
    with pytest.raises(Unwritable):
        written(made({"x": text}), tables.EVENT)


ALLOWED = st.characters(codec="utf-8").filter(lambda it: first_forbidden(it) is None)
SIGNS = st.sampled_from(" \t\n#:-?,[]{}&*!|>'\"%@`\\~=<.…«»\u00a0\u202f\u200c\u064bab0")
TEXTS = st.text(st.one_of(SIGNS, ALLOWED), max_size=12)
NAMES = st.one_of(st.sampled_from(["date", "topics", "text", "en", "body", "title", "citations", "quote"]), TEXTS)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, TREES, max_size=5))
@example({"text": {"en": {"body": "\ta\n b \n\n# c", "title": "\u00a0"}}, "x": ["a\n\n", "|", {"": [[]]}]})
def test_whatever_a_tree_holds_is_read_back(tree: dict[str, Any]) -> None:
    text = written(made(tree), tables.EVENT, LANGUAGES)
    known = {row.name for row in tables.EVENT.fields}
    for name, node in read(text).items.items():  # type: ignore[union-attr]
        assert value(node, strip=name in known) == value(made(tree[name]), strip=name in known)
    assert value(read(text), strip=True).keys() == tree.keys()
    assert form(text) == text


@given(TEXTS)
def test_whatever_a_text_is_its_field_reads_the_same(text: str) -> None:
    for kind in (Text(), Prose()):
        node = read(written(made([text]), ListOf(kind)))
        assert value(node, strip=True) == [text.strip()]


class Scribe:
    """Writes a tree in any of the ways that YAML has, with comments, which are numbered, wherever they may stand."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.comments = 0

    def file(self, tree: dict[str, Any]) -> str:
        return "\n".join([*self._between(8), *self._block(tree, 0), *self._between(1)]) + "\n"

    def _comment(self) -> str:
        self.comments += 1
        return f"# {self.comments}!"

    def _between(self, deepest: int) -> list[str]:
        lines = []
        while self._random.random() < 0.3:
            indent = " " * self._random.randint(0, deepest)
            lines.append(indent + self._comment() if self._random.random() < 0.7 else "")
        return lines

    def _behind(self) -> str:
        return f" {self._comment()}" if self._random.random() < 0.3 else ""

    def _block(self, tree: Any, indent: int) -> list[str]:
        lines, room = [], " " * indent
        if isinstance(tree, dict):
            for name, item in tree.items():
                lines += [*self._between(indent), *self._value(f"{room}{name}:", item, indent, indent)]
        else:
            for item in tree:
                lines += [*self._between(indent), *self._value(f"{room}-", item, indent, indent + 1)]
        return lines

    def _value(self, lead: str, tree: Any, indent: int, lowest: int) -> list[str]:
        way = self._random.randrange(3)
        room = " " * (indent + 2)
        if isinstance(tree, str):
            if way == 0:
                return [f"{lead} {self._random.choice([tree, repr(tree)])}{self._behind()}"]
            if way == 1:
                return [f"{lead}{self._behind()}", *self._between(8), f"{room}'{tree}'{self._behind()}"]
            return [f"{lead} |{self._behind()}", f"{room}{tree}", f"{room}# text"]
        if way == 0 or not tree:
            return [f"{lead} {self._flow(tree)}{self._behind()}"]
        deeper = indent if lead.endswith(":") and isinstance(tree, list) and way == 1 else max(indent + way, lowest + 1)
        return [f"{lead}{self._behind()}", *self._between(8), *self._block(tree, deeper)]

    def _flow(self, tree: Any) -> str:
        if isinstance(tree, str):
            return tree
        named = isinstance(tree, dict)
        parts = [f"{name}: {self._flow(it)}" for name, it in tree.items()] if named else map(self._flow, tree)
        inner = "".join(f"{part},{self._break()}" for part in parts)
        return f"{'{' if named else '['}{self._break()}{inner}{'}' if named else ']'}"

    def _break(self) -> str:
        if self._random.random() < 0.6:
            return " "
        return "\n".join([self._behind(), *self._between(8), "         "])


WORDS = st.sampled_from(["a", "b c", "x1"])
KEYS = st.sampled_from(["date", "topics", "text", "en", "fr", "body", "title", "citations", "quote", "z"])
OUTLINES = st.recursive(
    WORDS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=15
)


@given(st.dictionaries(KEYS, OUTLINES, min_size=1, max_size=5), st.integers(0, 2**32).map(Random))
def test_every_comment_stands_once_in_what_is_written(outline: dict[str, Any], random: Random) -> None:
    scribe = Scribe(random)
    before = scribe.file(outline)
    tree = read(before)
    after = written(tree, tables.EVENT, LANGUAGES)
    assert Counter(re.findall(r"# \d+!", after)) == Counter(f"# {number + 1}!" for number in range(scribe.comments))
    assert value(read(after), strip=True) == value(tree, strip=True)
    assert form(after) == after


def test_editors_are_told_of_the_schema_that_there_is(tmp_path: Path) -> None:
    content, event = tmp_path / "content", tmp_path / "content/events/2025/a.yaml"
    old = "# mine\n# yaml-language-server: $schema=old.json\ndate: 2025\n# yaml-language-server: no\n"
    assert with_modeline(old, event, content) == old
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema/event.json").touch()
    new = with_modeline(old, event, content)
    assert new == old.replace("# yaml-language-server: $schema=old.json\n", "").replace(
        "# mine", "# yaml-language-server: $schema=../../../schema/event.json\n# mine"
    )
    assert with_modeline(new, event, content) == new
    assert with_modeline("a: {}\n", content / "topics.yaml", content) == "a: {}\n"
