"""Changes of content: made in the trees of its files, read as all content is, written when all of them are sound."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from tarikh.model.problem import Place, Problem
from tarikh.reading import nodes, strict
from tarikh.reading.ground import Ground
from tarikh.writing.form import written

from .texts import ORIGINAL, File, Text, Wording


class Change:
    """New texts, and the originals that they name. What is wrong with them is told where they came from."""

    def __init__(self) -> None:
        self._files: dict[File, None] = {}
        self._put: list[nodes.Scalar] = []

    def put(self, text: Text, language: str, value: str, place: Place) -> None:
        """Says a text in a language; `place` is where it came from."""
        source = nodes.Source(place.file, "")
        scalar = nodes.Scalar(source, place.line, place.column, value)
        self._put.append(scalar)
        self._files[text.wording.file] = None
        told = _below(text.wording.record, text.wording.row.name, place)
        if text.part:
            _below(told, language, place).items[text.part.name] = scalar
        else:
            told.items[language] = scalar

    def name_original(self, wording: Wording, language: str, origin: str) -> None:
        """Says which original a translation was made from."""
        record = wording.told[language]
        assert isinstance(record, nodes.Mapping), "it names an original"
        self._files[wording.file] = None
        record.items[ORIGINAL] = nodes.Scalar(record.source, record.line, record.column, origin)

    def problems(self, ground: Ground) -> list[Problem]:
        """What is wrong with the files as they would be: all errors, and the warnings about what is new in them."""
        found = [problem for it in self._put if (problem := strict.forbidden(it.value, it.place))]
        context = replace(ground.context, report=found.append)
        for file in self._files:
            file.decode(context)
        new = {it.source.file for it in self._put}
        return sorted({problem for problem in found if not problem.warning or problem.place.file in new})

    def write(self, languages: Sequence[str]) -> list[Path]:
        """Writes what changed, all files or none as far as the file system lets it, and tells which they were."""
        texts = {file.path: written(file.tree, file.kind, languages) for file in self._files}
        staged = {path: path.with_name(f".{path.name}.new") for path in texts}
        try:
            for path, new in staged.items():
                new.write_text(texts[path], encoding="utf-8", newline="\n")
                shutil.copymode(path, new)
            for path, new in staged.items():
                new.replace(path)
        finally:
            for new in staged.values():
                new.unlink(missing_ok=True)
        return list(texts)


def _below(record: nodes.Mapping, name: str, place: Place) -> nodes.Mapping:
    """The mapping in a field, which is made where there is none."""
    there = record.items.get(name)
    if not isinstance(there, nodes.Mapping):
        there = nodes.Mapping(nodes.Source(place.file, ""), place.line, place.column, {}, {})
        record.items[name] = there
    return there
