"""Work shared with copies of this process: done once each, wherever; what fails there fails here."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time

import pytest

from tarikh import copies
from tarikh.copies import beside, meanwhile, shared

linux = sys.platform == "linux"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores, and no thread but this one: those of other tests' browsers do not matter here."""
    monkeypatch.setattr(copies, "cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def slowly(task: int) -> tuple[int, int]:
    time.sleep(0.02)
    return task, os.getpid()


def test_each_task_is_done_once_and_a_copy_takes_part() -> None:
    done = list(shared(slowly, range(12)))
    assert sorted(task for task, _ in done) == list(range(12))
    assert len({process for _, process in done}) == (2 if linux else 1)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_there_are_as_many_processes_as_are_asked_for(processes: int) -> None:
    done = {process for _, process in shared(slowly, range(30), processes)}
    assert len(done) == (processes if linux else 1)


@pytest.mark.parametrize("tasks", [[], [1]])
def test_a_single_task_is_done_here(tasks: list[int]) -> None:
    assert list(shared(slowly, tasks)) == [(task, os.getpid()) for task in tasks]


def test_beside_another_thread_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert {process for _, process in shared(slowly, range(4))} == {os.getpid()}
    assert meanwhile(os.getpid)() == os.getpid()


def test_what_a_copy_makes_is_waited_for_and_made_once() -> None:
    wait = meanwhile(lambda: (os.getpid(), time.monotonic_ns()))
    assert wait() == wait()
    assert (wait()[0] != os.getpid()) == linux


def test_what_fails_in_a_copy_fails_here() -> None:
    with pytest.raises(PermissionError, match="no way"):
        meanwhile(fail)()


def test_what_fails_beside_something_else_fails_where_it_is_asked_for_and_is_told_as_it_is() -> None:
    with pytest.raises(PermissionError, match="no way"), beside(fail) as wait:
        wait()
    with pytest.raises(KeyError, match="mine"), beside(fail):
        raise KeyError("mine")
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not linux, reason="there are no copies")
def test_a_copy_that_nobody_needs_any_longer_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), beside(lambda: time.sleep(60)):
        raise KeyboardInterrupt
    with beside(lambda: time.sleep(60)):
        pass
    assert time.monotonic() - began < 30
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not linux, reason="there are no copies")
def test_who_is_interrupted_while_waiting_does_not_wait_for_the_copy_to_end() -> None:
    """It has more to tell than a pipe holds, and nobody listens."""
    told = threading.Event()

    def much() -> bytes:
        os.kill(os.getppid(), signal.SIGUSR1)
        time.sleep(1)
        return bytes(10_000_000)

    def interrupt(*_: object) -> None:
        told.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGUSR1, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt), beside(much) as wait:
            wait()
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert told.is_set()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("failing", range(4))
def test_a_task_that_fails_ends_all_and_leaves_no_process(failing: int) -> None:
    def work(task: int) -> int:
        time.sleep(0.02)
        return fail() if task == failing else task

    with pytest.raises(PermissionError, match="no way"):
        list(shared(work, range(4)))
    assert not multiprocessing.active_children()


def test_who_stops_listening_leaves_no_process() -> None:
    working = shared(slowly, range(50))
    next(working)
    working.close()
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not linux, reason="there are no copies")
def test_a_copy_that_the_system_ends_is_told_of() -> None:
    with pytest.raises(ChildProcessError, match="memory"):
        meanwhile(lambda: os.kill(os.getpid(), signal.SIGKILL))()


def fail() -> int:
    raise PermissionError("no way")
