"""Two sites compared, file by file: which pages a change adds, changes and takes away, in which languages.

A page that is the same but for what stands around its text (head, navigation, foot) is counted, not listed: a new
stylesheet or a new entry in the navigation touches every page, and hides what a reader would see.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from filecmp import cmp
from html import unescape
from pathlib import Path

from msgspec import Struct

KINDS = ("events", "pages", "documents", "actors", "topics", "places", "years")  # as people look for them; then others
MOST_LISTED = 30  # pages of a kind: who reads more?

_LANGUAGE = re.compile(rb'hreflang="([^"]+)"')
_TEXT = re.compile(rb"<main\b.*</main>", re.DOTALL)
_HEADINGS = (re.compile(rb"<h1\b[^>]*>(.*?)</h1>", re.DOTALL), re.compile(rb"<title>(.*?)</title>", re.DOTALL))
_TAG = re.compile(r"<[^>]*>")
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#|~&@!])")  # that mean something in Markdown


class NoSite(Exception):
    """A folder is none that a site was built in."""


class Page(Struct, frozen=True):
    """A page in the languages in which it differs; `path` is below the folder of each of them."""

    kind: str
    path: str
    languages: tuple[str, ...]
    title: str


class Comparison(Struct, frozen=True):
    """What differs. `around` counts pages that differ around their text alone, `files` all that are no pages."""

    pages: Mapping[str, tuple[Page, ...]]
    same: int
    around: int
    files: Mapping[str, int]


def compare(old: Path, new: Path) -> Comparison:
    """Raises NoSite, OSError."""
    languages = list(dict.fromkeys(_languages(new) + _languages(old)))
    before, after = set(_files(old)), set(_files(new))
    both = before & after
    differing = {path for path in both if not cmp(old / path, new / path, shallow=False)}
    changed = {path for path in differing if not _is_page(path) or _text(old / path) != _text(new / path)}
    found = {"added": (new, after - before), "changed": (new, changed), "removed": (old, before - after)}
    return Comparison(
        {what: tuple(_pages(site, filter(_is_page, paths), languages)) for what, (site, paths) in found.items()},
        sum(map(_is_page, both - differing)),
        len(differing - changed),
        {what: sum(not _is_page(path) for path in paths) for what, (_, paths) in found.items()},
    )


def as_text(it: Comparison) -> str:
    """For people at a terminal."""
    lines = [_counts(it)]
    for what, pages in it.pages.items():
        for kind, some in _by_kind(pages):
            lines += ["", f"{what}, {kind}:"]
            lines += _listed(some, lambda page: f"  {page.title}  {page.path} ", "  ")
    return "\n".join(lines)


def as_markdown(it: Comparison) -> str:
    """For the summary of a job, or a comment; titles are texts of anybody's, and mean no markup."""
    lines = ["## Changed pages", "", _counts(it)]
    for what, pages in it.pages.items():
        for kind, some in _by_kind(pages):
            lines += ["", f"### {what.capitalize()}: {kind}", ""]
            lines += _listed(some, lambda page: f"- {_SIGNS.sub(_escaped, page.title)} `{page.path}`", "- ")
    return "\n".join(lines)


FORMATS: Mapping[str, Callable[[Comparison], str]] = {"text": as_text, "github": as_markdown}


def _listed(pages: Sequence[Page], told: Callable[[Page], str], mark: str) -> Iterator[str]:
    """A line for each page, with its languages; for the first of many."""
    for page in pages[:MOST_LISTED]:
        yield " ".join((told(page), *page.languages)).rstrip()
    if len(pages) > MOST_LISTED:
        yield f"{mark}and {len(pages) - MOST_LISTED} more"


def _counts(it: Comparison) -> str:
    pages = {what: sum(max(1, len(page.languages)) for page in some) for what, some in it.pages.items()}
    told = ", ".join(f"{number} {what}" for what, number in pages.items())
    return (
        f"Pages: {told}, {it.around} changed only around their text, {it.same} as they were."
        f" Other files: {', '.join(f'{number} {what}' for what, number in it.files.items())}."
    )


def _by_kind(pages: Sequence[Page]) -> Iterator[tuple[str, list[Page]]]:
    others = sorted({page.kind for page in pages} - set(KINDS))
    for kind in (*KINDS, *others):
        if some := [page for page in pages if page.kind == kind]:
            yield kind, some


def _pages(site: Path, paths: Iterable[str], languages: Sequence[str]) -> Iterator[Page]:
    """The same page in several languages as one, by the title of the first."""
    found: dict[str, list[str]] = {}
    for path in paths:
        language, _, below = path.partition("/")
        known = language in languages
        found.setdefault(below if known else path, []).extend([language] if known else [])
    for path, spoken in sorted(found.items()):
        spoken.sort(key=languages.index)
        kind = path.rpartition("/")[0] or "pages"
        yield Page(kind, path, tuple(spoken), _title(site / "/".join([*spoken[:1], path])))


def _languages(site: Path) -> list[str]:
    """The languages of a site in their order, as the page that offers the choice has them."""
    chooser = site / "index.html"
    if not chooser.is_file():
        raise NoSite(f"{site} holds no site: there is no {chooser}")
    tags = [tag.decode() for tag in _LANGUAGE.findall(chooser.read_bytes())]
    return [tag for tag in dict.fromkeys(tags) if tag != "x-default"]


def _files(site: Path) -> Iterator[str]:
    """All files below a folder; those beside which a name begins with a dot are none of the site's."""
    for folder, folders, names in os.walk(site):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(folder).relative_to(site)
        yield from ((below / name).as_posix() for name in names if not name.startswith("."))


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _text(page: Path) -> bytes:
    """What stands between the bar and the foot of a page; all of one that has neither."""
    content = page.read_bytes()
    text = _TEXT.search(content)
    return text[0] if text else content


def _title(page: Path) -> str:
    """Its heading, else what its window is called."""
    content = page.read_bytes()
    found = next((heading for pattern in _HEADINGS if (heading := pattern.search(content))), None)
    return " ".join(unescape(_TAG.sub("", found[1].decode())).split()) if found else page.name


def _escaped(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[1])};"
