"""The schemas beside the tables: what editors' programs see of a file, they judge as `tarikh check` does.

A schema is never stricter than the tables; faults of form it finds at the same place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache, reduce
from operator import getitem
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError
from msgspec.structs import replace

from conftest import ROOT
from tarikh.model.problem import Problem
from tarikh.reading import nodes, strict, tables
from tarikh.reading.describe import inner
from tarikh.reading.fields import Choice, Field, Kind, Record, Ref, Registry, Terms, Text
from tarikh.reading.ground import Ground, read_ground
from tarikh.reading.schema import core, schemas

repeatable = settings(derandomize=True, deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])

KINDS = {tables.schema_name(file): kind for file, kind in tables.FILES.items()}
IMAGES = ("bamako-summit.jpg", "niamey.png")

IN_ALL = "{en: A, fr: B, ru: C, ar: D, fa: E}"
EVENT = """\
date: 2025-04-03/2025-04-04
importance: major
status: reported
topics: [diplomacy, defence]
actors:
  - russia
  - aes
places: [moscow]
original: en
text:
  en:
    title: Foreign ministers meet
    summary: They met.
    body: |
      One.

      Two.
  fr:
    of: en@5f3c9a1e
    title: Rencontre
    summary: Ils se rencontrent.
citations:
  - document: 002_c46881abb94f9776
    quote: عقدت الدورة الأولى لمشاورات وزراء خارجية تحالف دول الساحل
    translation:
      en: the first session of consultations was held
accounts:
  - on: order
    says:
      en: It was the first.
    document: 002_c46881abb94f9776
    quote:
      - عقدت الدورة الأولى لمشاورات
      - وزراء خارجية تحالف دول الساحل
images:
  - file: niamey.png
    alt: {en: A, fr: B, ru: C, ar: D, fa: E}
    credit: {en: A, fr: B, ru: C, ar: D, fa: E}
links:
  - url: https://example.org/a
    title: {en: A}
added: 2026-11-19
changes:
  - on: 2026-12-01
    what: {en: A}
"""
TOPICS = """\
trade:
  name: {en: Trade}
  about:
    en: What is bought.
"""
ACTORS = """\
mali:
  kind: state
  name:
    en: Mali
  forms: [Republic of Mali]
  wikidata: Q912
"""
PLACES = """\
bamako:
  kind: city
  name: {en: Bamako}
  latitude: 12.6392
  longitude: "-8.0029"
"""
DOCUMENTS = """\
d1:
  label: 007
  file: d1.txt
  sha256: 13c8b166b6f2db24c9a41cbfacd73c3d3ccaf527ddfa3b9528059a3adb51ad1f
  language: ar
  kind: news
  title: 2025
  date: 2025
"""
LANGUAGES = """\
en:
  name: English
  direction: ltr
  script: Latn
  digits: latn
  locale: en-GB
  calendars: [gregory]
  dates:
    day: d MMMM y
    month: LLLL y
    year: y
    range_numbers: –
    range_words: _–_
  ties_short_words: no
"""
SITE = """\
default_language: en
url: https://example.org/
licence_name: CC0
licence_url: https://example.org/licence/
name: {en: Site}
title: {en: Title}
tagline: {en: Tagline}
"""
OMISSIONS = """\
- document: 001_7bff28408e50688d
  line: 1
  from: Ru
  reason: navigation
"""
GLOSSARY = """\
en:
  ECOWAS: [Ecowas]
"""
SOUND = {
    "event": EVENT,
    "topics": TOPICS,
    "actors": ACTORS,
    "places": PLACES,
    "documents": DOCUMENTS,
    "languages": LANGUAGES,
    "site": SITE,
    "omissions": OMISSIONS,
    "glossary": GLOSSARY,
}


class Core(yaml.CSafeLoader):
    """Reads YAML as programs for editors do: version 1.2, core schema (YAML 1.2.2, 10.3.2); keys are texts."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def integer(loader: Core, node: Any) -> int:
    text = node.value
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


