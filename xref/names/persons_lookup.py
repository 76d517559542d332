"""Look-up of listed persons that a name can mean, letters only.

Owns which listed names are worth a comparison. Invariant: every listed name that the
comparison of letters puts at `possible` or above is found; of those below, only such as
cost nothing more. Refuses to score, and to look up Korean names by their readings.

Why it loses nothing: `possible` needs all units of one name to agree with units of the
other, and at least two rows, or one row where both names have one unit, or a row of two
units written as one (see `persons_pairs`). So names are counted by the units they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from xref.names.persons_pairs import is_near
from xref.names.persons_units import PersonName, Unit
from xref.names.postings import Neighbours, Postings, count_one_more, mask_of
from xref.rules.persons import PersonLimits


class PersonLookup:
    """Postings over the units of listed names; read only once built.

    Args:
        names: Listed names; a position is an index into them.
        limits: From `rules/persons.yml`.
    """

    def __init__(self, names: Sequence[PersonName], limits: PersonLimits) -> None:
        self._limits = limits
        units = [(unit, at) for at, name in enumerate(names) for unit in name.units]
        self._units = Postings(
            (key, at) for unit, at in units for key in {unit.loose, *unit.alts, *unit.habits}
        )
        self._frames = Postings((unit.frame, at) for unit, at in units if unit.frame)
        self._joins = Postings(
            (join, at) for at, name in enumerate(names) for join in name.joins if join
        )
        # Letters that an initial can stand for, and initials that can stand for a unit.
        self._heads = Postings(
            (head, at) for unit, at in units if not unit.initial for head in _heads(unit)
        )
        self._initials = Postings(
            (head, at) for unit, at in units if unit.initial for head in _heads(unit)
        )
        self._loose: dict[str, set[str]] = defaultdict(set)
        for unit, _ in units:
            self._loose[unit.key].add(unit.loose)
        self._near = Neighbours(self._loose, limits.near_letters.value)
        sizes: dict[int, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            sizes[len(name.units)].append(at)
        self._sizes = {size: mask_of(held) for size, held in sizes.items()}
        self._doubled = mask_of(
            at for at, name in enumerate(names) if len(name.units) > 1 and _doubled(name)
        )
        self.near = lru_cache(maxsize=1 << 16)(self._near_mask)

    def __getstate__(self) -> dict[str, object]:
        # A cache is no state: bundles are written without it.
        return {name: value for name, value in self.__dict__.items() if name != "near"}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.near = lru_cache(maxsize=1 << 16)(self._near_mask)

    def find(self, name: PersonName) -> int:
        """The set of listed names worth a comparison with `name`."""
        units = name.units
        # firm[n]: names that share at least n + 1 units; every[n]: initials counted too.
        firm: list[int] = []
        every: list[int] = []
        equal = 0
        seen: set[str] = set()
        for unit in units:
            same = self._equal(unit)
            equal |= same
            near = 0 if unit.initial else self.near(unit.key)
            heads = self._heads if unit.initial else self._initials
            fits = near
            for head in _heads(unit):
                fits |= heads.mask(head)
            if unit.loose in seen:
                same &= self._doubled
            seen.add(unit.loose)
            count_one_more(firm, same | near)
            count_one_more(every, same | fits)
        joined = self._joined(name)
        if len(units) < 2:
            return (equal & self._sizes.get(1, 0)) | self._bearers(units) | joined
        if not equal:
            return joined
        found = 0
        for size, names in self._sizes.items():
            least = min(size, len(units))
            if 1 < least <= len(every):
                found |= every[least - 1] & names
        # An initial needs two whole units beside it; a name of two parts shows it below the line.
        pairs = self._sizes.get(2, 0) if len(units) == 2 else 0
        return found & equal & ((firm[1] if len(firm) > 1 else 0) | pairs) | joined

    def _bearers(self, units: tuple[Unit, ...]) -> int:
        """Names with the one unit asked for: below the line, and what a reader wants to see."""
        mask = 0
        for unit in units:
            for key in (unit.loose, *unit.alts):
                mask |= self._units.mask(key)
        return mask

    def _joined(self, name: PersonName) -> int:
        """Names in which two units are written as one, or one as two."""
        mask = 0
        for unit in name.units:
            mask |= self._joins.mask(unit.loose)
            for habit in unit.habits:
                mask |= self._joins.mask(habit)
        for join in name.joins:
            if join:
                mask |= self._units.mask(join)
        return mask

    def _equal(self, unit: Unit) -> int:
        """Names with a unit that is this one in some spelling."""
        shared = self._units.mask
        mask = shared(unit.loose)
        for key in unit.alts:
            mask |= shared(key)
        for key in unit.habits:
            mask |= shared(key)
        if unit.frame:
            mask |= self._frames.mask(("<" if unit.frame[0] == ">" else ">") + unit.frame[1:])
        return mask

    def _near_mask(self, key: str) -> int:
        mask = 0
        for other in self._near.of(key):
            if is_near(key, other, self._limits):
                for loose in self._loose[other]:
                    mask |= self._units.mask(loose)
        return mask


def _heads(unit: Unit) -> set[str]:
    """First letter as written and as it sounds, kept apart: `t` and `k` stand in front."""
    return {"t" + unit.text[0], "k" + unit.key[0]}


def _doubled(name: PersonName) -> bool:
    """Tell whether two units of a name can be one and the same."""
    seen: set[str] = set()
    for unit in name.units:
        keys = {unit.loose, *unit.alts, *unit.habits, unit.frame}
        if not seen.isdisjoint(keys - {""}):
            return True
        seen |= keys
    return False
