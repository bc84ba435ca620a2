"""Bad content, and what has to be told of each: code, line and column (0 where it is about the whole file).

Most are a small event with one thing in it replaced, so that the place shows what is meant.
"""

from __future__ import annotations

from typing import NamedTuple

EVENT = """\
date: 2025-04-03
importance: major
status: reported
topics: [diplomacy]
actors: [mali, russia]
text:
  en:
    title: Talks in Moscow
    summary: The ministers met.
    body: |
      They met in Moscow.
citations:
  - document: 001_7bff28408e50688d
    quote: عُقد بدعوة من لافروف
"""
BODY = "They met in Moscow.\n"


class Bad(NamedTuple):
    """What a file holds, and the first that is told of it."""

    what: str
    content: bytes
    code: str
    line: int
    column: int


def event(what: str, old: str, new: str, code: str, line: int, column: int) -> Bad:
    """The small event with one thing replaced."""
    assert EVENT.count(old) == 1, old
    return Bad(what, EVENT.replace(old, new).encode("utf-8", "surrogatepass"), code, line, column)


def whole(what: str, content: str | bytes, code: str, line: int, column: int) -> Bad:
    return Bad(what, content.encode() if isinstance(content, str) else content, code, line, column)


def link(target: str, code: str, column: int = 14) -> Bad:
    """A link in the body; the target begins in column 14, if nothing stands before it."""
    return event(f"a link to {target!r}", "in Moscow.\n", f"[in]({target}) b.\n", code, 11, column + 7)


def date(written: str, hint: str = "bad-date") -> Bad:
    return event(f"the date {written}", "2025-04-03", written, hint, 1, 7)


def character(sign: str, what: str) -> Bad:
    return event(f"{what} U+{ord(sign):04X}", "Talks in", f"Talks{sign} in", "forbidden-character", 8, 17)


FORM = [
    event("an anchor", "[diplomacy]", "&a [diplomacy]", "anchor", 4, 9),
    event("an alias", "[diplomacy]", "*a", "alias", 4, 9),
    whole(
        "laughs by the billion",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        "anchor",
        1,
        4,
    ),
    event("a merge key", "topics:", "<<: {status: alleged}\ntopics:", "unknown-field", 4, 1),
    event("a merge key of an alias", "topics:", "<<: *a\ntopics:", "alias", 4, 5),
    event("a Python object", "[diplomacy]", "!!python/object/apply:os.system [ls]", "tag", 4, 9),
    event("a tag with escapes", "[diplomacy]", "!a%1B%5B31m%0A [diplomacy]", "tag", 4, 9),
    event("a tag of one's own", "2025-04-03", "!date 2025-04-03", "tag", 1, 7),
    event("a directive", "date:", "%TAG ! tag:x.org:\n---\ndate: !x", "tag", 3, 7),
    event("a key twice", "importance:", "date: 2025\nimportance:", "duplicate-key", 2, 1),
    event("a key twice in quotes", "importance:", '"date": 2025\nimportance:', "duplicate-key", 2, 1),
    event("a key twice by escapes", "importance:", '"\\u0064ate": 2025\nimportance:', "duplicate-key", 2, 1),
    event("a key that is a list", "importance:", "? [a]\n: b\nimportance:", "key", 2, 3),
    event("a key that is a mapping", "importance:", "{a: b}: c\nimportance:", "key", 2, 1),
    event("a key that is nothing", "importance:", ": b\nimportance:", "yaml", 2, 1),
    event("a key that is a number", "importance:", "1: b\nimportance:", "unknown-field", 2, 1),
    event("a tab before a field", "    title:", "\ttitle:", "yaml", 8, 1),
    event("a quote that is not closed", "Talks in Moscow", '"Talks', "yaml", 8, 12),
    event("a bracket that is not closed", "[diplomacy]", "[diplomacy", "yaml", 5, 7),
    event("a colon in a text", "Talks in", "Talks: in", "yaml", 8, 17),
    event("a second document", "importance:", "---\nimportance:", "several-documents", 2, 1),
    event("the end of a document and another", "importance:", "...\n---\nimportance:", "several-documents", 3, 1),
    event("deep lists", "[diplomacy]", "[" * 30 + "]" * 30, "too-deep", 4, 20),
    whole("very deep lists", "[" * 100_000, "too-deep", 1, 13),
    whole("very deep mappings", "{a: " * 60_000, "too-deep", 1, 46),
    whole("keys in keys", "? " * 100_000, "too-deep", 1, 25),
    whole("lists of lists", "- " * 100_000, "too-deep", 1, 25),
    whole("nothing", "", "empty-file", 0, 0),
    whole("blanks", " " * 200_000, "empty-file", 0, 0),
    whole("line ends", "\n" * 200_000, "empty-file", 0, 0),
    whole("a comment", "# later\n", "empty-file", 0, 0),
    whole("a byte order mark", "\ufeff", "empty-file", 0, 0),
    whole("a list", "- date: 2025\n", "wrong-kind", 1, 1),
    whole("a text", "no event\n", "wrong-kind", 1, 1),
    whole("a number", "42", "wrong-kind", 1, 1),
    whole("a long key", "a" * 200_000 + ": b\n", "yaml", 1, 200_001),
    whole("percent signs", "%" * 200_000, "yaml", 1, 2),
    whole("exclamation marks", "!" * 200_000, "tag", 1, 1),
    whole("a text of a megabyte", EVENT + "# more\n" * 150_000, "too-large", 0, 0),
]

