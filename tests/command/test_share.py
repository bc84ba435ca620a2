"""Images for messengers, seen in a built site: each in its place, within its margins, drawn anew only if need be."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PIL.Image import Image as Picture

from builds import Builds
from conftest import ROOT, Run
from tarikh.publishing import share

LANGUAGES = ("en", "fr", "ru", "ar", "fa")
FACES = ROOT / "theme" / "faces"
STYLE = (ROOT / "theme" / "styles" / "10-tokens.css").read_text(encoding="utf-8")
BLOCK = (0, 130, share.WIDTH, 505)  # date and title
AXIS = (0, share.AXIS - 16, share.WIDTH, share.AXIS + 17)
EVENT = "defence-ministers-consultations"


def ink(image: Path | Picture, box: tuple[int, int, int, int] = (0, 0, share.WIDTH, share.HEIGHT)) -> Picture:
    """Where a part of an image is not paper."""
    picture = image if isinstance(image, Picture) else Image.open(image)
    return picture.convert("RGB").crop(box).convert("L").point([255] * 255 + [0])


def of(colour: tuple[int, int, int], image: Path, box: tuple[int, int, int, int]) -> Picture:
    """Where a part of an image is in the full strength of a colour."""
    with Image.open(image) as picture:
        held = picture.getpalette() or []
        number = [tuple(held[at : at + 3]) for at in range(0, len(held), 3)].index(colour)
        pixels = Image.frombytes("L", picture.size, picture.tobytes())
    return pixels.crop(box).point([255 * (at == number) for at in range(256)])


def edges(picture: Picture) -> tuple[int, int, int, int]:
    box = picture.getbbox()
    assert box, "nothing is drawn"
    return box


def images(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.glob("*/share/*.png")}


def edit(project: Path, id: str, pattern: str, new: str) -> None:
    file = next((project / "content" / "events").rglob(f"{id}.yaml"))
    text, number = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert number == 1, pattern
    file.write_text(text, encoding="utf-8")


def test_every_event_page_has_an_image_and_so_has_the_site(built: Path) -> None:
    for tag in LANGUAGES:
        pages = {page.stem for page in (built / tag / "events").glob("*.html")}
        assert pages
        assert {image.stem for image in (built / tag / "share").glob("*.png")} == {*pages, "_"}


def test_images_are_small_and_as_large_as_messengers_want_them(built: Path) -> None:
    sizes = []
    for file in sorted(built.glob("*/share/*.png")):
        with Image.open(file) as image:
            image.verify()
            assert (image.format, image.mode, image.size) == ("PNG", "P", (1200, 630))
        sizes.append(file.stat().st_size)
    assert max(sizes) < 22 * 1024
    assert sum(sizes) / len(sizes) < 16 * 1024


def test_nothing_is_drawn_outside_its_margins(built: Path) -> None:
    spill = 8  # of letters such as J, and of rounded ends
    for file in sorted(built.glob("*/share/*.png")):
        picture = ink(file)
        left, top, right, bottom = edges(picture)
        assert left >= share.MARGIN - spill, file
        assert right <= share.WIDTH - share.MARGIN + spill, file
        assert top >= 60, file
        assert bottom <= 600, file
        for free in ((124, 136), (500, 512)):  # between name, date and title, and the line of time
            assert not picture.crop((0, free[0], share.WIDTH, free[1])).getbbox(), file


@pytest.mark.parametrize("tag", LANGUAGES)
def test_lines_begin_where_lines_of_the_language_begin(built: Path, tag: str) -> None:
    for file in sorted((built / tag / "share").glob("*.png")):
        left, _, right, _ = edges(ink(file, BLOCK))
        if tag in ("ar", "fa"):
            assert abs(share.WIDTH - share.MARGIN - right) <= 6, file
        else:
            assert abs(left - share.MARGIN) <= 6, file


def test_the_place_of_an_event_is_told_in_the_reading_direction(built: Path) -> None:
    """Of one that comes late: on the right in English, on the left in Arabic, equally far from the edges."""
    left, _, right, _ = edges(of(share.RUBRIC, built / "en" / "share" / "outlook-2026.png", AXIS))
    from_left, _, to_left, _ = edges(of(share.RUBRIC, built / "ar" / "share" / "outlook-2026.png", AXIS))
    assert left > share.WIDTH / 2
    assert abs(share.WIDTH - right - from_left) <= 2
    assert abs(share.WIDTH - left - to_left) <= 2


def test_dates_are_red_and_what_is_not_reported_has_a_frame(built: Path) -> None:
    alleged = built / "en" / "share" / "fighters-trained-by-ukrainians-alleged.png"
    assert edges(of(share.RUBRIC, alleged, BLOCK))
    assert of(share.SOFT, alleged, BLOCK).getbbox()
    assert not of(share.SOFT, built / "en" / "share" / "ecowas-withdrawal-2024.png", BLOCK).getbbox()


def test_colours_are_those_of_the_style_sheet() -> None:
    for name, colour in {
        "paper": share.PAPER,
        "ink": share.INK,
        "rubric": share.RUBRIC,
        "soft": share.SOFT,
        "rule": share.RULE,
    }.items():
        assert f"--{name}: light-dark(#{bytes(colour).hex()}," in STYLE


def test_only_what_an_image_shows_draws_it_anew(project: Path) -> None:
    builds = Builds(project)
    builds.build()
    before = images(project / "output")
    stamps = {path: (project / "output" / path).stat().st_mtime_ns for path in before}

    def drawn() -> set[str]:
        builds.build()
        now = {path: (project / "output" / path).stat().st_mtime_ns for path in images(project / "output")}
        changed = {path for path, stamp in now.items() if stamps.get(path) != stamp}
        stamps.update(now)
        return changed

    edit(project, EVENT, r"^    body: \|\n      ", r"\g<0>Another beginning. ")
    assert drawn() == set()
    edit(project, EVENT, r"^    title: ", r"\g<0>Indeed, ")
    assert drawn() == {f"en/share/{EVENT}.png"}
    edit(project, EVENT, r"^status: .*", "status: alleged")
    assert drawn() == {f"{tag}/share/{EVENT}.png" for tag in LANGUAGES}
    with (project / "theme" / "styles" / "60-pages.css").open("a", encoding="utf-8") as style:
        style.write("\n/* another style */\n")
    assert drawn() == set()
    (project / "theme" / "faces" / "Cyrl.ttf").unlink()
    assert f"ru/share/{EVENT}.png" in drawn()


def test_all_builds_draw_the_same_images(built: Path, project: Path) -> None:
    builds = Builds(project)
    builds.build()
    assert images(project / "output") == images(built)


@pytest.mark.parametrize("which", ["major", "none"])
def test_a_site_can_have_fewer_previews(project: Path, tarikh: Callable[..., Run], which: str) -> None:
    with (project / "content" / "site.yaml").open("a", encoding="utf-8") as site:
        site.write(f"link_previews: {which}\n")
    assert tarikh("build").returncode == 0
    events = (project / "content" / "events").rglob("*.yaml")
    major = [file.stem for file in events if "\nimportance: major" in file.read_text(encoding="utf-8")]
    assert major
    with_preview, below = set(major) if which == "major" else set(), project / "output" / "en"
    assert {file.stem for file in below.glob("share/*.png")} == (with_preview | {"_"} if with_preview else set())
    assert {file.stem for file in below.glob("oembed/**/*.json")} == with_preview | {"timeline"}
    naming = {page.stem for page in below.glob("events/*.html") if "json+oembed" in page.read_text(encoding="utf-8")}
    assert naming == with_preview


def test_what_the_faces_cannot_write_is_left_out(project: Path) -> None:
    """The title of the site stands for that of an event then; if that cannot be written either, nothing does."""
    builds = Builds(project)
    edit(project, EVENT, r"^    title: .*", "    title: 國防部長會議")
    builds.build()
    strange = (project / "output" / "en" / "share" / f"{EVENT}.png").read_bytes()
    edit(project, EVENT, r"^    title: .*", "    title: The Alliance of Sahel States, ECOWAS and Russia")
    builds.build()
    assert (project / "output" / "en" / "share" / f"{EVENT}.png").read_bytes() == strange
    shutil.rmtree(project / "theme" / "faces")
    builds.build()
    with Image.open(project / "output" / "en" / "share" / f"{EVENT}.png") as bare:
        assert not ink(bare, BLOCK).getbbox()
        assert ink(bare, AXIS).getbbox()


@pytest.mark.parametrize("word", ["Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2, "a " * 300, "–"])
def test_titles_of_any_length_keep_within_the_margins(project: Path, word: str) -> None:
    edit(project, EVENT, r"^    title: .*", f'    title: "{word.strip()[:400]}"')
    Builds(project).build()
    file = project / "output" / "en" / "share" / f"{EVENT}.png"
    left, top, right, bottom = edges(ink(file, BLOCK))
    assert left >= share.MARGIN - 4
    assert right <= share.WIDTH - share.MARGIN + 4
    assert bottom + BLOCK[1] <= 500
    assert edges(of(share.RUBRIC, file, BLOCK))[3] > top
