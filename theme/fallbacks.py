"""Writes styles/12-fallbacks.css: system faces that take the room of ours, so that nothing moves when ours arrive.

    npm install --prefix DIR @fontsource/gelasio
    cd DIR && apt-get download fonts-liberation fonts-noto-core fonts-dejavu-core
    for package in *.deb; do dpkg-deb -x $package .; done && cd -
    .venv/bin/python -m pip install 'tarikh[fonts]' uharfbuzz && .venv/bin/python theme/fallbacks.py DIR

size-adjust is the width of running text in our face divided by its width in the system's, both shaped by HarfBuzz;
ascent and descent are those of our face. A system face has a rule only if it could be measured, itself or a face
made to its widths: Gelasio for Georgia, Liberation Serif for Times New Roman (@capsizecss/metrics has the same average
widths for Gelasio and Georgia, and for Tinos, which is as wide as Liberation Serif, and Times New Roman). Geeza Pro,
Segoe UI, Tahoma and the Arabic of Arial and Times New Roman could not be, and have none.
"""

from __future__ import annotations

import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont

THEME = Path(__file__).parent
FONTS = THEME / "static" / "fonts"
STYLE = THEME / "styles" / "12-fallbacks.css"
LARGEST = 3 * 1024

# Running text as this site has it: sentences, names, dates.
LATIN = """
The three governments signed the agreement in Moscow on 3 April 2025, after two days of talks behind closed doors. A
spokesman said that the ministers had discussed security, trade and the recognition of diplomas; he did not say which
papers were left unsigned. Two months earlier, on 29 January, the alliance had left the community of West African
states for good, and its members had agreed to issue a common passport.
Les trois gouvernements ont signé l’accord à Moscou le 3 avril 2025, après deux jours d’entretiens à huis clos. Selon
le porte-parole, les ministres ont évoqué la sécurité, le commerce et la reconnaissance des diplômes ; il n’a pas
précisé quels textes étaient restés sans signature. Deux mois plus tôt, le 29 janvier, l’alliance avait quitté la
communauté des États de l’Afrique de l’Ouest, et ses membres étaient convenus d’un passeport commun.
"""
CYRILLIC = """
Три правительства подписали соглашение в Москве после двухдневных переговоров за закрытыми дверями. Представитель
министерства сообщил, что стороны обсудили безопасность, торговлю и взаимное признание дипломов об образовании; какие
документы остались неподписанными, он не уточнил. Двумя месяцами ранее альянс окончательно вышел из сообщества
западноафриканских государств, а его участники договорились ввести общий паспорт и создать объединённые силы.
"""
ARABIC = """
وقّعت الحكومات الثلاث الاتفاق في موسكو بعد يومين من المحادثات المغلقة، وقال المتحدث باسم الوزارة إن الوزراء بحثوا الأمن
والتجارة والاعتراف المتبادل بالشهادات، ولم يذكر أي الوثائق بقيت من غير توقيع. وقبل ذلك بشهرين كان التحالف قد خرج نهائيًا
من جماعة دول غرب أفريقيا، واتفق أعضاؤه على إصدار جواز سفر مشترك وإنشاء قوة موحدة لمكافحة الإرهاب في منطقة الساحل.
"""
PERSIAN = """
سه دولت پس از دو روز گفت‌وگو پشت درهای بسته توافق‌نامه را در مسکو امضا کردند. سخنگوی وزارتخانه گفت که وزیران دربارهٔ
امنیت، بازرگانی و به‌رسمیت‌شناختن مدرک‌های تحصیلی گفت‌وگو کرده‌اند، اما نگفت که کدام سندها بی‌امضا ماند. دو ماه پیش از آن،
در ۱۰ بهمن ۱۴۰۳، این پیمان از جامعهٔ کشورهای غرب آفریقا بیرون رفته بود و اعضایش
پذیرفته بودند که گذرنامه‌ای مشترک صادر کنند.
"""
WORDS = {
    "latin": LATIN.split(),
    "cyrillic": re.findall(r"[\u0400-\u04ff]+", CYRILLIC),
    "arabic": re.findall(r"[\u0600-\u06ff]+", ARABIC + PERSIAN),
    "arabic-letters": re.findall(r"[\u0600-\u06ef\u06fa-\u06ff]+", ARABIC + PERSIAN),
    "space": [" "],
}
RANGES = {
    "latin": "U+0-2FF,U+2000-22FF",
    "cyrillic": "U+400-4FF",
    "arabic": "U+600-6FF,U+200C",
    "arabic-letters": "U+600-6EF,U+6FA-6FF,U+200C",
    "space": "U+20",
}
REGULAR, BOLD = 400, 600


