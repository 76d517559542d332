"""Fixtures that several test modules share: the matcher on the built-in list."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import xref


@pytest.fixture(scope="session")
def matcher() -> xref.Matcher:
    """A matcher on the built-in list."""
    return xref.Matcher(xref.load_lists())


@pytest.fixture(scope="session")
def dev_data() -> Path:
    """The development data; skips without it."""
    root = os.environ.get("XREF_DEV_DATA")
    if not root or not Path(root).is_dir():
        pytest.skip("needs the development data: set XREF_DEV_DATA to its folder")
    return Path(root)
