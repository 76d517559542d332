"""Chinese names of persons: characters, Wade-Giles and Cantonese brought to pinyin.

Owns what a name can be in pinyin, syllable by syllable, and the comparison of two names of
which at least one is not written in pinyin. Invariants: symmetric; never `strong`; names
that agree share a reading in every syllable. Refuses names in pinyin alone: their letters
are compared like all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from xref.names.persons_units import PersonName, Unit
from xref.names.postings import Postings, mask_of
from xref.rules.persons import ChineseRules

#: What a syllable can be in pinyin.
Readings = frozenset[str]

#: Tokens that are remembered: names are new, their tokens seldom.
_REMEMBERED = 1 << 15


class ChineseName(msgspec.Struct, frozen=True, gc=False):
    """One way to read a name.

    Attributes:
        syllables: What each can be in pinyin; the surname stands first.
        worth: What agreement is worth, by the way it is written.
        pinyin: True if it is written in pinyin.
    """

    syllables: tuple[Readings, ...]
    worth: float
    pinyin: bool


class _Token(NamedTuple):
    """What one token can be.

    Attributes:
        ways: How it divides into syllables of pinyin.
        wade: A syllable of Wade-Giles.
        cantonese: A syllable of Cantonese.
    """

    ways: tuple[tuple[str, ...], ...]
    wade: bool
    cantonese: bool


class ChineseNames:
    """Reads and compares Chinese names.

    Args:
        rules: From `rules/chinese.yml`.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.names.persons import PersonNames
        >>> from xref.rules.names import load_names
        >>> rules = load_names(data_folder("rules"))
        >>> parse = PersonNames(rules.persons, rules.titles).parse
        >>> chinese = ChineseNames(rules.chinese)
        >>> chinese.compare(parse("Mao Tse-tung"), parse("毛泽东")) > 0.7
        True
        >>> chinese.compare(parse("Mao Tse-tung"), parse("毛岸英"))
        0.0
    """

    def __init__(self, rules: ChineseRules) -> None:
        self._rules = rules
        self._characters: dict[str, Readings] = {}
        for syllable, characters in rules.characters.items():
            for character in characters:
                known = self._characters.get(character, frozenset())
                self._characters[character] = known | {syllable}
        self._pinyin = {syllable: frozenset({syllable}) for syllable in rules.characters}
        # Folding makes u of ü, and passports print yu.
        self._pinyin |= {"lu": frozenset({"lu", "lv"}), "nu": frozenset({"nu", "nv"})}
        self._pinyin |= {"lyu": frozenset({"lv"}), "nyu": frozenset({"nv"})}
        irregular = {one: frozenset(two) for one, two in rules.irregular.items()}
        self._wade = {k: frozenset(v) for k, v in rules.wade_giles.items()} | irregular
        self._cantonese = {k: frozenset(v) for k, v in rules.cantonese.items()}
        self._longest = max(map(len, self._pinyin))
        self._shown = lru_cache(maxsize=_REMEMBERED)(self._token)

    def __reduce__(self) -> tuple[type[ChineseNames], tuple[ChineseRules]]:
        return (ChineseNames, (self._rules,))

    def is_syllabic(self, token: str) -> bool:
        """Tell whether a token is made of syllables of pinyin."""
        return bool(self._shown(token).ways)

    def may_be(self, tokens: Sequence[str]) -> bool:
        """Whether Latin tokens can be a Chinese name, one of them aside: a quick look."""
        shown = [self._shown(token) for token in tokens]
        others = sum(not (each.ways or each.wade or each.cantonese) for each in shown)
        return others <= 1 < len(tokens) <= self._rules.limits.syllables.value + 1

    def readings(self, character: str) -> Readings:
        """What a Chinese character can be in pinyin; empty if it is in no table."""
        return self._characters.get(character, frozenset())

    def read(self, name: PersonName) -> tuple[ChineseName, ...]:
        """The ways to read a parsed name; empty if it cannot be Chinese."""
        units = name.units
        if not units:
            return ()
        for unit in units:
            if unit.initial:
                return ()
        first = units[0].text
        if first[0] in self._characters:
            return self._read_characters("".join([unit.text for unit in units]))
        if not first.isascii():
            return ()
        shown = [self._shown(unit.text) for unit in units]
        plain = all(each.ways for each in shown)
        found = self._in_pinyin(name) if plain else []
        if plain and "-" not in name.printed:
            return tuple(found)
        limits, worths = self._rules.limits, self._rules.worths
        for table, count, worth, least in (
            (self._wade, sum([each.wade for each in shown]), worths.wade_giles.value, 2),
            (
                self._cantonese,
                sum([each.cantonese for each in shown]),
                worths.cantonese.value,
                limits.cantonese_syllables.value,
            ),
        ):
            if not least <= count <= limits.syllables.value:
                continue
            value = worth
            if count < len(units):
                # One name of another language may stand beside: John Lee Ka-chiu.
                few = count < limits.other_name_syllables.value
                if few or len(units) - count > 1:
                    continue
                value *= worths.other_name.value
            for order in _orders(name):
                syllables = tuple(table[unit.text] for unit in order if unit.text in table)
                found.append(ChineseName(syllables, value, pinyin=False))
        return tuple(found)

    def compare(self, left: PersonName, right: PersonName) -> float:
        """The score of two names; 0.0 if both are in pinyin, or a syllable differs."""
        return self.compare_read(self.read(left), self.read(right))

    def compare_read(
        self, lefts: tuple[ChineseName, ...], rights: tuple[ChineseName, ...]
    ) -> float:
        """The same for names that have been read."""
        best = 0.0
        for one in lefts:
            for two in rights:
                if one.pinyin and two.pinyin:
                    continue
                value = one.worth * two.worth
                if value > best and len(one.syllables) == len(two.syllables):
                    pairs = zip(one.syllables, two.syllables, strict=True)
                    if not any(a.isdisjoint(b) for a, b in pairs):
                        best = value
        return best

    def _read_characters(self, text: str) -> tuple[ChineseName, ...]:
        if not 2 <= len(text) <= self._rules.limits.syllables.value:
            return ()
        readings = [self._characters.get(character) for character in text]
        known = tuple(reading for reading in readings if reading is not None)
        if len(known) < len(readings):
            return ()
        return (ChineseName(known, self._rules.worths.characters.value, pinyin=False),)

    def _in_pinyin(self, name: PersonName) -> list[ChineseName]:
        most = self._rules.limits.syllables.value
        found = []
        for order in _orders(name):
            ways: list[tuple[str, ...]] = [()]
            for unit in order:
                ways = [way + more for way in ways for more in self._shown(unit.text).ways]
            found += [
                ChineseName(tuple(self._pinyin[syllable] for syllable in way), 1.0, pinyin=True)
                for way in ways
                if 2 <= len(way) <= most
            ]
        return found

    def _token(self, token: str) -> _Token:
        # Three syllables at most are written as one.
        ways = tuple(self._divide(token, 3))
        return _Token(ways, token in self._wade, token in self._cantonese)

    def _divide(self, token: str, most: int) -> list[tuple[str, ...]]:
        if not most:
            return []
        found: list[tuple[str, ...]] = [(token,)] if token in self._pinyin else []
        for cut in range(1, min(self._longest, len(token) - 1) + 1):
            if token[:cut] in self._pinyin:
                found += [(token[:cut], *rest) for rest in self._divide(token[cut:], most - 1)]
        return found


class ChineseLookup:
    """Postings over what listed names can be in pinyin; read only once built."""

    def __init__(self, names: list[tuple[ChineseName, ...]]) -> None:
        ways = [(way, at) for at, name in enumerate(names) for way in name]
        self._postings = Postings(
            (f"{place}{reading}", at)
            for way, at in ways
            for place, readings in enumerate(way.syllables)
            for reading in readings
        )
        self._lengths = {
            length: mask_of(at for way, at in ways if len(way.syllables) == length)
            for length in {len(way.syllables) for way, _ in ways}
        }
        self._others = mask_of(at for way, at in ways if not way.pinyin)

    def find(self, name: tuple[ChineseName, ...]) -> int:
        """The set of listed names that share a reading in every syllable."""
        found = 0
        for way in name:
            # Two names in pinyin are compared by their letters.
            mask = self._others if way.pinyin else -1
            mask &= self._lengths.get(len(way.syllables), 0)
            for place, readings in enumerate(way.syllables):
                if not mask:
                    break
                either = 0
                for reading in readings:
                    either |= self._postings.mask(f"{place}{reading}")
                mask &= either
            found |= mask
        return found


def _orders(name: PersonName) -> list[list[Unit]]:
    """The units with the surname in front; where nothing tells it, it is the first or last."""
    units = list(name.units)
    if name.known:
        surname = [unit for unit in units if unit.role == "surname"]
        return [surname + [unit for unit in units if unit.role != "surname"]]
    if len(units) == 1:
        return [units]
    return [units, [units[-1], *units[:-1]]]
