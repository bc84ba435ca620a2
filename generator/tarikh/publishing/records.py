"""What search looks in and shows: a record of each event in each language, some of them in one file.

A file holds those events whose ids have the same check sum (CRC-32), so that scripts find the file of an event that
search has found, and an event that comes or goes changes its own file only. Indexes are made of these files alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from zlib import crc32

import msgspec
from msgspec import Struct

from tarikh.model.chronology import Actor, Document, Event, Texts

from . import labels
from .address import Address, index_folder
from .edition import Edition
from .markup import body_html

IN_FILE, IN_INDEX = 8, 2048  # events, on an average, and at most

Told = tuple[str, ...]  # a text, and its language, direction and script if that is not the page's


class Record(Struct, frozen=True, omit_defaults=True):
    """What is known of an event in one language. `url` starts from the file.

    `names` are those of all that it names, in every language, and `dates` its own in all calendars; `passages` its
    other texts. It is chosen by `topics`, `actors`, and the `year` that it stands under.
    """

    url: str
    when: str
    title: Told
    summary: Told
    year: str
    topics: tuple[str, ...]
    actors: tuple[str, ...]
    names: tuple[str, ...]
    dates: tuple[str, ...]
    passages: tuple[Told, ...]
    status: str = ""


class Index(Struct, frozen=True):
    """One index: its language and number, the files of records that it is made of, and the fingerprint of that."""

    tag: str
    script: str
    number: int
    files: tuple[str, ...]
    print: bytes

    @property
    def folder(self) -> str:
        return index_folder(self.tag, self.number)


def files(events: int) -> int:
    """The number of files for so many events: a power of two."""
    return _power(events / IN_FILE)


def indexes(events: int) -> int:
    """The number of indexes: a power of two, too, so that the files of one have the same remainder."""
    return _power(events / IN_INDEX)


def file_of(id: str, files: int) -> int:
    """The number of the file that an event stands in."""
    return crc32(id.encode()) % files


def address(tag: str, file: int) -> Address:
    return Address("records", tag, part=str(file))


def by_file(ids: Sequence[str]) -> Mapping[int, Sequence[str]]:
    """The events of each file that has any."""
    found: dict[int, list[str]] = {}
    number = files(len(ids))
    for id in sorted(ids):
        found.setdefault(file_of(id, number), []).append(id)
    return found


def file(edition: Edition, ids: Sequence[str]) -> bytes:
    """The records of some events by their ids, as JSON."""
    return msgspec.json.encode({id: record(edition, edition.chronology.full(id)) for id in ids})


def record(edition: Edition, event: Event) -> Record:
    tag = edition.pick(event.languages)
    text, when = event.text[tag], edition.when(event.date)
    return Record(
        url=edition.link(Address("event", tag, event.id)),
        when=when.words,
        title=_told(edition, text.title, tag),
        summary=_told(edition, text.summary, tag),
        year=edition.lists.year_of(event),
        topics=event.topics,
        actors=event.actors,
        names=tuple(dict.fromkeys(_names(edition, event))),
        dates=when.others,
        passages=tuple(_passages(edition, event, tag)),
        status=labels.status(edition.say, event.status),
    )


def _names(edition: Edition, event: Event) -> Iterator[str]:
    """What it names, as anybody may call it."""
    chronology = edition.chronology
    for kind, id in event.entries:
        entry = chronology.registries[kind][id]
        if isinstance(entry, Document):
            yield entry.label
        else:
            yield from entry.name.values()
            yield from entry.forms if isinstance(entry, Actor) else ()


def _passages(edition: Edition, event: Event, tag: str) -> Iterator[Told]:
    """What its page says besides, and quotes."""
    text = event.text[tag]
    for said in (body_html(text.body).striptags() if text.body else "", text.dating, text.note):
        if said:
            yield _told(edition, said, tag)
    for account in event.accounts:
        yield from (_told(edition, it, tag) for it in _own(edition, account.says))
    quotes = {(passage.document, passage.spans): passage for passage in event.passages}
    for passage in quotes.values():
        yield from (_told(edition, it, edition.say.language.tag) for it in _own(edition, passage.translation))
        language = edition.chronology.documents[passage.document].language
        yield _told(edition, " … ".join(passage.spans), language)


def _own(edition: Edition, texts: Texts) -> Iterator[str]:
    """A text in the language of the page, if there is one."""
    if edition.say.language.tag in texts:
        yield texts[edition.say.language.tag]


def _told(edition: Edition, text: str, tag: str) -> Told:
    said = edition.said(text, tag)
    return (said.text, said.lang, said.dir, said.script) if said.foreign else (said.text,)


def _power(least: float) -> int:
    return 1 << max(0, ceil(least) - 1).bit_length()
