"""Pictures of events: what is published of a picture, and its bytes, upright, in sRGB and without metadata.

Pure functions over bytes, and `Kept`, which remembers what was encoded. Which event shows which picture is known
elsewhere.
"""

from __future__ import annotations

import re
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import PIL
from msgspec import Struct
from PIL import ExifTags, ImageCms, ImageOps
from PIL.AvifImagePlugin import AvifImageFile
from PIL.Image import Image as Picture
from PIL.Image import Resampling
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from .variants import SOURCE_FORMATS, Variant

WIDTHS = (480, 960, 1600)
FALLBACK_WIDTH = 960
MOST_PIXELS = 50_000_000  # about 200 MB in memory
LONGEST_SIDE = 16_383  # what WebP can hold

SETTINGS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 55, "speed": 6, "max_threads": 1},  # one thread, so that every machine makes the same bytes
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 82, "progressive": True, "optimize": True},
    "png": {"optimize": True},
}
RECIPE = 1  # to be raised when `encode` comes to draw otherwise
ENCODER = f"{RECIPE} {PIL.__version__} {SETTINGS}"

# Opened by their own classes: Image.open would warn of large pictures, and take JPEGs with a second picture for others.
_READERS: tuple[tuple[re.Pattern[bytes], type[ImageFile]], ...] = (
    (re.compile(rb"\xff\xd8\xff"), JpegImageFile),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PngImageFile),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), WebPImageFile),
    (re.compile(rb"....ftyp(avif|avis|mif1)", re.DOTALL), AvifImageFile),
)
# What Pillow raises for bytes that are not what they should be.
_DAMAGE = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, RuntimeError, struct.error)
_SVG = re.compile(rb"(\xef\xbb\xbf)?\s*(<svg\b|<(\?xml|!--|!doctype)(?s:.){0,2000}<svg\b)", re.IGNORECASE)
_LYING = frozenset({5, 6, 7, 8})  # EXIF orientations that swap width and height
_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}  # of Pillow, by the colour space of a profile


class ImageError(Exception):
    """A picture that cannot be published; says why, for people."""


class Size(Struct, frozen=True):
    """Pixels across and down, as the picture is looked at."""

    width: int
    height: int

    def at(self, width: int) -> Size:
        """The same picture so many pixels wide."""
        return Size(width, max(1, round(self.height * width / self.width)))


def measure(content: bytes) -> Size:
    """The size of a picture that has been read to its end. Raises ImageError."""
    with _opened(content) as image:
        size = _upright_size(image)
        image.draft("RGB", (1, 1))  # an eighth of a JPEG is enough to find that some of it is missing
        image.load()
        return size


def variants(name: str, content: bytes) -> tuple[Variant, ...]:
    """The files to be made of a picture, the last one for browsers that know neither AVIF nor WebP.

    `name` is the picture's own, `summit.jpg`. What it holds is in the names of the files too, so that they can be
    cached for ever. Nothing is made wider than the picture is. Raises ImageError.
    """
    with _opened(content) as image:
        size = _upright_size(image)
        fallback = "png" if _is_transparent(image) else "jpeg"
    stem = f"images/{PurePosixPath(name).stem}-{sha256(content).hexdigest()[:8]}"
    widths = sorted({min(width, size.width) for width in WIDTHS})
    wanted = [*((format, width) for format in SOURCE_FORMATS for width in widths)]
    wanted.append((fallback, min(FALLBACK_WIDTH, size.width)))
    return tuple(Variant(f"{stem}-{width}.{format}", format, width, size.at(width).height) for format, width in wanted)


def encode(content: bytes, variant: Variant) -> bytes:
    """The bytes of one variant, the same whenever they are made. Raises ImageError."""
    with _opened(content) as image:
        transparent = _is_transparent(image)
        upright = ImageOps.exif_transpose(image)
        small = _simple(upright).resize((variant.width, variant.height), Resampling.LANCZOS)
        drawn = _in_srgb(small, image.info.get("icc_profile"))
    drawn = drawn.convert("RGBA" if transparent and variant.format != "jpeg" else "RGB")
    drawn.info.clear()  # encoders take profiles, comments and resolutions from here
    file = BytesIO()
    drawn.save(file, variant.format, **SETTINGS[variant.format])
    return file.getvalue()