CHARACTERS = [
    character("\x00", "NUL"),
    character("\x07", "a C0 control"),
    character("\x0b", "a vertical tab"),
    character("\x0c", "a form feed"),
    character("\x1b", "an escape"),
    character("\x7f", "delete"),
    character("\x85", "a next line"),
    character("\x9b", "a C1 control"),
    character("\u061c", "an Arabic letter mark"),
    character("\u200b", "a zero width space"),
    character("\u200e", "a left-to-right mark"),
    character("\u200f", "a right-to-left mark"),
    character("\u2028", "a line separator"),
    character("\u2029", "a paragraph separator"),
    character("\u202a", "an embedding"),
    character("\u202c", "the end of an embedding"),
    character("\u202e", "an override"),
    character("\u2062", "an invisible sign"),
    character("\u2066", "an isolate"),
    character("\u2069", "the end of an isolate"),
    character("\u206a", "a deprecated format character"),
    character("\ufeff", "a byte order mark"),
    character("\ufdd0", "no character"),
    character("\ufffe", "no character"),
    character("\U0001ffff", "no character"),
    character("\U0010fffe", "no character"),
    character("\U000e0041", "an invisible tag"),
    event("a lone carriage return", "Talks in", "Talks\rin", "forbidden-character", 8, 17),
    event("an override in a comment", "[diplomacy]", "[diplomacy] # \u202eb", "forbidden-character", 4, 23),
    event("an override as an escape", "Talks in Moscow", '"Talks\\u202e"', "forbidden-character", 8, 12),
    event("an override in a key", "importance:", '"\\u202eimportance":', "forbidden-character", 2, 1),
    event("a lone surrogate as an escape", "Talks in Moscow", '"\\ud800"', "yaml", 8, 15),
    event("surrogates as escapes", "Talks in Moscow", '"\\ud83d\\ude00"', "yaml", 8, 15),
    event("an escape beyond Unicode", "Talks in Moscow", '"\\U00110000"', "yaml", 8, 15),
    event("a lone surrogate", "Talks in Moscow", "\ud800", "not-utf-8", 8, 12),
    whole("UTF-16", EVENT.encode("utf-16"), "not-utf-8", 1, 1),
    whole("UTF-16 without its mark", EVENT.encode("utf-16-le"), "forbidden-character", 1, 2),
    whole("Latin-1", EVENT.replace("Talks", "Né").encode("latin-1", "replace"), "not-utf-8", 8, 13),
    whole("Windows-1256", EVENT.encode("windows-1256"), "not-utf-8", 14, 12),
    whole("an overlong slash", EVENT.encode().replace(b"Talks", b"\xc0\xaf"), "not-utf-8", 8, 12),
    whole("a sequence that is cut off", EVENT.encode()[:-2], "not-utf-8", 14, 31),
]