for name, pattern in (
    ("null", r"null|Null|NULL|~|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(rf"(?:{pattern})\Z"), None)
Core.add_constructor("tag:yaml.org,2002:int", integer)


@cache
def ground() -> Ground:
    problems: list[Problem] = []
    read = read_ground(ROOT / "content", ROOT / "seeds", IMAGES, problems.append)
    assert problems == []
    return read


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(schemas(ground())[name])


def checked(name: str, text: str) -> list[Problem]:
    """The errors that the tables find."""
    problems: list[Problem] = []
    node = strict.parse(text, "x.yaml", problems.append)
    context = replace(ground().context, report=problems.append)
    kind = KINDS[name]
    if node is not None and isinstance(kind, Record):
        kind.decode(node, context, {"id": "x", "path": "x.yaml"} if name == "event" else None)
    elif node is not None:
        kind.decode(node, context)
    return [problem for problem in problems if not problem.warning]


def refused(name: str, text: str) -> list[ValidationError]:
    """The errors that the schema finds in what a program for editors reads."""
    return [leaf for error in validator(name).iter_errors(yaml.load(text, Core)) for leaf in leaves(error)]


def leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Errors without alternatives: of each choice, the one that got farthest."""
    if error.validator == "anyOf":
        yield from leaves(max(error.context, key=lambda inner: len(inner.absolute_path)))
    else:
        yield error


def places(error: ValidationError, tree: nodes.Node) -> Iterator[tuple[int, int]]:
    """Where an error of a schema stands in the file."""
    node = tree
    for step in error.absolute_path:
        node = node.items[step]  # type: ignore[index,union-attr]
    keys: list[str] = []
    if error.validator == "additionalProperties" and isinstance(node, nodes.Mapping):
        keys = [key for key in node.items if key not in error.schema["properties"]]
    elif error.validator == "propertyNames" or (error.parent and error.parent.validator == "propertyNames"):
        keys = [error.instance]
    elif error.validator == "uniqueItems":
        items = error.instance
        node = next(node.items[at] for at in range(len(items)) if items[at] in items[:at])  # type: ignore[index,union-attr]
    if keys:
        assert isinstance(node, nodes.Mapping)
        yield from (node.keys[key] for key in keys)
    else:
        yield node.line, node.column


def test_every_schema_is_one_of_draft_07() -> None:
    made = schemas(ground())
    assert set(made) == {path.stem for path in (ROOT / "schema").glob("*.json")}
    for name, schema in made.items():
        Draft7Validator.check_schema(schema)
        assert (schema["$schema"], schema["$id"]) == ("http://json-schema.org/draft-07/schema#", f"{name}.json")


@pytest.mark.parametrize("file", sorted((ROOT / "content").rglob("*.yaml")), ids=lambda file: file.stem)
def test_all_our_content_is_as_the_schemas_checked_in_want_it(file: Any) -> None:
    name = file.stem if file.parent == ROOT / "content" else "event"
    schema = json.loads((ROOT / f"schema/{name}.json").read_text(encoding="utf-8"))
    assert list(Draft7Validator(schema).iter_errors(yaml.load(file.read_text(encoding="utf-8"), Core))) == []


@pytest.mark.parametrize("name", SOUND)
def test_sound_files_are_sound_to_both(name: str) -> None:
    assert checked(name, SOUND[name]) == []
    assert refused(name, SOUND[name]) == []


@pytest.mark.parametrize(
    ("name", "sound", "broken"),
    [
        ("event", "date: 2025-04-03/2025-04-04\n", ""),
        ("event", "date: 2025-04-03/2025-04-04", "date:"),
        ("event", "2025-04-03/2025-04-04", "3 April 2025"),
        ("event", "2025-04-03/2025-04-04", "2025-13"),
        ("event", "2025-04-03/2025-04-04", "2025-04-32"),
        ("event", "2025-04-03/2025-04-04", "25-04-03"),
        ("event", "2025-04-03/2025-04-04", "20250403"),
        ("event", "2025-04-03/2025-04-04", "2025-04-03T10:00"),
        ("event", "2025-04-03/2025-04-04", "۲۰۲۵-۰۴-۰۳"),
        ("event", "2025-04-03/2025-04-04", "../.."),
        ("event", "2025-04-03/2025-04-04", "-0000-01"),
        ("event", "2025-04-03/2025-04-04", "true"),
        ("event", "2025-04-03/2025-04-04", "[2025]"),
        ("event", "added: 2026-11-19", "added: 2026-11"),
        ("event", "added: 2026-11-19", "added: yesterday"),
        ("event", "added: 2026-11-19", "added: [2026-11-19]"),
        ("event", "on: 2026-12-01", "on: 2026"),
        ("event", "    what: {en: A}\n", ""),
        ("event", "major", "mayor"),
        ("event", "major", "Major"),
        ("event", "major", "[major]"),
        ("event", "status:", "staus:"),
        ("event", "status: reported", "status: ~"),
        ("event", "[diplomacy, defence]", "[diplomcy, defence]"),
        ("event", "[diplomacy, defence]", "[]"),
        ("event", "[diplomacy, defence]", "diplomacy"),
        ("event", "[diplomacy, defence]", "[diplomacy, diplomacy]"),
        ("event", "[diplomacy, defence]", "[diplomacy، defence]"),
        ("event", "  - aes", "  - nato"),
        ("event", "  - aes", "  - 7"),
        ("event", "[moscow]", "[Moscow]"),
        ("event", "original: en", "original: eng"),
        ("event", "  fr:\n", "  frr:\n"),
        ("event", "title: Rencontre", "titre: Rencontre"),
        ("event", "title: Rencontre", "title:"),
        ("event", "title: Rencontre", "title: null"),
        ("event", "title: Rencontre", "title: [Rencontre]"),
        ("event", "title: Rencontre", 'title: " "'),
        ("event", "title: Rencontre", 'title: "Une\\nrencontre"'),
        ("event", "en@5f3c9a1e", "en@5f3c"),
        ("event", "en@5f3c9a1e", "12345678"),
        ("event", "body: |\n      One.\n\n      Two.", "body: ~"),
        ("event", "document: 002_c46881abb94f9776\n    quote: ع", "document: 002\n    quote: ع"),
        ("event", "translation:\n      en: the", "translation:\n      xx: the"),
        ("event", "      - وزراء خارجية تحالف دول الساحل", "      - [وزراء خارجية تحالف دول الساحل]"),
        ("event", "on: order", "on: orders"),
        ("event", "says:\n      en: It was", "says:\n      fr: It was"),
        ("event", "file: niamey.png", "file: niamey.jpg"),
        ("event", "alt: {en: A, fr: B, ru: C,", "alt: {en: A, fr: B,"),
        ("event", "https://example.org/a", "http://example.org/a"),
        ("event", "https://example.org/a", "https://example.org/a b"),
        ("topics", "trade:", "Trade and more:"),
        ("topics", "  name: {en: Trade}\n", "  name: {fr: Commerce}\n"),
        ("topics", "  name: {en: Trade}\n", ""),
        ("actors", "kind: state", "kind: country"),
        ("actors", "Q912", "912"),
        ("actors", "[Republic of Mali]", "Republic of Mali"),
        ("places", "12.6392", "91"),
        ("places", "12.6392", "north"),
        ("places", '"-8.0029"', '"8° W"'),
        ("documents", "label: 007", "label: seven is too long"),
        ("documents", "b51ad1f", "b51ad1"),
        ("documents", "file: d1.txt", "file: ../d1.txt"),
        ("documents", "language: ar", "language: arabic"),
        ("languages", "en:\n", "english:\n"),
        ("languages", "calendars: [gregory]", "calendars: [julian]"),
        ("languages", "day: d MMMM y", "day: d EEEE y"),
        ("languages", "ties_short_words: no", "ties_short_words: false"),
        ("languages", "script: Latn", "script: latin"),
        ("site", "url: https://example.org/\n", "url: https://example.org/x\n"),
        ("site", "licence_name: CC0", "licence: CC0"),
        ("omissions", "reason: navigation", "reason: boredom"),
        ("omissions", "line: 1", "line: first"),
        ("omissions", "line: 1", "line: 0"),
        ("glossary", "en:\n", "english:\n"),
        ("glossary", "[Ecowas]", "Ecowas"),
        ("glossary", "[Ecowas]", "[]"),
    ],
)
def test_a_fault_of_form_is_found_by_both_at_the_same_place(name: str, sound: str, broken: str) -> None:
    assert SOUND[name].count(sound) == 1
    text = SOUND[name].replace(sound, broken)
    tree = strict.parse(text, "x.yaml", lambda problem: None)
    assert tree is not None
    found = {(problem.place.line, problem.place.column) for problem in checked(name, text)}
    assert found
    assert {place for error in refused(name, text) for place in places(error, tree)} == found


@pytest.mark.parametrize(
    ("name", "sound", "broken", "code"),
    [
        ("event", "2025-04-03/2025-04-04", "2025-02-30", "bad-date"),  # the calendar
        ("event", "2025-04-03/2025-04-04", "2025-04-04/2025-04-03", "bad-date"),
        ("event", "2025-04-03/2025-04-04", "25", "bad-date"),  # the number that 0025 is
        ("event", "2025-04-03/2025-04-04", "-0000", "bad-date"),
        ("event", "2026-11-19", "2026-02-29", "bad-date"),
        ("event", "on: 2026-12-01", "on: 2026-11-18", "change-date"),  # several fields at once
        ("event", "added: 2026-11-19\n", "", "missing-field"),
        ("event", "الساحل\n    translation", "البحر\n    translation", "quote-not-found"),  # documents
        ("event", "quote: عقدت الدورة الأولى لمشاورات وزراء خارجية تحالف دول الساحل", "quote: عقد", "too-short"),
        ("event", "original: en", "original: ru", "missing-original"),  # several fields at once
        ("event", "    title: Foreign", "    of: en@5f3c9a1e\n    title: Foreign", "needless-of"),
        (
            "event",
            "links:",
            "  - {file: niamey.png, alt: &ALL, credit: &ALL}\nlinks:".replace(
                "&ALL", "{en: A, fr: B, ru: C, ar: D, fa: F}"
            ),
            "twice",
        ),
        ("event", "on: order", "date: 2025\n    on: order", "needless-date"),
        ("event", "on: order", "on: date\n    date: 2024", "account-date"),
        ("site", "name: {en: Site}", "name: {fr: Site}", "missing-language"),
        ("event", "https://example.org/a", "https://localhost/a", "link-host"),  # what a host may be
        ("topics", "trade:", "a-b: {name: {en: A}}\na-B: {name: {en: A}}\ntrade:", "duplicate-id"),
        ("event", "      One.", "      <b>One</b>.", "raw-html"),  # Markdown
        ("event", "      One.", "      # One", "markdown"),
        ("event", "      One.", "      [One](one.html)", "link-target"),
        ("event", "title: Rencontre", "title: Rencontre # 2", "cut-off"),  # what is no part of a value
        ("event", "title: Rencontre", "title: !!str Rencontre", "tag"),
        ("event", "title: Rencontre", "title: &a Rencontre", "anchor"),
        ("event", "title: Rencontre", 'title: "Ren\\u202Econtre"', "forbidden-character"),
        ("actors", "[Republic of Mali]", "[Mali, Mali]", "twice"),  # texts may be numbers: 7 is 07 there
        ("places", '"-8.0029"', '"-188.0029"', "wrong-text"),  # the size of a number in quotes
        ("places", "12.6392", "1e1", "wrong-text"),  # how a number is written
    ],
)
def test_other_faults_are_for_the_checker_alone(name: str, sound: str, broken: str, code: str) -> None:
    """So are those between files: two events with one id, an event in the folder of another year, stray files."""
    assert SOUND[name].count(sound) == 1
    text = SOUND[name].replace(sound, broken)
    assert {problem.code for problem in checked(name, text)} == {code}
    assert refused(name, text) == []


@pytest.mark.parametrize(
    ("name", "sound", "other"),
    [
        *(("event", "2025-04-03/2025-04-04", date) for date in ("2025", "0476", "-0044", "198X", "19XX?", "2025-21~")),
        *(("event", "2025-04-03/2025-04-04", date) for date in ("../2025", "2025/", "/2025-04", "'2025'", "0000")),
        *(("event", "title: Rencontre", f"title: {text}") for text in ("no", "12:30", "2025", "1.50", "true", ".inf")),
        (
            "event",
            "    quote: عقدت الدورة الأولى لمشاورات وزراء خارجية تحالف دول الساحل\n    translation",
            "    quote: |\n      عقدت الدورة الأولى\n    translation",
        ),
        ("places", "12.6392", "-90"),
        ("places", "12.6392", "'12'"),
        ("omissions", "line: 1", "line: 10000"),
        ("documents", "label: 007", "label: true"),
        ("documents", "file: d1.txt", "file: 1e3"),
        ("languages", "ties_short_words: no", "ties_short_words: yes"),
    ],
)
def test_what_yaml_may_take_for_a_number_or_a_truth_is_welcome_where_texts_are(
    name: str, sound: str, other: str
) -> None:
    assert SOUND[name].count(sound) == 1
    text = SOUND[name].replace(sound, other)
    assert checked(name, text) == []
    assert refused(name, text) == []


READ_OTHERWISE = ("2025", "1", "007", "1e3", "1000", "0x1f", "0o7", "true", "null")


@pytest.mark.parametrize("id", READ_OTHERWISE)
def test_an_id_that_yaml_reads_as_something_else_is_known_in_both_forms(id: str) -> None:
    topics = {**ground().topics, **dict.fromkeys(READ_OTHERWISE, ground().topics["diplomacy"])}
    schema = schemas(_with(topics=topics))["event"]
    Draft7Validator.check_schema(schema)
    for written in (id, f'"{id}"'):
        event = EVENT.replace("[diplomacy, defence]", f"[{written}]")
        assert list(Draft7Validator(schema).iter_errors(yaml.load(event, Core))) == []
    assert yaml.load(id, Core) == core(id)


def test_where_there_are_no_images_none_can_be_named() -> None:
    none = replace(ground().context, known={**ground().context.known, "image": frozenset()})
    [error] = Draft7Validator(schemas(_with(context=none))["event"]).iter_errors(yaml.load(EVENT, Core))
    assert list(error.absolute_path) == ["images", 0, "file"]


def test_what_the_site_wants_translated_is_required() -> None:
    wants = _with(context=replace(ground().context, translations=("fr", "ar")))
    made = schemas(wants)
    says = made["event"]["properties"]["accounts"]["items"]["properties"]["says"]
    assert says["required"] == ["en", "fr", "ar"]
    assert made["event"]["properties"]["text"]["required"] == ["fr", "ar"]  # the original may be in any language
    assert "required" not in made["site"]["properties"]["name"]  # what the site wants is said there


def test_ids_and_choices_say_what_they_mean() -> None:
    schema = schemas(ground())["event"]
    topic, importance = schema["definitions"]["topic"], schema["properties"]["importance"]
    assert dict(zip(topic["enum"], topic["enumDescriptions"], strict=True))["diplomacy"] == "Diplomacy"
    assert len(importance["enum"]) == len(importance["enumDescriptions"]) == 3


def _with(**changes: Any) -> Ground:
    return Ground(**{**{name: getattr(ground(), name) for name in Ground.__annotations__}, **changes})


# What the tables tell for people.


def rows(kind: Kind) -> Iterator[Field]:
    kind = inner(kind)
    for row in (kind.record if isinstance(kind, Registry) else kind).fields if not isinstance(kind, Terms) else ():  # type: ignore[attr-defined]
        yield row
        if isinstance(inner(row.kind), Record):
            yield from rows(row.kind)


ROWS = [(f"{name}-{row.name}", row) for name, kind in KINDS.items() for row in rows(kind)]


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[id for id, _ in ROWS])
def test_every_field_has_an_example_that_may_stand_there(row: Field) -> None:
    kind = inner(row.kind)
    if isinstance(kind, Record):
        assert row.example == ""
        return
    problems: list[Problem] = []
    kind.decode(
        nodes.Scalar(nodes.Source("x", ""), 1, 1, row.example, '"'), replace(ground().context, report=problems.append)
    )
    assert [problem for problem in problems if not isinstance(kind, Ref)] == []
    assert row.example


@pytest.mark.parametrize(
    "kind", {id(row.kind): inner(row.kind) for _, row in ROWS}.values(), ids=lambda kind: kind.wants
)
def test_meanings_are_told_of_all_words_or_of_none(kind: Kind) -> None:
    assert not isinstance(kind, Choice) or set(kind.meanings) in (set(), set(kind.options))


@pytest.mark.parametrize("name", KINDS)
def test_examples_and_snippets_are_as_the_schema_wants_them(name: str) -> None:
    whole = validator(name)

    def filled(body: Any) -> Any:
        if isinstance(body, dict):
            return {filled(key): filled(value) for key, value in body.items()}
        if isinstance(body, list):
            return list(map(filled, body))
        return re.sub(
            r"\$\{\d+(?:\|([^,|]*)[^|]*\||:((?:\\.|[^\\}])*))\}", lambda m: m[1] or m[2].replace("\\", ""), body
        )

    def walk(schema: Any) -> Iterator[tuple[dict[str, Any], Any]]:
        if isinstance(schema, dict):
            yield from ((schema, example) for example in schema.get("examples", ()) if schema.get("title") != "enum")
            yield from ((schema, filled(snippet["body"])) for snippet in schema.get("defaultSnippets", ()))
            for key, value in schema.items():
                if key not in ("examples", "defaultSnippets"):
                    yield from walk(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from walk(value)

    for schema, value in walk(whole.schema):
        assert list(whole.evolve(schema=schema).iter_errors(value)) == []


# Whatever happens to content: a schema refuses nothing that the tables accept.


class Plain(str):
    """A text that is written without quotes."""


def written(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {written(it)}" for key, it in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return value if isinstance(value, Plain) else json.dumps(value, ensure_ascii=False)


def texts(node: nodes.Node) -> Any:
    if isinstance(node, nodes.Mapping):
        return {key: texts(item) for key, item in node.items.items()}
    return [texts(item) for item in node.items] if isinstance(node, nodes.Sequence) else node.value


@cache
def ours() -> dict[str, list[str]]:
    """Our own files by the schema they follow, and the sound ones above."""
    files: dict[str, list[str]] = {name: [text] for name, text in SOUND.items()}
    for file in sorted((ROOT / "content").rglob("*.yaml")):
        files["event" if file.parent != ROOT / "content" else file.stem].append(file.read_text(encoding="utf-8"))
    return files


PLAIN = (
    "2025 007 -0044 0000 1.5 1e3 0x1F 0o7 +1 .inf 12:30 2025-04-03 2025-04 198X yes no true False null ~ Null - 1_000"
)
VALUES = st.one_of(
    st.sampled_from([Plain(word) for word in PLAIN.split() if word != "-"] + [Plain("")]),
    st.sampled_from(
        ["", " ", " en ", "two\nlines", "line\n", "\u00a0x\u00a0", "2025", "Q159", "en@00000000", "ar", "fr"]
    ),
    st.sampled_from(
        ["https://example.org/a", "https://example.org/", "2025-04-03/2026", "date", "russia", "moscow", "major"]
    ),
    st.sampled_from(
        [[], {}, [""], ["x"], [[]], {"en": "x"}, {"en": []}, {"xx": "x"}, {"fr": "x"}, ["defence", "defence"]]
    ),
    st.text(max_size=8),
)
NAMES = st.one_of(
    st.sampled_from([row.name for _, row in ROWS]), st.sampled_from(["en", "xx", "Id", "no-id-", "", "2025", "null"])
)


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands, as ways from the root."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        yield (*path, step)
        yield from spots(item, (*path, step))


@st.composite
def broken(draw: Callable[[Any], Any], name: str) -> str:
    """A file of ours with one thing deleted, renamed, doubled, put elsewhere or replaced, or two."""
    text = draw(st.sampled_from(ours()[name]))
    tree = strict.parse(text, "x.yaml", lambda problem: None)
    assert tree is not None
    root = texts(tree)
    for _ in range(draw(st.integers(1, 2))):
        ways = list(spots(root))
        assume(ways)
        *above, last = draw(st.sampled_from(ways))
        parent = reduce(getitem, above, root)
        match draw(st.sampled_from(["delete", "rename", "double", "replace", "replace", "copy"])):
            case "delete":
                del parent[last]
            case "rename" if isinstance(parent, dict):
                parent[draw(NAMES)] = parent.pop(last)
            case "double" if isinstance(parent, list):
                parent.insert(last, deepcopy(parent[last]))
            case "copy":
                parent[last] = deepcopy(reduce(getitem, draw(st.sampled_from(ways)), root))
            case _:
                parent[last] = deepcopy(draw(VALUES))
    return written(root)


OF_FORM = {
    "missing-field", "unknown-field", "wrong-kind", "wrong-choice", "too-few", "missing-language", "bad-id",
    "unknown-topic", "unknown-actor", "unknown-place", "unknown-document", "unknown-image", "unknown-language",
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_is_as_strict_as_the_tables_about_form_and_never_stricter(name: str) -> None:
    @repeatable
    @given(broken(name))
    def judged_alike(text: str) -> None:
        problems = checked(name, text)
        assume(strict.parse(text, "x.yaml", lambda problem: None) is not None)
        errors = refused(name, text)
        assert problems or not errors, errors[0]
        of_form = OF_FORM - ({"missing-language", "unknown-language"} if name in ("site", "languages") else set())
        if name == "event":
            of_form = of_form | {"wrong-text"}
        found = [problem for problem in problems if problem.code in of_form]
        assert errors or not found, found[0]

    judged_alike()


PATTERNS = {kind.pattern.pattern: kind for _, row in ROWS if isinstance(kind := inner(row.kind), Text) and kind.pattern}


@pytest.mark.parametrize("kind", PATTERNS.values(), ids=lambda kind: kind.wants)
def test_whatever_a_pattern_takes_is_taken_in_the_form_that_yaml_gives_it(kind: Text) -> None:
    schema = _schema_of(kind)

    @repeatable
    @given(st.from_regex(kind.pattern, fullmatch=True))  # type: ignore[arg-type]
    def taken(text: str) -> None:
        node = strict.parse(f"x: {text}", "x.yaml", lambda problem: None)
        assume(isinstance(node, nodes.Mapping) and isinstance(node.items["x"], nodes.Scalar))
        problems: list[Problem] = []
        kind.decode(node.items["x"], replace(ground().context, report=problems.append))  # type: ignore[union-attr]
        assert problems or schema.is_valid(yaml.load(f"x: {text}", Core)["x"])

    taken()


def _schema_of(kind: Text) -> Draft7Validator:
    for name, table in KINDS.items():
        for row in rows(table):
            if inner(row.kind) is kind:
                found = [it for it in _fields(schemas(ground())[name]) if row.name in it]
                return validator(name).evolve(schema=found[0][row.name])
    raise AssertionError(kind)


def _fields(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema["properties"]
        for value in schema.values():
            yield from _fields(value)
