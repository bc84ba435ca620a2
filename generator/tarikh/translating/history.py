"""Originals as they were: earlier versions of a file, asked of git where it is installed and knows the file."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from tarikh.reading import strict

from .texts import File, Languages, Wording, wordings

VERSIONS = 200  # of a file that are looked through at most
PATIENCE = 20.0  # seconds


class History:
    """What wordings said before, looked up once for each file."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages
        self._known: dict[tuple[Path, str], list[Wording]] = {}

    def original(self, wording: Wording, language: str) -> Mapping[str, str] | None:
        """The texts, by part, that a translation names as its original; None where git does not know them."""
        of = wording.of(language)
        for earlier in self._earlier(wording):
            if earlier.origin == of:
                return {text.path: text.value(earlier.language) for text in earlier.texts}
        return None

    def _earlier(self, wording: Wording) -> list[Wording]:
        key = (wording.file.path, f"{wording.entry} {wording.path}")
        if key not in self._known:
            self._known[key] = [
                it
                for file in self._files(wording.file)
                for it in wordings(file, self._languages)
                if (it.entry, it.path) == (wording.entry, wording.path)
            ]
        return self._known[key]

    def _files(self, file: File) -> Iterator[File]:
        for text in versions(file.path):
            tree = strict.parse(text, str(file.path), lambda problem: None)
            if tree:
                yield File(file.path, file.name, text, tree, file.kind)


def versions(path: Path) -> list[str]:
    """The committed texts of a file, the newest first, under the names that it had; none without git."""
    folder = path.absolute().parent
    listed = _git(folder, b"", "log", "--follow", f"-n{VERSIONS}", "--format=commit %H", "--name-only", "--", path.name)
    commit, asked = "", []
    for line in listed.decode("utf-8", "replace").splitlines():
        if line.startswith("commit "):
            commit = line.removeprefix("commit ")
        elif line:
            asked.append(f"{commit}:{line}\n")
    left, texts = _git(folder, "".join(asked).encode(), "cat-file", "--batch"), []
    while left:
        head, _, left = left.partition(b"\n")
        if head.endswith(b" missing"):
            continue
        size = int(head.rpartition(b" ")[2])
        texts.append(left[:size].decode("utf-8", "replace"))
        left = left[size + 1 :]
    return texts


def _git(folder: Path, sent: bytes, *arguments: str) -> bytes:
    """What git answers, of the repository that the folder is in; nothing where it is not there, takes too long, or
    refuses. Hooks of another repository name theirs in the environment.
    """
    settings = ("core.quotePath=off", "diff.relative=off", "log.showSignature=off")
    command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or "_CONFIG" in name}
    try:
        ran = subprocess.run(  # noqa: S603
            command, cwd=folder, env=around, input=sent, capture_output=True, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return ran.stdout if ran.returncode == 0 else b""
