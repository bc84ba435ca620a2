"""`tarikh init` as a process: the project that it makes works at once, in any of the languages that it has words in."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from conftest import ROOT, Run, run_in, snapshot
from tarikh import begin
from tarikh.begin import LANGUAGES, SAME_EVERYWHERE, STARTER, pins, requirement


def init(folder: Path, *arguments: str) -> Path:
    """A new project in a folder."""
    result = run_in(folder.parent, "tarikh", "init", folder.name, *arguments)
    assert (result.returncode, result.stderr) == (0, "")
    return folder


def tarikh(project: Path, *arguments: str, **environment: str) -> Run:
    result = run_in(project, "tarikh", *arguments, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    return result


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project in English and Arabic, with its site. Not to be changed."""
    project = init(tmp_path_factory.mktemp("begun") / "my-timeline")
    tarikh(project, "build", "--strict")
    return project


def test_a_new_project_passes_every_check_at_once(begun: Path) -> None:
    assert tarikh(begun, "check", "--strict").stdout == "0 errors, 0 warnings in 2 events\n"
    assert tarikh(begun, "fmt", "--check").stdout == "0 of 9 files to be changed\n"
    assert tarikh(begun, "schema", "--check").stdout == ""
    assert tarikh(begun, "coverage").stdout.endswith("0 passages are neither cited nor omitted with a reason\n")
    assert tarikh(begun, "translations", "--missing", "ar").stdout == "0 texts missing\n"
    assert tarikh(begun, "translations", "--stale", "ar").stdout == "0 translations older than the original\n"


def test_its_site_shows_both_events_in_both_languages(begun: Path) -> None:
    shown = {
        language: (begun / "output" / language / "index.html").read_text(encoding="utf-8") for language in ("en", "ar")
    }
    for title in ("Conference in Aswan calls for a new library of Alexandria", "New library of Alexandria opens"):
        assert title in shown["en"]
    assert shown["ar"].count("<article") == shown["en"].count("<article") >= 2
    assert '<html lang="ar" dir="rtl"' in shown["ar"]
    assert (begun / "output/ar/about.html").is_file()


def test_new_events_can_be_quoted_from_its_document(tmp_path: Path) -> None:
    project = init(tmp_path / "mine")
    told = ("--date", "1990-02-12", "--title", "Guests meet in Aswan", "--summary", "Guests of Egypt meet in Aswan.")
    tarikh(project, "new", *told, "--quote", "a conference in Aswan on 12 February 1990", "--topic", "libraries")
    written = yaml.safe_load((project / "content/events/1990/guests-meet-in-aswan.yaml").read_text(encoding="utf-8"))
    assert written["actors"] == ["egypt"]
    assert written["places"] == ["aswan"]
    assert tarikh(project, "check").stdout.endswith("in 3 events\n")


@pytest.mark.parametrize("first", LANGUAGES)
def test_each_language_can_be_that_of_originals(tmp_path: Path, first: str) -> None:
    others = [tag for tag in LANGUAGES if tag != first]
    project = init(tmp_path / "mine", "--languages", ",".join([first, *others]))
    tarikh(project, "check", "--strict")
    tarikh(project, "fmt", "--check")
    assert list(yaml.safe_load((project / "content/languages.yaml").read_text(encoding="utf-8"))) == [first, *others]
    document = yaml.safe_load((project / "content/documents.yaml").read_text(encoding="utf-8"))
    assert document["library-of-alexandria"]["language"] == first
    event = yaml.safe_load((project / "content/events/2002/library-opens.yaml").read_text(encoding="utf-8"))
    assert "of" not in event["text"][first]
    assert event["text"][others[0]]["of"].startswith(f"{first}@")
    assert list(event["citations"][0]["translation"]) == others


@pytest.mark.parametrize("pair", [*list(itertools.permutations(("fa", "ru", "fr"), 2)), ("fr",)], ids=",".join)
def test_some_languages_or_one_are_enough(tmp_path: Path, pair: tuple[str, ...]) -> None:
    project = init(tmp_path / "mine", "--languages", ",".join(pair))
    tarikh(project, "check", "--strict")
    assert sorted(path.stem for path in (project / "content/pages/about").iterdir()) == sorted(pair)


def test_name_and_address_are_those_that_are_given(tmp_path: Path) -> None:
    project = init(
        tmp_path / "mine", "--name", "Names, & “signs”: [[ all ]] of them", "--url", "https://example.net/a/"
    )
    site = yaml.safe_load((project / "content/site.yaml").read_text(encoding="utf-8"))
    assert site["name"]["en"] == "Names, & “signs”: [[ all ]] of them"
    assert site["url"] == "https://example.net/a/"
    assert (project / "README.md").read_text(encoding="utf-8").startswith("# Names, & “signs”: [[ all ]] of them\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--languages", "en,de"], 'no new project can be begun in "de"'),
        (["--languages", "en,fa,en"], "it stands there twice"),
        (["--languages", ""], 'no new project can be begun in ""'),
        (["--url", "http://example.org/"], "is no address"),
        (["--url", "https://example.org/a"], "with a slash at its end"),
    ],
)
def test_wrong_usage_makes_nothing(tmp_path: Path, arguments: list[str], told: str) -> None:
    result = run_in(tmp_path, "tarikh", "init", "mine", *arguments)
    assert result.returncode == 2
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_makes_no_sound_project_is_a_problem_with_a_place_and_makes_nothing(tmp_path: Path) -> None:
    result = run_in(tmp_path, "tarikh", "init", "mine", "--name", "A \u202e name")
    assert result.returncode == 1
    assert re.match(r"content/site\.yaml:\d+:\d+: forbidden-character: ", result.stderr)
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_files_and_a_file_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/.hidden").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    before = snapshot(tmp_path)
    for name in ("full", "file"):
        result = run_in(tmp_path, "tarikh", "init", name)
        assert (result.returncode, result.stderr) == (
            2,
            f"tarikh: {name} is there already: name a folder that is empty, or a new one\n",
        )
    assert snapshot(tmp_path) == before


