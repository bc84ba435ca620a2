"""The events of corpus.py as other tools read them: front matter, Markdown, names, and the words of the interface.

Every text is that of Tarikh's own project. What a tool cannot find by itself, such as the line of a quote, stands in
front matter, so that no tool does work here that Tarikh does for proof.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import corpus
import yaml
from babel import Locale
from babel.core import get_global
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from words import WORDS

from tarikh.model.date import parse_date

ROOT = corpus.ROOT
THEMES = Path(__file__).resolve().parent
LONG = 100  # events; Tarikh's own limit, above which a home page is an overview
SELECTIONS = {
    "major": "Major events",
    "alleged": "What is alleged",
    "announced": "What was announced",
    "forecast": "What was forecast",
}
# The plural forms of the catalogs by their place in the file, in the words of CLDR.
_PLURALS = {
    "en": ("one", "other"),
    "fr": ("one", "other"),
    "ru": ("one", "few", "many"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
    "fa": ("one", "other"),
}

Fields = dict[str, Any]
Word = str | dict[str, str]  # a text, or one for each plural form


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the corpus, with all that pages show of it."""

    number: int
    story: corpus.Story
    held: Fields
    passages: list[Fields]  # of its citations, then of its accounts, each with its line

    @property
    def day(self) -> date:
        return date.fromordinal(parse_date(self.held["date"]).anchor)

    @property
    def weight(self) -> int:
        """Tarikh's order: the day it stands at, what lasts longer first, the text of the date, the id."""
        when = parse_date(self.held["date"])
        assert when.first is not None
        assert when.last is not None
        marks = "~?".find(self.held["date"][-1]) + 1
        return ((when.anchor * 1000 + 999 - min(when.last - when.first, 999)) * 10 + marks) * 100_000 + self.number

    def fields(self, language: str) -> Fields:
        """Front matter that every tool gets."""
        when = parse_date(self.held["date"])
        assert when.last is not None
        until = {"until": date.fromordinal(when.last)} if when.last > self.day.toordinal() else {}
        cited = len(self.held["citations"])
        passages = [_in_language(passage, language) for passage in self.passages]
        accounts = [
            {"on": account["on"], "says": account["says"][language], **passage}
            for account, passage in zip(self.held.get("accounts", ()), passages[cited:], strict=True)
        ]
        changes = [{"on": _day(it["on"]), "what": it["what"][language]} for it in self.held.get("changes", ())]
        return {
            "title": self.story.title[language],
            "summary": self.story.summary[language],
            "date": self.day,
            **until,
            "edtf": self.held["date"],
            "weight": self.weight,
            "importance": self.held["importance"],
            "status": self.held["status"],
            "topics": self.held["topics"],
            "actors": self.held["actors"],
            "places": self.held["places"],
            "documents": list(dict.fromkeys(passage["document"] for passage in self.passages)),
            "citations": passages[:cited],
            **({"accounts": accounts} if accounts else {}),
            "added": _day(self.held["added"]),
            **({"changes": changes} if changes else {}),
        }

    @property
    def selections(self) -> list[str]:
        return [id for id in (self.held["importance"], self.held["status"]) if id in SELECTIONS]


def told(stories: Sequence[corpus.Story]) -> Iterator[Told]:
    """The events in the order of their numbers, and where their quotes stand in the documents."""
    counts: dict[str, int] = defaultdict(int)
    for number, story in enumerate(stories):
        held = corpus.event(number, story, defaultdict(list))
        passages = []
        for passage in (*held["citations"], *held.get("accounts", ())):
            line = 3 + 2 * counts[passage["document"]]  # the title, then a sentence in every second line
            counts[passage["document"]] += 1
            passages.append({key: passage[key] for key in ("document", "quote", "translation")} | {"line": line})
        yield Told(number, story, held, passages)


def documents(stories: Sequence[corpus.Story]) -> dict[str, Fields]:
    """What is known of each document."""
    lines: dict[str, list[str]] = defaultdict(list)
    for number, story in enumerate(stories):
        corpus.event(number, story, lines)
    return {id: about for id, _, about in corpus.documents_of(lines)}


