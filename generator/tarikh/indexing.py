"""The indexes that search reads: made of the records that a build has staged, when these say something else.

An index can wait: then that of an earlier build stays until a build makes it. A preview has it made between builds.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from tarikh.model.language import Language
from tarikh.model.stamp import Stamp
from tarikh.publishing import pagefind
from tarikh.publishing.found import Index, Record
from tarikh.publishing.inputs import NOTHING, Section, fingerprint
from tarikh.publishing.output import Output, Staged

from .copies import cores
from .state import State, load

if TYPE_CHECKING:
    from tarikh.publishing.target import Target

_decode_records = msgspec.json.Decoder(dict[str, Record]).decode
_decode_files = msgspec.msgpack.Decoder(dict[str, bytes]).decode


class Indexed(Struct, frozen=True):
    """The indexes of a site: their files in sections, what was staged of them, and those that wait to be made.

    `records` are the digests of all files of records, by their paths.
    """

    sections: dict[str, Section]
    staged: list[Staged]
    waiting: dict[str, Index]
    records: dict[str, bytes]


def stage(
    languages: Mapping[str, Language],
    sections: Mapping[str, Section],
    records: Mapping[str, Staged],
    known: Mapping[str, Section],
    spoiled: Collection[str],
    last: State,
    output: Target,
    later: bool,
) -> Indexed:
    """Makes and stages the indexes that are not in the target as they should be; later, only if they are prepared.

    `sections` are those of all pages, and `records` the files of records that were made just now. `known` is what
    stands in the target, but for what is `spoiled`. Raises PagefindError and OSError.
    """

    def read(file: str) -> bytes:
        return output.read(records.get(file) or Staged(file, _UNKNOWN, False))

    indexed = Indexed({}, [], {}, {})
    for key, index in _indexes(languages, sections, records, read, last, indexed.records):
        it = known.get(key, Section.of(NOTHING, {}))
        files = {path: print for path, print in it.prints.items() if path not in spoiled}
        if it.made_of == index.print and 0 < it.number == len(files):
            indexed.sections[key] = it
        else:
            indexed.sections[key] = Section.of(NOTHING, files)
            indexed.waiting[key] = index
    ready = {key: file for key, index in indexed.waiting.items() if (file := _prepared(output, index)).is_file()}
    for key, file in ready.items():
        _stage(indexed, key, _decode_files(file.read_bytes()), output)
        file.unlink()
    if indexed.waiting and not later:
        with ThreadPoolExecutor(cores()) as threads:  # each speaks to a process of its own
            made = threads.map(lambda index: _made(index, read), indexed.waiting.values())
            for key, files_of_index in zip(list(indexed.waiting), made, strict=True):
                _stage(indexed, key, files_of_index, output)
    return indexed


def without(sections: Mapping[str, Section]) -> dict[str, Section]:
    """The sections of all but indexes."""
    return {key: it for key, it in sections.items() if not key.startswith(_KEY)}


def is_ready(state: State, output: Target) -> bool:
    """Whether any index that waits has been prepared."""
    return any(_prepared(output, index).is_file() for index in state.waiting.values())


class Preparation:
    """Makes the indexes that wait in a folder while nothing else is done, and has them published."""

    def __init__(self, output: Output, publish: Callable[[], object]) -> None:
        self._output = output
        self._publish = publish
        self._stopped = Event()
        self._publishing = Lock()

    def stop(self) -> None:
        """Nothing that is being prepared will be published."""
        with self._publishing:
            self._stopped.set()

    def start(self) -> None:
        """Begins with what waits now."""
        self._stopped = Event()
        Thread(target=self._prepare, args=(self._stopped,), daemon=True).start()

    def _prepare(self, stopped: Event) -> None:
        waiting = load(self._output.state).waiting
        shutil.rmtree(self._output.kept / _FOLDER, ignore_errors=True)
        for index in waiting.values():
            try:
                files = _made(index, lambda file: (self._output.target / file).read_bytes(), stopped.is_set)
            except (OSError, pagefind.PagefindError, msgspec.MsgspecError) as error:
                if not stopped.is_set():
                    print(f"tarikh: no search in this preview: {error}", flush=True)
                return
            if stopped.is_set():
                return
            file = _prepared(self._output, index)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(msgspec.msgpack.encode(files))
        with self._publishing:
            if waiting and not stopped.is_set():
                self._publish()


_UNKNOWN = Stamp(0, 0)  # of what stands in the target, where reading does not need it
_FOLDER = "search"
_KEY = "index of "  # what the keys of sections of indexes begin with


def _prepared(output: Target, index: Index) -> Path:
    """The file that holds an index between its being made and being staged."""
    return output.kept / _FOLDER / f"{index.tag}-{index.print.hex()}"


def _indexes(
    languages: Mapping[str, Language],
    sections: Mapping[str, Section],
    made: Mapping[str, Staged],
    read: Callable[[str], bytes],
    last: State,
    digests: dict[str, bytes],
) -> Iterator[tuple[str, Index]]:
    """The indexes that there should be, by the keys of their sections; the digests of their records are filled in."""
    for key, section in sections.items():
        kind, _, name = key.partition(" ")
        if kind != "found":
            continue
        tag, _, number = name.partition(" ")
        files = tuple(section.prints)
        for file in files:
            known = last.records.get(file) if file not in made else None
            digests[file] = known or hashlib.blake2b(read(file), digest_size=8).digest()
        print = fingerprint(pagefind.made_with().encode(), *[digests[file] for file in files])
        yield f"{_KEY}{name}", Index(tag, languages[tag].script, int(number), files, print)


def _made(index: Index, read: Callable[[str], bytes], stopped: Callable[[], bool] = lambda: False) -> dict[str, bytes]:
    records = (record for file in index.files for record in _decode_records(read(file)).items())
    files = pagefind.index(records, index.script, index.tag, stopped)
    return files if not index.number else {name: it for name, it in files.items() if not name.endswith(_OF_ALL)}


_OF_ALL = (".js", ".pagefind")  # what all indexes of a language share stands with the first


def _stage(indexed: Indexed, key: str, files: Mapping[str, bytes], output: Target) -> None:
    index = indexed.waiting.pop(key)
    below = {f"{index.folder}/{name}": content for name, content in files.items()}
    prints = {path: fingerprint(content) for path, content in below.items()}
    indexed.sections[key] = Section.of(index.print, prints)
    indexed.staged.extend(output.stage_all(below.items()))
