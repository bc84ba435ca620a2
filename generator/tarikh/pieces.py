"""Pieces of work that can be done anywhere: reading some files of events, and making some pages.

A piece names all that it needs, so that any process can do it; what many pieces share is made once in each process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tarikh.model import chronology
from tarikh.model.chronology import Actor, Chronology, Document, Event, Location, Topic
from tarikh.model.language import Language
from tarikh.model.problem import Problem
from tarikh.publishing.address import Address
from tarikh.publishing.inputs import fingerprint, prints
from tarikh.publishing.output import Staged
from tarikh.publishing.site import Prose, Site, render
from tarikh.publishing.templates import Templates, sources
from tarikh.publishing.variants import Variant
from tarikh.reading.content import read_event
from tarikh.reading.fields import Context
from tarikh.reading.ground import read_ground
from tarikh.speaking.catalog import open_catalog
from tarikh.speaking.speaker import Speaker

from .state import KnownEvent, digest_of

if TYPE_CHECKING:
    from tarikh.publishing.target import File, Target

encode = msgspec.msgpack.encode
decode_known = msgspec.msgpack.Decoder(KnownEvent).decode
decode_event = msgspec.msgpack.Decoder(Event).decode
_ALONE = Lock()
_FACE = re.compile(rb'url\("(fonts/[^"]+)"\)')


class FreshEvent(Struct, frozen=True):
    """A file of an event as it was read just now: its problems or, if there is none but warnings, what it holds.

    `known` is a `KnownEvent` and `whole` an `Event`, both encoded.
    """

    path: str
    digest: bytes
    problems: tuple[Problem, ...]
    known: bytes = b""
    whole: bytes = b""


class Files(Struct, frozen=True):
    """Files of events to be read on a ground, which `digest` stands for."""

    content: Path
    seeds: Path
    images: tuple[str, ...]
    digest: bytes
    paths: tuple[str, ...]


class Theme(Struct, frozen=True):
    """The files of a theme that pages are made with: templates by name, styles as one, the land for maps, and the
    faces that images are drawn with, by name.

    `assets` are the files of theme/static by their paths there, each with what asks for it, which changes with it.
    `workers` are the scripts that a service worker may be.
    """

    templates: dict[str, str]
    stylesheet: bytes
    world: bytes
    faces: dict[str, bytes]
    assets: dict[str, str] = {}
    workers: dict[str, str] = {}


class Recipe(Struct, frozen=True):
    """What the pages of a site are made from; `known` are the events as `KnownEvent`s, encoded, in their order."""

    site: chronology.Site
    languages: dict[str, Language]
    documents: dict[str, Document]
    actors: dict[str, Actor]
    topics: dict[str, Topic]
    places: dict[str, Location]
    known: list[bytes]
    near: dict[str, tuple[str, ...]]
    catalogs: dict[str, bytes]
    compiled: dict[str, bytes]
    names: dict[str, dict[str, str]]
    theme: Theme
    prose: list[Prose]
    url: str
    images: dict[str, tuple[Variant, ...]]
    portable: bool
    offline: bool

    def chronology(self) -> Chronology:
        events = tuple(decode_known(known).outline for known in self.known)
        registries = (self.documents, self.actors, self.topics, self.places)
        return Chronology(self.site, self.languages, *registries, events, {}, {}, self.near)

    def made(self, chronology: Chronology) -> Site:
        """The site, ready to make pages."""
        return Site(
            chronology=chronology,
            speakers={
                tag: Speaker(language, open_catalog(self.catalogs[tag]), self.names.get(tag))
                for tag, language in self.languages.items()
            },
            prose={(page.id, page.language): page for page in self.prose},
            templates=Templates(self.theme.templates, self.compiled, self.theme.assets),
            url=self.url,
            stylesheet=self.theme.stylesheet,
            images=self.images,
            world=self.theme.world,
            faces=self.theme.faces,
            portable=self.portable,
            assets=self.theme.assets,
            worker=self.theme.workers.get("offline" if self.offline else "gone", ""),
            offline=self.offline,
        )


class Pages(Struct, frozen=True):
    """Pages to be made for an output, from the site itself or from the file of a recipe and its digest.

    `whole` are the events that they show with all that they say, encoded, by id; none until they are read. What is
    made for the pages is of no use to others where they are `apart`.
    """

    site: Site | tuple[File, bytes]
    output: Target
    addresses: tuple[Address, ...]
    whole: Mapping[str, bytes | None]
    apart: bool = False


def read_files(piece: Files) -> bytes:
    """The events of some files, as encoded `FreshEvent`s."""
    context = _context(piece.content, piece.seeds, piece.images, piece.digest)
    return encode([read_fresh(path, piece.content, context) for path in piece.paths])


def read_fresh(path: str, content: Path, context: Context) -> FreshEvent:
    """One event as it stands in its file now."""
    problems: list[Problem] = []
    try:
        digest = digest_of(Path(path))  # before it is read: what changes between is found the next time
    except OSError:
        digest = b""
    event = read_event(Path(path), content, replace(context, report=problems.append))
    if event is None:
        return FreshEvent(path, digest, tuple(problems))
    known = KnownEvent(event.outline, prints(event), tuple(problems))
    return FreshEvent(path, digest, tuple(problems), encode(known), encode(event))


def make_pages(piece: Pages) -> list[Staged]:
    """Renders and stages some pages. Raises ThemeError and OSError.

    One piece at a time is made in a process, whatever threads it has: pieces share the site that they are made from.
    """
    with _ALONE:
        site = piece.site if isinstance(piece.site, Site) else _site(*piece.site)
        whole = site.chronology.whole
        whole.update((id, decode_event(event)) for id, event in piece.whole.items() if event)
        try:
            return piece.output.stage_all((address.path, render(site, address)) for address in piece.addresses)
        finally:
            whole.clear()
            if piece.apart:
                site.forget()


def read_theme(folder: Path) -> Theme:
    """The theme in a folder; its styles are one file in the order of their names, which is the cascade's."""
    styles = [file.read_bytes() for file in sorted((folder / "styles").glob("*.css"))]
    world, assets = folder / "world.json", _assets(folder / "static")
    return Theme(
        sources(folder / "templates"),
        _FACE.sub(lambda face: f'url("{assets.get(face[1].decode(), face[1].decode())}")'.encode(), b"\n".join(styles)),
        world.read_bytes() if world.is_file() else b"",
        {file.stem: file.read_bytes() for file in sorted((folder / "faces").glob("*.ttf"))},
        assets,
        {file.stem: file.read_text(encoding="utf-8") for file in sorted((folder / "workers").glob("*.js"))},
    )


def _assets(folder: Path) -> dict[str, str]:
    """The files of a folder by their paths there, each with its path and a digest, which all scripts share."""
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    scripts = b"".join(content for path, content in sorted(files.items()) if path.endswith(".js"))
    told = {path: scripts if path.endswith(".js") else content for path, content in sorted(files.items())}
    return {path: f"{path}?{fingerprint(content).hex()[:8]}" for path, content in told.items()}


@lru_cache(maxsize=1)
def _context(content: Path, seeds: Path, images: tuple[str, ...], digest: bytes) -> Context:
    return read_ground(content, seeds, images, lambda problem: None).context


@lru_cache(maxsize=1)
def _site(file: File, digest: bytes) -> Site:
    encoded = file.read_bytes()
    if fingerprint(encoded) != digest:
        raise OSError(f"{file} is of another build")  # and would be kept as if it were of this one
    recipe = msgspec.msgpack.decode(encoded, type=Recipe)
    return recipe.made(recipe.chronology())
