"""Faults of a site, each alone in a small site that has no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarikh.publishing.linkcheck import MOST, Files, faults

URL = "https://example.org/site/"
HEAD = """<!doctype html>
<html lang="{tag}"><head>
<link rel="canonical" href="https://example.org/site/{tag}/{own}">
<link rel="alternate" hreflang="en" href="https://example.org/site/en/{own}">
<link rel="alternate" hreflang="fa" href="https://example.org/site/fa/{own}">
</head><body id="_top">
"""
ENTRY = """<url><loc>https://example.org/site/{tag}/{own}</loc>
<xhtml:link rel="alternate" hreflang="en" href="https://example.org/site/en/{own}"/>
<xhtml:link rel="alternate" hreflang="fa" href="https://example.org/site/fa/{own}"/></url>
"""


def sound() -> dict[str, str]:
    """A site in two languages, of two pages each."""
    files = {"theme/style.css": "body { color: red }\n", "theme/site.js": "", "theme/a b.png": ""}
    for tag in ("en", "fa"):
        for own in ("", "x.html"):
            files[f"{tag}/{own or 'index.html'}"] = HEAD.format(tag=tag, own=own)
        entries = "".join(ENTRY.format(tag=tag, own=own) for own in ("", "x.html"))
        files[f"{tag}/sitemap.xml"] = f"<urlset>\n{entries}</urlset>\n"
    return files


def told(folder: Path, files: dict[str, str], portable: bool = False) -> list[str]:
    paths = {}
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        paths[path] = str(file)
    return [str(it).removeprefix(f"{folder}/") for it in faults(Files(paths, frozenset(), URL, portable))]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="x.html">',
        '<a href="./x.html?topic=a#_top">',
        '<a href="../fa/#_top">',
        '<a href="#_top">',
        '<a href="#">',
        '<a href="#top">',
        '<a href="x.html#:~:text=words">',
        '<a href="x.html#_top:~:text=words">',
        '<a href="/site/en/">',
        '<a href="https://example.org/site/fa/x.html#_top">',
        '<a href="https://example.org/another/">',
        '<a href="https://www.example.org/?a=b&amp;c">',
        '<a href="mailto:a@example.org">',
        '<a href="webcal://example.org/site/en/x.html">',
        '<img src="../theme/a%20b.png" srcset="../theme/a%20b.png 1x, /site/theme/a%20b.png 2x">',
        '<label for="_top" aria-labelledby="_top _top">',
        '<p>href="nowhere.html" is no link, and neither is https://example.org/sites/</p>',
        "<p>It stands at https://example.org/site/en/x.html, or https://example.org/site/fa/.</p>",
        '<script type="application/ld+json">{"@id": "https://example.org/site/en/#any"}</script>',
    ],
)
def test_what_can_be_followed_has_no_fault(tmp_path: Path, link: str) -> None:
    files = sound()
    files["en/index.html"] += link
    assert told(tmp_path, files) == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ('<a href="y.html">', '7:10: broken-link: there is no "en/y.html"\n    did you mean "x.html"?'),
        ('<a href="../ru/">', '7:10: broken-link: there is no "ru/index.html"'),
        ('<a href="../en">', '7:10: broken-link: there is no "en"'),
        ('<a href="../theme/style.css"><img src="../theme/b.png">', 'broken-link: there is no "theme/b.png"'),
        ('<img srcset="../theme/a%20b.png 1x, b.png 2x">', 'broken-link: there is no "en/b.png"'),
        ('<video poster="b.png">', 'broken-link: there is no "en/b.png"'),
        ('<form data-index="x.html y.json">', 'broken-link: there is no "en/y.json"'),
        ('<svg><use xlink:href="b.svg#c"/>', 'broken-link: there is no "en/b.svg"'),
        ('<meta property="og:image" content="https://example.org/site/a.png">', 'broken-link: there is no "a.png"'),
        ('<script>{"url": "https://example.org/site/y"}</script>', '7:18: broken-link: there is no "y"'),
        ('<a href="#nowhere">', '7:10: broken-anchor: "en/index.html" has no id "nowhere"'),
        ('<a href="x.html#_tip">', '"en/x.html" has no id "_tip"\n    did you mean "_top"?'),
        ('<p aria-labelledby="_top _it">', 'broken-anchor: "en/index.html" has no id "_it"'),
        (
            '<a href="http://www.example.org/">',
            'outside-link: a link to "http://www.example.org/"\n    links are https',
        ),
        ('<a href="//www.example.org/">', 'outside-link: a link to "//www.example.org/"'),
        ('<a href="http://example.org/site/">', "outside-link"),
        ('<a href="https://localhost/">', "outside-link"),
        ('<a href="/en/">', 'outside-link: a link to "/en/"\n    it leaves the site, which stands below /site/'),
        ('<a href="../../x.html">', "outside-link"),
        ('<a href="webcal://example.org/site/en/a.ics">', 'broken-link: there is no "en/a.ics"'),
        ('<a href="javascript:alert()">', "outside-link"),
        ('<p id="_top">', '7:8: repeated-id: a second element with the id "_top"'),
    ],
)
def test_what_cannot_be_followed_is_told(tmp_path: Path, link: str, fault: str) -> None:
    files = sound()
    files["en/index.html"] += link
    [problem] = told(tmp_path, files)
    assert problem.startswith("en/index.html:7:")
    assert fault in problem


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("theme/style.css", 'a { background: url("b.png") }', '1:22: broken-link: there is no "theme/b.png"'),
        ("theme/style.css", "@import 'b.css';", 'broken-link: there is no "theme/b.css"'),
        ("theme/site.js", 'await import("./b.js")', 'broken-link: there is no "theme/b.js"'),
        ("a.webmanifest", '{"icons": [{"src": "b.png"}], "start_url": "en/"}', 'broken-link: there is no "b.png"'),
        ("feed.atom", '<link href="https://example.org/site/y"/>', 'broken-link: there is no "y"'),
        ("a.ics", "URL:https://example.org/site/en/x.ht\r\n ml\r\nURL:https://example.org/site/y", 'no "y"'),
        ("a.json", '{"url":"https://example.org/site/y"}', 'broken-link: there is no "y"'),
        ("a.csv", "x,https://example.org/site/y,z", 'broken-link: there is no "y"'),
    ],
)
def test_other_files_than_pages_are_read_too(tmp_path: Path, path: str, text: str, fault: str) -> None:
    [problem] = told(tmp_path, {**sound(), path: text})
    assert problem.startswith(f"{path}:1:") or path == "a.ics"
    assert fault in problem


@pytest.mark.parametrize(
    ("path", "old", "new", "fault"),
    [
        ("en/x.html", '"https://example.org/site/en/x.html"', '"https://example.org/site/en/"', "no page that calls"),
        ("en/x.html", "site/fa/x.html", "site/fa/", "pages in several languages name each other"),
        ("en/x.html", 'hreflang="fa"', 'hreflang="ar"', "pages in several languages name each other"),
        ("fa/x.html", 'lang="fa"', 'lang="en"', "in its own language, a page names its own address"),
        ("en/sitemap.xml", 'hreflang="fa"', 'hreflang="ar"', "a sitemap names a page, and its other languages"),
        (
            "en/sitemap.xml",
            "<loc>https://example.org/site/en/x.html",
            "<loc>https://example.org/site/en/",
            "no sitemap",
        ),
    ],
)
def test_pages_and_sitemaps_do_not_contradict_each_other(
    tmp_path: Path, path: str, old: str, new: str, fault: str
) -> None:
    files = sound()
    assert old in files[path]
    files[path] = files[path].replace(old, new, 1)
    problems = told(tmp_path, files)
    assert [problem for problem in problems if fault in problem], problems
    assert all("wrong-address" in problem for problem in problems)


def test_a_link_in_many_files_is_told_of_the_first(tmp_path: Path) -> None:
    files = {path: text + '<a href="../y.html">' * path.endswith(".html") for path, text in sound().items()}
    [problem] = told(tmp_path, files)
    assert problem.startswith('en/index.html:7:10: broken-link: there is no "y.html" (so in 3 more files)')


def test_no_more_faults_are_told_than_anyone_reads(tmp_path: Path) -> None:
    files = sound()
    files["en/x.html"] += "".join(f'<a href="../{number}.html">' for number in range(MOST + 1))
    problems = told(tmp_path, files)
    assert len(problems) == MOST + 1
    assert "too-many-problems" in problems[-1]


def test_a_portable_site_names_every_file(tmp_path: Path) -> None:
    files = sound()
    files["en/x.html"] += '<a href="../fa/">'
    assert told(tmp_path, files) == []
    [problem] = told(tmp_path, files, portable=True)
    assert "outside-link" in problem
    files["en/x.html"] = files["en/x.html"].replace("../fa/", "../fa/index.html")
    assert told(tmp_path, files, portable=True) == []
