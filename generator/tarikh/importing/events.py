"""Makes content of a timeline: its file becomes a stored document, and every event quotes its own words there."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from tarikh.model.chronology import IMPORTANCES, STATUSES
from tarikh.model.date import Date, Moment
from tarikh.model.problem import Problem
from tarikh.reading import nodes, strict, tables
from tarikh.reading.content import calendar_doubt
from tarikh.reading.evidence import StoredText
from tarikh.reading.fields import ID, Context, Kind
from tarikh.reading.ground import Ground
from tarikh.writing.draft import Draft, problems_of, slug
from tarikh.writing.entries import called, spoken
from tarikh.writing.files import with_modeline
from tarikh.writing.form import Unwritable, made, written
from tarikh.writing.quoting import quotable

from .prose import HTTP, address
from .timeline import Given, Row, Said, Timeline, shown

LONGEST_QUOTE = 240  # characters
FEWEST_WORDS = 3  # of a part of a quote behind its first
SHORTEST_QUOTE = tables.SHORTEST_QUOTE

# What a file may write in another way than its text says it: tags, references, quotes, escapes, signs of Markdown.
_SENTENCES = re.compile(r".*[\w)»”]{3}[.!?؟。](?=\s|$)", re.DOTALL)
_TORN = re.compile(r"<[^<>]*>|&#?\w+;|[\"\\\n\t]|\]\([^()]*\)|[\[\]*`]")


class Wishes(Struct, frozen=True):
    """What whoever imports says of the file and of its events: `topics` are for events that name none."""

    document: str
    language: str
    added: datetime.date
    title: str = ""
    publisher: str = ""
    topics: tuple[str, ...] = ()
    status: str = "reported"


class Made(Struct, frozen=True):
    """The texts of new files, and of those that change, with what these said before."""

    new: Mapping[Path, str]
    changed: Mapping[Path, str]
    read: Mapping[Path, str]
    events: tuple[Path, ...]
    topics: tuple[str, ...]


class Maker:
    """Makes events, and the topics they need. `taken` are the paths of the events that there are by their ids."""

    def __init__(self, given: Given, stored: str, ground: Ground, taken: Mapping[str, str], wishes: Wishes) -> None:
        assert ground.site, "asked only where there is one"
        self._given = given
        self._text = stored
        self._stored = StoredText(stored)
        self._ground = ground
        self._taken = dict(taken)
        self._wishes = wishes
        self._default = ground.site.default_language
        self._names = {name: called(getattr(ground, name)) for name in ("topics", "actors", "places")}
        self._topics: dict[str, nodes.Node] = {}
        self._numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(2))  # for ids that are made of one title
        self._used: set[str] = set()  # ids of topics

    def made(self, timeline: Timeline, content: Path, seeds: Path, file: str) -> Made:
        """All that has to be written. What cannot be is told, and left out; `file` is what the document is called in
        seeds/.
        """
        self._doubt(timeline)
        title = self._wishes.title or timeline.title or Path(self._given.name).stem
        document = self._document(title, timeline.about, file)
        events: dict[Path, str] = {}
        for row in timeline.rows:
            if event := self._event(row, title, content, document):
                path, text = event
                events[path] = with_modeline(text, path, content)
        topics = {id: topic for id, topic in self._topics.items() if id in self._used}
        changed, read = {}, {}
        registries: list[tuple[str, Kind, Mapping[str, nodes.Node]]] = [
            ("documents.yaml", tables.DOCUMENTS, {self._wishes.document: document}),
            ("topics.yaml", tables.TOPICS, topics),
        ]
        for name, kind, entries in registries:
            if entries and events:
                path = content / name
                read[path], changed[path] = self._added(path, kind, entries, content)
        new = {seeds / file: self._text, **events} if events else {}
        return Made(new, changed, read, tuple(events), tuple(topics))

    def _document(self, title: str, about: str, file: str) -> nodes.Node:
        said = {"publisher": self._wishes.publisher, "about": about}
        return made(
            {
                "file": file,
                "sha256": hashlib.sha256(self._text.encode()).hexdigest(),
                "language": self._wishes.language,
                "kind": "article",
                "title": title,
                **{name: {self._wishes.language: text} for name, text in said.items() if text},
            }
        )

    def _event(self, row: Row, whole: str, content: Path, document: nodes.Node) -> tuple[Path, str] | None:
        """The file of an event and its text, or None after telling why there is none."""
        id, quote = self._id(row), self._quote(row)
        if not quote:
            hint = "write its title in plain letters, not as escapes or references"
            self._given.wrong(row.at, "quote-not-found", "none of its words can be quoted from the file", hint)
        if not id or not quote:
            return None
        draft = Draft(
            id=id,
            date=row.date,
            importance=self._choice(row.importance, IMPORTANCES, "notable"),
            status=self._choice(row.status, STATUSES, self._wishes.status),
            topics=self._topics_of(row, whole),
            actors=self._entries(row.actors, "actors"),
            places=self._entries(row.places, "places"),
            language=self._wishes.language,
            title=row.title,
            summary=row.prose.summary or row.title,
            document=self._wishes.document,
            quote=quote,
            added=self._wishes.added,
            body=row.prose.body,
            dating=row.dating,
            note=row.note,
            links=self._links(row),
        )
        path = draft.path(content)
        try:
            text = written(draft.tree(self._default), tables.EVENT, list(self._ground.languages))
        except Unwritable as error:
            self._given.wrong(
                row.at, "unwritable", f"no form of it says the same: {error}", "look for strange signs in it"
            )
            return None
        errors = [it for it in problems_of(text, path, self._context(document)) if not it.warning]
        for problem in errors:
            self._given.wrong(row.at, problem.code, problem.message, problem.hint)
        if errors:
            return None
        self._taken[id] = str(path)
        self._used.update(draft.topics)
        for fault in row.prose.faults:
            self._given.note(row.at, fault)
        if not row.prose.summary:
            self._given.note(row.at, "an event without a text: its summary says its title again")
        return path, text

    def _context(self, document: nodes.Node) -> Context:
        """What events are read in once the document and the topics are there."""
        known = self._ground.context.known
        documents, topics = known["document"], known["topic"]
        return replace(
            self._ground.context,
            known={**known, "document": {*documents, self._wishes.document}, "topic": {*topics, *self._topics}},
            stored={self._wishes.document: self._stored},
        )

    def _id(self, row: Row) -> str:
        """The id that a row gives, or one made of its title or else its date, and told from others by its year."""
        own = row.id.text.strip().lower()
        if own and ID.fullmatch(own):
            if own not in self._taken:
                return own
            hint = (
                "leave one of them out, or change its id" if self._is_new(own) else "it may have been imported before"
            )
            self._given.wrong(row.id.at, "duplicate-id", f'the id "{own}" is taken by {self._taken[own]}', hint)
            return ""
        first = slug(row.title) or _day(row.date)
        year = [f"{first}-{row.date.year}"] if row.date.year > 0 else []
        numbered = (f"{first}-{number}" for number in self._numbers[first])
        return next(id for id in chain((first, *year), numbered) if id not in self._taken)

    def _is_new(self, id: str) -> bool:
        return not Path(self._taken[id]).exists()

    def _topics_of(self, row: Row, whole: str) -> list[str]:
        """The topics that a row names, or those for events that name none, or one that is called like the timeline."""
        named = [self._topic(it.text) for it in row.topics if it]
        return list(dict.fromkeys(named or self._wishes.topics or [self._topic(whole)]))

    def _topic(self, name: str) -> str:
        """The id of a topic by its id or name; it is made if there is none."""
        names = self._names["topics"]
        key = spoken(name) or name
        if key not in names:
            ids = {*self._ground.topics, *self._topics}
            first = slug(name) or "topic"
            id = next(id for id in chain((first,), (f"{first}-{it}" for it in count(2))) if id not in ids)
            in_languages = {self._wishes.language: name, self._default: name}
            self._topics[id] = made({"name": in_languages})
            names[key] = id
            if self._wishes.language != self._default:
                message = f'the new topic "{shown(name)}" is called so in "{self._default}", too'
                self._given.note(0, message, f"translate it in topics.yaml: {id}")
        return names[key]

    def _entries(self, names: Sequence[Said], registry: str) -> list[str]:
        ids = []
        for name in names:
            id = self._names[registry].get(spoken(name.text))
            if id:
                ids.append(id)
            else:
                hint = f"add it to {registry}.yaml, and name it in its events"
                self._given.left_out(name.at, f'"{shown(name.text)}", which none of {registry}.yaml is called', hint)
        return list(dict.fromkeys(ids))

    def _choice(self, said: Said, known: Sequence[str], default: str) -> str:
        word = said.text.strip().lower()
        if word and word not in known:
            self._given.left_out(said.at, f'"{shown(said.text)}", which is none of {", ".join(known)}')
        return word if word in known else default

    def _links(self, row: Row) -> dict[str, dict[str, str]]:
        """The titles of all sound addresses of a row, by language; the host, where there is none."""
        links: dict[str, dict[str, str]] = {}
        for url, title in [
            *((it.url, it.title) for it in row.links),
            *((Said(it, row.at), of) for it, of in row.prose.links),
        ]:
            sound = address(url.text)
            if not sound:
                hint = "links are addresses on the web: https://www.example.org/"
                self._given.left_out(url.at, f"a link to “{shown(url.text)}”", hint)
                continue
            if url.text.strip().lower().startswith("http:"):
                self._given.note(url.at, HTTP)
            host = urlsplit(sound).hostname or sound
            links.setdefault(sound, {self._wishes.language: title or host, **self._in_default(host)})
        return links

    def _in_default(self, text: str) -> dict[str, str]:
        return {} if self._wishes.language == self._default else {self._default: text}

    def _quote(self, row: Row) -> str | list[str]:
        """The words of a row that stand in the stored document, in their order; if they say too little or stand
        elsewhere first, all that stands there. Nothing, where none of it does.
        """
        spans: list[str] = []
        for span in (span for said in row.words for span in _spans(said)):
            room = LONGEST_QUOTE - sum(map(len, spans))
            short = _shortened(span, room)
            if (not spans or len(short.split()) >= FEWEST_WORDS) and self._stored.find(short):
                spans.append(short)
            if short != span:
                break
        too_short = sum(map(str.isalnum, "".join(spans))) < SHORTEST_QUOTE
        if too_short or not self._stands_there(max(spans, key=len), row):
            whole = _shortened(quotable(row.whole, 0, len(row.whole)), LONGEST_QUOTE)
            if strict.first_forbidden(whole) is None and self._stored.find(whole):
                return whole
        return "" if too_short else spans[0] if len(spans) == 1 else spans

    def _stands_there(self, span: str, row: Row) -> bool:
        """Whether the reader will find a text in the lines of a row: it takes the first place where it stands."""
        words = self._stored.find(span)
        return words is not None and self._given.line(row.at) <= self._stored.line(words[0]) <= self._given.line(
            row.end
        )

    def _added(self, path: Path, kind: Kind, entries: Mapping[str, nodes.Node], content: Path) -> tuple[str, str]:
        """What a registry says, and what it says with new entries."""
        problems: list[Problem] = []
        read = strict.read(path, problems.append)
        assert read is not None, "it has been read before"
        text, node = read
        assert isinstance(node, nodes.Mapping), "it has been read before"
        node.items.update(entries)
        return text, with_modeline(written(node, kind, list(self._ground.languages)), path, content)

    def _doubt(self, timeline: Timeline) -> None:
        """Tells where all years may be of another calendar: texts in Arabic and Persian often have such."""
        doubts = [calendar_doubt(row.date) for row in timeline.rows]
        calendars = self._ground.languages[self._wishes.language].calendars
        if all(doubts) and doubts and calendars != ("gregory",):
            self._given.note(timeline.rows[0].at, doubts[0])


def _day(date: Date) -> str:
    """An id made of a date, for what has a title in other letters than ids."""
    moment = date.start if isinstance(date.start, Moment) else date.end
    assert isinstance(moment, Moment), "an interval has one date at least"
    numbers = [f"{abs(moment.year):04}", *(f"{it:02}" for it in (moment.month, moment.day) if it)]
    return ("year-minus-" if moment.year < 0 else "") + "-".join(numbers)


def _spans(said: str) -> Iterator[str]:
    """The parts of a text that its file can only write as they are."""
    for part in _TORN.split(said):
        for span in strict.cleaned(part.replace("\r", " ")).split("\0"):
            if any(map(str.isalnum, span)):
                yield quotable(span, 0, len(span)).lstrip(".,:;!?)–— ")


def _shortened(text: str, most: int) -> str:
    """As many whole sentences as there is room for, or else words."""
    if len(text) <= most:
        return text
    words = text[: most + 1].rpartition(" ")[0]
    sentences = _SENTENCES.match(words)
    return sentences[0] if sentences else words
