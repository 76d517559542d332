"""Shape of `rules/perturbations.yml`: how listed names are manipulated for tests.

Owns the structs and their checks. Invariant: every table says why. Takes no part in matching.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from xref.yamlfile import read_struct


class SystemNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Romanization systems by name."""

    names: list[str]
    why: str


class Letters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a letter may become; each character of the value is one way."""

    letters: dict[str, str]
    why: str

    def __post_init__(self) -> None:
        for letter, others in self.letters.items():
            if len(letter) != 1 or not others:
                raise ValueError(f"{letter!r} must be one letter with at least one other")


class Respelling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two ways to write a sound."""

    left: str
    right: str
    why: str


class PerturbationRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    schema: int
    source: str
    systems: SystemNames
    neighbours: Letters
    marks: Letters
    transliterations: list[Respelling]


def load_perturbations(folder: Path) -> PerturbationRules:
    """Read `perturbations.yml` of a rules folder.

    Raises:
        RulesError: With every problem of the file.

    Example:
        >>> from xref.data import data_folder
        >>> load_perturbations(data_folder("rules")).neighbours.letters["q"]
        'wa'
    """
    return read_struct(folder / "perturbations.yml", PerturbationRules)
