"""Prose: what bodies may not hold, and that the first look at a body passes over no fault."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarikh.model.prose import body_faults

PIECES = [
    *(
        "a",
        "b c",
        " ",
        "\n",
        "\n\n",
        "-",
        "--",
        "=",
        "===",
        "***",
        "* *",
        "_",
        "#",
        "##",
        "|",
        "```",
        "~~~",
        "<b>",
        "</",
    ),
    *("![", "](", "[x](https://e.org)", "[x](http://e.org)", "[x](about.html)", "[y]", "]: ", "[a]: data:x"),
    *("[^1]", "{static}", "<https://x.org>", "<x:y>", "mailto:a@e.org", ")", "    ", "> ", "+ "),
]


@pytest.mark.parametrize(
    ("body", "offset", "code"),
    [
        ("One\n===", 0, "markdown"),
        ("One\n--  ", 0, "markdown"),
        ("One\n   = \nTwo", 0, "markdown"),
        ("***", 0, "markdown"),
        ("One\n\n - - -\n", 5, "markdown"),
        ("# One", 0, "markdown"),
        ("~~~\nOne\n", 0, "markdown"),
        ("[One](ftp://example.org)", 6, "link-scheme"),
        ("[One](HTTPS://example.org), [two](mailto:x), [three](httpsx)", 53, "link-target"),
        ("[one]\n\n[one]: javascript:x", 14, "link-scheme"),
        ("a {filename}", 2, "link-target"),
    ],
)
def test_a_fault_is_found_where_it_stands(body: str, offset: int, code: str) -> None:
    assert [(fault[0], fault[1]) for fault in body_faults(body)] == [(offset, code)]


@pytest.mark.parametrize(
    "body", ["- one\n- two\n", "*one* **two**", "one - two = three", "[one](https://e.org)", "> one"]
)
def test_paragraphs_emphasis_links_lists_and_quotations_are_welcome(body: str) -> None:
    assert list(body_faults(body)) == []


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_the_first_look_passes_over_no_fault(pieces: list[str]) -> None:
    body = "".join(pieces) + " ."
    looked_through = f"{body}\n\n{{"  # a brace on its own is no fault, but may begin one
    assert list(body_faults(body)) == list(body_faults(looked_through))
