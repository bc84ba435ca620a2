"""Plain YAML, read line by line: the same tree as the parser makes, or none."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tarikh.reading import plain, strict
from tarikh.reading.nodes import Source

EVENT = """\
date: 2025-04-03/2025-04-04
topics: [diplomacy, defence]
actors: []
text:
  en:
    title: "A title: in quotes"
    body: |
      One line, **bold**.

        - an item that is indented

      The last line.

  ar:
    of: en@5f3c9a1e
    title: مشاورات في موسكو
citations:
  - document: 001_7bff28408e50688d
    quote:
    - one
    - "two"
    translation:
      en: at 12:30 https://example.org/#a
  - quote: three
"""
PIECES = [
    *(
        "a: ",
        "b: ",
        "a:",
        "- ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "|\n",
        ">\n",
        "|-\n",
        "[a, b]",
        "[]",
        "[a,b]",
        '"c d"',
        "''",
    ),
    *(
        '"',
        "e f",
        "e: f",
        "g:h",
        "g:",
        "#",
        " #",
        "#i",
        "\t",
        "---",
        "...",
        "?",
        "&j ",
        "*j",
        "!k ",
        "%",
        "{a: b}",
        "~",
    ),
    *(" ", "\u00a0", "م", "🦅", "\\n", "-", ":", ",", "'", "`", "@"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map(lambda pieces: "".join(pieces) + "\n")


def test_an_event_as_most_are_written_is_plain() -> None:
    tree = plain.read(Source("x.yaml", EVENT))
    assert tree is not None
    assert tree == strict.Reader(Source("x.yaml", EVENT)).document()


@settings(derandomize=True, deadline=None, max_examples=500)
@given(texts)
@example("a: |\n  b\n   \n")
@example("a: |\n  b\n\n\nc: d\n")
@example("a:\n- b\nc: d\n")
@example("a: b\n  c\n")
def test_what_is_plain_gives_the_tree_that_the_parser_gives(text: str) -> None:
    tree = plain.read(Source("x.yaml", text))
    assert tree is None or tree == strict.Reader(Source("x.yaml", text)).document()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "a:\n",
        "a: b # c\n",
        "# a\na: b\n",
        "a:\tb\n",
        "a: b: c\n",
        "a: 'b'\n",
        'a: "b\\n"\n',
        "a: >\n  b\n",
        "a: |\n\n  b\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: {b: c}\n",
        "a: b\na: c\n",
        "a: b\n  c: d\n",
        "---\na: b\n",
        "a: b\n...\n",
        "- a\n- b\n",
        "a: " + "\n".join(" " * depth + "a:" for depth in range(1, 20)) + " b\n",
    ],
)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert plain.read(Source("x.yaml", text)) is None
