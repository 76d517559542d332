"""Alignment of two names of organisations, word by word.

Owns the scoring of organisations. Invariants: a word is used at most once, words left on
both sides are a contradiction, and the score is the same whether or not it is
explained. Refuses to look at anything but the names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import jellyfish

from xref.names.agreement import Agreement, How, Part
from xref.rules.names import OrganisationLimits, OrganisationRules

if TYPE_CHECKING:
    from xref.names.organisations_words import OrganisationName, Word

#: Scores a run of words on each side as Korean words.
SameWords = Callable[
    ["OrganisationName", "OrganisationName", list[tuple[int, int]]], tuple[float, str] | None
]


class _Row(NamedTuple):
    """Words that agree: positions on both sides, how, what is left of the score, and a note."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    how: How
    worth: float
    note: str


class _Verdict(NamedTuple):
    """A score with what explains it."""

    score: float
    summary: str
    missing: tuple[tuple[int, float, str], ...] = ()
    notes: tuple[str, ...] = ()


class _Rows:
    """Words of both sides that are still free, and the rows found so far."""

    def __init__(self, left: OrganisationName, right: OrganisationName) -> None:
        self.left = left
        self.right = right
        self.free_left = list(range(len(left.words)))
        self.free_right = list(range(len(right.words)))
        self.rows: list[_Row] = []

    def take(self, row: _Row) -> None:
        for index in row.left:
            self.free_left.remove(index)
        for index in row.right:
            self.free_right.remove(index)
        self.rows.append(row)


def align(
    left: OrganisationName,
    right: OrganisationName,
    rules: OrganisationRules,
    same_words: SameWords,
) -> Agreement:
    """Score two prepared names and explain it; `left` is the left side of the parts."""
    if not left.folded or not right.folded or left.folded == right.folded:
        verdict = _trivial(left, right)
        return Agreement(verdict.score, verdict.summary)
    rows = _rows(left, right, rules, same_words)
    verdict = _judge(rows, rules)
    parts = [
        Part(
            " ".join(left.words[i].text for i in row.left),
            " ".join(right.words[j].text for j in row.right),
            row.how,
            row.worth,
            row.note,
        )
        for row in sorted(rows.rows, key=lambda row: row.left)
    ]
    if rows.rows and rows.free_left and rows.free_right:
        one = " ".join(left.words[at].text for at in rows.free_left)
        two = " ".join(right.words[at].text for at in rows.free_right)
        parts.append(Part(one, two, "conflict", 0.0, "different"))
    for index, worth, note in verdict.missing:
        if rows.free_left:
            parts.append(Part(left.words[index].text, None, "missing", worth, note))
        else:
            parts.append(Part(None, right.words[index].text, "missing", worth, note))
    return Agreement(verdict.score, verdict.summary, tuple(parts), verdict.notes)


def measure(
    left: OrganisationName,
    right: OrganisationName,
    rules: OrganisationRules,
    same_words: SameWords,
) -> float:
    """The score of `align` without its explanation."""
    if not left.folded or not right.folded or left.folded == right.folded:
        return _trivial(left, right).score
    return _judge(_rows(left, right, rules, same_words), rules).score


def _trivial(left: OrganisationName, right: OrganisationName) -> _Verdict:
    if left.folded and right.folded:
        return _Verdict(1.0, "the same name, letter by letter")
    return _Verdict(0.0, "nothing to compare: a name without letters or digits")


def _rows(
    left: OrganisationName,
    right: OrganisationName,
    rules: OrganisationRules,
    same_words: SameWords,
) -> _Rows:
    """Pair the words of two names, the strongest agreement first."""
    rows = _Rows(left, right)
    _take_equal(rows, rules)
    if left.whole == right.whole and (rows.free_left or rows.free_right):
        rows = _Rows(left, right)
        every = (tuple(rows.free_left), tuple(rows.free_right))
        note = "the same letters, spaced differently"
        rows.take(_Row(*every, "joined", rules.scores.joined.value, note))
    if rows.free_left and rows.free_right:
        _take_joined(rows, rules)
    if rows.free_left and rows.free_right:
        _take_korean(rows, same_words)
    if rows.free_left and rows.free_right:
        _take_near(rows, rules)
    return rows


def _take_equal(rows: _Rows, rules: OrganisationRules) -> None:
    """Equal words first, then equal skeletons, then skeletons that waver."""
    scores = rules.scores
    _take_where(rows, lambda one, two: one.text == two.text, "same", 1.0, "the same")
    note = "the same word in another spelling"
    _take_where(rows, lambda one, two: one.key == two.key, "spelling", scores.spelling.value, note)
    if rows.free_left and rows.free_right:
        note = "the same but for letters that spellings waver between"
        _take_where(rows, _wavers, "spelling", scores.vowels.value, note)
        note = "the same, if one follows another habit of writing"
        _take_where(rows, _habit, "spelling", scores.habit.value, note)


def _take_where(
    rows: _Rows, fits: Callable[[Word, Word], bool], how: How, worth: float, note: str
) -> None:
    left, right = rows.left.words, rows.right.words
    for i in tuple(rows.free_left):
        for j in rows.free_right:
            if fits(left[i], right[j]):
                rows.take(_Row((i,), (j,), how, worth, note))
                break


def _wavers(one: Word, two: Word) -> bool:
    return one.sounds[:1] == two.sounds[:1] != ()


def _habit(one: Word, two: Word) -> bool:
    return not set(one.sounds).isdisjoint(two.sounds)


