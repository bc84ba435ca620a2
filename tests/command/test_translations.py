"""`tarikh translations`: what is told, accepted, exported and imported, and what readers see of what is older."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from filelock import FileLock

from conftest import Run, snapshot

Tarikh = Callable[..., Run]
EVENT = "content/events/2025/moscow-consultations.yaml"
TITLE = "events/moscow-consultations text.title"
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in {"NAME": "Editor", "EMAIL": "editor@example.org", "DATE": "2026-01-02T03:04:05Z"}.items()
    },
}


def commit(project: Path) -> None:
    """Keeps the content as it is in a repository."""
    for command in (["init", "-q"], ["add", "-A", "content"], ["commit", "-q", "-m", "Content"]):
        subprocess.run(["git", *command], cwd=project, env={**os.environ, **GIT}, check=True, timeout=60)


def edit(project: Path, old: str, new: str, file: str = EVENT) -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def change_original(project: Path) -> None:
    edit(project, "hold their first consultations", "hold consultations")


def export(tarikh: Tarikh, project: Path, language: str) -> str:
    result = tarikh("translations", "export", language, "-o", f"{language}.po")
    assert (result.returncode, result.stderr) == (0, "")
    return (project / f"{language}.po").read_text(encoding="utf-8")


def catalog(text: str) -> Mapping[str, Message]:
    """Entries by their contexts, as another reader finds them."""
    return {message.context: message for message in parsed(text) if message.id}


def parsed(text: str) -> Catalog:
    return read_po(io.StringIO(text), abort_invalid=True)


def put(project: Path, text: str, changes: Mapping[str, str], file: str = "fr.po") -> None:
    """A PO file in which entries, named by their contexts, have other translations; none of them fuzzy."""
    blocks = text.split("\n\n")
    for context, translation in changes.items():
        [at] = [at for at, block in enumerate(blocks) if f'msgctxt "{context}"' in block]
        head = blocks[at].partition("\nmsgstr ")[0].replace("#, fuzzy\n", "")
        blocks[at] = f'{head}\nmsgstr "{translation}"'
    (project / file).write_text("\n\n".join(blocks).rstrip("\n") + "\n", encoding="utf-8")


def changed_lines(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The lines that one line each has become."""
    changed = []
    for name, content in after.items():
        old, new = before[name].decode().split("\n"), content.decode().split("\n")
        assert len(old) == len(new), name
        changed += [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    return changed


def test_a_table_tells_what_every_language_has(project: Path, tarikh: Tarikh) -> None:
    edit(project, "      fr: à Moscou le 3 avril 2025\n", "")
    change_original(project)
    result = tarikh("translations")
    assert result.returncode == 0
    assert re.search(r"^events +complete +missing +stale$", result.stdout, re.MULTILINE)
    assert re.search(r"^fr +45 +0 +1$", result.stdout, re.MULTILINE)
    assert re.search(r"^texts, complete of all +en +fr +ru +ar +fa$", result.stdout, re.MULTILINE)
    assert re.search(r"^events accounts\.translation +43/43 +42/43 +43/43 +11/11 +32/32$", result.stdout, re.MULTILINE)
    assert re.search(r"^actors role +(\d+)/\1 +(\d+)/\2 +(\d+)/\3 +(\d+)/\4$", result.stdout, re.MULTILINE)

    told = {it["language"]: it for it in json.loads(tarikh("translations", "--format", "json").stdout)}
    assert told["fr"]["events"] == {"complete": 45, "missing": 0, "stale": 1}
    assert told["fr"]["texts"]["events accounts.translation"] == {"complete": 42, "missing": 1, "stale": 0}
    assert told["ru"]["texts"]["events text.title"]["stale"] == 1
    assert told["en"]["events"] == {"complete": 0, "missing": 0, "stale": 0}


def test_what_is_missing_is_listed_with_its_place(project: Path, tarikh: Tarikh) -> None:
    edit(project, "      fr: à Moscou le 3 avril 2025\n", "")
    lines = (project / EVENT).read_text(encoding="utf-8").split("\n")
    line = lines.index("      en: in Moscow on 3 April 2025")
    result = tarikh("translations", "--missing", "fr")
    assert result.returncode == 0
    assert re.fullmatch(
        rf"{EVENT}:{line}:5: events/moscow-consultations accounts\[[0-9a-f]{{8}}\]\.translation: "
        r"our translations of the quote; [^\n]+\n1 text missing\n",
        result.stdout,
    )
    [told] = json.loads(tarikh("translations", "--missing", "fr", "--format", "json").stdout)
    assert (told["line"], told["original"]) == (line, "in Moscow on 3 April 2025")
    assert tarikh("translations", "--missing", "ru").stdout == "0 texts missing\n"


def test_what_is_stale_is_shown_with_what_changed_since_it_was_made(project: Path, tarikh: Tarikh) -> None:
    commit(project)
    change_original(project)
    commit(project)
    (project / EVENT).rename(project / EVENT.replace("consultations", "talks"))
    commit(project)
    edit(project, "session of consultations", "session of talks", EVENT.replace("consultations", "talks"))
    result = tarikh("translations", "--stale", "fa")
    assert result.returncode == 0
    assert re.fullmatch(
        r"content/events/2025/moscow-talks\.yaml:45:3: events/moscow-talks text "
        r"translates en@a9c24f7d, the original is en@[0-9a-f]{8} now\n"
        r"    text\.title: .*hold \[-their first -\]consultations in Moscow\n"
        r"    text\.summary: .*session of \[-consultations-\]\{\+talks\+\} between.*\n"
        r"1 translation older than the original\n",
        result.stdout,
    )
    [told] = json.loads(tarikh("translations", "--stale", "fa", "--format", "json").stdout)
    assert [it["text"] for it in told["changed"]] == ["text.title", "text.summary"]
    assert told["changed"][0]["before"].endswith("hold their first consultations in Moscow")


def test_git_is_asked_whatever_else_it_was_told(project: Path, tarikh: Tarikh) -> None:
    commit(project)
    subprocess.run(["git", "config", "diff.relative", "true"], cwd=project, check=True, timeout=60)
    change_original(project)
    result = tarikh("translations", "--stale", "fr", GIT_DIR=".git", GIT_INDEX_FILE="nowhere", GIT_PREFIX="content")
    assert "text.title: Foreign ministers of Russia and the Alliance hold [-their first -]consult" in result.stdout


@pytest.mark.parametrize("known", ["no repository", "no git"])
def test_without_git_the_texts_are_named(project: Path, tarikh: Tarikh, known: str) -> None:
    if known == "no git":
        commit(project)
    change_original(project)
    result = tarikh("translations", "--stale", "fr", PATH="" if known == "no git" else os.environ["PATH"])
    assert (result.returncode, result.stderr) == (0, "")
    assert (
        "    git does not know en@a9c24f7d: look at text.title, text.summary, text.body, text.dating\n" in result.stdout
    )


def test_a_language_that_is_not_there_is_wrong_usage(tarikh: Tarikh) -> None:
    for arguments in (["--missing", "fx"], ["--stale", "fx"], ["export", "fx"], ["accept", "fx", "--all"]):
        result = tarikh("translations", *arguments)
        assert (result.returncode, result.stdout) == (2, "")
        assert 'there is no language "fx"' in result.stderr


def test_settings_may_be_named_before_and_behind_an_action(project: Path, tarikh: Tarikh) -> None:
    (project / "pelicanconf.py").rename(project / "other.py")
    assert tarikh("translations", "-s", "other.py", "accept", "fr", "--all").returncode == 0
    assert tarikh("translations", "accept", "-s", "other.py", "fr", "--all").returncode == 0
    assert tarikh("translations", "accept", "fr", "--all").returncode == 2


def test_a_file_that_is_no_yaml_is_told_as_check_tells_it(project: Path, tarikh: Tarikh) -> None:
    edit(project, "importance: major", "importance: [major")
    result = tarikh("translations")
    assert (result.returncode, result.stdout) == (1, "")
    assert f"{EVENT}:4:" in result.stderr


def test_accepting_renews_the_original_that_translations_name(project: Path, tarikh: Tarikh) -> None:
    change_original(project)
    edit(project, "  ru:\n    of: en@a9c24f7d\n", "  ru:\n")
    before = snapshot(project / "content")
    accepted = tarikh("translations", "accept", "fr", EVENT)
    assert accepted.returncode == 0
    [(old, new)] = changed_lines(before, snapshot(project / "content"))
    assert (old, re.fullmatch(r"    of: en@[0-9a-f]{8}", new) is not None) == ("    of: en@a9c24f7d", True)
    origin = new.split()[1]
    assert accepted.stdout.startswith(f"{EVENT}:18:3: events/moscow-consultations translates {origin} now, not en@a9c2")

    assert tarikh("translations", "accept", "ru", "content/events/2025").returncode == 0
    assert f"  ru:\n    of: {origin}\n    title:" in (project / EVENT).read_text(encoding="utf-8")
    assert tarikh("translations", "accept", "ar", "--all").returncode == 0
    warnings = tarikh("check").stdout
    assert [word for word in ("fr", "ru", "ar", "fa") if f'"{word}" translates' in warnings] == ["fa"]
    again = tarikh("translations", "accept", "fr", "--all")
    assert again.stdout == "0 translations accepted, 0 files written\n"


def test_accepting_what_no_yaml_can_say_is_refused(project: Path, tarikh: Tarikh) -> None:
    change_original(project)
    with (project / EVENT).open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"? {'a' * 1100}\n: b\n")
    before = snapshot(project / "content")
    result = tarikh("translations", "accept", "fr", "--all")
    assert (result.returncode, result.stdout, snapshot(project / "content")) == (1, "", before)
    assert result.stderr.startswith(f"{EVENT}: unwritable: ")
    assert result.stderr.endswith("1 error; nothing was done\n")


