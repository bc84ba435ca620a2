"""What browsers and hosts are told about the files of the site: what pages may load, how long files are kept, what the
site is called on a home screen, whom to tell of faults, and what stays on the reader's device.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from .address import TYPES, Address, base_path, link

if TYPE_CHECKING:
    from .edition import Edition
    from .site import Site

# What pages may load (Content Security Policy 3). Nothing from other sites, and nothing that stands in the page itself.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
# Hosts say more: search runs in a worker, which knows their policy only; and other sites may show a page in theirs.
_IN_HEADERS = {"script-src": "'self' 'wasm-unsafe-eval'", "frame-ancestors": "*"}

_ALL_FILES = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # the sites of sources do not learn who reads about them
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Access-Control-Allow-Origin": "*",  # feeds and data are for scripts of other sites, too
}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_LASTING = ("theme/style.css", "theme/js/*", "theme/fonts/*", "images/*")  # whose addresses change with them
_TYPES = {**TYPES, "manifest": "application/manifest+json"}  # of what hosts may not know
_ICONS = {  # of the theme, as far as it has them
    "icon.svg": {"sizes": "any", "type": "image/svg+xml"},
    "icon-192.png": {"sizes": "192x192", "type": "image/png"},
    "icon-512.png": {"sizes": "512x512", "type": "image/png"},
    "icon-maskable.png": {"sizes": "512x512", "type": "image/png", "purpose": "maskable"},
}
NO_JEKYLL = b"GitHub Pages is to serve all files as they are.\n"


def policy(in_headers: bool = False) -> str:
    """What pages may load, as pages say it or, with what only hosts can, as headers do."""
    said = {**_POLICY, **_IN_HEADERS} if in_headers else _POLICY
    return "; ".join(f"{name} {value}" for name, value in said.items())


def headers(site: Site) -> bytes:
    """The headers of files, as Netlify and Cloudflare Pages read them.

    How long pages are kept is left to the host, which asks for each whether it has changed: where two rules fit a file,
    hosts join what they say, and a page would be kept for two times at once.
    """
    base = base_path(site.url)
    rules: dict[str, Mapping[str, str]] = {"*": {"Content-Security-Policy": policy(in_headers=True), **_ALL_FILES}}
    rules |= dict.fromkeys(_LASTING, _FOR_EVER)
    for kind, type in _TYPES.items():
        rules[Address(kind, ":language").path] = {"Content-Type": f"{type}; charset=utf-8"}
    lines = (
        line
        for path, told in rules.items()
        for line in (base + path, *(f"  {name}: {it}" for name, it in told.items()))
    )
    return ("\n".join(lines) + "\n").encode()


def manifest(site: Site, edition: Edition) -> bytes:
    """What the site is called in one language where it is put on a home screen (Web Application Manifest)."""
    chronology, language = site.chronology, edition.say.language
    name = edition.name(chronology.site.name)
    told: dict[str, Any] = {
        "lang": language.tag,
        "dir": language.direction,
        "name": edition.name(chronology.site.title).text,
        "short_name": name.text,
        "description": edition.name(chronology.site.tagline).text,
        "start_url": edition.url("timeline"),
        "scope": link(edition.folder, "index.html"),
        "display": "minimal-ui",
        "icons": [
            {"src": link(edition.folder, f"theme/{site.assets[path]}"), **about}
            for path, about in _ICONS.items()
            if path in site.assets
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def security(site: Site) -> bytes:
    """Whom to tell of faults, and until when that is true (RFC 9116)."""
    said = site.chronology.site
    return (
        f"Contact: {said.security_contact}\n"
        f"Expires: {said.security_expires}T00:00:00Z\n"
        f"Preferred-Languages: {', '.join(site.chronology.languages)}\n"
        f"Canonical: {site.url}{Address('security').path}\n"
    ).encode()


def worker(site: Site, build: str) -> bytes:
    """The service worker: one that keeps pages of this build, or one that removes what an earlier one has kept."""
    told = {
        "build": build,
        "languages": list(site.chronology.languages),
        "shared": [
            f"theme/style.css?{site.stylesheet_version}",
            *(f"theme/{asset}" for path, asset in site.assets.items() if path.endswith(".js")),
        ],
        "faces": [f"theme/{asset}" for path, asset in site.assets.items() if path.endswith(".woff2")],
    }
    said = b"const SITE = " + msgspec.json.encode(told) + b";\n" if site.offline else b""
    return said + site.worker.encode()
