"""Draws docs/timeline.png, the picture in the README: the built site in English and Arabic, side by side.

Run it after `make site` and `make test`: .venv/bin/python docs/picture.py
"""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PAGE = """<!doctype html><body style="margin:0;display:grid;grid-template-columns:1fr 1fr;gap:2px;background:#d9dee6">
<iframe src="en/" style="border:0;width:880px;height:1080px"></iframe>
<iframe src="ar/" style="border:0;width:880px;height:1080px"></iframe>"""


def main() -> None:
    chromium = subprocess.run(
        [sys.executable, ROOT / "tests/browser/chromium.py"], check=True, capture_output=True, text=True
    ).stdout.strip()
    handler = partial(SimpleHTTPRequestHandler, directory=str(ROOT / "output"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1762, "height": 1080})
        page.route("**/side-by-side", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        page.goto(f"http://127.0.0.1:{server.server_port}/side-by-side", wait_until="networkidle")
        page.screenshot(path=ROOT / "docs/timeline.png")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
