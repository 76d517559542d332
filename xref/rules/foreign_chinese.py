"""Shape of `rules/foreign_chinese.yml`: what Chinese characters stand for in foreign names.

Owns the structs. Invariant: every number carries a reason. Refuses to read names: that is
`xref.names.foreign_chinese`.
"""

from __future__ import annotations

import msgspec

from xref.rules.values import Limit


class ForeignChineseLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds on the parts of names that are read.

    Attributes:
        readings: Most readings of a part.
        cost: Most that a reading may cost.
        characters: Longest part that is read.
        unusual: Most characters of a part that stand in no table.
        letters: Fewest letters of a whole name.
    """

    readings: Limit
    cost: Limit
    characters: Limit
    unusual: Limit
    letters: Limit


class ForeignChineseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/foreign_chinese.yml`.

    Attributes:
        limits: Bounds on the parts that are read.
        dots: What stands between the parts of a name.
        hyphens: What may stand there in a name that has a dot, too.
        characters: Characters that are read alike to Latin letters, likeliest first.
        names: Parts that are read as a whole.
        servants: Parts that with the next one are one given name (`abd al-`).
        fathers: Parts that are written together with the next one (`abu`).
        particles: Parts that belong to the next one.
        titles: Parts in front of a name that are none of it.
        patronymics: Ends of a father's name.
        before: Words in front of a name that end with a character of the tables.
        behind: Words behind a name that begin with one.
        words_before: Frequent words of which only the second character is one.
        words_behind: Frequent words of which only the first character is one.
    """

    schema: int
    source: str
    limits: ForeignChineseLimits
    dots: str
    hyphens: str
    characters: dict[str, str]
    names: dict[str, list[str]]
    servants: list[str]
    fathers: dict[str, str]
    particles: list[str]
    titles: list[str]
    patronymics: list[str]
    before: str
    behind: str
    words_before: str
    words_behind: str
