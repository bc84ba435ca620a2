"""What changed from one text to another, word by word, in signs that stand out in any script."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
AROUND = 8  # words and spaces that are shown beside a change


def difference(old: str, new: str) -> str:
    """The new text with what was left out as [-…-] and what was put in as {+…+}; long stretches between are cut."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    told = []
    # a space beside nothing that is the same says nothing, and to try all of them takes minutes
    steps = SequenceMatcher(str.isspace, before, after).get_opcodes()
    for at, (step, first, last, start, end) in enumerate(steps):
        if step == "equal":
            told.append(_shortened(before[first:last], at == 0, at == len(steps) - 1))
            continue
        if last > first:
            told.append(f"[-{''.join(before[first:last])}-]")
        if end > start:
            told.append(f"{{+{''.join(after[start:end])}+}}")
    return "".join(told)


def _shortened(words: list[str], begins: bool, ends: bool) -> str:
    if len(words) <= 2 * AROUND + 1:
        return "".join(words)
    head, tail = ("" if begins else "".join(words[:AROUND])), ("" if ends else "".join(words[-AROUND:]))
    return f"{head}…{tail}"
