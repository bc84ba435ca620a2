"""How long a reader waits in a browser: the first event, a choice of the filters, a jump; in milliseconds.

    python benchmarks/reading.py SITE [--runs 5]

SITE is the output folder of a built site, such as that of `benchmarks/corpus.py 5000 FOLDER`. Each figure is the median
of the runs, then the least and the most. A choice is timed from the event to the frame in which its result is drawn.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "browser"))
from chromium import find
from servers import served

LANGUAGES = ("en", "ar", "fa")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

# From a change to the frame in which it has been drawn, and the longest gap between frames meanwhile.
TIMED = """async (change) => {
  const frames = [];
  let going = true;
  const frame = (at) => { frames.push(at); if (going) requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  await new Promise((done) => setTimeout(done, 100));
  const output = document.querySelector('.filters output');
  const before = output.textContent;
  const start = performance.now();
  const done = new Promise((resolve) => new MutationObserver(resolve).observe(output, { childList: true }));
  const field = document.querySelector(change.field);
  field.value = change.value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (output.textContent === before) await done;
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  const took = performance.now() - start;
  await new Promise((rest) => setTimeout(rest, 200));
  going = false;
  const gap = Math.max(...frames.slice(1).map((at, place) => at - frames[place]));
  return [took, gap];
}"""


def figures(page: Page, address: str) -> dict[str, float]:
    """One reader's visit to a timeline."""
    page.goto(address)
    page.locator(".filters[data-ready]").wait_for()
    page.evaluate("document.fonts.ready")
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    made: dict[str, float] = {"first paint": page.evaluate(paint)}
    made["elements"] = page.evaluate("document.querySelectorAll('*').length")
    topics = page.locator("select[name=topic] option").evaluate_all("all => all.map(it => it.value)")
    actors = page.locator("select[name=actor] option").evaluate_all("all => all.map(it => it.value)")
    word = page.locator(".card h3, .card h2").first.inner_text().split()[0]
    changes = {
        "first choice": ("select[name=topic]", topics[1]),
        "second choice": ("select[name=actor]", actors[1]),
        "words": ("input[name=q]", word[:4]),
        "all again": ("input[name=q]", ""),
    }
    loading = (
        "async () => { const at = performance.now(); const index = document.querySelector('.filters').dataset.index;"
    )
    loading += "if (index) await (await fetch(index)).json(); return performance.now() - at }"
    made["index, while a choice is opened"] = page.evaluate(loading)
    page.locator("select[name=topic]").focus()
    page.wait_for_timeout(500)
    gaps = []
    for name, (field, value) in changes.items():
        made[name], gap = page.evaluate(TIMED, {"field": field, "value": value})
        gaps.append(gap)
    made["longest gap between frames"] = max(gaps)
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path, help="the output folder of a built site")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with served(options.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=SWITCHES)
        print(f"| {'ms (but elements)':30} | {' | '.join(f'{tag:>18}' for tag in LANGUAGES)} |")
        print(f"| {'-' * 30} | {' | '.join('-' * 17 + ':' for _ in LANGUAGES)} |")
        visits = {tag: [] for tag in LANGUAGES}
        for _ in range(options.runs):
            for tag in LANGUAGES:
                context = browser.new_context(viewport={"width": 1280, "height": 900})
                visits[tag].append(figures(context.new_page(), f"{address}{tag}/"))
                context.close()
        for name in visits["en"][0]:
            cells = []
            for tag in LANGUAGES:
                values = [visit[name] for visit in visits[tag]]
                cells.append(f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})")
            print(f"| {name:30} | {' | '.join(f'{cell:>18}' for cell in cells)} |")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
