"""The page of open data: which files there are, how they are read, and what each field says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import labels, opendata
from .dataset import Schema, fields
from .edition import Edition
from .lists import MOST_IN_DATA
from .sheet import BETWEEN_PARTS, FORMULAS, LEFT_OUT
from .views import DataField, DataFile, DataPage, Link

if TYPE_CHECKING:
    from .site import Site


def data(edition: Edition, site: Site) -> DataPage:
    """The page in a language; the files that it tells of are there already."""
    say, own = edition.say, edition.say.language
    events, documents = (opendata.schema(site, name, own.tag) for name in (opendata.EVENTS, opendata.DOCUMENTS))
    of_event, of_document = (_fields(*it) for it in ((events, "Event"), (documents, "Document")))
    all_of_file = {**dict(_fields(events, opendata.EVENTS)), **dict(_fields(documents, opendata.DOCUMENTS))}
    of_file = [(name, field) for name, field in all_of_file.items() if "." not in name]
    return DataPage(
        title=labels.page_name(say, "data"),
        licence=Link(edition.chronology.site.licence_url, edition.ui(edition.chronology.site.licence_name)),
        files=(
            (own.name, tuple(_files(edition, site, own.tag))),
            (say.gettext("All languages"), tuple(_files(edition, site, ""))),
        ),
        most=say.number(MOST_IN_DATA),
        not_in_table=LEFT_OUT,
        between_parts=BETWEEN_PARTS.strip(),
        formulas=FORMULAS,
        fields=tuple(
            (title, tuple(DataField(name, it["description"], tuple(it.get("enum", ()))) for name, it in told))
            for title, told in (
                (say.gettext("Fields of an event"), of_event),
                (say.gettext("Fields of a document"), of_document),
                (say.gettext("What stands before them"), of_file),
            )
        ),
    )


def _fields(schema: Schema, name: str) -> list[tuple[str, Schema]]:
    """The fields of a definition; what each part of it says of its languages is told once for all."""
    return [(field, it) for field, it in fields(schema, name) if not field.endswith(".fallback")]


def _files(edition: Edition, site: Site, language: str) -> Iterator[DataFile]:
    """The files in a language, or in all."""
    for kind in opendata.kinds(language):
        yield DataFile(
            labels.data_file(edition.say, kind),
            tuple(
                Link(edition.link(file), edition.ui(file.name), edition.say.size(site.sizes[file.path]))
                for file in opendata.parts_of(site, kind, language)
            ),
        )
