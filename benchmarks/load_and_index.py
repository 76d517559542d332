"""Seconds and memory to load official lists, to build a matcher from them, and to read it again.

Usage: XREF_DEV_DATA=… python benchmarks/load_and_index.py [--all | FILE…]
       XREF_DEV_DATA=… python benchmarks/load_and_index.py --bundle BUNDLE

Without files: the OFAC list of 2023-01 with the UN list of 2026-02-27; `--all` takes the snapshots
of `scan_speed.py --all`. The matcher is written to a bundle, which a process of its own reads,
screens 500 articles of the corpus with, and asks a name: `--bundle` does that alone.
"""

from __future__ import annotations

import argparse
import json
import lzma
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from common import dev_data, peak_megabytes, timed
from scan_speed import SNAPSHOTS

_ARTICLES = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if options.bundle is not None:
        _read(options.bundle)
        return
    snapshots = SNAPSHOTS if options.all else SNAPSHOTS[:2]
    _build(options.files or [str(dev_data("lists", snapshot)) for snapshot in snapshots])


def _build(sources: list[str]) -> None:
    import xref

    with timed() as loading:
        lists = xref.load_lists(*sources)
    loaded = peak_megabytes()
    with timed() as indexing:
        matcher = xref.Matcher(lists)
    built = peak_megabytes()
    with timed() as asking:
        matcher.match("Kim Yong-chol")
    kinds = Counter(designation.kind for designation in lists.designations)
    print(f"designations {len(lists.designations):,} ({dict(kinds)})")
    print(f"subjects     {len(lists.subjects):,}")
    print(f"names        {len(matcher.index.entries):,}; text forms {len(matcher.index.forms):,}")
    print(f"load         {loading[0]:.2f} s, peak {loaded:.0f} MB")
    print(f"index        {indexing[0]:.2f} s, peak {built:.0f} MB")
    print(f"first name   {asking[0]:.2f} s: makes the look-ups for names")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lists.xref")
        xref.write_bundle(matcher, path)
        print(
            f"bundle       {path.stat().st_size / 1e6:.0f} MB; read by another process:", flush=True
        )
        subprocess.run([sys.executable, __file__, "--bundle", str(path)], check=True)


def _read(path: Path) -> None:
    with timed() as importing:
        from xref.bundle import load_bundle
    with timed() as reading:
        matcher = load_bundle(path)
    print(f"from bundle  {reading[0]:.2f} s (imports {importing[0]:.2f} s before), {_memory()}")
    with lzma.open(dev_data("corpus", "news.jsonl.xz"), "rt", encoding="utf-8") as stream:
        for _, line in zip(range(_ARTICLES), stream, strict=False):
            article = json.loads(line)
            matcher.scan(article["text"])
    print(f"{_ARTICLES} articles screened: {_memory()}")
    with timed() as asking:
        matcher.match("Kim Yong-chol")
    print(f"first name   {asking[0]:.2f} s, {_memory()}")


def _memory() -> str:
    return f"peak {_resident('VmHWM'):.0f} MB, now {_resident('VmRSS'):.0f} MB"


def _resident(key: str) -> float:
    """Resident memory, in MB (10^6 bytes): `VmRSS` now, `VmHWM` at its peak; Linux only.

    What `getrusage` tells of a child includes the parent's memory from before it ran a program.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith(f"{key}:"))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
