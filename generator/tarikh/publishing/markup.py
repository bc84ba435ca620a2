"""Markdown to HTML that is safe to publish: raw HTML is refused when reading, and nothing unsafe outlives here.

Bodies go through a compiled CommonMark parser, as there are thousands; pages come from Pelican's Markdown. The subset
that both render alike is docs/markdown.md.
"""

from __future__ import annotations

import nh3
from cmarkgfm import markdown_to_html
from markupsafe import Markup

from tarikh.model.prose import SCHEMES

_BODY_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code"}
_PAGE_TAGS = _BODY_TAGS | {"h2", "h3", "h4", "pre", "hr", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "title"}, "h2": {"id"}, "h3": {"id"}, "th": {"scope"}}


def body_html(text: str) -> Markup:
    """The HTML of an event's body."""
    html = markdown_to_html(text).rstrip()
    return Markup(nh3.clean(html, tags=_BODY_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES)))  # noqa: S704


def page_html(html: str) -> Markup:
    """The HTML of a prose page, as Pelican's reader made it, without what pages may not hold."""
    return Markup(nh3.clean(html, tags=_PAGE_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES)))  # noqa: S704
