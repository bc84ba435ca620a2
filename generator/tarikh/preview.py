"""The preview server: serves the built site, builds it again on every change, and shows problems instead of pages."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import watchfiles

_PROBLEM_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><title>Problems</title>
<style>
body {{ font: 1rem/1.6 system-ui, sans-serif; max-inline-size: 60rem; margin: 2rem auto; padding: 0 1rem;
  color-scheme: light dark }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; border-inline-start: 4px solid #a5161d;
  padding-inline-start: 1rem }}
</style>
<h1>The site could not be built</h1><p>This page goes away by itself when the problems are mended.
The last good site is untouched.</p><pre dir="auto">{report}</pre></html>"""


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder; while the build is broken, its problems in place of every page."""

    def __init__(self, *args: object, preview: Preview, **kwargs: object) -> None:
        self.preview = preview
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if self.preview.report and (path.endswith((".html", "/")) or "." not in path.rpartition("/")[2]):
            self._answer(500, _PROBLEM_PAGE.format(report=html.escape(self.preview.report)).encode())
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code == 404 and page.is_file():
            self._answer(404, page.read_bytes())
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: problems are what an editor should see."""

    def _answer(self, code: int, page: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)


class Preview:
    """A server of one folder, and the report of the last build, empty when it went well.

    Listens at once; port 0 takes any. Raises OSError where the address is taken.
    """

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self.report = ""
        self._server = ThreadingHTTPServer((host, port), partial(Handler, preview=self, directory=str(folder)))
        self.url = f"http://{host}:{self._server.server_port}/"

    def run(self, watched: list[Path], rebuild: Callable[[], str]) -> None:
        """Serves until interrupted, and rebuilds on every change. `rebuild` returns a report of problems."""
        self.report = rebuild()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        print(f"serving {self.url} and watching for changes; Ctrl-C stops", flush=True)
        for _ in watchfiles.watch(*watched, step=50, debounce=200, raise_interrupt=False):
            self.report = rebuild()
        self._server.shutdown()
