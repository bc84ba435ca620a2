"""The story of a build: read, check, plan, render, stage. Each step is a function from values to values.

What the last build knew is used where its inputs are the same: files are read again only when their bytes changed,
pages are rendered again only when something that they show did.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from tarikh.model.chronology import Chronology
from tarikh.model.language import Language
from tarikh.model.problem import Place, Problem, report
from tarikh.model.stamp import Stamp
from tarikh.publishing.address import RESERVED, Address
from tarikh.publishing.images import ENCODER, ImageError, Variant, measure, variants
from tarikh.publishing.inputs import Inputs, Prints, fingerprint, fingerprint_of
from tarikh.publishing.output import Changes, Output, Staged
from tarikh.publishing.site import Prose, Site, plan
from tarikh.reading import content as reading
from tarikh.reading.fields import Context
from tarikh.reading.ground import Ground, read_ground, read_omissions
from tarikh.reading.source import files_below
from tarikh.speaking.catalog import SOURCE_LANGUAGE, CatalogError, catalog_path, compile_catalog
from tarikh.speaking.speaker import is_known_locale

from . import pieces
from .pieces import FreshEvent, Recipe, decode_known, encode
from .state import State, digest_of, digest_of_files, save, trusted
from .work import Work, chunks

FILES_AT_ONCE, EVENTS_AT_ONCE, DOCUMENTS_AT_ONCE = 100, 40, 4  # in one piece of work


class BuildError(Exception):
    """Nothing can be published; the text is what to tell people."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a site is made from. `url` overrides that of `site.yaml`; `portable` links name index.html."""

    content: Path
    seeds: Path
    theme: Path
    url: str = ""
    portable: bool = False


@dataclass(frozen=True)
class Checked:
    """Content that may be published: the chronology in outlines, and warnings about it.

    `state` is what the next build is to know of the content, `context` what its events are read in, `paths` are
    their files by id; `fresh` are those that were read just now, encoded, by id.
    """

    chronology: Chronology
    warnings: tuple[Problem, ...]
    state: State
    context: Context
    prints: Mapping[str, Prints]
    paths: Mapping[str, str]
    fresh: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """A site that is staged: what the next build is to know, and the files that stay as they are in the target."""

    state: State
    kept: tuple[str, ...]
    pages: int


def check(project: Project, last: State, work: Work) -> Checked:
    """Reads what is not known from the last build, and checks everything. Raises BuildError with all problems."""
    now, problems = time.time_ns(), list[Problem]()
    listing = reading.list_content(project.content, problems.append)
    stamps = {**listing.files, **files_below(project.seeds, lambda problem: None)}
    events = {str(path) for path in listing.events}
    digests = {
        path: _digest(path, stamp, last) for path, stamp in stamps.items() if path not in events or path in last.files
    }
    ground_digest = digest_of_files({path: digest for path, digest in digests.items() if path not in events})
    ground = read_ground(project.content, project.seeds, listing.images, problems.append)
    same_ground = last.ground == ground_digest
    known = {
        path: last.events[path]
        for path in events
        if same_ground and path in last.events and digests[path] == last.files[path][1]
    }
    fresh = list(_read(sorted(events - known.keys()), ground, ground_digest, project, listing.images, work))
    for read in fresh:
        problems += read.problems
        digests[read.path] = read.digest
    known |= {read.path: read.known for read in fresh if read.known}
    told = {path: decode_known(known[path]) for path in sorted(known)}
    problems += [warning for event in told.values() for warning in event.warnings]
    outlines = [event.outline for event in told.values()]
    reading.check_images(listing, outlines, ground.context)
    reading.check_pages(project.content / "pages", ground.context)
    problems += _misplaced(project.content / "pages")
    images = _images(listing.images, digests, last, problems)
    catalogs = {
        language.tag: _catalog(language, project.theme, last, problems) for language in reading.sound_languages(ground)
    }
    if not same_ground:
        read_omissions(project.content, ground.context)
    if project.url and not project.url.startswith(("https://", "http://")):
        problems.append(Problem(Place("SITEURL"), "wrong-text", f'"{project.url}" is no address', "write https://…"))
    if any(not problem.warning for problem in problems):
        raise BuildError(report(problems, len(events)))
    chronology = reading.chronology(ground, outlines, reading.Covered(project.content, ground.context, outlines))
    near = _related(chronology, known, last)
    return Checked(
        chronology=replace(chronology, near=near),
        warnings=tuple(problems),
        state=State(
            ground=ground_digest,
            files={path: (trusted(stamps[path], now), digest) for path, digest in digests.items()},
            events=known,
            near=near,
            images=images,
            catalogs=catalogs,
        ),
        context=ground.context,
        prints={event.outline.id: event.prints for event in told.values()},
        paths={event.outline.id: path for path, event in told.items()},
        fresh={Path(read.path).stem: read.whole for read in fresh},
    )


