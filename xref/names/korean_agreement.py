"""Agreement of two Korean names as read, and the score it maps to.

Owns the sum over shared readings, position by position, and the borders of
`rules/korean/agreement.yml`. Invariant: the same for both orders of the two names, and
nothing reaches `possible` without a shared reading in every position. Refuses to read
strings: that is `xref.names.korean_readings`.
"""

from __future__ import annotations

import math

from xref.names.korean_comparison import KoreanComparison
from xref.names.korean_parse import Parse, Position, Readings
from xref.names.rarity import Frequencies
from xref.rules.korean import KoreanTables


class Scorer:
    """Scores parses against each other.

    Args:
        tables: The tables of a rules folder.
        bands: Borders (floor, possible, strong) that scores are mapped to.
        frequencies: How common surnames and syllables are.
    """

    def __init__(
        self, tables: KoreanTables, bands: tuple[float, float, float], frequencies: Frequencies
    ) -> None:
        self.limits = limits = tables.agreement
        self.frequencies = frequencies
        self.bands = bands
        # Knots of the score: logarithm of the agreement against the score.
        self._knots = (
            (math.log(limits.floor), bands[0]),
            (math.log(limits.possible), bands[1]),
            (math.log(limits.strong), bands[2]),
            (0.0, 1.0),
        )

    def equal(self, parse: Parse) -> KoreanComparison:
        """The comparison of a name with itself."""
        ones = (1.0,) * len(parse.positions)
        return KoreanComparison(1.0, parse, parse, ones, "", self.frequencies)

    def best(self, lefts: tuple[Parse, ...], rights: tuple[Parse, ...]) -> KoreanComparison | None:
        """The pair of parses that agrees best; None if there is none."""
        best: KoreanComparison | None = None
        for a in lefts:
            for b in rights:
                found = self.pair(a, b)
                if best is None or found.score > best.score:
                    best = found
        return best

    def pair(self, a: Parse, b: Parse) -> KoreanComparison:
        """Score one parse against another."""
        if len(a.positions) != len(b.positions):
            return KoreanComparison(0.0, a, b, (), "", self.frequencies)
        limits = self.limits
        agreements = self.agreements(a, b)
        # Both readings must be the names' own: an unlikely way to divide counts less.
        weight = math.sqrt(a.weight * b.weight)
        score = self._score(math.prod(agreements) * weight)
        if score >= self.bands[2] and min(agreements) < limits.strong_position:
            score = self.bands[2] - limits.misprint_gap
        if score < self.bands[1] and self._by_chance(a, b, agreements, weight):
            score = self.bands[1]
        return KoreanComparison(score, a, b, agreements, "", self.frequencies)

    def slip(self, a: Parse, b: Parse, kind: str, gap: float) -> KoreanComparison:
        """Two parses that agree only if one is a slip; the score is `gap` below `possible`."""
        found = self.agreements(a, b)
        return KoreanComparison(self.bands[1] - gap, a, b, found, kind, self.frequencies)

    def agreements(self, a: Parse, b: Parse) -> tuple[float, ...]:
        """Agreement of each position, 0 to 1, as far as both names go."""
        return tuple(map(self._position, a.positions, b.positions))

    def _position(self, a: Position, b: Position) -> float:
        if a.readings == b.readings:
            return 1.0
        exact = _overlap(a.readings, b.readings)
        southern = _overlap(a.southern, b.southern)
        if southern > exact:
            exact += self.limits.initial_sound * (southern - exact)
        if a.letters == b.letters:
            exact += self.limits.same_letters * (1.0 - exact)
        return min(exact, 1.0)

    def _by_chance(self, a: Parse, b: Parse, agreements: tuple[float, ...], weight: float) -> bool:
        """Tell whether one rare reading is shared that chance does not explain better.

        천 for "chun" in a northern name is rare, but the syllable 천 is rarer still.
        """
        limits = self.limits
        low = min(agreements)
        if low <= 0.0 or math.prod(agreements) / low * weight < limits.strong_position:
            return False
        place = agreements.index(low)
        ratio = self.frequencies.shared(place, a.positions, b.positions)
        return ratio >= limits.against_chance

    def _score(self, agreement: float) -> float:
        if agreement >= 1.0:
            return 1.0
        floor = self.limits.floor
        if agreement <= floor:
            return min(self.bands[0] * agreement / floor, self.limits.other_name)
        at = math.log(agreement)
        for (low, low_score), (high, high_score) in zip(self._knots, self._knots[1:], strict=False):
            if at <= high:
                return low_score + (high_score - low_score) * (at - low) / (high - low)
        return 1.0


def _overlap(a: Readings, b: Readings) -> float:
    if len(a) > len(b):
        a, b = b, a
    shared = 0.0
    for hangul, p in a.items():
        q = b.get(hangul)
        if q is not None:
            shared += p if p < q else q
    return shared
