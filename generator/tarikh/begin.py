"""A new project: all files of a timeline with two example events, in some of the languages that Tarikh has words in.

What is the same in every project, our own among them, is copied from where it stands in the repository.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from tarikh import __version__, build
from tarikh.model.chronology import EventText
from tarikh.model.problem import Problem
from tarikh.progress import Progress
from tarikh.reading import nodes, strict, tables
from tarikh.reading.ground import read_ground
from tarikh.reading.schema import as_json, schemas
from tarikh.shipped import shipped
from tarikh.state import State
from tarikh.work import Work
from tarikh.writing.files import find, in_form, languages_of
from tarikh.writing.form import made, written

STARTER = Path(__file__).parent / "starter"
SAME_EVERYWHERE = (
    ".gitattributes",
    ".github/dependabot.yml",
    ".github/workflows/publish.yml",
    ".gitlab-ci.yml",
    ".vscode/extensions.json",
    ".vscode/settings.json",
)
EACH_LANGUAGE = "LANGUAGE"  # stands for the tag in the name of a file that there is one of for each
LANGUAGES = tuple(sorted(path.stem for path in (STARTER / "words").glob("*.yaml")))


def begin(folder: Path, languages: Sequence[str], name: str, url: str, source: str) -> None:
    """Makes a project in a folder that is empty or not there: all of it or nothing.

    The first language is that of originals. `source` is where pip finds Tarikh: an address, or nothing for the version
    that runs. Raises OSError, and BuildError where what is given makes no sound project.
    """
    there = folder.exists()  # then it stays, as somebody may stand in it
    staging = (folder if there else folder.parent) / f".{folder.name}.{os.urandom(4).hex()}"
    staging.parent.mkdir(parents=True, exist_ok=True)
    try:
        staging.mkdir()
        with chdir(staging):  # problems are told by the paths that people will know
            _write(languages, name, url, source)
            check()
        if not there:
            staging.rename(folder)
            return
        for part in sorted(staging.iterdir()):
            part.rename(folder / part.name)
        staging.rmdir()
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def check() -> None:
    """Raises BuildError with the problems of the project here; warnings are problems of what is new."""
    project, work = build.Project(Path("content"), Path("seeds"), shipped("theme")), Work(1)
    warnings = build.check(project, State(), work, Progress()).warnings
    if warnings:
        raise build.ContentError(warnings, 0, State())


def requirement(source: str) -> str:
    """What pip is told to install: Tarikh from `source`, from where it was had, or by its version from an index."""
    told = distribution("tarikh").read_text("direct_url.json")  # PEP 610
    origin: dict[str, Any] = json.loads(told) if told else {}
    version = origin.get("vcs_info")
    had_from = f"{version['vcs']}+{origin['url']}@{version['commit_id']}" if version else origin.get("url")
    return f"tarikh @ {source or had_from}" if source or had_from else f"tarikh=={__version__}"


def pins() -> Mapping[str, str]:
    """The packages that Tarikh needs and that run with it here, each with its version."""
    found: dict[str, str] = {}
    unseen = ["tarikh"]
    while unseen:
        for line in distribution(unseen.pop()).requires or ():
            named = re.match(r"[\w.-]+", line)
            if not named or "extra ==" in line:
                continue
            name = re.sub(r"[-_.]+", "-", named[0]).lower()
            if name in found:
                continue
            try:
                found[name] = distribution(name).version
            except PackageNotFoundError:  # another system's
                continue
            unseen.append(name)
    return dict(sorted(found.items()))


def _write(languages: Sequence[str], name: str, url: str, source: str) -> None:
    """Writes all files of a project here."""
    _put("content/languages.yaml", _registry(languages))
    words = {tag: _words(tag) for tag in languages}
    for place, text in _filled(words, name, url):
        _put(place, text)
    for same in SAME_EVERYWHERE:
        _put(same, shipped(same).read_text(encoding="utf-8"))
    _put("pelicanconf.py", _settings(languages[0]))
    _put("requirements.txt", f"-c constraints.txt\n{requirement(source)}\n")
    _put("constraints.txt", "".join(f"{package}=={version}\n" for package, version in pins().items()))
    _describe()
    _format()


def _put(place: str, text: str) -> None:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _words(language: str) -> Mapping[str, str]:
    return msgspec.yaml.decode((STARTER / "words" / f"{language}.yaml").read_bytes(), type=dict[str, str])


def _filled(words: Mapping[str, Mapping[str, str]], name: str, url: str) -> Iterator[tuple[str, str]]:
    """The files of the starter, with the words of the languages in their places."""
    from jinja2 import Environment, StrictUndefined  # takes its time

    default, *others = words
    said = {key: {tag: words[tag][key] for tag in words} for key in words[default]}

    def text(event: str, *parts: str) -> dict[str, dict[str, str]]:
        told = {tag: {part: it[f"{event}_{part}"] for part in parts} for tag, it in words.items()}
        original = {"of": f"{default}@{EventText(**told[default]).fingerprint}"}
        return {tag: parts if tag == default else original | parts for tag, parts in told.items()}

    def filled(path: str, language: str = default) -> str:
        template = (STARTER / "project" / path).read_text(encoding="utf-8")
        return environment.from_string(template).render(words=words[language])

    environment = Environment(  # noqa: S701  # none of it is HTML
        variable_start_string="[[",  # braces have a meaning of their own in YAML and Python
        variable_end_string="]]",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=lambda value: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False),
    )
    environment.globals |= {
        "default": default,
        "languages": list(words),
        "name": said["name"] | ({default: name} if name else {}),
        "url": url,
        "today": datetime.date.today().isoformat(),
        "said": said,
        "translated": {key: {tag: told[tag] for tag in others} for key, told in said.items()},
        "text": text,
        "checksum": lambda path: hashlib.sha256(filled(path).encode()).hexdigest(),
    }
    files = sorted(path for path in (STARTER / "project").rglob("*") if path.is_file())
    for path in (file.relative_to(STARTER / "project").as_posix() for file in files):
        if EACH_LANGUAGE not in path:
            yield path, filled(path)
            continue
        for tag in words:
            yield path.replace(EACH_LANGUAGE, tag), filled(path, tag)


def _registry(languages: Sequence[str]) -> str:
    """The entries of languages as our own chronology has them; a text is shown in those of the project alone."""
    read = strict.read(shipped("content/languages.yaml"), _refuse)
    assert read, "it is read in every build of ours"
    tree = read[1]
    assert isinstance(tree, nodes.Mapping), "as it is when it passes the check"
    tree.items = {tag: tree.items[tag] for tag in languages}
    for tag, language in tree.items.items():
        assert isinstance(language, nodes.Mapping), "as all of its entries are"
        language.items["fallback"] = made([other for other in languages if other != tag])
    return written(tree, tables.LANGUAGES, languages)


def _settings(language: str) -> str:
    """Our own settings, with the theme that is installed and the language."""
    text = shipped("pelicanconf.py").read_text(encoding="utf-8")
    for name, value in (("THEME", "plugin.THEME"), ("DEFAULT_LANG", f'"{language}"')):
        text, found = re.subn(rf"(?m)^{name} = .*$", f"{name} = {value}", text)
        assert found == 1, f"{name} is set once"
    return text


def _describe() -> None:
    """Writes the JSON Schemas of the content here."""
    ground = read_ground(Path("content"), Path("seeds"), (), _refuse)
    for name, schema in schemas(ground).items():
        _put(f"schema/{name}.json", as_json(schema))


def _format() -> None:
    """Brings the YAML here into its form."""
    content = Path("content")
    languages = languages_of(content, _refuse)
    for path in find([content], content, _refuse)[0]:
        form = in_form(path, content, languages, _refuse)
        assert form, "what cannot be read has been refused"
        _put(str(path), form.canonical)


def _refuse(problem: Problem) -> NoReturn:
    raise build.BuildError(str(problem))
