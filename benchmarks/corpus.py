"""Writes a whole project of synthetic events in five languages, to measure with: python benchmarks/corpus.py N FOLDER

Each event has its own seed: the events of a corpus of 100 are the first of one of 1,000. What every tool for timelines
has to show (title, summary, body, day, topics, actors) is drawn apart from what only Tarikh has, such as evidence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from words import NAMES, PLACES, TAGLINES, TITLES, WORDS

from tarikh.model.chronology import ACCOUNT_SUBJECTS, ACTOR_KINDS, DOCUMENT_KINDS, IMPORTANCES, STATUSES, EventText

ROOT = Path(__file__).resolve().parent.parent
SEED = 20260101
FIRST, LAST = date(1990, 1, 1), date(2026, 12, 31)
TOPICS, ACTORS, DOCUMENTS = 12, 60, 20  # how many
SLUG_WORDS = [word for word in WORDS["en"] if word.isascii() and len(word) > 3]
SITE: dict[str, Any] = {
    "default_language": "en",
    "url": "https://example.org/",
    "licence_name": "CC0 1.0",
    "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/",
    "name": NAMES,
    "title": TITLES,
    "tagline": TAGLINES,
}

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """What any tool for timelines shows of an event; `sources` says how many it has."""

    id: str
    day: date
    topics: list[str]
    actors: list[str]
    sources: int
    title: Texts
    summary: Texts
    body: Texts


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes a project of N synthetic events.")
    parser.add_argument("events", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write it; not there yet, or empty")
    parser.add_argument("--search", action="store_true", help="with search, which sites of other tools have not")
    parser.add_argument(
        "--link-previews", choices=("all", "major", "none"), default="none", help="as in site.yaml; others have none"
    )
    options = parser.parse_args()
    if options.folder.is_dir() and any(options.folder.iterdir()):
        print(f"{options.folder} is not empty", file=sys.stderr)
        return 1
    write_project(options.events, options.folder, options.search, options.link_previews)
    return 0


def write_project(events: int, folder: Path, search: bool = False, link_previews: str = "none") -> None:
    """A project with everything but the theme, which stays the one beside this script."""
    content = folder / "content"
    lines: dict[str, list[str]] = defaultdict(list)
    for number in range(events):
        path, text = event_file(number, story(number), lines)
        _write(folder / path, text)
    documents = {}
    for id, text, document in documents_of(lines):
        _write(folder / "seeds" / f"{id}.txt", text)
        documents[id] = document
    omissions = [{"document": id, "from": document["title"], "reason": "heading"} for id, document in documents.items()]
    for name, held in {
        "site": {**SITE, "search": "yes" if search else "no", "link_previews": link_previews},
        "topics": topics(),
        "actors": actors(),
        "places": places(),
        "documents": documents,
        "omissions": omissions,
    }.items():
        _write(content / f"{name}.yaml", _yaml(held))
    for language in WORDS:
        page = f"Title: {SITE['title'][language]}\n\n{SITE['tagline'][language]}\n"
        _write(content / "pages" / "about" / f"{language}.md", page)
    shutil.copy(ROOT / "content" / "languages.yaml", content)
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    _write(folder / "pelicanconf.py", f"{settings}\nTHEME = {str(ROOT / 'theme')!r}\n")


def event_file(number: int, told: Story, lines: dict[str, list[str]]) -> tuple[str, str]:
    """The path of an event's file in the project, and its text."""
    return f"content/events/{told.day.year}/{told.id}.yaml", _yaml(event(number, told, lines))


