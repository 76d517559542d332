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
        # hits[n]: names that share at least n + 1 units.
        hits: list[int] = []
        equal = joined = 0
        for unit in units:
            mask = self._equal(unit)
            equal |= mask
            joined |= self._joins.mask(unit.loose)
            for habit in unit.habits:
                joined |= self._joins.mask(habit)
            if unit.initial:
                for head in _heads(unit):
                    mask |= self._heads.mask(head)
            else:
                for head in _heads(unit):
                    mask |= self._initials.mask(head)
                mask |= self.near(unit.key)
            count_one_more(hits, mask)
        for join in name.joins:
            if join:
                joined |= self._units.mask(join)
        if len(units) == 1:
            # One unit of several is no name, yet whoever asks for a surname wants to see it.
            return equal | joined
        found = joined
        for size, names in self._sizes.items():
            if size > 1 and 0 < min(size, len(units)) <= len(hits):
                found |= hits[min(size, len(units)) - 1] & names
        return found & (equal | joined)

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
