"""Pairing of the units of two names of persons: which agrees with which, and how well.

Owns the ways in which units agree and their order: stronger kinds of agreement are placed
before weaker ones. Invariants: a unit is used at most once; two names of which fewer than
two rows are firm (equal, joined, one of them nearly equal) never reach `possible`, except
where a whole name is one row: the index relies on it. Refuses to score.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import jellyfish

from xref.names.agreement import How
from xref.rules.persons import PersonLimits, PersonRules

if TYPE_CHECKING:
    from xref.names.persons_units import PersonName, Unit

_VOWELS = frozenset("aeiou")


class Row(NamedTuple):
    """Units that agree: positions on both sides, how, what is left of the score, and a note."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    how: How
    worth: float
    note: str


class Pairs:
    """Units of both sides that are still free, and the rows found so far."""

    __slots__ = ("free_left", "free_right", "left", "right", "rows")

    def __init__(self, left: PersonName, right: PersonName) -> None:
        self.left = left
        self.right = right
        self.free_left = list(range(len(left.units)))
        self.free_right = list(range(len(right.units)))
        self.rows: list[Row] = []

    def take(
        self, left: tuple[int, ...], right: tuple[int, ...], how: How, worth: float, note: str
    ) -> None:
        """Add a row; its units are no longer free."""
        for index in left:
            self.free_left.remove(index)
        for index in right:
            self.free_right.remove(index)
        self.rows.append(Row(left, right, how, worth, note))

    def firm(self, row: Row) -> bool:
        """Tell whether whole units agree, and not only initials."""
        return not (self.left.units[row.left[0]].initial or self.right.units[row.right[0]].initial)


def pair_units(left: PersonName, right: PersonName, rules: PersonRules) -> Pairs:
    """Pair the units of two names, the strongest agreement first."""
    pairs = Pairs(left, right)
    _take_equal(pairs, rules)
    if pairs.free_left and pairs.free_right:
        _take_joined(pairs, rules)
    if pairs.free_left and pairs.free_right:
        _take_near(pairs, rules)
    if pairs.free_left and pairs.free_right:
        _take_initials(pairs, rules)
    return pairs


def _take_equal(pairs: Pairs, rules: PersonRules) -> None:
    """Equal tokens first, then equal skeletons, then skeletons that waver, then habits."""
    worths = rules.agreement
    _take_same(pairs)
    if pairs.free_left and pairs.free_right:
        _take_sounding(pairs, worths.spelling.value)
    if pairs.free_left and pairs.free_right:
        _take_wavering(pairs, worths.vowels.value, worths.spelling.value)
    if pairs.left.transcribed or pairs.right.transcribed:
        note = "read by its sound in transcriptions, the same name"
        _take_where(pairs, _alike_by_habit, "spelling", worths.transcribed.value, note)
        return
    if pairs.free_left and pairs.free_right and not (pairs.left.syllabic and pairs.right.syllabic):
        note = "the same, if one follows another habit of writing or is a short form"
        _take_where(pairs, _alike_by_habit, "spelling", worths.habit.value, note)
    if pairs.free_left and pairs.free_right:
        note = "the same letters; Arabic script leaves vowels open"
        _take_where(pairs, _alike_unvowelled, "spelling", worths.unvowelled.value, note)


def _take_same(pairs: Pairs) -> None:
    left, right = pairs.left.units, pairs.right.units
    for i in tuple(pairs.free_left):
        text = left[i].text
        for j in pairs.free_right:
            if text == right[j].text:
                pairs.take((i,), (j,), "same", 1.0, "the same")
                break


def _take_sounding(pairs: Pairs, worth: float) -> None:
    left, right = pairs.left.units, pairs.right.units
    note = "the same name in another spelling"
    for i in tuple(pairs.free_left):
        key = left[i].key
        for j in pairs.free_right:
            if key == right[j].key and not left[i].initial:
                pairs.take((i,), (j,), "spelling", worth, note)
                break


def _take_wavering(pairs: Pairs, vowels: float, strict: float) -> None:
    left, right = pairs.left.units, pairs.right.units
    for i in tuple(pairs.free_left):
        one = left[i]
        for j in () if one.initial else pairs.free_right:
            two = right[j]
            if one.loose == two.loose and not two.initial:
                note = "the same but for letters that spellings waver between"
                pairs.take((i,), (j,), "spelling", vowels, note)
                break
            if (one.alts or two.alts) and not two.initial and _alike(one, two):
                note = "the same, with the particle written together"
                pairs.take((i,), (j,), "spelling", strict, note)
                break


def _take_where(
    pairs: Pairs, fits: Callable[[Unit, Unit], bool], how: How, worth: float, note: str
) -> None:
    left, right = pairs.left.units, pairs.right.units
    for i in tuple(pairs.free_left):
        for j in pairs.free_right:
            if fits(left[i], right[j]):
                pairs.take((i,), (j,), how, worth, note)
                break


