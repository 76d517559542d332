"""Who is "Kim"? Surname-only mentions, attributed to a full name of the same article.

Owns the rule: a surname alone means the most recent full name before it that bears this
surname, else the first one after it. Full names of people on no list take part, so that
"Kim" behind "Kim Sung-han" is not somebody listed. Invariant: an attribution supports an
alert and never makes one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import msgspec

from xref.articles.hits import Hit
from xref.articles.wording import words_at

_NAME_WORD = re.compile(r"[^\s,]+")


class Attribution(msgspec.Struct, frozen=True):
    """A surname-only mention and the positions of the subjects it is taken to mean."""

    start: int
    end: int
    subjects: tuple[int, ...]


class _FullNames(msgspec.Struct):
    """The full names that bear one surname, in order: where each begins, and its subjects."""

    starts: list[int]
    subjects: list[tuple[int, ...]]


def attribute(text: str, hits: list[Hit]) -> list[Attribution]:
    """Attribute the lone surnames of `text` to the full names among `hits`.

    Args:
        text: The article.
        hits: All hits of the article; full names are those found by name.

    Returns:
        One entry for each lone surname, in order of the text.
    """
    by_span: dict[tuple[int, int, str], set[int]] = {}
    for hit in hits:
        if hit.how != "name" or not hit.surname:
            continue
        printed = _printed_surname(text[hit.start : hit.end], hit.surname)
        subjects = by_span.setdefault((hit.start, hit.end, printed), set())
        if hit.subject >= 0:
            subjects.add(hit.subject)
    names: dict[str, _FullNames] = {}
    for (start, _, surname), found in sorted(by_span.items()):
        bearers = names.setdefault(surname, _FullNames([], []))
        bearers.starts.append(start)
        bearers.subjects.append(tuple(sorted(found)))
    taken = _joined((start, end) for start, end, _ in by_span)
    return [
        Attribution(start, start + len(surname), _antecedent(names[surname], start))
        for start, surname in _lone(text, names)
        if not _inside(taken, start)
    ]


def _lone(text: str, surnames: Iterable[str]) -> list[tuple[int, str]]:
    """Where the surnames stand as words, in order, none in another."""
    places: dict[int, str] = {}
    for surname in sorted(surnames):
        for start in words_at(text, surname, "-"):
            places.setdefault(start, surname)
    found = []
    reach = 0
    for start, surname in sorted(places.items()):
        if start >= reach:
            found.append((start, surname))
            reach = start + len(surname)
    return found


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order; those that overlap are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < spans[index][1]


def _antecedent(names: _FullNames, position: int) -> tuple[int, ...]:
    """Subjects of the last full name before a position, else of the first."""
    return names.subjects[max(0, bisect_left(names.starts, position) - 1)]


def _printed_surname(name: str, surname: str) -> str:
    """The surname as this mention writes it: the word of `name` that folds to `surname`."""
    for word in _NAME_WORD.findall(name):
        if word.lower() == surname:
            return str(word)
    return surname.title()
