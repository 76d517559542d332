"""Designations to subjects: which entries describe the one person, ship or body.

Owns the order of designations and the making of subjects from a resolution
(`xref.lists.resolution` decides which entries are one). Invariants: entries of different
kinds are never one subject; every join has a link that says why; the result does not
depend on the order of the sources. Refuses to merge on a name alone: two KIM Yong Chol and
two ships MARIA stay two subjects each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from xref.lists.catalogue import list_order
from xref.lists.resolution import Resolution, Said, resolve
from xref.lists.resolution_cache import read_resolution, resolution_key, write_resolution
from xref.model import Designation, ListVersion, Subject, SubjectLink, overall_status
from xref.names import comparer_for
from xref.names.compare import NameComparer
from xref.rules import load_rules

_DIGITS = re.compile(r"\d+")


def designation_order(designation: Designation) -> tuple[tuple[int, str], str]:
    """Return the sort key of a designation: its list, then its reference as text.

    References are compared with their digits padded, so that `9358` comes before `20157`.
    """
    return list_order(designation.list), _padded(designation.reference)


def _padded(reference: str) -> str:
    return _DIGITS.sub(_twelve, reference)


def _twelve(digits: re.Match[str]) -> str:
    return digits.group().zfill(12)


@lru_cache(maxsize=2)
def _comparer(digest: str, folder: str | None) -> NameComparer:
    """One comparer for each rules folder; the digest tells when it was edited."""
    del digest
    return comparer_for(load_rules(folder))


def build_subjects(
    sources: Iterable[Sequence[Designation]],
    *,
    rules: str | Path | None = None,
    cache: Path | None = None,
    versions: Iterable[ListVersion] = (),
) -> tuple[Subject, ...]:
    """Group designations into subjects.

    Args:
        sources: The designations of each source; a `subject_key` means the same only
            within one source. A key that is the id of a designation joins that one, in
            whatever source it stands. A designation that stands in several sources is
            taken from the last of them, but keeps the subject of all.
        rules: A rules folder, or None for the packaged one.
        cache: Where a resolution is kept; None to compute it every time.
        versions: Of the lists the sources are of: what the cache goes by.

    Returns:
        Subjects in the fixed order of lists; so are the designations of each.

    Raises:
        RulesError: The rules folder has a problem.

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
    read = load_rules(rules)
    key = resolution_key(versions, read.digest)
    found = read_resolution(cache, key) if cache is not None else None
    if found is None:
        folder = None if rules is None else str(rules)
        comparer = _comparer(read.digest, folder)
        found = resolve(ordered, read, comparer, said=tuple(_said(keyed, latest)))
        if cache is not None:
            write_resolution(cache, key, found)
    return _subjects(found, ordered, read.subjects.limits.shown.value)


def _said(keyed: list[tuple[Designation, str]], known: dict[str, Designation]) -> Iterable[Said]:
    first_of: dict[str, str] = {}
    # In the fixed order, so that the order of sources and entries does not matter.
    for item, key in sorted(keyed, key=lambda pair: (designation_order(pair[0]), pair[1])):
        name = item.subject_key or ""
        if first_of.setdefault(key, item.id) != item.id:
            yield Said(first_of[key], item.id, "key", f"both have the key {name}")
        if name in known:
            yield Said(name, item.id, "key", f"{item.id} names {name}")


def _subjects(found: Resolution, ordered: Sequence[Designation], shown: int) -> tuple[Subject, ...]:
    of_id = {item.id: item for item in ordered}
    first = {each: group[0] for group in found.groups for each in group}
    groups = {group[0]: group for group in found.groups}
    links = _by_subject(found.links, first)
    possible = _by_subject(found.possible, first)
    subjects = []
    for item in ordered:
        if first.get(item.id, item.id) != item.id:
            continue
        items = tuple(of_id[each] for each in groups.get(item.id, (item.id,)))
        subjects.append(
            Subject(
                id=item.id,
                name=item.name,
                kind=item.kind,
                status=overall_status(each.status for each in items),
                designations=items,
                merged_ids=tuple(each.id for each in items[1:]),
                links=tuple(links.get(item.id, ())),
                possible_same=tuple(possible.get(item.id, ())[:shown]),
            )
        )
    return tuple(subjects)


def _by_subject(
    links: Iterable[SubjectLink], first: dict[str, str]
) -> dict[str, list[SubjectLink]]:
    found: dict[str, list[SubjectLink]] = defaultdict(list)
    for link in links:
        for subject in {first.get(link.left, link.left), first.get(link.right, link.right)}:
            found[subject].append(link)
    return found
