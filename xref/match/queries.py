"""Queries: one name, with what else is known of its bearer, against all subjects.

Owns how a queried name gets its score. Invariants: a query returns what comparing it with
every listed name would return at the review border or above; equal queries get equal
answers in equal order. Refuses to look at texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from xref.errors import UsageError
from xref.index import Index
from xref.match.births import Relation, printed_births, relation
from xref.match.evidence import Weigher, countries_of
from xref.model import KINDS, Band, Evidence, Kind, Match, Subject, check_kind
from xref.names.compare import Closeness, NameComparer
from xref.names.imo import is_imo

#: Part of the range above the `strong` border that names alone can fill; the rest is left to
#: facts, so that of two men of one name the one with the right birth year ranks first.
_NAME_SHARE = 0.7

_BIRTH: dict[Relation, str] = {
    "date": "birth_agrees",
    "year": "birth_year_agrees",
    "near": "birth_near",
    "differs": "birth_differs",
}


# Evidence that is in the score of the name already.
_OF_THE_NAME = frozenset({"name", "name_rarity", "weak_alias"})


class Query(msgspec.Struct, frozen=True):
    """A name and what is known of its bearer.

    Attributes:
        name: In any script.
        kinds: Kinds of subjects that are asked for.
        birth_date: ISO date, partial allowed, if known.
        countries: ISO 3166 alpha-2 codes.
        imo: IMO number of a ship.
    """

    name: str
    kinds: tuple[Kind, ...] = KINDS
    birth_date: str | None = None
    countries: tuple[str, ...] = ()
    imo: str | None = None


def query(
    name: str,
    kind: str | None,
    birth_date: str | None,
    countries: Iterable[str],
    imo: str | int | None,
) -> Query:
    """Check what a caller knows and make a query of it.

    Raises:
        UsageError: Unknown kind, a birth date that is no date, an IMO number that is none.
    """
    if not isinstance(name, str):
        raise UsageError(f"a name must be text, not {type(name).__name__}")
    wanted = check_kind(kind)
    return Query(
        name,
        (wanted,) if wanted else KINDS,
        _date(birth_date),
        tuple(code.upper() for code in countries),
        _imo(imo),
    )


class Found(msgspec.Struct, frozen=True):
    """The listed spelling of a subject that fits a query best.

    Attributes:
        subject: Position in `Index.subjects`.
        entry: Position in `Index.entries`; -1 where only the IMO number was found.
        score: What the name alone is worth, its rarity included, before facts.
        rarity: What of `score` its rarity added or took.
        agreement: How the two names compare, before borders and weak aliases cap it.
    """

    subject: int
    entry: int
    score: float
    rarity: float = 0.0
    agreement: float = 0.0


class NameQueries:
    """Answers queries; immutable."""

    def __init__(self, index: Index, comparer: NameComparer, weigher: Weigher) -> None:
        self._index = index
        self._comparer = comparer
        self._weigher = weigher
        borders = weigher.scoring
        self._strong, self._possible = borders.strong.value, borders.possible.value
        self._floor = borders.floor.value
        self._borders = (self._strong, self._possible, self._floor)
        self._step = 0.01

    def band(self, score: float) -> Band | None:
        """The band of a score, or None below the floor."""
        return self._comparer.band(score)

    def matches(self, asked: Query, limit: int | None = None) -> list[Match]:
        """Possible matches of a query, best first, in all bands."""
        found = self.found(asked)
        if "person" in asked.kinds:
            found += self._slips(asked, {each.subject for each in found})
        if asked.imo is not None and "vessel" in asked.kinds:
            known = {each.subject for each in found}
            numbered = self._index.by_imo(asked.imo)
            found += [Found(position, -1, 0.0) for position in numbered if position not in known]
        answers = {each.subject: self._match(asked, each) for each in found}
        totals = {
            # Facts that agree can fill the scale; what goes beyond it still ranks.
            each.subject: (answers[each.subject].score, _total(each, answers[each.subject]))
            for each in found
        }
        ranked = self._ranked(asked.name, found, totals)
        kept = [answers[each.subject] for each in ranked if answers[each.subject].band is not None]
        return kept[:limit]

    def ranked(self, name: str, found: list[Found]) -> list[Found]:
        """What was found for a name, best first, facts aside."""
        return self._ranked(name, found, {each.subject: (each.score, 0.0) for each in found})

    def _ranked(
        self, name: str, found: list[Found], totals: dict[int, tuple[float, float]]
    ) -> list[Found]:
        """By score; among equal scores by agreement, then by closeness, then by id.

        Caps and borders bring different names to one score, and several romanizations agree
        alike: a tie is broken by what the score leaves out.
        """
        keys = {each.subject: (*totals[each.subject], each.agreement) for each in found}
        common = Counter(keys.values())
        subjects = self._index.subjects

        def rank(each: Found) -> tuple[object, ...]:
            key = keys[each.subject]
            tied = common[key] > 1 and each.entry >= 0
            near = [-value for value in self._closeness(name, each.entry)] if tied else []
            return (*(-value for value in key), near, subjects[each.subject].id)

        return sorted(found, key=rank)

    def _closeness(self, name: str, entry: int) -> Closeness:
        kind = self._index.entries[entry].kind
        asked = self._comparer.prepare(name, kind)
        return self._comparer.closeness(asked, self._index.prepared(entry))

    def _slips(self, asked: Query, known: set[int]) -> list[Found]:
        """Names of persons that differ by a slip of the pen: `weak` at most."""
        name = self._comparer.prepare(asked.name, "person")
        best: dict[int, Found] = {}
        for position in self._index.slip_candidates(asked.name):
            subject = self._index.entries[position].subject
            score = round(self._comparer.score(name, self._index.prepared(position)), 4)
            least = best[subject].score if subject in best else 0.0
            if subject not in known and self._possible > score >= self._floor and score > least:
                best[subject] = Found(subject, position, score, agreement=score)
        return list(best.values())

    def found(self, asked: Query) -> list[Found]:
        """The best listed spelling of every subject that a name may mean.

        Complete at the review border and above; `matches` also looks for slips.
        """
        best: dict[int, Found] = {}
        index, score_names = self._index, self._comparer.score
        prepared = index.prepared
        for kind in asked.kinds:
            name = self._comparer.prepare(asked.name, kind)
            for position in index.candidates_of(name, kind):
                entry = index.entries[position]
                agreement = score_names(name, prepared(position))
                score = self.worth(agreement, entry.name.quality)
                known = best.get(entry.subject)
                if score >= self._floor and (known is None or score > known.score):
                    best[entry.subject] = Found(entry.subject, position, score, agreement=agreement)
        return self.rated(asked.name, list(best.values()))

    def rated(self, name: str, found: list[Found]) -> list[Found]:
        """Persons found by a Korean name, with what the rarity of the name adds or takes."""
        persons = [each for each in found if self._index.subjects[each.subject].kind == "person"]
        rarity = self._weigher.rarity(name) if persons else None
        if rarity is None:
            return found
        rated = []
        for each in found:
            score = each.score
            if each in persons:
                # Rarity ranks within a band; it takes nobody across a border.
                least = max((b for b in self._borders if b <= score), default=0.0)
                score = round(min(1.0, max(least, score + rarity.effect)), 4)
            effect = round(score - each.score, 4)
            rated.append(Found(each.subject, each.entry, score, effect, each.agreement))
        return rated

    def worth(self, score: float, quality: str) -> float:
        """What a name alone is worth: room is left above for facts, weak aliases stay weak."""
        if score > self._strong:
            score = self._strong + (score - self._strong) * _NAME_SHARE
        if quality == "weak":
            score = min(score, self._possible - self._step)
        return round(score, 4)

    def _match(self, asked: Query, found: Found) -> Match:
        subject = self._index.subjects[found.subject]
        facts = self._facts(asked, subject)
        if found.entry < 0:
            name = subject.designations[0].names[0]
            evidence = [Evidence("name", 0.0, "no name in common; found by its IMO number")]
        else:
            entry = self._index.entries[found.entry]
            name = entry.name
            reasons = self._comparer.compare(asked.name, name.text, entry.kind).reasons
            evidence = [Evidence("name", round(found.score - found.rarity, 4), reasons[0])]
            evidence += [Evidence("name", 0.0, line) for line in reasons[1:]]
            rarity = self._weigher.rarity(asked.name) if entry.kind == "person" else None
            if rarity is not None:
                evidence.append(Evidence(rarity.feature, found.rarity, rarity.detail))
            if name.quality == "weak":
                evidence.append(Evidence("weak_alias", 0.0, "the list marks this alias as weak"))
        evidence += facts
        total = found.score + sum(fact.effect for fact in facts)
        if any(fact.feature == "imo_agrees" for fact in facts):
            total = 1.0 if found.score >= self._floor else self._strong
        total = round(min(1.0, max(0.0, total)), 4)
        band = self._comparer.band(total)
        return Match(subject, total, band, subject.status, tuple(evidence), name)

    def _facts(self, asked: Query, subject: Subject) -> list[Evidence]:
        """Evidence from what is known of the bearer."""
        found: list[Evidence] = []
        item = self._weigher.item
        printed = printed_births(subject.designations)
        born = relation(asked.birth_date, printed) if asked.birth_date is not None else None
        if born is not None:
            found.append(
                item(_BIRTH[born], f"born {asked.birth_date}; the list says {_joined(printed)}")
            )
        countries = countries_of(subject)
        if asked.countries and countries:
            agrees = not set(countries).isdisjoint(asked.countries)
            found.append(
                item(
                    "nationality_agrees" if agrees else "nationality_differs",
                    f"country {_joined(asked.countries)}; the list says {_joined(countries)}",
                )
            )
        numbers = subject.numbers("imo")
        if asked.imo is not None and numbers:
            found.append(
                item(
                    "imo_agrees" if asked.imo in numbers else "imo_differs",
                    f"IMO {asked.imo}; the list says {_joined(sorted(numbers))}",
                )
            )
        return found


def _total(found: Found, match: Match) -> float:
    """The sum of a name and its facts, where the score ends with the scale."""
    if any(each.feature == "imo_agrees" for each in match.evidence):
        return 2.0  # the number decides, whatever the names add up to
    facts = sum(each.effect for each in match.evidence if each.feature not in _OF_THE_NAME)
    return round(found.score + facts, 4)


def _joined(values: Iterable[str] | Sequence[str]) -> str:
    return ", ".join(values)


def _date(birth_date: str | None) -> str | None:
    if birth_date is None or not str(birth_date).strip():
        return None
    text = str(birth_date).strip()
    if not (text[:4].isdigit() and len(text) in (4, 7, 10) and text[4:5] in ("", "-")):
        raise UsageError(
            f"birth date {text!r} is no ISO date", hint="write 1957, 1957-07 or 1957-07-27"
        )
    return text


def _imo(imo: str | int | None) -> str | None:
    if imo is None or not str(imo).strip():
        return None
    text = str(imo).upper().removeprefix("IMO").strip()
    if not is_imo(text):
        raise UsageError(
            f"{imo!r} is no IMO number", hint="an IMO number has seven digits and a check digit"
        )
    return text
