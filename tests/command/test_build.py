"""`tarikh build`, `tarikh check` and plain `pelican`, as processes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run, copy_project, run_in, snapshot

Tarikh = Callable[..., Run]


def test_a_build_says_what_it_made_and_a_second_one_writes_nothing(project: Path, tarikh: Tarikh) -> None:
    first, second = tarikh("build"), tarikh("build")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    summary = r"\d+ events, \d+ files: \d+ written, 0 unchanged, 0 removed in \d+\.\d\d s(, \d+( \+ \d+)? MiB)?\n"
    assert re.fullmatch(rf"output/index\.html\n{summary}", first.stdout)
    assert "0 written" in second.stdout
    assert "0 removed" in second.stdout
    assert (project / "output" / "fa" / "index.html").is_file()


def test_where_the_time_went_is_told_when_asked_for(tarikh: Tarikh) -> None:
    told = re.findall(r"^ +([\d.]+) s  (.+)$", tarikh("build", "--timings").stdout, re.MULTILINE)
    times = {step: float(seconds) for seconds, step in told}
    assert {"reading", "planning", "making pages", "publishing"} <= times.keys()
    assert times["making pages"] > 0


def test_an_event_taken_away_loses_its_pages_and_nothing_of_others(project: Path, tarikh: Tarikh) -> None:
    assert tarikh("build").returncode == 0
    before = set(snapshot(project / "output"))
    (project / "output" / "CNAME").write_text("tarikh.example.org\n")
    (project / "content/events/2026/outlook-2026.yaml").unlink()
    assert tarikh("build").returncode == 0
    removed = before - set(snapshot(project / "output"))
    of_event = {path for path in removed if Path(path).stem == "outlook-2026"}
    assert len(of_event) == 15, "in each language the page, its image, and what oEmbed answers"
    assert all("/search/index-" in path for path in removed - of_event), "indexes without it have other names"
    assert (project / "output" / "CNAME").is_file(), "what Tarikh did not write stays"


NOTES = """\
from pathlib import Path
from pelican import signals
from pelican.generators import Generator


class Notes(Generator):
    def generate_output(self, writer):
        for note in Path("notes").glob("*.txt"):
            (Path(self.output_path) / "notes").mkdir(exist_ok=True)
            (Path(self.output_path) / "notes" / note.name).write_bytes(note.read_bytes())


def register():
    signals.get_generators.connect(lambda site: Notes, weak=False)
