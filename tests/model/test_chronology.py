"""The chronology's ways from event to event, on five small events."""

from collections.abc import Iterable
from random import Random

import pytest
from msgspec import structs
from msgspec.structs import replace

from tarikh.model.chronology import AROUND, MOST_RELATED, Account, Actor, Chronology, Event, EventText, Passage, Site
from tarikh.model.date import parse_date

TEXT = EventText("Title", "Summary", "Body", "Dating", "Note")
NOTHING = Site("en", (), "https://example.org/", "", "", "", {}, {}, {})


def passage(document: str) -> Passage:
    return Passage(document, ("words",), 1, ((0, 1),), {})


def event(id: str, date: str, actors: str = "", topics: str = "", languages: str = "en", **more: object) -> Event:
    given = Event(
        id=id,
        date=parse_date(date),
        importance="major",
        status="reported",
        topics=tuple(topics.split()),
        actors=tuple(actors.split()),
        places=("moscow",),
        original="en",
        text=dict.fromkeys(languages.split(), TEXT),
        citations=(passage("d1"),),
        accounts=(),
        path=f"content/events/{id}.yaml",
    )
    return replace(given, **more)


ANNOUNCED = event("announced", "2024-07", "mali", "alliance")
LEFT = event("left", "2025-01-29", "mali niger", "ecowas alliance", "en fr")
TALKED = event("talked", "2025-04-03", "russia mali niger", "diplomacy", "en fr fa")
AGREED = event(
    "agreed",
    "2025-04-04",
    "russia mali",
    "diplomacy",
    accounts=(Account("date", {}, passage("d2")),),
    places=("sochi",),
)
EXPECTED = event("expected", "2026", "niger", "trade", "en fa")
EVENTS = (ANNOUNCED, LEFT, TALKED, AGREED, EXPECTED)


@pytest.fixture
def chronology() -> Chronology:
    actors = {id: Actor(id, "state", {}, {}, (), "") for id in ("russia", "niger", "mali", "absent")}
    return Chronology(NOTHING, dict.fromkeys(("en", "fr", "fa")), {}, actors, {}, {}, EVENTS, {})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted({*EventText.__struct_fields__} - {"of"}))
def test_the_fingerprint_changes_with_every_text(name: str) -> None:
    assert structs.replace(TEXT, **{name: getattr(TEXT, name) + "."}).fingerprint != TEXT.fingerprint


def test_the_fingerprint_tells_one_text_from_another_field_with_the_same_words() -> None:
    assert EventText("T", "S", body="x").fingerprint != EventText("T", "S", note="x").fingerprint


def test_the_fingerprint_does_not_depend_on_what_was_translated() -> None:
    assert structs.replace(TEXT, of="en@12345678").fingerprint == TEXT.fingerprint
    assert len(TEXT.fingerprint) == 8


def test_an_event_rests_on_each_document_once_in_the_order_of_its_quotes() -> None:
    quotes = (passage("d2"), passage("d1"), passage("d2"))
    both = replace(AGREED, citations=quotes, accounts=(Account("date", {}, passage("d3")),))
    assert both.documents == ("d2", "d1", "d3")
    assert both.passages == (*quotes, passage("d3"))


def test_the_indexes_hold_each_event_under_all_of_its_keys(chronology: Chronology) -> None:
    assert chronology.event["talked"] is TALKED
    assert chronology.by_actor["mali"] == (ANNOUNCED, LEFT, TALKED, AGREED)
    assert chronology.events_of["topic"]["diplomacy"] == (TALKED, AGREED)
    assert chronology.by_place == {"moscow": (ANNOUNCED, LEFT, TALKED, EXPECTED), "sochi": (AGREED,)}
    assert chronology.by_document == {"d1": EVENTS, "d2": (AGREED,)}
    assert chronology.disagreements == (AGREED,)


