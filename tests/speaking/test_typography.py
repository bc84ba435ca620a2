"""Where lines must not be broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarikh.speaking.typography import tied


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("в основе каждой записи — отрывок", "в~основе каждой записи~— отрывок"),
        ("провели в Москве 3 и 4 апреля 2025 года", "провели в~Москве 3~и~4~апреля 2025~года"),
        ("Мали и Нигере", "Мали и~Нигере"),
        ("из-за него, по-русски так", "из-за него, по-русски так"),
        ("prennent le pouvoir au Mali", "prennent le~pouvoir au~Mali"),
        ("l’Alliance des États", "l’Alliance des États"),
        ("le nom de la « zone »", "le~nom de~la~« zone »"),
    ],
)
def test_french_and_russian_tie_short_words(text: str, shown: str) -> None:
    assert tied(text, short_words=True) == shown.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("held on 3 April 2025 in Moscow", "held on 3~April 2025~in Moscow"),
        ("(۱۴ فروردین ۱۴۰۴) برگزار شد", "(۱۴~فروردین ۱۴۰۴) برگزار شد"),
        ("after 2020 – or so", "after 2020~– or so"),
        ("a well-known, 0.5 per cent levy", "a well-known, 0.5~per cent levy"),
        ("1. first\n- second", "1. first\n- second"),
    ],
)
def test_every_language_ties_numbers_and_dashes(text: str, shown: str) -> None:
    assert tied(text, short_words=False) == shown.replace("~", "\u00a0")


@given(st.text())
def test_nothing_but_spaces_changes(text: str) -> None:
    assert tied(text, short_words=True).replace("\u00a0", " ") == text.replace("\u00a0", " ")
