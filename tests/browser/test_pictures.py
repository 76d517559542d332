"""The pictures of the documentation can be made anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"
MOST = 250_000


@pytest.mark.slow
def test_the_script_makes_the_pictures(chromium: Any, tmp_path: Path) -> None:
    """Both of them, of a size that a manual can hold."""
    assert chromium.version
    subprocess.run(
        [sys.executable, str(DOCS / "images" / "pictures.py"), str(tmp_path)],
        check=True, timeout=240, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    for name in ("page-queue.png", "page-alert.png"):
        made, shown = (folder / name for folder in (tmp_path, DOCS / "images"))
        for each in (made, shown):
            assert each.read_bytes().startswith(b"\x89PNG")
            assert each.stat().st_size < MOST
        assert f"images/{name}" in (DOCS / "review.md").read_text(encoding="utf-8")
