"""Foreign persons in katakana: ウラジーミル・プーチン, セルゲイ・ラブロフ外相.

Owns finding names of which each part, by its sound, is a part of one listed name. Invariants: a
span is all that is joined by dots, at least a given name and a surname; it is never more than
possible before the text supports it. Refuses a part of a name alone (プーチン大統領), names that
read as Korean, and two parts that very many listed persons bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from xref.articles.hits import Hit
from xref.index import Index
from xref.model import Comparison
from xref.names.compare import NameComparer, PreparedPerson
from xref.names.foreign_katakana import ForeignKatakana
from xref.names.persons_units import Unit
from xref.rules import Rules

_KANA = "\u30a1-\u30fa\u30fc"
_NAME = re.compile(
    f"(?<![{_KANA}・＝])[{_KANA}]{{2,12}}(?:[・＝][{_KANA}]{{2,12}}){{1,3}}(?![{_KANA}・＝])"
)
_JOINTS = re.compile("[・＝]")

Listed = tuple[tuple[int, Comparison], ...]


class KatakanaSpans:
    """Finds foreign persons in katakana; immutable but for what it remembers."""

    def __init__(self, index: Index, comparer: NameComparer, rules: Rules) -> None:
        self._index = index
        self._comparer = comparer
        self._foreign = ForeignKatakana(rules.foreign_katakana)
        self._rules = rules.foreign_katakana
        self._common = rules.evidence.common_bearers
        self._plausible = rules.evidence.korean_plausible
        self._listed = lru_cache(maxsize=1 << 12)(self._lookup)

    def hits(self, text: str) -> Iterator[Hit]:
        """Foreign persons of a text."""
        for match in _NAME.finditer(text):
            name = match.group()
            surname = _JOINTS.split(name)[-1]
            for position, comparison in self._listed(name):
                subject = self._index.entries[position].subject
                yield Hit(
                    match.start(), match.end(), position, "name", comparison, surname, subject
                )

    def _lookup(self, name: str) -> Listed:
        """Listed names that katakana sounds like, at the review border or above."""
        korean = self._comparer.korean
        if korean is not None and korean.is_korean(name) >= self._plausible:
            return ()
        parts = [self._readings(part) for part in _JOINTS.split(name)]
        if not all(parts):
            return ()
        positions = self._index.persons_with(parts)
        if len(parts) > 2 and not positions:
            # A father's name or second given name is left out by many lists.
            parts = [parts[0], parts[-1]]
            positions = self._index.persons_with(parts)
        found = []
        for position in positions:
            entry = self._index.entries[position]
            prepared = self._index.prepared(position)
            if entry.name.quality == "weak" or not isinstance(prepared, PreparedPerson):
                continue
            latin = self._spelled(parts, prepared.parsed.units)
            if latin is None:
                continue
            comparison = self._comparer.compare(latin, entry.name.text, "person")
            if comparison.same:
                found.append((position, self._capped(latin, comparison)))
        return tuple(found)

    def _readings(self, part: str) -> dict[str, str]:
        """Loose keys of what a part may be in Latin letters, each with its likeliest spelling."""
        skeletons = self._comparer.persons.skeletons
        found: dict[str, str] = {}
        for latin in self._foreign.latin(part):
            found.setdefault(skeletons.loose(skeletons.key(latin)), latin)
        return found

    def _spelled(self, parts: list[dict[str, str]], units: tuple[Unit, ...]) -> str | None:
        """A name in Latin letters, each part as one of different units of a listed name is."""
        words: list[str] = []
        left = list(units)
        common = True
        for readings in parts:
            unit = next((unit for unit in left if not _keys(unit).isdisjoint(readings)), None)
            if unit is None:
                return None
            left.remove(unit)
            words.append(next(latin for key, latin in readings.items() if key in _keys(unit)))
            common = common and self._index.bearers.get(unit.text, 0) >= self._common
        short = len("".join(words)) < self._rules.limits.letters.value
        return None if common or short else " ".join(words)

    def _capped(self, latin: str, comparison: Comparison) -> Comparison:
        note = f"sounds like {latin.title()}; katakana leaves open which of several letters it was"
        score = min(comparison.score, self._rules.worth.value)
        band = self._comparer.band(score)
        return Comparison(score, band, comparison.same, [note, *comparison.reasons])


def _keys(unit: Unit) -> frozenset[str]:
    return frozenset((unit.loose, *unit.alts, *unit.habits))
