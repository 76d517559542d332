"""Precision and recall of alerts on the labelled articles.

Usage: XREF_DEV_DATA=… python benchmarks/labelled_articles.py [LIST…]
The list is made of the canonical names of all mentions labelled as designated; further lists
may be named. An alert at `possible` or better is right if the labels of its article hold a
designated name (not a surname alone) whose span it touches; only articles that are labelled
exhaustively count for precision. Wrong and missed names are printed.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from common import dev_data


def labels() -> dict[str, list[dict[str, str]]]:
    """Labelled mentions by article."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with dev_data("articles", "labels.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found[row["article_file"]].append(row)
    return found


def main() -> None:
    import xref

    by_article = labels()
    with dev_data("articles", "status.csv").open(encoding="utf-8") as stream:
        whole = {
            row["article_file"]
            for row in csv.DictReader(stream)
            if row["labelled_exhaustively"] == "yes"
        }
    names = sorted(
        {
            (row["canonical_name"], row["entity_type"])
            for rows in by_article.values()
            for row in rows
            if row["is_plausibly_designated"] == "yes"
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "labelled.csv")
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(["name", "kind"])
            writer.writerows(names)
        matcher = xref.Matcher(xref.load_lists(path, *sys.argv[1:]))
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for article, rows in sorted(by_article.items()):
        text = dev_data("articles", article).read_text(encoding="utf-8")
        alerts = [a for a in matcher.scan(text) if a.band in ("strong", "possible")]
        _recall(article, rows, alerts, counts)
        if article in whole:
            _precision(article, rows, alerts, counts)
    for kind in ("person", "vessel"):
        c = counts[kind]
        recall = c["found"] / max(1, c["found"] + c["missed"])
        precision = c["right"] / max(1, c["right"] + c["wrong"])
        print(f"{kind}: recall {recall:.3f} ({c['found']} of {c['found'] + c['missed']}), "
              f"precision {precision:.3f} ({c['right']} of {c['right'] + c['wrong']})")  # fmt: skip


def _recall(article: str, rows: list, alerts: list, counts: dict) -> None:
    wanted = {
        (row["canonical_name"], row["entity_type"])
        for row in rows
        if row["is_plausibly_designated"] == "yes" and row["kind"] == "name"
    }
    for name, kind in sorted(wanted):
        spans = [
            (int(row["char_start"]), int(row["char_end"]))
            for row in rows
            if row["canonical_name"] == name and row["kind"] == "name"
        ]
        hit = any(alert.subject.kind == kind and _touches(alert, spans) for alert in alerts)
        counts[kind]["found" if hit else "missed"] += 1
        if not hit:
            print(f"missed  {article}: {kind} {name}")


def _precision(article: str, rows: list, alerts: list, counts: dict) -> None:
    for alert in alerts:
        if alert.subject.kind not in ("person", "vessel"):
            continue
        spans = [
            (int(row["char_start"]), int(row["char_end"]))
            for row in rows
            if row["is_plausibly_designated"] != "no" and row["entity_type"] == alert.subject.kind
        ]
        right = _touches(alert, spans)
        counts[alert.subject.kind]["right" if right else "wrong"] += 1
        if not right:
            spoken = alert.mentions[0].text
            print(f"wrong   {article}: {alert.subject.kind} {alert.subject.name} for {spoken!r}")


def _touches(alert: object, spans: list[tuple[int, int]]) -> bool:
    return any(
        mention.start < end and start < mention.end
        for mention in alert.mentions  # type: ignore[attr-defined]
        for start, end in spans
    )


if __name__ == "__main__":
    main()