@dataclass(frozen=True, slots=True)
class Ours:
    """A face of ours: its file for a script, and how much styles/10-tokens.css enlarges it."""

    name: str
    file: str
    enlarged: float = 1


@dataclass(frozen=True, slots=True)
class System:
    """A face that systems have: its PostScript names and the file that it is measured by, by weight."""

    name: str
    local: dict[int, str]
    files: dict[int, str]


@dataclass(frozen=True, slots=True)
class Match:
    """What a face of a system stands in for; `everywhere` if for more than the characters it is measured by."""

    ours: Ours
    system: System
    script: str
    everywhere: bool = False
    weights: tuple[int, ...] = (REGULAR, BOLD)

    @property
    def family(self) -> str:
        return f"{self.ours.name} as {self.system.name}"


SOURCE_LATIN = Ours("Source", "source-serif-4-latin.woff2")
SOURCE_CYRILLIC = Ours("Source", "source-serif-4-cyrillic.woff2")
MARKAZI = Ours("Markazi", "markazi-text-arabic.woff2", 1.26)
VAZIRMATN = Ours("Vazirmatn", "vazirmatn-arabic.woff2")

NOTO_SERIF = System(
    "Noto",
    {REGULAR: "NotoSerif-Regular NotoSerif", BOLD: "NotoSerif-Bold"},
    {REGULAR: "NotoSerif-Regular.ttf", BOLD: "NotoSerif-Bold.ttf"},
)
GEORGIA = System(
    "Georgia",
    {REGULAR: "Georgia", BOLD: "Georgia-Bold"},
    {REGULAR: "gelasio-latin-400-normal.woff2", BOLD: "gelasio-latin-700-normal.woff2"},
)
TIMES = System(
    "Times",
    {REGULAR: "TimesNewRomanPSMT LiberationSerif", BOLD: "TimesNewRomanPS-BoldMT LiberationSerif-Bold"},
    {REGULAR: "LiberationSerif-Regular.ttf", BOLD: "LiberationSerif-Bold.ttf"},
)
# The spaces of the three above are within a hundredth of an em of each other: .26, .241, .25.
SPACE = System(
    "space",
    {REGULAR: f"{NOTO_SERIF.local[REGULAR]} {GEORGIA.local[REGULAR]} {TIMES.local[REGULAR]}"},
    {REGULAR: TIMES.files[REGULAR]},
)
NASKH = System(
    "Naskh",
    {REGULAR: "NotoNaskhArabic-Regular NotoNaskhArabic", BOLD: "NotoNaskhArabic-Bold"},
    {REGULAR: "NotoNaskhArabic-Regular.ttf", BOLD: "NotoNaskhArabic-Bold.ttf"},
)
SANS_ARABIC = System("Noto Sans", {REGULAR: "NotoSansArabic-Regular"}, {REGULAR: "NotoSansArabic-Regular.ttf"})
DEJAVU = System(
    "DejaVu",
    {REGULAR: "DejaVuSans", BOLD: "DejaVuSans-Bold"},
    {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"},
)

# In the order of --text and --ui: Android, Windows and Apple, Linux. Where ranges overlap, the later rule holds.
# Spaces come first, for they stand in the face of Latin script even between Arabic words. Noto Naskh has Urdu's ۴ ۶ ۷
# whatever the language (2020 edition), so it lends its letters alone.
TEXT = (
    Match(SOURCE_LATIN, SPACE, "space", weights=(REGULAR,)),
    Match(SOURCE_LATIN, NOTO_SERIF, "latin", everywhere=True),
    Match(SOURCE_CYRILLIC, NOTO_SERIF, "cyrillic", weights=(REGULAR,)),
    Match(SOURCE_LATIN, GEORGIA, "latin"),
    Match(SOURCE_LATIN, TIMES, "latin", everywhere=True),
    Match(MARKAZI, NASKH, "arabic-letters"),
    Match(MARKAZI, DEJAVU, "arabic"),
)
UI = (
    Match(VAZIRMATN, SANS_ARABIC, "arabic", weights=(REGULAR,)),
    Match(VAZIRMATN, NASKH, "arabic-letters", weights=(REGULAR,)),
    Match(VAZIRMATN, DEJAVU, "arabic", weights=(REGULAR,)),
)


def main(systems: Path) -> None:
    made = style(systems).encode()
    if len(made) > LARGEST:
        sys.exit(f"{STYLE.name}: {len(made)} bytes; at most {LARGEST}")
    STYLE.write_bytes(made)
    print(f"{STYLE.name}: {len(made)} bytes")


def style(systems: Path) -> str:
    """The style sheet: a rule for each match and weight, and the families for --text and --ui."""
    lines = ["/* Made by fallbacks.py: faces of systems with the metrics of ours. */"]
    lines += [rule(match, weight, systems) for match in TEXT + UI for weight in match.weights]
    lines += [f"@layer tokens{{:root{{--like-text:{families(TEXT)};--like-ui:{families(UI)}}}}}", ""]
    return "\n".join(lines)


def families(matches: tuple[Match, ...]) -> str:
    return ",".join(dict.fromkeys(match.family for match in matches))


def rule(match: Match, weight: int, systems: Path) -> str:
    """The @font-face that gives a system's face the width of ours in a text, and our ascent and descent."""
    ours, theirs = TTFont(FONTS / match.ours.file), TTFont(next(systems.rglob(match.system.files[weight])))
    words = WORDS[match.script]
    adjust = width(ours, words, weight) * match.ours.enlarged / width(theirs, words)
    height = match.ours.enlarged / adjust / ours["head"].unitsPerEm
    declarations = {
        "font-family": match.family,
        "src": ",".join(f'local("{name}")' for name in match.system.local[weight].split()),
        "font-weight": str(BOLD) if weight == BOLD else "",
        "unicode-range": "" if match.everywhere else RANGES[match.script],
        "size-adjust": percent(adjust),
        "ascent-override": percent(ours["hhea"].ascent * height),
        "descent-override": percent(-ours["hhea"].descent * height),
        "line-gap-override": "0%" if theirs["hhea"].lineGap else "",
    }
    return "@font-face{" + ";".join(f"{name}:{value}" for name, value in declarations.items() if value) + "}"


def width(font: TTFont, words: list[str], weight: int | None = None) -> float:
    """The width of shaped words in ems; of a variable font, in one of its weights."""
    plain = io.BytesIO()
    font.flavor = None
    font.save(plain)
    shaper = uharfbuzz.Font(uharfbuzz.Face(plain.getvalue()))
    if weight:
        shaper.set_variations({"wght": weight})
    units = 0
    for word in words:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(shaper, buffer)
        if not all(glyph.codepoint for glyph in buffer.glyph_infos):
            sys.exit(f"{font['name'].getDebugName(4)} lacks a letter of {word}")
        units += sum(position.x_advance for position in buffer.glyph_positions)
    return units / font["head"].unitsPerEm


def percent(share: float) -> str:
    return f"{share * 100:.1f}".removesuffix(".0") + "%"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
