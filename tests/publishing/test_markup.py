"""Markdown to HTML: the documented subset comes through, nothing that acts does."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from cmarkgfm import markdown_to_html
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from nh3 import clean

from builds import checked
from conftest import ROOT
from tarikh.model.prose import SCHEMES, body_faults
from tarikh.publishing.markup import body_html, page_html

PELICAN_MARKDOWN = {"extensions": ["markdown.extensions.tables"], "output_format": "html"}  # as in pelicanconf.py

ATTRIBUTES = {"a": {"href", "title"}}
TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code"}


class Elements(HTMLParser):
    """Every start tag and its attributes, as a browser's tokeniser finds them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("[a](../b.html)", '<p><a href="../b.html" rel="noopener noreferrer">a</a></p>'),
        ("<https://a.org/>", '<p><a href="https://a.org/" rel="noopener noreferrer">https://a.org/</a></p>'),
        ("1 < 2 & 3 &lt; 4", "<p>1 &lt; 2 &amp; 3 &lt; 4</p>"),
        ("تاریخ *مهم*", "<p>تاریخ <em>مهم</em></p>"),
    ],
)
def test_the_documented_subset_survives(markdown: str, html: str) -> None:
    assert body_html(markdown) == html


ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/track.png)",
    '<p onclick="alert(1)" style="position:fixed">x</p>',
    "[x](javascript:alert(1))",
    "[x](JaVa\tScript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://a.org "\\" onmouseover=alert(1) x=\\"")',
    '<a href="javascript:alert(1)">x</a>',
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<iframe src=https://evil.example></iframe>",
    "<style>*{display:none}</style>",
    "<form action=https://evil.example><input name=q></form>",
    "<base href=https://evil.example>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<p dir=rtl lang=fa id=main class=skip>x</p>",
]


def dangers(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """The elements that are not allowed, or have an attribute or a scheme that is not."""
    return [
        (tag, attributes)
        for tag, attributes in Elements(html).found
        if tag not in TAGS
        or not attributes.keys() <= {"href", "title", "rel", "lang"}
        or scheme(attributes.get("href") or "") not in {"", "https", "http", "mailto"}
    ]


def scheme(href: str) -> str:
    """The scheme that a browser sees (WHATWG URL, 4.4): without tabs, line ends and leading spaces."""
    found = re.match(r"\s*([a-z][a-z0-9+.-]*):", re.sub(r"[\t\n\r]", "", href), re.IGNORECASE)
    return found[1].lower() if found else ""


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("html", [body_html, page_html])
def test_what_acts_loads_or_dresses_up_does_not_survive(html: Callable[[str], str], attack: str) -> None:
    assert dangers(html(attack)) == []


snippets = st.sampled_from([*ATTACKS, "<", ">", "`", "](", "\n\n", "    ", "* ", "<a ", "href=", '"', "&lt;", "تاریخ"])


@settings(derandomize=True, deadline=None, max_examples=80)
@given(st.lists(snippets, max_size=8).map("".join))
def test_no_mixture_of_attacks_brings_in_what_one_of_them_could_not(text: str) -> None:
    assert dangers(body_html(text)) == []


LINKS = ["](https://a.org/x)", "](http://1.2.3.999/)", "](https://a.org/?a&b)", "<https://b.org>", "](HTTPS://a.org)"]
PROSE = [
    *LINKS,
    "[",
    "a ",
    "*",
    "**",
    "`",
    "> ",
    "- ",
    "1. ",
    "3. ",
    "\n",
    "\n\n",
    "  \n",
    "&nbsp;",
    "&#13;",
    "&quot;",
    "&amp;",
]


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.lists(st.one_of(st.sampled_from(PROSE), snippets, st.characters(codec="utf-8")), max_size=20).map("".join))
def test_a_body_is_what_the_sanitiser_writes_whether_it_is_asked_or_not(text: str) -> None:
    assert body_html(text) == clean(
        markdown_to_html(text).rstrip(), tags=TAGS, attributes=ATTRIBUTES, url_schemes=set(SCHEMES)
    )


def test_a_link_in_a_link_goes_through_the_sanitiser() -> None:
    assert dangers(body_html("[~> <https://b.org>](https://a.org)")) == []
    assert '</a><a href="https://b.org"' in body_html("[~> <https://b.org>](https://a.org)")


def test_the_way_to_write_a_plain_less_than_sign_that_the_hint_shows_works() -> None:
    [(_, code, _, hint)] = body_faults("a <b")
    written = hint.rpartition(" ")[2]
    assert code == "raw-html"
    assert list(body_faults(f"a {written}b")) == []
    assert body_html(f"a {written}b") == "<p>a &lt;b</p>"


def test_a_body_does_not_depend_on_the_bodies_before_it() -> None:
    body_html("[a]: https://example.org/\n\n[a]")
    assert body_html("[a]") == "<p>[a]</p>"


def test_a_page_of_prose_may_hold_headings_tables_and_lists_of_terms() -> None:
    html = (
        '<h2 id="how">How</h2><table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody>'
    )
    html += "</table><dl><dt>a</dt><dd>b</dd></dl><pre><code>x</code></pre><hr>"
    assert page_html(html) == html


PAGES = Markdown(**PELICAN_MARKDOWN)
EXAMPLES = re.findall(r"```markdown\n(.*?)```", (ROOT / "docs/markdown.md").read_text(encoding="utf-8"), re.DOTALL)


def bodies() -> list[str]:
    """Every body of this project's chronology."""
    return [text.body for event in checked().complete().events for text in event.text.values() if text.body]


def alike(html: str) -> str:
    """HTML without what no reader sees: space between tags."""
    return re.sub(r"\s*(</?(?:p|ul|ol|li|blockquote)>)\s*", r"\1", html).replace("<br>\n", "<br>")


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_documented_subset_is_allowed_and_comes_out_alike_in_bodies_and_pages(text: str) -> None:
    assert list(body_faults(text)) == []
    assert alike(body_html(text)) == alike(page_html(PAGES.reset().convert(text)))


def test_bodies_of_the_chronology_would_come_out_alike_in_pages() -> None:
    found = bodies()
    assert len(found) > 50
    assert [text for text in found if alike(body_html(text)) != alike(page_html(PAGES.reset().convert(text)))] == []
