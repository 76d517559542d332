"""Measure name comparison on labelled pairs, beside generic measures.

Reads `$XREF_DEV_DATA/truth/korean_pairs_dev.csv` and `korean_ambiguous_dev.csv`. Prints
AUC, recall at precision .95, precision and recall at the review threshold, then recall
(label 1) or share at `possible` or above (label 0) by kind, the bands of ambiguous pairs,
and comparisons a second.

    XREF_DEV_DATA=... python benchmarks/korean_pairs.py [--model] [--ambiguous] [--misses KIND]
        [--nomenklatura PYTHON]

`--model` measures the Korean model alone, on persons; `--misses` lists the wrong answers of a
kind; `--nomenklatura` is a Python that has nomenklatura installed, whose logic-v2 is measured too.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import defaultdict
from collections.abc import Callable

import jellyfish
import logic_v2
from common import dev_data

Row = dict[str, str]
Score = Callable[[Row], float]


def read(name: str) -> list[Row]:
    with dev_data("truth", name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def kind_of(row: Row) -> str:
    return row.get("type") or "person"


def xref_score(model_alone: bool) -> tuple[Score, float]:
    """The public comparison, or the Korean model alone; and the border of `possible`."""
    import xref
    from xref.rules import load_rules

    rules = load_rules()
    border = rules.names.scoring.possible.value
    if not model_alone:
        return (
            lambda row: xref.compare_names(row["name1"], row["name2"], kind=kind_of(row)).score,
            border,
        )
    from xref.names.korean import KoreanModel

    model = KoreanModel(rules.korean)

    def score(row: Row) -> float:
        found = model.compare(row["name1"], row["name2"])
        return found.score if found else 0.0

    return score, border


def logic_v2_score(rows: list[Row], python: str) -> Score:
    """Scores of nomenklatura, looked up by pair; from a process of its own."""
    pairs = {(row["name1"], row["name2"], kind_of(row)): 0.0 for row in rows}
    start = time.perf_counter()
    known = dict(zip(pairs, logic_v2.scores(pairs, python), strict=True))
    seconds = time.perf_counter() - start
    print(f"nomenklatura logic-v2: {len(known) / seconds:,.0f}/s, its start included")
    return lambda row: known[row["name1"], row["name2"], kind_of(row)]


def sorted_tokens(name: str) -> str:
    return " ".join(sorted(name.lower().replace("-", " ").replace(",", " ").split()))


def jaro_winkler(row: Row) -> float:
    return jellyfish.jaro_winkler_similarity(
        sorted_tokens(row["name1"]), sorted_tokens(row["name2"])
    )


def auc(scored: list[tuple[float, bool]]) -> float:
    """Chance that a pair of one name scores above a pair of two; ties count half."""
    ranked = sorted(scored)
    positives = sum(label for _, label in ranked)
    total, index = 0.0, 0
    while index < len(ranked):
        end = index
        while end < len(ranked) and ranked[end][0] == ranked[index][0]:
            end += 1
        rank = (index + 1 + end) / 2
        total += rank * sum(label for _, label in ranked[index:end])
        index = end
    negatives = len(ranked) - positives
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def recall_at(scored: list[tuple[float, bool]], precision: float) -> float:
    """Highest recall at any threshold whose precision is at least `precision`."""
    positives = sum(label for _, label in scored)
    best, hits, seen = 0.0, 0, 0
    ranked = sorted(scored, reverse=True)
    for index, (score, label) in enumerate(ranked):
        hits, seen = hits + label, seen + 1
        last = index + 1 == len(ranked) or ranked[index + 1][0] != score
        if last and hits / seen >= precision:
            best = max(best, hits / positives)
    return best


def region(row: Row) -> str:
    """DPRK where a source names a list or the Assembly of the North."""
    north = ("OFAC", "EU FSF", "UN 20", "UK Sanctions", "SPA deputies", "CSL", "cross-list", "fnk")
    return "DPRK" if any(mark in row["source"] for mark in north) else "other"


def report(
    name: str, rows: list[Row], score: Score, border: float, *, timed: bool = True
) -> list[float]:
    score(rows[0])
    start = time.perf_counter()
    scores = [score(row) for row in rows]
    seconds = time.perf_counter() - start
    labels = [row["label"] == "1" for row in rows]
    scored = list(zip(scores, labels, strict=True))
    hits = sum(s >= border and label for s, label in scored)
    found = sum(s >= border for s in scores)
    print(
        f"{name:34} AUC {auc(scored):.4f}  R@P.95 {recall_at(scored, 0.95):.4f}  "
        f"at {border:.2f}: P {hits / max(found, 1):.4f} R {hits / sum(labels):.4f}"
        + (f"  {len(rows) / seconds:,.0f}/s" if timed else "")
    )
    return scores


def by_kind(rows: list[Row], scores: list[float], border: float, other: list[float]) -> None:
    groups: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row, score, beside in zip(rows, scores, other or scores, strict=True):
        for part in ("all", region(row)):
            groups[row["kind"] + " " + row["type"], part].append((score, beside))
    beside_title = f" {'logic-v2':>9}" if other else ""
    print(
        f"{'kind':28} {'part':6} {'n':>5} {'>= possible':>12} {'>= weak':>8} {'strong':>7}"
        + beside_title
    )
    for (kind, part), pairs in sorted(groups.items()):
        share = [sum(s >= cut for s, _ in pairs) / len(pairs) for cut in (border, 0.5, 0.9)]
        theirs = sum(s >= logic_v2.THRESHOLD for _, s in pairs) / len(pairs)
        print(
            f"{kind:28} {part:6} {len(pairs):5} {share[0]:12.4f} {share[1]:8.4f} {share[2]:7.3f}"
            + (f" {theirs:9.4f}" if other else "")
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--ambiguous", action="store_true")
    parser.add_argument("--misses", metavar="KIND")
    parser.add_argument("--nomenklatura", metavar="PYTHON")
    options = parser.parse_args()
    score, border = xref_score(options.model)
    rows = read("korean_pairs_dev.csv")
    if options.model:
        rows = [row for row in rows if row["type"] == "person"]
        print("the Korean model alone, persons only")
    theirs = logic_v2_score(rows, options.nomenklatura) if options.nomenklatura else None
    for scripts in ("Latin and Hangul", "all scripts"):
        kinds = {"hanja", "cyrillic", "katakana", "pinyin"} if scripts.startswith("Latin") else ()
        part = [
            row
            for row in rows
            if row["kind"] not in kinds and (not kinds or not foreign(row["name1"] + row["name2"]))
        ]
        print(f"== {scripts}: {len(part)} pairs")
        scores = report("xref", part, score, border)
        report("xref, warm", part, score, border)
        others: list[float] = []
        if theirs is not None:
            others = report("nomenklatura logic-v2", part, theirs, logic_v2.THRESHOLD, timed=False)
        report("jellyfish Jaro-Winkler, sorted", part, jaro_winkler, 0.85)
        try:
            from rapidfuzz.fuzz import WRatio

            report(
                "rapidfuzz WRatio",
                part,
                lambda row: WRatio(row["name1"].lower(), row["name2"].lower()) / 100,
                0.85,
            )
        except ImportError:
            print("rapidfuzz is not installed")
    by_kind(rows, scores, border, others)
    ambiguous(score, border, listed=options.ambiguous)
    for row, value in zip(rows, scores, strict=True):
        if row["kind"] == options.misses and (value >= border) != (row["label"] == "1"):
            print(f"{value:.3f} {row['name1']} | {row['name2']} | {row['source']}")


def ambiguous(score: Score, border: float, *, listed: bool) -> None:
    """The bands of pairs that may be one name or two."""
    bands: dict[str, int] = defaultdict(int)
    for row in read("korean_ambiguous_dev.csv"):
        value = score(row)
        known = "known to differ" if row["hangul1"] and row["hangul2"] else "unknown"
        band = "strong" if value >= 0.9 else "possible" if value >= border else "below"
        bands[f"{known}: {band}"] += 1
        if listed:
            hangul = f"{row['hangul1'] or '?'} | {row['hangul2'] or '?'}"
            print(f"{band:9} {value:.3f} {row['name1']} | {row['name2']} ({hangul})")
    print("ambiguous:", dict(sorted(bands.items())))


def foreign(text: str) -> bool:
    return any("Ѐ" <= c <= "ӿ" or "぀" <= c <= "鿿" for c in text)


if __name__ == "__main__":
    main()
