"""Persian text has Persian's ۴ ۶ ۷, Arabic text has Arabic's ٤ ٦ ٧: seen in what the browser draws.

A digit is drawn large, cut out at the edges of its ink, and laid on a grid of 12 by 16 cells; what it shares with a
shape is the cells inked in both, divided by the cells inked in either. The shapes were drawn once by faces that are
not ours: the Persian ones by Noto Sans Arabic, the Arabic and the Urdu ones by Noto Naskh Arabic.
"""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import BrowserContext, Page

# From left to right: Persian ۴ ۶ ۷, Arabic ٤ ٦ ٧, Urdu ۴ ۶ ۷. Persian and Arabic have one shape of seven; Arabic and
# Urdu have one shape of six.
PEOPLES = ("Persian", "Arabic", "Urdu")
SHAPES = {
    "4": """
    ###...#####.   ......##....   ...#.......#
    ###..######.   ....###.....   .#####....##
    ###..###....   ..####......   .######..###
    .##..###....   .###........   ##..#######.
    .###########   ###.........   ##...#####..
    .##########.   ###.........   ##....###...
    .###........   #######.....   ###...##....
    ..##........   .######.....   ###.........
    ..##........   ....###.....   .###........
    ..##........   ....##......   ..###.......
    ..###.......   ...##.......   ..###.......
    ..###.......   ..##........   ...###......
    ..###.......   ..##........   ....##......
    ..###.......   ..####.....#   ....##......
    ..###.......   ..##########   .....#......
    ...##.......   ....######..   .....#......
    """,
    "6": """
    ....######..   ####....##..   ####....##..
    ...#######..   ##########..   ##########..
    ..###.......   ##########..   ##########..
    .###........   ........##..   ........##..
    .###........   ........##..   ........##..
    ..###.......   ........##..   ........##..
    ..####...###   .......###..   .......###..
    ...#########   .......###..   .......###..
    .....#####..   ........##..   ........##..
    .....####...   ........##..   ........##..
    ....###.....   ........##..   ........##..
    ...###......   ........###.   ........###.
    ..###.......   ........###.   ........###.
    .###........   .........###   .........###
    ####........   .........###   .........###
    ###.........   ..........#.   ..........#.
    """,
    "7": """
    ##........##   .#........#.   ..........#.
    ##........##   ##........##   .........##.
    .##......##.   ###......###   ........###.
    .##......##.   ###......##.   ......####..
    .###....###.   .###.....##.   ......###...
    ..##....##..   .###....##..   ....####....
    ..##....##..   ..###...##..   ....###.....
    ..###..##...   ..###...##..   ...###......
    ...##..##...   ...##..##...   ..###.......
    ...##..##...   ...###.##...   .###........
    ...#####....   ....##.##...   .##.........
    ....####....   ....##.#....   ##..........
    ....####....   ....####....   ##..........
    ....###.....   .....###....   ############
    .....##.....   .....##.....   ############
    .....##.....   .....##.....   ###########.
    """,
}
SAME = {frozenset({"Persian", "Arabic"}): "7", frozenset({"Arabic", "Urdu"}): "6"}
CLEARLY = 0.15

# The digit in the page's own face, as large as the page's own style would never have it.
DRAW = """([digit, family, lang]) => {
    const place = document.createElement('p');
    place.id = 'digit';
    place.lang = lang;
    place.textContent = digit;
    Object.assign(place.style, {
        fontFamily: `var(${family})`, fontSize: '200px', fontWeight: 400, lineHeight: 2, inlineSize: '300px',
        margin: 0, textAlign: 'center', color: 'black', background: 'white',
    });
    document.querySelector('main').replaceChildren(place);
    place.getBoundingClientRect();
    return document.fonts.ready.then(() => true);
}"""

GRID = """async ([png, columns, rows]) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + png;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    const ink = (x, y) => 255 - pixels[4 * (y * image.width + x)];
    const xs = [], ys = [];
    for (let y = 0; y < image.height; y++)
        for (let x = 0; x < image.width; x++)
            if (ink(x, y) > 127) { xs.push(x); ys.push(y); }
    const least = all => all.reduce((a, b) => Math.min(a, b)), most = all => all.reduce((a, b) => Math.max(a, b));
    const left = least(xs), wide = (most(xs) + 1 - left) / columns;
    const top = least(ys), high = (most(ys) + 1 - top) / rows;
    return Array.from({length: rows}, (_, row) => Array.from({length: columns}, (_, column) => {
        let sum = 0, count = 0;
        for (let y = Math.floor(top + row * high); y < top + (row + 1) * high; y++)
            for (let x = Math.floor(left + column * wide); x < left + (column + 1) * wide; x++) {
                sum += ink(x, y);
                count++;
            }
        return sum / count >= 102 ? '#' : '.';
    }).join(''));
}"""


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize(
    ("tag", "lang", "digits", "people"),
    [
        ("fa", "fa", "۴۶۷", "Persian"),
        ("ar", "fa", "۴۶۷", "Persian"),
        ("ar", "ar", "٤٦٧", "Arabic"),
        ("fa", "ar", "٤٦٧", "Arabic"),
    ],
)
@pytest.mark.parametrize(("family", "face"), [("--text", "Markazi Text"), ("--ui", "Vazirmatn")])
def test_a_digit_has_the_shape_of_its_people(
    page: Page, site: str, family: str, face: str, tag: str, lang: str, digits: str, people: str, name: str
) -> None:
    page.goto(f"{site}{tag}/about.html")
    page.evaluate(DRAW, [digits["467".index(name)], family, lang])
    assert drawn_in(page) == [(face, True)]
    drawn = grid(page)
    alike = {other: shared(drawn, shape(name, other)) for other in PEOPLES}
    rivals = [alike[other] for other in PEOPLES if other != people and SAME.get(frozenset({people, other})) != name]
    picture = "\n".join(drawn)
    assert alike[people] >= 0.5, f"{alike}\n{picture}"
    assert alike[people] - max(rivals) >= CLEARLY, f"{alike}\n{picture}"


def test_the_shapes_of_three_peoples_are_told_apart() -> None:
    for name in SHAPES:
        for one in PEOPLES:
            for other in PEOPLES:
                alike = shared(shape(name, one), shape(name, other))
                same = one == other or SAME.get(frozenset({one, other})) == name
                assert alike >= 0.6 if same else alike <= 0.4, (name, one, other, alike)


def shape(name: str, people: str) -> list[str]:
    column = PEOPLES.index(people)
    return [line.split()[column] for line in SHAPES[name].strip().splitlines()]


def shared(one: list[str], other: list[str]) -> float:
    pairs = list(zip("".join(one), "".join(other), strict=True))
    return sum(pair == ("#", "#") for pair in pairs) / sum("#" in pair for pair in pairs)


def grid(page: Page) -> list[str]:
    """What is drawn of the digit, as rows of cells. A blank page reads the picture: ours may load no other's."""
    png = base64.b64encode(page.locator("#digit").screenshot()).decode()
    context: BrowserContext = page.context
    reader = context.new_page()
    rows: list[str] = reader.evaluate(GRID, [png, 12, 16])
    reader.close()
    return rows


def drawn_in(page: Page) -> list[tuple[str, bool]]:
    """The faces that the digit is drawn in, and whether each is one that the site brings."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#digit"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return [(font["familyName"], font["isCustomFont"]) for font in fonts]