def story(number: int) -> Story:
    """The same for every size of corpus; the order of the draws is part of it."""
    dice = random.Random(f"{SEED}:event:{number}")
    day = FIRST + timedelta(days=dice.randrange((LAST - FIRST).days + 1))
    id = f"e{number:05d}-" + "-".join(dice.sample(SLUG_WORDS, 3))
    topics = sorted(f"topic-{at + 1:02d}" for at in dice.sample(range(TOPICS), dice.randint(2, 4)))
    actors = sorted(f"actor-{at + 1:02d}" for at in dice.sample(range(ACTORS), dice.randint(1, 4)))
    sources = dice.randint(1, 3)
    for _ in range(sources):
        _sentence(dice, "en", 5)  # the title of a source, where tools have no documents
    title, summary, body = {}, {}, {}
    for language in WORDS:
        title[language] = _sentence(dice, language, dice.randint(6, 10))
        summary[language] = f"{_sentence(dice, language, 15)}. {_sentence(dice, language, 15)}."
        body[language] = _body(dice, language, number)
    return Story(id, day, topics, actors, sources, title, summary, body)


def event(number: int, told: Story, lines: dict[str, list[str]]) -> dict[str, Any]:
    """An event as its file has it; what it quotes is added to the lines of the documents."""
    dice = random.Random(f"{SEED}:tarikh:{number}")
    original = EventText(told.title["en"], told.summary["en"], told.body["en"].strip())
    text = {}
    for tag in WORDS:
        of = {} if tag == "en" else {"of": f"en@{original.fingerprint}"}
        text[tag] = {**of, "title": told.title[tag], "summary": told.summary[tag], "body": told.body[tag]}
    held: dict[str, Any] = {
        "date": _edtf(dice, told.day),
        "importance": dice.choices(IMPORTANCES, (5, 60, 35))[0],
        "status": dice.choices(STATUSES, (92, 4, 2, 2))[0],
        "topics": told.topics,
        "actors": told.actors,
        "places": [place[0] for place in dice.sample(PLACES, dice.choice((0, 1, 1, 1, 2)))],
        "added": str(_added(number)),
        "text": text,
        "citations": [_passage(dice, dice.randrange(DOCUMENTS), lines) for _ in range(told.sources)],
    }
    if dice.random() < 0.05:
        on, half = dice.choice(ACCOUNT_SUBJECTS), DOCUMENTS // 2
        held["accounts"] = [
            {"on": on, "says": _texts(dice, 5), **_passage(dice, dice.randrange(start, start + half), lines)}
            for start in (0, half)
        ]
    if changes := _changes(number):
        held["changes"] = changes
    return held


def _added(number: int) -> date:
    return random.Random(f"{SEED}:added:{number}").choice([LAST - timedelta(days=days) for days in range(1000)])


def _changes(number: int) -> list[dict[str, Any]]:
    """Nothing in most cases; in some one, soon after the event was added."""
    dice = random.Random(f"{SEED}:changes:{number}")
    if dice.random() >= 0.05:
        return []
    return [{"on": str(_added(number) + timedelta(days=dice.randint(1, 60))), "what": _texts(dice, 8)}]


def _edtf(dice: random.Random, day: date) -> str:
    """Its day in most cases; in some a range from it, or its month or year, approximate or not."""
    if dice.random() >= 0.08:
        return str(day)
    until = day + timedelta(days=dice.randint(1, 60))
    return dice.choice((f"{day}/{until}", f"{day:%Y-%m}", f"{day:%Y}", f"{day}~", f"{day:%Y-%m}~", f"{day:%Y}?"))


def _passage(dice: random.Random, at: int, lines: dict[str, list[str]]) -> dict[str, Any]:
    """A new sentence of a document: the first half of them are Arabic, the others Persian."""
    language = _language(at)
    quote = _sentence(dice, language, dice.randint(10, 18))
    lines[_document_id(at)].append(f"{quote}.")
    translation = {tag: text for tag, text in _texts(dice, 14).items() if tag != language}
    return {"document": _document_id(at), "quote": quote, "translation": translation}


