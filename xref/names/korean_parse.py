"""A name as read: positions with their readings.

Owns the two structs that readers make and comparison uses. Invariant: the readings of a
position sum to 1 and are never empty. Refuses to read: that is `xref.names.korean_readings`
for letters and `xref.names.korean_characters` for Hangul and Hanja.
"""

from __future__ import annotations

import msgspec

from xref.names.hangul import to_south
from xref.rules.korean import Agreement

Readings = dict[str, float]


class Position(msgspec.Struct, frozen=True):
    """One position of a name: the surname or a syllable.

    Attributes:
        letters: As written, with marks; Hangul for Hangul.
        readings: Hangul to probability; surnames in southern form.
        southern: The same by southern form (룡 and 용 are one).
    """

    letters: str
    readings: Readings
    southern: Readings


class Parse(msgspec.Struct, frozen=True):
    """One way to read a name.

    Attributes:
        positions: Surname first, then the syllables of the given name.
        weight: Likelihood against the best parse of the name, 0 to 1.
        plausible: How likely this is a Korean name rather than other letters, 0 to 1.
        near: A piece of it is no syllable; it was read as one a letter away.
        system: The system of transliteration it is likeliest written in, or the script.
        order: Whether the surname stands `first` or `last`.
        likelihood: Of these letters among all Korean names; 0 for other scripts.
    """

    positions: tuple[Position, ...]
    weight: float
    plausible: float
    near: bool = False
    system: str = ""
    order: str = "first"
    likelihood: float = 0.0

    @property
    def surname(self) -> Position:
        """The surname."""
        return self.positions[0]

    @property
    def given(self) -> tuple[Position, ...]:
        """The syllables of the given name."""
        return self.positions[1:]


def make_position(letters: str, readings: Readings, limits: Agreement) -> Position:
    """Keep the likely readings of a syllable, and sum them by southern form.

    Args:
        letters: As written.
        readings: Hangul to probability.
        limits: How many readings to keep, and how likely they must be.
    """
    return ranked_position(letters, [(p, h, to_south(h)) for h, p in readings.items()], limits)


def ranked_position(
    letters: str, found: list[tuple[float, str, str]], limits: Agreement
) -> Position:
    """Make a position of (probability, Hangul, southern form), in any order."""
    least = limits.least_reading
    kept = [item for item in found if item[0] >= least] or [max(found)]
    if len(kept) == 1:
        _, hangul, southern = kept[0]
        return Position(letters, {hangul: 1.0}, {southern: 1.0})
    kept.sort(key=_likeliest_first)
    del kept[limits.most_readings :]
    total = sum([p for p, _, _ in kept])
    final: Readings = {}
    by_form: Readings = {}
    for p, hangul, southern in kept:
        share = p / total
        final[hangul] = share
        by_form[southern] = by_form[southern] + share if southern in by_form else share
    return Position(letters, final, by_form)


def _likeliest_first(item: tuple[float, str, str]) -> tuple[float, str]:
    return -item[0], item[1]
