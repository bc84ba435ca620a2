"""The glossary: one spelling of a name in each language, and the spellings that are to give way to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of one language: each preferred spelling with its variants."""

    terms: Mapping[str, tuple[str, ...]]

    def slips(self, text: str) -> Iterator[tuple[int, str, str]]:
        """For each variant in a text its offset, itself and the preferred spelling.

        A variant counts as a whole word, in Arabic also with a particle written onto it (و ف ب ك ل).
        """
        for preferred, variants in self.terms.items():
            for variant in variants:
                for match in re.finditer(rf"(?<!\w)[وفبكل]?({re.escape(variant)})(?!\w)", text):
                    yield match.start(1), variant, preferred
