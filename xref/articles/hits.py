"""Hits: spans of a text that may name a subject.

Owns the shape of a hit and the rule that of two spans where one holds the other, the longer
counts. Refuses to weigh.
"""

from __future__ import annotations

import msgspec

from xref.model import Comparison


class Hit(msgspec.Struct, frozen=True):
    """A span of the text that may name a subject.

    Attributes:
        entry: Position in `Index.entries`; -1 for a person on no loaded list, kept
            because later surname mentions may be hers.
        how: `name`, `surname`, `imo` or `mmsi`.
        comparison: The span against the listed name; None unless found by name.
        surname: Folded surname as the text writes it, for persons.
        subject: Position in `Index.subjects`, or -1.
        person: The name is a person's.
        weak: The list marks the spelling as a weak alias.
        begun: No more than the beginning of a longer listed name.
    """

    start: int
    end: int
    entry: int
    how: str
    comparison: Comparison | None
    surname: str | None
    subject: int
    weak: bool = False
    person: bool = True
    begun: bool = False

    @property
    def rank(self) -> tuple[bool, float]:
        """Of two listed spellings that one span fits, the stronger has the higher rank."""
        return (not self.weak, self.comparison.score if self.comparison is not None else 0.0)


def longest(hits: list[Hit]) -> list[Hit]:
    """Drop spans that lie inside a longer one; keep equal and crossing spans.

    The beginning of a person's long name takes no ship or body away that stands inside it.
    """
    if any(hit.begun for hit in hits):
        whole = [hit for hit in hits if hit.how == "name" and hit.entry >= 0 and not hit.person]
        hits = [hit for hit in hits if not (hit.begun and any(_inside(w, hit) for w in whole))]
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    reach_start, reach_end = -1, -1
    for hit in ordered:
        inside = hit.end <= reach_end and (hit.start, hit.end) != (reach_start, reach_end)
        if inside and hit.how not in ("imo", "mmsi"):
            continue
        if hit.end > reach_end:
            reach_start, reach_end = hit.start, hit.end
        kept.append(hit)
    unique: dict[tuple[int, int, int, str], Hit] = {}
    for hit in kept:
        key = (hit.start, hit.end, hit.subject, hit.how)
        known = unique.get(key)
        if known is None or hit.rank > known.rank:
            unique[key] = hit
    return list(unique.values())


def _inside(inner: Hit, outer: Hit) -> bool:
    """Whether one span lies within another one, and is shorter."""
    same = (inner.start, inner.end) == (outer.start, outer.end)
    return outer.start <= inner.start and inner.end <= outer.end and not same