def _alike(one: Unit, two: Unit) -> bool:
    """Tell whether a further skeleton of one unit is a skeleton of the other."""
    return one.loose in two.alts or two.loose in one.alts or not one.alts.isdisjoint(two.alts)


def _alike_by_habit(one: Unit, two: Unit) -> bool:
    """Tell whether a reading of one unit is a reading of the other."""
    if not (one.habits or two.habits):
        return False
    return (
        one.loose in two.habits
        or two.loose in one.habits
        or not one.habits.isdisjoint(two.habits)
        or not one.habits.isdisjoint(two.alts)
        or not two.habits.isdisjoint(one.alts)
    )


def _alike_unvowelled(one: Unit, two: Unit) -> bool:
    """Tell whether one unit, in Arabic script, has the consonants of the other, in another."""
    return one.frame != "" and one.frame[1:] == two.frame[1:] and one.frame[0] != two.frame[:1]


def _take_joined(pairs: Pairs, rules: PersonRules) -> None:
    """Two units of one side written as one unit of the other."""
    worth = rules.agreement.joined.value
    note = "the same, written together"
    left, right = pairs.left, pairs.right
    for i in tuple(pairs.free_left):
        for j in tuple(pairs.free_right):
            if i not in pairs.free_left or j not in pairs.free_right:
                continue
            if j + 1 in pairs.free_right and _written_as(right.joins[j], left.units[i]):
                pairs.take((i,), (j, j + 1), "joined", worth, note)
            elif i + 1 in pairs.free_left and _written_as(left.joins[i], right.units[j]):
                pairs.take((i, i + 1), (j,), "joined", worth, note)


def _written_as(join: str, unit: Unit) -> bool:
    return join == unit.loose or join in unit.habits


def _take_near(pairs: Pairs, rules: PersonRules) -> None:
    """One slip in a long unit, beside another unit that agrees and is no initial."""
    # Syllables of pinyin are a letter apart in many names: Xiaohong, Xiaodong.
    syllabic = pairs.left.syllabic and pairs.right.syllabic
    if syllabic or not any(pairs.firm(row) for row in pairs.rows):
        return
    for i in tuple(pairs.free_left):
        for j in pairs.free_right:
            if is_near(pairs.left.units[i].key, pairs.right.units[j].key, rules.limits):
                worth = rules.agreement.near.value
                pairs.take((i,), (j,), "near", worth, "nearly the same; could be a slip")
                break


def is_near(one: str, two: str, limits: PersonLimits) -> bool:
    """Tell whether two keys are one slip apart, and long enough for it to be a slip.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.names import load_names
        >>> limits = load_names(data_folder("rules")).persons.limits
        >>> is_near("lukaSenko", "lukaSneko", limits), is_near("kozlov", "kozlova", limits)
        (True, False)
    """
    if one.startswith("abd") and two.startswith("abd"):
        # Abd al-Malik and Abd al-Khaliq: only the divine name tells them apart.
        one, two = one[3:], two[3:]
    shorter = min(len(one), len(two))
    if shorter < limits.near_letters.value or abs(len(one) - len(two)) > 1:
        return False
    if shorter < limits.near_letters_consonant.value and _other_consonant(one, two):
        return False
    # Kozlov/Kozlova, Andrei/Andrea, Roman/Romano: the last vowel tells man from woman.
    if one[:-1] == two or two[:-1] == one:
        if max(one, two, key=len)[-1] in _VOWELS:
            return False
    elif one[:-1] == two[:-1] and (one[-1] in _VOWELS or two[-1] in _VOWELS):
        return False
    if jellyfish.damerau_levenshtein_distance(one, two) > 1:
        return False
    return jellyfish.jaro_winkler_similarity(one, two) >= limits.near_similarity.value


def _other_consonant(one: str, two: str) -> bool:
    """Another first letter, or one consonant in place of another."""
    if one[0] != two[0]:
        return True
    differing = [pair for pair in zip(one, two, strict=False) if pair[0] != pair[1]]
    return len(one) == len(two) and len(differing) == 1 and _VOWELS.isdisjoint(differing[0])


def _take_initials(pairs: Pairs, rules: PersonRules) -> None:
    """`J.` beside an agreeing surname, or a middle initial beside an agreeing first name."""
    left, right = pairs.left.units, pairs.right.units
    whole = len(pairs.rows)
    for i in tuple(pairs.free_left):
        for j in tuple(pairs.free_right):
            if not fits_initial(left[i], right[j]):
                continue
            many = whole >= 2
            worth = rules.agreement.middle_initial if many else rules.agreement.initial
            pairs.take((i,), (j,), "initial", worth.value, "an initial that fits")
            whole += 1
            break


def fits_initial(one: Unit, two: Unit) -> bool:
    """Tell whether one unit can be the initial of the other, or both are one initial."""
    if one.initial == two.initial and not (one.initial and one.key == two.key):
        return False
    return one.text[0] == two.text[0] or one.key[0] == two.key[0]
