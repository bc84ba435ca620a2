"""A real server for a folder."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a folder behind a real server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Obeying(Quiet):
    """Sends what `_headers` says, as Netlify and Cloudflare Pages do: of all rules that fit."""

    def end_headers(self) -> None:
        fits = False
        for line in Path(self.directory, "_headers").read_text(encoding="utf-8").splitlines():
            if line.startswith("/"):
                pattern = re.sub(r":\w+", "[^/]+", re.escape(line).replace(r"\*", ".*"))
                fits = bool(re.fullmatch(pattern, self.path.partition("?")[0]))
            elif fits:
                self.send_header(*line.strip().split(": ", 1))
        super().end_headers()


class Host:
    """A host of a folder that can be down, or slow or broken for its pages or for `moody` ones of its files; its
    address stays the same. As GitHub Pages does, it sends files with a time for which they may be kept, and finds pages
    without their ending; `moved` tells where else an address leads.
    """

    def __init__(self, folder: Path) -> None:
        self.slow, self.broken = 0.0, False
        self.moody: tuple[str, ...] = (".html", "/")
        self.moved: Callable[[str], str] = str
        self._handler = partial(_Moody, host=self, directory=str(folder))
        self._server: ThreadingHTTPServer | None = None
        self._port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    def start(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), self._handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class _Moody(Quiet):
    def __init__(self, *args: object, host: Host, **named: object) -> None:
        self._host = host
        super().__init__(*args, **named)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path, found, query = self.path.partition("?")
        if (there := self._host.moved(path)) != path:
            self.send_response(308)
            self.send_header("Location", there + found + query)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if Path(self.translate_path(f"{path}.html")).is_file():
            self.path = f"{path}.html"
        if path.endswith(self._host.moody):
            time.sleep(self._host.slow)
            if self._host.broken:
                self.send_error(500)
                return
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "public, max-age=600")
        super().end_headers()
