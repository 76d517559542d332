"""What the benchmarks share: where the development data is, time and memory."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def dev_data(*parts: str) -> Path:
    """Path below `$XREF_DEV_DATA`; ends the benchmark with a clear line without it."""
    root = os.environ.get("XREF_DEV_DATA")
    if not root:
        sys.exit("this benchmark needs the development data: set XREF_DEV_DATA to its folder")
    path = Path(root, *parts)
    if not path.exists():
        sys.exit(f"this benchmark needs {path}, which is not there")
    return path


@contextmanager
def timed() -> Iterator[list[float]]:
    """Seconds of the block, in a list of one."""
    spent = [0.0]
    started = time.perf_counter()
    yield spent
    spent[0] = time.perf_counter() - started


def peak_megabytes() -> float:
    """Peak resident memory of this process, in MB (10^6 bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
