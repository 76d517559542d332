"""Korean tables: surnames, syllables, romanization systems, borders of agreement.

Owns the shape of `rules/korean/*.yml` and the checks that need more than one field.
Invariant: a `KoreanTables` names only jamo and systems that exist, and holds weights
above zero. Refuses to compute: what the tables mean is in `xref.names.korean`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from xref.errors import RulesError
from xref.yamlfile import read_struct

T = TypeVar("T")

Weights = dict[str, float]
JamoTable = dict[str, Weights]

_SYLLABLES = re.compile("[가-힣]+")


class Surname(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A surname in its southern form.

    Attributes:
        share: Percent of people in South Korea.
        hanja: Its characters.
        north: The northern form, where it differs (리 for 이).
        north_share: Percent in the North, where known.
        spellings: Weights of chosen Latin spellings.
    """

    share: float
    hanja: str = ""
    north: str = ""
    north_share: float | None = None
    spellings: Weights = {}


class Syllable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A syllable of given names: counts in South and North, attested spellings."""

    south: float = 0.0
    north: float = 0.0
    spellings: Weights = {}


class System(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to write Korean in Latin letters; see the head of `systems.yml`."""

    weight: float
    counts: Literal["south", "north", "both"]
    surnames: Weights
    like: str = ""
    onsets: JamoTable = {}
    nuclei: JamoTable = {}
    bare: JamoTable = {}
    codas: JamoTable = {}
    pairs: JamoTable = {}
    surname_forms: dict[str, Weights] = {}


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
    other_name: float
    least_surname: float

    def __post_init__(self) -> None:
        """Check the order of the borders.

        Raises:
            ValueError: The borders do not rise.
        """
        if not 0 < self.floor < self.possible < self.strong < 1:
            raise ValueError("need 0 < floor < possible < strong < 1")


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
        rarest: Least chance of a spelling that is kept.
        sandhi: Sound changes at syllable borders.
        shapes: Ways to print a name.
        titles: Words to drop in front of a name.
        agreement: Borders of agreement.
        hanja: Chinese character to its Korean readings.
    """

    surnames: dict[str, Surname]
    syllables: dict[str, Syllable]
    systems: dict[str, System]
    mixing: float
    unmarked: float
    habits_count: float
    rarest: float
    sandhi: tuple[Sandhi, ...]
    shapes: Shapes
    titles: frozenset[str]
    agreement: Agreement
    hanja: dict[str, tuple[str, ...]]


def load_korean(folder: Path) -> KoreanTables:
    """Read the files of a folder: surnames, syllables, systems, agreement and hanja.

    Args:
        folder: The folder that holds them, usually `rules/korean`.

    Raises:
        RulesError: With all problems of all five files.

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
    hanja = read("hanja.yml", _HanjaFile)
    if not (surnames and syllables and systems and agreement and hanja):
        raise RulesError(problems)
    problems += _surname_problems(surnames.surnames)
    counts = dict(syllables.syllables)
    for syllable in (syllables.others + " " + syllables.native).split():
        counts.setdefault(
            syllable, Syllable(south=syllables.rare_count, north=syllables.rare_count)
        )
    problems += [
        f"syllables.yml: {syllable!r} is not one Hangul syllable"
        for syllable in counts
        if len(syllable) != 1 or not _SYLLABLES.fullmatch(syllable)
    ]
    problems += [
        f"hanja.yml: {syllable!r} is not one Hangul syllable"
        for syllable in hanja.hanja
        if len(syllable) != 1 or not _SYLLABLES.fullmatch(syllable)
    ]
    problems += _system_problems(systems.systems)
    if problems:
        raise RulesError(problems)
    return KoreanTables(
        surnames=surnames.surnames,
        syllables=counts,
        systems={name: _resolve(name, systems.systems) for name in systems.systems},
        mixing=systems.mixing,
        unmarked=systems.unmarked,
        habits_count=systems.habits_count,
        rarest=systems.rarest,
        sandhi=systems.sandhi,
        shapes=systems.shapes,
        titles=frozenset(systems.titles.split()),
        agreement=agreement,
        hanja=_by_character(hanja.hanja),
    )


def _by_character(hanja: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for syllable, characters in hanja.items():
        for character in characters:
            found.setdefault(character, []).append(syllable)
    return {character: tuple(syllables) for character, syllables in found.items()}


def _surname_problems(surnames: dict[str, Surname]) -> list[str]:
    problems = []
    for name, surname in surnames.items():
        problems += [
            f"surnames.yml: {form!r} is not Hangul"
            for form in (name, surname.north)
            if form and not _SYLLABLES.fullmatch(form)
        ]
        if surname.share <= 0:
            problems.append(f"surnames.yml: {name}: share must be above 0")
        problems += [
            f"surnames.yml: {name}: spelling {letters!r} must be lower-case letters"
            for letters in surname.spellings
            if not (letters.isascii() and letters.isalpha() and letters.islower())
        ]
    return problems


def _system_problems(systems: dict[str, System]) -> list[str]:
    problems = []
    for name, system in systems.items():
        if system.like and system.like not in systems:
            problems.append(f"systems.yml: {name}: like: {system.like!r} is no system")
        problems += [
            f"systems.yml: {name}: surnames: {source!r} is neither own nor a system"
            for source in system.surnames
            if source != "own" and source not in systems
        ]
        for table in (
            system.onsets,
            system.nuclei,
            system.bare,
            system.codas,
            system.pairs,
            system.surname_forms,
        ):
            problems += [
                f"systems.yml: {name}: {jamo}: weights must be above 0"
                for jamo, weights in table.items()
                if not weights or min(weights.values()) <= 0
            ]
    return problems or _circles(systems)


def _circles(systems: dict[str, System]) -> list[str]:
    for name, system in systems.items():
        seen, at = {name}, system.like
        while at:
            if at in seen:
                return [f"systems.yml: {name}: like leads back to itself"]
            seen.add(at)
            at = systems[at].like
    return []


def _resolve(name: str, systems: dict[str, System]) -> System:
    system = systems[name]
    if not system.like:
        return system
    base = _resolve(system.like, systems)
    # `bare` and `pairs` are exceptions to nuclei; a table that restates a nucleus
    # has restated its exceptions too, so they are inherited only with it.
    return msgspec.structs.replace(
        system,
        onsets=base.onsets | system.onsets,
        nuclei=base.nuclei | system.nuclei,
        bare={j: w for j, w in base.bare.items() if j not in system.nuclei} | system.bare,
        codas=base.codas | system.codas,
        pairs={j: w for j, w in base.pairs.items() if j[1:] not in system.nuclei} | system.pairs,
    )
