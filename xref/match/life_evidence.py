"""Evidence of lives: birth, age and death in the text, against the listed dates.

Owns weighing what the text says of when somebody was born, how old he is and whether he is dead.
Invariant: no clock is read; an article without a date is placed by the dates of the lists.
Refuses to look anywhere but at the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from xref.articles.hits import Hit
from xref.match.births import TOLERANCE, Relation, relation
from xref.match.context import Context
from xref.match.facts import Facts
from xref.match.told_years import ToldYears
from xref.model import Evidence
from xref.rules.evidence import EvidenceRules

_BIRTHS: dict[Relation, str] = {
    "date": "birth_agrees",
    "year": "birth_year_agrees",
    "near": "birth_near",
    "differs": "birth_differs",
}
#: Years of age up to which nobody founds, leaves or joins anything.
_CHILD = 10
#: Years before the first listing in which nobody who was then listed was grown up.
_OLDEST = 80
#: Later than any article.
_NO_YEAR = 9999


class LifeEvidence:
    """Weighs births, ages and deaths; immutable.

    Args:
        rules: Effects, and how far an article without a date may be from those of the lists.
        newest: The newest year that the loaded lists print.
    """

    def __init__(self, rules: EvidenceRules, newest: Callable[[], int | None]) -> None:
        self._rules = rules
        self._newest = newest
        self._told = ToldYears(rules.future_words)

    def stage(self, oldest: tuple[int, str], facts: Facts, context: Context) -> Iterable[Evidence]:
        """That nobody of the listed age is called so ("a ninth-grader")."""
        low, _ = self._years(facts, context)
        age, called = oldest
        if all(low - born > age + TOLERANCE for born in facts.birth_years):
            shown = ", ".join(map(str, sorted(facts.birth_years)))
            yield self._rules.item(
                "age_differs", f"{called!r} at the name, at most {age}; the list says born {shown}"
            )

    def acted(self, done: tuple[int, str], facts: Facts) -> Iterable[Evidence]:
        """That nobody of the listed age did what the text says in that year ("left in 1934")."""
        year, words = done
        if not facts.birth_years:
            first = facts.first_listed or self._rules.earliest_article_year
            if year < first - _OLDEST:
                yield self._rules.item("age_differs", f"{words!r}; not listed before {first}")
        elif all(year < born + _CHILD for born in facts.birth_years):
            shown = ", ".join(map(str, sorted(facts.birth_years)))
            yield self._rules.item("age_differs", f"{words!r}; the list says born {shown}")

    def around(self, hit: Hit, facts: Facts, context: Context) -> Iterable[Evidence]:
        """Birth, age and death in the text, against the listed dates."""
        life = context.life(hit.start, hit.end)
        listed = ", ".join(facts.birth_dates)
        found = relation(life.born, facts.birth_dates) if life.born else None
        if found is not None:
            feature = _BIRTHS[found]
            yield self._rules.item(feature, f"born {life.born} in the text; the list says {listed}")
        elif life.age is not None and facts.birth_years:
            yield from self._age(life.age, facts, context)
        first = facts.first_listed or self._rules.earliest_article_year
        if life.died is not None and life.died < first:
            listed = (
                f"not listed before {first}" if facts.first_listed else "its listings print no date"
            )
            yield self._rules.item("died_before", f"died {life.died} in the text; {listed}")

    def _age(self, age: int, facts: Facts, context: Context) -> Iterable[Evidence]:
        low, high = self._years(facts, context)
        years = facts.birth_years
        shown = ", ".join(map(str, sorted(years)))
        if context.year and any(age <= low - born <= age + 1 for born in years):
            yield self._rules.item("age_agrees", f"aged {age} in {low}; the list says born {shown}")
        elif not any(low - 1 <= born + age <= high + 1 + TOLERANCE for born in years):
            yield self._rules.item(
                "age_differs", f"aged {age} in the text; the list says born {shown}"
            )

    def _years(self, facts: Facts, context: Context) -> tuple[int, int]:
        """Years in which the article can have been written."""
        if context.year:
            return context.year, context.year
        rules = self._rules
        newest = self._newest()
        if newest is None:
            return rules.earliest_article_year, _NO_YEAR
        low = newest - rules.undated_years_back
        low, high = min(low, facts.first_listed or low), newest + rules.undated_years_ahead
        told = context.told_year(self._told.newest)
        # A year beyond the lists may be one of a novel, or of a plan.
        return (max(low, told) if told is not None and told <= newest else low), high
