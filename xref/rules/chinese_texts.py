"""Shape of `rules/chinese_texts.yml`: what bounds a person's name in text without spaces.

Owns the struct and its checks. Invariant: characters and words are simplified ones, surnames
have one character or two, and a pair is a character with its simplified one. Refuses to find
names: that is `xref.articles.chinese_spans`.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from xref.yamlfile import read_struct


class ChineseTextRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/chinese_texts.yml`; the tables are texts, their words parted by spaces.

    Attributes:
        surnames: Surnames of one character.
        compounds: Surnames of two characters.
        ungiven: Characters that are no part of a given name.
        before: Words that stand in front of a name.
        before_one: Characters that do.
        after: Words that stand behind a name.
        after_one: Characters that do.
        words: How words begin of which the first character is a surname.
        inside: Words that begin with what given names end in.
        crossing: Words that end in a surname.
        simplified: Traditional and Japanese characters, each with its simplified one.
    """

    schema: int
    source: str
    surnames: str
    compounds: str
    ungiven: str
    before: str
    before_one: str
    after: str
    after_one: str
    words: str
    inside: str
    crossing: str
    simplified: str

    def __post_init__(self) -> None:
        pairs = self.simplified.split()
        for name in ("compounds", "words", "inside"):
            odd = [word for word in getattr(self, name).split() if len(word) != 2]
            if odd:
                raise ValueError(f"{name}: two characters each: {' '.join(odd[:5])}")
        odd = [pair for pair in pairs if len(pair) != 2 or pair[0] == pair[1]]
        if odd:
            raise ValueError(f"simplified: no pairs of characters: {' '.join(odd[:5])}")
        others = {pair[0] for pair in pairs}
        if len(others) < len(pairs):
            raise ValueError("simplified: a character stands twice")
        tables = (
            "surnames", "compounds", "ungiven", "before", "before_one", "after", "words", "inside",
            "crossing",
        )  # fmt: skip
        for name in tables:
            odd = sorted(others.intersection(getattr(self, name)))
            if odd:
                raise ValueError(f"{name}: not simplified: {' '.join(odd[:5])}")


def load_chinese_texts(folder: Path) -> ChineseTextRules:
    """Read `chinese_texts.yml` of a rules folder.

    Raises:
        RulesError: With every problem.
    """
    return read_struct(folder / "chinese_texts.yml", ChineseTextRules)