DATES = [
    *map(date, ["2025-02-29", "1900-02-29", "2025-13", "2025-04-31", "2025-04-00", "2025-00", "2025-25"]),
    *map(date, ["2025-04-03/2025-04-01", "2025-05/2025-04-30"]),
    *map(date, ["/", "../..", "2025-04-03/x", "2025/2026/2027", '"2025-04-03 / 2025-04-04"']),
    *map(
        date, ["-0000", "0000-00-00", "12345", "Y12345", "+2025", "25", "9" * 200_000, "1e3", "0x7E9", "XXXX", "-99XX"]
    ),
    *map(
        date, ["2025-04-03T24:00", '"24:00"', "2025-4-3", "2025/04/03", "03.04.2025", "2025-W14", "2025-094", "~2025"]
    ),
    *map(date, ["٢٠٢٥-٠٤-٠٣", "۱۴۰۴-۰۱-۱۴", "2025-04-03?~", "２０２５", "April 2025", '""', "null"]),
    date("[2025]", "wrong-kind"),
    event("a Solar Hijri date", "2025-04-03", "1404-01-14", "wrong-folder", 0, 0),
    event("a lunar Hijri date", "2025-04-03", "1446-10-05", "wrong-folder", 0, 0),
    event("the year 0", "2025-04-03", "0000", "wrong-folder", 0, 0),
    event("the last year", "2025-04-03", "9999-12-31/", "wrong-folder", 0, 0),
    event("the first year", "2025-04-03", "-9999", "wrong-folder", 0, 0),
    event("an open start", "2025-04-03", "../2024", "wrong-folder", 0, 0),
]

LINKS = [
    link("javascript:alert(1)", "link-scheme"),
    link("JaVaScRiPt:alert(1)", "link-scheme"),
    link("  javascript:alert(1)", "link-scheme", 16),
    link("<javascript:alert(1)>", "link-scheme", 15),
    link("java\tscript:alert(1)", "link-target"),
    link("&#106;avascript:alert(1)", "link-scheme"),
    link("&#x6A;avascript&colon;alert(1)", "link-scheme"),
    link("javascript\\:alert(1)", "link-scheme"),
    link("%6aavascript:alert(1)", "link-target"),
    link("data:text/html,x", "link-scheme"),
    link("vbscript:x", "link-scheme"),
    link("file:///etc/hosts", "link-scheme"),
    link("blob:https://example.org/x", "link-scheme"),
    link("http://example.org/", "link-scheme"),
    link("//evil.example/", "link-target"),
    link("/etc/hosts", "link-target"),
    link("../../about.html", "link-target"),
    link("\\\\evil.example", "link-target"),
    link("https:evil.example", "link-host"),
    link("https://example.org@evil.example/", "link-host"),
    link("https://exаmple.org/", "link-host"),  # the third letter is Cyrillic
    link("https://www.exаmple.org/", "link-host"),
    link("https://xn--80ak6aa92e.com/", "link-host"),
    link("https://127.0.0.1/", "link-host"),
    link("https://localhost/", "link-host"),
    link("{filename}/../../pelicanconf.py", "link-target"),
    event("an autolink", "in Moscow.\n", "<javascript:alert(1)>\n", "link-scheme", 11, 17),
    event("a reference", BODY, "They [met].\n\n      [met]: javascript:x\n", "link-scheme", 13, 14),
    event("a reference over lines", BODY, "They [met].\n\n      [met]:\n      data:x\n", "link-scheme", 14, 7),
    event("a reference with an escape", BODY, "They [m\\]].\n\n      [m\\]]: data:x\n", "link-scheme", 13, 14),
    event("a reference in a quotation", BODY, "They [met].\n\n      > [met]: data:x\n", "link-scheme", 13, 16),
    event("a reference in a list", BODY, "They [met].\n\n      1. [met]: data:x\n", "link-scheme", 13, 17),
    event("a link over lines", "met in", "[met](\n      javascript:x)", "link-scheme", 12, 7),
]

