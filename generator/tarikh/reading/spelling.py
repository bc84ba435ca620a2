"""How the texts of a language are written: in its own letters, and names as the glossary has them."""

from __future__ import annotations

from collections.abc import Iterator

from tarikh.model.prose import Fault

from .glossary import Glossary
from .letters import OWN, STRANGE, is_of_another, strange_letters


class Spelling:
    """What is wrong with the spelling of texts in one language, of a script (ISO 15924)."""

    def __init__(self, language: str, script: str, glossary: Glossary | None = None) -> None:
        self._language, self.script = language, script
        self._glossary = glossary or Glossary({})
        self._strange = STRANGE.get(language.partition("-")[0])
        self._own = OWN.get(script)

    def faults(self, text: str) -> Iterator[Fault]:
        """Letters of another language, texts in another script, and names in another spelling."""
        return iter(()) if self._is_right(text) else self._faults(text)

    def _is_right(self, text: str) -> bool:
        """A first look, which is quick: most texts have no fault."""
        return not (
            (self._strange and self._strange.search(text))
            or (self._own and not self._own.search(text))
            or self._glossary.may_slip(text)
        )

    def _faults(self, text: str) -> Iterator[Fault]:
        language = self._language
        for offset, message, hint in strange_letters(text, language):
            yield offset, "letter", message, hint
        if is_of_another(text, self.script):
            message = f'a text in "{language}" without any letter of {self.script}'
            yield 0, "wrong-script", message, "is it in this language?"
        for offset, variant, preferred in self._glossary.slips(text):
            yield offset, "glossary", f'"{variant}" in "{language}"', f'written "{preferred}" here'
