"""Letters that are not of the language of a text: they look alike, and nothing finds the words that hold them.

Persian has its own kaf and yeh (Unicode 15.1, 9.2, table 9-9); the keyboard of one language gives the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RIGHT = {  # by language: a letter that is not its own, and those that are
    "ar": {"\u06a9": "\u0643", "\u06cc": "\u064a\u0649", "\u06be": "\u0647"},
    "fa": {"\u0643": "\u06a9", "\u064a": "\u06cc", "\u0649": "\u06cc"},
}
# A tatweel joins a particle to what is no Arabic letter, and ends an abbreviation; inside a word it only stretches it.
_STRETCH = "\u0640+(?=[\u0620-\u064a\u066e-\u06d3])"
STRANGE = {language: re.compile(f"[{''.join(right)}]|{_STRETCH}") for language, right in _RIGHT.items()}

OWN = {  # some letters of each script (ISO 15924) that nearly every sentence has
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    "Cyrl": re.compile("[\u0400-\u052f]"),
    "Grek": re.compile("[\u0370-\u03ff]"),
    "Hebr": re.compile("[\u05d0-\u05ea]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
}
FEW = 3  # words, of which a name may consist that is written in the letters of its owner


def is_of_another(text: str, script: str) -> bool:
    """Whether a text of more than a few words has no letter of a script, but some of another."""
    own = OWN.get(script)
    return (
        own is not None
        and not own.search(text)
        and len(text.split()) > FEW
        and any(other.search(text) for other in OWN.values())
    )


def strange_letters(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    """Where each letter stands that is not of the language, what is wrong and how to write it."""
    base = language.partition("-")[0]
    for match in STRANGE[base].finditer(text) if base in STRANGE else ():
        letter = match[0]
        message, hint = "a tatweel (U+0640), which only stretches a word", "leave it out"
        if letter in _RIGHT[base]:
            message = f'{letter} (U+{ord(letter):04X}) in a text in "{language}"'
            hint = f"write {' or '.join(f'{it} (U+{ord(it):04X})' for it in _RIGHT[base][letter])}"
        yield match.start(), message, hint
