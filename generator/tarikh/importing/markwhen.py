"""Markwhen: its events, groups, sections, tags and pages. Dates that are relative to others, or come again, are not
understood here, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tarikh.model.date import Date, DateError, Moment, Precision, day_number, gregorian, parse_date
from tarikh.model.problem import Code

from .dates import Ambiguous, edtf, read_date, without_time
from .prose import plain, prose
from .timeline import Given, Link, Row, Said, Timeline, line_of, shown

PAGE_BREAK = "_-_-_break_-_-_"
HEADER = ("title", "description", "dateFormat")

_UNIT = r"(?:ms|milliseconds?|s|secs?|seconds?|min|mins|minutes?|h|hours?|d|days?|w|weeks?|months?|y|years?)"
_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_TOKEN = (
    r"(?:\d++(?::\d\d(?!\d)){0,2}(?:st|nd|rd|th|s)?|[-–—/+~?%,.|]|!\w+|[TZW](?=\d|[-–/\s:]|$)|c\."
    rf"|(?:{_MONTH}|am|pm|bce|bc|ce|ad|circa"
    rf"|now|to|until|til|every|other|for|x|times|after|before|by|plus|start|end|week|work|business|{_UNIT})(?![a-z])"
    r"|x(?=x)|X)"
)
_BEGINS = rf"(?=[\d~!]|[.+]\w|-\d|c\.\s?\d|circa\s|now\b|every\s|(?:after|before|by)\s+[!\d]|{_MONTH}\.?\s+\d)"
_EVENT = re.compile(rf"\s*{_BEGINS}(?P<date>{_TOKEN}(?:\s*{_TOKEN})*)\s*:(?!//)(?P<rest>.*)", re.I)
_DURATION = re.compile(r"(.+?)\s*(?:/|-|–|\bto\b)\s*(?:for\s+)?(\d{1,4})\s*(days?|d|weeks?|w|months?|years?|y)", re.I)
_EDTF = re.compile(r"(?P<from>[~\s]*-?\d{4}(?:-\d\d){0,2}[?~%]?)\s*/\s*(?P<to>\d{4}.*|now|\.\.)", re.I)
_APART = re.compile(r"(?<=Z)\s*-\s*|\s*-\s*(?=now$)", re.I)  # what parts the ends of a range
_SECTION = re.compile(r"\s*(#{1,6})\s+(.*)")
_GROUP = re.compile(r"\s*(?:group|section)\s+(.*)")
_GROUP_END = re.compile(r"\s*end\s*(?:group|section)\s*", re.I)
_COMMENT = re.compile(r"\s*//")
_TAG = re.compile(r"(?:^|(?<=\s))#(?!\d+(?:\s|$))(\w+)")
_FIELD = re.compile(r"\s*([#\w.-]+)\s*:(?:\s+(.*))?$")
_DONE = re.compile(r"\s*\[([xX ]?)\]\s*(?!\()")
_LOCATION = re.compile(r"\[([^\[\]]*)\]\((?:location|map)\)")


class _Line(Said, frozen=True):
    """A line, and where it begins."""


def read(given: Given, order: str = "") -> Timeline | None:
    """The timeline of a file, or None after telling why it holds none. `order` is that of day and month where the
    header does not tell it; month first, as Markwhen has it.
    """
    pages = [_Page(given, order)]
    for line in _lines(given.text):
        if line.text.strip() == PAGE_BREAK:
            pages.append(_Page(given, order))
        else:
            pages[-1].take(line)
    rows = [row for page in pages for row in page.rows()]
    if not rows and not any(page.has_events for page in pages):
        given.wrong(
            0, "bad-import", "there is no event in it", "an event is a date, a colon and a text: 2025-04: A text"
        )
        return None
    return Timeline(tuple(rows), pages[0].header.get("title", ""), pages[0].header.get("description", ""))


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        yield _Line(line.rstrip("\r").removeprefix("\ufeff"), at)
        at += len(line) + 1


class _Page:
    """One page of a file: its header, then events in groups."""

    def __init__(self, given: Given, order: str) -> None:
        self.header: dict[str, str] = {}
        self.has_events = False
        self._given = given
        self._order = order or "mdy"
        self._groups: list[
            tuple[int, Said]
        ] = []  # the level of each that is open, 0 for one that has an end of its own
        self._begun: tuple[Said, ...] = ()  # the groups of the event that has begun
        self._event: list[_Line] = []
        self._rows: list[Row] = []
        self._in_header = True

    def rows(self) -> list[Row]:
        self._end()
        return self._rows

    def take(self, line: _Line) -> None:
        if _COMMENT.match(line.text):
            return
        if _EVENT.fullmatch(line.text):
            self._end()
            self._event, self._begun = [line], tuple(group for _, group in self._groups if group)
            self._in_header, self.has_events = False, True
        elif not self._takes_group(line):
            if self._in_header:
                self._take_header(line)
            elif self._event:
                self._event.append(line)
            elif line.text.strip():
                self._given.left_out(line.at, "text that belongs to no event")

    def _takes_group(self, line: _Line) -> bool:
        """Whether a line begins or ends a group; it ends an event, too."""
        section, group = _SECTION.fullmatch(line.text), _GROUP.fullmatch(line.text)
        ends = bool(_GROUP_END.fullmatch(line.text))
        if not (section or group or ends):
            return False
        self._end()
        self._in_header = False
        if ends:
            while self._groups and self._groups.pop()[0]:
                pass
            return True
        level, name = (len(section[1]), section[2]) if section else (0, group[1] if group else "")
        while level and self._groups and self._groups[-1][0] >= level:
            self._groups.pop()
        name = plain(_TAG.sub("", name.partition(" //")[0]), "markdown")
        self._groups.append((level, Said(name, line.at)))
        return True

    def _take_header(self, line: _Line) -> None:
        match = _FIELD.fullmatch(line.text)
        if not match or match[1].startswith("#"):  # the colour of a tag
            return
        name, value = match[1], (match[2] or "").strip().strip("\"'")
        if name in HEADER:
            self.header[name] = plain(value, "markdown")
        else:
            self._given.left_out(line.at, f'"{shown(name)}" of the header')
        if name == "dateFormat":
            self._order = "dmy" if value == "d/M/y" else "mdy"

    def _end(self) -> None:
        """The event that has begun ends here."""
        event, self._event = self._event, []
        if event and (row := self._row(event)):
            self._rows.append(row)

    def _row(self, event: Sequence[_Line]) -> Row | None:
        first = event[0]
        match = _EVENT.fullmatch(first.text)
        assert match is not None, "an event begins with such a line"
        fields, below = _fields(event[1:])
        said = "\n".join(line.text for line in below).rstrip()
        title, tags = self._words(match["rest"])
        if not title:
            top, _, said = said.lstrip().partition("\n")
            title, further = self._words(top)
            tags += further
        body = _TAG.sub("", _LOCATION.sub(r"\1", said))
        tags += _TAG.findall(said)
        for name, value in fields.items():
            if name not in ("id", "tags"):
                self._given.left_out(value.at, f'"{shown(name)}" of an event')
        tags += re.findall(r"\w+", fields["tags"].text) if "tags" in fields else []
        at = first.at + match.start("date")
        heading = prose(title, "markdown")
        if not heading.summary:
            self._given.wrong(at, "missing-field", "an event without a text", "write one behind the colon")
        date = self._date(match["date"].strip(), at)
        if not date or not heading.summary:
            return None
        topics = dict.fromkeys([*(group.text for group in self._begun[-1:]), *tags])
        last = event[-1]
        return Row(
            at=at,
            end=last.at + len(last.text),
            date=date,
            title=plain(title, "markdown"),
            words=(first.text.strip(), said),
            whole=first.text,
            prose=prose(body, "markdown"),
            links=tuple(Link(Said(url, at), told) for url, told in heading.links),
            topics=tuple(Said(name, at) for name in topics),
            id=fields.get("id", Said()),
        )

    def _words(self, text: str) -> tuple[str, list[str]]:
        """A line without what marks it, and its tags."""
        told = _TAG.sub("", _LOCATION.sub(r"\1", _DONE.sub("", text, count=1)))
        return line_of(told), _TAG.findall(text)

    def _date(self, said: str, at: int) -> Date | None:
        text, had_time = without_time(_APART.sub(" – ", said))
        try:
            date = _read(text, self._order)
        except DateError as error:
            code: Code = "ambiguous-date" if isinstance(error, Ambiguous) else "bad-date"
            self._given.wrong(at, code, str(error), error.hint)
            return None
        if had_time:
            self._given.left_out(at, "a time of day")
        return date


def _fields(lines: Sequence[_Line]) -> tuple[dict[str, Said], list[_Line]]:
    """The fields right below the first line of an event, and the lines behind them."""
    fields: dict[str, Said] = {}
    for number, line in enumerate(lines):
        match = _FIELD.fullmatch(line.text)
        if not match or match[1].startswith("#"):
            return fields, list(lines[number:])
        fields[match[1]] = Said((match[2] or "").strip(), line.at)
    return fields, []


def _read(text: str, order: str) -> Date:
    """A date or range as Markwhen reads it. Raises DateError."""
    if re.search(r"(?i)\bevery\b", text):
        raise DateError(f'"{text}" comes again and again', "write an event for each time that matters")
    if lasts := _DURATION.fullmatch(text):
        return _lasting(read_date(lasts[1], order), int(lasts[2]), lasts[3].lower())
    if re.match(r"(?i)\s*(?:now|after|before|by|[!.+]|\d+\s*(?:[a-z]+)$)", text) and not re.fullmatch(
        r"(?i)\d+\s*(?:bce?|ce|ad)", text
    ):
        raise DateError(f'"{text}" depends on another date', "write the date itself")
    if ends := _EDTF.fullmatch(text):
        last = (
            ".." if ends["to"].lower() == "now" else read_date(ends["to"], order).edtf if ends["to"] != ".." else ".."
        )
        return parse_date(f"{read_date(ends['from'], order).edtf}/{last}")
    return read_date(text, order)


def _lasting(start: Date, number: int, unit: str) -> Date:
    """The date that begins with another and lasts some time: 4 months from April on end with July."""
    begins = start.start
    if not isinstance(begins, Moment) or start.is_interval or not number or begins.precision < Precision.YEAR:
        raise DateError(f'"{start.edtf}" and some time', "write both ends of the time")
    months = number * {"y": 12, "m": 1}.get(unit[0], 0)
    year, month, day = gregorian(begins.first)
    if months:
        years, month = divmod(month - 1 + months, 12)
        last = day_number(year + years, month + 1, 1) + day - 2
    else:
        last = begins.first + number * (7 if unit[0] == "w" else 1) - 1
    coarse = begins.precision if months else Precision.DAY
    if begins.precision is Precision.YEAR and unit[0] != "y":
        coarse = Precision.MONTH if months else Precision.DAY
    ends = [
        edtf(*gregorian(at)[: {Precision.YEAR: 1, Precision.MONTH: 2}.get(coarse, 3)]) for at in (begins.first, last)
    ]
    return parse_date("/".join(dict.fromkeys(ends)))
