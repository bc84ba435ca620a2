"""Finds a Chromium or Chrome for the browser tests, or installs one; prints its path.

In this order: $CHROMIUM, the PATH, Playwright's own download if it is there already; then it
installs Debian's package when root, with faces that ours are matched to, and Playwright's Chromium elsewhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ADVICE = "The browser tests need Chromium or Chrome: install one, or name it with CHROMIUM=/path/to/chromium make test"


def find() -> str | None:
    """The path of a browser that is installed."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    return on_path or next((path for path in (*MACOS, _playwrights()) if path and Path(path).is_file()), None)


def install() -> None:
    """Installs a browser as far as this machine lets us; says so on standard error."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing Debian's Chromium for the browser tests …", file=sys.stderr)
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation")
    else:
        print("Installing Playwright's Chromium for the browser tests …", file=sys.stderr)
        _run(sys.executable, "-m", "playwright", "install", "chromium")


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _run(*command: str) -> None:
    subprocess.run(
        command, stdout=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False
    )


def main() -> int:
    if os.environ.get("CHROMIUM") and not find():
        print(f"CHROMIUM={os.environ['CHROMIUM']} is no program. {ADVICE}", file=sys.stderr)
        return 1
    if not find():
        install()
    found = find()
    print(found or ADVICE, file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
