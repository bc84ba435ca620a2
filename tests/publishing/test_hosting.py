"""What hosts and browsers are told about the files of the site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from conftest import Run

Tarikh = Callable[..., Run]
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def rules(built: Path) -> dict[str, dict[str, str]]:
    """The headers of each rule, as Netlify and Cloudflare Pages read them."""
    found: dict[str, dict[str, str]] = {}
    for line in (built / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            told = found[line] = {}
        else:
            name, _, value = line.strip().partition(": ")
            told[name] = value
    return found


def directives(policy: str) -> dict[str, str]:
    return dict(directive.split(" ", 1) for directive in policy.split("; "))


def test_pages_and_hosts_tell_the_same_of_what_may_be_loaded(built: Path) -> None:
    policies = {unescape(policy) for page in built.rglob("*.html") for policy in META.findall(page.read_text("utf-8"))}
    [policy] = policies
    said, told = directives(policy), directives(rules(built)["/tarikh/*"]["Content-Security-Policy"])
    assert told.pop("frame-ancestors") == "*", "what pages cannot say: others may show them in frames"
    assert told.pop("script-src") == said.pop("script-src") + " 'wasm-unsafe-eval'", "which the worker of search needs"
    assert told == said
    assert said["default-src"] == "'none'"
    assert "unsafe" not in policy


def test_every_page_tells_what_it_may_load(built: Path) -> None:
    assert [page for page in built.rglob("*.html") if not META.search(page.read_text(encoding="utf-8"))] == []


def test_only_files_whose_addresses_change_with_them_are_kept_for_ever(built: Path) -> None:
    lasting = [path for path, told in rules(built).items() if "immutable" in told.get("Cache-Control", "")]
    assert lasting == ["/tarikh/theme/style.css", "/tarikh/theme/js/*", "/tarikh/theme/fonts/*", "/tarikh/images/*"]
    for page in (built / "en/index.html", built / "index.html", built / "theme/style.css"):
        named = re.findall(r"[\"'(]([^\"'()]*(?:style\.css|/js/|fonts/)[^\"'()]*)[\"')]", page.read_text("utf-8"))
        assert named
        assert [address for address in named if not re.search(r"\?[0-9a-f]{8}$", address)] == []


def test_headers_are_told_once_a_file(built: Path) -> None:
    """Hosts join what several rules say."""
    told = rules(built)
    everywhere = told.pop("/tarikh/*")
    assert [name for headers in told.values() for name in headers if name in everywhere] == []


def test_no_file_is_left_out_by_github(built: Path) -> None:
    assert (built / ".nojekyll").is_file()


@pytest.mark.parametrize(
    ("tag", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ru", "ltr"), ("ar", "rtl"), ("fa", "rtl")]
)
def test_the_site_has_a_name_on_home_screens_in_every_language(built: Path, tag: str, direction: str) -> None:
    told = json.loads((built / tag / "manifest.webmanifest").read_bytes())
    page = (built / tag / "index.html").read_text(encoding="utf-8")
    assert '<link rel="manifest" href="manifest.webmanifest">' in page
    assert (told["lang"], told["dir"]) == (tag, direction)
    assert f">{told['short_name']}</span>" in page or f">{told['short_name']}</a>" in page
    assert told["name"] in page
    assert (told["start_url"], told["scope"]) == ("./", "../")
    for icon in told["icons"]:
        file = built / tag / icon["src"].partition("?")[0]
        assert file.is_file()
        if icon["type"] == "image/png":
            width, height = (int.from_bytes(file.read_bytes()[at : at + 4]) for at in (16, 20))
            assert icon["sizes"] == f"{width}x{height}"


def test_whom_to_tell_of_faults_stands_where_it_is_looked_for(project: Path, tarikh: Tarikh) -> None:
    assert tarikh("build").returncode == 0
    file = project / "output/.well-known/security.txt"
    assert not file.exists()
    site = project / "content/site.yaml"
    text = site.read_text(encoding="utf-8")
    site.write_text(f"{text}security_contact: mailto:faults@example.org\n", encoding="utf-8")
    alone = tarikh("build")
    assert alone.returncode == 1
    assert 'content/site.yaml:2:1: missing-field: no "security_expires"' in alone.stderr
    site.write_text(
        f"{text}security_contact: mailto:faults@example.org\nsecurity_expires: 2027-12-31\n", encoding="utf-8"
    )
    assert tarikh("build", "--strict").returncode == 0
    assert file.read_text(encoding="utf-8") == (
        "Contact: mailto:faults@example.org\n"
        "Expires: 2027-12-31T00:00:00Z\n"
        "Preferred-Languages: en, fr, ru, ar, fa\n"
        "Canonical: https://tarikh.example.org/.well-known/security.txt\n"
    )


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("security_contact: faults@example.org", "wrong-text"),
        ("security_expires: soon", "wrong-text"),
        ("security_expires: 2027-02-30", "bad-date"),
        ("offline: perhaps", "wrong-choice"),
    ],
)
def test_what_hosts_could_not_be_told_is_refused(project: Path, tarikh: Tarikh, field: str, code: str) -> None:
    site = project / "content/site.yaml"
    text = re.sub("^offline: .*\n", "", site.read_text(encoding="utf-8"), flags=re.MULTILINE)
    others = {"security_contact": "https://example.org/faults", "security_expires": "2027-12-31", "offline": "no"}
    name, _, value = field.partition(": ")
    said = {**others, name: value}
    site.write_text(text + "".join(f"{name}: {value}\n" for name, value in said.items()), encoding="utf-8")
    result = tarikh("check")
    assert result.returncode == 1
    assert f": {code}: " in result.stdout


def test_a_preview_and_a_portable_site_are_not_kept(project: Path, tarikh: Tarikh) -> None:
    assert tarikh("build", "--portable").returncode == 0
    output = project / "output"
    assert b"unregister" in (output / "service-worker.js").read_bytes()
    assert "data-worker" not in (output / "en/index.html").read_text(encoding="utf-8")
    assert not (output / "en/offline.html").exists()
