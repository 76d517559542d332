"""Alignment of two names of persons: which unit agrees with which, and what that is worth.

Owns the scoring of persons other than Koreans. Invariant: units are used at most once,
stronger kinds of agreement are placed before weaker ones, and leftovers on both sides
are a contradiction. Refuses to look at anything but the two names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import jellyfish

from xref.names.agreement import Agreement, How, Part
from xref.rules.names import PersonRules

if TYPE_CHECKING:
    from xref.names.persons_parse import PersonName, Unit

_VOWELS = frozenset("aeiou")


class _Row(NamedTuple):
    """Units that agree: positions on both sides, how, what is left of the score, and a note."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    how: How
    worth: float
    note: str

    def side(self, number: int) -> tuple[int, ...]:
        return self.right if number else self.left


class _Pairs:
    """Units of both sides that are still free, and the rows found so far."""

    def __init__(self, left: PersonName, right: PersonName) -> None:
        self.left = left
        self.right = right
        self.free_left = list(range(len(left.units)))
        self.free_right = list(range(len(right.units)))
        self.rows: list[_Row] = []

    def take(
        self, left: tuple[int, ...], right: tuple[int, ...], how: How, worth: float, note: str
    ) -> None:
        for index in left:
            self.free_left.remove(index)
        for index in right:
            self.free_right.remove(index)
        self.rows.append(_Row(left, right, how, worth, note))


def align(left: PersonName, right: PersonName, rules: PersonRules) -> Agreement:
    """Score two prepared names.

    Returns:
        The agreement; `left` is the left side of its parts.
    """
    if not left.units or not right.units:
        return Agreement(0.0, "nothing to compare: a name without letters")
    pairs = _Pairs(left, right)
    _take_equal(pairs, rules)
    if pairs.free_left and pairs.free_right:
        _take_joined(pairs, rules)
    if pairs.free_left and pairs.free_right:
        _take_near(pairs, rules)
    if pairs.free_left and pairs.free_right:
        _take_initials(pairs, rules)
    return _score(pairs, rules)


def _take_equal(pairs: _Pairs, rules: PersonRules) -> None:
    """Equal tokens first, then equal skeletons."""
    left, right = pairs.left.units, pairs.right.units
    for i in tuple(pairs.free_left):
        for j in pairs.free_right:
            if left[i].text == right[j].text:
                pairs.take((i,), (j,), "same", 1.0, "the same")
                break
    strict, vowels = rules.agreement.spelling.value, rules.agreement.vowels.value
    for i in tuple(pairs.free_left):
        for j in pairs.free_right:
            if left[i].key == right[j].key and not left[i].initial:
                note = "the same name in another spelling"
                pairs.take((i,), (j,), "spelling", strict, note)
                break
    for i in tuple(pairs.free_left):
        for j in pairs.free_right:
            one, two = left[i], right[j]
            if one.initial or two.initial:
                continue
            if one.loose == two.loose:
                note = "the same but for letters that spellings waver between"
                pairs.take((i,), (j,), "spelling", vowels, note)
                break
            if one.loose in two.alts or two.loose in one.alts or one.alts & two.alts:
                note = "the same, with the particle written together"
                pairs.take((i,), (j,), "spelling", strict, note)
                break


def _take_joined(pairs: _Pairs, rules: PersonRules) -> None:
    """Two units of one side written as one unit of the other."""
    worth = rules.agreement.joined.value
    note = "the same, written together"
    for i in tuple(pairs.free_left):
        for j in tuple(pairs.free_right):
            if i not in pairs.free_left or j not in pairs.free_right:
                continue
            if j + 1 in pairs.free_right and pairs.right.joins[j] == pairs.left.units[i].loose:
                pairs.take((i,), (j, j + 1), "joined", worth, note)
            elif i + 1 in pairs.free_left and pairs.left.joins[i] == pairs.right.units[j].loose:
                pairs.take((i, i + 1), (j,), "joined", worth, note)


