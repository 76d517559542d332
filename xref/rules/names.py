"""Shape of the rule files on names: titles, persons, vessels, organisations, scoring.

Owns the structs and their checks. Invariant: every number carries a reason, every
pattern compiles, and no given name stands in two groups. Refuses defaults: what the
files do not say does not exist.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from xref.errors import RulesError
from xref.yamlfile import read_struct


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number between 0 and 1, and why it is that number."""

    value: float
    why: str

    def __post_init__(self) -> None:
        if not 0.0 <= self.value <= 1.0:
            raise ValueError(f"{self.value} is not between 0 and 1")


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole number that bounds work, and why it is that number."""

    value: int
    why: str

    def __post_init__(self) -> None:
        if self.value < 1:
            raise ValueError(f"{self.value} is less than 1")


class Rewrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a skeleton: a regular expression, what replaces it, and why."""

    pattern: str
    becomes: str
    why: str

    def __post_init__(self) -> None:
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValueError(f"{self.pattern!r} is not a regular expression: {error}") from None


class ScoringRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The borders of the bands, from `rules/scoring.yml`."""

    schema: int
    strong: Weight
    possible: Weight
    floor: Weight

    def __post_init__(self) -> None:
        if not self.floor.value < self.possible.value < self.strong.value:
            raise ValueError("the borders must rise: floor < possible < strong")


class TitleRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words around a name that are not part of it, from `rules/titles.yml`.

    Attributes:
        before: Ranks, posts and forms of address that stand in front of a name.
        after: Words that stand behind it.
        suffixes: Generation marks that are kept out of the comparison.
    """

    schema: int
    source: str
    before: list[str]
    after: list[str]
    suffixes: list[str]


class PersonAgreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much two parts of a name agree."""

    spelling: Weight
    vowels: Weight
    joined: Weight
    near: Weight
    initial: Weight
    middle_initial: Weight
    order: Weight
    roles: Weight


class PersonMissing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What remains of the score when one name lacks a part the other has."""

    patronymic: Weight
    middle: Weight
    first_given: Weight
    second_surname: Weight
    interior: Weight
    edge: Weight
    bound: Weight


class PersonCaps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ceilings that no agreement of the other parts can lift."""

    one_part: Weight
    no_surname: Weight
    conflict: Weight
    conflict_share: Weight
    only_one_korean: Weight


class PersonLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds on work, and lengths below which a near spelling is another name."""

    letters: Limit
    parts: Limit
    token_letters: Limit
    forms: Limit
    near_letters: Limit
    near_letters_consonant: Limit
    near_letters_two_edits: Limit
    near_similarity: Weight
    korean_plausible: Weight


class PersonRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/persons.yml`.

    Attributes:
        cyrillic: Cyrillic letter to Latin letters, before the rewrites.
        northern_marks: Letters that only Ukrainian and Belarusian have.
        northern: Letters that read otherwise in a token with such a mark.
        arabic: Arabic letter to Latin letters, before the rewrites.
        rewrites: Steps that turn folded Latin letters into a skeleton, in order.
        groups: Spellings of one given name that the rewrites do not bring together.
        particles: Tokens such as `al` or `van` that belong to the next token.
        assimilated: Forms of the Arabic article before a sun letter.
        kunya: Tokens such as `abu` that make one name with the next token.
        servant: Spellings of Arabic `abd`, joined to the divine name that follows.
        descent: Tokens such as `bin`: what follows them inside a name is the father's name.
        descent_after: Tokens such as `oglu`: what stands before them is the father's name.
        faith: Spellings of Arabic `din`, joined to the word before it (`Nur al-Din`).
        loose: Letters that spellings of one vowel or consonant waver between.
        pinyin: Regular expression of one Chinese syllable in pinyin.
        patronymic_endings: Endings of patronymics, folded, in all scripts.
    """

    schema: int
    source: str
    cyrillic: dict[str, str]
    northern_marks: str
    northern: dict[str, str]
    arabic: dict[str, str]
    rewrites: list[Rewrite]
    groups: list[list[str]]
    particles: list[str]
    assimilated: list[str]
    kunya: list[str]
    servant: list[str]
    descent: list[str]
    descent_after: list[str]
    faith: list[str]
    loose: dict[str, str]
    pinyin: Rewrite
    patronymic_endings: list[str]
    agreement: PersonAgreement
    missing: PersonMissing
    caps: PersonCaps
    limits: PersonLimits


class VesselScores(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each way of agreeing is worth for ships."""

    same: Weight
    spacing: Weight
    number_style: Weight
    korean_spelling: Weight
    spelling: Weight
    number_missing: Weight
    number_differs: Weight
    letters_after_number: Weight
    one_edit: Weight
    part_of_name: Weight
    different: Weight


class VesselLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds on work, and lengths below which a spelling is exact or nothing."""

    letters: Limit
    parts: Limit
    forms: Limit
    edit_letters: Limit
    spelling_letters: Limit


class VesselRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/vessels.yml`.

    Attributes:
        prefixes: Words in front of a ship's name that are not part of it.
        suffixes: Words behind it (`ho`, `호`).
        number_marks: Words before a number (`no`, `nr`).
        roman: Roman numeral to number; single letters other than `i` are letters.
        number_words: Number words that stand for digits at the end of a name.
        common_words: Words that are no name on their own.
    """

    schema: int
    source: str
    prefixes: list[str]
    suffixes: list[str]
    number_marks: list[str]
    roman: dict[str, int]
    number_words: dict[str, int]
    common_words: list[str]
    scores: VesselScores
    limits: VesselLimits


class OrganisationScores(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What agreement and missing words are worth for organisations."""

    legal_form_missing: Weight
    legal_form_differs: Weight
    spelling: Weight
    korean: Weight
    joined: Weight
    near: Weight
    order: Weight
    country_missing: Weight
    general_missing: Weight
    word_missing: Weight
    one_word_of_many: Weight
    acronym: Weight
    conflict: Weight
    number_differs: Weight


class OrganisationLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds on work, and the length from which one wrong letter is forgiven."""

    letters: Limit
    parts: Limit
    forms: Limit
    near_letters: Limit
    plain_letters: Limit
    korean_readings: Limit
    syllable_letters: Limit
    joined_parts: Limit


class OrganisationRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/organisations.yml`.

    Attributes:
        legal_forms: Class of a legal form to the ways it is written.
        legal_forms_in_front: Those that also stand in front of the name.
        numerals: Roman numeral to number.
        stop_words: Words that never count (`the`, `of`, `and`).
        variants: Word to the other ways it is written, or abbreviations of it.
        country_words: Words that say where; missing ones cost little.
        general_words: Words that many bodies share (`trading`, `group`).
    """

    schema: int
    source: str
    legal_forms: dict[str, list[str]]
    legal_forms_in_front: list[str]
    numerals: dict[str, int]
    stop_words: list[str]
    variants: dict[str, list[str]]
    country_words: list[str]
    general_words: list[str]
    scores: OrganisationScores
    limits: OrganisationLimits


class NameRules(msgspec.Struct, frozen=True):
    """Everything the comparison of names needs, apart from the Korean tables."""

    titles: TitleRules
    persons: PersonRules
    vessels: VesselRules
    organisations: OrganisationRules
    scoring: ScoringRules


_FILES: dict[str, Any] = {
    "titles": TitleRules,
    "persons": PersonRules,
    "vessels": VesselRules,
    "organisations": OrganisationRules,
    "scoring": ScoringRules,
}


def load_names(folder: Path) -> NameRules:
    """Read the five rule files on names.

    Args:
        folder: The rules folder.

    Raises:
        RulesError: With every problem of all five files.

    Example:
        >>> from xref.data import data_folder
        >>> load_names(data_folder("rules")).scoring.possible.value
        0.7
    """
    problems: list[str] = []
    parts: dict[str, Any] = {}
    for name, shape in _FILES.items():
        try:
            parts[name] = read_struct(folder / f"{name}.yml", shape)
        except RulesError as error:
            problems.extend(error.problems)
    if "persons" in parts:
        problems.extend(_doubles(parts["persons"].groups, "persons.yml: groups"))
    if "organisations" in parts:
        rules = parts["organisations"]
        problems.extend(_doubles(rules.variants.values(), "organisations.yml: variants"))
        problems.extend(_doubles(rules.legal_forms.values(), "organisations.yml: legal_forms"))
    if problems:
        raise RulesError(problems)
    return NameRules(**parts)


def _doubles(groups: Any, where: str) -> list[str]:
    """A spelling in two groups would make two names one: name both places."""
    seen: dict[str, int] = {}
    problems: list[str] = []
    for number, group in enumerate(groups, 1):
        problems.extend(
            f"{where}: {word!r} stands in group {seen[word]} and {number}"
            for word in group
            if seen.setdefault(word, number) != number
        )
    return problems
