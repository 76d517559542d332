"""What makes two entries one without weighing names: references and numbers.

Owns which numbers decide. Invariant: a number that one list prints for two entries decides
nothing, and neither does one whose holders have no name and no other fact of theirs in
common. Refuses to join: conflicts are looked for by who does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from xref.lists.resolution_evidence import Weigher
from xref.lists.resolution_facts import Facts

#: Facts that make a number decide although the names disagree: they are of the one target, not of
#: its country or cause.
_BESIDE_NUMBERS = frozenset(
    {"birth_day", "birth_slip", "birth_month", "birth_year", "contact", "address", "owner"}
)


class Certain(msgspec.Struct, frozen=True, gc=False):
    """Two entries that share a reference or a number.

    Attributes:
        left: Position of an entry.
        right: Of another.
        rule: `reference`, `imo`, `radio` or `number`.
        detail: What they share, for readers.
        joins: False if it is not enough.
    """

    left: int
    right: int
    rule: str
    detail: str
    joins: bool = True


def printed_references(facts: Sequence[Facts], place: Mapping[str, int]) -> Iterator[Certain]:
    """What lists print as the same target; two entries that print one reference are one, too.

    Args:
        facts: All entries.
        place: Id to position.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(facts):
        for reference in sorted(entry.numbers.references):
            named = place.get(reference)
            if named is None:
                holders[reference].append(at)
            elif named != at:
                yield Certain(named, at, "reference", f"{entry.id} prints {reference}")
    for reference, found in sorted(holders.items()):
        for one, two in pairwise(found):
            yield Certain(one, two, "reference", f"both print {reference}")


def shared_ship_numbers(facts: Sequence[Facts]) -> Iterator[Certain]:
    """Ships with one verified IMO number, or with one call sign and one MMSI."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, entry in enumerate(facts):
        for number in entry.numbers.imos:
            holders["imo", number].append(at)
        radio = dict(sorted(entry.numbers.radio))
        if entry.kind == "vessel" and len(radio) == 2:
            holders["radio", *radio.values()].append(at)
    for key, found in sorted(holders.items()):
        text = f"IMO {key[1]}" if key[0] == "imo" else f"call sign {key[1]}, MMSI {key[2]}"
        for one, two in pairwise(found):
            yield Certain(one, two, key[0], f"both have {text}")


def shared_numbers(facts: Sequence[Facts], weigher: Weigher) -> Iterator[Certain]:
    """Numbers of documents: the same one, the issuers not in conflict."""
    holders: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for at, entry in enumerate(facts):
        for value, country in sorted(entry.numbers.strong):
            holders[entry.kind, value].append((at, country))
    for (_, value), found in sorted(holders.items()):
        twice = Counter(facts[at].scope for at in {at for at, _ in found})
        for place, (two, country) in enumerate(found):
            for one, other in found[:place]:
                if one != two and not (country and other and country != other):
                    detail, joins = _shared(facts[one], facts[two], value, twice, weigher)
                    yield Certain(one, two, "number", detail, joins)


def _shared(
    left: Facts, right: Facts, value: str, twice: Counter[str], weigher: Weigher
) -> tuple[str, bool]:
    text = f"both print number {value}"
    # A number that one list prints for two targets tells neither of them from the other.
    doubled = next((f.scope for f in (left, right) if twice[f.scope] > 1), None)
    if doubled is not None:
        return f"{text}, but {doubled} prints it for {twice[doubled]} entries", False
    if weigher.names.alike(left, right):
        return text, True
    reasons = weigher.support(left, right)
    beside = [r for r in reasons if r.points > 0 and r.fact in _BESIDE_NUMBERS]
    detail = "; ".join((text, *(reason.text for reason in beside)))
    if sum(r.points for r in beside) >= weigher.rules.limits.number_support.value:
        return detail, True
    return f"{detail}; but the names disagree", False
