"""What every raw snapshot holds, counted twice: from its bytes, and through its reader.

Usage: XREF_DEV_DATA=... python benchmarks/reconcile_lists.py [NAME...] [--markdown]
One row a snapshot: records in the file (counted by a pattern over its text, or by the csv
module, never by a reader), designations read, how many of each kind, names by quality,
designations with a birth date, ships with an IMO number, records refused, and the MB a
second of CPU time that its reader reads. A row whose two counts differ says why. Derived
files of third parties are not read: they only cross-check counts in the tests. Memory of
the readers is measured by parse_lists.py.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import logging
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from common import dev_data

Count = Callable[[Path], int]


def _bytes(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return path.read_bytes()


def pattern(expression: str) -> Count:
    """Count what a pattern finds in the bytes of a file."""
    return lambda path: len(re.findall(expression.encode(), _bytes(path)))


def rows(*, header: bool, width: int | None = None) -> Count:
    """Count the rows of a CSV file by the csv module; only those of one width."""

    def count(path: Path) -> int:
        files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
        found = 0
        for file in files:
            lines = _bytes(file).decode("utf-8-sig").splitlines(keepends=True)
            table = [row for row in csv.reader(lines) if width is None or len(row) == width]
            found += len([row for row in table if any(cell.strip() for cell in row)]) - header
        return found

    return count


def ofac_rows(path: Path) -> int:
    """Count the rows of SDN.CSV that begin with a number, whatever header was put above."""
    lines = _bytes(path).decode("utf-8").splitlines(keepends=True)
    return sum(len(row) == 12 and row[0].isdigit() for row in csv.reader(lines))


def dfat_primary(path: Path) -> int:
    """Count the rows of DFAT's sheet whose name type says primary, in the sheet's own XML."""
    with zipfile.ZipFile(path) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode("utf-8")
        sheet = archive.read("xl/worksheets/sheet1.xml").decode("utf-8")
    items = re.findall(r"<si>(.*?)</si>", strings, re.DOTALL)
    texts = ["".join(re.findall(r"<t[^>]*>([^<]*)</t>", item)) for item in items]
    primary = {str(n) for n, text in enumerate(texts) if text.strip().lower() == "primary name"}
    cells = re.findall(r'<c r="D\d+"[^>]*t="s"[^>]*><v>(\d+)</v>', sheet)
    return sum(cell in primary for cell in cells)


# Snapshot, how its records are counted, and why the counts differ where they do.
SNAPSHOTS: tuple[tuple[str, Count, str], ...] = (
    ("us-ofac-sdn/2021-07.sdn.csv", ofac_rows, ""),
    ("us-ofac-sdn/2023-01.sdn.with-header.csv", ofac_rows, ""),
    ("us-ofac-sdn/excerpt-2026.sdn.csv", ofac_rows, ""),
    ("us-ofac-cons/2025-03-28.consolidated.xml", pattern("<sdnEntry>"), ""),
    ("us-ofac-cons/CONS_ENHANCED.ZIP", pattern("<entity id="), ""),
    ("un-sc/2024-11-30.UN_consolidated.xml.gz", pattern("<(?:INDIVIDUAL|ENTITY)>"), ""),
    ("un-sc/2025-04-19.UN_consolidated.xml", pattern("<(?:INDIVIDUAL|ENTITY)>"), ""),
    ("un-sc/2026-02-27.UN_consolidated.xml", pattern("<(?:INDIVIDUAL|ENTITY)>"), ""),
    ("eu-oj-opensanctions/consolidated", rows(header=True), ""),
    (
        "eu-oj-opensanctions/amendments",
        rows(header=True),
        "AVAX stands in two acts under one reference",
    ),
    ("ca-sema/2025.sema-lmes.xml", pattern("<record>"), ""),
    ("au-dfat/2024-11-11.regulation8_consolidated.xlsx", dfat_primary, ""),
    (
        "us-csl/2022-04.csl_consolidated.csv.gz",
        rows(header=True),
        "one bank of the CAPTA list stands twice under one reference",
    ),
    ("ua-war-sanctions/2026-06-12.gur_vessels_master.csv", rows(header=True), ""),
    ("ch-seco/format-example.seco.xml", pattern("<target "), ""),
    ("opensanctions/2026-03-13.ua_war_sanctions.targets.simple.csv", rows(header=True), ""),
    ("jp-meti/2025-09-12.list_daisangoku_tokutei.pdf.txt", pattern("所在地"), ""),
    (
        "jp-meti/2025-09-12.list_russia_tokutei.pdf.txt",
        pattern("所在地"),
        "addresses are counted; one entry has none",
    ),
)
HEADER = (
    "snapshot", "records", "read", "person", "vessel", "org.", "aircraft", "primary", "alias",
    "weak", "former", "unknown", "born", "IMO", "refused", "MB/s", "why they differ",
)  # fmt: skip


def read_one(name: str) -> dict[str, object]:
    """Read one snapshot and count what came out; run in a process of its own."""
    from xref.lists import load_lists
    from xref.lists.files import list_files
    from xref.lists.readers.base import Tally

    logging.disable(logging.WARNING)
    path = dev_data("lists") / name
    size = sum(f.stat().st_size for f in path.iterdir()) if path.is_dir() else path.stat().st_size
    if path.suffix in (".gz", ".ZIP"):
        size = len(_bytes(path))
    lists = load_lists(path)
    found = lists.designations
    with tempfile.TemporaryDirectory() as scratch:
        files, _ = list_files(path, Path(scratch))
        start = time.process_time()
        for file in files:
            for _ in file.reader.read(file.path, Tally(file.path)):
                pass
        used = time.process_time() - start
    kinds = Counter(item.kind for item in found)
    names = Counter(name.quality for item in found for name in item.names)
    return {
        "read": len(found),
        "person": kinds["person"],
        "vessel": kinds["vessel"],
        "org.": kinds["organisation"],
        "aircraft": kinds["aircraft"],
        **{
            quality: names[quality] for quality in ("primary", "alias", "weak", "former", "unknown")
        },
        "born": sum(bool(item.birth_dates) for item in found),
        "IMO": sum(item.imo is not None for item in found if item.kind == "vessel"),
        "refused": sum({version.sha256: version.refused for version in lists.versions}.values()),
        "MB/s": round(size / 1e6 / used, 1),
    }


def main() -> None:
    """Print the table; leave with 1 if two counts differ and nothing explains it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--one")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(read_one(options.one)))
        return
    table = []
    unexplained = []
    for name, count, why in SNAPSHOTS:
        if options.names and not any(part in name for part in options.names):
            continue
        records = count(dev_data("lists") / name)
        done = subprocess.run(
            [sys.executable, __file__, "--one", name], capture_output=True, text=True, check=False
        )
        if done.returncode:
            unexplained.append(f"{name}: {done.stderr.strip().splitlines()[-1]}")
            continue
        row = {"snapshot": name, "records": records, **json.loads(done.stdout)}
        total = int(row["read"]) + int(row["refused"])
        row["why they differ"] = "" if total == records else why
        if total != records and not why:
            unexplained.append(f"{name}: {records} records, {total} read or refused")
        table.append(row)
    _print(table, markdown=options.markdown)
    for line in unexplained:
        print(f"NOT RECONCILED {line}")
    sys.exit(1 if unexplained else 0)


def _print(table: list[dict[str, object]], *, markdown: bool) -> None:
    cells = [[str(row.get(key, "")) for key in HEADER] for row in table]
    if markdown:
        print("| " + " | ".join(HEADER) + " |")
        print("| --- |" + " ---: |" * (len(HEADER) - 2) + " --- |")
        for row in cells:
            print("| " + " | ".join(row) + " |")
        return
    widths = [max(len(row[at]) for row in [list(HEADER), *cells]) for at in range(len(HEADER))]
    for row in [list(HEADER), *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    main()
