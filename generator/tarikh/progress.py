"""How far a build has come: the steps it takes and their times, and a bar where people wait for it."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

PATIENCE = 1.0  # seconds before a bar is shown
LINE_EVERY = 10.0  # seconds, where there is no terminal


@dataclass
class Progress:
    """Is told of the steps of a build, and how much of each is done. Shows nothing; keeps their times in seconds."""

    times: dict[str, float] = field(default_factory=dict)
    _step: str = ""
    _since: float = field(default_factory=time.perf_counter)

    def step(self, name: str, total: int = 0) -> None:
        """A step begins, of so many things to do; the one before is over."""
        now = time.perf_counter()
        if self._step:
            self.times[self._step] = self.times.get(self._step, 0.0) + now - self._since
        self._step, self._since = name, now

    def advance(self, count: int) -> None:
        """So many more things are done."""

    def close(self) -> None:
        """The last step is over."""
        self.step("")


@dataclass
class Lines(Progress):
    """Writes a line now and then, as logs want it."""

    out: TextIO = field(default_factory=lambda: sys.stderr)
    _total: int = 0
    _done: int = 0
    _told: float = field(default_factory=time.perf_counter)

    def step(self, name: str, total: int = 0) -> None:
        super().step(name, total)
        self._total, self._done = total, 0

    def advance(self, count: int) -> None:
        self._done += count
        if time.perf_counter() - self._told > LINE_EVERY:
            self._told = time.perf_counter()
            print(f"{self._step}: {self._done} of {self._total}", file=self.out, flush=True)


class Bar(Progress):
    """A bar with counts and the time left, on a terminal; gone when the build is over."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Shown

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._shown = Shown(*columns, console=Console(stderr=True), transient=True)
        self._task = self._shown.add_task("", visible=False)
        self._started = False

    def step(self, name: str, total: int = 0) -> None:
        super().step(name, total)
        self._shown.reset(self._task, description=name, total=total or None, visible=bool(total))

    def advance(self, count: int) -> None:
        if not self._started and time.perf_counter() - self._since > PATIENCE:
            self._shown.start()
            self._started = True
        self._shown.advance(self._task, count)

    def close(self) -> None:
        super().close()
        if self._started:
            self._shown.stop()
