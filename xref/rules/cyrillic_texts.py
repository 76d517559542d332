"""Shape of `rules/cyrillic_texts.yml`: names in running Russian text.

Owns the struct and its checks. Invariant: all words are small Cyrillic letters. Refuses to find
names: that is `xref.articles.korean_cyrillic` and `xref.articles.cyrillic`.
"""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import msgspec

from xref.yamlfile import read_struct

_SMALL = re.compile("[а-яё]*")


class CyrillicTextRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/cyrillic_texts.yml`.

    Attributes:
        endings: Endings of declined names, each with what the nominative may have instead.
        korean_endings: Endings of a declined Korean name, each with what the nominative may have
            instead.
        korean_stems: Letters in which a Korean name that is declined can end.
        openers: Words that begin a sentence and can be a Korean surname as well.
    """

    schema: int
    source: str
    endings: dict[str, list[str]]
    korean_endings: dict[str, list[str]]
    korean_stems: list[str]
    openers: list[str]

    def __post_init__(self) -> None:
        tables = (self.endings, self.korean_endings)
        words = chain(
            *tables, *(w for t in tables for w in t.values()), self.korean_stems, self.openers
        )
        odd = [word for word in words if not _SMALL.fullmatch(word)]
        if odd:
            raise ValueError(f"small Cyrillic letters alone: {' '.join(odd[:5])}")


def load_cyrillic_texts(folder: Path) -> CyrillicTextRules:
    """Read `cyrillic_texts.yml` of a rules folder.

    Raises:
        RulesError: With every problem.
    """
    return read_struct(folder / "cyrillic_texts.yml", CyrillicTextRules)
