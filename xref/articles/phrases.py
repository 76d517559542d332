"""Phrases: words and groups of words that rules ask for, found in folded text.

Owns what a whole word is: between spaces, or, in scripts written without spaces, anywhere
(a single character only at the end of a run: 호, 船). Invariant: of several phrases at one
place the longest is found. Refuses to know what a phrase means.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from daachorse import DoubleArrayAhoCorasick

from xref.names.fold import fold

#: Only scripts from here on (Hangul, Han, kana) are written without spaces.
_FIRST_UNSPACED = "\u1100"


def is_unspaced(folded: str) -> bool:
    """Whether a folded phrase is looked for inside a run of letters."""
    return folded[0] >= _FIRST_UNSPACED


def text_forms(phrase: str) -> tuple[str, ...]:
    """What to look for in folded text, so that a phrase is found as a whole word.

    Example:
        >>> text_forms("Un Security-Council"), text_forms("选"), text_forms(" ")
        ((' un security council ',), ('选 ',), ())
    """
    folded = fold(phrase)
    if not folded:
        return ()
    if is_unspaced(folded):
        return (folded if len(folded) > 1 else f"{folded} ",)
    return (f" {folded} ",)


class Phrases:
    """Finds any of some phrases in folded text; immutable.

    Example:
        >>> ships = Phrases(["ship", "ship to ship", "호"])
        >>> ships.first(b" a ship to ship transfer "), ships.first(b" shipped ")
        ('ship to ship', None)
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        forms = sorted({form for phrase in phrases for form in text_forms(phrase)})
        self._found = [form.strip(" ") for form in forms]
        # Where the words begin and end inside the form that was looked for.
        self._low = [form.startswith(" ") for form in forms]
        self._high = [form.endswith(" ") for form in forms]
        self._automaton: Any = (
            DoubleArrayAhoCorasick([form.encode() for form in forms]) if forms else None
        )

    def all(self, data: bytes) -> list[tuple[int, int, str]]:
        """Start, end and words of each phrase in order; none overlaps the one before it.

        Offsets are bytes of `data`.
        """
        if self._automaton is None:
            return []
        matches = self._automaton.find_overlapping(data)
        if len(matches) == 1:
            low, high, form = matches[0]
            return [(low + self._low[form], high - self._high[form], self._found[form])]
        low_of, high_of = self._low, self._high
        spans = [(low + low_of[form], low - high, high, form) for low, high, form in matches]
        found = []
        reach = 0
        for low, _, high, form in sorted(spans):
            if low >= reach:
                reach = high - high_of[form]
                found.append((low, reach, self._found[form]))
        return found

    def first(self, data: bytes) -> str | None:
        """The first phrase in `data`, or None."""
        found = self.all(data)
        return found[0][2] if found else None
