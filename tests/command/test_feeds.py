"""Feeds, as programs read them that know nothing of Tarikh: what is new, in every language, under ids that stay."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from conftest import Run

Tarikh = Callable[..., Run]
SITE = "https://tarikh.example.org/"
LANGUAGES = ("en", "fr", "ru", "ar", "fa")
ATOM = {"": "http://www.w3.org/2005/Atom"}
TALKS = "content/events/2025/moscow-consultations.yaml"


def atom(project: Path, tag: str) -> Any:
    feed = feedparser.parse((project / "output" / tag / "feed.atom").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def json_feed(project: Path, tag: str) -> Any:
    return json.loads((project / "output" / tag / "feed.json").read_bytes())


def edit(project: Path, pattern: str, new: str, file: str = TALKS) -> None:
    path = project / file
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE | re.DOTALL)
    assert count, pattern
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_feed_tells_every_event_in_its_language_and_where_it_is(published: Path, tag: str) -> None:
    feed = atom(published, tag)
    assert feed.feed.language == tag
    assert feed.feed.id == f"{SITE}{tag}/feed.atom"
    assert feed.feed.link == f"{SITE}{tag}/"
    assert feed.feed.title
    assert feed.feed.author_detail.name
    assert feed.feed.rights.startswith("CC BY-SA 4.0")
    links = {(it.rel, it.type, it.hreflang): it.href for it in feed.feed.links}
    assert links["self", "application/atom+xml", tag] == f"{SITE}{tag}/feed.atom"
    for other in set(LANGUAGES) - {tag}:
        assert links["alternate", "application/atom+xml", other] == f"{SITE}{other}/feed.atom"
    assert (published / "output" / feed.feed.icon.removeprefix(SITE)).is_file()
    assert len(feed.entries) == 46
    for entry in feed.entries:
        page = (published / "output" / entry.link.removeprefix(SITE)).read_text(encoding="utf-8")
        assert entry.link.startswith(f"{SITE}{tag}/events/")
        assert f"<h1>{entry.title}</h1>" in page
        assert entry.title_detail.language == tag
        assert entry.summary
        assert entry.published == "2026-11-21T00:00:00Z"
        assert all(topic.label in page for topic in entry.tags)
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_both_formats_tell_the_same(published: Path, tag: str) -> None:
    feed, read = json_feed(published, tag), atom(published, tag)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["language"], feed["title"]) == (tag, read.feed.title)
    assert feed["home_page_url"] == read.feed.link
    assert feed["feed_url"] == f"{SITE}{tag}/feed.json"
    assert all(author.keys() <= {"name", "url", "avatar"} and author for author in feed["authors"])
    for item, entry in zip(feed["items"], read.entries, strict=True):
        assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
        assert (item["date_published"], item["date_modified"]) == (entry.published, entry.updated)
        assert datetime.fromisoformat(item["date_modified"]).utcoffset() is not None
        assert item["summary"] == entry.summary
        assert item["tags"] == [topic.label for topic in entry.tags]
        assert item["content_html"].startswith(f'<div lang="{tag}" dir="{"rtl" if tag in ("ar", "fa") else "ltr"}">')


def test_an_event_has_the_same_id_in_all_languages_and_another_than_all_others(published: Path) -> None:
    ids = {tuple(entry.id for entry in atom(published, tag).entries) for tag in LANGUAGES}
    assert len(ids) == 1
    [listed] = ids
    assert len(set(listed)) == len(listed)
    assert "tag:tarikh.example.org,2026-11-21:/events/moscow-consultations" in listed


def test_every_page_names_the_feeds_and_leads_to_a_feed_and_calendars(published: Path) -> None:
    output = published / "output"
    for page in (*output.glob("fa/*.html"), output / "fa/events/moscow-consultations.html"):
        html, up = page.read_text(encoding="utf-8"), "../" if page.parent.name == "events" else ""
        feeds = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"', html)
        assert feeds == [("application/atom+xml", f"{up}feed.atom"), ("application/feed+json", f"{up}feed.json")]
        assert re.findall(r'<a href="([^"]+)" type="', html.partition("</main>")[2]) == [
            f"{up}{name}" for name in ("feed.atom", "calendar.ics", "anniversaries.ics")
        ]
        assert all((page.parent / href).is_file() for _, href in feeds)


def test_a_change_comes_first_and_keeps_the_id_whatever_the_title_is(project: Path, tarikh: Tarikh) -> None:
    assert tarikh("build").returncode == 0
    before = {entry.id: entry for entry in atom(project, "ar").entries}
    [id] = [id for id in before if id.endswith("/moscow-consultations")]
    edit(project, r"^  ar:\n(.*?)    title: .*?$", r'  ar:\n\1    title: "لقاء <b>في موسكو</b> & \\"محادثات\\""')
    edit(
        project,
        r"\Z",
        "changes:\n"
        "  - on: 2026-12-01\n"
        "    what: {en: First & <last>, ar: أُضيف اقتباس}\n"
        "  - on: 2026-12-24\n"
        "    what: {en: Told by a second document}\n",
    )
    result = tarikh("build")
    assert result.returncode == 0, result.stdout
    first = atom(project, "ar").entries[0]
    assert (first.id, first.published, first.updated) == (id, "2026-11-21T00:00:00Z", "2026-12-24T00:00:00Z")
    assert first.title_detail.type == "text/plain"
    root = ElementTree.parse(project / "output/ar/feed.atom").getroot()  # feedparser makes plain text safe HTML
    title = root.findtext("entry/title", "", ATOM)
    assert title == 'لقاء <b>في موسكو</b> & "محادثات"' == json_feed(project, "ar")["items"][0]["title"]
    html = json_feed(project, "ar")["items"][0]["content_html"]
    assert root.findtext("entry/content", "", ATOM) == html
    assert html.endswith(
        '<ul><li>24 ديسمبر/كانون الأول 2026: <span lang="en" dir="ltr">Told by a second document</span></li>'
        "<li>1 ديسمبر/كانون الأول 2026: أُضيف اقتباس</li></ul></div>"
    )
    assert "First &amp; &lt;last&gt;" in json_feed(project, "fr")["items"][0]["content_html"]
    assert root.findtext("updated", "", ATOM) == "2026-12-24T00:00:00Z"
    page = (project / "output/fa/events/moscow-consultations.html").read_text(encoding="utf-8")
    assert '<dd><time datetime="2026-11-21">۳۰ آبان ۱۴۰۵</time></dd>' in page
    assert '<time datetime="2026-12-01">۱۰ آذر ۱۴۰۵</time>: <bdi lang="en" dir="ltr"' in page


def test_what_is_not_told_in_a_language_is_shown_in_another_that_is_named(project: Path, tarikh: Tarikh) -> None:
    edit(project, r"^  fa:\n.*?(?=^\w)", "")
    assert tarikh("build").returncode == 0
    for entry in atom(project, "fa").entries:
        there = "en" if entry.id.endswith("/moscow-consultations") else "fa"
        assert entry.title_detail.language == entry.summary_detail.language == there
        assert entry.link.startswith(f"{SITE}{there}/events/")
    [item] = [it for it in json_feed(project, "fa")["items"] if it["language"] == "en"]
    assert item["url"] == f"{SITE}en/events/moscow-consultations.html"
    assert '<p><span lang="en" dir="ltr">Sergey Lavrov' in item["content_html"]
    assert "۱۴ تا ۱۵ فروردین ۱۴۰۴" in item["content_html"]


def test_events_of_which_nobody_tells_when_they_were_added_are_in_no_feed(project: Path, tarikh: Tarikh) -> None:
    edit(project, "^added: .*?\n", "")
    assert tarikh("build").returncode == 0
    assert len(atom(project, "en").entries) == len(json_feed(project, "en")["items"]) == 45
    for event in (project / "content/events").rglob("*.yaml"):
        event.write_text(re.sub("^added: .*\n", "", event.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert tarikh("build").returncode == 0
    assert atom(project, "en").entries == json_feed(project, "en")["items"] == []
    assert atom(project, "en").feed.updated


def test_ids_do_not_change_with_where_a_copy_is_looked_at(project: Path, tarikh: Tarikh) -> None:
    assert tarikh("build", SITEURL="http://localhost:8000").returncode == 0
    feed = atom(project, "fr")
    assert feed.feed.id == f"{SITE}fr/feed.atom"
    for entry in feed.entries:
        assert entry.id.startswith("tag:tarikh.example.org,")
        assert entry.link.startswith("http://localhost:8000/fr/events/")
