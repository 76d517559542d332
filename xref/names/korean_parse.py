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
    """

    positions: tuple[Position, ...]
    weight: float
    plausible: float
    near: bool = False

    @property
    def surname(self) -> Position:
        """The surname."""
        return self.positions[0]

    @property
    def given(self) -> tuple[Position, ...]:
        """The syllables of the given name."""
        return self.positions[1:]


def make_position(
    letters: str, readings: Readings, limits: Agreement, *, surname: bool
) -> Position:
    """Keep the likely readings of a position, and sum them by southern form.

    Args:
        letters: As written.
        readings: Hangul to probability.
        limits: How many readings to keep, and how likely they must be.
        surname: Surnames are in southern form already.
    """
    ranked = sorted(readings.items(), key=lambda item: (-item[1], item[0]))
    kept = [
        (hangul, p) for hangul, p in ranked[: limits.most_readings] if p >= limits.least_reading
    ] or ranked[:1]
    total = sum(p for _, p in kept)
    final = {hangul: p / total for hangul, p in kept}
    if surname:
        return Position(letters, final, final)
    southern: Readings = {}
    for hangul, p in final.items():
        form = to_south(hangul)
        southern[form] = southern.get(form, 0.0) + p
    return Position(letters, final, southern)