MARKDOWN = [
    event("a script", "met in", "<script>alert(1)</script>", "raw-html", 11, 12),
    event("a tag in capitals", "met in", "<SCRIPT SRC=//evil.example>", "raw-html", 11, 12),
    event("an image as HTML", "met in", "<img src=x onerror=alert(1)>", "raw-html", 11, 12),
    event("an end of an element", "met in", "</p>", "raw-html", 11, 12),
    event("a comment", "met in", "<!-- -->", "raw-html", 11, 12),
    event("an instruction", "met in", "<?php ?>", "raw-html", 11, 12),
    event("a tag that is not closed", "met in", "<svg/onload=alert(1)", "raw-html", 11, 12),
    event("a tag in code", "met in", "`<b>`", "raw-html", 11, 13),
    event("an image", "met in", "![x](https://evil.example/x.png)", "markdown", 11, 12),
    event("a heading", "They met", "# They met", "markdown", 11, 7),
    event("a heading by its line", "in Moscow.\n", "in Moscow.\n      ===\n", "markdown", 11, 7),
    event("a rule", "They met", "- - -\n\n      They met", "markdown", 11, 7),
    event("a table", "They met", "| They met", "markdown", 11, 7),
    event("a block of code", "They met", "```\n      They met", "markdown", 11, 7),
    event("a footnote", "met in", "met[^1]", "markdown", 11, 15),
    event("quotations in quotations", "They met", ">" * 13 + " They met", "too-deep", 11, 7),
    event("lists in lists", "They met", "- " * 13 + "They met", "too-deep", 11, 7),
]

VALUES = [
    event("a path instead of an id", "[diplomacy]", "[../../etc]", "unknown-topic", 4, 10),
    event("a look-alike in an id", "[diplomacy]", "[diplomаcy]", "unknown-topic", 4, 10),  # its a is Cyrillic
    event("an id in capitals", "[diplomacy]", "[Diplomacy]", "unknown-topic", 4, 10),
    event("an id twice", "[mali, russia]", "[mali, russia, mali]", "twice", 5, 24),
    event("an Arabic comma", "[mali, russia]", "[mali، russia]", "unknown-actor", 5, 10),
    event("no topics", "[diplomacy]", "[]", "too-few", 4, 9),
    event("topics that are a text", "[diplomacy]", "diplomacy", "wrong-kind", 4, 9),
    event("topics that are a mapping", "[diplomacy]", "{diplomacy: yes}", "wrong-kind", 4, 9),
    event("topics that are nothing", "[diplomacy]", "", "wrong-kind", 4, 8),
    event("a list in a list", "[diplomacy]", "[[diplomacy]]", "wrong-kind", 4, 10),
    event("very many topics", "[diplomacy]", "[" + "x," * 50_000 + "]", "too-many-problems", 0, 0),
    event(
        "very many fields",
        "topics:",
        "".join(f"x{at}: y\n" for at in range(9_000)) + "topics:",
        "too-many-problems",
        0,
        0,
    ),
    event("another word for a choice", "major", "Major", "wrong-choice", 2, 13),
    event("a choice that is a list", "major", "[major]", "wrong-choice", 2, 13),
    event("a field that is none", "actors:", "actor:", "unknown-field", 5, 1),
    event("a title of two lines", "Talks in Moscow", '"Talks\\nin Moscow"', "wrong-text", 8, 12),
    event("a title that is nothing", "Talks in Moscow", '" "', "wrong-text", 8, 12),
    event("a title that is cut off", "Talks in Moscow", "Talks #1", "cut-off", 8, 12),
    event("a title that is a mapping", "Talks in Moscow", "{a: b}", "wrong-kind", 8, 12),
    event("a language that is none", "  en:\n", "  de: {title: A, summary: B}\n  en:\n", "unknown-language", 7, 3),
    event("a language in capitals", "  en:\n", "  EN: {title: A, summary: B}\n  en:\n", "unknown-language", 7, 3),
    event("no original", "  en:\n", "  fr:\n", "missing-original", 7, 3),
    event("an original that translates", "    title:", "    of: en@00000000\n    title:", "needless-of", 8, 9),
    event("a document that is none", "001_7bff28408e50688d", "../001_7bff28408e50688d", "unknown-document", 13, 15),
    event("a letter less in a quote", "لافروف", "لافرف", "quote-not-found", 14, 12),
    event("a Persian letter in a quote", "بدعوة", "بدعوه", "quote-not-found", 14, 12),
    event("a quote without its marks", "عُقد", "عقد", "quote-not-found", 14, 12),
    event("other digits in a quote", "عُقد بدعوة من لافروف", "3 أبريل", "quote-not-found", 14, 12),
    event("a quote of everything", "عُقد بدعوة من لافروف", "من في " * 20_000, "quote-not-found", 14, 12),
    event("a quote of nothing that is seen", "عُقد بدعوة من لافروف", "«…»", "too-short", 14, 12),
    event(
        "an image beside the others", "citations:", "images: [{file: ../x.jpg}]\ncitations:", "missing-field", 12, 10
    ),
]

