"""Files on their way to the target: staged beside it, then moved in, only where bytes changed."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from filecmp import cmp
from pathlib import Path
from typing import NamedTuple

import msgspec
from filelock import FileLock
from msgspec import Struct, field

from tarikh.model.stamp import Stamp

PATIENCE = 1.0  # seconds

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)  # which only Windows has


def new_run() -> str:
    """A name that no other run has."""
    return os.urandom(4).hex()


def lock_in(folder: Path, patience: float = PATIENCE) -> FileLock:
    """The lock of a folder, which is made if need be; the system frees it when a process ends.

    It is waited for as many seconds; in a moment what is left of a build that was killed ends too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / "lock", timeout=patience)


class Moved(NamedTuple):
    """How many files were written into the target and removed from it."""

    written: int
    removed: int


class Staged(Struct, frozen=True):
    """A file of the site; `new` where it is to be moved in, else it stands in the target as it is."""

    path: str
    stamp: Stamp
    new: bool


class Output(Struct, frozen=True):
    """A target folder and the folder beside it, on the same file system, where a build is staged.

    The list of files of the last build is kept there too, so that only what Tarikh wrote is
    ever removed. Each `run` stages in a folder of its own: a worker of a cluster may still be busy with the one before.
    """

    target: Path
    run: str = field(default_factory=new_run)

    @property
    def place(self) -> Path:
        return self.target

    @property
    def folder(self) -> Path:
        return self.target

    @property
    def staging(self) -> Path:
        return self._beside / "new" / self.run

    @property
    def kept(self) -> Path:
        """What takes long to make and does not change from build to build."""
        return self._beside / "kept"

    @property
    def state(self) -> Path:
        """What the next build is to know of this one."""
        return self._beside / "state"

    @property
    def left(self) -> Path:
        """How this build left the files of the site in the target."""
        return self._beside / "left"

    @property
    def shelf(self) -> Path:
        """Events as they were read."""
        return self._beside / "shelf"

    @property
    def checked(self) -> Path:
        """What the next check is to know of this one."""
        return self._beside / "checked"

    @property
    def editing(self) -> Path:
        """The lock that who changes content holds."""
        return self._beside / "editing"

    @property
    def recipe(self) -> Path:
        """What other processes make pages from."""
        return self._beside / "recipe"

    @property
    def _beside(self) -> Path:
        return self.target.parent / f".{self.target.name}.tarikh"

    @property
    def _manifest(self) -> Path:
        return self._beside / "files.json"

    def lock(self) -> FileLock:
        """A lock that two builds of one target cannot hold at once."""
        return lock_in(self._beside)

    def start(self) -> None:
        """An empty staging folder. What a broken build left there is gone."""
        self.discard()
        self.staging.mkdir(parents=True)

    def list_again(self, files: Callable[[], Iterable[str]]) -> None:
        if not self._manifest.is_file():
            self._remember({*files()})

    def spoiled(self, left: Mapping[str, Stamp]) -> set[str]:
        """The files that do not stand in the target as they were left there."""
        root = f"{self.target}/"
        return {path for path, stamp in left.items() if not _is_left(root + path, stamp)}

    def size(self, path: str) -> int:
        """The bytes of a file in the target; 0 where it is none."""
        try:
            return os.lstat(f"{self.target}/{path}").st_size
        except OSError:
            return 0

    def stage(self, path: str, content: bytes) -> Staged:
        """Writes one file, named by its path below the target, unless it stands there already."""
        [staged] = self.stage_all([(path, content)])
        return staged

    def stage_all(self, files: Iterable[tuple[str, bytes]]) -> list[Staged]:
        """Writes files, each of them as soon as it is there."""
        target, staging = str(self.target), str(self.staging)
        return [_stage(target, staging, path, content) for path, content in files]

    def read(self, file: Staged) -> bytes:
        """A file of the site, from where it is staged or from where it stands. Raises OSError."""
        return ((self.staging if file.new else self.target) / file.path).read_bytes()

    def staged(self) -> set[str]:
        """The files that are staged."""
        return set(_files_below(self.staging))

    def files(self, kept: Iterable[str]) -> tuple[dict[str, str], set[str]]:
        """Where the files that will be in the target stand now, by their paths; and those that others put there."""
        staged, there = self.staged(), set(_files_below(self.target))
        site = {*staged, *kept}
        others = there - site - self._last_files()
        target, staging = (os.path.relpath(folder) for folder in (self.target, self.staging))
        return {path: f"{staging if path in staged else target}/{path}" for path in site | others}, others

    def publish(self, staged: Collection[str], kept: Collection[str] | None = ()) -> Moved:
        """Moves every staged file whose bytes differ into the target, then removes what is no longer made.

        `kept` are the files of the site that stand there already; None are all that it had, and has with what is
        staged. Folders that are not there yet are moved with all that they hold, unless those of the target are given
        other rights. What cannot be done is an OSError, as far as it can be foreseen before anything changes.
        """
        last = set() if kept is None else self._last_files()
        site = set() if kept is None else {*kept, *staged}
        stale = {path for path in last - site if is_below(path)}
        folders = self._new_folders(staged)
        in_folders = tuple(f"{folder}/" for folder in folders)
        new = [
            path
            for path in sorted(staged)
            if not path.startswith(in_folders) and not _alike(f"{self.staging}/{path}", f"{self.target}/{path}")
        ]
        self._make_way([*folders, *new], stale)
        if not site <= last:
            self._remember(last | site)
        for moved in (*folders, *new):
            os.replace(f"{self.staging}/{moved}", f"{self.target}/{moved}")
        removed = self._remove(stale)
        if not last <= site:
            self._remember(site)
        self.discard()
        return Moved(len(new) + sum(path.startswith(in_folders) for path in staged), removed)

    def remember(self) -> None:
        """Nothing is left to do: the state stands where the next build looks for it."""

    def discard(self) -> None:
        shutil.rmtree(self.staging.parent, ignore_errors=True)

    def _new_folders(self, staged: Collection[str]) -> list[str]:
        """The folders that the target lacks; none if it gives its own other rights than those have that are staged."""
        if not _alike_in_rights(self.staging, self.target):
            return []
        folders = {path.partition("/")[0] for path in staged if "/" in path}
        return [folder for folder in sorted(folders) if not os.path.lexists(f"{self.target}/{folder}")]

    def _make_way(self, staged: Collection[str], stale: set[str]) -> None:
        """Makes folders; removes old files where a folder has to stand, and old folders where a file has to."""
        in_the_way = {path for path in staged if os.path.isdir(f"{self.target}/{path}")}
        for path in in_the_way:
            if any(f"{path}/{file}" not in stale for file in _files_below(self.target / path)):
                raise IsADirectoryError(f"{self.target / path} is a folder, and a page has to go there")
        folders = {os.path.dirname(path) for path in staged}
        above = {parent.as_posix() for folder in folders for parent in (Path(folder), *Path(folder).parents)}
        self._remove({path for path in stale if path in above or any(path.startswith(f"{it}/") for it in in_the_way)})
        for folder in sorted(folders):
            os.makedirs(self.target / folder, exist_ok=True)
            if not os.access(self.target / folder, os.W_OK | os.X_OK):
                raise PermissionError(f"{self.target / folder} cannot be written")

    def _remember(self, files: set[str]) -> None:
        new = self._manifest.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(files))
        new.replace(self._manifest)

    def _last_files(self) -> set[str]:
        try:
            return msgspec.json.decode(self._manifest.read_bytes(), type=set[str])
        except (OSError, ValueError):
            return set()

    def _remove(self, paths: Iterable[str]) -> int:
        removed = 0
        for path in sorted(paths):
            file = self.target / path
            if file.is_file():
                file.unlink()
                removed += 1
            for folder in file.parents:
                if folder == self.target or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
        return removed


