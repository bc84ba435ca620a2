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
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

TICKET, MOST = 4, 1000  # bytes for the number of a task, and tasks whose tickets any pipe holds (pipe(7))
ENDED = "the system has ended a process of this build; is there memory enough?"


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def meanwhile(make: Callable[[], Result]) -> Callable[[], Result]:
    """Has something made by a copy of this process; what is returned waits for it.

    What fails there fails here. Elsewhere it is made when it is first waited for.
    """
    if not possible():
        return cache(make)
    context: Any = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    copy = context.Process(target=_send, args=(sender, make), daemon=True)
    copy.start()
    sender.close()

    @cache
    def wait() -> Result:
        try:
            made, error = receiver.recv()
        except EOFError:
            made, error = None, ChildProcessError(ENDED)
        finally:
            copy.join()
        if error:
            raise error
        result: Result = made
        return result

    return wait


@contextmanager
def beside(make: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """The same, and it is waited for in the end, whatever happens: a copy must not outlive what it works for."""
    wait = meanwhile(make)
    try:
        yield wait
    finally:
        wait()


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
    builder = os.getpid()

    def mine() -> Iterator[Result]:
        while builder in (os.getpid(), os.getppid()):  # a copy does not go on alone
            if not (ticket := os.read(tickets, TICKET)):
                break
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


def _send(sender: Any, make: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the build, and the build waits for its copies
    made, failed = None, None
    try:
        made = make()
    except Exception as error:
        failed = error
    with suppress(BrokenPipeError):  # nobody waits for it any longer
        sender.send((made, failed))
