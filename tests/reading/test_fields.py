"""The field tables: every fault of a file is found in one reading, with its place and a way to mend it."""

import pytest

from tarikh.model.chronology import Event, Passage
from tarikh.model.problem import Problem
from tarikh.reading import strict, tables
from tarikh.reading.evidence import StoredText
from tarikh.reading.fields import Context

KNOWN = {
    "language": ("en", "fr"),
    "topic": ("diplomacy", "defence"),
    "actor": ("mali", "niger"),
    "place": ("moscow",),
    "document": ("minutes",),
}
STORED = {"minutes": StoredText("First line.\nThe ministers met\nin Moscow on 3 April.\n")}

EVENT = """\
date: 2025-04-03
importance: major
status: reported
topics: [diplomacy]
actors: [mali]
places: [moscow]
text:
  en:
    title: They meet
    summary: They met.
    body: |
      One.

      Two.
citations:
  - document: minutes
    quote: ministers met in Moscow
"""


def read(text: str) -> tuple[object, list[Problem]]:
    """The event that a text describes, or INVALID, and the problems."""
    problems: list[Problem] = []
    node = strict.parse(text, "x.yaml", problems.append)
    assert node is not None
    context = Context(problems.append, KNOWN, STORED, "en")
    return tables.EVENT.decode(node, context, {"id": "x", "path": "x.yaml"}), problems


def test_a_sound_event_is_read_without_problems() -> None:
    event, problems = read(EVENT)
    assert problems == []
    assert isinstance(event, Event)
    assert event.date.edtf == "2025-04-03"
    assert event.text["en"].body == "One.\n\nTwo."
    assert event.citations == (Passage("minutes", ("ministers met in Moscow",), 2, ((3, 7),), {}),)
    assert (event.original, event.accounts) == ("en", ())


@pytest.mark.parametrize(
    ("sound", "broken", "code", "line", "column", "hint"),
    [
        ("status:", "staus:", "unknown-field", 3, 1, 'did you mean "status"?'),
        ("title:", "titel:", "unknown-field", 9, 5, 'did you mean "title"?'),
        ("[diplomacy]", "[diplomcy]", "unknown-topic", 4, 10, 'did you mean "diplomacy"?'),
        ("[mali]", "[mali, nigeria]", "unknown-actor", 5, 16, 'did you mean "niger"?'),
        ("[moscow]", "[moscou]", "unknown-place", 6, 10, 'did you mean "moscow"?'),
        ("document: minutes", "document: minuets", "unknown-document", 16, 15, 'did you mean "minutes"?'),
        ("  en:", "  eng:", "unknown-language", 8, 3, 'did you mean "en"?'),
        ("major", "mayor", "wrong-choice", 2, 13, 'did you mean "major"?'),
        ("2025-04-03", "2025-13", "bad-date", 1, 7, "months run from 01 to 12"),
        ("2025-04-03", "[2025]", "wrong-kind", 1, 7, ""),
        ("text:", "added: 2026-2-3\ntext:", "bad-date", 7, 8, "year, month, day"),
        ("text:", "added: 2026-02-29\ntext:", "bad-date", 7, 8, "year, month, day"),
        ("text:", "changes: [{on: 2026-02-28, what: {en: A}}]\ntext:", "missing-field", 7, 10, "write added:"),
        (
            "text:",
            "added: 2026-02-27\nchanges: [{on: 2026-02-28, what: {en: A}}, {on: 2026-02-27, what: {en: B}}]\ntext:",
            "change-date",
            8,
            44,
            "in order of time",
        ),
        ("[diplomacy]", "diplomacy", "wrong-kind", 4, 9, "write [a, b], or one `- a` a line"),
        ("[diplomacy]", "[]", "too-few", 4, 9, ""),
        ("[mali]", "[mali, niger, mali]", "twice", 5, 23, "leave one of them out"),
        ("They meet", "", "wrong-text", 9, 11, ""),
        (
            "ministers met",
            "minister met",
            "quote-not-found",
            17,
            12,
            "nearest, in its line 2: “ministers met in Moscow”; it has “ministers” where the quote has “minister”",
        ),
        ("ministers met in Moscow", "[ministers, Paris]", "quote-not-found", 17, 12, "nearest"),
        ("      Two.", "      Two, <br>three.", "raw-html", 14, 12, "a plain < is written"),
        (
            "      Two.",
            "      See [it](javascript:alert(1)).",
            "link-scheme",
            14,
            16,
            "links are https or mailto",
        ),
        ("      One.", "      ![One](https://x.org/one.png)", "markdown", 12, 7, "bodies hold paragraphs"),
        ("      One.", "      ## One", "markdown", 12, 7, "bodies hold paragraphs"),
        ("      One.", "      | a | b |", "markdown", 12, 7, "bodies hold paragraphs"),
        ("      One.", "      One[^1].", "markdown", 12, 10, "bodies hold paragraphs"),
        ("      One.", "      [it](../x.html)", "link-target", 12, 12, "https://"),
        ("They meet", "Meeting #2 is held", "cut-off", 9, 12, "put the text in quotes"),
        ("[mali]", "[mali، niger]", "unknown-actor", 5, 10, "separated by the comma ,"),
        ("      One.", '      <a href="https://x.org">', "raw-html", 12, 7, "use Markdown"),
    ],
)
def test_a_fault_has_a_code_a_place_and_a_hint(
    sound: str, broken: str, code: str, line: int, column: int, hint: str
) -> None:
    assert sound in EVENT
    _, problems = read(EVENT.replace(sound, broken, 1))
    [found] = [problem for problem in problems if problem.code == code]
    assert (found.place.line, found.place.column) == (line, column)
    assert hint in found.hint


