"""Tables: our own, the spreadsheet of TimelineJS, and any other whose columns have names that tell what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from tarikh.model.date import Date, DateError, parse_date
from tarikh.model.folding import words
from tarikh.model.problem import Code

from . import cells, timelinejs
from .dates import Ambiguous, edtf_year, read_date, without_time
from .prose import markup_of, plain, prose
from .timeline import Given, Link, Row, Said, Timeline, line_of, listed, shown

COLUMNS = {  # what a column holds, by the names it may have; those with a point are of our own tables
    "edtf": "edtf|date.edtf",
    "date": "date|when|дата|تاريخ|التاريخ",
    "start": "start|start date|from|begin|début|date de début|начало|البداية|آغاز",
    "end": "end|end date|to|until|fin|date de fin|конец|النهاية|پایان",
    "year": "year|année|год|السنة|سال",
    "month": "month|mois|месяц|الشهر|ماه",
    "day": "day|jour|день|اليوم|روز",
    "time": "time",
    "end year": "end year",
    "end month": "end month",
    "end day": "end day",
    "end time": "end time",
    "dating": "display date|dating",
    "title": "title|headline|name|event|label|titre|заголовок|название|العنوان|عنوان",
    "summary": "summary|résumé|кратко|الملخص|خلاصه",
    "text": "text|body|description|details|notes|texte|текст|описание|النص|الوصف|متن|شرح",
    "note": "note",
    "names of topics": "topics.name",
    "topics": "topic|topics|group|category|categories|tag|tags|thème|тема|الموضوع|موضوع",
    "actors": "actor|actors|actors.id",
    "places": "place|places|places.id|location|lieu|место|المكان|مکان",
    "importance": "importance",
    "status": "status",
    "url": "url|link|lien|ссылка|الرابط|پیوند",
    "links": "links|links.url",
    "of links": "links.title",
    "media": "media",
    "credit": "media credit",
    "caption": "media caption",
    "type": "type",
    "id": "id|unique id",
}
PARTING = ",;|\n"  # what parts the items in a cell; names of our topics hold commas, and stand in lines
_NAMES = {" ".join(words(name)): column for column, names in COLUMNS.items() for name in names.split("|")}
_DATES = {"edtf", "date", "start", "year"}
_MEANT_AS_TEXT = re.compile(r"'(?=[-=+@＝＋－＠'\t\r\n])")  # before what spreadsheets take for a formula
WANTED = "a title (title, headline, name, event) and a date (date, start, year)"


class _Table(Struct, frozen=True):
    """Which column stands where."""

    given: Given
    order: str
    columns: Mapping[str, int]

    def cell(self, row: Sequence[Said], column: str) -> Said:
        """What a row has in a column; nothing, where there is none."""
        at = self.columns.get(column, len(row))
        if at >= len(row) or not row[at].text.strip():
            return Said()
        marked = _MEANT_AS_TEXT.match(row[at].text)
        return Said(row[at].text[1:], row[at].at + 1) if marked else row[at]


def read(given: Given, order: str = "") -> Timeline | None:
    """The timeline of a file, or None after telling why it holds none. `order` is that of day and month."""
    rows = cells.rows(given)
    head = next(rows, None)
    if head is None:
        given.wrong(-1, "bad-import", "the file is empty", "its first row names the columns")
        return None
    table = _Table(given, order, _columns(head))
    if "title" not in table.columns or not _DATES & table.columns.keys():
        hint = f"its first row names the columns; there has to be {WANTED}"
        given.wrong(head[0].at, "bad-import", f"no column for {_missing(table.columns)}", hint)
        return None
    found: list[Row] = []
    title, about = "", ""
    used: set[int] = set()
    for row in rows:
        used.update(at for at, cell in enumerate(row) if cell.text.strip())
        if len(row) > len(head) and any(cell.text.strip() for cell in row[len(head) :]):
            hint = "put a cell in double quotes that holds what parts cells"
            given.wrong(row[len(head)].at, "bad-import", f"more cells than the {len(head)} of the first row", hint)
            continue
        kind = table.cell(row, "type").text.strip().lower()
        if kind == "title":
            title, about = (_plain(table.cell(row, name)) for name in ("title", "text"))
        elif kind == "era":
            given.left_out(row[0].at, "an era", "make it an event with an interval for its date, if it is to be shown")
        elif made := _row(table, row):
            found.append(made)
    if not used:
        given.wrong(head[0].at, "bad-import", "the first row is the only one", "write a row for each event below it")
        return None
    strangers = [head[at] for at in sorted(used - {*table.columns.values()}) if at < len(head)]
    if strangers:
        names = ", ".join(f'"{shown(cell.text)}"' for cell in strangers)
        given.left_out(strangers[0].at, f"what stands in the column{'s' * (len(strangers) > 1)} {names}")
    return Timeline(tuple(found), title, about)


def column_of(name: str) -> str | None:
    """What a column of that name holds, as COLUMNS calls it."""
    return _NAMES.get(" ".join(words(name)))


def _columns(head: Sequence[Said]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(head):
        if name := column_of(cell.text):
            columns.setdefault(name, at)
    return columns


def _missing(columns: Mapping[str, int]) -> str:
    return "the title" if "title" not in columns else "the date"


def _plain(cell: Said) -> str:
    return line_of(plain(cell.text, markup_of(cell.text)))


def _row(table: _Table, row: Sequence[Said]) -> Row | None:
    """One event, or None after telling what it lacks."""
    given = table.given
    title = table.cell(row, "title")
    if not _plain(title):
        given.wrong(row[0].at, "missing-field", "a row without a title", "write one, or delete the row")
    date = _date(table, row)
    if not _plain(title) or not date:
        return None
    text, summary = (table.cell(row, name) for name in ("text", "summary"))
    named = zip_longest(*(table.cell(row, name).text.split("\n") for name in ("links", "of links")), fillvalue="")
    at = table.cell(row, "links").at
    for name in ("time", "end time"):
        if said := table.cell(row, name):
            given.left_out(said.at, "a time of day")
    links, further = timelinejs.media(*(table.cell(row, name) for name in ("media", "credit", "caption")))
    whole = "\n\n".join(filter(None, (summary.text, text.text)))
    whole = f"{whole}<div>{further}</div>" if further else whole
    last = row[-1]
    return Row(
        at=row[0].at,
        end=last.at + len(last.text),
        date=date,
        dating=timelinejs.dating(_plain(table.cell(row, "dating")), date),
        title=_plain(title),
        words=(title.text, summary.text, text.text),
        whole=given.text[row[0].at : last.at + len(last.text)],
        prose=prose(whole, markup_of(whole)),
        links=(
            *links,
            *(Link(it) for it in listed(table.cell(row, "url"), " \n|")),
            *(Link(Said(url, at), line_of(told)) for url, told in named if url),
        ),
        topics=(*listed(table.cell(row, "names of topics"), "\n"), *listed(table.cell(row, "topics"), PARTING)),
        actors=tuple(listed(table.cell(row, "actors"), PARTING)),
        places=tuple(listed(table.cell(row, "places"), PARTING)),
        note=_plain(table.cell(row, "note")),
        importance=table.cell(row, "importance"),
        status=table.cell(row, "status"),
        id=table.cell(row, "id"),
    )


def _date(table: _Table, row: Sequence[Said]) -> Date | None:
    """The date of a row, or None after telling what is wrong with it."""
    where = table.cell(row, "edtf") or table.cell(row, "date") or table.cell(row, "start") or table.cell(row, "year")
    try:
        if not where:
            raise DateError("a row without a date", "write one, or delete the row")
        if said := table.cell(row, "edtf"):
            return parse_date(said.text.strip())
        if said := table.cell(row, "date"):
            return _read(table, said)
        if start := table.cell(row, "start"):
            ends = [_read(table, it).edtf for it in (start, table.cell(row, "end")) if it]
            return parse_date("/".join(dict.fromkeys(ends)))
        ends = [
            _numbers([table.cell(row, f"{which}{name}") for name in ("year", "month", "day")])
            for which in ("", "end ")
            if table.cell(row, f"{which}year")
        ]
        return parse_date("/".join(dict.fromkeys(ends)))
    except DateError as error:
        code: Code = "ambiguous-date" if isinstance(error, Ambiguous) else "bad-date"
        table.given.wrong(where.at if where else row[0].at, code, str(error), error.hint)
        return None


def _read(table: _Table, said: Said) -> Date:
    text, had_time = without_time(said.text)
    date = read_date(text, table.order)
    if had_time:
        table.given.left_out(said.at, "a time of day")
    return date


def _numbers(said: Sequence[Said]) -> str:
    """A year, a month and a day as columns of their own have them, in EDTF. Raises DateError."""
    numbers = []
    for name, cell in zip(("year", "month", "day"), said, strict=True):
        match = re.fullmatch(r"([-+]?\d{1,12})(?:\.0*)?", cell.text.strip())
        if cell and not match:
            raise DateError(f'"{shown(cell.text)}" is no {name}', "write it as a number")
        numbers.append(int(match[1]) if match else 0)
    year, month, day = numbers
    if day and not month:
        raise DateError(f"a day {day} without a month", "write its month, too")
    return parse_date("-".join([edtf_year(year), *(f"{it:02}" for it in (month, day) if it)])).edtf
