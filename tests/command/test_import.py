"""`tarikh import`: timelines of other tools become events that quote their file, all of them or none."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, Run, copy_project, run_in, snapshot

Tarikh = Callable[..., Run]

OURS = ROOT / "content"

SLIDE = {
    "start_date": {"year": "1960", "month": "6", "day": 20},
    "text": {
        "headline": "The Mali Federation",
        "text": "It lasted for <b>two</b> months.<p>Then it <i>broke</i>; see <a href='//example.org/'>a book</a>",
    },
    "media": {"url": "https://example.org/flag.png", "caption": "Its flag", "credit": "A. Name"},
    "group": "Diplomacy",
    "unique_id": "mali-federation",
}
TIMELINE = {
    "title": {"text": {"headline": "West Africa", "text": "<p>Since 1960.</p>"}},
    "events": [
        SLIDE,
        {"start_date": {"year": -500}, "end_date": {"year": "-450"},
         "text": {"headline": "مملكة", "text": "نشأت مملكة قديمة."}},
        {"start_date": {"year": "1975"}, "text": {"headline": "A treaty"}, "group": "معاهدات"},
    ],
}  # fmt: skip
TABLE = "date;title;description;category;url\n3.4.2025;Talks;They spoke.;Trade|Economy;http://example.org/\n"
TEXT = "title: Notes\n\n# Talks #economy\n2025-04-03/2025-04-04: Ministers meet #Moscow\nThey *spoke*.\n"


def slide(date: str) -> str:
    """A timeline of one event."""
    return f'{{"events": [{{"start_date": {{{date}}}, "text": {{"headline": "A treaty"}}}}]}}'


@pytest.fixture
def put(project: Path) -> Callable[[str, object], str]:
    """Writes a file to import; what is no text is written as JSON."""

    def write(name: str, content: object) -> str:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1)
        (project / name).write_text(text, encoding="utf-8", newline="")
        return name

    return write


Put = Callable[[str, object], str]


def read(project: Path, path: str) -> Any:
    return yaml.safe_load((project / "content" / path).read_text(encoding="utf-8"))


def test_a_timeline_becomes_events_that_quote_it_and_pass_the_check(project: Path, tarikh: Tarikh, put: Put) -> None:
    result = tarikh("import", "timelinejs", put("west-africa.json", TIMELINE), "--publisher", "A. Publisher")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "3 events written below content/events, 2 new topics: west-africa, topic\n" in result.stdout
    assert read(project, "events/1960/mali-federation.yaml") == {
        "date": datetime.date(1960, 6, 20),
        "importance": "notable",
        "status": "reported",
        "topics": ["diplomacy"],
        "added": datetime.date.today(),
        "text": {
            "en": {
                "title": "The Mali Federation",
                "summary": "It lasted for two months.",
                "body": "Then it *broke*; see [a book](https://example.org/)\n",
            }
        },
        "citations": [{"document": "west-africa", "quote": ["The Mali Federation", "It lasted for"]}],
        "links": [{"url": "https://example.org/flag.png", "title": {"en": "Its flag · A. Name"}}],
    }
    ancient = read(project, "events/-0499/year-minus-0499.yaml")
    assert (ancient["date"], ancient["text"]["en"]["title"]) == ("-0499/-0449", "مملكة")
    stored = (project / "seeds/west-africa.json").read_bytes()
    assert stored == (project / "west-africa.json").read_bytes()
    assert read(project, "documents.yaml")["west-africa"] == {
        "file": "west-africa.json",
        "sha256": hashlib.sha256(stored).hexdigest(),
        "language": "en",
        "kind": "article",
        "title": "West Africa",
        "publisher": {"en": "A. Publisher"},
        "about": {"en": "Since 1960."},
    }
    assert read(project, "topics.yaml")["topic"] == {"name": {"en": "معاهدات"}}
    assert tarikh("check").stdout == "0 errors, 0 warnings in 49 events\n"
    assert tarikh("fmt", "--check").returncode == 0


def test_what_is_left_out_is_told_once_with_its_first_place(project: Path, tarikh: Tarikh, put: Put) -> None:
    slide = {**SLIDE, "unique_id": "", "background": {"url": "x"}}
    timeline = {"events": [slide, slide], "eras": [{"start_date": {"year": 1960}}]}
    result = tarikh("import", "timelinejs", put("a.json", timeline), "--dry-run")
    assert result.returncode == 0, result.stdout
    assert (
        'a.json:20:18: warning not-imported: left out: "background" of an event, here and in 1 other place\n'
        in result.stdout
    )
    assert ": warning not-imported: left out: an era\n" in result.stdout


def test_what_others_mean_by_our_words_is_told_when_it_is_left_out(project: Path, tarikh: Tarikh, put: Put) -> None:
    slide = {**SLIDE, "status": {"code": 7}, "importance": "80 %", "topics": ["trade", {"id": 3}]}
    result = tarikh("import", "timelinejs", put("a.json", {"events": [slide]}), "--dry-run")
    assert result.returncode == 0, result.stdout
    for lost in ('"status" of an event', '"80 %", which is none of major, notable, background', '"topics" of an event'):
        assert f": warning not-imported: left out: {lost}" in result.stdout


def test_letters_written_as_escapes_are_stored_so_that_people_can_read_them(
    project: Path, tarikh: Tarikh, put: Put
) -> None:
    result = tarikh("import", "timelinejs", put("a.json", json.dumps(TIMELINE)), "--document", "africa")
    assert result.returncode == 0, result.stdout
    assert json.loads((project / "seeds/africa.json").read_text(encoding="utf-8")) == TIMELINE
    quote = read(project, "events/-0499/year-minus-0499.yaml")["citations"][0]["quote"]
    assert quote == ["مملكة", "نشأت مملكة قديمة."]
    assert tarikh("check").returncode == 0


def test_a_table_becomes_events(project: Path, tarikh: Tarikh, put: Put) -> None:
    file = put("talks.csv", f"\ufeff{TABLE}")
    assert "ambiguous-date" in tarikh("import", "csv", file).stdout
    result = tarikh("import", "csv", file, "--dates", "dmy", "--status", "announced", "--title", "Talks of 2025")
    assert result.returncode == 0, result.stdout + result.stderr
    event = read(project, "events/2025/talks.yaml")
    assert (str(event["date"]), event["status"], event["topics"]) == ("2025-04-03", "announced", ["trade", "economy"])
    assert event["text"] == {"en": {"title": "Talks", "summary": "They spoke."}}
    assert event["links"] == [{"url": "https://example.org/", "title": {"en": "example.org"}}]
    assert "talks.csv:2:42: warning not-imported: http: in a link, written as https:" in result.stdout
    assert read(project, "documents.yaml")["talks"]["title"] == "Talks of 2025"
    assert tarikh("check").returncode == 0


def test_the_spreadsheet_of_timelinejs_becomes_events(project: Path, tarikh: Tarikh, put: Put) -> None:
    head = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,"
    head += "Media Caption,Media Thumbnail,Type,Group,Background\n"
    rows = ',,,,,,,,,"Women, writing",About them.,,,,,title,,\n1929,10,24,,1929,12,,,late 1929,"A ""Room""",,'
    rows += '"<blockquote>A woman must have money.</blockquote>",,,,,Books,\n'
    result = tarikh("import", "csv", put("w.csv", head + rows))
    assert result.returncode == 0, result.stdout + result.stderr
    event = read(project, "events/1929/a-room.yaml")
    assert (event["date"], event["topics"]) == ("1929-10-24/1929-12", ["books"])
    assert event["text"]["en"] == {
        "title": 'A "Room"',
        "summary": 'A "Room"',
        "body": "> A woman must have money.\n",
        "dating": "late 1929",
    }
    assert read(project, "documents.yaml")["w"]["title"] == "Women, writing"
    assert tarikh("check").returncode == 0


