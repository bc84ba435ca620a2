"""A content folder and its stored documents, read whole: a Chronology, and every problem on the way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tarikh.model import prose
from tarikh.model.chronology import Chronology, Coverage, Document, Event, Omission, Passage, Site
from tarikh.model.date import Date
from tarikh.model.language import Language
from tarikh.model.problem import Place, Problem

from . import nodes, strict, tables
from .coverage import cover
from .evidence import StoredText
from .fields import ID, ID_HINT, INVALID, Anything, Context, unknown
from .source import Report, files_below, read_text

REGISTRIES = {
    "topic": ("topics.yaml", tables.TOPICS),
    "actor": ("actors.yaml", tables.ACTORS),
    "place": ("places.yaml", tables.PLACES),
    "document": ("documents.yaml", tables.DOCUMENTS),
}
SINGLE_FILES = ("languages.yaml", "site.yaml", "glossary.yaml", "omissions.yaml")
LARGEST_DOCUMENT = 8 * 1024 * 1024
IMAGE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(jpg|jpeg|png|webp|avif)")


@dataclass(frozen=True)
class Reading:
    """What a content folder holds; no chronology where a problem is more than a warning. `files` counts events."""

    chronology: Chronology | None
    languages: tuple[Language, ...]
    problems: tuple[Problem, ...]
    files: int


def read_content(content: Path, seeds: Path) -> Reading:
    """Everything below `content`, with the documents in `seeds` that it rests on."""
    problems: list[Problem] = []
    context = Context(problems.append)

    languages = _read(content / "languages.yaml", tables.LANGUAGES.decode, context) or {}
    context = replace(context, known={"language": languages})
    site: Site | None = _read(content / "site.yaml", tables.SITE.decode, context)
    context = replace(context, default_language=site.default_language if site else next(iter(languages), ""))
    glossaries = _read_optional(content / "glossary.yaml", tables.GLOSSARIES.decode, context)
    context = replace(context, glossaries=glossaries or {})
    read = {name: _read(content / file, table.decode, context) for name, (file, table) in REGISTRIES.items()}
    registries = {name: registry or {} for name, registry in read.items()}
    unread = {name: Anything() for name, registry in read.items() if registry is None}
    stored = _stored(registries["document"], seeds, content / "documents.yaml", problems.append)
    context = replace(context, known={**context.known, **registries, **unread}, stored=stored)
    images = {path.name: path for path in image_files(content)}
    context = replace(context, known={**context.known, "image": frozenset(images)})
    events, count = _events(content, context)
    _check_images(images, events, count, context)
    _check_pages(content / "pages", context)
    omissions = _read_optional(content / "omissions.yaml", tables.OMISSIONS.decode, context) or ()

    sound = tuple(language for language in languages.values() if isinstance(language, Language))
    if site is None or any(not problem.warning for problem in problems):
        return Reading(None, sound, tuple(problems), count)
    chronology = Chronology(
        site=site,
        languages=languages,
        documents=registries["document"],
        actors=registries["actor"],
        topics=registries["topic"],
        places=registries["place"],
        events=tuple(sorted(events, key=lambda event: (event.date.sort_key, event.id))),
        coverage=_coverage(stored, events, omissions),
    )
    return Reading(chronology, sound, tuple(problems), count)


def _read(path: Path, decode: Callable[[nodes.Node, Context], Any], context: Context) -> Any:
    """What one file holds, or None."""
    text = read_text(path, str(path), context.report)
    node = strict.parse(text, str(path), context.report) if text is not None else None
    value = INVALID if node is None else decode(node, context)
    return None if value is INVALID else value


def _read_optional(path: Path, decode: Callable[[nodes.Node, Context], Any], context: Context) -> Any:
    """What one file holds, or None where there is none."""
    return _read(path, decode, context) if path.exists() or path.is_symlink() else None


def _stored(documents: Mapping[str, Any], seeds: Path, registry: Path, report: Report) -> dict[str, StoredText]:
    """The texts of the documents, each checked against its sha256."""
    stored = {}
    for document in documents.values():
        if not isinstance(document, Document):
            continue  # it has problems of its own
        path = seeds / document.file
        text = read_text(path, str(path), report, LARGEST_DOCUMENT)
        if text is None:
            continue
        actual = hashlib.sha256(text.encode()).hexdigest()
        if actual != document.sha256:
            report(
                Problem(
                    Place(str(path)),
                    "checksum",
                    f"the stored document has changed: {registry} says {document.sha256[:12]}…, it is {actual[:12]}…",
                    "stored documents stay as they were given: restore it; for a new one, put its sha256 here",
                )
            )
        stored[document.id] = StoredText(text)
        if not len(stored[document.id]):
            report(Problem(Place(str(path)), "empty-file", "a document without words", "store its text here"))
    return stored


def _coverage(
    stored: Mapping[str, StoredText], events: Iterable[Event], omissions: Iterable[Omission]
) -> dict[str, Coverage]:
    """What is used of each document."""
    passages: dict[str, list[Passage]] = {id: [] for id in stored}
    for event in events:
        for passage in event.passages:
            passages[passage.document].append(passage)
    left_out = {id: [omission for omission in omissions if omission.document == id] for id in stored}
    return {id: cover(id, text, passages[id], left_out[id]) for id, text in stored.items()}


def _events(content: Path, context: Context) -> tuple[list[Event], int]:
    """The events of events/{year}/{id}.yaml, and the number of files. Files that nothing reads are problems."""
    read_elsewhere = {*SINGLE_FILES, *(file for file, _ in REGISTRIES.values())}
    events: list[Event] = []
    ids: dict[str, Path] = {}
    count = 0
    for path in files_below(content, context.report):
        place, parts = Place(str(path)), path.parts[len(content.parts) :]
        if path.name.startswith(".") or "/".join(parts) in read_elsewhere:
            continue
        if parts[0] == "pages" and len(parts) == 3 and path.suffix == ".md":
            _check_id(parts[1], place, context)
            continue
        if parts[0] == "images" and len(parts) == 2:
            continue
        if len(parts) != 3 or parts[0] != "events" or path.suffix != ".yaml":
            hint = "events are events/{year}/{id}.yaml, pages are pages/{id}/{language}.md, images stand in images/"
            context.problem(place, "stray-file", "no file is read here", hint)
            continue
        count += 1
        _check_id(path.stem, place, context)
        if (twin := ids.setdefault(path.stem.lower(), path)) != path:
            context.problem(place, "duplicate-id", f'the id "{path.stem}" is taken by {twin}', "rename one of them")
        event = _event(path, content, context)
        if event is not None:
            events.append(event)
    return events, count


def image_files(content: Path) -> list[Path]:
    """The files of images/, but for hidden ones; links and folders are none."""
    files = sorted((content / "images").glob("[!.]*"))
    return [path for path in files if path.is_file() and not path.is_symlink()]


def _check_images(images: Mapping[str, Path], events: Collection[Event], files: int, context: Context) -> None:
    """Their names, and whether events show them; what they hold is looked at where they are made smaller."""
    used = {image.file for event in events for image in event.images}
    for name, path in images.items():
        if not IMAGE_NAME.fullmatch(name):
            hint = "write a name such as bamako-summit.jpg"
            context.problem(Place(str(path)), "bad-id", f'"{name}" is no name of an image', hint)
        elif name not in used and len(events) == files:  # an event that could not be read may show it
            context.problem(Place(str(path)), "unused-image", "no event shows it", "remove it", True)


def _check_id(id: str, place: Place, context: Context) -> None:
    if not ID.fullmatch(id) or id != id.lower():
        context.problem(place, "bad-id", f'"{id}" is no id', ID_HINT)


def _check_pages(pages: Path, context: Context) -> None:
    """Looks for what prose may not hold, and for other spellings. The pages themselves are read by Pelican."""
    for path in sorted(pages.glob("*/*.md")):
        text = read_text(path, str(path), context.report) or ""
        if path.stem not in context.known["language"]:
            unknown(path.stem, "language", Place(str(path)), context)
        if not re.search(r"^title: *\S", text.partition("\n\n")[0], re.MULTILINE | re.IGNORECASE):
            context.problem(
                Place(str(path), 1, 1), "missing-field", 'no "Title:" in its first lines', "Title: its heading"
            )
        found = [(*fault, False) for fault in prose.page_faults(text)]
        if glossary := context.glossaries.get(path.stem):
            for offset, variant, preferred in glossary.slips(text):
                found.append((offset, "glossary", f'"{variant}" in "{path.stem}"', f'written "{preferred}" here', True))
        for offset, code, message, hint, warning in found:
            line = text.count("\n", 0, offset) + 1
            place = Place(str(path), line, offset - text.rfind("\n", 0, offset))
            context.problem(place, code, message, hint, warning)


def _event(path: Path, content: Path, context: Context) -> Event | None:
    given = {"id": path.stem, "path": "/".join(path.parts[len(content.parent.parts) :])}
    event: Event | None = _read(path, partial(tables.EVENT.decode, given=given), context)
    if event is not None and path.parent.name != (folder := year_folder(event.date)):
        hint = f"move it to events/{folder}/"
        if 1250 < event.date.year < 1500:
            hint += ", or is this a year of another calendar? Dates are Gregorian"
        message = f"an event of {event.date.edtf} in the folder {path.parent.name}"
        context.problem(Place(str(path)), "wrong-folder", message, hint)
    return event


def year_folder(date: Date) -> str:
    """The folder of an event: its year as EDTF writes it."""
    return f"{date.year:05}" if date.year < 0 else f"{date.year:04}"
