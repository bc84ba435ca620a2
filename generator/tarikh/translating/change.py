"""Changes of content: made in the trees of its files, read as all content is, written when all of them are sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tarikh.model.problem import Place, Problem
from tarikh.reading import nodes, strict
from tarikh.writing.files import replace_all, unwritable, with_modeline
from tarikh.writing.form import Unwritable, made_text, written

from .texts import ORIGINAL, Content, File, Text, Wording

LACKING = "missing-language"  # no fault of what is added, but told in another way when less is missing


class Change:
    """New texts, and the originals that they name. What is wrong with them is told where they came from."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._files: dict[File, frozenset[Problem]] = {}  # with what was wrong with them before
        self._put: list[nodes.Scalar] = []
        self._forms: dict[File, str] = {}  # of files as they are now

    def put(self, text: Text, language: str, value: str, place: Place) -> None:
        """Says a text in a language; `place` is where it came from."""
        self._touch(text.wording.file)
        scalar = made_text(value, place)
        self._put.append(scalar)
        told = _below(text.wording.record, text.wording.row.name)
        if text.part:
            _below(told, language).items[text.part.name] = scalar
        else:
            told.items[language] = scalar

    def name_original(self, wording: Wording, language: str, origin: str) -> None:
        """Says which original a translation was made from."""
        self._touch(wording.file)
        _below(_below(wording.record, wording.row.name), language).items[ORIGINAL] = made_text(origin)

    @property
    def problems(self) -> list[Problem]:
        """The errors that there would be in the files which there are not now, and the warnings about what is new."""
        found = {
            Problem(it.place, *strict.forbidden(it.value[at]))
            for it in self._put
            if (at := strict.first_forbidden(it.value)) is not None
        }
        new = {it.source.file for it in self._put}
        for file, before in self._files.items():
            known = {(problem.place, problem.code) for problem in before}
            for problem in file.problems(self._content.ground):
                is_known = (problem.place, problem.code) in known or problem.code == LACKING
                if problem.place.file in new if problem.warning else not is_known:
                    found.add(problem)
        if all(problem.warning for problem in found):  # else they tell why a text cannot be written
            found.update(self._unwritable())
        return sorted(found)

    def write(self) -> list[Path]:
        """Writes the files that changed, and tells which they are.

        Raises OSError, and writes none, where one cannot be written or was changed by somebody else since it was read.
        """
        replace_all({it.path: self._form(it) for it in self._files}, {it.path: it.text for it in self._files})
        return [file.path for file in self._files]

    def _unwritable(self) -> Iterator[Problem]:
        for file in self._files:
            try:
                self._form(file)
            except Unwritable as error:
                yield unwritable(file.path, error)

    def _form(self, file: File) -> str:
        """The text of a file as its tree is now. Raises Unwritable."""
        if file not in self._forms:
            text = written(file.tree, file.kind, self._content.languages)
            self._forms[file] = with_modeline(text, file.path, self._content.folder)
        return self._forms[file]

    def _touch(self, file: File) -> None:
        self._forms.pop(file, None)
        if file not in self._files:
            self._files[file] = file.problems(self._content.ground)


def _below(record: nodes.Mapping, name: str) -> nodes.Mapping:
    """The mapping in a field, which is made where there is none."""
    there = record.items.get(name)
    if not isinstance(there, nodes.Mapping):
        there = nodes.Mapping(nodes.Source(record.source.file, ""), 0, 0, {}, {})
        record.items[name] = there
    return there
