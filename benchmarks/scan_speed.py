"""Scan speed on the news corpus beside an exact Aho-Corasick scan of the same names.

Usage: XREF_DEV_DATA=… python benchmarks/scan_speed.py [--articles N] [--alerts FILE] [LIST…]
Without lists: the OFAC list of 2023-01 with the UN list of 2026-02-27. Both scans run in
the same process over the same decoded texts; `--alerts` writes every alert at `possible`
or better, to be judged by hand.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
from collections import Counter
from pathlib import Path

from common import dev_data, peak_megabytes, timed


def main() -> None:
    from daachorse import DoubleArrayAhoCorasick

    import xref
    from xref.articles.folded import fold_bytes
    from xref.names.fold import fold

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--alerts", type=Path)
    parser.add_argument("lists", nargs="*")
    options = parser.parse_args()
    sources = options.lists or [
        str(dev_data("lists", "us-ofac-sdn", "2023-01.sdn.with-header.csv")),
        str(dev_data("lists", "un-sc", "2026-02-27.UN_consolidated.xml")),
    ]
    with lzma.open(dev_data("corpus", "news.jsonl.xz"), "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    records = records[: options.articles]
    documents = [xref.Document(r["id"], r["text"], title=r.get("title")) for r in records]
    megabytes = sum(len(d.text.encode("utf-8", "replace")) for d in documents) / 1e6
    words = sum(len(d.text.split()) for d in documents)
    lists = xref.load_lists(*sources)
    matcher = xref.Matcher(lists)

    names = {f" {fold(s.name)} ".encode() for s in lists.subjects if fold(s.name)}
    exact = DoubleArrayAhoCorasick(sorted(names))
    with timed() as folding:
        folded = [fold_bytes(document.text) for document in documents]
    with timed() as exact_scan:
        exact_hits = sum(len(exact.find_overlapping(data)) for data in folded)
    alerts = []
    with timed() as scanning:
        for document in documents:
            alerts.extend(matcher.document_alerts(document)[0])
    with timed() as spans:
        for document in documents:
            matcher.articles.hits(document.text)

    bands = Counter((alert.subject.kind, alert.band) for alert in alerts)
    exact_rate = megabytes / (folding[0] + exact_scan[0])
    print(f"{len(documents):,} articles, {megabytes:.1f} MB, {words:,} words")
    print(f"{len(lists.designations):,} designations, {len(matcher.index.forms):,} text forms")
    print(f"exact Aho-Corasick of {len(names):,} primary names, with folding: "
          f"{exact_rate:.1f} MB/s, {exact_hits:,} hits")  # fmt: skip
    print(f"  without folding: {megabytes / exact_scan[0]:.1f} MB/s")
    print(f"xref spans only: {megabytes / spans[0]:.1f} MB/s")
    print(f"xref, text to alerts: {megabytes / scanning[0]:.1f} MB/s, "
          f"{words / scanning[0]:,.0f} words/s, "
          f"{megabytes / scanning[0] / exact_rate:.2f} of the exact scan")  # fmt: skip
    for (kind, band), count in sorted(bands.items(), key=str):
        print(f"  {kind} {band}: {count} alerts, {count / words * 1e5:.2f} per 100,000 words")
    print(f"peak memory {peak_megabytes():.0f} MB")
    if options.alerts:
        _write_alerts(options.alerts, alerts)


def _write_alerts(path: Path, alerts: list) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            ["document", "band", "score", "kind", "subject", "mention", "snippet", "evidence"]
        )
        for alert in alerts:
            if alert.band not in ("strong", "possible"):
                continue
            mention = alert.mentions[0]
            evidence = "; ".join(f"{item.feature} {item.effect:+.2f}" for item in alert.evidence)
            writer.writerow(
                [alert.document_id, alert.band, alert.score, alert.subject.kind, alert.subject.name,
                 mention.text, mention.snippet, evidence]
            )  # fmt: skip


if __name__ == "__main__":
    main()
