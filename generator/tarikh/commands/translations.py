"""`tarikh translations`: what is translated, what is not, and texts on their way to translators and back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tarikh.build import BuildError
from tarikh.model.problem import Problem, counted, did_you_mean

from .project import Commands, alone, project, site_options

if TYPE_CHECKING:
    from tarikh.translating.change import Change
    from tarikh.translating.overview import Missing, Stale, Standing
    from tarikh.translating.po import Catalog
    from tarikh.translating.texts import Content


LARGEST_CATALOG = 64 * 1024 * 1024  # bytes; one of ten thousand events is a little smaller

Told = TypeVar("Told")


def add(commands: Commands) -> None:
    parser = commands.add_parser("translations", parents=[site_options()], help="what is translated, and what is not")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--missing", metavar="LANG", help="list what is missing in a language")
    which.add_argument("--stale", metavar="LANG", help="list what is older than its original, and what changed since")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for people or programs")
    parser.set_defaults(run=_tell)
    below, parents = parser.add_subparsers(metavar="ACTION"), [site_options(again=True)]

    accept = below.add_parser(
        "accept", parents=parents, help="say that translations are right for the original of today"
    )
    accept.add_argument("language", metavar="LANG")
    accept.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files of events, or folders of them")
    accept.add_argument("--all", action="store_true", help="those of all events")
    accept.set_defaults(run=_accept)

    export = below.add_parser("export", parents=parents, help="write all texts as a PO file for translators")
    export.add_argument("language", metavar="LANG")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="file to write (default: standard output)")
    export.set_defaults(run=_export)

    back = below.add_parser("import", parents=parents, help="take translations from PO files, all or none")
    back.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PO files as export writes them")
    back.set_defaults(run=_import)


def _tell(options: argparse.Namespace) -> int:
    from tarikh.translating import overview
    from tarikh.translating.history import History

    content = _content(options)
    language = options.missing or options.stale
    if language and not _is_known(language, content):
        return 2
    if options.missing:
        return _print(options, list(overview.missing(content, language)), _missing)
    if options.stale:
        return _print(options, list(overview.stale(content, language, History(content.original))), _stale)
    return _print(options, overview.standings(content), _standings)


def _accept(options: argparse.Namespace) -> int:
    from tarikh.writing.files import find

    if options.all == bool(options.files):
        print("tarikh: name files of events, or --all", file=sys.stderr)
        return 2
    with alone(options):
        content, problems = _content(options), list[Problem]()
        if not _is_known(options.language, content):
            return 2
        wanted, strangers = find(options.files or [content.folder], content.folder, problems.append)
        if strangers:
            print(f"tarikh: {strangers[0]} is no YAML file of {content.folder}", file=sys.stderr)
            return 2
        change, told = _accepted(content, wanted, options.language)
        _refuse([*problems, *change.problems])
        files = change.write()
    print("\n".join([*told, f"{counted(len(told), 'translation')} accepted, {counted(len(files), 'file')} written"]))
    return 0


def _accepted(content: Content, files: Collection[Path], language: str) -> tuple[Change, list[str]]:
    """The translations in files that name the original of today from now on, and a line about each."""
    from tarikh.translating.change import Change

    change, told = Change(content), list[str]()
    for wording in content.wordings:
        if not wording.names_original or wording.file.path not in files:
            continue
        of = wording.of(language)
        if wording.is_translated(language) and of != wording.origin:
            was = f"not {of}" if of else "and says so"
            told.append(f"{wording.place(language)}: {wording.entry} translates {wording.origin} now, {was}")
            change.name_original(wording, language, wording.origin)
    return change, told


def _export(options: argparse.Namespace) -> int:
    from tarikh.translating import po
    from tarikh.translating.exchange import entries, resumed
    from tarikh.translating.history import History
    from tarikh.writing.files import replace

    content = _content(options)
    if not _is_known(options.language, content):
        return 2
    texts = entries(content, options.language, History(content.original))
    if options.output and options.output.exists():
        [before] = _catalogs([options.output])
        if before.language != options.language:
            print(f"tarikh: {options.output} is in {before.language}, not {options.language}", file=sys.stderr)
            return 2
        texts = resumed(texts, before)
    text = po.written(content.name, options.language, texts)
    if options.output is None:
        sys.stdout.buffer.write(text.encode())
    else:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        replace(options.output, text)
    return 0


def _import(options: argparse.Namespace) -> int:
    from tarikh.translating.exchange import mislabelled, returned

    if missing := [path for path in options.files if not path.is_file()]:
        print(f"tarikh: there is no file {missing[0]}", file=sys.stderr)
        return 2
    with alone(options):
        content, problems = _content(options), list[Problem]()
        result = returned(content, _catalogs(options.files), problems.append)
        _refuse(mislabelled(content, result))
        problems += result.change.problems
        _refuse(problems)
        written = result.change.write()
    for line in [*sorted({*result.left, *problems}), *written]:
        print(line)
    begun = f"{counted(len(result.begun), 'new translation')}, {len(result.renewed)} brought up to date"
    print(f"{counted(len(result.taken), 'text')} taken, {begun}, {counted(len(written), 'file')} written")
    return 0


def _catalogs(paths: Sequence[Path]) -> list[Catalog]:
    """PO files. Raises BuildError with what is wrong with any of them."""
    from tarikh.reading.source import read_text
    from tarikh.translating import po

    problems = list[Problem]()
    texts = {str(path): read_text(path, str(path), problems.append, LARGEST_CATALOG) for path in paths}
    catalogs = [po.read(text, file, problems.append) for file, text in texts.items() if text is not None]
    _refuse(problems)
    return [catalog for catalog in catalogs if catalog]


def _content(options: argparse.Namespace) -> Content:
    """All texts of the project, sound or not. Raises BuildError where a file is no YAML, or nothing tells languages."""
    from tarikh.translating import texts

    it, problems = project(options), list[Problem]()
    content = texts.read(it.content, it.seeds, problems.append)
    _refuse(problems)
    if not content.languages:
        raise BuildError(f"tarikh: there are no languages in {it.content / 'languages.yaml'}; see `tarikh check`")
    return content


def _refuse(problems: Iterable[Problem]) -> None:
    """Raises BuildError with all problems if one is more than a warning."""
    listed = sorted(set(problems))
    errors = sum(not problem.warning for problem in listed)
    if errors:
        raise BuildError("\n".join([*map(str, listed), f"{counted(errors, 'error')}; nothing was done"]))


def _is_known(language: str, content: Content) -> bool:
    if language not in content.languages:
        hint = did_you_mean(language, content.languages)
        print(f'tarikh: there is no language "{language}"; {hint}', file=sys.stderr)
    return language in content.languages


def _print(options: argparse.Namespace, told: list[Told], as_text: Callable[[list[Told]], str]) -> int:
    import msgspec

    as_json = options.format == "json"
    print(msgspec.json.format(msgspec.json.encode(told), indent=2).decode() if as_json else as_text(told))
    return 0


def _missing(told: Sequence[Missing]) -> str:
    lines = [f"{it.place}: {it.text}: {it.about}" for it in told]
    return "\n".join([*lines, f"{counted(len(lines), 'text')} missing"])


def _stale(told: Sequence[Stale]) -> str:
    lines = []
    for it in told:
        lines.append(f"{it.place}: {it.text} translates {it.of}, the original is {it.original} now")
        if it.changed is None:
            lines.append(f"    git does not know {it.of}: look at {', '.join(it.texts)}")
        else:
            lines += [f"    {changed.text}: {' '.join(changed.difference.split())}" for changed in it.changed]
    return "\n".join([*lines, f"{counted(len(told), 'translation')} older than the original"])


def _standings(told: Sequence[Standing]) -> str:
    events = [["events", "complete", "missing", "stale"]]
    events += [
        [it.language, *map(str, (it.events.complete, it.events.missing, it.events.stale))]
        for it in told
        if it.events.all
    ]
    texts = [["texts, complete of all", *(it.language for it in told)]]
    for name in told[0].texts:
        tallies = [it.texts[name] for it in told]
        texts.append([name, *(f"{tally.complete}/{tally.all}" if tally.all else "" for tally in tallies)])
    return f"{_table(events)}\n\n{_table(texts)}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        ).rstrip()
        for row in rows
    )
