"""The outcome of a comparison of two Korean names, in numbers and in words.

Owns what a reader sees: the two names side by side and the reasons. Invariant: nothing
is computed before it is asked for, since most comparisons are never shown. Refuses to
score: that is `xref.names.korean`.
"""

from __future__ import annotations

import math

import msgspec

from xref.names.korean_parse import Parse, Position, Readings
from xref.names.rarity import Frequencies

_SLIPS = {
    "misprint": "they differ by one letter, and one of them is hardly a Korean name: a misprint?",
    "transposed": "the syllables of the given name stand the other way round",
    "pinyin": "one of them may be the Chinese reading of the other",
}


class SyllablePair(msgspec.Struct, frozen=True):
    """Two positions side by side.

    Attributes:
        left: Letters on the left.
        right: Letters on the right.
        hangul: The likeliest shared reading, or "".
        agreement: 0 to 1.
        note: In words.
    """

    left: str
    right: str
    hangul: str
    agreement: float
    note: str


class KoreanComparison(msgspec.Struct, frozen=True):
    """How far two spellings can be one Korean name.

    Attributes:
        score: 0 to 1 on the scale of the bands.
        left: The parse of the left name that agrees best.
        right: The same on the right.
        agreements: Agreement of each position, surname first.
        slip: They agree only if one is a `misprint`, or has its syllables `transposed`.
        frequencies: How common each reading is.
    """

    score: float
    left: Parse
    right: Parse
    agreements: tuple[float, ...]
    slip: str
    frequencies: Frequencies

    @property
    def misprinted(self) -> bool:
        """They agree only if one is a misprint."""
        return self.slip == "misprint"

    @property
    def log_likelihood_ratio(self) -> float:
        """How much likelier the two spellings are of one name than of two names at random.

        The natural logarithm of P(a, b | one name) / (P(a) P(b)), summed over the
        positions. Unlike the score it has no upper end: a rare name that agrees has more
        than a common one. Use it to rank pairs of one score; it does not say that two
        bearers of the name are one person.
        """
        rules = self.frequencies.rules
        total = math.log(rules.slip) if self.slip else 0.0
        left, right = self.left.positions, self.right.positions
        for place in range(max(len(left), len(right))):
            ratio = 0.0
            if len(left) == len(right):
                ratio = self.frequencies.shared(place, left, right)
            total += math.log(max(ratio, rules.unshared))
        return total

    @property
    def same_system(self) -> bool:
        """Both are likeliest written in one system; two scripts are two systems."""
        return self.left.system == self.right.system

    @property
    def same_order(self) -> bool:
        """Both print the surname in the same place."""
        return self.left.order == self.right.order

    @property
    def syllables(self) -> tuple[SyllablePair, ...]:
        """The two names side by side, surname first."""
        return tuple(
            _side_by_side(a, b, agreement, surname=place == 0)
            for place, (a, b, agreement) in enumerate(
                zip(self.left.positions, self.right.positions, self.agreements, strict=False)
            )
        )

    @property
    def reasons(self) -> tuple[str, ...]:
        """The comparison in words, one line a position that needs one."""
        if len(self.left.positions) != len(self.right.positions):
            return (
                f"given names of {len(self.left.given)} and {len(self.right.given)} syllables: "
                "different names",
            )
        lines = [pair.note for pair in self.syllables if pair.note]
        if self.slip:
            lines.append(_SLIPS[self.slip])
        return tuple(lines) or ("the same letters, syllable by syllable",)


def _side_by_side(a: Position, b: Position, agreement: float, *, surname: bool) -> SyllablePair:
    shared = {h: min(p, b.southern[h]) for h, p in a.southern.items() if h in b.southern}
    hangul = max(shared, key=lambda h: (shared[h], h)) if shared else ""
    note = ""
    if not shared:
        what = "different surnames" if surname else "different syllables"
        left, right = in_words(a.readings), in_words(b.readings)
        note = f"{a.letters} is {left}, {b.letters} is {right}: {what}"
    elif a.letters != b.letters:
        note = _note(a, b, hangul)
    return SyllablePair(a.letters, b.letters, hangul, agreement, note)


def _note(a: Position, b: Position, hangul: str) -> str:
    unsure = [p for p in (a, b) if len(_likely(p.readings)) > 1]
    if not unsure and hangul in _likely(a.southern) and hangul in _likely(b.southern):
        return f"{a.letters} and {b.letters} are both {hangul}"
    if not unsure:
        return (
            f"{a.letters} is {in_words(a.readings)}, {b.letters} is {in_words(b.readings)}: "
            f"seldom both {hangul}"
        )
    note = "; ".join(f"{p.letters} may be {in_words(p.readings)}" for p in unsure)
    if len(unsure) == 1:
        sure = b if unsure[0] is a else a
        return f"{sure.letters} is {in_words(sure.readings)}; {note}"
    return note


def _likely(readings: Readings) -> list[str]:
    return [h for h, p in readings.items() if p >= 0.03][:4] or list(readings)[:1]


def in_words(readings: Readings) -> str:
    """Name the likely readings.

    Example:
        >>> in_words({"영": 0.7, "용": 0.29, "융": 0.01})
        '영 or 용'
    """
    likely = _likely(readings)
    return likely[0] if len(likely) == 1 else ", ".join(likely[:-1]) + " or " + likely[-1]
