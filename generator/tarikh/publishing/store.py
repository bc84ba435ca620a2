"""A target that is no folder of this machine: any file system that fsspec knows, by its URL.

What is staged goes beside the site in the store, and so does what the next build is to know, so that any machine can
go on. Stores tell sizes, and marks that change with the bytes; which bytes have which mark is remembered there too, so
that nothing is read to be compared. A store has no locks: builds of one machine keep out of each other's way, others
do not. fsspec is imported where a store is opened, and nowhere else.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from filelock import FileLock

from tarikh.model.stamp import Stamp, stamps_below

from .output import Moved, Staged, is_below, lock_in, new_run

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

AT_ONCE = 100  # files that are held in memory until they are sent together
MOVED_AT_ONCE = 1000
MARKS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated", "modified", "created")
TYPED = {"s3": "ContentType", "s3a": "ContentType", "gs": "content_type", "gcs": "content_type"}  # told with a file
TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


class StoreError(OSError):
    """Something that a store refuses, or cannot do; names the store."""


class MissingFile(StoreError, FileNotFoundError):
    """A file that is not in a store; names it."""


class Known(NamedTuple):
    """A file of the site: its size, the mark that the store gave it, and the digest of its bytes; 0 where not known."""

    size: int
    mark: int
    digest: int


class Pulled(NamedTuple):
    """A file that is the same in the store and on this machine: its size and mark there, and its stamp here."""

    size: int
    mark: int
    here: Stamp


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file in a store."""

    url: str

    def read_bytes(self) -> bytes:
        """Raises OSError."""
        with _told(self.url):
            system, path = _open(self.url)
            content: bytes = system.cat_file(path)
            return content

    def write_bytes(self, data: bytes, /) -> int:
        """Raises OSError."""
        with _told(self.url):
            system, path = _open(self.url)
            _write(system, {path: data})
            return len(data)

    def unlink(self, missing_ok: bool = False) -> None:
        """Raises OSError."""
        with _told(self.url):
            system, path = _open(self.url)
            try:
                system.rm_file(path)
            except FileNotFoundError:
                if not missing_ok:
                    raise


