"""Hostile content: each bad file is told at its place, quickly, and nothing of it gets into a site."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bad import ALL, EVENT, IN_EVENTS, IN_FILES, NAMES, Bad, BadFile

from checking import check
from conftest import ROOT, run_in, snapshot
from tarikh.model.problem import Problem
from tarikh.publishing.markup import body_html
from tarikh.state import State

TALKS = Path("content/events/2025/talks.yaml")
QUICK = 1.0  # second of this process; hundredths are usual


@pytest.fixture(scope="module")
def sound() -> State:
    """What a check knows of this project, as seen from its folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        problems, state = check()
    assert not problems
    return state


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one's own, which one is in."""
    for part in ("content", "seeds", "theme/locale"):
        shutil.copytree(ROOT / part, tmp_path / part)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def errors(last: State, of: Path | None = None) -> list[Problem]:
    """What a check tells, warnings left out; it does not take long."""
    start = time.process_time()
    problems, _ = check(last=last)
    assert time.process_time() - start < QUICK
    return [it for it in problems if not it.warning and (of is None or of.is_relative_to(it.place.file))]


@pytest.mark.parametrize("bad", IN_EVENTS, ids=lambda bad: bad.what[:60])
def test_a_bad_event_is_told_at_its_place(bad: Bad, folder: Path, sound: State) -> None:
    TALKS.write_bytes(bad.content)
    found = errors(sound)
    assert {problem.place.file for problem in found} == {str(TALKS)}
    assert (found[0].code, found[0].place.line, found[0].place.column) == (bad.code, bad.line, bad.column)


