"""What pages tell machines of themselves: linked data in the words of schema.org. What many name is made once."""

import json

CONTENT = "#_content"  # after the address of a page: what the page is about
ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}  # what HTML could read


class Linked:
    """The pages of a site in every language; templates have it as `linked`."""

    def __init__(self, site):
        self.site = site
        self.things = {}
        self.original = next(iter(site["languages"]))
        named = {lang: {"name": name, "url": site["url"]} for lang, name in site["name"].items()}
        self.sites = {lang: {"@type": "WebSite", "@id": site["url"], **it} for lang, it in named.items()}
        self.publishers = {
            lang: {"@type": "Organization", "@id": site["url"] + CONTENT, **it} for lang, it in named.items()
        }

    def page(self, lang, url, title, description, more, above=None):
        """A page and the way to it: names and paths of the pages above, of which the timeline itself has none."""
        said = {
            "@type": "WebPage",
            "@id": url,
            "url": url,
            "headline" if more.get("@type") == "Article" else "name": title,
            "description": description,
            "inLanguage": lang,
            "isPartOf": self.sites[lang],
            "license": self.site["licence_url"],
            **more,
        }
        if above is None:
            return script(said)
        trail = [{"name": name, "item": f"{self.site['url']}{lang}/{path}"} for name, path in above]
        way = numbered([*trail, {"name": title, "item": url}])
        return script(said, {"@type": "BreadcrumbList", "itemListElement": way})

    def chooser(self, description):
        """The first page, which stands for the site in all its languages."""
        called = self.sites[self.original]
        return script(
            {
                **called,
                "alternateName": [it for it in dict.fromkeys(self.site["name"].values()) if it != called["name"]],
                "description": description,
                "inLanguage": list(self.site["languages"]),
                "license": self.site["licence_url"],
                "publisher": self.publishers[self.original],
            }
        )

    def article(self, lang, article):
        """What an article says besides: when and where its event was, and what it rests on."""
        others = {
            tag: {"@type": "Article", "@id": f"{self.site['url']}{tag}/events/{article.slug}.html", "inLanguage": tag}
            for tag in self.site["languages"]
            if tag != lang
        }
        places, topics, actors, documents = (
            [self.thing(lang, kind, id) for id in getattr(article, kind)]
            for kind in ("places", "topics", "actors", "documents")
        )
        said = {
            "@type": "Article",
            "temporalCoverage": "" if article.edtf[-1] in "~?" else article.edtf,
            "spatialCoverage": places,
            "about": topics,
            "mentions": actors,
            "citation": documents,
            "isBasedOn": [{"@id": document["@id"]} for document in documents],
            "author": self.publishers[lang],
            "publisher": self.publishers[lang],
            "datePublished": article.added,
            "dateModified": article.changes[-1]["on"] if article.changes else article.added,
            "translationOfWork": others.get(self.original),
            "workTranslation": list(others.values()) if lang == self.original else (),
        }
        return known(said)

    def collection(self, paths, lang, kind="", id=""):
        """What a page says besides that leads to others, and what those have in common."""
        base = f"{self.site['url']}{lang}/"
        about = {"about": {**self.thing(lang, kind, id), **self.more(lang, kind, id)}} if id else {}
        entries = numbered([{"url": base + path} for path in paths])
        listed = {"@type": "ItemList", "numberOfItems": len(entries), "itemListElement": entries}
        return {"@type": "CollectionPage", **about, "mainEntity": listed}

    def thing(self, lang, kind, id):
        """An actor, a topic, a place or a document, as pages that name it say what it is."""
        key = (lang, kind, id)
        if key not in self.things:
            about, url = self.site[kind][id], f"{self.site['url']}{lang}/{kind}/{id}.html"
            called = about.get("original") or about["name"][lang]
            made = {"@type": about.get("schema", "DefinedTerm"), "@id": url + CONTENT, "name": called, "url": url}
            if kind == "places":
                made["geo"] = {"@type": "GeoCoordinates", **{it: about[it] for it in ("latitude", "longitude")}}
            if kind == "documents":
                made["inLanguage"] = about["language"]
                made["publisher"] = {"@type": "Organization", "name": about["publisher"][lang]}
                made["datePublished"] = about["date"]
            self.things[key] = made
        return self.things[key]

    def more(self, lang, kind, id):
        """What its own page says of it besides."""
        about, called = self.site[kind][id], self.thing(lang, kind, id)["name"]
        others = [name for name in dict.fromkeys(about["name"].values()) if name != called]
        return known({"alternateName": others, "description": about["role"][lang] if "role" in about else ""})


def script(*nodes):
    """Linked data as the text of a script element, which nothing in it can end."""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in ESCAPED.items():
        text = text.replace(sign, escaped)
    return text


def numbered(things):
    return [{"@type": "ListItem", "position": at, **thing} for at, thing in enumerate(things, 1)]


def known(node):
    """What says something."""
    return {key: value for key, value in node.items() if value}
