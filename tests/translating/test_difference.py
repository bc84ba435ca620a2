"""What changed between two texts."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarikh.translating.difference import difference

WORDS = st.lists(st.sampled_from(["one", "two", "ج", "د", ", ", " ", ".\n"]), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("one two three", "one three", "one [-two -]three"),
        ("one three", "one two three", "one {+two +}three"),
        ("the 3 April", "the 4 April", "the [-3-]{+4+} April"),
        ("بدأت المشاورات", "بدأت المحادثات", "بدأت [-المشاورات-]{+المحادثات+}"),
        ("", "note", "{+note+}"),
        ("note", "", "[-note-]"),
        ("a b c d e f g h i j k", "a b c d e f g h i j K", "…g h i j [-k-]{+K+}"),
    ],
)
def test_what_was_left_out_and_what_was_put_in_stand_in_their_place(old: str, new: str, told: str) -> None:
    assert difference(old, new) == told


def test_long_texts_are_compared_soon() -> None:
    one, other = (" ".join(f"{letter}{at}" for at in range(4000)) for letter in "ab")
    begun = perf_counter()
    assert difference(f"{one} same", f"{other} same") == f"[-{one}-]{{+{other}+}} same"
    assert perf_counter() - begun < 1  # it took minutes


@given(WORDS, WORDS)
def test_both_texts_can_be_made_out(old: str, new: str) -> None:
    told = difference(old, new)
    if "…" not in told:
        assert re.sub(r"\{\+.*?\+\}", "", told, flags=re.DOTALL).replace("[-", "").replace("-]", "") == old
        assert re.sub(r"\[-.*?-\]", "", told, flags=re.DOTALL).replace("{+", "").replace("+}", "") == new