@pytest.mark.parametrize("bad", IN_FILES, ids=lambda bad: bad.what[:60])
def test_a_bad_file_is_told_at_its_place(bad: BadFile, folder: Path, sound: State) -> None:
    path = Path(bad.path)
    line = bad.line
    if bad.old == ALL:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(bad.new, encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
        assert bad.old in text
        path.write_text(text.replace(bad.old, bad.new, 1) if bad.old else text + bad.new, encoding="utf-8")
        line += 0 if bad.old else text.count("\n")
    assert (bad.code, line, bad.column) in [(it.code, it.place.line, it.place.column) for it in errors(sound, path)]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_bad_name_is_told_so_that_it_can_be_printed(name: str, folder: Path, sound: State) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(EVENT, encoding="utf-8")
    assert ("bad-id", NAMES[name]) in {(it.code, it.place.file) for it in errors(sound)}


@pytest.mark.parametrize("name", ["talks.yml", "talks.YAML", "talks.yaml~", "talks.yaml.bak", "talks", "04/talks.yaml"])
def test_a_file_that_nothing_reads_is_told(name: str, folder: Path, sound: State) -> None:
    path = TALKS.parent / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(EVENT, encoding="utf-8")
    assert [(it.code, it.place.file) for it in errors(sound)] == [("stray-file", str(path))]


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


def a_huge_file(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)  # of which nothing is on the disk


STRANGE: list[tuple[str, Callable[[Path], object]]] = [
    ("symlink", lambda path: path.symlink_to(Path("outside").absolute())),
    ("symlink", lambda path: path.symlink_to("moscow-consultations.yaml")),
    ("symlink", lambda path: path.symlink_to("nowhere")),
    ("symlink", lambda path: path.symlink_to(path.name)),
    ("symlink", lambda path: path.symlink_to(".")),
    ("symlink", lambda path: path.symlink_to("../../..")),
    ("symlink", lambda path: path.symlink_to("/dev/zero")),
    ("unreadable", os.mkfifo),
    ("unreadable", a_socket),
    ("too-large", a_huge_file),
]
WANTED = [
    "events/2025/talks.yaml",
    "pages/about/xx.md",
    "images/talks.jpg",
    "topics.yaml",
    "site.yaml",
    "omissions.yaml",
]


@pytest.mark.parametrize(("code", "make"), STRANGE)
@pytest.mark.parametrize("name", WANTED)
def test_what_is_no_file_is_not_opened(
    name: str, code: str, make: Callable[[Path], object], folder: Path, sound: State
) -> None:
    Path("outside").write_text(EVENT, encoding="utf-8")
    path = Path("content", name)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    found = errors(sound)
    assert (code, str(path)) in {(it.code, it.place.file) for it in found}


@pytest.mark.parametrize("make", [make for _, make in STRANGE])
def test_a_document_that_is_no_file_is_not_opened(make: Callable[[Path], object], folder: Path, sound: State) -> None:
    path = Path("seeds/001_7bff28408e50688d.txt")
    path.unlink()
    make(path)
    assert [it.place.file for it in errors(sound)] == [str(path)]


BODIES = [
    "[",
    "[a](",
    "[a][b]",
    "*",
    "**a",
    "*a _b ",
    "_a",
    "`",
    "``a`",
    "<",
    "<https://a.b",
    "&",
    "&#1",
    "\\",
    "(",
    "- a ",
    "a  \n      ",
]


@pytest.mark.parametrize("piece", BODIES)
def test_a_body_of_a_quarter_of_a_mebibyte_is_checked_and_rendered_quickly(
    piece: str, folder: Path, sound: State
) -> None:
    body = (piece * (240_000 // len(piece))).rstrip("\n ") + " ."
    TALKS.write_text(EVENT.replace("They met in Moscow.", f"{body}"), encoding="utf-8")
    errors(sound)
    start = time.process_time()
    body_html(body)
    assert time.process_time() - start < QUICK


def put_all(project: Path) -> dict[Path, Bad]:
    """Every bad event in a project at once, each in a file of its own."""
    files = {project / f"content/events/2025/bad-{at}.yaml": bad for at, bad in enumerate(IN_EVENTS)}
    for file, bad in files.items():
        file.write_bytes(bad.content)
    return files


def test_a_build_tells_all_bad_files_at_once_and_leaves_the_site_as_it_was(project_with_site: Path) -> None:
    before = snapshot(project_with_site / "output")
    files = put_all(project_with_site)
    os.mkfifo(project_with_site / "content/pages/about/pipe.md")
    (project_with_site / "content/pages/method/en.md").unlink()
    (project_with_site / "content/pages/method/en.md").symlink_to("/dev/zero")
    result = run_in(project_with_site, "tarikh", "build")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr + result.stdout
    told = set(result.stderr.split("\n"))
    for file, bad in files.items():
        place = str(file.relative_to(project_with_site)) + (f":{bad.line}:{bad.column}" if bad.line else "")
        assert any(line.startswith(f"{place}: {bad.code}: ") for line in told), (bad.what, place)
    assert snapshot(project_with_site / "output") == before
    check = run_in(project_with_site, "tarikh", "check")
    assert (check.returncode, check.stdout) == (1, result.stderr)


ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>'\"><svg onload=alert(1)></title>]]>&lt;b>{{ 7*7 }}"

QUOTED = "'" + ATTACK.replace("'", "''") + "'"


class Elements(HTMLParser):
    """What a page holds that an attack could have brought in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = dict(attributes)
        if (
            tag == "script"
            and names.get("type") not in ("application/json", "application/ld+json")
            and not names.get("src")
        ):
            self.found.append("an inline script")
        if names.get("src") == "x" or any(name.startswith("on") for name in names):
            self.found.append(f"{tag} {names}")


def attacked(text: str) -> Iterator[str]:
    """The lines of YAML, each text of one language replaced by an attack."""
    for line in text.split("\n"):
        name, colon, value = line.partition(": ")
        is_text = name.strip() in ("title", "summary", "dating", "note", "en", "fr", "ru", "ar", "fa", "name")
        yield f"{name}{colon}{QUOTED}" if value and is_text and value[0] not in "{[|" else line


def test_a_script_in_a_text_is_text_on_every_page(project: Path) -> None:
    for file in ("actors", "topics", "places", "documents", "site"):
        path = project / f"content/{file}.yaml"
        path.write_text("\n".join(attacked(path.read_text(encoding="utf-8"))), encoding="utf-8")
    for path in (project / "content/events").glob("*/*.yaml"):
        path.write_text("\n".join(attacked(path.read_text(encoding="utf-8"))), encoding="utf-8")
    result = run_in(project, "tarikh", "build")
    assert result.returncode == 0, result.stderr[:2000]
    pages = list((project / "output").rglob("*.html"))
    assert len(pages) > 400
    assert {page.name: found for page in pages if (found := Elements(page.read_text(encoding="utf-8")).found)} == {}
    assert sum("&lt;script&gt;alert(1)" in page.read_text(encoding="utf-8") for page in pages) > 400
    for feed in (project / "output").rglob("*.atom"):
        ElementTree.parse(feed)
