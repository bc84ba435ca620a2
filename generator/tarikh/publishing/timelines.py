"""Pages that are lists of events: the timeline, its years, selections, and what events have in common.

A list longer than one page should carry is cut into parts. A chronology longer than that has no
page of all its events: the timeline then shows an overview, and every event stands under its year.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from tarikh.model.chronology import STATUSES, Actor, Chronology, Told, Topic

from . import embed, labels
from .address import LISTS, MOST_ON_TIMELINE, Address
from .edition import Edition
from .lists import YearKey
from .picture import LONGEST_WITH_MONTHS, NARROW, WIDE, Group, Time, draw
from .views import EventsPage, Filter, Link, Picture, Said, Strip, Timeline, Year

FEWEST_IN_PICTURE = 2  # one mark says nothing
MOST_IN_OVERVIEW = 40
MOST_CHOICES = 200  # of one filter; the others are found by words, and on their own pages


def is_long(chronology: Chronology) -> bool:
    """Whether the chronology is more than one page should carry."""
    return len(chronology.events) > MOST_ON_TIMELINE


def timeline(edition: Edition, newest_first: bool = False) -> Timeline:
    chronology, say = edition.chronology, edition.say
    long = is_long(chronology)
    events = shown(chronology)
    years = _years(edition, reversed(events) if newest_first else events)
    by_year = list(edition.lists.by_year)[:: -1 if newest_first else 1]
    figures = (
        labels.events(say, len(chronology.events)),
        labels.documents(say, len(chronology.documents)),
        _span(edition),
    )
    differing = len(chronology.disagreements)
    return Timeline(
        title=edition.name(chronology.site.title),
        tagline=edition.name(chronology.site.tagline),
        figures=tuple(filter(None, figures)),
        differing=Link(edition.url("disagreements"), edition.ui(labels.disagreements(say, differing)))
        if differing
        else None,
        pictures=_whole_picture(edition),
        filters=() if edition.portable else filters(edition),  # browsers run no modules from files
        index=tuple(edition.link(file) for file in index_files(edition)) if long else (),
        newest_first=newest_first,
        choices=tuple(choices(edition)),
        jump=tuple(_to_year(edition, key) for key in by_year) if long else _jump(years),
        order=Link(edition.url("timeline" if newest_first else "newest"), edition.ui(labels.order(say, newest_first))),
        overview=_to_overview(edition) if long else None,
        years=years,
        embed=embed.code(edition, Address("timeline", say.language.tag)),
    )


def year(edition: Edition, address: Address) -> EventsPage:
    """The events of one year of the reader's calendar, and where it stands in the whole span."""
    keys = list(edition.lists.by_year)
    at = keys.index(edition.lists.years[address.id])
    before, after = (_to_year(edition, keys[there]) if 0 <= there < len(keys) else None for there in (at - 1, at + 1))
    name = edition.year_name(keys[at])
    return _events_page(edition, address, name, strip=edition.stretch(address), before=before, after=after)


def selection(edition: Edition, address: Address) -> EventsPage:
    """The events that are major, or that are told in the same way."""
    return _events_page(edition, address, edition.ui(labels.selection(edition.say, address.id)))


def subject(edition: Edition, address: Address) -> EventsPage:
    """The events of an actor, a topic or a place; with what is known of it, on the first part."""
    say, subject = edition.say, edition.subject_of(address.kind, address.id)
    name = edition.name(subject.name)
    if address.part:
        return _events_page(edition, address, name)
    is_actor = isinstance(subject, Actor)
    with_whom = edition.chronology.appear_with(subject.id) if is_actor else ()
    return _events_page(
        edition,
        address,
        name,
        role=edition.text(subject.role if isinstance(subject, Actor) else getattr(subject, "about", {})),
        names=tuple(edition.said(name, tag) for tag, name in subject.name.items() if tag != say.language.tag),
        with_whom=tuple(edition.subject_link("actor", id, labels.shared_events(say, n)) for id, n in with_whom),
        wikidata="" if isinstance(subject, Topic) else subject.wikidata,
    )


def index_files(edition: Edition) -> Iterator[Address]:
    """What the events of a long chronology are found by without loading their pages: names, then the events."""
    yield Address("names", edition.say.language.tag)
    yield from edition.addresses("index")


