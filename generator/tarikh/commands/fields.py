"""`tarikh fields`: what stands in content/, as Markdown."""

from __future__ import annotations

import argparse

from tarikh.reading.describe import describe

from .project import Commands


def add(commands: Commands) -> None:
    about = "describe the fields of all files in content/, as Markdown"
    commands.add_parser("fields", help=about).set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    print(describe(), end="")
    return 0
