"""Explanations: one alert taken apart, from the line that a run wrote.

Owns how a score is told as a sum, what kept it on its side of a border, and what would take it
to another band. Invariant: the sum shown, and the border that held it, give the score of the
alert. Refuses to screen again: it reads the alert and the rules of its run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from xref.changes_of_band import AGAINST, TAKEN_BACK, Now, below, enough
from xref.names.agreement import Agreement
from xref.names.compare import NameComparer
from xref.rules import Rules

#: The smallest effect that two decimal places show.
_SEEN = 0.005


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
        below: What would take it below the review border, each by itself.
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
    below: tuple[str, ...] = ()

    def sum_line(self) -> str:
        """The sum in a line: `0.84 + 0.05 - 0.20 = 0.69`; what rounds to nothing is left out."""
        parts = [f"{self.base.effect:.2f}"]
        parts += [f"+ {term.effect:.2f}" for term in self.supports if term.effect >= _SEEN]
        parts += [f"- {-term.effect:.2f}" for term in self.against if term.effect <= -_SEEN]
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

    @property
    def comparer(self) -> NameComparer:
        """The comparer of names."""
        return self._comparer

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
            self._below(alert, terms),
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
        scoring, rules = self._rules.names.scoring, self._rules.evidence
        score, base = alert["score"], terms[0]
        against = [term for term in terms if term.feature in rules.contradictions]
        if against:
            without = total - sum(term.effect for term in against)
            band = self._comparer.band(min(rules.bases.ceiling, without))
            named = " and ".join(dict.fromkeys(f"“{term.feature}”" for term in against))
            return [f"without {named} it would be {self._said(without, band, terms)}"]
        if base.detail.startswith("surname alone"):
            return ["the full name in the article: a surname alone stays under the review border"]
        now = self._now(alert, terms)
        borders = (("strong", scoring.strong.value), ("possible", scoring.possible.value))
        above = [(band, value) for band, value in borders if score < value]
        found = []
        if above:
            wanted, value = above[-1]
            missing = value - total
            found.append(f"{wanted} begins at {value:.2f}: {max(missing, 0):.2f} are missing")
            found += enough(now, missing, wanted, rules)
        values = (*(value for _, value in borders), scoring.floor.value)
        own = next((value for value in values if score >= value), 0.0)
        for term in terms[1:]:
            if term.feature in TAKEN_BACK and "untied" in now.have:
                continue
            if term.effect > 0 and total - term.effect < own:
                without = total - term.effect
                band = self._comparer.band(max(without, 0.0))
                said = self._said(without, band, terms)
                found.append(f"without “{term.feature}” it would be {said}")
        for term in terms[1:]:
            if term.effect < 0 and term.feature in AGAINST:
                without = total - term.effect
                band = self._comparer.band(min(rules.bases.ceiling, without))
                if band != alert["band"]:
                    said = self._said(without, band, terms)
                    found.append(f"without “{term.feature}” it would be {said}")
        if score >= scoring.possible.value:
            found += self._less(now, total, own, terms)
        return found

    def _now(self, alert: Mapping[str, Any], terms: list[Term]) -> Now:
        base, mentions = terms[0], alert["mentions"]
        return Now(
            alert["subject"]["kind"],
            frozenset(_shown(terms)),
            base.detail,
            base.effect <= self._rules.evidence.bases.needs_support,
            mentions[0]["text"] if mentions else "",
        )

    def _below(self, alert: Mapping[str, Any], terms: list[Term]) -> tuple[str, ...]:
        if alert["score"] < self._rules.names.scoring.possible.value:
            return ()
        return below(self._now(alert, terms), self._rules.evidence.contradictions)

    def _less(self, now: Now, total: float, own: float, terms: list[Term]) -> Iterator[str]:
        """What contradicts nothing, and would still take a name that needs support down."""
        for feature, fact in AGAINST.items():
            with_it = total + self._rules.evidence.effect(feature)
            contradicts = feature in self._rules.evidence.contradictions
            if not contradicts and now.allows(feature, fact) and with_it < own:
                said = self._said(with_it, self._comparer.band(max(with_it, 0.0)), terms)
                yield f"with {fact.words} it would be {said}"

    def _said(self, total: float, band: str | None, terms: list[Term]) -> str:
        scoring, bases = self._rules.names.scoring, self._rules.evidence.bases
        whole = terms[0].effect > bases.needs_support
        if whole and total < scoring.possible.value:
            return f"{scoring.possible.value:.2f}, possible: the whole name agrees"
        return f"{max(total, 0.0):.2f}, {band or 'below the floor'}"


def _shown(terms: list[Term]) -> Iterator[str]:
    """The features of an alert; what a word of its name rules out counts as shown."""
    for term in terms:
        yield term.feature
        if term.feature == "untied" and term.detail.startswith("no word makes a body"):
            yield "organisation_tied"
