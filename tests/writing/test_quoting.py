"""Finding the passage that somebody means, and its exact words."""

import pytest

from tarikh.reading.evidence import StoredText
from tarikh.writing.quoting import around, nearest, passages, told_apart

TEXTS = {
    "ar": "عنوان\nأكَّد الجانب الروسي دعمه الثابت لتفعيل القوة\n  الموحدة.\n\nقال “نعم، القوة الموحدة” ثم ٣ مرات\n",
    "fa": "سرتیتر\r\nکشورهای ساحل می\u200cگویند\u200f که\u202b ۱۴۰۴ سال\u200bنو است\r\nسال نو است و بود\r\n",
    "en": "It’s the end.\nThe end of 2024-25 was “near”.\nThe end\fof it.",
}
STORED = {id: StoredText(text) for id, text in TEXTS.items()}


@pytest.mark.parametrize(
    ("quote", "where"),
    [
        ("القوة الموحدة", [("ar", 2, "القوة الموحدة"), ("ar", 5, "القوة الموحدة")]),
        ("أكَّد  الجانب\nالروسي", [("ar", 2, "أكَّد الجانب الروسي")]),
        ("اكد الجانب الروسى", [("ar", 2, "أكَّد الجانب الروسي")]),
        ("اكد", [("ar", 2, "أكَّد")]),
        ("لتفعيل القوه المـوحده", [("ar", 2, "لتفعيل القوة الموحدة")]),
        ('"نعم", القوة الموحدة', [("ar", 5, "نعم، القوة الموحدة")]),
        ("“نعم، القوة الموحدة”", [("ar", 5, "“نعم، القوة الموحدة”")]),
        ("ثم 3 مرات", [("ar", 5, "ثم ٣ مرات")]),
        ("كشورهاي ساحل مي گويند كه 1404", [("fa", 2, "کشورهای ساحل می\u200cگویند که ۱۴۰۴")]),
        ("سال نو است", [("fa", 2, "سالنو است"), ("fa", 3, "سال نو است")]),
        ("it's THE end", [("en", 1, "It’s the end")]),
        ("The end of 2024–25", [("en", 2, "The end of 2024-25")]),
        ("The end of it", [("en", 3, "The end of it")]),
        ("the start", []),
        ("…", []),
        ("", []),
    ],
)
def test_a_quote_is_found_in_any_document_and_told_in_its_words(quote: str, where: list[tuple[str, int, str]]) -> None:
    found = passages(TEXTS, quote)
    assert [(it.document, it.lines.start, it.words) for it in found] == where
    assert all(STORED[it.document].find(it.words) for it in found)


def test_only_places_that_are_exact_are_told_where_there_are_any() -> None:
    texts = {"a": "Sahel ساحل", "b": "SAHEL ساحل"}
    assert [it.document for it in passages(texts, "SAHEL")] == ["b"]
    assert [it.document for it in passages(texts, "sahel")] == ["a", "b"]


def test_a_word_torn_by_a_line_end_is_found_whole_and_quoted_as_it_stands() -> None:
    text = "برگزار شد جلسا\n  تی که"
    (found,) = passages({"d": text}, "جلساتي كه")
    assert (found.words, found.lines) == ("جلسا تی که", range(1, 3))
    assert StoredText(text).find(found.words)


def test_the_lines_of_a_passage_are_all_that_it_stands_in() -> None:
    assert passages(TEXTS, "القوة الموحدة")[0].lines == range(2, 4)


@pytest.mark.parametrize(
    ("document", "quote", "told"),
    [
        ("ar", "القوة الموحدة", ["القوة الموحدة", "نعم، القوة الموحدة"]),
        ("en", "The end", ["The end", "The end of it"]),
        ("en", "end", ["end", "end of", "end of it"]),
    ],
)
def test_of_several_places_a_later_one_is_told_apart_by_more_words(document: str, quote: str, told: list[str]) -> None:
    stored = STORED[document]
    lines = [it.lines.start for it in passages(TEXTS, quote) if it.document == document]
    found = [told_apart(it, TEXTS[document], stored) for it in passages(TEXTS, quote) if it.document == document]
    assert [it.words for it in found if it] == told
    assert [stored.line(words[0]) for it in found if it and (words := stored.find(it.words))] == lines


def test_a_place_that_only_words_before_it_tell_apart_gets_those() -> None:
    text = "one two\nthree two"
    second = passages({"d": text}, "two")[1]
    apart = told_apart(second, text, StoredText(text))
    assert apart
    assert apart.words == "three two"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("they said “in the Sahel”, and left", "“in the Sahel”, and"),
        ("they said “on the Sahel”, and left", "on the Sahel"),
        ("they (of the Sahel) left", "of the Sahel"),
        ("they [in the Sahel] left [in peace]", "[in the Sahel]"),
        ('they "in the Sahel" left', '"in the Sahel"'),
        ("they «in the Sahel left", "the Sahel left"),
        ("only («in the Sahel", "«in the Sahel"),
    ],
)
def test_what_tells_a_place_apart_has_both_of_a_pair_of_marks_where_it_can(second: str, told: str) -> None:
    text = f"“in the Sahel” 1\n{second}"
    found = [it for it in passages({"d": text}, "the Sahel") if it.lines.start == 2]
    apart = told_apart(found[0], text, StoredText(text))
    assert apart
    assert apart.words == told


def test_what_stands_around_a_passage_is_shown_beside_it_marked() -> None:
    text = "one two three four five\nsix seven, eight nine ten eleven twelve"
    (found,) = passages({"d": text}, "seven")
    assert around(found, text) == "three four five six **seven**, eight nine ten"
    (found,) = passages({"d": text}, "one")
    assert around(found, text) == "**one** two three four five"


def test_nothing_is_near_that_shares_few_words() -> None:
    assert nearest(STORED, "the quick brown fox jumped over") is None
    assert nearest(STORED, "…") is None


def test_places_that_nothing_tells_apart_are_said_so() -> None:
    text = "a b " * 100
    assert told_apart(passages({"d": text}, "a b")[30], text, StoredText(text)) is None


def test_the_nearest_passage_is_looked_for_in_all_documents_whatever_its_letters() -> None:
    assert nearest(STORED, "كشورهاي ساحل مى دانند") == ("fa", 2, "کشورهای ساحل میگویند که")
    assert nearest(STORED, "the end of 2023") == ("en", 2, "The end of 2024-25")
