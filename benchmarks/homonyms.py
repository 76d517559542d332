"""Sentences about the listed bearer of a name, and about somebody or something else.

Usage: python benchmarks/homonyms.py [--misses] [--rows FILE]
Reads `tests/data/homonym_sentences.csv`, written before the rules were tuned on it; `first` to
`tenth` are rounds of fresh passages, `eleventh` holds professions, ages and small craft, `blind`
to `blind three` are by other authors (docs/articles.md), development by now. Lists: the built-in
list and `tests/data/homonym_subjects.yml`. A sentence about the listed subject must be `possible`
or better; one about another bearer must be below the line, or no alert, where its text contradicts,
and stays at `possible` where it does not (`contradiction` is `no`). Every second of the older pairs
is held out: only sums are printed for it. `--misses` lists the wrong rows of the others, `--rows`
reads passages from another file of these columns.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

DATA = Path(__file__).parents[1] / "tests" / "data"
GROUPS = {
    ("listed", "no"): "about the listed subject, at the line",
    ("other", "yes"): "about another, with a contradiction, below",
    ("other", "no"): "about another, without one, at the line",
}


def main() -> None:
    import xref

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--rows", type=Path, default=DATA / "homonym_sentences.csv")
    options = parser.parse_args()
    matcher = xref.Matcher(xref.load_lists("builtin", DATA / "homonym_subjects.yml"))
    kept: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    with options.rows.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        document = xref.Document(row["case"], row["text"], published=row["published"] or None)
        alerts = [
            alert
            for alert in matcher.screen([document])
            if row["subject"] in {d.id for d in alert.subject.designations}
        ]
        above = any(alert.band in ("strong", "possible") for alert in alerts)
        right = above != (row["contradiction"] == "yes")
        group = row["part"], GROUPS[row["about"], row["contradiction"]]
        kept[group] += right
        total[group] += 1
        if options.misses and not right and row["part"] != "held":
            shown = [
                f"{alert.band} {alert.score} {[(e.feature, e.effect) for e in alert.evidence]}"
                for alert in alerts
            ]
            print(row["case"], row["about"], row["contradiction"], row["text"], *shown, sep="\n   ")
    for (part, group), count in sorted(total.items()):
        print(f"{part:4}  {group:45} {kept[part, group]:3} of {count}")


if __name__ == "__main__":
    main()
