"""What open data tells, as structures that JSON Schemas and the data page are made of.

A text is a string in files of one language, and texts by language tag in those of all languages: `Text` is either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from tarikh.model.chronology import (
    ACCOUNT_SUBJECTS,
    ACTOR_KINDS,
    DOCUMENT_KINDS,
    IMPORTANCES,
    PLACE_KINDS,
    STATUSES,
)
from tarikh.model.date import Precision

VERSION = 1
DRAFT = "https://json-schema.org/draft/2020-12/schema"

Text = TypeVar("Text")
Texts: TypeAlias = dict[str, str]
Schema: TypeAlias = dict[str, Any]


def N_(about: str) -> Meta:  # noqa: N802 (by this name strings are found that are translated later)
    """What a field is about."""
    return Meta(description=about)


def one_of(values: tuple[str, ...]) -> Meta:
    return Meta(extra_json_schema={"enum": list(values)})


DAY = Meta(pattern=r"^-?\d{4}-\d\d-\d\d$")
Fallback: TypeAlias = Annotated[
    Texts | UnsetType, N_("texts beside it that are not in the language of the file, with the language they are in")
]


class Topic(Struct, Generic[Text], kw_only=True, frozen=True):
    id: Annotated[str, N_("its id, which never changes")]
    name: Annotated[Text, N_("its name")]
    fallback: Fallback = UNSET


class Actor(Struct, Generic[Text], kw_only=True, frozen=True):
    id: Annotated[str, N_("its id, which never changes")]
    kind: Annotated[str, N_("what it is"), one_of(ACTOR_KINDS)]
    name: Annotated[Text, N_("its name")]
    wikidata: Annotated[str | None, N_("its item in Wikidata")]
    fallback: Fallback = UNSET


class Place(Struct, Generic[Text], kw_only=True, frozen=True):
    id: Annotated[str, N_("its id, which never changes")]
    kind: Annotated[str, N_("what it is"), one_of(PLACE_KINDS)]
    name: Annotated[Text, N_("its name")]
    latitude: Annotated[float, N_("degrees north of the equator")]
    longitude: Annotated[float, N_("degrees east of Greenwich")]
    wikidata: Annotated[str | None, N_("its item in Wikidata")]
    fallback: Fallback = UNSET


class Date(Struct, Generic[Text], kw_only=True, frozen=True):
    edtf: Annotated[str, N_("the date in EDTF (ISO 8601-2), exactly as precise as it is known")]
    first: Annotated[Annotated[str, DAY] | None, N_("the earliest day it can mean, in the Gregorian calendar")]
    last: Annotated[Annotated[str, DAY] | None, N_("the latest day it can mean, in the Gregorian calendar")]
    precision: Annotated[
        str,
        N_("how precisely it is known; of two ends, that of the less precise one"),
        one_of(tuple(it.name.lower() for it in Precision)),
    ]
    approximate: Annotated[bool, N_("whether it is only about right")]
    uncertain: Annotated[bool, N_("whether it is in doubt")]
    words: Annotated[Text, N_("the date as readers see it, in their calendar")]


class Passage(Struct, Generic[Text], kw_only=True, frozen=True):
    document: Annotated[str, N_("the id of the document that says so")]
    language: Annotated[str, N_("the language of the document")]
    line: Annotated[int, N_("the line of the stored document where the passage begins")]
    quote: Annotated[list[str], N_("its exact words; several parts where the stored text was torn apart")]
    translation: Annotated[Text | None, N_("our translation of the quote")]
    fallback: Fallback = UNSET


class Account(Struct, Generic[Text], kw_only=True, frozen=True):
    on: Annotated[str, N_("what the documents differ about"), one_of(ACCOUNT_SUBJECTS)]
    says: Annotated[Text, N_("what this document says of it")]
    date: Annotated[str | None, N_("the date that it gives, in EDTF")]
    passage: Annotated[Passage[Text], N_("where it says so")]
    fallback: Fallback = UNSET


class Image(Struct, Generic[Text], kw_only=True, frozen=True):
    url: Annotated[str, N_("the address of the picture")]
    width: Annotated[int, N_("pixels across")]
    height: Annotated[int, N_("pixels down")]
    alt: Annotated[Text, N_("what it shows, in words")]
    credit: Annotated[Text, N_("whose it is")]
    fallback: Fallback = UNSET


class WebLink(Struct, Generic[Text], kw_only=True, frozen=True):
    url: Annotated[str, N_("its address")]
    title: Annotated[Text, N_("its title")]
    fallback: Fallback = UNSET


class Change(Struct, Generic[Text], kw_only=True, frozen=True):
    on: Annotated[str, DAY, N_("the day of the change")]
    what: Annotated[Text, N_("what was changed")]
    fallback: Fallback = UNSET


class Event(Struct, Generic[Text], kw_only=True, frozen=True):
    id: Annotated[str, N_("its id, which never changes")]
    url: Annotated[Text, N_("the address of its page")]
    language: Annotated[
        str | UnsetType, N_("the language of its texts; another than that of the file where it has no translation yet")
    ] = UNSET
    original: Annotated[str, N_("the language that its texts were first written in")]
    date: Annotated[Date[Text], N_("when it happened")]
    importance: Annotated[str, N_("how much it matters to the whole chronology"), one_of(IMPORTANCES)]
    status: Annotated[str, N_("how sure it is"), one_of(STATUSES)]
    title: Annotated[Text, N_("who does what, in one line")]
    summary: Annotated[Text, N_("what happened and who says so, in one or two sentences")]
    body: Annotated[Text | None, N_("more on it, in Markdown")]
    dating: Annotated[Text | None, N_("how its date was derived, where the documents do not simply name it")]
    note: Annotated[Text | None, N_("an editor’s note, such as a correction or context")]
    topics: Annotated[list[Topic[Text]], N_("what it is about")]
    actors: Annotated[list[Actor[Text]], N_("who takes part")]
    places: Annotated[list[Place[Text]], N_("where it happened")]
    citations: Annotated[list[Passage[Text]], N_("the passages of documents that it rests on")]
    accounts: Annotated[list[Account[Text]], N_("who says what, where documents differ")]
    images: Annotated[list[Image[Text]], N_("pictures of it")]
    links: Annotated[list[WebLink[Text]], N_("what belongs to it on other sites, such as recordings")]
    added: Annotated[Annotated[str, DAY] | None, N_("the day on which it was added, where that is told")]
    changes: Annotated[list[Change[Text]], N_("what was changed in it since, in order of time")]


class Document(Struct, Generic[Text], kw_only=True, frozen=True):
    id: Annotated[str, N_("its id, which never changes")]
    url: Annotated[Text, N_("the address of its page")]
    label: Annotated[str, N_("what texts call it")]
    kind: Annotated[str, N_("what it is"), one_of(DOCUMENT_KINDS)]
    language: Annotated[str, N_("the language of the document")]
    title: Annotated[str, N_("its title as it stands there")]
    title_language: Annotated[str, N_("the language of that title")]
    title_translation: Annotated[Text | None, N_("our translation of its title")]
    publisher: Annotated[Text | None, N_("who published it, if it says so")]
    author: Annotated[Text | None, N_("who wrote it, if it says so")]
    date: Annotated[Date[Text] | None, N_("when it was published, if it says so")]
    about: Annotated[Text | None, N_("what it is and what it does not say of itself")]
    sha256: Annotated[str, N_("the checksum of the stored file (SHA-256)")]
    fallback: Fallback = UNSET


class File(Struct, Generic[Text], kw_only=True, frozen=True):
    """What stands before the events or documents of a file."""

    version: Annotated[
        int,
        N_("the version of this format, raised when a field changes or goes; new ones may come"),
        Meta(extra_json_schema={"const": VERSION}),
    ]
    schema: Annotated[str, N_("the address of the JSON Schema of the file")]
    title: Annotated[Text, N_("the title of the chronology")]
    url: Annotated[Text, N_("the address of the timeline")]
    language: Annotated[
        str | UnsetType, N_("the language of the texts; missing in files of all languages, where texts are by language")
    ] = UNSET
    licence: Annotated[str, N_("the licence of texts and translations; quoted passages belong to their authors")]
    licence_url: Annotated[str, N_("the address of the licence")]
    next: Annotated[
        str | UnsetType, N_("the file with the next part, beside this one; missing in the last or only part")
    ] = UNSET
    fallback: Fallback = UNSET


class Events(File[Text], Generic[Text], kw_only=True, frozen=True):
    events: Annotated[list[Event[Text]], N_("the events, in order of their dates")]


class Documents(File[Text], Generic[Text], kw_only=True, frozen=True):
    documents: Annotated[list[Document[Text]], N_("the documents, in the order of the chronology")]


def schema(kind: Any, address: str, told: Callable[[str], str]) -> Schema:
    """The JSON Schema (draft 2020-12) of a kind of file, such as `Events[str]`; `told` translates what fields are."""
    (top,), definitions = _components(kind)
    plain = {name: name.partition("_")[0] for name in definitions}  # of Event_str_ and the like
    return {
        "$schema": DRAFT,
        "$id": address,
        **_plain(top, plain, told),
        "$defs": {
            plain[name]: {key: _plain(definition[key], plain, told) for key in ("type", "properties", "required")}
            for name, definition in definitions.items()
        },
    }


@cache
def _components(kind: Any) -> tuple[tuple[Schema, ...], Mapping[str, Schema]]:
    return msgspec.json.schema_components((kind,), ref_template="#/$defs/{name}")


def _plain(schema: Any, names: Mapping[str, str], told: Callable[[str], str]) -> Any:
    """A part of a schema with definitions called by plain names, and descriptions in another language."""
    if isinstance(schema, list):
        return [_plain(it, names, told) for it in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(it, names, told) for key, it in schema.items() if key != "default"}
    if isinstance(description := plain.get("description"), str):
        plain["description"] = told(description)
    if isinstance(there := plain.get("$ref"), str):
        head, slash, name = there.rpartition("/")
        plain["$ref"] = f"{head}{slash}{names[name]}"
    return plain


def fields(schema: Schema, name: str, above: str = "") -> Iterator[tuple[str, Schema]]:
    """The fields of a definition with their schemas, and those of what they hold, called by their ways: `date.edtf`."""
    for field, it in schema["$defs"][name]["properties"].items():
        yield f"{above}{field}", it
        if held := holds(it):
            yield from fields(schema, held, f"{above}{field}.")


def holds(field: Schema) -> str:
    """The definition of what a field holds one or a list of; nothing where that is a text, a number or the like."""
    some = [field, field.get("items", {}), *field.get("anyOf", ())]
    return next((str(it["$ref"]).rpartition("/")[2] for it in some if "$ref" in it), "")
