"""What of the alerts on the news corpus is right, by judgements made by hand.

Usage: XREF_DEV_DATA=… python benchmarks/corpus_alerts.py [--all | LIST…] [--articles N]
       [--unjudged] [--wrong] [--write FILE] [--below FILE]

Lists as for `scan_speed.py`. Every alert at `possible` or better is looked up in
`data/corpus_judgements.csv` by its document and any listing of its subject: *right* (the
article speaks of the listed subject), *wrong* (another bearer of the name, or a word), *open*
(the text does not tell). `--unjudged` and `--wrong` print those alerts, `--write` writes all as
a table in which a judgement can be entered; `--below` writes the alerts under the line.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from common import dev_data
from scan_speed import SNAPSHOTS, corpus

JUDGEMENTS = Path(__file__).parent / "data" / "corpus_judgements.csv"
VERDICTS = ("right", "wrong", "open")
COLUMNS = ("document", "subject", "kind", "verdict", "reason")
SHOWN = (
    "document", "subject", "kind", "verdict", "reason",
    "band", "score", "name", "matched", "quality", "mention", "snippet", "evidence",
)  # fmt: skip


def judgements(path: Path = JUDGEMENTS) -> dict[tuple[str, str], tuple[str, str]]:
    """Verdict and reason by document and listing.

    Raises:
        SystemExit: A verdict is none of the three, or one alert is judged twice.
    """
    found: dict[tuple[str, str], tuple[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            key = row["document"], row["subject"]
            if row["verdict"] not in VERDICTS or key in found:
                raise SystemExit(f"{path.name}:{number}: unknown verdict, or judged twice")
            found[key] = row["verdict"], row["reason"]
    return found


def verdict(
    alert: Any, known: dict[tuple[str, str], tuple[str, str]]
) -> tuple[str, str] | tuple[None, str]:
    """The judgement on an alert: that of any listing of its subject, or None."""
    for listing in (alert.subject.id, *(d.id for d in alert.subject.designations)):
        judged = known.get((alert.document_id, listing))
        if judged is not None:
            return judged
    return None, ""


def main() -> None:
    import xref

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--unjudged", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--below", type=Path)
    parser.add_argument("lists", nargs="*")
    options = parser.parse_args()
    sources = options.lists or [
        str(dev_data("lists", snapshot)) for snapshot in SNAPSHOTS[: None if options.all else 2]
    ]
    documents = corpus(options.articles)
    words = sum(len(document.text.split()) for document in documents)
    matcher = xref.Matcher(xref.load_lists(*sources))
    alerts = [alert for d in documents for alert in matcher.document_alerts(d)[0]]
    shown = [alert for alert in alerts if alert.band in ("strong", "possible")]
    below = [alert for alert in alerts if alert.band == "weak"]
    known = judgements()
    counts = Counter((alert.subject.kind, verdict(alert, known)[0]) for alert in shown)
    under = Counter(alert.subject.kind for alert in below)
    print(f"{len(documents):,} articles, {words:,} words")
    print(
        "| kind | alerts | right | wrong | open | not judged | wrong per 100,000 words "
        "| under the line | the same per 100,000 words |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for kind in ("person", "vessel", "organisation", "aircraft"):
        total = sum(count for (each, _), count in counts.items() if each == kind)
        cells = [counts[kind, each] for each in (*VERDICTS, None)]
        rate = counts[kind, "wrong"] / words * 1e5
        print(
            f"| {kind} | {total} | {' | '.join(map(str, cells))} | {rate:.2f} "
            f"| {under[kind]:,} | {under[kind] / words * 1e5:.1f} |"
        )
    for asked, wanted in ((options.unjudged, None), (options.wrong, "wrong")):
        for alert in shown if asked else ():
            found, reason = verdict(alert, known)
            if found == wanted:
                mention = alert.mentions[0]
                print(
                    f"{alert.document_id} {alert.subject.id} ({alert.subject.name}): "
                    f"{mention.text!r} {reason or mention.snippet!r}"
                )
    if options.write:
        _write(options.write, shown, known)
    if options.below:
        _write(options.below, below, known)


def _write(path: Path, alerts: Iterable[Any], known: dict) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(SHOWN)
        for alert in alerts:
            found, reason = verdict(alert, known)
            mention = alert.mentions[0]
            evidence = "; ".join(f"{item.feature} {item.effect:+.2f}" for item in alert.evidence)
            writer.writerow(
                [
                    alert.document_id,
                    alert.subject.id,
                    alert.subject.kind,
                    found or "",
                    reason,
                    alert.band,
                    alert.score,
                    alert.subject.name,
                    alert.matched_name.text,
                    alert.matched_name.quality,
                    mention.text,
                    mention.snippet,
                    evidence,
                ]
            )


if __name__ == "__main__":
    main()