def _take_near(pairs: _Pairs, rules: PersonRules) -> None:
    """One slip in a long unit, beside another unit that agrees and is no initial."""
    if not any(_firm(pairs, row) for row in pairs.rows):
        return
    for i in tuple(pairs.free_left):
        for j in pairs.free_right:
            if _near(pairs.left.units[i], pairs.right.units[j], rules):
                worth = rules.agreement.near.value
                pairs.take((i,), (j,), "near", worth, "nearly the same; could be a slip")
                break


def _near(left: Unit, right: Unit, rules: PersonRules) -> bool:
    one, two = left.key, right.key
    limits = rules.limits
    if one.startswith("abd") and two.startswith("abd"):
        # Abd al-Malik and Abd al-Khaliq: only the divine name tells them apart.
        one, two = one[3:], two[3:]
    shorter = min(len(one), len(two))
    if shorter < limits.near_letters.value or abs(len(one) - len(two)) > 2:
        return False
    if shorter < limits.near_letters_consonant.value and _other_consonant(one, two):
        return False
    # Kozlov/Kozlova, Andrei/Andrea, Roman/Romano: the last vowel tells man from woman.
    if one[:-1] == two or two[:-1] == one:
        if max(one, two, key=len)[-1] in _VOWELS:
            return False
    elif one[:-1] == two[:-1] and (one[-1] in _VOWELS or two[-1] in _VOWELS):
        return False
    edits = jellyfish.damerau_levenshtein_distance(one, two)
    allowed = 2 if shorter >= limits.near_letters_two_edits.value else 1
    if edits > allowed:
        return False
    return jellyfish.jaro_winkler_similarity(one, two) >= limits.near_similarity.value


def _other_consonant(one: str, two: str) -> bool:
    """Another first letter, or one consonant in place of another."""
    if one[0] != two[0]:
        return True
    differing = [pair for pair in zip(one, two, strict=False) if pair[0] != pair[1]]
    return len(one) == len(two) and len(differing) == 1 and _VOWELS.isdisjoint(differing[0])


def _take_initials(pairs: _Pairs, rules: PersonRules) -> None:
    """`J.` beside an agreeing surname, or a middle initial beside an agreeing first name."""
    left, right = pairs.left.units, pairs.right.units
    whole = sum(1 for row in pairs.rows)
    for i in tuple(pairs.free_left):
        for j in tuple(pairs.free_right):
            one, two = left[i], right[j]
            if one.initial == two.initial and not (one.initial and one.key == two.key):
                continue
            if one.text[0] != two.text[0] and one.key[0] != two.key[0]:
                continue
            many = whole >= 2
            worth = rules.agreement.middle_initial if many else rules.agreement.initial
            pairs.take((i,), (j,), "initial", worth.value, "an initial that fits")
            whole += 1
            break


def _score(pairs: _Pairs, rules: PersonRules) -> Agreement:
    score = 1.0
    for row in pairs.rows:
        score *= row.worth
    parts = _parts(pairs)
    notes: list[str] = []
    left, right = pairs.left, pairs.right
    if not pairs.rows:
        return Agreement(0.0, "different names: no part agrees", tuple(_conflicts(pairs)))
    if pairs.free_left and pairs.free_right:
        total = len(pairs.rows) + max(len(pairs.free_left), len(pairs.free_right))
        score *= rules.caps.conflict_share.value * len(pairs.rows) / total
        score = min(score, rules.caps.conflict.value)
        parts.extend(_conflicts(pairs))
        summary = f"different names: {len(pairs.rows)} of {total} parts agree, the others differ"
        return Agreement(score, summary, tuple(parts))
    missing, factor = _missing(pairs, rules)
    parts.extend(missing)
    score *= factor
    cap, why = _cap(pairs, rules)
    if score > cap:
        score = cap
        notes.append(why)
    if left.known and right.known and _roles_differ(pairs):
        score *= rules.agreement.roles.value
        notes.append("surname and given names, or two given names, change places")
    if not (left.known or right.known) and _order(pairs) and len(pairs.rows) > 1:
        score *= rules.agreement.order.value
        notes.append("the parts stand in another order")
    return Agreement(score, _summary(pairs, missing), tuple(parts), tuple(notes))


