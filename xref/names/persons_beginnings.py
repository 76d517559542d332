"""Beginnings of long names: which part of a listed name texts print alone.

Lists print a man with his father's and grandfather's names ("GUL AGHA SHERZAI ABDUL LATIF"), papers
print how his name begins ("Gul Agha Sherzai"). Owns what such a beginning is. Invariant: it holds
the first part, for what stands behind it alone names the father; only a leading Muhammad is left
out, as people do. Refuses to say that who is called so is meant: the text must support it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xref.names.persons_pairs import Pairs
    from xref.names.persons_units import PersonName, Unit
    from xref.rules.persons import PersonRules

_FULL = frozenset({"same", "spelling", "joined"})
#: What lists print beside a name in its cell, or between several names.
_NOT_OF_NAMES = re.compile(r"[()\[\]/;:“”\"\d]|,.*,")


class Beginnings:
    """Tells the beginnings of long names; immutable.

    Args:
        rules: Particles, names that are left out in front, and numbers.
        key: The skeleton of a token.
    """

    def __init__(self, rules: PersonRules, key: Callable[[str], str]) -> None:
        self._particles = frozenset(rules.particles)
        self._least = rules.beginnings.least_parts.value
        self._most = rules.beginnings.most_parts.value
        self._common = rules.beginnings.common_bearers.value
        self._leading = frozenset(map(key, rules.beginnings.left_out))

    def of(self, name: PersonName) -> Iterator[tuple[Unit, ...]]:
        """The beginnings of a listed name, the shortest first; none of a name of few parts."""
        for start, last in self._bounds(name):
            parts = 0
            for end in range(start, last):
                parts += len(self._parts((name.units[end],)))
                if parts > 1 and end + 1 - start < len(name.units):
                    yield name.units[start : end + 1]

    def begins(self, pairs: Pairs) -> bool:
        """Whether one of two paired names is a beginning of the other, in some spelling."""
        if bool(pairs.free_left) == bool(pairs.free_right):
            return False
        longer, turned = (pairs.left, False) if pairs.free_left else (pairs.right, True)
        rows = sorted(pairs.rows, key=lambda row: row.left if turned else row.right)
        if not all(row.how in _FULL for row in rows):
            return False
        used = [at for row in rows for at in (row.right if turned else row.left)]
        parts = len(self._parts([longer.units[at] for at in used]))
        return parts > 1 and any(
            used == list(range(start, start + len(used))) and used[-1] < last
            for start, last in self._bounds(longer)
        )

    def is_common(self, units: Sequence[Unit], bearers: dict[str, int]) -> bool:
        """Whether every part is borne by so many listed subjects that it tells nobody."""
        parts = self._parts(units)
        return all(bearers.get(part, 0) >= self._common for part in parts)

    def is_prose(self, name: PersonName, words: Collection[str]) -> bool:
        """Whether words that nobody is called by make a name that of a body, kept as a person's."""
        parts = self._parts(name.units)
        return parts[0] in words or sum(part in words for part in parts) > 1

    def _bounds(self, name: PersonName) -> Iterator[tuple[int, int]]:
        """Where beginnings may start, and the place that none of them reaches."""
        units = name.units
        if name.syllabic or not name.folded.isascii() or any(unit.initial for unit in units):
            return
        if not self._least <= len(self._parts(units)) <= self._most:
            return
        if _NOT_OF_NAMES.search(name.printed):
            return
        own = [at for at, unit in enumerate(units) if not (name.known and unit.role == "surname")]
        # Two given names before a known surname are nobody's whole name: "Jose Luis".
        given = len(self._parts([units[at] for at in own]))
        if not own or (name.known and given < self._least - 1):
            return
        first, last = own[0], own[-1] + 1
        if last - first != len(own):
            return
        yield first, last
        if units[first].key in self._leading and last - first > 1:
            yield first + 1, last

    def _parts(self, units: Sequence[Unit]) -> list[str]:
        """The words of some units, without particles."""
        words = (word for unit in units for word in unit.text.split())
        return [word for word in words if word not in self._particles]
