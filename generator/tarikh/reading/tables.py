"""The field tables: what each file of `content/` holds. They decode, validate and describe."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from tarikh.model.chronology import (
    ACCOUNT_SUBJECTS,
    ACTOR_KINDS,
    DOCUMENT_KINDS,
    IMPORTANCES,
    OMISSION_REASONS,
    PLACE_KINDS,
    STATUSES,
    Account,
    Actor,
    Change,
    Document,
    Event,
    EventText,
    Image,
    Location,
    Omission,
    Passage,
    Site,
    Topic,
    WebLink,
)
from tarikh.model.language import DatePatterns, Language
from tarikh.model.problem import Place

from . import nodes
from .evidence import StoredText, fold
from .fields import (
    INVALID,
    Address,
    Choice,
    Context,
    Day,
    EdtfDate,
    Field,
    InLanguages,
    Kind,
    ListOf,
    Number,
    Prose,
    Record,
    Ref,
    Registry,
    Terms,
    Text,
    Values,
    missing_languages,
)

LINE = Text()
WEB_ADDRESS = Address(folder=True)
LINK_ADDRESS = Address()
SHA256 = Text("64 hexadecimal digits", re.compile(r"[0-9a-f]{64}"))
FILE_NAME = Text("the name of a file in seeds/", re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*"))
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # BCP 47, as far as sites need it
LABEL = Text("a short label such as 001", re.compile(r"[A-Za-z0-9-]{1,12}"))
PATTERN = Text("a CLDR date pattern of d, M, L, y and quoted text", re.compile(r"(?:'[^']*'|[dMLy]|[^a-zA-Z'])+"))

CONTACT = Text(
    "an address that starts with mailto: or https://",
    re.compile(r"mailto:[^\s@]+@[^\s@]+|https://[^\s/?#]+([/?#]\S*)?"),
)
DAY = Text("a day such as 2027-12-31", re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"))

DIRECTIONS = {"ltr": "from left to right", "rtl": "from right to left"}
DIGITS = {
    "latn": "0123456789",
    "arab": "٠١٢٣٤٥٦٧٨٩, of Arabic",
    "arabext": "۰۱۲۳۴۵۶۷۸۹, of Persian and Urdu",
    "deva": "०१२३४५६७८९, of Hindi",
    "beng": "০১২৩৪৫৬৭৮৯, of Bengali",
}
CALENDARS = {
    "gregory": "the Gregorian calendar",
    "persian": "the Solar Hijri calendar of Iran and Afghanistan",
    "islamic-umalqura": "the Hijri calendar of Saudi Arabia",
    "islamic-civil": "the Hijri calendar as it is computed in tables",
    "hebrew": "the Hebrew calendar",
}
IMPORTANCE_MEANINGS = {
    "major": "a turning point, which those who read only a few events have to know",
    "notable": "an event of its own weight",
    "background": "something that helps to understand other events",
}
STATUS_MEANINGS = {
    "reported": "a document tells that it happened",
    "alleged": "a document tells that somebody claims it",
    "announced": "somebody who takes part said that it would happen",
    "forecast": "somebody expects it to happen",
}
SUBJECT_MEANINGS = {
    "date": "when it happened",
    "name": "how somebody or something is called",
    "number": "how many or how much",
    "order": "what came first",
    "place": "where it happened",
    "people": "who took part",
    "founding": "when or how something was founded",
    "event": "what happened at all",
}
ACTOR_MEANINGS = {
    "state": "a country as one that acts",
    "organisation": "an alliance, a ministry, a company, a party",
    "person": "somebody, by name",
    "media": "a newspaper, an agency, a channel",
}
DOCUMENT_MEANINGS = {
    "news": "tells what happened, near to the day",
    "article": "tells more, or of a longer time",
    "analysis": "says what it may mean",
    "statement": "somebody's own words, such as a communiqué",
    "report": "the findings of an institution",
}
REASON_MEANINGS = {
    "navigation": "menus and links of the web page it was taken from",
    "licence": "a line on rights",
    "form": "a form for comments or letters",
    "heading": "a title or heading",
    "credit": "who wrote or photographed, where and when",
    "biography": "about the author",
    "opinion": "a judgement, with nothing that has a date",
    "description": "how things are, without a date",
    "repetition": "says again what is quoted elsewhere",
    "paraphrase": "told in the words of an event that quotes what is beside it",
    "connection": "words that join quoted statements",
    "fragment": "a scrap of text that extraction tore apart",
}


def _language(values: Values, context: Context) -> Language:
    dates: DatePatterns = values["dates"]
    return Language(
        tag=values["id"],
        name=values["name"],
        direction=values["direction"],
        script=values["script"],
        digits=values["digits"],
        locale=values["locale"],
        calendars=values["calendars"],
        months=values["months"] or (values["locale"],),
        dates=dates,
        fallback=values["fallback"],
        ties_short_words=values["ties_short_words"] == "yes",
    )


def _dates(values: Values, context: Context) -> DatePatterns:
    def or_else(name: str, other: str) -> str:
        return str(values[name] or values[other])

    return DatePatterns(
        values["day"],
        values["month"],
        values["year"],
        or_else("phrase_day", "day"),
        or_else("phrase_month", "month"),
        or_else("phrase_year", "year"),
        str(values["phrase_years"] or values["phrase_year"] or values["year"]),
        values["range_numbers"].replace("_", " "),
        values["range_words"].replace("_", " "),
        values["either"].replace("_", " ") or "–",
        values["first"],
    )


DATES = Record(
    "how a language writes dates",
    (
        Field("day", PATTERN, "a day", example="d MMMM y"),
        Field("month", PATTERN, "a month, standing alone", example="LLLL y"),
        Field("year", PATTERN, "a year, standing alone", example="y"),
        Field(
            "phrase_day",
            PATTERN,
            "a day inside a phrase such as “since …”, where it is written in another way",
            required=False,
            example="'le' d MMMM y",
        ),
        Field(
            "phrase_month",
            PATTERN,
            "a month inside a phrase, where it is written in another way",
            required=False,
            example="MMMM y 'г.'",
        ),
        Field(
            "phrase_year",
            PATTERN,
            "a year inside a phrase, where it is written in another way",
            required=False,
            example="y 'года'",
        ),
        Field(
            "phrase_years",
            PATTERN,
            "two years inside a phrase, where they are written in another way",
            required=False,
            example="y 'годов'",
        ),
        Field("range_numbers", LINE, "what joins two numbers, as in 3–4 April; _ for a space", example="–"),
        Field(
            "range_words",
            LINE,
            "what joins two dates of several words, as in 3 April – 2 May; _ for a space",
            example="_–_",
        ),
        Field(
            "either",
            LINE,
            "what joins two months or years of which either is meant; _ for a space",
            required=False,
            example="/",
        ),
        Field("first", LINE, "how the first day of a month is written, where not 1", required=False, example="1er"),
    ),
    _dates,
)

LANGUAGES = Registry(
    "language",
    Record(
        "a language",
        (
            Field("name", LINE, "its name in itself", example="Français"),
            Field("direction", Choice(tuple(DIRECTIONS), DIRECTIONS), "the direction of its text", example="ltr"),
            Field(
                "script", Text("four letters of ISO 15924", re.compile("[A-Z][a-z]{3}")), "its script", example="Latn"
            ),
            Field("digits", Choice(tuple(DIGITS), DIGITS), "its digits", example="latn"),
            Field(
                "locale",
                Text("a CLDR locale", re.compile(r"[a-zA-Z-]+")),
                "the CLDR locale of its dates",
                example="en-GB",
            ),
            Field(
                "calendars",
                ListOf(Choice(tuple(CALENDARS), CALENDARS), least=1),
                "its calendars, the reader's own first",
                example="gregory",
            ),
            Field(
                "months",
                ListOf(LINE, short=True),
                "CLDR locales whose names of months are shown together, where not only those of its own",
                required=False,
                empty=(),
                example="ar-EG",
            ),
            Field(
                "dates",
                DATES,
                "its date patterns, as CLDR has them: d day, MMMM month, LLLL month standing alone, y year, 'text'",
            ),
            Field(
                "fallback",
                ListOf(Ref("language")),
                "languages to show where a text is missing, in order",
                required=False,
                empty=(),
                example="en",
            ),
            Field(
                "ties_short_words",
                Choice(("yes", "no")),
                "whether a word of one or two letters never ends a line",
                required=False,
                example="yes",
            ),
        ),
        _language,
    ),
    TAG,
)

TEXTS = InLanguages(LINE)
IN_EVERY_LANGUAGE = InLanguages(LINE, complete=True)
OPTIONAL_TEXTS = InLanguages(LINE, required=False)
OF_TITLE = InLanguages(LINE, required=False, translated=False, translates="title")
OF_QUOTE = InLanguages(LINE, required=False, translated=False, translates="quote")


def _site(values: Values, context: Context) -> Site | object:
    language = values["default_language"]
    for name in ("name", "title", "tagline"):
        if missing := [tag for tag in dict.fromkeys((language, *values["translations"])) if tag not in values[name]]:
            return missing_languages(missing, values.where(name), context)
    if bool(values["security_contact"]) != bool(values["security_expires"]):
        name = "security_expires" if values["security_contact"] else "security_contact"
        hint = "security_contact and security_expires say together whom to tell of faults, and up to when"
        return context.problem(values.where(), "missing-field", f'no "{name}" in the site', hint)
    if expires := values["security_expires"]:
        try:
            date.fromisoformat(expires)
        except ValueError:
            return context.problem(values.where("security_expires"), "bad-date", f'"{expires}" is no day')
    return Site(**{**values.values, "offline": values["offline"] == "yes", "search": values["search"] == "yes"})


SITE = Record(
    "the site",
    (
        Field(
            "default_language",
            Ref("language"),
            "the language that originals are written in, unless an event says otherwise",
            example="en",
        ),
        Field(
            "translations",
            ListOf(Ref("language")),
            "the languages, beside that of its original, that every text has to be in",
            required=False,
            empty=(),
            example="fr",
        ),
        Field("url", WEB_ADDRESS, "where the site is published", example="https://example.org/timeline/"),
        Field(
            "source",
            WEB_ADDRESS,
            "where a file of the project can be edited; its path is added",
            required=False,
            example="https://example.org/project/edit/main/",
        ),
        Field(
            "offline",
            Choice(("yes", "no")),
            "whether browsers keep the timeline and the pages that were visited, to be read without a network",
            required=False,
            empty="no",
            example="yes",
        ),
        Field(
            "security_contact",
            CONTACT,
            "whom to tell of faults in security: stands in .well-known/security.txt",
            required=False,
            example="mailto:security@example.org",
        ),
        Field(
            "security_expires",
            DAY,
            "the day up to which that holds; where there is a contact, it has to be there too",
            required=False,
            example="2027-12-31",
        ),
        Field(
            "link_previews",
            Choice(
                ("all", "major", "none"),
                {
                    "all": "every event has one, as where nothing is said",
                    "major": "major events have one, all other pages show the image of the site",
                    "none": "no event has one, and no page has an image",
                },
            ),
            "which events have a preview of their own where their address is shared, in each language: an image for"
            " messengers, and an answer for oEmbed",
            required=False,
            empty="all",
            example="major",
        ),
        Field("licence_name", LINE, "the licence of the texts, as people call it", example="CC BY-SA 4.0"),
        Field(
            "licence_url",
            WEB_ADDRESS,
            "where the licence stands",
            example="https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        Field("name", OPTIONAL_TEXTS, "the short name, for the top of every page", example="Sahel chronicle"),
        Field(
            "title",
            OPTIONAL_TEXTS,
            "the heading of the timeline",
            example="The Alliance of Sahel States, ECOWAS and Russia",
        ),
        Field(
            "tagline",
            OPTIONAL_TEXTS,
            "one or two sentences under the heading",
            example="A chronology from five documents.",
        ),
        Field(
            "search",
            Choice(("yes", "no")),
            "whether readers can search the site",
            required=False,
            empty="yes",
            example="no",
        ),
    ),
    _site,
)

TOPICS = Registry(
    "topic",
    Record(
        "a topic",
        (
            Field("name", TEXTS, "its name, as lists and filters show it", example="Diplomacy"),
            Field(
                "about",
                OPTIONAL_TEXTS,
                "one sentence on what belongs to it, for the top of its page",
                required=False,
                empty={},
                example="Visits, consultations and conferences.",
            ),
        ),
        lambda values, context: Topic(**values.values),
    ),
)

WIKIDATA = Field(
    "wikidata",
    Text("an item such as Q159", re.compile(r"Q[0-9]+")),
    "its item in Wikidata, the same in all languages",
    required=False,
    example="Q965",
)

ACTORS = Registry(
    "actor",
    Record(
        "an actor",
        (
            Field("kind", Choice(ACTOR_KINDS, ACTOR_MEANINGS), "what it is", example="state"),
            Field("name", TEXTS, "its name, as lists and filters show it", example="Burkina Faso"),
            Field(
                "role",
                OPTIONAL_TEXTS,
                "who or what it is, in a few words",
                required=False,
                empty={},
                example="Foreign minister of Mali",
            ),
            Field(
                "forms",
                ListOf(LINE),
                "other forms of its name that documents use, in any language",
                required=False,
                empty=(),
                example="Конфедерация государств Сахеля",
            ),
            WIKIDATA,
        ),
        lambda values, context: Actor(**values.values),
    ),
)

PLACES = Registry(
    "place",
    Record(
        "a place",
        (
            Field("kind", Choice(PLACE_KINDS), "what it is", example="city"),
            Field("name", TEXTS, "its name, as lists and the map show it", example="Moscow"),
            Field("latitude", Number(-90, 90), "degrees north of the equator; south is negative", example="55.7558"),
            Field("longitude", Number(-180, 180), "degrees east of Greenwich; west is negative", example="37.6173"),
            WIKIDATA,
        ),
        lambda values, context: Location(**values.values),
    ),
)


def _check_translated(values: Values, name: str, language: str, context: Context) -> None:
    """Reports what the translations of a text lack, which is in a language of its own."""
    if missing := [tag for tag in context.translations if tag != language and tag not in values[name]]:
        missing_languages(missing, values.where(name), context)


def _document(values: Values, context: Context) -> Document:
    derived = {
        "label": values["label"] or values["id"],
        "title_language": values["title_language"] or values["language"],
    }
    _check_translated(values, "title_translation", derived["title_language"], context)
    return Document(**{**values.values, **derived})


DOCUMENTS = Registry(
    "document",
    Record(
        "a document",
        (
            Field("label", LABEL, "what texts call it, where not its id", required=False, example="001"),
            Field("file", FILE_NAME, "its file in seeds/", example="001_7bff28408e50688d.txt"),
            Field(
                "sha256",
                SHA256,
                "the checksum of the file, as `sha256sum seeds/FILE` prints it",
                example="13c8b166b6f2db24c9a41cbfacd73c3d3ccaf527ddfa3b9528059a3adb51ad1f",
            ),
            Field("language", Ref("language"), "the language it is written in", example="ar"),
            Field("kind", Choice(DOCUMENT_KINDS, DOCUMENT_MEANINGS), "what it is", example="news"),
            Field("title", LINE, "its title as it stands there, in the document's language", example="Россия и Сахель"),
            Field(
                "title_language",
                Ref("language"),
                "the language of the title, where not the document's",
                required=False,
                example="en",
            ),
            Field(
                "title_translation",
                OF_TITLE,
                "its title translated",
                required=False,
                empty={},
                example="Russia and the Sahel",
            ),
            Field(
                "publisher", OPTIONAL_TEXTS, "who published it, if it says so", required=False, empty={}, example="TASS"
            ),
            Field(
                "author",
                OPTIONAL_TEXTS,
                "who wrote it, if it says so",
                required=False,
                empty={},
                example="Kester Kenn Klomegah",
            ),
            Field(
                "date",
                EdtfDate(),
                "when it was published, if it says so",
                required=False,
                empty=None,
                example="2025-04-03",
            ),
            Field(
                "about",
                OPTIONAL_TEXTS,
                "what it is and what it does not say of itself",
                required=False,
                empty={},
                example="A news item without an author.",
            ),
        ),
        _document,
    ),
)


class Quote:
    """Exact words of a document: one text, or a list of spans where the stored text is torn apart."""

    wants = "an exact quote, or a list of its parts in reading order"

    spans = ListOf(Text("exact words of the document"), least=1, unique=False)

    def decode(self, node: nodes.Node, context: Context) -> Any:
        if isinstance(node, nodes.Scalar):
            node = nodes.Sequence(node.source, node.line, node.column, [node])
        return self.spans.decode(node, context)


SHORTEST_QUOTE = 4  # a year, or a short name


def _passage(values: Values, context: Context) -> Passage | object:
    """Proves each span of the quote in the stored document; all of them near the longest."""
    stored = context.stored.get(values["document"])
    if stored is None:
        return INVALID  # the document's own problem is reported with the document
    spans: tuple[str, ...] = values["quote"]
    if sum(1 for _ in islice(filter(str.isalnum, "".join(spans)), SHORTEST_QUOTE)) < SHORTEST_QUOTE:
        hint = f"a quote has {SHORTEST_QUOTE} letters or digits at least"
        return context.problem(values.where("quote"), "too-short", "a quote that proves nothing", hint)
    longest = stored.find(max(spans, key=len))
    found = [stored.find(span, longest[0] if longest else 0) for span in spans] if len(spans) > 1 else [longest]
    for span, words in zip(spans, found, strict=True):
        if words is None:
            return _not_found(stored, span, values.where("quote"), values["document"], context)
    places = tuple(words for words in found if words)
    if len(spans) == 1 and stored.splits_words(spans[0], places[0][0]):
        hint = "a quote begins and ends with whole words"
        context.problem(values.where("quote"), "mid-word", f"“{spans[0]}” stands inside other words", hint, True)
    if context.translations and (document := _sound_document(values["document"], context)):
        _check_translated(values, "translation", document.language, context)
    return Passage(values["document"], spans, stored.line(places[0][0]), places, values["translation"])


def _not_found(stored: StoredText, quote: str, place: Place, document: str, context: Context) -> object:
    line, nearest = stored.nearest(quote)
    differing = [(ours, its) for ours, its in zip(fold(quote).split(), nearest.split(), strict=False) if ours != its]
    hint = f"nearest, in its line {line}: “{nearest}”"
    if 2 * len(differing) <= len(quote.split()):
        hint += "".join(f"; it has “{its}” where the quote has “{ours}”" for ours, its in differing[:1])
    return context.problem(place, "quote-not-found", f"document {document} does not say “{quote}”", hint)


def _sound_document(id: str, context: Context) -> Document | None:
    """A stored document, if it has no problem of its own."""
    known = context.known.get("document")
    document = known.get(id) if isinstance(known, Mapping) else None
    return document if isinstance(document, Document) else None


def _account(values: Values, context: Context) -> Account | object:
    passage = _passage(values, context)
    if values["date"] and values["on"] != "date":
        message, hint = f"the date of an account on: {values['on']}", "only an account on: date has one"
        return context.problem(values.where("date"), "needless-date", message, hint)
    return Account(values["on"], values["says"], passage, values["date"]) if isinstance(passage, Passage) else passage


DOCUMENT = Field("document", Ref("document"), "the stored document that says so", example="001_7bff28408e50688d")
QUOTED = (
    Field(
        "quote",
        Quote(),
        "its exact words, copied letter for letter in its own language",
        example="the ministers met in Moscow",
    ),
    Field(
        "translation",
        OF_QUOTE,
        "our translations of the quote; none into the document's own language",
        required=False,
        empty={},
        example="the ministers met in Moscow",
    ),
)
CITATION = Record("a citation", (DOCUMENT, *QUOTED), _passage)
ACCOUNT = Record(
    "an account",
    (
        Field("on", Choice(ACCOUNT_SUBJECTS, SUBJECT_MEANINGS), "what the documents differ about", example="date"),
        DOCUMENT,
        Field(
            "date",
            EdtfDate(),
            "the date that it gives, in an account on: date",
            required=False,
            empty=None,
            example="2025-04-03",
        ),
        Field("says", TEXTS, "what this document says of it, in a few words", example="It says 3 April."),
        *QUOTED,
    ),
    _account,
)

EVENT_TEXT = Record(
    "the text of an event",
    (
        Field(
            "of",
            Text(
                "a fingerprint such as en@5f3c9a1e",
                re.compile(r"[a-zA-Z-]+@[0-9a-f]{8}"),
                "leave it out, and let `tarikh translations accept` write it",
            ),
            "the original it was translated from; not in the original itself",
            required=False,
            example="en@5f3c9a1e",
        ),
        Field(
            "title",
            LINE,
            "its headline, who does what in one line",
            example="Foreign ministers meet in Moscow",
        ),
        Field(
            "summary",
            LINE,
            "one or two sentences that say what happened and who says so",
            example="The ministers met on 3 April, says the ministry.",
        ),
        Field(
            "body",
            Prose(),
            "more on it, with emphasis, links, lists and quotations",
            required=False,
            example="They spoke of *trade* and security.",
        ),
        Field(
            "dating",
            LINE,
            "how its date was derived, where the documents do not simply name it",
            required=False,
            example="The document says “yesterday”; it is of 4 April.",
        ),
        Field(
            "note",
            LINE,
            "an editor's note, shown as ours, such as a correction or context from outside the documents",
            required=False,
            example="The ministry later named another day.",
        ),
    ),
    lambda values, context: EventText(**values.values),
)


IMAGE = Record(
    "an image",
    (
        Field("file", Ref("image"), "its file in content/images/", example="bamako-summit.jpg"),
        Field(
            "alt", IN_EVERY_LANGUAGE, "what it shows, for those who do not see it", example="Three ministers at a table"
        ),
        Field("credit", IN_EVERY_LANGUAGE, "whose it is, and under which licence", example="Photo: A. Name, CC BY 4.0"),
    ),
    lambda values, context: Image(**values.values),
)

WEB_LINK = Record(
    "a link to another site",
    (
        Field("url", LINK_ADDRESS, "its address", example="https://example.org/recording"),
        Field("title", TEXTS, "what is found there", example="Recording of the press conference"),
    ),
    lambda values, context: WebLink(**values.values),
)


CHANGE = Record(
    "a change",
    (
        Field("on", Day(), "the day on which it was made", example="2026-12-01"),
        Field(
            "what",
            TEXTS,
            "what is different now, for those who know the event already",
            example="The number of dead is told by a second document.",
        ),
    ),
    lambda values, context: Change(**values.values),
)


def _event(values: Values, context: Context) -> Event | object:
    original = values["original"] or context.default_language
    if original not in values["text"]:
        return context.problem(
            values.where("text"),
            "missing-original",
            f'no text in "{original}", the original',
            "every event has its original",
        )
    if values["text"][original].of:
        message, hint = f'"of" in "{original}", which is the original', "leave it out there"
        return context.problem(values.where("text", original, "of"), "needless-of", message, hint)
    files = [image.file for image in values["images"]]
    if len(set(files)) < len(files):
        return context.problem(values.where("images"), "twice", "the same image twice", "leave one of them out")
    event = Event(**{**values.values, "original": original})
    _check_date(event, values.where("date"), context)
    _check_translations(event, values, context)
    _check_changes(event, values, context)
    return event


def _check_translations(event: Event, values: Values, context: Context) -> None:
    """Warns of translations of another original than that of today, and of those that name none."""
    origin = event.origin if len(event.text) > 1 else ""
    for tag, text in event.text.items():
        accept = f"`tarikh translations accept {tag} {values.node.source.file}`"
        if text.of and text.of != origin:
            message = f'"{tag}" translates {text.of}, the original is {origin} now'
            hint = f"see what changed by `tarikh translations --stale {tag}`; where it still holds, {accept}"
            context.problem(values.where("text", tag, "of"), "stale-translation", message, hint, True)
        elif not text.of and tag != event.original:
            message = f'"{tag}" does not name the original that it translates: nothing will tell when that changes'
            hint = f"write of: {origin} if it is that of today, or {accept}"
            context.problem(values.where("text", tag), "missing-of", message, hint, True)


def _check_changes(event: Event, values: Values, context: Context) -> None:
    """Reports changes of an event of which nobody tells when it was added, and those that are not in order of time."""
    if event.changes and not event.added:
        hint = "write added: and the day on which the event came in"
        context.problem(values.where("changes"), "missing-field", 'changes without "added"', hint)
        return
    listed = values.node.items.get("changes")
    items = listed.items if isinstance(listed, nodes.Sequence) else []
    before, done = event.added, "added"
    for item, change in zip(items, event.changes, strict=True):
        if before and change.on < before:
            message = f"a change of {change.on}, but the event was {done} on {before}"
            context.problem(item.place, "change-date", message, "mend a day, or put the changes in order of time")
        before, done = change.on, "changed"


def _check_date(event: Event, place: Place, context: Context) -> None:
    """Reports a date that no account tells, or that lies after all documents which report the event."""
    date, told = event.date, [account.date for account in event.accounts if account.on == "date"]
    if told and not any(it is None or date.overlaps(it) for it in told):
        given = ", ".join(sorted({it.edtf for it in told if it}))
        message, hint = f"no account tells the date {date.edtf}: they give {given}", "mend the date, or an account"
        context.problem(place, "account-date", message, hint)
    if event.status != "reported" or date.first is None:
        return
    documents = [_sound_document(id, context) for id in event.documents]
    lasts = [it.date.last if it and it.date else None for it in documents]
    if all(last is not None and last < date.first for last in lasts):
        message, hint = f"{date.edtf} is later than all documents that report it", "was it announced, or forecast?"
        context.problem(place, "after-documents", message, hint, True)


EVENT = Record(
    "an event",
    (
        Field("date", EdtfDate(), "when it happened, in the Gregorian calendar", example="2025-04-03"),
        Field(
            "importance",
            Choice(IMPORTANCES, IMPORTANCE_MEANINGS),
            "how much it matters to the whole chronology",
            example="notable",
        ),
        Field("status", Choice(STATUSES, STATUS_MEANINGS), "how sure it is", example="reported"),
        Field("topics", ListOf(Ref("topic"), 1), "what it is about, as ids of topics.yaml", example="diplomacy"),
        Field(
            "actors",
            ListOf(Ref("actor")),
            "who takes part, as ids of actors.yaml",
            required=False,
            empty=(),
            example="russia",
        ),
        Field(
            "places",
            ListOf(Ref("place")),
            "where it happened, as ids of places.yaml",
            required=False,
            empty=(),
            example="moscow",
        ),
        Field(
            "original",
            Ref("language"),
            "the language its text was first written in, where not the site's default",
            required=False,
            example="fr",
        ),
        Field(
            "added",
            Day(),
            "when it came into this chronology, for its feeds",
            required=False,
            empty=None,
            example="2026-11-19",
        ),
        Field(
            "text",
            InLanguages(EVENT_TEXT, required=False),
            "what it says in the language of the original, and in others as it is translated",
        ),
        Field("citations", ListOf(CITATION, 1), "the passages of stored documents that it rests on"),
        Field(
            "accounts",
            ListOf(ACCOUNT),
            "who says what, where documents differ, or one differs from itself",
            required=False,
            empty=(),
        ),
        Field("images", ListOf(IMAGE), "its pictures", required=False, empty=()),
        Field("links", ListOf(WEB_LINK), "what belongs to it on other sites", required=False, empty=()),
        Field(
            "changes",
            ListOf(CHANGE),
            "what was changed in it that readers should know of, in order of time",
            required=False,
            empty=(),
        ),
    ),
    _event,
)


def _omission(values: Values, context: Context) -> Omission | object:
    """Proves the first and last words of the passage; the last are looked for after the first."""
    stored = context.stored.get(values["document"])
    if stored is None:
        return INVALID
    near = stored.first_word(int(values["line"])) if values["line"] else 0
    first = stored.find(values["from"], near)
    if first is None:
        return _not_found(stored, values["from"], values.where("from"), values["document"], context)
    last = stored.find(values["to"], first[1]) if values["to"] else first
    if last is None or last[1] < first[1]:
        return _not_found(stored, values["to"], values.where("to"), values["document"], context)
    return Omission(values["document"], (first[0], last[1]), values["reason"])


OMISSION = Record(
    "an omission",
    (
        Field("document", Ref("document"), "the document it stands in", example="001_7bff28408e50688d"),
        Field(
            "line",
            Number(1, 1_000_000),
            "the line of the file it is near, where its words stand more than once",
            required=False,
            example="12",
        ),
        Field("from", Text("exact words of the document"), "its first words, or all of them", example="Photo"),
        Field(
            "to",
            Text("exact words of the document"),
            "its last words, where it is longer",
            required=False,
            example="all rights reserved",
        ),
        Field("reason", Choice(OMISSION_REASONS, REASON_MEANINGS), "why no event quotes it", example="navigation"),
    ),
    _omission,
)
OMISSIONS = ListOf(OMISSION, unique=False)
GLOSSARIES = InLanguages(Terms(), required=False, translated=False)

EVENTS = "events/{year}/{id}.yaml"
FILES: dict[str, Kind] = {
    EVENTS: EVENT,
    "documents.yaml": DOCUMENTS,
    "actors.yaml": ACTORS,
    "topics.yaml": TOPICS,
    "places.yaml": PLACES,
    "languages.yaml": LANGUAGES,
    "site.yaml": SITE,
    "omissions.yaml": OMISSIONS,
    "glossary.yaml": GLOSSARIES,
}


def file_of(parts: Sequence[str]) -> str | None:
    """Which of FILES a path below `content/` is, if it is any. Names that begin with a dot are programs' own."""
    if parts[-1].startswith("."):
        return None
    if len(parts) == 1:
        return parts[0] if parts[0] in FILES else None
    return EVENTS if len(parts) == 3 and parts[0] == "events" and parts[2].endswith(".yaml") else None


def schema_name(file: str) -> str:
    """What the JSON Schema of one of FILES is called."""
    return "event" if file == EVENTS else file.removesuffix(".yaml")
