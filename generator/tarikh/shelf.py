"""Events with all that they say, as they were read: files that have not changed need not be read again for their pages.

One file that is only added to, until half of it is of no use. What is taken from it is known by its fingerprint, so
that it may be lost, cut off or another's.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tarikh.publishing.inputs import fingerprint

Places = Mapping[str, tuple[int, int]]  # where the bytes of each event begin in the file, and how many there are


class Shelf:
    """The events in a file, encoded, by their ids."""

    def __init__(self, file: Path, places: Places) -> None:
        self._file = file
        self._places = places

    def take(self, id: str, print: bytes) -> bytes | None:
        """An event, if the one with this fingerprint is there."""
        start, size = self._places.get(id, (0, 0))
        if not size:
            return None
        try:
            with self._file.open("rb") as stored:
                stored.seek(start)
                event = stored.read(size)
        except OSError:
            return None
        return event if fingerprint(event) == print else None

    def add(self, fresh: Mapping[str, bytes], prints: Mapping[str, bytes]) -> Places:
        """Puts fresh events there, of those that have fingerprints, and tells where all are. Raises OSError."""
        places = {id: place for id, place in self._places.items() if id in prints and id not in fresh}
        events = [(id, event) for id, event in fresh.items() if id in prints]
        used = sum(size for _, size in places.values())
        end = self._file.stat().st_size if places and self._file.is_file() else 0
        if end > 2 * (used + sum(len(event) for _, event in events)):
            events += [(id, event) for id in places if (event := self.take(id, prints[id]))]
            places, end = {}, 0
        if not events:
            return places
        with self._file.open("ab" if end else "wb") as stored:
            for id, event in events:
                stored.write(event)
                places[id] = (end, len(event))
                end += len(event)
        return places
