"""The gallery: every component of the theme with its examples, in every language and both colour schemes, on one page.

    make gallery, or python theme/gallery FOLDER

Examples are views of this project's own chronology, and of it with something changed where it has no case of its own.
Tests look at the page too: what is where, and whether axe finds anything.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from msgspec import structs
from PIL import Image as Pillow

from tarikh import build
from tarikh.model.chronology import Chronology, Event, Image, WebLink
from tarikh.model.date import parse_date
from tarikh.pieces import read_theme
from tarikh.progress import Progress
from tarikh.publishing import images, pages, timelines
from tarikh.publishing.address import Address
from tarikh.publishing.edition import Edition
from tarikh.publishing.site import Site
from tarikh.publishing.variants import Variant
from tarikh.publishing.views import Link
from tarikh.state import State
from tarikh.work import Work

THEME = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
QUOTES = '<section class="evidence">{% for it in view.quotes %}{{ quote(it) }}{% endfor %}</section>'
SCHEMES = ("light", "dark")
DATES = (
    "2025-04-03",
    "2025-04-03/2025-04-04",
    "2025-04",
    "2025",
    "2024~",
    "2023/..",
    "2020?/2022",
    "-0043-03-15",
    "199X",
)
MANY = 400  # events, more than there are marks for


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a component: a template that shows a view, and the view as an edition makes it."""

    component: str
    name: str
    template: str
    view: Callable[[Edition], object]


