"""The readings of one spelling, with their weights in every system.

Owns what is precomputed once a spelling so that reading a name is a few products.
Invariant: `blend` is above zero in every system, so that it can be divided by. Refuses
to know how spellings come about: that is `xref.names.korean_spelling`.
"""

from __future__ import annotations

from typing import NamedTuple

from xref.names.hangul import to_south

# Weights by system, in the order of `Spellings.systems`.
Row = tuple[float, ...]
# More readings than any spelling has in earnest.
_MOST_READINGS = 24


class Reading(NamedTuple):
    """One reading of a spelling.

    Attributes:
        hangul: The syllable or surname.
        southern: Its southern form.
        row: For each system its weight, with the chance that the syllable left the system.
    """

    hangul: str
    southern: str
    row: Row


class Entry:
    """The readings of one spelling.

    Attributes:
        readings: Likeliest first.
        likely: Those that can have a chance worth keeping in some system.
        blend: For each system the sum over the rows of all readings.
        total: Weight over all systems, weighted by their share.
        hangul: The readings alone.
    """

    __slots__ = ("blend", "hangul", "likely", "readings", "total")

    def __init__(
        self, weights: dict[str, list[float]], shares: Row, mixing: float, least: float
    ) -> None:
        mixed = {
            hangul: sum(share * weight for share, weight in zip(shares, row, strict=True))
            for hangul, row in weights.items()
        }
        ranked = sorted(mixed, key=lambda hangul: (-mixed[hangul], hangul))[:_MOST_READINGS]
        self.hangul = tuple(ranked)
        self.total = sum(mixed[hangul] for hangul in ranked)
        self.readings = tuple(
            Reading(
                hangul,
                "".join(map(to_south, hangul)) if len(hangul) == 1 else hangul,
                tuple((1 - mixing) * w + mixing * mixed[hangul] for w in weights[hangul]),
            )
            for hangul in ranked
        )
        rows = [reading.row for reading in self.readings]
        self.blend: Row = tuple(map(sum, zip(*rows, strict=True)))
        self.likely = tuple(
            reading
            for reading in self.readings
            if any(w >= least * whole for w, whole in zip(reading.row, self.blend, strict=True))
        )
