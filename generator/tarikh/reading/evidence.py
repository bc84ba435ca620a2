"""Stored documents as evidence: is a quote really there, and in which line?

A quote has to be in the stored file letter for letter. Only white space (line ends, runs of
spaces, no-break spaces) and characters that are never visible are passed over.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, chain, count
from operator import add

from tarikh.model.folding import IGNORABLE, PARTICLES, folded

MOST_COMPARED = 500_000  # words, for one quote that is not there
RAREST = 8  # words of a quote that are looked for when it is not there as it stands


def fold(text: str) -> str:
    """The text with invisible characters gone and white space as single spaces."""
    return " ".join(IGNORABLE.sub("", text).split())


def has_words(text: str) -> bool:
    """Whether a text holds anything that can be seen."""
    return any(map(fold, text.splitlines()))


class StoredText:
    """The text of a stored document, prepared for looking up quotes."""

    def __init__(self, text: str) -> None:
        words: list[str] = []
        self._ends: list[int] = []  # how many words stand in the lines up to each
        for line in IGNORABLE.sub("", text).split("\n"):
            words += line.split()
            self._ends.append(len(words))
        self._text = " ".join(words)
        self._starts = array("L", map(add, accumulate(map(len, words), initial=0), count()))

    def __len__(self) -> int:
        """The number of words."""
        return self._ends[-1]

    def find(self, quote: str, near: int = 0) -> tuple[int, int] | None:
        """The words a quote stands in, as a half-open range; None where it is not in the document.

        Where it stands more than once, the place that begins nearest to the word `near` counts.
        """
        wanted = fold(quote)
        if not wanted:
            return None
        start = self._starts[near]
        before = self._text.rfind(wanted, 0, start + len(wanted) - 1) if start else -1
        behind = self._text.find(wanted, start)
        found = [(self._word_at(at), self._word_at(at + len(wanted) - 1) + 1) for at in (before, behind) if at >= 0]
        return min(found, key=lambda words: abs(words[0] - near), default=None)

    def splits_words(self, quote: str, near: int = 0) -> bool:
        """Whether a quote stands nowhere but with an end inside a word; looked for from the word `near` on first.

        Words end where the script changes, as in text from PDF; an Arabic particle may stay outside.
        """
        wanted, text = fold(quote), self._text
        for at in chain(self._occurrences(wanted, self._starts[near]), self._occurrences(wanted)):
            end = at + len(wanted)
            before, after = text[at - 1 : at] or " ", text[end : end + 1] or " "
            if before in PARTICLES and not _goes_on(farther := text[at - 2 : at - 1] or " ", before):
                before = farther
            if not _goes_on(before, wanted[0]) and not _goes_on(after, wanted[-1]):
                return False
        return True

    @property
    def signs(self) -> Iterator[int]:
        """The words that hold no letter and no digit, such as a dash or a full stop on its own."""
        for at, word in enumerate(self._words()):
            if not word.isalnum() and not any(map(str.isalnum, word)):
                yield at

    def line(self, word: int) -> int:
        """The line, from 1, that a word stands in."""
        return bisect_right(self._ends, word) + 1

    def text(self, words: tuple[int, int]) -> str:
        """The words of a half-open range."""
        first, end = words
        return self._text[self._starts[first] : self._starts[min(end, len(self))] - 1] if first < end else ""

    def first_word(self, line: int) -> int:
        """The first word that stands in a line or after it."""
        return self._ends[min(line - 2, len(self._ends) - 1)] if line > 1 else 0

    def nearest(self, quote: str) -> tuple[int, str]:
        """The line and text of the passage that shares most words with the quote, in the same order if possible.

        Words count as shared when their letters are the same folded: another keyboard's are the likeliest slip.
        """
        wanted, words = [[folded(word) for word in each] for each in (fold(quote).split(), self._words())]
        if not words:
            return 0, ""
        best = max(_candidates(words, wanted), key=lambda at: (_likeness(words, at, wanted), -at), default=0)
        return self.line(best), self.text((best, best + len(wanted)))

    def _words(self) -> list[str]:
        """The words, which are many and seldom looked at one by one."""
        return self._text.split()

    def _word_at(self, character: int) -> int:
        return bisect_right(self._starts, character) - 1

    def _occurrences(self, wanted: str, start: int = 0) -> Iterator[int]:
        """The characters from `start` on at which a folded text begins, looked for one by one."""
        at = self._text.find(wanted, start) if wanted else -1
        while at >= 0:
            yield at
            at = self._text.find(wanted, at + 1)


def _candidates(words: list[str], wanted: list[str]) -> set[int]:
    """Where the passage may begin, judged by where its words stand; not by those that stand everywhere."""
    places: dict[str, list[int]] = {word: [] for word in wanted}
    for at, word in enumerate(words):
        if word in places:
            places[word].append(at)
    rare = sorted((at for at in places.values() if at), key=len)[:RAREST]
    last = max(0, len(words) - len(wanted))
    offsets = {id(at): wanted.index(word) for word, at in places.items()}
    most = max(1, MOST_COMPARED // (RAREST * len(wanted)))
    return {min(last, max(0, place - offsets[id(at)])) for at in rare for place in at[:most]}


def _likeness(words: list[str], at: int, wanted: list[str]) -> int:
    window = words[at : at + len(wanted)]
    aligned = sum(a == b for a, b in zip(window, wanted, strict=False))
    return 2 * aligned + (Counter(window) & Counter(wanted)).total()


def _goes_on(letter: str, word: str) -> bool:
    """Whether a letter beside a letter of a word belongs to the word: it is of the same script."""
    return letter.isalnum() and _is_arabic(letter) == _is_arabic(word)


def _is_arabic(letter: str) -> bool:
    return "\u0600" <= letter <= "\u06ff"
