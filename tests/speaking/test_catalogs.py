"""The catalogs against the strings of templates and code: nothing is missing, left over or misnumbered."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tarikh.model.language import Language
from tarikh.speaking.catalog import CatalogError, catalog_path, load_catalog
from tarikh.speaking.speaker import Speaker

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
EXTRACTED_FOLDERS = ("generator", "theme")  # the others hold no strings, and output/ is large

Id = str | tuple[str, str]  # a string, or a singular and its plural


@pytest.fixture(scope="session")
def extracted(project: Path) -> set[Id]:
    """The strings of the interface, found as `make strings` finds them."""
    with (project / "theme" / "locale" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)

    def in_reach(folder: str) -> bool:
        path = Path(folder).relative_to(project)
        return path.parts[0] in EXTRACTED_FOLDERS and path.name != "__pycache__"

    found = extract_from_dir(project, methods, options, directory_filter=in_reach)
    return {message for _, _, message, _, _ in found}


@pytest.fixture(scope="session")
def catalogs(project: Path, languages: Mapping[str, Language]) -> Mapping[str, Catalog]:
    return {
        tag: catalog(project / "theme" / "locale" / tag / "LC_MESSAGES" / "messages.po")
        for tag in languages
        if tag != "en"
    }


def catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def test_the_template_catalog_holds_exactly_the_strings_of_templates_and_code(
    project: Path, extracted: set[Id]
) -> None:
    assert {message.id for message in messages(catalog(project / "theme" / "locale" / "messages.pot"))} == extracted


def test_every_string_is_in_every_catalog_and_nothing_else_is(
    catalogs: Mapping[str, Catalog], extracted: set[Id]
) -> None:
    held = {tag: {message.id for message in messages(catalog)} for tag, catalog in catalogs.items()}
    assert {tag: ids ^ extracted for tag, ids in held.items() if ids != extracted} == {}


def test_every_string_is_translated(catalogs: Mapping[str, Catalog]) -> None:
    empty = [
        (tag, message.id)
        for tag, catalog in catalogs.items()
        for message in messages(catalog)
        if not all(text.strip() for text in texts(message.string)) or message.fuzzy
    ]
    assert empty == []


def test_no_catalog_keeps_obsolete_strings(catalogs: Mapping[str, Catalog]) -> None:
    assert [(tag, id) for tag, catalog in catalogs.items() for id in catalog.obsolete] == []


def test_translations_use_the_placeholders_that_the_code_supplies(catalogs: Mapping[str, Catalog]) -> None:
    wrong = []
    for tag, catalog in catalogs.items():
        for message in messages(catalog):
            supplied = set(PLACEHOLDER.findall(" ".join(texts(message.id))))
            if "century" in message.id:
                supplied = {"number", "ordinal", "roman", "suffix"}
            needed = set() if message.pluralizable or len(supplied) > 1 else supplied
            for text in texts(message.string):
                used = set(PLACEHOLDER.findall(text))
                if not needed <= used <= supplied or "%" in PLACEHOLDER.sub("", text):
                    wrong.append((tag, text))
    assert wrong == []


def test_a_plural_has_as_many_forms_as_its_language_counts(catalogs: Mapping[str, Catalog]) -> None:
    wrong = [
        (tag, message.id)
        for tag, catalog in catalogs.items()
        for message in messages(catalog)
        if message.pluralizable and len(message.string) != catalog.num_plurals
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("tag", "number", "said"),
    [
        ("en", 1, "1 event"),
        ("en", 2, "2 events"),
        ("fr", 0, "0 événement"),
        ("fr", 1, "1 événement"),
        ("fr", 2, "2 événements"),
        ("ru", 1, "1 событие"),
        ("ru", 2, "2 события"),
        ("ru", 5, "5 событий"),
        ("ru", 11, "11 событий"),
        ("ru", 21, "21 событие"),
        ("ru", 22, "22 события"),
        ("ru", 112, "112 событий"),
        ("ar", 0, "لا أحداث"),
        ("ar", 1, "حدث واحد"),
        ("ar", 2, "حدثان"),
        ("ar", 3, "3 أحداث"),
        ("ar", 11, "11 حدثًا"),
        ("ar", 100, "100 حدث"),
        ("ar", 103, "103 أحداث"),
        ("fa", 1, "۱ رویداد"),
        ("fa", 39, "۳۹ رویداد"),
    ],
)
def test_numbers_take_the_right_plural(speakers: Mapping[str, Speaker], tag: str, number: int, said: str) -> None:
    say = speakers[tag]
    assert say.ngettext("%(num)s event", "%(num)s events", number) % {"num": say.number(number)} == said


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('msgid "in %(language)s"\nmsgstr "en %(langue)s"', "names langue, which the string is not given"),
        ('msgid "Share"\nmsgstr "100 % sure"', "names %, which the string is not given"),
        ('msgid "Share"\nmsgstr "<script>"', "holds markup"),
        ('msgid "Share', "."),
        ('"Plural-Forms: nplurals=2; plural=n!!;\\n"', "."),
        ('"Content-Type: text/plain; charset=no-such\\n"', "."),
    ],
)
def test_a_catalog_that_would_break_pages_is_refused(tmp_path: Path, entry: str, said: str) -> None:
    path = catalog_path(tmp_path, "fr")
    path.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    path.write_text(header + ("" if entry.startswith('"') else "\n") + entry + "\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=said):
        load_catalog(tmp_path, "fr")
