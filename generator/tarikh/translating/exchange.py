"""Texts as translators work on them: all of a language in one PO file, and what comes back put into the content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from tarikh.model.problem import Place, Problem, did_you_mean
from tarikh.reading.letters import is_of_another
from tarikh.reading.source import Report

from .change import Change
from .history import History
from .po import Catalog, Entry
from .texts import Content, Text, Wording, Words


def entries(content: Content, language: str, history: History) -> Iterator[Entry]:
    """What translators into a language are given: every text that is wanted in it, in the order of the files.

    Of a stale translation the texts are fuzzy whose original has changed; all of them where that cannot be told.
    """
    for wording in content.wordings:
        wanted = {text: source for text in wording.texts if (source := text.source(language))}
        stale = wording.is_stale(language)
        before = history.original(wording, language) if stale else None
        changed = {text for text, source in wanted.items() if before and before.get(text.path, "") != source.text}
        for text, source in wanted.items():
            value = text.value(language)
            fuzzy = stale and bool(value) and (text in changed or not changed)
            told = "" if source.language == content.original.default else f" (in {source.language})"
            place = text.place(source.language)
            yield Entry(
                text.context,
                source.text,
                value,
                fuzzy,
                before.get(text.path, "") if before and text in changed and value else "",
                (f"{text.about}{told}", *wording.facts),
                f"{Path(place.file).as_posix()}:{place.line}",
            )


def resumed(entries: Iterable[Entry], before: Catalog) -> Iterator[Entry]:
    """Entries with what translators have done in a file that they had before, where the content has nothing better.

    That is what was not whole enough to be taken yet; of an original that has changed since it is fuzzy.
    """
    known = {entry.context: entry for entry in before.entries if entry.translation}
    for entry in entries:
        old = known.get(entry.context)
        if old and old.original == entry.original and (entry.fuzzy or not entry.translation):
            previous = entry.previous if old.fuzzy else ""
            yield replace(entry, translation=old.translation, fuzzy=old.fuzzy, previous=previous)
        elif old and not entry.translation:
            yield replace(entry, translation=old.translation, fuzzy=True, previous=old.original)
        else:
            yield entry


class Given(NamedTuple):
    """An entry that came back, where, and what it would be made from now."""

    entry: Entry
    place: Place
    source: Words | None

    @property
    def text(self) -> str:
        return self.entry.translation.strip()

    @property
    def is_done(self) -> bool:
        return bool(self.text) and not self.entry.fuzzy

    @property
    def is_outdated(self) -> bool:
        return self.source is None or self.source.text != self.entry.original.strip()


@dataclass
class Returned:
    """What is to be written of that which came back, and as warnings what is not.

    `taken` are the texts with their languages; `begun` the translations of events that were not there, and `renewed`
    those that were older than the original and are no more.
    """

    change: Change
    taken: list[tuple[str, Given]] = field(default_factory=list)
    begun: list[Wording] = field(default_factory=list)
    renewed: list[Wording] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)

    def leave(self, place: Place, why: str, hint: str) -> None:
        self.left.append(Problem(place, "left-out", why, hint, True))


def returned(content: Content, catalogs: Iterable[Catalog], report: Report) -> Returned:
    """What catalogs change. Entries that are fuzzy or empty are not taken; those that name no text are problems."""
    known = {text.context: text for text in content.texts()}
    given: dict[tuple[Wording, str], dict[Text, Given]] = defaultdict(dict)
    for catalog in catalogs:
        language = catalog.language
        if language not in content.languages:
            hint = did_you_mean(language, content.languages)
            report(Problem(Place(catalog.file, 1, 1), "unknown-language", f'no language "{language}"', hint))
            continue
        for entry in catalog.entries:
            text, place = known.get(entry.context), Place(catalog.file, entry.line, 1)
            if text is None:
                hint = "what it was a text of has changed or is gone: take the entry out, or export anew"
                report(Problem(place, "unknown-text", f'no text "{entry.context}"', hint))
                continue
            it = Given(entry, place, text.source(language))
            other = given[text.wording, language].setdefault(text, it)
            if other.text != it.text:
                message = f'"{entry.context}" is translated in another way at {other.place}'
                report(Problem(place, "twice", message, "take one of them out"))
    result = Returned(Change(content))
    for (wording, language), texts in given.items():
        _take(result, wording, language, texts)
    return result


def mislabelled(content: Content, result: Returned) -> Iterator[Problem]:
    """The catalogs of which most texts that were taken are not in the script of the language in their headers."""
    taken: dict[tuple[str, str], list[str]] = defaultdict(list)
    for language, it in result.taken:
        taken[it.place.file, language].append(it.text)
    for (file, language), texts in taken.items():
        script = spelling.script if (spelling := content.ground.context.spellings.get(language)) else ""
        strange = sum(is_of_another(text, script) for text in texts)
        if strange > len(texts) / 2:
            look = f'do not look like "{language}": they are without any letter of {script}'
            message = f"{strange} of {len(texts)} texts {look}"
            yield Problem(Place(file, 1, 1), "wrong-script", message, "is the Language in the header right?")


def _take(result: Returned, wording: Wording, language: str, given: Mapping[Text, Given]) -> None:
    """Takes what came back of one wording, and renews the original that it names once all of it came back."""
    new, stale = language not in wording.told, wording.is_stale(language)
    may_be_older = wording.names_original and (new or stale)  # it can be told afterwards, and replaces nothing newer
    done = {text: it for text, it in given.items() if it.is_done}
    changed = []
    for text, it in list(done.items()):
        if it.text == text.value(language):
            continue
        if it.source is None or (it.is_outdated and not may_be_older):
            why = f'"{text.context}" has another original now, or none'
            result.leave(it.place, why, "export anew, and translate what it says now")
            del done[text]
        else:
            changed.append(text)
    needed = [text for text in wording.texts if text.part and text.part.required and text not in done]
    if new and changed and needed:
        why = f'"{changed[0].context}" came without "{needed[0].context}"'
        result.leave(done[changed[0]].place, why, "translate both")
        return
    whole = all(text in done for text in wording.texts if text.source(language))
    origin = _origin(wording, language, given) if (new and changed) or (whole and (changed or stale)) else ""
    for text in changed:
        result.change.put(text, language, done[text].text, done[text].place)
        result.taken.append((language, done[text]))
    if origin:
        result.change.name_original(wording, language, origin)
        if new:
            result.begun.append(wording)
        elif stale and origin == wording.origin:
            result.renewed.append(wording)
    if changed and wording.is_stale(language):
        hint = "translate all of its texts as they are exported now, or see `tarikh translations accept`"
        result.leave(done[changed[0]].place, f"{wording.entry} stays older than its original", hint)


def _origin(wording: Wording, language: str, given: Mapping[Text, Given]) -> str:
    """The original that translators had before them, as translations name it; empty where they name none."""
    texts = {}
    for text in wording.texts:
        source = text.source(language)
        if text.part and (told := given[text].entry.original if text in given else source.text if source else ""):
            texts[text.part.name] = told.strip()
    return wording.named(texts) if wording.names_original else ""
