"""Lone surnames: how many go to the right person.

Usage: [XREF_DEV_DATA=…] python benchmarks/surname_attribution.py [--misses] [--rows FILE]
Reads `tests/data/surname_attribution.csv`: passages with marked mentions, `[Kim=Kim Yong Bok]`
or `[Kim=-]` for nobody listed, against the built-in list; every second of the older passages is
held out: only sums are printed for it. `first` to `eighth` are rounds of fresh passages,
`blind` one by another author. With
development data also the labelled articles: surnames whose full name stands in the same article,
against the labelled designated names. A mention of somebody listed is right if it goes to him
alone (namesakes of one spelling count as one), a mention of anybody else if it goes to nobody
listed. `--misses` lists the wrong rows that are not held out, `--rows` reads passages from another
file of these columns.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from common import dev_data

ROWS = Path(__file__).parents[1] / "tests" / "data" / "surname_attribution.csv"
_MARK = re.compile(r"\[([^\]=]+)=([^\]]+)\]")


def unmarked(marked: str) -> tuple[str, list[tuple[int, str]]]:
    """The passage without its marks, and each mention's offset and person."""
    mentions = []
    text = ""
    last = 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        mentions.append((len(text), mark.group(2)))
        text += mark.group(1)
        last = mark.end()
    return text + marked[last:], mentions


def namesakes(matcher: Any, name: str) -> frozenset[int]:
    """Positions of the subjects that bear a name."""
    ids = {m.subject.id for m in matcher.match(name, kind="person", limit=5) if m.score >= 0.9}
    return frozenset(i for i, each in enumerate(matcher.index.subjects) if each.id in ids)


def is_right(found: dict[int, tuple[int, ...]], start: int, wanted: frozenset[int]) -> bool:
    given = frozenset(found.get(start, ()))
    return bool(given) and given <= wanted if wanted else not given


def main() -> None:
    import xref

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--rows", type=Path, default=ROWS)
    options = parser.parse_args()
    matcher = xref.Matcher(xref.load_lists())
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with options.rows.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        text, mentions = unmarked(row["text"])
        found = matcher.articles.attributions(text)
        for start, person in mentions:
            wanted = namesakes(matcher, person) if person != "-" else frozenset()
            good = is_right(found, start, wanted)
            right[row["part"]] += good
            total[row["part"]] += 1
            if options.misses and not good and row["part"] != "held":
                went = [matcher.index.subjects[i].name for i in found.get(start, ())]
                print(f"{row['why']}: {person} went to {went or 'nobody'}")
    if os.environ.get("XREF_DEV_DATA"):
        _labelled(right, total, misses=options.misses)
    for part, count in sorted(total.items()):
        print(f"{part:8} {right[part]} of {count} right ({right[part] / count:.3f})")


def _labelled(right: Counter[str], total: Counter[str], *, misses: bool) -> None:
    import xref

    by_article: dict[str, list[dict[str, str]]] = defaultdict(list)
    with dev_data("articles", "labels.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            by_article[row["article_file"]].append(row)
    persons = sorted(
        {
            row["canonical_name"]
            for rows in by_article.values()
            for row in rows
            if row["is_plausibly_designated"] == "yes" and row["entity_type"] == "person"
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "labelled.csv")
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(["name", "kind"])
            writer.writerows([name, "person"] for name in persons)
        matcher = xref.Matcher(xref.load_lists(path))
    position = {subject.name: i for i, subject in enumerate(matcher.index.subjects)}
    for article, rows in sorted(by_article.items()):
        full = {row["canonical_name"] for row in rows if row["kind"] == "name"}
        found = matcher.articles.attributions(
            dev_data("articles", article).read_text(encoding="utf-8")
        )
        for row in rows:
            name = row["canonical_name"]
            if row["kind"] != "coref" or name not in full:
                continue
            wanted = frozenset({position[name]} if name in position else ())
            good = is_right(found, int(row["char_start"]), wanted)
            part = "labelled, listed" if wanted else "labelled, others"
            right[part] += good
            total[part] += 1
            if misses and not good:
                print(f"{article} {row['char_start']}: {row['mention_text']} is {name}")


if __name__ == "__main__":
    main()
