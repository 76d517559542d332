"""Resolution: which entries of several lists are one subject, and why.

Owns the decision. Entries are joined by what an authority or a user says (a key, a printed
cross-reference, an override), by a number that decides (IMO, passport, registration), or by
an agreeing name with facts that add up to the bar of `rules/subjects.yml`, with nothing
in conflict and nobody else on either list who fits. Invariants: nothing is joined on a name
alone; no entry joins a group that holds an entry in conflict with it, but where an
authority or a user says so; every join has a link in words; the order of the entries
given does not matter. Refuses to forget a near miss: it is kept as *possibly the same*.
"""

from __future__ import annotations

import gc
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from xref.lists.resolution_blocks import Bearers, Blocker
from xref.lists.resolution_certain import (
    printed_references,
    shared_numbers,
    shared_ship_numbers,
)
from xref.lists.resolution_evidence import Weigher
from xref.lists.resolution_facts import FactReader
from xref.lists.resolution_groups import Groups
from xref.lists.resolution_names import NameJudge
from xref.model import Designation, SubjectLink
from xref.names.compare import NameComparer
from xref.rules import Rules

log = logging.getLogger("xref.lists")


class Resolution(msgspec.Struct, frozen=True):
    """Which entries are one subject.

    Attributes:
        groups: Ids of the entries of each subject with more than one, in list order.
        links: One for each join, strongest first; those of a group connect it.
        possible: Pairs that may be one, with what lacks or contradicts, best first.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    links: tuple[SubjectLink, ...] = ()
    possible: tuple[SubjectLink, ...] = ()


class Said(msgspec.Struct, frozen=True):
    """A join that somebody states: a key of our own format, or an override.

    Attributes:
        rule: `override` or `key`.
        detail: Who says so, in words.
    """

    left: str
    right: str
    rule: str
    detail: str


class _Fit(msgspec.Struct, frozen=True, gc=False):
    """A pair whose names and facts reach the bar."""

    left: int
    right: int
    total: float
    detail: str


def resolve(
    designations: Sequence[Designation],
    rules: Rules,
    comparer: NameComparer,
    *,
    said: Iterable[Said] = (),
) -> Resolution:
    """Decide which entries are one subject.

    Args:
        designations: Entries in list order, each id once.
        rules: The rules; `rules.subjects` has the numbers and the overrides.
        comparer: Made of the same rules.
        said: Joins that files compiled by hand state.

    Returns:
        Groups, links and possible pairs. A pure function: the same entries and rules give
        the same result.

    Example:
        >>> from xref.model import Name
        >>> from xref.names import comparer_for
        >>> from xref.rules import load_rules
        >>> def entry(id, **facts):
        ...     return Designation(id=id, list=id.split(":")[0], reference="1", authority="X",
        ...         kind="person", nationalities=("KP",), **facts)
        >>> rules = load_rules()
        >>> found = resolve([
        ...     entry("us-ofac-sdn:1", names=(Name("SIN, Kum Chol"),), birth_dates=("1961-03-04",)),
        ...     entry("un-sc:1", names=(Name("SHIN GEUM CHEOL"),), birth_dates=("1961-03-04",)),
        ... ], rules, comparer_for(rules))
        >>> found.groups
        (('us-ofac-sdn:1', 'un-sc:1'),)
        >>> print(found.links[0].detail)
        “SIN, Kum Chol” and “SHIN GEUM CHEOL” agree (about 1 in 500,000 Koreans); the same birth \