IN_EVENTS = [*FORM, *CHARACTERS, *DATES, *LINKS, *MARKDOWN, *VALUES]


class BadFile(NamedTuple):
    """A file with something in it that is bad; `line` counts from 1 in what was put there."""

    what: str
    path: str
    old: str  # what is replaced; at the end of the file if it is nothing, the whole file if it is all of it
    new: str
    code: str
    line: int
    column: int


ALL = "all of it"
CITY = "lost:\n  kind: city\n  name: {en: Lost}\n"
COPY = "copy:\n  label: 9\n"
REST = "  language: ar\n  kind: news\n  title: A\n"
DIGEST = f"  sha256: {'0' * 64}\n"


def page(what: str, text: str, code: str, line: int, column: int) -> BadFile:
    return BadFile(what, "content/pages/about/en.md", ALL, text, code, line, column)


def place(latitude: str) -> BadFile:
    text = f"{CITY}  latitude: {latitude}\n  longitude: 0\n"
    return BadFile(f"the latitude {latitude}", "content/places.yaml", "", text, "wrong-text", 4, 13)


def stored(file: str) -> BadFile:
    text = f"{COPY}  file: {file}\n{DIGEST}{REST}"
    return BadFile(f"the file {file!r} of a document", "content/documents.yaml", "", text, "wrong-text", 3, 9)


def actor(id: str, code: str = "bad-id") -> BadFile:
    text = f"{id}: {{kind: state, name: {{en: A}}}}\n"
    return BadFile(f"the id {id}", "content/actors.yaml", "", text, code, 1, 1)


