"""Facts: what the listings of a subject print that a text can agree or disagree with.

Owns bringing the designations of a subject into the form in which evidence compares them,
once for each subject. Invariant: a fact is what some designation prints, or a country that a
programme of it stands for. Refuses to weigh.
"""

from __future__ import annotations

import re

import msgspec

from xref.articles.phrases import Phrases
from xref.match.births import birth_years, printed_births
from xref.model import Subject
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

# Some lists print a man's life as his title; posts stand at its beginning.
_MAX_TITLE_CHARS = 400
# Years by which a listing without a date may be older than the first that is dated.
_YEARS_APART = 10
#: A post below the one behind it, or beside it.
_LESSER = re.compile(
    r"\b(?:vice|deputy|former|first deputy|assistant to|adviser to|aide to)(?: the)? \w+"
)


class Facts(msgspec.Struct, frozen=True):
    """What the listings of one subject print.

    Attributes:
        countries: Nationalities and flags, and those its programmes tell.
        roles: Roles of the rules that the listed titles name: the role, the words of the
            list, and the words by which articles tell it.
        birth_years: All that the listings allow.
        birth_dates: As printed.
        nationalities: Nations that agree: printed nationalities, their kin, and those that
            programmes, addresses, birthplaces and titles tell.
        kin: Those of these nations that are kin alone.
        flags: Flags and former flags.
        contradicting: Nations that contradict; without any, every other nation does if
            `nationalities` are printed.
        first_listed: Year before which no listing can be, where one is dated.
        callings: Callings that contradict the listed titles.
        unproved: Callings that would, if the listings printed titles.
        statesman: Whether the press means him where it prints his name and no more.
        opposed: Nations whose places contradict whatever somebody is.
        types: Types of a ship, folded.
    """

    countries: tuple[str, ...]
    roles: tuple[tuple[str, str, Phrases], ...]
    birth_years: frozenset[int]
    birth_dates: tuple[str, ...] = ()
    nationalities: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    contradicting: frozenset[str] = frozenset()
    first_listed: int | None = None
    callings: frozenset[str] = frozenset()
    unproved: frozenset[str] = frozenset()
    opposed: frozenset[str] = frozenset()
    statesman: bool = False
    types: tuple[str, ...] = ()


class ListedFacts:
    """The facts of subjects; each is read when first asked for."""

    def __init__(self, rules: EvidenceRules) -> None:
        self._rules = rules
        self._roles = [
            (name, Phrases(cue.listed or cue.words), Phrases(cue.words))
            for name, cue in rules.roles.items()
        ]
        self._callings = [
            (name, Phrases(calling.listed), calling) for name, calling in rules.callings.items()
        ]
        nations = {
            fold(word): code
            for code, nation in rules.nations.items()
            for word in (*nation.adjectives, *nation.names)
        }
        self._nations = nations, Phrases(nations)
        self._statesmen = Phrases(rules.statesmen)
        self._kin = [frozenset(kin) for kin in rules.kin_nations]
        self._known: dict[str, tuple[Subject, Facts]] = {}

    def of(self, subject: Subject) -> Facts:
        """The facts of a subject."""
        known = self._known.get(subject.id)
        if known is not None and known[0] is subject:
            return known[1]
        countries = _countries(subject, self._rules.programme_countries)
        person = subject.kind == "person"
        facts = Facts(
            countries,
            self._listed_roles(subject) if person else (),
            frozenset(birth_years(subject.designations)),
            printed_births(subject.designations),
            *(self._nationalities(subject, countries) if person else (frozenset(), frozenset())),
            frozenset(f for d in subject.designations for f in (*d.flags, *d.former_flags)),
            frozenset() if not person else self._opposed(subject, countries),
            _first_listed(subject),
            *(self._other_callings(subject, countries) if person else (frozenset(), frozenset())),
            frozenset(c for own in countries for c in self._rules.opposed_nations.get(own, ())),
            person and self._is_statesman(subject),
            tuple(
                dict.fromkeys(fold(d.vessel_type) for d in subject.designations if d.vessel_type)
            ),
        )
        self._known[subject.id] = subject, facts
        return facts

    def _nationalities(
        self, subject: Subject, countries: tuple[str, ...]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Nations that contradict nothing, and which of them are kin alone."""
        printed = " ".join(
            fold(said[:_MAX_TITLE_CHARS])
            for d in subject.designations
            for said in (*d.addresses, *d.birth_places, *d.titles, d.remarks or "")
        )
        data = f" {printed} ".encode()
        nations, words = self._nations
        found = {*countries} | {nations[word] for _, _, word in words.all(data)}
        kin = {code for each in self._kin if not each.isdisjoint(countries) for code in each}
        return frozenset(found | kin), frozenset(kin - found)

    def _is_statesman(self, subject: Subject) -> bool:
        titles = " , ".join(fold(title) for d in subject.designations for title in d.titles)
        titles = _LESSER.sub("", titles)
        return self._statesmen.first(f" {titles} ".encode()) is not None

    def _opposed(self, subject: Subject, countries: tuple[str, ...]) -> frozenset[str]:
        """Nations that contradict, where no nationality is printed."""
        if any(d.nationalities for d in subject.designations):
            return frozenset(self._rules.nations)
        opposed = self._rules.opposed_nations
        return frozenset(code for country in countries for code in opposed.get(country, ()))

    def _other_callings(
        self, subject: Subject, countries: tuple[str, ...]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Callings of which no listed title tells anything, and those that need titles to tell."""
        titles = " ".join(fold(title) for d in subject.designations for title in d.titles)
        data = f" {titles} ".encode()
        sure: set[str] = set()
        unproved: set[str] = set()
        for name, listed, calling in self._callings:
            if calling.only_of and not set(calling.only_of) & set(countries):
                continue
            if listed.first(data) is None:
                told = (
                    titles
                    or not calling.titled
                    or not set(calling.foreign_to).isdisjoint(countries)
                )
                (sure if told else unproved).add(name)
        return frozenset(sure), frozenset(unproved)

    def _listed_roles(self, subject: Subject) -> tuple[tuple[str, str, Phrases], ...]:
        titles = " ".join(
            fold(title[:_MAX_TITLE_CHARS]) for d in subject.designations for title in d.titles
        )
        if not titles:
            return ()
        data = f" {titles} ".encode()
        return tuple(
            (name, said, words)
            for name, listed, words in self._roles
            if (said := listed.first(data)) is not None
        )


def _first_listed(subject: Subject) -> int | None:
    """Year before which no listing can be, or None if none is dated."""
    years = [int(d.listed_on[:4]) for d in subject.designations if d.listed_on]
    if not years:
        return None
    # Listings without a date can be older, but authorities follow each other in a few years.
    return min(years) - (0 if len(years) == len(subject.designations) else _YEARS_APART)


def countries_of(subject: Subject) -> tuple[str, ...]:
    """Nationalities and flags that the listings of a subject print, each once."""
    return tuple(
        dict.fromkeys(
            country
            for designation in subject.designations
            for country in (*designation.nationalities, *designation.flags)
        )
    )


def _countries(subject: Subject, programmes: dict[str, str]) -> tuple[str, ...]:
    """Countries of a subject: nationalities and flags, and those its programmes tell."""
    found = dict.fromkeys(countries_of(subject))
    for designation in subject.designations:
        for programme in designation.programmes:
            for prefix, country in programmes.items():
                if programme.upper().startswith(prefix.upper()):
                    found[country] = None
    return tuple(found)