def _stage(target: str, staging: str, path: str, content: bytes) -> Staged:
    assert is_below(path), path
    if (stamp := _same(f"{target}/{path}", content)) is not None:
        return Staged(path, stamp, False)
    file = f"{staging}/{path}"
    try:
        return Staged(path, _write(file, content), True)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        return Staged(path, _write(file, content), True)


def _is_left(file: str, stamp: Stamp) -> bool:
    """Whether a file is there as it was left."""
    try:
        status = os.lstat(file)
    except OSError:
        return False
    size, changed = stamp
    return status.st_mtime_ns == changed and status.st_size == size and stat.S_ISREG(status.st_mode)


def _same(file: str, content: bytes) -> Stamp | None:
    """The stamp of a file that holds these bytes; None where it does not, or is a link."""
    try:
        status = os.lstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(content):
            return None
        with open(file, "rb") as stored:
            return Stamp.of(status) if stored.read() == content else None
    except OSError:
        return None


def _alike_in_rights(new: Path, old: Path) -> bool:
    """Whether folders have the same owner, group and mode, as what is made in them will have; or one is not there."""
    try:
        one, other = new.stat(), old.stat()
    except FileNotFoundError:
        return True
    return (one.st_uid, one.st_gid, one.st_mode) == (other.st_uid, other.st_gid, other.st_mode)


def _alike(new: str, old: str) -> bool:
    return os.path.isfile(old) and not os.path.islink(old) and cmp(new, old, shallow=False)


def _write(file: str, content: bytes) -> Stamp:
    new = os.open(file, _NEW, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(new, left) :]
        return Stamp.of(os.fstat(new))
    finally:
        os.close(new)


def _files_below(folder: Path) -> Iterator[str]:
    root = str(folder)
    for here, _, names in os.walk(root):
        below = here[len(root) + 1 :]
        yield from (f"{below}/{name}" if below else name for name in names)


def is_below(path: str) -> bool:
    """Whether a path stays in the folder that it is joined to."""
    return not os.path.isabs(path) and ".." not in path.replace("\\", "/").split("/")
