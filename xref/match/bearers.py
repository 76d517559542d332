"""Bearers: what a text tells that sets those who bear one surname apart.

Owns reading whether a full name is a woman's or a man's, whether it is the younger generation's,
and by which titles and nouns the text calls it. Invariant: only words at the name count, and
pronouns before the next name. Refuses to choose: that is `coreference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from xref.match.name_phrases import said_before, said_behind
from xref.match.tables import ending, table, words_of
from xref.rules.evidence import EvidenceRules

Sex = Literal["woman", "man"]
Generation = Literal["younger", "elder"]

_PRONOUN = re.compile(r"\b(?:(she|her|herself)|he|him|his|himself)\b")
#: Letters behind a name in which a pronoun means its bearer.
_REACH = 120
#: What begins the next name; the first word of a sentence has a capital whatever it is.
_NEXT = re.compile(r"(?<![.!?][\s“\"])(?<=[\s“\"])[A-Z]")
_WORDS_BEFORE = 4
_CALLED = 6


class Bearers:
    """Reads what sets bearers of one surname apart; immutable.

    Args:
        rules: Words for women and men, for the younger generation, and for titles.
        titles: Titles of all kinds.
    """

    def __init__(self, rules: EvidenceRules, titles: Iterable[str]) -> None:
        self._sexes = table(
            [(word, "woman") for word in (*rules.women_titles, *rules.women_words)]
            + [(word, "man") for word in (*rules.men_titles, *rules.men_words)]
        )
        self._address = table(
            [(word, "woman") for word in rules.women_titles]
            + [(word, "man") for word in rules.men_titles]
        )
        self._kin = table(
            [(word, "younger") for word in rules.younger_kin]
            + [(word, "elder") for word in rules.elder_kin]
        )
        callings = (word for calling in rules.callings.values() for word in calling.words)
        self._titles = words_of([*titles, *rules.person_nouns, *callings])
        self._ends = frozenset(rules.phrase_ends)
        self._look = lru_cache(maxsize=1 << 12)(self._said)
        self._sex = lru_cache(maxsize=1 << 12)(self._told_sex)
        last = {words[-1] for words in (*self._titles, *self._address) if words}
        others = (
            *rules.younger_bearers,
            *rules.elder_bearers,
            *(words.split()[-1] for words in rules.other_bearers),
            *rules.others_titles,
        )
        self._tells = frozenset((*last, *others))

    def may_tell(self, text: str, start: int) -> bool:
        """Whether the word before a surname may tell which bearer is meant; a quick look."""
        if text[start - 2 : start] == ", " or not text[start].isascii():
            return True
        return (
            text[text.rfind(" ", 0, start - 1) + 1 : start].strip(' .\n(“"').lower() in self._tells
        )

    def addressed(self, text: str, start: int) -> Sex | None:
        """The sex that a form of address before a surname tells."""
        before = said_before(text, start)[-1:]
        return self._as_sex(self._address.get(tuple(before)))

    def sex(self, text: str, start: int, end: int) -> Sex | None:
        """The sex that the text at a full name tells, or None.

        Example:
            >>> from xref.rules import load_rules
            >>> bearers = Bearers(load_rules().evidence, ())
            >>> bearers.sex("His sister, Kim Yo Jong, spoke.", 12, 23)
            'woman'
            >>> bearers.sex("Kim Jong Un and his sister came.", 0, 11)
            'man'
        """
        return self._sex(text, start, end)

    def _told_sex(self, text: str, start: int, end: int) -> Sex | None:
        before, head = self._look(text, start, end)
        for words in (before, head):
            size = ending(self._sexes, words)
            if size:
                return self._as_sex(self._sexes[tuple(words[-size:])])
        behind = text[end : end + _REACH]
        cut = _NEXT.search(behind)
        pronoun = _PRONOUN.search(behind[: cut.start()] if cut else behind)
        if pronoun is None:
            return None
        return "woman" if pronoun.group(1) else "man"

    def generation(self, text: str, start: int, end: int) -> Generation | None:
        """The generation that the text at a full name tells ("his son X"), or None."""
        for words in self._look(text, start, end):
            size = ending(self._kin, words)
            if size:
                return "elder" if self._kin[tuple(words[-size:])] == "elder" else "younger"
        return None

    def title(self, text: str, start: int) -> str | None:
        """The last noun of the title directly before a name, folded, or None."""
        before = said_before(text, start)
        if not before and text[max(0, start - 2) : start] == ", ":
            # "The chief of staff, Gerasimov, was brief."
            before = said_before(text, start - 2)
            before = before if before[:1] == ["the"] else []
        size = ending(self._titles, before)
        return before[-1] if size else None

    def is_called(self, text: str, start: int, end: int, title: str) -> bool:
        """Whether a title stands among the words at a full name."""
        return any(title in words for words in self._look(text, start, end))

    def _said(self, text: str, start: int, end: int) -> tuple[list[str], list[str]]:
        """Words before a full name, and of the phrase behind it, up to one that ends it."""
        head: list[str] = []
        for word in said_behind(text, end) or []:
            if word in self._ends or len(head) == _CALLED:
                break
            head.append(word)
        before = said_before(text, start)
        if not before and text[max(0, start - 2) : start].strip() == ",":
            before = said_before(text, text.rindex(",", 0, start))  # "his sister, X, spoke"
        return before[-_WORDS_BEFORE:], head

    @staticmethod
    def _as_sex(word: str | None) -> Sex | None:
        return "woman" if word == "woman" else "man" if word == "man" else None
