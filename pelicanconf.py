"""Pelican's settings. What the site says of itself stands in content/site.yaml."""

import os

from tarikh import plugin

PLUGINS = [plugin]
PATH = "content"
THEME = "theme"
OUTPUT_PATH = "output"

# Where the site will stand; overrides `url` of content/site.yaml, for one that is published elsewhere.
SITEURL = os.environ.get("SITEURL", "").rstrip("/")

# Prose: pages/{page}/{language}.md, translations of each other. Tarikh writes them with the theme.
PAGE_PATHS = ["pages"]
PATH_METADATA = r"pages/(?P<slug>[^/]+)/(?P<lang>[^/]+)\.md"
PAGE_URL = PAGE_LANG_URL = "{lang}/{slug}.html"
MARKDOWN = {"extensions": ["markdown.extensions.tables"], "output_format": "html"}

# What Pelican would make of articles is not used.
ARTICLE_PATHS = []
DIRECT_TEMPLATES = []
STATIC_PATHS = []
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