date (1961-03-04 and 1961-03-04); nationality KP
    """
    # Hundreds of thousands of small values are made and none is freed: looking for cycles among
    # them takes a third of the time.
    paused = gc.isenabled()
    gc.disable()
    try:
        return _Resolver(designations, rules, comparer).run(said)
    finally:
        if paused:
            gc.enable()


class _Resolver:
    def __init__(
        self, designations: Sequence[Designation], rules: Rules, comparer: NameComparer
    ) -> None:
        self.rules = rules.subjects
        reader = FactReader(rules.subjects)
        self.facts = [reader.read(entry) for entry in designations]
        self.blocker = Blocker(comparer, rules.subjects.limits.block.value)
        bearers = Bearers(self.facts, self.blocker)
        self.names = NameJudge(rules.subjects, comparer, rules.names.scoring, bearers)
        self.weigher = Weigher(rules.subjects, self.names)
        self.place = {entry.id: at for at, entry in enumerate(designations)}
        self.possible: dict[tuple[int, int], tuple[float, SubjectLink]] = {}
        different = self._overrides(self.rules.different, "different")
        self.groups = Groups(self.facts, self.weigher, different)

    def run(self, said: Iterable[Said]) -> Resolution:
        for left, right, why in self.rules.same:
            self._say(Said(left, right, "override", f"rules: {why}"))
        for each in said:
            self._say(each)
        for found in (
            *printed_references(self.facts, self.place),
            *shared_ship_numbers(self.facts),
            *shared_numbers(self.facts, self.weigher),
        ):
            if found.joins:
                self._join(found.left, found.right, found.rule, found.detail, 0.0)
            else:
                self._maybe(found.left, found.right, found.rule, found.detail, 0.0)
        fits = self._duplicates(self._fits())
        for fit in self._unique(fits):
            self._join(fit.left, fit.right, "name", fit.detail, fit.total)
        return self._result()

    def _overrides(self, pairs: list[tuple[str, str, str]], what: str) -> dict[frozenset[int], str]:
        found = {}
        for left, right, why in pairs:
            unknown = [each for each in (left, right) if each not in self.place]
            if unknown:
                log.warning("rules/subjects.yml: %s: no loaded entry %s", what, ", ".join(unknown))
            else:
                found[frozenset((self.place[left], self.place[right]))] = why
        return found

    def _say(self, said: Said) -> None:
        left, right = self.place.get(said.left), self.place.get(said.right)
        if left is None or right is None:
            if said.rule == "override":
                unknown = said.left if left is None else said.right
                log.warning("rules/subjects.yml: same: no loaded entry %s", unknown)
            return
        if left == right:
            return
        if (one := self.facts[left].kind) != (two := self.facts[right].kind):
            log.warning(
                "%s (%s) and %s (%s) stay two subjects: %s, but the kinds differ",
                *(said.left, one, said.right, two, said.detail),
            )
            return
        self._join(left, right, said.rule, said.detail, 0.0)

    def _fits(self) -> list[_Fit]:
        """Pairs whose names agree and whose facts reach the bar; the others are noted."""
        limits = self.rules.limits
        found = []
        points = self.rules.points
        best_name = max(each.value for each in (points.rarer, points.sole, points.many_words))
        best_name += points.script.value
        for (left, right), names in self.blocker.pairs(self.facts).items():
            one, two = self.facts[left], self.facts[right]
            if self.groups.joined(left, right):
                continue
            bar = getattr(self.rules.bars, one.kind).value
            reasons = self.weigher.support(one, two)
            support = sum(reason.points for reason in reasons)
            mentioned = support >= limits.mention.value
            if not mentioned and support + best_name < bar:
                continue
            conflict = self.weigher.conflict(one, two)
            if conflict is not None and not mentioned:
                continue
            dated = any(reason.fact == "birth_day" for reason in reasons)
            named = self.names.weigh(one, two, names, near=dated)
            if named is None:
                continue
            total = support + sum(reason.points for reason in named)
            detail = "; ".join(reason.text for reason in (*named, *reasons))
            if conflict is not None:
                self._maybe(left, right, "conflict", f"{detail}; but {conflict}", total)
            elif total >= bar and support >= limits.support.value:
                found.append(_Fit(left, right, total, detail))
            elif mentioned:
                detail += f"; too little ({total:g} of {bar:g} points)"
                self._maybe(left, right, "lacking", detail, total)
        return found

    def _duplicates(self, fits: list[_Fit]) -> list[_Fit]:
        """Join entries of one list that are one target without doubt; return the others."""
        others = []
        for fit in fits:
            if self.facts[fit.left].scope != self.facts[fit.right].scope:
                others.append(fit)
            elif fit.total >= self.rules.limits.duplicate.value:
                self._join(fit.left, fit.right, "duplicate", fit.detail, fit.total)
        return others

    def _unique(self, fits: list[_Fit]) -> list[_Fit]:
        """Leave out pairs of which one side fits another target just as well.

        Another target is another entry of the same list, or one that is in conflict with
        the other side: who fits both KIM Yong Chol is neither without more.
        """
        fitting: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for fit in fits:
            fitting[fit.left].append((fit.total, fit.right))
            fitting[fit.right].append((fit.total, fit.left))
        kept = []
        for fit in fits:
            rival = self._rival(fit.left, fit.right, fit.total, fitting) or self._rival(
                fit.right, fit.left, fit.total, fitting
            )
            if rival is None:
                kept.append(fit)
            else:
                detail = f"{fit.detail}; but {rival}"
                self._maybe(fit.left, fit.right, "rival", detail, fit.total)
        kept.sort(key=lambda fit: (-fit.total, fit.left, fit.right))
        return kept

    def _rival(
        self, here: int, there: int, total: float, fitting: dict[int, list[tuple[float, int]]]
    ) -> str | None:
        margin = self.rules.limits.margin.value
        chosen = self.facts[there]
        for points, other in fitting[here]:
            if other == there or points + margin <= total or self.groups.joined(other, there):
                continue
            rival = self.facts[other]
            if rival.scope == chosen.scope or self.weigher.conflict(rival, chosen) is not None:
                return f"{self.facts[here].id} fits {rival.id} as well"
        return None

    def _join(self, left: int, right: int, rule: str, detail: str, points: float) -> None:
        why_not = self.groups.join(left, right, rule, detail)
        if why_not is not None:
            self._maybe(left, right, "conflict", f"{detail}; but {why_not}", points)
            if rule != "name":
                log.warning(
                    "%s and %s stay two subjects: %s, but %s",
                    *(self.facts[left].id, self.facts[right].id, detail, why_not),
                )

    def _maybe(self, left: int, right: int, rule: str, detail: str, points: float) -> None:
        low, high = sorted((left, right))
        link = SubjectLink(self.facts[low].id, self.facts[high].id, rule, detail)
        known = self.possible.get((low, high))
        if known is None or known[0] < points:
            self.possible[low, high] = (points, link)

    def _result(self) -> Resolution:
        # One line for two subjects: what contradicts tells more than what lacks.
        best: dict[tuple[int, int], tuple[bool, float, SubjectLink]] = {}
        for (left, right), (points, link) in sorted(self.possible.items()):
            one, two = sorted((self.groups.find(left), self.groups.find(right)))
            if one == two:
                continue
            rank = (link.rule == "conflict", points, link)
            if (one, two) not in best or best[one, two][:2] < rank[:2]:
                best[one, two] = rank
        possible = sorted(best.items(), key=lambda item: (-item[1][1], item[0]))
        return Resolution(
            groups=tuple(
                tuple(self.facts[at].id for at in members) for members in self.groups.members()
            ),
            links=tuple(self.groups.links),
            possible=tuple(link for _, (_, _, link) in possible),
        )
