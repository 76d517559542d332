"""Korean words in the names of ships and bodies, compared more strictly than persons.

Owns two questions: are two runs of words the same Korean words, and can a run be any of
the listed ones at all? Invariant: the first answer is symmetric, the second never a wrong
"no". Refuses the slips that the Korean model grants persons' names: a ship is exact, so
San (산) and Sang (상) are two words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from xref.names.postings import Postings, mask_of

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel


def compare_words(korean: KoreanModel, left: str, right: str) -> tuple[float, str] | None:
    """Score two runs of Korean words.

    Returns:
        A score in 0..1 and a line for the reader; None if they are not Korean words, or
        differ in a final n and ng.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.names.korean import KoreanModel
        >>> from xref.rules.korean import load_korean
        >>> korean = KoreanModel(load_korean(data_folder("rules") / "korean"))
        >>> compare_words(korean, "tae dong gang", "daedonggang")[0] > 0.7
        True
        >>> compare_words(korean, "kumsan", "kumsang") is None
        True
    """
    found = korean.compare_words(left, right)
    if found is None or found.score <= 0.0:
        return None
    for pair in found.syllables:
        one, two = sorted((pair.left, pair.right), key=len)
        if one.endswith("n") and two == one + "g":
            return None
    return min(1.0, found.score), "Korean words: " + "; ".join(found.reasons)


# Letters that a nucleus is spelled with; all others belong to the ends of a syllable.
_VOWELS = "aeiouwy"
_CONSONANTS = "bcdfghjklmnpqrstvxz'"
# No nucleus with what precedes or follows it is longer (ryeou, yeong).
_LONGEST_END = 7


class KoreanGate:
    """Tells in a few steps that words are none of the listed Korean words.

    Reading words as Hangul takes a hundred times as long. The same words begin with a spelling
    of the same first onset and vowel and end with one of the same last vowel and coda: sounds
    that change at borders of syllables change consonants only.

    Args:
        korean: The model that reads Korean words.
        listed: What each listed run of words can be in Hangul, southern forms.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.names.korean import KoreanModel
        >>> from xref.rules.korean import load_korean
        >>> korean = KoreanModel(load_korean(data_folder("rules") / "korean"))
        >>> gate = KoreanGate(korean, [korean.word_keys("tae dong gang")])
        >>> [gate.open(words) for words in (["daedonggang"], ["ahmad", "hassan"], ["대동강"])]
        [True, False, True]
    """

    def __init__(self, korean: KoreanModel, listed: Iterable[frozenset[str]]) -> None:
        shapes = {(run[0], run[-1], len(run)) for runs in listed for run in runs if run}
        places = {shape: at for at, shape in enumerate(sorted(shapes))}
        spellings = korean.syllable_spellings()
        heads = {south: {s.rstrip(_CONSONANTS) for s in ways} for south, ways in spellings.items()}
        tails = {south: {s.lstrip(_CONSONANTS) for s in ways} for south, ways in spellings.items()}
        self._heads = Postings(
            (head, at) for shape, at in places.items() for head in heads.get(shape[0], ())
        )
        self._tails = Postings(
            (tail, at) for shape, at in places.items() for tail in tails.get(shape[1], ())
        )
        lengths: dict[int, list[int]] = defaultdict(list)
        for shape, at in places.items():
            lengths[shape[2]].append(at)
        self._lengths = {length: mask_of(held) for length, held in lengths.items()}

    def open(self, words: Sequence[str]) -> bool:
        """Tell whether folded words can be among the listed ones; in doubt, they can."""
        if not self._lengths:
            return False
        if not all(word.isascii() for word in words):
            return True
        first, last = words[0], words[-1]
        mask = 0
        for end in range(1, min(_LONGEST_END, len(first)) + 1):
            mask |= self._heads.mask(first[:end])
        if not mask:
            return False
        tails = 0
        for start in range(max(0, len(last) - _LONGEST_END), len(last)):
            tails |= self._tails.mask(last[start:])
        mask &= tails
        return bool(mask) and bool(mask & self._fitting(words))

    def _fitting(self, words: Sequence[str]) -> int:
        """Listed runs of as many syllables: one for each run of vowels, up to one a vowel."""
        least = most = 0
        for word in words:
            vowel = False
            for letter in word:
                was, vowel = vowel, letter in _VOWELS
                most += vowel
                least += vowel and not was
        mask = 0
        for length, held in self._lengths.items():
            if least <= length <= most:
                mask |= held
        return mask
