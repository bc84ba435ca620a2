"""Lines where scripts of both directions meet are in the order of UAX #9. A browser is asked in tests/browser."""

from typing import NamedTuple

import pytest

from tarikh.publishing.bidi import in_visual_order, levels


class Letter(NamedTuple):
    letter: str
    level: int


def seen(text: str, rtl: bool) -> str:
    """A line as it is seen from the left to the right, without mirroring."""
    return "".join(it.letter for it in in_visual_order(map(Letter, text, levels(text, rtl))))


# Letters in alphabetical order, so that directions can be told: a b c run from the left, א ב ג and ا ب ت do not.
CASES = [
    ("abc", False, "abc"),
    ("אבג", True, "גבא"),
    ("a אבג b", False, "a גבא b"),
    ("א abc ב", True, "ב abc א"),
    ("אב 12 גד", True, "דג 12 בא"),
    ("ab אב 12 cd", False, "ab 12 בא cd"),
    ("2021–2026", True, "2026–2021"),
    ("2021–2026", False, "2021–2026"),
    ("ا 3–4 ب", True, "ب 4–3 ا"),
    ("א 3-4 ב", True, "ב 3-4 א"),  # a hyphen joins European numbers, but not those after Arabic letters
    ("ا 3-4 ب", True, "ب 4-3 ا"),
    ("ا 13% ب", True, "ب %13 ا"),
    ("ا (abc) ب", True, "ب )abc( ا"),
    ("a (אב) b", False, "a (בא) b"),
    ("א (b) c", False, "א (b) c"),
    ("«abc» א", True, "א »abc«"),
    ("۱۴۰۲–۱۴۰۳", True, "۱۴۰۳–۱۴۰۲"),
    ("می\u200cشود", True, "دوش\u200cیم"),
    ("", True, ""),
]


@pytest.mark.parametrize(("text", "rtl", "expected"), CASES)
def test_a_line_is_seen_in_the_order_of_the_standard(text: str, rtl: bool, expected: str) -> None:
    assert seen(text, rtl) == expected


def test_every_letter_is_seen_once() -> None:
    text = "ECOWAS (إيكواس) в 2025 г. «۱۴۰۴» [x} ״"
    assert sorted(seen(text, True)) == sorted(seen(text, False)) == sorted(text)
