"""Lines of images for messengers have the order and the width that a browser gives them."""

from __future__ import annotations

import base64
import re
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from conftest import ROOT
from tarikh.publishing.bidi import in_visual_order, levels
from tarikh.publishing.lettering import Cut, Lettering, line
from tarikh.speaking.typography import breakable

LETTERING = Lettering({file.stem: file.read_bytes() for file in (ROOT / "theme" / "faces").glob("*.ttf")})
SIZE = 80
MIXED = [
    ("en", "The Alliance (تحالف دول الساحل) and ECOWAS, 2021–2026"),
    ("en", "“إيكواس” 12 % and 3–4 April: «اکوواس»"),
    ("fr", "L’Alliance des États du Sahel – البيان 25/2025 – à Moscou"),
    ("ru", "ЭКОВАС и «Росатом»: إيكواس، 2025 г."),
    ("ar", "إيكواس (ECOWAS) تفرض 0.5% على الواردات"),
    ("ar", "من 3–4 أبريل/نيسان 2025 في موسكو"),
    ("ar", "قال: «Wagner Group» غادرت [مالي]، 13% فقط"),
    ("ar", "الأمم المتحدة 2021–2026 (A/RES/79/1) و«Росатом» 25-3"),
    ("fa", "اکوواس (ECOWAS) ۰٫۵ درصد، ۱۴۰۲–۱۴۰۳"),
    ("fa", "۱۴ تا ۱۵ فروردین ۱۴۰۴ می‌شود؟ «Sahel 2025»!"),
]
PLAIN = [
    ("en", "First consultations of the foreign ministers in Moscow"),
    ("fr", "Les ministres des Affaires étrangères à Ouagadougou"),
    ("ru", "Министры обороны России и государств Сахеля"),
    ("ar", "بوركينا فاسو ومالي والنيجر تؤسس تحالف دول الساحل لا"),
    ("fa", "گاه‌شمار ساحل: حکومت‌های نظامی در بورکینافاسو"),
]
SCRIPTS = {"ar": "Arab", "fa": "Arab", "ru": "Cyrl"}
MIDDLES = """text => {
    const node = document.querySelector("p").firstChild, range = document.createRange();
    return [...text].map((letter, at) => {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        return box.left + box.width / 2;
    });
}"""


class Letter(NamedTuple):
    at: int
    level: int


def show(page: Page, language: str, text: str) -> None:
    """Sets a text in the faces of the site, as its pages do."""
    tokens = (ROOT / "theme" / "styles" / "10-tokens.css").read_text(encoding="utf-8")
    faces = "".join(re.findall(r"@font-face \{.*?\}", tokens, re.DOTALL))
    for file in (ROOT / "theme" / "static" / "fonts").glob("*.woff2"):
        faces = faces.replace(
            f"fonts/{file.name}", f"data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode()}"
        )
    family = '"Source Serif 4", "Markazi Text"'
    if SCRIPTS.get(language) == "Arab":
        family = '"Markazi Text", "Source Serif 4"'
    page.set_content(
        f"<style>{faces} p {{ font: 600 {SIZE}px {family}; white-space: pre; width: max-content }}</style>"
        f'<p lang="{language}" dir="{"rtl" if rtl(language) else "ltr"}">{text}</p>'
    )
    page.evaluate("document.fonts.ready")


def rtl(language: str) -> bool:
    return SCRIPTS.get(language) == "Arab"


@pytest.mark.parametrize(("language", "text"), MIXED)
def test_letters_of_a_mixed_line_are_in_the_order_of_the_browser(page: Page, language: str, text: str) -> None:
    show(page, language, text)
    middles = page.evaluate(MIDDLES, text)
    seen = [at for at, letter in enumerate(text) if letter not in " \u200c"]
    ours = [it.at for it in in_visual_order(map(Letter, range(len(text)), levels(text, rtl(language))))]
    assert [at for at in ours if at in seen] == sorted(seen, key=lambda at: middles[at])


@pytest.mark.parametrize(("language", "text"), MIXED + PLAIN)
def test_a_line_is_as_wide_as_in_the_browser(page: Page, language: str, text: str) -> None:
    show(page, language, text)
    width = page.evaluate("document.querySelector('p').getBoundingClientRect().width")
    script = SCRIPTS.get(language, "Latn")
    pieces = LETTERING.pieces(breakable(text, language), language, script, rtl(language), Cut(600))
    assert line(pieces).width * SIZE == pytest.approx(width, rel=0.01)
