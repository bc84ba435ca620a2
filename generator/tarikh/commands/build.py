"""`tarikh build`: makes the site."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tarikh import plugin
from tarikh.model.problem import counted
from tarikh.progress import Bar, Lines
from tarikh.work import Work

from .project import Commands, output_options, overrides, site_options


def add(commands: Commands) -> None:
    parser = commands.add_parser("build", parents=[site_options(), output_options()], help="build the site")
    parser.add_argument(
        "-o", "--output", type=_place, help="folder or URL of a store to write it to (default: output/)"
    )
    parser.add_argument(
        "-j", "--jobs", type=_jobs, default=0, metavar="N", help="processes to use (default: one a core, if they pay)"
    )
    parser.add_argument(
        "--executor", type=_scheduler, metavar="dask://HOST:PORT", help="a Dask cluster that makes the pages"
    )
    parser.add_argument("--strict", action="store_true", help="warnings are errors, and all that links name is there")
    parser.add_argument(
        "--search-later", action="store_true", help="leave indexes for search as they are, for another build to make"
    )
    parser.add_argument("--timings", action="store_true", help="tell how long each step took")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    progress = Bar() if sys.stderr.isatty() else Lines()
    changed = {
        **overrides(options),
        "TARIKH_STRICT": options.strict,
        "TARIKH_SEARCH_LATER": options.search_later,
    }
    settings = plugin.settings(options.settings, changed)
    if options.strict and settings.get("TARIKH_STORE"):
        print(
            "tarikh: --strict follows the links of a site in a folder: name one with -o, then send it", file=sys.stderr
        )
        return 2
    with _rendering(options.executor) as rendering:
        built = plugin.run(settings, progress, Work(options.jobs), rendering)
    for warning in sorted(built.warnings):
        print(warning, file=sys.stderr)
    seconds = time.perf_counter() - started
    changes = built.changes
    print(f"{built.target}/index.html")
    if options.timings:
        for step, of_step in progress.times.items():
            print(f"{of_step:8.2f} s  {step}")
    print(
        f"{counted(built.events, 'event')}, {counted(changes.written + changes.unchanged, 'file')}:"
        f" {changes.written} written, {changes.unchanged} unchanged, {changes.removed} removed"
        f" in {seconds:.2f} s{_peak_memory()}"
    )
    if built.waiting:
        print("search does not find what has changed: build again without --search-later")
    return 0


@contextmanager
def _rendering(scheduler: str) -> Iterator[Work | None]:
    """The cluster of a scheduler, if one is named, as long as it is needed."""
    if not scheduler:
        yield None
        return
    from tarikh.cluster import Cluster  # only where one is asked for: Dask takes its time

    cluster = Cluster(scheduler)
    try:
        yield cluster
    finally:
        cluster.leave()


def _peak_memory() -> str:
    """The memory that this process, and the largest of those it started, held at most; where the system tells it."""
    try:
        import resource
    except ImportError:  # Windows
        return ""
    unit = 1 if sys.platform == "darwin" else 1024
    held = (resource.getrusage(who).ru_maxrss * unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f", {' + '.join(f'{size / 2**20:.0f}' for size in held if size)} MiB"


def _place(text: str) -> Path | str:
    """A folder, or the URL of a store."""
    return text if "://" in text else Path(text)


def _scheduler(text: str) -> str:
    """HOST:PORT of a Dask scheduler."""
    scheduler = re.fullmatch(r"dask://((?:[\w.-]+|\[[\da-fA-F:.]+\]):(\d{1,5}))", text)
    if not scheduler or not 0 < int(scheduler[2]) < 65_536:
        raise argparse.ArgumentTypeError(f"{text} names no executor: write dask://HOST:PORT, of a Dask scheduler")
    return scheduler[1]


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes")
    return int(text)
