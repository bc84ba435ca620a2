"""What a build knows of the one before it: one file, believed only if it is whole and of the same Tarikh.

It holds of every file read what the file system said of it and a digest of its bytes, of every event what all pages
may show of it, and of every page a fingerprint of what it was made of. Without it everything is built anew.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

from tarikh.model.chronology import Outline
from tarikh.model.problem import Problem
from tarikh.model.stamp import Stamp
from tarikh.publishing.inputs import PrintedList, Prints
from tarikh.publishing.variants import Variant

RENDERERS = ("jinja2", "cmarkgfm", "nh3", "icu4py", "babel", "markdown", "pillow")  # what bytes depend on
RACY = 2_000_000_000  # nanoseconds; some file systems tell no finer when a file was changed

_MAGIC = b"tarikh state\n"


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """What a file of an event held when it was read, without what only its own pages show."""

    outline: Outline
    prints: Prints
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class State:
    """`files` are the files read, by path: stamp, as far as it can be trusted, and digest. `events` are encoded
    `KnownEvent`s by path, to be read in the light of `ground`, the digest of all content that they are read on.
    `strings` is the digest of the catalogs that are compiled in `catalogs`, `compiled` are templates, and `names`
    what a language calls others. `pages` are the files of the site: the fingerprint of what they were made of, and
    their stamp; `made_from` is that of everything.
    """

    ground: bytes = b""
    files: dict[str, tuple[Stamp | None, bytes]] = field(default_factory=dict)
    events: dict[str, bytes] = field(default_factory=dict)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    images: dict[str, tuple[Variant, ...]] = field(default_factory=dict)
    strings: bytes = b""
    catalogs: dict[str, bytes] = field(default_factory=dict)
    compiled: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    made_from: bytes = b""
    lists: dict[str, PrintedList] = field(default_factory=dict)
    pages: dict[str, tuple[bytes, Stamp]] = field(default_factory=dict)


def load(file: Path) -> State:
    """What was saved; an empty state if there is none, or none that can be believed."""
    try:
        stored = file.read_bytes()
    except OSError:
        return State()
    head, body = stored[: len(_MAGIC) + 64], memoryview(stored)[len(_MAGIC) + 64 :]
    if head != _MAGIC + tool() + hashlib.sha256(body).digest():
        return State()
    try:
        return msgspec.msgpack.decode(body, type=State)
    except msgspec.MsgspecError:
        return State()


def save(state: State, file: Path) -> None:
    """Puts a state in the place of the last one, at once."""
    body = msgspec.msgpack.encode(state)
    new = file.with_suffix(".new")
    new.write_bytes(_MAGIC + tool() + hashlib.sha256(body).digest() + body)
    new.replace(file)


def trusted(stamp: Stamp, now: int) -> Stamp | None:
    """A stamp that a later change of the file cannot share; `now` is in nanoseconds."""
    return stamp if stamp.changed < now - RACY else None


def digest_of(file: Path) -> bytes:
    """The digest of a file's bytes."""
    return hashlib.blake2b(file.read_bytes(), digest_size=16).digest()


def digest_of_files(files: Mapping[str, bytes]) -> bytes:
    """The digest of files by their names."""
    told = hashlib.blake2b(digest_size=16)
    for name, digest in sorted(files.items()):
        told.update(f"{len(name.encode())} {name} ".encode() + digest)
    return told.digest()


@cache
def tool() -> bytes:
    """The digest of all code that a site's bytes depend on."""
    package = Path(__file__).parent
    told = hashlib.blake2b(f"{sys.version} {platform.machine()}".encode(), digest_size=32)
    told.update(" ".join(f"{name} {version(name)}" for name in RENDERERS).encode())
    for file in sorted(package.rglob("*.py")):
        told.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    return told.digest()
