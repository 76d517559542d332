"""Seconds and memory to load official lists and to build a matcher from them.

Usage: XREF_DEV_DATA=… python benchmarks/load_and_index.py [FILE…]
Without files: the OFAC list of 2023-01 with the UN list of 2026-02-27.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from common import dev_data, peak_megabytes, timed


def main() -> None:
    import xref

    sources = sys.argv[1:] or [
        str(dev_data("lists", "us-ofac-sdn", "2023-01.sdn.with-header.csv")),
        str(dev_data("lists", "un-sc", "2026-02-27.UN_consolidated.xml")),
    ]
    with timed() as loading:
        lists = xref.load_lists(*sources)
    with timed() as indexing:
        matcher = xref.Matcher(lists)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lists.xref")
        xref.write_bundle(matcher, path)
        size = path.stat().st_size / 1e6
        with timed() as reading:
            xref.load_bundle(path)
    kinds = Counter(designation.kind for designation in lists.designations)
    print(f"designations {len(lists.designations):,} ({dict(kinds)})")
    print(f"subjects     {len(lists.subjects):,}")
    print(f"names        {len(matcher.index.entries):,}; text forms {len(matcher.index.forms):,}")
    print(f"load         {loading[0]:.2f} s")
    print(f"index        {indexing[0]:.2f} s")
    print(f"from bundle  {reading[0]:.2f} s ({size:.0f} MB)")
    print(f"peak memory  {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
