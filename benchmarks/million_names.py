"""A million names against 18,000 listed ones: `match_frame` on a streamed CSV, all cores.

Usage: XREF_DEV_DATA=… python benchmarks/million_names.py [--names N]
Lists and queries as in `match_speed.py`, all names distinct. Time is by the clock, with the CPU
time of all processes beside it; memory is the peak of this process, and of the largest worker
(which shares most of its pages with this one).
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from common import dev_data, peak_megabytes
from match_speed import queries


def main() -> None:
    import polars as pl

    import xref

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=1_000_000)
    options = parser.parse_args()
    lists = xref.load_lists(
        dev_data("lists", "us-ofac-sdn", "2023-01.sdn.with-header.csv"),
        dev_data("lists", "un-sc", "2026-02-27.UN_consolidated.xml"),
    )
    matcher = xref.Matcher(lists)
    names = [entry.name.text for entry in matcher.index.entries]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "names.csv")
        pl.DataFrame({"name": queries(names, options.names)}).write_csv(path)
        before = _cpu()
        started = time.perf_counter()
        found = matcher.match_frame(pl.scan_csv(path), "name", kind="person")
        clock = time.perf_counter() - started
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{options.names:,} names against {len(names):,}: {clock:.0f} s by the clock, "
        f"{_cpu() - before:.0f} s of CPU, {found.height:,} matches; "
        f"{peak_megabytes():.0f} MB, the largest worker {worker:.0f} MB"
    )


def _cpu() -> float:
    """CPU seconds of this process and of those it waited for."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    main()