IN_FILES = [
    *map(
        place,
        ["NaN", "1e999", ".inf", "-inf", "91", "-90.1", "0x10", "٤٥", "4５", "1_0", "12,5", "'45 '", "1" * 200_000],
    ),
    *map(stored, ["../../../etc/hosts", "/etc/hosts", "..", ".hidden", "a/b.txt", "'a\\b.txt'", "تقریر.txt", "''"]),
    *map(actor, ["../mali", "mаli", "MALI", "ma li", "mali.yaml", "-mali", "'~'", "1" * 101, "مالي", "mali/", "''"]),
    actor("burkina-FASO", "duplicate-id"),
    BadFile(
        "a name in no language", "content/actors.yaml", "", "x: {kind: state, name: {}}\n", "missing-language", 1, 24
    ),
    BadFile("a registry that is a list", "content/topics.yaml", ALL, "- trade\n", "wrong-kind", 1, 1),
    BadFile("a registry that is a text", "content/actors.yaml", ALL, "mali\n", "wrong-kind", 1, 1),
    BadFile("a registry that is empty", "content/places.yaml", ALL, "", "empty-file", 0, 0),
    BadFile(
        "a document stored nowhere",
        "content/documents.yaml",
        "",
        f"{COPY}  file: no.txt\n{REST}",
        "missing-field",
        2,
        3,
    ),
    BadFile(
        "a short checksum",
        "content/documents.yaml",
        "",
        f"{COPY}  sha256: abc\n  file: no.txt\n{REST}",
        "wrong-text",
        3,
        11,
    ),
    BadFile("a tag that is none", "content/languages.yaml", "", "x: {}\n", "bad-id", 1, 1),
    BadFile("a language without fields", "content/languages.yaml", "", "de: {}\n", "missing-field", 1, 5),
    BadFile("a pattern with hours", "content/languages.yaml", "day: d MMMM y", "day: H d", "wrong-text", 14, 10),
    BadFile(
        "a direction that is none", "content/languages.yaml", "direction: ltr", "direction: up", "wrong-choice", 8, 14
    ),
    BadFile(
        "a site that runs a script", "content/site.yaml", "https://tarikh", "javascript:tarikh", "wrong-text", 3, 6
    ),
    BadFile("a site with a password", "content/site.yaml", "https://tarikh", "https://a:b@tarikh", "link-host", 3, 6),
    BadFile("a spelling without others", "content/glossary.yaml", ALL, "en: {Mali: []}\n", "too-few", 1, 12),
    BadFile("a glossary of no language", "content/glossary.yaml", ALL, "xx: {Mali: [M]}\n", "unknown-language", 1, 1),
    BadFile("an omission of nothing", "content/omissions.yaml", "", "- {}\n", "missing-field", 1, 3),
    BadFile(
        "an omission from nowhere",
        "content/omissions.yaml",
        "",
        "- {document: ../a, from: b, reason: form}\n",
        "unknown-document",
        1,
        14,
    ),
    BadFile(
        "an omission that is not there",
        "content/omissions.yaml",
        "",
        "- {document: 001_7bff28408e50688d, from: nothing at all, reason: form}\n",
        "quote-not-found",
        1,
        42,
    ),
    BadFile(
        "an omission in line 1e999",
        "content/omissions.yaml",
        "",
        "- {document: 001_7bff28408e50688d, line: 1e999, from: a, reason: form}\n",
        "wrong-text",
        1,
        42,
    ),
    page("a page of nothing", "", "missing-field", 1, 1),
    page("a page of fields", "x: y\n" * 12_000, "unknown-field", 1, 1),
    page("a page without a title", "Some prose.\n", "missing-field", 1, 1),
    page("a page with an empty title", "Title:\n\nProse.\n", "missing-field", 1, 1),
    page("a page with two titles", "Title: A\nTitle: B\n\nProse.\n", "duplicate-key", 2, 1),
    page("a page for another file", "Title: A\nSave_as: ../../evil.html\n\nProse.\n", "unknown-field", 2, 1),
    page("a page of another template", "Title: A\ntemplate: ../../evil\n\nProse.\n", "unknown-field", 2, 1),
    page("a page in no order", "Title: A\nOrder: ²\n\nProse.\n", "wrong-text", 2, 1),
    page("a page of a status that is none", "Title: A\nStatus: gone\n\nProse.\n", "wrong-text", 2, 1),
    page("a page with a date", "Title: A\nDate: tomorrow\n\nProse.\n", "unknown-field", 2, 1),
    page("a page with a script", "Title: A\n\n<script>alert(1)</script>\n", "raw-html", 3, 1),
    page("a page with a link to a script", "Title: A\n\n[a](javascript:b)\n", "link-scheme", 3, 5),
    page("a page with a hidden link", "Title: A\n\n[a](&#106;avascript:b)\n", "link-scheme", 3, 5),
    page("a page with a link to a file", "Title: A\n\n[a]({static}/../a)\n", "link-target", 3, 5),
    page("a page with an override", "Title: A\n\nb\u202ec\n", "forbidden-character", 3, 2),
    page("a page with a NUL", "Title: A\0\n\nb\n", "forbidden-character", 1, 9),
    page("a page of brackets", "Title: A\n\n" + "[" * 60_000 + "\n", "markdown", 3, 1),
    page("a page of images", "Title: A\n\n" + "![" * 30_000 + "\n", "markdown", 3, 1),
    page("a page of code", "Title: A\n\n" + "``a`" * 15_000 + "\n", "markdown", 3, 1),
    page("a page of headings", "Title: A\n\n" + "a\n-\n" * 15_000 + "\n", "markdown", 3, 1),
    page("a page of quotations", "Title: A\n\n" + "> " * 30_000 + "\n", "too-deep", 3, 1),
    page("a page of lists", "Title: A\n\n" + "1. " * 20_000 + "a\n", "too-deep", 3, 1),
    page("a page of tags", "Title: A\n\n" + "<a " * 20_000 + "\n", "raw-html", 3, 1),
    page("a page that is too large", "Title: A\n\n" + "a " * 40_000 + "\n", "too-large", 0, 0),
    BadFile("a page of no language", "content/pages/about/xx.md", ALL, "Title: A\n", "unknown-language", 0, 0),
    BadFile("a page in the place of another", "content/pages/newest/en.md", ALL, "Title: A\n", "address-taken", 0, 0),
    BadFile(
        "a catalog that is none", "theme/locale/fr/LC_MESSAGES/messages.po", ALL, "no catalog\n", "bad-catalog", 1, 1
    ),
    BadFile(
        "a catalog with markup", "theme/locale/fr/LC_MESSAGES/messages.po", "av. J.-C.", "<b>", "bad-catalog", 26, 1
    ),
    BadFile(
        "plurals that call",
        "theme/locale/fr/LC_MESSAGES/messages.po",
        "plural=(n > 1)",
        "plural=exit(n)",
        "bad-catalog",
        0,
        0,
    ),
    BadFile(
        "plurals without end",
        "theme/locale/fr/LC_MESSAGES/messages.po",
        "plural=(n > 1)",
        "plural=" + "(" * 9_000,
        "bad-catalog",
        0,
        0,
    ),
    BadFile("an image of text", "content/images/a.jpg", ALL, "no image\n", "bad-image", 0, 0),
    BadFile("an image of nothing", "content/images/a.png", ALL, "", "bad-image", 0, 0),
    BadFile(
        "an image that runs",
        "content/images/a.png",
        ALL,
        "<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>",
        "bad-image",
        0,
        0,
    ),
]

