"""Finding the passage that somebody means: letter for letter, or else with its letters folded and signs passed over.

What comes of it are the exact words of the document, as the reader will find them again.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from tarikh.model.folding import IGNORABLE, letters, words
from tarikh.reading.evidence import StoredText, fold

JOINERS = "\u200c\u200d"  # invisible, but without them words look different
MOST_ADDED = 40  # words and marks by which a quote is lengthened to tell it apart
LEAST_SHARED = 1 / 3  # of the words of a quote, by a passage that is worth to be told as the nearest
AROUND, FARTHEST = 4, 100  # words, and the characters they stand in, that are shown on either side of a passage
_PAIR = re.compile(r'\(\)|\[\]|\{\}|«»|‹›|“”|""')
_NO_MARK = re.compile(r'[^()\[\]{}«»‹›“”"]')
_WORD = re.compile(r"\S+")
# the ends of words, without signs, and closing marks; the beginnings, and opening marks
_TO_END = re.compile(r'[)\]}»›”]|"(?!\w)|\w++(?:[^\w\s]++\w++)*+')
_FROM_START = re.compile(r'[(\[{«‹“]|(?<!\w)"|\w\S*')


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


def nearest(stored: Mapping[str, StoredText], quote: str) -> tuple[str, int, str] | None:
    """The passage most like a quote that is nowhere: its document, line and words; None if few words are the same."""
    wanted, _ = letters(quote)
    near = [(document, *text.nearest(quote)) for document, text in stored.items()]
    best = max(near, key=lambda it: SequenceMatcher(None, letters(it[2])[0], wanted, autojunk=False).ratio())
    said = Counter(words(quote))
    return best if (said & Counter(words(best[2]))).total() >= LEAST_SHARED * max(1, said.total()) else None


def told_apart(found: Found, text: str, stored: StoredText) -> Found | None:
    """The passage with as few words beside it as make the reader find it where it stands; None if none do.

    The reader takes the first place where a quote stands: one that stands farther down has to be a longer one. It is
    one that holds both of a pair of quotation marks or brackets, or neither, if any does.
    """
    ends = [found.end, *(it.end() for it in islice(_TO_END.finditer(text, found.end), MOST_ADDED))]
    starts = [*(it.start() for it in _FROM_START.finditer(text, 0, found.start)), found.start][: -MOST_ADDED - 2 : -1]
    sides = [(before, behind) for before in range(len(starts)) for behind in range(len(ends))]
    nearby = [
        (starts[before], ends[behind]) for before, behind in sorted(sides, key=_reach) if before + behind <= MOST_ADDED
    ]
    word = len(fold(f"{text[: found.start]}.").split())
    for start, end in (nearby[0], *sorted(nearby, key=lambda it: not _is_whole(text[it[0] : it[1]]))):
        where = stored.find(quotable(text, start, end))
        if where and where[0] == word - len(fold(f"{text[start : found.start]}.").split()):
            return _found(found.document, text, start, end, found.exact)
    return None


def around(found: Found, text: str) -> str:
    """The passage between two stars each, with some of the words on either side."""
    before = [it.start() for it in _WORD.finditer(text, max(0, found.start - FARTHEST), found.start)][-AROUND:]
    behind = [it.end() for it in islice(_WORD.finditer(text, found.end, found.end + FARTHEST), AROUND)]
    start, end = min(before, default=found.start), max(behind, default=found.end)
    sides = text[start : found.start], text[found.end : end]
    return quotable(marked := f"**{found.words}**".join(sides), 0, len(marked))


def quotable(text: str, start: int, end: int) -> str:
    """The words as a quote has them: on one line, without what nobody sees."""
    words = " ".join(text[start:end].split())
    return "".join(char for char in words if char in JOINERS or not IGNORABLE.match(char))


def _reach(sides: tuple[int, int]) -> tuple[int, bool, int]:
    """For sorting: few words first, and of as many those that stand on one side, best behind the passage."""
    return sum(sides), all(sides), sides[0]


def _is_whole(text: str) -> bool:
    """Whether it holds both of every pair of quotation marks or brackets, or neither."""
    marks = _NO_MARK.sub("", text)
    while (fewer := _PAIR.sub("", marks)) != marks:
        marks = fewer
    return not marks


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
    return Found(document, start, end, quotable(text, start, end), lines, exact)


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
