"""Shape of `rules/subjects.yml`: when entries of several lists are one subject.

Owns the structs and their checks. Invariant: every number has a reason, every pattern
compiles, and no pair of entries is both the same and different. Refuses to know which
entries exist: who resolves warns of an override that names none.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from xref.yamlfile import read_struct


class Points(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a fact adds to (or takes from) the sum of a pair, and why so much."""

    value: float
    why: str

    def __post_init__(self) -> None:
        if not -10.0 <= self.value <= 10.0:
            raise ValueError(f"{self.value} is not between -10 and 10")


class Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole number, and why it is that number."""

    value: int
    why: str

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"{self.value} is negative")


class Bars(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sum that makes two entries one subject, by kind."""

    person: Points
    vessel: Points
    organisation: Points
    aircraft: Points


class SubjectLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sums, years and sizes that bound the resolution."""

    support: Points
    margin: Points
    mention: Points
    years: Count
    sole_list: Count
    coined: Count
    duplicate: Points
    number_support: Points
    block: Count
    shown: Count


class SubjectPoints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each fact is worth."""

    birth_day: Points
    birth_slip: Points
    birth_month: Points
    birth_year: Points
    birth_range: Points
    birth_near: Points
    birth_year_slip: Points
    birth_other_day: Points
    birth_place: Points
    nationality: Points
    regime_home: Points
    foreign: Points
    nationality_other: Points
    regime: Points
    regime_other: Points
    listed_on: Points
    title: Points
    title_part: Points
    script: Points
    contact: Points
    document: Points
    doubtful_imo: Points
    owner: Points
    address: Points
    flag: Points
    vessel_type: Points
    primary_unmatched: Points
    primary_unmatched_body: Points
    near_name: Points
    one_word: Points
    common: Points
    rare: Points
    rarer: Points
    sole: Points
    words: Points
    many_words: Points


class SubjectRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/subjects.yml`.

    Attributes:
        korean_common: Koreans for each bearer of a name, at most which it is common.
        strong: Kind to the types of identifiers that decide.
        references: Identifier type to the list it is a reference of.
        acts: List to the text in its references in front of which the act stands; empty
            where the programmes alone tell acts apart.
        once: Words of programmes under which one act lists a target once.
        gathered: Lists of which any two entries may be one target.
        regimes: Cause to patterns looked for in folded programmes.
        home: Cause to the countries whose nationals are the rule under it.
        themes: Causes that are no country's.
        same: Pairs of ids that are one subject, with why.
        different: Pairs of ids that are not, with why.
    """

    schema: int
    source: str
    bars: Bars
    limits: SubjectLimits
    points: SubjectPoints
    korean_common: Count
    korean_rare: Count
    korean_rarer: Count
    strong: dict[str, list[str]]
    strong_length: Count
    references: dict[str, str]
    contacts: list[str]
    acts: dict[str, str]
    once: list[str]
    gathered: list[str]
    regimes: dict[str, list[str]]
    home: dict[str, list[str]]
    themes: list[str]
    general_words: list[str]
    common_words: list[str]
    same: list[tuple[str, str, str]]
    different: list[tuple[str, str, str]]

    def __post_init__(self) -> None:
        for cause, patterns in self.regimes.items():
            for pattern in patterns:
                try:
                    re.compile(pattern)
                except re.error as error:
                    raise ValueError(
                        f"regimes: {cause}: {pattern!r} is no regular expression: {error}"
                    ) from None
        for name, pairs in (("same", self.same), ("different", self.different)):
            for left, right, why in pairs:
                if left == right:
                    raise ValueError(f"{name}: {left} stands on both sides")
                if not why.strip():
                    raise ValueError(f"{name}: {left}, {right}: say why")
        both = {frozenset(pair[:2]) for pair in self.same} & {
            frozenset(pair[:2]) for pair in self.different
        }
        for pair in sorted(map(sorted, both)):
            raise ValueError(f"{pair[0]}, {pair[1]}: both same and different")


def load_subjects(folder: Path) -> SubjectRules:
    """Read `subjects.yml` of a rules folder.

    Raises:
        RulesError: With every problem of the file.

    Example:
        >>> from xref.data import data_folder
        >>> load_subjects(data_folder("rules")).limits.years.value
        2
    """
    return read_struct(folder / "subjects.yml", SubjectRules)
