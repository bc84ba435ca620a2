"""Makes the icons in theme/static for places where no SVG can stand, from theme/static/icon.svg.

    .venv/bin/python -m pip install resvg-py && .venv/bin/python theme/icons.py

All stand on white, as they are shown on any ground. What systems cut to a shape of their own keeps within the circle
of 80 % that they leave (W3C, Web Application Manifest, "safe zone").
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import resvg_py
from PIL import Image

STATIC = Path(__file__).parent / "static"
SIDE = 32  # of the viewBox
# Size, the part of it that the drawing takes, and the radius of the corners in units of the viewBox.
ICONS = {
    "icon-192": (192, 0.8, 6),
    "icon-512": (512, 0.8, 6),
    "icon-maskable": (512, 0.62, 0),
    "apple-touch-icon": (180, 0.74, 0),
}


def main() -> None:
    svg = (STATIC / "icon.svg").read_text(encoding="utf-8")
    drawing = re.sub(r"</?svg[^>]*>|@media.*?}}", "", svg)
    for name, (size, part, corner) in ICONS.items():
        edge = SIDE * (1 - part) / 2
        icon = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
            f'<rect width="{SIDE}" height="{SIDE}" rx="{corner}" fill="#fff"/>'
            f'<g transform="translate({edge} {edge}) scale({part})">{drawing}</g></svg>'
        )
        drawn = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(icon, width=size, height=size))))
        few = drawn if corner else drawn.convert("RGB").quantize(64)
        few.save(STATIC / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
