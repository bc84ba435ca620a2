"""Finding the passage that somebody means: letter for letter, or else with its letters folded and signs passed over.

What comes of it are the exact words of the document, as the reader will find them again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from tarikh.model.folding import IGNORABLE, letters
from tarikh.reading.evidence import StoredText, fold

JOINERS = "\u200c\u200d"  # invisible, but without them words look different
MOST_ADDED = 40  # words by which a quote is lengthened to tell it apart
_TO_END, _FROM_START = re.compile(r"\S*\w"), re.compile(r"\w\S*")  # of words, without signs at the far end


@dataclass(frozen=True, slots=True)
class Found:
    """A passage of a document, its exact words, and the lines from 1 that it stands in.

    `start` and `end` are the characters of the stored text; `exact`: it is what was asked for, letter for letter.
    """

    document: str
    start: int
    end: int
    words: str
    lines: range
    exact: bool

    def __str__(self) -> str:
        return f"{self.document}, line {self.lines.start}"


def passages(texts: Mapping[str, str], quote: str) -> list[Found]:
    """Where a quote stands in documents, given by their ids; only letter for letter, if it does so anywhere."""
    found = [it for document, text in texts.items() for it in _find(document, text, quote)]
    exact = [it for it in found if it.exact]
    return exact or found


def nearest(stored: Mapping[str, StoredText], quote: str) -> tuple[str, int, str]:
    """The passage most like a quote that is nowhere: its document, line and words."""
    wanted, _ = letters(quote)
    near = [(document, *text.nearest(quote)) for document, text in stored.items()]
    return max(near, key=lambda it: SequenceMatcher(None, letters(it[2])[0], wanted, autojunk=False).ratio())


def told_apart(found: Found, text: str, stored: StoredText) -> Found | None:
    """The passage with as many of the next words as make the reader find it where it stands; None if none do.

    The reader takes the first place where a quote stands: one that stands farther down has to be a longer one.
    """
    ends = [it.end() for it in islice(_TO_END.finditer(text, found.end), MOST_ADDED)]
    starts = [it.start() for it in _FROM_START.finditer(text, 0, found.start)][-MOST_ADDED:]
    longer = (*((found.start, end) for end in ends), *((start, found.end) for start in reversed(starts)))
    for start, end in ((found.start, found.end), *longer):
        where = stored.find(_exact(text, start, end))
        if where and where[0] == len(fold(f"{text[:start]}.").split()) - 1:
            return _found(found.document, text, start, end, found.exact)
    return None


def _find(document: str, text: str, quote: str) -> Iterator[Found]:
    """The passages of one document, letter for letter if there are such."""
    for exact in (True, False):
        wanted, _ = _visible(quote) if exact else letters(quote)
        held, origins = _visible(text) if exact else letters(text)
        at = held.find(wanted) if wanted else -1
        some = at >= 0
        while at >= 0:
            yield _found(document, text, origins[at], _end(text, origins[at + len(wanted) - 1]), exact)
            at = held.find(wanted, at + len(wanted))
        if some:
            return


def _found(document: str, text: str, start: int, end: int, exact: bool) -> Found:
    first = text.count("\n", 0, start) + 1
    lines = range(first, first + text.count("\n", start, end) + 1)
    return Found(document, start, end, _exact(text, start, end), lines, exact)


def _visible(text: str) -> tuple[str, list[int]]:
    """The visible characters of a text, and where each stands."""
    kept = [(char, at) for at, char in enumerate(text) if not char.isspace() and not IGNORABLE.match(char)]
    return "".join(char for char, _ in kept), [at for _, at in kept]


def _end(text: str, last: int) -> int:
    """Where a passage ends whose last letter is known: with the points and accents on it."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _exact(text: str, start: int, end: int) -> str:
    """The words as a quote has them: on one line, without what nobody sees."""
    words = " ".join(text[start:end].split())
    return "".join(char for char in words if char in JOINERS or not IGNORABLE.match(char))
