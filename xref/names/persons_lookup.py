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
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xref.names.persons_pairs import is_near
from xref.names.persons_units import PersonName, Unit
from xref.names.postings import Neighbours, Postings, count_one_more, mask_of
from xref.rules.persons import PersonLimits

#: Units that are remembered: names are new, their tokens seldom. Each may hold three sets.
_REMEMBERED = 1 << 13


class _Hits(NamedTuple):
    """Names with a unit that one unit of the query can be.

    Attributes:
        same: In some spelling.
        near: But for a letter.
        heads: If one of the two is an initial.
    """

    same: int
    near: int
    heads: int


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
        self._known: dict[str, _Hits] = {}

    def __getstate__(self) -> dict[str, object]:
        # A cache is no state: bundles are written without it.
        return {**self.__dict__, "_known": {}}

    def find(self, name: PersonName) -> int:
        """The set of listed names worth a comparison with `name`."""
        units = name.units
        # A transcribed part has other keys than the same characters in a Chinese name.
        hits = [self._found(unit) if name.transcribed else self._hits(unit) for unit in units]
        joined = self._joined(name, hits)
        if len(units) < 2:
            equal = hits[0].same if hits else 0
            return (equal & self._sizes.get(1, 0)) | self._bearers(units) | joined
        # Names that share one unit in some spelling, one unit or more, two units or more.
        equal = once = twice = 0
        for hit in hits:
            equal |= hit.same
            if hit.same or hit.near:
                firm = hit.same | hit.near
                twice |= once & firm
                once |= firm
        if len({unit.loose for unit in units}) < len(units):
            # A unit the query has twice is counted twice only where a listed name can have two.
            twice = self._twice(units, hits)
        # An initial needs two whole units beside it; a name of two parts shows it below the line.
        pairs = self._sizes.get(2, 0) if len(units) == 2 else 0
        worth = equal & (twice | pairs)
        if not worth:
            return joined
        return self._agreeing(units, hits, worth) | joined

    def with_key(self, key: str) -> int:
        """The set of listed names of which a unit has a loose key, in some spelling."""
        return self._units.mask(key)

    def _twice(self, units: tuple[Unit, ...], hits: list[_Hits]) -> int:
        once = twice = 0
        for mask, near in self._counted(units, hits):
            twice |= once & (mask | near)
            once |= mask | near
        return twice

    def _counted(self, units: tuple[Unit, ...], hits: list[_Hits]) -> Iterator[tuple[int, int]]:
        """What each unit adds to a count: names with it, and names with one near it."""
        seen: set[str] = set()
        for unit, hit in zip(units, hits, strict=True):
            yield (hit.same & self._doubled if unit.loose in seen else hit.same), hit.near
            seen.add(unit.loose)

    def _agreeing(self, units: tuple[Unit, ...], hits: list[_Hits], worth: int) -> int:
        """Of names worth it, those of which as many units agree as the shorter name has."""
        every: list[int] = []
        for (mask, near), hit in zip(self._counted(units, hits), hits, strict=True):
            count_one_more(every, (mask | near | hit.heads) & worth)
        found = 0
        for size, names in self._sizes.items():
            least = min(size, len(units))
            if 1 < least <= len(every):
                found |= every[least - 1] & names
        return found

    def _hits(self, unit: Unit) -> _Hits:
        """The names that a unit can mean, remembered for units of one token."""
        known = self._known.get(unit.full)
        if known is not None:
            return known
        found = self._found(unit)
        if " " not in unit.full:
            # All that a unit of one token is looked up by follows from its letters.
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[unit.full] = found
        return found

    def _found(self, unit: Unit) -> _Hits:
        """The names that a unit can mean."""
        same = self._equal(unit)
        near = 0 if unit.initial else self._near_mask(unit.key)
        heads = self._heads if unit.initial else self._initials
        fits = 0
        for head in _heads(unit):
            fits |= heads.mask(head)
        return _Hits(same, near, fits)

    def _bearers(self, units: tuple[Unit, ...]) -> int:
        """Names with the one unit asked for: below the line, and what a reader wants to see."""
        mask = 0
        for unit in units:
            for key in (unit.loose, *unit.alts):
                mask |= self._units.mask(key)
        return mask

    def _joined(self, name: PersonName, hits: list[_Hits]) -> int:
        """Names in which two units are written as one, or one as two, and no other differs."""
        found: list[tuple[int, int, int]] = []
        for at, unit in enumerate(name.units):
            mask = self._joins.mask(unit.loose)
            for habit in unit.habits:
                mask |= self._joins.mask(habit)
            if mask:
                found.append((at, 1, mask))
        for at, join in enumerate(name.joins):
            if join and (mask := self._units.mask(join)):
                found.append((at, 2, mask))
        joined = 0
        for at, count, mask in found:
            if count == len(hits):
                joined |= mask
                continue
            # The query has a part beside these. A listed name has none, or one that agrees:
            # else each name would have a part of its own, and one row alone is no match.
            others = self._sizes.get(3 - count, 0)
            for other, hit in enumerate(hits):
                if not at <= other < at + count:
                    others |= hit.same | hit.near | hit.heads
            for other, _, beside in found:
                if other != at:
                    others |= beside
            joined |= mask & others
        return joined

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
