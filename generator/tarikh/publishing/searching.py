"""The page that searches, of which the dialog on other pages is made too. Without a script it leads to other pages."""

from __future__ import annotations

from . import labels, records, timelines
from .address import index_folder, link
from .edition import Edition
from .views import Filter, SearchPage


def page(edition: Edition) -> SearchPage:
    say, events = edition.say, len(edition.chronology.events)
    filters = (*(_of_registry(edition, kind) for kind in ("topic", "actor")), _of_years(edition))
    return SearchPage(
        title=labels.page_name(say, "search"),
        folder=link(edition.folder, f"{index_folder(say.language.tag)}/"),
        files=records.files(events),
        indexes=records.indexes(events),
        filters=tuple(choice for choice in filters if choice.options),
        choices=tuple(timelines.choices(edition)),
    )


def _of_registry(edition: Edition, kind: str) -> Filter:
    found = edition.chronology.events_of[kind]
    options = [(id, name) for id, name in timelines.options(edition, kind) if id in found]
    counts = tuple(edition.say.number(len(found[id])) for id, _ in options)
    return Filter(kind, labels.subject(edition.say, kind), tuple(options), counts)


def _of_years(edition: Edition) -> Filter:
    """The years of the reader's own calendar."""
    years = edition.lists.by_year
    return Filter(
        "year",
        labels.subject(edition.say, "year"),
        tuple((edition.lists.year_id(key), edition.year_name(key).text) for key in years),
        tuple(edition.say.number(len(events)) for events in years.values()),
    )
