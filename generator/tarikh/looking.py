"""How a build left the files of a site in the target, and which are not so any more when the next one begins.

Tens of thousands of files are looked at by a copy of this process, from the very start of `tarikh build`: before what
it needs is imported, and before the lock. What it has found is of the site that was left when it began, which the
digest of a file beside the state tells; after another build it is looked for again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from tarikh.model.stamp import Stamp
from tarikh.publishing.output import Output

from .copies import meanwhile, possible

if TYPE_CHECKING:
    from tarikh.publishing.target import Target

_SIZE = 8  # bytes that tell how long a piece of the file is
_decode = msgspec.msgpack.Decoder(dict[str, Stamp]).decode  # the first piece, which is nearly all
_decode_changes = msgspec.msgpack.Decoder(dict[str, Stamp | None]).decode
_begun: dict[Path, Callable[[], Spoiled]] = {}  # what this process looks at already, by the folder


class Spoiled(Struct, frozen=True):
    """The files that do not stand in the target as they were left there, by what has the digest `left`."""

    left: bytes = b""
    paths: set[str] = set()


def spoiled(output: Target) -> Spoiled:
    """Looks for files that have changed in the target since the last build."""
    digest, left = load_left(output.left)
    return Spoiled(digest, output.spoiled(left))


def look_ahead(arguments: Sequence[str]) -> None:
    """Begins to look at the folder that these arguments of `tarikh build` seem to name, if a build has left any."""
    named = [place for option, place in pairwise(arguments) if option in ("-o", "--output")]
    with suppress(OSError):
        folder = Path(named[-1] if named else "output").absolute()
        if possible() and Output(folder).left.is_file():
            _begun[folder] = meanwhile(partial(spoiled, Output(folder)))


def look(output: Target) -> Callable[[bytes], Spoiled]:
    """Looks at a target. What is returned waits for what was found of the site that was left by what has this digest;
    it looks again, if another build has left one since.
    """
    begun = _begun.pop(output.target.absolute(), None) if isinstance(output, Output) else None
    wait = begun or meanwhile(partial(spoiled, output))

    @cache
    def found(left: bytes) -> Spoiled:
        first = wait()
        return spoiled(output) if left and first.left != left else first

    return found


def load_left(file: Path) -> tuple[bytes, dict[str, Stamp]]:
    """How the files of the site were left in the target, and the digest of that; nothing if it cannot be told."""
    try:
        stored = file.read_bytes()
        first, *later = _pieces(memoryview(stored))
        left, changes = _decode(first), [_decode_changes(piece) for piece in later]
    except (OSError, ValueError, msgspec.MsgspecError):
        return b"", {}
    for path, stamp in chain.from_iterable(change.items() for change in changes):
        if stamp:
            left[path] = stamp
        else:
            left.pop(path, None)
    return _told(stored).digest(), left


def save_left(stamps: Mapping[str, Stamp | None], file: Path, last: bytes) -> bytes:
    """Adds how some files were left, None where they have gone, to what has the digest `last`; or begins anew, if that
    is b"" or half of it is of no use. Returns the digest of it all, b"" if it cannot be told.
    """
    try:
        stored = file.read_bytes() if last else b""
    except OSError:
        return b""
    told = _told(stored)
    if last and told.digest() != last:
        return b""
    if len(stored) > 2 * int.from_bytes(stored[:_SIZE]):
        stamps, stored, told = {**load_left(file)[1], **stamps}, b"", _told(b"")
    piece = msgspec.msgpack.encode(stamps if stored else {path: stamp for path, stamp in stamps.items() if stamp})
    added = len(piece).to_bytes(_SIZE) + piece
    with file.open("ab" if stored else "wb") as left:
        left.write(added)
    told.update(added)
    return told.digest()


def _told(stored: bytes) -> hashlib.blake2b:
    return hashlib.blake2b(stored, digest_size=16)


def _pieces(stored: memoryview) -> Iterator[memoryview]:
    """Each stands behind its size."""
    while stored:
        end = _SIZE + int.from_bytes(stored[:_SIZE])
        yield stored[_SIZE:end]
        stored = stored[end:]
