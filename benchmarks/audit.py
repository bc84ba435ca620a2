"""Audits built sites with Lighthouse on a simulated phone, as `make audit` does: a table, then all that is not perfect.

This project's own site and, with --events N, one of N synthetic events; the largest page of each kind in each language.
Lighthouse comes from npm, which has to be there; nothing else here needs it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import mimetypes
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus import write_project

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests" / "browser"))
from chromium import find  # noqa: E402

LIGHTHOUSE = "lighthouse@12.8.2"  # the newest that runs on Node 20
LANGUAGES = ("en", "ar", "fa")
PAGES = {
    "home": "index.html",
    "event": "events/*.html",
    "actor": "actors/*.html",
    "document": "documents/*.html",
    "year": "years/*.html",  # of a long chronology
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSER = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
BLAMING = {  # metrics, and the audits that tell what makes them bad
    "cumulative-layout-shift": "layout-shifts",
    "largest-contentful-paint": "largest-contentful-paint-element",
}
LONGEST = 180  # seconds for one run
COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"}


class AuditError(Exception):
    """What keeps the audit from going on; the text is what to tell people."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An audit that a page does not pass: its weight (0 is advice), its score from 0 to 1, and what it blames first."""

    audit: str
    title: str
    weight: float
    score: float
    value: str
    node: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians for a page: scores from 0 to 100, seconds, milliseconds, KiB as transferred."""

    site: str
    page: str
    path: str
    performance: float
    accessibility: float
    best_practices: float
    seo: float
    lcp: float
    tbt: float
    cls: float
    transferred: float
    besides_fonts: float
    elements: float
    findings: tuple[Finding, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description="Audits this project's site with Lighthouse.")
    parser.add_argument("--events", type=int, metavar="N", help="audit a site of N synthetic events, too")
    parser.add_argument("--runs", type=int, default=3, help="how often each page is measured (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in a file")
    options = parser.parse_args()
    try:
        browser = _browser()
        with tempfile.TemporaryDirectory() as folder:
            figures = list(_audit("own", ROOT, Path(folder, "own"), options.runs, browser))
            if options.events:
                project = Path(folder, "corpus")
                write_project(options.events, project)
                name = f"{options.events:,} events"
                figures += _audit(name, project, project / "output", options.runs, browser)
    except AuditError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join([*_table(figures), "", *_faults(figures)]))
    if options.json:
        text = json.dumps([asdict(page) for page in figures], ensure_ascii=False, indent=1)
        options.json.write_text(f"{text}\n", encoding="utf-8")
    return 0


def _browser() -> str:
    for program in ("node", "npx"):
        if not shutil.which(program):
            raise AuditError(f"The audit needs Lighthouse, and that needs Node and npm: there is no {program} here.")
    if not (browser := find()):
        raise AuditError("The audit needs Chromium or Chrome: install one, or name it with CHROMIUM=/path/to/chromium.")
    return browser


def _audit(site: str, project: Path, output: Path, runs: int, browser: str) -> Iterator[Figures]:
    """Builds a project, serves it, and measures its pages one after the other."""
    with _served(output) as address:
        print(f"{site}: building …", file=sys.stderr)
        command = [sys.executable, "-m", "tarikh", "build", "-o", str(output)]
        if subprocess.run(command, cwd=project, env={**os.environ, "SITEURL": address}).returncode:
            raise AuditError(f"{site}: the site was not built")
        for page, path in _pages(output):
            print(f"{site}: {page} …", file=sys.stderr)
            url = f"{address}/{path.removesuffix('index.html')}"
            yield _figures(site, page, path, [_lighthouse(url, browser) for _ in range(runs)])


def _pages(output: Path) -> Iterator[tuple[str, str]]:
    """The names and paths of the pages: of each kind the largest in the first language, and the same in the others."""
    for kind, pattern in PAGES.items():
        for language in LANGUAGES:  # years are those of the language's calendar
            folder = output / (language if kind == "year" else LANGUAGES[0])
            found = max(folder.glob(pattern), key=lambda path: (path.stat().st_size, path.name), default=None)
            if found:
                yield f"{kind} {language}", f"{language}/{found.relative_to(folder).as_posix()}"


@contextmanager
def _served(output: Path) -> Iterator[str]:
    """The address of a folder, served as static hosts do: text compressed, everything kept for ten minutes."""

    @cache
    def compressed(file: Path) -> bytes:
        return gzip.compress(file.read_bytes(), mtime=0)

    class Host(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = (output / urlsplit(self.path).path.lstrip("/")).resolve()
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file() and file.is_relative_to(output.resolve())
            file = file if found else output / "404.html"
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            body = compressed(file) if file.suffix in COMPRESSED else file.read_bytes()
            self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "public, max-age=600")
            if file.suffix in COMPRESSED:
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Vary", "Accept-Encoding")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()


def _lighthouse(url: str, browser: str) -> dict[str, Any]:
    """One report on a page: https://github.com/GoogleChrome/lighthouse/blob/main/docs/understanding-results.md"""
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", "--no-enable-error-reporting"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={BROWSER}"]
    environment = {**os.environ, "CHROME_PATH": browser}
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            output, errors = process.communicate(timeout=LONGEST)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGINT)  # Lighthouse then ends the browser that it started
            process.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                raise AuditError(f"{url}: Lighthouse took more than {LONGEST} seconds") from error
            raise
    report: dict[str, Any] = json.loads(output) if output.startswith("{") else {}
    if not report or any(category["score"] is None for category in report["categories"].values()):
        raise AuditError(f"{url}: Lighthouse failed\n{errors[-2000:]}")
    return report