@dataclass(frozen=True, slots=True)
class Store:
    """A target in a store, and the folder `near` on this machine with what is to be at hand: a lock, images that were
    encoded, a copy of the state, and what Pelican writes.

    Stamps of files have the digest of their bytes in the place of a time.
    """

    url: str
    near: Path
    run: str = field(default_factory=new_run)

    @classmethod
    def at(cls, url: str, output: Path) -> Store:
        """The store of a URL, with what is near it beside the folder that would be the target. Raises OSError."""
        with _told(url):
            system, path = _open(url)
            if _is_local(system):
                url = system.unstrip_protocol(path)  # whole, for workers that run in another folder
        url = url.rstrip("/")
        told = hashlib.blake2b(url.encode(), digest_size=6).hexdigest()
        return cls(url, output.parent / f".{output.name}.{told}.tarikh")

    @property
    def place(self) -> str:
        return self.url

    @property
    def folder(self) -> Path | None:
        system, path = _open(self.url)
        return Path(path) if _is_local(system) else None

    @property
    def staging(self) -> Path:
        return self.near / "new" / self.run

    @property
    def kept(self) -> Path:
        return self.near / "kept"

    @property
    def state(self) -> Path:
        return self._memory / "state"

    @property
    def left(self) -> Path:
        return self._memory / "left"

    @property
    def shelf(self) -> Path:
        return self.near / "shelf"

    @property
    def recipe(self) -> StoredFile:
        return StoredFile(f"{self._beside}/recipe")

    @property
    def _memory(self) -> Path:
        """All that stands in this folder is kept in the store."""
        return self.near / "memory"

    @property
    def _pulled(self) -> Path:
        """What of that is the same in the store."""
        return self.near / "memory.json"

    @property
    def _beside(self) -> str:
        """The URL beside the site; in it where it is a whole bucket."""
        above, slash, name = self.url.rpartition("/")
        return f"{above}/.{name}.tarikh" if slash and not above.endswith("/") else f"{self.url}/.tarikh"

    @property
    def _manifest(self) -> StoredFile:
        return StoredFile(f"{self._beside}/files.json")

    @property
    def _found(self) -> StoredFile:
        """The stamps of what was present when this run began, for all that stage."""
        return StoredFile(f"{self._beside}/new/{self.run}/present")

    def lock(self) -> FileLock:
        """A lock that two builds of this store on this machine cannot hold at once, where they share a project."""
        return lock_in(self.near)

    def start(self) -> None:
        """An empty staging folder, here and there, and the state as it is in the store. Raises OSError."""
        self.discard()
        self.staging.mkdir(parents=True)
        self._memory.mkdir(parents=True, exist_ok=True)
        with _told(self.url):
            self._pull()

    def list_again(self, files: Callable[[], Iterable[str]]) -> None:
        """Nothing: where the list is lost, no file is as it was left, and all are made and listed again."""

    def spoiled(self, left: Mapping[str, Stamp]) -> set[str]:
        present = self.present()
        return {path for path, stamp in left.items() if present.get(path) != stamp}

    def size(self, path: str) -> int:
        stamp = _stamps(self._found).get(path)
        return stamp.size if stamp else 0

    def present(self) -> dict[str, Stamp]:
        """The files of the site by their paths; of one that is not as it was written, no digest is known."""
        with _told(self.url):
            present, last = {}, self._last_files()
            for path, (size, mark) in self._listed().items():
                known = last.get(path)
                present[path] = Stamp(size, known.digest if known and known[:2] == (size, mark) else 0)
            self._found.write_bytes(msgspec.msgpack.encode(present))
            _stamps.cache_clear()
            return present

    def stage(self, path: str, content: bytes) -> Staged:
        return self.stage_all([(path, content)])[0]

    def stage_all(self, files: Iterable[tuple[str, bytes]]) -> list[Staged]:
        """Writes files beside the site, unless they stand there already; some are sent together."""
        left, done, found = iter(files), list[Staged](), _stamps(self._found)
        with _told(self.url):
            system, beside = _open(f"{self._beside}/new/{self.run}/site")
            while some := dict(islice(left, AT_ONCE)):
                assert all(map(is_below, some)), list(some)
                stamps = {path: Stamp(len(content), _number(content)) for path, content in some.items()}
                new = {path for path, stamp in stamps.items() if found.get(path) != stamp}
                _write(system, {f"{beside}/{_staged_name(path, stamps[path])}": some[path] for path in new})
                done += [Staged(path, stamp, path in new) for path, stamp in stamps.items()]
        return done

    def read(self, file: Staged) -> bytes:
        name = f"{self._beside}/new/{self.run}/site/{_staged_name(file.path, file.stamp)}"
        return StoredFile(name if file.new else f"{self.url}/{file.path}").read_bytes()

    def staged(self) -> set[str]:
        with _told(self.url):
            return {*self._staged_here(), *self._staged_there()}

    def publish(self, staged: Collection[str], kept: Collection[str] | None = ()) -> Moved:
        """Moves every staged file whose bytes differ into the site, then removes what is no longer made.

        `kept` are the files of the site that stand there already; None are all that it had, and has with what is
        staged. A folder in the way of a page is an OSError before anything changes; what a store does not permit is
        only found when it is tried.
        """
        with _told(self.url):
            return self._publish(staged, kept)

    def remember(self) -> None:
        """The state as it is on this machine is in the store too. Raises OSError."""
        with _told(self.url):
            system, memory = _open(f"{self._beside}/memory")
            here, pulled = self._here(), self._last_pulled()
            for name, stamp in here.items():
                if name not in pulled or pulled[name].here != stamp:
                    _write(system, {f"{memory}/{name}": (self._memory / name).read_bytes()})
            if {name: pull.here for name, pull in pulled.items()} == here:
                return
            there = _listed(system, memory)
            _remove(system, [f"{memory}/{name}" for name in there.keys() - here.keys()])
            self._note({name: Pulled(*there[name], stamp) for name, stamp in here.items() if name in there})

    def discard(self) -> None:
        """Does away with what is staged, as far as the store lets it."""
        shutil.rmtree(self.staging.parent, ignore_errors=True)
        try:
            system, new = _open(f"{self._beside}/new")
            system.invalidate_cache()
            if system.exists(new):
                system.rm(new, recursive=True)
        except Exception:
            return  # what is left there is never looked at, and the next build tries again

    def _publish(self, staged: Collection[str], kept: Collection[str] | None) -> Moved:
        self.stage_all((path, file.read_bytes()) for path, file in self._staged_here().items() if path in staged)
        there, found, last = self._staged_there(), _stamps(self._found), self._last_files()
        site = {*(last if kept is None else kept), *staged}
        stale = {path for path in (last.keys() - site) & found.keys() if is_below(path)}
        new = sorted(path for path in there.keys() & set(staged) if found.get(path) != there[path][1])
        if new or stale or last.keys() != site:
            in_the_way = _in_the_way(new, stale, found)
            system, root = _open(self.url)
            self._forget()
            self._note_files({**last, **dict.fromkeys(new, Known(0, 0, 0))})
            _remove(system, [f"{root}/{path}" for path in sorted(in_the_way)], root)
            _move(system, [(there[path][0], f"{root}/{path}") for path in new])
            _remove(system, [f"{root}/{path}" for path in sorted(stale - in_the_way)], root)
            now = self._listed()
            stamps = found | {path: there[path][1] for path in new}
            self._note_files({path: _known(now.get(path), stamps.get(path)) for path in site})
        self.discard()
        return Moved(len(new), len(stale))

    def _pull(self) -> None:
        """Brings what the last build has remembered to this machine, unless it is here."""
        system, memory = _open(f"{self._beside}/memory")
        there, here, pulled = _listed(system, memory), self._here(), self._last_pulled()
        if pulled == {name: Pulled(*it, here[name]) for name, it in there.items() if name in here} and (
            here.keys() == there.keys()
        ):
            return
        shutil.rmtree(self._memory)
        for name in filter(is_below, there):
            (self._memory / name).parent.mkdir(parents=True, exist_ok=True)
            (self._memory / name).write_bytes(system.cat_file(f"{memory}/{name}"))
        self._memory.mkdir(exist_ok=True)
        self._note({name: Pulled(*there[name], stamp) for name, stamp in self._here().items()})

    def _forget(self) -> None:
        """Nothing is known of the site any more, until `remember`."""
        self._pulled.unlink(missing_ok=True)
        system, memory = _open(f"{self._beside}/memory")
        _remove(system, [f"{memory}/{name}" for name in _listed(system, memory)])

    def _here(self) -> dict[str, Stamp]:
        return {Path(path).relative_to(self._memory).as_posix(): it for path, it in _files_below(self._memory).items()}

    def _staged_here(self) -> dict[str, Path]:
        return {Path(path).relative_to(self.staging).as_posix(): Path(path) for path in _files_below(self.staging)}

    def _staged_there(self) -> dict[str, tuple[str, Stamp]]:
        """Where each staged file is, and its stamp."""
        system, beside = _open(f"{self._beside}/new/{self.run}/site")
        found = {}
        for name, (size, _) in _listed(system, beside).items():
            digest, _, last = PurePosixPath(name).name.partition(".")
            found[PurePosixPath(name).with_name(last).as_posix()] = (f"{beside}/{name}", Stamp(size, int(digest, 16)))
        return found

    def _listed(self) -> dict[str, tuple[int, int]]:
        """The size and the mark of each file of the site."""
        system, root = _open(self.url)
        _, beside = _open(self._beside)
        return {path: it for path, it in _listed(system, root).items() if not f"{root}/{path}".startswith(f"{beside}/")}

    def _last_files(self) -> dict[str, Known]:
        try:
            return msgspec.json.decode(self._manifest.read_bytes(), type=dict[str, Known])
        except (FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}

    def _note_files(self, files: Mapping[str, Known]) -> None:
        self._manifest.write_bytes(msgspec.json.encode(files))

    def _last_pulled(self) -> dict[str, Pulled]:
        try:
            return msgspec.json.decode(self._pulled.read_bytes(), type=dict[str, Pulled])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}

    def _note(self, pulled: Mapping[str, Pulled]) -> None:
        self._pulled.write_bytes(msgspec.json.encode(pulled))