def _take_joined(rows: _Rows, rules: OrganisationRules) -> None:
    """Several neighbouring words of one side written as one word of the other."""
    worth = rules.scores.joined.value
    note = "the same, written together"
    longest = rules.limits.joined_parts.value
    left, right = rows.left.words, rows.right.words
    for i in tuple(rows.free_left):
        run = _run(right, rows.free_right, left[i], longest)
        if run:
            rows.take(_Row((i,), run, "joined", worth, note))
    for j in tuple(rows.free_right):
        run = _run(left, rows.free_left, right[j], longest)
        if run:
            rows.take(_Row(run, (j,), "joined", worth, note))


def _run(words: tuple[Word, ...], free: list[int], word: Word, longest: int) -> tuple[int, ...]:
    """Free neighbouring words that are `word` written apart, by letters or by sound."""
    for start in free:
        text, key = words[start].text, words[start].key
        for end in range(start + 1, min(start + longest, len(words))):
            if end not in free:
                break
            text += words[end].text
            key += words[end].key
            if text == word.text or key == word.key:
                return tuple(range(start, end + 1))
    return ()


def _take_korean(rows: _Rows, same_words: SameWords) -> None:
    """The telling words left over on both sides as one Korean word in two romanizations."""
    telling = [
        [index for index in side if words[index].weight == "telling"]
        for words, side in (
            (rows.left.words, rows.free_left),
            (rows.right.words, rows.free_right),
        )
    ]
    if not all(telling):
        return
    runs = [(side[0], side[-1] + 1) for side in telling]
    if any(run[1] - run[0] != len(side) for run, side in zip(runs, telling, strict=True)):
        return
    found = same_words(rows.left, rows.right, runs)
    if found is not None:
        score, note = found
        rows.take(_Row(tuple(telling[0]), tuple(telling[1]), "spelling", score, note))


def _take_near(rows: _Rows, rules: OrganisationRules) -> None:
    """One letter in a long telling word, if another telling word agrees."""
    left, right = rows.left.words, rows.right.words
    if not any(left[i].weight == "telling" for row in rows.rows for i in row.left):
        return
    for i in tuple(rows.free_left):
        for j in rows.free_right:
            if is_near(left[i].key, right[j].key, rules.limits):
                note = "one letter differs; could be a slip"
                rows.take(_Row((i,), (j,), "near", rules.scores.near.value, note))
                break


def is_near(one: str, two: str, limits: OrganisationLimits) -> bool:
    """Tell whether two keys are one letter apart, and long enough for it to be a slip."""
    return (
        min(len(one), len(two)) >= limits.near_letters.value
        and abs(len(one) - len(two)) <= 1
        and jellyfish.damerau_levenshtein_distance(one, two) == 1
    )


def _judge(rows: _Rows, rules: OrganisationRules) -> _Verdict:
    if not rows.rows:
        return _unlike(rows.left, rows.right, rules)
    scores = rules.scores
    left, right = rows.left, rows.right
    score = 1.0
    for row in rows.rows:
        score *= row.worth
    if rows.free_left and rows.free_right:
        return _conflict(rows, score, rules)
    notes: list[str] = []
    missing: list[tuple[int, float, str]] = []
    words = left.words if rows.free_left else right.words
    for index in rows.free_left or rows.free_right:
        worth, note = _missing(words[index], rules)
        score *= worth
        missing.append((index, worth, note))
    if missing and min(len(left.words), len(right.words)) == 1:
        score = min(score, scores.one_word_of_many.value)
        notes.append("one word of several names no body")
    order = [row.right[0] for row in sorted(rows.rows, key=lambda row: row.left)]
    if order != sorted(order):
        score *= scores.order.value
        notes.append("the words stand in another order")
    if left.legal != right.legal:
        nested = left.legal <= right.legal or right.legal <= left.legal
        score *= (scores.legal_form_missing if nested else scores.legal_form_differs).value
        notes.append("only one name has this legal form" if nested else "the legal forms differ")
    summary = "one name is shorter" if missing else "the same name"
    return _Verdict(score, summary, tuple(missing), tuple(notes))


def _conflict(rows: _Rows, score: float, rules: OrganisationRules) -> _Verdict:
    """Each name has words the other lacks."""
    sides = (
        [rows.left.words[i] for i in rows.free_left],
        [rows.right.words[j] for j in rows.free_right],
    )
    agreed = len(rows.rows)
    total = agreed + max(map(len, sides))
    score = min(score * agreed / total, rules.scores.conflict.value)
    if all(any(word.weight == "number" for word in side) for side in sides):
        score = min(score, rules.scores.number_differs.value)
        return _Verdict(score, "another body: the numbers differ")
    return _Verdict(score, f"different names: {agreed} of {total} words agree, the others differ")


def _missing(word: Word, rules: OrganisationRules) -> tuple[float, str]:
    scores = rules.scores
    if word.weight == "country":
        return scores.country_missing.value, "a country or place only one name has"
    if word.weight == "general":
        return scores.general_missing.value, "a general word only one name has"
    return scores.word_missing.value, "a telling word only one name has"


def _unlike(left: OrganisationName, right: OrganisationName, rules: OrganisationRules) -> _Verdict:
    for short, long in ((left, right), (right, left)):
        if len(short.words) == 1 and len(long.words) > 2:
            initials = "".join(word.text[0] for word in long.words)
            if short.words[0].text in (initials, "".join(token[0] for token in long.core)):
                note = "only a guess: an acronym counts where a list prints it"
                summary = "the letters could be the initials of the words"
                return _Verdict(rules.scores.acronym.value, summary, (), (note,))
    return _Verdict(0.0, "different names: no word agrees")
