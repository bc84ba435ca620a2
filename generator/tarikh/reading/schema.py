"""The field tables as JSON Schema (draft 07), for programs that check and complete files while they are written.

Such programs see what YAML 1.2 makes of a text, where 2025 is a number, so texts may be numbers here. A schema refuses
nothing that the tables accept; what needs documents, files or several fields at once is left to the tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from itertools import count
from typing import Any, TypeAlias

from msgspec.structs import replace

from tarikh.model import date

from .describe import told
from .fields import (
    ID_HINT,
    Address,
    Choice,
    Context,
    Day,
    EdtfDate,
    Field,
    InLanguages,
    Kind,
    ListOf,
    Number,
    Prose,
    Record,
    Ref,
    Registry,
    Terms,
    Text,
)
from .ground import Ground
from .tables import FILES, LINE, SITE, Quote, schema_name

Schema: TypeAlias = dict[str, Any]
Leaf: TypeAlias = Callable[[Kind, str], str]

DRAFT = "http://json-schema.org/draft-07/schema#"
_TRUTHS = ("true", "True", "TRUE", "false", "False", "FALSE")
_NUMERALS = [digit * length for digit in "0123456789" for length in range(1, 65)]


def schemas(ground: Ground) -> dict[str, Schema]:
    """A schema for each kind of file by its name, with the ids that there are."""
    made = {}
    ids = _ids(ground)
    for file, kind in FILES.items():
        name = schema_name(file)
        head = {"$schema": DRAFT, "$id": f"{name}.json", "title": f"content/{file}"}
        context = replace(ground.context, translations=()) if kind is SITE else ground.context  # it says itself which
        made[name] = head | _Maker(context, ids).file(kind)
    return made


def as_json(schema: Schema) -> str:
    """A schema as it stands in its file."""
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"


def core(word: str) -> str | float | bool | None:
    """What the core schema of YAML 1.2.2 (10.3.2) makes of an id or another word of ours that stands without quotes."""
    if word in ("null", "true", "false"):
        return {"null": None, "true": True, "false": False}[word]
    if match := re.fullmatch(r"0o([0-7]+)|0x([0-9a-f]+)", word):
        return int(match[1], 8) if match[1] else int(match[2], 16)
    if re.fullmatch(r"[0-9]+(e[0-9]+)?", word):
        return float(word) if "e" in word else int(word)
    return word


class _Maker:
    """Makes the schema of one file. What stands in it more than once goes into its definitions."""

    def __init__(self, context: Context, ids: Mapping[str, Mapping[str, str]]) -> None:
        self._context = context
        self._ids = ids
        self._definitions: dict[str, Schema] = {}

    def file(self, kind: Kind) -> Schema:
        return {**self._schema(kind), "definitions": self._definitions}

    def _schema(self, kind: Kind) -> Schema:
        match kind:
            case Text():
                return _text(kind)
            case Address():
                return _text(Text(kind.wants, kind.pattern))
            case Prose():
                return {**_text(LINE), "pattern": r"\S", "errorMessage": f"expected {kind.wants}"}
            case EdtfDate():
                rules = {"type": ["string", "integer"], "pattern": rf"^\s*{date.FORM}\s*$"}
                return {**rules, "minimum": -9999, "maximum": 9999, "errorMessage": f"expected {kind.wants}"}
            case Day():
                rules = {"type": "string", "pattern": rf"^\s*{kind.pattern}\s*$"}
                return {**rules, "errorMessage": f"expected {kind.wants}"}
            case Number():
                rules = {"type": ["number", "string"], "pattern": f"^{kind.pattern}$"}
                return {**rules, "minimum": kind.low, "maximum": kind.high, "errorMessage": f"expected {kind.wants}"}
            case Choice():
                return _enumeration({option: kind.meanings.get(option, "") for option in kind.options})
            case Ref():
                return self._ref(kind)
            case Quote():
                return {"anyOf": [_text(Text(kind.wants)), self._list(kind.spans)]}
            case ListOf():
                return self._list(kind)
            case InLanguages():
                return self._in_languages(kind)
            case Terms():
                return {"type": "object", "additionalProperties": self._schema(kind.variants)}
            case Record():
                return self._record(kind)
            case Registry():
                return self._registry(kind)
        raise AssertionError(f"no schema is made of {kind}")

    def _ref(self, kind: Ref) -> Schema:
        if ids := self._ids[kind.registry]:
            return self._defined(kind.registry, lambda: _enumeration(ids))
        # An empty enum is refused by some programs, and nothing else that is never met is told in words of ours.
        return {"type": "string", "pattern": "(?!)", "errorMessage": f"there is no {kind.registry} yet"}

    def _list(self, kind: ListOf) -> Schema:
        schema: Schema = {"type": "array", "items": self._schema(kind.kind)}
        if kind.least:
            schema["minItems"] = kind.least
        options = self._options(kind.kind)
        if kind.unique and options and all(isinstance(core(option), str) for option in options):
            schema["uniqueItems"] = True  # of texts, 7 and 07 would be the same here
        return schema

    def _in_languages(self, kind: InLanguages) -> Schema:
        languages = self._ids["language"]
        name = re.sub("^an? |^the |,.*", "", kind.kind.wants).replace(" ", "-")
        value = self._defined(name, lambda: self._schema(kind.kind))
        properties = {tag: {"title": language, **value} for tag, language in languages.items()}
        schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if asked_for := kind.asked_for(self._context):
            schema["required"] = list(asked_for)
        return schema

    def _record(self, record: Record) -> Schema:
        return {
            "type": "object",
            "properties": {row.name: self._field(row) for row in record.fields},
            "required": [row.name for row in record.fields if row.required],
            "additionalProperties": False,
            "defaultSnippets": [_snippet(record, self._shape(record, "", self._blanks()))],
        }

    def _registry(self, registry: Registry) -> Schema:
        entry = self._record(registry.record)
        blanks = self._blanks()
        body = {blanks(LINE, "id"): self._shape(registry.record, "", blanks)}
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^(?:{registry.ids.pattern})$", "errorMessage": ID_HINT},
            "additionalProperties": entry,
            "defaultSnippets": [_snippet(registry.record, body)],
        }

    def _field(self, row: Field) -> Schema:
        about = row.about if isinstance(row.kind, Choice | Ref) else told(row)
        return {
            "title": row.name.replace("_", " "),
            "description": f"{about[0].upper()}{about[1:]}",
            "examples": [self._shape(row.kind, row.example, self._instance)],
            **self._schema(row.kind),
        }

    def _defined(self, name: str, make: Callable[[], Schema]) -> Schema:
        """A reference to a definition, made when it is first asked for."""
        if name not in self._definitions:
            self._definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    def _shape(self, kind: Kind, example: str, leaf: Leaf) -> Any:
        """The least that a kind may hold."""
        match kind:
            case ListOf():
                return [self._shape(kind.kind, example, leaf)]
            case InLanguages():
                tags = kind.asked_for(self._context) or [self._context.default_language]
                return {tag: self._shape(kind.kind, example, leaf) for tag in tags}
            case Record():
                return {row.name: self._shape(row.kind, row.example, leaf) for row in kind.fields if row.required}
        return leaf(kind, example)

    def _instance(self, kind: Kind, example: str) -> str:
        options = self._options(kind)
        return example if example in options or not options else next(iter(options))

    def _blanks(self) -> Leaf:
        """What is to be filled in, numbered, in the language of snippets."""
        number = count(1)

        def blank(kind: Kind, example: str) -> str:
            if options := self._options(kind):
                return f"${{{next(number)}|{','.join(options)}|}}"
            shown = re.sub(r"([\\$}])", r"\\\1", example)
            return f"${{{next(number)}:{shown}}}"

        return blank

    def _options(self, kind: Kind) -> Collection[str]:
        """The words that a kind is chosen from, if there are such."""
        return kind.options if isinstance(kind, Choice) else self._ids[kind.registry] if isinstance(kind, Ref) else ()


def _text(kind: Text) -> Schema:
    """One line: white space around it does not count. Only what a pattern allows is taken for a number or a truth."""
    pattern = kind.pattern
    types = ["string"]
    for name, samples in (("number", _NUMERALS), ("boolean", _TRUTHS)):
        if pattern is None or any(map(pattern.fullmatch, samples)):
            types.append(name)
    form = rf"^\s*(?:{pattern.pattern})\s*$" if pattern else r"^\s*\S[^\n]*\s*$"
    return {"type": types, "pattern": form, "errorMessage": f"expected {kind.wants}"}


def _enumeration(options: Mapping[str, str]) -> Schema:
    """Words to choose from, each with what it means: `enum` rather than `anyOf` of constants, since of these a program
    shows the meanings beside all words at once, and tells in one line what is wrong.
    """
    both = [(value, meaning) for word, meaning in options.items() for value in (word, core(word))]
    read = {(isinstance(value, bool), value): (value, meaning) for value, meaning in both}  # 1 is 1.0 but not true
    schema: Schema = {"enum": [value for value, _ in read.values()]}
    meanings = [meaning for _, meaning in read.values()]
    return {**schema, "enumDescriptions": meanings} if any(meanings) else schema


def _snippet(record: Record, body: Any) -> Schema:
    return {"label": record.wants, "description": f"{record.wants} with all that it needs", "body": body}


def _ids(ground: Ground) -> dict[str, dict[str, str]]:
    """The ids of each registry, each with its name in the default language."""
    default = ground.context.default_language
    return {
        "language": {tag: language.name for tag, language in ground.languages.items()},
        "topic": {id: topic.name[default] for id, topic in ground.topics.items()},
        "actor": {id: actor.name[default] for id, actor in ground.actors.items()},
        "place": {id: place.name[default] for id, place in ground.places.items()},
        "document": {id: it.title_translation.get(default, it.title) for id, it in ground.documents.items()},
        "image": dict.fromkeys(sorted(ground.context.known["image"]), ""),
    }