@pytest.mark.parametrize("languages", ["{}\n", None])
def test_without_languages_nothing_is_told(project: Path, tarikh: Tarikh, languages: str | None) -> None:
    path = project / "content/languages.yaml"
    path.unlink()
    if languages:
        path.write_text(languages, encoding="utf-8")
    for arguments in ([], ["--missing", "fr"], ["export", "fr"]):
        result = tarikh("translations", *arguments)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr == "tarikh: there are no languages in content/languages.yaml; see `tarikh check`\n"


def test_accepting_needs_files_of_content(project: Path, tarikh: Tarikh) -> None:
    change_original(project)
    before = snapshot(project / "content")
    for arguments in ([], [EVENT, "--all"], ["README.md"], [EVENT, "nothing.yaml"]):
        assert tarikh("translations", "accept", "fr", *arguments).returncode == 2
    assert snapshot(project / "content") == before


def test_an_export_holds_what_translators_need(project: Path, tarikh: Tarikh) -> None:
    text = export(tarikh, project, "fa")
    assert text.startswith('msgid ""\nmsgstr ""\n"Project-Id-Version: Sahel chronicle\\n"\n"Language: fa\\n"\n')
    entries = catalog(text)
    title = entries[TITLE]
    assert title.id == "Foreign ministers of Russia and the Alliance hold their first consultations in Moscow"
    assert title.string.startswith("وزیران خارجهٔ روسیه")
    assert title.locations == [(EVENT, 11)]
    assert title.auto_comments == [
        "its headline, who does what in one line",
        "date: 2025-04-03/2025-04-04",
        "importance: major",
        "status: reported",
    ]
    assert not title.fuzzy
    assert "\n\n" in entries["events/moscow-consultations text.body"].id

    [quote] = [
        it
        for it in entries.values()
        if it.id == "their commitment to intensifying the fight against terrorism and insecurity"
    ]
    assert re.fullmatch(r"events/moscow-consultations citations\[[0-9a-f]{8}\]\.translation", quote.context)
    assert "quote (ar): التزامهم بتكثيف مكافحة الإرهاب وانعدام الأمن" in quote.auto_comments
    assert entries["site tagline"].string
    assert entries["actors/aes role"].auto_comments[-1] == "kind: organisation"
    assert not any(it.id.startswith("Meetings held in early April") for it in entries.values())  # a quote in Persian


