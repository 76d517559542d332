"""Korean names: two spellings agree by the Hangul readings they share.

Owns the comparison of two names and the index keys. Invariants: `compare` is symmetric,
1.0 for a name with itself, within 0 and 1, and fails on no string; two names whose
readings agree to `possible` or better share a key. Refuses to veto: it scores two
spellings, and knows nothing of persons.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from xref.names.hangul import to_south
from xref.names.korean_agreement import Scorer
from xref.names.korean_comparison import KoreanComparison, SyllablePair, in_words
from xref.names.korean_misprint import Slips
from xref.names.korean_parse import Parse
from xref.names.korean_pinyin import PinyinBridge
from xref.names.korean_readings import Reader
from xref.names.rarity import Frequencies, Rarity
from xref.rules.korean import KoreanTables

__all__ = ["KoreanComparison", "KoreanModel", "SyllablePair"]

# The borders of the bands in rules/scoring.yml; callers hand in their own.
_BANDS = (0.50, 0.70, 0.90)
_CACHE = 1 << 17


class KoreanModel:
    """Reads, indexes and compares Korean names.

    Immutable, picklable and thread-safe; its caches only save work.

    Args:
        tables: The tables of a rules folder.
        bands: Borders (floor, possible, strong) that scores are mapped to.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.korean import load_korean
        >>> model = KoreanModel(load_korean(data_folder("rules") / "korean"))
        >>> model.compare("Kim Yong-bok", "Yong Bok KIM").score
        1.0
        >>> model.compare("Kim Yong-chol", "Kim Yong-chun").score < 0.5
        True
        >>> model.compare("Sin Kum-chol", "Kim Kum-chol").score < 0.5
        True
        >>> model.compare("Ri Chang-ho", "Lee Chang-ho").reasons
        ('ri and lee are both 이',)
        >>> model.compare("John Smith", "Kim Yong-bok") is None
        True
    """

    def __init__(self, tables: KoreanTables, bands: tuple[float, float, float] = _BANDS) -> None:
        self.tables = tables
        self._bands = bands
        self._reader = Reader(tables)
        self._frequencies = Frequencies(tables)
        self._scorer = Scorer(tables, bands, self._frequencies)
        self._slips = Slips(self._reader, self._scorer)
        self._pinyin = PinyinBridge(tables, self._frequencies, bands[1])
        self._limits = tables.agreement
        self.parses = lru_cache(maxsize=_CACHE)(self._reader.read)
        self.keys = lru_cache(maxsize=_CACHE)(self._keys)
        self.word_parses = lru_cache(maxsize=_CACHE)(self._reader.read_words)
        self._rarity = lru_cache(maxsize=_CACHE)(self._estimate)

    def __reduce__(self) -> tuple[object, ...]:
        return (KoreanModel, (self.tables, self._bands))

    def compare(self, left: str, right: str) -> KoreanComparison | None:
        """Compare two spellings.

        Returns:
            None unless both can be Korean names (or one is, and the other is it with
            one letter wrong).
        """
        if left > right:
            swapped = self._compare(right, left)
            return swapped and msgspec.structs.replace(
                swapped, left=swapped.right, right=swapped.left
            )
        return self._compare(left, right)

    def _compare(self, left: str, right: str) -> KoreanComparison | None:
        lefts, rights = self.parses(left), self.parses(right)
        if left == right and lefts:
            return self._scorer.equal(lefts[0])
        if not lefts and not rights:
            return None
        best = self._scorer.best(lefts, rights)
        if best is None or best.score < self._bands[1]:
            slip = self._slips.find(left, right, lefts, rights) or self._pinyin.compare(
                left, right, lefts, rights
            )
            if slip is not None and (best is None or best.score < slip.score):
                return slip
        return best

    def compare_words(self, left: str, right: str) -> KoreanComparison | None:
        """Compare words that are no personal name: ships, places, slogans.

        There is no surname and no order to find; numbers and "M/V" are the caller's.

        Returns:
            None unless both divide into Korean syllables.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.korean import load_korean
            >>> model = KoreanModel(load_korean(data_folder("rules") / "korean"))
            >>> model.compare_words("CHON MA SAN", "Ch'ŏnmasan").score >= 0.7
            True
            >>> model.compare_words("KUM SONG", "Kum Ya").score < 0.5
            True
        """
        lefts, rights = self.word_parses(left), self.word_parses(right)
        if left == right and lefts:
            return self._scorer.equal(lefts[0])
        return self._scorer.best(lefts, rights)

    def word_keys(self, words: str) -> frozenset[str]:
        """Index keys of words, as `keys` are of names."""
        return _keys_of(self.word_parses(words))

    def _keys(self, name: str) -> frozenset[str]:
        """Index keys: every southern surname with every southern given name it can be.

        Two names that `compare` puts at `possible` or above share a key; misprints stay
        below and need none.
        """
        return _keys_of(self.parses(name))

    def is_korean(self, name: str) -> float:
        """How plausible it is that a string is a Korean name, 0 to 1.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.korean import load_korean
            >>> model = KoreanModel(load_korean(data_folder("rules") / "korean"))
            >>> model.is_korean("Ri Pyong-chol") > 0.9, model.is_korean("Vladimir Putin")
            (True, 0.0)
        """
        parses = self.parses(name)
        return parses[0].plausible if parses else 0.0

    def rarity(self, name: str) -> Rarity | None:
        """Estimate how many Koreans share a name; None if it is hardly Korean.

        The method and its limits are in docs/korean.md.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.korean import load_korean
            >>> model = KoreanModel(load_korean(data_folder("rules") / "korean"))
            >>> model.rarity("Kim Yong-chol").text, model.rarity("Sin Kum-chol").text
            ('about 1 in 2,000 Koreans', 'about 1 in 500,000 Koreans')
            >>> model.rarity("Vladimir Putin") is None
            True
        """
        return self._rarity(name)

    def _estimate(self, name: str) -> Rarity | None:
        return self._frequencies.rarity(self.parses(name))

    def given_token(self, token: str) -> bool:
        """Tell whether a folded word can be a given name of one or two syllables.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.korean import load_korean
            >>> model = KoreanModel(load_korean(data_folder("rules") / "korean"))
            >>> [model.given_token(t) for t in ("yong", "yongbok", "chongnin", "smith")]
            [True, True, True, False]
        """
        return self._reader.is_given(token)

    def surname_spellings(self) -> frozenset[str]:
        """Latin spellings of surnames that are common enough to look for in a text.

        The cut is `least_surname` of `agreement.yml`.
        """
        least = self._limits.least_surname
        return frozenset(
            letters
            for letters, weight in self._reader.spellings.surname_weights()
            if weight >= least
        )

    def syllable_spellings(self) -> dict[str, frozenset[str]]:
        """Southern form of each syllable to its Latin spellings, marks left out.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.korean import load_korean
            >>> model = KoreanModel(load_korean(data_folder("rules") / "korean"))
            >>> {"yong", "young", "ryong"} <= model.syllable_spellings()["용"]
            True
        """
        found: dict[str, set[str]] = {}
        for letters, readings in self._reader.spellings.syllable_readings():
            for hangul in readings:
                found.setdefault(to_south(hangul), set()).add(letters)
        return {hangul: frozenset(spellings) for hangul, spellings in found.items()}

    def describe(self, name: str) -> tuple[str, ...]:
        """Say in words what a name can be in Hangul, likeliest first.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.korean import load_korean
            >>> model = KoreanModel(load_korean(data_folder("rules") / "korean"))
            >>> model.describe("Kim Chol")
            ('kim 김, chol 철',)
        """
        return tuple(
            ", ".join(f"{p.letters} {in_words(p.readings)}" for p in parse.positions)
            for parse in self.parses(name)
        )


def _keys_of(parses: tuple[Parse, ...]) -> frozenset[str]:
    found: set[str] = set()
    for parse in parses:
        heads = [""]
        for position in parse.positions:
            heads = [head + hangul for head in heads for hangul in position.southern]
        found.update(heads)
    return frozenset(found)
