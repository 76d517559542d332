"""Look-up of listed persons that a name means only if a syllable is written otherwise.

Owns three habits that leave a name below the review border: one syllable of a Korean given
name that differs, one letter of a syllable of a Chinese name, and Korean names in their
Chinese reading. Invariant: every one of them is looked up in both directions. Refuses to
score, and to look for other people's names: whoever is not found here has no weak match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import jellyfish

from xref.names.compare import PreparedPerson
from xref.names.korean_pinyin import PinyinBridge
from xref.names.postings import Postings, mask_of, positions
from xref.names.rarity import Frequencies

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel
    from xref.names.korean_parse import Parse


class SlipLookup:
    """Postings over what a slip leaves of listed names; read only once built.

    Args:
        names: Listed names; a position is an index into them.
        korean: The model that reads Korean names, or None to do without.
        possible: The review border.
    """

    def __init__(
        self, names: Sequence[PreparedPerson], korean: KoreanModel | None, possible: float
    ) -> None:
        self._korean = korean
        self._possible = possible
        self._build_bridge()
        self._partials = Postings(
            (partial, at)
            for at, name in enumerate(names)
            for key in self._keys(name)
            for partial in _partial(key)
        )
        self._syllables = Postings(
            (key, at) for at, name in enumerate(names) for key, _ in _open_units(name)
        )
        # Texts of the units that the keys leave open.
        self._texts = [[unit.text for unit in name.parsed.units] for name in names]
        self._read_as_korean = _Readings(
            (at, parse) for at, name in enumerate(names) for parse in self._parses(name)
        )
        self._read_as_pinyin = _Readings(
            (at, parse) for at, name in enumerate(names) for parse in self._pinyin(name)
        )

    def _build_bridge(self) -> None:
        tables = None if self._korean is None else self._korean.tables
        self._bridge = (
            None if tables is None else PinyinBridge(tables, Frequencies(tables), self._possible)
        )

    def __getstate__(self) -> dict[str, object]:
        # The bridge is made from the model's tables.
        return {name: value for name, value in self.__dict__.items() if name != "_bridge"}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._build_bridge()

    def find(self, name: PreparedPerson) -> int:
        """The set of listed names that differ by one of the slips."""
        mask = 0
        for key in self._keys(name):
            for partial in _partial(key):
                mask |= self._partials.mask(partial)
        mask |= self._chinese(name)
        for parse in self._pinyin(name):
            mask |= self._read_as_korean.mask(parse)
        for parse in self._parses(name):
            mask |= self._read_as_pinyin.mask(parse)
        return mask

    def _keys(self, name: PreparedPerson) -> frozenset[str]:
        return frozenset() if self._korean is None else self._korean.keys(name.bare)

    def _parses(self, name: PreparedPerson) -> tuple[Parse, ...]:
        return () if self._korean is None else self._korean.parses(name.bare)

    def _pinyin(self, name: PreparedPerson) -> tuple[Parse, ...]:
        return () if self._bridge is None else self._bridge.read(name.bare)

    def _chinese(self, name: PreparedPerson) -> int:
        """Names of as many syllables, of which one has a letter more, less or another."""
        found = []
        for key, place in _open_units(name):
            text = name.parsed.units[place].text
            found += [
                at
                for at in positions(self._syllables.mask(key))
                if jellyfish.damerau_levenshtein_distance(text, self._texts[at][place]) == 1
            ]
        return mask_of(found)


class _Readings:
    """Sets of names by what each syllable can be in Hangul."""

    def __init__(self, parses: Iterable[tuple[int, Parse]]) -> None:
        held = list(parses)
        self._syllables = Postings(
            (f"{place}{hangul}", at)
            for at, parse in held
            for place, position in enumerate(parse.positions)
            for hangul in position.southern
        )
        self._lengths = Postings((str(len(parse.positions)), at) for at, parse in held)

    def mask(self, parse: Parse) -> int:
        """Names that share a reading in every syllable."""
        mask = self._lengths.mask(str(len(parse.positions)))
        for place, position in enumerate(parse.positions):
            if not mask:
                break
            either = 0
            for hangul in position.southern:
                either |= self._syllables.mask(f"{place}{hangul}")
            mask &= either
        return mask


def _partial(key: str) -> tuple[str, ...]:
    """A reading with one syllable of its given name left open.

    Example:
        >>> _partial("김영복")
        ('김*복', '김영*')
    """
    if len(key) < 3:
        return ()
    return tuple(f"{key[:at]}*{key[at + 1 :]}" for at in range(1, len(key)))


def _open_units(name: PreparedPerson) -> Iterator[tuple[str, int]]:
    """A Chinese name written by syllables, with each syllable of the given name left open."""
    units = name.parsed.units
    if not name.chinese or len(units) < 3:
        return
    for place, unit in enumerate(units):
        surname = unit.role == "surname" if name.parsed.known else place == 0
        if not surname:
            texts = [other.text if at != place else "*" for at, other in enumerate(units)]
            yield " ".join(texts), place
