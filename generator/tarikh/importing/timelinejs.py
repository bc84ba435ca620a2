"""TimelineJS 3: its JSON, or a script that holds it.

What pages of it show and chronologies do not have, such as backgrounds, eras and times of day, is left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import shorten

from msgspec.structs import replace

from tarikh.model.date import Date, DateError, parse_date

from . import objects
from .dates import Ambiguous, edtf_year, read_date
from .objects import Items, Members, Value
from .prose import markup_of, plain, prose
from .timeline import Given, Link, Row, Said, Timeline, shown

LONGEST_TITLE = 90  # characters, of one that is made of a text
TIMES = ("hour", "minute", "second", "millisecond")
OURS = ("edtf", "status", "importance")  # of our own timelines, as `topics` are: TimelineJS has no names for them
KEPT: Mapping[str, type[Value]] = {
    **dict.fromkeys(("start_date", "end_date", "text", "media"), Members),
    **dict.fromkeys(("group", "unique_id", "display_date", "autolink", *OURS), Said),
    "topics": Items,
}


def read(given: Given, order: str = "") -> Timeline | None:
    """The timeline of a file, or None after telling why it holds none. `order` is nothing that it needs."""
    whole = objects.parse(given)
    if whole is None:
        return None
    if not isinstance(whole, Members) or not whole.list("events"):
        given.wrong(0, "bad-import", *_no_timeline(whole))
        return None
    for eras in [it for it in whole.list("eras") if isinstance(it, Members)]:
        given.left_out(eras.at, "an era", "make it an event with an interval for its date, if it is to be shown")
    if following := whole.text("next"):
        given.left_out(following.at, f'"{shown(following.text)}", in which this goes on', "import it, too")
    title = whole.below("title").below("text")
    rows = [_row(event, given) for event in whole.list("events")]
    headline, text = title.text("headline").text, title.text("text").text
    return Timeline(
        tuple(row for row in rows if row), plain(headline, markup_of(headline)), plain(text, markup_of(text))
    )


def media(url: Said, credit: Said, caption: Said) -> tuple[tuple[Link, ...], str]:
    """What a medium is shown by: links, and words that go into the body, in HTML."""
    if not url:
        return (), ""
    words = [(it, prose(it.text, markup_of(it.text))) for it in (caption, credit) if it]
    told = " · ".join(it.summary for _, it in words if it.summary)
    named = tuple(Link(replace(said, text=link), of) for said, it in words for link, of in it.links)
    if url.text.lstrip().startswith("<"):  # what is shown is written there itself, or framed
        within = prose(url.text, "html")
        links = tuple(Link(Said(link, url.at), told or title) for link, title in within.links)
        return (*links, *named), url.text if within.summary or within.body else ""
    return (Link(url, told), *named), ""


def heading_of(text: str) -> str:
    """A title made of the first words of a text."""
    return shorten(text, LONGEST_TITLE, placeholder="…")


def _no_timeline(whole: Value) -> tuple[str, str]:
    if isinstance(whole, Members) and whole.below("timeline").members:
        return "this is of TimelineJS 2", "open it in TimelineJS 3, or save its spreadsheet as CSV and import that"
    return 'there is no list of "events" in it', 'TimelineJS 3 has one in its outermost object: {"events": [ … ]}'


def _row(event: Value, given: Given) -> Row | None:
    """One slide, or None after telling what it lacks."""
    if not isinstance(event, Members):
        given.wrong(event.at, "bad-import", "no object in the list of events", "every event is one: { … }")
        return None
    texts, medium = event.below("text"), event.below("media")
    headline, text = texts.text("headline"), texts.text("text")
    caption, credit = medium.text("caption"), medium.text("credit")
    links, further = media(medium.text("url"), credit, caption)
    whole = f"{text.text}<div>{further}</div>" if further else text.text
    heading, below = prose(headline.text, markup_of(headline.text)), prose(whole, markup_of(whole))
    title = plain(headline.text, markup_of(headline.text))
    if not title and (title := heading_of(below.summary or next((it.title for it in links), ""))):
        given.note(event.at, "an event without a headline: its first words are its title")
    if not title:
        given.wrong(event.at, "missing-field", "an event without a headline", 'write it into "text": {"headline": "…"}')
    try:
        date = _date(event, given)
    except DateError as error:
        at = event.below("start_date").at
        given.wrong(at, "ambiguous-date" if isinstance(error, Ambiguous) else "bad-date", str(error), error.hint)
        return None
    if not title:
        return None
    _tell_left_out(event, given)
    links += tuple(Link(replace(headline, text=url), said) for url, said in heading.links)
    topics = [it for it in event.list("topics") if isinstance(it, Said)] or [event.text("group")]
    said = texts if headline or text else medium
    return Row(
        at=event.at,
        end=event.end,
        date=date,
        dating=_dating(event, date),
        title=title,
        words=(headline.text, text.text) if headline or text else (caption.text, credit.text),
        whole=given.text[said.at : said.end],
        prose=below,
        links=links,
        topics=tuple(replace(it, text=plain(it.text, markup_of(it.text))) for it in topics if it),
        importance=event.text("importance"),
        status=event.text("status"),
        id=event.text("unique_id"),
    )


def _date(event: Members, given: Given) -> Date:
    """The date of a slide. Raises DateError."""
    if said := event.text("edtf"):
        return parse_date(said.text.strip())
    start, end = event.below("start_date"), event.below("end_date")
    if not start.text("year"):
        raise DateError("an event without a year", 'write it into "start_date": {"year": "…"}')
    for moment in (start, end):
        if moment.text(*TIMES):
            given.left_out(moment.at, "a time of day")
    begins, ends = _moment(start), _moment(end) if end.text("year") else ""
    return parse_date(f"{begins}/{ends}" if ends and ends != begins else begins)


def _moment(moment: Members) -> str:
    """A date in EDTF. Raises DateError. Years before 1 count as in words: -500 is 500 BC, which EDTF writes -0499."""
    numbers = []
    for name in ("year", "month", "day"):
        said = moment.text(name).text.strip()
        match = re.fullmatch(r"([-+]?\d+)(?:\.0*)?", said)
        if said and not match:
            raise DateError(f'"{shown(said)}" is no {name}', "write it as a number")
        numbers.append(int(match[1][:12]) if match else 0)
    year, month, day = numbers
    if day and not month:
        raise DateError(f"a day {day} without a month", "write its month, too")
    whole = "-".join([edtf_year(year), *(f"{it:02}" for it in (month, day) if it)])
    return parse_date(whole).edtf


def _dating(event: Members, date: Date) -> str:
    """What is shown instead of the date, if it says more than that."""
    said = (event.text("display_date") or event.below("start_date").text("display_date")).text
    return "" if event.text("edtf") else dating(plain(said, markup_of(said)), date)


def dating(said: str, date: Date) -> str:
    """How a date was shown, if it does not only say the same in other words."""
    try:
        return "" if not said or read_date(said).edtf == date.edtf else said
    except DateError:
        return said


def _tell_left_out(event: Members, given: Given) -> None:
    lost = [(name, it) for name, it in event.members.items() if not isinstance(it, KEPT.get(name, ()))]
    lost += [("topics", it) for it in event.list("topics") if not isinstance(it, Said)]
    for name, value in lost:
        if value:
            given.left_out(value.at, f'"{shown(name)}" of an event')
    if thumbnail := event.below("media").text("thumbnail"):
        given.left_out(thumbnail.at, '"thumbnail" of an event')
