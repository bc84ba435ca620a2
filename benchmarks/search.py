"""How long search takes to be made, and what readers load of it: python benchmarks/search.py [N …]

For each number of events a project is written and built from nothing, then again after one title was edited.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import write_project

STEP = re.compile(r"^ *([\d.]+) s  indexing$", re.MULTILINE)
WHOLE = re.compile(r" in ([\d.]+) s")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures indexes for search.")
    parser.add_argument("events", type=int, nargs="*", default=[40, 5000], metavar="N")
    for events in parser.parse_args().events:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder, "project")
            write_project(events, project, search=True)
            print(f"{events} events: {_built(project)}; {_sizes(project / 'output')}")
            file = min((project / "content" / "events").rglob("*.yaml"))
            file.write_text(
                file.read_text(encoding="utf-8").replace('title: "', 'title: "Edited ', 1), encoding="utf-8"
            )
            print(f"{events} events, a title edited: {_built(project)}")
    return 0


def _built(project: Path) -> str:
    """How long the indexes took, of how long a build."""
    command = [sys.executable, "-m", "tarikh", "build", "--timings"]
    told = subprocess.run(command, cwd=project, check=True, capture_output=True, text=True).stdout
    indexing, whole = STEP.search(told), WHOLE.search(told)
    assert whole
    return f"{indexing[1] if indexing else '0'} s for indexes of {whole[1]} s"


def _sizes(site: Path) -> str:
    """What stands there, and what is loaded before the first word is looked for."""
    folder = site / "en" / "search"
    files = [file for file in folder.rglob("*") if file.is_file()]
    index = [file for file in files if file.parent != folder]
    first = [file for file in index if file.parent.name.startswith("index-")]
    return (
        f"in English {len(files)} files, indexes {_kib(index)}, records {_kib(set(files) - set(index))},"
        f" loaded at first {_kib(first)}"
    )


def _kib(files: object) -> str:
    assert isinstance(files, list | set)
    return f"{sum(file.stat().st_size for file in files) / 1024:.0f} KiB"


if __name__ == "__main__":
    sys.exit(main())
