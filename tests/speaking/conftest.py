"""The project's own languages and catalogs, loaded once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tarikh.model.language import Language
from tarikh.model.problem import Problem
from tarikh.reading import strict, tables
from tarikh.reading.fields import Context
from tarikh.speaking.catalog import load_catalog
from tarikh.speaking.speaker import Speaker

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def languages() -> Mapping[str, Language]:
    problems: list[Problem] = []
    text = (PROJECT / "content" / "languages.yaml").read_text(encoding="utf-8")
    node = strict.parse(text, "languages.yaml", problems.append)
    assert node is not None
    read: Mapping[str, Language] = tables.LANGUAGES.decode(node, Context(problems.append))
    assert not problems
    return read


@pytest.fixture(scope="session")
def speakers(languages: Mapping[str, Language]) -> Mapping[str, Speaker]:
    locale = PROJECT / "theme" / "locale"
    return {tag: Speaker(language, load_catalog(locale, tag)) for tag, language in languages.items()}
