"""`tarikh coverage`, `tarikh fields`, and `tarikh check` with a glossary, as processes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from conftest import ROOT, Run

Tarikh = Callable[..., Run]


def test_coverage_tells_shares_and_names_what_is_neither_cited_nor_left_out(project: Path, tarikh: Tarikh) -> None:
    whole = tarikh("coverage")
    assert whole.returncode == 0, whole.stdout
    assert len(re.findall(r"^00\d_\w{16}: \d+ words: .*cited \d+\.\d%", whole.stdout, re.MULTILINE)) == 5
    assert whole.stdout.endswith("0 passages are neither cited nor omitted with a reason\n")

    (project / "content/omissions.yaml").unlink()
    without = tarikh("coverage")
    assert without.returncode == 1
    assert "  line 1: neither cited nor omitted: “Geopolitics:" in without.stdout


def test_an_omission_has_to_be_in_its_document(project: Path, tarikh: Tarikh) -> None:
    (project / "content/omissions.yaml").write_text(
        "- document: 001_7bff28408e50688d\n  from: Ru Fr\n  reason: navigation\n"
        "- document: 001_7bff28408e50688d\n  from: Ru En\n  reason: boredom\n",
        encoding="utf-8",
    )
    result = tarikh("check")
    assert result.returncode == 1
    assert "content/omissions.yaml:2:9: quote-not-found" in result.stdout
    assert "content/omissions.yaml:6:11: wrong-choice" in result.stdout


def test_another_spelling_of_a_name_is_a_warning_with_its_place(project: Path, tarikh: Tarikh) -> None:
    event = project / "content/events/2026/outlook-2026.yaml"
    text = event.read_text(encoding="utf-8")
    event.write_text(re.sub(r"(?m)^    title: ", "    title: Ecowas, ", text, count=1), encoding="utf-8")
    page = project / "content/pages/about/ar.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nوايكواس\n", encoding="utf-8")
    relaxed, strict = tarikh("check"), tarikh("check", "--strict")
    assert (relaxed.returncode, strict.returncode) == (0, 1)
    assert re.search(
        r'outlook-2026\.yaml:\d+:12: warning glossary: "Ecowas" in "en"\n +written "ECOWAS"', strict.stdout
    )
    said = strict.stdout
    assert re.search(r'outlook-2026\.yaml:\d+:12: warning glossary: "Ecowas" in "en"\n +written "ECOWAS"', said)
    assert re.search(r'about/ar\.md:\d+:2: warning glossary: "ايكواس" in "ar"', said)


def test_the_description_of_fields_is_what_the_tables_say_now(tarikh: Tarikh) -> None:
    assert tarikh("fields").stdout == (ROOT / "docs/fields.md").read_text(encoding="utf-8")
