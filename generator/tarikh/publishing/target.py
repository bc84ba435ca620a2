"""What a build asks of the place that it writes a site to: a folder (`Output`) or a store (`Store`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from filelock import FileLock

from tarikh.model.stamp import Stamp

from .output import Moved, Staged


class File(Protocol):
    """A file that processes on other machines can reach too, as far as its target is one that they can."""

    def __hash__(self) -> int: ...

    def read_bytes(self) -> bytes: ...

    def write_bytes(self, data: bytes, /) -> int: ...

    def unlink(self, missing_ok: bool = False) -> None: ...


class Target(Protocol):
    """Where a site is staged and published; other processes are given it to stage pages in it."""

    @property
    def place(self) -> Path | str:
        """The folder or the URL that people have named."""

    @property
    def folder(self) -> Path | None:
        """The folder of this machine that it is, if it is one."""

    @property
    def staging(self) -> Path:
        """The folder of this machine that Pelican writes to, and that is published too."""

    @property
    def kept(self) -> Path:
        """The folder of this machine for what takes long to make and does not change from build to build."""

    @property
    def state(self) -> Path:
        """What the next build is to know of this one, from `start` to `remember`."""

    @property
    def left(self) -> Path:
        """How this build left the files of the site in the target, as long as the state."""

    @property
    def shelf(self) -> Path:
        """Events as they were read, on this machine."""

    @property
    def recipe(self) -> File:
        """What other processes make pages from."""

    def lock(self) -> FileLock:
        """A lock that two builds of one target cannot hold at once on one machine."""

    def start(self) -> None:
        """Gets ready, and does away with what a broken build has left."""

    def list_again(self, files: Callable[[], Iterable[str]]) -> None:
        """Lists the files that the site has, if the list has been lost from which it is known what can be removed."""

    def spoiled(self, left: Mapping[str, Stamp]) -> set[str]:
        """The files that do not stand in the target as they were left there; before any is moved in and, for a store,
        before any is staged.
        """

    def size(self, path: str) -> int:
        """The bytes of a file in the target; 0 where it is none."""

    def stage(self, path: str, content: bytes) -> Staged:
        """Writes one file beside the target, unless it stands there already."""

    def stage_all(self, files: Iterable[tuple[str, bytes]]) -> list[Staged]:
        """Writes files beside the target, unless they stand there already."""

    def read(self, file: Staged) -> bytes:
        """A file of the site, from where it is staged or from where it stands. Raises OSError."""

    def staged(self) -> set[str]:
        """The files that are staged."""

    def publish(self, staged: Collection[str], kept: Collection[str] | None = ()) -> Moved:
        """Moves what is staged into the target, then removes what is no longer made. `kept` stands there already; None
        is all that the site had, and has with what is staged.
        """

    def remember(self) -> None:
        """Puts the state where the next build looks for it."""

    def discard(self) -> None:
        """Does away with what is staged."""