def recipe(checked: Checked, prose: Iterable[Prose], project: Project) -> Recipe:
    """All that the pages of the site are made from."""
    it, state = checked.chronology, checked.state
    return Recipe(
        site=it.site,
        languages=dict(it.languages),
        documents=dict(it.documents),
        actors=dict(it.actors),
        topics=dict(it.topics),
        places=dict(it.places),
        known=[state.events[checked.paths[event.id]] for event in it.events],
        near=state.near,
        catalogs={tag: compiled for tag, (_, compiled) in state.catalogs.items()},
        theme=pieces.read_theme(project.theme),
        prose=sorted(prose, key=lambda page: (page.id, page.language)),
        url=project.url.rstrip("/") + "/" if project.url else it.site.url,
        images={name: state.images[name] for event in it.events for name in event.image_files},
        portable=project.portable,
    )


def stage(checked: Checked, recipe: Recipe, project: Project, output: Output, last: State, work: Work) -> Made:
    """Plans all pages, and makes those that are not in the target as they should be. Raises ThemeError, BuildError."""
    site = recipe.made(checked.chronology)
    addresses = plan(site)
    _check_paths(addresses)
    inputs = Inputs(site, checked.prints, _theme_print(recipe), checked.state.ground)
    wanted = {address.path: inputs.of(address) for address in addresses}
    files = {variant.path: name for name, of_image in recipe.images.items() for variant in of_image}
    wanted |= {path: fingerprint(fingerprint_of((path, ENCODER))) for path in files}
    present = output.present()
    pages = {
        path: last.pages[path]
        for path, print in wanted.items()
        if path in last.pages and last.pages[path] == (print, present.get(path))
    }
    kept = list(pages)
    work_on = [address for address in addresses if address.path not in pages]
    try:
        for staged in _make(work_on, site, recipe, checked, output, work):
            pages[staged.path] = (wanted[staged.path], staged.stamp)
            kept += [] if staged.new else [staged.path]
        for name in sorted({name for path, name in files.items() if path not in pages}):
            piece = pieces.Pictures(project.content / "images" / name, output, recipe.images[name])
            for staged in pieces.make_pictures(piece):
                pages[staged.path] = (wanted[staged.path], staged.stamp)
                kept += [] if staged.new else [staged.path]
    except BrokenProcessPool as error:
        raise BuildError("the system has ended a process that made pages; is there memory enough?") from error
    style = output.stage("theme/style.css", recipe.theme.stylesheet)
    kept += [] if style.new else [style.path]
    missing = [path for path in wanted if path not in pages or not pages[path][1].size]
    if missing:
        raise BuildError(f"{len(missing)} planned pages were not written, the first is {missing[0]}")
    return Made(replace(checked.state, pages=pages), tuple(kept), len(addresses))


def publish(made: Made, output: Output, last: State) -> Changes:
    """Moves the staged files into the target. What is known of it is written last, and forgotten meanwhile."""
    if made.state != last:
        output.state.unlink(missing_ok=True)
    changes = output.publish(made.kept)
    if made.state != last:
        save(made.state, output.state)
    return changes


def _digest(path: str, stamp: Stamp, last: State) -> bytes:
    """The digest of a file; that of the last build, if nothing tells that it was changed."""
    seen, digest = last.files.get(path, (None, b""))
    return digest if seen == stamp else digest_of(Path(path))


def _read(
    paths: list[str], ground: Ground, digest: bytes, project: Project, images: Iterable[str], work: Work
) -> Iterator[FreshEvent]:
    """The events of files that are not known."""
    if not work.spreads(len(paths)):
        for path in paths:
            yield pieces.read_fresh(path, project.content, ground.context)
        return
    to_read = [
        pieces.Files(project.content, project.seeds, tuple(images), digest, some)
        for some in chunks(paths, FILES_AT_ONCE)
    ]
    for read in work.each(pieces.read_files, to_read):
        yield from msgspec.msgpack.decode(read, type=list[FreshEvent])


def _related(chronology: Chronology, known: Mapping[str, bytes], last: State) -> dict[str, tuple[str, ...]]:
    """The related events of each; those of the last build where nothing around has changed."""
    changed = {path for path in known.keys() | last.events.keys() if known.get(path) != last.events.get(path)}
    stale = set[str]()
    for path in changed if last.near else ():
        versions = [decode_known(events[path]) for events in (known, last.events) if path in events]
        if len({version.prints.facts for version in versions}) + len(versions) == 3:
            continue  # the facts are the same in both
        for version in versions:
            stale |= {version.outline.id, *chronology.around(version.outline)}
    return {
        event.id: last.near[event.id]
        if event.id in last.near and event.id not in stale
        else chronology.nearest(event.id)
        for event in chronology.events
    }


def _make(
    addresses: list[Address], site: Site, recipe: Recipe, checked: Checked, output: Output, work: Work
) -> Iterator[Staged]:
    """Makes pages: here, or in pieces that other processes can do."""
    here = [address for address in addresses if address.kind == "coverage"]  # which needs the documents
    if not work.spreads(len(addresses)):
        for piece in _pages(addresses, site, checked, output, site):
            yield from pieces.make_pages(piece)
        return
    encoded = encode(recipe)
    output.recipe.write_bytes(encoded)
    handle = (output.recipe, fingerprint(encoded))
    elsewhere = [address for address in addresses if address.kind != "coverage"]
    for staged in work.each(pieces.make_pages, list(_pages(elsewhere, site, checked, output, handle))):
        yield from staged
    yield from pieces.make_pages(pieces.Pages(site, output, tuple(here), {}))


