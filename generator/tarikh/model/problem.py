"""A problem: something wrong with content, and where. Never an exception of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Literal, TypeAlias
from unicodedata import category

from msgspec import Struct, structs

Code: TypeAlias = Literal[  # what docs/problems.md explains
    "account-date",
    "address-taken",
    "after-documents",
    "alias",
    "ambiguous-date",
    "anchor",
    "bad-catalog",
    "bad-date",
    "bad-id",
    "bad-image",
    "bad-import",
    "broken-anchor",
    "broken-link",
    "change-date",
    "checksum",
    "cut-off",
    "duplicate-id",
    "duplicate-key",
    "empty-file",
    "forbidden-character",
    "glossary",
    "key",
    "left-out",
    "letter",
    "link-host",
    "link-scheme",
    "link-target",
    "markdown",
    "mid-word",
    "missing-field",
    "missing-language",
    "missing-of",
    "missing-original",
    "near-duplicate",
    "needless-date",
    "needless-of",
    "no-catalog",
    "not-imported",
    "not-utf-8",
    "outside-link",
    "po",
    "quote-not-found",
    "raw-html",
    "repeated-id",
    "several-documents",
    "stale-translation",
    "stray-file",
    "symlink",
    "tag",
    "too-deep",
    "too-few",
    "too-large",
    "too-many-problems",
    "too-short",
    "twice",
    "unknown-actor",
    "unknown-document",
    "unknown-field",
    "unknown-image",
    "unknown-language",
    "unknown-locale",
    "unknown-place",
    "unknown-text",
    "unknown-topic",
    "unreadable",
    "unused-image",
    "unwritable",
    "wrong-address",
    "wrong-choice",
    "wrong-folder",
    "wrong-kind",
    "wrong-script",
    "wrong-text",
    "yaml",
]

JOINERS = "\u200c\u200d"  # words of many languages need them
LONGEST = 400  # characters of a message: enough for a quote beside what is there in its place


class Place(Struct, frozen=True, order=True):
    """Where in a file; line and column count from 1, and 0 stands for the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(Struct, frozen=True, order=True):
    """What is wrong (`message`), how to mend it (`hint`), and a stable slug (`code`)."""

    place: Place
    code: Code
    message: str
    hint: str = ""
    warning: bool = False

    def __post_init__(self) -> None:
        structs.force_setattr(self, "message", _told(self.message))
        structs.force_setattr(self, "hint", _told(self.hint))

    def __str__(self) -> str:
        kind = f"warning {self.code}" if self.warning else self.code
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.place}: {kind}: {self.message}{hint}"


def visible(text: str) -> str:
    """A text with escapes for what is not seen: it may be a command to a terminal, or hide what follows it."""
    if text.isprintable():
        return text
    return "".join(
        it.encode("unicode_escape").decode() if category(it) in ("Cc", "Cf", "Cs") and it not in JOINERS else it
        for it in text
    )


def _told(text: str) -> str:
    return visible(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def did_you_mean(word: str, known: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """A hint that names the known word nearest to `word`, or lists them where none is near; `names` stand for some."""
    words = sorted(known)
    meant = {it.casefold(): id for it, id in [*(names or {}).items(), *((id, id) for id in words)]}
    near = get_close_matches(word.casefold(), meant, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{meant[near[0]]}"?'
    return f"known here: {', '.join(words[:12])}{', …' if len(words) > 12 else ''}" if words else ""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of them is more than a warning."""
    return not all(problem.warning for problem in problems)


def report(problems: Iterable[Problem], events: int) -> str:
    """Every problem once, in the order of files and lines, and a closing count."""
    listed = sorted(set(problems))
    warnings = sum(problem.warning for problem in listed)
    errors = len(listed) - warnings
    count = f"{counted(errors, 'error')}, {counted(warnings, 'warning')} in {counted(events, 'event')}"
    return "\n".join([*map(str, listed), count])


def counted(number: int, noun: str) -> str:
    """A number with its English noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
