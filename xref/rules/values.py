"""Values that rule files on names share: a number with its reason, a bound, a rewriting step.

Owns their checks. Invariant: every number carries a reason, and every pattern compiles.
Refuses defaults for numbers.
"""

from __future__ import annotations

import re

import msgspec


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number between 0 and 1, and why it is that number."""

    value: float
    why: str

    def __post_init__(self) -> None:
        if not 0.0 <= self.value <= 1.0:
            raise ValueError(f"{self.value} is not between 0 and 1")


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole number that bounds work, and why it is that number."""

    value: int
    why: str

    def __post_init__(self) -> None:
        if self.value < 1:
            raise ValueError(f"{self.value} is less than 1")


class Rewrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a skeleton.

    Attributes:
        pattern: A regular expression.
        becomes: What replaces it.
        why: An example, or a reason.
        has: Letters, between spaces, without any of which the pattern cannot match.
    """

    pattern: str
    becomes: str
    why: str
    has: str = ""

    def __post_init__(self) -> None:
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValueError(f"{self.pattern!r} is not a regular expression: {error}") from None