def test_a_text_of_markwhen_becomes_events(project: Path, tarikh: Tarikh, put: Put) -> None:
    result = tarikh("import", "markwhen", put("notes.mw", TEXT), "--language", "fr")
    assert result.returncode == 0, result.stdout + result.stderr
    event = read(project, "events/2025/ministers-meet.yaml")
    assert (event["original"], event["topics"]) == ("fr", ["talks", "moscow"])
    assert event["text"] == {"fr": {"title": "Ministers meet", "summary": "They spoke."}}
    assert event["citations"] == [
        {"document": "notes", "quote": "2025-04-03/2025-04-04: Ministers meet #Moscow"},
    ]
    assert read(project, "topics.yaml")["talks"] == {"name": {"en": "Talks", "fr": "Talks"}}
    assert 'the new topic "Talks" is called so in "en", too' in result.stdout
    assert tarikh("check").returncode == 0


def test_markwhen_dates_relative_to_others_are_told_and_the_rest_is_taken_if_asked(
    project: Path, tarikh: Tarikh, put: Put
) -> None:
    text = (
        "dateFormat: d/M/y\n3/4/2025: One\n2 weeks: Two\nevery week: Three\n2025-04/2 months: Four\n2025 - now: Five\n"
    )
    file = put("n.mw", text)
    refused = tarikh("import", "markwhen", file)
    assert (refused.returncode, refused.stdout.count("bad-date")) == (1, 2)
    assert 'n.mw:3:1: bad-date: "2 weeks" depends on another date\n' in refused.stdout
    assert refused.stdout.endswith("2 errors, 1 warning in 3 events: nothing was written; --partly takes the rest\n")
    assert not (project / "seeds/n.txt").exists()
    taken = tarikh("import", "markwhen", file, "--partly")
    assert taken.returncode == 1
    dates = {str(read(project, f"events/2025/{id}.yaml")["date"]) for id in ("one", "four", "five")}
    assert dates == {"2025-04-03", "2025-04/2025-05", "2025/.."}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", "[1, 2]", 'a.json:1:1: bad-import: there is no list of "events" in it'),
        ("a.json", '{"timeline": {"date": []}}', "a.json:1:1: bad-import: this is of TimelineJS 2"),
        ("a.json", '{"events": [{"text": {"headline": "A"}}]}', "a.json:1:13: bad-date: an event without a year"),
        ("a.json", slide('"year": 1, "day": 2'), "a.json:1:28: bad-date: a day 2 without a month"),
        ("a.json", slide('"year": "x"'), 'a.json:1:28: bad-date: "x" is no year'),
        ("a.json", slide('"year": 0'), "a.json:1:28: bad-date: there is no year 0"),
        ("a.json", slide('"year": 99999'), "years go from -9999 to 9999"),
        ("a.json", '{"events": [{"start_date": {"year": 1}}]}', "a.json:1:13: missing-field: an event without"),
        ("a.csv", "", "a.csv: bad-import: the file is empty"),
        ("a.csv", "title,date\n", "a.csv:1:1: bad-import: the first row is the only one"),
        ("a.csv", "colour,title\nred,A\n", "a.csv:1:1: bad-import: no column for the date"),
        ("a.csv", "date,colour\n2025,red\n", "a.csv:1:1: bad-import: no column for the title"),
        ("a.csv", "date,title\n2025,A,B\n", "a.csv:2:8: bad-import: more cells than the 2 of the first row"),
        ("a.csv", "date,title\n,A\n", "a.csv:2:1: bad-date: a row without a date"),
        ("a.csv", "date,title\n2025,\n", "a.csv:2:1: missing-field: a row without a title"),
        ("a.csv", "date,title\nsoon,A\n", 'a.csv:2:1: bad-date: "soon" is no date'),
        ("a.csv", "id,date,title\nmoscow-consultations,2025,Alpha\n", "a.csv:2:1: duplicate-id: the id"),
        ("a.mw", "title: Nothing\n\nNothing here.\n", "a.mw:1:1: bad-import: there is no event in it"),
        ("a.mw", "2025:\n", "a.mw:1:1: missing-field: an event without a text"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_at_its_place_and_nothing_is_written(
    project: Path, tarikh: Tarikh, put: Put, name: str, content: str, told: str
) -> None:
    file = put(name, content)
    before = [snapshot(project / part) for part in ("content", "seeds")]
    result = tarikh("import", {"json": "timelinejs", "csv": "csv", "mw": "markwhen"}[name[2:]], file)
    assert (result.returncode, result.stderr) == (1, "")
    assert told in result.stdout
    assert "nothing was written" in result.stdout
    assert [snapshot(project / part) for part in ("content", "seeds")] == before


def test_another_encoding_is_told_at_its_place(project: Path, tarikh: Tarikh) -> None:
    (project / "a.csv").write_bytes("date,title\n2025,Été\n".encode("cp1252"))
    result = tarikh("import", "csv", "a.csv")
    assert result.returncode == 1
    assert "a.csv:2:6: not-utf-8: byte 0xC9 is not UTF-8\n    save the file as UTF-8\n" in result.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--language", "de"], '--language: no language "de"'),
        (["--topic", "diplomcy"], '--topic: no topic "diplomcy"; did you mean "diplomacy"?'),
        (["--document", "A B"], '--document: "A B" is no id'),
        (["--document", "001_7bff28408e50688d"], 'there is a document "001_7bff28408e50688d" already'),
        (["--dates", "ymd"], "invalid choice: 'ymd'"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    project: Path, tarikh: Tarikh, put: Put, options: list[str], told: str
) -> None:
    file = put("a.csv", "date,title\n2025,A\n")
    before = snapshot(project / "content")
    result = tarikh("import", "csv", file, *options)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
    assert snapshot(project / "content") == before


def test_a_file_is_imported_once(project: Path, tarikh: Tarikh, put: Put) -> None:
    file = put("a.csv", "date,title\n2025,Alpha\n")
    assert tarikh("import", "csv", file).returncode == 0
    before = snapshot(project / "content")
    again = tarikh("import", "csv", file, "--document", "other")
    assert (again.returncode, again.stderr) == (2, "tarikh: a.csv is stored already, as a\n")
    assert snapshot(project / "content") == before


def test_events_with_one_title_have_ids_of_their_own_and_quote_their_own_rows(
    project: Path, tarikh: Tarikh, put: Put
) -> None:
    rows = "".join(f"{year},Election,They voted.\n" for year in (2019, 2020, 2020))
    result = tarikh("import", "csv", put("votes.csv", f"date,title,text\n{rows}"), "--topic", "Diplomacy")
    assert result.returncode == 0, result.stdout
    paths = sorted(path.relative_to(project) for path in project.glob("content/events/20[12][09]/election*"))
    assert [path.as_posix().removeprefix("content/") for path in paths] == [
        "events/2019/election.yaml",
        "events/2020/election-2.yaml",
        "events/2020/election-2020.yaml",
    ]
    assert read(project, "events/2019/election.yaml")["topics"] == ["diplomacy"]
    quotes = [read(project, f"events/2020/election-{it}.yaml")["citations"][0]["quote"] for it in ("2", "2020")]
    assert quotes == ["2020,Election,They voted."] * 2


def test_a_dry_run_tells_the_files_and_writes_none(project: Path, tarikh: Tarikh, put: Put) -> None:
    file = put("a.csv", "date,title,topic\n2025,Alpha,New\n")
    result = tarikh("import", "csv", file, "--dry-run")
    assert result.returncode == 0
    paths = ["content/documents.yaml", "content/topics.yaml", "seeds/a.csv", "content/events/2025/alpha.yaml"]
    assert result.stdout.splitlines()[:4] == paths
    assert not (project / "seeds/a.csv").exists()


def test_an_import_makes_a_site_at_once(project: Path, tarikh: Tarikh, put: Put) -> None:
    assert tarikh("import", "timelinejs", put("west-africa.json", TIMELINE)).returncode == 0
    built = run_in(project, "tarikh", "build")
    assert built.returncode == 0, built.stderr
    page = (project / "output/en/events/mali-federation.html").read_text(encoding="utf-8")
    assert "The Mali Federation" in page
    assert "West Africa" in page


@pytest.fixture
def emptied(tmp_path: Path) -> Path:
    """A project without events."""
    project = copy_project(tmp_path / "emptied")
    shutil.rmtree(project / "content/events")
    return project


def originals(language: str) -> dict[str, dict[str, Any]]:
    """Our own events by their ids, with what they say in a language."""
    events = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in OURS.glob("events/*/*.yaml")}
    return {id: {**event, "text": event["text"][language]} for id, event in events.items()}


