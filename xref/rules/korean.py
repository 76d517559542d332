"""Korean tables: surnames, syllables, romanization systems, borders of agreement.

Owns the shape of `rules/korean/*.yml` and the checks that need more than one field.
Invariant: a `KoreanTables` names only jamo and systems that exist, and holds weights
above zero. Refuses to compute: what the tables mean is in `xref.names.korean`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from xref.errors import RulesError
from xref.rules.korean_systems import (
    HANGUL,
    Surname,
    System,
    Weights,
    resolved,
    surname_problems,
    system_problems,
)
from xref.yamlfile import read_struct

T = TypeVar("T")

__all__ = ["KoreanTables", "Surname", "System", "Weights", "load_korean"]


class Syllable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A syllable of given names: counts in South and North, attested spellings."""

    south: float = 0.0
    north: float = 0.0
    spellings: Weights = {}


class Sandhi(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is heard at a syllable border, and what is written there in Hangul."""

    heard: tuple[str, str]
    written: tuple[str, str]
    chance: float


class Shapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How likely each way to print a name is, and what a letter costs in other names."""

    surname_first: float
    surname_last: float
    joined: float
    one_syllable: float
    two_syllables: float
    three_syllables: float
    letter_cost: float


class Agreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Borders of agreement; see `agreement.yml`."""

    strong_position: float
    strong: float
    possible: float
    floor: float
    same_letters: float
    initial_sound: float
    words: float
    least_reading: float
    most_readings: int
    least_parse: float
    most_parses: int
    misprint_gap: float
    misprint_ratio: float
    transposed_gap: float
    against_chance: float
    other_name: float
    least_surname: float
    foreign_syllable: float

    def __post_init__(self) -> None:
        """Check the order of the borders.

        Raises:
            ValueError: The borders do not rise.
        """
        if not 0 < self.floor < self.possible < self.strong < 1:
            raise ValueError("need 0 < floor < possible < strong < 1")


class RarityTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the estimate of how many people share a name needs; see `rarity.yml`."""

    south_population: float
    north_population: float
    one_syllable: float
    two_syllables: float
    three_syllables: float
    places: dict[str, tuple[int, int]]
    place_prior: float
    least_plausible: float
    steps: tuple[float, ...]
    rarest: float
    slip: float
    unshared: float

    def __post_init__(self) -> None:
        """Check what divisions and rounding need.

        Raises:
            ValueError: A number is out of range.
        """
        if min(self.south_population, self.north_population, self.place_prior) <= 0:
            raise ValueError("populations and place_prior must be above 0")
        if not self.steps or list(self.steps) != sorted(self.steps) or self.steps[0] != 1:
            raise ValueError("steps must rise from 1")


class PinyinTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Chinese readings of Korean names; see `pinyin.yml`."""

    gap: float
    least_ratio: float
    least_position: float
    most_plausible: float
    surnames: dict[str, str]
    syllables: dict[str, Weights]


class _SurnameFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    surnames: dict[str, Surname]


class _SyllableFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    syllables: dict[str, Syllable]
    others: str
    native: str
    rare_count: float


class _SystemFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mixing: float
    unmarked: float
    habits_count: float
    unlisted: float
    rarest: float
    systems: dict[str, System]
    sandhi: tuple[Sandhi, ...]
    shapes: Shapes
    titles: str


class _HanjaFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hanja: dict[str, str]


class KoreanTables(msgspec.Struct, frozen=True):
    """All Korean tables of a rules folder.

    Attributes:
        surnames: Southern form to surname.
        syllables: Hangul syllable to counts and spellings, rare ones included.
        systems: Name to system, `like` resolved: every system has all its jamo.
        mixing: Chance that a syllable leaves the system of its name.
        unmarked: Chance that marks stand in a system without marks.
        habits_count: Weight of habits against attested spellings.
        unlisted: Part of the bearers of a surname whose spelling is not in its table.
        rarest: Least chance of a spelling that is kept.
        sandhi: Sound changes at syllable borders.
        shapes: Ways to print a name.
        titles: Words to drop in front of a name.
        agreement: Borders of agreement.
        rarity: How common names are.
        pinyin: Chinese readings.
        hanja: Chinese character to its Korean readings.
    """

    surnames: dict[str, Surname]
    syllables: dict[str, Syllable]
    systems: dict[str, System]
    mixing: float
    unmarked: float
    habits_count: float
    unlisted: float
    rarest: float
    sandhi: tuple[Sandhi, ...]
    shapes: Shapes
    titles: frozenset[str]
    agreement: Agreement
    rarity: RarityTable
    pinyin: PinyinTable
    hanja: dict[str, tuple[str, ...]]


def load_korean(folder: Path) -> KoreanTables:
    """Read the seven files of a folder.

    Args:
        folder: The folder that holds them, usually `rules/korean`.

    Raises:
        RulesError: With all problems of all seven files.

    Example:
        >>> from xref.data import data_folder
        >>> tables = load_korean(data_folder("rules") / "korean")
        >>> tables.surnames["이"].north, tables.systems["dprk"].nuclei["ㅓ"]
        ('리', {'o': 1.0})
    """
    problems: list[str] = []

    def read(name: str, cls: type[T]) -> T | None:
        try:
            return read_struct(folder / name, cls)
        except RulesError as error:
            problems.extend(error.problems)
            return None

    surnames = read("surnames.yml", _SurnameFile)
    syllables = read("syllables.yml", _SyllableFile)
    systems = read("systems.yml", _SystemFile)
    agreement = read("agreement.yml", Agreement)
    rarity = read("rarity.yml", RarityTable)
    pinyin = read("pinyin.yml", PinyinTable)
    hanja = read("hanja.yml", _HanjaFile)
    if not (surnames and syllables and systems and agreement and rarity and pinyin and hanja):
        raise RulesError(problems)
    problems += surname_problems(surnames.surnames)
    counts = dict(syllables.syllables)
    for syllable in (syllables.others + " " + syllables.native).split():
        counts.setdefault(
            syllable, Syllable(south=syllables.rare_count, north=syllables.rare_count)
        )
    problems += [
        f"syllables.yml: {syllable!r} is not one Hangul syllable"
        for syllable in counts
        if len(syllable) != 1 or not HANGUL.fullmatch(syllable)
    ]
    problems += [
        f"{file}: {syllable!r} is not one Hangul syllable"
        for file, keys in (("hanja.yml", hanja.hanja), ("pinyin.yml", pinyin.syllables))
        for syllable in keys
        if len(syllable) != 1 or not HANGUL.fullmatch(syllable)
    ]
    problems += [
        f"pinyin.yml: {name!r} is no surname of surnames.yml"
        for name in pinyin.surnames
        if name not in surnames.surnames
    ]
    problems += system_problems(systems.systems)
    if problems:
        raise RulesError(problems)
    return KoreanTables(
        surnames=surnames.surnames,
        syllables=counts,
        systems={name: resolved(name, systems.systems) for name in systems.systems},
        mixing=systems.mixing,
        unmarked=systems.unmarked,
        habits_count=systems.habits_count,
        unlisted=systems.unlisted,
        rarest=systems.rarest,
        sandhi=systems.sandhi,
        shapes=systems.shapes,
        titles=frozenset(systems.titles.split()),
        agreement=agreement,
        rarity=rarity,
        pinyin=pinyin,
        hanja=_by_character(hanja.hanja),
    )


def _by_character(hanja: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for syllable, characters in hanja.items():
        for character in characters:
            found.setdefault(character, []).append(syllable)
    return {character: tuple(syllables) for character, syllables in found.items()}
