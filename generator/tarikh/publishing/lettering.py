"""Text set in the theme's faces: shaped, broken into lines, put in visual order, and drawn as grey pixels.

HarfBuzz shapes and rasterises, with no font or library of the system's; what it cannot know is here: which face
writes which letter, where lines end, and how the runs of a line follow each other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

import uharfbuzz
from PIL import Image
from PIL.Image import Image as Picture

from .bidi import in_visual_order, levels

STEPS = 2  # places within a pixel at which a glyph is drawn
_MOST_GLYPHS = 8192  # drawn ones that are kept, of a few kB each
_MOST_WORDS = 8192  # shaped ones that are kept
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})


class Cut(NamedTuple):
    """How letters are cut, whatever their size: their weight, and the ems between those that run from the left."""

    weight: int = 400
    tracking: float = 0.0


class Glyph(NamedTuple):
    """One shape of a face: what it is advanced by, and drawn off its place by, in ems."""

    number: int
    advance: float
    across: float
    up: float


class Run(NamedTuple):
    """Letters of one face and direction, shaped, from the left to the right; `width` in ems."""

    level: int
    face: str
    weight: int
    glyphs: tuple[Glyph, ...]
    width: float
    is_space: bool


class Piece(NamedTuple):
    """Runs between two places where a line may be broken; spaces at the end are not counted in `width`."""

    runs: tuple[Run, ...]
    width: float
    spaced: float


class Line(NamedTuple):
    """Runs from the left to the right, and their width in ems."""

    runs: tuple[Run, ...]
    width: float


class Drawn(NamedTuple):
    """A glyph as grey pixels, and where its left upper corner stands from its origin."""

    pixels: Picture
    left: int
    top: int


class _Face(NamedTuple):
    name: str
    face: uharfbuzz.Face
    letters: frozenset[int]

    @property
    def script(self) -> str:
        return self.name.partition("-")[0]


class Lettering:
    """Sets texts in some faces, which are named after the scripts that they are for: Arab, Arab-signs, Latn."""

    def __init__(self, faces: Mapping[str, bytes]) -> None:
        opened = {name: uharfbuzz.Face(content) for name, content in faces.items()}
        self._faces = {name: _Face(name, face, frozenset(face.unicodes)) for name, face in opened.items()}
        self._raster = uharfbuzz.RasterDraw()
        self._font = cache(self._open)
        self._in_order = cache(self._sorted)
        self._face_of = cache(self._find_face)
        self._piece = lru_cache(maxsize=_MOST_WORDS)(self._make_piece)
        self._drawn = lru_cache(maxsize=_MOST_GLYPHS)(self._draw_glyph)

    def writes(self, text: str) -> bool:
        """Whether the faces have all letters of a text."""
        return all(
            letter.isspace() or unicodedata.category(letter) == "Cf" or self._face_of(letter, "Latn")
            for letter in set(unicodedata.normalize("NFC", text))
        )

    def pieces(self, texts: Iterable[str], language: str, script: str, rtl: bool, cut: Cut) -> list[Piece]:
        """A paragraph in pieces that a line can be broken between, shaped. `script` is that of its language."""
        texts = [unicodedata.normalize("NFC", text) for text in texts]
        level = levels("".join(texts), rtl)
        pieces, start = [], 0
        for text in texts:
            end = start + len(text)
            pieces.append(self._piece(text, tuple(level[start:end]), language, script, cut))
            start = end
        return pieces

    def draw(self, onto: Picture, line: Line, size: int, left: float, baseline: int) -> None:
        """Draws a line as grey pixels, white on black."""
        for run in line.runs:
            for glyph in run.glyphs:
                steps = round((left + glyph.across * size) * STEPS)
                drawn = self._drawn(run.face, run.weight, size, glyph.number, steps % STEPS)
                if drawn:
                    top = baseline - round(glyph.up * size) - drawn.top
                    onto.paste(255, (steps // STEPS + drawn.left, top), drawn.pixels)
                left += glyph.advance * size

    def _make_piece(self, text: str, level: tuple[int, ...], language: str, script: str, cut: Cut) -> Piece:
        runs = tuple(self._runs(text, level, language, script, cut))
        spaced = sum(run.width for run in runs)
        trailing = 0.0
        for run in reversed(runs):
            if not run.is_space:
                break
            trailing += run.width
        return Piece(runs, spaced - trailing, spaced)

    def _runs(self, text: str, level: tuple[int, ...], language: str, script: str, cut: Cut) -> Iterator[Run]:
        """Splits where the direction or the face changes, and before the spaces at the end."""
        face, found = "", list[tuple[int, str, bool]]()
        last = len(text.rstrip())
        for index, letter in enumerate(text):
            if not face or unicodedata.category(letter) not in _ZERO_WIDTH:
                face = self._face_of(letter, script) or face or self._in_order(script)[0].name
            found.append((level[index], face, index >= last))
        start = 0
        for (level_of_run, face, is_space), some in groupby(found):
            end = start + len(list(some))
            tracking = cut.tracking if level_of_run % 2 == 0 else 0.0
            glyphs = self._shaped(face, cut.weight, text[start:end], level_of_run % 2 == 1, language, tracking)
            wide = sum(glyph.advance for glyph in glyphs)
            yield Run(level_of_run, face, cut.weight, glyphs, wide, is_space)
            start = end

    def _shaped(
        self, face: str, weight: int, text: str, rtl: bool, language: str, tracking: float
    ) -> tuple[Glyph, ...]:
        font = self._font(face, weight)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = self._faces[face].script
        buffer.language = language
        uharfbuzz.shape(font, buffer)
        em = self._faces[face].face.upem
        return tuple(
            Glyph(glyph.codepoint, place.x_advance / em + tracking, place.x_offset / em, place.y_offset / em)
            for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def _open(self, face: str, weight: int) -> uharfbuzz.Font:
        font = uharfbuzz.Font(self._faces[face].face)
        font.set_variations({"wght": weight})
        return font

    def _find_face(self, letter: str, script: str) -> str:
        code = ord(letter)
        return next((face.name for face in self._in_order(script) if code in face.letters), "")

    def _sorted(self, script: str) -> list[_Face]:
        """The faces of a script, those of Latin script, which have the signs of many, and all others."""
        return sorted(self._faces.values(), key=lambda it: (it.script != script, it.script != "Latn", it.name))

    def _draw_glyph(self, face: str, weight: int, size: int, number: int, step: int) -> Drawn | None:
        """A glyph at one of the places within a pixel; None if there is nothing to be seen of it."""
        scale = size / self._faces[face].face.upem
        self._raster.reset()
        self._raster.transform = (scale, 0, 0, scale, step / STEPS, 0)
        self._raster.draw_glyph(self._font(face, weight), number)
        image = self._raster.render()
        it = image.extents
        if not it.width or not it.height:
            return None
        rows = Image.frombytes("L", (it.width, it.height), bytes(image.buffer), "raw", "L", it.stride, -1)
        return Drawn(rows, it.x_origin, it.y_origin + it.height)


def width(line: Sequence[Piece]) -> float:
    """What some pieces take side by side, in ems."""
    return sum(piece.spaced for piece in line[:-1]) + line[-1].width if line else 0.0


def filled(pieces: Iterable[Piece], room: float) -> list[list[Piece]]:
    """Lines of pieces no wider than the room, in ems, each as long as can be.

    A piece that is wider has a line of its own.
    """
    lines: list[list[Piece]] = []
    taken = 0.0
    for piece in pieces:
        if lines and taken + piece.width <= room:
            lines[-1].append(piece)
            taken += piece.spaced
        else:
            lines.append([piece])
            taken = piece.spaced
    return lines


def balanced(pieces: Sequence[Piece], room: float) -> list[list[Piece]]:
    """As many lines as `filled` makes, of much the same width."""
    lines = filled(pieces, room)
    narrow, wide = room / 2, room
    while wide - narrow > room / 50:
        middle = (narrow + wide) / 2
        tried = filled(pieces, middle)
        if len(tried) == len(lines) and max(map(width, tried), default=0.0) <= middle:
            wide, lines = middle, tried
        else:
            narrow = middle
    return lines


def shortened(lines: Sequence[list[Piece]], most: int, room: float, ellipsis: Sequence[Piece]) -> list[list[Piece]]:
    """So many of the lines; if there are more, the last one ends at a word, with an ellipsis."""
    if len(lines) <= most:
        return list(lines)
    last = [*lines[most - 1]]
    while len(last) > 1 and width(last) + width(ellipsis) > room:
        last.pop()
    *before, end = last
    shown = Piece(tuple(run for run in end.runs if not run.is_space), end.width, end.width)
    return [*lines[: most - 1], [*before, shown, *ellipsis]]


def line(pieces: Iterable[Piece]) -> Line:
    """The pieces of a line as it is seen; spaces at its end are not."""
    runs = [run for piece in pieces for run in piece.runs]
    while runs and runs[-1].is_space:
        runs.pop()
    return Line(tuple(in_visual_order(runs)), sum(run.width for run in runs))