def test_quotes_are_translated_from_the_document_where_nothing_else_is_there(project: Path, tarikh: Tarikh) -> None:
    edit(project, "      en: in Moscow on 3 April 2025\n", "")
    quote = "في موسكو في 3 أبريل 2025"
    for language in ("en", "fr"):
        [entry] = [it for it in catalog(export(tarikh, project, language)).values() if it.id == quote]
        assert entry.auto_comments[0].startswith("our translations of the quote")
        assert entry.auto_comments[0].endswith(" (in ar)")
    assert quote not in [it.id for it in catalog(export(tarikh, project, "ar")).values()]


def test_of_a_stale_translation_those_texts_are_fuzzy_whose_original_changed(project: Path, tarikh: Tarikh) -> None:
    commit(project)
    change_original(project)
    text = export(tarikh, project, "ru")
    assert [it.context for it in catalog(text).values() if it.fuzzy] == [TITLE]
    before = "Foreign ministers of Russia and the Alliance hold their first consultations in Moscow"
    assert f'#, fuzzy\n#| msgid "{before}"\nmsgctxt "{TITLE}"\n' in text
    edit(project, "  ru:\n    of: en@a9c24f7d\n", "  ru:\n    of: en@00000000\n")
    (project / "ru.po").unlink()
    fuzzy = [it.context for it in catalog(export(tarikh, project, "ru")).values() if it.fuzzy]
    assert fuzzy == [f"events/moscow-consultations text.{part}" for part in ("title", "summary", "body", "dating")]


