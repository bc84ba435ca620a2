"""What a new event may name: the entries of the registries whose names stand in its texts.

Names are matched folded, in any language, as whole words; an Arabic one also with particles written onto it. A
topic's name is seldom said in full: each word that no other topic has counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tarikh.model.chronology import Actor, Location, Topic
from tarikh.model.folding import ARTICLE, PARTICLES, words

Entry = Actor | Topic | Location
SHORTEST_NAME = 2
SHORTEST_WORD = 5  # of a topic's name: shorter ones are mostly of grammar

TO = "ل"

_AND_THE = re.compile(f"^[{PARTICLES}]{ARTICLE}")
_JOINED = re.compile(f"[{PARTICLES[:2]}]?[{PARTICLES[2:]}]?")  # "and", "so"; then "with", "like", "to"


def suggested(texts: Sequence[str], registries: Mapping[str, Mapping[str, Entry]]) -> dict[str, list[str]]:
    """The ids of each registry that texts name, first those that the first text does, in the order they are named.

    A name inside a longer one is not meant by itself, such as the region in the name of an organisation. Nor is a
    place of the same name as an actor: a state does more than it is a place.
    """
    heard = [mention for at, text in enumerate(texts) for mention in _mentions(at, _Heard.of(text), registries)]
    meant = [it for it in heard if not any(it.inside(other) for other in heard)]
    found = {
        kind: list(dict.fromkeys(it.id for it in sorted(meant, key=_Mention.order) if it.kind == kind))
        for kind in registries
    }
    entries = [registries[kind][id] for kind, ids in found.items() for id in ids]
    acting = {name for entry in entries if isinstance(entry, Actor) for name in entry.name.items()}
    states = {entry.id for entry in entries if isinstance(entry, Location) and acting & entry.name.items()}
    return {
        kind: [id for id in ids if id not in states or not isinstance(registries[kind][id], Location)]
        for kind, ids in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where an entry is named: in which text, from which letter to which."""

    kind: str
    id: str
    text: int
    first: int
    end: int

    def order(self) -> tuple[int, int, int]:
        return self.text, self.first, -self.end

    def inside(self, other: _Mention) -> bool:
        longer = other.end - other.first > self.end - self.first
        return longer and other.text == self.text and other.first <= self.first and self.end <= other.end


@dataclass(frozen=True, slots=True)
class _Heard:
    """The letters of a text, and those before which a word begins or ends."""

    letters: str
    bounds: list[int]

    @classmethod
    def of(cls, text: str) -> _Heard:
        spoken = list(words(text))
        return cls("".join(spoken), [0, *accumulate(map(len, spoken))])

    def places(self, name: str) -> Iterator[tuple[int, int]]:
        """From which letter to which a name stands in whole words; `name` is folded, without spaces."""
        ends = set(self.bounds)
        at = self.letters.find(name)
        while at >= 0:
            end = at + len(name)
            start = max(bound for bound in self.bounds if bound <= at)
            if end in ends and _JOINED.fullmatch(self.letters, start, at):
                yield at, end
            at = self.letters.find(name, at + 1)


def _mentions(at: int, heard: _Heard, registries: Mapping[str, Mapping[str, Entry]]) -> Iterator[_Mention]:
    for kind, registry in registries.items():
        for id, names in _names(registry).items():
            for name in names:
                for first, end in heard.places(name):
                    yield _Mention(kind, id, at, first, end)


def _names(registry: Mapping[str, Entry]) -> dict[str, set[str]]:
    """What each entry is called, in folded letters; of topics what no other topic is."""
    called = {id: {form for name in _called(entry) for form in _forms(name)} for id, entry in registry.items()}
    shared = Counter(form for forms in called.values() for form in forms)
    return {
        id: {form for form in forms if shared[form] == 1 or not isinstance(registry[id], Topic)}
        for id, forms in called.items()
    }


def _called(entry: Entry) -> Iterator[str]:
    names = (*entry.name.values(), *(entry.forms if isinstance(entry, Actor) else ()))
    for said in (list(words(name)) for name in names):
        if isinstance(entry, Topic):
            yield from (word for word in said if len(word) >= SHORTEST_WORD)
        elif len(name := "".join(said)) >= SHORTEST_NAME:
            yield name


def _forms(name: str) -> Iterator[str]:
    """A name as it stands by itself and, if it has an Arabic article, behind "to", which the article is joined to."""
    name = _AND_THE.sub(ARTICLE, name)
    yield name
    if name.startswith(ARTICLE):
        yield TO + ARTICLE[1:] + name.removeprefix(ARTICLE)