def names(edition: Edition) -> bytes:
    """What the keys of events such as actor:russia are called, and the version of each part of the index, as JSON.

    In an index a key is its place among them. Caches may hold files of several builds: only those belong together whose
    versions are named here.
    """
    names = dict.fromkeys(_keys(edition), "")
    for kind in ("topic", "actor", "place"):
        for id in edition.chronology.registries[kind]:
            names[f"{kind}:{id}"] = edition.name(edition.subject_of(kind, id).name).text
    return _json({"names": names, "parts": [_version(edition, part) for part in edition.addresses("index")]})


def index(edition: Edition, address: Address) -> bytes:
    """Some events of a long chronology, as JSON: first the version of this part, then the events.

    Each is its id, address, first day, date in words, title, status in words, its keys, of which the first is its
    first topic, and the language, direction and script of a title that is foreign.
    """
    places = {key: place for place, key in enumerate(_keys(edition))}
    rows = []
    for event in edition.shown(address):
        line, keys = edition.line(event.id), [places[key] for key in event.keys if key in places]
        status = labels.status(edition.say, event.status)
        title = line.title
        foreign = (title.lang, title.dir, title.script) if title.foreign else ()
        rows.append((line.id, line.url, event.date.anchor, line.when.words, title.text, status, keys, *foreign))
    return _json([_version(edition, address), *rows])


def _version(edition: Edition, address: Address) -> str:
    """What changes with the places of keys, and when an event comes to a part of the index or leaves it."""
    ids = [event.id for event in edition.shown(address)]
    return hashlib.sha256(_json([_keys(edition), ids])).hexdigest()[:8]


def _keys(edition: Edition) -> list[str]:
    """The keys that filters choose events by, in their order."""
    registries = edition.chronology.registries
    of_entries = [f"{kind}:{id}" for kind in ("topic", "actor", "place", "document") for id in registries[kind]]
    return [*of_entries, "importance:major", "differ:yes", *(f"status:{status}" for status in STATUSES)]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def filters(edition: Edition) -> tuple[Filter, ...]:
    """What the events of the timeline can be chosen by, as far as there is a choice."""
    say, found = edition.say, edition.chronology.keys
    choices = [
        *(
            (kind, labels.subject(say, kind), options(edition, kind))
            for kind in ("topic", "actor", "place", "document")
        ),
        ("status", say.gettext("How sure"), [(status, labels.status(say, status)) for status in STATUSES]),
        ("importance", say.gettext("Importance"), [("major", labels.selection(say, "major"))]),
        ("differ", say.gettext("Disagreements"), [("yes", say.gettext("Documents differ"))]),
    ]
    filters = (
        Filter(name, label, tuple((value, text) for value, text in options if text and f"{name}:{value}" in found))
        for name, label, options in choices
    )
    return tuple(choice for choice in filters if choice.options)


def pictures(edition: Edition, group: Group, place: Callable[[Told], str]) -> tuple[Picture, ...]:
    """The picture of time of some events, for wide and for narrow screens; none where it would show nothing.

    `place` is the address at which an event stands in the list; links lead there, if there are too
    many events for a link to each.
    """
    if len(group.events) < FEWEST_IN_PICTURE:
        return ()
    say = edition.say

    def crowd(first: int, end: int) -> tuple[str, str] | None:
        of_time = group.between(first, end)
        if not of_time:
            return None
        ends = dict.fromkeys(say.date(event.date).first for event in (of_time[0], of_time[-1]))
        name = say.language.dates.range_words.join(ends) + say.gettext(": ") + labels.events(say, len(of_time))
        return place(of_time[0]), name

    years = say.years_from(*group.days)
    few = len(years) - 1 <= LONGEST_WITH_MONTHS
    time = Time(years, say.months_from(years[0].day, years[-1].day) if few else ())
    return tuple(
        draw(drawing, group, time, edition.topic_names, lambda event: edition.line(event.id), crowd, edition.rtl)
        for drawing in (WIDE, NARROW)
    )


def _whole_picture(edition: Edition) -> tuple[Picture, ...]:
    """The picture of the whole chronology, made once for each folder."""
    if not edition.whole_picture:
        edition.whole_picture = pictures(
            edition,
            edition.lists.group("index", ""),
            lambda event: where(edition, "year", edition.lists.year_of(event))(event),
        )
    return edition.whole_picture


