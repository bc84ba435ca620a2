"""What axe-core finds on a page, and what it leaves to a person: the contrast of text in drawings, measured here."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# WCAG 2.2, relative luminance and contrast ratio. Text of a map stands in a halo of the paper's colour.
CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour) => {
    const linear = (it) => it <= .04045 ? it / 12.92 : ((it + .055) / 1.055) ** 2.4;
    const [r, g, b] = channels(colour).map((it) => linear(it / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = (it) => {
    for (let at = it.closest('svg').parentElement; at; at = at.parentElement)
      if (channels(getComputedStyle(at).backgroundColor)[3] === 255) return getComputedStyle(at).backgroundColor;
    return 'white';
  };
  return [...document.querySelectorAll('svg text')].filter((it) => it.getBoundingClientRect().width).map((it) => {
    const { fill, stroke } = getComputedStyle(it);
    const ground = stroke === 'none' ? behind(it) : stroke;
    const [dark, light] = [luminance(fill), luminance(ground)].sort((a, b) => a - b);
    return [`${it.textContent} ${fill} on ${ground}`, (light + .05) / (dark + .05)];
  });
}"""


def seen_by_axe(page: Page, **options: Any) -> Any:
    """What axe says of a page. Of what is well it names no places, which would take most of the time."""
    return Axe().run(page, options={"resultTypes": ["violations", "incomplete"], **options})


def contrasts(page: Page) -> list[tuple[str, float]]:
    """The contrast of each text in a drawing with what is behind it."""
    return [(text, float(ratio)) for text, ratio in page.evaluate(CONTRASTS)]


def found_by_axe(results: Any) -> list[str]:
    """The violations, each with the first place."""
    rules = results.response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['target']} and {len(rule['nodes']) - 1} more" for rule in rules]


def left_to_review(results: Any) -> list[str]:
    """What axe could not decide, but for the contrast of text in drawings."""
    return [
        f"{rule['id']}: {node['target']}"
        for rule in results.response["incomplete"]
        for node in rule["nodes"]
        if not (rule["id"] == "color-contrast" and node["html"].startswith("<text"))
    ]
