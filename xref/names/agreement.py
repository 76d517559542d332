"""How two names agree, part by part: the value every comparer of names returns.

Owns the shape of an explained comparison, which a side-by-side view can print as a
table. Invariant: a score lies in 0..1, and turning an agreement round changes nothing
but the sides.
"""

from __future__ import annotations

from typing import Literal

import msgspec

How = Literal[
    "same", "spelling", "group", "joined", "near", "initial", "missing", "conflict", "ignored"
]


class Part(msgspec.Struct, frozen=True):
    """One row of the side-by-side view.

    Attributes:
        left: What the left name has, or None.
        right: What the right name has, or None.
        how: How the two agree.
        agreement: 0..1; what this row leaves of the score.
        note: A sentence for the reader.
    """

    left: str | None
    right: str | None
    how: How
    agreement: float
    note: str

    def line(self) -> str:
        """The row as one readable line.

        Example:
            >>> Part("sergei", "sergey", "spelling", 0.98, "another spelling").line()
            '"sergei" = "sergey": another spelling'
            >>> Part("putin", None, "missing", 0.9, "not in the right name").line()
            '"putin": not in the right name'
        """
        if self.left is None or self.right is None:
            return f'"{self.left or self.right}": {self.note}'
        sign = "/" if self.how == "conflict" else "="
        return f'"{self.left}" {sign} "{self.right}": {self.note}'


class Agreement(msgspec.Struct, frozen=True):
    """A comparison with its explanation.

    Attributes:
        score: 0..1.
        summary: The first line of the reasons.
        parts: The rows, in the order of the left name.
        notes: Lines that belong to no row.
    """

    score: float
    summary: str
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()

    def turned(self) -> Agreement:
        """The same agreement with left and right exchanged."""
        parts = tuple(
            msgspec.structs.replace(part, left=part.right, right=part.left) for part in self.parts
        )
        return msgspec.structs.replace(self, parts=parts)

    def reasons(self) -> list[str]:
        """Readable lines, the summary first."""
        return [self.summary, *(part.line() for part in self.parts), *self.notes]
