"""Pages are made by any executor, and by the workers of a real Dask cluster, with the same bytes as on this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import fsspec
import pytest

from builds import Builds
from conftest import ROOT, Run, run_in, snapshot
from tarikh.publishing.store import Store
from tarikh.work import Work

EVENT = "content/events/2025/moscow-consultations.yaml"
PATIENCE = 30.0  # seconds

# Runs a command of Tarikh that waits a second where it would wait half a minute.
IMPATIENT = """
import sys
from tarikh import cli, cluster, work
cluster.CONNECTING = cluster.ALONE = work.PATIENCE = 0.5
sys.exit(cli.main(sys.argv[1:]))
"""

# Runs a command of Tarikh where a package is not installed.
WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[1]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from tarikh import cli
sys.exit(cli.main(sys.argv[2:]))
"""


@dataclass
class Dask:
    """A scheduler and its workers, each a process of its own on this machine, in a folder of its own."""

    folder: Path
    stack: ExitStack
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_scheduler(self, **environment: str) -> None:
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0", **environment)
        told = self.folder / "scheduler.json"
        self.wait(lambda: told.is_file() and told.read_text(encoding="utf-8").endswith("\n}"))  # all of it is there

    def start_workers(self, count: int, **environment: str) -> None:
        self.workers += [self.start("worker", "--nthreads", "1", "--no-nanny", **environment) for _ in range(count)]
        self.wait(lambda: self.told().count("Registered to:") == len(self.workers))

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command, "--no-dashboard", "--scheduler-file", "scheduler.json"],
                cwd=self.folder,
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
            )
        self.stack.callback(end, process)
        return process

    def wait(self, until: Callable[[], bool]) -> None:
        started = time.monotonic()
        while not until():
            assert time.monotonic() - started < PATIENCE, self.told()
            time.sleep(0.02)

    def told(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    @property
    def executor(self) -> str:
        address = json.loads((self.folder / "scheduler.json").read_text(encoding="utf-8"))["address"]
        return f"--executor=dask://{address.removeprefix('tcp://')}"


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """Two workers."""
    with ExitStack() as stack:
        dask = Dask(tmp_path_factory.mktemp("dask"), stack)
        dask.start_scheduler()
        dask.start_workers(2)
        yield dask


@pytest.fixture
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A cluster of one's own."""
    with ExitStack() as stack:
        yield Dask(tmp_path_factory.mktemp("mortal"), stack)


def run(project: Path, script: str, *arguments: str) -> Run:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=project, capture_output=True, text=True, timeout=60
    )


def rewrite(project: Path) -> None:
    event = project / EVENT
    event.write_text(event.read_text(encoding="utf-8").replace("title: ", "title: Changed "), encoding="utf-8")


