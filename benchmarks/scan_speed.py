"""Scan speed on the news corpus beside an exact Aho-Corasick scan of the same names.

Usage: XREF_DEV_DATA=… python benchmarks/scan_speed.py [--articles N] [--repeat N] [--profile]
       [--alerts FILE] [--all | LIST…]

Without lists: the OFAC list of 2023-01 with the UN list of 2026-02-27; `--all` takes a
snapshot of every list of the development data that can be read. Both scans run in the same
process over the same decoded texts, on one core; times are those of the processor, the best
of `--repeat` runs. `--articles` takes every n-th article, so that all kinds are among them.
`--profile` tells where the time goes; `--alerts` writes every alert at `possible` or better,
to be judged by hand.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from common import dev_data, peak_megabytes

# spaCy's small English model, quoted from its documentation and not run here.
SPACY_WORDS = 4_000
SNAPSHOTS = (
    "us-ofac-sdn/2023-01.sdn.with-header.csv",
    "un-sc/2026-02-27.UN_consolidated.xml",
    "us-ofac-cons/2025-03-28.consolidated.xml",
    "us-csl/2022-04.csl_consolidated.csv.gz",
    "eu-fsf/2025-05.europe_parsed_thirdparty.csv",
    "au-dfat/2024-11-11.regulation8_consolidated.xlsx",
    "ca-sema/2025.sema-lmes.xml",
    "jp-meti/2025-09-12.list_russia_tokutei.pdf.txt",
    "ua-war-sanctions/2026-06-12.gur_vessels_master.csv",
    "opensanctions/2026-03-13.ua_war_sanctions.targets.simple.csv",
)


class Stages:
    """Processor time of the parts of screening, each without the parts inside it."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._running: list[list[float]] = []

    def watch(self, owner: Any, method: str, stage: str) -> None:
        """Count the time of a method, of a class or of one object, to a stage."""
        call = getattr(owner, method)
        setattr(owner, method, self.timed(call, stage))

    def timed(self, call: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """A function that does the same and counts its time."""

        def counted(*args: Any, **options: Any) -> Any:
            inner = [0.0]
            self._running.append(inner)
            started = time.process_time()
            try:
                found = call(*args, **options)
                return list(found) if hasattr(found, "__next__") else found
            finally:
                spent = time.process_time() - started
                self._running.pop()
                self.spent[stage] += spent - inner[0]
                if self._running:
                    self._running[-1][0] += spent

        return counted


def best(repeat: int, run: Callable[[], object]) -> float:
    """Least processor time of several runs."""
    times = []
    for _ in range(repeat):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def main() -> None:
    from daachorse import DoubleArrayAhoCorasick

    import xref
    from xref.articles.folded import FoldedText, fold_bytes
    from xref.names.fold import fold

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--alerts", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("lists", nargs="*")
    options = parser.parse_args()
    documents = corpus(options.articles)
    megabytes = sum(len(d.text.encode("utf-8", "replace")) for d in documents) / 1e6
    words = sum(len(d.text.split()) for d in documents)
    sources = options.lists or [
        str(dev_data("lists", snapshot)) for snapshot in SNAPSHOTS[: None if options.all else 2]
    ]
    lists = xref.load_lists(*sources)
    matcher = xref.Matcher(lists)

    names = {f" {fold(s.name)} ".encode() for s in lists.subjects if fold(s.name)}
    exact = DoubleArrayAhoCorasick(sorted(names))
    folding = best(options.repeat, lambda: [fold_bytes(d.text) for d in documents])
    quicker = best(options.repeat, lambda: [FoldedText(d.text).data for d in documents])
    folded = [fold_bytes(document.text) for document in documents]
    scan = best(options.repeat, lambda: [exact.find_overlapping(data) for data in folded])
    exact_hits = sum(len(exact.find_overlapping(data)) for data in folded)
    spans = best(options.repeat, lambda: [matcher.articles.hits(d.text) for d in documents])
    screening = best(options.repeat, lambda: [matcher.document_alerts(d) for d in documents])
    alerts = [alert for d in documents for alert in matcher.document_alerts(d)[0]]

    bands = Counter((alert.subject.kind, alert.band) for alert in alerts)
    exact_rate = megabytes / (folding + scan)
    print(f"{len(documents):,} articles, {megabytes:.1f} MB, {words:,} words")
    print(
        f"{len(lists.designations):,} designations of {len(lists.subjects):,} subjects, "
        f"{len(matcher.index.forms):,} text forms"
    )
    print("| one core | MB/s | words/s |\n|---|---|---|")
    for label, seconds in (
        (f"exact Aho-Corasick, {len(names):,} primary names, {exact_hits:,} hits", folding + scan),
        ("- the same, folded as xref folds articles", quicker + scan),
        ("- the same without folding", scan),
        ("xref, spans only", spans),
        ("xref, decoded text to alerts", screening),
    ):
        print(f"| {label} | {megabytes / seconds:.1f} | {words / seconds:,.0f} |")
    print(f"| spaCy's small model (quoted, not run) | | {SPACY_WORDS:,} |")
    print(f"xref is {megabytes / screening / exact_rate:.2f} of the exact scan", end="")
    print(f", {(quicker + scan) / screening:.2f} of it with the quicker folding")
    if options.profile:
        _print_profile(matcher, documents, megabytes)
    for (kind, band), count in sorted(bands.items(), key=str):
        print(f"  {kind} {band}: {count} alerts, {count / words * 1e5:.2f} per 100,000 words")
    print(f"peak memory {peak_megabytes():.0f} MB")
    if options.alerts:
        _write_alerts(options.alerts, alerts)


def corpus(count: int | None = None) -> list:
    """The articles of the news corpus; every n-th if about `count` are asked for."""
    import xref

    with lzma.open(dev_data("corpus", "news.jsonl.xz"), "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    records = records[:: max(1, len(records) // count)] if count else records
    return [xref.Document(r["id"], r["text"], title=r.get("title")) for r in records]


def _print_profile(matcher: Any, documents: list, megabytes: float) -> None:
    """Time of each part, counted by watching its functions; that costs some time itself."""
    from xref.articles import scan
    from xref.match.context import Context

    stages = Stages()
    scanner = matcher.articles._scanner
    folded_text = scan.FoldedText
    scan.FoldedText = stages.timed(folded_text, "folding")
    stages.watch(scanner._patterns, "names", "names")
    stages.watch(scanner._patterns, "words", "cue words")
    stages.watch(folded_text, "between", "mapping to the text")
    stages.watch(scanner, "_listed", "listed names")
    stages.watch(scanner._respelled, "hits", "names in other spellings")
    for method in ("latin", "other_scripts"):
        stages.watch(scanner._koreans, method, "Korean names")
    for method in ("zone", "fresh", "sentence", "mention"):
        stages.watch(Context, method, "zones, sentences, repeats")
    for method in ("base", "around"):
        stages.watch(matcher.articles._weigher, method, "evidence")
    stages.watch(matcher.articles._coreference, "attribute", "surnames alone")
    for method in ("find", "places"):
        stages.watch(matcher.articles._claims, method, "claims")
    stages.watch(matcher.articles, "screen", "the rest")
    for document in documents:
        matcher.document_alerts(document)
    print("| part | ms/MB |\n|---|---|")
    for stage, seconds in stages.spent.most_common():
        print(f"| {stage} | {seconds * 1e3 / megabytes:.1f} |")
    print(f"| all, watched | {sum(stages.spent.values()) * 1e3 / megabytes:.1f} |")


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
