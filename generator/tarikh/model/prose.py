"""What prose may hold: the Markdown subset that is safe in every renderer, checked where it is written.

Bodies of events hold paragraphs, emphasis, links, lists and quotations. Pages may hold more, but no raw HTML either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TypeAlias

from .problem import Code
from .web import host_fault

SCHEMES = ("https", "mailto")

Fault: TypeAlias = tuple[int, Code, str, str]  # offset in the text, code, message, hint

# An HTML tag, comment, declaration or instruction (CommonMark 0.31, 6.6), but no autolink (6.5).
_HTML = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*>)(?![^\s<>@]+@[^\s<>]+>)(?=[a-zA-Z/!?])")
# Of an inline link, of a reference, which may stand in a quotation or list (4.7), and of an autolink.
_TARGET = re.compile(
    r"(?:\]\(\s*<?|^[ \t>*+\d.)-]*\[(?!\^)(?:[^\[\]\\]++|\\.)++\]:\s*<?|<(?=[a-zA-Z][a-zA-Z0-9+.\-]*:))([^)\s>]*)",
    re.MULTILINE | re.DOTALL,
)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_INTERNAL = re.compile(r"\{(?:filename|static|attach|tag|category|author|index)\}")
DEEPEST = 12  # quotations and lists in each other; renderers and browsers take long or fail where there are thousands
_TOO_DEEP = re.compile(rf"^[ \t]*(?:>[ \t]*|(?:[-+*]|\d{{1,9}}[.)])[ \t]+){{{DEEPEST + 1}}}(?![-* \t]*$)", re.MULTILINE)
_BEYOND_BODIES = (
    (re.compile(r"!\["), "an image"),
    (re.compile(r"^ {0,3}#{1,6}(?= |$)", re.MULTILINE), "a heading"),
    (re.compile(r"^.*\n {0,3}(?:=+|-+) *$", re.MULTILINE), "a heading"),
    (re.compile(r"^ {0,3}([-*_])(?: *\1){2,} *$", re.MULTILINE), "a rule"),
    (re.compile(r"^ {0,3}\|", re.MULTILINE), "a table"),
    (re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE), "a block of code"),
    (re.compile(r"\[\^"), "a footnote"),
)
MOST_SIGNS = 200  # in a paragraph of a page: Pelican's reader takes the longer for each the more there are
_WEIGHTY = ("[", "`", "<", "#", "!", "=", "\\", "\n-")
_PARAGRAPH = re.compile(r"(?:.++\n?+)++")

# Every fault of a body holds one of these: a sign, a link to no plain host, a line of nothing but = or - or * or _.
_SIGNS = ("<", "{", "#", "|", "^", "`", "~", "![", "]:")  # single ones where they are rare: they are found faster
_LINK_ELSEWHERE = re.compile(r"\]\((?!https://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,63}[/)])")
_LINE_OF_SIGNS = re.compile(r"\n {0,3}(?:=+ *|[-*_][-*_ ]*)$", re.MULTILINE)


def body_faults(text: str) -> Iterator[Fault]:
    """What the body of an event may not hold."""
    if _is_plain(text):
        return
    yield from _faults(text)
    for match in _TARGET.finditer(text):
        if not _scheme(match[1]):
            yield match.start(1), "link-target", f'a link to "{match[1]}"', "links name an address with https://"
    for pattern, what in _BEYOND_BODIES:
        for match in pattern.finditer(text):
            hint = "bodies hold paragraphs, emphasis, links, lists and quotations"
            yield match.start(), "markdown", f"{what} in a body", hint


def page_faults(text: str) -> Iterator[Fault]:
    """What a page may not hold."""
    yield from _faults(text)
    for match in _PARAGRAPH.finditer(text):
        if sum(map(match[0].count, _WEIGHTY)) > MOST_SIGNS:
            message = f"more than {MOST_SIGNS} signs of Markdown in one paragraph or list"
            yield match.start(), "markdown", message, "part it by empty lines"


def _faults(text: str) -> Iterator[Fault]:
    """What no prose may hold: raw HTML, and links to anything but pages and addresses."""
    for match in _HTML.finditer(text):
        shown = text[match.start() : match.start() + 24].partition("\n")[0]
        yield match.start(), "raw-html", f"raw HTML: {shown}", "use Markdown; a plain < is written &lt;"
    for match in _TARGET.finditer(text):
        scheme = _scheme(match[1])
        if scheme and scheme.lower() not in SCHEMES:
            yield match.start(1), "link-scheme", f"a link to {scheme}:", "links are https or mailto"
        elif scheme.lower() == "https" and (fault := host_fault(match[1]))[0]:
            yield match.start(1), "link-host", f"a link to {fault[0]}", fault[1]
    for match in _TOO_DEEP.finditer(text):
        yield match.start(), "too-deep", f"more than {DEEPEST} quotations or lists in each other", "take some away"
    for match in _INTERNAL.finditer(text):
        yield match.start(), "link-target", f"a link to {match[0]}", "name the page beside this one: about.html"


def _scheme(target: str) -> str:
    """The scheme of a link, read as renderers do: with references and escapes resolved."""
    match = _SCHEME.match(_ESCAPE.sub("", unescape(target)))
    return match[1] if match else ""


def _is_plain(text: str) -> bool:
    """Whether a body shows none of the signs without which it has no fault: most bodies do not, and this is quick."""
    return not (
        any(sign in text for sign in _SIGNS)
        or _LINK_ELSEWHERE.search(text)
        or _LINE_OF_SIGNS.search(f"\n{text}")
        or _TOO_DEEP.search(text)
    )
