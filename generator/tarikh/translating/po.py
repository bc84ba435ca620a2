"""Gettext PO files: written for translators, and read with the place of every fault.

Babel's reader drops a letter where a quote is missing, and its writer cuts previous originals inside their quotes, so
this small part of the format is spelled out here (GNU gettext manual, "The Format of PO Files"): no plurals are needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from tarikh.model.problem import Place, Problem
from tarikh.reading.source import Report

_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s*)?("(?:[^"\\]|\\.)*")')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_WRITTEN = str.maketrans({sign: f"\\{letter}" for letter, sign in _ESCAPES.items()})
HINT = "save it as a PO file of gettext, as Poedit and Weblate do"


class Entry(Struct, frozen=True):
    """A text and its translation, which is empty where it is missing, and fuzzy where it has to be looked at again.

    `previous` is the original that a fuzzy one was made from. `line` is where the translation stands.
    """

    context: str
    original: str
    translation: str = ""
    fuzzy: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()
    reference: str = ""
    line: int = 0


class Catalog(Struct, frozen=True):
    """A PO file: the language that its header names, and its entries."""

    file: str
    language: str
    entries: tuple[Entry, ...]


def written(project: str, language: str, entries: Iterable[Entry]) -> str:
    """A PO file. It names no time and no plural forms: the same texts make the same file, and none has a number."""
    header = {
        "Project-Id-Version": project,
        "Language": language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": "Tarikh",
    }
    head = Entry("", "", "".join(f"{name}: {value}\n" for name, value in header.items()))
    return "\n".join("".join(f"{line}\n" for line in _lines(entry)) for entry in (head, *entries))


def _lines(entry: Entry) -> Iterator[str]:
    for comment in entry.comments:
        yield from (f"#. {line}" for line in comment.splitlines() if line)
    if entry.reference:
        yield f"#: {entry.reference}"
    if entry.fuzzy:
        yield "#, fuzzy"
    if entry.previous:
        yield from (f"#| {line}" for line in _strings("msgid", entry.previous))
    if entry.context:
        yield from _strings("msgctxt", entry.context)
    yield from _strings("msgid", entry.original)
    yield from _strings("msgstr", entry.translation)


def _strings(keyword: str, text: str) -> Iterator[str]:
    lines = [f'"{line.translate(_WRITTEN)}"' for line in text.split("\n")]
    lines = [f'{line[:-1]}\\n"' for line in lines[:-1]] + ([lines[-1]] if lines[-1] != '""' or len(lines) == 1 else [])
    yield from (f"{keyword} {lines[0]}",) if len(lines) == 1 else (f'{keyword} ""', *lines)


@dataclass
class _Part:
    """The keywords of one entry with the strings of their texts and their lines, and its flags."""

    strings: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    is_whole: bool = True  # every line of it could be read

    def text(self, word: str) -> str:
        return "".join(self.strings.get(word, ()))


def read(text: str, file: str, report: Report) -> Catalog | None:
    """What stands in a PO file; None after reporting why it cannot be taken. Obsolete entries are left out."""
    found: list[Problem] = []
    parts = list(_parts(text.removeprefix("\ufeff"), file, found.append))
    header, entries, first = "", [], dict[tuple[str, str], int]()
    for part in parts:
        line = part.lines.get("msgid", part.lines.get("msgctxt", 1))
        if not part.is_whole:
            continue  # what is wrong with it has been told
        if wrong := [word for word in part.strings if "plural" in word or "[" in word]:
            found.append(_fault(file, part.lines[wrong[0]], "a plural, which no text here has", "leave it out"))
        elif not {"msgid", "msgstr"} <= part.strings.keys():
            found.append(_fault(file, line, "an entry needs both msgid and msgstr", HINT))
        elif not (original := part.text("msgid")):
            header = part.text("msgstr")
        else:
            context = part.text("msgctxt")
            if (known := first.setdefault((context, original), line)) != line:
                found.append(
                    _fault(
                        file,
                        line,
                        f'"{context or original}" stands here a second time',
                        f"the first is in line {known}",
                    )
                )
            fuzzy, at = "fuzzy" in part.flags, part.lines["msgstr"]
            entries.append(Entry(context, original, part.text("msgstr"), fuzzy, line=at))
    fields = dict(re.findall(r"^([\w-]+):[ \t]*(.*?)[ \t]*$", header, re.MULTILINE))
    if not found and not fields.get("Language"):
        found.append(_fault(file, 1, "a header that names no language", 'write "Language: fr\\n" in the first entry'))
    for problem in found:
        report(problem)
    return None if found else Catalog(file, fields["Language"].replace("_", "-"), tuple(entries))


def _parts(text: str, file: str, report: Report) -> Iterator[_Part]:
    part, word = _Part(), ""
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        ends = not line or line.startswith(("#", "msgctxt", "msgid "))
        if ends and part.strings and not (line.startswith("msgid ") and "msgid" not in part.strings):
            yield part
            part, word = _Part(), ""
        elif not line or line.startswith("#~"):
            part.flags.clear()  # they were those of an obsolete entry
        if line.startswith("#,"):
            part.flags |= {flag.strip() for flag in line[2:].split(",")}
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if not match or not (match[1] or word):
            report(_fault(file, number, f'"{line[:40]}" is no line of a PO file', HINT))
            part.is_whole = False
            continue
        if match[1] and match[1] in part.strings:
            report(_fault(file, number, f"a second {match[1]} in one entry", "leave an empty line between entries"))
        word = match[1] or word
        part.lines.setdefault(word, number)
        part.strings.setdefault(word, []).append(_read(match[2], number, file, report))
    if part.strings:
        yield part


def _read(quoted: str, line: int, file: str, report: Report) -> str:
    def sign(match: re.Match[str]) -> str:
        if match[1] not in _ESCAPES:
            report(_fault(file, line, f'"{match[0]}" stands for nothing', 'a \\ is written \\\\, a quote \\"'))
        return _ESCAPES.get(match[1], "")

    return re.sub(r"\\(.)", sign, quoted[1:-1])


def _fault(file: str, line: int, message: str, hint: str) -> Problem:
    return Problem(Place(file, line, 1), "po", message, hint)
