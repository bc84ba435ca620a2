"""Entries of registries by what people call them, and as they are shown to choose from."""

import pytest

from tarikh.model.chronology import Topic
from tarikh.writing.entries import WIDTH, called, columns, spoken

NAMES = {
    "russia": {"en": "Russia", "ar": "روسيا"},
    "sergey-lavrov": {"en": "Sergey Viktorovich Lavrov", "fr": "Sergueï Lavrov"},
    "congo-one": {"en": "Congo"},
    "congo-two": {"en": "Congo"},
    "nameless": {"en": "–"},
}
REGISTRY = {id: Topic(id, name, {}) for id, name in NAMES.items()}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("RUSSIA", "russia"),
        ("روسيا", "russia"),
        ("روسیا", "russia"),
        ("Russian Federation", None),
        ("Sergey-Lavrov", "sergey-lavrov"),
        ("serguei lavrov", "sergey-lavrov"),
        ("Congo", None),
        ("–", None),
    ],
)
def test_an_entry_is_called_by_its_id_or_a_name_that_no_other_has(said: str, meant: str | None) -> None:
    assert called(REGISTRY).get(spoken(said)) == meant


def test_all_entries_are_shown_in_lines_that_fit() -> None:
    many = {f"topic-{at}": Topic(f"topic-{at}", {"en": f"Topic {at}", "fr": "x" * 30 * at}, {}) for at in range(9)}
    assert columns(many, "en").count("\n") == 1
    assert columns(many, "en").startswith("  topic-0  Topic 0  topic-2  Topic 2")
    for language in ("en", "fr", "ar"):
        shown = columns(many, language)
        assert max(map(len, shown.splitlines())) <= WIDTH
        assert all(id in shown for id in many)
    assert columns({}, "en") == ""
