"""Texts are shaped as their scripts ask, in faces of the theme alone, and lines end between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conftest import ROOT
from tarikh.publishing.lettering import Cut, Lettering, Piece, Run, balanced, filled, line, shortened, width
from tarikh.speaking.typography import breakable

PLAIN = Cut()
LETTERING = Lettering({file.stem: file.read_bytes() for file in (ROOT / "theme" / "faces").glob("*.ttf")})
ARABIC = "بوركينا فاسو ومالي والنيجر تؤسس تحالف دول الساحل"


def pieces(text: str, language: str = "ar", script: str = "Arab", rtl: bool = True) -> list[Piece]:
    return LETTERING.pieces(breakable(text, language), language, script, rtl, PLAIN)


def numbers(text: str, language: str = "ar", script: str = "Arab", rtl: bool = True) -> list[int]:
    """The glyphs of a line, from the left to the right."""
    return [glyph.number for run in line(pieces(text, language, script, rtl)).runs for glyph in run.glyphs]


def words(wide: list[float]) -> list[Piece]:
    """Words of some widths with spaces of a quarter behind them."""
    runs = [Run(0, "Latn", 400, (), each, False) for each in wide]
    return [Piece((run,), run.width, run.width + 0.25) for run in runs]


def test_arabic_letters_are_joined() -> None:
    alone = [number for letter in "مالي" for number in numbers(letter)]
    assert not set(numbers("مالي")) & set(alone[:2])  # initial and final forms
    assert numbers("مالي")[::-1] != alone


def test_lam_and_alef_are_one_sign() -> None:
    assert len(numbers("لا")) < len(numbers("لم"))


def test_a_zero_width_non_joiner_divides_and_is_not_seen() -> None:
    joined, divided = line(pieces("میشود", "fa")), line(pieces("می\u200cشود", "fa"))
    assert [it.number for it in joined.runs[0].glyphs] != [it.number for it in divided.runs[0].glyphs]
    assert len(divided.runs) == 1
    assert 0 not in [it.number for it in divided.runs[0].glyphs]


def test_persian_and_arabic_digits_have_their_own_shapes() -> None:
    assert not set(numbers("۴۶۷", "fa")) & set(numbers("٤٦٧"))
    assert 0 not in numbers("۰۱۲۳۴۵۶۷۸۹", "fa") + numbers("٠١٢٣٤٥٦٧٨٩")


def test_numbers_run_from_the_left_among_arabic_words() -> None:
    digits = numbers("2025", "en", "Arab", False)
    shown = numbers("في 2025 موسكو")
    assert any(shown[at : at + 4] == digits for at in range(len(shown)))


def test_signs_among_arabic_words_come_from_the_arabic_face_and_latin_letters_from_the_latin() -> None:
    faces = {run.face for run in line(pieces("(ECOWAS) في 2025")).runs}
    assert faces == {"Arab", "Arab-signs", "Latn"}
    assert {run.face for run in line(pieces("В 2025 году", "ru", "Cyrl", False)).runs} == {"Cyrl", "Latn"}


def test_brackets_are_mirrored_among_letters_that_run_from_the_right() -> None:
    opening, closing = numbers("(", "en", "Arab", False), numbers(")", "en", "Arab", False)
    among = numbers("(ب)")
    assert (among[0], among[-1]) == (opening[0], closing[0])


@pytest.mark.parametrize(
    ("text", "writes"),
    [
        ("Ouagadougou, 3–4 avril", True),
        ("Буркина-Фасо", True),
        (ARABIC, True),
        ("می\u200cشود", True),
        ("e\u0301te\u0301", True),
        ("中文", False),
        ("Ouaga 🌍", False),
    ],
)
def test_it_is_told_whether_the_faces_have_all_letters(text: str, writes: bool) -> None:
    assert LETTERING.writes(text) is writes


def test_bold_letters_are_wider() -> None:
    bold = LETTERING.pieces(["Niger"], "en", "Latn", False, Cut(600))
    assert width(bold) > width(pieces("Niger", "en", "Latn", False))


def test_what_is_drawn_is_as_wide_as_it_was_measured() -> None:
    for text, rtl in (("Mali, Niger", False), ("مالي والنيجر", True)):
        picture = Image.new("L", (900, 200), 0)
        set_line = line(pieces(text, "en", "Arab" if rtl else "Latn", rtl))
        LETTERING.draw(picture, set_line, 80, 50, 120)
        left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
        assert 40 < left < 62
        assert abs(right - left - set_line.width * 80) < 16
        assert 20 < top < bottom < 170


def test_lines_are_broken_between_words_and_their_spaces_are_not_drawn() -> None:
    lines = balanced(pieces(ARABIC), 8.0)
    assert len(lines) > 1
    for each in lines:
        assert width(each) <= 8.0
        assert not any(run.is_space for run in (line(each).runs[0], line(each).runs[-1]))
    assert [piece for each in lines for piece in each] == pieces(ARABIC)


@given(st.lists(st.floats(0.1, 5.0), min_size=1, max_size=20), st.floats(5.0, 20.0))
def test_balanced_lines_are_as_many_as_full_ones_and_fit(wide: list[float], room: float) -> None:
    full, even = filled(words(wide), room), balanced(words(wide), room)
    assert len(even) == len(full)
    assert [piece for each in even for piece in each] == words(wide)
    assert all(width(each) <= room for each in even)
    assert max(map(width, even)) <= max(map(width, full)) + 1e-9


def test_lines_too_many_end_with_an_ellipsis_at_a_word() -> None:
    ellipsis = words([0.8])
    lines = filled(words([3.0, 3.0, 3.0, 3.0, 3.0]), 7.0)
    shown = shortened(lines, 2, 7.0, ellipsis)
    assert [len(each) for each in shown] == [2, 2]
    assert shown[-1][-1] == ellipsis[0]
    assert width(shown[-1]) <= 7.0
    assert shortened(lines, 3, 7.0, ellipsis) == lines
