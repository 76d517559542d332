"""Support: which names that are words of prose have anything in an article that speaks for them.

Owns a quick look at an article, made before any mention is weighed. Such a name ends under the
floor unless a word beside it tells a ship or a body, or the article speaks of its country, claims
a sanction or names the subject otherwise. Where none of that is so, no mention is weighed.
Invariant: the look errs on one side, so it leaves out no mention of an alert. Refuses to weigh.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Literal

import msgspec

from xref.articles.folded import FoldedText
from xref.articles.patterns import IMO, Match
from xref.articles.scan import has_seven_digits
from xref.index import Index
from xref.match.context import LONGEST_CLAIM
from xref.match.cues import Cues
from xref.match.facts import ListedFacts
from xref.model import Kind, Subject
from xref.rules import Rules

Words = dict[str, list[tuple[int, int]]]
#: What words can tell: of which kind a name is, or that somebody is said to be sanctioned.
_Told = Kind | Literal["claim", "sailing"]

#: Bytes of a folded character, at most.
_WIDEST = 4
#: Letters to what tells in the sentence of a ship's name that she sails.
_SAILING = 180


class _Need(msgspec.Struct, frozen=True, gc=False):
    """What can support a form.

    Attributes:
        kinds: Kinds of the subjects that bear it.
        countries: Countries of those of these subjects for which a country is enough.
        subjects: Their positions.
    """

    kinds: tuple[Kind, ...]
    countries: frozenset[str]
    subjects: frozenset[int]


class Support:
    """Tells which matches of forms that are words of prose may make an alert; immutable to callers.

    Args:
        index: The listed names.
        facts: What listings print.
        cues: The words that were looked for in the article.
        rules: Tell within which windows a word is beside a name.
    """

    def __init__(self, index: Index, facts: ListedFacts, cues: Cues, rules: Rules) -> None:
        evidence, articles = rules.evidence, rules.articles
        self._index = index
        self._facts = facts
        self._cues = cues
        self._reaches: dict[_Told, int] = {
            "vessel": evidence.ship_window,
            "aircraft": evidence.ship_window,
            "organisation": evidence.beside_window,
            # As far as `Context.may_claim` looks.
            "claim": LONGEST_CLAIM + articles.sentences.max_length,
            "sailing": _SAILING,
        }
        self._needs: dict[tuple[int, ...], _Need] = {}

    def kept(
        self,
        folded: FoldedText,
        matches: Iterable[tuple[Match, tuple[int, ...]]],
        named: frozenset[int],
        words: Words,
    ) -> tuple[list[Match], frozenset[int]]:
        """Those of the matches that may make an alert, and whose alert only a claim can make.

        Args:
            folded: The article.
            matches: Matches of forms that are words of prose, with the entries of the form.
            named: Positions of the subjects that the article names otherwise.
            words: The words found in the article, and where they stand in its folded bytes.

        Returns:
            Matches, and positions of subjects that have no support but a claim, if there is one.
        """
        by_form: dict[tuple[int, ...], list[Match]] = defaultdict(list)
        for match, entries in matches:
            by_form[entries].append(match)
        article = _Article(self._cues, folded, words, self._reaches)
        countries, needs = self._cues.spoken(words), self._needs
        found: list[Match] = []
        supported: set[int] = set()
        claimed: set[int] = set()
        for entries, own in by_form.items():
            need = needs.get(entries)
            if need is None:
                need = needs[entries] = self._need(entries)
            if (
                not named.isdisjoint(need.subjects)
                or not countries.isdisjoint(need.countries)
                or article.tells_kind(own, need.kinds)
            ):
                found += own
                supported |= need.subjects
            elif article.is_near(own, "claim"):
                found += own
                claimed |= need.subjects
        return found, frozenset(claimed - supported)

    def _need(self, entries: tuple[int, ...]) -> _Need:
        index = self._index
        subjects = frozenset(index.entries[entry].subject for entry in entries)
        return _Need(
            tuple(sorted({index.entries[entry].kind for entry in entries})),
            frozenset(
                country
                for entry in entries
                if index.entries[entry].prose != "everyday"
                for country in self._facts.of(self._subject(entry)).countries
            ),
            subjects,
        )

    def _subject(self, entry: int) -> Subject:
        return self._index.subjects[self._index.entries[entry].subject]


class _Article:
    """What an article says that can support a name.

    Args:
        cues: Which words support what.
        folded: The article.
        words: The words found in it.
        reaches: How many letters from a name a word may stand, by what it tells.
    """

    def __init__(
        self, cues: Cues, folded: FoldedText, words: Words, reaches: dict[_Told, int]
    ) -> None:
        self._cues = cues
        self._words = words
        self._data = folded.data
        # The folded bytes of a window have at most so many times its letters.
        self._widest = 1 if folded.data.isascii() else _WIDEST
        self._reaches = reaches
        self._places: dict[_Told, list[int]] = {}

    @cached_property
    def _has_number(self) -> bool:
        """Whether the article may print an IMO number; the letters alone stand in "testimony"."""
        return IMO in self._words and has_seven_digits(self._data)

    def tells_kind(self, matches: list[Match], kinds: Iterable[Kind]) -> bool:
        """Whether a word that tells one of the kinds begins near one of the matches."""
        for kind in kinds:
            if self.is_near(matches, kind):
                return True
            if kind == "vessel" and (self._has_number or self.is_near(matches, "sailing")):
                return True
        return False

    def is_near(self, matches: list[Match], what: _Told) -> bool:
        """Whether a word that tells something begins within its reach of one of the matches."""
        places = self._places.get(what)
        if places is None:
            places = self._places[what] = self._places_of(what)
        if not places:
            return False
        reach = self._reaches[what] * self._widest + 1
        for low, high, _ in matches:
            at = bisect_left(places, low - reach)
            if at < len(places) and places[at] <= high + reach:
                return True
        return False

    def _places_of(self, what: _Told) -> list[int]:
        if what == "claim":
            phrases = self._cues.claims
        else:
            phrases = self._cues.sailing if what == "sailing" else self._cues.supports[what]
        found = phrases.intersection(self._words)
        return sorted(low for word in found for low, _ in self._words[word])
