"""Shape of `rules/prose.yml`: words of everyday prose, and what ties them to a ship or body.

Owns the struct and its checks. Invariant: words are folded, and none stands in two of the
tables. Refuses to say what a name made of such words is worth: see `evidence.yml`.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from xref.yamlfile import read_struct


class ProseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/prose.yml`; the first three tables are texts with spaces between.

    Attributes:
        spellings: British spellings of everyday words.
        capitals: Other words that prose prints with a capital only.
        peoples: Words for countries and peoples, one word each.
        ship_nouns: Words for ships that stand beside a ship's name.
        ship_marks: Abbreviations before a ship's name, as printed.
        ship_deeds: What a ship does, behind its name.
        ship_of: What a ship has or is part of, before "of" or its name ("voyages of the Hope").
        ship_handling: What is done to ships alone, before "the" and a name.
        ship_holdings: What ships have besides, behind "her".
        ship_ports: Ports that are named for ships alone.
        ship_sources: What tells where ships are; in the sentence behind a name.
        ship_freight: What ships do with tonnes of freight, behind their name.
        freight_units: What freight is counted in.
        body_of: What is of a body, before its name of one word.
        body_nouns: What a body is called behind its name of one word.
        body_deeds: What bodies do, behind their name of one word.
        ship_parts: What only ships have, behind the possessive of their name.
        body_forms: Legal forms behind the name of a company.
        function_words: Words that no word beside them makes a name.
    """

    schema: int
    source: str
    spellings: str
    capitals: str
    peoples: str
    ship_nouns: list[str]
    ship_marks: list[str]
    ship_deeds: list[str]
    ship_parts: list[str]
    ship_of: list[str]
    ship_handling: list[str]
    ship_holdings: list[str]
    ship_ports: list[str]
    ship_sources: list[str]
    ship_freight: list[str]
    freight_units: list[str]
    body_of: list[str]
    body_nouns: list[str]
    body_deeds: list[str]
    body_forms: list[str]
    function_words: list[str]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for table in (self.spellings, self.capitals):
            found = table.split()
            odd = [word for word in found if not (word.isascii() and word.islower())]
            if odd:
                raise ValueError(f"words must be folded, lower case without marks: {odd[:5]}")
            twice = sorted(seen.intersection(found))
            if twice or len(set(found)) != len(found):
                raise ValueError(f"words stand twice: {', '.join(twice[:5])}")
            seen.update(found)


def load_prose(folder: Path) -> ProseRules:
    """Read `prose.yml` of a rules folder.

    Raises:
        RulesError: With every problem.
    """
    return read_struct(folder / "prose.yml", ProseRules)
