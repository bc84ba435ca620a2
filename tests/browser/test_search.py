"""Search in a real browser: what is found in which words, by hand and by keyboard, and what is said where it fails."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tarikh.model.folding import folded, sought

LANGUAGES = ("en", "fr", "ru", "ar", "fa")
ALT, CONTROL, SHIFT = 1, 2, 8  # as DevTools has them
LEVY = ("aes-import-levy", "free-trade-with-ecowas-ends")
LEFT = ("ecowas-withdrawal-2024", "ecowas-withdrawal-2025")
SUMMIT = ("saint-petersburg-summit",)
SOCHI = ("sochi-ministerial-conference",)
ALL_OF = "all events of "  # an actor or a topic

# A query in a language, and the events that are found first; or those that are found among others.
QUERIES: dict[str, dict[str, tuple[str, ...] | str]] = {
    "en": {
        "sanctions": ("ecowas-sanctions",),
        "levies": LEVY,  # which is nowhere but as a levy
        "withdrawal ecowas": LEFT,
        "putin": SUMMIT,
        "Путин": SUMMIT,
        "بوتين": SUMMIT,
        "پوتین": SUMMIT,
        "Niger": ALL_OF + "actor:niger",
        "والنيجر": ALL_OF + "actor:niger",
        "Лавров": ALL_OF + "actor:sergey-lavrov",
        "compensation": ("colonial-damages-proposal",),
        "6 july 2024": ("confederation-announced",),
        "٢٨ january": ("ecowas-withdrawal-2024",),
        "Equatorial": ("possible-new-members",),
        "nuclear rosatom": ("burkina-faso-rosatom-memorandum",),
        "Nebenz": ("nebenzya-welcomes-coordination",),
        "sochi": SOCHI,
        "xyzzy": (),
    },
    "fr": {
        "prélèvement": LEVY,
        "PRELEVEMENT": LEVY,
        "sanction": ("ecowas-sanctions",),
        "Poutine": SUMMIT,
        "Putin": SUMMIT,
        "Sotchi": SOCHI,
        "cédéao": ALL_OF + "actor:ecowas",
        "ECOWAS": ALL_OF + "actor:ecowas",
        "Niger": ALL_OF + "actor:niger",
        "3 avril rosatom": (),
        "6 juillet 2024": ("confederation-announced",),
        "mémorandum nucléaire": ("burkina-faso-rosatom-memorandum",),
        "Guinée équatoriale": ("possible-new-members",),
        "لافروف": ALL_OF + "actor:sergey-lavrov",
        "dommages": ("colonial-damages-proposal",),
        "levy": (),
    },
    "ru": {
        "сбор": LEVY,
        "сбора": LEVY,
        "санкции": ("ecowas-sanctions",),
        "санкция": ("ecowas-sanctions",),
        "Путин": SUMMIT,
        "Путина": SUMMIT,
        "Putin": SUMMIT,
        "Сочи": SOCHI,
        "Нигер": ALL_OF + "actor:niger",
        "ЭКОВАС": ALL_OF + "actor:ecowas",
        "ECOWAS": ALL_OF + "actor:ecowas",
        "6 июля 2024": ("confederation-announced",),
        "Росатом": ("burkina-faso-rosatom-memorandum",),
        "Экваториальная Гвинея": ("possible-new-members",),
        "لاوروف": ALL_OF + "actor:sergey-lavrov",
        "xyzzy": (),
    },
    "ar": {
        "النيجر": ALL_OF + "actor:niger",
        "والنيجر": ALL_OF + "actor:niger",
        "للنيجر": ALL_OF + "actor:niger",
        "نیجر": ALL_OF + "actor:niger",
        "ايكواس": ALL_OF + "actor:ecowas",
        "إيكواس": ALL_OF + "actor:ecowas",
        "الإيكواس": ALL_OF + "actor:ecowas",
        "كنفدرالية": ("confederation-announced",),
        "بوتين": SUMMIT,
        "Putin": SUMMIT,
        "سوتشي": SOCHI,
        "العقوبات": ("ecowas-sanctions",),
        "٦ يوليو ٢٠٢٤": ("confederation-announced",),
        "6 تموز 2024": ("confederation-announced",),
        "روساتوم": ("burkina-faso-rosatom-memorandum",),
        "مـحـكـمـة": (),
        "غينيا الاستوائيه": ("possible-new-members",),
        "لاوروف": ALL_OF + "actor:sergey-lavrov",
        "xyzzy": (),
    },
    "fa": {
        "نیجر": ALL_OF + "actor:niger",
        "نيجر": ALL_OF + "actor:niger",
        "النيجر": ALL_OF + "actor:niger",
        "اکوواس": ALL_OF + "actor:ecowas",
        "اكوواس": ALL_OF + "actor:ecowas",
        "کنفدراسیون": ALL_OF + "actor:aes",
        "كنفدراسيون": ALL_OF + "actor:aes",
        "پوتین": SUMMIT,
        "Putin": SUMMIT,
        "سوچی": SOCHI,
        "تحریم": ("ecowas-sanctions",),
        "عوارض": LEVY,
        "۱۶ تیر ۱۴۰۳": ("confederation-announced",),
        "16 تير 1403": ("confederation-announced",),
        "٦ ژوئیه ٢٠٢٤": ("confederation-announced",),
        "لاوروف": ALL_OF + "actor:sergey-lavrov",
        "Лавров": ALL_OF + "actor:sergey-lavrov",
        "گینه استوایی": ("possible-new-members",),
        "xyzzy": (),
    },
}


def records(built: Path, tag: str) -> dict[str, dict[str, object]]:
    """All that search knows of events in a language."""
    found: dict[str, dict[str, object]] = {}
    for file in (built / tag / "search").glob("*.json"):
        found |= json.loads(file.read_text(encoding="utf-8"))
    return found


def search(page: Page, query: str) -> None:
    """Waits until what is found of a query is shown, or that nothing is."""
    box = page.locator(".search").get_by_role("searchbox")
    page.locator(".search output").evaluate("it => it.textContent = ''")
    box.fill(query)
    expect(page.locator(".search output")).to_have_text(re.compile(r"[\d۰-۹]$|\S+\.$"))


def found(page: Page) -> list[str]:
    """The events that are shown, all of them."""
    more = page.locator(".search .more button")
    links = page.locator(".finds a")
    while more.is_visible():
        before = links.count()
        more.click()
        expect(links.nth(before)).to_be_attached()
    return [
        re.sub(r".*/([^/]+)\.html", r"\1", address)
        for address in links.evaluate_all("links => links.map(it => it.href)")
    ]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_events_are_found_as_readers_of_each_language_ask_for_them(
    page: Page, site: str, built: Path, tag: str
) -> None:
    known = records(built, tag)
    assert len(QUERIES[tag]) >= 12
    page.goto(f"{site}{tag}/search.html")
    wrong = {}
    for query, expected in QUERIES[tag].items():
        search(page, query)
        if not expected:
            if page.locator(".finds li").count():
                wrong[query] = found(page)
        elif isinstance(expected, str):
            kind, _, id = expected.removeprefix(ALL_OF).partition(":")
            wanted = {it for it, record in known.items() if id in record[f"{kind}s"]}
            assert wanted, expected
            if not wanted <= set(events := found(page)):
                wrong[query] = events
        elif set(found(page)[: len(expected)]) != set(expected):
            wrong[query] = found(page)
    assert wrong == {}


@pytest.mark.parametrize(
    ("one", "other", "tag"),
    [
        ("النيجر", "والنيجر", "ar"),
        ("ايكواس", "إيكواس", "ar"),
        ("مُـقرَّر", "مقرر", "ar"),
        ("كنفدراسيون", "کنفدراسیون", "fa"),
        ("۲۰۲۵", "٢٠٢٥", "fa"),
        ("۲۰۲۵", "2025", "fa"),
        ("می‌رود", "ميرود", "fa"),
        ("شئون", "شؤون", "ar"),
        ("مسئول", "مسؤول", "ar"),
        ("می شود", "می‌شود", "fa"),
        ("می گوید", "ميگويد", "fa"),
        ("نیرو های", "نیروهای", "fa"),
        ("گفت و گو", "گفت‌وگو", "fa"),
        ("Élections", "elections", "fr"),
        ("Всё", "все", "ru"),
    ],
)
def test_words_in_other_letters_find_the_same(page: Page, site: str, one: str, other: str, tag: str) -> None:
    page.goto(f"{site}{tag}/search.html")
    search(page, one)
    events = found(page)
    search(page, other)
    assert found(page) == events


def test_scripts_fold_words_as_the_index_was_folded(page: Page, site: str, built: Path) -> None:
    texts = [text for tag in LANGUAGES for text in _texts(records(built, tag))]
    blocks = [(0x20, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8C7), (0x1E00, 0x1FFF), (0x2010, 0x2070), (0xFB50, 0xFDFF)]
    letters = [chr(code) for first, last in blocks for code in range(first, last + 1)]
    page.goto(f"{site}en/")
    fold, look = page.evaluate(
        "async ([letters, texts]) => { const it = await import('../theme/js/fold.js');"
        " return [letters.map(it.fold), texts.map(it.sought)] }",
        [letters, texts],
    )
    assert {letter: it for letter, it in zip(letters, fold, strict=True) if it != folded(letter)} == {}
    words = [list(sought(text)) for text in texts]
    assert sum(map(len, words)) > 40_000
    assert [(one, other) for one, other in zip(words, look, strict=True) if one != other] == []


def _texts(told: object) -> list[str]:
    if isinstance(told, str):
        return [told]
    values = told.values() if isinstance(told, dict) else told if isinstance(told, list) else []
    return [text for value in values for text in _texts(value)]


def test_nothing_of_search_is_loaded_before_it_is_asked_for(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}ar/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "search" in url or "dialog" in url or "finder" in url]
    page.keyboard.press("/")
    search(page, "النيجر")
    assert [url for url in asked if "/ar/search/index-0/" in url]
    assert all(url.startswith(site) for url in asked)


def test_the_policy_of_pages_need_not_allow_what_search_is_made_with(
    page: Page, complaints: list[str], site: str
) -> None:
    page.goto(f"{site}en/search.html")
    search(page, "levy")
    assert page.locator(".finds li").count()
    assert complaints == []


@pytest.mark.parametrize(("tag", "keys", "query"), [("en", "/", "levy"), ("fa", "Control+k", "عوارض")])
def test_search_opens_on_any_page_and_is_all_done_by_keyboard(
    page: Page, site: str, tag: str, keys: str, query: str
) -> None:
    page.goto(f"{site}{tag}/actors.html")
    page.locator(".foot a").first.focus()
    page.keyboard.press(keys)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(query)
    expect(dialog.locator(".finds li").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(dialog.locator(".finds a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(dialog.locator(".finds a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")  # the first may have emptied the box
    expect(dialog).to_be_hidden()
    expect(page.locator(".foot a").first).to_be_focused()
    page.keyboard.press(keys)
    page.get_by_role("searchbox").fill(query)
    expect(dialog.locator(".finds li").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(dialog.locator(".finds a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/{tag}/events/aes-import-levy\.html$"))


@pytest.mark.parametrize(
    ("key", "code", "modifiers", "opens"),
    [
        ("ن", "KeyK", CONTROL, True),
        ("л", "KeyK", CONTROL, True),
        ("ظ", "Slash", 0, True),
        ("؟", "Slash", SHIFT, False),
        ("k", "KeyV", CONTROL, True),  # Dvorak
        ("t", "KeyK", CONTROL, False),
        ("K", "KeyK", CONTROL | SHIFT, False),
        ("ن", "KeyK", CONTROL | ALT, False),
        (".", "Slash", 0, False),
    ],
)
def test_the_keys_that_open_search_are_those_of_any_keyboard(
    page: Page, site: str, key: str, code: str, modifiers: int, opens: bool
) -> None:
    page.goto(f"{site}fa/")
    keyboard = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        keyboard.send("Input.dispatchKeyEvent", {"type": kind, "key": key, "code": code, "modifiers": modifiers})
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("dialog")).to_be_visible(visible=opens)


def test_enter_waits_for_what_is_found(page: Page, site: str) -> None:
    page.goto(f"{site}fa/search.html")
    page.keyboard.type("عوارض")
    page.keyboard.press("Enter")
    expect(page.locator(".finds a").first).to_be_focused()


def test_the_button_opens_the_dialog_and_the_dialog_closes(page: Page, site: str) -> None:
    page.goto(f"{site}ru/")
    page.locator(".bar .find").click()
    expect(page.get_by_role("dialog", name="Поиск")).to_be_visible()
    page.get_by_role("button", name="Закрыть").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).to_have_url(f"{site}ru/")
    expect(page.locator(".bar .find")).to_be_focused()


def test_the_dialog_is_made_once_however_often_it_is_asked_for(page: Page, site: str) -> None:
    page.goto(f"{site}en/")
    page.locator("a.find").evaluate("link => { link.click(); link.click(); }")
    expect(page.locator("dialog[open] input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_finds_are_chosen_by_topic_actor_and_year_with_their_numbers(page: Page, site: str, built: Path) -> None:
    known = records(built, "fa")
    page.goto(f"{site}fa/search.html")
    year = page.locator("select[name=year]")
    assert "۱۴۰۴" in year.inner_text()
    of_year = {id for id, record in known.items() if record["year"] == "1403"}
    year.select_option("1403")
    expect(page.locator(".search output")).to_have_text(re.compile("[۰-۹]$"))
    assert set(found(page)) == of_year
    page.locator("select[name=topic]").select_option("economy")
    both = {id for id in of_year if "economy" in known[id]["topics"]}  # type: ignore[operator]
    expect(page.locator(".finds li")).to_have_count(len(both))
    assert 0 < len(both) < len(of_year)
    assert page.url.endswith("?topic=economy&year=1403")
    digits = str(len(both)).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert f"({digits})" in page.locator("select[name=topic] option:checked").inner_text()
    page.get_by_role("button", name="نمایش همه").click()
    expect(page.locator(".finds li")).to_have_count(0)


def test_a_search_has_an_address(page: Page, site: str) -> None:
    page.goto(f"{site}fr/search.html?q=pr%C3%A9l%C3%A8vement&year=2025")
    expect(page.locator(".finds li").first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("prélèvement")
    search(page, "Niger")
    assert page.url.endswith("?q=Niger&year=2025")


def test_what_was_found_is_shown_with_dates_of_the_reader_and_words_marked(page: Page, site: str) -> None:
    page.goto(f"{site}fa/search.html")
    search(page, "كنفدراسيون")
    first = page.locator(".finds li").first
    expect(first.locator(".when")).to_have_text(re.compile("[۰-۹]"))
    expect(first.locator("mark").first).to_have_text(re.compile("کنفدراسیون"))
    page.goto(f"{site}en/search.html")
    search(page, "إيكواس")  # which only passages in Arabic have, or names
    passage = page.locator(".finds .passage[lang=ar]").first
    expect(passage).to_be_visible()
    assert passage.get_attribute("dir") == "rtl"
    expect(passage.locator("mark").first).to_have_text(re.compile("إيكواس"))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("شئون", "وزارة الشؤون", ["الشؤون"]),
        ("لاجئ", "اللاجئون هنا", ["اللاجئون"]),
        ("می‌شود", "آغاز می شود.", ["می شود"]),
        ("نیروهای", "از نیرو های تازه", ["نیرو های"]),
        ("گفت و گو", "گفت‌وگوی تازه", ["گفت‌وگوی"]),
        ("شود", "می, شود", ["شود"]),
        ("talks", "Talks, again", ["Talks"]),
    ],
)
def test_words_are_marked_in_every_way_in_which_they_are_found(
    page: Page, site: str, query: str, text: str, expected: list[str]
) -> None:
    page.goto(f"{site}fa/")
    parts = page.evaluate(
        "async ([query, text]) => { const it = await import('../theme/js/fold.js');"
        " return it.marked(text, it.wanted(query)) }",
        [query, text],
    )
    assert "".join(part for part, _ in parts) == text
    assert [part for part, is_one in parts if is_one] == expected


def test_it_is_said_where_search_cannot_be_loaded_and_it_is_tried_again(page: Page, site: str) -> None:
    broken = True

    def answer(route: Route) -> None:
        route.abort() if broken else route.continue_()

    page.route("**/*.pf_meta", answer)
    page.goto(f"{site}en/search.html")
    search(page, "levy")
    expect(page.locator(".search output")).to_contain_text("could not be loaded")
    broken = False
    search(page, "levies")
    expect(page.locator(".finds li").first).to_be_visible()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_without_scripting_the_page_leads_to_every_event(browser: Browser, site: str, tag: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}{tag}/")
    page.locator(".bar .find").click()
    expect(page).to_have_url(f"{site}{tag}/search.html")
    assert not page.get_by_role("searchbox").count()
    expect(page.locator(".instead")).to_be_visible()
    for folder in ("actors", "topics", "places", "documents"):
        expect(page.locator(f'main a[href="{folder}.html"]')).to_be_visible()
    page.close()
