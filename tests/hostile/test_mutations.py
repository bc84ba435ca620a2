"""Real content, changed at random: whatever comes of it is read, or told at a place in the file, and soon."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking import check
from conftest import ROOT
from tarikh.model.problem import Code, Problem
from tarikh.pieces import decode_known
from tarikh.reading.strict import first_forbidden
from tarikh.state import State

QUICK = 1.0  # second of this process, whatever else the machine does; thousandths are usual
NASTY = [
    *(
        "&a ",
        "*a",
        "!x ",
        "- ",
        "? ",
        ": ",
        "# ",
        "|",
        ">",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ",",
        "%",
        "@",
        "`",
        "\\",
        "~",
    ),
    *(
        "\n",
        "\n\n",
        "\r",
        "\t",
        "    ",
        "---\n",
        "...\n",
        "<<: ",
        "null",
        "NaN",
        "1e999",
        "0",
        "-1",
        "<b>",
        "</",
        "&lt;",
    ),
    *(
        "](javascript:a)",
        "](https://a.org)",
        "[a]: b",
        "![",
        "](",
        "**",
        "> ",
        "1. ",
        "\u202e",
        "\u200f",
        "\u200b",
        "\ufeff",
    ),
    *(
        "\u2028",
        "\x00",
        "\x1b[31m",
        "\x85",
        "ی",
        "ي",
        "ك",
        "ـ",
        "ة",
        "а",
        "٣",
        "۳",
        "\ud800",
        "\U0001ffff",
        "👩‍👧",
        "../",
    ),
]
SOURCES = [
    *("events/2025/moscow-consultations.yaml", "events/2025/aes-import-levy.yaml", "events/2023/alliance-founded.yaml"),
    *("actors.yaml", "topics.yaml", "places.yaml", "documents.yaml", "languages.yaml", "site.yaml"),
    *("glossary.yaml", "omissions.yaml", "pages/about/en.md", "pages/method/fa.md"),
]


@dataclass(frozen=True)
class Change:
    """One thing done to a text; `at` and `length` are parts of a thousand of it, so that they fit any text."""

    kind: str
    at: int
    length: int
    what: str

    def __call__(self, text: bytes) -> bytes:
        lines = text.split(b"\n")
        first = self.at * len(lines) // 1000
        start = self.at * len(text) // 1000
        end = min(len(text), start + self.length)
        what = self.what.encode("utf-8", "surrogatepass")
        match self.kind:
            case "insert":
                return text[:start] + what + text[start:]
            case "replace":
                return text[:start] + what + text[end:]
            case "delete":
                return text[:start] + text[end:]
            case "repeat":
                return text[:start] + text[start:end] * self.length + text[end:]
            case "cut":
                return text[:start]
            case "flip":
                return text[:start] + bytes(byte ^ 0x80 for byte in text[start:end][:1]) + text[start + 1 :]
            case "delete line":
                return b"\n".join(lines[:first] + lines[first + 1 :])
            case "repeat line":
                return b"\n".join(lines[: first + 1] + lines[first:])
            case "move line":
                return b"\n".join(lines[:first] + lines[first + 1 :] + lines[first : first + 1])
            case "value":
                name, colon, _ = lines[first].partition(b": ")
                return b"\n".join([*lines[:first], name + colon + what, *lines[first + 1 :]])
        raise AssertionError(self.kind)


KINDS = ["insert", "replace", "delete", "repeat", "cut", "flip", "delete line", "repeat line", "move line", "value"]
CHANGES = st.builds(Change, st.sampled_from(KINDS), st.integers(0, 999), st.integers(1, 60), st.sampled_from(NASTY))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    """What a check knows of a project of our own, which one is in."""
    folder = tmp_path_factory.mktemp("sound")
    for part in ("content", "seeds", "theme/locale"):
        shutil.copytree(ROOT / part, folder / part)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield check()[1]


def is_inside(problem: Problem, text: bytes) -> bool:
    """Whether the place of a problem is one that an editor can go to."""
    lines = text.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    line, column = problem.place.line, problem.place.column
    if line == 0:
        return column == 0
    return line <= len(lines) + 1 and 1 <= column <= len("".join(lines[line - 1 : line])) + 1


@pytest.mark.parametrize("name", SOURCES)
def test_whatever_is_done_to_a_file_is_told_in_it_or_does_no_harm(name: str, sound: State) -> None:
    path = Path("content", name)
    original = path.read_bytes()

    @settings(derandomize=True, deadline=None, max_examples=25, database=None)
    @given(st.lists(CHANGES, min_size=1, max_size=4))
    def change(changes: list[Change]) -> None:
        text = original
        for it in changes:
            text = it(text)
        path.write_bytes(text)
        start = time.process_time()
        problems, state = check(last=sound)
        assert time.process_time() - start < QUICK
        here = [problem for problem in problems if problem.place.file == str(path)]
        for problem in here:
            assert is_inside(problem, text), problem
            assert problem.code in get_args(Code)
            assert first_forbidden(problem.message + problem.hint) is None
            assert "\n" not in problem.message
        if name.startswith("events/") and all(problem.warning for problem in here):
            assert decode_known(state.events[str(path)]).outline.id == path.stem

    try:
        change()
    finally:
        path.write_bytes(original)