def _pages(
    addresses: Iterable[Address], site: Site, checked: Checked, output: Output, source: Site | tuple[Path, bytes]
) -> Iterator[pieces.Pages]:
    """Pages in pieces: all lists of a language together, as they show the same events; then what quotes documents."""
    lists: dict[str, list[Address]] = defaultdict(list)
    quoting: dict[str, dict[str, list[Address]]] = {"event": defaultdict(list), "document": defaultdict(list)}
    for address in addresses:
        if address.kind == "event":
            quoting["event"][address.id].append(address)
        elif address.kind in ("document", "disagreements"):
            quoting["document"][f"{address.kind} {address.id} {address.part}"].append(address)
        else:
            lists[address.language].append(address)
    for of_language in lists.values():
        yield pieces.Pages(source, output, tuple(of_language), {})
    for kind, at_once in (("document", DOCUMENTS_AT_ONCE), ("event", EVENTS_AT_ONCE)):
        for some in chunks(quoting[kind].values(), at_once):
            together = tuple(address for of_one in some for address in of_one)
            ids = {id for address in together for id in _quoted(address, site)}
            yield pieces.Pages(source, output, together, {id: _whole(id, checked) for id in sorted(ids)})


def _quoted(address: Address, site: Site) -> list[str]:
    """The events of which a page shows all that they say."""
    if address.kind == "event":
        return [address.id]
    edition = site.edition(address.language, address.language)
    part = edition.part(address)
    return [event.id for event in edition.listed(address.kind, address.id)[part.start : part.end]]


def _whole(id: str, checked: Checked) -> bytes:
    if id in checked.fresh:
        return checked.fresh[id]
    path = checked.paths[id]
    event = reading.read_event(Path(path), Path(path).parents[2], checked.context)
    if event is None:
        raise BuildError(f"{path} has changed while the site was being built; build again")
    return encode(event)


def _check_paths(addresses: Iterable[Address]) -> None:
    """Raises BuildError if two pages would stand in one file, with all that do."""
    by_path: dict[str, list[Address]] = defaultdict(list)
    for address in addresses:
        by_path[address.path.lower()].append(address)
    clashes = [f"{path}: {', '.join(map(str, of_path))}" for path, of_path in by_path.items() if len(of_path) > 1]
    if clashes:
        raise BuildError("\n".join(["pages that would stand in one file:", *clashes]))


def _images(
    images: Mapping[str, Path], digests: Mapping[str, bytes], last: State, problems: list[Problem]
) -> dict[str, tuple[Variant, ...]]:
    """What is made of each image; adds what is wrong with them to the problems."""
    found = {}
    for name, path in images.items():
        file = str(path)
        if name in last.images and file in last.files and last.files[file][1] == digests[file]:
            found[name] = last.images[name]
            continue
        try:
            content = path.read_bytes()
            measure(content)
            found[name] = variants(name, content)
        except (ImageError, OSError) as error:
            problems.append(Problem(Place(file), "bad-image", str(error)))
    return found


def _theme_print(recipe: Recipe) -> bytes:
    """The fingerprint of what the pages are made with."""
    return fingerprint_of((recipe.theme.templates, recipe.theme.world, recipe.catalogs))


def _catalog(language: Language, theme: Path, last: State, problems: list[Problem]) -> tuple[bytes, bytes]:
    """The digest of a language's strings, and the strings compiled; adds what is wrong with them to the problems."""
    path = catalog_path(theme / "locale", language.tag)
    if language.tag != SOURCE_LANGUAGE and not path.is_file():
        hint = "make one from messages.pot with pybabel init, and translate it"
        problems.append(Problem(Place(str(path)), "no-catalog", f'no interface strings for "{language.tag}"', hint))
    for locale in {language.locale, *language.months}:
        if not is_known_locale(locale):
            message, hint = f'CLDR has no locale "{locale}"', "write one such as fr or pt-BR"
            problems.append(Problem(Place("languages.yaml"), "unknown-locale", message, hint))
    digest = digest_of(path) if path.is_file() else b""
    known = last.catalogs.get(language.tag, (b"", b""))
    if digest and known[0] == digest:
        return known
    try:
        return digest, compile_catalog(theme / "locale", language.tag)
    except CatalogError as error:
        place = Place(str(path), error.line, 1 if error.line else 0)
        problems.append(Problem(place, "bad-catalog", str(error)))
        return digest, b""


def _misplaced(pages: Path) -> Iterator[Problem]:
    """Pages of prose that would take the address of a page of the site's own."""
    for folder in sorted(pages.glob("*/")):
        if folder.name in RESERVED:
            message = f'the site has a page "{folder.name}" of its own'
            yield Problem(Place(str(folder)), "address-taken", message, "rename the folder")
