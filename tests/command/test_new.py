"""`tarikh new`: a file that the reader takes, from arguments, answers and loose quotes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from select import select
from typing import Any

import pytest
import yaml

from conftest import ROOT, Run

Tarikh = Callable[..., Run]

PATIENCE = 60  # seconds
TITLE = "Ministers discuss trade in Moscow"
PATH = "content/events/2025/ministers-discuss-trade-in-moscow.yaml"
EXACT = "إلى جانب قضايا التعاون الثنائي في مختلف المجالات"
QUOTED = "الأولى لمشاورات وزراء خارجية"
GIVEN = {
    "--date": "2025-04-03",
    "--title": TITLE,
    "--summary": "Russia’s and Mali’s ministers spoke of trade.",
    "--quote": EXACT,
}


def arguments(**changed: object) -> list[str]:
    """The arguments of a sound event, some of them changed, added or, as None, left out."""
    options: dict[str, object] = {**GIVEN, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    return [
        word
        for name, value in options.items()
        if value is not None
        for each in (value if isinstance(value, list) else [value])
        for word in ([name, each] if each or name == "--quote" else [name])
    ]


def read(project: Path, path: str = PATH) -> dict[str, Any]:
    event: dict[str, Any] = yaml.safe_load((project / path).read_text(encoding="utf-8"))
    return event


def test_arguments_make_a_whole_event_that_is_canonical_and_passes_the_check(project: Path, tarikh: Tarikh) -> None:
    result = tarikh("new", *arguments())
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout == (
        f"{PATH}\n0 errors, 0 warnings in 1 event\n"
        "next, translate: its text in fr, ru, ar, fa; its quote in en, fr, ru, fa\n"
    )
    assert (project / PATH).read_text(encoding="utf-8") == (
        "date: 2025-04-03\n"
        "importance: notable\n"
        "status: reported\n"
        "topics: [economy]\n"
        "actors: [russia, mali]\n"
        "places: [moscow]\n"
        f"added: {date.today()}\n"
        "text:\n"
        "  en:\n"
        "    title: Ministers discuss trade in Moscow\n"
        "    summary: Russia’s and Mali’s ministers spoke of trade.\n"
        "citations:\n"
        "  - document: 002_c46881abb94f9776\n"
        f"    quote: {EXACT}\n"
    )
    assert "suggested, please review: actors russia, mali\n" in result.stderr
    assert not [*(project / "content/events/2025").glob(".*")]
    assert tarikh("check").stdout == "0 errors, 0 warnings in 47 events\n"
    assert tarikh("fmt", "--check", PATH).returncode == 0


def test_the_first_line_names_the_schema_where_there_is_one(project: Path, tarikh: Tarikh) -> None:
    (project / "schema").mkdir()
    (project / "schema/event.json").write_text("{}", encoding="utf-8")
    dry = tarikh("new", *arguments(dry_run=""))
    assert dry.stdout.startswith("# yaml-language-server: $schema=../../../schema/event.json\ndate: 2025-04-03\n")
    assert tarikh("new", *arguments()).returncode == 0
    assert (project / PATH).read_text(encoding="utf-8") == dry.stdout
    assert tarikh("fmt", "--check", PATH).returncode == 0


def test_all_that_is_given_is_taken_instead_of_suggestions(project: Path, tarikh: Tarikh) -> None:
    given = arguments(
        topic=["diplomacy", "economy"], actor="aes", place="-", importance="major", status="alleged", id="trade_talks"
    )
    result = tarikh("new", *given)
    assert (result.returncode, result.stderr) == (0, "")
    event = read(project, "content/events/2025/trade_talks.yaml")
    assert (event["topics"], event["actors"]) == (["diplomacy", "economy"], ["aes"])
    assert "places" not in event
    assert (event["importance"], event["status"]) == ("major", "alleged")


def test_a_dry_run_prints_the_file_and_writes_nothing(project: Path, tarikh: Tarikh) -> None:
    dry = tarikh("new", *arguments(dry_run=""))
    assert dry.returncode == 0
    assert not (project / PATH).exists()
    tarikh("new", *arguments())
    assert (project / PATH).read_text(encoding="utf-8") == dry.stdout


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("الى جانب  قضايا التعاون الثنائى\nفی مختلف المـجالات", "line 17"),
        ("ٱلجانب الروسي عن استعداده لتقديم المساعدة التقنية اللازمة؛ بحسب البيان", "line 15"),
        ("٢٠٢٥ «كه در اوايل آوريل", "line 7: “2025که در اوایل آوریل”"),
        ("28 مليار دولار امريكي في عام ٢٠٢٤", "line 20: “28 مليار دولار أمريكي في عام 2024”"),
        ("روسيه روابط نظامي را", "000_5759ccfff0efa866, line 81: “روسیه روابط نظامی را”"),
    ],
)
def test_loose_quotes_are_written_in_the_words_of_the_document(
    project: Path, tarikh: Tarikh, quote: str, told: str
) -> None:
    result = tarikh("new", *arguments(quote=quote))
    assert result.returncode == 0, result.stdout + result.stderr
    assert told in result.stderr
    assert "0 errors" in result.stdout


def test_a_passage_that_goes_on_in_the_next_line_is_one_text(project: Path, tarikh: Tarikh) -> None:
    result = tarikh("new", *arguments(quote="لتنسيق الجهود الامنية\n\nاعلنت وزارة الدفاع"))
    assert result.returncode == 0, result.stdout + result.stderr
    quote = "لتنسيق الجهود الأمنية أعلنت وزارة الدفاع"
    assert read(project)["citations"] == [{"document": "003_1c98fab6017a2396", "quote": quote}]


def test_a_quote_that_is_nowhere_is_told_with_the_nearest_passage(project: Path, tarikh: Tarikh) -> None:
    result = tarikh("new", *arguments(quote="إلى جانب قضايا التعاون الثلاثي في كل المجالات"))
    assert (result.returncode, result.stdout) == (1, "")
    assert "no document says “إلى جانب قضايا التعاون الثلاثي في كل المجالات”" in result.stderr
    assert (
        "nearest, in 002_c46881abb94f9776, line 17: “إلى جانب قضايا التعاون الثنائي في مختلف المجالات،”"
        in result.stderr
    )
    assert not (project / PATH).exists()
    hopeless = tarikh("new", *arguments(quote="The quick brown fox jumps over the dog"))
    assert hopeless.returncode == 1
    assert hopeless.stderr.endswith("no document says “The quick brown fox jumps over the dog”\n")


def test_a_quote_that_stands_in_another_document_than_the_one_named_is_told_so(project: Path, tarikh: Tarikh) -> None:
    result = tarikh("new", *arguments(document="001"))
    assert (result.returncode, result.stdout) == (1, "")
    assert f"“{EXACT}” does not stand in 001_7bff28408e50688d, but in 002_c46881abb94f9776, line 17\n" in result.stderr
    assert not (project / PATH).exists()


def test_of_several_places_the_first_is_taken_or_the_one_in_the_line_given(project: Path, tarikh: Tarikh) -> None:
    first = tarikh("new", *arguments(quote="القوة الموحدة للتحالف", id="first"))
    assert first.returncode == 0
    assert "stands in 002_c46881abb94f9776, line 3; 002_c46881abb94f9776, line 9; the first is taken" in first.stderr
    second = tarikh("new", *arguments(quote="القوة الموحدة للتحالف", id="second", line="9"))
    assert second.returncode == 0
    quotes = [read(project, f"content/events/2025/{id}.yaml")["citations"] for id in ("first", "second")]
    assert quotes == [
        [{"document": "002_c46881abb94f9776", "quote": "القوة الموحدة للتحالف"}],
        [{"document": "002_c46881abb94f9776", "quote": "القوة الموحدة للتحالف في كفاحه من"}],
    ]
    wrong = tarikh("new", *arguments(quote="القوة الموحدة للتحالف", id="third", line="4"))
    assert wrong.returncode == 2
    assert "not in line 4, but in 002_c46881abb94f9776, line 3; 002_c46881abb94f9776, line 9" in wrong.stderr


def test_a_quote_is_told_apart_with_both_of_a_pair_of_marks_and_it_is_told_why(tarikh: Tarikh) -> None:
    result = tarikh("new", *arguments(quote="روسيا", document="002", line="21", dry_run=""))
    assert result.returncode == 0
    quote = "“خطوة مهمة في تعزيز العلاقات بين التحالف وروسيا”"
    assert f"    quote: {quote}\n" in result.stdout
    told = f"quoted from 002_c46881abb94f9776, line 21, lengthened, as “روسيا” stands in line 1 first: “{quote}”\n"
    assert told in result.stderr


def test_what_another_event_quotes_already_or_tells_alike_is_told(project: Path, tarikh: Tarikh) -> None:
    twin = "content/events/2025/moscow-consultations.yaml"
    event = read(project, twin)
    given = arguments(
        date=event["date"], title=f"{event['text']['en']['title']}!", actor="Russia", id="talks", quote=QUOTED
    )
    result = tarikh("new", *given)
    assert result.returncode == 0, result.stdout + result.stderr
    quoted = re.search(r"^already quoted in (.*)$", result.stderr, re.MULTILINE)
    assert quoted
    assert twin in quoted[1].split(", ")
    assert all(QUOTED in (project / path).read_text(encoding="utf-8") for path in quoted[1].split(", "))
    assert re.search(
        rf"^it may be told .*in {twin}.*: the same date, an actor of both, a title alike; join",
        result.stderr,
        re.MULTILINE,
    )


def test_a_year_that_may_be_of_another_calendar_is_told_unless_other_events_are_near(
    project: Path, tarikh: Tarikh
) -> None:
    told = "is this a year of another calendar? Dates are Gregorian: 1404\n"
    assert told in tarikh("new", *arguments(date="1404-01-14")).stderr
    assert told not in tarikh("new", *arguments(date="1404-01-15", id="another")).stderr
    assert "another calendar" not in tarikh("new", *arguments(date="1600", id="third")).stderr


def test_an_id_that_is_made_is_told_as_the_address_for_good(tarikh: Tarikh) -> None:
    told = "the address of its page for good; --id chooses another\n"
    assert f"id: ministers-discuss-trade-in-moscow, {told}" in tarikh("new", *arguments(dry_run="")).stderr
    assert told not in tarikh("new", *arguments(dry_run="", id="talks")).stderr


def test_entries_are_named_by_ids_in_any_case_and_by_names_in_any_language(project: Path, tarikh: Tarikh) -> None:
    given = arguments(topic=["Diplomacy economy"], actor=["RUSSIA", "Burkina Faso، مالي"], place="Moscou", id="talks")
    result = tarikh("new", *given)
    assert result.returncode == 0, result.stdout + result.stderr
    event = read(project, "content/events/2025/talks.yaml")
    assert (event["topics"], event["actors"]) == (["diplomacy", "economy"], ["russia", "burkina-faso", "mali"])
    assert event["places"] == ["moscow"]


def test_all_documents_that_say_so_are_named(tarikh: Tarikh) -> None:
    quote = "عبد الله ديوب"
    anywhere = tarikh("new", *arguments(quote=quote, dry_run=""))
    assert (
        "stands in 001_7bff28408e50688d, line 7; 002_c46881abb94f9776, line 17; the first is taken" in anywhere.stderr
    )
    assert "document: 001_7bff28408e50688d\n" in anywhere.stdout
    there = tarikh("new", *arguments(quote=quote, document="seeds/002_c46881abb94f9776.txt", dry_run=""))
    assert (there.returncode, "stands in" in there.stderr) == (0, False)
    assert "document: 002_c46881abb94f9776\n" in there.stdout


def test_where_there_are_no_documents_none_can_be_quoted(project: Path, tarikh: Tarikh) -> None:
    (project / "content/documents.yaml").write_text("{}\n", encoding="utf-8")
    result = tarikh("new", *arguments())
    assert (result.returncode, result.stdout) == (2, "")
    assert "there is no document to quote" in result.stderr


def test_of_many_places_only_some_are_named(tarikh: Tarikh) -> None:
    result = tarikh("new", *arguments(quote="الساحل", dry_run=""))
    assert result.returncode == 0
    assert result.stderr.partition("; the first is taken")[0].count(", line ") == 9
    assert "; …; the first is taken" in result.stderr


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"date": None, "summary": None}, "missing: --date, --summary"),
        ({"date": "3 April 2025"}, "--date: "),
        ({"date": "2025-02-30"}, "--date: "),
        ({"title": "  "}, "--title: nothing is written here"),
        ({"quote": ""}, "--quote: nothing is written here"),
        ({"quote": " \n"}, "--quote: nothing is written here"),
        ({"actor": "Russian Federation"}, '--actor: no actor "Russian Federation"; '),
        ({"title": "محادثات في موسكو"}, "--id: none can be made of this title"),
        ({"id": "Trade"}, '--id: "Trade" is no id; ids are made of small letters'),
        ({"id": "../trade"}, '--id: "../trade" is no id'),
        ({"id": "moscow-consultations"}, "is taken by content/events/2025/moscow-consultations.yaml"),
        ({"topic": "diplomcy"}, '--topic: no topic "diplomcy"; did you mean "diplomacy"?'),
        ({"topic": "-"}, "an event has one at least: alliance, ecowas, diplomacy"),
        ({"title": "Nothing named", "summary": "Nothing."}, "an event has one at least: alliance, ecowas, diplomacy"),
        ({"actor": "rusia"}, '--actor: no actor "rusia"; did you mean "russia"?'),
        ({"place": "moskow"}, '--place: no place "moskow"; did you mean "moscow"?'),
        ({"document": "007"}, '--document: no document "007"'),
        ({"language": "de"}, '--language: no language "de"'),
        ({"importance": "high"}, "invalid choice: 'high'"),
        ({"line": "x"}, "--line"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    project: Path, tarikh: Tarikh, changed: dict[str, str | None], told: str
) -> None:
    before = sorted((project / "content").rglob("*"))
    result = tarikh("new", *arguments(**changed))
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
    assert sorted((project / "content").rglob("*")) == before


def test_nothing_that_is_there_is_overwritten(project: Path, tarikh: Tarikh) -> None:
    tarikh("new", *arguments())
    before = (project / PATH).read_bytes()
    again = tarikh("new", *arguments(summary="Another: Mali’s trade."))
    assert again.returncode == 2
    assert f'"ministers-discuss-trade-in-moscow" is taken by {PATH}' in again.stderr
    elsewhere = tarikh("new", *arguments(date="2024-04"))
    assert elsewhere.returncode == 2
    assert (project / PATH).read_bytes() == before


@pytest.mark.parametrize(
    ("date", "folder"), [("2025-12-31/2026-01-02", "2025"), ("../2026", "2026"), ("0622", "0622"), ("198X", "1980")]
)
def test_the_folder_is_the_year_of_the_date(project: Path, tarikh: Tarikh, date: str, folder: str) -> None:
    result = tarikh("new", *arguments(date=date))
    assert result.returncode == 0, result.stdout + result.stderr
    assert (project / "content/events" / folder / Path(PATH).name).exists()


def test_a_text_in_another_language_is_the_original(project: Path, tarikh: Tarikh) -> None:
    result = tarikh(
        "new",
        *arguments(
            language="fa",
            title="گفت‌وگوی وزیران روسیه و مالی",
            summary="وزیران روسیه و مالی در مسکو دربارهٔ دیپلماسی سخن گفتند.",
            id="trade-talks",
        ),
    )
    assert result.returncode == 0, result.stdout + result.stderr
    event = read(project, "content/events/2025/trade-talks.yaml")
    assert (event["original"], event["topics"]) == ("fa", ["diplomacy"])
    assert (event["actors"], event["places"]) == (["russia", "mali"], ["moscow"])
    assert "next, translate: its text in en, fr, ru, ar; its quote in en, fr, ru, fa\n" in result.stdout


def test_what_the_reader_refuses_is_not_written(project: Path, tarikh: Tarikh) -> None:
    short = tarikh("new", *arguments(quote="في", document="002"))
    assert short.returncode == 1
    assert "too-short: a quote that proves nothing" in short.stdout
    assert short.stdout.endswith("1 error, 0 warnings in 1 event: nothing was written\n")
    control = tarikh("new", *arguments(title="Trade\x07 in Moscow"))
    assert control.returncode == 1
    assert control.stderr.endswith("tarikh: this cannot be written: the invisible character U+0007\n")
    assert not [*(project / "content/events/2025").glob("trade*")]


def test_warnings_of_the_new_file_are_told(project: Path, tarikh: Tarikh) -> None:
    result = tarikh("new", *arguments(summary="Ecowas spoke of trade."))
    assert result.returncode == 0
    assert f'{PATH}:11:14: warning glossary: "Ecowas" in "en"' in result.stdout
    assert "0 errors, 1 warning in 1 event" in result.stdout


def test_broken_registries_are_told_first(project: Path, tarikh: Tarikh) -> None:
    (project / "content/topics.yaml").write_text("economy: {}\n", encoding="utf-8")
    result = tarikh("new", *arguments())
    assert result.returncode == 1
    assert "content/topics.yaml:1:10: missing-field" in result.stdout
    assert not (project / PATH).exists()


pty = pytest.importorskip("pty", reason="asks at terminals, which this system has no pairs of")


def answered(project: Path, answers: list[tuple[str, str]], *given: str) -> tuple[int, str]:
    """Runs `tarikh new` at a terminal, answers what it asks, and returns its status and all that was shown."""
    terminal, its_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tarikh", "new", *given],
        cwd=project,
        env={**os.environ, "TERM": "dumb"},
        stdin=its_end,
        stdout=its_end,
        stderr=its_end,
        start_new_session=True,
    )
    os.close(its_end)
    shown, told = b"", 0
    try:
        for question, answer in answers:
            while question.encode() not in shown[told:]:
                assert select([terminal], [], [], PATIENCE)[0], f"asks nothing after {shown.decode()}"
                shown += os.read(terminal, 4096)
            told = len(shown)
            os.write(terminal, f"{answer}\n".encode())
        with suppress(OSError):  # on Linux, the end
            while more := os.read(terminal, 4096):
                shown += more
        return process.wait(PATIENCE), shown.decode()
    finally:
        process.kill()
        process.wait()
        os.close(terminal)


def test_at_a_terminal_it_asks_for_what_is_missing_until_it_can_be_taken(project: Path) -> None:
    status, shown = answered(
        project,
        [
            ("2025-04-03/2025-04-04: ", "3 April"),
            ("2025-04-03/2025-04-04: ", "1404-01-14"),
            ("another calendar? Dates are Gregorian: 1404\r\nGo on all the same, yes or no [no]: ", ""),
            ("2025-04-03/2025-04-04: ", "2025-04-03"),
            ("Summary (en), one or two sentences: ", "Russia’s and Mali’s ministers spoke."),
            ("Quote, as the document has it: ", "قضايا التعاون الثلاثي"),
            ("Quote, as the document has it: ", QUOTED),
            ("Go on all the same, yes or no [no]: ", "maybe"),
            ("Go on all the same, yes or no [no]: ", "n"),
            ("Quote, as the document has it: ", "القوة الموحدة للتحالف"),
            ("Which of these, 2 or line 9 [1]: ", "3"),
            ("Which of these, 2 or line 9 [1]: ", "line 9"),
            ("Topics by id or name, with commas between [alliance]: ", "-"),
            ("Topics by id or name, with commas between [alliance]: ", "economy, diplomcy"),
            ("Topics by id or name, with commas between [alliance]: ", "economy, Diplomatie"),
            ("Actors by id or name, with commas between, - for none [russia, mali]: ", ""),
            ("Places by id or name, with commas between, - for none [moscow]: ", "-"),
            ("Importance, major, notable or background [notable]: ", ""),
            ("Status, reported, alleged, announced or forecast [reported]: ", "announced"),
            ("[ministers-meet-in-moscow]: ", "moscow-consultations"),
            ("[ministers-meet-in-moscow]: ", ""),
        ],
        "--title",
        "Ministers meet in Moscow",
    )
    assert status == 0, shown
    assert "nearest, in 002_c46881abb94f9776, line" in shown
    assert (
        "  2: 002_c46881abb94f9776, line 9: الروسي دعمه الثابت لتفعيل **القوة الموحدة للتحالف** في كفاحه من أجل"
        in shown
    )
    assert shown.index("lengthened, as “القوة الموحدة للتحالف”") < shown.index("Topics by id")
    assert re.search(r"^  alliance +The Alliance and its institutions ", shown, re.MULTILINE)
    assert re.search(r" sergey-lavrov +Sergey", shown)
    assert 'no topic "diplomcy"; did you mean "diplomacy"?' in shown
    event = read(project, "content/events/2025/ministers-meet-in-moscow.yaml")
    assert (event["topics"], event["actors"]) == (["economy", "diplomacy"], ["russia", "mali"])
    assert ("places" in event, event["status"]) == (False, "announced")
    assert event["citations"] == [
        {"document": "002_c46881abb94f9776", "quote": "القوة الموحدة للتحالف في كفاحه من"},
    ]


def test_the_end_of_answers_ends_it_and_nothing_is_written(project: Path) -> None:
    status, shown = answered(project, [("2025-04-03/2025-04-04: ", "2025-04-03"), ("Title (en): ", "\x04")])
    assert status == 130, shown
    assert "Traceback" not in shown
    assert len([*(project / "content/events").rglob("*.yaml")]) == len([*(ROOT / "content/events").rglob("*.yaml")])


def test_an_event_is_begun_in_one_language_where_the_site_asks_for_more(project: Path, tarikh: Tarikh) -> None:
    site = project / "content/site.yaml"
    site.write_text(f"{site.read_text(encoding='utf-8')}translations: [fr]\n", encoding="utf-8")
    result = tarikh("new", *arguments())
    assert (result.returncode, result.stdout.count("missing-language")) == (1, 2)
    assert (project / PATH).is_file()
