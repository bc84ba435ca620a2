"""What the built site tells others: linked data, Open Graph and oEmbed agree with the pages and lead to them."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

SITE = "https://example.org/tarikh/"
EVENT = "events/moscow-consultations.html"
LANGUAGES = ("en", "fr", "ru", "ar", "fa")

# What those who read linked data ask of it, by type (schema.org; Google's features for articles and breadcrumbs):
# of pages, and of what they name.
PAGE = {"@id", "url", "name", "description", "inLanguage", "isPartOf", "license"}
OF_PAGES = {
    "Article": PAGE - {"name"} | {"headline", "author", "publisher", "about", "mentions", "citation", "isBasedOn"},
    "BreadcrumbList": {"itemListElement"},
    "CollectionPage": PAGE | {"mainEntity"},
    "WebPage": PAGE,
    "WebSite": PAGE - {"isPartOf"} | {"alternateName", "publisher"},
}
WORK, PLACE = {"@id", "url", "name", "inLanguage"}, {"@id", "url", "name", "geo"}
OF_THINGS = {
    "Article": WORK,
    "NewsArticle": WORK,
    "Report": WORK,
    "CreativeWork": WORK,
    "City": PLACE,
    "Place": PLACE,
    "Country": {"@id", "url", "name"},
    "DefinedTerm": {"@id", "url", "name"},
    "Person": {"@id", "url", "name"},
    "Organization": {"name"},
    "WebSite": {"@id", "url", "name"},
    "DataDownload": {"contentUrl", "encodingFormat"},
    "Dataset": {"@id", "url", "name", "description", "license", "creator", "distribution"},
    "GeoCoordinates": {"latitude", "longitude"},
    "ItemList": {"numberOfItems", "itemListElement"},
    "ListItem": {"position"},
}
REFERENCE = {"@type", "@id", "inLanguage"}  # to a page of the same text in another language
DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
COVERAGE = re.compile(rf"{DAY}|({DAY}|\.\.)/({DAY}|\.\.)")

Node = Mapping[str, Any]


class Head(HTMLParser):
    """What a page tells of itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.properties: list[tuple[str, str]] = []
        self.links: dict[str, str] = {}
        self.ids: set[str] = set()
        self.data: list[Any] = []
        self.lang = self._type = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self.ids |= {values["id"]} if "id" in values else set()
        self._type = values.get("type", "") if tag == "script" else ""
        if tag == "html":
            self.lang = values["lang"]
        if tag == "meta" and "property" in values:
            self.properties.append((values["property"], values["content"]))
        if tag == "link":
            self.links[values.get("type") or values["rel"]] = values["href"]

    def handle_endtag(self, tag: str) -> None:
        self._type = ""

    def handle_data(self, text: str) -> None:
        if self._type == "application/ld+json":
            self.data.append(json.loads(text))


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Head]:
    return {
        file.relative_to(built).as_posix(): Head(file.read_text(encoding="utf-8")) for file in built.rglob("*.html")
    }