def examples(site: Site) -> Iterator[Example]:
    """All components with their examples."""
    chronology = site.chronology

    def card(name: str, event: Event) -> Example:
        return Example("card", name, "{{ card(view) }}", lambda edition: _with(edition, event).card(event.id))

    def first(wanted: Callable[[Event], object]) -> Event:
        return next(event for event in chronology.events if wanted(event))

    def page(event: Event) -> Callable[[Edition], object]:
        return lambda edition: pages.event(_with(edition, event), event, {"sample.jpg": _variants()})

    told = first(lambda event: event.accounts and event.text["en"].note)
    torn = first(lambda event: any(len(passage.spans) > 1 for passage in event.citations))
    middle = chronology.events[len(chronology.events) // 2]
    original = structs.replace(told, text={"en": told.text["en"]})
    pictured = structs.replace(told, images=(_image(chronology),), links=(_link(chronology),))

    yield Example("when", "precisions", "{% for date in view %}<p>{{ when(date) }}</p>{% endfor %}", _dates)
    yield card("major, documents differ", told)
    for importance in ("notable", "background"):
        yield card(importance, first(lambda event, wanted=importance: event.importance == wanted))  # type: ignore[misc]
    for status in ("alleged", "announced", "forecast"):
        yield card(status, first(lambda event, wanted=status: event.status == wanted))  # type: ignore[misc]
    yield card("not translated", original)
    yield Example("years", "list", "{{ years(view) }}", lambda edition: timelines.timeline(edition).years[:2])
    yield Example(
        "ways", "years and order", "{{ ways(view.jump, view.order) }}", lambda edition: timelines.timeline(edition)
    )
    yield Example("parts", "of a long list", "{{ parts(view) }}", lambda edition: _long_page(edition).parts)
    yield Example("picture", "marks", "{{ picture(view) }}", lambda edition: timelines.timeline(edition).pictures)
    yield Example("picture", "bars", "{{ picture(view) }}", lambda e: _long_page(e).pictures)
    yield Example("picture", "a single year", "{{ picture(view) }}", lambda edition: _year_page(edition).pictures)
    yield Example("where", "strip", "{{ where(view.strip, view.card.when.words) }}", page(told))
    yield Example("map", "places", "{{ map(view) }}", lambda e: pages.listing(e, "place", site.land).map)
    yield Example("filters", "form", '{{ filters(view, "46") }}', timelines.filters)
    yield Example("choices", "pages", "{{ choices(view.choices) }}", lambda edition: timelines.timeline(edition))
    yield Example("quote", "each", QUOTES, page(told))
    yield Example("quote", "torn apart", QUOTES, page(torn))
    yield Example("tellings", "accounts", "{{ tellings(view.tellings) }}", page(told))
    yield Example("note", "editor’s", "{{ note(view.note) }}", page(told))
    yield Example(
        "stale", "older than the original", "{{ stale(view) }}", lambda edition: _original_link(edition, told)
    )
    yield Example("image", "with its credit", "{{ image(view.images[0]) }}", page(pictured))
    yield Example("link_card", "instead of an embed", "{{ link_card(view.links[0]) }}", page(pictured))
    yield Example("links", "actors", "{{ links(view.actors) }}", page(told))
    yield Example("line", "one event", "{{ line(view.before) }}", page(middle))
    yield Example("neighbours", "before and after", "{{ neighbours(view.before, view.after) }}", page(middle))
    yield Example("share", "buttons", "{{ share() }}", page(told))
    yield Example("cite", "forms", "{{ cite(view.references) }}", page(told))
    yield Example("embed", "code", "{{ embed(view.embed) }}", page(told))


MACROS = {
    "when": "when", "card": "card", "line": "card", "neighbours": "card", "stale": "card", "years": "years",
    "ways": "years", "parts": "years", "picture": "picture", "where": "picture", "map": "map", "filters": "filters",
    "choices": "filters", "quote": "quote", "tellings": "tellings", "note": "tellings", "image": "image",
    "link_card": "linkcard", "links": "links", "share": "cite", "cite": "cite",
    "embed": "cite",
}  # fmt: skip


def make(folder: Path) -> Path:
    """Writes the gallery and what it shows into a folder; returns the page."""
    project = build.Project(Path("content"), Path("seeds"), THEME)
    checked = build.check(project, State(), Work(), Progress())
    site = build.recipe(checked, [], read_theme(THEME)).made(checked.complete())
    all_of = list(examples(site))
    components = [
        (component, [_shown(site, example) for example in all_of if example.component == component])
        for component in dict.fromkeys(example.component for example in all_of)
    ]
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    shutil.copytree(THEME / "static", folder / "theme", dirs_exist_ok=True)
    (folder / "theme" / "style.css").write_bytes(site.stylesheet)
    shutil.copy(HERE / "gallery.css", folder)
    for variant in _variants():
        (folder / variant.path).parent.mkdir(exist_ok=True)
        (folder / variant.path).write_bytes(images.encode(_photograph(), variant))
    page = folder / "index.html"
    page.write_text(environment.get_template("gallery.html").render(components=components), encoding="utf-8")
    return page


def _shown(site: Site, example: Example) -> tuple[str, list[tuple[object, str, str]]]:
    """An example in every language and scheme: language, scheme, and HTML with ids of its own."""
    samples = []
    source = f'{{% from "macros/{MACROS[example.component]}.html" import {example.component} %}}{example.template}'
    for tag, say in site.speakers.items():
        html = site.templates.fragment(source, say, view=example.view(site.edition(tag, "")))
        for scheme in SCHEMES:
            own = f"--{tag}-{scheme}-{re.sub('[^a-z]+', '-', f'{example.component} {example.name}')}"
            apart = re.sub(r'( id="| aria-labelledby="| href="#)([^"]+)"', rf'\1\2{own}"', html)
            samples.append((say.language, scheme, apart))
    return example.name, samples


def _with(edition: Edition, *events: Event) -> Edition:
    """The same edition of a chronology in which some events are others."""
    by_id = {event.id: event for event in events}
    changed = tuple(by_id.pop(event.id, event) for event in edition.chronology.events) + tuple(by_id.values())
    chronology = replace(edition.chronology, events=tuple(sorted(changed, key=lambda it: (it.date.sort_key, it.id))))
    return Edition(chronology, edition.say, edition.folder, "https://example.org/")


def _many(edition: Edition) -> Edition:
    """A chronology of many events, one each ten days."""
    events = edition.chronology.events
    made = (
        structs.replace(
            events[at % len(events)],
            id=f"e{at}",
            importance="major",
            date=parse_date(f"{2008 + at // 36}-{1 + at // 3 % 12:02}-{1 + at % 3 * 10:02}"),
        )
        for at in range(MANY)
    )
    return Edition(replace(edition.chronology, events=tuple(made)), edition.say, edition.folder, "https://example.org/")


def _long_page(edition: Edition) -> object:
    return timelines.selection(_many(edition), Address("selection", edition.say.language.tag, "major"))


def _year_page(edition: Edition) -> object:
    months = [event for event in _many(edition).chronology.events if event.date.edtf.startswith("2012")]
    few = Edition(
        replace(edition.chronology, events=tuple(months)), edition.say, edition.folder, "https://example.org/"
    )
    return timelines.timeline(few)


def _dates(edition: Edition) -> object:
    return [edition.when(parse_date(date)) for date in DATES]


def _original_link(edition: Edition, event: Event) -> Link:
    text = edition.said(event.text["en"].title, "en")
    return Link(edition.link(Address("event", "en", event.id)), text)


def _image(chronology: Chronology) -> Image:
    alt = {tag: text.title for tag, text in chronology.events[0].text.items()}
    return Image("sample.jpg", alt, {tag: f"{name} · CC BY-SA 4.0" for tag, name in chronology.site.name.items()})


def _link(chronology: Chronology) -> WebLink:
    return WebLink("https://video.example.org/watch?v=1", dict(chronology.site.title))


def _photograph() -> bytes:
    """A picture made here: a gradient, with which no right is hurt."""
    picture = Pillow.linear_gradient("L").resize((1600, 1000)).convert("RGB")
    file = BytesIO()
    picture.save(file, "jpeg", quality=85)
    return file.getvalue()


def _variants() -> tuple[Variant, ...]:
    return images.variants("sample.jpg", _photograph())


if __name__ == "__main__":
    print(make(Path(sys.argv[1] if len(sys.argv) > 1 else ".preview/gallery")))
