"""Makes the faces in theme/static/fonts from the Fontsource packages: fewer weights and signs, at most 45 KiB a file.

    npm install --prefix DIR @fontsource-variable/source-serif-4 @fontsource-variable/markazi-text \
        @fontsource-variable/vazirmatn
    .venv/bin/python -m pip install 'tarikh[fonts]' && .venv/bin/python theme/fonts.py DIR/node_modules

The unicode-range of each face stands in styles/10-tokens.css.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parent / "static" / "fonts"
LARGEST = 45 * 1024

LATIN = (
    "U+20-7E U+A0-FF U+131 U+152-153 U+178 U+2BC U+2C6 U+2DA U+2DC U+2010-2015 U+2018-201E U+2020-2022 U+2026 U+202F "
    "U+2032-2033 U+2039-203A U+20AC U+2122 U+2212 U+2260"
)
CYRILLIC = "U+301 U+400-45F U+490-491 U+2116"
SIGNS = "U+20-40 U+5B-60 U+7B-7E U+A0 U+AB U+BB U+2013-2014 U+2018-201D U+2026 U+202F"  # what stands among Arabic words
ARABIC = "U+600-6FF U+750-77F U+200C-200D U+2010-2011 U+204F U+FB50-FDFF U+FE70-FEFC"

# File, package and file of Fontsource, weights, characters.
FACES = (
    ("source-serif-4-latin", "source-serif-4", "latin", (300, 700), LATIN),
    ("source-serif-4-cyrillic", "source-serif-4", "cyrillic", (300, 700), CYRILLIC),
    ("markazi-text-arabic", "markazi-text", "arabic", (400, 700), ARABIC),
    ("markazi-text-signs", "markazi-text", "latin", (400, 700), SIGNS),
    ("vazirmatn-arabic", "vazirmatn", "arabic", (400, 700), ARABIC),
)


def main(packages: Path) -> None:
    for name, package, script, weights, characters in FACES:
        folder = packages / "@fontsource-variable" / package
        face = subset(folder / "files" / f"{package}-{script}-wght-normal.woff2", weights, characters)
        if len(face) > LARGEST:
            sys.exit(f"{name}: {len(face)} bytes; at most {LARGEST}")
        (FONTS / f"{name}.woff2").write_bytes(face)
        shutil.copy(folder / "LICENSE", FONTS / f"{package}-OFL.txt")
        print(f"{name}.woff2: {len(face) / 1024:.1f} KiB")


def subset(file: Path, weights: tuple[int, int], characters: str) -> bytes:
    """A variable font with the weights between two and the characters of some ranges, as WOFF2."""
    font = TTFont(file, recalcTimestamp=False)  # the same bytes whenever it is made
    options = Options(layout_features=["*"], flavor="woff2", notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for part in characters.split() for code in code_points(part)])
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": weights})
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made, reorderTables=False)
    return made.getvalue()


def code_points(part: str) -> range:
    """The code points of a range such as U+2018-201E."""
    first, _, last = part.removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