@pytest.mark.parametrize("language", ["en", "fr", "ru", "ar", "fa"])
def test_our_own_timeline_for_timelinejs_comes_back_as_it_was(published: Path, emptied: Path, language: str) -> None:
    for registry in ("documents", "actors", "topics", "places"):
        (emptied / f"content/{registry}.yaml").write_text("{}\n", encoding="utf-8")
    (emptied / "content/omissions.yaml").unlink()
    file = published / f"output/{language}/timelinejs.json"
    result = run_in(emptied, "tarikh", "import", "timelinejs", str(file), "--language", language)
    assert result.returncode == 0, result.stdout + result.stderr
    topics = yaml.safe_load((OURS / "topics.yaml").read_text(encoding="utf-8"))
    names = read(emptied, "topics.yaml")
    back = {path.stem: read(emptied, f"events/{path.parent.name}/{path.name}") for path in events_of(emptied)}
    ours = originals(language)
    assert back.keys() == ours.keys()
    for id, event in back.items():
        said = {field: ours[id]["text"][field] for field in ("title", "summary")}
        assert (event["date"], event["text"]) == (ours[id]["date"], {language: said})
        assert (event["status"], event["importance"]) == (ours[id]["status"], ours[id]["importance"])
        called = [topics[topic]["name"][language] for topic in ours[id]["topics"]]
        assert [names[topic]["name"][language] for topic in event["topics"]] == called
    assert run_in(emptied, "tarikh", "build").returncode == 0


