"""A plugin: what stands beside an event, and the lists of events, which are no tags, authors or categories."""

import json
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from heapq import nsmallest

from babel.dates import format_date
from pelican import signals

LONG = 100
SELECTIONS = ("major", "alleged", "announced", "forecast")
KINDS = ("actors", "topics", "places", "documents")
_related = {}  # places of related events, by slug
_made = {}  # what macros make of other things than events, by language
DECODED = (*KINDS, "citations", "accounts", "changes")  # what metadata holds as JSON


def register():
    signals.article_generator_finalized.connect(arrange)
    signals.article_writer_finalized.connect(write)


def kept(macro, article):
    """What a macro makes of an article, made once."""
    made = article.__dict__.setdefault("made", {})
    if macro.name not in made:
        made[macro.name] = macro(article)
    return made[macro.name]


def once(macro, lang, *of):
    """What a macro makes of names and ids in a language, made once."""
    key = (macro.name, lang, *of)
    if key not in _made:
        _made[key] = macro(*of)
    return _made[key]


@cache
def day(text, locale):
    return format_date(date.fromisoformat(text), "long", locale=locale.replace("-", "_"))


@cache
def month(text, locale):
    return format_date(date.fromisoformat(f"{text}-01"), "LLLL y", locale=locale.replace("-", "_"))


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def arrange(generator):
    """Events in order, with their neighbours and what they share actors with."""
    if generator.settings["PREFIX"]:  # the main site is the first of a build
        _related.clear()
        _made.clear()
    site = generator.settings["JINJA_GLOBALS"]["site"]
    articles = generator.articles
    by = {kind: {id: [] for id in site[kind]} for kind in KINDS}
    years = defaultdict(list)
    for at, article in enumerate(articles):
        for name in DECODED:
            value = getattr(article, name, None)
            setattr(article, name, json.loads(value) if isinstance(value, str) else value or [])
        article.at = at
        article.address = f"events/{article.slug}.html"  # in its language
        article.before = articles[at - 1] if at else None
        article.after = articles[at + 1] if at + 1 < len(articles) else None
        quoted = {it["quote"] for it in article.citations}
        article.passages = article.citations + [it for it in article.accounts if it["quote"] not in quoted]
        years[str(article.date.year)].append(article)
        for kind in KINDS:
            for id in getattr(article, kind):
                by[kind][id].append(article)
    for article in articles:
        article.related = related(article, articles, by["actors"])
    for id, resting in by["documents"].items():
        resting.sort(key=lambda article: first_line(article, id))
    chosen = {id: [it for it in articles if id in (it.importance, it.status_of)] for id in SELECTIONS}
    first, last = articles[0].date.year, articles[-1].date.year
    generator.context.update(
        by=by,
        years=years if len(articles) > LONG else {},
        selections={id: events for id, events in chosen.items() if events},
        differing=[article for article in articles if article.accounts],
        span=(date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal()),
        decades=[(year, date(year, 1, 1).toordinal()) for year in range(-(-first // 10) * 10, last + 1, 10)],
        PREFIX=generator.settings["PREFIX"],
    )


def related(article, articles, by_actor):
    """The events that share the most actors; of those that share as many, the nearest. The same in every language."""
    if article.slug not in _related:
        shared = Counter(other.at for actor in article.actors for other in by_actor[actor])
        del shared[article.at]
        _related[article.slug] = nsmallest(5, shared, key=lambda at: (-shared[at], abs(at - article.at)))
    return [articles[at] for at in _related[article.slug]]


def first_line(article, document):
    return min(passage["line"] for passage in article.passages if passage["document"] == document)


def write(generator, writer):
    """The lists, through Pelican's own writer and pagination."""
    context, prefix = generator.context, generator.settings["PREFIX"]

    def page(path, template, suffix=".html", **more):
        name = f"{prefix}{path}{suffix}"
        template_of = generator.get_template(template)
        writer.write_file(name, template_of, context, template_name=template, url=name, path=path, **more)

    for kind in KINDS:
        page(kind, "listing", kind=kind)
        for id, events in context["by"][kind].items():
            template = "document" if kind == "documents" else "events"
            page(f"{kind}/{id}", template, kind=kind, id=id, articles=events, together=together(kind, id, events))
    for id, events in context["selections"].items():
        page(f"selections/{id}", "events", kind="selections", id=id, articles=events)
    page("disagreements", "disagreements", kind="disagreements", articles=context["differing"])
    years = list(context["years"])
    for at, year in enumerate(years):
        beside = (years[at - 1] if at else None, years[at + 1] if at + 1 < len(years) else None)
        page(f"years/{year}", "events", kind="years", id=year, articles=context["years"][year], beside=beside)
    if years:
        page("timeline", "timeline", suffix=".json", articles=generator.articles)


def together(kind, id, events):
    """The actors who stand in events with one, most often first."""
    if kind != "actors":
        return []
    counts = Counter(other for event in events for other in event.actors if other != id)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
