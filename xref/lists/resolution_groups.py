"""Groups of entries that are one subject, kept free of conflicts.

Owns the union. Invariants: kinds never mix; a join on a name or number is refused if any
entry of one group is in conflict with any of the other, or both hold an entry of one list
that is another target there; a join that is refused changes nothing. Refuses to weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xref.lists.resolution_evidence import Weigher
from xref.lists.resolution_facts import Facts
from xref.model import SubjectLink

#: What an authority or a user says is not measured against birth dates.
_SAID = frozenset({"override", "key"})

#: Joins that may put two entries of one list together.
_SAME_LIST = frozenset({"override", "key", "reference", "imo", "radio", "number", "duplicate"})


class Groups:
    """Union-find with conflicts.

    Args:
        facts: All entries.
        weigher: Knows conflicts.
        different: Pairs of positions that a rule keeps apart, with why.
    """

    def __init__(
        self, facts: Sequence[Facts], weigher: Weigher, different: Mapping[frozenset[int], str]
    ) -> None:
        self._facts = facts
        self._weigher = weigher
        self._different = different
        self._parent = list(range(len(facts)))
        self._members: dict[int, list[int]] = {}
        self.links: list[SubjectLink] = []

    def find(self, item: int) -> int:
        """The first entry of the group."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def joined(self, left: int, right: int) -> bool:
        """Tell whether two entries are in one group."""
        return self.find(left) == self.find(right)

    def of(self, item: int) -> list[int]:
        """Entries of the group of `item`."""
        return self._members.get(self.find(item), [item])

    def join(self, left: int, right: int, rule: str, detail: str) -> str | None:
        """Join two groups, or say why not.

        Args:
            left: An entry.
            right: Another.
            rule: Name of what joins them.
            detail: Why, for readers.
        """
        low, high = sorted((self.find(left), self.find(right)))
        if low == high:
            return None
        why_not = self._obstacle(self.of(low), self.of(high), rule)
        if why_not is not None:
            return why_not
        self._members[low] = sorted(self.of(low) + self.of(high))
        self._members.pop(high, None)
        self._parent[high] = low
        first, second = sorted((left, right))
        self.links.append(SubjectLink(self._facts[first].id, self._facts[second].id, rule, detail))
        return None

    def _obstacle(self, lefts: list[int], rights: list[int], rule: str) -> str | None:
        facts = self._facts
        for one in lefts:
            for two in rights:
                left, right = facts[one], facts[two]
                if left.kind != right.kind:
                    return f"{left.id} is a {left.kind} and {right.id} a {right.kind}"
                if self._different and (why := self._different.get(frozenset((one, two)))):
                    return f"rules keep {left.id} and {right.id} apart: {why}"
                if rule in _SAID:
                    continue
                if rule not in _SAME_LIST and left.scope == right.scope:
                    return f"{left.id} and {right.id} are two entries of one list"
                conflict = self._weigher.conflict(left, right)
                if conflict is not None:
                    return f"{left.id} and {right.id}: {conflict}"
        return None

    def members(self) -> Iterator[list[int]]:
        """Groups of more than one entry, in order."""
        for first in sorted(self._members):
            if len(self._members[first]) > 1:
                yield self._members[first]
