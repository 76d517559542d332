"""The outcome of a comparison of two Korean names, in numbers and in words.

Owns what a reader sees: the two names side by side and the reasons. Invariant: nothing
is computed before it is asked for, since most comparisons are never shown. Refuses to
score: that is `xref.names.korean`.
"""

from __future__ import annotations

import msgspec

from xref.names.korean_parse import Parse, Position, Readings


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
        misprinted: They agree only if one is a misprint.
    """

    score: float
    left: Parse
    right: Parse
    agreements: tuple[float, ...]
    misprinted: bool = False

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
        if self.misprinted:
            lines.append("they differ by one letter that leaves no Korean syllable: a misprint?")
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
    if len(a.southern) == 1 and len(b.southern) == 1:
        return f"{a.letters} and {b.letters} are both {hangul}"
    unsure = [p for p in (a, b) if len(p.southern) > 1]
    note = "; ".join(f"{p.letters} may be {in_words(p.readings)}" for p in unsure)
    if len(unsure) == 1:
        sure = b if unsure[0] is a else a
        return f"{sure.letters} is {in_words(sure.readings)}; {note}"
    return note


def in_words(readings: Readings) -> str:
    """Name the likely readings.

    Example:
        >>> in_words({"영": 0.7, "용": 0.29, "융": 0.01})
        '영 or 용'
    """
    likely = [h for h, p in readings.items() if p >= 0.03][:4] or list(readings)[:1]
    return likely[0] if len(likely) == 1 else ", ".join(likely[:-1]) + " or " + likely[-1]
