"""Interface strings: gettext catalogs compiled in memory from `.po` files."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"  # the strings in templates and code are English


def catalog_path(locale: Path, tag: str) -> Path:
    """Where the catalog of a language is kept."""
    return locale / tag / "LC_MESSAGES" / "messages.po"


def load_catalog(locale: Path, tag: str) -> gettext.NullTranslations:
    """The catalog `locale/{tag}/LC_MESSAGES/messages.po`; where there is none, the source's own strings.

    Plural forms are those of the file's own Plural-Forms header: Babel's table has them wrong for Arabic.
    """
    path = catalog_path(locale, tag)
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=tag.replace("-", "_"), abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
