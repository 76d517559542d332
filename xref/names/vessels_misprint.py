"""Misprints in the Korean names of ships: Pi Ruy Gang for Pi Ryu Gang.

Owns the question whether a name is Korean words with one slip of the pen. Invariant: it speaks
only of names of three and more syllables, of which all but one agree and that one is no Korean
syllable; two proper syllables a letter apart (san, sang) are two names. Refuses to look at
numbers, and to score.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from xref.names.korean_parse import Parse, Position
from xref.names.korean_readings import one_letter_apart

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel
    from xref.names.vessels_agree import VesselName

#: In names of two syllables one slip leaves one syllable, which many ships share.
_FEWEST = 3


class ShipSlips:
    """Looks for slips by the spellings of syllables.

    Args:
        korean: The model that reads Korean words, or None to find none.
        letters: Fewest letters of a name; in shorter ones a letter makes another ship.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.names.korean import KoreanModel
        >>> from xref.rules.korean import load_korean
        >>> slips = ShipSlips(KoreanModel(load_korean(data_folder("rules") / "korean")), 8)
        >>> slips.is_slip("piruygang", "pi ryu gang"), slips.is_slip("piruygang", "비류강")
        (True, True)
        >>> slips.is_slip("pirusan", "pi ryu gang")
        False
    """

    def __init__(self, korean: KoreanModel | None, letters: int) -> None:
        self._korean = korean
        self._letters = letters

    @cached_property
    def _spellings(self) -> dict[str, frozenset[str]]:
        return self._korean.syllable_spellings() if self._korean is not None else {}

    @cached_property
    def _proper(self) -> frozenset[str]:
        return frozenset(spelling for ways in self._spellings.values() for spelling in ways)

    def between(self, one: VesselName, two: VesselName) -> bool:
        """Tell whether one of two names is the other with one slip."""
        return self.is_slip(one.letters, " ".join(two.words)) or self.is_slip(
            two.letters, " ".join(one.words)
        )

    def is_slip(self, letters: str, words: str) -> bool:
        """Tell whether letters without spaces are Korean words with one slip."""
        if self._korean is None or len(letters) < self._letters or not letters.isascii():
            return False
        return any(self._off_by_one(letters, parse) for parse in self._korean.word_parses(words))

    def _off_by_one(self, letters: str, parse: Parse) -> bool:
        syllables = [self._ways(position) for position in parse.positions]
        if len(syllables) < _FEWEST:
            return False
        heads = [{0}]
        for ways in syllables[:-1]:
            heads.append(
                {
                    start + len(way)
                    for start in heads[-1]
                    for way in ways
                    if letters.startswith(way, start)
                }
            )
        ends = {len(letters)}
        for at in reversed(range(len(syllables))):
            for start in heads[at]:
                for end in ends:
                    if start < end and self._is_odd(letters[start:end], syllables[at]):
                        return True
            ends = {
                end - len(way)
                for end in ends
                for way in syllables[at]
                if letters.endswith(way, 0, end)
            }
        return False

    def _is_odd(self, piece: str, ways: frozenset[str]) -> bool:
        """No syllable, and one letter away from a spelling of the one meant."""
        return piece not in self._proper and any(one_letter_apart(piece, way) for way in ways)

    def _ways(self, position: Position) -> frozenset[str]:
        """How the likely readings of a position are spelled."""
        found = {position.letters} if position.letters.isascii() else set()
        if not found:
            for hangul in position.southern:
                found |= self._spellings.get(hangul, frozenset())
        return frozenset(found)
