"""Whole events on the shelf: given back only as they were put there, and only as long as they are of use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarikh.publishing.inputs import fingerprint
from tarikh.shelf import Shelf


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


def prints(**events: bytes) -> dict[str, bytes]:
    return {id: fingerprint(event) for id, event in events.items()}


def test_what_is_put_there_is_taken_again(file: Path) -> None:
    events = {"a": b"one", "b": b"another"}
    shelf = Shelf(file, Shelf(file, {}).add(events, prints(**events)))
    assert {id: shelf.take(id, fingerprint(event)) for id, event in events.items()} == events
    assert shelf.take("c", fingerprint(b"one")) is None


@pytest.mark.parametrize("spoiled", [b"", b"on", b"0neanother", None])
def test_what_is_lost_or_spoiled_is_not_taken(file: Path, spoiled: bytes | None) -> None:
    events = {"a": b"one", "b": b"another"}
    shelf = Shelf(file, Shelf(file, {}).add(events, prints(**events)))
    if spoiled is None:
        file.unlink()
    else:
        file.write_bytes(spoiled)
    assert shelf.take("a", fingerprint(b"one")) is None
    assert shelf.take("b", fingerprint(b"another")) in (None, b"another")


def test_an_event_that_has_changed_is_added_and_others_stay_where_they_are(file: Path) -> None:
    first = Shelf(file, {}).add({"a": b"one", "b": b"another"}, prints(a=b"one", b=b"another"))
    now = prints(a=b"two", b=b"another")
    second = Shelf(file, first).add({"a": b"two"}, now)
    assert file.read_bytes() == b"oneanothertwo"
    assert second["b"] == first["b"]
    assert Shelf(file, second).take("a", now["a"]) == b"two"
    assert Shelf(file, second).take("a", fingerprint(b"one")) is None


def test_events_that_are_gone_are_forgotten_and_the_file_does_not_grow_for_ever(file: Path) -> None:
    places = Shelf(file, {}).add({"a": b"x" * 100, "b": b"y" * 50}, prints(a=b"x" * 100, b=b"y" * 50))
    for at in range(20):
        event = str(at).encode() * 100
        now = prints(b=b"y" * 50, c=event)
        places = Shelf(file, places).add({"c": event}, now)
        assert places.keys() == {"b", "c"}
        assert {id: Shelf(file, places).take(id, now[id]) for id in places} == {"b": b"y" * 50, "c": event}
    assert file.stat().st_size < 1000


def test_where_nothing_is_known_the_file_begins_anew(file: Path) -> None:
    file.write_bytes(b"of another build")
    Shelf(file, {}).add({"a": b"one"}, prints(a=b"one"))
    assert file.read_bytes() == b"one"