def _open(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of a URL, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError as error:
        if error.name != "fsspec":
            raise
        raise StoreError(f"{url}: to write to a URL, run pip install 'tarikh[store]'") from None
    system, path = url_to_fs(url)
    return system, path.rstrip("/")


@contextmanager
def _told(url: str) -> Iterator[None]:
    """What goes wrong with a store is an OSError that names it: each kind of store has errors of its own."""
    try:
        yield
    except (AssertionError, StoreError):
        raise
    except Exception as error:
        kind = MissingFile if isinstance(error, FileNotFoundError) else StoreError
        raise kind(f"{url}: {str(error) or type(error).__name__}") from error


def _listed(system: AbstractFileSystem, root: str) -> dict[str, tuple[int, int]]:
    """The size and the mark of each file below a path, as the store has them now; links left out."""
    system.invalidate_cache()
    try:
        found: dict[str, dict[str, Any]] = system.find(root, detail=True)
    except FileNotFoundError:
        return {}
    return {
        name[len(root) + 1 :]: (info["size"] or 0, _mark(info))
        for name, info in found.items()
        if name.startswith(f"{root}/") and info.get("type") == "file" and not info.get("islink")
    }


def _mark(info: Mapping[str, object]) -> int:
    """What changes with the bytes of a file, as far as its store tells."""
    told = next((info[name] for name in MARKS if info.get(name)), "")
    return _number(str(told).encode())


def _number(content: bytes) -> int:
    """A digest that numbers of all formats can hold; never 0."""
    return int.from_bytes(hashlib.blake2b(content, digest_size=7).digest()) or 1


def _staged_name(path: str, stamp: Stamp) -> str:
    """The digest comes first, so that what a name ends with still tells the type."""
    at = PurePosixPath(path)
    return at.with_name(f"{stamp.changed:014x}.{at.name}").as_posix()


@lru_cache(maxsize=1)
def _stamps(file: StoredFile) -> dict[str, Stamp]:
    """What was present when a run began; nothing where nobody has looked."""
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=dict[str, Stamp])
    except FileNotFoundError:
        return {}