def site() -> Fields:
    """Names, licence, and the languages with what they call each other."""
    languages = yaml.safe_load((ROOT / "content" / "languages.yaml").read_text(encoding="utf-8"))
    return {
        **corpus.SITE,
        "languages": [
            {
                "tag": tag,
                **{key: about[key] for key in ("name", "direction", "script", "digits", "locale")},
                "territorial": _territorial(about["locale"]),
                "calls": {other: Locale(tag).languages[other] for other in WORDS},
            }
            for tag, about in languages.items()
        ],
    }


def words(language: str) -> dict[str, Word]:
    """The words of the interface by a key made of the English ones; those of Tarikh's own theme."""
    with _catalog("fr").open("rb") as file:
        source = [message for message in read_po(file) if message.id and not message.context]
    held: dict[str, Word] = {}
    translated = None
    if language != "en":
        with _catalog(language).open("rb") as file:
            translated = read_po(file)
    for message in source:
        singular = message.id if isinstance(message.id, str) else message.id[0]
        found = translated.get(singular) if translated else None
        text = found.string if found else message.id
        assert text is not None, singular
        word = text if isinstance(text, str) else dict(zip(_PLURALS[language], text, strict=True))
        if isinstance(word, dict):
            word.setdefault("other", word[_PLURALS[language][-1]])
        key = word_key(singular)
        assert key not in held, key
        held[key] = word
    return held


def word_key(text: str) -> str:
    """Six words of the English text at most; signs by name.

    >>> word_key("in %(language)s")
    'in_language'
    """
    signs = {": ": "colon", ", ": "comma"}
    return signs.get(text) or "_".join(re.findall(r"\w+", re.sub(r"%\((\w+)\)s", r" \1 ", text).lower())[:6])


def each_form(word: Word, change: Callable[[str], str]) -> Word:
    return {form: change(text) for form, text in word.items()} if isinstance(word, dict) else change(word)


def front_matter(fields: Fields) -> str:
    return f"---\n{_block(fields)}---\n"


def _block(value: Any, indent: str = "") -> str:
    """YAML in block style; numbers and days are bare, texts quoted, lists of ids in one line."""
    if isinstance(value, dict):
        return "".join(f"{indent}{key}:{_item(item, indent + '  ')}" for key, item in value.items())
    return "".join(f"{indent}- {_block(item, indent + '  ').lstrip()}" for item in value)


def _item(value: Any, indent: str) -> str:
    if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        return "\n" + _block(value, indent)
    if isinstance(value, list):
        return f" [{', '.join(json.dumps(item) for item in value)}]\n"
    return f" {value if isinstance(value, int | date) else json.dumps(value, ensure_ascii=False)}\n"


def static(folder: Path) -> str:
    """Copies what Tarikh's theme serves beside pages, and returns what tells versions of its stylesheet apart."""
    shutil.copytree(ROOT / "theme" / "static", folder, dirs_exist_ok=True)
    styles = sorted((ROOT / "theme" / "styles").glob("*.css"))
    style = b"\n".join(file.read_bytes() for file in styles)
    (folder / "style.css").write_bytes(style)
    return hashlib.sha256(style).hexdigest()[:8]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_catalog(path: Path, language: str) -> None:
    """The words of the interface as gettext reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _catalog(language).open("rb") as file, path.open("wb") as compiled:
        write_mo(compiled, read_po(file))


def write_json(path: Path, value: Any) -> None:
    write(path, json.dumps(value, ensure_ascii=False, indent=1))


_day = date.fromisoformat


def _territorial(locale: str) -> str:
    """A locale with the territory that is likeliest, as Open Graph has it: fa_IR."""
    parts = get_global("likely_subtags").get(locale.replace("-", "_"), locale.replace("-", "_")).split("_")
    return f"{parts[0]}_{parts[-1]}"


def _in_language(passage: Fields, language: str) -> Fields:
    """A passage with the translation that pages in the language show, if any."""
    translation = passage["translation"].get(language)
    return {key: passage[key] for key in ("document", "quote", "line")} | (
        {"translation": translation} if translation else {}
    )


def _catalog(language: str) -> Path:
    return ROOT / "theme" / "locale" / language / "LC_MESSAGES" / "messages.po"
