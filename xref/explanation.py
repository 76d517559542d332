"""Explanations: one alert taken apart, from the line that a run wrote.

Owns how a score is told as a sum, what kept it on its side of a border, and what would take it
to another band. Invariant: the sum shown, and the border that held it, give the score of the
alert. Refuses to screen again: it reads the alert and the rules of its run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from xref.names.agreement import Agreement
from xref.names.compare import NameComparer
from xref.rules import Rules

#: Effects that only a kind of subject can have.
_ONLY = {
    "role_agrees": "person", "claim_agrees": None, "country_agrees": None, "ship_word": "vessel",
    "imo_agrees": "vessel", "organisation_word": "organisation", "aircraft_word": "aircraft",
}  # fmt: skip
_WORDS = {
    "role_agrees": "a post beside the name that the list prints as well",
    "claim_agrees": "a sentence that says a body sanctions it, which that body's list shows",
    "country_agrees": "a country of the listing named in the article",
    "ship_word": "a ship word near the name",
    "imo_agrees": "the listed IMO number in the text",
    "organisation_word": "an organisation word beside the name",
    "aircraft_word": "an aircraft word near the name",
}


class Term(msgspec.Struct, frozen=True):
    """One thing that moved a score, or only stands beside it (effect 0)."""

    feature: str
    effect: float
    detail: str
    why: str | None = None


class Explanation(msgspec.Struct, frozen=True):
    """An alert taken apart.

    Attributes:
        alert: The object of `alerts.jsonl`.
        base: Where the score starts: the name.
        supports: What adds to it, the strongest first.
        against: What takes from it.
        beside: What is shown and counts nothing.
        total: The sum.
        held: Why the score is not the sum, or None.
        agreement: The mention and the listed name, part by part.
        change: What would take it to another band, a sentence each.
        borders: Strong, possible, floor.
    """

    alert: dict[str, Any]
    base: Term
    supports: tuple[Term, ...]
    against: tuple[Term, ...]
    beside: tuple[Term, ...]
    total: float
    held: str | None
    agreement: Agreement | None
    change: tuple[str, ...]
    borders: tuple[float, float, float]

    def sum_line(self) -> str:
        """The sum in a line: `0.84 + 0.05 - 0.20 = 0.69`."""
        parts = [f"{self.base.effect:.2f}"]
        parts += [f"+ {term.effect:.2f}" for term in self.supports]
        parts += [f"- {-term.effect:.2f}" for term in self.against]
        return f"{' '.join(parts)} = {self.total:.2f}"


class Explainer:
    """Explains alerts under the rules of their run; immutable.

    Args:
        rules: The rules.
        comparer: From `comparer_for(rules)`.
    """

    def __init__(self, rules: Rules, comparer: NameComparer) -> None:
        self._rules = rules
        self._comparer = comparer

    def explain(self, alert: dict[str, Any]) -> Explanation:
        """Take an alert apart.

        Args:
            alert: An object of `alerts.jsonl` or `below.jsonl`.
        """
        terms = [
            Term(each["feature"], each["effect"], each["detail"], self._why(each["feature"]))
            for each in alert["evidence"]
        ]
        base, rest = terms[0], terms[1:]
        supports = sorted((t for t in rest if t.effect > 0), key=lambda t: -t.effect)
        against = sorted((t for t in rest if t.effect < 0), key=lambda t: t.effect)
        total = base.effect + sum(term.effect for term in rest)
        scoring = self._rules.names.scoring
        borders = (scoring.strong.value, scoring.possible.value, scoring.floor.value)
        return Explanation(
            alert,
            base,
            tuple(supports),
            tuple(against),
            tuple(term for term in rest if term.effect == 0),
            round(total, 4),
            self._held(alert, total, terms),
            self._agreement(alert),
            tuple(self._changes(alert, total, terms)),
            borders,
        )

    def _why(self, feature: str) -> str | None:
        found = self._rules.evidence.effects.get(feature)
        return found.why if found is not None else None

    def _agreement(self, alert: Mapping[str, Any]) -> Agreement | None:
        kind, mentions = alert["subject"]["kind"], alert["mentions"]
        if not mentions or alert["evidence"][0]["detail"].startswith(("found by", "surname alone")):
            return None
        listed = alert["matched_name"]["text"]
        found = [self._comparer.agreement(each["text"], listed, kind) for each in mentions]
        return max(found, key=lambda agreement: agreement.score)

    def _contradicted(self, terms: list[Term]) -> Term | None:
        against = self._rules.evidence.contradictions
        return next((term for term in terms if term.feature in against), None)

    def _held(self, alert: Mapping[str, Any], total: float, terms: list[Term]) -> str | None:
        score = alert["score"]
        if abs(score - total) < 5e-4:
            return None
        scoring = self._rules.names.scoring
        possible, floor = scoring.possible.value, scoring.floor.value
        ceiling = self._rules.evidence.bases.ceiling
        contradiction = self._contradicted(terms)
        if score < total and contradiction is not None:
            return (
                f"“{contradiction.feature}” contradicts: the score stays under the review border "
                f"of {possible:.2f}"
            )
        if score < total and total > ceiling:
            return f"no text proves an identity: the score stays at {ceiling:.2f} at most"
        if score < total:
            return f"a surname alone stays under the review border of {possible:.2f}"
        if contradiction is not None:
            return f"a whole name that agrees stays at the floor of {floor:.2f}, to be written down"
        return (
            f"a whole name that agrees, with nothing against it, stays at the review border of "
            f"{possible:.2f}"
        )

    def _changes(self, alert: Mapping[str, Any], total: float, terms: list[Term]) -> list[str]:
        """What would take the alert to another band."""
        scoring = self._rules.names.scoring
        score = alert["score"]
        borders = (("strong", scoring.strong.value), ("possible", scoring.possible.value))
        above = [(band, value) for band, value in borders if score < value]
        found = []
        contradiction = self._contradicted(terms)
        if contradiction is not None:
            without = total - contradiction.effect
            band = self._comparer.band(min(self._rules.evidence.bases.ceiling, without))
            found.append(
                f"without “{contradiction.feature}” it would be {self._said(without, band, terms)}"
            )
        if above and contradiction is None:
            wanted, value = above[-1]
            missing = value - total
            found.append(f"{wanted} begins at {value:.2f}: {max(missing, 0):.2f} are missing")
            have = {term.feature for term in terms}
            kind = alert["subject"]["kind"]
            for feature, only in _ONLY.items():
                effect = self._rules.evidence.effect(feature)
                if feature in have or only not in (None, kind) or effect < missing:
                    continue
                found.append(f"{_WORDS[feature]} ({effect:+.2f}) would make it {wanted}")
        values = (*(value for _, value in borders), scoring.floor.value)
        own = next((value for value in values if score >= value), 0.0)
        for term in terms[1:] if contradiction is None else []:
            if term.effect > 0 and total - term.effect < own:
                without = total - term.effect
                band = self._comparer.band(max(without, 0.0))
                said = self._said(without, band, terms)
                found.append(f"without “{term.feature}” it would be {said}")
        return found

    def _said(self, total: float, band: str | None, terms: list[Term]) -> str:
        scoring, bases = self._rules.names.scoring, self._rules.evidence.bases
        whole = terms[0].effect > bases.needs_support
        if whole and total < scoring.possible.value:
            return f"{scoring.possible.value:.2f}, possible: the whole name agrees"
        return f"{max(total, 0.0):.2f}, {band or 'below the floor'}"
