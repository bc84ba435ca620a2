"""Every word of a document is cited, left out for a reason, or named as neither."""

import pytest

from tarikh.model.chronology import Omission, Passage
from tarikh.reading.coverage import cover
from tarikh.reading.evidence import StoredText
from tarikh.reading.glossary import Glossary

TEXT = StoredText("Menu\nOn 3 April\nthe ministers met .\nIt was cold.\nOn 4 April they left.")


def passage(*words: tuple[int, int]) -> Passage:
    return Passage("minutes", ("",), 1, words, {})


def test_words_are_cited_left_out_or_neither_in_the_order_of_the_file() -> None:
    coverage = cover("minutes", TEXT, [passage((1, 7))], [Omission("minutes", (0, 1), "navigation")])
    assert [(portion.use, portion.words, portion.first_line, portion.last_line) for portion in coverage.portions] == [
        ("navigation", 1, 1, 1),
        ("cited", 7, 2, 3),  # the full stop goes with the word before it
        ("unaccounted", 8, 4, 5),
    ]
    assert coverage.words() == len(TEXT) == 16
    assert coverage.words("cited") == 7
    assert [portion.text for portion in coverage.unaccounted] == ["It was cold. On 4 April they left."]


def test_what_is_cited_is_cited_even_inside_an_omission() -> None:
    coverage = cover("minutes", TEXT, [passage((8, 9))], [Omission("minutes", (0, 16), "opinion")])
    assert [(portion.use, portion.words) for portion in coverage.portions] == [
        ("opinion", 8),
        ("cited", 1),
        ("opinion", 7),
    ]


@pytest.mark.parametrize(("near", "line"), [(0, 2), (15, 5)])
def test_of_several_places_the_nearest_counts(near: int, line: int) -> None:
    found = TEXT.find("April", near)
    assert found
    assert TEXT.line(found[0]) == line


def test_a_part_of_a_word_takes_the_word() -> None:
    assert TEXT.find("inisters me") == (5, 7)


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("Ecowas met", [(0, "Ecowas", "ECOWAS")]),
        ("ECOWAS met", []),
        ("Ecowasian", []),
        ("(Ecowas), Ecowas.", [(1, "Ecowas", "ECOWAS"), (10, "Ecowas", "ECOWAS")]),
        ("قالت وايكواس", [(6, "ايكواس", "إيكواس")]),
        ("قالت إيكواس", []),
        ("بايكواسات", []),
    ],
)
def test_a_glossary_finds_whole_words_spelt_another_way(text: str, slips: list[tuple[int, str, str]]) -> None:
    glossary = Glossary({"ECOWAS": ("Ecowas",), "إيكواس": ("ايكواس",)})
    assert list(glossary.slips(text)) == slips
