"""Tables: phrases of the rules, looked up among folded words.

Owns finding the longest phrase at the end or beginning of some words. Invariant: a phrase is
found as whole words. Refuses to know what it means.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from xref.names.fold import fold

_LONGEST = 6

#: A phrase in words, and what it stands for.
Table = dict[tuple[str, ...], str]


def table(pairs: Iterable[tuple[str, str]]) -> Table:
    """Phrases by their folded words."""
    return {tuple(fold(phrase).split()): value for phrase, value in pairs}


def several(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Phrases by their folded words, where one may stand for several things.

    Example:
        >>> several([("sheriff", "police"), ("sheriff", "town hall")])
        {('sheriff',): ('police', 'town hall')}
    """
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for phrase, value in pairs:
        key = tuple(fold(phrase).split())
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), value)))
    return found


def words_of(phrases: Iterable[str]) -> Table:
    """Phrases that stand for themselves."""
    return table((phrase, phrase) for phrase in phrases)


def ending(phrases: Container[tuple[str, ...]], tokens: Sequence[str]) -> int:
    """How many of the last tokens make the longest phrase of a table; 0 if none do.

    Example:
        >>> ending(words_of(["city", "port city"]), ["the", "port", "city"])
        2
    """
    for size in range(min(_LONGEST, len(tokens)), 0, -1):
        if tuple(tokens[-size:]) in phrases:
            return size
    return 0


def beginning(phrases: Container[tuple[str, ...]], tokens: Sequence[str]) -> int:
    """How many of the first tokens make the longest phrase of a table; 0 if none do."""
    for size in range(min(_LONGEST, len(tokens)), 0, -1):
        if tuple(tokens[:size]) in phrases:
            return size
    return 0
