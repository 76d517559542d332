"""Where the packaged `rules/` and `lists/` folders are.

In a wheel they sit in `xref/_data`; in a checkout (or an editable install) they
are the top-level folders. Owns these two paths and nothing else.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the packaged data folder called `name` (`"rules"` or `"lists"`).

    Example:
        >>> data_folder("rules").is_dir()
        True
    """
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
