"""Pinyin: Korean names in their Chinese reading, bridged by the characters behind both.

Owns the division of a name into pinyin and what each syllable can be in Hangul. Invariant:
a bridge never reaches `possible`: a syllable of pinyin stands for many of Hangul. Refuses
names that are rather Korean as they stand.
"""

from __future__ import annotations

import math
from functools import lru_cache

from xref.names.hangul import to_south
from xref.names.korean_comparison import KoreanComparison
from xref.names.korean_parse import Parse, Position, Readings
from xref.names.korean_tokens import split_name
from xref.names.rarity import Frequencies
from xref.rules.korean import KoreanTables

_CACHE = 1 << 14
_LONGEST = 6  # zhuang


class PinyinBridge:
    """Reads names in pinyin and compares them with Korean ones.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.names.rarity import Frequencies
        >>> from xref.rules.korean import load_korean
        >>> tables = load_korean(data_folder("rules") / "korean")
        >>> bridge = PinyinBridge(tables, Frequencies(tables), 0.7)
        >>> [list(p.surname.readings)[:1] for p in bridge.read("Jin Yongfu")]
        [['김']]
        >>> bridge.read("Kim Yong Bok")
        ()
    """

    def __init__(self, tables: KoreanTables, frequencies: Frequencies, possible: float) -> None:
        self._rules = rules = tables.pinyin
        self._frequencies = frequencies
        self._score = possible - rules.gap
        self._titles = tables.titles
        surnames: dict[str, Readings] = {}
        for name, spellings in rules.surnames.items():
            for letters in spellings.split():
                surnames.setdefault(letters, {})[name] = frequencies.chance(0, 3, name)
        self._surnames = {letters: _whole(found) for letters, found in surnames.items()}
        syllables: dict[str, Readings] = {}
        for hangul, counts in rules.syllables.items():
            form = to_south(hangul)
            total = sum(counts.values())
            for letters, count in counts.items():
                found = syllables.setdefault(letters, {})
                chance = frequencies.chance(1, 2, form) * count / total
                found[form] = found.get(form, 0.0) + chance
        self._syllables = {letters: _whole(found) for letters, found in syllables.items()}
        self.read = lru_cache(maxsize=_CACHE)(self._read)

    def _read(self, name: str) -> tuple[Parse, ...]:
        """The ways to read a name as pinyin: surname first or last, one or two syllables."""
        words = split_name(name, self._titles)
        if words is None or len(words.words) < 2:
            return ()
        pieces = ["".join(word) for word in words.words]
        found = []
        for surname, given, order in (
            (pieces[0], "".join(pieces[1:]), "first"),
            (pieces[-1], "".join(pieces[:-1]), "last"),
        ):
            readings = self._surnames.get(surname)
            if readings is None or len(given) > 2 * _LONGEST:
                continue
            first = Position(surname, readings, readings)
            for syllables in self._divide(given):
                made = [Position(s, self._syllables[s], self._syllables[s]) for s in syllables]
                found.append(
                    Parse((first, *made), 1.0, 0.0, near=True, system="pinyin", order=order)
                )
        return tuple(found)

    def _divide(self, given: str) -> list[tuple[str, ...]]:
        known = self._syllables
        ways: list[tuple[str, ...]] = [(given,)] if given in known else []
        ways += [
            (given[:cut], given[cut:])
            for cut in range(1, len(given))
            if given[:cut] in known and given[cut:] in known
        ]
        return ways

    def compare(
        self, left: str, right: str, lefts: tuple[Parse, ...], rights: tuple[Parse, ...]
    ) -> KoreanComparison | None:
        """Bridge two names, one of which is read as Korean; None if that does not hold."""
        found = None
        if rights and self._strange(lefts):
            found = self._pair(self.read(left), rights)
        if found is None and lefts and self._strange(rights):
            pair = self._pair(self.read(right), lefts)
            found = pair and (pair[1], pair[0])
        if found is None:
            return None
        ones = tuple(
            sum(min(p, b.southern.get(h, 0.0)) for h, p in a.southern.items())
            for a, b in zip(found[0].positions, found[1].positions, strict=True)
        )
        return KoreanComparison(self._score, *found, ones, "pinyin", self._frequencies)

    def _strange(self, parses: tuple[Parse, ...]) -> bool:
        return not parses or parses[0].plausible < self._rules.most_plausible

    def _pair(
        self, pinyin: tuple[Parse, ...], korean: tuple[Parse, ...]
    ) -> tuple[Parse, Parse] | None:
        for a in pinyin:
            for b in korean:
                if len(a.positions) != len(b.positions):
                    continue
                ratios = [
                    self._frequencies.shared(place, a.positions, b.positions)
                    for place in range(len(a.positions))
                ]
                if (
                    min(ratios) >= self._rules.least_position
                    and math.prod(ratios) >= self._rules.least_ratio
                ):
                    return a, b
        return None


def _whole(found: Readings) -> Readings:
    total = sum(found.values())
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {hangul: p / total for hangul, p in ranked}
