"""Builds of a project, one after another, and what came of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT, snapshot
from tarikh import build
from tarikh.build import Checked, Project
from tarikh.looking import look
from tarikh.progress import Progress
from tarikh.publishing.output import Output
from tarikh.publishing.site import Prose
from tarikh.publishing.target import Target
from tarikh.state import State, load
from tarikh.work import Work


def checked(content: Path = ROOT / "content", seeds: Path = ROOT / "seeds") -> Checked:
    """Content as a build reads it that knows nothing. Raises ContentError."""
    return build.check(Project(content, seeds, ROOT / "theme"), State(), Work(1), Progress())


@dataclass
class Builds:
    """Builds a project without Pelican, which only adds pages of prose and files of the theme."""

    folder: Path
    prose: tuple[Prose, ...] = (
        Prose("about", "en", "About", "<p>What this is.</p>"),
        Prose("about", "fa", "درباره", "<p>این چیست.</p>"),
    )
    url: str = ""

    @classmethod
    def like(cls, project: Path, folder: Path) -> Builds:
        """A copy of a project with its site, the pages of which are links: builds put new ones in their places."""
        shutil.copytree(project, folder, ignore=lambda at, _: ["output"] if Path(at) == project else [])
        shutil.copytree(project / "output", folder / "output", copy_function=os.link)
        return cls(folder)

    @property
    def project(self) -> Project:
        return Project(Path("content"), Path("seeds"), Path("theme"), self.url)

    def build(
        self, target: str | Target = "output", work: Work | None = None, rendering: Work | None = None
    ) -> build.Changes:
        """Brings a target up to date with what stands in the project. Raises BuildError."""
        output: Target = Output(self.folder / target) if isinstance(target, str) else target
        work = work or Work()
        with chdir(self.folder):
            output.start()
            found, last = look(output), load(output.state)
            checked = build.check(self.project, last, work, Progress())
            made = build.stage(checked, self.prose, found, output, rendering or work, Progress())
            return build.publish(made, output, last, Progress())

    def pages(self, target: str = "output") -> dict[str, bytes]:
        return snapshot(self.folder / target)

    def cold(self) -> dict[str, bytes]:
        """The site as a build makes it that knows nothing."""
        for made in ("cold", ".cold.tarikh"):
            shutil.rmtree(self.folder / made, ignore_errors=True)
        self.build("cold")
        return self.pages("cold")


def unchanged(project: Path) -> Iterator[Path]:
    """A project for many tests, the site of which must stand at the end as it did."""
    pages = Builds(project).pages()
    yield project
    assert Builds(project).pages() == pages, "a test has written into a page that others share"
