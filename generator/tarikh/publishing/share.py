"""The image that messengers show beside a link: of an event in a language, or of the site.

Its face is the site's: white paper, black ink, the date in red, and the line of time with the event's place on it.
As there are many, each is cheap: few colours, letters drawn once, and only the middle of it drawn and compressed anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw
from PIL.Image import Image as Picture
from PIL.Image import Resampling

from tarikh.model.chronology import Told
from tarikh.speaking.typography import breakable

from . import labels, lettering
from .address import SHARE_MARGIN, SHARE_SIZE, SITE_IMAGE, Address
from .edition import Edition
from .lettering import Cut, Lettering, Line, Piece
from .picture import is_soft, strip
from .png import Colour, png, rows
from .views import Said

WIDTH, HEIGHT = SHARE_SIZE
MARGIN = SHARE_MARGIN
ROOM = WIDTH - 2 * MARGIN

# The colours of styles/10-tokens.css in the light; those of letters in so many shades, sixteen colours at most.
PAPER, RULE = (0xFF, 0xFF, 0xFF), (0xD9, 0xDE, 0xE6)
INK, RUBRIC, SOFT = (0x12, 0x16, 0x1D), (0xA5, 0x16, 0x1D), (0x52, 0x5C, 0x6B)
SHADES = {INK: 3, RUBRIC: 3, SOFT: 3}

NAME, DATE, OTHER, SMALL, YEAR = 32, 42, 34, 28, 26  # sizes
NAME_BASELINE, AXIS, YEARS = 94, 530, 584
BAND = 132, 550  # all above is the same in all images of a language, and all below
BLOCK = 136, 496  # what date and title have between them
GAP = 28  # between a date and what stands beside it
BREATH = 20  # between date, title and what is below it
CHIP, CHIP_PAD, DASH = 48, 16, 10  # the frame of a status
ICON = 44
TITLES = ((80, 2), (72, 3), (66, 3), (58, 4), (52, 5), (46, 6))  # sizes, and the lines that each may have
LEADING, LEADING_ARABIC = 1.16, 1.32
DOT, BAR = 13, 16  # the radius of a mark, and the height of one that is long
EDGE = 4  # of what is hollow

BOLD = Cut(600)
PLAIN = Cut()
TITLE = Cut(600, tracking=-0.012)


class Text(NamedTuple):
    """A text, how it is set, and whether in a frame."""

    said: Said
    size: int
    leading: int
    cut: Cut
    ink: Colour
    framed: bool = False


class Set(NamedTuple):
    """A line in its place: where its letters begin on the left."""

    line: Line
    left: float
    baseline: int


class Drawing:
    """Draws the images of an edition. What the faces cannot write is left out: the site's title stands for an event's
    then.
    """

    def __init__(self, edition: Edition, letters: Lettering) -> None:
        self._edition = edition
        self._letters = letters
        self._canvas = Image.new("L", (WIDTH, HEIGHT), 0)  # the number of a colour for each pixel
        self._name(edition.name(edition.chronology.site.name))
        self._axis()
        self._empty = self._canvas
        self._head = rows(self._canvas, 0, BAND[0])
        self._foot = rows(self._canvas, BAND[1], HEIGHT, last=True)

    def image(self, address: Address) -> bytes:
        """A PNG of 1200 × 630."""
        self._canvas = self._empty.copy()
        if address.id == SITE_IMAGE:
            self._site()
        else:
            self._event(self._edition.chronology.event[address.id])
        return png(WIDTH, HEIGHT, _COLOURS, (self._head, rows(self._canvas, *BAND), self._foot))

    def _name(self, name: Said) -> None:
        """The site's, beside its icon."""
        radius, indent = ICON // 4, ICON // 2 + 14
        x = WIDTH - MARGIN - radius if self._edition.rtl else MARGIN + radius
        middle = NAME_BASELINE - 11
        self._fill(INK, x - 2, middle - ICON // 2, 4, ICON)
        self._mark(RUBRIC, x, middle, radius)
        text, lines = self._lines(Text(name, NAME, NAME, BOLD, INK), 1, ROOM - indent)
        self._write(text, [self._set(pieces, text, NAME_BASELINE, indent) for pieces in lines])

    def _axis(self) -> None:
        """The line of time, with its years."""
        self._fill(RULE, MARGIN, AXIS - 1, ROOM, 3)
        for tick in self._edition.span.ticks if self._edition.chronology.events else ():
            x = MARGIN + tick.x * ROOM / 100
            self._fill(RULE, round(x) - 1, AXIS - 12, 3, 24)
            text, lines = self._lines(Text(self._edition.ui(tick.label), YEAR, YEAR, PLAIN, SOFT), 1)
            for line in map(lettering.line, lines):
                self._write(text, [Set(line, x - line.width * text.size / 2, YEARS)])

    def _event(self, event: Told) -> None:
        edition = self._edition
        tag = edition.say.language.tag
        title = edition.said(event.text[tag].title, tag)
        if not self._letters.writes(title.text):
            title = edition.name(edition.chronology.site.title)
        when = edition.when(event.date)
        about = [Text(edition.ui(when.words), DATE, 56, BOLD, RUBRIC)]
        about += (Text(edition.ui(other), OTHER, 52, PLAIN, SOFT) for other in when.others)
        if status := labels.status(edition.say, event.status):
            about.append(Text(edition.ui(status), SMALL, 62, BOLD, SOFT, framed=True))
        self._block(about, title)
        place = strip(edition.span, event, ())
        self._place(place.start, place.width, is_soft(event.date))

    def _site(self) -> None:
        edition, site = self._edition, self._edition.chronology.site
        events = edition.chronology.events
        years = [edition.say.year_span(events[0].date, events[-1].date)] if events else []
        tagline = edition.name(site.tagline)
        below = Text(tagline, SMALL, round(SMALL * _leading(tagline) * 1.15), PLAIN, SOFT)
        self._block([Text(edition.ui(it), DATE, 56, BOLD, RUBRIC) for it in years], edition.name(site.title), below)
        for major, x in edition.dots(ROOM) if events else ():
            self._mark(RUBRIC if major else INK, MARGIN + x, AXIS, 6)

    def _place(self, start: float, width: float, hollow: bool) -> None:
        """Where the event stands on the line of time; what is open or uncertain is hollow."""
        long = round(width * ROOM / 100)
        middle = round(MARGIN + start * ROOM / 100 + long / 2)
        if long < 2 * DOT:
            self._mark(RUBRIC, middle, AXIS, DOT, hollow=hollow)
        else:
            self._mark(RUBRIC, middle, AXIS, BAR // 2, long, hollow)

    def _block(self, about: Iterable[Text], title: Said, below: Text | None = None) -> None:
        """Date, title, and what is below it, in the middle of their room."""
        head = list(self._flowed(about))
        foot = list[list[Piece]]()
        if below:
            below, foot = self._lines(below, 3)
        taken = sum(max(text.leading for text, _ in row) for row in head) + (BREATH if head else 0)
        taken += len(foot) * below.leading + 2 * BREATH if below and foot else 0
        text, lines = self._titled(title, BLOCK[1] - BLOCK[0] - taken)
        baseline = (BLOCK[0] + BLOCK[1] - taken - len(lines) * text.leading) // 2
        for row in head:
            baseline += max(text.leading for text, _ in row)
            self._beside(row, baseline - 14)
        baseline = self._below(text, lines, baseline + (BREATH if head else 0))
        if below:
            self._below(below, foot, baseline + 2 * BREATH)

    def _titled(self, title: Said, height: int) -> tuple[Text, list[list[Piece]]]:
        """A title in the largest of its sizes that it has room in; in the smallest it is cut."""
        cut = BOLD if title.script == "Arab" else TITLE
        pieces = self._pieces(title, cut)
        for size, most in TITLES:
            text = Text(title, size, round(size * _leading(title)), cut, INK)
            lines = lettering.filled(pieces, ROOM / size)
            if len(lines) <= min(most, height // text.leading) and _fitting(pieces, size, ROOM) == size:
                return text, lettering.balanced(pieces, ROOM / size)
        return self._lines(text, max(1, height // text.leading))

    def _lines(self, text: Text, most: int, room: float = ROOM) -> tuple[Text, list[list[Piece]]]:
        """A text in so many balanced lines at most; smaller, if a word of it would not fit."""
        pieces = self._pieces(text.said, text.cut)
        text = text._replace(size=_fitting(pieces, text.size, room))
        ems = room / text.size
        ellipsis = self._pieces(text.said._replace(text="…"), text.cut)
        return text, lettering.shortened(lettering.balanced(pieces, ems), most, ems, ellipsis)

    def _pieces(self, said: Said, cut: Cut) -> list[Piece]:
        """A text, shaped; nothing of it if the faces cannot write it."""
        if not self._letters.writes(said.text):
            return []
        locale = self._edition.chronology.languages[said.lang].locale
        return self._letters.pieces(breakable(said.text, locale), said.lang, said.script, said.dir == "rtl", cut)

    def _flowed(self, texts: Iterable[Text]) -> Iterator[list[tuple[Text, list[Piece]]]]:
        """Texts beside each other as far as there is room, then below."""
        row, taken = list[tuple[Text, list[Piece]]](), 0.0
        for text in texts:
            text, lines = self._lines(text, 2, ROOM - (2 * CHIP_PAD if text.framed else 0))
            for pieces in lines:
                if row and taken + _wide(text, pieces) > ROOM:
                    yield row
                    row, taken = [], 0.0
                taken += _wide(text, pieces) + GAP
                row.append((text, pieces))
        if row:
            yield row

    def _beside(self, row: Iterable[tuple[Text, list[Piece]]], baseline: int) -> None:
        indent = 0.0
        for text, pieces in row:
            letters = self._set(pieces, text, baseline, indent + (CHIP_PAD if text.framed else 0))
            self._write(text, [letters])
            if text.framed:
                top = baseline - round(SMALL * 0.32) - CHIP // 2
                self._frame(text.ink, round(letters.left) - CHIP_PAD, top, round(_wide(text, pieces)), CHIP)
            indent += _wide(text, pieces) + GAP

    def _below(self, text: Text, lines: Iterable[Sequence[Piece]], top: int) -> int:
        """Writes lines below each other; gives where they end."""
        drop = round((text.leading - text.size) / 2 + text.size * 0.22)
        places = []
        for pieces in lines:
            top += text.leading
            places.append(self._set(pieces, text, top - drop))
        self._write(text, places)
        return top

    def _set(self, pieces: Sequence[Piece], text: Text, baseline: int, indent: float = 0) -> Set:
        """A line that begins where lines of its page's direction begin."""
        line = lettering.line(pieces)
        wide = line.width * text.size
        return Set(line, WIDTH - MARGIN - indent - wide if self._edition.rtl else MARGIN + indent, baseline)

    def _write(self, text: Text, lines: Sequence[Set]) -> None:
        if not lines:
            return
        left = int(min(it.left for it in lines)) - text.size // 2
        right = max(it.left + it.line.width * text.size for it in lines) + text.size // 2
        top = lines[0].baseline - round(text.size * 1.3)
        grey = Image.new("L", (int(right) - left, lines[-1].baseline + text.size - top), 0)
        for line, x, baseline in lines:
            self._letters.draw(grey, line, text.size, x - left, baseline - top)
        self._ink(text.ink, grey, left, top)

    def _ink(self, ink: Colour, grey: Picture, left: int, top: int) -> None:
        """What is grey, in the shades of an ink; a higher number of a colour covers a lower one."""
        box = (left, top, left + grey.width, top + grey.height)
        self._canvas.paste(ImageChops.lighter(self._canvas.crop(box), grey.point(_shades(ink))), box)

    def _fill(self, ink: Colour, left: int, top: int, width: int, height: int) -> None:
        self._canvas.paste(_NUMBER[ink], (left, top, left + width, top + height))

    def _frame(self, ink: Colour, left: int, top: int, width: int, height: int) -> None:
        """A dashed frame, as the pages have it around a status."""
        for x in range(left, left + width, DASH):
            for y in (top, top + height - 2):
                self._fill(ink, x, y, min(DASH - 4, left + width - x), 2)
        for y in range(top, top + height, DASH):
            for x in (left, left + width - 2):
                self._fill(ink, x, y, 2, min(DASH - 4, top + height - y))

    def _mark(self, ink: Colour, x: int, y: int, radius: int, long: int = 0, hollow: bool = False) -> None:
        """A dot or, where it is long, a bar with round ends, around a place."""
        shape = _rounded(max(long, 2 * radius), 2 * radius)
        left, top = x - shape.width // 2, y - radius
        if hollow:
            self._canvas.paste(0, (left, top), shape)
            shape = shape.copy()
            shape.paste(0, (EDGE, EDGE), _rounded(shape.width - 2 * EDGE, shape.height - 2 * EDGE))
        self._ink(ink, shape, left, top)


def _wide(text: Text, pieces: Sequence[Piece]) -> float:
    """What a line takes, in pixels, with its frame."""
    return lettering.width(pieces) * text.size + (2 * CHIP_PAD if text.framed else 0)


def _fitting(pieces: Iterable[Piece], size: int, room: float) -> int:
    """The size at which no piece is wider than the room, or a smaller one."""
    widest = max((piece.width for piece in pieces), default=0.0)
    return size if widest * size <= room else max(1, int(room / widest))


def _leading(said: Said) -> float:
    return LEADING_ARABIC if said.script == "Arab" else LEADING


@cache
def _rounded(width: int, height: int) -> Picture:
    """A bar with round ends in grey pixels."""
    large = Image.new("L", (8 * width, 8 * height), 0)
    ImageDraw.Draw(large).rounded_rectangle((0, 0, 8 * width - 1, 8 * height - 1), 4 * height, fill=255)
    return large.resize((width, height), Resampling.BOX)


def _palette() -> tuple[list[Colour], dict[Colour, int]]:
    """The colours in their order, and the number of each in its full strength."""
    colours, number = [PAPER, RULE], {RULE: 1}
    for ink, shades in SHADES.items():
        for shade in range(1, shades + 1):
            red, green, blue = (
                round(paper + (full - paper) * shade / shades) for paper, full in zip(PAPER, ink, strict=True)
            )
            colours.append((red, green, blue))
        number[ink] = len(colours) - 1
    return colours, number


_COLOURS, _NUMBER = _palette()


@cache
def _shades(ink: Colour) -> list[int]:
    """The number of the colour for each of 256 greys."""
    first = _NUMBER[ink] - SHADES[ink]
    return [first + shade if (shade := round(grey * SHADES[ink] / 255)) else 0 for grey in range(256)]
