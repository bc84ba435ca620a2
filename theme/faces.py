"""Makes the faces in theme/faces, with which images for messengers are drawn, from those in theme/static/fonts.

    .venv/bin/python -m pip install 'tarikh[fonts]' && .venv/bin/python theme/faces.py

HarfBuzz reads no WOFF2. A face is named after the script that it is for, as languages.yaml names it; what is
enlarged in styles/10-tokens.css has a smaller em here.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

THEME = Path(__file__).parent
FACES = {
    "Arab": ("markazi-text-arabic", 1.26),
    "Arab-signs": ("markazi-text-signs", 1.26),
    "Cyrl": ("source-serif-4-cyrillic", 1),
    "Latn": ("source-serif-4-latin", 1),
}
UNUSED = ("BASE", "OS/2", "STAT", "gasp", "name", "post", "prep")  # by HarfBuzz


def main() -> None:
    for name, (source, enlarged) in FACES.items():
        font = TTFont(THEME / "static" / "fonts" / f"{source}.woff2", recalcTimestamp=False)
        font["head"].unitsPerEm = round(font["head"].unitsPerEm / enlarged)
        for table in UNUSED:
            if table in font:
                del font[table]
        font.flavor = None
        font.save(THEME / "faces" / f"{name}.ttf", reorderTables=False)


if __name__ == "__main__":
    main()
