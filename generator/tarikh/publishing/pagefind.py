"""Pagefind: makes an index of records, in a process of its own that is spoken to as its documentation says.

Its Python package is not used: that looks for answers ten times a second, and there are thousands. What Pagefind
writes in the order of a hash table is put in order here, so that the same records have the same index.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from tarikh.model.folding import searched

from .found import Record

SIGNATURE = b"pagefind_dcd"
STEMMED = ("Latn", "Cyrl")  # scripts of words that Pagefind may stem: it does not know folded Arabic
UNSTEMMED = "und"
TITLE, NAMES, SUMMARY, TEXT = 8, 4, 2, 1  # weights
AT_ONCE = 1 << 20  # bytes
AHEAD = 64  # messages that are not answered yet: their answers fill no pipe
ENDED = "Pagefind has ended before its work was done; is there memory enough?"
NUMBER, TEXTS, ARRAY = 0, 3, 4  # major types of CBOR


class PagefindError(Exception):
    """There is no Pagefind, or it does not do what it should; the text is what to tell people."""


@cache
def made_with() -> str:
    """The version of Pagefind. Raises PagefindError."""
    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        raise PagefindError(
            "search needs Pagefind, and the package pagefind_bin is not installed;"
            ' where there is none for this system, write "search: no" into content/site.yaml'
        ) from None


def index(
    records: Iterable[tuple[str, Record]], script: str, tag: str, stopped: Callable[[], bool] = lambda: False
) -> dict[str, bytes]:
    """The files of an index of records by the ids of their events, as scripts read it; none if it was stopped.

    Raises PagefindError.
    """
    language = tag if script in STEMMED else UNSTEMMED
    with _Service() as service:
        service.send({"type": "NewIndex", "config": {"force_language": language, "keep_index_url": True}})
        for id, record in sorted(records, key=lambda it: it[0]):
            if stopped():
                return {}
            service.send({"type": "AddFile", "index_id": 0, "url": id, "file_contents": _page(record)})
        for _ in service.answers():
            pass
        service.send({"type": "GetFiles", "index_id": 0})
        (answer,) = service.answers()
    return _in_order({file["path"]: b64decode(file["content"]) for file in answer["files"]})


def _page(record: Record) -> str:
    """A page for Pagefind to read, with words as search has them."""
    filters = (("topic", record.topics), ("actor", record.actors), ("year", (record.year,)))
    texts = (
        (TITLE, record.title[:1]),
        (NAMES, (*record.names, record.when, *record.dates, record.status)),
        (SUMMARY, record.summary[:1]),
        (TEXT, [passage[0] for passage in record.passages]),
    )
    chosen = "".join(f'<i data-pagefind-filter="{name}:{it}"></i>' for name, values in filters for it in values)
    words = "".join(
        f'<p data-pagefind-weight="{weight}">{" ".join(searched(" ".join(of)))}</p>' for weight, of in texts
    )
    return f"<html><body>{chosen}{words}</body></html>"


def _in_order(files: dict[str, bytes]) -> dict[str, bytes]:
    """What scripts read of an index, with ids of events in the place of its pages, and its filters in order.

    Its tables are arrays in CBOR (RFC 8949): of each filter its name, and of each value the pages; of the whole its
    version, the pages, the pieces of the index, the filters, what it is sorted by, and the fields of pages.
    """
    entry = json.loads(files["pagefind-entry.json"])
    (whole,) = entry["languages"].values()
    ids = {name[9:-12]: json.loads(_unpacked(it))["url"] for name, it in files.items() if name.startswith("fragment/")}
    table = _decoded(_unpacked(files.pop(f"pagefind.{whole['hash']}.pf_meta")))
    table[1] = [[ids[page], *rest] for page, *rest in table[1]]
    for number, (name, hash) in enumerate(sorted(table[3])):
        values = _decoded(_unpacked(files.pop(f"filter/{hash}.pf_filter")))
        filter = _packed(_encoded([name, sorted([value, sorted(pages)] for value, pages in values[1])]))
        table[3][number] = [name, _name(filter)]
        files[f"filter/{_name(filter)}.pf_filter"] = filter
    meta = _packed(_encoded(table))
    whole["hash"] = _name(meta)
    wasm = f"wasm.{whole['wasm'] or 'unknown'}.pagefind"
    return {
        "pagefind.js": files["pagefind.js"],
        wasm: files[wasm],
        f"pagefind.{whole['hash']}.pf_meta": meta,
        "pagefind-entry.json": json.dumps(entry, separators=(",", ":")).encode(),
        **{name: it for name, it in sorted(files.items()) if name.startswith(("index/", "filter/"))},
    }


class _Service:
    """A Pagefind that waits for messages; they and its answers are JSON in Base64, each before a comma."""

    def __init__(self) -> None:
        made_with()
        from pagefind_bin import get_executable

        self._number = self._waiting = 0
        self._read = bytearray()
        try:
            self._process = subprocess.Popen(  # noqa: S603
                [get_executable(), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise PagefindError(f"Pagefind does not run here: {error}") from error
        assert self._process.stdin
        assert self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout

    def __enter__(self) -> _Service:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._in, self._out):
            with suppress(OSError):
                pipe.close()

    def send(self, message: Mapping[str, object]) -> None:
        """Asks for something; some answers may be waited for."""
        self._number += 1
        self._waiting += 1
        try:
            self._in.write(b64encode(json.dumps({"message_id": self._number, "payload": message}).encode()) + b",")
        except OSError:
            raise PagefindError(ENDED) from None
        while self._waiting > AHEAD:
            self._answer()

    def answers(self) -> Iterator[dict[str, Any]]:
        """What is still to be answered."""
        while self._waiting:
            yield self._answer()

    def _answer(self) -> dict[str, Any]:
        try:
            self._in.flush()
        except OSError:
            raise PagefindError(ENDED) from None
        looked = 0
        while (end := self._read.find(b",", looked)) < 0:
            looked = len(self._read)
            if not (some := os.read(self._out.fileno(), AT_ONCE)):
                raise PagefindError(ENDED)
            self._read += some
        answer: dict[str, Any] = json.loads(b64decode(self._read[:end]))["payload"]
        del self._read[: end + 1]
        self._waiting -= 1
        if answer["type"] == "Error":
            raise PagefindError(f"Pagefind reports: {answer['message']}")
        return answer


def _unpacked(file: bytes) -> bytes:
    return gzip.decompress(file).removeprefix(SIGNATURE)


def _packed(table: bytes) -> bytes:
    return gzip.compress(SIGNATURE + table, mtime=0)


def _name(file: bytes) -> str:
    return hashlib.blake2b(file, digest_size=5).hexdigest()


def _decoded(encoded: bytes) -> Any:
    """A value of arrays, texts and numbers from zero."""
    at = 0

    def head() -> tuple[int, int]:
        nonlocal at
        major, size = divmod(encoded[at], 32)
        at += 1
        if size < 24:
            return major, size
        length = 1 << (size - 24)
        at += length
        return major, int.from_bytes(encoded[at - length : at])

    def value() -> Any:
        nonlocal at
        major, size = head()
        if major == ARRAY:
            return [value() for _ in range(size)]
        if major == TEXTS:
            at += size
            return encoded[at - size : at].decode()
        assert major == NUMBER, major
        return size

    return value()


def _encoded(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(TEXTS, len(text)) + text
    return _head(ARRAY, len(value)) + b"".join(map(_encoded, value))


def _head(major: int, size: int) -> bytes:
    if size < 24:
        return bytes([32 * major + size])
    power = next(power for power in range(4) if size < 256 ** (1 << power))
    return bytes([32 * major + 24 + power]) + size.to_bytes(1 << power)