@pytest.mark.parametrize(
    ("left_out", "line", "field"),
    [
        ("date: 2025-04-03\n", 1, "date"),
        ("    title: They meet\n", 9, "title"),
        ("  - document: minutes\n", 17, "document"),
    ],
)
def test_a_missing_field_is_reported_where_it_should_stand(left_out: str, line: int, field: str) -> None:
    text = EVENT.replace(left_out, "  -\n" if "- " in left_out else "", 1)
    _, problems = read(text)
    assert (line, f'no "{field}" in ') in [
        (problem.place.line, problem.message[: len(field) + 9]) for problem in problems
    ]


def test_all_faults_of_a_file_are_found_in_one_reading() -> None:
    text = (
        EVENT.replace("2025-04-03", "2025-4-3")
        .replace("major", "huge")
        .replace("diplomacy", "diplomcy")
        .replace("status: reported\n", "")
        .replace("One.", "One, <b>")
        .replace("Two.", "[Two](data:x)")
        .replace("ministers", "presidents")
    )
    _, problems = read(text + "colour: red\n")
    assert sorted(problem.code for problem in problems) == [
        "bad-date",
        "link-scheme",
        "missing-field",
        "quote-not-found",
        "raw-html",
        "unknown-field",
        "unknown-topic",
        "wrong-choice",
    ]


def test_a_fault_of_a_quoted_or_folded_text_is_reported_where_the_text_begins() -> None:
    _, [quoted] = read(EVENT.replace("body: |\n      One.\n\n      Two.", 'body: "One <b>"'))
    assert (quoted.place.line, quoted.place.column) == (11, 11)


@pytest.mark.parametrize(
    "body",
    [
        "a < b",
        "5 <6",
        "<https://example.org/>",
        "[it](mailto:a@example.org)",
        "a &lt;b",
        "Ratio 1:2.",
    ],
)
def test_markdown_without_html_is_welcome(body: str) -> None:
    _, problems = read(EVENT.replace("      One.", f"      {body}"))
    assert problems == []


@pytest.mark.parametrize(
    ("table", "text", "code"),
    [
        (tables.TOPICS, "Bad Id: {name: {en: A}}", "bad-id"),
        (tables.TOPICS, "t: {name: {fr: A}}", "missing-language"),
        (tables.TOPICS, "[t]", "wrong-kind"),
        (tables.PLACES, "p: {kind: city, name: {en: A}, latitude: 90.1, longitude: 0}", "wrong-text"),
        (tables.PLACES, "p: {kind: city, name: {en: A}, latitude: ۱۲, longitude: 0}", "wrong-text"),
        (tables.PLACES, "p: {kind: city, name: {en: A}, latitude: 1e1, longitude: 0}", "wrong-text"),
        (tables.ACTORS, "a: {kind: state, name: {en: A}, wikidata: q1}", "wrong-text"),
    ],
)
def test_registries_refuse_what_they_cannot_hold(table: object, text: str, code: str) -> None:
    problems: list[Problem] = []
    node = strict.parse(text, "x.yaml", problems.append)
    table.decode(node, Context(problems.append, KNOWN, default_language="en"))  # type: ignore[attr-defined]
    assert [problem.code for problem in problems] == [code]
