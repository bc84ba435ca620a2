"""Tarikh as a Pelican plugin: a generator among Pelican's own, and a target that changes only when all is well.

Pelican reads the prose pages, copies static files and runs other plugins; everything is written
into a staging folder, and moved into the real output when the run has come to its end.
The only module that imports Pelican.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pelican.log
from pelican import Pelican, signals
from pelican.generators import Generator, PagesGenerator
from pelican.settings import read_settings

from tarikh import build
from tarikh.model.problem import Problem
from tarikh.publishing.address import Address
from tarikh.publishing.output import Changes, Output
from tarikh.publishing.site import Prose


@dataclass(frozen=True, slots=True)
class Built:
    """What a finished build made."""

    target: Path
    events: int
    pages: int
    languages: int
    changes: Changes
    warnings: tuple[Problem, ...]


class BrokenBuild(SystemExit):
    """Ends plain `pelican` with status 1 and a report, but no traceback."""

    def __init__(self, report: str) -> None:
        super().__init__(report)  # which Python prints, and exits with 1
        self.report = report


class ChronologyGenerator(Generator):  # type: ignore[misc]
    """Reads and checks the chronology, then writes its pages in every language, and the prose pages too."""

    def generate_context(self) -> None:
        run = _run_of(self.settings)
        run.output.start()
        try:
            checked = build.check(run.content, run.seeds)
        except build.ContentError as error:
            run.output.discard()
            raise BrokenBuild(str(error)) from None
        self.checked, run.warnings = checked, checked.warnings

    def generate_output(self, writer: object) -> None:
        run = _run_of(self.settings)
        pages = [_prose(page) for page in (*self.context["pages"], *run.translations)]
        theme = Path(self.theme)
        try:
            site = build.make_site(self.checked.chronology, pages, theme, self.settings["SITEURL"], run.portable)
            run.addresses = build.write_site(site, theme, run.output)
        except (build.ContentError, build.ThemeError) as error:
            run.output.discard()
            raise BrokenBuild(str(error)) from None
        run.events, run.languages = len(site.chronology.events), len(site.chronology.languages)


class _Errors(logging.Handler):
    """Remembers that Pelican logged an error: it goes on after most of them, and exits with 0."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _Run:
    """One run of Pelican: where it reads and writes, and what came of it."""

    def __init__(self, site: Pelican) -> None:
        self.content = shown(Path(site.path))
        self.seeds = seeds(site.settings)
        self.portable = bool(site.settings.get("TARIKH_PORTABLE"))
        self.output = Output(Path(site.output_path))
        self.errors = _Errors()
        self.addresses: tuple[Address, ...] = ()
        self.translations: list[Any] = []
        self.warnings: tuple[Problem, ...] = ()
        self.events = self.languages = 0
        self.changes = Changes(0, 0, 0)

    def finish(self) -> None:
        if self.errors.messages:
            self.output.discard()
            raise BrokenBuild("Pelican reports:\n" + "\n".join(self.errors.messages))
        try:
            build.verify(self.addresses, self.output)
        except build.IncompleteError as error:
            self.output.discard()
            raise BrokenBuild(str(error)) from None
        self.changes = self.output.publish()


_RUN = "TARIKH_RUN"  # the setting that carries a run through Pelican


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_begin)
    signals.get_generators.connect(_generators)
    signals.page_generator_finalized.connect(_take_pages)
    signals.finalized.connect(_finish)


def run(settings_file: Path, overrides: Mapping[str, Any]) -> Built:
    """Runs Pelican once, in this process. Raises BrokenBuild with a report when anything went wrong."""
    pelican.log.console.quiet = True
    errors = _Errors()
    logging.getLogger("pelican").addHandler(errors)
    try:
        site = Pelican(settings(settings_file, overrides))
        if _RUN not in site.settings:
            raise BrokenBuild("\n".join(["the plugin tarikh did not load", *errors.messages]))
        if errors.messages:
            raise BrokenBuild("Pelican reports:\n" + "\n".join(errors.messages))
        site.run()
    finally:
        logging.getLogger("pelican").removeHandler(errors)
    done = _run_of(site.settings)
    return Built(done.output.target, done.events, len(done.addresses), done.languages, done.changes, done.warnings)


def settings(file: Path, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Pelican's settings, with paths made absolute."""
    read: dict[str, Any] = read_settings(str(file), override=dict(overrides))
    return read


def seeds(settings: Mapping[str, Any]) -> Path:
    """The folder of the stored documents: beside the content, unless the settings say otherwise."""
    return shown(Path(settings.get("TARIKH_SEEDS") or Path(settings["PATH"]).parent / "seeds"))


def _begin(site: Pelican) -> None:
    run = _Run(site)
    site.settings[_RUN] = run
    site.output_path = str(run.output.staging)
    logging.getLogger("pelican").addHandler(run.errors)


def _generators(site: Pelican) -> type[Generator]:
    return ChronologyGenerator


def _take_pages(generator: PagesGenerator) -> None:
    _run_of(generator.settings).translations = list(generator.translations)


def _finish(site: Pelican) -> None:
    _run_of(site.settings).finish()


def _run_of(settings: Mapping[str, Any]) -> _Run:
    run: _Run = settings[_RUN]
    return run


def _prose(page: Any) -> Prose:
    """A page of Pelican's as Tarikh has it: the folder names it, the file its language."""
    order = str(getattr(page, "order", ""))
    return Prose(
        id=page.slug,
        language=page.lang,
        title=page.title,
        html=page.content,
        label=getattr(page, "label", ""),
        order=int(order) if order.isdigit() else 0,
        path=str(shown(Path(page.source_path))),
    )


def shown(path: Path) -> Path:
    """A path as people know it: relative to where they stand, if it is below."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else Path(relative)