def test_an_empty_folder_is_filled_and_folders_above_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert snapshot(init(tmp_path / "empty")) == snapshot(_init_below(tmp_path))


def test_the_folder_that_one_stands_in_can_be_filled(tmp_path: Path) -> None:
    (here := tmp_path / "here").mkdir()
    inode = here.stat().st_ino
    assert run_in(here, "tarikh", "init", ".").returncode == 0
    assert here.stat().st_ino == inode
    assert sorted(path.name for path in here.iterdir()) == sorted(path.name for path in init(tmp_path / "b").iterdir())
    tarikh(here, "check", "--strict")


def _init_below(folder: Path) -> Path:
    result = run_in(folder, "tarikh", "init", "a/b")
    assert result.returncode == 0, result.stderr
    assert [path.name for path in (folder / "a").iterdir()] == ["b"]
    return folder / "a/b"


def test_what_every_project_has_is_that_of_ours(begun: Path) -> None:
    assert {path: (begun / path).read_bytes() for path in SAME_EVERYWHERE} == {
        path: (ROOT / path).read_bytes() for path in SAME_EVERYWHERE
    }
    assert settings(begun) == settings(ROOT) | {"THEME": str(ROOT / "theme")}
    ours = yaml.safe_load((ROOT / "content/languages.yaml").read_text(encoding="utf-8"))
    for tag, language in yaml.safe_load((begun / "content/languages.yaml").read_text(encoding="utf-8")).items():
        assert language | {"fallback": ours[tag]["fallback"]} == ours[tag]
    assert {path.name for path in (begun / "schema").iterdir()} == {path.name for path in (ROOT / "schema").iterdir()}


def settings(project: Path) -> dict[str, Any]:
    told: dict[str, Any] = {}
    exec((project / "pelicanconf.py").read_text(encoding="utf-8"), told)
    return {name: value for name, value in told.items() if name.isupper()}


def test_all_languages_say_the_same(begun: Path) -> None:
    words = {
        path.stem: msgspec.yaml.decode(path.read_bytes(), type=dict[str, str])
        for path in (STARTER / "words").glob("*.yaml")
    }
    assert len(words) >= 5
    assert {tag: list(told) for tag, told in words.items()} == {key: list(words["en"]) for key in words}
    used = "".join(path.read_text(encoding="utf-8") for path in (STARTER / "project").rglob("*") if path.is_file())
    assert [key for key in words["en"] if key not in used and not re.match("aswan_|opening_", key)] == []


def test_its_readme_tells_only_commands_that_there_are(begun: Path) -> None:
    readme = (begun / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"`tarikh ([a-z]+)", readme))
    known = re.findall(r"^    ([a-z]+)", run_in(begun, "tarikh", "--help").stdout, re.MULTILINE)
    assert len(commands) >= 6
    assert commands <= set(known)
    for path in re.findall(r"`((?:content|seeds|schema|\.github|\.gitlab)[\w./-]*)`", readme):
        assert (begun / path).exists(), path


def test_pins_are_of_what_runs_here_and_of_nothing_else() -> None:
    pinned = pins()
    ours = dict(
        line.lower().replace("_", "-").split("==") for line in (ROOT / "constraints.txt").read_text().splitlines()[1:]
    )
    assert {name: ours[name] for name in pinned} == pinned
    assert {"pelican", "jinja2", "icu4py", "msgspec", "markupsafe"} <= pinned.keys()
    assert not {"pytest", "distributed", "tarikh", "fsspec"} & pinned.keys()


@pytest.mark.parametrize(
    ("origin", "source", "told"),
    [
        (None, "", "tarikh==0.1.0"),
        (
            '{"url": "file:///somewhere/tarikh", "dir_info": {"editable": true}}',
            "",
            "tarikh @ file:///somewhere/tarikh",
        ),
        (
            '{"url": "https://example.org/tarikh.git", "vcs_info": {"vcs": "git", "commit_id": "5f3c9a1e"}}',
            "",
            "tarikh @ git+https://example.org/tarikh.git@5f3c9a1e",
        ),
        (
            '{"url": "https://example.org/tarikh-0.1.0-py3-none-any.whl", "archive_info": {}}',
            "",
            "tarikh @ https://example.org/tarikh-0.1.0-py3-none-any.whl",
        ),
        (None, "git+https://example.org/tarikh@v1", "tarikh @ git+https://example.org/tarikh@v1"),
    ],
)
def test_tarikh_is_asked_for_where_it_was_had_from(
    monkeypatch: pytest.MonkeyPatch, origin: str | None, source: str, told: str
) -> None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            return origin if name == "direct_url.json" else None

    monkeypatch.setattr(begin, "distribution", lambda name: Installed())
    monkeypatch.setattr(begin, "__version__", "0.1.0")
    assert requirement(source) == told
