"""An event as a reference: in words, BibTeX, RIS and CSL-JSON.

The author is the site and there is no date of publication: pages change with what is known. Sources: BibTeX as biblatex
reads it, RIS as of EndNote, CSL-JSON 1.0 (citation-style-language/schema).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_TEX = {
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


# What stands between the braces of BibTeX, after the dash of RIS, between the quotation marks of JSON.
_VALUE = re.compile(r'((?<=\{)[^{}\n]+(?=\})|(?<=  - ).+|(?<=": ")(?:[^"\\\n]|\\.)+(?="))')


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference names. `when` is the event's date in words, `language` a BCP 47 tag."""

    id: str
    title: str
    site: str
    when: str
    url: str
    language: str


def references(it: Reference) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The name of each form, and the reference in it: pieces, every second one a value that may run its own way."""
    forms = (("BibTeX", _bibtex(it)), ("RIS", _ris(it)), ("CSL-JSON", _csl(it)))
    return (("Text", (_text(it),)), *((name, tuple(_VALUE.split(text))) for name, text in forms))


def _text(it: Reference) -> str:
    return f"{it.site}. {it.title} ({it.when}). {it.url}"


def _bibtex(it: Reference) -> str:
    fields = {"author": f"{{{_tex(it.site)}}}", "title": f"{{{_tex(it.title)}}}", "note": _tex(it.when), "url": it.url}
    lines = [f"  {name} = {{{value}}}," for name, value in {**fields, "langid": it.language}.items()]
    return "\n".join([f"@online{{{it.id}-{it.language},", *lines, "}"])


def _tex(text: str) -> str:
    """Text with the characters escaped that TeX takes for its own."""
    return "".join(_TEX.get(letter, letter) for letter in text)


def _ris(it: Reference) -> str:
    fields = (("TY", "ELEC"), ("AU", it.site), ("TI", it.title), ("N1", it.when), ("UR", it.url), ("LA", it.language))
    return "\n".join(f"{tag}  - {value}" for tag, value in (*fields, ("ER", "")))


def _csl(it: Reference) -> str:
    item = {
        "id": f"{it.id}-{it.language}",
        "type": "webpage",
        "author": [{"literal": it.site}],
        "title": it.title,
        "container-title": it.site,
        "note": it.when,
        "URL": it.url,
        "language": it.language,
    }
    return json.dumps([item], ensure_ascii=False, indent=2)
