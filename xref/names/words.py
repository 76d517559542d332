"""Korean words in the names of ships and bodies, compared more strictly than persons.

Owns two questions: are two runs of words the same Korean words, and can a run be any of
the listed ones at all? Invariant: the first answer is symmetric, the second never a wrong
"no". Refuses the slips that the Korean model grants persons' names: a ship is exact, so
San (산) and Sang (상) are two words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import or_
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

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


_VOWELS = "aeiouwy"
_CONSONANTS = "bcdfghjklmnpqrstvxz'"
# No syllable has more letters in any spelling (ryeoung, hyeong).
_LONGEST_SYLLABLE = 7
_REMEMBERED = 1 << 14

# Syllable `letters` from `start` to `end` of a word.
_Step = tuple[int, int, str]


class _Syllables:
    """Spellings of syllables, and the ways in which they make up a word.

    Args:
        korean: The model that reads Korean words.
    """

    def __init__(self, korean: KoreanModel) -> None:
        # What a spelling can be, and what stands before or behind a border where sounds change.
        self.same: dict[str, set[str]] = defaultdict(set)
        self.heads: dict[str, set[str]] = defaultdict(set)
        self.tails: dict[str, set[str]] = defaultdict(set)
        for south, ways in korean.syllable_spellings().items():
            for way in ways:
                if way.isascii() and way.islower():
                    self.same[way].add(south)
                    self.heads[head(way)].add(south)
                    self.tails[tail(way)].add(south)
        heard = [rule.heard for rule in korean.tables.sandhi]
        # No consonants at the end of a rule stand for a vowel.
        ends = {end for end, _ in heard}
        self._ends = tuple((ends - {""}) | (set(_VOWELS) if "" in ends else set()))
        self._starts = tuple({start for _, start in heard})
        self._remember()

    def changes_behind(self, syllable: str) -> bool:
        """Tell whether a sound may have changed at the border behind a spelling."""
        return syllable.endswith(self._ends)

    def changes_before(self, syllable: str) -> bool:
        """Tell whether a sound may have changed at the border before a spelling."""
        return syllable.startswith(self._starts)

    def _remember(self) -> None:
        self.steps = lru_cache(maxsize=_REMEMBERED)(self._steps)

    def __getstate__(self) -> dict[str, object]:
        # A cache is no state: bundles are written without it.
        return {name: value for name, value in self.__dict__.items() if name != "steps"}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._remember()

    def _steps(self, word: str) -> tuple[_Step, ...]:
        """The syllables of all divisions of a word, by their start; none if it has no division."""
        size = len(word)
        ending: dict[int, list[_Step]] = {size: []}
        for start in range(size - 1, -1, -1):
            steps = [
                (start, end, word[start:end])
                for end in range(start + 1, min(start + _LONGEST_SYLLABLE, size) + 1)
                if end in ending and word[start:end] in self.same
            ]
            if steps:
                ending[start] = steps
        if 0 not in ending:
            return ()
        return tuple([step for start in sorted(ending) for step in ending[start]])


# What is derived from a model lives as long as the model.
_OF_MODELS: WeakKeyDictionary[KoreanModel, _Syllables] = WeakKeyDictionary()


def _syllables(korean: KoreanModel) -> _Syllables:
    found = _OF_MODELS.get(korean)
    if found is None:
        found = _OF_MODELS[korean] = _Syllables(korean)
    return found


def may_divide(korean: KoreanModel, words: Sequence[str]) -> bool:
    """Tell whether folded words can be divided into Korean syllables; in doubt, they can."""
    steps = _syllables(korean).steps
    return all(not word.isascii() or steps(word) for word in words)


def head(syllable: str) -> str:
    """A spelling without the consonants behind its vowel."""
    return syllable.rstrip(_CONSONANTS)


def tail(syllable: str) -> str:
    """A spelling without the consonants before its vowel."""
    return syllable.lstrip(_CONSONANTS)


class _Fitting(NamedTuple):
    """Listed words that fit so far, as sets.

    Attributes:
        plain: Every syllable is spelled alike.
        border: The sound changes behind the last syllable.
        changed: It changed further in front.
    """

    plain: int
    border: int
    changed: int


_ALL = _Fitting(-1, 0, 0)


class KoreanGate:
    """Tells in a few steps that words are none of the listed Korean words.

    Reading words as Hangul takes ten times as long. The same words spell the same syllables.
    Only where a sound changes at the border of two, which happens once in a reading, do the
    consonants there differ: what stands before and behind that border is still spelled alike.

    Args:
        korean: The model that reads Korean words.
        listed: What each listed run of words can be in Hangul, southern forms.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.names.korean import KoreanModel
        >>> from xref.rules.korean import load_korean
        >>> korean = KoreanModel(load_korean(data_folder("rules") / "korean"))
        >>> gate = KoreanGate(korean, [korean.word_keys("tae dong gang")])
        >>> words = (["daedonggang"], ["dae", "dong", "nam"], ["ahmad", "hassan"], ["대동강"])
        >>> [gate.open(each) for each in words]
        [True, False, False, True]
    """

    def __init__(self, korean: KoreanModel, listed: Iterable[frozenset[str]]) -> None:
        self._syllables = _syllables(korean)
        runs = sorted({run for runs in listed for run in runs})
        self._listed = Postings(
            (f"{place}{syllable}", at)
            for at, run in enumerate(runs)
            for place, syllable in enumerate(run)
        )
        lengths: dict[int, list[int]] = defaultdict(list)
        for at, run in enumerate(runs):
            lengths[len(run)].append(at)
        self._lengths = {length: mask_of(held) for length, held in lengths.items()}
        self._remember()

    def _remember(self) -> None:
        self._same = lru_cache(maxsize=_REMEMBERED)(self._with_syllable)
        self._before = lru_cache(maxsize=_REMEMBERED)(self._with_head)
        self._behind = lru_cache(maxsize=_REMEMBERED)(self._with_tail)

    def __getstate__(self) -> dict[str, object]:
        # A cache is no state: bundles are written without it.
        caches = ("_same", "_before", "_behind")
        return {name: value for name, value in self.__dict__.items() if name not in caches}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._remember()

    def open(self, words: Sequence[str]) -> bool:
        """Tell whether folded words can be among the listed ones; in doubt, they can."""
        if not self._lengths:
            return False
        if not all(map(str.isascii, words)):
            return True
        divided = [self._syllables.steps(word) for word in words]
        if not all(divided):
            return False
        # By the number of syllables so far.
        fitting = {0: _ALL}
        for word, steps in zip(words, divided, strict=True):
            reached = {0: fitting}
            for start, end, letters in steps:
                for count, left in reached.get(start, {}).items():
                    found = self._further(letters, count, left)
                    if found is not None:
                        further = reached.setdefault(end, {})
                        known = further.get(count + 1)
                        further[count + 1] = (
                            found if known is None else _Fitting(*map(or_, known, found))
                        )
            fitting = reached.get(len(word), {})
            if not fitting:
                return False
        return any(
            (left.plain | left.changed) & self._lengths.get(count, 0)
            for count, left in fitting.items()
        )

    def _further(self, letters: str, place: int, left: _Fitting) -> _Fitting | None:
        """What is left of listed words after one more syllable; None if there are none."""
        plain, border, changed = left
        if border:
            changes = self._syllables.changes_before(letters)
            border = border & self._behind(tail(letters), place) if changes else 0
        if plain or changed:
            same = self._same(letters, place)
            changed = changed & same | border
            changes = plain != 0 and self._syllables.changes_behind(letters)
            border = plain & self._before(head(letters), place) if changes else 0
            plain &= same
        else:
            changed, border = border, 0
        return _Fitting(plain, border, changed) if plain or border or changed else None

    def _with_syllable(self, letters: str, place: int) -> int:
        return self._with(self._syllables.same[letters], place)

    def _with_head(self, letters: str, place: int) -> int:
        return self._with(self._syllables.heads[letters], place)

    def _with_tail(self, letters: str, place: int) -> int:
        return self._with(self._syllables.tails[letters], place)

    def _with(self, syllables: Iterable[str], place: int) -> int:
        mask = 0
        for syllable in syllables:
            mask |= self._listed.mask(f"{place}{syllable}")
        return mask
