"""The interface's words for the model's terms, in the language of a speaker."""

from __future__ import annotations

from tarikh.speaking.speaker import Speaker


def status(say: Speaker, status: str) -> str:
    """How sure a document is of an event; nothing for what is simply reported."""
    return {
        "reported": "",
        "alleged": say.gettext("Alleged"),
        "announced": say.gettext("Announced"),
        "forecast": say.gettext("Forecast"),
    }[status]


def account_subject(say: Speaker, subject: str) -> str:
    """What documents differ about."""
    return {
        "date": say.gettext("The date"),
        "name": say.gettext("A name"),
        "number": say.gettext("A number"),
        "order": say.gettext("The order of events"),
        "place": say.gettext("The place"),
        "people": say.gettext("Who took part"),
        "founding": say.gettext("Who founded it, and when"),
        "event": say.gettext("What happened"),
    }[subject]


def document_kind(say: Speaker, kind: str) -> str:
    return {
        "news": say.gettext("News report"),
        "article": say.gettext("Article"),
        "analysis": say.gettext("Analysis"),
        "statement": say.gettext("Statement"),
        "report": say.gettext("Report"),
    }[kind]


def group(say: Speaker, kind: str) -> str:
    """The heading of a group in a list of actors or places."""
    return {
        "state": say.gettext("States"),
        "organisation": say.gettext("Organisations"),
        "person": say.gettext("People"),
        "media": say.gettext("Media"),
        "city": say.gettext("Cities"),
        "country": say.gettext("Countries"),
        "region": say.gettext("Regions"),
    }[kind]


def page_name(say: Speaker, kind: str) -> str:
    """The name of a page that stands once in a language."""
    return {
        "timeline": say.gettext("Timeline"),
        "actor": say.gettext("Actors"),
        "topic": say.gettext("Topics"),
        "place": say.gettext("Places"),
        "document": say.gettext("Documents"),
        "disagreements": say.gettext("Disagreements"),
        "coverage": say.gettext("What the documents say and what we used"),
        "search": say.gettext("Search"),
        "data": say.gettext("Open data"),
    }[kind]


def followed(say: Speaker, kind: str) -> str:
    """The name of what programs of readers fetch again and again."""
    news = say.gettext("New and changed events")
    return {
        "atom": f"{news} (Atom)",
        "feed": f"{news} (JSON Feed)",
        "calendar": say.gettext("Calendar"),
        "anniversaries": say.gettext("Anniversaries"),
    }[kind]


def left_out(say: Speaker, kind: str, count: int) -> str:
    """What a calendar says of events that it does not have."""
    told = (
        say.ngettext(
            "%(num)s event is left out: no day is known for it.",
            "%(num)s events are left out: no day is known for them.",
            count,
        )
        if kind == "calendar"
        else say.ngettext(
            "%(num)s event is left out: its day is not certain.",
            "%(num)s events are left out: their days are not certain.",
            count,
        )
    )
    return told % {"num": say.number(count)}


def selection(say: Speaker, id: str) -> str:
    """The name of a page of events that are alike."""
    return {
        "major": say.gettext("Major events"),
        "alleged": say.gettext("What is alleged"),
        "announced": say.gettext("What was announced"),
        "forecast": say.gettext("What was forecast"),
    }[id]


def order(say: Speaker, newest_first: bool) -> str:
    """The link from one order of the timeline to the other."""
    return say.gettext("Oldest first") if newest_first else say.gettext("Newest first")


def subject(say: Speaker, kind: str) -> str:
    return {
        "actor": say.gettext("Actor"),
        "topic": say.gettext("Topic"),
        "place": say.gettext("Place"),
        "document": say.gettext("Document"),
        "year": say.gettext("Year"),
        "selection": say.gettext("Selection"),
    }[kind]


def events(say: Speaker, count: int) -> str:
    return say.ngettext("%(num)s event", "%(num)s events", count) % {"num": say.number(count)}


def documents(say: Speaker, count: int) -> str:
    return say.ngettext("%(num)s document", "%(num)s documents", count) % {"num": say.number(count)}


def document(say: Speaker, label: str) -> str:
    """What texts call a document."""
    return say.gettext("Document %(label)s") % {"label": say.digits(label)}


def disagreements(say: Speaker, count: int) -> str:
    return say.ngettext(
        "%(num)s event on which documents differ", "%(num)s events on which documents differ", count
    ) % {"num": say.number(count)}


def shared_events(say: Speaker, count: int) -> str:
    return say.ngettext("in %(num)s event", "in %(num)s events", count) % {"num": say.number(count)}


def words(say: Speaker, count: int) -> str:
    return say.ngettext("%(num)s word", "%(num)s words", count) % {"num": say.number(count)}


def data_file(say: Speaker, kind: str) -> str:
    """What a file of open data holds."""
    return {
        "events.json": say.gettext("Events, with all that is said of them and the passages they rest on (JSON)"),
        "events.csv": say.gettext("The same as a table for spreadsheets (CSV)"),
        "timelinejs.json": say.gettext("Events for the program TimelineJS 3"),
        "documents.json": say.gettext("What the documents are; their texts are not republished (JSON)"),
        "events.schema.json": say.gettext("The form of the events, for programs (JSON Schema)"),
        "documents.schema.json": say.gettext("The form of the documents, for programs (JSON Schema)"),
    }[kind]


def lines(say: Speaker, first: int, last: int) -> str:
    """Where a passage stands in the stored file."""
    if first == last:
        return say.gettext("line %(line)s") % {"line": say.number(first)}
    return say.gettext("lines %(first)s to %(last)s") % {"first": say.number(first), "last": say.number(last)}


def use(say: Speaker, use: str) -> str:
    """What a passage of a document is used for, or why it is left out."""
    return {
        "cited": say.gettext("Quoted as evidence"),
        "unaccounted": say.gettext("Not accounted for"),
        "navigation": say.gettext("Navigation of the web page"),
        "licence": say.gettext("Licence line"),
        "form": say.gettext("Comment form"),
        "heading": say.gettext("Heading"),
        "credit": say.gettext("Credits and dateline"),
        "biography": say.gettext("About the author"),
        "opinion": say.gettext("Opinion, nothing datable"),
        "description": say.gettext("Description without a date"),
        "repetition": say.gettext("Says again what is quoted elsewhere"),
        "paraphrase": say.gettext("Told in an event’s own words"),
        "connection": say.gettext("Words that join quoted statements"),
        "fragment": say.gettext("Scrap of text torn apart"),
    }[use]
