"""Interface strings: gettext catalogs compiled in memory from `.po` files."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

SOURCE_LANGUAGE = "en"  # the strings in templates and code are English
CENTURY = {"number", "ordinal", "roman", "suffix"}  # what a century can be called by, see Speaker
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|%")


class CatalogError(ValueError):
    """A catalog that cannot be used; `line` is where, or 0."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def catalog_path(locale: Path, tag: str) -> Path:
    """Where the catalog of a language is kept."""
    return locale / tag / "LC_MESSAGES" / "messages.po"


def compile_catalog(locale: Path, tag: str) -> bytes:
    """The catalog `locale/{tag}/LC_MESSAGES/messages.po` in the form of a `.mo` file; nothing where there is none.

    Plural forms are those of the file's own Plural-Forms header: Babel's table has them wrong for Arabic.
    Raises CatalogError.
    """
    path = catalog_path(locale, tag)
    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=tag.replace("-", "_"), abort_invalid=True)
        _check_strings(catalog)
        compiled = io.BytesIO()
        write_mo(compiled, catalog)
        open_catalog(compiled.getvalue())
    except PoFileError as error:
        message, line = str(error).rpartition(" on ")[0], error.lineno + 1  # Babel counts from 0
        raise CatalogError(message, line) from error
    except CatalogError:
        raise
    except (ValueError, LookupError, SyntaxError) as error:
        raise CatalogError(str(error)) from error
    return compiled.getvalue()


def open_catalog(compiled: bytes) -> gettext.NullTranslations:
    """A compiled catalog; where there is none, the source's own strings."""
    return gettext.GNUTranslations(io.BytesIO(compiled)) if compiled else gettext.NullTranslations()


def load_catalog(locale: Path, tag: str) -> gettext.NullTranslations:
    """The catalog of a language, ready to speak. Raises CatalogError."""
    return open_catalog(compile_catalog(locale, tag))


def _check_strings(catalog: Catalog) -> None:
    """A translation may use what its string is given, and nothing else; it is text, never markup."""
    for message in catalog:
        if not message.id or not message.string:
            continue
        given = _placeholders(message.id)
        given |= CENTURY if "ordinal" in given else set()
        for text in _texts(message.string):
            wrong = _placeholders(text) - given
            if wrong:
                named = wrong.pop() or "%"
                raise CatalogError(f'"{text}" names {named}, which the string is not given', message.lineno or 0)
            if "<" in text:
                raise CatalogError(f'"{text}" holds markup', message.lineno or 0)


def _placeholders(texts: str | tuple[str, ...] | list[str]) -> set[str]:
    found = (match for text in _texts(texts) for match in _PLACEHOLDER.finditer(text))
    return {match[1] or "" for match in found if match[0] != "%%"}


def _texts(texts: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)
