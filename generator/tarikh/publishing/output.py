"""Files on their way to the target: staged beside it, then moved in, only where bytes changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path

from filelock import FileLock


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing did to the target, in numbers of files."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class Output:
    """A target folder and the folder beside it, on the same file system, where a build is staged.

    The list of files of the last build is kept there too, so that only what Tarikh wrote is
    ever removed.
    """

    target: Path

    @property
    def staging(self) -> Path:
        return self._beside / "new"

    @property
    def kept(self) -> Path:
        """What takes long to make and does not change from build to build."""
        return self._beside / "kept"

    @property
    def _beside(self) -> Path:
        return self.target.parent / f".{self.target.name}.tarikh"

    @property
    def _manifest(self) -> Path:
        return self._beside / "files.json"

    def lock(self) -> FileLock:
        """A lock that two builds of one target cannot hold at once; the system frees it when a process ends."""
        self._beside.mkdir(parents=True, exist_ok=True)
        return FileLock(self._beside / "lock", blocking=False)

    def start(self) -> None:
        """An empty staging folder. What a broken build left there is gone."""
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir(parents=True)

    def stage(self, path: str, content: bytes) -> None:
        """Writes one file, named by its path below the target."""
        assert _is_below(path), path
        file = self.staging / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def holds(self, path: str) -> bool:
        """Whether a file is staged and not empty."""
        file = self.staging / path
        return file.is_file() and file.stat().st_size > 0

    def publish(self) -> Changes:
        """Moves every staged file whose bytes differ into the target, then removes what is no longer made.

        A folder that stands where a file has to go is an OSError, before anything changes.
        """
        staged = sorted(file.relative_to(self.staging).as_posix() for file in self.staging.rglob("*") if file.is_file())
        last = self._last_files()
        stale = set(last) - set(staged)
        self._make_way(staged, stale)
        self._remember({*last, *staged})
        written = 0
        for path in staged:
            new, old = self.staging / path, self.target / path
            if old.is_file() and not old.is_symlink() and cmp(new, old, shallow=False):
                continue
            old.parent.mkdir(parents=True, exist_ok=True)
            new.replace(old)
            written += 1
        removed = self._remove(stale)
        self._remember(staged)
        self.discard()
        return Changes(written, len(staged) - written, removed)

    def discard(self) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)

    def _make_way(self, staged: list[str], stale: set[str]) -> None:
        """Removes old files where a folder has to stand, and old folders where a file has to."""
        kept = {path for path in staged if (self.target / path).is_dir()}
        for path in sorted(kept):
            below = (file.relative_to(self.target).as_posix() for file in (self.target / path).rglob("*"))
            if any((self.target / file).is_file() and file not in stale for file in below):
                raise IsADirectoryError(f"{self.target / path} is a folder, and a page has to go there")
        folders = {parent.as_posix() for path in staged for parent in Path(path).parents}
        self._remove({path for path in stale if path in folders or any(path.startswith(f"{it}/") for it in kept)})

    def _remember(self, files: Iterable[str]) -> None:
        self._manifest.write_text(json.dumps(sorted(files)), encoding="utf-8")

    def _last_files(self) -> list[str]:
        try:
            files = json.loads(self._manifest.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [path for path in files if isinstance(path, str) and _is_below(path)]

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


def _is_below(path: str) -> bool:
    """Whether a path stays in the folder that it is joined to."""
    return not Path(path).is_absolute() and ".." not in Path(path).parts
