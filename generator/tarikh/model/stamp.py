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


def stamps_below(root: str, strange: Callable[[str], object]) -> dict[str, Stamp]:
    """Every file below a folder, by its path; `strange` is told of what is neither a file nor a folder, such as a link
    or a pipe.
    """
    found: dict[str, Stamp] = {}
    folders = [root]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:
            continue  # what cannot be listed is missed where it is needed
        for entry in entries:
            if entry.is_file(follow_symlinks=False):
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # it has gone since
                found[entry.path] = Stamp.of(status)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                strange(entry.path)
    return found
