"""References: what programs for them read is what the event is."""

import json

from tarikh.publishing.cite import Reference, references

IT = Reference(
    "levy",
    "A levy of 0.5 % & more_{}",
    "گاه‌شمار ساحل",
    "۱۱ فروردین ۱۴۰۴",
    "https://example.org/fa/events/levy.html",
    "fa",
)
FORMS = {name: "".join(text + value for text, value in pieces) for name, pieces in references(IT)}


def test_words_name_site_title_date_and_address() -> None:
    assert FORMS["Text"] == f"{IT.site}. {IT.title} ({IT.when}). {IT.url}"


def test_bibtex_keeps_what_tex_would_take_for_its_own() -> None:
    assert FORMS["BibTeX"].startswith("@online{levy-fa,\n")
    assert r"title = {{A levy of 0.5 \% \& more\_\{\}}}," in FORMS["BibTeX"]
    assert f"url = {{{IT.url}}}," in FORMS["BibTeX"]
    assert FORMS["BibTeX"].count("{") == FORMS["BibTeX"].count("}")


def test_ris_has_one_field_a_line_and_ends() -> None:
    lines = FORMS["RIS"].split("\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-1] == "ER  - "
    assert f"TI  - {IT.title}" in lines
    assert all(line[2:6] == "  - " for line in lines)


def test_csl_json_is_read_back_as_it_was() -> None:
    [item] = json.loads(FORMS["CSL-JSON"])
    assert (item["type"], item["title"], item["URL"], item["language"]) == ("webpage", IT.title, IT.url, "fa")
    assert item["author"] == [{"literal": IT.site}]


def test_values_stand_apart_from_what_is_around_them() -> None:
    """They may run from the right in what runs from the left."""
    for name, pieces in references(IT):
        values = [value for _, value in pieces]
        assert IT.when in values or name == "Text"
        assert IT.site in values or name == "Text"
        assert not any(set(text) & set(IT.when) - set(" ") for text, _ in pieces if name != "Text")
