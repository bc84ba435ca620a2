"""Open data of the built site, as those who take it find it: complete, as its schemas say, and safe in spreadsheets."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import Run

SITE = "https://example.org/tarikh/"
LANGUAGES = ("en", "fr", "ru", "ar", "fa")
FOLDERS = ("", *(f"{tag}/" for tag in LANGUAGES))
SAID = {
    "en": {"alleged": ["Alleged"], "announced": ["Announced"], "forecast": ["Forecast"]},
    "fr": {"alleged": ["Allégation"], "announced": ["Annonce"], "forecast": ["Prévision"]},
    "ru": {"alleged": ["Утверждается"], "announced": ["Объявлено"], "forecast": ["Прогноз"]},
    "ar": {"alleged": ["ادعاء"], "announced": ["إعلان"], "forecast": ["توقّع"]},
    "fa": {"alleged": ["ادعاشده"], "announced": ["اعلام‌شده"], "forecast": ["پیش‌بینی‌شده"]},
}
Json = Any


def read(file: Path) -> Json:
    return json.loads(file.read_text(encoding="utf-8"))


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text, strict=True))


def closed(schema: Json) -> Json:
    """A schema that takes no field that it does not name."""
    if isinstance(schema, list):
        return [closed(it) for it in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(it) for key, it in schema.items()}
    return {**made, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else made


def texts(told: Json) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    for it in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from texts(it)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", ["events", "documents"])
def test_each_file_is_as_its_schema_says_and_names_it(built: Path, folder: str, name: str) -> None:
    told, schema = read(built / f"{folder}{name}.json"), read(built / f"{folder}{name}.schema.json")
    assert (told["version"], told["schema"], schema["$id"]) == (1, *[f"{SITE}{folder}{name}.schema.json"] * 2)
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(closed(schema)).iter_errors(told)) == []
    assert all(field["description"] for it in schema["$defs"].values() for field in it["properties"].values())
    broken = json.loads(json.dumps(told))
    next(it for it in broken[name] if it["date"])["date"]["first"] = "3 April"
    assert list(Draft202012Validator(schema).iter_errors(broken))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_address_of_the_site_in_open_data_leads_to_a_file(built: Path, folder: str) -> None:
    files = [built / f"{folder}{name}.json" for name in ("events", "documents")]
    files += [built / f"{folder}timelinejs.json"] if folder else []
    told = {it for file in files for text in texts(read(file)) for it in re.findall(rf'{SITE}[^"]*', text)}
    assert len(told) > 40
    assert [
        it for it in told if not (built / (it.removeprefix(SITE) + "index.html" * it.endswith("/"))).is_file()
    ] == []


def in_one(told: Json, tag: str) -> Json:
    """What is told in all languages, in one of them."""
    if isinstance(told, list):
        return [in_one(it, tag) for it in told]
    if not isinstance(told, dict):
        return told
    if told and told.keys() <= set(LANGUAGES):
        return told.get(tag)
    return {key: in_one(it, tag) for key, it in told.items()}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_all_languages_tell_the_same_as_each_of_them(built: Path, tag: str) -> None:
    one, every = (read(built / folder / "events.json")["events"] for folder in (tag, ""))
    assert len(every) == len({event["id"] for event in every}) > 40
    assert [{**event, "language": tag} for event in in_one(every, tag)] == one
    documents = [read(built / folder / "documents.json")["documents"] for folder in (tag, "")]
    assert in_one(documents[1], tag) == documents[0]


def test_events_stand_in_the_order_of_their_dates_with_their_evidence(built: Path) -> None:
    events = read(built / "en/events.json")["events"]
    firsts = [event["date"]["first"] or event["date"]["last"] for event in events]
    assert firsts == sorted(firsts)
    assert all(event["citations"] for event in events)
    documents = {document["id"] for document in read(built / "en/documents.json")["documents"]}
    passages = [
        it for event in events for it in (*event["citations"], *(told["passage"] for told in event["accounts"]))
    ]
    assert {passage["document"] for passage in passages} == documents
    assert all((passage["translation"] is None) == (passage["language"] == "en") for passage in passages)


def flat(record: Json, way: list[str]) -> str:
    """What a table says of a record in the column of a field, by the rules of the data page."""
    if record is None:
        return ""
    if isinstance(record, list):
        return ("\n" if way else " […] ").join(flat(it, way) for it in record)
    if way:
        return flat(record.get(way[0]), way[1:])
    return json.dumps(record) if isinstance(record, bool) else str(record)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_table_tells_what_the_json_does(built: Path, folder: str) -> None:
    events, told = read(built / f"{folder}events.json")["events"], rows(built / f"{folder}events.csv")
    assert len(told) == len(events)
    for row, event in zip(told, events, strict=True):
        values = {name: cell.removeprefix("'") for name, cell in row.items()}
        assert values == {name: flat(event, name.split(".")) for name in row}
    assert {name.partition(".")[0] for name in told[0]} == {key for event in events for key in event} - {"body"}


def test_the_table_is_written_as_spreadsheets_want_it(built: Path) -> None:
    content = (built / "fa/events.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,url,")
    assert content.endswith(b"\r\n")
    assert len(re.findall(rb"\r\n", content)) == len(rows(built / "fa/events.csv")) + 1


def test_no_text_of_an_editor_becomes_a_formula_or_markup(project: Path, tarikh: Callable[..., Run]) -> None:
    event = project / "content/events/2025/moscow-consultations.yaml"
    title = """=HYPERLINK("https://evil.example")<img src=x onerror=alert(1)>&"""
    text = event.read_text(encoding="utf-8")
    event.write_text(re.sub(r"(\n  fr:\n(?:    of: .*\n)?    title: ).*", rf"\1'{title}'", text), encoding="utf-8")
    assert tarikh("build").returncode == 0
    row = next(row for row in rows(project / "output/fr/events.csv") if row["id"] == event.stem)
    assert row["title"] == f"'{title}"
    slides = read(project / "output/fr/timelinejs.json")["events"]
    headline = next(slide["text"]["headline"] for slide in slides if slide["unique_id"] == event.stem)
    assert headline.endswith("&lt;img src=x onerror=alert(1)&gt;&amp;</a>")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_timelinejs_is_given_all_events_with_what_brings_them_back(built: Path, tag: str) -> None:
    told, events = read(built / tag / "timelinejs.json"), read(built / tag / "events.json")["events"]
    slides = told["events"]
    assert (told["scale"], told["language"]) == ("human", tag)
    assert told["title"]["text"]["headline"]
    assert [(it["unique_id"], it["edtf"], it["status"], it["importance"]) for it in slides] == [
        (event["id"], event["date"]["edtf"], event["status"], event["importance"]) for event in events
    ]
    for slide, event in zip(slides, events, strict=True):
        date, *sure = slide["display_date"].split(" · ")
        assert date == event["date"]["words"]
        assert sure == {"reported": [], **SAID[tag]}[event["status"]], "readers are told how sure it is"
    assert [re.sub("<.*?>", "", it["text"]["headline"]) for it in slides] == [event["title"] for event in events]
    assert all(it["start_date"]["year"] and it["group"] for it in slides)


def test_what_a_language_lacks_is_told_in_another_and_marked(project: Path, tarikh: Callable[..., Run]) -> None:
    event = project / "content/events/2025/moscow-consultations.yaml"
    text = event.read_text(encoding="utf-8")
    event.write_text(re.sub(r"\n  fr:\n(?:    .*\n|\n)*", "\n", text, count=1), encoding="utf-8")
    actors = project / "content/actors.yaml"
    text = actors.read_text(encoding="utf-8")
    actors.write_text(re.sub(r"(\nrussia:\n(?:  .*\n)*?)    fr: .*\n", r"\1", text), encoding="utf-8")
    result = tarikh("build")
    assert result.returncode == 0, result.stderr
    french = {it["id"]: it for it in read(project / "output/fr/events.json")["events"]}
    english = {it["id"]: it for it in read(project / "output/en/events.json")["events"]}
    told, original = french[event.stem], english[event.stem]
    assert (told["language"], told["title"], told["url"]) == ("en", original["title"], original["url"])
    russia = next(actor for actor in told["actors"] if actor["id"] == "russia")
    assert (russia["name"], russia["fallback"]) == ("Russia", {"name": "en"})
    schema = read(project / "output/fr/events.schema.json")
    assert not list(Draft202012Validator(closed(schema)).iter_errors(read(project / "output/fr/events.json")))


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._open = dict(attributes).get("href") or "" if tag == "a" else self._open

    def handle_data(self, text: str) -> None:
        self.found[self._open] = self.found.get(self._open, "") + text


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_leads_to_every_file_and_tells_its_size(built: Path, tag: str) -> None:
    page = Links((built / tag / "data.html").read_text(encoding="utf-8")).found
    there = {*built.glob("*.json"), *built.glob("*.csv"), *(built / tag).glob("*.json"), *(built / tag).glob("*.csv")}
    linked = {link: (built / tag / link).resolve() for link in page if link.endswith((".json", ".csv"))}
    assert set(linked.values()) == {file.resolve() for file in there}
    if tag == "en":
        for link, file in linked.items():
            if "feed" not in link:
                assert f"{max(1, round(file.stat().st_size / 1000))} kilobyte" in page[link]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_says_what_every_field_is_and_every_page_leads_there(built: Path, tag: str) -> None:
    html = (built / tag / "data.html").read_text(encoding="utf-8")
    for name in rows(built / tag / "events.csv")[0]:
        assert f'<dt><code dir="ltr">{name}</code></dt>' in html
    for name in ("events", "documents"):
        for it in read(built / tag / f"{name}.schema.json")["$defs"].values():
            for field, about in it["properties"].items():
                assert field == "fallback" or about["description"].replace("'", "&#39;") in html
    assert 'href="data.html"' in (built / tag / "index.html").read_text(encoding="utf-8")
    assert 'href="../data.html"' in (built / tag / "events/moscow-consultations.html").read_text(encoding="utf-8")
