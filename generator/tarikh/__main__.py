"""The command `tarikh`, and `python -m tarikh`."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from typing import NoReturn


def run() -> NoReturn:
    """Runs, and leaves without tidying up what the system does away with faster.

    Nearly all that a command imports and makes is there until its end: looking for garbage takes time for nothing. What
    can be done meanwhile begins before anything else is imported.
    """
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # files and pipes are UTF-8; a terminal shows what it can
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    if sys.argv[1:2] == ["build"]:
        from tarikh.looking import look_ahead

        look_ahead(sys.argv)
    from tarikh.cli import main

    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
