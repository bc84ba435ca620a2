"""A whole content folder: what stands between its files."""

import hashlib
from pathlib import Path
from textwrap import dedent

import pytest
from PIL import Image

from builds import checked
from tarikh.build import ContentError
from tarikh.model.chronology import Chronology
from tarikh.model.problem import Problem
from tarikh.reading.content import MOST_OF_A_DAY

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

    def draw(self, name: str) -> None:
        """An image, whatever its name says of it."""
        self.file("images").mkdir(exist_ok=True)
        Image.new("RGB", (4, 3)).save(self.file(f"images/{name}"), "JPEG")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.file(name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def read(self) -> tuple[Chronology | None, list[Problem], int]:
        try:
            read = checked(self.path / "content", self.seeds)
        except ContentError as error:
            return None, list(error.problems), error.events
        return read.complete(), list(read.warnings), len(read.state.events)

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
        ("wrong-choice", "actors.yaml"),
        ("quote-not-found", TALKS),
        ("wrong-text", "site.yaml"),
    ]


def with_more(text: str) -> str:
    """The event with something added."""
    return dedent(FILES[TALKS]) + dedent(text)


def test_an_image_has_a_file_and_is_described_and_credited_in_every_language(folder: Folder) -> None:
    folder.draw("talks.jpg")
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
    folder.draw("talks.jpg")
    image = "{file: talks.jpg, alt: {en: A, fr: A}, credit: {en: A, fr: A}}"
    folder.write(TALKS, with_more(f"images: [{image}, {image}]"))
    assert folder.problems() == [("twice", TALKS)] * len(folder.problems())
    folder.write(TALKS, with_more(f"images: [{image}, {image.replace('en: A', 'en: B')}]"))
    assert folder.problems() == [("twice", TALKS)]


@pytest.mark.parametrize("name", ["Talks.jpg", "the talks.jpg", "talks,1.jpg", "talks.svg", "talks.gif", "محادثات.jpg"])
def test_images_have_plain_names(folder: Folder, name: str) -> None:
    folder.draw(name)
    assert folder.problems() == [("bad-id", f"images/{name}")]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/", "wrong-text"),
        ("https://user@example.org/", "link-host"),
        ("https://user:word@example.org/a", "link-host"),
        ("javascript:alert(1)", "wrong-text"),
        ("https://", "wrong-text"),
        ("https:///path", "wrong-text"),
        ("//example.org/", "wrong-text"),
        ("https://example.org/a b", "wrong-text"),
        ("https://exаmple.org/", "link-host"),
    ],
)
def test_a_link_to_another_site_is_https_and_names_nobody(folder: Folder, url: str, code: str) -> None:
    folder.write(TALKS, with_more(f'links:\n  - {{url: "{url}", title: {{en: There, fr: Là}}}}\n'))
    assert folder.problems() == [(code, TALKS)]
    folder.replace(TALKS, url, "https://example.org/a?b=c#d")
    chronology, problems, _ = folder.read()
    assert chronology
    assert problems == []


def test_an_image_that_no_event_shows_is_a_warning(folder: Folder) -> None:
    folder.draw("talks.jpg")
    chronology, problems, _ = folder.read()
    assert chronology
    assert [(problem.code, problem.warning) for problem in problems] == [("unused-image", True)]


DATED = "accounts:\n  - {{on: date, document: d1, {}says: {{en: Then}}, quote: ministers met}}\n"


@pytest.mark.parametrize("told", ["", "date: 2025-04, ", "date: 2025-04-03/.., ", "date: 2025-04-01/2025-04-03, "])
def test_an_account_may_tell_the_date_of_the_event(folder: Folder, told: str) -> None:
    folder.write(TALKS, dedent(FILES[TALKS]) + DATED.format(told))
    assert folder.read()[1] == []


@pytest.mark.parametrize("told", ["date: 2025-04-04, ", "date: 2024, ", "date: ../2025-03, "])
def test_a_date_that_no_account_tells_is_a_problem(folder: Folder, told: str) -> None:
    folder.write(TALKS, dedent(FILES[TALKS]) + DATED.format(told))
    assert folder.problems() == [("account-date", TALKS)]
    folder.write(TALKS, dedent(FILES[TALKS]) + DATED.format(told) + DATED.format("date: 2025-04, ").partition("\n")[2])
    assert folder.read()[1] == []


def test_only_accounts_of_the_date_have_one(folder: Folder) -> None:
    folder.write(TALKS, dedent(FILES[TALKS]) + DATED.format("date: 2025-04, ").replace("on: date", "on: name"))
    assert folder.problems() == [("needless-date", TALKS)]


@pytest.mark.parametrize(
    ("document", "event", "status", "warned"),
    [
        ("2025-04-02", "2025-04-03", "reported", True),
        ("2025-04-02", "2025-04-03", "announced", False),
        ("2025-04-02", "2025-04-03", "forecast", False),
        ("2025-04-03", "2025-04-03", "reported", False),
        ("2025-04", "2025-04-03", "reported", False),
        ("2025-04-02/..", "2025-04-03", "reported", False),
        ("2025-04-02", "../2025-04-03", "reported", False),
        ("", "2025-04-03", "reported", False),
    ],
)
def test_a_document_reports_nothing_later_than_itself(
    folder: Folder, document: str, event: str, status: str, warned: bool
) -> None:
    folder.replace("documents.yaml", "kind: news", f"kind: news\n  date: {document}" if document else "kind: news")
    folder.replace(TALKS, "date: 2025-04-03", f"date: {event}")
    folder.replace(TALKS, "status: reported", f"status: {status}")
    assert [(it.code, it.warning) for it in folder.read()[1]] == [("after-documents", True)] * warned


