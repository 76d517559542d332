"""Where the fixtures are, and where the real lists are on a developer's machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent / "data" / "lists"


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of our own fixtures, written in the official formats."""
    return DATA


@pytest.fixture(scope="session")
def dev_data() -> Path:
    """Return the folder of real lists and facts, or skip."""
    base = os.environ.get("XREF_DEV_DATA")
    if not base:
        pytest.skip("XREF_DEV_DATA is not set: it names the folder with lists/ and facts/")
    return Path(base)
