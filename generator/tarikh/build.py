"""The story of a build: read, check, plan, render, stage. Each step is a function from values to values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

from tarikh.model.chronology import Chronology
from tarikh.model.language import Language
from tarikh.model.problem import Place, Problem, report
from tarikh.publishing.address import RESERVED, Address
from tarikh.publishing.images import ImageError, Kept, measure, variants
from tarikh.publishing.map import read_world
from tarikh.publishing.output import Output
from tarikh.publishing.site import Prose, Site, plan, render
from tarikh.publishing.templates import Templates
from tarikh.reading.content import image_files, read_content
from tarikh.speaking.catalog import SOURCE_LANGUAGE, CatalogError, catalog_path, load_catalog
from tarikh.speaking.speaker import Speaker, is_known_locale


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
    """Content that may be published, the catalogs that speak for it, and the warnings about it."""

    chronology: Chronology
    catalogs: Mapping[str, NullTranslations]
    warnings: tuple[Problem, ...]


def check(project: Project) -> Checked:
    """Reads and checks everything. Raises BuildError with all problems at once."""
    read = read_content(project.content, project.seeds)
    problems = [*read.problems, *_misplaced(project.content / "pages"), *_bad_images(image_files(project.content))]
    catalogs = {language.tag: _catalog(language, project.theme, problems) for language in read.languages}
    if project.url and not project.url.startswith(("https://", "http://")):
        problems.append(Problem(Place("SITEURL"), "wrong-text", f'"{project.url}" is no address', "write https://…"))
    if read.chronology is None or any(not problem.warning for problem in problems):
        raise BuildError(report(problems, read.files))
    return Checked(read.chronology, catalogs, tuple(problems))


def make_site(checked: Checked, pages: Iterable[Prose], project: Project) -> Site:
    """Brings the chronology, its speakers, prose and templates together."""
    chronology, theme = checked.chronology, project.theme
    return Site(
        chronology=chronology,
        speakers={tag: Speaker(language, checked.catalogs[tag]) for tag, language in chronology.languages.items()},
        prose={(page.id, page.language): page for page in pages},
        templates=Templates(theme / "templates"),
        url=project.url.rstrip("/") + "/" if project.url else chronology.site.url,
        stylesheet=_stylesheet(theme),
        images={path.name: variants(path.name, path.read_bytes()) for path in _images(chronology, project)},
        world=read_world(world) if (world := theme / "world.json").is_file() else None,
        portable=project.portable,
    )


def stage_site(site: Site, output: Output, project: Project) -> tuple[Address, ...]:
    """Renders every page of the plan into the staging folder, and returns the plan. Raises ThemeError, BuildError."""
    addresses = plan(site)
    _check_paths(addresses)
    for address in addresses:
        output.stage(address.path, render(site, address))
    output.stage("theme/style.css", site.stylesheet)
    kept = Kept(output.kept)
    for name, files in site.images.items():
        content = (project.content / "images" / name).read_bytes()
        for variant in files:
            output.stage(variant.path, kept.encode(content, variant))
    return addresses


def verify(addresses: Iterable[Address], output: Output) -> None:
    """Raises BuildError unless every planned page is staged and holds something."""
    missing = [address.path for address in addresses if not output.holds(address.path)]
    if missing:
        raise BuildError(f"{len(missing)} planned pages were not written, the first is {missing[0]}")


def _check_paths(addresses: Iterable[Address]) -> None:
    """Raises BuildError if two pages would stand in one file, with all that do."""
    by_path: dict[str, list[Address]] = defaultdict(list)
    for address in addresses:
        by_path[address.path.lower()].append(address)
    clashes = [f"{path}: {', '.join(map(str, of_path))}" for path, of_path in by_path.items() if len(of_path) > 1]
    if clashes:
        raise BuildError("\n".join(["pages that would stand in one file:", *clashes]))


def _stylesheet(theme: Path) -> bytes:
    """The theme's styles as one file, in the order of their names, which is the cascade's."""
    return b"\n".join(file.read_bytes() for file in sorted((theme / "styles").glob("*.css")))


def _images(chronology: Chronology, project: Project) -> list[Path]:
    """The files of the images that events show."""
    names = {file for event in chronology.events for file in event.image_files}
    return [project.content / "images" / name for name in sorted(names)]


def _bad_images(files: Iterable[Path]) -> Iterator[Problem]:
    for path in files:
        try:
            measure(path.read_bytes())
        except (ImageError, OSError) as error:
            yield Problem(Place(str(path)), "bad-image", str(error))


def _catalog(language: Language, theme: Path, problems: list[Problem]) -> NullTranslations:
    """The strings of a language; adds what keeps it from being spoken to the problems."""
    path = catalog_path(theme / "locale", language.tag)
    if language.tag != SOURCE_LANGUAGE and not path.is_file():
        hint = "make one from messages.pot with pybabel init, and translate it"
        problems.append(Problem(Place(str(path)), "no-catalog", f'no interface strings for "{language.tag}"', hint))
    for locale in {language.locale, *language.months}:
        if not is_known_locale(locale):
            message, hint = f'CLDR has no locale "{locale}"', "write one such as fr or pt-BR"
            problems.append(Problem(Place("languages.yaml"), "unknown-locale", message, hint))
    try:
        return load_catalog(theme / "locale", language.tag)
    except CatalogError as error:
        place = Place(str(path), error.line, 1 if error.line else 0)
        problems.append(Problem(place, "bad-catalog", str(error)))
        return NullTranslations()


def _misplaced(pages: Path) -> Iterator[Problem]:
    """Pages of prose that would take the address of a page of the site's own."""
    for folder in sorted(pages.glob("*/")):
        if folder.name in RESERVED:
            message = f'the site has a page "{folder.name}" of its own'
            yield Problem(Place(str(folder)), "address-taken", message, "rename the folder")
