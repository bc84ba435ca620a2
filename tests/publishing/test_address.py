"""Addresses: one file a page, and links that work from every depth and below every base path."""

import posixpath
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarikh.publishing.address import LISTS, Address, base_path, link, public

ADDRESSES = [
    Address("chooser"),
    Address("missing"),
    Address("timeline", "fa"),
    Address("disagreements", "ar"),
    Address("event", "ar", "moscow-consultations"),
    Address("page", "en", "about"),
    *(Address(kind, "fr", "x") for kind in LISTS),
    *(Address(kind, "fr", id, part) for kind in LISTS for id, part in (("x", "2"), ("x_2", ""), ("x-2", ""))),
    Address("year", "fa", "1404"),
    Address("year", "fa", "1404", "1404-07"),
    *(Address(folder, "ru") for folder in LISTS.values()),
]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (Address("chooser"), "index.html"),
        (Address("missing"), "404.html"),
        (Address("timeline", "fa"), "fa/index.html"),
        (Address("event", "ar", "moscow-consultations"), "ar/events/moscow-consultations.html"),
        (Address("actor", "fr", "mali"), "fr/actors/mali.html"),
        (Address("topic", "fr", "trade"), "fr/topics/trade.html"),
        (Address("place", "fr", "mali"), "fr/places/mali.html"),
        (Address("document", "fr", "001_a"), "fr/documents/001_a.html"),
        (Address("actors", "ru"), "ru/actors.html"),
        (Address("disagreements", "ru"), "ru/disagreements.html"),
        (Address("page", "en", "about"), "en/about.html"),
        (Address("year", "fa", "1404"), "fa/years/1404.html"),
        (Address("selection", "fa", "major"), "fa/selections/major.html"),
        (Address("newest", "fa"), "fa/newest.html"),
        (Address("names", "fa"), "fa/index/names.json"),
        (Address("index", "fa"), "fa/index/first.json"),
        (Address("index", "fa", part="1390"), "fa/index/1390.json"),
        (Address("actor", "fr", "mali", "1990"), "fr/actors/mali.1990.html"),
        (Address("oembed", "ru"), "ru/oembed/timeline.json"),
        (Address("oembed", "ru", "moscow-consultations"), "ru/oembed/events/moscow-consultations.json"),
        (Address("disagreements", "ru", part="2024-07"), "ru/disagreements.2024-07.html"),
    ],
)
def test_every_kind_of_page_has_its_path(address: Address, path: str) -> None:
    assert address.path == path


def test_no_two_pages_share_a_path() -> None:
    assert len({address.path for address in ADDRESSES}) == len(ADDRESSES)


@pytest.mark.parametrize(
    ("here", "there", "relative", "portable"),
    [
        ("index.html", "index.html", "./", "index.html"),
        ("index.html", "fa/index.html", "fa/", "fa/index.html"),
        ("fa/index.html", "fa/index.html", "./", "index.html"),
        ("fa/index.html", "index.html", "../", "../index.html"),
        ("fa/index.html", "fa/events/a.html", "events/a.html", "events/a.html"),
        ("fa/events/a.html", "fa/index.html", "../", "../index.html"),
        ("fa/events/a.html", "fa/events/b.html", "b.html", "b.html"),
        ("fa/events/a.html", "ar/events/a.html", "../../ar/events/a.html", "../../ar/events/a.html"),
        ("fa/events/a.html", "index.html", "../../", "../../index.html"),
        ("fa/about.html", "theme/style.css", "../theme/style.css", "../theme/style.css"),
    ],
)
def test_links_are_relative_and_name_an_index_only_where_there_is_no_server(
    here: str, there: str, relative: str, portable: str
) -> None:
    assert link(posixpath.dirname(here), there) == relative
    assert link(posixpath.dirname(here), there, portable=True) == portable


addresses = st.sampled_from(ADDRESSES)


@settings(derandomize=True, deadline=None)
@given(
    addresses, addresses, st.sampled_from(["https://example.org/", "https://example.org/a/b/", "file:///media/stick/"])
)
def test_a_link_leads_from_any_page_to_any_other_below_any_base(here: Address, there: Address, base: str) -> None:
    assert urljoin(base + here.path, link(here.folder, there.path, portable=True)) == base + there.path
    assert urljoin(base + public(here.path), link(here.folder, there.path)) == base + public(there.path)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("index.html", ""),
        ("fa/index.html", "fa/"),
        ("fa/reindex.html", "fa/reindex.html"),
        ("404.html", "404.html"),
    ],
)
def test_an_index_is_shown_as_its_folder(path: str, shown: str) -> None:
    assert public(path) == shown


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://example.org/", "/"),
        ("https://example.org", "/"),
        ("https://example.org/sahel/", "/sahel/"),
        ("https://example.org/a/b/", "/a/b/"),
        ("", "/"),
    ],
)
def test_the_base_path_is_that_of_the_site(url: str, path: str) -> None:
    assert base_path(url) == path
