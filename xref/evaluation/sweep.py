"""Sweeps: precision and recall at every threshold.

Owns the counting and its summary. Invariants: at each threshold the four counts add up to all
rows; recall never rises with the threshold. Refuses to choose a threshold: it shows them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec

from xref.evaluation.labels import Scored


class Point(msgspec.Struct, frozen=True):
    """What a threshold gives; precision is 1 where nothing is found."""

    threshold: float
    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    @property
    def precision(self) -> float:
        """Share of what is found that is right, 0 to 1."""
        found = self.true_positive + self.false_positive
        return self.true_positive / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is right that is found, 0 to 1."""
        right = self.true_positive + self.false_negative
        return self.true_positive / right if right else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def point_at(rows: Sequence[Scored], threshold: float) -> Point:
    """Count the rows at a threshold: a row is found if its score reaches it.

    Example:
        >>> rows = [Scored(1, "a", "b", True, 0.9, ""), Scored(2, "a", "c", False, 0.8, "")]
        >>> point_at(rows, 0.85).precision, point_at(rows, 0.8).precision
        (1.0, 0.5)
    """
    found = [row.label for row in rows if row.score >= threshold]
    right = sum(row.label for row in rows)
    hits = sum(found)
    wrong = len(found) - hits
    return Point(threshold, hits, wrong, right - hits, len(rows) - right - wrong)


def sweep(rows: Sequence[Scored], *, low: float = 0.0, steps: int = 100) -> list[Point]:
    """Points at even thresholds from `low` to 1."""
    width = (1.0 - low) / steps
    return [point_at(rows, round(low + width * step, 4)) for step in range(steps + 1)]


def curve_points(rows: Sequence[Scored]) -> list[tuple[float, float]]:
    """Recall and precision at every score that occurs, from the highest down."""
    points = [point_at(rows, score) for score in sorted({row.score for row in rows}, reverse=True)]
    return [(point.recall, point.precision) for point in points]


def area(rows: Sequence[Scored]) -> float | None:
    """Chance that a right row scores above a wrong one (AUC); None if one sort is missing.

    Example:
        >>> rows = [Scored(1, "a", "b", True, 0.9, ""), Scored(2, "a", "c", False, 0.8, "")]
        >>> area(rows)
        1.0
    """
    scores = sorted((row.score, row.label) for row in rows)
    right = sum(row.label for row in rows)
    wrong = len(rows) - right
    if not right or not wrong:
        return None
    total, at, below = 0.0, 0, 0
    while at < len(scores):
        end = at
        while end < len(scores) and scores[end][0] == scores[at][0]:
            end += 1
        same = sum(label for _, label in scores[at:end])
        others = end - at - same
        total += same * (below + others / 2)
        below += others
        at = end
    return total / (right * wrong)


def below_the_line(rows: Sequence[Scored], border: float, count: int, seed: int) -> list[Scored]:
    """A seeded sample of what stays under the border, to show what is lost there."""
    under = [row for row in rows if row.score < border]
    if len(under) > count:
        under = random.Random(seed).sample(under, count)  # noqa: S311 - a sample, no secret
    return sorted(under, key=lambda row: (-row.score, row.line))
