"""The project that a command is about, and the options that name it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from filelock import Timeout

from tarikh import build, plugin
from tarikh.progress import Progress
from tarikh.publishing.output import Output, lock_in
from tarikh.state import State
from tarikh.work import Work

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

PATIENCE = 60.0  # seconds in which other commands that change content end


def site_options(again: bool = False) -> argparse.ArgumentParser:
    """What every command takes; `again`, where a part of it takes the same and says nothing if it is left out."""
    default = argparse.SUPPRESS if again else Path("pelicanconf.py")
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("-s", "--settings", type=Path, default=default, help="Pelican's settings file")
    return options


def output_options() -> argparse.ArgumentParser:
    """What commands take that make a site."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--portable", action="store_true", help="name index.html in links, to read without a server")
    return options


def project(options: argparse.Namespace) -> build.Project:
    """The project that the settings name."""
    return plugin.project(plugin.settings(options.settings, {}))


@contextmanager
def alone(options: argparse.Namespace) -> Iterator[None]:
    """Keeps other commands waiting that change content as a whole. Raises BuildError where one takes too long."""
    lock = lock_in(Output(Path(plugin.settings(options.settings, {})["OUTPUT_PATH"])).editing, PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise build.BuildError("tarikh: another command is changing the content: wait until it ends") from None
    try:
        yield
    finally:
        lock.release()


def checked(options: argparse.Namespace) -> build.Checked:
    """All its content. Raises BuildError with all problems."""
    work = Work()
    try:
        return build.check(project(options), State(), work, Progress())
    finally:
        work.close()


def overrides(options: argparse.Namespace) -> dict[str, object]:
    """The settings that options change."""
    overrides: dict[str, object] = {"TARIKH_PORTABLE": options.portable}
    if isinstance(options.output, Path):
        overrides |= {"OUTPUT_PATH": str(options.output.absolute()), "TARIKH_STORE": ""}
    elif options.output:
        overrides["TARIKH_STORE"] = options.output
    return overrides