@pytest.mark.parametrize("language", ["en", "fr", "ru", "ar", "fa"])
def test_what_was_exported_comes_back_without_changing_a_byte(project: Path, tarikh: Tarikh, language: str) -> None:
    commit(project)
    change_original(project)
    before = snapshot(project / "content")
    text = export(tarikh, project, language)
    wrapped = io.BytesIO()
    write_po(wrapped, parsed(text), width=77)
    (project / "wrapped.po").write_bytes(wrapped.getvalue().replace(b"\n", b"\r\n"))
    result = tarikh("translations", "import", f"{language}.po", "wrapped.po")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "0 texts taken, 0 new translations, 0 brought up to date, 0 files written\n"
    assert snapshot(project / "content") == before


def test_one_changed_translation_changes_one_line(project: Path, tarikh: Tarikh) -> None:
    text, before = export(tarikh, project, "fr"), snapshot(project / "content")
    put(project, text, {TITLE: 'Premières consultations\u00a0: « Moscou » \\"#1\\"'})
    result = tarikh("translations", "import", "fr.po")
    assert result.stdout == f"{EVENT}\n1 text taken, 0 new translations, 0 brought up to date, 1 file written\n"
    [(_, new)] = changed_lines(before, snapshot(project / "content"))
    assert new == "    title: 'Premières consultations\u00a0: « Moscou » \"#1\"'"
    assert tarikh("check", "--strict").returncode == 0


def test_a_translation_is_up_to_date_once_all_that_was_fuzzy_came_back(project: Path, tarikh: Tarikh) -> None:
    commit(project)
    edit(project, "session of consultations", "session of talks")
    change_original(project)
    text = export(tarikh, project, "fr")
    summary = TITLE.replace("title", "summary")
    put(project, text, {TITLE: "Consultations à Moscou"})
    half = tarikh("translations", "import", "fr.po")
    assert half.returncode == 0
    assert "warning left-out: events/moscow-consultations stays older than its original" in half.stdout
    assert "1 text taken, 0 new translations, 0 brought up to date" in half.stdout
    assert '"fr" translates en@a9c24f7d' in tarikh("check").stdout
    put(project, text, {TITLE: "Consultations à Moscou", summary: "Des pourparlers."})
    assert (
        "1 text taken, 0 new translations, 1 brought up to date, 1 file written\n"
        in tarikh("translations", "import", "fr.po").stdout
    )
    assert '"fr" translates' not in tarikh("check").stdout


