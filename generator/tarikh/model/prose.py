"""What event bodies may hold: the Markdown subset that is safe in every renderer, checked where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

SCHEMES = ("https", "http", "mailto")

# An HTML tag, comment, declaration or instruction (CommonMark 0.31, 6.6); autolinks `<https://…>` are none.
_HTML = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*>)(?=[a-zA-Z/!?])")
_TARGET = re.compile(r"(?:\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?|<)\s*([a-zA-Z][a-zA-Z0-9+.\-]*):", re.MULTILINE)
_IMAGE = re.compile(r"!\[")


def faults(text: str) -> Iterator[tuple[int, str, str, str]]:
    """For each fault its offset in the text, code, message and hint."""
    for match in _HTML.finditer(text):
        shown = text[match.start() : match.start() + 24].partition("\n")[0]
        yield match.start(), "raw-html", f"raw HTML: {shown}", "use Markdown; a plain < is written &lt;"
    for match in _TARGET.finditer(text):
        if match[1].lower() not in SCHEMES:
            yield match.start(1), "link-scheme", f"a link to {match[1]}:", "links are https, http or mailto"
    for match in _IMAGE.finditer(text):
        yield match.start(), "image", "an image", "bodies are text"
