"""Prose: whether a listed name is made of words that articles print for other things.

Owns the tables of `rules/words.yml` and `rules/prose.yml` as sets, and what kind of common
name a listed name is.
Invariant: a name with a number is never common, for a number is identity. Refuses to look at
an article: where the words stand is for `xref.match.ties`.
"""

from __future__ import annotations

from functools import lru_cache

from xref.model import Name
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.rules import Rules

#: Longest abbreviation, in letters: longer words in capitals are names or headlines.
_LONGEST_ACRONYM = 5
#: Every abbreviation of so many letters is taken many times.
SHORT_ACRONYM = 3
_ARTICLES = frozenset(("the", "el", "la", "los", "las", "le", "les", "der", "die", "das", "al"))


class Prose:
    """Tells common names from others; immutable.

    Args:
        rules: Loaded rules.
        comparer: Parses names of ships and bodies.
    """

    def __init__(self, rules: Rules, comparer: NameComparer) -> None:
        self._comparer = comparer
        words = rules.names.words
        self.words = frozenset(words.everyday.split()).union(rules.prose.spellings.split())
        self.function_words = frozenset(rules.prose.function_words)
        self._named = words.all().union(self.words, self.function_words)
        self._printed = self._named.union(
            rules.prose.capitals.split(), rules.names.vessels.common_words
        )
        self.ship = lru_cache(maxsize=1 << 14)(self._ship)
        self.body = lru_cache(maxsize=1 << 14)(self._body)
        self.generic = lru_cache(maxsize=1 << 14)(self._generic)
        self.epithet = lru_cache(maxsize=1 << 14)(self._epithet)

    def _ship(self, name: str) -> int:
        """Words of a ship's name, if each is a word of prose; 0 if one is not.

        Example:
            >>> from xref.names import comparer_for
            >>> from xref.rules import load_rules
            >>> prose = Prose(load_rules(), comparer_for(load_rules()))
            >>> [prose.ship(name) for name in ("HOPE", "West Point", "Hope 3", "ANGARA")]
            [1, 2, 0, 0]
        """
        parsed = self._comparer.vessels.parse(name)
        common = all(word in self._printed or len(word) == 1 for word in parsed.words)
        return len(parsed.words) if common and not parsed.numbers else 0

    def _body(self, name: str) -> int:
        """Words of a body's name, if each is a word of prose, a place or a given name; else 0.

        Example:
            >>> from xref.names import comparer_for
            >>> from xref.rules import load_rules
            >>> prose = Prose(load_rules(), comparer_for(load_rules()))
            >>> [prose.body(name) for name in ("CAPITAL S.A.L.", "Robert Joseph", "HAMAS")]
            [1, 2, 0]
        """
        words = [word.text for word in self._comparer.organisations.parse(name).words]
        if len(words) == 1 and len(words[0]) <= SHORT_ACRONYM and words[0] in self._printed:
            return 1  # NSC, ABC: for bodies that prose prints all day
        return len(words) if self._named.issuperset(words) else 0

    def _generic(self, name: str) -> bool:
        """Whether only common nouns and adjectives name a body, so that every country has one.

        Example:
            >>> from xref.names import comparer_for
            >>> from xref.rules import load_rules
            >>> prose = Prose(load_rules(), comparer_for(load_rules()))
            >>> [prose.generic(name) for name in ("Ministry of Defence", "Quds Force", "Office 39")]
            [True, False, False]
        """
        words = self._comparer.organisations.parse(name).words
        return len(words) > 1 and all(
            word.weight in ("general", "telling") and word.text in self.words for word in words
        )

    def _epithet(self, name: str) -> bool:
        """Whether a person's name is an article with common words: "The Doctor"."""
        first, *rest = fold(name).split() or [""]
        return first in _ARTICLES and bool(rest) and self.words.issuperset(rest)

    def form_printed(self, printed: str, name: Name) -> bool:
        """Whether text and list print the same legal form, or one of the same class."""
        parse = self._comparer.organisations.parse
        return bool(parse(name.text).legal & parse(printed).legal)

    def form_left_out(self, printed: str, name: Name) -> bool:
        """Whether the list prints a legal form that the text does not."""
        parse = self._comparer.organisations.parse
        return bool(parse(name.text).legal - parse(printed).legal)


def is_acronym(printed: str) -> bool:
    """Whether a word is printed as an abbreviation.

    Example:
        >>> is_acronym("NSC"), is_acronym("Hamas"), is_acronym("HOUTHIS")
        (True, False, False)
    """
    return printed.isalpha() and printed.isupper() and 1 < len(printed) <= _LONGEST_ACRONYM
