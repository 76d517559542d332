"""Transcribed names as units: 阿卜杜勒·马利克·胡塞 is abdul malik, and the surname behind it.

Owns dividing a foreign name in Chinese characters. Invariants: its last part is the surname, and
a unit sounds like Latin units by its `habits` alone, never by a letter. Refuses names that are
no transcription as a whole.
"""

from __future__ import annotations

from functools import lru_cache

from xref.names.fold import fold
from xref.names.foreign_chinese import ForeignChinese
from xref.names.persons_units import PersonName, Role, Unit
from xref.names.translit import Skeletons

#: Parts that are remembered: given names recur. Each holds up to a hundred keys.
_REMEMBERED = 1 << 12


class Transcriptions:
    """Divides foreign names in Chinese characters.

    Args:
        foreign: Reads their parts.
        skeletons: Keys of Latin tokens.
    """

    def __init__(self, foreign: ForeignChinese, skeletons: Skeletons) -> None:
        self.foreign = foreign
        self._skeletons = skeletons
        rules = foreign.rules
        self._servants = frozenset(rules.servants)
        self._heads = self._servants | frozenset(rules.fathers)
        self._particles = frozenset(rules.particles)
        self._titles = frozenset(rules.titles)
        self._fathers = tuple(rules.patronymics)
        self._keys = lru_cache(maxsize=_REMEMBERED)(self._read)

    def parse(self, name: str, most: int) -> PersonName | None:
        """The units of a name, or None if it is no transcription.

        Args:
            name: A name.
            most: Most units that are told apart.
        """
        parts = list(self.foreign.parts(name))
        if len(parts) < 2:
            return None
        while len(parts) > 2 and parts[0] in self._titles:
            del parts[0]
        units = self._units(parts)[:most]
        if not all(unit.habits for unit in units):
            return None
        placed = tuple(
            _placed(unit, _role(unit, at, len(units), self._fathers))
            for at, unit in enumerate(units)
        )
        joins = ("",) * (len(units) - 1)
        return PersonName(name, fold(name), placed, True, False, joins, transcribed=True)

    def _units(self, parts: list[str]) -> list[Unit]:
        units: list[Unit] = []
        pending: list[str] = []
        for at, part in enumerate(parts):
            rest = len(parts) - at - 1
            # A first part is a particle only if two follow: 本·华莱士 is called Ben.
            particle = part in self._particles and (units or rest > 1)
            if rest and (particle or part in self._heads):
                pending.append(part)
            else:
                units.append(self._unit(pending, part))
                pending = []
        return units

    def _unit(self, pending: list[str], part: str) -> Unit:
        head = next((one for one in pending if one in self._heads), "")
        text = head + part
        habits = self._keys(head, part)
        full = " ".join([*pending, part])
        return Unit(text, full, text, text, frozenset(), habits, "", "interior", False, False)

    def _read(self, head: str, part: str) -> frozenset[str]:
        """Loose keys of what a part may be in Latin letters, behind `abd al-` or `abu`."""
        readings = self.foreign.latin(part)
        if head in self._servants:
            return frozenset(
                self._skeletons.loose(self._skeletons.servant(reading)) for reading in readings
            )
        father = self.foreign.rules.fathers.get(head, "")
        return frozenset(self._skeletons.spelled(father + reading) for reading in readings)


def _role(unit: Unit, at: int, count: int, fathers: tuple[str, ...]) -> Role:
    if at == count - 1:
        return "surname"
    if not at:
        return "given"
    return "patronymic" if unit.text.endswith(fathers) else "middle"


def _placed(unit: Unit, role: Role) -> Unit:
    return Unit(
        unit.text, unit.full, unit.key, unit.loose, unit.alts, unit.habits, unit.frame, role,
        unit.initial, unit.half,
    )  # fmt: skip
