"""Letters of one Arabic script where the other's belong: they look alike, and nothing finds the words that hold them.

Persian has its own kaf and yeh (Unicode 15.1, chapter 9.2, table 9-9); keyboards of one language give the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tarikh.model.folding import TATWEEL

RIGHT: Mapping[str, Mapping[str, str]] = {  # by language: a letter that is not its own, and the one that is
    "ar": {"\u06a9": "\u0643", "\u06cc": "\u064a or \u0649", "\u06be": "\u0647", TATWEEL: ""},
    "fa": {"\u0643": "\u06a9", "\u064a": "\u06cc", "\u0649": "\u06cc", TATWEEL: ""},
}
_WRONG = {language: re.compile(f"[{''.join(letters)}]") for language, letters in RIGHT.items()}


def strange_letters(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    """For each run of words that hold such a letter its offset, what is wrong and how to write it."""
    base = language.partition("-")[0]
    wrong = _WRONG.get(base)
    if wrong is None:
        return
    for match in wrong.finditer(text):
        letter = match[0]
        if letter == TATWEEL:
            yield match.start(), "a tatweel (U+0640), which only stretches a line", "leave it out"
        else:
            right = RIGHT[base][letter]
            told = " or ".join(f"{it} (U+{ord(it):04X})" for it in right.split(" or "))
            yield match.start(), f'{letter} (U+{ord(letter):04X}) in a text in "{language}"', f"write {told}"
