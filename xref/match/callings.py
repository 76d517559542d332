"""Callings at names: what a phrase at a name says that its bearer does.

Owns reading "the golfer X", "X, a member of the Turkish parliament", "the victim, X, 19,".
Invariant: the calling is the last noun of its phrase, for a student leader is no student.
Refuses to compare with listed titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xref.match.name_phrases import ARTICLES, head, said_before
from xref.match.tables import beginning, ending, table, words_of
from xref.rules.evidence import EvidenceRules

#: A comma and more about the name, not the next name of a list.
_LOWER_FOLLOWS = re.compile(r"\s?,\s(?!and\b|or\b)(?=[a-z\d])")
_LONGEST_FRONT = 3
#: What a member of a legislature is; words within which its name stands behind "member of".
_LAWMAKER = ("lawmaker",)
_LEGISLATURE_REACH = 9
#: Behind "by": what somebody learnt, and is no more.
_SCHOOLED = frozenset(("training", "profession", "education", "trade", "background"))
_NUMBERS = frozenset(("two", "three", "four", "five", "both", "several", "the"))


class Callings:
    """Reads callings at names; immutable.

    Args:
        rules: Callings, and the legislatures whose members are lawmakers.
    """

    def __init__(self, rules: EvidenceRules) -> None:
        self._callings = table(
            (word, name) for name, calling in rules.callings.items() for word in calling.words
        )
        self._by_endings = [
            (letters, name) for name, each in rules.callings.items() for letters in each.endings
        ]
        self._endings = tuple(letters for letters, _ in self._by_endings)
        self._ends = frozenset(rules.phrase_ends)
        self._legislatures = words_of(rules.legislatures)

    def before(self, tokens: list[str], noun: int) -> Iterable[tuple[str, str]]:
        """The calling of the noun of so many words that ends the words before a name."""
        if noun:
            tail = tokens[-noun:]
            if calling := self._callings.get(tuple(tail)):
                yield calling, " ".join(tail)
        elif tokens and (calling := self._by_ending(tokens[-1])):
            yield calling, tokens[-1]

    def _by_ending(self, word: str) -> str | None:
        """The calling that the last letters of a word tell ("ornithologist")."""
        if word.endswith(self._endings) and (word,) not in self._callings:
            return next(name for letters, name in self._by_endings if word.endswith(letters))
        return None

    def in_front(self, text: str, start: int, end: int) -> Iterable[tuple[str, str]]:
        """The calling that a comma parts from a name ("the victim, X, 19, …")."""
        if not _LOWER_FOLLOWS.match(text, end):
            return
        comma = text.rfind(",", max(0, start - 3), start)
        tokens = said_before(text, comma) if comma >= 0 else []
        many = tokens[:1] and tokens[0] in _NUMBERS
        if many and tokens[-1].endswith("s"):
            tokens = ["the", *tokens[1:-1], tokens[-1].removesuffix("s")]  # "two climbers, X, 26,"
        size = ending(self._callings, tokens)
        # "Mokpo's mayor, X, said": a possessive opens the phrase like an article.
        opens = [at for at, word in enumerate(tokens) if word in ARTICLES or word == "s"]
        if size and opens and len(tokens) - opens[-1] - 1 <= _LONGEST_FRONT:
            yield self._callings[tuple(tokens[-size:])], " ".join(tokens[opens[-1] + 1 :])

    def behind(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        """Callings that the phrase behind a name tells, each with its words."""
        phrase = head(tokens, self._ends)
        after = tokens[len(phrase) :]
        if after[:1] == ["by"] and after[1:2] and after[1] in _SCHOOLED:
            return  # "a lawyer by training" is not what he is
        if phrase[-1:] in (["member"], ["deputy"]) and after[:1] == ["of"]:
            for at in range(1, min(len(after), _LEGISLATURE_REACH)):
                if beginning(self._legislatures, after[at:]):
                    if calling := self._callings.get(_LAWMAKER):
                        yield calling, " ".join((*phrase, *after[: at + 1]))
                    return
        if phrase and (calling := self._by_ending(phrase[-1])):
            yield calling, " ".join(phrase)
        for index in range(len(phrase)):
            if size := beginning(self._callings, phrase[index:]):
                word = tuple(phrase[index : index + size])
                # "a student leader", "an actor's brother": the last noun is what the bearer is.
                if index + size == len(phrase):
                    yield self._callings[word], " ".join(phrase)
