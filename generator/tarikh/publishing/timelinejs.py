"""Events for TimelineJS 3 (Knight Lab): what it shows as HTML is escaped, what it shows as text is not.

It knows no year 0: 1 BC is -1, and nothing of how sure an event is: the date that it shows says so. What else brings
events back stands beside: their date as `edtf`, their id as `unique_id`, `status`, `importance` and the names of all
`topics`, of which `group` is the first. It passes over what it does not know.
"""

from __future__ import annotations

from html import escape
from urllib.parse import urljoin

from msgspec import Struct

from tarikh.model.chronology import Event
from tarikh.model.date import Date, Moment, Precision, gregorian

from . import labels
from .address import Address
from .edition import Edition
from .variants import SOURCE_FORMATS, Variant


class Day(Struct, frozen=True, omit_defaults=True):
    """A year, or a month or day of it."""

    year: int
    month: int = 0
    day: int = 0


class Words(Struct, frozen=True):
    headline: str
    text: str


class Media(Struct, frozen=True):
    url: str
    thumbnail: str
    alt: str
    caption: str
    credit: str


class Slide(Struct, frozen=True, omit_defaults=True):
    text: Words
    start_date: Day | None = None
    end_date: Day | None = None
    display_date: str = ""
    edtf: str = ""
    group: str = ""
    topics: tuple[str, ...] = ()
    status: str = ""
    importance: str = ""
    unique_id: str = ""
    media: Media | None = None
    autolink: bool = True


class Timeline(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """A timeline. `language` and `next` are for other programs."""

    scale: str
    language: str
    title: Slide
    next: str = ""
    events: list[Slide]


def timeline(edition: Edition, following: str) -> Timeline:
    """A timeline that has no events yet; `following` is the file with those after its own, if there is one."""
    site = edition.chronology.site
    title, tagline = (_escaped(edition.name(texts).text) for texts in (site.title, site.tagline))
    title_slide = Slide(Words(title, f"<p>{tagline}</p>"), autolink=False)
    return Timeline(scale="human", language=edition.say.language.tag, title=title_slide, next=following, events=[])


def slide(edition: Edition, event: Event, site_url: str, pictures: tuple[Variant, ...]) -> Slide:
    """One event; `pictures` is made of its first image. The headline leads to the page that has the evidence."""
    tag = edition.pick(event.text)
    page = edition.absolute(Address("event", tag, event.id))
    start, end = days(event.date)
    text = event.text[tag]
    shown = (edition.say.date(event.date).first, labels.status(edition.say, event.status))
    names = [edition.chronology.topics[topic].name for topic in event.topics]
    topics = tuple(_escaped(name[edition.pick(name)]) for name in names)
    return Slide(
        text=Words(
            f'<a href="{escape(page)}">{_escaped(text.title)}</a>',
            f"<p>{_escaped(text.summary)}</p>",
        ),
        start_date=start,
        end_date=end,
        display_date=_escaped(" · ".join(filter(None, shown))),
        edtf=event.date.edtf,
        group=topics[0] if topics else "",
        topics=topics,
        status=event.status,
        importance=event.importance,
        unique_id=event.id,
        media=_media(edition, event, site_url, pictures) if pictures else None,
        autolink=False,
    )


def days(date: Date) -> tuple[Day, Day | None]:
    """Where a date begins and, if it is no single year, month or day, where it ends: open ends are left out."""
    start = date.start if isinstance(date.start, Moment) else date.end
    assert isinstance(start, Moment), "an interval has one date at least"
    end = date.end if isinstance(date.end, Moment) else start
    first, last = _day(start, start.first), _day(end, end.last)
    return first, None if first == last else last


def _day(moment: Moment, day: int) -> Day:
    """A day as precisely as the moment that it is an end of."""
    year, month, number = gregorian(day)
    year = year if year > 0 else year - 1  # TimelineJS writes -753 as 753 BCE, and knows no year 0
    if moment.precision is Precision.DAY:
        return Day(year, month, number)
    return Day(year, month) if moment.precision in (Precision.MONTH, Precision.SEASON) else Day(year)


def _media(edition: Edition, event: Event, site_url: str, pictures: tuple[Variant, ...]) -> Media:
    image = event.images[0]
    alt = edition.name(image.alt).text
    return Media(
        url=urljoin(site_url, pictures[-1].path),
        thumbnail=urljoin(site_url, next(it for it in pictures if it.format == SOURCE_FORMATS[-1]).path),
        alt=alt,
        caption=_escaped(alt),
        credit=_escaped(edition.name(image.credit).text),
    )


def _escaped(text: str) -> str:
    return escape(text, quote=False)
