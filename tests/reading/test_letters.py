"""Letters of one Arabic script in a text of the other."""

import pytest

from tarikh.reading.letters import strange_letters


@pytest.mark.parametrize(
    ("language", "text", "offset", "right"),
    [
        ("fa", "\u0643تاب", 0, "ک (U+06A9)"),
        ("fa", "\u06a9تاب\u064a", 4, "ی (U+06CC)"),
        ("fa", "مصطف\u0649", 4, "ی (U+06CC)"),
        ("ar", "\u06a9تاب", 0, "ك (U+0643)"),
        ("ar", "عل\u06cc", 2, "ي (U+064A) or ى (U+0649)"),
        ("ar-EG", "\u06beو", 0, "ه (U+0647)"),
        ("ar", "مالـ\u0640ي", 3, "leave it out"),
        ("fa", "مـالی", 1, "leave it out"),
    ],
)
def test_a_letter_of_the_other_language_is_told_with_the_right_one(
    language: str, text: str, offset: int, right: str
) -> None:
    [(at, message, hint)] = strange_letters(text, language)
    assert at == offset
    assert f"U+{ord(text[offset]):04X}" in message
    assert right in hint


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "بـ«راديو فرنسا»"),
        ("ar", "سنة 1446 هـ"),
        ("ar", "على كتابي"),
        ("fa", "کتابی دربارهٔ مالی"),
        ("en", "كتاب and کتاب"),
        ("ur", "کتابھی"),
    ],
)
def test_letters_of_the_language_itself_are_welcome(language: str, text: str) -> None:
    assert list(strange_letters(text, language)) == []
