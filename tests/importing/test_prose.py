"""Prose of other tools: what bodies may hold stays, and nothing else is taken for a sign."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarikh.importing.prose import Markup, address, markup_of, plain, prose
from tarikh.model.prose import body_faults
from tarikh.publishing.markup import body_html
from tarikh.reading.strict import cleaned

SIGNS = st.text(st.sampled_from("ab1 .)(*_[]<>#+-=|~`\\!&;:/{}^\"'\n\tپ"), max_size=60)
TAGS = st.sampled_from(
    re.findall("<[^>]*>", "<p></p><b></b><i></i><br><a href='https://example.org/a_(b)'><a href='javascript:x'></a>")
    + re.findall("<[^>]*>", "<ul></ul><ol></ol><li></li><blockquote></blockquote><img src=x><script></script><svg><h2>")
    + re.findall(r"\S+", "<!-- --> &lt; < & a و * 1. -")
    + [" ", "\n\n", "- "]
)
HTML = st.lists(TAGS | SIGNS, max_size=14).map("".join)


def words_shown(markdown: str) -> str:
    """What readers see of a body, without white space."""
    return "".join(unescape(re.sub(r"<[^>]*>", "", body_html(markdown))).split())


@pytest.mark.parametrize(
    ("html", "summary", "body"),
    [
        ("Plain words.", "Plain words.", ""),
        ("<p>One.</p><p>Two <b>bold</b> words.</p>", "One.", "Two **bold** words."),
        ("One.<br><br>Two <em>soft</em>.", "One.", "Two *soft*."),
        ("<p>One.</p><p>a<br>b</p>", "One.", "a  \nb"),
        (
            "<p>One.</p><p>See <a href='https://example.org/'>there</a>.</p>",
            "One.",
            "See [there](https://example.org/).",
        ),
        ("<p>One.</p><p><a href='https://example.org/a_(b)'>x</a></p>", "One.", "[x](https://example.org/a_%28b%29)"),
        ("<p>One.</p><ul><li>a</li><li>b</li></ul>", "One.", "- a\n- b"),
        ("<p>One.</p><ol><li>a<ul><li>b</li></ul></li></ol>", "One.", "1. a\n    - b"),
        ("<p>One.</p><blockquote>Said.</blockquote>", "One.", "> Said."),
        ("<blockquote>Said.</blockquote>", "", "> Said."),
        ("<p>One.</p><p>1. no list, 2 * 3, &lt;b&gt;, a_b</p>", "One.", "1\\. no list, 2 \\* 3, &lt;b>, a\\_b"),
        ("<p>One.</p><script>alert(1)</script><style>p{}</style>", "One.", ""),
        ("<p>One.</p>\n\n<p># 1</p>", "One.", "\\# 1"),
        ("<p>انضمت <b>مالي</b>.</p><p>ثم <i>النيجر</i>.</p>", "انضمت مالي.", "ثم *النيجر*."),
    ],
)
def test_html_becomes_the_markdown_of_bodies(html: str, summary: str, body: str) -> None:
    said = prose(html, "html")
    assert (said.summary, said.body) == (summary, body)
    assert not said.faults


@pytest.mark.parametrize(
    ("markdown", "summary", "body"),
    [
        ("One\ntwo.\n\nThree **bold**.", "One two.", "Three **bold**."),
        ("One.\n\n- [ ] a\n- [x] b", "One.", "- a\n- ☑ b"),
        ("One.\n\n[there](https://example.org/) and <https://example.org/a>", "One.",
         "[there](https://example.org/) and [https://example.org/a](https://example.org/a)"),
        ("One.\n\n> Said.\n> More.", "One.", "> Said. More."),
        ("One.\n\n<script>", "One.", "&lt;script>"),
    ],
)  # fmt: skip
def test_markdown_keeps_what_bodies_may_hold(markdown: str, summary: str, body: str) -> None:
    said = prose(markdown, "markdown")
    assert (said.summary, said.body) == (summary, body)


def test_a_long_first_paragraph_is_parted_behind_a_sentence() -> None:
    first = "Mr. Smith of the U.S. Navy went there in 1952 and stayed for a while, as he told everybody later."
    long = f"<p>{first} {'And <b>more</b> of it was told. ' * 20}</p>"
    said = prose(long, "html")
    assert said.summary.startswith(first)
    assert said.summary.endswith("told.")
    assert len(said.summary) <= 300
    assert said.body.startswith("And **more** of it")
    assert plain(long, "html") == f"{said.summary} {said.body.replace('**', '')}"


def test_links_of_the_summary_are_told_beside_it() -> None:
    said = prose(
        "<p>See <a href='http://example.org/'>there</a> and <img src='//example.org/i.png' alt='A'>.</p>", "html"
    )
    assert said.summary == "See there and ."
    assert said.links == (("https://example.org/i.png", "A"), ("https://example.org/", "there"))
    assert said.faults == ("http: in a link, written as https:, which may not be reached",)


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<a href='javascript:alert(1)'>x</a>", "left out: a link to “javascript:alert(1)”"),
        ("<a href='/here'>x</a>", "left out: a link to “/here”"),
        ("<p>a</p><marquee>b</marquee>", "left out: <marquee> in a text"),
        ("<iframe src='data:text/html,x'></iframe>", "left out: <iframe> to “data:text/html,x”"),
    ],
)
def test_what_is_lost_is_told(html: str, fault: str) -> None:
    assert prose(html, "html").faults == (fault,)


@pytest.mark.parametrize(
    ("given", "sound"),
    [
        ("http://example.org/a b", "https://example.org/a%20b"),
        ("//example.org", "https://example.org"),
        ("https://пример.рф/", "https://пример.рф/"),
        ("https://user@example.org/", ""),
        ("https://127.0.0.1/", ""),
        ("ftp://example.org/", ""),
        ("javascript:x", ""),
    ],
)
def test_addresses_are_such_as_content_may_hold(given: str, sound: str) -> None:
    assert address(given) == sound


@given(HTML | SIGNS | st.text(max_size=40), st.sampled_from(["html", "markdown", "plain"]))
@settings(max_examples=400, deadline=None)
def test_a_body_is_always_one_that_the_reader_takes(text: str, markup: Markup) -> None:
    said = prose(text, markup)
    assert list(body_faults(said.body)) == []
    assert "\n" not in said.summary


@given(st.lists(SIGNS, min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_words_are_shown_as_they_were(paragraphs: list[str]) -> None:
    html = "<p>First.</p>" + "".join(f"<p>{escape(it)}</p>" for it in paragraphs)
    assert words_shown(prose(html, "html").body) == "".join("".join(cleaned(it).split()) for it in paragraphs)


def test_a_text_is_html_where_it_holds_a_tag_or_a_reference() -> None:
    texts = ["Trade &amp; law", "a<br>b", "&#x645;", "1 < 2 & 3", "<3", "AT&T; B"]
    assert [markup_of(text) for text in texts] == ["html", "html", "html", "plain", "plain", "html"]


@pytest.mark.parametrize("markup", ["html", "markdown"])
def test_a_no_break_space_on_its_own_stays(markup: Markup) -> None:
    said = prose("« 13\u00a0% »\u202f; deux \u00a0 autres\u00a0", markup)
    assert said.summary == "« 13\u00a0% »\u202f; deux autres"
