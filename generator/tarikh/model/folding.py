"""Letters that count as the same when words are looked for: how a text is folded for matching, never for showing.

What Unicode holds to be one letter in other forms is one (UAX #15, NFKD; case folding): presentation forms, digits of
any script, letters with accents, points or a hamza. Beyond that, letters are one that CLDR's collation for searching
takes for the same at its first level, and those of Arabic and Persian that look the same in words (UTS #39).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Default_Ignorable_Code_Point (Unicode 15.1, DerivedCoreProperties.txt), as far as text from pages and PDFs has them.
IGNORABLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
TATWEEL = "\u0640"

PARTICLES = "وفبكل"  # written onto the word that follows
ARTICLE = "ال"
END, SHORT = "\u02bc", 3  # a letter, which search keeps, and up to how many letters words have it
LEAST = 3  # letters that are left of a word when what is written onto it is taken off

_APART = re.compile(
    "(?<![^ ])(ن?مي) (?=[^ ])|(?<=[^ ]) (?=(?:ها(?:ي(?:[يمتش]|مان|تان|شان)?)?|تر(?:ين)?|اند)(?![^ ]))"
)  # of Persian verbs, and of endings
_AND = "\u200cو"  # in the middle of a Persian word, where many write two spaces
_SEATED = re.compile("[ءؤئ](?=و)")  # شؤون is شئون in Egypt, رؤوس is رءوس, too

_SAME = {
    **dict.fromkeys("یىۍےې", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ةەہھۃ", "ه"),
    **dict.fromkeys("ٱٲٳ", "ا"),
    **dict(zip("œæøłđı", ("oe", "ae", "o", "l", "d", "i"), strict=True)),
    TATWEEL: "",
}
_OWN = "йЙ"  # letters of their own, though Unicode makes them of a letter and a mark
_FIRST_ACCENT = 10  # lower combining classes are of marks without which a letter is another one, such as a virama


class _Table(dict[int, str]):
    """For `str.translate`: what each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


class _Spaced(dict[int, str]):
    """The same, with a space for what is no letter."""

    def __missing__(self, code: int) -> str:
        spaced = self[code] = "".join(it if is_letter(it) else " " for it in _TABLE[code])
        return spaced


def folded(text: str) -> str:
    """A text with its letters folded; its white space and signs stay."""
    return text.translate(_TABLE)


def letters(text: str) -> tuple[str, list[int]]:
    """The folded letters and digits of a text without anything between them, and where in the text each stood."""
    found, origins = [], []
    for at, char in enumerate(text):
        for letter in _TABLE[ord(char)]:
            if is_letter(letter):
                found.append(letter)
                origins.append(at)
    return "".join(found), origins


def words(text: str) -> Iterator[str]:
    """The words of a text, folded; one ends where Arabic letters meet others, as text from PDFs has it."""
    return (word[0] for word in _WORD.finditer(text.translate(_SPACED)))


def sought(text: str) -> Iterator[str]:
    """The words of a text as search has them, of what is looked for and of what is looked in.

    What is written onto Arabic words is taken off, again and again: a letter that belongs to the word may go too, but
    then it goes from all its forms. Short words have a sign at their end, as they are the beginning of too many others.
    What Persian writes with a zero width non-joiner is one word with a space, too. theme/static/js/fold.js does the
    same.
    """
    return (_bare(word[0]) for word in _WORD.finditer(_APART.sub(r"\1", text.translate(_SPACED))))


def searched(text: str) -> Iterator[str]:
    """The words of a text that is looked in: as `sought`, and once more as others write them.

    A Persian word with an “and” in it is three; a hamza before و stands on any seat that a country gives it. Queries
    need no rule for that, and the beginning of a word, such as لاجئ of لاجئون, stays its beginning.
    """
    yield from sought(text)
    yield from sought(" ".join(way for word in text.split() for way in _ways(word)))


def is_letter(char: str) -> bool:
    """Whether a character is a letter, a digit, or a mark without which a letter is another one."""
    return unicodedata.category(char)[0] in "LNM"


def _ways(word: str) -> list[str]:
    """How others write a word."""
    return sorted({word.replace(_AND, " و "), *(_SEATED.sub(seat, word) for seat in "ءؤئ")} - {word})


def _bare(word: str) -> str:
    while True:
        attached = len(ARTICLE) if word.startswith(ARTICLE) else int(word[0] in PARTICLES)
        if not attached or len(word) - attached < LEAST:
            return word if len(word) > SHORT else word + END
        word = word[attached:]


def _folded(char: str) -> str:
    if char in _OWN:
        return char.casefold()
    if IGNORABLE.match(char):
        return ""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    kept = (it for it in plain if unicodedata.combining(it) < _FIRST_ACCENT)
    return "".join(str(unicodedata.decimal(it, _SAME.get(it, it))) for it in kept)


_TABLE, _SPACED = _Table(), _Spaced()
_WORD = re.compile("[\u0600-\u06ff]+|[^\u0600-\u06ff ]+")
