"""How far translations are: what is complete, missing, or older than its original, and what changed in that since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from tarikh.model.problem import Place

from .difference import difference
from .history import History
from .texts import Content, Wording


class Tally(Struct):
    """How many are translated, not at all, and from an older original."""

    complete: int = 0
    missing: int = 0
    stale: int = 0

    @property
    def all(self) -> int:
        return self.complete + self.missing + self.stale

    def count(self, missing: bool, stale: bool) -> None:
        self.missing += missing
        self.stale += stale and not missing
        self.complete += not (missing or stale)


class Standing(Struct):
    """How a language stands: the texts of events as wholes, and all texts by what they are."""

    language: str
    events: Tally
    texts: Mapping[str, Tally]


class Located(Struct):
    """What stands somewhere, or would."""

    file: str
    line: int
    column: int

    @property
    def place(self) -> Place:
        return Place(self.file, self.line, self.column)


class Missing(Located):
    """A text that a language has not."""

    text: str
    about: str
    original: str


class Changed(Struct):
    """A text of the original as it was translated, and as it is."""

    text: str
    before: str
    now: str
    difference: str


class Stale(Located):
    """A translation that is older than its original. `changed` is None where nothing tells what the original was."""

    text: str
    of: str
    original: str
    texts: tuple[str, ...]
    changed: tuple[Changed, ...] | None


def standings(content: Content) -> list[Standing]:
    """How every language stands."""
    return [_standing(content, language) for language in content.languages]


def _standing(content: Content, language: str) -> Standing:
    events, texts = Tally(), {text.field: Tally() for text in content.texts()}
    for wording in content.wordings:
        wanted = [text for text in wording.texts if text.source(language)]
        stale = wording.is_stale(language)
        for text in wanted:
            texts[text.field].count(not text.value(language), stale)
        if wanted and wording.names_original:
            events.count(any(not text.value(language) for text in wanted), stale)
    return Standing(language, events, texts)


def missing(content: Content, language: str) -> Iterator[Missing]:
    """The texts that are wanted in a language and not there."""
    for text in content.texts():
        if (source := text.source(language)) and not text.value(language):
            place = text.place(language)
            yield Missing(place.file, place.line, place.column, text.context, text.about, source.text)


def stale(content: Content, language: str, history: History) -> Iterator[Stale]:
    """The translations into a language that name another original than that of today."""
    for wording in content.wordings:
        if wording.is_stale(language):
            before, place = history.original(wording, language), wording.place(language)
            yield Stale(
                place.file,
                place.line,
                place.column,
                f"{wording.entry} {wording.path}",
                wording.of(language),
                wording.origin,
                tuple(text.path for text in wording.texts if text.value(language)),
                None if before is None else tuple(_changed(wording, before)),
            )


def _changed(wording: Wording, before: Mapping[str, str]) -> Iterator[Changed]:
    for text in wording.texts:
        old, new = before.get(text.path, ""), text.value(wording.language)
        if old != new:
            yield Changed(text.path, old, new, difference(old, new))
