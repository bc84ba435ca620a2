"""Pictures are published upright, in sRGB, without metadata, in sizes that suit screens, and encoded once."""

import random
import subprocess
import sys
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import ImageCms
from PIL.ExifTags import IFD, Base

from tarikh.publishing import images
from tarikh.publishing.images import ImageError, Kept, Size, encode, measure, variants
from tarikh.publishing.variants import Variant, shown
from tarikh.publishing.views import Image, Said

TEMPLATES = Path(__file__).parents[2] / "theme" / "templates"
RED, BLUE = (220, 30, 40), (40, 30, 220)


def saved(picture: PIL.Image.Image, format: str, **options: Any) -> bytes:
    file = BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()


def plain(width: int, height: int, colour: Any = RED, mode: str = "RGB") -> PIL.Image.Image:
    return PIL.Image.new(mode, (width, height), colour)


def halves(width: int, height: int) -> PIL.Image.Image:
    """A picture that is red above and blue below."""
    picture = plain(width, height)
    picture.paste(BLUE, (0, height // 2, width, height))
    return picture


@cache
def photograph(width: int = 1000, height: int = 750) -> bytes:
    """A JPEG with detail at every scale, the finer the fainter, as light makes it."""
    chance, picture, share, step = random.Random(7), plain(width, height, (120, 120, 130)), 0.4, 4
    while step < width:
        grain = PIL.Image.frombytes("RGB", (step, step), chance.randbytes(3 * step * step))
        picture = PIL.Image.blend(picture, grain.resize((width, height), PIL.Image.Resampling.BICUBIC), share)
        share, step = share * 0.75, step * 2
    return saved(picture, "JPEG", quality=92)


def see_through(width: int = 64, height: int = 48) -> PIL.Image.Image:
    picture = plain(width, height, (*RED, 255), "RGBA")
    picture.paste((*RED, 0), (0, 0, width // 2, height))
    return picture


def animated(format: str) -> bytes:
    return saved(plain(20, 20), format, save_all=True, append_images=[plain(20, 20, BLUE)], duration=100)


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds nothing."""
    chunks = ((b"IHDR", width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"), (b"IDAT", b""), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4) for kind, body in chunks
    )


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def decoded(content: bytes) -> PIL.Image.Image:
    with PIL.Image.open(BytesIO(content)) as picture:
        picture.load()
        return picture


def published(content: bytes) -> dict[str, PIL.Image.Image]:
    """The smallest picture of each format that is made of a picture."""
    made = {variant.format: variant for variant in reversed(variants("a.jpg", content))}
    return {format: decoded(encode(content, variant)) for format, variant in made.items()}


def assert_near(pixel: Any, colour: tuple[int, ...], most: int = 12) -> None:
    assert len(pixel) == len(colour)
    assert all(abs(one - other) <= most for one, other in zip(pixel, colour, strict=True)), pixel


@pytest.mark.parametrize(
    ("format", "options"),
    [("JPEG", {}), ("PNG", {}), ("WEBP", {"lossless": True}), ("AVIF", {"quality": 90})],
)
def test_four_formats_are_read_and_known_by_what_they_hold(format: str, options: dict[str, Any]) -> None:
    content = saved(halves(60, 40), format, **options)
    assert measure(content) == Size(60, 40)
    for picture in published(content).values():
        assert picture.size == (60, 40)
        assert_near(picture.getpixel((30, 5)), RED, 20)
        assert_near(picture.getpixel((30, 35)), BLUE, 20)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no image that can be read"),
        (b"This is text in a file named summit.jpg", "no image that can be read: JPEG, PNG, WebP and AVIF are"),
        (saved(plain(20, 20), "GIF"), "no image that can be read"),
        (saved(plain(20, 20), "TIFF"), "no image that can be read"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg/>', "SVG"),
        (animated("WEBP"), "an animation"),
        (animated("PNG"), "an animation"),
        (animated("AVIF"), "an animation"),
        (saved(plain(400, 300), "PNG")[:-40], "a damaged image"),
        (saved(halves(400, 300), "WEBP")[:-40], "a damaged image"),
        (saved(halves(400, 300), "AVIF")[:-40], "a damaged image"),
        (b"\xff\xd8\xff and no more", "a damaged image"),
        (png_header(60_000, 60_000), "3600 megapixels; at most 50"),
        (png_header(12_000, 10_000), "120 megapixels; at most 50"),
        (png_header(20_000, 100), "20000 pixels along one side; at most 16383"),
    ],
)
def test_what_cannot_be_published_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(ImageError, match=words):
        measure(content)


@pytest.mark.parametrize("left", [0.3, 0.6, 0.95])
def test_a_jpeg_that_is_cut_short_is_refused_by_measuring_and_by_encoding(left: float) -> None:
    whole = photograph()
    content = whole[: int(len(whole) * left)]
    with pytest.raises(ImageError, match="truncated"):
        measure(content)
    with pytest.raises(ImageError, match="truncated"):
        encode(content, variants("a.jpg", content)[-1])


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (3000, [480, 960, 1600]),
        (1600, [480, 960, 1600]),
        (1200, [480, 960, 1200]),
        (960, [480, 960]),
        (500, [480, 500]),
        (300, [300]),
        (1, [1]),
    ],
)
def test_widths_go_up_to_the_pictures_own_and_never_beyond(width: int, made: list[int]) -> None:
    files = variants("a.jpg", saved(plain(width, 2), "JPEG"))
    for format in ("avif", "webp"):
        assert [file.width for file in files if file.format == format] == made
    assert (files[-1].format, files[-1].width) == ("jpeg", min(960, width))
    assert all(file.height >= 1 for file in files)


def test_files_are_named_for_the_picture_and_for_what_it_holds() -> None:
    one, other = (saved(plain(500, 250, colour), "PNG") for colour in (RED, BLUE))
    names = [file.path for file in variants("summit.png", one)]
    hash8 = names[0].split("-")[1]
    assert names == [
        f"images/summit-{hash8}-{end}" for end in ("480.avif", "500.avif", "480.webp", "500.webp", "500.jpeg")
    ]
    assert [file.path for file in variants("summit.png", one)] == names
    assert not {file.path for file in variants("summit.png", other)} & set(names)
    assert [file.mime for file in variants("summit.png", one)][::2] == ["image/avif", "image/webp", "image/jpeg"]


def test_a_picture_is_turned_upright_and_says_nothing_of_where_it_was_taken() -> None:
    exif = PIL.Image.Exif()
    exif[Base.Orientation] = 6  # to be turned clockwise by a quarter
    exif[Base.Artist] = "SECRET"
    exif[IFD.GPSInfo] = {1: "N", 2: (12.0, 22.0, 0.0)}
    lying = halves(40, 60).transpose(PIL.Image.Transpose.ROTATE_90)
    content = saved(lying, "JPEG", exif=exif, comment=b"SECRET", xmp=b"SECRET", icc_profile=srgb_profile())
    assert lying.size == (60, 40)
    assert IFD.GPSInfo in decoded(content).getexif()
    assert measure(content) == Size(40, 60)
    for variant in variants("a.jpg", content):
        encoded = encode(content, variant)
        picture = decoded(encoded)
        assert picture.size == (variant.width, variant.height) == (40, 60)
        assert_near(picture.getpixel((20, 5)), RED)
        assert_near(picture.getpixel((20, 55)), BLUE)
        assert b"SECRET" not in encoded
        assert dict(picture.getexif()) == {}
        assert {"exif", "xmp", "comment", "icc_profile"} & set(picture.info) == set()


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_what_shines_through_does_so_in_every_format(format: str) -> None:
    pictures = published(saved(see_through(), format))
    assert set(pictures) == {"avif", "webp", "png"}
    for picture in pictures.values():
        assert picture.mode == "RGBA"
        assert picture.getpixel((10, 24))[3] == 0
        assert_near(picture.getpixel((54, 24)), (*RED, 255))


@pytest.mark.parametrize(
    "content",
    [
        saved(see_through().quantize(8), "PNG"),
        saved(plain(20, 20, 90, "L"), "PNG", transparency=90),
        saved(plain(20, 20, (128, 128), "LA"), "PNG"),
    ],
)
def test_palettes_and_greys_may_be_transparent_too(content: bytes) -> None:
    assert {picture.mode for picture in published(content).values()} == {"RGBA"}


def test_a_picture_that_could_be_transparent_and_is_not_falls_back_to_jpeg() -> None:
    pictures = published(saved(plain(64, 48, (*RED, 255), "RGBA"), "PNG"))
    assert set(pictures) == {"avif", "webp", "jpeg"}
    assert {picture.mode for picture in pictures.values()} == {"RGB"}


@pytest.mark.parametrize(
    ("content", "colour"),
    [
        (saved(plain(40, 40, (0, 255, 255, 0), "CMYK"), "JPEG"), (255, 0, 0)),
        (saved(plain(40, 40, 0x8080, "I;16"), "PNG"), (128, 128, 128)),
        (saved(plain(40, 40, 0xF0F0, "I;16"), "PNG"), (240, 240, 240)),
        (saved(plain(40, 40, 70, "L"), "JPEG"), (70, 70, 70)),
        (saved(plain(40, 40, 1, "1"), "PNG"), (255, 255, 255)),
        (saved(plain(40, 40).quantize(4), "PNG"), RED),
    ],
    ids=["CMYK", "16 bits", "16 bits, light", "grey", "black and white", "palette"],
)
def test_every_kind_of_colour_comes_out_as_it_looks(content: bytes, colour: tuple[int, ...]) -> None:
    for picture in published(content).values():
        assert_near(picture.convert("RGB").getpixel((20, 20)), colour)


def test_colours_are_brought_from_the_pictures_profile_to_srgb() -> None:
    """The profile takes red for blue and blue for red: colours that come out swapped went through it."""
    swapped = srgb_profile().replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    for content in (
        saved(plain(40, 40), "JPEG", quality=95, icc_profile=swapped),
        saved(plain(40, 40, (*RED, 120), "RGBA"), "PNG", icc_profile=swapped),
    ):
        for picture in published(content).values():
            assert_near(picture.convert("RGB").getpixel((20, 20)), RED[::-1])
            assert picture.mode == "RGB" or picture.getpixel((20, 20))[3] == pytest.approx(120, abs=3)


@pytest.mark.parametrize("profile", [b"no profile at all", srgb_profile()[:200]])
def test_a_picture_with_a_broken_profile_is_taken_to_be_in_srgb(profile: bytes) -> None:
    for picture in published(saved(plain(40, 40), "PNG", icc_profile=profile)).values():
        assert_near(picture.getpixel((20, 20)), RED)


def test_a_profile_of_another_kind_of_colour_is_passed_over() -> None:
    content = saved(plain(40, 40, (0, 255, 255, 0), "CMYK"), "JPEG", icc_profile=srgb_profile())
    for picture in published(content).values():
        assert_near(picture.getpixel((20, 20)), (255, 0, 0))


def test_a_second_picture_inside_a_jpeg_is_no_animation() -> None:
    content = saved(plain(40, 40), "MPO", save_all=True, append_images=[plain(20, 20, BLUE)])
    assert measure(content) == Size(40, 40)
    assert_near(published(content)["jpeg"].getpixel((20, 20)), RED)


def test_newer_formats_are_smaller_than_a_jpeg_of_the_same_width() -> None:
    content = photograph()
    size = {variant.format: len(encode(content, variant)) for variant in variants("a", content) if variant.width == 960}
    assert size["avif"] < size["webp"] < size["jpeg"] < len(content)
    assert size["jpeg"] < 300_000


SUMS = """
import sys, zlib
from tarikh.publishing.images import encode, variants
content = sys.stdin.buffer.read()
print([zlib.crc32(encode(content, variant)) for variant in variants("a.jpg", content)])
"""


def test_another_process_makes_the_same_bytes() -> None:
    content = photograph(560, 420)
    here = [zlib.crc32(encode(content, variant)) for variant in variants("a.jpg", content)]
    there = subprocess.run([sys.executable, "-c", SUMS], input=content, capture_output=True, check=True, timeout=60)
    assert there.stdout.decode().strip() == str(here)


@pytest.fixture
def picture() -> tuple[bytes, tuple[Variant, ...]]:
    content = saved(halves(490, 30), "PNG")
    return content, variants("a.png", content)


def test_what_was_encoded_once_is_not_encoded_again(
    tmp_path: Path, picture: tuple[bytes, tuple[Variant, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, files = picture
    first = [Kept(tmp_path / "new" / "images").encode(content, file) for file in files]
    assert first == [encode(content, file) for file in files]
    assert len(list((tmp_path / "new" / "images").iterdir())) == len(files)

    def fail(*_: object) -> bytes:
        raise AssertionError("encoded again")

    monkeypatch.setattr(images, "encode", fail)
    assert [Kept(tmp_path / "new" / "images").encode(content, file) for file in files] == first
    monkeypatch.setattr(images, "ENCODER", "another")
    with pytest.raises(AssertionError, match="encoded again"):
        Kept(tmp_path / "new" / "images").encode(content, files[0])


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry, other: entry[:-1],
        lambda entry, other: entry[:20],
        lambda entry, other: b"",
        lambda entry, other: entry + b"\0",
        lambda entry, other: entry[:-1] + bytes([entry[-1] ^ 1]),
        lambda entry, other: b"<script>" * 20,
        lambda entry, other: other,
    ],
    ids=["a byte short", "too short", "empty", "a byte long", "one bit", "foreign", "another picture's"],
)
def test_a_kept_file_that_is_not_what_was_written_is_made_anew(
    tmp_path: Path, picture: tuple[bytes, tuple[Variant, ...]], damage: Any
) -> None:
    content, (one, other, *_) = picture
    kept = Kept(tmp_path)
    right = kept.encode(content, one)
    (entry,) = tmp_path.iterdir()
    whole = entry.read_bytes()
    kept.encode(content, other)
    (second,) = set(tmp_path.iterdir()) - {entry}
    entry.write_bytes(damage(whole, second.read_bytes()))
    assert kept.encode(content, one) == right
    assert entry.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, picture: tuple[bytes, tuple[Variant, ...]]
) -> None:
    content, (file, *_) = picture
    (tmp_path / "taken").write_text("a file")
    assert Kept(tmp_path / "taken").encode(content, file) == encode(content, file)


def said(text: str, foreign: bool = False) -> Said:
    return Said(text, "fa", "rtl", "Arab", True) if foreign else Said(text, "en", "ltr", "Latn")


def rendered(macro: str, **views: object) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_null_translations()  # type: ignore[attr-defined]
    return environment.from_string(macro).render(**views)


def view(width: int = 1000, height: int = 500, foreign: bool = False) -> Image:
    files = variants("a.jpg", saved(plain(width, height), "JPEG"))
    return shown(files, said('Two "flags"', foreign), said("Photo: N. N.", foreign), lambda path: f"../{path}")


IMAGE = '{% from "macros/image.html" import image %}{{ image(view) }}'


def test_a_picture_offers_the_browser_its_formats_and_widths() -> None:
    html, image = rendered(IMAGE, view=view()), view()
    (avif, widths), (webp, _) = image.sources
    assert (avif, webp) == ("image/avif", "image/webp")
    assert [it.split() for it in widths.split(", ")] == [
        [image.src.replace("960.jpeg", f"{width}.avif"), f"{width}w"] for width in (480, 960, 1000)
    ]
    assert html.index('<source type="image/avif"') < html.index('<source type="image/webp"') < html.index("<img")
    assert f'<img src="{image.src}" width="960" height="480" alt="Two &#34;flags&#34;" loading="lazy"' in html
    assert "<figcaption>Photo: N. N.</figcaption>" in html


def test_the_first_picture_of_a_page_need_not_wait() -> None:
    html = rendered('{% from "macros/image.html" import image %}{{ image(view, lazy=false) }}', view=view())
    assert 'loading="eager"' in html


def test_a_tall_picture_is_given_a_narrower_column_and_a_small_one_only_its_own_width() -> None:
    wide, tall = rendered(IMAGE, view=view()), rendered(IMAGE, view=view(100, 200))
    assert '<figure class="image">' in wide
    assert 'sizes="min(56rem, 92vw, 960px)"' in wide
    assert '<figure class="image tall">' in tall
    assert 'sizes="min(30rem, 92vw, 100px)"' in tall


def test_the_words_of_a_picture_say_their_language_where_it_is_not_the_pages() -> None:
    html = rendered(IMAGE, view=view(foreign=True))
    assert 'flags&#34;" lang="fa" dir="rtl" data-script="Arab" loading' in html
    assert '<figcaption><bdi lang="fa" dir="rtl" data-script="Arab">Photo' in html


def test_a_link_card_says_that_it_leads_away_and_where() -> None:
    card = {"url": "https://example.org/v?a=1&b=2", "title": said("A film", foreign=True), "host": "example.org"}
    html = rendered('{% from "macros/linkcard.html" import link_card %}{{ link_card(card) }}', card=card)
    assert '<a class="link-card" href="https://example.org/v?a=1&amp;b=2" rel="external noopener">' in html
    assert '<bdi lang="fa" dir="rtl" data-script="Arab">A film</bdi>' in html
    assert '<bdi dir="ltr">example.org</bdi> · Opens another site' in html
