"""Makes of Tarikh's faces such as other tools can draw with: python faces.py FROM TO, where fonttools is installed.

Tarikh takes each letter from the face that has it, as bold as it wants. Other tools take all letters of a text from one
face: so here Latin letters, digits and the space are added to the face of each script, and all is bold.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

SCRIPTS = ("Arab", "Cyrl", "Latn")
BOLD = {"wght": 600}
EM = 1000


def main(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    with TemporaryDirectory() as folder:
        for script in SCRIPTS:
            _bold(source / f"{script}.ttf").save(Path(folder, script))
        for script in SCRIPTS:
            names = dict.fromkeys((script, "Latn"))
            Merger().merge([str(Path(folder, name)) for name in names]).save(target / f"{script}.ttf")


def _bold(path: Path) -> TTFont:
    """A face that varies no more, with the table `post`, without which Go reads none."""
    face = TTFont(path)
    face.getGlyphOrder()  # the new tables name no glyphs
    face["name"], face["post"] = newTable("name"), newTable("post")
    face["name"].names = []
    face["post"].formatType = 3.0
    for field in ("italicAngle", "underlinePosition", "underlineThickness", "isFixedPitch"):
        setattr(face["post"], field, 0)
    for kind in ("Type42", "Type1"):
        setattr(face["post"], f"minMem{kind}", 0)
        setattr(face["post"], f"maxMem{kind}", 0)
    face = instantiateVariableFont(face, BOLD)
    scale_upem(face, EM)
    for shaping in ("GSUB", "GDEF"):  # what Go does not read
        if shaping in face:
            del face[shaping]
    return face


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