@pytest.mark.parametrize(
    ("here", "language", "before", "after"),
    [
        (TALKED, "en", LEFT, AGREED),
        (ANNOUNCED, "en", None, LEFT),
        (EXPECTED, "en", AGREED, None),
        (TALKED, "fr", LEFT, None),
        (TALKED, "fa", None, EXPECTED),
    ],
)
def test_neighbours_are_the_events_told_in_the_same_language(
    chronology: Chronology, here: Event, language: str, before: Event | None, after: Event | None
) -> None:
    assert chronology.neighbours(here, language) == (before, after)


def test_related_events_share_the_rarest_actors_and_topics_first_and_say_which(chronology: Chronology) -> None:
    related = [(one.event.id, one.actors, one.topics) for one in chronology.related(TALKED.id)]
    assert related == [
        ("agreed", ("russia", "mali"), ("diplomacy",)),
        ("left", ("mali", "niger"), ()),
        ("expected", ("niger",), ()),
        ("announced", ("mali",), ()),
    ]


def test_an_event_has_at_most_so_many_related_events_and_is_not_its_own(chronology: Chronology) -> None:
    assert len(chronology.related(TALKED.id)) <= MOST_RELATED
    assert all(TALKED is not one.event for one in chronology.related(TALKED.id))


def test_of_events_equally_related_the_nearest_in_time_comes_first() -> None:
    far, near, here = (event(id, date, "mali") for id, date in (("a", "2020"), ("b", "2024"), ("c", "2025")))
    chronology = Chronology(NOTHING, {}, {}, {}, {}, {}, (far, near, here), {})
    assert [one.event.id for one in chronology.related(here.id)] == ["b", "a"]


def test_actors_who_appear_together_are_counted_and_equals_keep_their_registry_order(chronology: Chronology) -> None:
    assert chronology.appear_with("mali") == (("russia", 2), ("niger", 2))
    assert chronology.appear_with("russia") == (("mali", 2), ("niger", 1))
    assert chronology.appear_with("absent") == ()


def test_in_long_lists_related_events_are_near_in_time() -> None:
    events = [event(f"e{day}", f"{2000 + day // 12}-{day % 12 + 1:02}", actors="mali") for day in range(200)]
    many = Chronology(NOTHING, {}, {}, {}, {}, {}, tuple(events), {})
    ids = {one.event.id for one in many.related("e100")}
    assert ids <= {f"e{day}" for day in range(100 - AROUND, 101 + AROUND)}
    assert len(ids) == MOST_RELATED


def some_event(id: str, actors: str, random: Random) -> Event:
    named = random.sample(actors, min(len(actors), random.randint(1, 2)))
    return event(id, f"{random.randint(1900, 2030)}", " ".join(named), random.choice(["", *"uvwxyz"]))


def of_events(events: Iterable[Event]) -> Chronology:
    ordered = sorted(events, key=lambda one: (one.date.sort_key, one.id))
    return Chronology(NOTHING, {}, {}, {}, {}, {}, tuple(ordered), {})


@pytest.mark.parametrize("seed", range(20))
def test_related_events_stay_as_they_were_of_all_that_changes_do_not_make_stale(seed: int) -> None:
    random = Random(seed)
    before = {id: some_event(id, "abcdefgh", random) for id in map("e{}".format, range(400))}
    gone, new = random.sample(sorted(before), random.randint(0, 2)), [f"n{n}" for n in range(random.randint(0, 8))]
    altered = random.sample(sorted(before.keys() - gone), random.randint(0, 2))
    now = {id: one for id, one in before.items() if id not in gone}
    now.update((id, some_event(id, "a", random)) for id in altered + new)
    then, after = of_events(before.values()), of_events(now.values())
    stale = after.stale([(before.get(id), now.get(id)) for id in gone + altered + new])
    others = now.keys() - stale
    assert len(others) > 40, "else nothing is shown"
    assert {id: after.nearest(id) for id in others} == {id: then.nearest(id) for id in others}
