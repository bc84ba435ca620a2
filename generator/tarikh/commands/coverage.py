"""`tarikh coverage`: how much of each document is cited or left out, and why."""

from __future__ import annotations

import argparse
from collections import Counter

from .project import Commands, checked, site_options


def add(commands: Commands) -> None:
    about = "how much of each document is cited or left out, and why"
    commands.add_parser("coverage", parents=[site_options()], help=about).set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    missing = 0
    for coverage in checked(options).chronology.coverage.values():
        missing += len(coverage.unaccounted)
        whole = coverage.words()
        uses = Counter({use: coverage.words(use) for use in {portion.use for portion in coverage.portions}})
        shares = ", ".join(f"{use} {count / whole:.1%}" for use, count in uses.most_common())
        print(f"{coverage.document}: {whole} words: {shares}")
        for portion in coverage.unaccounted:
            print(f"  line {portion.first_line}: neither cited nor omitted: “{portion.text}”")
    print(f"{missing} passages are neither cited nor omitted with a reason")
    return 1 if missing else 0
