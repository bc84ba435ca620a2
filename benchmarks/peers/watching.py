"""How long an edit takes while a tool's own watcher runs, in a process that is kept alive. Needs /proc."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .measuring import SAMPLED, Cost, Failed, Memory, processes
from .tools import Run

IDLE = 2.5  # seconds without work, after which a build is over
TICK = os.sysconf("SC_CLK_TCK")


class Watcher:
    """A watcher that has built a site; ended with the block that it is used in."""

    def __init__(self, run: Run, site: Path, log: Path, limit: float) -> None:
        self.run, self.site, self.log, self.limit = run, site, log, limit

    def __enter__(self) -> Watcher:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._said = self.log.open("wb")
        self._process = subprocess.Popen(
            self.run.command,
            cwd=self.run.folder,
            env={**os.environ, **self.run.environment},
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._memory = Memory(self._process.pid)
        self._memory.start()
        try:
            self._until(lambda: (self.site / "index.html").is_file())
            self._until_idle()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._memory.ended.set()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._said.close()

    def edit(self, write: Callable[[], None], event: str, topic: str, title: str) -> Cost:
        """What it costs from an edit until the event's own page and the list of its topic show the new title.

        CPU is that until the tool has nothing more to do.
        """
        folder = self.site / "en"
        page = folder / "events" / f"{event}.html"
        before, started = self._cpu(), time.monotonic()
        write()
        self._until(lambda: _shows([page], title))
        lists = f"topics/{topic}*"
        self._until(lambda: _shows([*folder.glob(f"{lists}.html"), *folder.glob(f"{lists}/**/*.html")], title))
        seconds = time.monotonic() - started
        self._until_idle()
        return Cost(self._cpu() - before, 0.0, seconds, self._memory.peak / 1024, SAMPLED)

    def _until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + self.limit
        while not done():
            if self._process.poll() is not None or time.monotonic() > end:
                raise Failed(f"{' '.join(self.run.command)}\n{self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)

    def _until_idle(self) -> None:
        last = -1.0
        while last != self._cpu():
            last = self._cpu()
            time.sleep(IDLE)

    def _cpu(self) -> float:
        """Seconds of all processes until now, with those that have ended."""
        return sum(sum(_ticks(process)) for process in processes(self._process.pid)) / TICK


def _ticks(process: Path) -> Iterator[int]:
    try:
        fields = (process / "stat").read_text(errors="replace").rpartition(") ")[2].split()
    except OSError:  # it has ended
        return
    yield from map(int, fields[11:15])


def _shows(files: Iterable[Path], text: str) -> bool:
    return any(file.is_file() and text in file.read_text(encoding="utf-8", errors="replace") for file in files)