def _known(listed: tuple[int, int] | None, stamp: Stamp | None) -> Known:
    """What is known of a file as it is listed, if it is the one of the stamp."""
    return Known(*listed, stamp.changed) if listed and stamp and listed[0] == stamp.size else Known(0, 0, 0)


def _in_the_way(new: Iterable[str], stale: Collection[str], found: Collection[str]) -> set[str]:
    """Stale files where a folder has to stand, or in a folder where a file has to.

    Raises OSError where the file is none of ours.
    """
    new = set(new)
    above = {parent.as_posix() for path in new for parent in PurePosixPath(path).parents}
    in_the_way = {path for path in found if path in above or any(map(new.__contains__, _parents(path)))}
    if others := in_the_way - set(stale):
        raise FileExistsError(f"{min(others)} is there, and keeps a page from its place")
    return in_the_way


def _parents(path: str) -> Iterator[str]:
    return (parent.as_posix() for parent in PurePosixPath(path).parents)


def _write(system: AbstractFileSystem, files: Mapping[str, bytes]) -> None:
    """Writes files: together where the store can."""
    if not system.async_impl:
        for path, content in files.items():
            _in_folder(system, path, lambda path=path, content=content: system.pipe_file(path, content))
        return
    protocol = system.protocol if isinstance(system.protocol, str) else system.protocol[0]
    kinds: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        kinds.setdefault(_type(path) if protocol in TYPED else "", {})[path] = content
    for kind, of_kind in kinds.items():
        system.pipe(of_kind, **{TYPED[protocol]: kind} if kind else {})


def _move(system: AbstractFileSystem, moves: list[tuple[str, str]]) -> None:
    """Puts files in the place of others: renamed one by one, or copied some together where a store cannot rename."""
    if system.async_impl:
        for start in range(0, len(moves), MOVED_AT_ONCE):
            some = moves[start : start + MOVED_AT_ONCE]
            system.copy([old for old, _ in some], [new for _, new in some])
        return
    move = os.replace if _is_local(system) else system.mv if _renames(system) else system.cp_file
    for old, new in moves:
        _in_folder(system, new, lambda old=old, new=new: move(old, new))


def _in_folder(system: AbstractFileSystem, path: str, write: Any) -> None:
    """Writes a file, and makes the folder for it where it is missed."""
    try:
        write()
    except FileNotFoundError:
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        write()


def _remove(system: AbstractFileSystem, paths: list[str], root: str = "") -> None:
    """Removes files as far as they are there, and the folders below a root that are empty then."""
    if system.async_impl:
        for start in range(0, len(paths), MOVED_AT_ONCE):
            system.rm(paths[start : start + MOVED_AT_ONCE])
        return
    for path in paths:
        try:
            system.rm_file(path)
        except FileNotFoundError:
            continue
        for folder in _parents(path) if root else ():
            if not folder.startswith(f"{root}/"):
                break
            try:
                system.rmdir(folder)
            except OSError:  # it holds something, or is none
                break


def _type(path: str) -> str:
    """What a file holds, for servers that know only what they were told."""
    ending = PurePosixPath(path).suffix
    return TYPES.get(ending) or mimetypes.guess_type(f"x{ending}")[0] or "application/octet-stream"


def _renames(system: AbstractFileSystem) -> bool:
    """Whether moving a file is more than making another and removing the first."""
    from fsspec import AbstractFileSystem

    return type(system).mv is not AbstractFileSystem.mv


def _is_local(system: AbstractFileSystem) -> bool:
    from fsspec.implementations.local import LocalFileSystem

    return isinstance(system, LocalFileSystem)


def _files_below(folder: Path) -> dict[str, Stamp]:
    return stamps_below(str(folder), lambda link: None)
