"""Quotes in stored documents: white space and the invisible are passed over, and nothing else is."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarikh.reading.evidence import StoredText

STORED = StoredText(
    "عقدت الدورة الأولى\r\n"
    "لمشاورات   وزراء\u00a0خارجية\tتحالف دول الساحل\n"
    "\n"
    "وزیر خارجه به مسکو سفر کرد و می\u200cرود\n"
    "The co\u00adoperation \u200fof\u200e states\ufeff grew.\n"
    "وزیر خارجه به مسکو رفت"
)


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("عقدت الدورة الأولى", 1),
        ("الأولى لمشاورات", 1),
        ("وزراء خارجية", 2),
        ("وزراء\nخارجية  تحالف", 2),
        ("الساحل وزیر خارجه", 2),
        ("خارجه به مسکو سفر", 4),
        ("می‌رود", 4),
        ("میرود", 4),
        ("cooperation of states grew", 5),
        ("  grew.  ", 5),
        ("مسکو رفت", 6),
        ("وزیر خارجه به مسکو", 4),
        ("اولى", None),
        ("وزير خارجه", None),
        ("وزیر خارجه به مسكو", None),
        ("خارجیة", None),
        ("می رود", None),
        ("the cooperation", None),
        ("grew,", None),
        ("states The", None),
    ],
)
def test_a_quote_is_found_letter_for_letter_with_the_line_it_begins_in(quote: str, line: int | None) -> None:
    found = STORED.find(quote)
    assert (STORED.line(found[0]) if found else None) == line


@pytest.mark.parametrize(
    ("quote", "line", "passage"),
    [
        ("وزير خارجه به مسکو سفر کرد", 4, "وزیر خارجه به مسکو سفر کرد"),
        ("عقدت الدورة الثانية", 1, "عقدت الدورة الأولى"),
        ("of states shrank", 5, "of states grew."),
        ("states of cooperation", 5, "cooperation of states"),
    ],
)
def test_a_quote_that_is_not_there_gets_the_nearest_passage_and_its_line(quote: str, line: int, passage: str) -> None:
    assert STORED.nearest(quote) == (line, passage)


def test_an_empty_document_has_no_quotes_and_nothing_near() -> None:
    empty = StoredText(" \n\u200b\n")
    assert empty.find("a") is None
    assert empty.nearest("a b") == (0, "")


@pytest.mark.parametrize(
    ("near", "words"), [(0, (0, 1)), (2, (0, 1)), (3, (4, 5)), (4, (4, 5)), (9, (8, 9)), (10, (8, 9))]
)
def test_of_several_places_the_nearest_counts_and_of_two_as_near_the_first(near: int, words: tuple[int, int]) -> None:
    assert StoredText("on b c d on f g h on j").find("on", near) == words


@pytest.mark.parametrize(("line", "word"), [(0, 0), (1, 0), (2, 2), (3, 2), (4, 4), (9, 5)])
def test_the_first_word_of_a_line_or_after_it_is_known(line: int, word: int) -> None:
    stored = StoredText("a b\n\nc d\ne")
    assert stored.first_word(line) == word
    assert stored.text((0, len(stored))) == "a b c d e"


word = st.text(alphabet="abcابتیك", min_size=3, max_size=3)
breaks = st.sampled_from([" ", "\n", "\r\n", "\n\n", "\u00a0", " \u200f", "\u200b\n", "\t"])


@settings(derandomize=True, deadline=None)
@given(st.data(), st.lists(word, min_size=1, max_size=30, unique=True))
def test_every_run_of_words_of_a_text_is_found_in_its_line(data: st.DataObject, words: list[str]) -> None:
    text, lines = "", []
    for one in words:
        lines.append(text.count("\n") + 1)
        text += one + data.draw(breaks)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    stored = StoredText(text)
    found = stored.find(" ".join(words[start:end]), start)
    assert found == (start, end)
    assert stored.line(start) == lines[start]


@settings(derandomize=True, deadline=None)
@given(st.lists(word, min_size=1, max_size=10, unique=True), st.data())
def test_a_run_of_words_with_one_letter_altered_is_not_found(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    at = data.draw(st.integers(0, len(text) - 1).filter(lambda at: text[at] != " "))
    assert StoredText(text).find(text[:at] + "x" + text[at + 1 :]) is None


@pytest.mark.parametrize(
    ("text", "quote", "splits"),
    [
        ("They disagreed to meet.", "agreed to meet", True),
        ("They agreed to meet.", "agreed to meet", False),
        ("They agreed to meetings.", "agreed to meet", True),
        ("disagreed, then agreed.", "agreed", False),
        ("قالت والنيجر اليوم", "النيجر", False),
        ("قالت مالنيجر اليوم", "النيجر", True),
        ("AESبرای بالا بردن", "برای بالا", False),
    ],
)
def test_a_quote_that_ends_inside_words_is_known(text: str, quote: str, splits: bool) -> None:
    assert StoredText(text).splits_words(quote) is splits


@pytest.mark.parametrize(
    ("text", "quote"), [("a " * 200_000, "a x"), ("a b " * 100_000, "b a x b"), ("a b " * 50_000, "a b c " * 3_000)]
)
def test_however_often_the_words_of_a_quote_stand_in_a_document_the_nearest_passage_is_found_soon(
    text: str, quote: str
) -> None:
    stored = StoredText(text)
    start = time.process_time()
    assert stored.nearest(quote)[0] == 1
    assert time.process_time() - start < 1
