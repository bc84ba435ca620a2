"""In which order the letters of a line stand, where scripts of both directions meet (Unicode Standard Annex #9).

Written here because no library with a permissive licence and wheels for all systems tells levels. Content has no
characters that change direction, so that a paragraph is one run of a level; if there are any, they are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar
from unicodedata import bidirectional

_PASSED_OVER = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_BRACKETS = "()[]{}⁅⁆⁽⁾₍₎⟦⟧⟨⟩⟪⟫〈〉《》「」『』【】〔〕（）［］｛｝"
_CLOSING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_DEEPEST = 63  # brackets in brackets


class Levelled(Protocol):
    """Something that stands in a line."""

    @property
    def level(self) -> int: ...


L = TypeVar("L", bound=Levelled)


def levels(text: str, rtl: bool) -> list[int]:
    """The embedding level of each character of a paragraph; those at odd levels run from the right."""
    base, own = (1, "R") if rtl else (0, "L")
    if text.isascii() and not rtl:
        return [0] * len(text)
    classes = [bidirectional(letter) or "L" for letter in text]
    at = [index for index, kind in enumerate(classes) if kind not in _PASSED_OVER]
    kinds = [classes[index] for index in at]
    _resolve_weak(kinds, own)
    _resolve_brackets([text[index] for index in at], [classes[index] for index in at], kinds, own)
    _resolve_neutral(kinds, own)
    found = [base] * len(text)
    for index, kind in zip(at, kinds, strict=True):
        if base:
            found[index] = 1 if kind == "R" else 2
        else:
            found[index] = {"L": 0, "R": 1}.get(kind, 2)
    for index, kind in enumerate(classes):
        if kind in _PASSED_OVER and index:
            found[index] = found[index - 1]
    return found


def in_visual_order(line: Iterable[L]) -> list[L]:
    """What stands in a line, from the left to the right (rule L2)."""
    ordered = list(line)
    found = {it.level for it in ordered}
    for level in range(max(found, default=0), 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[start:end] = ordered[start:end][::-1]
            start = end + 1
    return ordered


def _resolve_weak(kinds: list[str], own: str) -> None:
    """Rules W1 to W7."""
    before = strong = own
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kind = before
        before = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[index] = kind
    for index, kind in enumerate(kinds):
        if kind == "AL":
            kinds[index] = "R"
        elif kind in ("ES", "CS") and 0 < index < len(kinds) - 1:
            left, right = kinds[index - 1], kinds[index + 1]
            if left == right and (left == "EN" or (left == "AN" and kind == "CS")):
                kinds[index] = left
    _resolve_terminators(kinds)
    strong = own
    for index, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"
        elif kind in ("ES", "ET", "CS"):
            kinds[index] = "ON"


def _resolve_terminators(kinds: list[str]) -> None:
    """Rule W5: signs such as % belong to the number beside them."""
    for start, end in _runs(kinds, frozenset({"ET"})):
        if (start and kinds[start - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[start:end] = ["EN"] * (end - start)


def _resolve_brackets(letters: Sequence[str], classes: Sequence[str], kinds: list[str], own: str) -> None:
    """Rule N0: both brackets of a pair have the direction of what they hold or, if it is foreign, of what is before."""
    for opening, closing in _pairs(letters, kinds):
        inside = {_direction(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if not inside:
            continue
        said = own
        if own not in inside:
            foreign = "L" if own == "R" else "R"
            said = next((it for kind in reversed(kinds[:opening]) if (it := _direction(kind))), own)
            said = foreign if said == foreign else own
        for bracket in (opening, closing):
            kinds[bracket] = said
            for index in range(bracket + 1, len(kinds)):
                if classes[index] != "NSM":
                    break
                kinds[index] = said


def _pairs(letters: Sequence[str], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of brackets, in the order of those that open them (definition BD16)."""
    pairs, open_ = [], list[tuple[str, int]]()
    for index, letter in enumerate(letters):
        if kinds[index] != "ON":
            continue
        if letter in _CLOSING:
            if len(open_) == _DEEPEST:
                return []
            open_.append((_CLOSING[letter], index))
        elif any(wanted == letter for wanted, _ in open_):
            while open_:
                wanted, opening = open_.pop()
                if wanted == letter:
                    pairs.append((opening, index))
                    break
    return sorted(pairs)


def _resolve_neutral(kinds: list[str], own: str) -> None:
    """Rules N1 and N2: what has no direction has that of its neighbours if it is the same, else the paragraph's."""
    for start, end in _runs(kinds, _NEUTRAL):
        before = _direction(kinds[start - 1]) if start else own
        after = _direction(kinds[end]) if end < len(kinds) else own
        kinds[start:end] = [before if before == after else own] * (end - start)


def _runs(kinds: Sequence[str], of: frozenset[str]) -> list[tuple[int, int]]:
    """Where characters of some kinds stand side by side."""
    runs, start = [], 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in of:
            end += 1
        if end > start:
            runs.append((start, end))
        start = end + 1
    return runs


def _direction(kind: str) -> str:
    """The direction that a resolved kind has; numbers count as from the right."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")
