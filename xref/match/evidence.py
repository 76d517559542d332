"""Evidence: what the text around a mention says for and against the match.

Owns where a mention starts and bringing together what speaks for and against it; persons stand in
`person_evidence`, ships and bodies in `thing_evidence`. Invariant: every number that moves a score
is in the returned list, with words a reader can check. Refuses to hide: a contradiction lowers a
score, it never removes a mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from xref.articles.hits import Hit
from xref.articles.phrases import Phrases
from xref.articles.ship_marks import ShipMarks
from xref.match.begun_names import BegunNames
from xref.match.characters import Characters
from xref.match.context import Context
from xref.match.facts import Facts, ListedFacts, countries_of
from xref.match.nations import Nations
from xref.match.person_evidence import PersonEvidence
from xref.match.thing_evidence import ThingEvidence
from xref.match.things import Things
from xref.model import Evidence, Name, Subject
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.rules import Rules

__all__ = ["Weigher", "countries_of"]

_TWO_CHARACTERS = re.compile("[\u3400-\u9fff\uf900-\ufaff]{2}")
#: Letters behind a name in which a second name of its bearer is looked for, and how far from
#: the name the word may stand that announces it.
_ALIAS_REACH = 110
_ALIAS_GAP = 40


class Weigher:
    """Weighs the context of mentions; immutable.

    Args:
        rules: Loaded rules.
        comparer: Compares names, and knows which of them need support.
        bearers: How many listed subjects bear a word.
        newest: The newest year that the loaded lists print.
    """

    def __init__(
        self,
        rules: Rules,
        comparer: NameComparer,
        bearers: dict[str, int],
        newest: Callable[[], int | None] = lambda: None,
    ) -> None:
        self.bearers = bearers
        self.rules = rules.evidence
        self.comparer = comparer
        self.scoring = rules.names.scoring
        self.possible = rules.names.scoring.possible.value
        self.facts = ListedFacts(rules.evidence)
        self._things = Things(rules, comparer)
        self._characters = Characters(rules.chinese_texts)
        self._begun = BegunNames(rules.evidence, comparer, bearers)
        self._alias_words = Phrases(self.rules.alias_words)
        self._needing = lru_cache(maxsize=1 << 14)(comparer.needs_support)
        nations = Nations(rules.evidence)
        self._persons = PersonEvidence(
            rules,
            comparer,
            bearers,
            prose=self._things.prose,
            nations=nations,
            newest=newest,
            rarity=self.rarity,
        )
        self._other = ThingEvidence(
            rules.evidence,
            comparer,
            self._things,
            nations,
            self.needs_support,
            marks=ShipMarks(rules.ship_texts),
        )

    def roles(self, subject: Subject) -> frozenset[str]:
        """Roles of the rules that the listed titles of a subject name."""
        return frozenset(name for name, _, _ in self.facts.of(subject).roles)

    def item(self, feature: str, detail: str) -> Evidence:
        """One piece of evidence with the effect the rules give it."""
        return self.rules.item(feature, detail)

    def base(
        self, hit: Hit, subject: Subject, name: Name, context: Context
    ) -> tuple[float, Evidence]:
        """Where a mention starts, before its context is weighed, and why."""
        bases = self.rules.bases
        if hit.how == "imo":
            return bases.whole_name_high, Evidence("name", 0.0, "found by its IMO number")
        if hit.how == "mmsi":
            detail = "found by its MMSI number, which a ship loses with her flag"
            return bases.needs_support, Evidence("name", 0.0, detail)
        if hit.how == "surname" or hit.comparison is None:
            return bases.surname_only, Evidence(
                "name", 0.0, "surname alone; the article gives no full name for it"
            )
        comparison = hit.comparison
        detail = comparison.reasons[0] if comparison.reasons else "same name"
        possible = self.possible
        if comparison.score < possible and (begun := self._begun.base(hit, name, context)):
            return begun[0], Evidence("name", 0.0, f"{detail}; {begun[1]}")
        if comparison.score < possible:
            return min(comparison.score, bases.part_of_name), Evidence("name", 0.0, detail)
        share = (comparison.score - possible) / (1.0 - possible)
        start = bases.whole_name_low + share * (bases.whole_name_high - bases.whole_name_low)
        need = (
            self.needs_support(subject, name)
            or _two_characters(context.text[hit.start : hit.end], name)
            or self._common(hit, subject, context)
            or self._things.weak(hit, subject, name, self.facts.of(subject).countries, context)
        )
        if need is not None:
            return min(start, bases.needs_support), Evidence("name", 0.0, f"{detail}; {need}")
        return start, Evidence("name", 0.0, detail)

    def rarity(self, name: str) -> Evidence | None:
        """How many Koreans share a name, and what that is worth; None if it is not Korean."""
        korean = self.comparer.korean
        found = korean.rarity(name) if korean is not None else None
        if found is None:
            return None
        effect = self.rules.rarity.effect(found.share)
        return Evidence("name_rarity", effect, f"the name is borne by {found.text}")

    def needs_support(self, subject: Subject, name: Name) -> str | None:
        """Why a name alone is not enough, or None."""
        if name.quality == "weak":
            return "the list marks this alias as weak: it needs support from the text"
        if not self._needing(name.text, subject.kind):
            return None
        if subject.kind == "organisation":
            return "a body named by one word needs an organisation word beside it"
        return "a ship's name that is one word or common words needs a ship word near it"

    def _common(self, hit: Hit, subject: Subject, context: Context) -> str | None:
        """Why a two-part name is too common to stand alone, or None."""
        if subject.kind != "person":
            return None
        printed = context.text[hit.start : hit.end]
        tokens = fold(printed).split()
        least = self.rules.common_bearers
        korean = self.comparer.korean
        if len(tokens) != 2 or any(self.bearers.get(token, 0) < least for token in tokens):
            return None
        if korean is not None and korean.is_korean(printed) >= self.rules.korean_plausible:
            return None
        shown = ", ".join(f"{token} {self.bearers[token]}" for token in tokens)
        return f"a very common name needs support (listed subjects that bear it: {shown})"

    def around(self, hit: Hit, subject: Subject, name: Name, context: Context) -> list[Evidence]:
        """Evidence from the text around one mention."""
        found: list[Evidence] = []
        facts = self.facts.of(subject)
        if subject.kind == "person":
            person = list(self._persons.around(hit, name, facts, context))
            printed = context.text[hit.start : hit.end]
            others = self._characters.other(printed, subject, facts.nationalities)
            if others is not None:
                detail = f"{printed} is read alike, but the list prints {others}"
                person.append(self.item("characters_differ", detail))
            if context.zone(hit.start) == "byline":
                found.append(self.item("byline", "stands in a byline: a reporter's name"))
            elif context.is_author(hit.start, hit.end) and all(
                item.feature != "role_agrees" for item in person
            ):
                # A leader who is written about by his namesake is still the leader.
                found.append(self.item("byline", "is the name of the article's author"))
            found.extend(person)
            found.extend(self._begun.support(hit, name, facts, context, person))
        else:
            found.extend(self._other.around(hit, subject, name, facts, context))
        country = self._country(hit, facts, context)
        if country is not None:
            found.append(country)
        return found

    def later(
        self, spans: Sequence[tuple[int, int]], subject: Subject, context: Context
    ) -> list[Evidence]:
        """What phrases behind later surnames alone say against the match ("said Pak, 47,")."""
        if subject.kind != "person" or not spans:
            return []
        facts = self.facts.of(subject)
        return [
            item
            for start, end in spans
            if context.text[end : end + 1] == ","
            for item in self._persons.later(start, end, facts, context)
        ]

    def quoted_alias(
        self, hits: Sequence[Hit], subject: Subject, context: Context
    ) -> Evidence | None:
        """Another listed name that the text itself gives for a mention, or None."""
        if not context.may_give_alias:
            return None
        for start, end in sorted({(hit.start, hit.end) for hit in hits if hit.how == "name"}):
            _, high = context.window(start, end, _ALIAS_REACH)
            behind = context.folded(end, high)
            cues = [cue for cue in self._alias_words.all(behind) if cue[0] <= _ALIAS_GAP]
            if not cues:
                continue
            own = sorted(fold(context.text[start:end]).split())
            said = behind[cues[0][1] :]
            for name, _ in subject.names():
                tokens = fold(name.text).split()
                if not tokens or sorted(tokens) == own:
                    continue
                for form in (tokens, [*tokens[1:], tokens[0]]):
                    place = said.find(f" {' '.join(form)} ".encode())
                    if 0 <= place <= _ALIAS_GAP:
                        cue = cues[0][2]
                        return self.item("alias_agrees", f"{cue!r}: the list names {name.text!r}")
        return None

    def _country(self, hit: Hit, facts: Facts, context: Context) -> Evidence | None:
        if not facts.countries:
            return None
        own = fold(context.text[hit.start : hit.end])
        for country in facts.countries:
            cue = context.country_cue(country, own)
            if cue is not None:
                return self.item(
                    "country_agrees", f"the article speaks of {country} ({cue!r}), as the list does"
                )
        return None


def _two_characters(printed: str, name: Name) -> str | None:
    """Why two Chinese characters that the list does not print are too little, or None."""
    if _TWO_CHARACTERS.fullmatch(printed) is None or fold(printed) == fold(name.text):
        return None
    return "two Chinese characters are read like many names: it needs support"