def nodes(value: Any) -> Iterator[Node]:
    """Every node of linked data, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from nodes(part)
    if isinstance(value, list):
        for part in value:
            yield from nodes(part)


def of_type(page: Head, *types: str) -> Node:
    """The first node of a type on a page."""
    return next(node for node in page.data[0]["@graph"] if node["@type"] in types)


def page_at(address: str, pages: Mapping[str, Head]) -> tuple[str, str]:
    """The file that an address of the site leads to, and the anchor on it; fails if there is none."""
    assert address.startswith(SITE), address
    path, _, anchor = address.removeprefix(SITE).partition("#")
    path = path + "index.html" if not path or path.endswith("/") else path
    assert path in pages, address
    assert not anchor or anchor in pages[path].ids, address
    return path, anchor


def test_every_page_has_linked_data_that_is_complete_for_its_type(pages: dict[str, Head]) -> None:
    for path, page in pages.items():
        if path == "404.html":
            continue
        (data,) = page.data
        assert data["@context"] == "https://schema.org"
        for node in data["@graph"]:
            assert OF_PAGES[node["@type"]] <= node.keys(), (path, node)
            for inner in nodes(list(node.values())):
                assert inner.keys() == REFERENCE or OF_THINGS[inner["@type"]] <= inner.keys(), (path, inner)
                assert "" not in inner.values()


def test_linked_data_names_the_page_it_stands_on_and_otherwise_pages_that_are_there(pages: dict[str, Head]) -> None:
    for path, page in pages.items():
        if path == "404.html":
            continue
        (main, *_) = page.data[0]["@graph"]
        assert main["@id"] == main["url"] == page.links["canonical"]
        assert page.lang in (main["inLanguage"], "mul")
        for node in nodes(page.data):
            for name in ("@id", "url", "item"):
                if name in node:
                    page_at(node[name], pages)
            assert node.get("sameAs", "https://www.wikidata.org/wiki/Q1").startswith("https://www.wikidata.org/wiki/Q")
        for reference in main.get("isBasedOn", []):
            page_at(reference["@id"], pages)


def test_lists_count_from_one_and_end_with_the_page_that_breadcrumbs_lead_to(pages: dict[str, Head]) -> None:
    lists = trails = 0
    for page in pages.values():
        for node in nodes(page.data):
            items = node.get("itemListElement", [])
            assert [item["position"] for item in items] == [*range(1, len(items) + 1)]
            lists += node.get("numberOfItems") == len(items)
            if node["@type"] == "BreadcrumbList":
                trails += 1
                assert all(item["name"] for item in items)
                assert items[0]["item"] == f"{SITE}{page.lang}/"
                assert items[-1]["item"] == page.links["canonical"]
    assert lists > 100
    assert trails > 300


def test_an_article_says_when_it_was_what_it_rests_on_and_which_text_it_translates(pages: dict[str, Head]) -> None:
    dated = 0
    for path, page in pages.items():
        if "/events/" not in path:
            continue
        article = of_type(page, "Article")
        others = {tag: f"{SITE}{tag}/{path.partition('/')[2]}" for tag in LANGUAGES if tag != page.lang}
        if page.lang == "en":  # in which all of this project are written
            assert {it["inLanguage"]: it["@id"] for it in article["workTranslation"]} == others
            assert "translationOfWork" not in article
        else:
            assert article["translationOfWork"]["@id"] == others["en"]
            assert "workTranslation" not in article
        assert [{"@id": work["@id"]} for work in article["citation"]] == article["isBasedOn"]
        published, modified = (article[name] for name in ("datePublished", "dateModified"))
        assert datetime.date.fromisoformat(published) <= datetime.date.fromisoformat(modified)
        told = dict(page.properties)
        assert told["article:published_time"] == published
        assert told.get("article:modified_time", published) == modified
        if covered := article.get("temporalCoverage"):
            dated += 1
            assert COVERAGE.fullmatch(covered), covered
    assert dated > 100
    moscow = of_type(pages[f"fa/{EVENT}"], "Article")
    assert moscow["temporalCoverage"] == "2025-04-03/2025-04-04"
    assert moscow["datePublished"] == moscow["dateModified"] == "2026-11-21"
    assert {work["inLanguage"] for work in moscow["citation"]} == {"ar", "fa"}


def test_the_page_of_a_document_is_about_a_work_and_does_not_say_that_it_holds_it(pages: dict[str, Head]) -> None:
    for path, page in pages.items():
        if "/documents/" not in path:
            continue
        main = of_type(page, "CollectionPage")
        assert main["about"]["@type"] in ("NewsArticle", "Article", "Report", "CreativeWork")
        assert main["about"]["@id"] == page.links["canonical"] + "#_content"
        assert not {"articleBody", "text", "hasPart", "encoding"} & {name for node in nodes(page.data) for name in node}


def test_actors_and_places_are_what_they_are(pages: dict[str, Head]) -> None:
    russia = of_type(pages["fa/actors/russia.html"], "CollectionPage")["about"]
    assert (russia["@type"], russia["name"]) == ("Country", "روسیه")
    assert russia["sameAs"] == "https://www.wikidata.org/wiki/Q159"
    assert "Россия" in russia["alternateName"]
    assert of_type(pages["en/actors/sergey-lavrov.html"], "CollectionPage")["about"]["@type"] == "Person"
    moscow = of_type(pages["ar/places/moscow.html"], "CollectionPage")["about"]
    assert (moscow["@type"], round(moscow["geo"]["latitude"]), round(moscow["geo"]["longitude"])) == ("City", 56, 38)


def test_no_other_name_is_the_name_itself_with_other_spaces(pages: dict[str, Head]) -> None:
    named = [node for page in pages.values() for node in nodes(page.data) if "alternateName" in node]
    assert any("\N{NO-BREAK SPACE}" in node["name"] for node in named)
    for node in named:
        assert " ".join(node["name"].split()) not in {" ".join(name.split()) for name in node["alternateName"]}


def test_open_data_is_a_dataset_whose_files_are_there(pages: dict[str, Head], built: Path) -> None:
    dataset = of_type(pages["fa/data.html"], "WebPage")["mainEntity"]
    files = {it["contentUrl"].removeprefix(SITE): it["encodingFormat"] for it in dataset["distribution"]}
    assert files["fa/events.csv"] == "text/csv"
    assert all((built / file).is_file() for file in files)


def test_every_page_says_what_to_show_in_place_of_it(pages: dict[str, Head], built: Path) -> None:
    for path, page in pages.items():
        if path == "404.html":
            continue
        told = dict(page.properties)
        assert {"og:title", "og:description", "og:site_name"} <= {name for name, text in told.items() if text}, path
        assert told["og:url"] == page.links["canonical"]
        image = built / told["og:image"].removeprefix(SITE)
        with Image.open(image) as opened:
            assert opened.size == (int(told["og:image:width"]), int(told["og:image:height"]))
        assert image.stem == (Path(path).stem if "/events/" in path else "_")
        assert told["og:image:alt"]
        assert told["og:type"] == ("article" if "/events/" in path else "website")
        locales = [text for name, text in page.properties if name.startswith("og:locale")]
        assert len(locales) == len(set(locales))
        assert all(re.fullmatch("[a-z]{2}_[A-Z]{2}", locale) for locale in locales)
        if page.lang != "mul":
            assert told["og:locale"].startswith(page.lang)
    assert dict(pages[f"ar/{EVENT}"].properties)["og:locale"] == "ar_EG"


def test_oembed_is_found_from_events_and_the_timeline_and_shows_them_in_a_frame(
    pages: dict[str, Head], built: Path
) -> None:
    found = {path: url for path, page in pages.items() if (url := page.links.get("application/json+oembed"))}
    assert len(found) == len(list(built.rglob("oembed/**/*.json"))) == 5 * 47
    for path, url in found.items():
        answer = json.loads((built / url.removeprefix(SITE)).read_text(encoding="utf-8"))
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        assert answer["title"]
        assert answer["provider_url"] == f"{SITE}{path[:2]}/"
        frame = Frame(answer["html"])
        assert frame.names["src"] == pages[path].links["canonical"] + "#_embed"
        assert "_embed" in pages[path].ids
        assert frame.names["title"] == answer["title"]
        assert (frame.names["width"], frame.names["loading"]) == ("100%", "lazy")
        assert int(frame.names["height"]) == answer["height"]
        assert answer["width"] >= 300
        image = built / answer["thumbnail_url"].removeprefix(SITE)
        with Image.open(image) as opened:
            assert opened.size == (answer["thumbnail_width"], answer["thumbnail_height"])


def test_the_code_that_a_page_offers_is_that_of_oembed(built: Path) -> None:
    html = (built / "fa" / EVENT).read_text(encoding="utf-8")
    offered = re.search(r'class="cite embed">.*?<pre[^>]*>(.*?)</pre>', html, re.DOTALL)
    assert offered
    answer = json.loads((built / "fa/oembed/events/moscow-consultations.json").read_text(encoding="utf-8"))
    assert unescape(re.sub("</?bdi>", "", offered[1])) == answer["html"]


class Frame(HTMLParser):
    """The one element that a code is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert (tag, self.names) == ("iframe", {})
        self.names = {name: value or "" for name, value in attributes}
