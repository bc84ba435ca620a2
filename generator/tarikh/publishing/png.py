"""PNGs of which many share their upper and lower rows: what is the same in all is compressed once (RFC 1951, 2083).

Pixels are numbers of sixteen colours. They are the same on every machine; how they are compressed is up to the zlib
that Python has there.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image
from PIL.Image import Image as Picture

Colour = tuple[int, int, int]

_BITS = 4
_LEVEL = 4  # a tenth larger than at 6, in half the time
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DEFLATE = b"\x78\x9c"  # the first bytes of any zlib stream with a window of 32 KiB


class Rows(NamedTuple):
    """Rows of pixels: as PNG has them, and compressed, so that other rows can follow."""

    plain: bytes
    compressed: bytes


def rows(picture: Picture, top: int, bottom: int, last: bool = False) -> Rows:
    """Some rows of a picture whose grey values are numbers of colours. `last`: none follow."""
    # Each row begins with a byte for its filter, which is none: two pixels of the first colour.
    some = picture.crop((-8 // _BITS, top, picture.width, bottom))
    plain = Image.frombytes("P", some.size, some.tobytes()).tobytes("raw", f"P;{_BITS}")
    deflate = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS, memLevel=zlib.DEF_MEM_LEVEL + 1)
    return Rows(plain, deflate.compress(plain) + deflate.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH))


def png(width: int, height: int, colours: Sequence[Colour], parts: Sequence[Rows]) -> bytes:
    checksum = 1
    for part in parts:
        checksum = zlib.adler32(part.plain, checksum)
    pixels = b"".join([_DEFLATE, *(part.compressed for part in parts), checksum.to_bytes(4)])
    header = struct.pack(">IIBBBBB", width, height, _BITS, 3, 0, 0, 0)
    palette = bytes(value for colour in colours for value in colour)
    chunks = {b"IHDR": header, b"PLTE": palette, b"IDAT": pixels, b"IEND": b""}
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks.items())


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)
