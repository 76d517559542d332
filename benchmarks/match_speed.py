"""Queries a second of `match_frame` on one core beside rapidfuzz's fastest full scan.

Usage: XREF_DEV_DATA=… python benchmarks/match_speed.py [--queries N]
Lists: OFAC 2023-01 and UN 2026-02-27 (about 18,000 names). Queries are listed names with a
letter, order or spacing changed, and names of the development pairs, all distinct.

Queries are handed over in rounds, persons, all kinds and rapidfuzz in turn, each on queries it
has not seen: whatever else the machine does slows all three, so the ratio tells more than the
rate. Rates are by the CPU time of this process (user and system), and by the clock beside it.
The first round warms the caches and is not counted.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections.abc import Callable

from common import dev_data, peak_megabytes, timed

#: Rounds, the first uncounted, and names a round that rapidfuzz is asked.
_ROUNDS = 11
_SCANNED = 60


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


class Timer:
    """CPU and clock time of a task over all counted rounds."""

    def __init__(self, title: str, task: Callable[[list[str]], int]) -> None:
        self.title = title
        self._task = task
        self.asked = self.found = 0
        self.cpu = self.clock = 0.0

    def run(self, names: list[str], *, counted: bool) -> None:
        """Time the task on a round of names."""
        cpu, clock = time.process_time(), time.perf_counter()
        found = self._task(names)
        cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
        if counted:
            self.asked += len(names)
            self.found += found
            self.cpu += cpu
            self.clock += clock

    @property
    def rate(self) -> float:
        """Queries a second of CPU time."""
        return self.asked / self.cpu


def main() -> None:
    import polars as pl

    import xref

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=22_000)
    options = parser.parse_args()
    lists = xref.load_lists(
        dev_data("lists", "us-ofac-sdn", "2023-01.sdn.with-header.csv"),
        dev_data("lists", "un-sc", "2026-02-27.UN_consolidated.xml"),
    )
    with timed() as building:
        matcher = xref.Matcher(lists)
    names = [entry.name.text for entry in matcher.index.entries]
    asked = queries(names, options.queries)
    # Half of the queries for persons alone, half for all kinds: no name is asked twice.
    halves = {"person": asked[::2], None: asked[1::2]}
    print(f"{len(names):,} listed names; matcher built in {building[0]:.1f} s")

    def match(kind: str | None) -> Callable[[list[str]], int]:
        def task(some: list[str]) -> int:
            frame = pl.DataFrame({"name": some})
            return matcher.match_frame(frame, "name", kind=kind, workers=1).height

        return task

    timers = {kind: Timer(f"match_frame kind={kind}", match(kind)) for kind in halves}
    scan = _scan(names)
    size = len(asked) // 2 // _ROUNDS
    for number in range(_ROUNDS):
        for kind, timer in timers.items():
            some = halves[kind][number * size : (number + 1) * size]
            timer.run(some, counted=number > 0)
        if scan is not None:
            scan.run(asked[number * _SCANNED : (number + 1) * _SCANNED], counted=number > 0)
    for timer in (*timers.values(), *([scan] if scan else [])):
        beside = f", {timer.rate / scan.rate:.1f} times rapidfuzz" if scan else ""
        print(
            f"{timer.title}: {timer.rate:,.0f} queries/s of CPU time, "
            f"{timer.asked / timer.clock:,.0f} by the clock{beside}; {timer.found:,} matches"
        )
    if scan is None:
        print("rapidfuzz is not installed: no figure beside it")
    print(f"peak memory {peak_megabytes():.0f} MB")


def _scan(names: list[str]) -> Timer | None:
    """Rapidfuzz's comparison of each query with every listed name, or None without it."""
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        return None

    def task(some: list[str]) -> int:
        return sum(
            len(process.extract(name, names, scorer=fuzz.ratio, score_cutoff=85, limit=10))
            for name in some
        )

    return Timer("rapidfuzz extract(ratio), full scan", task)


if __name__ == "__main__":
    main()
