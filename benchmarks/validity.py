"""Checks all pages of this project's site with the Nu HTML Checker, as `make audit` does; tells all that it finds.

The checker comes from npm, and runs on Java; where there is none, nothing is checked, and that is told.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CHECKER = "vnu-jar@26.9.27"
# From files, it takes every address for one of another site, and data for scripts: tests in a browser know better.
PASSED_OVER = "violates Content Security Policy"


def main() -> int:
    if missing := [program for program in ("java", "npm") if not shutil.which(program)]:
        print(f"HTML is not checked: there is no {' and no '.join(missing)} here.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "site")
        for command, where in (
            (["npm", "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", folder, CHECKER], folder),
            ([sys.executable, "-m", "tarikh", "build", "-o", str(output)], ROOT),
        ):
            if subprocess.run(command, cwd=where, stdout=subprocess.DEVNULL).returncode:
                print(f"HTML is not checked: {' '.join(command)} failed", file=sys.stderr)
                return 1
        jar = Path(folder, "node_modules/vnu-jar/build/dist/vnu.jar")
        java = ["java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"]
        result = subprocess.run([*java, str(output)], capture_output=True, encoding="utf-8", check=True)
        pages = sum(1 for _ in output.rglob("*.html"))
        told = _told(json.loads(result.stdout)["messages"], output)
    print("\n".join([*told, f"Nu HTML Checker: {len(told)} faults in {pages} pages"]))
    return 1 if told else 0


def _told(messages: list[dict[str, Any]], output: Path) -> list[str]:
    """Each fault once, with the first place and how many more there are."""
    found: dict[str, list[str]] = defaultdict(list)
    for message in messages:
        if PASSED_OVER not in message["message"]:
            path = message.get("url", "").removeprefix(output.as_uri()).removeprefix(f"file:{output}").lstrip("/")
            found[message["message"]].append(f"{path}:{message.get('lastLine', 0)}:{message.get('firstColumn', 0)}")
    return [f"{places[0]}: {text} ({len(places)} times)" for text, places in sorted(found.items())]


if __name__ == "__main__":
    sys.exit(main())
