"""Ids that are made of titles."""

import pytest

from tarikh.writing.draft import LONGEST_ID, slug


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Mali’s leaders meet in May", "malis-leaders-meet-in-may"),
        ("Élus à Paris", "elus-a-paris"),
        ("محادثات في موسكو", ""),
        (
            "Ministers of Russia and the Alliance of Sahel States say in the end",
            "ministers-of-russia-and-the-alliance-of-sahel-states",
        ),
        (
            "Ministers of Russia and Alliance of the Sahel States speak in the end",
            "ministers-of-russia-and-alliance-of-the-sahel-states-speak",
        ),
        ("a" * 90, "a" * LONGEST_ID),
    ],
)
def test_an_id_is_made_of_the_title_and_does_not_end_in_a_short_word_if_it_is_cut(title: str, id: str) -> None:
    assert slug(title) == id
