"""A whole content folder: what stands between its files."""

import hashlib
from pathlib import Path
from textwrap import dedent

import pytest

from tarikh.model.chronology import Chronology
from tarikh.model.problem import Problem
from tarikh.reading.content import read_content

STORED = "The ministers met.\n"
LANGUAGE = (
    "{name: A, direction: ltr, script: Latn, digits: latn, locale: en, calendars: [gregory],"
    " dates: {day: d MMMM y, month: LLLL y, year: y, range_numbers: –, range_words: _–_}}"
)
FILES = {
    "languages.yaml": f"""\
        en: {LANGUAGE}
        fr: {LANGUAGE}
        """,
    "site.yaml": """\
        default_language: en
        url: https://example.org/
        licence_name: CC0
        licence_url: https://example.org/licence/
        name: {en: Site}
        title: {en: Title}
        tagline: {en: Tagline}
        """,
    "topics.yaml": """\
        trade:
          name: {en: Trade}
        """,
    "actors.yaml": """\
        mali: {kind: state, name: {en: Mali}}
        """,
    "places.yaml": """\
        moscow: {kind: city, name: {en: Moscow}, latitude: "55.75", longitude: "37.62"}
        """,
    "documents.yaml": f"""\
        d1:
          file: d1.txt
          sha256: {hashlib.sha256(STORED.encode()).hexdigest()}
          language: en
          kind: news
          title: They met
        """,
    "events/2025/talks.yaml": """\
        date: 2025-04-03
        importance: major
        status: reported
        topics: [trade]
        text:
          en: {title: Talks, summary: They met.}
        citations:
          - {document: d1, quote: ministers met}
        """,
}
TALKS = "events/2025/talks.yaml"


