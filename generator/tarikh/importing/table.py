"""Tables: the spreadsheet of TimelineJS, and any other whose columns have names that tell what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from tarikh.model.date import Date, DateError, parse_date
from tarikh.model.folding import words
from tarikh.model.problem import Code

from . import cells, timelinejs
from .dates import Ambiguous, edtf_year, read_date, without_time
from .prose import markup_of, plain, prose
from .timeline import Given, Link, Row, Said, Timeline, line_of, listed, shown

COLUMNS: Mapping[str, Sequence[str]] = {  # what a column holds, by the names it may have; in folded words
    "date": ("date", "edtf", "when", "дата", "تاريخ", "التاريخ"),
    "start": ("start", "start date", "from", "begin", "début", "date de début", "начало", "البداية", "آغاز"),
    "end": ("end", "end date", "to", "until", "fin", "date de fin", "конец", "النهاية", "پایان"),
    "year": ("year", "année", "год", "السنة", "سال"),
    "month": ("month", "mois", "месяц", "الشهر", "ماه"),
    "day": ("day", "jour", "день", "اليوم", "روز"),
    "time": ("time", "end time"),
    "end year": ("end year",),
    "end month": ("end month",),
    "end day": ("end day",),
    "dating": ("display date", "dating"),
    "title": ("title", "headline", "name", "event", "label", "titre", "заголовок", "название", "العنوان", "عنوان"),
    "summary": ("summary", "résumé", "кратко", "الملخص", "خلاصه"),
    "text": (
        "text",
        "body",
        "description",
        "details",
        "notes",
        "texte",
        "текст",
        "описание",
        "النص",
        "الوصف",
        "متن",
        "شرح",
    ),
    "note": ("note",),
    "topics": (
        "topic",
        "topics",
        "group",
        "category",
        "categories",
        "tag",
        "tags",
        "thème",
        "тема",
        "الموضوع",
        "موضوع",
    ),
    "actors": ("actor", "actors"),
    "places": ("place", "places", "location"),
    "importance": ("importance",),
    "status": ("status",),
    "url": ("url", "link", "links", "lien", "ссылка", "الرابط", "پیوند"),
    "media": ("media",),
    "credit": ("media credit",),
    "caption": ("media caption",),
    "type": ("type",),
    "id": ("id", "unique id"),
}
_NAMES = {" ".join(words(name)): column for column, names in COLUMNS.items() for name in names}
WANTED = "a title (title, headline, name, event) and a date (date, start, year)"


class _Table(Struct, frozen=True):
    """Which column stands where; `strangers` are those that tell nothing here."""

    given: Given
    order: str
    columns: Mapping[str, int]
    strangers: Sequence[tuple[int, str]]

    def cell(self, row: Sequence[Said], column: str) -> Said:
        at = self.columns.get(column, len(row))
        return row[at] if at < len(row) and row[at].text.strip() else Said()


def read(given: Given, order: str = "") -> Timeline | None:
    """The timeline of a file, or None after telling why it holds none. `order` is that of day and month."""
    rows = cells.rows(given)
    head = next(rows, None)
    if head is None:
        given.wrong(-1, "bad-import", "the file is empty", "its first row names the columns")
        return None
    columns = _columns(head)
    strangers = [(at, line_of(cell.text)) for at, cell in enumerate(head) if at not in columns.values()]
    table = _Table(given, order, columns, strangers)
    if "title" not in table.columns or not {"date", "start", "year"} & table.columns.keys():
        hint = f"its first row names the columns; there has to be {WANTED}"
        given.wrong(head[0].at, "bad-import", f"no column for {_missing(table.columns)}", hint)
        return None
    found: list[Row] = []
    title, about = "", ""
    for row in rows:
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
    return Timeline(tuple(found), title, about)


def _columns(head: Sequence[Said]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(head):
        if name := _NAMES.get(" ".join(words(cell.text))):
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
    for at, name in table.strangers:
        if at < len(row) and row[at].text.strip():
            given.left_out(row[at].at, f'the column "{shown(name)}"')
    url, text, summary = (table.cell(row, name) for name in ("url", "text", "summary"))
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
        prose=prose(whole, markup_of(whole)),
        links=(*links, *(Link(it) for it in listed(url, " \n|;"))),
        topics=tuple(listed(table.cell(row, "topics"), ",;|")),
        actors=tuple(listed(table.cell(row, "actors"), ",;|")),
        places=tuple(listed(table.cell(row, "places"), ",;|")),
        importance=table.cell(row, "importance"),
        status=table.cell(row, "status"),
        id=table.cell(row, "id"),
    )


def _date(table: _Table, row: Sequence[Said]) -> Date | None:
    """The date of a row, or None after telling what is wrong with it."""
    where = table.cell(row, "date") or table.cell(row, "start") or table.cell(row, "year")
    try:
        if not where:
            raise DateError("a row without a date", "write one, or delete the row")
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
