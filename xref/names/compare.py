"""Comparison of two names of any kind, explained.

Owns the choice of the comparer (persons, Koreans, ships, organisations) and the bands.
Invariants: symmetric; 0..1; a name equals itself with 1.0 unless it is empty; any
string at all is answered, never refused. Refuses to look at anything but the names and
what they name: dates, countries and texts are evidence of a match.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xref.errors import UsageError
from xref.model import KINDS, Band, Comparison, check_kind
from xref.names.agreement import Agreement, Part
from xref.names.fold import fold
from xref.names.organisations import OrganisationNames
from xref.names.persons import PersonNames
from xref.names.vessels import VesselNames
from xref.rules.names import NameRules

if TYPE_CHECKING:
    from xref.names.korean import KoreanComparison, KoreanModel


class NameComparer:
    """Compares, expands and indexes names of every kind. Immutable and picklable.

    Args:
        rules: The rule files on names.
        korean: The model that decides between Korean names, or None to do without.
    """

    def __init__(self, rules: NameRules, korean: KoreanModel | None = None) -> None:
        self._rules = rules
        self.korean = korean
        self.persons = PersonNames(rules.persons, rules.titles)
        self.vessels = VesselNames(rules.vessels, self.persons.skeletons, korean)
        self.organisations = OrganisationNames(rules.organisations, self.persons.skeletons, korean)
        self._korean_chance = lru_cache(maxsize=1 << 16)(self._read_chance)
        self._agreement = lru_cache(maxsize=1 << 15)(self._compare)

    def __reduce__(self) -> tuple[type[NameComparer], tuple[NameRules, KoreanModel | None]]:
        return (NameComparer, (self._rules, self.korean))

    def compare(self, left: str, right: str, kind: str = "person") -> Comparison:
        r"""Compare two names.

        Args:
            left: A name.
            right: Another.
            kind: `person`, `vessel`, `organisation` or `aircraft`.

        Raises:
            UsageError: The kind is unknown.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> comparer = NameComparer(load_names(data_folder("rules")))
            >>> comparison = comparer.compare("Sergei Shoigu", "SHOYGU, Sergey Kuzhugetovich")
            >>> comparison.band, comparison.same
            ('strong', True)
            >>> print(*comparison.reasons, sep="\n")
            2 of 3 parts agree, one name is shorter
            "sergei" = "sergey": the same name in another spelling
            "shoigu" = "shoygu": the same name in another spelling
            "kuzhugetovich": a father's name, often left out
        """
        agreement = self.agreement(left, right, kind)
        band = self.band(agreement.score)
        return Comparison(
            score=agreement.score,
            band=band,
            same=band in ("strong", "possible"),
            reasons=agreement.reasons(),
        )

    def agreement(self, left: str, right: str, kind: str = "person") -> Agreement:
        """The comparison as rows for a side-by-side view; see `compare`."""
        return self._agreement(left, right, _known(kind))

    def band(self, score: float) -> Band | None:
        """The band of a score, or None below the floor."""
        borders = self._rules.scoring
        if score >= borders.strong.value:
            return "strong"
        if score >= borders.possible.value:
            return "possible"
        return "weak" if score >= borders.floor.value else None

    def forms(self, name: str, kind: str) -> tuple[str, ...]:
        """Folded forms in which running text may print a listed name."""
        kind = _known(kind)
        if kind == "person":
            return self.persons.forms(name, whole=self.plausibly_korean(name))
        if kind == "organisation":
            return self.organisations.forms(name)
        return self.vessels.forms(name)

    def keys(self, name: str, kind: str) -> frozenset[str]:
        """Index keys: two names that compare as `possible` or better share at least one."""
        kind = _known(kind)
        if kind == "organisation":
            return self.organisations.keys(name)
        if kind != "person":
            return self.vessels.keys(name)
        keys = self.persons.keys(name)
        if self.korean is not None:
            keys |= {f"ko:{key}" for key in self.korean.keys(name)}
        return keys

    def surname(self, name: str) -> str | None:
        """The folded surname of a listed person, if the name tells it."""
        return self.persons.surname(name)

    def needs_support(self, name: str, kind: str) -> bool:
        """Tell whether a name alone is too common a word to be looked for in prose."""
        kind = _known(kind)
        if kind == "organisation":
            return self.organisations.is_single_word(name)
        return kind != "person" and self.vessels.is_common(name)

    def plausibly_korean(self, name: str) -> bool:
        """Tell whether a person's name is likely enough Korean for the Korean model to decide."""
        return self._korean_chance(name) >= self._rules.persons.limits.korean_plausible.value

    def _compare(self, left: str, right: str, kind: str) -> Agreement:
        if kind == "organisation":
            return self.organisations.compare(left, right)
        if kind != "person":
            return self.vessels.compare(left, right)
        return self._compare_persons(left, right)

    def _compare_persons(self, left: str, right: str) -> Agreement:
        one, two = fold(left), fold(right)
        if not one or not two:
            return Agreement(0.0, "nothing to compare: a name without letters")
        if one == two:
            return Agreement(1.0, "the same name, letter by letter")
        if self.korean is None:
            return self.persons.compare(left, right)
        return self._compare_with_korean(left, right, self.korean)

    def _compare_with_korean(self, left: str, right: str, korean: KoreanModel) -> Agreement:
        plausible = self.plausibly_korean(left) or self.plausibly_korean(right)
        if not plausible and not (self._parses(left) and self._parses(right)):
            return self.persons.compare(left, right)
        decided = korean.compare(self._bare(left), self._bare(right))
        if decided is None:
            return self._one_korean(self.persons.compare(left, right))
        if not plausible and self.band(decided.score) != "strong":
            # Chinese and Burmese names that happen to divide into Korean syllables.
            return self.persons.compare(left, right)
        return _korean_agreement(decided)

    def _one_korean(self, found: Agreement) -> Agreement:
        cap = self._rules.persons.caps.only_one_korean.value
        full = all(part.how in ("same", "spelling", "joined") for part in found.parts)
        if found.score <= cap or (full and found.parts):
            return found
        note = "only one of the names can be Korean, and not every part agrees"
        return Agreement(cap, found.summary, found.parts, (*found.notes, note))

    def _read_chance(self, name: str) -> float:
        return 0.0 if self.korean is None else self.korean.is_korean(self._bare(name))

    def _parses(self, name: str) -> bool:
        return self.korean is not None and bool(self.korean.parses(self._bare(name)))

    def _bare(self, name: str) -> str:
        """The name without titles in front."""
        return self.persons.without_titles(name)


def _korean_agreement(decided: KoreanComparison) -> Agreement:
    parts = tuple(
        Part(
            pair.left,
            pair.right,
            "conflict" if not pair.agreement else "same" if pair.agreement == 1 else "spelling",
            pair.agreement,
            pair.note or "the same",
        )
        for pair in decided.syllables
    )
    score = min(1.0, max(0.0, decided.score))
    summary = "compared as Korean names, syllable by syllable"
    return Agreement(score, summary, parts, decided.reasons)


def _known(kind: str) -> str:
    known = check_kind(kind)
    if known is None:
        raise UsageError("a kind is needed", hint=f"one of: {', '.join(KINDS)}")
    return known
