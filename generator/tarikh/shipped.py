"""What stands at the top of the repository, and in the package where Tarikh is installed from a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(path: str) -> Path:
    """A file or folder by its path in the repository, wherever it is now."""
    inside = _PACKAGE / path
    return inside if inside.exists() else _PACKAGE.parents[1] / path
