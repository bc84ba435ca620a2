"""Linked data says dates as ISO 8601 does or not at all, and no text in it can end its element."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarikh.model.date import parse_date
from tarikh.publishing.linked import interval, script


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2025-04-03", "2025-04-03"),
        ("2025-04", "2025-04"),
        ("2025", "2025"),
        ("0476", "0476"),
        ("2025-04-03/2025-04-04", "2025-04-03/2025-04-04"),
        ("2023/2025-04", "2023/2025-04"),
        ("2023/..", "2023/.."),
        ("../2023-07", "../2023-07"),
        ("198X", "1980/1989"),
        ("19XX", "1900/1999"),
        ("198X/2001", "1980/2001"),
        ("1975/198X", "1975/1989"),
    ],
)
def test_a_date_is_said_as_iso_8601_says_it(edtf: str, said: str) -> None:
    assert interval(parse_date(edtf)) == said


@pytest.mark.parametrize(
    "edtf", ["2024~", "2024?", "2024-05%", "2025-21", "2023/", "/2023", "2020?/2022", "-0043", "0000"]
)
def test_a_date_that_iso_8601_cannot_say_is_not_said(edtf: str) -> None:
    assert interval(parse_date(edtf)) == ""


@settings(derandomize=True, deadline=None)
@given(st.text() | st.sampled_from(["</script>", "<!--", "]]>", "\u2028\u2029", '"\\', "&lt;/script&gt;"]))
def test_no_text_ends_the_element_and_every_text_is_read_back(text: str) -> None:
    made = script({"name": text})
    assert not re.search("[<>&\u2028\u2029]", made)
    assert json.loads(made)["@graph"] == [{"name": text}]
