"""What a build knows of the one before it: one file, believed only if it is whole and of the same Tarikh.

It holds of every file read what the file system said of it and a digest of its bytes, of every event what all pages
may show of it, and of every page a fingerprint of what it was made of. Without it everything is built anew.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from tarikh.model.chronology import Outline
from tarikh.model.problem import Problem
from tarikh.model.stamp import Stamp
from tarikh.publishing.found import Index
from tarikh.publishing.inputs import Prints, Section
from tarikh.publishing.variants import Variant

from .shelf import Places

RENDERERS = ("jinja2", "cmarkgfm", "nh3", "icu4py", "babel", "markdown", "pillow", "uharfbuzz")  # what bytes depend on
RACY = 2_000_000_000  # nanoseconds; some file systems tell no finer when a file was changed

_MAGIC = b"tarikh state\n"
_HEAD = len(_MAGIC) + 64  # bytes: with the digests of the tool and of what follows
_left = msgspec.msgpack.Decoder(dict[str, Stamp])


class KnownEvent(Struct, frozen=True, array_like=True):
    """What a file of an event held when it was read, without what only its own pages show."""

    outline: Outline
    prints: Prints
    warnings: tuple[Problem, ...]


Seen = tuple[Stamp | None, bytes]  # the stamp of a file, as far as it can be trusted, and the digest of its bytes


class State(Struct, frozen=True):
    """`files` are the files read, by path. `events` are encoded `KnownEvent`s by path, to be read in the light of
    `ground`, the digest of all content that they are read on. `strings` is the digest of the catalogs that are
    compiled in `catalogs`, `compiled` are templates, and `names` what a language calls others. `sections` are the
    pages with the fingerprints of what they were made of, and `made_with` is that of all but events. `left` is the
    digest of a file beside: how they were left in the target; `shelved` tells where whole events stand in another.
    `records` are the digests of the files that search reads, and `waiting` are indexes still to be made of them.
    """

    ground: bytes = b""
    files: dict[str, Seen] = {}
    events: dict[str, bytes] = {}
    near: dict[str, tuple[str, ...]] = {}
    images: dict[str, tuple[Variant, ...]] = {}
    strings: bytes = b""
    catalogs: dict[str, bytes] = {}
    compiled: dict[str, bytes] = {}
    names: dict[str, dict[str, str]] = {}
    warnings: tuple[Problem, ...] = ()
    made_with: bytes = b""
    sections: dict[str, Section] = {}
    left: bytes = b""
    shelved: Places = {}
    records: dict[str, bytes] = {}
    waiting: dict[str, Index] = {}

    def paths(self) -> Iterator[str]:
        """The files of the site."""
        return chain.from_iterable(prints for _, prints in self.sections.values())


def load(file: Path) -> State:
    """What was saved; an empty state if there is none, or none that can be believed."""
    try:
        stored = file.read_bytes()
    except OSError:
        return State()
    head, body = stored[:_HEAD], memoryview(stored)[_HEAD:]
    if not head.startswith(_MAGIC + tool()):
        return State()
    with ThreadPoolExecutor(1) as beside:  # hashing leaves the interpreter to others
        digest = beside.submit(hashlib.sha256, body)
        try:
            state = msgspec.msgpack.decode(body, type=State)
        except msgspec.MsgspecError:
            return State()
    return state if head.endswith(digest.result().digest()) else State()


def save(state: State, file: Path) -> None:
    """Puts a state in the place of the last one, at once."""
    body = msgspec.msgpack.encode(state)
    new = file.with_suffix(".new")
    with new.open("wb") as stored, ThreadPoolExecutor(1) as beside:
        digest = beside.submit(hashlib.sha256, body)
        stored.write(bytes(_HEAD))
        stored.write(body)
        stored.seek(0)
        stored.write(_MAGIC + tool() + digest.result().digest())
    new.replace(file)


def load_left(file: Path) -> tuple[bytes, dict[str, Stamp]]:
    """How the files of the site were left in the target, and the digest of that; nothing if it cannot be told."""
    try:
        stored = file.read_bytes()
        return _digest(stored), _left.decode(stored)
    except (OSError, msgspec.MsgspecError):
        return b"", {}


def save_left(left: Mapping[str, Stamp], file: Path) -> bytes:
    """Puts that in the place of the last one, and returns its digest."""
    stored = msgspec.msgpack.encode(left)
    file.write_bytes(stored)
    return _digest(stored)


def trusted(stamp: Stamp, now: int) -> Stamp | None:
    """A stamp that a later change of the file cannot share; `now` is in nanoseconds."""
    return stamp if stamp.changed < now - RACY else None


def digest_of(file: Path) -> bytes:
    """The digest of a file's bytes."""
    return _digest(file.read_bytes())


def digest_of_files(files: Mapping[str, bytes]) -> bytes:
    """The digest of files by their names."""
    told = hashlib.blake2b(digest_size=16)
    for name, digest in sorted(files.items()):
        told.update(f"{len(name.encode())} {name} ".encode() + digest)
    return told.digest()


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


@cache
def tool() -> bytes:
    """The digest of all code that a site's bytes depend on."""
    package = Path(__file__).parent
    told = hashlib.blake2b(f"{sys.version} {platform.machine()}".encode(), digest_size=32)
    told.update(" ".join(f"{name} {version(name)}" for name in RENDERERS).encode())
    for file in sorted(package.rglob("*.py")):
        told.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    return told.digest()