def begun(project: Path, *arguments: str) -> subprocess.Popen[str]:
    """An impatient build of everything that has just staged its first page in `.output.tarikh`."""
    shutil.rmtree(project / ".output.tarikh")
    template = project / "theme" / "templates" / "base.html"
    template.write_text(template.read_text(encoding="utf-8") + "<!-- new -->", encoding="utf-8")
    build = subprocess.Popen(
        [sys.executable, "-c", IMPATIENT, "build", *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not any((project / ".output.tarikh").rglob("*.html")):
        assert build.poll() is None, build.communicate()[1]
        time.sleep(0.01)
    return build


def test_a_site_in_a_folder_that_workers_have_made_is_the_same(project_with_site: Path, dask: Dask) -> None:
    result = run_in(project_with_site, "tarikh", "build", "-o", "clustered", dask.executor)
    assert (result.returncode, result.stderr) == (0, "")
    assert snapshot(project_with_site / "clustered") == snapshot(project_with_site / "output")
    assert {path.name for path in (project_with_site / ".clustered.tarikh").iterdir()} <= {
        "files.json",
        "left",
        "shelf",
        "lock",
        "state",
        "state.events",
    }


def test_a_site_in_a_store_that_workers_have_made_is_the_same_and_so_is_it_after_an_edit(
    project_with_site: Path, dask: Dask
) -> None:
    url = f"file://{project_with_site}/stored"
    site = snapshot(project_with_site / "output")
    first = run_in(project_with_site, "tarikh", "build", "-o", url, dask.executor)
    assert (first.returncode, first.stderr) == (0, "")
    assert snapshot(project_with_site / "stored") == site
    assert f"{len(site)} written, 0 unchanged" in first.stdout
    rewrite(project_with_site)
    assert run_in(project_with_site, "tarikh", "build").returncode == 0
    edited = snapshot(project_with_site / "output")
    changed = sum(edited[path] != site.get(path) for path in edited)
    assert 0 < changed < len(site) / 2
    second = run_in(project_with_site, "tarikh", "build", "-o", url, dask.executor)
    assert snapshot(project_with_site / "stored") == edited
    assert f"{changed} written, {len(site) - changed} unchanged" in second.stdout


def test_processes_of_this_machine_fill_a_store_too(project_with_site: Path) -> None:
    result = run_in(project_with_site, "tarikh", "build", "-j", "2", "-o", f"file://{project_with_site}/stored")
    assert (result.returncode, result.stderr) == (0, "")
    assert snapshot(project_with_site / "stored") == snapshot(project_with_site / "output")
    again = run_in(project_with_site, "tarikh", "build", "-o", "file://stored")
    assert f"{len(snapshot(project_with_site / 'output'))} unchanged" in again.stdout


def test_where_a_worker_is_killed_others_make_its_pages(project_with_site: Path, mortal: Dask) -> None:
    mortal.start_scheduler(DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s")  # it asks the dead for what they have made
    mortal.start_workers(2)
    build = begun(project_with_site, mortal.executor)
    mortal.workers[0].kill()
    _, errors = build.communicate(timeout=PATIENCE)
    assert (build.returncode, errors) == (0, "")
    assert run_in(project_with_site, "tarikh", "build", "-o", "local").returncode == 0
    assert snapshot(project_with_site / "output") == snapshot(project_with_site / "local")


@pytest.mark.parametrize(
    ("killed", "environment", "told"),
    [
        ("worker", {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}, "have died; have they memory enough?"),
        ("worker", {}, "has had no workers for"),
        ("scheduler", {}, "has gone away"),
    ],
)
def test_where_the_cluster_gives_up_the_old_site_stays(
    project_with_site: Path, mortal: Dask, killed: str, environment: dict[str, str], told: str
) -> None:
    before = snapshot(project_with_site / "output")
    mortal.start_scheduler(**environment)
    mortal.start_workers(1)
    build = begun(project_with_site, mortal.executor)
    (mortal.scheduler if killed == "scheduler" else mortal.workers[0]).kill()
    _, errors = build.communicate(timeout=PATIENCE)
    assert build.returncode == 1
    assert told in errors
    assert len(errors.splitlines()) == 1
    assert snapshot(project_with_site / "output") == before


def test_a_worker_with_another_tarikh_makes_no_pages(project: Path, mortal: Dask) -> None:
    shutil.copytree(ROOT / "generator", mortal.folder / "other")
    with (mortal.folder / "other" / "tarikh" / "pieces.py").open("a", encoding="utf-8") as code:
        code.write("# changed\n")
    mortal.start_scheduler()
    mortal.start_workers(1)
    mortal.start_workers(1, PYTHONPATH=str(mortal.folder / "other"))
    result = run_in(project, "tarikh", "build", mortal.executor)
    assert result.returncode == 1
    told, hint = result.stderr.splitlines()
    assert told.startswith("worker tcp://127.0.0.1:")
    assert "would make other pages: Tarikh " in told
    assert hint == "install the same Python, Tarikh and libraries on all machines"
    assert not (project / "output").exists()


def test_a_scheduler_without_workers_and_a_port_without_scheduler_are_told(project: Path, mortal: Dask) -> None:
    mortal.start_scheduler()
    nobody = run(project, IMPATIENT, "build", mortal.executor)
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert "has no workers: start some with: dask worker 127.0.0.1:" in nobody.stderr
    end(mortal.scheduler)
    nothing = run(project, IMPATIENT, "build", mortal.executor)
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert nothing.stderr.startswith("no Dask scheduler answers at 127.0.0.1:")
    assert "Traceback" not in nobody.stderr + nothing.stderr


@pytest.mark.parametrize("name", ["tcp://127.0.0.1:8786", "dask://127.0.0.1", "dask://:8786", "dask://a:0", "threads"])
def test_what_names_no_scheduler_is_wrong_usage(project: Path, name: str) -> None:
    result = run_in(project, "tarikh", "build", "--executor", name)
    assert result.returncode == 2
    assert f"{name} names no executor: write dask://HOST:PORT" in result.stderr


@pytest.mark.parametrize(
    ("missing", "arguments", "told"),
    [
        ("distributed", ["--executor", "dask://127.0.0.1:8786"], "pip install 'tarikh[dask]'"),
        ("fsspec", ["-o", "s3://bucket/site"], "s3://bucket/site: to write to a URL, run pip install 'tarikh[store]'"),
    ],
)
def test_where_an_extra_is_not_installed_it_is_named(
    project: Path, missing: str, arguments: list[str], told: str
) -> None:
    result = run(project, WITHOUT, missing, "build", *arguments)
    assert result.returncode == 1
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_plain_build_imports_neither(project: Path) -> None:
    script = "import sys; from tarikh import cli; cli.main(['build']); print(*sys.modules)"
    loaded = set(run(project, script).stdout.split())
    assert "tarikh.build" in loaded
    assert loaded & {"distributed", "dask", "fsspec", "tarikh.cluster", "tarikh.publishing.store"} == set()


def test_a_preview_is_no_store(project: Path) -> None:
    result = run_in(project, "tarikh", "serve", "-o", "s3://bucket/site")
    assert result.returncode == 2
    assert "is no folder" in result.stderr


def test_processes_that_are_given_make_the_same_pages(builds: Builds) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        builds.build("elsewhere", rendering=Work(2, executor))
    assert builds.pages("elsewhere") == builds.pages()


def test_threads_make_the_same_pages_and_fill_a_store_in_memory(builds: Builds) -> None:
    store = Store.at("memory://bucket/site", builds.folder / "output")
    with ThreadPoolExecutor(3) as executor:
        builds.build(store, rendering=Work(3, executor))
        again = builds.build(Store(store.url, store.near), rendering=Work(3, executor))
    pages = builds.pages()
    system, root = fsspec.url_to_fs(store.url)
    assert {name[len(root) + 1 :]: system.cat_file(name) for name in system.find(root)} == pages
    assert (again.written, again.unchanged, again.removed) == (0, len(pages), 0)


def test_only_some_pieces_wait_at_a_time() -> None:
    drawn: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            drawn.append(number)
            yield number

    with ThreadPoolExecutor(2) as executor:
        work = Work(2, executor)
        done = work.each(str, numbers())
        first = next(done)
        assert len(drawn) < 10
        assert sorted([first, *done], key=int) == [str(number) for number in range(100)]
    assert list(Work(2, executor).each(str, [])) == []
