"""Phrases at ships' names: what else bears the name, and which flag the text tells.

Owns reading the words that make a ship's name a river, a storm, a club or another ship ("Hurricane
Maria", "Bella 1"), and flags ("Panama-flagged"). Invariant: only words directly at the name make
it something else's. Refuses to weigh.
"""

from __future__ import annotations

import re

from xref.match.name_phrases import head, said_before, said_behind
from xref.match.nations import Nations
from xref.match.tables import beginning, ending, table, words_of
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

_OWNED = re.compile(r"[’']s ([\w -]{1,30})")
#: "Angara-A5" is a rocket.
_MODEL = re.compile(r"-[A-Z]?\d")


class ShipPhrases:
    """Reads what stands at ships' names; immutable.

    Args:
        rules: Words of other things, and those that tell a flag.
        nations: Knows countries and their adjectives.
    """

    def __init__(self, rules: EvidenceRules, nations: Nations) -> None:
        self._nations = nations
        self._ends = frozenset(rules.phrase_ends)
        things = rules.other_things
        self._before = words_of(things.before)
        self._behind = words_of(things.behind)
        self._things = words_of(things.apposition)
        self._crafts = table(
            (word, name) for name, each in rules.crafts.items() for word in each.words
        )
        self._owned = words_of(things.owned)
        self._scored = words_of(things.scored)
        self._counted = frozenset(rules.counted_things)
        self._flag_behind = frozenset(map(fold, rules.flag_behind))
        self._flag_before = words_of(rules.flag_before)

    def of_other_thing(self, text: str, start: int, end: int) -> str | None:
        """The words at a ship's name that make it the name of something else, or None.

        A number behind a name makes it another ship's.
        """
        printed = text[start:end]
        after = fold(text[end : end + 40]).split()
        joined = text[end : end + 1] in (" ", "-", "\u00a0")
        if joined and after and text[end + 1].isdigit() and not printed[-1].isdigit():
            counts = len(after) > 1 and after[1] in self._counted
            if after[0].isdigit() and len(after[0]) <= 2 and not counts:
                return after[0]
        if text[end : end + 1] == "-" and _MODEL.match(text, end):
            return after[0]
        if joined and printed[-1].isdigit() and (found := beginning(self._scored, after)):
            return " ".join(after[:found])
        if owned := _OWNED.match(text, end):
            words = fold(owned.group(1)).split()
            if found := beginning(self._owned, words):
                return " ".join(words[:found])
        before = said_before(text, start)
        if found := ending(self._before, before):
            return " ".join(before[-found:])
        if joined and (found := beginning(self._behind, after)):
            return " ".join(after[:found])
        phrase = head(said_behind(text, end) or [], self._ends)
        for index in range(len(phrase)):
            if found := beginning(self._things, phrase[index:]):
                return " ".join(phrase[index : index + found])
        return None

    def craft(self, text: str, start: int, end: int) -> tuple[str, str] | None:
        """The class of ships that the words directly at a name tell, and those words.

        Example:
            >>> from xref.rules import load_rules
            >>> rules = load_rules().evidence
            >>> phrases = ShipPhrases(rules, Nations(rules))
            >>> phrases.craft("The trawler Hope sank.", 12, 16)
            ('fishing', 'trawler')
            >>> phrases.craft("Hope, a wooden fishing boat, sank.", 0, 4)
            ('fishing', 'wooden fishing boat')
            >>> phrases.craft("A trawler met the Hope.", 18, 22) is None
            True
        """
        for words in (
            said_before(text, start),
            head(said_behind(text, end) or [], self._ends),
        ):
            if size := ending(self._crafts, words):
                said = tuple(words[-size:])
                return self._crafts[said], " ".join(said)
        return None

    def flags(self, text: str, low: int, high: int) -> list[tuple[str, str]]:
        """Flags that a stretch of text tells ("Panama-flagged", "under the flag of Togo")."""
        tokens = fold(text[low:high]).split()
        found = []
        for index, token in enumerate(tokens):
            if token in self._flag_behind:
                for flags in (self._nations.countries, self._nations.adjectives):
                    if size := ending(flags, tokens[:index]):
                        nation = tuple(tokens[index - size : index])
                        found.append((flags[nation], " ".join((*nation, token))))
            if size := beginning(self._flag_before, tokens[index:]):
                after = tokens[index + size :]
                after = after[after[:1] == ["the"] :]
                if taken := beginning(self._nations.countries, after):
                    found.append(
                        (self._nations.countries[tuple(after[:taken])], " ".join(after[:taken]))
                    )
                elif taken := beginning(self._nations.adjectives, after):
                    found.append(
                        (self._nations.adjectives[tuple(after[:taken])], " ".join(after[:taken]))
                    )
        return found