def test_our_own_table_comes_back_as_it_was(published: Path, emptied: Path) -> None:
    result = run_in(emptied, "tarikh", "import", "csv", str(published / "output/en/events.csv"))
    assert result.returncode == 0, result.stdout + result.stderr
    back = {path.stem: read(emptied, f"events/{path.parent.name}/{path.name}") for path in events_of(emptied)}
    kept = ("date", "importance", "status", "topics", "actors", "places")
    said = ("title", "summary", "dating", "note")
    for id, event in originals("en").items():
        assert {name: back[id].get(name) for name in kept} == {name: event.get(name) for name in kept}
        assert back[id]["text"]["en"] == {name: event["text"][name] for name in said if name in event["text"]}
        assert event.get("links", [])[:1] == [] or event["links"][0]["url"] in [it["url"] for it in back[id]["links"]]


def events_of(project: Path) -> list[Path]:
    return sorted(project.glob("content/events/*/*.yaml"))


def test_a_new_project_and_an_import_are_a_site_that_passes_the_strict_check(tmp_path: Path) -> None:
    assert run_in(tmp_path, "tarikh", "init", "mine").returncode == 0
    (tmp_path / "mine/notes.mw").write_text(TEXT, encoding="utf-8")
    for command in (["import", "markwhen", "notes.mw"], ["check", "--strict"], ["build"]):
        result = run_in(tmp_path / "mine", "tarikh", *command)
        assert result.returncode == 0, result.stdout + result.stderr
    assert (tmp_path / "mine/output/en/events/ministers-meet.html").is_file()
