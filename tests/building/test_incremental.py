"""After any edit, a build that knows the last one makes the same site as one that knows nothing."""

from __future__ import annotations

import datetime
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builds import Builds, unchanged
from tarikh import work
from tarikh.publishing import lists
from tarikh.publishing.address import MOST_ON_TIMELINE

Edit = Callable[[Builds, random.Random], None]
EDITS: dict[str, Edit] = {}


def edit(make: Edit) -> Edit:
    EDITS[make.__name__] = make
    return make


@pytest.fixture(scope="module")
def corpus(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project with its open data in parts, as that of a long chronology is, and built without other processes."""
    builds = Builds.like(corpus, tmp_path_factory.mktemp("parts") / "project")
    shutil.rmtree(builds.folder / ".output.tarikh")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(lists.MOST_OF_KIND, "data", 40)
        patch.setattr(work, "ENOUGH", 100_000)
        builds.build()
        yield from unchanged(builds.folder)


def an_event(builds: Builds, dice: random.Random) -> Path:
    return dice.choice(sorted((builds.folder / "content" / "events").rglob("*.yaml")))


def a_file(builds: Builds, dice: random.Random) -> Path:
    """A file of the site: a page as often as one for programs."""
    kind = dice.choice(["*.html", "*.json", "*.csv"])
    return dice.choice(sorted((builds.folder / "output").rglob(kind)))


def rewrite(file: Path, pattern: str, new: Callable[[re.Match[str]], str], dice: random.Random) -> None:
    """Changes one of the places in a file that a pattern finds, if there are any."""
    text = file.read_text(encoding="utf-8")
    if found := list(re.finditer(pattern, text, re.MULTILINE)):
        match = dice.choice(found)
        file.write_text(text[: match.start()] + new(match) + text[match.end() :], encoding="utf-8")


def words(dice: random.Random) -> str:
    return f"word{dice.randrange(1000)}"


@edit
def title(builds: Builds, dice: random.Random) -> None:
    rewrite(an_event(builds, dice), r'^    (title|summary): "', lambda it: f"{it[0]}{words(dice)} ", dice)


@edit
def body(builds: Builds, dice: random.Random) -> None:
    rewrite(an_event(builds, dice), r"^    body: \|\n      ", lambda it: f"{it[0]}{words(dice)} ", dice)


@edit
def original(builds: Builds, dice: random.Random) -> None:
    """What all translations are older than then."""
    file = an_event(builds, dice)
    english, found, rest = file.read_text(encoding="utf-8").partition("\n  en:\n")
    assert found
    file.write_text(
        english + found + rest.replace("body: |\n      ", f"body: |\n      {words(dice)} ", 1), encoding="utf-8"
    )


@edit
def note(builds: Builds, dice: random.Random) -> None:
    rewrite(
        an_event(builds, dice),
        r"^(    note: .*\n)?    title: ",
        lambda _: f'    note: "{words(dice)}"\n    title: ',
        dice,
    )


@edit
def translation(builds: Builds, dice: random.Random) -> None:
    rewrite(an_event(builds, dice), r'^      (en|fr|ru|ar|fa): "', lambda it: f"{it[0]}{words(dice)} ", dice)


@edit
def date(builds: Builds, dice: random.Random) -> None:
    file = an_event(builds, dice)
    year = dice.choice([file.parent.name, str(dice.randrange(1990, 2026)), "0600"])
    rewrite(file, r"^date: .*", lambda _: f"date: {year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}", dice)
    (file.parent.parent / year).mkdir(exist_ok=True)
    file.rename(file.parent.parent / year / file.name)


@edit
def added(builds: Builds, dice: random.Random) -> None:
    day = f"2019-12-{dice.randint(1, 31):02}"
    rewrite(an_event(builds, dice), r"^(added: .*\n)?text:", lambda _: f"added: {day}\ntext:", dice)


@edit
def changed(builds: Builds, dice: random.Random) -> None:
    what = f"changes:\n  - on: 2027-01-{dice.randint(1, 31):02}\n    what: {{en: {words(dice)}}}\n"
    rewrite(an_event(builds, dice), r"(^changes:\n(  .*\n)*)?\Z", lambda _: what, dice)


@edit
def kind(builds: Builds, dice: random.Random) -> None:
    to = dice.choice(["importance: major", "importance: background", "status: alleged", "status: reported"])
    rewrite(an_event(builds, dice), rf"^{to.partition(':')[0]}: .*", lambda _: to, dice)


@edit
def who(builds: Builds, dice: random.Random) -> None:
    actors = dice.sample([f"actor-{at:02}" for at in range(1, 61)], dice.randint(1, 4))
    rewrite(an_event(builds, dice), r"^actors: .*", lambda _: f"actors: [{', '.join(actors)}]", dice)


@edit
def what(builds: Builds, dice: random.Random) -> None:
    topics = dice.sample([f"topic-{at:02}" for at in range(1, 13)], dice.randint(1, 4))
    rewrite(an_event(builds, dice), r"^topics: .*", lambda _: f"topics: [{', '.join(topics)}]", dice)


@edit
def gone(builds: Builds, dice: random.Random) -> None:
    an_event(builds, dice).unlink()


@edit
def more(builds: Builds, dice: random.Random) -> None:
    file = an_event(builds, dice)
    shutil.copy(file, file.with_name(f"again-{dice.randrange(10_000)}.yaml"))


@edit
def untranslated(builds: Builds, dice: random.Random) -> None:
    rewrite(an_event(builds, dice), r"^  fr:\n(    .*\n|\n)*", lambda _: "", dice)


@edit
def entry(builds: Builds, dice: random.Random) -> None:
    file = builds.folder / "content" / f"{dice.choice(['actors', 'topics', 'places', 'documents'])}.yaml"
    rewrite(file, r'^    (en|fa|ar): "', lambda it: f"{it[0]}{words(dice)} ", dice)


@edit
def names(builds: Builds, dice: random.Random) -> None:
    rewrite(builds.folder / "content" / "site.yaml", r'^  (en|fa): "', lambda it: f"{it[0]}{words(dice)} ", dice)


@edit
def language(builds: Builds, dice: random.Random) -> None:
    file = builds.folder / "content" / "languages.yaml"
    rewrite(file, r"^( +name: )(\S+)$", lambda it: f"{it[1]}{it[2]}{dice.randrange(9)}", dice)


@edit
def order(builds: Builds, dice: random.Random) -> None:
    file = builds.folder / "content" / "languages.yaml"
    head, *languages = re.split(r"^(?=[a-z]+:$)", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    dice.shuffle(languages)
    file.write_text(head + "".join(languages), encoding="utf-8")


@edit
def template(builds: Builds, dice: random.Random) -> None:
    element = r"<(p|h1|section|ul)\b"
    files = sorted((builds.folder / "theme" / "templates").rglob("*.html"))
    file = dice.choice([it for it in files if re.search(element, it.read_text(encoding="utf-8"))])
    rewrite(file, element, lambda it: f'{it[0]} data-{words(dice)}="1"', dice)


@edit
def strings(builds: Builds, dice: random.Random) -> None:
    file = builds.folder / "theme" / "locale" / dice.choice(["fr", "fa"]) / "LC_MESSAGES" / "messages.po"
    rewrite(file, r'^msgstr "(?=\w)', lambda it: f"{it[0]}{words(dice)} ", dice)


@edit
def style(builds: Builds, dice: random.Random) -> None:
    file = dice.choice(sorted((builds.folder / "theme" / "styles").glob("*.css")))
    file.write_text(f"{file.read_text(encoding='utf-8')}\n/* {words(dice)} */\n", encoding="utf-8")


@edit
def prose(builds: Builds, dice: random.Random) -> None:
    about, *rest = builds.prose
    about = type(about)(about.id, about.language, f"About {words(dice)}", about.html, words(dice), about.order)
    builds.prose = (about, *rest) if dice.random() < 0.7 else tuple(rest) or (about,)


@edit
def offline(builds: Builds, dice: random.Random) -> None:
    site = builds.folder / "content" / "site.yaml"
    text = site.read_text(encoding="utf-8").replace("offline: yes\n", "")
    site.write_text(text + "offline: yes\n" * dice.randrange(2), encoding="utf-8")


@edit
def script(builds: Builds, dice: random.Random) -> None:
    file = dice.choice(sorted((builds.folder / "theme" / "static" / "js").glob("*.js")))
    file.write_text(f"{file.read_text(encoding='utf-8')}\n// {words(dice)}\n", encoding="utf-8")


@edit
def address(builds: Builds, dice: random.Random) -> None:
    builds.url = dice.choice(["", "https://example.net/a", "https://example.net"])


@edit
def page_lost(builds: Builds, dice: random.Random) -> None:
    a_file(builds, dice).unlink()


@edit
def page_spoiled(builds: Builds, dice: random.Random) -> None:
    file = a_file(builds, dice)
    file.unlink()
    file.write_text(words(dice))


@edit
def nothing(builds: Builds, dice: random.Random) -> None:
    """Nothing."""


def apply(edits: list[tuple[str, int]], builds: Builds) -> None:
    for name, seed in edits:
        EDITS[name](builds, random.Random(seed))


@pytest.mark.parametrize("name", ["body", "title", "script", "gone"])
def test_what_browsers_keep_is_renewed_by_any_edit(builds: Builds, name: str) -> None:
    with (builds.folder / "content" / "site.yaml").open("a") as site:
        site.write("offline: yes\n")
    builds.build()
    before = builds.pages()["service-worker.js"]
    apply([(name, 7)], builds)
    builds.build()
    after = builds.pages()
    assert after == builds.cold()
    assert after["service-worker.js"] != before


def test_what_tells_an_event_in_a_language_that_it_lacks_follows_it(builds: Builds) -> None:
    for name in ("untranslated", "original"):  # of the same event, as the dice fall alike
        apply([(name, 7)], builds)
        builds.build()
    assert builds.pages() == builds.cold()


def test_sitemaps_follow_the_language_of_those_who_speak_none(builds: Builds) -> None:
    for name in ("untranslated", "order"):
        apply([(name, 7)], builds)
        builds.build()
    assert builds.pages() == builds.cold()


def test_the_page_that_searches_counts_what_it_leads_to(builds: Builds) -> None:
    builds.build()
    dice = random.Random(3)
    rewrite(an_event(builds, dice), r"^status: .*", lambda _: "status: alleged", dice)
    builds.build()
    assert builds.pages() == builds.cold()


def test_every_picture_has_room_for_the_longest_topic(builds: Builds) -> None:
    builds.build()
    rewrite(
        builds.folder / "content" / "topics.yaml", r'^    en: "?', lambda it: f"{it[0]}{'Long' * 9} ", random.Random(3)
    )
    builds.build()
    assert builds.pages() == builds.cold()


def test_every_page_tells_whether_there_are_years_above_it(builds: Builds) -> None:
    events = sorted((builds.folder / "content" / "events").rglob("*.yaml"))
    for event in events[MOST_ON_TIMELINE // 2 : len(events) - MOST_ON_TIMELINE // 2]:  # first and last year stay
        event.unlink()
    builds.build()
    assert builds.pages() == builds.cold()


@pytest.mark.parametrize("seed", range(8))
def test_a_build_after_edits_is_a_build_from_nothing(builds: Builds, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(3):
        apply([(dice.choice(sorted(EDITS)), dice.randrange(10**6)) for _ in range(dice.randint(1, 4))], builds)
        builds.build()
    assert builds.pages() == builds.cold()


@pytest.mark.parametrize("name", sorted(EDITS))
def test_each_edit_shows_and_a_build_after_it_is_a_build_from_nothing(builds: Builds, name: str) -> None:
    builds.build()
    apply([(name, 7)], builds)
    changes = builds.build()
    assert builds.pages() == builds.cold()
    if name not in ("nothing", "page_lost", "page_spoiled"):
        assert changes.written or changes.removed, "an edit that no page shows proves nothing"


def test_what_did_not_change_is_not_touched(builds: Builds) -> None:
    builds.build()
    before = {path: (file.stat().st_ino, file.stat().st_mtime_ns) for path, file in files(builds)}
    apply([("body", 3)], builds)
    changes = builds.build()
    after = {path: (file.stat().st_ino, file.stat().st_mtime_ns) for path, file in files(builds)}
    touched = sorted(path for path in after if after[path] != before.get(path))
    assert changes.written == len(touched)
    page, *data = sorted(touched, key=lambda path: ("/events/" not in path, "/search/" in path))
    language, part = re.fullmatch(r"(\w\w)/events/[\w-]+\.html", page)[1], data[0].removeprefix("events.")
    searched = {path for path in data if path.startswith(f"{language}/search/")}
    assert sum("/index-" not in path for path in searched) == 1
    assert {*data} - searched == {f"events.{part}", f"{language}/events.{part}"}, (
        "a body stands on one page, and in one part"
    )


def test_a_title_is_made_again_only_where_it_shows(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    from tarikh import copies, pieces

    monkeypatch.setattr(copies, "cores", lambda: 1)  # so that all of them are counted here
    builds.build()
    rendered: list[str] = []
    render = pieces.render
    monkeypatch.setattr(pieces, "render", lambda site, it: (rendered.append(it.path), render(site, it))[1])
    apply([("title", 11)], builds)
    builds.build()
    assert 0 < len(rendered) < len(builds.pages()) / 4
    rendered.clear()
    builds.build()
    assert not rendered


@pytest.mark.parametrize(("days", "moves"), [(1, False), (100, True)])
def test_the_image_of_the_site_is_drawn_again_when_a_dot_on_it_moves(
    builds: Builds, monkeypatch: pytest.MonkeyPatch, days: int, moves: bool
) -> None:
    from tarikh import copies, pieces

    monkeypatch.setattr(copies, "cores", lambda: 1)
    builds.build()
    rendered: list[str] = []
    render = pieces.render
    monkeypatch.setattr(pieces, "render", lambda site, it: (rendered.append(it.path), render(site, it))[1])
    images = [builds.folder / "output" / language / "share" / "_.png" for language in ("en", "fa")]
    before = [image.read_bytes() for image in images]
    texts = {path: path.read_text(encoding="utf-8") for path in (builds.folder / "content" / "events").rglob("*.yaml")}
    early = {path: on[1] for path, text in texts.items() if (on := re.match(r"date: (\d+-0[1-6]-\d\d)\n", text))}
    event, date = sorted(early.items())[20]
    later = datetime.date.fromisoformat(date) + datetime.timedelta(days)
    event.write_text(texts[event].replace(date, str(later), 1), encoding="utf-8")
    builds.build()
    assert any(path.startswith("en/events/") for path in rendered)
    assert ("en/share/_.png" in rendered, "fa/share/_.png" in rendered) == (moves, moves)
    assert [image.read_bytes() != old for image, old in zip(images, before, strict=True)] == [moves, moves]


def files(builds: Builds) -> list[tuple[str, Path]]:
    target = builds.folder / "output"
    return [(path.relative_to(target).as_posix(), path) for path in sorted(target.rglob("*")) if path.is_file()]