def test_a_translation_of_an_older_original_does_not_pass_for_one_of_today(project: Path, tarikh: Tarikh) -> None:
    text = export(tarikh, project, "fr")
    change_original(project)
    edit(project, "      en: in Moscow on 3 April 2025\n", "      en: at Moscow on 3 April 2025\n")
    quote = next(it.context for it in catalog(text).values() if it.id == "in Moscow on 3 April 2025")
    put(project, text, {TITLE: "Autre titre", quote: "Moscou, le 3 avril"})
    stale = tarikh("translations", "import", "fr.po")
    assert "1 text taken, 0 new translations, 0 brought up to date, 1 file written\n" in stale.stdout
    assert re.search(
        rf'^fr\.po:\d+:1: warning left-out: "{re.escape(quote)}" has another original', stale.stdout, re.MULTILINE
    )
    assert '"fr" translates en@a9c24f7d' in tarikh("check").stdout

    tarikh("translations", "accept", "fr", EVENT)
    before = snapshot(project / "content")
    put(project, text, {TITLE: "Encore un autre titre"})
    newer = tarikh("translations", "import", "fr.po")
    assert (newer.returncode, snapshot(project / "content")) == (0, before)
    assert f'warning left-out: "{TITLE}" has another original now' in newer.stdout


def test_commands_that_change_content_wait_for_each_other(project: Path, tarikh: Tarikh) -> None:
    for language, title in (("fr", "Consultations à Moscou"), ("ru", "Консультации в Москве")):
        put(project, export(tarikh, project, language), {TITLE: title}, f"{language}.po")
    folder = project / ".output.tarikh/editing"
    folder.mkdir(parents=True)
    with FileLock(folder / "lock"):
        imports = [
            subprocess.Popen(
                [sys.executable, "-m", "tarikh", "translations", "import", file], cwd=project, stdout=subprocess.PIPE
            )
            for file in ("fr.po", "ru.po")
        ]
        with pytest.raises(subprocess.TimeoutExpired):
            imports[0].wait(3)
        edit(project, "importance: major", "importance: minor")
    for process in imports:
        told, _ = process.communicate(timeout=60)
        assert (process.returncode, told.decode().count("1 text taken")) == (0, 1)
    written = (project / EVENT).read_text(encoding="utf-8")
    assert "title: Consultations à Moscou\n" in written
    assert "title: Консультации в Москве\n" in written
    assert "importance: minor\n" in written


def test_a_text_that_yaml_takes_for_nothing_is_a_text(project: Path, tarikh: Tarikh) -> None:
    text = export(tarikh, project, "fr")
    put(project, text, {TITLE: "null", "site tagline": "~"})
    result = tarikh("translations", "import", "fr.po")
    assert (result.returncode, result.stderr) == (0, "")
    assert '    title: "null"\n' in (project / EVENT).read_text(encoding="utf-8")
    assert 'fr: "~"\n' in (project / "content/site.yaml").read_text(encoding="utf-8")
    assert tarikh("check").returncode == 0


def test_a_file_whose_header_names_another_language_is_refused_as_a_whole(project: Path, tarikh: Tarikh) -> None:
    text, before = export(tarikh, project, "fr"), snapshot(project / "content")
    (project / "fr.po").write_text(text.replace('"Language: fr\\n"', '"Language: fa\\n"'), encoding="utf-8")
    result = tarikh("translations", "import", "fr.po")
    assert (result.returncode, result.stdout, snapshot(project / "content")) == (1, "", before)
    assert re.fullmatch(
        r'fr\.po:1:1: wrong-script: \d+ of \d+ texts do not look like "fa": they are without any letter of Arab\n'
        r"    is the Language in the header right\?\n1 error; nothing was done\n",
        result.stderr,
    )

    foreign = "Sahel Chronicle of the Alliance"
    put(project, export(tarikh, project, "fa"), {"site name": foreign, TITLE: "نشست مسکو"}, "fa.po")
    result = tarikh("translations", "import", "fa.po")
    assert result.returncode == 0
    assert "warning wrong-script: " in result.stdout
    assert "2 texts taken" in result.stdout