NAMES = {  # of files, and how they are shown
    "content/events/2025/a\nb.yaml": "content/events/2025/a\\nb.yaml",
    "content/events/2025/\x1b[31m.yaml": "content/events/2025/\\x1b[31m.yaml",
    "content/events/2025/\udcff.yaml": "content/events/2025/\\udcff.yaml",  # of the byte FF, which is no UTF-8
    "content/events/2025/a\u202eb.yaml": "content/events/2025/a\\u202eb.yaml",
    "content/events/20\udcff/a.yaml": "content/events/20\\udcff/a.yaml",
    "content/pages/\udcff/en.md": "content/pages/\\udcff/en.md",
    "content/pages/about/\udcff.md": "content/pages/about/\\udcff.md",
    "content/images/\udcff.jpg": "content/images/\\udcff.jpg",
    **{
        name: name
        for name in (
            "content/events/2025/a b.yaml",
            "content/events/2025/A.yaml",
            "content/events/2025/а.yaml",
            "content/events/2025/-.yaml",
            "content/events/2025/a..b.yaml",
            "content/events/2025/%2e%2e.yaml",
            "content/events/2025/a::error::b.yaml",
            f"content/events/2025/{'a' * 101}.yaml",
            "content/pages/A b/en.md",
            "content/images/a b.jpg",
            "content/images/a.svg",
        )
    },
}
