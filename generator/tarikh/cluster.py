"""Pages made by the workers of a Dask cluster: its scheduler is asked once who they are, and whether they are as we.

The only module that knows Dask, and imported only where a cluster is asked for.
"""

from __future__ import annotations

import logging
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from functools import partial
from importlib.metadata import version

from .build import BuildError
from .state import RENDERERS, tool
from .work import Result, Task, Work

try:
    from distributed import Client, get_worker
    from distributed.scheduler import KilledWorker
except ModuleNotFoundError as error:
    raise BuildError(f"--executor needs Dask, and there is no {error.name}: pip install 'tarikh[dask]'") from None

CONNECTING = 10.0  # seconds, for the scheduler to answer and for its first worker to be there
ALONE = 30.0  # seconds without any worker, or without a word of the scheduler


class Cluster(Work):
    """The workers of a scheduler at HOST:PORT. They make whole pieces, one each at a time, and write what they make.

    Where a worker is lost, Dask gives its pieces to others, some times.
    """

    def __init__(self, scheduler: str) -> None:
        """Raises BuildError if there is nobody, or a worker would make other bytes than this machine."""
        for logger in ("distributed", "distributed.client", "tornado", "tornado.application"):
            logging.getLogger(logger).setLevel(logging.CRITICAL + 1)  # what matters is told below
        self._scheduler = scheduler
        try:
            self._client = Client(f"tcp://{scheduler}", timeout=CONNECTING, set_as_default=False)
        except OSError as error:
            hint = "start one with: dask scheduler"
            raise BuildError(f"no Dask scheduler answers at {scheduler}: {hint} ({_first_line(error)})") from None
        try:
            threads = self._workers()
        except BuildError:
            self.leave()
            raise
        super().__init__(sum(threads.values()), self._client.get_executor())
        self._met = time.monotonic()

    def leave(self) -> None:
        """Ends the connection; what workers still do for it is given up."""
        self._client.close(timeout=2)

    def each(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """As all work is done; raises BuildError where the cluster gives up."""
        self._met = time.monotonic()
        try:
            for done in super().each(partial(_by_worker, tool(), function), tasks):
                self._met = time.monotonic()
                yield done
        except KilledWorker as error:
            told = "the workers that made some of the pages have died; have they memory enough?"
            raise BuildError(f"{told} The last was {error.last_worker.address}, and its log may tell why") from None
        except CancelledError:
            raise BuildError(f"the Dask scheduler at {self._scheduler} has gone away while pages were made") from None

    def idle(self) -> None:
        """Raises BuildError where there are no workers any more, and none come."""
        try:
            if self._client.nthreads():
                self._met = time.monotonic()
        except OSError:
            pass  # the client tries to reach it again; if it cannot, pieces are cancelled
        if time.monotonic() - self._met > ALONE:
            raise BuildError(f"the Dask scheduler at {self._scheduler} has had no workers for {ALONE:.0f} s")

    def _workers(self) -> dict[str, int]:
        """The threads of each worker, when all have told that they make the same bytes as this machine."""
        try:
            self._client.wait_for_workers(1, timeout=CONNECTING)
        except TimeoutError:
            hint = f"start some with: dask worker {self._scheduler} --nthreads 1"
            raise BuildError(f"the Dask scheduler at {self._scheduler} has no workers: {hint}") from None
        here, told = _tools(), []
        for address, there in sorted(self._client.run(_tools, on_error="return").items()):
            if isinstance(there, Exception):
                told.append(f"worker {address} cannot make pages: {_first_line(there)}")
            elif there != here:
                other = [f"{name} {there.get(name)}, here {it}" for name, it in here.items() if there.get(name) != it]
                told.append(f"worker {address} would make other pages: {'; '.join(other)}")
        if told:
            raise BuildError("\n".join([*told, "install the same Python, Tarikh and libraries on all machines"]))
        threads: dict[str, int] = self._client.nthreads()
        return threads


def _tools() -> dict[str, str]:
    """What the bytes of pages depend on, by name; `Tarikh` is a digest of its code and of all the rest."""
    return {
        "Python": f"{sys.version.split()[0]} ({platform.machine()})",
        **{name: version(name) for name in RENDERERS},
        "Tarikh": tool().hex()[:12],
    }


def _by_worker(expected: bytes, function: Callable[[Task], Result], task: Task) -> Result:
    """Does a piece on a worker, which may have come after the others were asked. Its errors tell where it was."""
    address = get_worker().address
    if tool() != expected:
        raise BuildError(f"worker {address} would make other pages: it has another Tarikh, Python or library")
    try:
        return function(task)
    except FileNotFoundError as error:
        hint = "a folder has to be shared by all machines, under the same path"
        raise OSError(f"worker {address}: {error}: {hint}") from None
    except OSError as error:
        raise OSError(f"worker {address}: {error}") from None


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0]
