"""`tarikh serve`: shows the site and builds it again on every change."""

from __future__ import annotations

import argparse
import gc
import sys
import traceback
from pathlib import Path

from tarikh import plugin
from tarikh.indexing import Preparation
from tarikh.publishing.output import Output

from .project import Commands, output_options, overrides, site_options


def add(commands: Commands) -> None:
    parents = [site_options(), output_options()]
    parser = commands.add_parser("serve", parents=parents, help="preview at localhost, rebuilt on change")
    parser.add_argument("-o", "--output", type=_folder, help="folder to write it to (default: .preview/)")
    parser.add_argument("-b", "--bind", default="127.0.0.1", metavar="HOST", help="address to listen at (%(default)s)")
    parser.add_argument("-p", "--port", type=_port, default=8000, help="port to listen at (%(default)s)")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from tarikh import preview

    gc.enable()  # between builds: this process stays

    folder = (options.output or Path(".preview")).absolute()
    try:
        served = preview.Preview(folder, options.bind, options.port)
    except OSError as error:
        print(f"tarikh: cannot listen at {options.bind}:{options.port}: {error.strerror}; try -p", file=sys.stderr)
        return 1
    changed = {
        **overrides(options),
        "OUTPUT_PATH": str(folder),
        "SITEURL": served.url.rstrip("/"),
        "TARIKH_PREVIEW": True,
        "TARIKH_SEARCH_LATER": True,  # pages come first
    }

    def publish() -> None:
        try:
            plugin.run(plugin.settings(options.settings, changed))
        except plugin.BrokenBuild:  # by an edit just now, for which another build begins: that tells of it
            return
        print("search is ready", flush=True)

    search = Preparation(Output(folder), publish)

    def rebuild() -> str:
        search.stop()
        try:
            built = plugin.run(plugin.settings(options.settings, changed))
        except plugin.BrokenBuild as broken:
            problems = broken.report
        except Exception:  # a fault of ours or of the theme must not end the preview
            problems = traceback.format_exc()
        else:
            print(f"built: {built.changes.written} files written, {built.changes.removed} removed", flush=True)
            if built.waiting:
                search.start()
            return ""
        print(problems, file=sys.stderr, flush=True)
        return problems

    project = plugin.project(plugin.settings(options.settings, changed))
    watched = [project.content, project.theme, project.seeds, options.settings]
    served.run([path for path in watched if path.exists()], rebuild)
    return 0


def _folder(text: str) -> Path:
    if "://" in text:
        raise argparse.ArgumentTypeError(f"{text} is no folder; only build writes to a URL")
    return Path(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text} is no port: ports are 0 to 65535")
    return int(text)
