"""What the file system tells of a file without opening it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple


class Stamp(NamedTuple):
    """The bytes of a file, and when it was last changed, in nanoseconds."""

    size: int
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_size, status.st_mtime_ns)


def stamps_below(root: str, link: Callable[[str], object]) -> dict[str, Stamp]:
    """Every file below a folder, by its path. Links are not followed: `link` is told of each."""
    found: dict[str, Stamp] = {}
    folders = [root]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:
            continue  # what cannot be listed is missed where it is needed
        for entry in entries:
            if entry.is_symlink():
                link(entry.path)
            elif entry.is_dir():
                folders.append(entry.path)
            else:
                found[entry.path] = Stamp.of(entry.stat())
    return found
