"""Which texts there are to translate, found along tables, and what each is translated from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tarikh.reading import strict
from tarikh.reading.fields import Field, InLanguages, ListOf, Prose, Record, Registry, Text
from tarikh.reading.tables import EVENT, GLOSSARIES, TOPICS
from tarikh.translating.texts import File, Languages, Words, wordings
from tarikh.translating.texts import Text as Told

LANGUAGES = Languages("en", {"doc": "fa"})


def told(yaml: str, kind: Record | Registry, name: str = "file") -> Mapping[str, Told]:
    tree = strict.parse(yaml, "x.yaml", lambda problem: pytest.fail(str(problem)))
    assert tree
    file = File(Path("x.yaml"), name, yaml, tree, kind)
    return {text.context: text for wording in wordings(file, LANGUAGES) for text in wording.texts}


def test_a_field_in_any_table_is_found_without_a_word_about_it() -> None:
    room = Record(
        "a room",
        (
            Field("motto", InLanguages(Text()), "what stands over its door"),
            Field("story", InLanguages(Prose()), "what happened there"),
            Field("code", InLanguages(Text(pattern=re.compile("x"))), "no text"),
            Field("words", GLOSSARIES, "no texts either"),
        ),
        lambda values, context: values,
    )
    house = Registry(
        "house", Record("a house", (Field("rooms", ListOf(room), "its rooms"),), lambda values, context: values)
    )
    found = told(
        "a:\n  rooms:\n  - {motto: {en: One}, code: {en: x}, words: {en: {a: [b]}}}\n  - {story: {en: Two}}\n",
        house,
    )
    assert [(text.field, text.about) for text in found.values()] == [
        ("file rooms.motto", "what stands over its door"),
        ("file rooms.story", "what happened there"),
    ]
    assert all(context.startswith("file/a rooms[") for context in found)


def test_items_of_lists_keep_their_names_when_others_come_before_them() -> None:
    one = "citations:\n  - {document: doc, quote: one, translation: {en: x}}\n"
    two = one.replace("citations:\n", "citations:\n  - {document: doc, quote: [two, three], translation: {en: y}}\n")
    other = one.replace("en: x", "en: other, fr: autre")
    [name] = told(one, EVENT)
    assert name == list(told(two, EVENT))[1]
    assert [name] == list(told(other, EVENT))
    assert name not in told(one.replace("quote: one", "quote: two"), EVENT)


def test_items_that_are_the_same_have_names_of_their_own() -> None:
    same = "  - {document: doc, quote: one, translation: {en: x}}\n"
    assert len(told(f"citations:\n{same}{same}", EVENT)) == 2


@pytest.mark.parametrize(
    ("yaml", "sources"),
    [
        ("t: {name: {en: Topic}}", {"en": None, "fr": Words("en", "Topic")}),
        ("t: {name: {en: Topic, fr: Sujet}}", {"en": None, "fr": Words("en", "Topic")}),
        (
            "t: {name: {en: Topic}, about: {fr: Un sujet}}",
            {"en": Words("fr", "Un sujet"), "fr": None, "ru": Words("fr", "Un sujet")},
        ),
    ],
)
def test_a_text_is_translated_from_the_default_language_or_what_is_there(
    yaml: str, sources: dict[str, Words | None]
) -> None:
    *_, text = told(yaml, TOPICS).values()
    assert {language: text.source(language) for language in sources} == sources


@pytest.mark.parametrize(
    ("translation", "sources"),
    [
        ("{en: said}", {"en": Words("fa", "گفت و گو"), "fr": Words("en", "said"), "fa": None}),
        ("{fr: dit}", {"en": Words("fa", "گفت و گو"), "fr": Words("fa", "گفت و گو"), "fa": None}),
        ("", {"en": Words("fa", "گفت و گو"), "ru": Words("fa", "گفت و گو"), "fa": None}),
    ],
)
def test_a_quote_is_translated_from_its_translation_or_from_its_own_words(
    translation: str, sources: dict[str, Words | None]
) -> None:
    given = f", translation: {translation}" if translation else ""
    [text] = told(f"citations:\n  - {{document: doc, quote: [گفت, و گو]{given}}}\n", EVENT).values()
    assert {language: text.source(language) for language in sources} == sources


def test_an_event_may_have_its_original_in_another_language() -> None:
    yaml = "original: fr\ntext:\n  fr: {title: A, summary: B}\n  en: {of: fr@0ad1f5b9, title: C, summary: D, note: E}\n"
    found = told(yaml, EVENT, "events/x")
    title, note = found["events/x text.title"], found["events/x text.note"]
    assert (title.source("en"), title.source("fr")) == (Words("fr", "A"), None)
    assert note.source("en") is None
    assert title.wording.origin.startswith("fr@")
    assert title.wording.is_stale("en")


def test_what_is_of_another_shape_is_passed_over() -> None:
    assert told("a: [x]\nb: text\nc: {name: text, about: {en: [x], fr: ''}}\n", TOPICS).keys() == {
        "file/c name",
        "file/c about",
    }
    assert [text.value("en") for text in told("a: {name: {en: ' x '}}", TOPICS).values()] == ["x"]
