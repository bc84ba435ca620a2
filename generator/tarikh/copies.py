"""Work shared with copies of this process, where the system makes them at once: what is in memory is there already.

Copies are forks (POSIX). They are made on Linux only, and only while this process has one thread: elsewhere libraries
of the system, or locks that other threads hold, may not survive it. Where there are none, all of this is done here.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import connection
from threading import Thread
from typing import Any, Generic, TypeVar, cast

Task = TypeVar("Task")
Result = TypeVar("Result")

TICKET, MOST = 4, 1000  # bytes for the number of a task, and tasks whose tickets any pipe holds (pipe(7))
ENDED = "the system has ended a process of this build; is there memory enough?"


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Copy(Generic[Result]):
    """A copy of this process that makes something."""

    def __init__(self, make: Callable[[], Result]) -> None:
        context: Any = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_send, args=(sender, make), daemon=True)
        self._process.start()
        sender.close()
        self._told: tuple[Any, BaseException | None] | None = None  # what it has made, or why it has not

    def wait(self) -> Result:
        """What it makes. What fails there fails here, each time."""
        if self._told is None:
            try:
                self._told = self._receiver.recv()
            except EOFError:
                self._told = None, ChildProcessError(ENDED)
            finally:
                self.end()  # also where this process is interrupted while it waits
        made, error = self._told
        if error:
            raise error
        return cast(Result, made)

    def end(self) -> None:
        """Ends it, if it has not told yet."""
        if self._told is None:
            self._process.kill()
        self._process.join()


def meanwhile(make: Callable[[], Result]) -> Callable[[], Result]:
    """Has something made by a copy of this process; what is returned waits for it.

    What fails there fails here. Elsewhere it is made when it is first waited for.
    """
    return _Copy(make).wait if possible() else cache(make)


@contextmanager
def beside(make: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """The same for some time, after which nobody needs it: a copy does not outlive what it works for."""
    if not possible():
        yield cache(make)
        return
    copy = _Copy(make)
    try:
        yield copy.wait
    finally:
        copy.end()


def shared(function: Callable[[Task], Result], tasks: Sequence[Task], processes: int = 0) -> Iterator[Result]:
    """What the function makes of each task; copies of this process take part, as many as make that many processes.

    Without a number, there is one for every core.
    """
    copies = min(processes or cores(), len(tasks)) - 1 if possible() and len(tasks) <= MOST else 0
    if copies < 1:
        yield from map(function, tasks)
        return
    tickets, issued = os.pipe()
    os.write(issued, b"".join(at.to_bytes(TICKET) for at in range(len(tasks))))
    os.close(issued)

    def mine() -> Iterator[Result]:
        while ticket := os.read(tickets, TICKET):
            yield function(tasks[int.from_bytes(ticket)])

    others = [meanwhile(lambda: list(mine())) for _ in range(copies)]
    try:
        yield from mine()
    finally:
        os.read(tickets, MOST * TICKET)  # if this has failed, others need not go on
        os.close(tickets)
        made = [wait() for wait in others]
    for results in made:
        yield from results


def possible() -> bool:
    """Whether copies of this process can be made here and now."""
    return sys.platform == "linux" and threading.active_count() == 1


def end_with_parent() -> None:
    """Ends this process when the one that has started it has ended, however that came: it would hold its lock."""
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(process: int) -> None:
    connection.wait([process])
    os._exit(1)


def _send(sender: Any, make: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the build, and the build its copies
    end_with_parent()
    made, failed = None, None
    try:
        made = make()
    except Exception as error:
        failed = error
    with suppress(BrokenPipeError):  # nobody waits for it any longer
        sender.send((made, failed))