def test_what_translators_have_begun_stays_in_their_file(project: Path, tarikh: Tarikh) -> None:
    commit(project)
    edit(project, "session of consultations", "session of talks")
    change_original(project)
    edit(project, "      fr: à Moscou le 3 avril 2025\n", "")
    text = export(tarikh, project, "fr")
    quote = next(it.context for it in catalog(text).values() if it.id == "in Moscow on 3 April 2025")
    summary = TITLE.replace("title", "summary")
    put(project, text, {TITLE: "Consultations à Moscou", quote: "à Moscou"})
    assert "2 texts taken, 0 new translations, 0 brought up to date" in tarikh("translations", "import", "fr.po").stdout
    edit(project, "      fr: à Moscou\n", "")
    edit(project, "      en: in Moscow on 3 April 2025\n", "      en: at Moscow on 3 April 2025\n")
    again = catalog(export(tarikh, project, "fr"))
    assert (again[TITLE].string, again[TITLE].fuzzy) == ("Consultations à Moscou", False)
    assert again[summary].fuzzy
    assert (again[quote].id, again[quote].string, again[quote].fuzzy) == ("at Moscow on 3 April 2025", "à Moscou", True)

    other = tarikh("translations", "export", "ru", "-o", "fr.po")
    assert (other.returncode, other.stderr) == (2, "tarikh: fr.po is in fr, not ru\n")


def test_whatever_check_refuses_is_refused_with_its_line_before_anything_is_written(
    project: Path, tarikh: Tarikh
) -> None:
    text, before = export(tarikh, project, "fr"), snapshot(project / "content")
    wrong = {
        TITLE: "Deux\\nlignes",
        TITLE.replace("title", "body"): "ligne<br>ligne",
        TITLE.replace("title", "dating"): "invisible \u200f",
        "site title": "Bien",
    }
    put(project, text.replace('"site name"', '"site nam"'), wrong)
    result = tarikh("translations", "import", "fr.po")
    assert (result.returncode, result.stdout, snapshot(project / "content")) == (1, "", before)
    lines = (project / "fr.po").read_text(encoding="utf-8").split("\n")

    def line(start: str) -> int:
        return next(number for number, line in enumerate(lines, 1) if line.startswith(start))

    assert f'fr.po:{line("msgstr " + chr(34) + "Deux")}:1: wrong-text: "Deux' in result.stderr
    assert f"fr.po:{line('msgstr ' + chr(34) + 'ligne<br>')}:1: raw-html: raw HTML: <br>" in result.stderr
    assert f"fr.po:{line('msgstr ' + chr(34) + 'invisible')}:1: forbidden-character" in result.stderr
    name = line('msgctxt "site nam"') + 2
    assert f'fr.po:{name}:1: unknown-text: no text "site nam"\n    ' in result.stderr
    assert result.stderr.endswith("4 errors; nothing was done\n")


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('"Language: fr\\n"', '"Language: fx\\n"', -3, 'unknown-language: no language "fx"'),
        ('"Language: fr\\n"\n', "", -3, "po: a header that names no language"),
        (
            'msgid "Sahel chronicle"',
            'msgid "Sahel chronicle',
            0,
            'po: "msgid "Sahel chronicle" is no line of a PO file',
        ),
        ('msgid "Sahel chronicle"', 'msgid "Sahel \\chronicle"', 0, 'po: "\\c" stands for nothing'),
        ('msgid "Sahel chronicle"\n', "", -1, "po: an entry needs both msgid and msgstr"),
        ('msgctxt "site title"', 'msgctxt "site name"', 2, 'twice: "site name" is translated in another way at fr.po:'),
    ],
)
def test_a_po_file_with_a_fault_is_refused_with_its_line(
    project: Path, tarikh: Tarikh, old: str, new: str, line: int, told: str
) -> None:
    text, before = export(tarikh, project, "fr"), snapshot(project / "content")
    at = text[: text.index(old)].count("\n") + 1 + line
    (project / "fr.po").write_text(text.replace(old, new, 1), encoding="utf-8")
    result = tarikh("translations", "import", "fr.po")
    assert (result.returncode, result.stdout, snapshot(project / "content")) == (1, "", before)
    assert result.stderr.startswith(f"fr.po:{at}:1: {told}")
    assert result.stderr.endswith("\n1 error; nothing was done\n")


