"""What one run of a process costs: the kernel's account of it and its children, and their memory together.

CPU is user and system time of all processes, as `wait4` tells it. Memory is the peak of the sum over all processes of
the run's session of their proportional share (PSS, where shared pages count once), read from /proc while it runs; where
there is no /proc, that of the largest process. PSS is sampled, so a peak of some milliseconds can be missed.
"""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from .tools import Run

PROC = Path("/proc")
LONGEST_PAUSE = 0.25  # seconds between two samples of memory; shorter at first, for short runs
SAMPLED, LARGEST = "sum of all processes (PSS)", "largest process (RSS)"


class Failed(Exception):
    """A tool ended with an error; holds the end of what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and MiB at the peak; `memory_of` says of what."""

    user: float
    system: float
    wall: float
    memory: float
    memory_of: str


def measure(run: Run, log: Path, limit: float, sampled: bool = True) -> Cost:
    """Runs a process to its end. Raises Failed if it fails, or takes longer than `limit` seconds.

    Without samples memory is that of the largest process: to walk through the pages of processes takes a core from them
    and keeps them from getting more, a fifth of the time of a run of a second.
    """
    os.sync()  # what an earlier run has written is not written at this one's cost
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as said:
        started = time.monotonic()
        process = subprocess.Popen(
            run.command,
            cwd=run.folder,
            env={**os.environ, **run.environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        memory = Memory(process.pid)
        if sampled:
            memory.start()
        watch = threading.Timer(limit, lambda: os.killpg(process.pid, signal.SIGKILL))
        watch.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:  # who ends the benchmark ends what it has started
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            watch.cancel()
            memory.ended.set()
        wall = time.monotonic() - started
        if sampled:
            memory.join()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{' '.join(run.command)}: exit {process.returncode}\n{log.read_text(errors='replace')[-2000:]}")
    unit = 1 if platform.system() == "Darwin" else 1024
    largest = used.ru_maxrss * unit / 2**20
    peak = memory.peak / 1024
    return Cost(used.ru_utime, used.ru_stime, wall, peak or largest, SAMPLED if peak else LARGEST)


class Memory(threading.Thread):
    """Samples the memory of a session of processes until `ended` is set; `peak` is in KiB, 0 where it is not known."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.ended = threading.Event()
        self.peak = 0

    def run(self) -> None:
        pause = 0.1
        while (PROC / "self" / "smaps_rollup").is_file() and not self.ended.wait(pause):
            self.peak = max(self.peak, sum(map(_share, processes(self.session))))
            pause = min(pause * 1.25, LONGEST_PAUSE)


def machine() -> str:
    """The size of this machine, and its system."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        system = platform.system()
    return f"{cores} cores ({_processor()}), {memory:.0f} GiB, {system}"


def _processor() -> str:
    try:
        lines = (PROC / "cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def processes(session: int) -> list[Path]:
    """The folders in /proc of a session's processes."""
    return [folder for folder in PROC.glob("[0-9]*") if _session(folder) == session]


def _session(process: Path) -> int:
    try:
        fields = (process / "stat").read_text(errors="replace").rpartition(") ")[2].split()
    except OSError:  # it has ended
        return 0
    return int(fields[3])


def _share(process: Path) -> int:
    """KiB."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
