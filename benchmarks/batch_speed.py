"""Speed, CPU time and memory of `Matcher.screen` and of `xref screen`, by number of workers.

Usage: XREF_DEV_DATA=… python benchmarks/batch_speed.py [--articles N] [--rounds N]
       [--workers N] [--bundle FILE] [--run] [--spark]
Rounds of one and of several workers alternate, and the best of each counts: others may use
the machine. CPU seconds of all processes tell what the speed-up would be on a free machine:
workers x (CPU of one) / (CPU of several). Memory is the proportional set size (PSS) of all
processes together, sampled 20 times a second. `--run` measures reading, work file and results
as well (the command's own path over the packed corpus), `--spark` the same texts in local
Spark (reading them from Parquet).
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from common import dev_data, timed

SNAPSHOTS = (
    ("us-ofac-sdn", "2023-01.sdn.with-header.csv"),
    ("un-sc", "2026-02-27.UN_consolidated.xml"),
)


class Usage:
    """CPU seconds of this process and its children, and the peak of their PSS together."""

    def __init__(self) -> None:
        self.wall = self.cpu = self.peak = 0.0


def family() -> list[int]:
    """This process and all below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents.setdefault(int(stat[1]), []).append(int(entry.name))
    found = [os.getpid()]
    for pid in found:
        found.extend(parents.get(pid, []))
    return found


def proportional_bytes(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


@contextmanager
def measured(memory: bool) -> Iterator[Usage]:
    usage = Usage()
    stop = threading.Event()

    def sample() -> None:
        while not stop.wait(0.05):
            usage.peak = max(usage.peak, sum(map(proportional_bytes, family())))

    sampler = threading.Thread(target=sample, daemon=True)
    if memory:
        sampler.start()
    before, started = os.times(), time.perf_counter()
    yield usage
    usage.wall = time.perf_counter() - started
    after = os.times()
    usage.cpu = sum(after[:4]) - sum(before[:4])
    stop.set()
    if memory:
        sampler.join()


def compare(
    what: str, megabytes: float, workers: int, rounds: int, work: Callable[[int], object]
) -> None:
    best: dict[int, Usage] = {}
    for _ in range(rounds):
        for count in (1, workers):
            with measured(memory=False) as usage:
                work(count)
            known = best.get(count)
            if known is None:
                best[count] = usage
            else:
                known.wall = min(known.wall, usage.wall)
                known.cpu = min(known.cpu, usage.cpu)
    for count, usage in best.items():
        print(f"{what}, {count} workers: {megabytes / usage.wall:.1f} MB/s, "
              f"{usage.wall:.2f} s, CPU {usage.cpu:.2f} s, "
              f"{usage.cpu / megabytes * 1000:.0f} core-seconds a GB")  # fmt: skip
    one, many = best[1], best[workers]
    print(f"{what}: wall {one.wall / many.wall:.2f}x, "
          f"by CPU time {workers * one.cpu / many.cpu:.2f}x")  # fmt: skip
    with measured(memory=True) as usage:
        work(workers)
    print(f"{what}: peak PSS of {workers} workers and their caller {usage.peak / 1e6:.0f} MB")


def matcher_from(options: argparse.Namespace) -> Any:
    import xref

    if options.bundle:
        with timed() as reading:
            matcher = xref.load_bundle(options.bundle)
        size = Path(options.bundle).stat().st_size / 1e6
        print(f"bundle of {size:.0f} MB read in {reading[0]:.2f} s")
    else:
        sources = [str(dev_data("lists", *each)) for each in SNAPSHOTS]
        matcher = xref.Matcher(xref.load_lists(*sources))
    print(f"{len(matcher.lists.designations):,} designations, {len(matcher.index.forms):,} forms; "
          f"PSS {proportional_bytes(os.getpid()) / 1e6:.0f} MB")  # fmt: skip
    return matcher


def run(matcher: Any, path: Path, count: int) -> None:
    """The path of `xref screen`: reading, screening, work file, results."""
    from xref.articles.sources import find_sources
    from xref.batch import Batch
    from xref.results import Results, account
    from xref.runs import RunFolder
    from xref.work import WORK, WorkFile
    from xref.work_lines import header

    head = header(version="", lists=matcher.lists, rules=matcher.rules, paths=[str(path)],
                  options=(), arguments=(), started_at="")  # fmt: skip
    with tempfile.TemporaryDirectory() as place:
        folder = RunFolder(Path(place, "run"))
        work = WorkFile(folder.path / WORK, head)
        sources = list(find_sources([path], matcher.rules.articles.reading, lambda _: None))
        batch = Batch(matcher, work, workers=count, limit=None, on_problem=lambda _: None)
        read = account(work, batch.run(sources))
        Results(work, read.places, matcher).write(folder, "k")
        work.remove()


def spark(bundle: str, records: list[dict[str, Any]], megabytes: float, count: int) -> None:
    import polars as pl
    from pyspark.sql import SparkSession

    from xref.spark import screen

    os.environ["PYSPARK_PYTHON"] = sys.executable
    with tempfile.TemporaryDirectory() as place:
        parts = 4 * count
        for n in range(parts):
            pl.DataFrame(records[n::parts]).select("id", "text").write_parquet(
                f"{place}/{n}.parquet"
            )
        session = SparkSession.builder.master(f"local[{count}]").config(
            "spark.ui.enabled", "false"
        ).getOrCreate()  # fmt: skip
        session.sparkContext.setLogLevel("ERROR")
        for which in ("first run, with the reading of bundles", "second run"):
            with measured(memory=which == "second run") as usage:
                alerts = screen(session.read.parquet(place), bundle).count()
            print(f"Spark local[{count}], {which}: {megabytes / usage.wall:.1f} MB/s, "
                  f"{usage.wall:.2f} s, "
                  f"{alerts} alerts, peak PSS {usage.peak / 1e6:.0f} MB")  # fmt: skip
        session.stop()


def main() -> None:
    import xref

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--bundle")
    parser.add_argument("--run", action="store_true")
    parser.add_argument("--spark", action="store_true")
    options = parser.parse_args()
    with lzma.open(dev_data("corpus", "news.jsonl.xz"), "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream][: options.articles]
    documents = [xref.Document(r["id"], r["text"], title=r.get("title")) for r in records]
    megabytes = sum(len(d.text.encode("utf-8", "replace")) for d in documents) / 1e6
    print(f"{len(documents):,} articles, {megabytes:.1f} MB")
    if options.spark:
        if not options.bundle:
            sys.exit("--spark needs --bundle FILE, from `xref bundle build`")
        spark(options.bundle, records, megabytes, options.workers)
        return
    matcher = matcher_from(options)
    compare("screen", megabytes, options.workers, options.rounds,
            lambda count: sum(1 for _ in matcher.screen(documents, workers=count)))  # fmt: skip
    if options.run:
        del documents
        with tempfile.TemporaryDirectory() as place:
            path = Path(place, "news.jsonl.xz")
            with lzma.open(path, "wt", encoding="utf-8", preset=1) as stream:
                stream.writelines(json.dumps(record) + "\n" for record in records)
            compare_runs(matcher, path, megabytes, options)


def compare_runs(matcher: Any, path: Path, megabytes: float, options: argparse.Namespace) -> None:
    compare("run", megabytes, options.workers, options.rounds,
            lambda count: run(matcher, path, count))  # fmt: skip


if __name__ == "__main__":
    main()
