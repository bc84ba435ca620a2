"""How much of each stored document is used: word for word, cited, left out for a reason, or neither."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from tarikh.model.chronology import CITED, UNACCOUNTED, Coverage, Extract, Omission, Portion

from .evidence import StoredText


def cover(document: str, stored: StoredText, extracts: Iterable[Extract], omissions: Iterable[Omission]) -> Coverage:
    """What every word of a document is used for. What is cited is cited, even inside an omission."""
    uses = [UNACCOUNTED] * len(stored)
    for omission in omissions:
        first, end = omission.words
        uses[first:end] = [omission.reason] * (end - first)
    for extract in extracts:
        for first, end in extract.words:
            uses[first:end] = [CITED] * (end - first)
    for word in stored.signs:
        if word:
            uses[word] = uses[word - 1]  # a dash or full stop goes with the word before it
    portions, first = [], 0
    for use, group in groupby(uses):
        end = first + len(list(group))
        lines = stored.line(first), stored.line(end - 1)
        portions.append(Portion(use, end - first, *lines, stored.text((first, end))))
        first = end
    return Coverage(document, tuple(portions))
