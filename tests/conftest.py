"""Fixtures that several test modules share: the matcher on the built-in list."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import xref

# A busy machine is no defect of what is tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the lists of whoever runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XREF_HOME", str(tmp_path_factory.mktemp("home")))
        yield


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
