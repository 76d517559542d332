"""Segments: how letters divide into a surname and syllables.

Owns the borders of syllables, printed or not, and the sound changes across them
(정린 is heard and printed as Chongnin). Invariant: every piece it returns is a syllable
that some system spells so. Refuses to weigh the whole name.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from xref.names.korean_spelling import Spellings, strip_marks
from xref.rules.korean import KoreanTables, Sandhi

# A syllable of Hangul has at most seven letters in any spelling kept (ryoung, hyeong).
_LONGEST_SYLLABLE = 7
_LONGEST_PIECE = 2 * _LONGEST_SYLLABLE


class Shape(msgspec.Struct, frozen=True):
    """Letters divided into surname ("" for words) and syllables, and the chance of this.

    Attributes:
        order: Whether the surname stands `first` or `last`.
    """

    surname: str
    given: tuple[str, ...]
    chance: float
    order: str = "first"


class Segmenter:
    """Divides letters by the dictionary of spellings.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.korean import load_korean
        >>> tables = load_korean(data_folder("rules") / "korean")
        >>> segmenter = Segmenter(tables, Spellings(tables))
        >>> shapes = segmenter.given("kim", ("kungnyol",), 1.0)
        >>> ("kuk", "ryol") in [shape.given for shape in shapes]
        True
    """

    def __init__(self, tables: KoreanTables, spellings: Spellings) -> None:
        self._shapes = tables.shapes
        self._spellings = spellings
        # By the first letter of the second syllable: most borders have no rule at all.
        self._sandhi: dict[str, list[Sandhi]] = {}
        for rule in tables.sandhi:
            self._sandhi.setdefault(rule.heard[1][:1], []).append(rule)

    def is_given(self, token: str) -> bool:
        """Tell whether one word can be a given name of one or two syllables."""
        return self.is_syllable(token) or next(self._split(token), None) is not None

    def is_surname(self, letters: str) -> bool:
        """Tell whether a system spells a surname so, marks or not."""
        known = self._spellings.known_surname
        return known(letters) or (_marked(letters) and known(strip_marks(letters)))

    def is_syllable(self, letters: str) -> bool:
        """Tell whether a system spells a syllable so, marks or not."""
        known = self._spellings.known_syllable
        return known(letters) or (_marked(letters) and known(strip_marks(letters)))

    def given(
        self, surname: str, pieces: tuple[str, ...], chance: float, order: str = "first"
    ) -> Iterator[Shape]:
        """Yield the ways to divide the pieces of a given name into one to three syllables."""
        shapes = self._shapes
        if len(pieces) == 1:
            piece = pieces[0]
            if self.is_syllable(piece):
                yield Shape(surname, pieces, chance * shapes.one_syllable, order)
            for pair, weight in self._split(piece):
                yield Shape(surname, pair, chance * shapes.two_syllables * weight, order)
        elif len(pieces) == 2:
            for pair, weight in self.borders(pieces[0], pieces[1]):
                yield Shape(surname, pair, chance * shapes.two_syllables * weight, order)
        elif len(pieces) == 3 and all(map(self.is_syllable, pieces)):
            yield Shape(surname, pieces, chance * shapes.three_syllables, order)

    def _split(self, piece: str) -> Iterator[tuple[tuple[str, ...], float]]:
        if len(piece) > _LONGEST_PIECE:
            return
        for cut in range(1, len(piece)):
            yield from self.borders(piece[:cut], piece[cut:])

    def borders(self, left: str, right: str) -> Iterator[tuple[tuple[str, ...], float]]:
        """Yield the plain reading of a border and those that sandhi explains."""
        if self.is_syllable(left) and self.is_syllable(right):
            yield (left, right), 1.0
        rules = self._sandhi.get(right[0])
        if rules is None:
            return
        for rule in rules:
            end, start = rule.heard
            if not (left.endswith(end) and right.startswith(start)):
                continue
            head, tail = left[: len(left) - len(end)], right[len(start) :]
            # An empty end stands for a vowel: "chor-il" is not heard in "pongil".
            if (end == "" and (not left or left[-1] not in "aeiouŏŭ")) or not tail:
                continue
            new_end, new_start = rule.written
            if new_start == "" and tail[0] not in "aeiouwyŏŭ":
                continue
            pair = head + new_end, new_start + tail
            if self.is_syllable(pair[0]) and self.is_syllable(pair[1]):
                yield pair, rule.chance

    def divide(self, piece: str) -> list[tuple[str, ...]]:
        """Divide letters into syllables: the three likeliest ways, likeliest first."""
        best: list[list[tuple[float, tuple[str, ...]]]] = [[(1.0, ())]]
        for end in range(1, len(piece) + 1):
            ways = []
            for start in range(max(0, end - _LONGEST_SYLLABLE), end):
                entry = self._spellings.syllable(piece[start:end]) if best[start] else None
                if entry is not None:
                    ways += [(p * entry.total, (*w, piece[start:end])) for p, w in best[start]]
            ways.sort(key=lambda item: (-item[0], item[1]))
            best.append(ways[:3])
        return [way for _, way in best[-1]]


def _marked(letters: str) -> bool:
    return not (letters.isascii() and letters.isalpha())
