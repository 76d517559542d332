"""Shape of `rules/foreign_katakana.yml`: what katakana stands for in names that are not Korean.

Owns the structs. Invariant: every number carries a reason. Refuses to read names: that is
`xref.names.foreign_katakana`.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from xref.rules.values import Limit, Weight
from xref.yamlfile import read_struct


class KatakanaLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds on the words that are read."""

    readings: Limit
    kana: Limit
    least: Limit
    letters: Limit


class ForeignKatakanaRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/foreign_katakana.yml`.

    Attributes:
        worth: The most that a name by its sound is worth.
        limits: Bounds on the words that are read.
        onsets: Beginning of a mora to Latin letters, likeliest first.
        hu: Of フ with its vowel.
        hu_silent: Of フ without it.
        vowels: End of a mora to Latin letters.
        u_first: Of ウ that begins a word in front of a consonant.
        n_labial: Of ン in front of b, p and m.
        n: Of ン elsewhere.
    """

    schema: int
    source: str
    worth: Weight
    limits: KatakanaLimits
    onsets: dict[str, str]
    hu: str
    hu_silent: str
    vowels: dict[str, str]
    u_first: str
    n_labial: str
    n: str


def load_foreign_katakana(folder: Path) -> ForeignKatakanaRules:
    """Read `foreign_katakana.yml` of a rules folder.

    Raises:
        RulesError: With every problem.
    """
    return read_struct(folder / "foreign_katakana.yml", ForeignKatakanaRules)
