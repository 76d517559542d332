"""Listed persons in Korean sentences: how many are found, and who is found that is not there?

    XREF_DEV_DATA=... python benchmarks/hangul_sentences.py [--misses]

Sentences of `tests/data/hangul_sentences.csv` against the built-in list and OFAC 2023-01; the
held-out half gives sums only. Then, as text in which nobody is listed, Korean manual pages where
the system has some: false hits, and the time it takes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import time
from pathlib import Path

from common import dev_data

import xref

TABLE = Path(__file__).parents[1] / "tests" / "data" / "hangul_sentences.csv"
OFAC = "lists/us-ofac-sdn/2023-01.sdn.with-header.csv"
PAGES = Path("/usr/share/man/ko")


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show those of the open half")
    show = parser.parse_args().misses
    matcher = xref.Matcher(xref.load_lists("builtin", dev_data() / OFAC))
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for half in ("dev", "held"):
        wanted = found = false = 0
        for row in rows:
            if row["half"] != half:
                continue
            alerts = [a for a in matcher.scan(row["sentence"]) if a.band != "weak"]
            named = [a for a in alerts if row["names"] and row["names"] in a.subject.name]
            others = [a for a in alerts if a not in named]
            wanted += bool(row["names"])
            found += bool(named)
            false += len(others)
            if show and half == "dev" and (others or bool(named) != bool(row["names"])):
                print("  ", row["names"], "|", row["sentence"], [a.subject.name for a in others])
        print(f"{half}: {found} of {wanted} found, {false} others")
    text = "\n".join(
        gzip.decompress(page.read_bytes()).decode("utf-8", "replace")
        for page in sorted(PAGES.rglob("*.gz"))
    )
    if text:
        before = time.process_time()
        alerts = matcher.scan(text)
        seconds = time.process_time() - before
        size = len(text.encode()) / 1e6
        print(f"manual pages: {size:.2f} MB, {seconds / size:.2f} s/MB, {len(alerts)} alerts")
        if show:
            for alert in alerts:
                print("  ", alert.band, alert.subject.name, alert.mentions[0].snippet)


if __name__ == "__main__":
    main()
