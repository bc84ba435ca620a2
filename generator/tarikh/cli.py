"""The command line: which commands there are, and what ends them. 0 is fine, 1 problems, 2 wrong usage."""

from __future__ import annotations

import argparse
import sys

from tarikh import __version__, plugin
from tarikh.build import BuildError
from tarikh.commands import (
    build,
    changes,
    check,
    coverage,
    fields,
    fmt,
    import_,
    init,
    new,
    schema,
    serve,
    translations,
)


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    options = _parser().parse_args(arguments)
    if "settings" in options and not options.settings.is_file():
        print(
            f"tarikh: no {options.settings} here: run it in the project's folder, or name one with -s", file=sys.stderr
        )
        return 2
    try:
        status: int = options.run(options)
        return status
    except plugin.BrokenBuild as broken:
        print(broken.report, file=sys.stderr)
    except (BuildError, OSError) as error:
        print(error if isinstance(error, BuildError) else f"tarikh: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130  # as shells have it for a program that was interrupted
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tarikh", description="Evidence-backed, multilingual timelines.")
    parser.add_argument("--version", action="version", version=f"tarikh {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (
        init,
        build,
        serve,
        check,
        new,
        import_,
        fmt,
        translations,
        coverage,
        changes,
        fields,
        schema,
    ):
        command.add(commands)
    return parser
