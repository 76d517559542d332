"""Shape of `rules/ship_texts.yml`: by what a ship's name is told in other scripts.

Owns the struct and its checks. Invariant: Russian words are small letters, and the others hold no
space at their ends. Refuses to find names: that is `xref.articles.ship_spans`.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from xref.yamlfile import read_struct


class ShipTextRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/ship_texts.yml`.

    Attributes:
        russian: How Russian words for ships begin.
        other_things: How words begin by which a name in quotes is no ship's.
        korean: Words for ships.
        japanese: Likewise.
        chinese: Likewise.
        unspaced_things: Words of these scripts at a name that is no ship's.
        suffixes: What stands directly behind a ship's name.
        particles: What follows 호.
        no_korean: Codes of countries whose ships have no Korean names.
        korea: Words that tell North Korea.
        flags: Code of a country to how its name begins, in any of the scripts.
        flag_behind: What tells a flag behind a country, in scripts without spaces.
    """

    schema: int
    source: str
    russian: list[str]
    other_things: list[str]
    korean: list[str]
    japanese: list[str]
    chinese: list[str]
    unspaced_things: list[str]
    suffixes: list[str]
    particles: list[str]
    no_korean: list[str]
    korea: list[str]
    flags: dict[str, list[str]]
    flag_behind: list[str]

    def __post_init__(self) -> None:
        for words in (self.russian, self.other_things):
            odd = [word for word in words if word != word.lower() or word.isascii()]
            if odd:
                raise ValueError(f"small Cyrillic letters alone: {' '.join(odd[:5])}")
        for words in (
            self.korean,
            self.japanese,
            self.chinese,
            self.suffixes,
            self.korea,
            self.unspaced_things,
        ):
            odd = [word for word in words if not word.strip() or word != word.strip()]
            if odd or not words:
                raise ValueError("a list without words, or a word with spaces at its ends")


def load_ship_texts(folder: Path) -> ShipTextRules:
    """Read `ship_texts.yml` of a rules folder.

    Raises:
        RulesError: With every problem.
    """
    return read_struct(folder / "ship_texts.yml", ShipTextRules)