class Folder:
    """A content folder with one event, its stored document beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seeds = path / "seeds"
        self.seeds.mkdir()
        (self.seeds / "d1.txt").write_text(STORED)
        for name, text in FILES.items():
            self.write(name, text)

    def file(self, name: str) -> Path:
        return self.path / "content" / name

    def write(self, name: str, text: str) -> None:
        self.file(name).parent.mkdir(parents=True, exist_ok=True)
        self.file(name).write_text(dedent(text), encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.file(name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def read(self) -> tuple[Chronology | None, list[Problem], int]:
        read = read_content(self.path / "content", self.seeds)
        return read.chronology, list(read.problems), read.files

    def problems(self) -> list[tuple[str, str]]:
        """The code and file of each problem; there is no chronology."""
        chronology, problems, _ = self.read()
        assert chronology is None
        root = self.path.as_posix() + "/"
        return [(problem.code, problem.place.file.removeprefix(root).removeprefix("content/")) for problem in problems]


STRAY = [
    "notes.yaml",
    "notes.txt",
    "events/talks.yaml",
    "events/2025/04/talks.yaml",
    "events/2025/a.yml",
    "events/2025/a.YAML",
    "events/2025/a.yaml.txt",
    "pages/contact.md",
    "pages/a/b/en.md",
    "pages/about/en.html",
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_sound_folder_is_a_chronology(folder: Folder) -> None:
    folder.write("events/2024/earlier.yaml", FILES[TALKS].replace("2025-04-03", "2024"))
    chronology, problems, events = folder.read()
    assert chronology is not None
    assert [event.id for event in chronology.events] == ["earlier", "talks"]
    assert chronology.event["talks"].path == "content/events/2025/talks.yaml"
    assert (list(chronology.languages), list(chronology.documents)) == (["en", "fr"], ["d1"])
    assert (problems, events) == ([], 2)


def test_an_original_has_to_be_there(folder: Folder) -> None:
    folder.replace(TALKS, "en: {title", "fr: {title")
    assert folder.problems() == [("missing-original", TALKS)]


@pytest.mark.parametrize(
    ("date", "year"), [("2024", "2024"), ("../2024", "2024"), ("0622", "0622"), ("-0043", "-0043")]
)
def test_an_event_stands_in_the_folder_of_its_year(folder: Folder, date: str, year: str) -> None:
    folder.replace(TALKS, "2025-04-03", date)
    _, [problem], _ = folder.read()
    assert (problem.code, problem.hint) == ("wrong-folder", f"move it to events/{year}/")


def test_an_id_is_given_once_whatever_its_folder_and_case(folder: Folder) -> None:
    folder.write("events/2024/talks.yaml", FILES[TALKS].replace("2025-04-03", "2024"))
    assert folder.problems() == [("duplicate-id", TALKS)]


def test_ids_of_events_are_in_small_letters(folder: Folder) -> None:
    folder.file(TALKS).rename(folder.file("events/2025/Talks.yaml"))
    assert folder.problems() == [("bad-id", "events/2025/Talks.yaml")]


@pytest.mark.parametrize("stray", STRAY)
def test_a_file_that_nothing_reads_is_a_problem(folder: Folder, stray: str) -> None:
    folder.write(stray, FILES[TALKS])
    assert folder.problems() == [("stray-file", stray)]


def test_a_stored_document_stays_as_it_was_given(folder: Folder) -> None:
    (folder.seeds / "d1.txt").write_text(STORED + "\n")
    assert folder.problems() == [("checksum", "seeds/d1.txt")]


def test_a_missing_document_is_one_problem_however_often_it_is_quoted(folder: Folder) -> None:
    (folder.seeds / "d1.txt").unlink()
    assert folder.problems() == [("unreadable", "seeds/d1.txt")]


@pytest.mark.parametrize(
    ("put", "link"),
    [
        ("events/2025/secret.yaml", "outside/secret.yaml"),
        ("events/2024", "outside"),
        ("events/2025/missing.yaml", "nowhere"),
    ],
)
def test_links_out_of_the_folder_are_problems_and_not_followed(folder: Folder, put: str, link: str) -> None:
    (folder.path / "outside").mkdir()
    (folder.path / "outside" / "secret.yaml").write_text(dedent(FILES[TALKS]))
    folder.file(put).symlink_to(folder.path / link)
    assert folder.problems() == [("symlink", put)]


def test_an_older_translation_is_a_warning_and_stops_nothing(folder: Folder) -> None:
    fresh, _, _ = folder.read()
    assert fresh is not None
    of = f"en@{fresh.event['talks'].text['en'].fingerprint}"
    folder.replace(TALKS, "text:", f"text:\n  fr: {{title: T, summary: S., of: {of}}}")
    _, problems, _ = folder.read()
    assert problems == []

    folder.replace(TALKS, "They met.}", "They met again.}")
    chronology, [problem], _ = folder.read()
    assert chronology is not None
    assert (problem.code, problem.warning) == ("stale-translation", True)
    assert of in problem.message


def test_a_broken_registry_entry_is_not_reported_again_wherever_it_is_named(folder: Folder) -> None:
    folder.replace("topics.yaml", "name:", "nmae:")
    assert {file for _, file in folder.problems()} == {"topics.yaml"}


def test_problems_of_several_files_are_found_at_once(folder: Folder) -> None:
    folder.replace(TALKS, "ministers met", "presidents met")
    folder.replace("actors.yaml", "state", "stat")
    folder.replace("site.yaml", "https://example.org/\n", "example.org\n")
    assert folder.problems() == [
        ("wrong-text", "site.yaml"),
        ("wrong-choice", "actors.yaml"),
        ("quote-not-found", TALKS),
    ]


def with_more(text: str) -> str:
    """The event with something added."""
    return dedent(FILES[TALKS]) + dedent(text)


def test_an_image_has_a_file_and_is_described_and_credited_in_every_language(folder: Folder) -> None:
    folder.write("images/talks.jpg", "looked at when it is made smaller")
    folder.write(
        TALKS,
        with_more("""\
            images:
              - {file: talks.jpg, alt: {en: Ministers, fr: Ministres}, credit: {en: AP, fr: AP}}
            """),
    )
    chronology, problems, _ = folder.read()
    assert chronology
    assert problems == []
    assert chronology.events[0].images[0].alt["fr"] == "Ministres"
    folder.replace(TALKS, "alt: {en: Ministers, fr: Ministres}", "alt: {en: Ministers}")
    folder.replace(TALKS, "talks.jpg", "talk.jpg")
    problems = folder.read()[1]
    assert [(problem.code, problem.warning) for problem in problems] == [
        ("unknown-image", False),
        ("missing-language", False),
    ]
    assert 'did you mean "talks.jpg"?' in str(problems[0])


def test_hidden_files_among_images_are_passed_over_and_folders_are_no_images(folder: Folder) -> None:
    folder.write("images/.DS_Store", "")
    folder.file("images/talks.jpg").mkdir()
    chronology, problems, _ = folder.read()
    assert chronology
    assert problems == []
    folder.write(TALKS, with_more("images: [{file: talks.jpg, alt: {en: A, fr: A}, credit: {en: A, fr: A}}]"))
    assert folder.problems() == [("unknown-image", TALKS)]


def test_an_event_shows_an_image_once(folder: Folder) -> None:
    folder.write("images/talks.jpg", "")
    image = "{file: talks.jpg, alt: {en: A, fr: A}, credit: {en: A, fr: A}}"
    folder.write(TALKS, with_more(f"images: [{image}, {image}]"))
    assert folder.problems() == [("twice", TALKS)] * len(folder.problems())
    folder.write(TALKS, with_more(f"images: [{image}, {image.replace('en: A', 'en: B')}]"))
    assert folder.problems() == [("twice", TALKS)]


@pytest.mark.parametrize("name", ["Talks.jpg", "the talks.jpg", "talks,1.jpg", "talks.svg", "talks.gif", "محادثات.jpg"])
def test_images_have_plain_names(folder: Folder, name: str) -> None:
    folder.write(f"images/{name}", "")
    assert folder.problems() == [("bad-id", f"images/{name}")]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://user@example.org/",
        "https://user:word@example.org/a",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "//example.org/",
        "https://example.org/a b",
    ],
)
def test_a_link_to_another_site_is_https_and_names_nobody(folder: Folder, url: str) -> None:
    folder.write(TALKS, with_more(f'links:\n  - {{url: "{url}", title: {{en: There, fr: Là}}}}\n'))
    assert folder.problems() == [("wrong-text", TALKS)]
    folder.replace(TALKS, url, "https://example.org/a?b=c#d")
    chronology, problems, _ = folder.read()
    assert chronology
    assert problems == []


def test_an_image_that_no_event_shows_is_a_warning(folder: Folder) -> None:
    folder.write("images/talks.jpg", "")
    chronology, problems, _ = folder.read()
    assert chronology
    assert [(problem.code, problem.warning) for problem in problems] == [("unused-image", True)]
