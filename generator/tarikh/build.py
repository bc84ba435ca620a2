"""The story of a build: read, check, plan, render, stage. Each step is a function from values to values.

What the last build knew is used where its inputs are the same: files are read again only when their bytes changed,
pages are rendered again only when something that they show did.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, structs

from tarikh.model.chronology import Chronology
from tarikh.model.language import Language
from tarikh.model.problem import Place, Problem, has_errors, report
from tarikh.model.stamp import Stamp
from tarikh.publishing import opendata
from tarikh.publishing.address import DATA_OF_EVENTS, RESERVED, Address
from tarikh.publishing.inputs import (
    NOTHING,
    Inputs,
    Plan,
    Prints,
    Retold,
    Section,
    all_paths,
    differing,
    fingerprint,
    fingerprint_of,
    replanned,
    telling,
)
from tarikh.publishing.output import Output, Staged
from tarikh.publishing.pagefind import PagefindError
from tarikh.publishing.site import Prose, Site
from tarikh.publishing.variants import Variant
from tarikh.reading import content as reading
from tarikh.reading.ground import Ground, read_ground, read_omissions
from tarikh.reading.source import files_below
from tarikh.speaking.catalog import SOURCE_LANGUAGE, CatalogError, catalog_path, compile_catalog
from tarikh.speaking.speaker import is_known_locale

from . import indexing, pieces
from .copies import beside, cores, possible, shared
from .looking import Spoiled, save_left
from .pieces import FreshEvent, Recipe, Theme, decode_known, encode, read_theme
from .progress import Progress
from .shelf import Shelf
from .state import KnownEvent, Seen, State, digest_of, digest_of_files, trusted, written
from .work import Work, chunks

if TYPE_CHECKING:
    from tarikh.publishing.target import File, Target

STYLE = "theme/style.css"
SITE_ADDRESS = re.compile(r"""https?://[^\s/?#@\\<>"']+(/[^\s?#\\<>"']*)?""")  # http for a preview
FILES_AT_ONCE, DRAWN_AT_ONCE = 100, 200  # in one piece of work
AT_ONCE = {"data": 1, "document": 4, "event": 40}  # of what tells all that some events say
FEW = 3  # events, for which a copy of this process is made
FEW_PAGES = 5  # that take no longer than a copy
ONLY_HERE = ("coverage", "data")  # pages that need documents, or how large other files are
HERE = 4  # times as small are pieces that have not to be sent anywhere


class BuildError(Exception):
    """Nothing can be published; the text is what to tell people."""


class ContentError(BuildError):
    """Content has problems. `state` is what is known of that which has none, and nothing that a build could rest on."""

    def __init__(self, problems: Iterable[Problem], events: int, state: State) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.events = events
        self.state = state
        super().__init__(report(self.problems, events))


class SiteError(BuildError):
    """A site that is not published, for problems that stand in what was made, not in content."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a site is made from. `url` overrides that of `site.yaml`; `portable` links name index.html; browsers are not
    to keep the pages of a `preview`.
    """

    content: Path
    seeds: Path
    theme: Path
    url: str = ""
    portable: bool = False
    preview: bool = False


