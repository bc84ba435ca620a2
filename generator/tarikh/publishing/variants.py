"""What is published of a picture, known without opening it: its files, and how a page shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from .views import Image, Said

SOURCE_FORMATS = ("avif", "webp")  # in the order in which a browser is to choose


class Variant(Struct, frozen=True):
    """A file that is made of a picture: its path below the site, its format as in image/…, its size."""

    path: str
    format: str
    width: int
    height: int

    @property
    def mime(self) -> str:
        return f"image/{self.format}"


def shown(files: Sequence[Variant], alt: Said, credit: Said, link: Callable[[str], str]) -> Image:
    """The view of a picture's variants; `link` makes the address of a path below the site."""
    fallback = files[-1]
    return Image(
        alt=alt,
        credit=credit,
        width=fallback.width,
        height=fallback.height,
        sources=tuple(
            (f"image/{format}", ", ".join(f"{link(it.path)} {it.width}w" for it in files if it.format == format))
            for format in SOURCE_FORMATS
        ),
        src=link(fallback.path),
    )
