"""Tarikh as a Pelican plugin: a generator among Pelican's own, and a target that changes only when all is well.

Pelican reads the prose pages, copies static files and runs other plugins; everything is written
into a staging folder, and moved into the real output when the run has come to its end.
The only module that imports Pelican.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pelican.log
from filelock import Timeout
from msgspec import Struct
from pelican import Pelican, signals
from pelican.generators import Generator, PagesGenerator
from pelican.settings import read_settings

from tarikh import build
from tarikh.looking import Spoiled, look
from tarikh.model.problem import Problem
from tarikh.progress import Progress
from tarikh.publishing.output import Output
from tarikh.publishing.site import Prose
from tarikh.publishing.templates import ThemeError
from tarikh.shipped import shipped
from tarikh.state import State, load
from tarikh.work import Work

if TYPE_CHECKING:
    from tarikh.publishing.target import Target

THEME = str(shipped("theme"))  # for settings of projects that have no theme of their own


class BrokenBuild(SystemExit):
    """Ends plain `pelican` with status 1 and a report, but no traceback."""

    def __init__(self, report: str) -> None:
        super().__init__(report)  # which Python prints, and exits with 1
        self.report = report


class Built(Struct, frozen=True):
    """What a finished build made."""

    target: str
    events: int
    changes: build.Changes
    warnings: tuple[Problem, ...]
    waiting: int  # indexes that a later build is to make


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_begin)
    signals.page_generator_init.connect(_check)
    signals.get_generators.connect(_generators)
    signals.page_generator_finalized.connect(_take_pages)
    signals.finalized.connect(_finish)


def settings(file: Path, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Pelican's settings, with paths made absolute. Raises BrokenBuild."""
    try:
        read: dict[str, Any] = read_settings(str(file), override=dict(overrides))
    except Exception as error:  # a settings file is a program: anything can happen
        raise BrokenBuild(f"{file}: {error}") from error
    return read


def project(settings: Mapping[str, Any]) -> build.Project:
    """What Pelican's settings say the site is made from; the documents are beside the content, if they say nothing."""
    content = Path(settings["PATH"])
    return build.Project(
        content=_near(content),
        seeds=_near(Path(settings.get("TARIKH_SEEDS") or content.parent / "seeds")),
        theme=_near(Path(settings["THEME"])),
        url=settings["SITEURL"],
        portable=bool(settings.get("TARIKH_PORTABLE")),
        preview=bool(settings.get("TARIKH_PREVIEW")),
    )


def target(settings: Mapping[str, Any]) -> Target:
    """Where Pelican's settings say the site goes: the URL of a store, or else the folder. Raises OSError."""
    output = Path(settings["OUTPUT_PATH"])
    if not settings.get("TARIKH_STORE"):
        return Output(output)
    from tarikh.publishing.store import Store

    return Store.at(settings["TARIKH_STORE"], output)


def run(
    settings: dict[str, Any],
    progress: Progress | None = None,
    work: Work | None = None,
    rendering: Work | None = None,
) -> Built:
    """Runs Pelican once, in this process. Raises BrokenBuild with a report when anything went wrong.

    Files are read by `work`; pages are made by `rendering`, or else by `work` too.
    """
    pelican.log.console.quiet = True
    with _Errors() as errors:
        site = Pelican(settings)
        if _RUN not in site.settings:
            raise BrokenBuild("\n".join(["the plugin tarikh did not load", *errors.messages]))
        done: _Run = site.settings[_RUN]
        done.progress = progress or done.progress
        done.work = work or done.work
        done.rendering = rendering or done.work
        collecting = gc.isenabled()
        gc.disable()  # nearly all that a build makes is there until its end
        try:
            errors.stop()
            site.run()
        finally:
            if collecting:
                gc.enable()
            done.close()
    assert done.checked, "a run that came to its end has checked its content"
    assert done.made, "and has made its pages"
    return Built(
        _shown(done.output.place),
        len(done.made.state.events),
        done.changes,
        done.checked.warnings,
        len(done.made.state.waiting),
    )


class ChronologyGenerator(Generator):  # type: ignore[misc]
    """Writes the pages of the chronology in every language, and the prose pages too."""

    def generate_output(self, writer: object) -> None:
        _run_of(self).stage()