class Kept(Struct, frozen=True):
    """A folder of encoded files, so that a build encodes only what no build before it has.

    A file there begins with a checksum of its own name and what follows: what is cut short, changed or put under
    another name is made anew. A folder that cannot be written costs time and nothing else.
    """

    folder: Path

    def encode(self, content: bytes, variant: Variant) -> bytes:
        """As `encode`."""
        what = f"{sha256(content).hexdigest()} {variant.format} {variant.width} {variant.height} {ENCODER}"
        name = sha256(what.encode()).hexdigest()
        encoded = self._read(name)
        if encoded is None:
            encoded = encode(content, variant)
            with suppress(OSError):
                self._write(name, encoded)
        return encoded

    def _read(self, name: str) -> bytes | None:
        try:
            stored = (self.folder / name).read_bytes()
        except OSError:
            return None
        checksum, encoded = stored[:32], stored[32:]
        return encoded if checksum == _checksum(name, encoded) else None

    def _write(self, name: str, encoded: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder) as beside:
            file = Path(beside, name)
            file.write_bytes(_checksum(name, encoded) + encoded)
            file.replace(self.folder / name)


def _checksum(name: str, encoded: bytes) -> bytes:
    return sha256(name.encode() + encoded).digest()


@contextmanager
def _opened(content: bytes) -> Iterator[ImageFile]:
    """A picture of which only the header has been read, and which is small enough to read the rest."""
    reader = next((reader for signature, reader in _READERS if signature.match(content)), None)
    if reader is None:
        if _SVG.match(content):
            raise ImageError("SVG, which can hold scripts: only JPEG, PNG, WebP and AVIF are published")
        raise ImageError("no image that can be read: JPEG, PNG, WebP and AVIF are")
    try:
        with reader(BytesIO(content)) as image:
            _check_size(*image.size)
            if getattr(image, "n_frames", 1) > 1:
                raise ImageError("an animation: only pictures that stand still are published")
            yield image
    except _DAMAGE as error:
        raise ImageError(f"a damaged image: {error}") from error


def _check_size(width: int, height: int) -> None:
    if (pixels := width * height) > MOST_PIXELS:
        raise ImageError(f"{pixels / 1e6:.0f} megapixels; at most {MOST_PIXELS / 1e6:.0f}")
    if (side := max(width, height)) > LONGEST_SIDE:
        raise ImageError(f"{side} pixels along one side; at most {LONGEST_SIDE}")
    if not pixels:
        raise ImageError("an image without pixels")


def _upright_size(image: Picture) -> Size:
    width, height = image.size
    lying = image.getexif().get(ExifTags.Base.Orientation) in _LYING
    return Size(height, width) if lying else Size(width, height)


def _is_transparent(image: Picture) -> bool:
    """Whether anything shines through; that there could be is not enough."""
    if not image.has_transparency_data or image.mode == "I;16":
        return False
    lowest, _ = image.convert("RGBA").getchannel("A").getextrema()
    assert isinstance(lowest, int | float)
    return lowest < 255


def _simple(image: Picture) -> Picture:
    """The image in a mode that can be made smaller without loss: no palette, and eight bits a channel."""
    if image.mode == "I;16":  # grey; Pillow would cut off what is lighter than 255
        return image.point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _in_srgb(image: Picture, embedded: bytes | None) -> Picture:
    """The image in sRGB. Without a profile that fits it, it is taken to be so already, as browsers do."""
    if not embedded:
        return image
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(embedded))
        mode = _MODES[profile.profile.xcolor_space.strip()]
        if (mode == "CMYK") != (image.mode == "CMYK"):
            return image
        colours = ImageCms.profileToProfile(
            image.convert(mode), profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, LookupError):
        return image
    assert colours is not None  # as it is not done in place
    if image.mode == "RGBA":
        colours.putalpha(image.getchannel("A"))
    return colours
