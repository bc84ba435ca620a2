"""What a build knows of the one before it: two files, believed only if they are whole and of the same Tarikh.

They hold of every file read what the file system said of it and a digest of its bytes, of every event what all pages
may show of it, and of every page a fingerprint of what it was made of. Without them everything is built anew. What is
known of events is most of it, and stands in a file that is only added to, until half of it is of no use.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from itertools import accumulate, pairwise
from pathlib import Path
from typing import cast

import msgspec
from msgspec import Struct, structs

from tarikh.model.chronology import Outline
from tarikh.model.problem import Problem
from tarikh.model.stamp import Stamp
from tarikh.publishing.found import Index
from tarikh.publishing.inputs import Prints, Section, all_paths
from tarikh.publishing.variants import Variant

from .shelf import Places

RENDERERS = ("jinja2", "cmarkgfm", "nh3", "icu4py", "babel", "markdown", "pillow", "uharfbuzz")  # what bytes depend on
RACY = 2_000_000_000  # nanoseconds; some file systems tell no finer when a file was changed

_MAGIC = b"tarikh state\n"
_HEAD = len(_MAGIC) + 64  # bytes: with the digests of the tool and of what follows


class KnownEvent(Struct, frozen=True, array_like=True):
    """What a file of an event held when it was read, without what only its own pages show."""

    outline: Outline
    prints: Prints
    warnings: tuple[Problem, ...]


class Log(Struct, frozen=True):
    """What a state uses of the file of events: its `pieces` by the digests of their bytes and their ends, and where
    what is known of each event stands in it, by the event's path.
    """

    pieces: tuple[tuple[bytes, int], ...] = ()
    places: dict[str, tuple[int, int]] = {}


Seen = tuple[Stamp | None, bytes]  # the stamp of a file, as far as it can be trusted, and the digest of its bytes


class State(Struct, frozen=True):
    """`files` are the files read, by path. `events` are encoded `KnownEvent`s by path, views of the file that `log`
    describes where they were read from there, to be read in the light of `ground`, the digest of all content that they
    are read on. `strings` is the digest of the catalogs that are compiled in `catalogs`, `compiled` are templates, and
    `names` what a language calls others. `sections` are the pages with the fingerprints of what they were made of, and
    `made_with` is that of all but events. `left` is the digest of a file beside: how they were left in the target;
    `others` are files that other plugins have put there, and `shelved` tells where whole events stand in another file.
    `records` are the digests of the files that search reads, and `waiting` are indexes still to be made of them.
    """

    ground: bytes = b""
    files: dict[str, Seen] = {}
    events: dict[str, bytes] = {}
    log: Log = Log()
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
    others: frozenset[str] = frozenset()
    shelved: Places = {}
    records: dict[str, bytes] = {}
    waiting: dict[str, Index] = {}

    def paths(self) -> Iterator[str]:
        """The files of the site, without those of other plugins."""
        return all_paths(self.sections)

    def number_of_files(self) -> int:
        """How many files it has with them."""
        return sum(section.number for section in self.sections.values()) + len(self.others)


def load(file: Path) -> State:
    """What was saved; an empty state if there is none, or none that can be believed."""
    try:
        stored = file.read_bytes()
    except OSError:
        return State()
    head, body = stored[:_HEAD], memoryview(stored)[_HEAD:]
    if not head.startswith(_MAGIC + tool()):
        return State()
    with ThreadPoolExecutor(1) as beside:  # reading and hashing leave the interpreter to others
        events, digest = beside.submit(_log(file).read_bytes), beside.submit(_sha, body)
        try:
            state = msgspec.msgpack.decode(body, type=State)
            log = memoryview(events.result() if state.log.pieces else b"")
        except (msgspec.MsgspecError, OSError):
            return State()
        digests = beside.submit(_digests, log, [end for _, end in state.log.pieces])
        known = {path: cast(bytes, log[start:end]) for path, (start, end) in state.log.places.items()}
        sound = head.endswith(digest.result()) and digests.result() == [digest for digest, _ in state.log.pieces]
        return structs.replace(state, events=known) if sound else State()


def save(state: State, file: Path) -> None:
    """Puts a state in the place of the last one; stopped halfway, it leaves that, or none that can be believed."""
    written(state, file).replace(file)


def written(state: State, file: Path) -> Path:
    """Writes a state beside the last one; it holds when it is put in its place. Who calls this has to have done away
    with the last one, or puts this there at once.
    """
    log = _logged(state, _log(file))
    body = msgspec.msgpack.encode(structs.replace(state, events={}, log=log))
    new = file.with_suffix(".new")
    with new.open("wb") as stored:
        stored.writelines((_MAGIC, tool(), _sha(body), body))
    return new


def _log(file: Path) -> Path:
    return file.with_suffix(".events")


def _logged(state: State, file: Path) -> Log:
    """Adds what is known of events to the file, as far as it was not read from there; or writes it anew, where that
    leaves too little of use in it.
    """
    events: Mapping[str, bytes | memoryview] = state.events
    kept = {path: state.log.places[path] for path, known in events.items() if isinstance(known, memoryview)}
    pieces, end = state.log.pieces, state.log.pieces[-1][1] if state.log.pieces else 0
    added = [(path, known) for path, known in events.items() if path not in kept]
    if end > 2 * sum(stop - start for start, stop in kept.values()) or not file.is_file():
        pieces, end, kept, added = (), 0, {}, list(events.items())
    if not added:
        return Log(pieces, kept)
    ends = list(accumulate((len(known) for _, known in added), initial=end))
    piece = b"".join([known for _, known in added])
    places = {path: place for (path, _), place in zip(added, pairwise(ends), strict=True)}
    if pieces:
        with file.open("r+b") as log:
            log.seek(end)
            log.write(piece)
            log.truncate()
    else:
        new = file.with_suffix(".events.new")
        new.write_bytes(piece)
        new.replace(file)
    return Log((*pieces, (_sha(piece), ends[-1])), {**kept, **places})


def _digests(log: memoryview, ends: Sequence[int]) -> list[bytes]:
    """The digests of the pieces of a file that have these ends."""
    return [_sha(log[start:end]) for start, end in pairwise((0, *ends))]


def _sha(content: bytes | memoryview) -> bytes:
    return hashlib.sha256(content).digest()


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
