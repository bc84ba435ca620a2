"""The story of a build: read, check, plan, render, write. Each step is a function from values to values."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tarikh.model.chronology import Chronology
from tarikh.model.problem import Place, Problem, did_you_mean, report
from tarikh.publishing.address import Address
from tarikh.publishing.output import Output
from tarikh.publishing.site import Prose, Site, is_taken, plan, render
from tarikh.publishing.templates import Templates, ThemeError
from tarikh.reading.content import read_content
from tarikh.speaking.catalog import SOURCE_LANGUAGE, catalog_path, load_catalog
from tarikh.speaking.speaker import Speaker

__all__ = [
    "Checked",
    "ContentError",
    "IncompleteError",
    "ThemeError",
    "check",
    "make_site",
    "stylesheet",
    "verify",
    "write_site",
]


class ContentError(Exception):
    """Content has problems that stop a build. The text is the whole report."""

    def __init__(self, problems: list[Problem], events: int) -> None:
        super().__init__(report(problems, events))
        self.problems = problems


class IncompleteError(Exception):
    """A build came to its end but something planned is not there."""


@dataclass(frozen=True)
class Checked:
    """Content that may be published, and the warnings about it."""

    chronology: Chronology
    warnings: tuple[Problem, ...]


def check(content: Path, seeds: Path) -> Checked:
    """Reads and checks everything. Raises ContentError with all problems at once."""
    chronology, problems, events = read_content(content, seeds)
    if chronology is None:
        raise ContentError(problems, events)
    return Checked(chronology, tuple(problems))


def make_site(
    chronology: Chronology, pages: Sequence[Prose], theme: Path, url: str = "", portable: bool = False
) -> Site:
    """Brings the chronology, its speakers, prose and templates together. `url` overrides that of `site.yaml`.

    Raises ContentError where a language has no catalog, or a page an address or language it cannot have.
    """
    languages = chronology.languages
    problems = [*_without_catalog(languages, theme), *_misplaced(pages, languages)]
    if problems:
        raise ContentError(problems, len(chronology.events))
    return Site(
        chronology=chronology,
        speakers={tag: Speaker(language, load_catalog(theme / "locale", tag)) for tag, language in languages.items()},
        prose={(page.id, page.language): page for page in pages},
        templates=Templates(theme / "templates"),
        url=url.rstrip("/") + "/" if url else chronology.site.url,
        stylesheet_version=hashlib.sha256(stylesheet(theme)).hexdigest()[:8],
        portable=portable,
    )


def write_site(site: Site, theme: Path, output: Output) -> tuple[Address, ...]:
    """Renders every page of the plan into the staging folder, and returns the plan."""
    addresses = plan(site.chronology, site.prose)
    for address in addresses:
        output.stage(address.path, render(site, address))
    output.stage("theme/style.css", stylesheet(theme))
    return addresses


def verify(addresses: Iterable[Address], output: Output) -> None:
    """Raises IncompleteError unless every planned page is staged and holds something."""
    missing = list(_missing(addresses, output))
    if missing:
        raise IncompleteError(f"{len(missing)} planned pages were not written, the first is {missing[0]}")


def stylesheet(theme: Path) -> bytes:
    """The theme's styles as one file, in the order of their names, which is the cascade's."""
    return b"\n".join(file.read_bytes() for file in sorted((theme / "styles").glob("*.css")))


def _without_catalog(languages: Iterable[str], theme: Path) -> Iterator[Problem]:
    for tag in languages:
        path = catalog_path(theme / "locale", tag)
        if tag != SOURCE_LANGUAGE and not path.is_file():
            hint = "make one from messages.pot with pybabel init, and translate it"
            yield Problem(Place(str(path)), "no-catalog", f'no interface strings for "{tag}"', hint)


def _misplaced(pages: Iterable[Prose], languages: Collection[str]) -> Iterator[Problem]:
    for page in pages:
        place = Place(page.path)
        if page.language not in languages:
            yield Problem(
                place, "unknown-language", f'no language "{page.language}"', did_you_mean(page.language, languages)
            )
        if is_taken(page.id):
            yield Problem(place, "address-taken", f'the site has a page "{page.id}" of its own', "rename the folder")


def _missing(addresses: Iterable[Address], output: Output) -> Iterator[str]:
    for address in addresses:
        file = output.staging / address.path
        if not file.is_file() or file.stat().st_size == 0:
            yield address.path