def test_a_language_that_the_site_asks_for_comes_in_step_by_step(project: Path, tarikh: Tarikh) -> None:
    site = "content/site.yaml"
    edit(project, "url:", "translations: [fr, ru]\nurl:", site)
    for file, text in (
        (site, "  fr: Chronique du Sahel\n"),
        (site, "  ru: Хроника Сахеля\n"),
        (EVENT, "      fr: à Moscou le 3 avril 2025\n"),
    ):
        edit(project, text, "", file)
    assert tarikh("check").returncode == 1
    assert tarikh("translations", "--missing", "fr").stdout.endswith("2 texts missing\n")
    text = export(tarikh, project, "fr")
    quote = next(it.context for it in catalog(text).values() if it.id == "in Moscow on 3 April 2025")
    put(project, text, {"site name": "Chronique", quote: "à Moscou"})
    result = tarikh("translations", "import", "fr.po")
    assert result.stdout.endswith("2 texts taken, 0 new translations, 0 brought up to date, 2 files written\n")
    said = tarikh("check").stdout
    assert 'nothing in "ru"' in said
    assert '"fr"' not in said


def test_a_new_language_comes_in_through_a_po_file(project: Path, tarikh: Tarikh) -> None:
    languages = project / "content/languages.yaml"
    text = languages.read_text(encoding="utf-8")
    entry = re.search(r"^fr:\n(?: .*\n)+", text, re.MULTILINE)
    assert entry
    languages.write_text(text + entry[0].replace("fr:", "pt-BR:", 1), encoding="utf-8")
    text = export(tarikh, project, "pt-BR")
    assert '"Language: pt_BR\\n"' in text
    entries = catalog(text)
    assert not any(it.string for it in entries.values())
    body = TITLE.replace("title", "body")
    put(
        project,
        text,
        {
            TITLE: "Título",
            TITLE.replace("title", "summary"): "Resumo.",
            body: "Um.\\n\\nDois.",
            "events/outlook-2026 text.title": "Só",
        },
    )
    result = tarikh("translations", "import", "fr.po")
    assert result.returncode == 0
    assert '"events/outlook-2026 text.title" came without "events/outlook-2026 text.summary"' in result.stdout
    assert "3 texts taken, 1 new translation, 0 brought up to date, 1 file written" in result.stdout
    written = (project / EVENT).read_text(encoding="utf-8")
    told = "title: Título\n    summary: Resumo.\n    body: |\n      Um.\n\n      Dois."
    assert f"  pt-BR:\n    of: en@a9c24f7d\n    {told}\ncitations:" in written


def test_readers_of_a_stale_translation_are_led_to_the_original(project: Path, tarikh: Tarikh) -> None:
    change_original(project)
    assert tarikh("build").returncode == 0
    marks = {
        "fr": "L’original a été modifié depuis cette traduction\u00a0:",
        "ru": "Оригинал изменился после этого перевода:",
        "ar": "تغيّر النص الأصلي بعد هذه الترجمة:",
        "fa": "متن اصلی پس از این ترجمه تغییر کرده است:",
    }
    title = "Foreign ministers of Russia and the Alliance hold consultations in Moscow"
    for language, mark in marks.items():
        page = project / "output" / language / "events/moscow-consultations.html"
        assert (
            f'<p class="stale">{mark} <a href="../../en/events/moscow-consultations.html" hreflang="en">'
            f'<bdi lang="en" dir="ltr" data-script="Latn">{title}</bdi></a></p>'
        ) in page.read_text(encoding="utf-8")
        assert (page.parent / "../../en/events/moscow-consultations.html").resolve().is_file()
        assert 'class="stale"' not in (page.parent / "outlook-2026.html").read_text(encoding="utf-8")
    assert 'class="stale"' not in (project / "output/en/events/moscow-consultations.html").read_text(encoding="utf-8")
