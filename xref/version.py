"""The version of the installed package."""

from __future__ import annotations

from functools import cache


@cache
def version() -> str:
    """Version as the package metadata states it.

    Example:
        >>> version().count(".") >= 1
        True
    """
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("xref")
    except PackageNotFoundError:
        return "0+checkout"
