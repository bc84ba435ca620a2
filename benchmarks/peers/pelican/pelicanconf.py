"""Settings of the main site, in English, and of the subsites in the other languages."""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import timeline  # noqa: E402
from linked import Linked  # noqa: E402

site = json.loads((HERE / "site.json").read_text(encoding="utf-8"))
SITENAME = site["name"]["en"]
SITEURL = site["url"].rstrip("/")
PATH = "content"
THEME = "theme"
TIMEZONE = "UTC"
PLUGINS = ["pelican.plugins.i18n_subsites", timeline]
JINJA_ENVIRONMENT = {"extensions": ["jinja2.ext.i18n"], "trim_blocks": True, "lstrip_blocks": True}
JINJA_GLOBALS = {"site": site, "kept": timeline.kept, "once": timeline.once, "linked": Linked(site)}
JINJA_FILTERS = {"day": timeline.day, "month": timeline.month, "json": timeline.compact}

DEFAULT_LANG = "en"
STATIC_PATHS = []
FORMATTED_FIELDS = []  # no Markdown in summaries
MARKDOWN = {"output_format": "html5"}
ARTICLE_ORDER_BY = "weight"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = DRAFT_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
PAGINATED_TEMPLATES = {"events": 60, "document": 24, "disagreements": 20}
PAGINATION_PATTERNS = [(1, "{url}", "{save_as}"), (2, "{name}.{number}{extension}", "{name}.{number}{extension}")]


def of_language(lang, prefix):
    """What a site of one language reads and writes; each reads its own texts only, so that each is read once."""
    return {
        "PREFIX": prefix,
        "ARTICLE_PATHS": [f"{lang}/events"],
        "ARTICLE_SAVE_AS": prefix + "events/{slug}.html",
        "ARTICLE_URL": prefix + "events/{slug}.html",
        "PAGE_PATHS": [f"{lang}/pages"],
        "PAGE_SAVE_AS": prefix + "{slug}.html",
        "PAGE_URL": prefix + "{slug}.html",
        "DIRECT_TEMPLATES": ["index", "newest"],
        "INDEX_SAVE_AS": prefix + "index.html",
        "NEWEST_SAVE_AS": prefix + "newest.html",
    }


globals().update(of_language("en", "en/"))
DIRECT_TEMPLATES = ["index", "newest", "chooser", "missing"]
CHOOSER_SAVE_AS = "index.html"
MISSING_SAVE_AS = "404.html"
I18N_SUBSITES = {
    lang: {**of_language(lang, ""), "SITENAME": site["name"][lang]} for lang in site["languages"] if lang != "en"
}

# What has been read is kept, so that a build after an edit reads only what changed.
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "mtime"
CONTENT_CACHING_LAYER = "reader"
CACHE_PATH = os.environ.get("PELICAN_CACHE", "cache")
