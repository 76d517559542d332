"""How much an agreeing name tells of two entries being one target.

Owns the comparison of the names of two entries. Invariants: symmetric; weak aliases do
not count; the name alone never reaches the bar of `rules/subjects.yml`. Refuses to look at
anything but names.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from xref.lists.resolution_facts import Facts
from xref.names.compare import NameComparer, PreparedPerson
from xref.names.fold import fold
from xref.names.organisations_words import OrganisationName
from xref.names.vessels_agree import VesselName
from xref.rules.names import ScoringRules
from xref.rules.subjects import Points, SubjectRules


class Reason(msgspec.Struct, frozen=True, gc=False):
    """One fact that was compared: its points and a phrase."""

    points: float
    text: str


class NameJudge:
    """Compares the names of entries.

    Args:
        rules: From `rules/subjects.yml`.
        comparer: Compares names.
        scoring: Borders of the bands.
    """

    def __init__(self, rules: SubjectRules, comparer: NameComparer, scoring: ScoringRules) -> None:
        self.rules = rules
        self._comparer = comparer
        self._strong = scoring.strong.value
        self._possible = scoring.possible.value
        self._floor = scoring.floor.value
        self._common = frozenset(rules.common_words)
        self._endings = tuple(fold(each) for each in comparer.persons.rules.patronymic_endings)
        self._fathers = lru_cache(maxsize=1 << 17)(self._read_father)
        self._telling = lru_cache(maxsize=1 << 17)(self._read_telling)

    def fathers_differ(self, one: Facts, two: Facts) -> str | None:
        """Names with a Slavic father's name on both sides of which no two agree."""
        lefts = [(name.text, key) for name in one.names if (key := self._fathers(name.text))]
        if not lefts:
            return None
        rights = [(name.text, key) for name in two.names if (key := self._fathers(name.text))]
        if not rights:
            return None
        if not {key for _, key in lefts}.isdisjoint(key for _, key in rights):
            return None
        if any(self.score(x, y, "person") >= self._possible for x, _ in lefts for y, _ in rights):
            return None
        return f"father's names: {lefts[0][0]} and {rights[0][0]}"

    def _read_father(self, name: str) -> str:
        """Key of the father's name; empty if the name shows none."""
        tokens = fold(name).split()
        if len(tokens) < 3:
            return ""
        skeletons = self._comparer.persons.skeletons
        found = [token for token in tokens if token.endswith(self._endings)]
        return skeletons.loose(skeletons.key(found[-1])) if found else ""

    def score(self, left: str, right: str, kind: str) -> float:
        """The score of two names; those of other scripts included."""
        comparer = self._comparer
        return comparer.score(comparer.prepare(left, kind), comparer.prepare(right, kind))

    def alike(self, one: Facts, two: Facts) -> bool:
        """Tell whether any two names are at least remotely alike (the floor of the bands)."""
        return any(
            self.score(x.text, y.text, one.kind) >= self._floor
            for x in one.names
            for y in two.names
        )

    def weigh(
        self, one: Facts, two: Facts, pairs: Sequence[tuple[int, int]]
    ) -> list[Reason] | None:
        """What the names tell; None if no two of them agree as *strong*.

        Args:
            one: An entry.
            two: Another of the same kind.
            pairs: Positions of the names that share a key.
        """
        best: tuple[float, float, Reason] | None = None
        for left, right in pairs:
            x, y = one.names[left].text, two.names[right].text
            if one.kind == "organisation" and not self._share_words(x, y):
                continue
            score = self.score(x, y, one.kind)
            if score < self._strong:
                continue
            weight = self._specific(x, y, one.kind)
            shown = f"“{x}” and “{y}” agree" if x != y else f"both “{x}”"
            if weight is not None:
                shown += f" ({weight[1]})"
            value = weight[0].value if weight is not None else 0.0
            if best is None or (value, score) > best[:2]:
                best = (value, score, Reason(value, shown))
        if best is None:
            return None
        found = [best[2]]
        if one.native & two.native:
            found.append(self._reason("script", f"both {min(one.native & two.native, key=len)}"))
        for here, there in ((one, two), (two, one)):
            primary = here.names[0].text
            scores = (self.score(primary, name.text, here.kind) for name in there.names)
            if not any(score >= self._possible for score in scores):
                text = f"“{primary}” agrees with no name of {there.id}"
                found.append(self._reason("primary_unmatched", text))
        return found

    def _share_words(self, left: str, right: str) -> bool:
        """Tell whether two bodies share half of their telling words: a comparison costs more."""
        one, two = self._telling(left), self._telling(right)
        if not one or not two:
            return True
        # Spellings of a word differ more often in one of its two keys than in both.
        shared = sum(not word.isdisjoint(other) for word in one for other in two)
        return shared * 2 >= max(len(one), len(two))

    def _read_telling(self, name: str) -> tuple[frozenset[str], ...]:
        prepared = self._comparer.prepare(name, "organisation")
        if not isinstance(prepared, OrganisationName):
            return ()
        return tuple(
            frozenset((word.key, *word.sounds)) for word in prepared.words if word.essential
        )

    def _specific(self, left: str, right: str, kind: str) -> tuple[Points, str] | None:
        """How much a name that agrees tells."""
        points = self.rules.points
        if kind == "person":
            return self._specific_person(left, right)
        prepared = self._comparer.prepare(left, kind), self._comparer.prepare(right, kind)
        counts = []
        for name in prepared:
            if isinstance(name, OrganisationName):
                counts.append(sum(word.weight == "telling" for word in name.words))
            elif isinstance(name, VesselName):
                counts.append(len(name.words) + len(name.numbers))
        fewest = min(counts, default=0)
        if kind == "organisation" and fewest > 2:
            return points.many_words, f"{fewest} telling words"
        if fewest > 1:
            return points.words, f"{fewest} words"
        return None

    def _specific_person(self, left: str, right: str) -> tuple[Points, str] | None:
        points, rules = self.rules.points, self.rules
        korean = self._comparer.korean
        one, two = (self._comparer.prepare(name, "person") for name in (left, right))
        assert isinstance(one, PreparedPerson)  # noqa: S101 - a person's name
        assert isinstance(two, PreparedPerson)  # noqa: S101 - likewise
        if korean is not None and (one.plausible or two.plausible):
            rarities = [r for r in (korean.rarity(left), korean.rarity(right)) if r is not None]
            if rarities:
                rarity = max(rarities, key=lambda r: r.share)
                bearers = 1 / rarity.share
                if bearers <= rules.korean_common.value:
                    return points.common, f"common: {rarity.text}"
                if bearers >= rules.korean_rarer.value:
                    return points.rarer, rarity.text
                if bearers >= rules.korean_rare.value:
                    return points.rare, rarity.text
                return None
        parts = min(len(one.parsed.units), len(two.parsed.units))
        if parts < 2:
            return points.one_word, "one word"
        if self._fathers(left) and self._fathers(right):
            return points.rarer, "with the father's name"
        if parts > 3:
            return points.rarer, f"{parts} parts"
        if parts > 2:
            return points.rare, f"{parts} parts"
        if self._common.issuperset(fold(left).split()) or self._common.issuperset(
            fold(right).split()
        ):
            return points.common, "a common name"
        return None

    def _reason(self, name: str, text: str) -> Reason:
        points: Points = getattr(self.rules.points, name)
        return Reason(points.value, text)
