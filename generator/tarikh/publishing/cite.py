"""An event as a reference: in words, BibTeX, RIS and CSL-JSON.

The author is the site and there is no date of publication: pages change with what is known. Sources: BibTeX as biblatex
reads it, RIS as of EndNote, CSL-JSON 1.0 (citation-style-language/schema).
"""

from __future__ import annotations

import json
import re

from msgspec import Struct

_TEX = {
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX_OWN = re.compile(r"[&%$#_{}\\~^]")
_ENCODER = json.JSONEncoder(ensure_ascii=False)

Pieces = tuple[tuple[str, str], ...]  # what a form writes, and after it a value that may run its own way, or nothing


class Reference(Struct, frozen=True):
    """What a reference names. `when` is the event's date in words, `language` a BCP 47 tag."""

    id: str
    title: str
    site: str
    when: str
    url: str
    language: str


def references(it: Reference) -> tuple[tuple[str, Pieces], ...]:
    """The name of each form, and the reference in it."""
    return (("Text", ((_text(it), ""),)), ("BibTeX", _bibtex(it)), ("RIS", _ris(it)), ("CSL-JSON", _csl(it)))


def _text(it: Reference) -> str:
    return f"{it.site}. {it.title} ({it.when}). {it.url}"


def _bibtex(it: Reference) -> Pieces:
    return (
        (f"@online{{{it.id}-{it.language},\n  author = {{{{", _tex(it.site)),
        ("}},\n  title = {{", _tex(it.title)),
        ("}},\n  note = {", _tex(it.when)),
        ("},\n  url = {", it.url),
        ("},\n  langid = {", it.language),
        ("},\n}", ""),
    )


def _tex(text: str) -> str:
    """Text with the characters escaped that TeX takes for its own."""
    return _TEX_OWN.sub(lambda found: _TEX[found[0]], text)


def _ris(it: Reference) -> Pieces:
    return (
        ("TY  - ", "ELEC"),
        ("\nAU  - ", it.site),
        ("\nTI  - ", it.title),
        ("\nN1  - ", it.when),
        ("\nUR  - ", it.url),
        ("\nLA  - ", it.language),
        ("\nER  - ", ""),
    )


def _csl(it: Reference) -> Pieces:
    site = _json(it.site)
    return (
        ('[\n  {\n    "id": "', f"{it.id}-{it.language}"),
        ('",\n    "type": "', "webpage"),
        ('",\n    "author": [\n      {\n        "literal": "', site),
        ('"\n      }\n    ],\n    "title": "', _json(it.title)),
        ('",\n    "container-title": "', site),
        ('",\n    "note": "', _json(it.when)),
        ('",\n    "URL": "', _json(it.url)),
        ('",\n    "language": "', it.language),
        ('"\n  }\n]', ""),
    )


def _json(text: str) -> str:
    """What stands between the quotation marks of a string."""
    return _ENCODER.encode(text)[1:-1]
