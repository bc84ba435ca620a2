"""Work in pieces: done here one after another, or by an executor when there is enough of it or one was given."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from itertools import islice
from typing import TypeVar

from .copies import ENDED, cores, end_with_parent, possible

ENOUGH = 1_500  # pages or files: fewer are done before other processes have started
AHEAD = 3  # pieces for each process: one is being done, the next ones have come to it already
PATIENCE = 5.0  # seconds

Task = TypeVar("Task")
Result = TypeVar("Result")


class Work:
    """Does pieces of work here, or on processes of its own: as many as are asked for, or one a core where they pay.

    An executor that is given, any of `concurrent.futures`, does all work, and whoever gave it ends it; how many
    pieces it does at once is told in `processes` too.
    """

    def __init__(self, processes: int = 0, executor: Executor | None = None) -> None:
        self.asked = processes
        self._given = executor
        self._own: Executor | None = None

    def close(self) -> None:
        """Ends the processes that were started."""
        if self._own:
            self._own.shutdown(cancel_futures=True)
            self._own = None

    def spreads(self, pieces: int) -> bool:
        """Whether so many pages or files are done elsewhere."""
        if self._given:
            return pieces > 0
        return self.asked > 1 or (not self.asked and pieces >= ENOUGH and cores() > 1)

    def each(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """What the function makes of each task, in the order in which they are done. Raises ChildProcessError.

        Tasks are made as they are needed, so that only those that wait or are being done take memory.
        """
        executor, ahead, left = self._given or self._started(), AHEAD * (self.asked or cores()), iter(tasks)
        pending: set[Future[Result]] = set()
        try:
            while True:
                pending.update(executor.submit(function, task) for task in islice(left, ahead - len(pending)))
                if not pending:
                    return
                done, pending = wait(pending, PATIENCE, FIRST_COMPLETED)
                for future in done:
                    yield future.result()
                if not done:
                    self.idle()
        except BrokenExecutor as error:
            raise ChildProcessError(ENDED) from error
        finally:
            for future in pending:
                future.cancel()

    def idle(self) -> None:
        """Called while nothing comes of any piece for a while: to raise an error where there is nothing to wait for."""

    def _started(self) -> Executor:
        if self._own is None:
            context = multiprocessing.get_context("fork" if possible() else "spawn")  # all systems spawn
            self._own = ProcessPoolExecutor(self.asked or cores(), context, _begin)
        return self._own


def chunks(items: Iterable[Task], size: int) -> Iterator[tuple[Task, ...]]:
    """Items in pieces of so many."""
    left = iter(items)
    while piece := tuple(islice(left, size)):
        yield piece


def _begin() -> None:
    """Ctrl-C ends the build, and the build its processes; these are too short for garbage to matter."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    end_with_parent()
