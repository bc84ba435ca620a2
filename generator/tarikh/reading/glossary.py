"""The glossary: one spelling of a name in each language, and the spellings that are to give way to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tarikh.model.folding import PARTICLES


class Glossary:
    """The terms of one language: each preferred spelling with its variants.

    A variant counts as a whole word, in Arabic also with a particle written onto it (و ف ب ك ل).
    """

    def __init__(self, terms: Mapping[str, tuple[str, ...]]) -> None:
        self._preferred = {variant: term for term, variants in terms.items() for variant in variants}
        either = "|".join(re.escape(variant) for variant in sorted(self._preferred, key=len, reverse=True))
        self._anywhere = re.compile(either) if either else None  # asked first, as it is quick: most texts have none
        self._variant = re.compile(rf"(?<!\w)[{PARTICLES}]?({either})(?!\w)")

    def may_slip(self, text: str) -> bool:
        """Whether a text holds the letters of a variant, as a word or not."""
        return self._anywhere is not None and self._anywhere.search(text) is not None

    def slips(self, text: str) -> Iterator[tuple[int, str, str]]:
        """For each variant in a text its offset, itself and the preferred spelling."""
        if not self.may_slip(text):
            return
        for match in self._variant.finditer(text):
            yield match.start(1), match[1], self._preferred[match[1]]
