"""How long editors of a large chronology wait: python benchmarks/editing.py [--events N]

A Markdown table of wall and CPU time in seconds, and of the memory of the largest process in MiB: the median of the
runs, then the least and the most. Each run begins without any memory of the one before.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpus import write_project

Figures = tuple[float, float, float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    taken: dict[str, list[Figures]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        write_project(options.events, project)
        _timed(project, 0, "fmt")
        for _ in range(options.runs):
            for name, figures in _round(project):
                taken[name].append(figures)
    print(f"| {options.events:,} events | wall, s | CPU, s | memory, MiB |")
    print("| --- | ---: | ---: | ---: |")
    for name, runs in taken.items():
        print(f"| {name} | " + " | ".join(map(_cell, zip(*runs, strict=True))) + " |")
    return 0


def _round(project: Path) -> Iterator[tuple[str, Figures]]:
    """What an editor does one after another, and what each took."""
    shutil.rmtree(project / ".output.tarikh", ignore_errors=True)
    event = min(project.glob("content/events/*/*.yaml"))
    sound = event.read_text(encoding="utf-8")
    yield "check: all files, for the first time", _timed(project, 0, "check")
    yield "check: nothing changed", _timed(project, 0, "check")
    event.write_text(sound.replace("importance: ", "importance: very ", 1), encoding="utf-8")
    yield "check: one file changed, with an error", _timed(project, 1, "check")
    event.write_text(sound, encoding="utf-8")
    yield "check: one file changed, mended", _timed(project, 0, "check")
    yield "fmt --check: all files", _timed(project, 0, "fmt", "--check")
    yield "translations: the table", _timed(project, 0, "translations")


def _timed(project: Path, status: int, *arguments: str) -> Figures:
    """Wall and CPU seconds and MiB of one command, which has to end with a status."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "tarikh", *arguments], cwd=project, stdout=subprocess.DEVNULL)
    _, ended, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(ended) != status:
        raise SystemExit(f"tarikh {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(ended)}, not {status}")
    return time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _cell(values: tuple[float, ...]) -> str:
    digits = 0 if min(values) >= 20 else 2
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


if __name__ == "__main__":
    sys.exit(main())
