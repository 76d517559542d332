"""Agreement of two ships' names: letters first, then the number.

Owns the prepared name and the scoring of ships. Invariant: a number that differs or is
missing caps the score below `possible`, however well the letters agree. Refuses edit
distance on short names.
"""

from __future__ import annotations

from collections.abc import Callable

import jellyfish
import msgspec

from xref.names.agreement import Agreement, How, Part
from xref.rules.names import VesselRules


class VesselName(msgspec.Struct, frozen=True):
    """A ship's name made ready for comparison.

    Attributes:
        printed: The name as given.
        folded: The whole name folded.
        words: Letter tokens without prefix, suffix and numbers.
        letters: The words joined.
        numbers: Numbers in order, without leading zeros.
        tail: Letters behind the last number (`2ch`).
        sound: Skeletons of the words joined.
        styled: True if a number was not written as plain digits.
        sounds: For a name of another script, skeletons of what it can be in Latin letters.
    """

    printed: str
    folded: str
    words: tuple[str, ...]
    letters: str
    numbers: tuple[int, ...]
    tail: str
    sound: str
    styled: bool
    sounds: frozenset[str] = frozenset()


#: Scores two names as the same Korean words; None if they are not.
SameWords = Callable[[VesselName, VesselName], tuple[float, str] | None]


def agree(one: VesselName, two: VesselName, rules: VesselRules, same_words: SameWords) -> Agreement:
    """Score two prepared names and explain it; `one` is the left side of the parts."""
    score, summary = measure(one, two, rules, same_words)
    exact = one.folded == two.folded or not one.folded or not two.folded
    if exact:
        return Agreement(score, summary)
    return Agreement(
        score, summary, _table(one, two, _letters(one, two, rules, same_words)[0], rules)
    )


def measure(
    one: VesselName, two: VesselName, rules: VesselRules, same_words: SameWords
) -> tuple[float, str]:
    """Score two prepared names, and say why in a line."""
    if not one.folded or not two.folded:
        return 0.0, "nothing to compare: a name without letters or digits"
    if one.folded == two.folded:
        return 1.0, "the same name, letter by letter"
    score, summary = _letters(one, two, rules, same_words)
    if score >= rules.scores.one_edit.value:
        cap, note = _numbers(one, two, rules)
        if cap < score:
            score, summary = cap, note or summary
    return score, summary


def _numbers(one: VesselName, two: VesselName, rules: VesselRules) -> tuple[float, str]:
    """The most the score can be, for the numbers; and why."""
    scores = rules.scores
    if one.numbers != two.numbers:
        if one.numbers and two.numbers:
            return scores.number_differs.value, "another ship: the number in the name differs"
        note = "only one name has a number; the number tells sister ships apart"
        return scores.number_missing.value, note
    if one.tail != two.tail:
        return scores.letters_after_number.value, "the letters behind the number differ"
    return (scores.number_style.value if one.styled != two.styled else 1.0), ""


def _letters(
    one: VesselName, two: VesselName, rules: VesselRules, same_words: SameWords
) -> tuple[float, str]:
    """How the letters agree, numbers left aside."""
    scores = rules.scores
    if one.words == two.words:
        return scores.same.value, "the same name; only prefix or punctuation differs"
    if one.letters == two.letters:
        return scores.spacing.value, "the same letters, spaced differently"
    found = same_words(one, two)
    shorter = min(len(one.letters), len(two.letters))
    if found is None and one.sound == two.sound and shorter >= rules.limits.spelling_letters.value:
        found = scores.spelling.value, "the same name in another transliteration"
    if found is None and _one_edit(one, two, rules):
        found = scores.one_edit.value, "one letter differs in a long name; could be a slip"
    if found is None:
        alike = jellyfish.jaro_winkler_similarity(one.letters, two.letters)
        found = scores.different.value * alike, "another ship: the names differ"
        if set(one.words) < set(two.words) or set(two.words) < set(one.words):
            note = "another ship: one name is only a part of the other"
            found = scores.part_of_name.value, note
    return found


def _one_edit(one: VesselName, two: VesselName, rules: VesselRules) -> bool:
    least = rules.limits.edit_letters.value
    if min(len(one.letters), len(two.letters)) < least:
        return False
    if abs(len(one.letters) - len(two.letters)) > 1:
        return False
    if len(one.words) == len(two.words):
        # The word that differs must itself be long: Lady Rose and Lady Rosa are two ships.
        pairs = zip(one.words, two.words, strict=True)
        if any(min(map(len, pair)) < least for pair in pairs if pair[0] != pair[1]):
            return False
    return jellyfish.damerau_levenshtein_distance(one.letters, two.letters) == 1


def _table(
    one: VesselName, two: VesselName, agreement: float, rules: VesselRules
) -> tuple[Part, ...]:
    """The rows of a comparison; `agreement` is that of the letters."""
    how: How = "spelling" if agreement >= rules.scores.one_edit.value else "conflict"
    if one.letters == two.letters:
        how, agreement = "same", 1.0
    elif how == "conflict":
        agreement = 0.0
    left, right = " ".join(one.words), " ".join(two.words)
    parts = [Part(left, right, how, agreement, "the letters")] if left or right else []
    if one.numbers or two.numbers:
        numbers = [" ".join(map(str, name.numbers)) + name.tail for name in (one, two)]
        equal = numbers[0] == numbers[1]
        how = "same" if equal else "conflict" if all(numbers) else "missing"
        note = "the number" if all(numbers) else "a number only one name has"
        parts.append(Part(numbers[0] or None, numbers[1] or None, how, float(equal), note))
    return tuple(parts)