def _figures(site: str, page: str, path: str, reports: Sequence[dict[str, Any]]) -> Figures:
    """Medians of all reports; the findings are those of the report with the median performance."""

    def score(category: str) -> float:
        return float(statistics.median(round(100 * report["categories"][category]["score"]) for report in reports))

    def value(audit: str) -> float:
        return float(statistics.median(report["audits"][audit]["numericValue"] for report in reports))

    def kib(*without: str) -> float:
        requests = [report["audits"]["network-requests"]["details"]["items"] for report in reports]
        sizes = (sum(one["transferSize"] for one in each if one["resourceType"] not in without) for each in requests)
        return round(float(statistics.median(sizes)) / 1024, 1)

    middle = sorted(reports, key=lambda report: report["categories"]["performance"]["score"])[len(reports) // 2]
    return Figures(
        site,
        page,
        path,
        performance=score("performance"),
        accessibility=score("accessibility"),
        best_practices=score("best-practices"),
        seo=score("seo"),
        lcp=round(value("largest-contentful-paint") / 1000, 2),
        tbt=round(value("total-blocking-time")),
        cls=round(value("cumulative-layout-shift"), 3),
        transferred=kib(),
        besides_fonts=kib("Font"),
        elements=value("dom-size"),
        findings=tuple(_findings(middle)),
    )


def _findings(report: dict[str, Any]) -> Iterator[Finding]:
    for category in CATEGORIES:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if audit["score"] is not None and audit["score"] < 1:
                details = report["audits"][BLAMING.get(audit["id"], audit["id"])].get("details")
                about = (audit["id"], audit["title"], reference["weight"], audit["score"])
                yield Finding(*about, audit.get("displayValue", ""), _first_node(details) or "")


def _first_node(details: Any) -> str | None:
    """The first element, or else address, that an audit's details name."""
    found = list(_named(details))
    return next((text for is_node, text in found if is_node), next((text for _, text in found), None))


def _named(details: Any) -> Iterator[tuple[bool, str]]:
    if isinstance(details, dict):
        if details.get("type") == "node":
            yield True, f"{details.get('selector', '')} {details.get('snippet', '')}"
        elif isinstance(details.get("url"), str):
            yield False, urlsplit(details["url"]).path
        details = list(details.values())
    if isinstance(details, list):
        for item in details:
            yield from _named(item)


def _table(figures: Sequence[Figures]) -> Iterator[str]:
    yield (
        "| page | performance | accessibility | best practices | SEO"
        " | LCP s | TBT ms | CLS | KiB | besides fonts | elements |"
    )
    yield f"| --- |{' ---: |' * 10}"
    for page in figures:
        scores = (page.performance, page.accessibility, page.best_practices, page.seo)
        cells = [f"{page.site}: {page.page}", *(f"{score:g}" for score in scores)]
        cells += [f"{page.lcp:.2f}", f"{page.tbt:g}", f"{page.cls:g}"]
        cells += [f"{page.transferred:.1f}", f"{page.besides_fonts:.1f}", f"{page.elements:g}"]
        yield f"| {' | '.join(cells)} |"


def _faults(figures: Sequence[Figures]) -> Iterator[str]:
    """Each audit that is not passed, what weighs most first; under it what it blames, and the pages that fail."""
    found: dict[tuple[float, str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for page in figures:
        for finding in page.findings:
            value = f"{finding.score:g}, {finding.value}" if finding.value else f"{finding.score:g}"
            blamed = found[-finding.weight, finding.audit, finding.title]
            blamed[finding.node].append(f"{page.site} {page.page} ({value})")
    for (weight, audit, title), blamed in sorted(found.items()):
        yield f"- **{audit}**: {title}; weight {-weight:g}"
        yield from (f"  - {f'`{node}`: ' if node else ''}{', '.join(pages)}" for node, pages in blamed.items())


if __name__ == "__main__":
    sys.exit(main())
