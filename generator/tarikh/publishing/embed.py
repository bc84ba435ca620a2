"""A page in a frame of another site: the code that puts it there, and what oEmbed tells of it (oembed.com, 1.0).

There are no pages for this: any page is shown without what stands around its content where its address ends in #_embed.
"""

from __future__ import annotations

from html import escape

import msgspec

from tarikh.model.chronology import Chronology

from .address import SHARE_SIZE, Address
from .cite import Pieces
from .edition import Edition

FRAGMENT = "#_embed"
WIDTH = 640  # where a site asks for a number; frames are as wide as there is room
_THUMBNAIL = {"thumbnail_width": SHARE_SIZE[0], "thumbnail_height": SHARE_SIZE[1]}
_HEIGHTS = {"event": 520, "timeline": 640}


def answer_for(chronology: Chronology, page: Address) -> Address | None:
    """Where oEmbed's answer for a page stands, if there is one."""
    is_there = page.kind == "timeline" or (
        page.kind == "event" and chronology.site.previewed(chronology.event[page.id])
    )
    return Address("oembed", page.language, page.id) if is_there else None


def code(edition: Edition, page: Address) -> Pieces:
    """The code of the frame, its texts apart."""
    title = escape(_title(edition, page))
    return (
        ('<iframe src="', escape(edition.absolute(page) + FRAGMENT)),
        ('" title="', title),
        (f'" width="100%" height="{_HEIGHTS[page.kind]}" loading="lazy" style="border:0"></iframe>', ""),
    )


def answer(edition: Edition, address: Address) -> bytes:
    """oEmbed's answer for a page, as JSON."""
    page = Address("event" if address.id else "timeline", address.language, address.id)
    site = edition.name(edition.chronology.site.name).text
    home = edition.absolute(Address("timeline", address.language))
    image = edition.share_image(page)
    thumbnail = {"thumbnail_url": edition.absolute(image), **_THUMBNAIL} if image else {}
    return msgspec.json.encode(
        {
            "version": "1.0",
            "type": "rich",
            "title": _title(edition, page),
            "author_name": site,
            "author_url": home,
            "provider_name": site,
            "provider_url": home,
            "html": "".join(text + value for text, value in code(edition, page)),
            "width": WIDTH,
            "height": _HEIGHTS[page.kind],
            **thumbnail,
        }
    )


def _title(edition: Edition, page: Address) -> str:
    chronology = edition.chronology
    if page.kind == "event":
        return chronology.event[page.id].text[page.language].title
    return edition.name(chronology.site.title).text
