"""Begun names: mentions that print no more than the beginning of a long listed name.

Owns when such a mention is more than weak: the article speaks of the country, or a post stands
beside it, that the list prints. Invariant: a beginning of which every part is very common never
is. Refuses to decide what a beginning is: see `xref.names.persons_beginnings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xref.articles.hits import Hit
from xref.match.context import Context
from xref.match.facts import Facts
from xref.model import Evidence, Name
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

_NEEDS = "it needs the listed country or post in the text"


class BegunNames:
    """Weighs beginnings of names; immutable.

    Args:
        rules: Where such a mention starts, and what supports it.
        comparer: Tells beginnings.
        bearers: How many listed subjects bear a word.
    """

    def __init__(
        self, rules: EvidenceRules, comparer: NameComparer, bearers: dict[str, int]
    ) -> None:
        self._rules = rules
        self._persons = comparer.persons
        self._bearers = bearers

    def base(self, hit: Hit, name: Name, context: Context) -> tuple[float, str] | None:
        """Where a mention starts that is the beginning of a listed name, and why; else None."""
        printed = context.text[hit.start : hit.end]
        if not self._begins(hit, printed, name):
            return None
        common = self._common(printed)
        if common is not None:
            return self._rules.bases.part_of_name, f"the listed name goes on; {common}"
        return self._rules.bases.needs_support, f"the listed name goes on: {_NEEDS}"

    def support(
        self,
        hit: Hit,
        name: Name,
        facts: Facts,
        context: Context,
        evidence: Sequence[Evidence],
    ) -> Iterable[Evidence]:
        """What lifts such a mention over the border, if anything does.

        Args:
            hit: The mention.
            name: The listed name.
            facts: What the listings print.
            context: The article.
            evidence: What else was found at the mention.
        """
        printed = context.text[hit.start : hit.end]
        if not self._begins(hit, printed, name) or self._common(printed) is not None:
            return
        said = next((e.detail for e in evidence if e.feature == "role_agrees"), None)
        said = said or self._country(facts, context, fold(printed))
        if said is not None:
            yield self._rules.item("beginning_supported", f"the listed name begins so, and {said}")

    def _country(self, facts: Facts, context: Context, own: str) -> str | None:
        """Where the article speaks of a country that the list prints of a person's life."""
        printed = facts.countries or tuple(sorted(facts.nationalities - facts.kin))
        for country in printed:
            cue = context.country_cue(country, own)
            if cue is not None:
                return f"the article speaks of {country} ({cue!r})"
        return None

    def _begins(self, hit: Hit, printed: str, name: Name) -> bool:
        comparison = hit.comparison
        return (
            hit.how == "name"
            and hit.person
            and comparison is not None
            and comparison.band == "weak"
            and self._persons.begins(printed, name.text)
        )

    def _common(self, printed: str) -> str | None:
        """How many bear each part of a name, if every part is very common; else None."""
        units = self._persons.parse(printed).units
        if not self._persons.beginnings.is_common(units, self._bearers):
            return None
        words = dict.fromkeys(word for unit in units for word in unit.text.split())
        shown = ", ".join(f"{word} {self._bearers.get(word, 0)}" for word in words)
        return f"every part is very common (listed subjects that bear it: {shown})"
