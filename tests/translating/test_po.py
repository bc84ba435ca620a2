"""PO files: what is written is read again by this reader and by another, and no fault passes for a text."""

from __future__ import annotations

from time import perf_counter

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from tarikh.model.problem import Problem
from tarikh.translating.po import Catalog, Entry, read, written

HEADER = 'msgid ""\nmsgstr "Language: fr\\n"\n\n'
TEXT = st.text(st.one_of(st.sampled_from('\\"n\n\t ‌é«\u00a0م#'), st.characters(exclude_categories=["Cs", "Cc"])))
SEEN = TEXT.filter(bool)
ENTRY = st.builds(
    Entry,
    st.from_regex(r"[a-z]{1,9} [a-z.]{1,9}", fullmatch=True),
    SEEN,
    TEXT,
    st.booleans(),
    TEXT,
    st.lists(st.text("ab (:\n"), max_size=2).map(tuple),
    st.sampled_from(["", "content/a b.yaml:3"]),
)


def faults(text: str) -> list[str]:
    found: list[Problem] = []
    assert read(text, "fr.po", found.append) is None
    return [str(problem).partition("\n")[0] for problem in found]


def sound(text: str) -> Catalog:
    catalog = read(text, "fr.po", lambda problem: pytest.fail(str(problem)))
    assert catalog
    return catalog


@given(st.lists(ENTRY, unique_by=lambda entry: entry.context))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    text = written("Site", "zh-Hant", entries)
    catalog = sound(text)
    told = [(it.context, it.original, it.translation, it.fuzzy) for it in entries]
    assert catalog.language == "zh-Hant"
    assert [(it.context, it.original, it.translation, it.fuzzy) for it in catalog.entries] == told
    lines = text.split("\n")
    assert all(lines[it.line - 1].startswith("msgstr ") for it in catalog.entries)

    # Babel takes other line breaks, such as U+2028, for the ends of lines: it is given the lines one by one
    others = [it for it in read_po(lines, abort_invalid=True) if it.id]
    assert [(it.context, it.id, it.string, it.fuzzy) for it in others] == told


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_other_programs_may_break_lines_and_keep_what_is_gone(ends: str) -> None:
    text = (
        '# by hand\nmsgid ""\nmsgstr ""\n"Language: fr\\n"\n"X-Generator: Other\\n"\n\n'
        '#, fuzzy\n#~ msgid "gone"\n#~ msgstr "parti"\n\n'
        'msgctxt ""\n"a "\n"b"\nmsgid ""\n"one "\n"two\\n"\n"three"\nmsgstr "un"\n" deux"\n'
        '#, no-wrap, fuzzy\nmsgid "c"\nmsgstr "d"\n'
    )
    catalog = sound("\ufeff" + text.replace("\n", ends))
    assert [(it.context, it.original, it.translation, it.fuzzy) for it in catalog.entries] == [
        ("a b", "one two\nthree", "un deux", False),
        ("", "c", "d", True),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('msgid "a"\nmsgstr "b\n', 'fr.po:5:1: po: "msgstr "b" is no line of a PO file'),
        ('msgid "a"\nmsgstr "b"c"\n', 'fr.po:5:1: po: "msgstr "b"c"" is no line of a PO file'),
        ('"a"\n', 'fr.po:4:1: po: ""a"" is no line of a PO file'),
        ('msgid "a"\nmsgstr[0] "b"\n', "fr.po:5:1: po: a plural, which no text here has"),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\n', "fr.po:5:1: po: a plural, which no text here has"),
        ('msgid "a"\n', "fr.po:4:1: po: an entry needs both msgid and msgstr"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', "fr.po:6:1: po: a second msgstr in one entry"),
        ('msgid "a"\nmsgstr "\\x41"\n', 'fr.po:5:1: po: "\\x" stands for nothing'),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 'fr.po:7:1: po: "a" stands here a second time'),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, told: str) -> None:
    assert faults(HEADER + text) == [told]


def test_all_faults_are_told_at_once() -> None:
    assert len(faults('msgid "a"\nmsgstr "\\y\n\nmsgid "b"\n\nmsgid "c"\nmsgstr "\\z"\n')) == 3


def test_a_text_of_many_lines_is_read_soon() -> None:
    line, many = "a" * 70, 100_000
    begun = perf_counter()
    [entry] = sound(HEADER + 'msgid "a"\nmsgstr ""\n' + f'"{line}"\n' * many).entries
    assert perf_counter() - begun < 10  # it took a minute
    assert entry.translation == line * many
