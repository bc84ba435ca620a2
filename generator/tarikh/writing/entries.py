"""The entries of a registry to choose from: what people may call them, and how they are shown at a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import ceil
from textwrap import shorten

from tarikh.model.chronology import Actor, Location, Topic
from tarikh.model.folding import words

Registry = Mapping[str, Actor] | Mapping[str, Topic] | Mapping[str, Location]
WIDTH = 100  # columns of a terminal


def called(registry: Registry) -> dict[str, str]:
    """The ids of entries by themselves and by their names in any language, folded; not by a name that several have."""
    ids: dict[str, set[str]] = defaultdict(set)
    for id, entry in registry.items():
        for name in entry.name.values():
            ids[spoken(name)].add(id)
    return {name: min(of) for name, of in ids.items() if name and len(of) == 1} | {spoken(id): id for id in registry}


def spoken(name: str) -> str:
    """A name or an id in its folded words."""
    return " ".join(words(name))


def columns(registry: Registry, language: str) -> str:
    """Every id with its name in a language, in lines that fit a terminal."""
    named = [f"{id}  {entry.name.get(language, '')}".rstrip() for id, entry in registry.items()]
    cells = [shorten(cell, WIDTH - 2, placeholder="…") if len(cell) > WIDTH - 2 else cell for cell in named]
    width = max(map(len, cells), default=0) + 2
    rows = ceil(len(cells) / max(1, WIDTH // (width + 1)))
    return "\n".join("".join(f"  {cell:{width - 2}}" for cell in cells[row::rows]).rstrip() for row in range(rows))