def _cap(pairs: _Pairs, rules: PersonRules) -> tuple[float, str]:
    counts = len(pairs.left.units), len(pairs.right.units)
    used = sum(len(row.left) for row in pairs.rows), sum(len(row.right) for row in pairs.rows)
    if max(counts) > 1 and (min(counts) == 1 and max(used) == 1):
        return (
            rules.caps.one_part.value,
            "one part of a name, such as a bare surname, is not a name",
        )
    units = (*pairs.left.units, *pairs.right.units)
    if not any(_firm(pairs, row) for row in pairs.rows) and not all(u.initial for u in units):
        return rules.agreement.initial.value, "only initials agree"
    for name, side in ((pairs.left, 0), (pairs.right, 1)):
        if not name.known:
            continue
        roles = {name.units[index].role for row in pairs.rows for index in row.side(side)}
        firm = {
            name.units[index].role
            for row in pairs.rows
            if row.how != "initial"
            for index in row.side(side)
        }
        if "surname" not in firm:
            return rules.caps.no_surname.value, "the surname is missing"
        if roles == {"surname"} and any(unit.role != "surname" for unit in name.units):
            return rules.caps.one_part.value, "only the surname agrees, no given name is compared"
    return 1.0, ""


def _firm(pairs: _Pairs, row: _Row) -> bool:
    """Tell whether whole units agree, and not only initials."""
    return not (pairs.left.units[row.left[0]].initial or pairs.right.units[row.right[0]].initial)


def _missing(pairs: _Pairs, rules: PersonRules) -> tuple[list[Part], float]:
    """Rows for the units only one side has, and what they leave of the score."""
    side = 0 if pairs.free_left else 1
    free = pairs.free_left or pairs.free_right
    name, other = (pairs.left, pairs.right) if side == 0 else (pairs.right, pairs.left)
    worths = rules.missing
    parts: list[Part] = []
    factor = 1.0
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
        elif unit.role == "given" or (unit.role == "first" and other.known):
            worth, note = worths.first_given.value, "the first given name is missing"
        elif unit.role == "surname":
            worth, note = worths.second_surname.value, "a part of the surname is missing"
        elif unit.role == "interior" or other.known:
            worth, note = worths.interior.value, "a part only one name has"
        else:
            worth, note = worths.edge.value, "missing; it could be the surname"
        factor *= worth
        text = unit.full
        pair = (text, None) if side == 0 else (None, text)
        parts.append(Part(pair[0], pair[1], "missing", worth, note))
    return parts, factor


def _roles_differ(pairs: _Pairs) -> bool:
    """Both names show their surname, and the parts that agree play other roles."""
    last = -1
    for row in sorted(pairs.rows, key=lambda row: row.left):
        one, two = pairs.left.units[row.left[0]], pairs.right.units[row.right[0]]
        if (one.role == "surname") != (two.role == "surname"):
            return True
        if one.role != "surname":
            if row.right[0] < last:
                return True
            last = row.right[0]
    return False


def _order(pairs: _Pairs) -> bool:
    order = [row.right[0] for row in sorted(pairs.rows, key=lambda row: row.left)]
    return order != sorted(order)


def _summary(pairs: _Pairs, missing: list[Part]) -> str:
    hows = {row.how for row in pairs.rows}
    if missing:
        total = max(len(pairs.left.units), len(pairs.right.units))
        return f"{len(pairs.rows)} of {total} parts agree, one name is shorter"
    if hows == {"same"}:
        return "the same name: every part agrees letter by letter"
    if hows <= {"same", "spelling", "joined"}:
        return "the same name in another spelling"
    if "near" in hows:
        return "nearly the same name: a part differs by a letter"
    return "the parts agree, but some are only initials"


def _parts(pairs: _Pairs) -> list[Part]:
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


def _conflicts(pairs: _Pairs) -> list[Part]:
    left = " ".join(pairs.left.units[i].full for i in pairs.free_left)
    right = " ".join(pairs.right.units[j].full for j in pairs.free_right)
    return [Part(left, right, "conflict", 0.0, "different")]
