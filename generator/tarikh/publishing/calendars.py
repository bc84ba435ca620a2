"""Events as calendars of phones and computers take them (iCalendar, RFC 5545 and 7986): all-day events, anniversaries.

A calendar knows days and nothing coarser. So an event stands in it on its first day, up to its last where that is a day
too; what else there is to its date is told in words. Events without a first day are left out, and the calendar says
how many.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from tarikh.model.chronology import Chronology, Told
from tarikh.model.date import Date, Moment, Precision, gregorian

from . import labels
from .address import Address
from .edition import Edition
from .feeds import NEVER

KINDS = ("calendar", "anniversaries")
MOST = 1000  # events: phones take no more
LONGEST_LINE = 75  # octets (RFC 5545, 3.1)
_LAST = datetime.date.max.toordinal()  # of which the day after cannot be told


class Selection(NamedTuple):
    """The events of a calendar; `undated` are left out as they have no day that it could tell, `lesser` for length."""

    events: Sequence[Told]
    undated: int
    lesser: int


def select(chronology: Chronology) -> Mapping[str, Selection]:
    """The events of each kind of calendar, in their order; of too many the major ones, and the newest of these."""
    dated = [event for event in chronology.events if days_of(event.date)]
    certain = [event for event in dated if event.status == "reported" and not _is_about(event.date)]
    return {
        kind: Selection(shown := _major(events), len(chronology.events) - len(events), len(events) - len(shown))
        for kind, events in zip(KINDS, (dated, certain), strict=True)
    }


def days_of(date: Date) -> tuple[int, int] | None:
    """The first and the last day that a calendar can show of a date, if it has a first."""
    start, end = date.start, date.start if date.end is None else date.end
    if not isinstance(start, Moment) or start.precision is not Precision.DAY or start.first < 1:
        return None
    last = end.last if isinstance(end, Moment) and end.precision is Precision.DAY else start.last
    return (start.first, last) if last < _LAST else None


def calendar(edition: Edition, kind: str, selection: Selection) -> bytes:
    """The events of a selection: as they were or, as `anniversaries`, every year on their first day."""
    say, site, tag = edition.say, edition.chronology.site, edition.say.language.tag
    yearly = kind == "anniversaries"
    name = edition.name(site.name).text + (say.gettext(": ") + labels.followed(say, kind) if yearly else "")
    about = "\n".join((edition.name(site.title).text, *_told(edition, kind, selection)))
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tarikh//Tarikh//EN",
        "CALSCALE:GREGORIAN",
        f"NAME;LANGUAGE={tag}:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"DESCRIPTION;LANGUAGE={tag}:{escaped(about)}",
        f"X-WR-CALDESC:{escaped(about)}",
        f"URL:{edition.absolute(Address('timeline', tag))}",
        f"SOURCE;VALUE=URI:{edition.absolute(Address(kind, tag))}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    )
    place = urlsplit(site.url)
    suffix = f"{'.yearly' if yearly else ''}@{place.hostname}{place.path.rstrip('/')}"  # no id has the dot
    events = (_event(edition, event, yearly, suffix) for event in selection.events)
    return b"".join([*map(fold, head), *events, b"END:VCALENDAR\r\n"])


def escaped(text: str) -> str:
    """A text as the value of a property (RFC 5545, 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A line in pieces that are short enough, none of which ends within a character (RFC 5545, 3.1)."""
    octets = line.encode()
    if len(octets) <= LONGEST_LINE:
        return octets + b"\r\n"
    pieces, start, room = [], 0, LONGEST_LINE
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, LONGEST_LINE - 1  # the space in front counts
    return b"\r\n ".join([*pieces, octets[start:]]) + b"\r\n"


def _event(edition: Edition, event: Told, yearly: bool, suffix: str) -> bytes:
    """An event on its days, or on its first day every year; its title tells what days alone would not."""
    say, days = edition.say, days_of(event.date)
    assert days, "only events with a day are selected"
    first, last = (days[0], days[0]) if yearly else days
    if yearly:
        besides = say.year_label(*say.year(event.date))
    else:
        words = "" if _is_whole(event.date) else say.date(event.date).first
        besides = say.gettext(", ").join(filter(None, (labels.status(say, event.status), words)))
    tag, title, about = _in_calendars(edition, event.id)
    every = f"RRULE:{_every_year(first)}\r\n" if yearly else ""
    return b"".join(
        (
            b"BEGIN:VEVENT\r\n",
            fold(f"UID:{event.id}{suffix}"),
            f"DTSTART;VALUE=DATE:{_day(first)}\r\nDTEND;VALUE=DATE:{_day(last + 1)}\r\n{every}".encode(),
            fold(f"SUMMARY;LANGUAGE={tag}:{escaped(f'{title} ({besides})' if besides else title)}"),
            about,
            b"END:VEVENT\r\n",
        )
    )


def _every_year(day: int) -> str:
    """The rule by which a day comes back: the 29th of February on the last of that month."""
    return "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if gregorian(day)[1:] == (2, 29) else "FREQ=YEARLY"


def _in_calendars(edition: Edition, id: str) -> tuple[str, str, bytes]:
    """What all calendars show of an event: the language of its text, its title, and lines without any of its days."""
    if id not in edition.in_calendars:
        event, say = edition.chronology.event[id], edition.say
        tag = edition.pick(event.languages)
        text, date, url = event.text[tag], say.date(event.date), edition.absolute(Address("event", tag, id))
        facts = " · ".join(filter(None, (date.first, *date.others, labels.status(say, event.status))))
        about = "\n\n".join((facts, text.summary, url))  # many programs show the address nowhere else
        topics = ",".join([escaped(edition.topic_names[topic]) for topic in event.topics])
        sure = event.status == "reported" and not _is_about(event.date)
        lines = (
            fold(f"DESCRIPTION;LANGUAGE={tag}:{escaped(about)}"),
            fold(f"URL:{url}"),
            fold(f"CATEGORIES;LANGUAGE={say.language.tag}:{topics}"),
            f"DTSTAMP:{_day((event.updated or NEVER).toordinal())}T000000Z\r\n".encode(),
            b"STATUS:CONFIRMED\r\n" if sure else b"STATUS:TENTATIVE\r\n",
            b"TRANSP:TRANSPARENT\r\n",  # nobody is busy then
        )
        edition.in_calendars[id] = tag, text.title, b"".join(lines)
    return edition.in_calendars[id]


def _told(edition: Edition, kind: str, selection: Selection) -> Iterator[str]:
    """What a calendar says of the events that it does not have."""
    if selection.undated:
        yield labels.left_out(edition.say, kind, selection.undated)
    if selection.lesser:
        told = edition.say.gettext(
            "As there are many others, only the major ones are here, and of these the last %(num)s."
        )
        yield told % {"num": edition.say.number(MOST)}


def _major(events: Sequence[Told]) -> Sequence[Told]:
    return [event for event in events if event.importance == "major"][-MOST:] if len(events) > MOST else events


def _is_whole(date: Date) -> bool:
    """Whether the days of a calendar tell all of a date."""
    exact = date.end is None or (isinstance(date.end, Moment) and date.end.precision is Precision.DAY)
    return exact and not _is_about(date)


def _is_about(date: Date) -> bool:
    """Whether a date is approximate or uncertain."""
    moments = (date.start, date.end)
    return any(isinstance(it, Moment) and (it.approximate or it.uncertain) for it in moments)


def _day(day: int) -> str:
    year, month, day_of_month = gregorian(day)
    return f"{year:04}{month:02}{day_of_month:02}"
