"""Titles: words around the name of a person that are not part of it.

Owns taking ranks, posts and forms of address off a list of folded tokens. Invariant:
at least one token remains. Refuses to judge whether a title fits the person.
"""

from __future__ import annotations

from collections.abc import Iterable

from xref.names.fold import fold
from xref.rules.names import TitleRules


class Titles:
    """Removes titles.

    Args:
        rules: From `rules/titles.yml`.
    """

    def __init__(self, rules: TitleRules) -> None:
        self._before = _by_first_token(rules.before)
        self._after = frozenset(fold(word) for word in rules.after)
        self.suffixes = frozenset(fold(word) for word in rules.suffixes)

    def leading(self, tokens: list[str]) -> int:
        """Count the tokens in front that are titles; one token always remains.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> titles = Titles(load_names(data_folder("rules")).titles)
            >>> titles.leading(["lt", "gen", "kim", "yong", "bok"])
            2
            >>> titles.leading(["general"])
            0
        """
        start = 0
        while start < len(tokens) - 1 and tokens[start] in self._before:
            length = next(
                (
                    len(title)
                    for title in self._before[tokens[start]]
                    if tuple(tokens[start : start + len(title)]) == title
                    and start + len(title) < len(tokens)
                ),
                0,
            )
            if not length:
                break
            start += length
        return start

    def trailing(self, tokens: list[str]) -> int:
        """Count the tokens at the end that are titles or suffixes; one always remains."""
        count = 0
        while count < len(tokens) - 1 and (
            tokens[-1 - count] in self._after or tokens[-1 - count] in self.suffixes
        ):
            count += 1
        return count


def _by_first_token(titles: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for title in titles:
        tokens = tuple(fold(title).split())
        if tokens:
            found.setdefault(tokens[0], []).append(tokens)
    for longer_first in found.values():
        longer_first.sort(key=len, reverse=True)
    return found
