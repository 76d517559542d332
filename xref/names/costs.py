"""Spellings with what they cost, as the tables of rules write them.

Owns the notation: a space leads to less likely spellings, a slash stands between equally likely
ones, `-` is no letter and `.` no spelling. Invariant: of equally likely ones the first costs a bit
less. Refuses to know what is spelled.
"""

from __future__ import annotations

#: A spelling of a part of a word with its cost.
Way = tuple[float, str]

#: What each further one of equally likely spellings costs.
TIE = 1 / 64


def costed(spellings: str) -> list[Way]:
    """Spellings with their costs.

    Example:
        >>> costed("ts z/ch")
        [(0.0, 'ts'), (1.0, 'z'), (1.015625, 'ch')]
    """
    return [
        (level + place * TIE, spelling.replace("-", ""))
        for level, group in enumerate(spellings.split())
        for place, spelling in enumerate(group.split("/"))
        if spelling != "."
    ]
