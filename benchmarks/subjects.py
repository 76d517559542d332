"""Resolve real lists to subjects, and compare with the pairs of tests/data/subject_pairs.csv.

Loads the built-in list without its keys, and OFAC 2021-07 and 2023-01, the excerpt of 2026, the
non-SDN list, UN 2026-02, Canada, Australia, the Official Journal and GUR's ships below
`$XREF_DEV_DATA/lists`. Prints time, joins by rule, precision and recall on the labelled pairs
by parts (see `part_of`), and the errors of the development half. A pair is joined if both
entries are in one subject. With --copies N the lists are loaded N times under other names, to
see the speed on more entries; --show prints every pair with the reason given.

    XREF_DEV_DATA=... python benchmarks/subjects.py [--copies 2] [--show]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import logging
import tempfile
import time
from collections import Counter
from pathlib import Path

from common import dev_data, peak_megabytes, timed
from msgspec.structs import replace

from xref.lists.load import load_source
from xref.lists.resolution import Resolution, resolve
from xref.lists.resolution_cache import read_resolution, write_resolution
from xref.lists.subjects import designation_order
from xref.model import Designation
from xref.names import comparer_for
from xref.rules import load_rules

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "data" / "subject_pairs.csv"
_PARTS = ("development", "held out", "last sample")
_SOURCES = (
    ("us-ofac-sdn", "2021-07.sdn.csv"),
    ("us-ofac-sdn", "2023-01.sdn.with-header.csv"),
    ("us-ofac-sdn", "excerpt-2026.sdn.csv"),
    ("un-sc", "2026-02-27.UN_consolidated.xml"),
    ("us-ofac-cons", "2025-03-28.consolidated.xml"),
    ("ca-sema", "2025.sema-lmes.xml"),
    ("au-dfat", "2024-11-11.regulation8_consolidated.xlsx"),
    ("eu-oj-opensanctions", "consolidated"),
    ("ua-war-sanctions", "2026-06-12.gur_vessels_master.csv"),
)


def designations() -> list[Designation]:
    """All entries, the built-in ones without the keys that say which are one."""
    latest: dict[str, Designation] = {}
    for source in ("builtin", *(dev_data("lists", *parts) for parts in _SOURCES)):
        for item in load_source(source):
            for entry in item.designations:
                latest[entry.id] = replace(entry, subject_key=None)
    return sorted(latest.values(), key=designation_order)


def copied(entries: list[Designation], copies: int) -> list[Designation]:
    """The same entries again as other lists, so that every one has more to be compared with."""
    found = list(entries)
    for number in range(1, copies):
        found += [
            replace(entry, id=f"copy{number}-{entry.id}", list=f"copy{number}-{entry.list}")
            for entry in entries
        ]
    return sorted(found, key=designation_order)


def part_of(row: dict[str, str]) -> str:
    """Which part a pair is in: two halves by a digest of the ids, and the last sample.

    Rules were tuned on the first half; errors of the second were seen once, when the rules
    were young. The last sample was drawn and labelled after the rules were set.
    """
    if "third sample" in row["why"]:
        return "last sample"
    digest = hashlib.sha256(f"{row['left']}\0{row['right']}".encode()).digest()
    return "development" if digest[0] % 2 == 0 else "held out"


def score(found: Resolution, *, show: bool) -> None:
    group = {each: number for number, ids in enumerate(found.groups) for each in ids}
    reasons = {(link.left, link.right): link for link in (*found.links, *found.possible)}
    counts = {part: Counter[str]() for part in _PARTS}
    errors = []
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        left, right = row["left"], row["right"]
        joined = left in group and group[left] == group.get(right)
        same = row["truth"] == "same"
        kind = ("tp" if same else "fp") if joined else ("fn" if same else "tn")
        part = part_of(row)
        counts[part][kind] += 1
        # Errors of the other parts are not looked at while rules are changed.
        if show or (kind in ("fp", "fn") and part == "development"):
            link = reasons.get((left, right)) or reasons.get((right, left))
            said = f"[{link.rule}] {link.detail}" if link else "no direct link"
            errors.append(f"  {kind} {part}: {left} | {right} | {row['why']} | {said}")
    counts["all"] = sum(counts.values(), Counter[str]())
    for part, c in counts.items():
        precision = c["tp"] / max(1, c["tp"] + c["fp"])
        recall = c["tp"] / max(1, c["tp"] + c["fn"])
        print(
            f"{part}: {c['tp'] + c['fn']} same, {c['fp'] + c['tn']} different; "
            f"precision {precision:.3f}, recall {recall:.3f} "
            f"({c['fp']} joined wrongly, {c['fn']} not joined)"
        )
    print("\n".join(errors))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    entries = copied(designations(), arguments.copies)
    rules = load_rules()
    names = sum(len(entry.names) for entry in entries)
    comparer = comparer_for(rules)
    started = time.process_time()
    with timed() as spent:
        found = resolve(entries, rules, comparer)
    print(
        f"{len(entries):,} entries with {names:,} names: {spent[0]:.1f} s "
        f"({time.process_time() - started:.1f} s of one core), peak {peak_megabytes():,.0f} MB"
    )
    with tempfile.TemporaryDirectory() as folder:
        write_resolution(Path(folder), "key", found)
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        with timed() as spent:
            read_resolution(Path(folder), "key")
    print(f"kept: {size / 1e6:.1f} MB, read in {spent[0]:.2f} s")
    print(f"{len(found.groups):,} subjects of several entries")
    print(f"joins: {dict(Counter(link.rule for link in found.links).most_common())}")
    print(f"possibly the same: {dict(Counter(link.rule for link in found.possible).most_common())}")
    score(found, show=arguments.show)


if __name__ == "__main__":
    main()
