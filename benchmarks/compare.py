"""Builds the same chronology with Tarikh and with other tools, in turn, and compares time, memory and pages.

    python benchmarks/compare.py --events 1000 --runs 3 [--tools tarikh,hugo] [--link-previews all] [--work FOLDER]
    python benchmarks/compare.py --report [--work FOLDER]

The corpus has N events in five languages, the same for each tool: texts, days, quotes, names. On first use the other
tools are installed into the work folder with pip and npm. Every tool has a theme here (peers/) that writes the pages of
Tarikh's own theme, as its users would write them, and in the first round every event page and every list is compared:
it stops if one differs. What is not equal stands in RESULTS.md, which `--report` writes with
docs/build-times.svg from all results in the work folder.

In each round each tool builds into a new folder, then again there after an edit of the title and the date of one event,
after an edit of its text, and with nothing changed; each time in a new process. Nothing is deleted in between: on ext4,
creating files soon after deleting many costs several times the time. Delete the work folder when all is done; a round
of 10,000 events takes some 1.5 GB for each tool. On a busy machine trust CPU, and ratios of runs in one round.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import corpus
from peers import checking, measuring, reporting, watching
from peers.tools import TOOLS, Tool, write_files

DENSE = 1000  # events; of so many, each has others that the same actors were part of


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    results = options.work / "results.jsonl"
    if not options.report:
        tools = [TOOLS[name](options.work, options.link_previews) for name in options.tools]
        for result in compare(options.work, tools, options.events, options.runs, options.limit, options.watch):
            with results.open("a", encoding="utf-8") as file:
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
    held = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    if options.report:
        reporting.write(held, corpus.ROOT)
    else:
        built = options.events, options.link_previews
        print(reporting.tables([it for it in held if reporting.corpus_of(it) == built]))
    return 0


def compare(
    work: Path, tools: Sequence[Tool], events: int, runs: int, limit: float, watch: bool
) -> Iterator[reporting.Result]:
    """The results of each run as soon as it has ended. All tools have the same link previews."""
    started = datetime.now(UTC)
    previews = tools[0].link_previews
    size = f"{events}" if previews == "none" else f"{events}-{previews}"
    session = work / f"{size}-{started:%Y%m%d-%H%M%S}"
    stories = [corpus.story(number) for number in range(events)]
    for tool in tools:
        tool.install()
        tool.write(session / tool.name / "project", stories)
    always = {
        "session": session.name,
        "date": f"{started:%Y-%m-%d}",
        "machine": measuring.machine(),
        "events": events,
        "link_previews": previews,
    }
    for number in range(1, runs + 1):
        for step, told in _steps(stories, number):
            for tool in tools:
                folder, output = session / tool.name / "project", session / tool.name / f"{number}" / "site"
                output.parent.mkdir(parents=True, exist_ok=True)
                write_files(folder, tool.event(told, events // 2))
                build, log = tool.build(folder, output), output.parent / f"{step}.log"
                cost = measuring.measure(build, log, limit, sampled=step == "cold")
                cpu = cost.user + cost.system
                spent = f"CPU {cpu:.2f} s, wall {cost.wall:.2f} s, {cost.memory:.0f} MiB"
                print(f"{number} {step:5} {tool.name:12} {spent}", flush=True)
                told_of = {"tool": tool.name, "version": tool.version, "round": number, "step": step}
                counted = asdict(checking.count(output)) if step == "cold" else {}
                yield {**always, **told_of, **asdict(cost), **counted}
                if tool.equal:
                    _expect(told[events // 2], output)
                ours = session / "tarikh" / f"{number}" / "site"
                if number == 1 and step in ("cold", "text") and ours.is_dir() and tool.equal and tool is not tools[0]:
                    ids = [story.id for story in told]
                    print(f"  {tool.name}: {checking.compare(ours, output, ids, events >= DENSE)}")
    for tool in [tool for tool in tools if watch and tool.equal]:
        folder, output = session / tool.name / "project", session / tool.name / "watched" / "site"
        write_files(folder, tool.event(stories, events // 2))
        with watching.Watcher(tool.watch(folder, output), output, output.parent / "log", limit) as watcher:
            for number in range(1, runs + 1):
                told = dict(_steps(stories, runs + number))["edit"]
                edit = partial(write_files, folder, tool.event(told, events // 2))
                cost = watcher.edit(
                    edit, told[events // 2].id, told[events // 2].topics[0], told[events // 2].title["en"]
                )
                print(f"{number} watch {tool.name:12} CPU {cost.user:.2f} s, wall {cost.wall:.2f} s", flush=True)
                told_of = {"tool": tool.name, "version": tool.version, "round": number, "step": "watch"}
                yield {**always, **told_of, **asdict(cost)}


def _expect(edited: corpus.Story, site: Path) -> None:
    """A tool that leaves out what was edited has not done the work."""
    page = (site / "en" / "events" / f"{edited.id}.html").read_text(encoding="utf-8")
    last = edited.body["en"].split()[-1].rstrip(".")
    if edited.title["en"] not in page or last not in page:
        raise checking.Unequal(f"{site} does not show the edit")


def _steps(stories: Sequence[corpus.Story], number: int) -> Iterator[tuple[str, Sequence[corpus.Story]]]:
    """What is built one after the other, each with the stories as they are then: one in the middle is edited."""
    at = len(stories) // 2
    told = stories[at]
    yield "cold", stories
    days = timedelta(days=40 + number)
    moved = told.day + days if (told.day + days).year == told.day.year else told.day - days  # a file stays where it is
    edited = replace(told, title={**told.title, "en": f"{told.title['en']} edited {number}"}, day=moved)
    yield "edit", [*stories[:at], edited, *stories[at + 1 :]]
    edited = replace(edited, body={**told.body, "en": f"{told.body['en']}\nEdited {number}.\n"})
    yield "text", [*stories[:at], edited, *stories[at + 1 :]]
    yield "same", [*stories[:at], edited, *stories[at + 1 :]]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=1000, metavar="N", help="how many (%(default)s)")
    parser.add_argument("--runs", type=int, default=3, metavar="R", help="rounds, each with every tool (%(default)s)")
    parser.add_argument("--tools", type=_tools, default=["tarikh", "hugo"], help=f"of {', '.join(TOOLS)}")
    parser.add_argument(
        "--link-previews",
        choices=("none", "major", "all"),
        default="none",
        help="the events that get an image and an answer for oEmbed (%(default)s)",
    )
    parser.add_argument("--work", type=Path, default=Path(".benchmark"), help="where all is kept (%(default)s)")
    parser.add_argument("--limit", type=float, default=1800, metavar="SECONDS", help="for one build (%(default)s)")
    parser.add_argument("--watch", action="store_true", help="measure edits with each tool's own watcher too")
    parser.add_argument("--report", action="store_true", help="measure nothing; write RESULTS.md and the plot")
    options = parser.parse_args()
    idle = [name for name in options.tools if not TOOLS[name].draws]
    if idle and options.link_previews != "none":
        drawing = ", ".join(name for name, tool in TOOLS.items() if tool.draws)
        parser.error(
            f"--link-previews {options.link_previews}: {', '.join(idle)} cannot draw images; only {drawing} can"
        )
    options.work = options.work.absolute()
    options.work.mkdir(parents=True, exist_ok=True)
    return options


def _tools(names: str) -> list[str]:
    """Tarikh first, as the others are compared with it."""
    unknown = [name for name in names.split(",") if name not in TOOLS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no {unknown[0]}, but {', '.join(TOOLS)}")
    return sorted(names.split(","), key=list(TOOLS).index)


if __name__ == "__main__":
    sys.exit(main())
