"""Alignment of two names of organisations, word by word.

Owns the scoring of organisations. Invariant: a word is used at most once, and words
left on both sides are a contradiction. Refuses to look at anything but the names.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import jellyfish

from xref.names.agreement import Agreement, How, Part
from xref.rules.names import OrganisationRules

if TYPE_CHECKING:
    from xref.names.organisations import OrganisationName, Word

#: Scores a run of words on each side as Korean words.
SameWords = Callable[
    ["OrganisationName", "OrganisationName", list[tuple[int, int]]], tuple[float, str] | None
]
_Row = tuple[tuple[int, ...], tuple[int, ...], How, float, str]


def align(
    left: OrganisationName,
    right: OrganisationName,
    rules: OrganisationRules,
    same_words: SameWords,
) -> Agreement:
    """Score two prepared names; `left` is the left side of the parts."""
    if not left.folded or not right.folded:
        return Agreement(0.0, "nothing to compare: a name without letters or digits")
    if left.folded == right.folded:
        return Agreement(1.0, "the same name, letter by letter")
    free = [list(range(len(left.words))), list(range(len(right.words)))]
    rows: list[_Row] = []
    _equal(left, right, free, rows, rules)
    if left.whole == right.whole and (free[0] or free[1]):
        rows = [
            (
                tuple(range(len(left.words))),
                tuple(range(len(right.words))),
                "joined",
                rules.scores.joined.value,
                "the same letters, spaced differently",
            )
        ]
        free = [[], []]
    if free[0] and free[1]:
        _joined(left, right, free, rows, rules)
    if free[0] and free[1]:
        _korean(left, right, free, rows, same_words)
    if free[0] and free[1]:
        _near(left, right, free, rows, rules)
    return _score(left, right, free, rows, rules)


def _take(free: list[list[int]], rows: list[_Row], row: _Row) -> None:
    for index in row[0]:
        free[0].remove(index)
    for index in row[1]:
        free[1].remove(index)
    rows.append(row)


def _equal(
    left: OrganisationName,
    right: OrganisationName,
    free: list[list[int]],
    rows: list[_Row],
    rules: OrganisationRules,
) -> None:
    spelling = rules.scores.spelling.value
    kinds: tuple[tuple[How, float, str], ...] = (
        ("same", 1.0, "the same"),
        ("spelling", spelling, "the same word in another spelling"),
    )
    for how, worth, note in kinds:
        for i in tuple(free[0]):
            for j in free[1]:
                one, two = left.words[i], right.words[j]
                if one.text == two.text if how == "same" else one.key == two.key:
                    _take(free, rows, ((i,), (j,), how, worth, note))
                    break


def _joined(
    left: OrganisationName,
    right: OrganisationName,
    free: list[list[int]],
    rows: list[_Row],
    rules: OrganisationRules,
) -> None:
    """Several neighbouring words of one side written as one word of the other."""
    worth = rules.scores.joined.value
    note = "the same, written together"
    longest = rules.limits.joined_parts.value
    for i in tuple(free[0]):
        run = _run(right.words, free[1], left.words[i].key, longest)
        if run:
            _take(free, rows, ((i,), run, "joined", worth, note))
    for j in tuple(free[1]):
        run = _run(left.words, free[0], right.words[j].key, longest)
        if run:
            _take(free, rows, (run, (j,), "joined", worth, note))


def _run(words: tuple[Word, ...], free: list[int], key: str, longest: int) -> tuple[int, ...]:
    for start in free:
        text = words[start].key
        for end in range(start + 1, min(start + longest, len(words))):
            if end not in free:
                break
            text += words[end].key
            if text == key:
                return tuple(range(start, end + 1))
    return ()


def _korean(
    left: OrganisationName,
    right: OrganisationName,
    free: list[list[int]],
    rows: list[_Row],
    same_words: SameWords,
) -> None:
    """The telling words left over on both sides as one Korean word in two romanizations."""
    telling = [
        [index for index in side if words[index].weight == "telling"]
        for words, side in ((left.words, free[0]), (right.words, free[1]))
    ]
    if not all(telling):
        return
    runs = [(side[0], side[-1] + 1) for side in telling]
    if any(run[1] - run[0] != len(side) for run, side in zip(runs, telling, strict=True)):
        return
    found = same_words(left, right, runs)
    if found is not None:
        score, note = found
        _take(free, rows, (tuple(telling[0]), tuple(telling[1]), "spelling", score, note))


def _near(
    left: OrganisationName,
    right: OrganisationName,
    free: list[list[int]],
    rows: list[_Row],
    rules: OrganisationRules,
) -> None:
    """One letter in a long telling word, if another telling word agrees."""
    if not any(left.words[i].weight == "telling" for row in rows for i in row[0]):
        return
    for i in tuple(free[0]):
        for j in free[1]:
            one, two = left.words[i].key, right.words[j].key
            if (
                min(len(one), len(two)) >= rules.limits.near_letters.value
                and abs(len(one) - len(two)) <= 1
                and jellyfish.damerau_levenshtein_distance(one, two) == 1
            ):
                note = "one letter differs; could be a slip"
                _take(free, rows, ((i,), (j,), "near", rules.scores.near.value, note))
                break


def _score(
    left: OrganisationName,
    right: OrganisationName,
    free: list[list[int]],
    rows: list[_Row],
    rules: OrganisationRules,
) -> Agreement:
    if not rows:
        return _unlike(left, right, rules)
    scores = rules.scores
    rows.sort(key=lambda row: row[0])
    parts = [
        Part(
            " ".join(left.words[i].text for i in row[0]),
            " ".join(right.words[j].text for j in row[1]),
            row[2],
            row[3],
            row[4],
        )
        for row in rows
    ]
    score = math.prod(row[3] for row in rows)
    if free[0] and free[1]:
        return _conflict(left, right, free, score, parts, rules=rules)
    notes: list[str] = []
    for side, words in ((0, left.words), (1, right.words)):
        for index in free[side]:
            worth, note = _missing(words[index], rules)
            score *= worth
            text = words[index].text
            pair = (text, None) if side == 0 else (None, text)
            parts.append(Part(pair[0], pair[1], "missing", worth, note))
    shorter = bool(free[0] or free[1])
    if shorter and min(len(left.words), len(right.words)) == 1:
        score = min(score, scores.one_word_of_many.value)
        notes.append("one word of several names no body")
    order = [row[1][0] for row in rows]
    if order != sorted(order):
        score *= scores.order.value
        notes.append("the words stand in another order")
    if left.legal != right.legal:
        nested = left.legal <= right.legal or right.legal <= left.legal
        score *= (scores.legal_form_missing if nested else scores.legal_form_differs).value
        notes.append("only one name has this legal form" if nested else "the legal forms differ")
    summary = "one name is shorter" if shorter else "the same name"
    return Agreement(score, summary, tuple(parts), tuple(notes))


def _conflict(
    left: OrganisationName,
    right: OrganisationName,
    free: list[list[int]],
    score: float,
    parts: list[Part],
    *,
    rules: OrganisationRules,
) -> Agreement:
    """Each name has words the other lacks."""
    sides = [[left.words[i] for i in free[0]], [right.words[j] for j in free[1]]]
    agreed = len(parts)
    total = agreed + max(map(len, sides))
    score = min(score * agreed / total, rules.scores.conflict.value)
    summary = f"different names: {agreed} of {total} words agree, the others differ"
    if all(any(word.weight == "number" for word in side) for side in sides):
        score = min(score, rules.scores.number_differs.value)
        summary = "another body: the numbers differ"
    texts = [" ".join(word.text for word in side) for side in sides]
    parts.append(Part(texts[0], texts[1], "conflict", 0.0, "different"))
    return Agreement(score, summary, tuple(parts))


def _missing(word: Word, rules: OrganisationRules) -> tuple[float, str]:
    scores = rules.scores
    if word.weight == "country":
        return scores.country_missing.value, "a country or place only one name has"
    if word.weight == "general":
        return scores.general_missing.value, "a general word only one name has"
    return scores.word_missing.value, "a telling word only one name has"


def _unlike(left: OrganisationName, right: OrganisationName, rules: OrganisationRules) -> Agreement:
    for short, long in ((left, right), (right, left)):
        if len(short.words) == 1 and len(long.words) > 2:
            initials = "".join(word.text[0] for word in long.words)
            if short.words[0].text in (initials, "".join(token[0] for token in long.core)):
                note = "only a guess: an acronym counts where a list prints it"
                return Agreement(
                    rules.scores.acronym.value,
                    "the letters could be the initials of the words",
                    (),
                    (note,),
                )
    return Agreement(0.0, "different names: no word agrees")