def where(edition: Edition, kind: str, id: str) -> Callable[[Told], str]:
    """The address of an event in a list that may be cut into parts."""
    part_of, tag = edition.lists.part_of(kind, id), edition.say.language.tag
    return lambda event: f"{edition.link(Address(kind, tag, id, part_of[event.id]))}#{event.id}"


def _events_page(edition: Edition, address: Address, name: Said, strip: Strip | None = None, **more: Any) -> EventsPage:
    """A page of events, or a part of it: on the first their picture, on the others where they stand in the whole."""
    kind, id, shown = address.kind, address.id, edition.shown(address)
    events = edition.lists.listed(kind, id)
    years = _years(edition, shown)
    return EventsPage(
        kind=labels.subject(edition.say, kind),
        name=name,
        count=labels.events(edition.say, len(shown if address.part else events)),
        part=edition.part_name(address) if address.part else "",
        strip=strip or (edition.stretch(address) if address.part else None),
        pictures=() if address.part else pictures(edition, edition.lists.group(kind, id), where(edition, kind, id)),
        jump=_jump(years),
        years=years,
        parts=edition.parts(address),
        **more,
    )


def _years(edition: Edition, events: Iterable[Told]) -> tuple[Year, ...]:
    """Events under the years of the reader's own calendar."""
    say = edition.say
    return tuple(
        Year(edition.year_name(key), f"_{key[0]}{key[1]}", tuple(edition.card(event.id) for event in of_year))
        for key, of_year in groupby(events, key=lambda event: say.year(event.date))
    )


def _jump(years: Sequence[Year]) -> tuple[Link, ...]:
    """Links to the years on the same page; only where there is somewhere to jump."""
    return tuple(Link(f"#{year.anchor}", year.name) for year in years) if len(years) > 1 else ()


def _to_year(edition: Edition, key: YearKey) -> Link:
    say = edition.say
    count = labels.events(say, len(edition.lists.by_year[key]))
    return Link(edition.url("year", edition.lists.year_id(key)), edition.year_name(key), count)


def shown(chronology: Chronology) -> Sequence[Told]:
    """The events on the timeline: of a long chronology the latest of the major ones, or of all if none is major."""
    if not is_long(chronology):
        return chronology.events
    return chronology.selections.get("major", chronology.events)[-MOST_IN_OVERVIEW:]


def _to_overview(edition: Edition) -> Link | None:
    """Where all major events of a long chronology are."""
    major = edition.chronology.selections.get("major")
    if not major:
        return None
    name = labels.selection(edition.say, "major")
    return Link(edition.url("selection", "major"), edition.ui(name), labels.events(edition.say, len(major)))


def choices(edition: Edition) -> Iterator[Link]:
    """The pages that make the same selections as filters do."""
    say, chronology = edition.say, edition.chronology
    for kind, folder in LISTS.items():
        yield Link(edition.url(folder), edition.ui(labels.page_name(say, kind)))
    for id, events in chronology.selections.items():
        count = labels.events(say, len(events))
        yield Link(edition.url("selection", id), edition.ui(labels.selection(say, id)), count)
    if chronology.disagreements:
        yield Link(edition.url("disagreements"), edition.ui(say.gettext("Where documents differ")))


def options(edition: Edition, kind: str) -> list[tuple[str, str]]:
    """The values of a filter with their names, in the order of the registry; of many, those with the most events."""
    if kind == "document":
        documents = edition.chronology.documents.values()
        names = [(document.id, labels.document(edition.say, document.label)) for document in documents]
    else:
        registry = edition.chronology.registries[kind]
        names = [(id, edition.name(edition.subject_of(kind, id).name).text) for id in registry]
    events = edition.chronology.events_of[kind]
    kept = {id for id, _ in sorted(names, key=lambda name: -len(events.get(name[0], ())))[:MOST_CHOICES]}
    return [name for name in names if name[0] in kept]


def _span(edition: Edition) -> str:
    """The first and last year told of."""
    events = edition.chronology.events
    return edition.say.year_span(events[0].date, events[-1].date) if events else ""