"""


def test_what_another_plugin_makes_stays_as_long_as_it_makes_it(project: Path, tarikh: Tarikh) -> None:
    settings = project / "pelicanconf.py"
    with settings.open("a", encoding="utf-8") as more:
        more.write('\nPLUGINS, PLUGIN_PATHS = [plugin, "notes_of_ours"], ["."]\n')
    (project / "notes_of_ours.py").write_text(NOTES, encoding="utf-8")
    note, published = project / "notes" / "one.txt", project / "output" / "notes" / "one.txt"
    note.parent.mkdir()
    note.write_text("one\n", encoding="utf-8")
    first = tarikh("build")
    assert first.returncode == 0, first.stderr
    event = project / "content/events/2026/outlook-2026.yaml"
    text = event.read_text(encoding="utf-8")
    for changed in ("title: Changed ", "title: Changed again ", "title: Changed again "):
        event.write_text(text.replace("title: ", changed, 1), encoding="utf-8")
        assert tarikh("build").returncode == 0
        assert published.read_text(encoding="utf-8") == "one\n"
    note.unlink()
    told = tarikh("build").stdout
    assert "0 written" in told
    assert "1 removed" in told
    assert not published.parent.exists()
    assert f" {len(snapshot(project / 'output'))} unchanged" in told


def test_plain_pelican_builds_the_same_site(tmp_path: Path) -> None:
    ours, pelicans = copy_project(tmp_path / "a"), copy_project(tmp_path / "b")
    assert run_in(ours, "tarikh", "build").returncode == 0
    result = run_in(pelicans, "pelican")
    assert result.returncode == 0, result.stdout + result.stderr
    assert snapshot(ours / "output") == snapshot(pelicans / "output")


def test_plain_pelican_ends_with_status_1_and_no_traceback_on_broken_content(project: Path) -> None:
    (project / "content/events/2026/outlook-2026.yaml").write_text("date: never\n", encoding="utf-8")
    result = run_in(project, "pelican")
    assert result.returncode == 1
    assert "outlook-2026.yaml:1:7: bad-date" in result.stderr
    assert "Traceback" not in result.stdout + result.stderr


EVENT = "content/events/2025/moscow-consultations.yaml"
BROKEN = [
    ("bad date", EVENT, "date: 2025-04-03/2025-04-04", "date: 2025-04-31", ":2:7: bad-date"),
    ("altered quote", EVENT, "عقدت الدورة الأولى", "عقدت الدورة الاولى", ":56:12: quote-not-found"),
    ("unknown topic", EVENT, "topics: [diplomacy,", "topics: [diplomcy,", ":5:10: unknown-topic"),
    ("duplicate key", EVENT, "importance: major", "importance: major\nimportance: major", ":4:1: duplicate-key"),
    ("no title in the original language", EVENT, "    title: Foreign", "    tilte: Foreign", ":11:5: missing-field"),
    ("raw HTML in a body", EVENT, "      The ministers were", "      The <b>ministers</b> were", ":14:11: raw-html"),
    ("raw HTML in a page", "content/pages/about/en.md", "This is", "<script>x</script> This is", ":5:1: raw-html"),
    ("unknown field", EVENT, "status: reported", "stauts: reported", ":4:1: unknown-field"),
    ("a link to a script", EVENT, "      The ministers were", "      [x](javascript:y)", ":14:11: link-scheme"),
    ("an invisible character", EVENT, "importance: major", "importance: major\u202e", ":3:18: forbidden-character"),
]


@pytest.mark.parametrize(("fault", "file", "old", "new", "expected"), BROKEN, ids=[row[0] for row in BROKEN])
def test_broken_content_stops_the_build_at_its_place_and_the_last_good_site_stays(
    project_with_site: Path, fault: str, file: str, old: str, new: str, expected: str
) -> None:
    good = snapshot(project_with_site / "output")
    path = project_with_site / file
    text = path.read_text(encoding="utf-8")
    assert old in text, fault
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run_in(project_with_site, "tarikh", "build")
    assert result.returncode == 1
    assert expected in result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert snapshot(project_with_site / "output") == good


def test_a_symbolic_link_in_content_stops_the_build(project: Path, tarikh: Tarikh, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("date: 2025\n", encoding="utf-8")
    (project / "content/events/2025/linked.yaml").symlink_to(secret)
    result = tarikh("build")
    assert result.returncode == 1
    assert "content/events/2025/linked.yaml: symlink" in result.stderr
    assert not (project / "output").exists()


def test_all_problems_of_a_run_are_told_at_once_sorted_and_with_a_hint(project: Path, tarikh: Tarikh) -> None:
    event = project / EVENT
    text = event.read_text(encoding="utf-8").replace("[diplomacy,", "[diplomcy,")
    event.write_text(text.replace("places: [moscow]", "places: [x]"), encoding="utf-8")
    (project / "content/events/2026/outlook-2026.yaml").write_text("date: 2026\n", encoding="utf-8")
    result = tarikh("check")
    places = re.findall(r"^content/events/(\S+?):(\d+):(\d+): ", result.stdout, re.MULTILINE)
    keys = [(file, int(line), int(column)) for file, line, column in places]
    assert result.returncode == 1
    assert len(keys) >= 4
    assert keys == sorted(keys)
    assert 'did you mean "diplomacy"?' in result.stdout
    assert re.search(r"^\d+ errors, 0 warnings in \d+ events$", result.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        ("PLUGINS = ['no_such_plugin']", "did not load"),
        ("PLUGINS = [plugin, 'no_such_plugin']", "no_such_plugin"),
        ("PLUGINS = [plugin, 'careless']", "en/index.html"),
        ("PLUGINS = [plugin, 'raising']", "raising"),
    ],
    ids=["ours is not loaded", "another is not loaded", "one removes a planned page", "one cannot register"],
)
def test_a_build_fails_when_a_plugin_does_not_do_its_part(
    project: Path, tarikh: Tarikh, plugin: str, said: str
) -> None:
    (project / "careless.py").write_text(
        "import pathlib\nfrom pelican import signals\nfrom pelican.generators import Generator\n"
        "class Remover(Generator):\n"
        "    def generate_output(self, writer):\n"
        "        pathlib.Path(self.output_path, 'en', 'index.html').unlink()\n"
        "def get(pelican):\n    return Remover\n"
        "def register():\n    signals.get_generators.connect(get)\n"
    )
    (project / "raising.py").write_text("def register():\n    raise RuntimeError('no')\n")
    settings = project / "pelicanconf.py"
    settings.write_text(settings.read_text().replace("PLUGINS = [plugin]", plugin + "\nPLUGIN_PATHS = ['.']"))
    result = tarikh("build")
    assert result.returncode == 1, result.stdout
    assert said in result.stderr
    assert not (project / "output").exists()


def test_a_missing_template_is_an_error_and_not_another_themes_page(project: Path, tarikh: Tarikh) -> None:
    (project / "theme/templates/event.html").unlink()
    result = tarikh("build")
    assert result.returncode == 1
    assert "no template event.html" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_name_in_a_template_is_an_error(project: Path, tarikh: Tarikh) -> None:
    template = project / "theme/templates/timeline.html"
    template.write_text(template.read_text().replace("view.title", "view.titel"))
    result = tarikh("build")
    assert result.returncode == 1
    assert "titel" in result.stderr


def test_a_portable_site_links_to_files(project: Path, tarikh: Tarikh) -> None:
    assert tarikh("build", "--portable").returncode == 0
    page = (project / "output/ar/events/moscow-consultations.html").read_text(encoding="utf-8")
    assert 'href="../index.html"' in page
    assert not re.search(r'href="[^"#:]*/"', page)


def test_wrong_usage_ends_with_status_2(tmp_path: Path) -> None:
    assert run_in(tmp_path, "tarikh", "bulid").returncode == 2
    result = run_in(tmp_path, "tarikh", "build")
    assert result.returncode == 2
    assert "pelicanconf.py" in result.stderr


def test_the_installed_command_runs_and_tells_its_version() -> None:
    command = Path(sys.executable).with_name("tarikh")
    assert command.is_file()
    assert re.match(r"tarikh \d+\.\d+", run_in(Path(), "tarikh", "--version").stdout)


def test_a_language_needs_no_code(project: Path, tarikh: Tarikh) -> None:
    """Turkish: one entry in languages.yaml and one catalog; texts come as they are translated."""
    languages = project / "content/languages.yaml"
    languages.write_text(
        languages.read_text(encoding="utf-8")
        + "tr:\n  name: Türkçe\n  direction: ltr\n  script: Latn\n  digits: latn\n  locale: tr\n"
        "  calendars: [gregory]\n  dates:\n    day: d MMMM y\n    month: LLLL y\n    year: y\n"
        "    range_numbers: –\n    range_words: _–_\n  fallback: [en]\n",
        encoding="utf-8",
    )
    catalog = project / "theme/locale/tr/LC_MESSAGES/messages.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(
        'msgid ""\nmsgstr ""\n"Language: tr\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Timeline"\nmsgstr "Zaman çizelgesi"\n',
        encoding="utf-8",
    )
    result = tarikh("build")
    assert result.returncode == 0, result.stderr
    home = (project / "output/tr/index.html").read_text(encoding="utf-8")
    assert '<html lang="tr" dir="ltr"' in home
    assert "Zaman çizelgesi" in home
    assert "3–4 Nisan 2025" in home
    assert not (project / "output/tr/events").exists(), "no text in a language, no page in it"
    assert '<bdi lang="en" dir="ltr" data-script="Latn">English</bdi>' in home, "a fallback says which language it is"
    head = (project / "output/en/events/moscow-consultations.html").read_text(encoding="utf-8").partition("<body")[0]
    assert 'hreflang="fa"' in head
    assert 'hreflang="tr"' not in head


def test_a_language_without_a_catalog_is_a_problem(project: Path, tarikh: Tarikh) -> None:
    (project / "theme/locale/fa/LC_MESSAGES/messages.po").unlink()
    result = tarikh("build")
    assert result.returncode == 1
    assert "theme/locale/fa/LC_MESSAGES/messages.po: no-catalog" in result.stderr
    assert not (project / "output").exists()


def test_a_page_of_prose_cannot_take_the_address_of_another(project: Path, tarikh: Tarikh) -> None:
    (project / "content/pages/about").rename(project / "content/pages/actors")
    result = tarikh("build")
    assert result.returncode == 1
    assert "content/pages/actors: address-taken" in result.stderr


def test_a_page_cannot_choose_its_address(project: Path, tarikh: Tarikh, tmp_path: Path) -> None:
    page = project / "content/pages/about/fr.md"
    text = page.read_text(encoding="utf-8")
    fields = {"Slug": "../../../../escaped", "Save_as": "up.html", "Template": "none", "Lang": "xx"}
    page.write_text("".join(f"{name}: {value}\n" for name, value in fields.items()) + text, encoding="utf-8")
    result = tarikh("build")
    assert result.returncode == 1
    for line, name in enumerate(fields, 1):
        assert f'content/pages/about/fr.md:{line}:1: unknown-field: no field "{name}" in a page' in result.stderr
    assert not [path for path in tmp_path.rglob("*.html") if path.name in ("escaped.html", "up.html")]


def test_a_draft_is_not_published(project: Path, tarikh: Tarikh) -> None:
    page = project / "content/pages/about/fr.md"
    page.write_text("Status: draft\n" + page.read_text(encoding="utf-8"), encoding="utf-8")
    result = tarikh("build")
    assert result.returncode == 0, result.stderr
    assert not (project / "output/fr/about.html").exists()
    assert not list((project / "output").rglob("drafts"))


PAGE_FAULTS = [
    ("pages/about/xx.md", "Title: X\n\nX\n", "pages/about/xx.md: unknown-language"),
    ("pages/x/en.md", "No title\n\nX\n", "pages/x/en.md:1:1: missing-field"),
    ("pages/X/en.md", "Title: X\n\nX\n", "pages/X/en.md: bad-id"),
    ("pages/x/y/en.md", "Title: X\n\nX\n", "pages/x/y/en.md: stray-file"),
    ("pages/x/en.md", "Title: X\n\n[x]({filename}/a.md)\n", "pages/x/en.md:3:5: link-target"),
    ("pages/x/en.md", "Title: X\n\n[x](javascript:a)\n", "pages/x/en.md:3:5: link-scheme"),
    ("images/x.svg", "<svg/>", "images/x.svg: bad-id"),
]


@pytest.mark.parametrize(("file", "text", "expected"), PAGE_FAULTS, ids=[row[2] for row in PAGE_FAULTS])
def test_check_finds_what_would_stop_a_build(
    project: Path, tarikh: Tarikh, file: str, text: str, expected: str
) -> None:
    path = project / "content" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    result = tarikh("check")
    assert result.returncode == 1
    assert f"content/{expected}" in result.stdout


@pytest.mark.parametrize(
    "url",
    ["example.org", "ftp://example.org", "https://me:secret@example.org", "https://example.org/?q", "https://a b"],
)
def test_an_address_to_publish_at_is_that_of_a_site(tarikh: Tarikh, url: str) -> None:
    result = tarikh("build", SITEURL=url)
    assert result.returncode == 1
    assert f'SITEURL: wrong-text: "{url}" is no address of a site' in result.stderr


def test_a_project_without_content_is_told_so(project: Path, tarikh: Tarikh) -> None:
    (project / "content").rename(project / "elsewhere")
    for command in ("build", "check"):
        result = tarikh(command)
        assert result.returncode == 1
        assert "content" in result.stderr + result.stdout
        assert "Traceback" not in result.stderr


def test_a_registry_that_cannot_be_read_is_one_problem(project: Path, tarikh: Tarikh) -> None:
    (project / "content/actors.yaml").unlink()
    result = tarikh("check")
    assert result.returncode == 1
    assert result.stdout.startswith("content/actors.yaml: unreadable")
    assert "\n1 error, 0 warnings in " in result.stdout


def test_a_text_in_the_fallback_language_says_so_everywhere(project: Path, tarikh: Tarikh) -> None:
    event = project / "content/events/2023/alliance-founded.yaml"
    text = event.read_text(encoding="utf-8")
    event.write_text(re.sub(r"(?ms)^  ar:\n    of:.*?(?=^  fa:)", "", text), encoding="utf-8")
    result = tarikh("build")
    assert result.returncode == 0, result.stderr
    page = (project / "output/ar/disagreements.html").read_text(encoding="utf-8")
    note = re.search(
        r'<aside class="note">.*?</aside>', page[page.index("alliance-founded", page.index("<main")) :], re.DOTALL
    )
    assert note
    assert '<bdi lang="en" dir="ltr" data-script="Latn">' in note[0]


def test_script_in_texts_is_text(project: Path, tarikh: Tarikh) -> None:
    evil = "<script>alert(1)</script>\"'&"
    quoted = '"' + evil.replace('"', '\\"') + '"'
    for file, key in (("actors.yaml", "role"), ("site.yaml", "tagline"), ("topics.yaml", "about")):
        path = project / "content" / file
        text = re.sub(rf"({key}:\n +en: ).*", lambda match: match[1] + quoted, path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    result = tarikh("build")
    assert result.returncode == 0, result.stderr
    for page in (project / "output/en").rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8"), page
    assert "&lt;script&gt;alert(1)" in (project / "output/en/index.html").read_text(encoding="utf-8")


def test_two_builds_at_once_do_not_mix(project_with_site: Path) -> None:
    good = snapshot(project_with_site / "output")
    for event in (project_with_site / "content/events/2025").iterdir():
        event.write_text(event.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "tarikh", "build"]
    builds = [subprocess.Popen(command, cwd=project_with_site, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [build.communicate(timeout=120)[1] for build in builds]
    assert 0 in [build.returncode for build in builds]
    assert all(
        build.returncode == 0 or "another build is writing" in text for build, text in zip(builds, said, strict=True)
    )
    assert snapshot(project_with_site / "output") == good
    assert run_in(project_with_site, "tarikh", "build").returncode == 0


@pytest.mark.parametrize("place", [".", "content", "theme/static", ".."])
def test_a_site_is_not_written_over_what_it_is_made_from(project: Path, tarikh: Tarikh, place: str) -> None:
    before = snapshot(project)
    result = tarikh("build", "-o", place)
    assert result.returncode == 1
    assert "the site cannot be written to" in result.stderr
    assert not [path for path in set(snapshot(project)) - set(before) if path.endswith((".html", ".css"))]


def test_a_file_is_no_folder_to_write_to(project: Path, tarikh: Tarikh) -> None:
    (project / "site").write_text("mine")
    result = tarikh("build", "-o", "site")
    assert result.returncode == 1
    assert "site is a file" in result.stderr
    assert (project / "site").read_text() == "mine"


def test_a_document_without_words_is_a_problem(project: Path, tarikh: Tarikh) -> None:
    (project / "seeds/004_7f20dcc5cc2485f7.txt").write_bytes(b"")
    result = tarikh("build")
    assert result.returncode == 1
    assert "seeds/004_7f20dcc5cc2485f7.txt: empty-file" in result.stderr
    assert "Traceback" not in result.stderr
