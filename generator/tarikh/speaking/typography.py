"""Where a line must not be broken. Editors type plain spaces; what is shown has no-break spaces instead.

Sources: A. Milchin, Spravochnik izdatelya i avtora (no line begins with a dash or ends with a short word); Lexique des
règles typographiques en usage à l'Imprimerie nationale. A number stays with what it counts in all languages.
"""

from __future__ import annotations

import re

from icu4py.breakers import LineBreaker

# Each begins with the space: that is found much faster than what stands around it.
_TIES = r"(?=[—–] )|(?<=\d )(?=[^\W\d])"
_SHORT = r"(?=[\w«“„(])(?:(?<=(?<![\w’'-])[^\W\d] )|(?<=(?<![\w’'-])[^\W\d]{2} ))"
_TIED = {False: re.compile(f" (?:{_TIES})"), True: re.compile(f" (?:{_TIES}|{_SHORT})")}
_HYPHENS = ("-", "‐", "–", "/")


def tied(text: str, short_words: bool) -> str:
    """A text whose lines do not begin with a dash, nor part a number from its noun.

    `short_words`: nor end with a word of one or two letters, as French and Russian have it.
    """
    return _TIED[short_words].sub("\u00a0", text)


def breakable(text: str, locale: str) -> list[str]:
    """A text in the pieces between which a line of it may be broken (UAX #14), with the spaces that follow each.

    In headings, for which this is, no line ends with a hyphen.
    """
    units, pieces = text.encode("utf-16-le"), [""]  # in which ICU counts
    for start, end in LineBreaker(text, locale).segments():
        piece = units[2 * start : 2 * end].decode("utf-16-le")
        if pieces[-1].endswith(_HYPHENS):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces[1:]
