"""Precision and recall on names that are not Korean, beside generic measures.

Reads `tests/data/everyone_else.csv`. A row belongs to the development part if its hash (the
first 8 hex of sha256 of left, NUL, right) modulo 5 is under 3; the rest is held out: rules are
never tuned on it, and its misses are not printed. Prints F1, precision and recall by family at
each measure's usual threshold, for both parts.

    python benchmarks/everyone_else.py [--misses] [--nomenklatura PYTHON]

`--misses` lists the wrong answers of xref on the development part; `--nomenklatura` is a Python
that has nomenklatura installed, whose logic-v2 is then measured too.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from pathlib import Path

import jellyfish
import logic_v2

import xref
from xref.rules import load_rules

HERE = Path(__file__).parent
ROWS = HERE.parent / "tests" / "data" / "everyone_else.csv"
Row = dict[str, str]


def kind_of(row: Row) -> str:
    return row["family"] if row["family"] in ("organisation", "vessel") else "person"


def is_held_out(row: Row) -> bool:
    return int(row["hash"], 16) % 5 >= 3


def sorted_tokens(name: str) -> str:
    return " ".join(sorted(name.lower().replace("-", " ").replace(",", " ").split()))


def jaro_winkler(row: Row) -> float:
    return jellyfish.jaro_winkler_similarity(
        sorted_tokens(row["left"]), sorted_tokens(row["right"])
    )


def report(title: str, rows: list[Row], scores: list[float], border: float) -> None:
    """One line for all families of persons together, then one for each family."""
    families = dict.fromkeys(row["family"] for row in rows)
    groups = {"persons": [f for f in families if f not in ("organisation", "vessel")]}
    groups = {"everything": list(families), **groups, **{family: [family] for family in families}}
    print(f"{title} at {border:.2f}")
    for name, members in groups.items():
        pairs = [
            (score >= border, row["same"] == "1")
            for row, score in zip(rows, scores, strict=True)
            if row["family"] in members
        ]
        hits = sum(found and same for found, same in pairs)
        precision = hits / max(sum(found for found, _ in pairs), 1)
        recall = hits / max(sum(same for _, same in pairs), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"  {name:14} n {len(pairs):4}  F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--nomenklatura", metavar="PYTHON")
    options = parser.parse_args()
    with ROWS.open(encoding="utf-8", newline="") as file:
        every = list(csv.DictReader(file))
    border = load_rules().names.scoring.possible.value

    def ours(row: Row) -> float:
        return xref.compare_names(row["left"], row["right"], kind=kind_of(row)).score

    measures: list[tuple[str, Callable[[list[Row]], list[float]], float]] = [
        ("xref", lambda rows: [ours(row) for row in rows], border),
        ("jellyfish Jaro-Winkler", lambda rows: [jaro_winkler(row) for row in rows], 0.85),
    ]
    try:
        from rapidfuzz.fuzz import WRatio
    except ImportError:
        print("rapidfuzz is not installed: no figure beside it")
    else:
        measures.append(
            (
                "rapidfuzz WRatio",
                lambda rows: [
                    WRatio(row["left"].lower(), row["right"].lower()) / 100 for row in rows
                ],
                0.85,
            )
        )
    if options.nomenklatura:
        measures.append(
            (
                "nomenklatura logic-v2",
                lambda rows: logic_v2.scores(
                    ((row["left"], row["right"], kind_of(row)) for row in rows),
                    options.nomenklatura,
                ),
                logic_v2.THRESHOLD,
            )
        )
    for held_out in (False, True):
        rows = [row for row in every if is_held_out(row) == held_out]
        print(f"== {'held out' if held_out else 'development'}: {len(rows)} pairs")
        for title, score, threshold in measures:
            report(title, rows, score(rows), threshold)
    if options.misses:
        for row in every:
            if not is_held_out(row) and (ours(row) >= border) != (row["same"] == "1"):
                print(
                    f"{row['family']:12} {row['same']} {ours(row):.2f} "
                    f"{row['left']} | {row['right']} | {row['why']}"
                )


if __name__ == "__main__":
    main()
