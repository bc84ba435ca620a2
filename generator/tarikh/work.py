"""Work in pieces: done here one after another, or by an executor when there is enough of it."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from .copies import ENDED, cores

ENOUGH = 1_500  # pages or files: fewer are done before other processes have started

Task = TypeVar("Task")
Result = TypeVar("Result")


class Work:
    """Does pieces of work here, or on processes of its own: as many as are asked for, or one a core where they pay."""

    def __init__(self, processes: int = 0) -> None:
        self._asked = processes
        self._executor: Executor | None = None

    def close(self) -> None:
        """Ends the processes that were started."""
        if self._executor:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def spreads(self, pieces: int) -> bool:
        """Whether so many pages or files are done elsewhere."""
        return self._asked > 1 or (not self._asked and pieces >= ENOUGH and cores() > 1)

    def each(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """What the function makes of each task, in the order in which they are done. Raises ChildProcessError."""
        futures = [self._started().submit(function, task) for task in tasks]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool as error:
            raise ChildProcessError(ENDED) from error
        finally:
            for future in futures:
                future.cancel()

    def _started(self) -> Executor:
        if self._executor is None:
            context = multiprocessing.get_context("spawn")  # the one way that all systems have
            self._executor = ProcessPoolExecutor(self._asked or cores(), context, _ignore_interrupts)
        return self._executor


def chunks(items: Iterable[Task], size: int) -> Iterator[tuple[Task, ...]]:
    """Items in pieces of so many."""
    left = iter(items)
    while piece := tuple(islice(left, size)):
        yield piece


def _ignore_interrupts() -> None:
    """Ctrl-C ends the build, and the build its processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
