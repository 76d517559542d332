"""Queries a second of `match_frame` beside rapidfuzz's fastest full scan of the same names.

Usage: XREF_DEV_DATA=… python benchmarks/match_speed.py [--queries N]
Lists: OFAC 2023-01 and UN 2026-02-27 (about 18,000 names). Queries are listed names with a
letter, order or spacing changed, and names of the development pairs, all distinct.
"""

from __future__ import annotations

import argparse
import csv
import random

from common import dev_data, peak_megabytes, timed


def queries(names: list[str], count: int) -> list[str]:
    """Distinct names: a third listed ones, a third changed, a third from elsewhere."""
    random.seed(20260101)
    with dev_data("truth", "korean_pairs_dev.csv").open(encoding="utf-8") as stream:
        others = [row[key] for row in csv.DictReader(stream) for key in ("name1", "name2")]
    found: dict[str, None] = {}
    while len(found) < count:
        name = random.choice(names if random.random() < 0.67 else others)
        if random.random() < 0.5 and len(name) > 3:
            place = random.randrange(1, len(name) - 1)
            name = name[:place] + random.choice("aeiou ") + name[place + 1 :]
        found[name] = None
    return list(found)


def main() -> None:
    import polars as pl

    import xref

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=20_000)
    options = parser.parse_args()
    lists = xref.load_lists(
        dev_data("lists", "us-ofac-sdn", "2023-01.sdn.with-header.csv"),
        dev_data("lists", "un-sc", "2026-02-27.UN_consolidated.xml"),
    )
    with timed() as building:
        matcher = xref.Matcher(lists)
    names = [entry.name.text for entry in matcher.index.entries]
    asked = queries(names, options.queries)
    frame = pl.DataFrame({"name": asked})
    print(f"{len(names):,} listed names; matcher built in {building[0]:.1f} s")
    for kind in ("person", None):
        with timed() as spent:
            found = matcher.match_frame(frame, "name", kind=kind)
        rate = len(asked) / spent[0]
        print(f"match_frame kind={kind}: {rate:,.0f} queries/s, {found.height:,} matches")
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        print("rapidfuzz is not installed: no figure beside it")
    else:
        some = asked[:200]
        with timed() as spent:
            for name in some:
                process.extract(name, names, scorer=fuzz.ratio, score_cutoff=85, limit=10)
        print(f"rapidfuzz extract(ratio), full scan: {len(some) / spent[0]:,.0f} queries/s")
    print(f"peak memory {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
