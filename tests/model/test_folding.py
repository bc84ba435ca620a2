"""Folding: letters that count as the same when words are looked for, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarikh.model.folding import END, folded, letters, searched, sought, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ی", "ي"),
        ("ى", "ي"),
        ("ک", "ك"),
        ("أ", "ا"),
        ("إ", "ا"),
        ("آ", "ا"),
        ("ٱ", "ا"),
        ("ا\u0654", "أ"),
        ("ؤ", "و"),
        ("ئ", "ي"),
        ("ة", "ه"),
        ("ۀ", "ه"),
        ("هٔ", "ه"),
        ("مُـقَرَّرٌ", "مقرر"),
        ("می‌رود", "ميرود"),
        ("ﻻ", "لا"),
        ("۱۴۰۴", "1404"),
        ("١٤٠٤", "1404"),
        ("Élysée", "elysee"),
        ("E\u0301lyse\u0301e", "elysee"),
        ("Œuvre", "oeuvre"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("Всё", "все"),
        ("Й", "й"),
        ("co\u00adoperation", "cooperation"),
    ],
)
def test_letters_in_other_forms_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("й", "и"), ("ب", "پ"), ("ه", "ا"), ("ء", ""), ("o", "0"), ("कि", "कु")])
def test_letters_of_their_own_are_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_what_is_folded_stays_so(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_every_letter_tells_where_it_stood(text: str) -> None:
    found, origins = letters(text)
    assert len(found) == len(origins)
    assert origins == sorted(origins)
    assert all(letter in folded(text[at]) for letter, at in zip(found, origins, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mali’s «government», 3 April", ["mali", "s", "government", "3", "april"]),
        ("به نام AESوزرای 2024که", ["به", "نام", "aes", "وزراي", "2024", "كه"]),
        ("بوركينا فاسو، ومالي", ["بوركينا", "فاسو", "ومالي"]),
        ("सङ्घ का", ["सङ्घ", "का"]),
        (" – ", []),
    ],
)
def test_words_end_at_signs_and_where_the_script_changes(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("مسئول", "مسؤول"),
        ("مسؤول", "مسئول"),
        ("المسئولين", "مسؤولين"),
        ("شئون", "والشؤون"),
        ("مشئوم", "مشؤوم"),
        ("رءوس", "رؤوس"),
        ("رئوس", "رءوس"),
        ("مسی\u0654ول", "مسؤول"),
        ("مسوول", "مسئول"),
        ("مسئ", "مسؤول"),
        ("لاجئ", "لاجئون"),
        ("ناپلیون", "ناپلئون"),
        ("رئیس", "رییس"),
        ("ویدئو", "ویدیو"),
    ],
)
def test_a_hamza_is_found_on_any_of_the_seats_that_it_is_written_on(query: str, text: str) -> None:
    [begun] = [it.rstrip(END) for it in sought(query)]
    assert any(it.startswith(begun) for it in searched(text))


def test_a_hamza_elsewhere_is_written_once() -> None:
    text = "رئيس مؤتمر جزء أو أول"
    assert list(searched(text)) == list(sought(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("می شود", "می‌شود"),
        ("نمی گوید", "نمیگوید"),
        ("نیرو های تازه", "نیروهای تازه"),
        ("نیرو هایشان", "نیروهایشان"),
        ("مهم ترین", "مهم‌ترین"),
        ("گفته اند", "گفته‌اند"),
    ],
)
def test_what_belongs_to_a_persian_word_is_sought_with_it_after_a_space(one: str, other: str) -> None:
    assert list(sought(one)) == list(sought(other))


@pytest.mark.parametrize("text", ["مي", "قال: مي", "نیرو، های", "ام القرى", "تركيا", "هاني"])
def test_other_words_stay_apart(text: str) -> None:
    assert len(list(sought(text))) == len(list(words(text)))


def test_a_word_with_an_and_in_it_is_found_whole_and_apart() -> None:
    assert list(searched("در گفت‌وگو")) == [*sought("در گفت‌وگو"), *sought("گفت و گو")]
