"""Markdown to HTML that is safe to publish: raw HTML is refused when reading, and nothing unsafe outlives here.

Bodies go through a compiled CommonMark parser, as there are thousands; pages come from Pelican's Markdown. The subset
that both render alike is docs/markdown.md.
"""

from __future__ import annotations

import re

import nh3
from cmarkgfm import markdown_to_html
from markupsafe import Markup

from tarikh.model.prose import SCHEMES

_BODY_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code"}
_PAGE_TAGS = _BODY_TAGS | {"h2", "h3", "h4", "pre", "hr", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "title"}, "h2": {"id"}, "h3": {"id"}, "th": {"scope"}}

# What the parser writes of most bodies, and the sanitiser would only write again: elements and references in a closed
# list, and links to addresses that hold nothing to be read in two ways.
_TAG, _REFERENCE = re.compile("<[^>]*>?"), re.compile("&[a-z]*;?")
_KNOWN_TAGS = {
    "<br />",
    *(f"<{end}{tag}>" for end in ("", "/") for tag in ("p", "em", "strong", "ul", "ol", "li", "blockquote", "code")),
    "</a>",
}
_KNOWN_REFERENCES = {"&amp;", "&lt;", "&gt;", "&quot;"}
_WORD = "[a-z0-9]+(?:-[a-z0-9]+)*"
_LINK = re.compile(rf'<a href="https://(?:{_WORD}\.)+[a-z]{{2,}}(?:/[A-Za-z0-9/._~=?#-]*)?">')


def body_html(text: str) -> Markup:
    """The HTML of an event's body."""
    html = markdown_to_html(text).rstrip()
    if _is_known(html):
        return Markup(_as_cleaned(html))  # noqa: S704
    return Markup(nh3.clean(html, tags=_BODY_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES)))  # noqa: S704


def _is_known(html: str) -> bool:
    """Whether every < begins a known tag or a plain link, every & a known reference, and no link holds another."""
    return (
        "\r" not in html
        and set(_REFERENCE.findall(html)) <= _KNOWN_REFERENCES
        and all(map(_LINK.fullmatch, set(_TAG.findall(html)) - _KNOWN_TAGS))
        and all("</a>" in after for after in html.split("<a ")[1:])
    )


def _as_cleaned(html: str) -> str:
    """Such HTML as the sanitiser writes it, for less than a tenth of the time."""
    return (
        html.replace('">', '" rel="noopener noreferrer">')
        .replace("<br />", "<br>")
        .replace("&quot;", '"')
        .replace("\u00a0", "&nbsp;")
    )


def page_html(html: str) -> Markup:
    """The HTML of a prose page, as Pelican's reader made it, without what pages may not hold."""
    return Markup(nh3.clean(html, tags=_PAGE_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES)))  # noqa: S704
