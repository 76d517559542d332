"""Edges of Korean given names: which words can begin or end one.

Owns a test so cheap that it can be asked of every word beside a surname. Invariant: a word is
refused only if no given name that the Korean model reads begins (or ends) with it. Refuses to
tell that a word is a given name: that is `KoreanModel.given_token`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from xref.names.korean import KoreanModel

_CACHE = 1 << 15


class GivenEdges:
    """Tells words that cannot stand at the edge of a given name; immutable.

    Attributes:
        may_begin: Whether a given name can begin with a folded word.
        may_end: Whether one can end with it.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.korean import load_korean
        >>> edges = GivenEdges(KoreanModel(load_korean(data_folder("rules") / "korean")))
        >>> [edges.may_begin(word) for word in (b"yong", b"yongb", b"washington")]
        [True, True, False]
        >>> [edges.may_end(word) for word in (b"bok", b"ngbok", b"first")]
        [True, True, False]
    """

    may_begin: Callable[[bytes], bool]
    may_end: Callable[[bytes], bool]

    def __init__(self, korean: KoreanModel) -> None:
        syllables = frozenset().union(*korean.syllable_spellings().values())
        # How a syllable sounds beside another one (정린 is heard as Chongnin).
        self._left, self._right = set(syllables), set(syllables)
        for rule in korean.tables.sandhi:
            (end, start), (new_end, new_start) = rule.heard, rule.written
            self._left |= {
                syllable[: len(syllable) - len(new_end)] + end
                for syllable in syllables
                if syllable.endswith(new_end)
            }
            self._right |= {
                start + syllable[len(new_start) :]
                for syllable in syllables
                if syllable.startswith(new_start)
            }
        self._left_starts, self._right_starts = _starts(self._left), _starts(self._right)
        self._left_ends, self._right_ends = _ends(self._left), _ends(self._right)
        self.may_begin = lru_cache(maxsize=_CACHE)(self._may_begin)
        self.may_end = lru_cache(maxsize=_CACHE)(self._may_end)

    def _may_begin(self, word: bytes) -> bool:
        letters = word.decode()
        return (
            letters in self._left_starts
            or not letters.isalpha()
            or any(
                letters[:cut] in self._left and letters[cut:] in self._right_starts
                for cut in range(1, len(letters))
            )
        )

    def _may_end(self, word: bytes) -> bool:
        letters = word.decode()
        return (
            letters in self._right_ends
            or not letters.isalpha()
            or any(
                letters[:cut] in self._left_ends and letters[cut:] in self._right
                for cut in range(1, len(letters))
            )
        )


def _starts(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:end] for word in words for end in range(len(word) + 1))


def _ends(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[start:] for word in words for start in range(len(word) + 1))
