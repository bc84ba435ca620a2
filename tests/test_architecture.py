"""The shape of the project: which layer imports what, and what themes may not hold."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "generator" / "tarikh"
MODULES = sorted(PACKAGE.rglob("*.py"))
STYLES = sorted((PROJECT / "theme" / "styles").glob("*.css"))
TEMPLATES = sorted((PROJECT / "theme" / "templates").rglob("*.html"))

LAYERS = {
    "model": {"msgspec"},
    "reading": {"tarikh.model", "msgspec", "yaml"},
    "writing": {"tarikh.model", "tarikh.reading", "msgspec"},
    "importing": {"tarikh.model", "tarikh.reading", "tarikh.writing", "msgspec"},
    "translating": {"tarikh.model", "tarikh.reading", "tarikh.writing", "msgspec"},
    "speaking": {"tarikh.model", "babel", "icu4py", "msgspec"},
    "publishing": {
        "tarikh.model",
        "tarikh.speaking",
        "cmarkgfm",
        "fsspec",
        "jinja2",
        "markupsafe",
        "msgspec",
        "nh3",
        "filelock",
        "pagefind_bin",
        "PIL",
        "uharfbuzz",
    },
}
PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:"
    r"|\b(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
FOUR_SIDES = re.compile(r"\b(?:margin|padding|inset)\s*:\s*" + r"\s+".join([r"([^\s;}(),]+)"] * 4) + r"\s*[;}]")


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """What a module imports: "tarikh.layer" or the name of a package, the standard library left out."""
    here = ("tarikh", *path.relative_to(PACKAGE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: -node.level]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            modules = [f"{module}.{alias.name}" for alias in node.names] if module == "tarikh" else [module]
        for module in modules:
            package, _, rest = module.partition(".")
            if package not in sys.stdlib_module_names:
                yield f"tarikh.{rest.partition('.')[0]}" if package == "tarikh" else package


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_what_it_may(layer: str) -> None:
    allowed = LAYERS[layer] | {f"tarikh.{layer}"}
    modules = list((PACKAGE / layer).glob("*.py"))
    assert modules
    assert {name(path): extra for path in modules if (extra := set(imported(path)) - allowed)} == {}


def test_every_module_stands_in_a_layer_or_at_the_top() -> None:
    assert {path.parent.name for path in MODULES} == {"tarikh", "commands", *LAYERS}


def test_pelican_is_imported_by_the_plugin_alone() -> None:
    assert [path.name for path in MODULES if "pelican" in imported(path)] == ["plugin.py"]


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert {path.stem for path in MODULES} & {
        "utils",
        "helpers",
        "common",
        "manager",
        "handler",
        "data",
        "info",
    } == set()


def test_every_module_says_what_it_knows() -> None:
    assert [name(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def rules(css: str) -> Iterator[str]:
    """Each innermost rule of a stylesheet as one text, its comments gone."""
    yield from re.findall(r"[^{}]+\{[^{}]*\}", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def test_styles_are_logical_so_that_they_serve_both_directions() -> None:
    physical = [
        (path.name, rule.strip())
        for path in STYLES
        for rule in rules(path.read_text(encoding="utf-8"))
        if PHYSICAL.search(rule) and not re.search(r"\bpre\b[^{]*\{", rule)
    ]
    assert physical == []


def test_shorthands_of_four_sides_have_the_same_at_both_ends_of_a_line() -> None:
    uneven = [
        (path.name, match[0])
        for path in STYLES
        for match in FOUR_SIDES.finditer(path.read_text(encoding="utf-8"))
        if match[2] != match[4]
    ]
    assert uneven == []


def test_no_style_asks_for_a_direction() -> None:
    found = re.compile(r"\[dir[\^$*~|]?=|:dir\(")
    assert [path.name for path in STYLES if found.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("css", "physical"),
    [
        (".a { margin-left: 1px; }", True),
        (".a{left:0}", True),
        (".a { text-align: right; }", True),
        (".a { border-top-left-radius: 1px; }", True),
        (".a { margin-inline-start: 1px; inset-inline: 0; text-align: end; }", False),
        (".a { background: left; } .left { color: red; }", False),
    ],
)
def test_the_search_for_physical_properties_finds_them(css: str, physical: bool) -> None:
    assert any(PHYSICAL.search(rule) for rule in rules(css)) is physical


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an inline script", r"<script\b(?![^>]*\bsrc=| type=\"application/ld\+json\">)"),
        ("an inline style", r"<style\b|\sstyle\s*="),
        ("an event handler", r"\son[a-z]+\s*="),
        ("a javascript: link", r"javascript:"),
        ("text marked as safe", r"\|\s*safe\b|\bMarkup\("),
        ("escaping switched off", r"autoescape\s+false"),
    ],
)
def test_templates_hold_no_inline_code_and_trust_no_text(what: str, pattern: str) -> None:
    found = re.compile(pattern, re.IGNORECASE)
    assert TEMPLATES
    assert [name(path) for path in TEMPLATES if found.search(path.read_text(encoding="utf-8"))] == [], what
