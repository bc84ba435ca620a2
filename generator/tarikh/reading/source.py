"""Files of a content folder: found without following links, read as UTF-8, or reported."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from tarikh.model.problem import Place, Problem
from tarikh.model.stamp import Stamp, stamps_below

Report = Callable[[Problem], None]

LARGEST = 256 * 1024  # bytes; a file of one event is a hundredth of it


def files_below(root: Path, report: Report) -> dict[str, Stamp]:
    """Every file below `root` by its path, in a fixed order. A symbolic link is a problem and is not followed."""
    return dict(sorted(stamps_below(str(root), lambda path: report(symlink(path))).items()))


def read_text(path: Path, shown: str, report: Report, largest: int = LARGEST) -> str | None:
    """The text of a file, or None after reporting why it cannot be had. `shown` names it in problems."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            report(symlink(shown))
            return None
        if status.st_size > largest:
            size = f"{status.st_size // 1024} KiB; at most {largest // 1024} KiB"
            report(Problem(Place(shown), "too-large", size, "split it"))
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