def documents_of(lines: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The documents, each a title and the sentences that events quote: id, text, and what is said of it."""
    for at in range(DOCUMENTS):
        dice = random.Random(f"{SEED}:document:{at}")
        id, title = _document_id(at), _texts(dice, 6)
        language = _language(at)
        text = "\n\n".join([title[language], *lines.get(id, ())]) + "\n"
        yield (
            id,
            text,
            {
                "file": f"{id}.txt",
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "language": language,
                "kind": DOCUMENT_KINDS[at % len(DOCUMENT_KINDS)],
                "title": title[language],
                "title_translation": title,
                "publisher": _texts(dice, 2),
                "date": str(LAST + timedelta(days=at)),
            },
        )


def topics() -> dict[str, dict[str, Any]]:
    return {f"topic-{at + 1:02d}": {"name": _name("topic", at, 1)} for at in range(TOPICS)}


def actors() -> dict[str, dict[str, Any]]:
    return {f"actor-{at + 1:02d}": _actor(at) for at in range(ACTORS)}


def places() -> dict[str, dict[str, Any]]:
    held: dict[str, dict[str, Any]] = {}
    for id, north, east, *names in PLACES:
        name = dict(zip(WORDS, names, strict=True))
        held[id] = {"kind": "city", "latitude": str(north), "longitude": str(east), "name": name}
    return held


def _document_id(at: int) -> str:
    return f"d{at + 1:02d}"


def _language(document: int) -> str:
    return "ar" if document < DOCUMENTS // 2 else "fa"


def _actor(at: int) -> dict[str, Any]:
    role = _texts(random.Random(f"{SEED}:role:{at}"), 4)
    return {"kind": ACTOR_KINDS[at % len(ACTOR_KINDS)], "name": _name("actor", at, 2), "role": role}


def _name(kind: str, at: int, words: int) -> Texts:
    dice = random.Random(f"{SEED}:{kind}:{at}")
    return {tag: f"{_capital(dice.sample(WORDS[tag][:150], words))} {at + 1}" for tag in WORDS}


def _texts(dice: random.Random, words: int) -> Texts:
    return {tag: _sentence(dice, tag, words) for tag in WORDS}


def _sentence(dice: random.Random, language: str, words: int) -> str:
    return _capital(dice.choices(WORDS[language], k=words))


def _capital(words: Sequence[str]) -> str:
    text = " ".join(words)
    return text[0].upper() + text[1:]


def _body(dice: random.Random, language: str, number: int) -> str:
    """About 118 words of Markdown: two paragraphs, a list, a link, strong and emphasised words."""

    def words(count: int) -> str:
        return _sentence(dice, language, count)

    some = dice.choices(WORDS[language], k=6)
    link = f"[{some[2]} {some[3]}](https://ref.example.net/{number})"
    first = f"{words(17)}, **{some[0]} {some[1]}** {words(8)}. {words(12)} {link} {words(7)}."
    points = "".join(f"- {words(6)}\n" for _ in range(4))
    return f"{first}\n\n{points}\n{words(20)}. {words(15)} *{some[4]} {some[5]}* {words(5)}.\n"


def _yaml(value: Any, indent: str = "") -> str:
    """YAML as an editor would set it out. PyYAML's own writer takes minutes for some thousand events."""
    lines = []
    if isinstance(value, dict):
        for key, item in value.items():
            lines.append(f"{indent}{key}:{_item(item, indent + '  ')}")
    else:
        for item in value:
            lines.append(f"{indent}- {_yaml(item, indent + '  ').lstrip()}")
    return "".join(lines)


def _item(value: Any, indent: str) -> str:
    if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        return "\n" + _yaml(value, indent)
    if isinstance(value, list):
        return f" [{', '.join(value)}]\n"
    if "\n" in value:
        return " |\n" + "".join(f"{indent}{line}\n" if line else "\n" for line in value.splitlines())
    plain = value.isascii() and " " not in value
    return f" {value if plain else json.dumps(value, ensure_ascii=False)}\n"  # a JSON string is YAML too


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
