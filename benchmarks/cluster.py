"""Builds the same corpus with processes of this machine and with a Dask cluster on it, in turn, and compares both.

    python benchmarks/cluster.py --events 10000 [--workers 2] [--runs 3] [--work FOLDER]

The cluster is a scheduler and as many workers as the local build has processes, all on this machine, so that the
difference is what a cluster costs: what it gains are machines, which this has not. Each way builds from nothing, and
again after the title of one event was edited; the sites have to be the same. Memory is that of all processes (PSS, the
peaks of workers and build added), CPU that of all too. Delete the work folder in the end.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import corpus
from peers import measuring
from peers.tools import Run

LIMIT = 4 * 3600.0  # seconds for a build
WAYS = ("local", "cluster", "cluster-store")


@dataclass(frozen=True, slots=True)
class Built:
    """What one build cost, in seconds and MiB."""

    way: str
    step: str
    wall: float
    cpu: float
    memory: float
    pages: int


def main() -> int:
    options = _options()
    project = options.work / "project"
    corpus.write_project(options.events, project)
    with _cluster(options.work / "dask", options.workers) as cluster:
        built = [it for run in range(options.runs) for it in _round(project, options.work / f"{run}", cluster)]
    print(f"\n{options.events:,} events, {options.workers} workers, {measuring.machine()}\n")
    print("| | step | time | CPU | memory | pages |\n| --- | --- | --- | --- | --- | --- |")
    for step in ("from nothing", "one title edited"):
        for way in WAYS:
            best = min((it for it in built if (it.way, it.step) == (way, step)), key=lambda it: it.wall)
            print(
                f"| {way} | {step} | {best.wall:.1f} s | {best.cpu:.1f} s | {best.memory:,.0f} MiB | {best.pages:,} |"
            )
    return 0


@dataclass(frozen=True, slots=True)
class _Cluster:
    """The address of a scheduler, and the processes that work for it."""

    address: str
    processes: Sequence[subprocess.Popen[bytes]]

    def seconds(self) -> float:
        """CPU of all of them until now."""
        ticks = 0
        for process in self.processes:
            fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _round(project: Path, folder: Path, cluster: _Cluster) -> Iterator[Built]:
    """Each way of building, in turn. Raises SystemExit where they do not make the same."""
    event = min((project / "content" / "events").rglob("*.yaml"))
    text = event.read_text(encoding="utf-8")
    for step in ("from nothing", "one title edited"):
        for way in WAYS:
            yield _build(project, folder, cluster, way, step)
            print(f"{folder.name} {step}: {way} is done", file=sys.stderr, flush=True)
        for way in WAYS[1:]:
            if different := _different(folder / WAYS[0], folder / way):
                raise SystemExit(f"{way} is not the same as {WAYS[0]}: {different}")
        event.write_text(text.replace('    title: "', '    title: "Edited ', 1), encoding="utf-8")
    event.write_text(text, encoding="utf-8")


def _build(project: Path, folder: Path, cluster: _Cluster, way: str, step: str) -> Built:
    there = way != "local"
    target = (folder / way).absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    workers = len(cluster.processes) - 1
    command = [
        *(sys.executable, "-m", "tarikh", "build", "-j", str(workers)),
        *("-o", f"file://{target}" if way == "cluster-store" else str(target)),
        *(("--executor", f"dask://{cluster.address}") if there else ()),
    ]
    watched = [measuring.Memory(process.pid) for process in cluster.processes] if there else []
    for memory in watched:
        memory.start()
    before = cluster.seconds()
    cost = measuring.measure(Run(command, project), folder / f"{way}, {step}.log", LIMIT)
    elsewhere = cluster.seconds() - before
    for memory in watched:
        memory.ended.set()
    for memory in watched:
        memory.join()
    cpu = cost.user + cost.system + (elsewhere if there else 0)
    memory_of_all = cost.memory + sum(memory.peak for memory in watched) / 1024
    return Built(way, step, cost.wall, cpu, memory_of_all, sum(1 for _ in target.rglob("*.html")))


def _different(one: Path, other: Path) -> str:
    """The first path with other bytes in two folders, or in one of them only; empty if there is none."""
    files = [
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} for folder in (one, other)
    ]
    alone = sorted(files[0] ^ files[1])
    _, unequal, unread = filecmp.cmpfiles(one, other, sorted(files[0] & files[1]), shallow=False)
    return next(iter([*alone, *unequal, *unread]), "")


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[_Cluster]:
    """A scheduler and workers, each a session of its own, and ended when they are not needed any more."""
    folder.mkdir(parents=True, exist_ok=True)
    scheduler = folder / "scheduler.json"
    scheduler.unlink(missing_ok=True)
    common = ("--no-dashboard", "--scheduler-file", str(scheduler))
    with ExitStack() as stack:

        def start(name: str, *command: str) -> subprocess.Popen[bytes]:
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            arguments = [sys.executable, "-m", "dask", *command, *common]
            process = subprocess.Popen(arguments, cwd=folder, stdout=log, stderr=log, start_new_session=True)
            stack.callback(_end, process)
            return process

        processes = [start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0")]
        _wait(scheduler.is_file, folder)
        one = ("worker", "--nthreads", "1", "--no-nanny", "--memory-limit", "0")
        processes += [start(f"worker-{number}", *one) for number in range(workers)]
        logs = [folder / f"worker-{number}.log" for number in range(workers)]
        _wait(lambda: all("Registered to:" in log.read_text(encoding="utf-8") for log in logs), folder)
        address = json.loads(scheduler.read_text(encoding="utf-8"))["address"].removeprefix("tcp://")
        yield _Cluster(address, processes)


def _wait(until: Callable[[], bool], folder: Path) -> None:
    started = time.monotonic()
    while not until():
        if time.monotonic() - started > 60:
            raise SystemExit(f"the cluster does not start; the logs in {folder} may tell why")
        time.sleep(0.05)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Builds on one machine and through a Dask cluster, compared.")
    parser.add_argument("--events", type=int, default=1000, metavar="N", help="size of the corpus (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="and processes (%(default)s)")
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="the best of so many counts (%(default)s)")
    parser.add_argument("--work", type=Path, default=Path(".benchmark/cluster"), help="folder to work in (%(default)s)")
    options = parser.parse_args()
    if options.work.is_dir() and any(options.work.iterdir()):
        parser.error(f"{options.work} is not empty")
    return options


if __name__ == "__main__":
    sys.exit(main())
