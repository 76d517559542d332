"""Shape of the rule files on names: titles, vessels, organisations, scoring; and loading all.

Owns the structs and their checks; those of persons are in `xref.rules.persons`. Invariant:
every number carries a reason, and no given name stands in two groups. Refuses defaults: what the
files do not say does not exist.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from xref.errors import RulesError
from xref.rules.foreign_chinese import ForeignChineseRules
from xref.rules.foreign_hangul import ForeignHangulRules
from xref.rules.foreign_katakana import ForeignKatakanaRules
from xref.rules.persons import ChineseRules, PersonRules
from xref.rules.ship_scripts import ShipScriptRules
from xref.rules.values import Limit, Weight
from xref.yamlfile import read_struct


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


class VesselScores(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each way of agreeing is worth for ships."""

    same: Weight
    spacing: Weight
    number_style: Weight
    korean_spelling: Weight
    spelling: Weight
    other_script: Weight
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
    respelled_forms: Limit
    respelled: Weight


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
    vowels: Weight
    habit: Weight
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


class WordRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that a capital alone does not make a name, from `rules/words.yml`.

    Attributes:
        everyday: Words of prose, folded, with spaces between.
        places: Likewise countries and those who live there, cities, rivers, seas.
        first_names: Likewise given names that news is full of.
    """

    schema: int
    source: str
    everyday: str
    places: str
    first_names: str

    def all(self) -> frozenset[str]:
        """All the words."""
        return frozenset(f"{self.everyday} {self.places} {self.first_names}".split())

    def no_first_names(self) -> frozenset[str]:
        """Those of the words that nobody is called by."""
        return frozenset(f"{self.everyday} {self.places}".split()) - set(self.first_names.split())


class NameRules(msgspec.Struct, frozen=True):
    """Everything the comparison of names needs, apart from the Korean tables."""

    titles: TitleRules
    persons: PersonRules
    chinese: ChineseRules
    foreign_hangul: ForeignHangulRules
    foreign_chinese: ForeignChineseRules
    vessels: VesselRules
    ship_scripts: ShipScriptRules
    foreign_katakana: ForeignKatakanaRules
    organisations: OrganisationRules
    words: WordRules
    scoring: ScoringRules


_FILES: dict[str, Any] = {
    "titles": TitleRules,
    "persons": PersonRules,
    "chinese": ChineseRules,
    "foreign_hangul": ForeignHangulRules,
    "foreign_chinese": ForeignChineseRules,
    "vessels": VesselRules,
    "ship_scripts": ShipScriptRules,
    "foreign_katakana": ForeignKatakanaRules,
    "organisations": OrganisationRules,
    "words": WordRules,
    "scoring": ScoringRules,
}


def load_names(folder: Path) -> NameRules:
    """Read the eleven rule files on names.

    Args:
        folder: The rules folder.

    Raises:
        RulesError: With every problem of all eleven files.

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
