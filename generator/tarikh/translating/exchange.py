"""Texts as translators work on them: all of a language in one PO file, and what comes back put into the content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tarikh.model.problem import Place, Problem, did_you_mean
from tarikh.reading.source import Report

from .change import Change
from .history import History
from .po import Catalog, Entry
from .texts import Content, Text, Wording


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
            told = "" if source.language == content.ground.context.default_language else f" (in {source.language})"
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


@dataclass
class Returned:
    """What is to be written of that which came back, and what is not, with the reason."""

    change: Change = field(default_factory=Change)
    taken: int = 0
    left: list[Problem] = field(default_factory=list)

    def leave(self, place: Place, why: str, hint: str) -> None:
        self.left.append(Problem(place, "left-out", why, hint, True))


def returned(content: Content, catalogs: Iterable[Catalog], report: Report) -> Returned:
    """What catalogs change. Entries that are fuzzy or empty are not taken; those that name no text are problems."""
    known = {text.context: text for text in content.texts()}
    given: dict[tuple[Wording, str], dict[Text, tuple[Entry, str]]] = defaultdict(dict)
    for catalog in catalogs:
        if catalog.language not in content.languages:
            hint = did_you_mean(catalog.language, content.languages)
            report(Problem(Place(catalog.file, 1, 1), "unknown-language", f'no language "{catalog.language}"', hint))
            continue
        for entry in catalog.entries:
            text, place = known.get(entry.context), Place(catalog.file, entry.line, 1)
            if text is None:
                hint = "what it was a text of has changed or is gone: take the entry out, or export anew"
                report(Problem(place, "unknown-text", f'no text "{entry.context}"', hint))
                continue
            of_wording = given[text.wording, catalog.language]
            other = of_wording.setdefault(text, (entry, catalog.file))
            if other[0] is not entry and other[0].translation != entry.translation:
                message = f'"{entry.context}" is translated in {other[1]}:{other[0].line} in another way'
                report(Problem(place, "twice", message, "take one of them out"))
    result = Returned()
    for (wording, language), of_wording in given.items():
        _take(result, wording, language, of_wording)
    return result


def _take(result: Returned, wording: Wording, language: str, given: Mapping[Text, tuple[Entry, str]]) -> None:
    """Takes what came back of one wording, and renews the original that it names once all of it came back."""
    done = {text: entry for text, (entry, _) in given.items() if not entry.fuzzy and entry.translation.strip()}
    places = {text: Place(file, entry.line, 1) for text, (entry, file) in given.items()}
    changed = [text for text, entry in done.items() if entry.translation.strip() != text.value(language)]
    for text in list(changed):
        if why := _outdated(text, language, done[text]):
            result.leave(places[text], f'"{text.context}" {why}', "export anew, and translate what it says now")
            changed.remove(text)
            del done[text]
    new, stale = language not in wording.told, wording.is_stale(language)
    needed = [text for text in wording.texts if text.part and text.part.required and text not in done]
    if new and changed and needed:
        message = f'"{changed[0].context}" came without "{needed[0].context}"'
        result.leave(places[changed[0]], message, "translate both")
        return
    origin = _origin(wording, language, {text: entry for text, (entry, _) in given.items()})
    for text in changed:
        result.change.put(text, language, done[text].translation.strip(), places[text])
    result.taken += len(changed)
    whole = all(text in done for text in wording.texts if text.source(language))
    if origin and ((new and changed) or (whole and (changed or stale))):
        result.change.name_original(wording, language, origin)
    if changed and wording.is_stale(language):
        hint = "translate all of its texts as they are exported now, or see `tarikh translations accept`"
        result.leave(places[changed[0]], f"{wording.entry} stays older than its original", hint)


def _outdated(text: Text, language: str, entry: Entry) -> str:
    """Why a translation may not take the place of what stands in the content.

    That of an older original may where this can be told afterwards, and what stands there is not newer.
    """
    source, wording = text.source(language), text.wording
    if source is None:
        return f"is not translated into {language}"
    if source.text == entry.original.strip():
        return ""
    newer = language in wording.told and wording.of(language) == wording.origin
    return "has another original now" if newer or not wording.names_original else ""


def _origin(wording: Wording, language: str, given: Mapping[Text, Entry]) -> str:
    """The original that translators had before them, as translations name it; empty where they name none."""
    texts = {}
    for text in wording.texts:
        source = text.source(language)
        if text.part and (told := given[text].original if text in given else source.text if source else ""):
            texts[text.part.name] = told.strip()
    return wording.named(texts) if wording.names_original else ""
