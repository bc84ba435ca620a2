"""The command line: arguments, what is printed, and the exit status. 0 is fine, 1 problems, 2 wrong usage."""

from __future__ import annotations

import argparse
import gc
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tarikh import __version__, build, plugin
from tarikh.model.problem import counted, report
from tarikh.progress import Bar, Lines, Progress
from tarikh.reading.describe import describe
from tarikh.state import State
from tarikh.work import Work


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    options = _parser().parse_args(arguments)
    if not options.settings.is_file():
        print(
            f"tarikh: no {options.settings} here: run it in the project's folder, or name one with -s", file=sys.stderr
        )
        return 2
    commands = {"build": _build, "serve": _serve, "check": _check, "coverage": _coverage, "fields": _fields}
    try:
        return commands[options.command](options)
    except plugin.BrokenBuild as broken:
        print(broken.report, file=sys.stderr)
    except (build.BuildError, OSError) as error:
        print(error if isinstance(error, build.BuildError) else f"tarikh: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130  # as shells have it for a program that was interrupted
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tarikh", description="Evidence-backed, multilingual timelines.")
    parser.add_argument("--version", action="version", version=f"tarikh {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    site = argparse.ArgumentParser(add_help=False)
    site.add_argument("-s", "--settings", type=Path, default=Path("pelicanconf.py"), help="Pelican's settings file")
    out = argparse.ArgumentParser(add_help=False)
    out.add_argument("--portable", action="store_true", help="name index.html in links, to read without a server")
    building = commands.add_parser("build", parents=[site, out], help="build the site")
    building.add_argument(
        "-o", "--output", type=_place, help="folder or URL of a store to write it to (default: output/)"
    )
    building.add_argument(
        "-j", "--jobs", type=_jobs, default=0, metavar="N", help="processes to use (default: one a core, if they pay)"
    )
    building.add_argument(
        "--executor", type=_scheduler, metavar="dask://HOST:PORT", help="a Dask cluster that makes the pages"
    )
    building.add_argument("--timings", action="store_true", help="tell how long each step took")
    serve = commands.add_parser("serve", parents=[site, out], help="preview at localhost, rebuilt on change")
    serve.add_argument("-o", "--output", type=_folder, help="folder to write it to (default: .preview/)")
    serve.add_argument("-b", "--bind", default="127.0.0.1", metavar="HOST", help="address to listen at (%(default)s)")
    serve.add_argument("-p", "--port", type=_port, default=8000, help="port to listen at (%(default)s)")
    check = commands.add_parser("check", parents=[site], help="check all content, build nothing")
    check.add_argument("--strict", action="store_true", help="warnings are errors")
    commands.add_parser("coverage", parents=[site], help="how much of each document is cited or left out, and why")
    commands.add_parser("fields", parents=[site], help="describe the fields of all files in content/, as Markdown")
    return parser


def _build(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    progress = Bar() if sys.stderr.isatty() else Lines()
    settings = plugin.settings(options.settings, _overrides(options))
    with _rendering(options.executor) as rendering:
        built = plugin.run(settings, progress, Work(options.jobs), rendering)
    for warning in sorted(built.warnings):
        print(warning, file=sys.stderr)
    seconds = time.perf_counter() - started
    changes = built.changes
    print(f"{built.target}/index.html")
    if options.timings:
        for step, of_step in progress.times.items():
            print(f"{of_step:8.2f} s  {step}")
    print(
        f"{counted(built.events, 'event')}, {counted(changes.written + changes.unchanged, 'file')}:"
        f" {changes.written} written, {changes.unchanged} unchanged, {changes.removed} removed"
        f" in {seconds:.2f} s{_peak_memory()}"
    )
    return 0


@contextmanager
def _rendering(scheduler: str) -> Iterator[Work | None]:
    """The cluster of a scheduler, if one is named, as long as it is needed."""
    if not scheduler:
        yield None
        return
    from tarikh.cluster import Cluster  # only where one is asked for: Dask takes its time

    cluster = Cluster(scheduler)
    try:
        yield cluster
    finally:
        cluster.leave()


def _peak_memory() -> str:
    """The memory that this process, and the largest of those it started, held at most; where the system tells it."""
    try:
        import resource
    except ImportError:  # Windows
        return ""
    unit = 1 if sys.platform == "darwin" else 1024
    held = (resource.getrusage(who).ru_maxrss * unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f", {' + '.join(f'{size / 2**20:.0f}' for size in held if size)} MiB"


def _serve(options: argparse.Namespace) -> int:
    from tarikh import preview

    gc.enable()  # between builds: this process stays

    folder = (options.output or Path(".preview")).absolute()
    try:
        served = preview.Preview(folder, options.bind, options.port)
    except OSError as error:
        print(f"tarikh: cannot listen at {options.bind}:{options.port}: {error.strerror}; try -p", file=sys.stderr)
        return 1
    overrides = {**_overrides(options), "OUTPUT_PATH": str(folder), "SITEURL": served.url.rstrip("/")}

    def rebuild() -> str:
        try:
            built = plugin.run(plugin.settings(options.settings, overrides))
        except plugin.BrokenBuild as broken:
            problems = broken.report
        except Exception:  # a fault of ours or of the theme must not end the preview
            problems = traceback.format_exc()
        else:
            print(f"built: {built.changes.written} files written, {built.changes.removed} removed", flush=True)
            return ""
        print(problems, file=sys.stderr, flush=True)
        return problems

    project = plugin.project(plugin.settings(options.settings, overrides))
    watched = [project.content, project.theme, project.seeds, options.settings]
    served.run([path for path in watched if path.exists()], rebuild)
    return 0


def _check(options: argparse.Namespace) -> int:
    checked = _checked(options)
    print(report(checked.warnings, len(checked.chronology.events)))
    return 1 if options.strict and checked.warnings else 0


def _coverage(options: argparse.Namespace) -> int:
    checked = _checked(options)
    missing = 0
    for coverage in checked.chronology.coverage.values():
        missing += len(coverage.unaccounted)
        whole = coverage.words()
        uses = Counter({use: coverage.words(use) for use in {portion.use for portion in coverage.portions}})
        shares = ", ".join(f"{use} {count / whole:.1%}" for use, count in uses.most_common())
        print(f"{coverage.document}: {whole} words: {shares}")
        for portion in coverage.unaccounted:
            print(f"  line {portion.first_line}: neither cited nor omitted: “{portion.text}”")
    print(f"{missing} passages are neither cited nor omitted with a reason")
    return 1 if missing else 0


def _fields(options: argparse.Namespace) -> int:
    print(describe(), end="")
    return 0


def _checked(options: argparse.Namespace) -> build.Checked:
    work = Work()
    try:
        return build.check(plugin.project(plugin.settings(options.settings, {})), State(), work, Progress())
    finally:
        work.close()


def _overrides(options: argparse.Namespace) -> dict[str, object]:
    overrides: dict[str, object] = {"TARIKH_PORTABLE": options.portable}
    if isinstance(options.output, Path):
        overrides |= {"OUTPUT_PATH": str(options.output.absolute()), "TARIKH_STORE": ""}
    elif options.output:
        overrides["TARIKH_STORE"] = options.output
    return overrides


def _place(text: str) -> Path | str:
    """A folder, or the URL of a store."""
    return text if "://" in text else Path(text)


def _folder(text: str) -> Path:
    if "://" in text:
        raise argparse.ArgumentTypeError(f"{text} is no folder; only build writes to a URL")
    return Path(text)


def _scheduler(text: str) -> str:
    """HOST:PORT of a Dask scheduler."""
    scheduler = re.fullmatch(r"dask://((?:[\w.-]+|\[[\da-fA-F:.]+\]):(\d{1,5}))", text)
    if not scheduler or not 0 < int(scheduler[2]) < 65_536:
        raise argparse.ArgumentTypeError(f"{text} names no executor: write dask://HOST:PORT, of a Dask scheduler")
    return scheduler[1]


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text} is no port: ports are 0 to 65535")
    return int(text)