@dataclass(frozen=True)
class Checked:
    """Content that may be published, and the warnings about it.

    `state` is what the next build is to know of it. `fresh` are the events that were read just now, encoded, by id.
    What else is asked for is made of these: when nothing has changed, nothing is.
    """

    project: Project
    images: tuple[str, ...]
    state: State
    last: State
    fresh: Mapping[str, bytes]

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return self.state.warnings

    @cached_property
    def ground(self) -> Ground:
        return read_ground(self.project.content, self.project.seeds, self.images, lambda problem: None)

    @cached_property
    def changed(self) -> set[str]:
        """The files of events that tell something else than at the last build, or did then."""
        now, before = self.state.events, self.last.events
        others = [path for path in now.keys() | before.keys() if now.get(path) is not before.get(path)]
        return {path for path in others if now.get(path) != before.get(path)}

    @property
    def retold(self) -> Iterator[str]:
        """Those of them that there are now and that pages tell otherwise: what they warn of is not all that is new."""
        for path in self.changed & self.told.keys():
            before = self.last.events.get(path)
            if not before or decode_known(before).prints != self.told[path].prints:
                yield path

    @cached_property
    def told(self) -> Mapping[str, KnownEvent]:
        """What is known of each event, by the path of its file."""
        return {path: decode_known(known) for path, known in self.state.events.items()}

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The files of events by their ids."""
        return {event.outline.id: path for path, event in self.told.items()}

    @cached_property
    def chronology(self) -> Chronology:
        outlines = [event.outline for event in self.told.values()]
        covered = reading.Covered(self.project.content, self.ground.context, outlines)
        chronology = reading.chronology(self.ground, outlines, covered)
        chronology.near.update(_related(chronology, self.changed, self.state.events, self.last))
        return chronology

    @cached_property
    def prints(self) -> Mapping[str, Prints]:
        """The fingerprints of events by their ids."""
        return {event.outline.id: event.prints for event in self.told.values()}

    def complete(self) -> Chronology:
        """The chronology with all that its events say, where all of them were read just now."""
        told = (pieces.decode_event(self.fresh[event.id]) for event in self.chronology.events)
        return replace(self.chronology, events=tuple(told))

    def whole(self, id: str, shelf: Shelf) -> bytes:
        """An event with all that it says, encoded: fresh, from the shelf, or read again."""
        if known := self.fresh.get(id) or shelf.take(id, self.prints[id].whole):
            return known
        path = Path(self.paths[id])
        event = reading.read_event(path, self.project.content, self.ground.context)
        if event is None:
            raise BuildError(f"{path} has changed while the site was being built; build again")
        return encode(event)


class Changes(Struct, frozen=True):
    """What publishing did to the target, in numbers of files."""

    written: int
    unchanged: int
    removed: int


class Made(Struct, frozen=True):
    """A site that is staged: what it shows, what the next build is to know, and the files that are `new`.

    `stamps` tell how files were left that were made, None of those that have gone: of all, if no page is `known` to
    stand in the target. `same_paths` as before means that none has come or gone.
    """

    checked: Checked
    state: State
    new: AbstractSet[str] = frozenset()
    stamps: Mapping[str, Stamp | None] = {}
    known: bool = True
    same_paths: bool = True

    @property
    def kept(self) -> set[str]:
        """The files that stay in the target as they are."""
        return set(self.state.paths()) - self.new


def check(project: Project, last: State, work: Work, progress: Progress) -> Checked:
    """Reads what is not known from the last build, and checks everything. Raises ContentError with all problems."""
    progress.step("looking")
    now, problems = time.time_ns(), list[Problem]()
    listing = reading.list_content(project.content, problems.append)
    stamps = {**listing.files, **files_below(project.seeds, lambda problem: None)}
    events = set(listing.events)
    files = _looked_at(stamps, events, now, last)
    strings = digest_of_files(
        {_named(str(path), project.theme): digest_of(path) for path in (project.theme / "locale").rglob("*.po")}
    )
    if project.url and not SITE_ADDRESS.fullmatch(project.url):
        hint = "write https://, the host, and the path if there is one, such as https://example.org/timeline"
        problems.append(Problem(Place("SITEURL"), "wrong-text", f'"{project.url}" is no address of a site', hint))
    state = structs.replace(
        last,
        ground=_ground_digest(files, project, listing),
        files=files,
        strings=strings,
    )
    same_files = stamps.keys() == files.keys() and _digests(files) == _digests(last.files)
    checked = Checked(project, tuple(listing.images), state, last, {})
    if not same_files or strings != last.strings:
        checked = _read(checked, listing, events, problems, now, work, progress)
    if has_errors(problems):
        raise ContentError(problems, len(events), structs.replace(checked.state, strings=b""))
    return checked


def recipe(checked: Checked, prose: Iterable[Prose], theme: Theme) -> Recipe:
    """All that the pages of the site are made from."""
    it, state, project = checked.chronology, checked.state, checked.project
    return Recipe(
        site=it.site,
        languages=dict(it.languages),
        documents=dict(it.documents),
        actors=dict(it.actors),
        topics=dict(it.topics),
        places=dict(it.places),
        known=[state.events[checked.paths[event.id]] for event in it.events],
        near=it.near,
        catalogs=state.catalogs,
        compiled=state.compiled,
        names=state.names,
        theme=theme,
        prose=sorted(prose, key=lambda page: (page.id, page.language)),
        url=_url(checked),
        images={name: state.images[name] for event in it.events for name in event.image_files},
        portable=project.portable,
        offline=it.site.offline and "offline" in theme.workers and not (project.portable or project.preview),
    )


def stage(
    checked: Checked,
    prose: Collection[Prose],
    look: Callable[[bytes], Spoiled],
    output: Target,
    work: Work,
    progress: Progress,
    later: bool = False,
    trusting: bool = True,
) -> Made:
    """Plans all pages, and makes those that are not in the target as they should be. Raises ThemeError, BuildError.

    `look` waits for what was found in the target; of a folder it is not waited for before pages are made, `trusting`
    that all is as it was left. Indexes that are not made yet can wait until `later`.
    """
    progress.step("comparing")
    last = checked.last
    if last.sections:
        output.list_again(lambda: (*last.paths(), *last.others))
    theme = read_theme(checked.project.theme)
    made_with = _made_with(checked, prose, theme)
    same = last.made_with == made_with
    waits = bool(last.waiting) and (not later or indexing.is_ready(last, output))
    as_left = Spoiled(last.left)
    idle = bool(last.left) and same and not checked.changed and not waits
    if idle and look(last.left) == as_left:
        return Made(checked, checked.state)
    trusting = trusting and not idle and bool(last.left) and isinstance(output, Output)
    found = as_left if trusting else look(last.left)
    known = last.sections if last.left and found.left == last.left else {}
    progress.step("relating")
    made = recipe(checked, prose, theme)
    site = made.made(checked.chronology)
    progress.step("planning")
    retold = _retold(checked) if known and same and found == as_left else None
    early = _certain(checked, site, work) if same and retold is None else {}
    make_early = partial(_make_here, early.values(), site, checked, output, 1)
    with beside(lambda: list(make_early())) if early else nullcontext(list) as begun:
        if retold is not None:
            plan = replanned(indexing.without(known), retold, site)
        else:
            letters = fingerprint_of((made.theme.faces, made.catalogs))
            inputs = Inputs(site, checked.prints, _theme_print(made), letters, checked.state.ground)
            plan = inputs.plan(_sound(known, found.paths))
        plan = _with_files(plan, made, _worker(site, checked, made_with))
        prints, before = differing(plan.sections, known), differing(indexing.without(known), plan.sections)
        if prints.keys() - before.keys():
            _distinct(list(all_paths(plan.sections)))
        assert early.keys() <= prints.keys(), "an event is told where the plan says"
        dirty = {path for path, print in prints.items() if before.get(path) != print or path in found.paths}
        dirty |= early.keys()
        progress.step("making pages", len(dirty))
        staged = dict[str, Staged]()
        sizing = dirty & {address.path for address in opendata.pages(site)}  # they tell how large other files are
        for some, others in ((dirty - sizing - early.keys(), begun), (sizing, list)):
            if some is sizing and sizing:
                site.sizes.update((path, _size(path, staged, output)) for path in opendata.paths(site))
            for file in _both(_make(some, plan.anew, site, made, checked, output, work), others):
                progress.advance(1)
                staged[file.path] = file
    if trusting and look(last.left) != found:
        return stage(checked, prose, look, output, work, progress, later, trusting=False)
    _expect({path for path in dirty if path not in staged or not staged[path].stamp.size})
    progress.step("indexing")
    records = {path: it for path, it in staged.items() if path in plan.anew and plan.anew[path].kind == "found"}
    try:
        indexed = indexing.stage(made.languages, plan.sections, records, known, found.paths, last, output, later)
    except PagefindError as error:
        raise BuildError(f"tarikh: {error}") from error
    staged.update((file.path, file) for file in indexed.staged)
    state = structs.replace(
        checked.state,
        sections={**plan.sections, **indexed.sections},
        near=checked.chronology.near,
        made_with=made_with,
        records=indexed.records,
        waiting=indexed.waiting,
        compiled=site.templates.compiled,
        names={tag: speaker.names for tag, speaker in site.speakers.items()},
    )
    now, then = differing(state.sections, known).keys(), differing(known, state.sections).keys()
    return Made(
        checked,
        state,
        new={path for path, file in staged.items() if file.new},
        stamps={**dict.fromkeys(then - now), **{path: file.stamp for path, file in staged.items()}},
        known=bool(known),
        same_paths=now == then,
    )


def _with_files(plan: Plan, made: Recipe, worker: Mapping[Address, bytes]) -> Plan:
    """A plan of pages with all else that the site has: images, styles and the service worker."""
    paths = [variant.path for of_image in made.images.values() for variant in of_image]
    files = {**{path: fingerprint_of(path) for path in paths}, STYLE: fingerprint(made.theme.stylesheet)}
    sections = {
        **plan.sections,
        "files": Section.of(NOTHING, files),
        "worker": Section.of(NOTHING, {address.path: print for address, print in worker.items()}),
    }
    return Plan(sections, {**plan.anew, **{address.path: address for address in worker}})


def _size(path: str, staged: Mapping[str, Staged], output: Target) -> int:
    """The bytes of a file of the site, which is staged, or stands in the target."""
    return staged[path].stamp.size if path in staged else output.size(path)


def _url(checked: Checked) -> str:
    """Where the site will stand, with a slash at the end."""
    url = checked.project.url
    return url.rstrip("/") + "/" if url else checked.chronology.site.url


def _worker(site: Site, checked: Checked, made_with: bytes) -> Mapping[Address, bytes]:
    """The service worker, if the theme has one: that of a site which browsers keep changes with all that they may."""
    if not site.worker:
        return {}
    if not site.offline:
        return {Address("worker"): fingerprint(site.worker.encode())}
    told = fingerprint(made_with, *[prints.whole for _, prints in sorted(checked.prints.items())])
    return {Address("worker", part=told.hex()): told}


def _retold(checked: Checked) -> Mapping[str, Retold] | None:
    """The events by id that tell something else now, if nothing has changed that pages show which do not tell all of
    them.
    """
    retold = {}
    for path in checked.changed:
        if path not in checked.told or path not in checked.last.events:
            return None
        event, before = checked.told[path], decode_known(checked.last.events[path])
        if (languages := event.prints.retold(before.prints)) is None:
            return None
        if event.prints != before.prints:  # else it has other warnings
            retold[event.outline.id] = event.prints, languages
    return retold


def _sound(sections: Mapping[str, Section], spoiled: Collection[str]) -> Mapping[str, Section]:
    """The sections of which no page is spoiled."""
    return {key: it for key, it in sections.items() if it.prints.keys().isdisjoint(spoiled)} if spoiled else sections


def follow(made: Made, output: Output, work: Work, progress: Progress) -> None:
    """Looks whether all that the site leads to is there. Raises SiteError if not; staged files stay for a look."""
    from tarikh.publishing.linkcheck import AT_ONCE, Files, faults  # only where it is asked for

    files, others = output.files(made.kept)
    progress.step("following links", len(files))
    each = work.each if work.spreads(len(files)) else map
    project = made.checked.project
    site = Files(files, others, _url(made.checked), project.portable)
    if problems := faults(site, each, lambda: progress.advance(AT_ONCE)):
        raise SiteError(report(problems, len(made.state.events)))


def publish(made: Made, output: Target, last: State, progress: Progress) -> Changes:
    """Moves the staged files into the target. What was known of it is forgotten before, and what is known now, written
    meanwhile, holds when all has been moved.

    Raises BuildError if another plugin has taken a page away.
    """
    progress.step("publishing")
    staged = output.staged()
    _expect(made.new - staged)
    others = frozenset(staged - made.new)
    same_paths = made.same_paths and others == last.others
    state = structs.replace(made.state, others=last.others if same_paths else others.difference(made.state.paths()))
    changed = bool(made.stamps) or state != last
    if changed:
        output.state.unlink(missing_ok=True)
    with ThreadPoolExecutor(1) as beside:  # both wait for the disk
        writing = beside.submit(_written, made, state, last, output) if changed else None
        moved = output.publish(staged, None if same_paths else made.kept)
        progress.step("remembering")
        if writing:
            writing.result().replace(output.state)
    output.remember()
    return Changes(moved.written, state.number_of_files() - moved.written, moved.removed)


def _written(made: Made, state: State, last: State, output: Target) -> Path:
    """What is known of a site, in files beside those of the last; the state holds when it is put in its place."""
    left = save_left(made.stamps, output.left, last.left if made.known else b"") if made.stamps else last.left
    shelved = state.shelved
    if fresh := made.checked.fresh:
        whole = {id: prints.whole for id, prints in made.checked.prints.items()}
        shelved = Shelf(output.shelf, shelved).add(fresh, whole)
    return written(structs.replace(state, left=left, shelved=shelved), output.state)


def _expect(missing: Collection[str]) -> None:
    """Raises BuildError if any page is missing."""
    if missing:
        raise BuildError(f"{len(missing)} planned pages were not written, the first is {min(missing)}")


def _looked_at(stamps: Mapping[str, Stamp], events: Collection[str], now: int, last: State) -> dict[str, Seen]:
    """What there is to know of files; those of new events are digested when they are read."""
    files = {}
    for path, stamp in stamps.items():
        known = last.files.get(path)
        if known and known[0] == stamp:  # nothing tells that it was changed
            files[path] = known
        elif known or path not in events:
            files[path] = (trusted(stamp, now), digest_of(Path(path)))
    return files


def _digests(files: Mapping[str, Seen]) -> dict[str, bytes]:
    return {path: digest for path, (_, digest) in files.items()}


def _ground_digest(files: Mapping[str, Seen], project: Project, listing: reading.Listing) -> bytes:
    """The digest of all that events are read in the light of: registries, documents, the names of images."""
    below = tuple(str(project.content / folder) + os.sep for folder in ("events", "pages", "images"))
    return digest_of_files(
        {
            _named(path, project.content, project.seeds): digest
            for path, (_, digest) in files.items()
            if not path.startswith(below)
        }
        | dict.fromkeys(listing.images, b"")
    )


def _named(path: str, *folders: Path) -> str:
    """A path below one of some folders as every copy of the project has it, wherever that stands."""
    for number, folder in enumerate(folders):
        if path.startswith(f"{folder}{os.sep}"):
            return f"{number}{path[len(str(folder)) :]}"
    return path


def _read(
    checked: Checked,
    listing: reading.Listing,
    events: set[str],
    problems: list[Problem],
    now: int,
    work: Work,
    progress: Progress,
) -> Checked:
    """Reads what is not known, and looks at everything; adds what is wrong to the problems."""
    project, last, state = checked.project, checked.last, checked.state
    ground = read_ground(project.content, project.seeds, checked.images, problems.append)
    same = last.ground == state.ground
    known = {
        path: last.events[path]
        for path in events
        if same and path in last.events and state.files[path][1] == last.files[path][1]
    }
    files, fresh, unknown = dict(state.files), {}, sorted(events - known.keys())
    progress.step("reading", len(unknown))
    for read in _fresh(unknown, checked, ground, work):
        progress.advance(1)
        problems += read.problems
        files[read.path] = (trusted(listing.files[read.path], now), read.digest)
        if read.known:
            known[read.path] = read.known
            fresh[Path(read.path).stem] = read.whole
    progress.step("checking")
    told = {path: decode_known(known[path]) for path in sorted(known)}
    problems += [warning for event in told.values() for warning in event.warnings]
    outlines = {path: event.outline for path, event in told.items()}
    reading.check_together(listing, outlines, ground.context)
    problems += _misplaced(project.content / "pages")
    if not (same and last.strings):  # else they were sound the last time
        read_omissions(project.content, ground.context)
    state = structs.replace(
        state,
        files=files,
        events=known,
        images=_images(listing.images, files, last, problems),
        catalogs={it.tag: _catalog(it, project, problems) for it in reading.sound_languages(ground)}
        if state.strings != last.strings or not same
        else last.catalogs,
        warnings=tuple(sorted({problem for problem in problems if problem.warning})),
    )
    checked = replace(checked, state=state, fresh=fresh)
    vars(checked).update(ground=ground, told=told)  # what is known already
    return checked


def _fresh(paths: list[str], checked: Checked, ground: Ground, work: Work) -> Iterator[FreshEvent]:
    """The events of files that are not known."""
    project = checked.project
    if not work.spreads(len(paths)):
        yield from (pieces.read_fresh(path, project.content, ground.context) for path in paths)
        return
    some_files = [
        pieces.Files(project.content, project.seeds, checked.images, checked.state.ground, some)
        for some in chunks(paths, FILES_AT_ONCE)
    ]
    for read in work.each(pieces.read_files, some_files):
        yield from msgspec.msgpack.decode(read, type=list[FreshEvent])


def _related(
    chronology: Chronology, changed: Collection[str], known: Mapping[str, bytes], last: State
) -> dict[str, tuple[str, ...]]:
    """The related events of each; those of the last build where nothing around has changed."""
    changes = []
    for path in changed if last.near else ():
        before, now = (decode_known(events[path]) if path in events else None for events in (last.events, known))
        if not before or not now or before.prints.facts != now.prints.facts:
            changes.append((before.outline if before else None, now.outline if now else None))
    stale = chronology.stale(changes)
    known_still = {id: near for id, near in last.near.items() if id in chronology.event and id not in stale}
    return {**known_still, **{id: chronology.nearest(id) for id in chronology.event if id not in known_still}}


def _certain(checked: Checked, site: Site, work: Work) -> dict[str, Address]:
    """What tells all of the events that have changed, by path, where these are few: it is made whatever the plan says
    of other pages. Nothing where no copy of this process can make it meanwhile.
    """
    ids = [checked.told[path].outline.id for path in sorted(checked.retold)]
    if len(ids) > FEW or not possible() or cores() == 1 or work.asked or work.spreads(1):
        return {}
    return {it.path: it for id in ids for it in telling(id, site.chronology.languages, site)}


def _both(made: Iterable[Staged], others: Callable[[], Iterable[Staged]]) -> Iterator[Staged]:
    """What is made here, then what is waited for."""
    yield from made
    yield from others()


def _make(
    dirty: AbstractSet[str],
    pages: Mapping[str, Address],
    site: Site,
    recipe: Recipe,
    checked: Checked,
    output: Target,
    work: Work,
) -> Iterator[Staged]:
    """Makes what is dirty: here, or in pieces that other processes can do."""
    addresses = [address for path, address in pages.items() if path in dirty]
    elsewhere = work.spreads(len(addresses))
    rest = [address for address in addresses if elsewhere and address.kind not in ONLY_HERE]
    here = [address for address in addresses if not elsewhere or address.kind in ONLY_HERE]
    if rest:
        encoded = encode(recipe)
        output.recipe.write_bytes(encoded)
        handle = (output.recipe, fingerprint(encoded))
        del encoded
        try:
            for made in work.each(
                pieces.make_pages, map(partial(_filled, checked, output), _pages(rest, site, output, handle))
            ):
                yield from made
        finally:
            output.recipe.unlink(missing_ok=True)
    yield from _make_here(here, site, checked, output, work.asked)
    for name, variants in sorted(recipe.images.items()):
        if not dirty.isdisjoint(variant.path for variant in variants):
            yield from _pictures(checked.project.content / "images" / name, variants, output)
    if STYLE in dirty:
        yield output.stage(STYLE, recipe.theme.stylesheet)


def _make_here(
    addresses: Collection[Address], site: Site, checked: Checked, output: Target, processes: int
) -> Iterator[Staged]:
    """Makes pages without sending anything anywhere, in as many copies of this process, or one a core if it is 0."""
    if not addresses:
        return
    site.templates.prepare(next(iter(site.speakers.values())))
    few = list(_pages(addresses, site, output, site))
    processes = processes if len(addresses) > FEW_PAGES else 1
    for made in shared(lambda piece: pieces.make_pages(_filled(checked, output, piece)), few, processes):
        yield from made


def _filled(checked: Checked, output: Target, piece: pieces.Pages) -> pieces.Pages:
    """A piece of work with all that its events say."""
    shelf = Shelf(output.shelf, checked.last.shelved)
    return structs.replace(piece, whole={id: checked.whole(id, shelf) for id in piece.whole})


def _pictures(image: Path, variants: Iterable[Variant], output: Target) -> Iterator[Staged]:
    """Encodes and stages the files of an image, as far as they were not kept from another time."""
    from tarikh.publishing.images import Kept  # only where there are pictures: Pillow takes its time

    content, kept = image.read_bytes(), Kept(output.kept)
    return (output.stage(variant.path, kept.encode(content, variant)) for variant in variants)


def _pages(
    addresses: Iterable[Address], site: Site, output: Target, source: Site | tuple[File, bytes]
) -> Iterator[pieces.Pages]:
    """Pages in pieces, those that take longest first: open data; all lists of a language together, as they show the
    same events; then what else quotes documents, and images.
    """
    lists: dict[str, list[Address]] = defaultdict(list)
    quoting = {kind: defaultdict[str, list[Address]](list) for kind in AT_ONCE}
    drawn: dict[str, list[Address]] = defaultdict(list)
    for address in addresses:
        if address.kind == "event" or (address.kind == "oembed" and address.id):
            quoting["event"][address.id].append(address)
        elif address.kind in DATA_OF_EVENTS:
            quoting["data"][f"{address.part} {source is site and bool(address.language)}"].append(address)
        elif address.kind in ("document", "disagreements", "found"):
            quoting["document"][f"{address.kind} {address.id} {address.part}"].append(address)
        else:
            (drawn if address.kind == "share" else lists)[address.language].append(address)

    def quote(kind: str) -> Iterator[pieces.Pages]:
        at_once = AT_ONCE[kind] if source is not site else -(-AT_ONCE[kind] // HERE)
        for some in chunks(quoting[kind].values(), at_once):
            together = tuple(address for of_one in some for address in of_one)
            ids = {id for address in together for id in _quoted(address, site)}
            yield pieces.Pages(source, output, together, dict.fromkeys(sorted(ids)))

    yield from quote("data")
    for of_language in lists.values():
        yield pieces.Pages(source, output, tuple(of_language), {}, apart=source is not site)
    yield from quote("document")
    yield from quote("event")
    for of_language in drawn.values():
        for images in chunks(of_language, DRAWN_AT_ONCE):
            yield pieces.Pages(source, output, tuple(images), {})


def _quoted(address: Address, site: Site) -> list[str]:
    """The events of which a page shows all that they say."""
    if address.kind == "event":
        return [address.id]
    if address.kind == "found":
        return list(site.found[int(address.part)])
    if address.kind in DATA_OF_EVENTS:
        return [event.id for event in opendata.shown(site, address.part)]
    if address.kind == "oembed":
        return []
    return [event.id for event in site.edition(address.language, address.language).shown(address)]


def _made_with(checked: Checked, prose: Iterable[Prose], theme: Theme) -> bytes:
    """The fingerprint of all that the site is made from but its events."""
    project, state = checked.project, checked.state
    below = str(project.content / "images") + os.sep
    images = {
        _named(path, project.content): digest for path, (_, digest) in state.files.items() if path.startswith(below)
    }
    told = hashlib.blake2b(state.ground + state.strings + digest_of_files(images), digest_size=16)
    told.update(encode((sorted(map(encode, prose)), theme, project.url, project.portable, project.preview)))
    return told.digest()


def _distinct(paths: Sequence[str]) -> set[str]:
    """The paths as a set. Raises BuildError if two would be one file, where the system does not tell case."""
    if len({path.lower() for path in paths}) < len(paths):
        count = Counter(path.lower() for path in paths)
        clashing = sorted(path for path in paths if count[path.lower()] > 1)
        raise BuildError("\n".join(["pages that would stand in one file:", *clashing]))
    return set(paths)


def _images(
    images: Mapping[str, Path],
    files: Mapping[str, Seen],
    last: State,
    problems: list[Problem],
) -> dict[str, tuple[Variant, ...]]:
    """What is made of each image; adds what is wrong with them to the problems."""
    found = {}
    for name, path in images.items():
        file = str(path)
        if name in last.images and file in last.files and last.files[file][1] == files[file][1]:
            found[name] = last.images[name]
            continue
        from tarikh.publishing.images import ImageError, measure, variants  # Pillow takes its time

        try:
            content = path.read_bytes()
            measure(content)
            found[name] = variants(name, content)
        except (ImageError, OSError) as error:
            problems.append(Problem(Place(file), "bad-image", str(error)))
    return found


def _theme_print(recipe: Recipe) -> bytes:
    """The fingerprint of what the pages are made with."""
    theme = recipe.theme
    return fingerprint_of((theme.templates, theme.world, theme.assets, recipe.catalogs))


def _catalog(language: Language, project: Project, problems: list[Problem]) -> bytes:
    """The strings of a language, compiled; adds what keeps it from being spoken to the problems."""
    locale = project.theme / "locale"
    path = catalog_path(locale, language.tag)
    if language.tag != SOURCE_LANGUAGE and not path.is_file():
        hint = "make one from messages.pot with pybabel init, and translate it"
        problems.append(Problem(Place(str(path)), "no-catalog", f'no interface strings for "{language.tag}"', hint))
    for name in {language.locale, *language.months}:
        if not is_known_locale(name):
            message, hint = f'CLDR has no locale "{name}"', "write one such as fr or pt-BR"
            problems.append(Problem(Place(str(project.content / "languages.yaml")), "unknown-locale", message, hint))
    try:
        return compile_catalog(locale, language.tag)
    except CatalogError as error:
        place = Place(str(path), error.line, 1 if error.line else 0)
        problems.append(Problem(place, "bad-catalog", str(error)))
        return b""


def _misplaced(pages: Path) -> Iterator[Problem]:
    """Pages of prose that would take the address of a page of the site's own."""
    for folder in sorted(pages.glob("*/")):
        if folder.name in RESERVED:
            message = f'the site has a page "{folder.name}" of its own'
            yield Problem(Place(str(folder)), "address-taken", message, "rename the folder")
