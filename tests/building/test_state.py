"""What a build remembers is what it knew, or nothing; and what it knows of events does not grow for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from tarikh.state import State, load, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state"


def log(file: Path) -> bytes:
    return file.with_suffix(".events").read_bytes()


def again(state: State, file: Path, **events: bytes) -> State:
    """What is loaded after some events were read anew; those that have no bytes are gone."""
    known = {path: it for path, it in {**state.events, **events}.items() if it}
    save(structs.replace(state, events=known), file)
    loaded = load(file)
    assert {path: bytes(it) for path, it in loaded.events.items()} == {path: bytes(it) for path, it in known.items()}
    return loaded


def test_only_events_that_were_read_anew_are_added(file: Path) -> None:
    state = again(again(State(ground=b"of all"), file, a=b"one of them", b=b"another"), file, b=b"two", c=b"three")
    assert log(file) == b"one of themanothertwothree"
    assert state.ground == b"of all"
    before = log(file)
    again(state, file, c=b"")
    assert log(file) == before


def test_what_events_were_is_forgotten_when_it_is_most_of_the_file(file: Path) -> None:
    state = again(State(), file, a=b"x" * 100, b=b"y" * 50)
    for at in range(20):
        state = again(state, file, a=str(at).encode() * 50)
        assert len(log(file)) <= 2 * sum(map(len, state.events.values())) + 100
    assert load(file).events == state.events


def test_a_piece_that_was_added_after_what_is_remembered_changes_nothing(file: Path) -> None:
    """A build was killed between its two files; what is added next stands in the place of what it added."""
    state = again(State(), file, a=b"one of them", b=b"another")
    with file.with_suffix(".events").open("ab") as more:
        more.write(b"something longer that was not remembered")
    assert load(file).events == state.events
    again(load(file), file, b=b"two")
    assert log(file) == b"one of themanothertwo"


@pytest.mark.parametrize("spoiled", [b"", b"oneanothe", b"oneAnothertwo", b"oneanotherTwo", None])
def test_events_that_are_lost_or_spoiled_mean_that_nothing_is_known(file: Path, spoiled: bytes | None) -> None:
    again(again(State(ground=b"of all"), file, a=b"one", b=b"another"), file, b=b"two")
    path = file.with_suffix(".events")
    if spoiled is None:
        path.unlink()
    else:
        path.write_bytes(spoiled)
    assert load(file) == State()
