"""Alignment of two names of persons: what the units that agree are worth together.

Owns the scoring of persons other than Koreans. Invariant: leftovers on both sides are a
contradiction, and the score is the same whether or not it is explained. Refuses to look
at anything but the two names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xref.names.agreement import Agreement, Part
from xref.names.persons_beginnings import Beginnings
from xref.names.persons_pairs import Pairs, pair_units
from xref.rules.persons import PersonRules

if TYPE_CHECKING:
    from xref.names.persons_units import PersonName, Unit

_FULL = frozenset({"same", "spelling", "joined"})


class _Missing(NamedTuple):
    """A unit only one side has, what it leaves of the score, and why."""

    unit: Unit
    worth: float
    note: str


class _Verdict(NamedTuple):
    """A score with what explains it."""

    score: float
    missing: tuple[_Missing, ...]
    notes: tuple[str, ...]


def align(
    left: PersonName, right: PersonName, rules: PersonRules, beginnings: Beginnings
) -> Agreement:
    """Score two prepared names and explain the score.

    Returns:
        The agreement; `left` is the left side of its parts.
    """
    if not left.units or not right.units:
        return Agreement(0.0, "nothing to compare: a name without letters")
    pairs = pair_units(left, right, rules)
    verdict = _judge(pairs, rules, beginnings)
    if not pairs.rows:
        return Agreement(0.0, "different names: no part agrees", (_conflict(pairs),))
    parts = _parts(pairs)
    if pairs.free_left and pairs.free_right:
        parts.append(_conflict(pairs))
        agreed = len(pairs.rows)
        summary = f"different names: {agreed} of {_total(pairs)} parts agree, the others differ"
        return Agreement(verdict.score, summary, tuple(parts))
    for unit, worth, note in verdict.missing:
        left_text, right_text = (unit.full, None) if pairs.free_left else (None, unit.full)
        parts.append(Part(left_text, right_text, "missing", worth, note))
    return Agreement(
        verdict.score, _summary(pairs, bool(verdict.missing)), tuple(parts), verdict.notes
    )


def measure(
    left: PersonName, right: PersonName, rules: PersonRules, beginnings: Beginnings
) -> tuple[float, bool]:
    """The score of `align` without its explanation, and whether every part agrees in full."""
    if not left.units or not right.units:
        return 0.0, False
    pairs = pair_units(left, right, rules)
    score = _judge(pairs, rules, beginnings).score
    whole = not (pairs.free_left or pairs.free_right)
    return score, whole and all(row.how in _FULL for row in pairs.rows)


def _judge(pairs: Pairs, rules: PersonRules, beginnings: Beginnings) -> _Verdict:
    if not pairs.rows:
        return _Verdict(0.0, (), ())
    score = 1.0
    for row in pairs.rows:
        score *= row.worth
    agreed = score
    if pairs.free_left and pairs.free_right:
        score *= rules.caps.conflict_share.value * len(pairs.rows) / _total(pairs)
        return _Verdict(min(score, rules.caps.conflict.value), (), ())
    missing = _missing(pairs, rules) if pairs.free_left or pairs.free_right else ()
    for each in missing:
        score *= each.worth
    notes: list[str] = []
    cap, why = _cap(pairs, rules)
    if score > cap:
        score = cap
        notes.append(why)
    known = pairs.left.known, pairs.right.known
    if all(known) and _roles_differ(pairs):
        score *= rules.agreement.roles.value
        notes.append("surname and given names, or two given names, change places")
    if not any(known) and len(pairs.rows) > 1 and _order(pairs):
        score *= rules.agreement.order.value
        notes.append("the parts stand in another order")
    begun = agreed * rules.caps.beginning.value
    if missing and score < begun and beginnings.begins(pairs):
        return _Verdict(begun, missing, ("the listed name goes on behind its beginning",))
    return _Verdict(score, missing, tuple(notes))


def _total(pairs: Pairs) -> int:
    return len(pairs.rows) + max(len(pairs.free_left), len(pairs.free_right))


def _cap(pairs: Pairs, rules: PersonRules) -> tuple[float, str]:
    counts = len(pairs.left.units), len(pairs.right.units)
    used = counts[0] - len(pairs.free_left), counts[1] - len(pairs.free_right)
    if max(counts) > 1 and (min(counts) == 1 and max(used) == 1):
        return (
            rules.caps.one_part.value,
            "one part of a name, such as a bare surname, is not a name",
        )
    if not any(pairs.firm(row) for row in pairs.rows):
        units = (*pairs.left.units, *pairs.right.units)
        if not all(unit.initial for unit in units):
            return rules.agreement.initial.value, "only initials agree"
    for name, turned in ((pairs.left, False), (pairs.right, True)):
        if not name.known:
            continue
        roles: set[str] = set()
        firm: set[str] = set()
        for row in pairs.rows:
            for index in row.right if turned else row.left:
                role = name.units[index].role
                roles.add(role)
                if row.how != "initial":
                    firm.add(role)
        if "surname" not in firm:
            return rules.caps.no_surname.value, "the surname is missing"
        if roles == {"surname"} and any(unit.role != "surname" for unit in name.units):
            return rules.caps.one_part.value, "only the surname agrees, no given name is compared"
    if pairs.left.transcribed != pairs.right.transcribed:
        return (
            rules.caps.transcribed.value,
            "Chinese characters leave open which of several letters a sound was",
        )
    return 1.0, ""


def _missing(pairs: Pairs, rules: PersonRules) -> tuple[_Missing, ...]:
    """The units only one side has, and what they leave of the score."""
    free = pairs.free_left or pairs.free_right
    name, other = (pairs.left, pairs.right) if pairs.free_left else (pairs.right, pairs.left)
    worths = rules.missing
    found = []
    for index in free:
        unit = name.units[index]
        if unit.bound and index - 1 in free:
            worth, note = 1.0, "the other half of that name"
        elif unit.bound:
            worth, note = worths.bound.value, "half of a given name is missing"
        elif unit.initial:
            worth, note = rules.agreement.middle_initial.value, "an initial only one name has"
        elif unit.role == "patronymic":
            worth, note = worths.patronymic.value, "a father's name, often left out"
        elif unit.role == "middle":
            worth, note = worths.middle.value, "a second given name only one name has"
        elif unit.half and unit.role in ("given", "first"):
            worth, note = worths.first_half.value, "half of a double given name, often left out"
        elif unit.role == "given" or (unit.role == "first" and other.known):
            worth, note = worths.first_given.value, "the first given name is missing"
        elif unit.role == "surname":
            worth, note = worths.second_surname.value, "a part of the surname is missing"
        elif unit.role == "interior" or other.known:
            worth, note = worths.interior.value, "a part only one name has"
        else:
            worth, note = worths.edge.value, "missing; it could be the surname"
        found.append(_Missing(unit, worth, note))
    return tuple(found)


def _roles_differ(pairs: Pairs) -> bool:
    """Both names show their surname, and the parts that agree play other roles."""
    last = -1
    for row in sorted(pairs.rows, key=lambda row: row.left):
        one, two = pairs.left.units[row.left[0]], pairs.right.units[row.right[0]]
        middle = (pairs.left.transcribed and one.role == "middle") or (
            pairs.right.transcribed and two.role == "middle"
        )
        if middle:
            continue  # a second given name or a first surname: nothing tells
        if (one.role == "surname") != (two.role == "surname"):
            return True
        if one.role != "surname":
            if row.right[0] < last:
                return True
            last = row.right[0]
    return False


def _order(pairs: Pairs) -> bool:
    order = [row.right[0] for row in sorted(pairs.rows, key=lambda row: row.left)]
    return order != sorted(order)


def _summary(pairs: Pairs, missing: bool) -> str:
    hows = {row.how for row in pairs.rows}
    if missing:
        total = max(len(pairs.left.units), len(pairs.right.units))
        return f"{len(pairs.rows)} of {total} parts agree, one name is shorter"
    if hows == {"same"}:
        return "the same name: every part agrees letter by letter"
    if hows <= _FULL:
        return "the same name in another spelling"
    if "near" in hows:
        return "nearly the same name: a part differs by a letter"
    return "the parts agree, but some are only initials"


def _parts(pairs: Pairs) -> list[Part]:
    rows = sorted(pairs.rows, key=lambda row: row.left)
    return [
        Part(
            " ".join(pairs.left.units[i].full for i in row.left),
            " ".join(pairs.right.units[j].full for j in row.right),
            row.how,
            row.worth,
            row.note,
        )
        for row in rows
    ]


def _conflict(pairs: Pairs) -> Part:
    left = " ".join(pairs.left.units[i].full for i in pairs.free_left)
    right = " ".join(pairs.right.units[j].full for j in pairs.free_right)
    return Part(left, right, "conflict", 0.0, "different")
