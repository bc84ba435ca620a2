"""A content folder: its files, its events, and what stands between them."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import combinations, islice
from pathlib import Path

from tarikh.model import prose
from tarikh.model.chronology import Chronology, Coverage, Event, Extract, Omission, Told
from tarikh.model.date import Date
from tarikh.model.folding import folded
from tarikh.model.language import Language
from tarikh.model.problem import Place, Problem, counted, did_you_mean
from tarikh.model.stamp import Stamp

from . import strict, tables
from .coverage import cover
from .evidence import StoredText
from .fields import ID, ID_HINT, MOST_FAULTS, Context, unknown
from .ground import Ground, read_file, read_omissions
from .source import Report, files_below, read_text

LARGEST_PAGE = 64 * 1024
PAGE_FIELDS = {  # what a page says of itself in its first lines
    "Title": ("a heading", re.compile(".*")),
    "Label": ("a shorter name", re.compile(".*")),
    "Order": ("a number", re.compile("[0-9]{1,4}")),
    "Status": ("one of published, hidden, draft, skip", re.compile("published|hidden|draft|skip")),
}
_PAGE_FIELD = re.compile(r"([A-Za-z0-9_-]+):[ \t]*(.*?)[ \t]*")
MOST_OF_A_DAY = 50  # events of an actor: where there are more, their date says little
IMAGE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(jpg|jpeg|png|webp|avif)")


@dataclass(frozen=True)
class Listing:
    """The files of a content folder by their paths; `events` and `pages` are some of these, `images` those of images/,
    by name.
    """

    files: Mapping[str, Stamp]
    events: tuple[str, ...]
    pages: tuple[str, ...]
    images: Mapping[str, Path]


def chronology(ground: Ground, events: Iterable[Told], coverage: Mapping[str, Coverage]) -> Chronology:
    """All that was read, put together."""
    assert ground.site, "there is a site where there are no problems"
    return Chronology(
        site=ground.site,
        languages=ground.languages,
        documents=ground.documents,
        actors=ground.actors,
        topics=ground.topics,
        places=ground.places,
        events=tuple(sorted(events, key=lambda event: (event.date.sort_key, event.id))),
        coverage=coverage,
    )


def sound_languages(ground: Ground) -> tuple[Language, ...]:
    """The languages that could be read."""
    return tuple(language for language in ground.languages.values() if isinstance(language, Language))


class Covered(Mapping[str, Coverage]):
    """How much of each document is used, found out when it is first asked for."""

    def __init__(self, content: Path, context: Context, events: Iterable[Told]) -> None:
        self._content = content
        self._context = context
        self._events = events

    @cached_property
    def _found(self) -> Mapping[str, Coverage]:
        return covered(self._context.stored, self._events, read_omissions(self._content, self._context))

    def __getitem__(self, document: str) -> Coverage:
        return self._found[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def covered(
    stored: Mapping[str, StoredText], events: Iterable[Told], omissions: Iterable[Omission]
) -> dict[str, Coverage]:
    """How much of each document is used."""
    extracts: dict[str, list[Extract]] = defaultdict(list)
    left_out: dict[str, list[Omission]] = defaultdict(list)
    for event in events:
        for extract in event.extracts:
            extracts[extract.document].append(extract)
    for omission in omissions:
        left_out[omission.document].append(omission)
    return {id: cover(id, text, extracts[id], left_out[id]) for id, text in stored.items()}


def list_content(content: Path, report: Report) -> Listing:
    """The files of a content folder. Files that nothing reads are problems."""
    files = files_below(content, report)
    events: list[str] = []
    pages: list[str] = []
    images: dict[str, Path] = {}
    ids: dict[str, str] = {}
    above = len(content.parts)
    for path in files:
        parts = path.replace(os.sep, "/").split("/")[above:]  # a tenth of the time of a Path for each
        id, _, suffix = parts[-1].rpartition(".")
        file = tables.file_of(parts)
        if file and file != tables.EVENTS:
            continue
        if parts[0] == "pages" and len(parts) == 3 and suffix == "md":
            _check_id(parts[1], path, report)
            pages.append(path)
        elif parts[0] == "images" and len(parts) == 2:
            images[parts[1]] = Path(path)
        elif file:
            _check_id(id, path, report)
            if (twin := ids.setdefault(id.lower(), path)) != path:
                message = f'the id "{id}" is taken by {twin}'
                report(Problem(Place(path), "duplicate-id", message, "rename one of them"))
            events.append(path)
        else:
            hint = "events are events/{year}/{id}.yaml, pages are pages/{id}/{language}.md, images stand in images/"
            report(Problem(Place(path), "stray-file", "no file is read here", hint))
    return Listing(files, tuple(events), tuple(pages), images)


def read_event(path: Path, content: Path, context: Context) -> Event | None:
    """The event of one file, or None after reporting what is wrong with it."""
    given = {"id": path.stem, "path": "/".join(path.parts[len(content.parent.parts) :])}
    event: Event | None = read_file(path, partial(tables.EVENT.decode, given=given), context)
    if event is not None and path.parent.name != (folder := year_folder(event.date)):
        hint = f"move it to events/{folder}/"
        if doubt := calendar_doubt(event.date):
            hint += f", or {doubt}"
        message = f"an event of {event.date.edtf} in the folder {path.parent.name}"
        context.problem(Place(str(path)), "wrong-folder", message, hint)
    return event


def calendar_doubt(date: Date) -> str:
    """A question, where the year is one that other calendars have now; else nothing."""
    return f"is this a year of another calendar? Dates are Gregorian: {date.year}" if 1250 < date.year < 1500 else ""


def check_together(listing: Listing, events: Mapping[str, Told], context: Context) -> None:
    """Looks for what cannot be seen in one file alone; `events` by the paths of their files."""
    check_images(listing, events.values(), context)
    check_twins(events, context)
    check_pages(map(Path, listing.pages), context)


def check_images(listing: Listing, events: Collection[Told], context: Context) -> None:
    """Their names, and whether events show them; what they hold is looked at where they are made smaller."""
    used = {file for event in events for file in event.image_files}
    for name, path in listing.images.items():
        if not IMAGE_NAME.fullmatch(name):
            hint = "write a name such as bamako-summit.jpg"
            context.problem(Place(str(path)), "bad-id", f'"{name}" is no name of an image', hint)
        elif name not in used and len(events) == len(listing.events):  # one that could not be read may show it
            context.problem(Place(str(path)), "unused-image", "no event shows it", "remove it", True)


def check_twins(events: Mapping[str, Told], context: Context) -> None:
    """Warns of events, by the paths of their files, that may tell the same: titled alike in the first
    language of both, with an actor and the first day in common.
    """
    of_day = defaultdict[int, list[str]](list)
    for path, event in events.items():
        of_day[event.date.anchor].append(path)
    together = defaultdict[tuple[int, str], list[str]](list)
    for day, paths in of_day.items():
        for path in paths if len(paths) > 1 else ():
            for actor in {*events[path].actors}:
                together[day, actor].append(path)
    groups = [sorted(paths) for paths in together.values() if 1 < len(paths) <= MOST_OF_A_DAY]
    pairs = {pair for paths in groups for pair in combinations(paths, 2)}
    letters = cache(lambda path, tag: _letters(events[path].text[tag].title))
    twins = defaultdict[str, list[str]](list)
    for one, other in sorted(pairs):
        both = {*events[one].languages} & {*events[other].languages}
        tag = next((tag for tag in context.known["language"] if tag in both), "")
        if tag and _are_alike(letters(one, tag), letters(other, tag)):
            twins[one].append(other)
            twins[other].append(one)
    for path, others in twins.items():
        told = others[0] if len(others) == 1 else f"{others[0]} and {counted(len(others) - 1, 'other')}"
        message = f"it may be told in {told}, too: the same date, an actor of both, a title alike"
        hint = "join them, or make their titles tell what differs"
        context.problem(Place(path), "near-duplicate", message, hint, True)


def _letters(title: str) -> set[str]:
    """The groups of three letters in it."""
    it = folded(title)
    return {it[at : at + 3] for at in range(len(it) - 2)}


def _are_alike(one: set[str], other: set[str]) -> bool:
    """Whether two titles share seven tenths of their groups of letters (Dice's coefficient)."""
    return len(one & other) * 2 > 0.7 * (len(one) + len(other))


def check_pages(pages: Iterable[Path], context: Context) -> None:
    """Looks for what prose may not hold, and for other spellings. The pages themselves are read by Pelican."""
    for path in pages:
        read = read_text(path, str(path), context.report, LARGEST_PAGE)
        if read is None:
            continue
        text = read.removeprefix("\ufeff").replace("\r\n", "\n")
        if path.stem not in context.known["language"]:
            unknown(path.stem, "language", Place(str(path)), context)
        _check_first_lines(text, path, context)
        found = [(*fault, False) for fault in islice(prose.page_faults(text), MOST_FAULTS)]
        if spelling := context.spellings.get(path.stem):
            found += [(*fault, True) for fault in islice(spelling.faults(text), MOST_FAULTS)]
        if (at := strict.first_forbidden(text)) is not None:
            found.append((at, *strict.forbidden(text[at]), False))
        for offset, code, message, hint, warning in found:
            line = text.count("\n", 0, offset) + 1
            place = Place(str(path), line, offset - text.rfind("\n", 0, offset))
            context.problem(place, code, message, hint, warning)


def _check_first_lines(text: str, path: Path, context: Context) -> None:
    """Looks at what a page says of itself, up to the first line that is no field."""
    found = set()
    for number, line in enumerate(islice(text.split("\n"), MOST_FAULTS), 1):
        if not (field := _PAGE_FIELD.fullmatch(line)):
            break
        name, value, place = field[1].capitalize(), field[2], Place(str(path), number, 1)
        if name not in PAGE_FIELDS:
            hint = did_you_mean(name, PAGE_FIELDS)
            context.problem(place, "unknown-field", f'no field "{field[1]}" in a page', hint)
        elif name in found:
            context.problem(place, "duplicate-key", f'"{field[1]}" stands here a second time', "leave one of them out")
        elif not PAGE_FIELDS[name][1].fullmatch(value):
            context.problem(place, "wrong-text", f'"{value}" instead of {PAGE_FIELDS[name][0]}')
        if value:
            found.add(name)
    if "Title" not in found:
        context.problem(Place(str(path), 1, 1), "missing-field", 'no "Title:" in its first lines', "Title: its heading")


def year_folder(date: Date) -> str:
    """The folder of an event: its year as EDTF writes it."""
    return f"{date.year:05}" if date.year < 0 else f"{date.year:04}"


def _check_id(id: str, path: str, report: Report) -> None:
    if not ID.fullmatch(id) or id != id.lower():
        report(Problem(Place(path), "bad-id", f'"{id}" is no id', ID_HINT))