class _Errors(logging.Handler):
    """Remembers the errors that Pelican logs: it goes on after most of them, and exits with 0."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def __enter__(self) -> _Errors:
        logging.getLogger("pelican").addHandler(self)
        return self

    def __exit__(self, *error: object) -> None:
        logging.getLogger("pelican").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def stop(self) -> None:
        """Raises BrokenBuild if there was an error."""
        if self.messages:
            raise BrokenBuild("\n".join(["Pelican reports:", *self.messages]))


class _Run:
    """One run of Pelican: what it reads and writes, and what came of it."""

    def __init__(self, site: Pelican) -> None:
        self.project = project(site.settings)
        try:
            self.output = target({**site.settings, "OUTPUT_PATH": site.output_path})
            self.lock = self.output.lock()
        except OSError as error:
            raise BrokenBuild(f"tarikh: {error}") from None
        self.later = bool(site.settings.get("TARIKH_SEARCH_LATER"))
        self.errors = _Errors().__enter__()
        self.strict = bool(site.settings.get("TARIKH_STRICT"))
        self.pages: list[Any] = []
        self.last = State()
        self.look: Callable[[bytes], Spoiled] = Spoiled
        self.checked: build.Checked | None = None
        self.made: build.Made | None = None
        self.changes = build.Changes(0, 0, 0)
        self.work = self.rendering = Work()
        self.progress = Progress()

    def check(self) -> None:
        if folder := self.output.folder:
            self._look_around(folder.resolve())
        try:
            self.lock.acquire()
        except Timeout:
            self._refuse(f"another build is writing to {_shown(self.output.place)}: wait until it ends")
        self.progress.step("remembering")
        try:
            self.output.start()
            self.look = look(self.output)
            self.last = load(self.output.state)
            self.checked = build.check(self.project, self.last, self.work, self.progress)
            if self.strict and self.checked.warnings:
                raise build.ContentError(self.checked.warnings, len(self.checked.state.events), self.checked.state)
        except (build.BuildError, OSError) as error:
            self._give_up(str(error))
        self.progress.step("Pelican's pages")

    def stage(self) -> None:
        assert self.checked, "content is checked before output is made"
        try:
            prose = [_prose(page) for page in self.pages]
            self.made = build.stage(
                self.checked, prose, self.look, self.output, self.rendering, self.progress, self.later
            )
        except (ThemeError, build.BuildError, OSError) as error:
            self._give_up(str(error))

    def finish(self) -> None:
        try:
            self.errors.stop()
            if self.made is None:
                raise BrokenBuild("no pages were written: another plugin has put itself in the place of Tarikh's")
            if self.strict:
                assert isinstance(self.output, Output), "where links are followed, the site goes to a folder"
                build.follow(self.made, self.output, self.work, self.progress)
            self.changes = build.publish(self.made, self.output, self.last, self.progress)
        except build.SiteError as error:
            self._refuse(str(error))
        except (build.BuildError, BrokenBuild, OSError) as error:
            self._give_up(str(error))
        self.close()

    def close(self) -> None:
        """Ends listening to Pelican, and lets others build; once is enough, more do no harm."""
        self.errors.__exit__()
        self.progress.close()
        self.work.close()
        self.lock.release()

    def _look_around(self, target: Path) -> None:
        """Refuses a folder that is no place for a site."""
        for source in (self.project.content, self.project.theme, self.project.seeds):
            if source.resolve().is_relative_to(target) or target.is_relative_to(source.resolve()):
                self._refuse(f"the site cannot be written to {_shown(target)}: {source} is there")
        if target.exists() and not target.is_dir():
            self._refuse(f"{_shown(target)} is a file: name a folder to write the site to")

    def _give_up(self, report: str) -> NoReturn:
        self.output.discard()
        self._refuse(report)

    def _refuse(self, report: str) -> NoReturn:
        """Ends the run, and leaves staged files alone: they may be another build's."""
        self.close()
        raise BrokenBuild(report) from None


_RUN = "TARIKH_RUN"  # the setting that carries a run through Pelican


def _begin(site: Pelican) -> None:
    run = site.settings[_RUN] = _Run(site)
    site.output_path = str(run.output.staging)


def _check(generator: PagesGenerator) -> None:
    """Checks all content before Pelican opens a page: it would follow links, and wait for pipes."""
    _run_of(generator).check()


def _generators(site: Pelican) -> type[Generator]:
    return ChronologyGenerator


def _take_pages(generator: PagesGenerator) -> None:
    """Takes the published pages and all their translations from Pelican, so that it writes none itself."""
    _run_of(generator).pages = [*generator.pages, *generator.translations]
    for kind in ("", "hidden_", "draft_"):
        setattr(generator, f"{kind}pages", [])
        setattr(generator, f"{kind}translations", [])


def _finish(site: Pelican) -> None:
    site.settings[_RUN].finish()


def _run_of(generator: Generator) -> _Run:
    run: _Run = generator.settings[_RUN]
    return run


def _prose(page: Any) -> Prose:
    """A page of Pelican's as Tarikh has it: its folder names it, its file is named after its language."""
    path = Path(page.source_path)
    label, order = getattr(page, "label", ""), str(getattr(page, "order", ""))
    return Prose(
        id=path.parent.name,
        language=path.stem,
        title=str(page.title),
        html=page.content,
        label=label if isinstance(label, str) else " ".join(label),
        order=int(order) if order.isdecimal() else 0,
    )


def _shown(place: Path | str) -> str:
    """A path as people know it: relative to where they stand, if it is below; a URL as it is."""
    return str(place if isinstance(place, str) else _near(place))


def _near(path: Path) -> Path:
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else Path(relative)
