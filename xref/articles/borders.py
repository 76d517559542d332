"""Borders: whether a capitalised word beside a span belongs to the name.

Owns the rules that need word lists: titles and days are no part of a name, ship words and
organisation words introduce one. Refuses to know lists.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xref.articles.wording import (
    SENTENCE_START,
    is_piece,
    letters,
    name_goes_on,
    title_case,
    units_before,
)
from xref.names.fold import fold
from xref.names.titles import Titles
from xref.rules import Rules

_FORM = re.compile(r"[A-Z][A-Za-z]{1,11}\b")

#: Shorter names in capitals are abbreviations, which many bodies share.
_LONG_ACRONYM = 6


class NameBorders:
    """Tells whole names from pieces of longer ones; immutable."""

    def __init__(self, rules: Rules) -> None:
        evidence = rules.evidence
        self._titles = Titles(rules.names.titles)
        self._not_names = frozenset(evidence.not_names)
        # "M/V" leaves a lone V or T before the name of the ship.
        words = (*evidence.ship_words, *evidence.organisation_words, "v", "t")
        self._is_no_name = lru_cache(maxsize=1 << 13)(self._names_nobody)
        self._forms = frozenset(form.replace(".", "") for form in rules.prose.body_forms)
        self._descriptors = frozenset(fold(word) for word in words)

    def began_before(self, text: str, start: int) -> bool:
        """Whether the word before `start` is part of the name: capitalised, no title.

        The first word of a sentence is capitalised whatever it is, so it tells nothing.
        """
        return self._begins_with(text, units_before(text, start))

    def is_no_name(self, unit: str) -> bool:
        """Whether a capitalised word is a title, a day, or a word that headlines capitalise."""
        return self._is_no_name(unit)

    def _begins_with(self, text: str, units: list[tuple[int, str]]) -> bool:
        """Whether the nearest of the units before a span is part of its name."""
        if not units:
            return False
        position, unit = units[0]
        if self._is_no_name(unit):
            return False
        return not SENTENCE_START.search(text, max(0, position - 4), position)

    def names_nobody(self, unit: str) -> bool:
        """Whether a capitalised word is a title or one that headlines capitalise."""
        return bool(self._is_no_name(unit))

    def _names_nobody(self, unit: str) -> bool:
        """Whether a capitalised word is a title or a word that headlines capitalise."""
        return bool(self._titles.leading([letters(unit), ""])) or unit.lower() in self._not_names

    def _is_form(self, text: str, start: int, end: int) -> bool:
        """Whether a legal form follows: "Capital SAL" is Capital, "PPL Corp." another PPL."""
        if end - start < _LONG_ACRONYM and text[start:end].isupper():
            return False
        word = _FORM.match(text, end + 1)
        return word is not None and word.group().lower() in self._forms

    def inside_longer(self, text: str, start: int, end: int) -> bool:
        """Whether a one-word name of a ship or body is a word of a longer one.

        `Angara Bilic` is a person, `Victory Day` no company; but `Tanker Angara` is the ship,
        and in headlines a capital tells nothing. Nor is the end of a compound (`Indo-Pacific`)
        a name, or a word that a speaker broke off (`Isra- — in Israel`).
        """
        if is_piece(text, start, end):
            return True
        # A headline is looked for last, for it takes reading the whole line.
        if not name_goes_on(text, end) or self._is_form(text, start, end):
            units = units_before(text, start)
            if units and fold(units[0][1]) in self._descriptors:
                return False
            if not self._begins_with(text, units):
                return False
        return not title_case(text, start)
