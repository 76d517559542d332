"""Designations to subjects: which entries describe the one person, ship or body.

Owns the merge. Entries are one subject only where that is certain: a file compiled by
hand says so by a key; two copies of a list hold the same entry; two ships carry the
same verified IMO number. Invariant: entries of different kinds are never one subject,
and the result does not depend on the order of the sources. Refuses to merge on names:
two KIM Yong Chol and two ships MARIA stay two subjects each.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from xref.lists.catalogue import list_order
from xref.model import Designation, Subject, overall_status

log = logging.getLogger("xref.lists")


def designation_order(designation: Designation) -> tuple[tuple[int, str], str]:
    """Return the sort key of a designation: its list, then its reference as text.

    References are compared with their digits padded, so that `9358` comes before `20157`.
    """
    return list_order(designation.list), _padded(designation.reference)


def _padded(reference: str) -> str:
    digits = ""
    parts = []
    for char in reference + "\0":
        if char.isdigit():
            digits += char
            continue
        if digits:
            parts.append(digits.zfill(12))
            digits = ""
        parts.append(char)
    return "".join(parts)


class _Groups:
    """Union-find over designations that refuses to join two kinds."""

    def __init__(self, designations: Sequence[Designation]) -> None:
        self.parent = list(range(len(designations)))
        self.designations = designations

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, left: int, right: int, why: str) -> None:
        one, two = self.designations[left], self.designations[right]
        if one.kind != two.kind:
            log.warning(
                "%s (%s) and %s (%s) stay two subjects: %s, but the kinds differ",
                *(one.id, one.kind, two.id, two.kind, why),
            )
            return
        low, high = sorted((self.find(left), self.find(right)))
        self.parent[high] = low


def build_subjects(sources: Iterable[Sequence[Designation]]) -> tuple[Subject, ...]:
    """Group designations into subjects.

    Args:
        sources: The designations of each source; a `subject_key` means the same only
            within one source. A key that is the id of a designation joins that one, in
            whatever source it stands. A designation that stands in several sources is
            taken from the last of them, but keeps the subject of all.

    Returns:
        Subjects in the fixed order of lists; so are the designations of each.

    Example:
        >>> from xref.model import Name
        >>> ship = dict(kind="vessel", authority="X", reference="1", names=(Name("MARIA"),))
        >>> two = [Designation(id="a:1", list="a", **ship), Designation(id="b:1", list="b", **ship)]
        >>> [subject.id for subject in build_subjects([two])]
        ['a:1', 'b:1']
    """
    keyed: list[tuple[Designation, str]] = []
    latest: dict[str, Designation] = {}
    for number, designations in enumerate(sources):
        for item in designations:
            latest[item.id] = item
            if item.subject_key is not None:
                keyed.append((item, f"{number}\0{item.subject_key}"))
    ordered = sorted(latest.values(), key=designation_order)
    place = {item.id: index for index, item in enumerate(ordered)}
    groups = _Groups(ordered)
    _join_keys(groups, keyed, place)
    _join_ships(groups, ordered)
    return _subjects(groups, ordered)


def _join_keys(
    groups: _Groups, keyed: list[tuple[Designation, str]], place: dict[str, int]
) -> None:
    first_of: dict[str, int] = {}
    for item, key in keyed:
        here = place[item.id]
        if key in first_of:
            groups.join(first_of[key], here, f"both have the key {item.subject_key}")
        else:
            first_of[key] = here
        named = place.get(item.subject_key or "")
        if named is not None:
            groups.join(named, here, f"{item.id} names {item.subject_key}")


def _join_ships(groups: _Groups, ordered: Sequence[Designation]) -> None:
    first_of: dict[str, int] = {}
    for index, item in enumerate(ordered):
        if item.kind != "vessel":
            continue
        for number in item.numbers("imo"):
            groups.join(first_of.setdefault(number, index), index, f"IMO {number}")


def _subjects(groups: _Groups, ordered: Sequence[Designation]) -> tuple[Subject, ...]:
    members: dict[int, list[int]] = {}
    for index in range(len(ordered)):
        members.setdefault(groups.find(index), []).append(index)
    subjects = []
    for indexes in members.values():
        items = tuple(ordered[index] for index in indexes)
        first = items[0]
        subjects.append(
            Subject(
                id=first.id,
                name=first.name,
                kind=first.kind,
                status=overall_status(item.status for item in items),
                designations=items,
                merged_ids=tuple(item.id for item in items[1:]),
            )
        )
    return tuple(subjects)
