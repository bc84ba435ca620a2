"""Files of a content folder: found without following links, read as UTF-8, or reported.

What is no file is never opened: a pipe would keep whoever reads it waiting for ever.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from tarikh.model.problem import Place, Problem, visible
from tarikh.model.stamp import Stamp, stamps_below

Report = Callable[[Problem], None]

LARGEST = 256 * 1024  # bytes; a file of one event is a hundredth of it
LARGEST_OF_ALL = 64 * 1024 * 1024  # for pictures and documents


def files_below(root: Path, report: Report) -> dict[str, Stamp]:
    """Every file below `root` by its path, in a fixed order, but those that are not even looked at: links, pipes, what
    is far too large, and what has a name that cannot be shown. Each of these is a problem. Names that begin with a dot
    are those of editors' and our own unfinished files, and of no interest.
    """
    strange: list[str] = []

    def is_read(path: str) -> bool:
        return f"{os.sep}." not in path[len(str(root)) :]

    found = sorted(stamps_below(str(root), strange.append).items())
    for path in filter(is_read, strange):
        report(_strange(visible(path), Path(path).lstat().st_mode))
    files = {}
    for path, stamp in found:
        if not is_read(path):
            continue
        if not path.isprintable() and not path.removeprefix(str(root)).isprintable():
            hint = "rename it: names are made of small letters, digits, - and _"
            report(Problem(Place(visible(path)), "bad-id", "a name with characters that cannot be seen", hint))
        elif stamp.size > LARGEST_OF_ALL:
            report(_too_large(path, stamp.size, LARGEST_OF_ALL))
        else:
            files[path] = stamp
    return files


def read_text(path: Path, shown: str, report: Report, largest: int = LARGEST) -> str | None:
    """The text of a file, or None after reporting why it cannot be had. `shown` names it in problems."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            report(_strange(shown, status.st_mode))
            return None
        if status.st_size > largest:
            report(_too_large(shown, status.st_size, largest))
            return None
        raw = path.read_bytes()
    except OSError as error:
        hint = "the file has to be there and readable"
        report(Problem(Place(shown), "unreadable", error.strerror or str(error), hint))
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        hint = "save the file as UTF-8"
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            hint = "this is UTF-16; " + hint
        report(Problem(Place(shown, line, column), "not-utf-8", f"byte 0x{raw[error.start]:02X} is not UTF-8", hint))
        return None


def symlink(shown: str) -> Problem:
    """A link where a file or folder is wanted."""
    hint = "put the file itself here: links could publish files from outside the project"
    return Problem(Place(shown), "symlink", "a symbolic link", hint)


def _strange(shown: str, mode: int) -> Problem:
    """Something else than a file where one is wanted."""
    if stat.S_ISLNK(mode):
        return symlink(shown)
    what = "a folder" if stat.S_ISDIR(mode) else "a pipe, a socket or a device"
    return Problem(Place(shown), "unreadable", f"{what}, and no file", "put a file here")


def _too_large(shown: str, size: int, largest: int) -> Problem:
    return Problem(Place(shown), "too-large", f"{size // 1024} KiB; at most {largest // 1024} KiB", "split it")
