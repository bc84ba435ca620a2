"""What is new in the chronology, for programs that follow it: Atom (RFC 4287) and JSON Feed 1.1.

When an event was added or changed is told in content, never by a clock or by git; a day is told as its midnight, UTC.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

import msgspec
from markupsafe import Markup

from tarikh.model.chronology import Change, Told

from . import labels
from .address import TYPES, Address
from .edition import Edition
from .views import Said

NEVER = datetime.date(1970, 1, 1)  # of what is not told when it was
JSON_FEED = "https://jsonfeed.org/version/1.1"


class _Entry(NamedTuple):
    """An event as feeds show it; `topics` are the names of its topics by their ids."""

    id: str
    url: str
    title: Said
    summary: Said
    html: str
    published: str
    updated: str
    topics: Mapping[str, str]


def atom(edition: Edition) -> bytes:
    """The newest events of an edition as an Atom feed."""
    site, tag = edition.chronology.site, edition.say.language.tag
    name, home = edition.name(site.name), edition.absolute(Address("timeline", tag))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tag}">',
        f"<id>{escape(_feed_id(edition))}</id>",
        _text("title", name),
        _text("subtitle", edition.name(site.title)),
        f"<updated>{_updated(edition)}</updated>",
        _link("alternate", "text/html", tag, home),
        _link("self", TYPES["atom"], tag, edition.absolute(Address("atom", tag))),
        _link("alternate", TYPES["feed"], tag, edition.absolute(Address("feed", tag))),
        *(
            _link("alternate", TYPES["atom"], other, edition.absolute(Address("atom", other)))
            for other in edition.chronology.languages
            if other != tag
        ),
        f"<author><name>{escape(name.text)}</name><uri>{escape(home)}</uri></author>",
        f"<rights>{escape(f'{site.licence_name}, {site.licence_url}')}</rights>",
        f"<icon>{escape(_icon(edition))}</icon>",
        "<generator>Tarikh</generator>",
        *(line for entry in _entries(edition) for line in _atom_entry(edition, entry)),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


def json(edition: Edition) -> bytes:
    """The newest events of an edition as a JSON Feed."""
    site, tag = edition.chronology.site, edition.say.language.tag
    name, home = edition.name(site.name).text, edition.absolute(Address("timeline", tag))
    feed = {
        "version": JSON_FEED,
        "title": name,
        "home_page_url": home,
        "feed_url": edition.absolute(Address("feed", tag)),
        "description": edition.name(site.title).text,
        "icon": _icon(edition),
        "authors": [{"name": name, "url": home}],
        "language": tag,
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title.text,
                "summary": entry.summary.text,
                "content_html": entry.html,
                "date_published": entry.published,
                "date_modified": entry.updated,
                "language": entry.title.lang,
                "tags": list(entry.topics.values()),
            }
            for entry in _entries(edition)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(feed), indent=1) + b"\n"


def event_id(site_url: str, event: Told) -> str:
    """What an event is called for good, in any language and on any copy of the site: a tag URI (RFC 4151).

    There is no page of an event in all languages at once whose address could stand for it. The day in it is one on
    which the host was ours: that on which the event was added.
    """
    at = urlsplit(site_url)
    host = (at.hostname or "").encode("idna").decode()
    return f"tag:{host},{event.added}:{quote(at.path, safe='/%')}events/{event.id}"


def _entries(edition: Edition) -> Iterator[_Entry]:
    for event in edition.chronology.news:
        tag = edition.pick(event.languages)
        text = event.text[tag]
        summary = edition.said(text.summary, tag)
        yield _Entry(
            id=event_id(edition.chronology.site.url, event),
            url=edition.absolute(Address("event", tag, event.id)),
            title=edition.said(text.title, tag),
            summary=summary,
            html=_html(edition, event, summary),
            published=_midnight(event.added),
            updated=_midnight(event.updated),
            topics={id: edition.topic_names[id] for id in event.topics},
        )


def _atom_entry(edition: Edition, entry: _Entry) -> Iterator[str]:
    yield f'<entry xml:lang="{entry.title.lang}">'
    yield f"<id>{escape(entry.id)}</id>"
    yield f"<title>{escape(entry.title.text)}</title>"
    yield _link("alternate", "text/html", entry.title.lang, entry.url)
    yield f"<published>{entry.published}</published>"
    yield f"<updated>{entry.updated}</updated>"
    yield f"<summary>{escape(entry.summary.text)}</summary>"
    yield f'<content type="html" xml:lang="{edition.say.language.tag}">{escape(entry.html)}</content>'
    for id, name in entry.topics.items():
        yield f"<category term={quoteattr(id)} label={quoteattr(name)}/>"
    yield "</entry>"


def _html(edition: Edition, event: Told, summary: Said) -> str:
    """When it was, what lists say of it, and what was changed, the last first; plain text has no direction."""
    say = edition.say
    date = edition.when(event.date)
    facts = " · ".join(filter(None, (date.words, *date.others, labels.status(say, event.status))))
    changes = Markup().join(_change(edition, change) for change in reversed(event.changes))
    said = Markup('<div lang="{}" dir="{}"><p>{}</p>\n<p>{}</p>{}</div>').format(
        say.language.tag,
        say.language.direction,
        facts,
        _in_its_language(summary),
        Markup("\n<ul>{}</ul>").format(changes) if changes else "",
    )
    return str(said)  # what is escaped already would not be again


def _change(edition: Edition, change: Change) -> Markup:
    day = edition.day(change.on).words
    what = _in_its_language(edition.name(change.what))
    return Markup("<li>{}{}{}</li>").format(day, edition.say.gettext(": "), what)


def _in_its_language(said: Said) -> Markup:
    if not said.foreign:
        return Markup.escape(said.text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(said.lang, said.dir, said.text)


def _feed_id(edition: Edition) -> str:
    """Where the feed stands when it is published, which does not change with where a copy is looked at."""
    return edition.chronology.site.url + Address("atom", edition.say.language.tag).path


def _updated(edition: Edition) -> str:
    news = edition.chronology.news
    return _midnight(news[0].updated if news else None)


def _icon(edition: Edition) -> str:
    return edition.absolute_file("theme/icon.svg")


def _midnight(day: datetime.date | None) -> str:
    """A day as RFC 3339 tells a moment."""
    return f"{(day or NEVER).isoformat()}T00:00:00Z"


def _text(element: str, said: Said) -> str:
    lang = f' xml:lang="{said.lang}"' if said.foreign else ""
    return f"<{element}{lang}>{escape(said.text)}</{element}>"


def _link(rel: str, type: str, tag: str, url: str) -> str:
    return f'<link rel="{rel}" type="{type}" hreflang="{tag}" href={quoteattr(url)}/>'