@pytest.mark.parametrize(
    ("date", "actor", "title", "warned"),
    [
        ("2025-04-03", "mali", "Talks are held", True),
        ("2025-04-03", "mali", "Talks were held", True),
        ("2025-04-03/2025-04-04", "mali", "Talks were held", True),
        ("2025-04-03", "mali", "A memorandum is signed", False),
        ("2025-04-04", "mali", "Talks are held", False),
        ("2025-04-03", "niger", "Talks are held", False),
    ],
)
def test_an_event_that_may_be_told_twice_is_a_warning(
    folder: Folder, date: str, actor: str, title: str, warned: bool
) -> None:
    folder.write("actors.yaml", dedent(FILES["actors.yaml"]) + "niger: {kind: state, name: {en: Niger}}\n")
    text = FILES[TALKS].replace("topics:", "actors: [mali]\n        topics:").replace("Talks", "Talks are held")
    folder.write(TALKS, text)
    other = text.replace("2025-04-03", date).replace("Talks are held", title).replace("[mali]", f"[{actor}]")
    folder.write("events/2025/the-talks.yaml", other)
    problems = folder.read()[1]
    assert [(it.code, it.warning, Path(it.place.file).name) for it in problems] == [
        ("near-duplicate", True, "talks.yaml"),
        ("near-duplicate", True, "the-talks.yaml"),
    ][: 2 * warned]


def test_where_much_happens_on_one_date_it_says_little(folder: Folder) -> None:
    text = dedent(FILES[TALKS]).replace("topics:", "actors: [mali]\ntopics:")
    for number in range(MOST_OF_A_DAY):
        folder.write(f"events/2025/talks-{number}.yaml", text)
    assert len(folder.read()[1]) == MOST_OF_A_DAY
    folder.write(TALKS, text)
    assert folder.read()[1] == []


def test_every_text_is_in_the_languages_that_the_site_asks_for(folder: Folder) -> None:
    folder.write("site.yaml", dedent(FILES["site.yaml"]) + "translations: [fr]\n")
    both = "{en: A, fr: B}"
    assert ("missing-language", "site.yaml") in folder.problems()
    for name, old in (
        ("site.yaml", "{en: Site}"),
        ("site.yaml", "{en: Title}"),
        ("site.yaml", "{en: Tagline}"),
        ("actors.yaml", "{en: Mali}"),
        ("places.yaml", "{en: Moscow}"),
        ("topics.yaml", "{en: Trade}"),
    ):
        folder.replace(name, old, both)
    assert folder.problems() == [
        ("missing-language", "documents.yaml"),
        ("missing-language", TALKS),
        ("missing-language", TALKS),
    ]
    folder.replace("documents.yaml", "title: They met", "title: They met\n  title_translation: {fr: Réunion}")
    folder.replace(TALKS, "summary: They met.}", "summary: They met.}\n  fr: {title: Entretiens, summary: Réunion.}")
    folder.replace(TALKS, "quote: ministers met", "quote: ministers met, translation: {fr: réunis}")
    assert [it.code for it in folder.read()[1]] == ["missing-of"]
    folder.replace("documents.yaml", "language: en", "language: fr")
    folder.replace("documents.yaml", "title_translation: {fr: Réunion}", "")
    folder.replace(TALKS, ", translation: {fr: réunis}", "")
    assert [it.code for it in folder.read()[1]] == ["missing-of"]


@pytest.mark.parametrize("name", ["actors.yaml", "topics.yaml", "places.yaml", "documents.yaml"])
def test_ids_differ_by_more_than_case(folder: Folder, name: str) -> None:
    text = dedent(FILES[name])
    id, _, entry = text.partition(":")
    folder.write(name, f"{id}-x:{entry}{id}-X:{entry}{text}")
    problems = folder.read()[1]
    assert [(it.code, Path(it.place.file).name, it.place.column) for it in problems] == [("duplicate-id", name, 1)]


def test_letters_of_another_language_are_warnings_in_texts_and_pages(folder: Folder) -> None:
    folder.write("languages.yaml", FILES["languages.yaml"].replace("fr: {name", "fa: {name"))
    folder.replace(TALKS, "summary: They met.}", "summary: They met.}\n  fa: {title: كتاب, summary: است}")
    folder.write("pages/about/fa.md", "Title: دربارة\n\nعلى\n")
    problems = folder.read()[1]
    assert [(it.code, it.warning, it.place.line, it.place.column) for it in problems] == [
        ("missing-of", True, 7, 7),
        ("letter", True, 7, 15),
        ("letter", True, 3, 3),
    ]


def test_pages_hold_no_character_that_nobody_sees(folder: Folder) -> None:
    folder.write("pages/about/en.md", "Title: About\r\n\r\nOne \u202e two\r\n")
    chronology, problems, _ = folder.read()
    assert chronology is None
    assert [(it.code, it.place.line, it.place.column) for it in problems] == [("forbidden-character", 3, 5)]
