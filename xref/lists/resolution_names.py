"""How much an agreeing name tells of two entries being one target.

Owns the comparison of the names of two entries. Invariants: symmetric; weak aliases do
not count; the name alone never reaches the bar of `rules/subjects.yml`. Refuses to look at
anything but names.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import jellyfish
import msgspec

from xref.lists.resolution_blocks import Bearers
from xref.lists.resolution_facts import Facts
from xref.names.compare import NameComparer, PreparedPerson
from xref.names.fold import fold
from xref.names.organisations_words import OrganisationName
from xref.names.vessels_agree import VesselName
from xref.rules.names import ScoringRules
from xref.rules.subjects import Points, SubjectRules

#: Stems of so many letters may differ in two (`piatr`, `petr`), shorter ones in one.
_SHORT_STEM = 4


class Reason(msgspec.Struct, frozen=True, gc=False):
    """One fact that was compared.

    Attributes:
        fact: Its name in `points` of `rules/subjects.yml`, or `name`.
        points: What it adds.
        text: A phrase for readers.
    """

    fact: str
    points: float
    text: str


class NameJudge:
    """Compares the names of entries.

    Args:
        rules: From `rules/subjects.yml`.
        comparer: Compares names.
        scoring: Borders of the bands.
        bearers: How many entries of each list bear a part of a name.
    """

    def __init__(
        self,
        rules: SubjectRules,
        comparer: NameComparer,
        scoring: ScoringRules,
        bearers: Bearers | None = None,
    ) -> None:
        self.rules = rules
        self._bearers = bearers
        self._comparer = comparer
        self._strong = scoring.strong.value
        self._possible = scoring.possible.value
        self._floor = scoring.floor.value
        self._common = frozenset(rules.common_words)
        self._endings = tuple(fold(each) for each in comparer.persons.rules.patronymic_endings)
        self.score = lru_cache(maxsize=1 << 18)(self._score)
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
        if any(_near(one, two) for _, one in lefts for _, two in rights):
            return None
        if any(self.score(x, y, "person") >= self._possible for x, _ in lefts for y, _ in rights):
            return None
        return f"father's names: {lefts[0][0]} and {rights[0][0]}"

    def _read_father(self, name: str) -> str:
        """Sound of the father's own name; empty if the name shows none."""
        tokens = fold(name).split()
        if len(tokens) < 3:
            return ""
        found = next((token for token in reversed(tokens) if token.endswith(self._endings)), "")
        if not found:
            return ""
        ending = max((each for each in self._endings if found.endswith(each)), key=len)
        return self._comparer.persons.skeletons.sound(found.removesuffix(ending) or found)

    def _score(self, left: str, right: str, kind: str) -> float:
        """The score of two names; lists copy each other, so most are asked for again."""
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
        self, one: Facts, two: Facts, pairs: Sequence[tuple[int, int]], *, near: bool = False
    ) -> list[Reason] | None:
        """What the names tell; None if no two of them agree as *strong*.

        Args:
            one: An entry.
            two: Another of the same kind.
            pairs: Positions of the names that share a key.
            near: Take names that only may be one, too: a birth date agrees to the day.
        """
        best: tuple[float, float, Reason] | None = None
        for left, right in pairs:
            x, y = one.names[left].text, two.names[right].text
            if one.kind == "organisation" and not self._share_words(x, y):
                continue
            score = self.score(x, y, one.kind)
            if score < self._strong:
                if near and score >= self._possible:
                    reason = self._reason("near_name", f"“{x}” and “{y}” may be one name")
                    found_one = (reason.points, score, reason)
                    if best is None or _rank(found_one) > _rank(best):
                        best = found_one
                continue
            weight = self._specific(x, y, one, two)
            shown = f"“{x}” and “{y}” agree" if x != y else f"both “{x}”"
            if weight is not None:
                shown += f" ({weight[1]})"
            value = weight[0].value if weight is not None else 0.0
            found_one = (value, score, Reason("name", value, shown))
            if best is None or _rank(found_one) > _rank(best):
                best = found_one
        if best is None:
            return None
        found = [best[2]]
        if one.native & two.native:
            found.append(self._reason("script", f"both {min(one.native & two.native, key=len)}"))
        person = one.kind == "person"
        unmatched = "primary_unmatched" if person else "primary_unmatched_body"
        for here, there in ((one, two), (two, one)):
            primary = here.names[0].text
            scores = (self.score(primary, name.text, here.kind) for name in there.names)
            if not any(score >= self._possible for score in scores):
                text = f"“{primary}” agrees with no name of {there.id}"
                found.append(self._reason(unmatched, text))
        return found

    def _share_words(self, left: str, right: str) -> bool:
        """Tell whether two bodies share half of their telling words: a comparison costs more."""
        one, two = self._telling(left), self._telling(right)
        if not one or not two:
            return True
        every = frozenset().union(*two)
        shared = sum(not word.isdisjoint(every) for word in one)
        return shared * 2 >= max(len(one), len(two))

    def _read_telling(self, name: str) -> tuple[frozenset[str], ...]:
        prepared = self._comparer.prepare(name, "organisation")
        if not isinstance(prepared, OrganisationName):
            return ()
        return tuple(
            frozenset((word.key, *word.sounds)) for word in prepared.words if word.essential
        )

    def _specific(self, left: str, right: str, one: Facts, two: Facts) -> tuple[Points, str] | None:
        """How much a name that agrees tells."""
        if one.kind == "person":
            return self._specific_person(left, right, one, two)
        points = self.rules.points
        prepared = [self._comparer.prepare(name, one.kind) for name in (left, right)]
        counts = []
        for name in prepared:
            if isinstance(name, OrganisationName):
                telling = [word for word in name.words if word.essential]
                coined = any(len(word.text) >= self.rules.limits.coined.value for word in telling)
                counts.append(max(len(telling), 2 if coined else 0))
            elif isinstance(name, VesselName):
                counts.append(min(2, len(name.words) + len(name.numbers)))
        fewest = min(counts, default=0)
        if fewest < 2 and _same_words(prepared):
            fewest = 2
        if fewest == 1 and one.kind == "organisation" and self._bearers is not None:
            least = self.rules.limits.sole_list.value
            fewest = 2 if self._bearers.sole(left, right, one, two, least) else 1
        if fewest > 2:
            return points.many_words, f"{fewest} telling words"
        if fewest > 1:
            return points.words, "a telling name"
        return None

    def _specific_person(
        self, left: str, right: str, one: Facts, two: Facts
    ) -> tuple[Points, str] | None:
        points, rules = self.rules.points, self.rules
        korean = self._comparer.korean
        first, second = (self._comparer.prepare(name, "person") for name in (left, right))
        assert isinstance(first, PreparedPerson)  # noqa: S101 - a person's name
        assert isinstance(second, PreparedPerson)  # noqa: S101 - likewise
        if korean is not None and (first.plausible or second.plausible):
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
        units = [
            [unit.text for unit in name.parsed.units if unit.text not in self._common]
            for name in (first, second)
        ]
        if min(len(name.parsed.units) for name in (first, second)) < 2:
            return points.one_word, "one word"
        telling = min(map(len, units))
        if telling and self._fathers(left) and self._fathers(right):
            return points.rarer, "with the father's name"
        if telling > 3:
            return points.rarer, f"{telling} parts"
        if sole := self._sole(left, right, one, two):
            return points.sole, f"nobody else on either list bears “{sole}”"
        if telling > 2:
            return points.rare, f"{telling} parts"
        if not telling:
            return points.common, "a common name"
        return None

    def _sole(self, left: str, right: str, one: Facts, two: Facts) -> str:
        """A part that both names have and that no other entry of the two lists has."""
        if self._bearers is None:
            return ""
        least = self.rules.limits.sole_list.value
        sole = self._bearers.sole(left, right, one, two, least)
        if not sole:
            return ""
        tokens = (token for token in fold(left).split() if token not in self._common)
        return next((token for token in tokens if self._bearers.key(token) in sole), "")

    def _reason(self, name: str, text: str) -> Reason:
        points: Points = getattr(self.rules.points, name)
        return Reason(name, points.value, text)


def _rank(found: tuple[float, float, Reason]) -> tuple[float, float]:
    return found[:2]


def _same_words(names: Sequence[object]) -> bool:
    """Tell whether two names of bodies are the same two words or more, legal forms apart."""
    cores = [sorted(name.core) for name in names if isinstance(name, OrganisationName)]
    return len(cores) == 2 and cores[0] == cores[1] and len(cores[0]) > 1


def _near(one: str, two: str) -> bool:
    """Tell whether two stems of fathers' names can be one in Russian, Ukrainian and Belarusian.

    `mikola` and `nikola`, `volodimir` and `vladimir`; never `aleksandr` and `alekse`.
    """
    allowed = 2 if min(len(one), len(two)) >= _SHORT_STEM else 1
    return one == two or jellyfish.damerau_levenshtein_distance(one, two) <= allowed
