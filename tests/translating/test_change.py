"""Changes of content that somebody else changes, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import snapshot
from tarikh.model.problem import Place
from tarikh.translating.change import Change
from tarikh.translating.texts import read


@pytest.mark.parametrize("saved", [True, False])
def test_what_was_saved_meanwhile_is_not_overwritten(project: Path, saved: bool) -> None:
    content = read(project / "content", project / "seeds", lambda problem: pytest.fail(str(problem)))
    change, titles = Change(content), [text for text in content.texts() if text.path == "text.title"]
    for text in titles:
        change.put(text, "fr", "Un autre titre", Place("fr.po", 1, 1))
    assert change.problems == []
    last = titles[-1].wording.file.path
    if saved:
        last.write_bytes(last.read_bytes() + b"# saved by an editor\n")
    else:
        last.unlink()
    before = snapshot(project)
    with pytest.raises(OSError, match=rf"{last.name} has been changed meanwhile: nothing was written"):
        change.write()
    assert snapshot(project) == before
