"""Pages are HTML as the standard has it: a parser that follows it to the letter finds no error.

The Nu checker, which knows much more, runs in `make audit`.
"""

from __future__ import annotations

from pathlib import Path

import html5lib


def kinds(built: Path) -> list[Path]:
    """The largest page of each kind in each language, and those of no language."""
    found: dict[tuple[str, str], Path] = {}
    for page in sorted(built.rglob("*.html")):
        tag, _, rest = page.relative_to(built).as_posix().rpartition("/")
        kind = (tag, "") if "/" in tag else (tag, rest)
        if kind not in found or page.stat().st_size > found[kind].stat().st_size:
            found[kind] = page
    return list(found.values())


def test_pages_of_every_kind_and_language_have_no_error(built: Path) -> None:
    pages, errors = kinds(built), []
    assert len(pages) > 70
    for page in pages:
        parser = html5lib.HTMLParser()
        parser.parse(page.read_bytes(), transport_encoding="utf-8")
        errors += [(page.relative_to(built).as_posix(), place, code, named) for place, code, named in parser.errors]
    assert errors == []


def test_a_list_of_terms_names_each_once_and_links_of_a_kind_differ(built: Path) -> None:
    for page in kinds(built):
        tree = html5lib.parse(page.read_bytes(), transport_encoding="utf-8", namespaceHTMLElements=False)
        for terms in tree.iter("dl"):
            named = ["".join(term.itertext()) for term in terms.iter("dt")]
            assert len(set(named)) == len(named), page
        titles = [link.get("title") for link in tree.iter("link") if link.get("title")]
        assert len(set(titles)) == len(titles), page


def test_an_error_would_be_found() -> None:
    parser = html5lib.HTMLParser()
    parser.parse("<!doctype html><title>x</title><p><div></p>")
    assert parser.errors
