"""The repository's own chronology: complete in every language, and every word of its documents accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from builds import checked
from conftest import ROOT
from tarikh.model.chronology import Chronology

LANGUAGES = {"en", "fr", "ru", "ar", "fa"}


@pytest.fixture(scope="module")
def chronology() -> Chronology:
    read = checked()
    assert read.warnings == ()
    return read.complete()


def test_every_event_is_told_in_every_language_with_the_same_parts(chronology: Chronology) -> None:
    for event in chronology.events:
        assert set(event.text) == LANGUAGES, event.id
        parts = {
            tuple(bool(part) for part in (text.title, text.summary, text.body, text.dating, text.note))
            for text in event.text.values()
        }
        assert len(parts) == 1, event.id


def test_every_translation_was_made_from_the_original_as_it_stands(chronology: Chronology) -> None:
    for event in chronology.events:
        original = f"{event.original}@{event.text[event.original].fingerprint}"
        assert {text.of for tag, text in event.text.items() if tag != event.original} == {original}, event.id


def test_every_quote_is_translated_into_every_other_language(chronology: Chronology) -> None:
    for event in chronology.events:
        for passage in event.passages:
            own = chronology.documents[passage.document].language
            assert set(passage.translation) == LANGUAGES - {own}, (event.id, passage.spans)


def test_every_account_says_what_it_says_in_every_language(chronology: Chronology) -> None:
    for event in chronology.events:
        assert all(set(account.says) == LANGUAGES for account in event.accounts), event.id
        assert len(event.accounts) != 1 or event.text["en"].note, f"{event.id}: one account differs from nothing"


def test_every_name_stands_in_every_language_and_every_entry_of_a_registry_is_used(chronology: Chronology) -> None:
    for registry, used in (
        (chronology.actors, chronology.by_actor),
        (chronology.topics, chronology.events_of["topic"]),
        (chronology.places, chronology.by_place),
    ):
        for id, entry in registry.items():
            assert set(entry.name) == LANGUAGES, id
            assert id in used, id
    assert all(set(document.title_translation) == LANGUAGES for document in chronology.documents.values())


def test_no_word_of_a_document_is_neither_cited_nor_left_out_for_a_reason(chronology: Chronology) -> None:
    left = {id: [portion.text for portion in it.unaccounted] for id, it in chronology.coverage.items()}
    assert left == {id: [] for id in chronology.documents}


def test_quotes_are_short(chronology: Chronology) -> None:
    lengths = {
        (event.id, passage.spans[0]): sum(end - first for first, end in passage.words)
        for event in chronology.events
        for passage in event.passages
    }
    assert max(lengths.values()) <= 40, max(lengths, key=lambda key: lengths[key])


def test_quotes_taken_together_do_not_reprint_a_document(chronology: Chronology) -> None:
    shares = {id: coverage.words("cited") / coverage.words() for id, coverage in chronology.coverage.items()}
    assert max(shares.values()) < 0.65, shares


def test_every_page_of_prose_stands_in_every_language() -> None:
    for folder in (ROOT / "content/pages").iterdir():
        assert {path.stem for path in folder.iterdir()} == LANGUAGES, folder


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").iterdir()), ids=lambda path: Path(path).name)
def test_stored_documents_are_named_once_in_the_registry(chronology: Chronology, path: Path) -> None:
    assert [document.file for document in chronology.documents.values()].count(path.name) == 1
