"""Words of the rules that decide whether a clause makes a claim at all.

Owns denials, plans, removals, and what behind a name makes somebody else the target. Invariant:
compiled once, from the rules alone. Refuses to know how a clause is built.
"""

from __future__ import annotations

import re

from xref.rules.claims import ClaimRules


class Wording:
    """Compiled words of the rules; immutable."""

    def __init__(self, rules: ClaimRules) -> None:
        self._denials = _any(rules.denials)
        self._plans = _any(rules.plans)
        self._removals = _any(rules.removals)
        self.rosters = rules.rosters
        self.decisions = re.compile(
            rf"(?:(?:{'|'.join(rules.decisions)})|\b(?:decided|agreed|voted|moved)\s(?:on\s)?\w+day\sto|\b(?:decision|move|vote|order)(?:\sof(?:\sthe)?\s[AX]\d+)?\sto)\s+$"
        )
        speaking, people = ("|".join(map(re.escape, w)) for w in (rules.speaking, rules.people))
        #: Behind a name: it speaks, or its people are meant.
        self.no_target = re.compile(rf"\s*,?\"?\s*(?:{speaking})\b|\s(?:{people})\b")

    def plans(self, text: str) -> bool:
        """Whether a text plans or asks for something anywhere."""
        return self._plans.search(text) is not None

    def says_otherwise(self, clause: str) -> bool:
        """Whether a clause denies, plans, asks, or tells of an end."""
        last = clause[clause.rfind(", ") + 1 :] if clause.count(", ") > 2 else clause
        return bool(
            self._denials.search(clause) or self._plans.search(last) or self._removals.search(last)
        )


def _any(words: list[str]) -> re.Pattern[str]:
    phrases = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{phrases})(?!\w)|(?<=[a-z])n't\b")
