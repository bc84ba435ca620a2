"""Files of content on disk: which of those that are named there are, their text in its form, and how it gets there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tarikh.model.problem import Place, Problem
from tarikh.reading import nodes, strict, tables
from tarikh.reading.comments import MODELINE
from tarikh.reading.source import Report, files_below, symlink

from .form import Unwritable, written


@dataclass(frozen=True)
class Form:
    """The text of a file as it stands, and as it should."""

    now: str
    canonical: str


def find(given: Iterable[Path], content: Path, report: Report) -> tuple[list[Path], list[Path]]:
    """The YAML files of content that are given, or stand in folders that are; and what else is given."""
    found: dict[Path, None] = {}
    strangers: list[Path] = []
    for path in given:
        place = _inside(path, content)
        if place is None or not place.exists():
            strangers.append(path)
            continue
        parts = _below(place, content)
        if links := [it for it in (place, *place.parents)[: len(parts)] if it.is_symlink()]:
            report(symlink(str(links[-1])))
        elif place.is_dir():
            files = map(Path, files_below(place, report))
            found |= dict.fromkeys(file for file in files if tables.file_of(_below(file, content)))
        elif tables.file_of(parts):
            found[place] = None
        else:
            strangers.append(path)
    return list(found), strangers


def in_form(path: Path, content: Path, languages: Sequence[str], report: Report) -> Form | None:
    """A YAML file of content, or None after reporting why it cannot be read."""
    read, file = strict.read(path, report), tables.file_of(_below(path, content))
    if read is None or file is None:
        return None
    text, node = read
    try:
        return Form(text, with_modeline(written(node, tables.FILES[file], languages), path, content))
    except Unwritable as error:
        report(unwritable(path, error))
        return None


def unwritable(path: Path, error: Unwritable) -> Problem:
    """A file whose tree no YAML text says."""
    message, hint = f"no form of it says the same: {error}", "no name has more than a thousand letters"
    return Problem(Place(str(path)), "unwritable", message, hint)


def languages_of(content: Path, report: Report) -> list[str]:
    """Their tags in the order of languages.yaml; none where it cannot be read."""
    read = strict.read(content / "languages.yaml", report)
    return list(read[1].items) if read and isinstance(read[1], nodes.Mapping) else []


def with_modeline(text: str, path: Path, content: Path) -> str:
    """The text of a file that tells editors in its first line which JSON Schema it has, if there is one beside content.

    Without one, a line that is there already is left alone.
    """
    file = tables.file_of(_below(path, content))
    schema = content.parent / "schema" / f"{tables.schema_name(file)}.json" if file else None
    if not schema or not schema.is_file():
        return text
    top = nodes.Source(str(path), text).top
    others = "".join(line for line in top.splitlines(keepends=True) if not MODELINE.fullmatch(line.rstrip("\n")))
    address = os.path.relpath(schema, path.parent).replace(os.sep, "/")
    return f"# yaml-language-server: $schema={address}\n{others}{text[len(top) :]}"


def create(path: Path, text: str, content: Path) -> None:
    """Puts a new file into a folder of content, which is made if there is none. Raises OSError, also where there is a
    file already, or a link that leads elsewhere.
    """
    create_all({path: text}, {}, {}, content)


def create_all(new: Mapping[Path, str], changed: Mapping[Path, str], read: Mapping[Path, str], content: Path) -> None:
    """Does the same with several files, and changes others together with them. Raises OSError, and does nothing, where
    one of them cannot be written, or one that is changed says something else by now than what was `read`.
    """
    for folder in {folder for path in new for folder in (path, *path.parents)}:
        if content in folder.parents and folder.is_symlink():
            raise OSError(str(symlink(str(folder))))
    ours: list[Path] = []
    try:
        for path in new:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(exist_ok=False)  # from here on the name is ours
            ours.append(path)
        replace_all({**new, **changed}, read)
    except BaseException:
        for path in ours:
            path.unlink()
        raise


def replace(path: Path, text: str) -> None:
    """Puts a text in the place of a file, at once: whoever reads it meanwhile sees all of the old or of the new one."""
    replace_all({path: text}, {})


def replace_all(texts: Mapping[Path, str], read: Mapping[Path, str]) -> None:
    """Does the same with several files, once all of them stand beside those that they replace.

    Raises OSError, and changes none, where one cannot be written, or says something else by now than what was `read`.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            # nothing reads names that begin with a dot
            staged[path] = new = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
            with new.open("xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, new)
        if changed := [path for path, text in read.items() if not _says(path, text)]:
            raise OSError(f"{changed[0]} has been changed meanwhile: nothing was written, run this again")
        for path, new in staged.items():
            new.replace(path)
    except BaseException:
        for new in staged.values():
            new.unlink(missing_ok=True)
        raise


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _inside(path: Path, content: Path) -> Path | None:
    """A path as one below the content folder, links in it not followed; None of what stands elsewhere."""
    given, root = Path(os.path.normpath(path.absolute())), content.resolve()
    for folder in reversed((given, *given.parents)):
        if folder.resolve() == root:
            return content / given.relative_to(folder)
    return None


def _below(path: Path, content: Path) -> tuple[str, ...]:
    return path.parts[len(content.parts) :]
