"""Foreign names in Chinese characters: 谢尔盖·绍伊古 and 謝爾蓋·蕭依古 for Sergei Shoigu.

Owns telling a transcribed name by its dots, and what a part of it stands for in Latin letters.
Invariants: readings come likeliest first, and their number is bounded. Refuses names without a
dot, which are Chinese, and to compare: readings are compared as Latin names are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from xref.names.costs import Way, costed
from xref.rules.foreign_chinese import ForeignChineseRules
from xref.rules.persons import ChineseRules

#: Chinese characters, for a class of a pattern.
HAN = "\u3005\u3400-\u9fff\uf900-\ufaff"

# Ends of a character's letters, what they may be instead, and at what cost: 欣 in Ibrahim, 昂 in
# Hlaing, 内 in Zanganeh, 尔 in Isidore; 林 in front of b, 坦 in Tangsiri.
_AT_THE_END = (
    ("n", 1.0, "ng"),
    ("n", 2.0, "m"),
    ("e", 1.0, "eh"),
    *((consonant, 2.0, f"{consonant}e") for consonant in "rlnstdk"),
)
_BEFORE_LABIALS = (("n", 0.5, "m"),)
_INSIDE = (("n", 1.5, "ng"),)
_LABIALS = frozenset("bpmf")
#: Characters of a part whose letters may be too few for vowels to be compared loosely.
_SHORT = 2
#: What is one in longer names; see `loose` in `rules/persons.yml`.
_VOWELS = (("ai", "i"), ("ei", "i"), ("e", "i"), ("o", "u"))


class ForeignChinese:
    """Reads foreign names in Chinese characters; holds no state but its tables.

    Args:
        rules: From `rules/foreign_chinese.yml`.
        chinese: From `rules/chinese.yml`: characters that are read alike.

    Attributes:
        rules: As given.
        usual: The characters that transcriptions are written with.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.names import load_names
        >>> rules = load_names(data_folder("rules"))
        >>> foreign = ForeignChinese(rules.foreign_chinese, rules.chinese)
        >>> foreign.parts("谢尔盖·绍伊古"), foreign.parts("习近平")
        (('谢尔盖', '绍伊古'), ())
        >>> foreign.latin("佩斯科夫")[0], "shoigu" in foreign.latin("蕭依古")
        ('peskov', True)
    """

    def __init__(self, rules: ForeignChineseRules, chinese: ChineseRules) -> None:
        self._arguments = (rules, chinese)
        self.rules = rules
        self._ways = {
            character: costed(letters)
            for alike, letters in rules.characters.items()
            for character in alike
        }
        self.usual = frozenset(self._ways)
        # In longer parts vowels that are compared as one need not be told apart.
        self._coarse = {character: _merged(ways) for character, ways in self._ways.items()}
        self._heads = frozenset((*rules.servants, *rules.fathers))
        self._chinese = chinese
        self._joints = frozenset(rules.dots + rules.hyphens)
        joints = re.escape(rules.dots + rules.hyphens)
        self._joint = re.compile(f"[{joints}]")
        self._dot = re.compile(f"[{re.escape(rules.dots)}]")
        self._name = re.compile(f"[{HAN}]+(?:[{joints}][{HAN}]+)+")

    def __reduce__(self) -> tuple[object, ...]:
        return (ForeignChinese, self._arguments)

    @cached_property
    def _unusual(self) -> dict[str, list[Way]]:
        """Characters of no table, read like those that sound the same, at a cost."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for characters in self._chinese.characters.values():
            others = [character for character in characters if character not in self._ways]
            known = [self._ways[one] for one in characters if one in self._ways]
            for cost, letters in (way for ways in known for way in ways):
                for other in others:
                    cheaper = min(cost + 1, found[other].get(letters, cost + 1))
                    found[other][letters] = cheaper
        return {
            other: [(cost, letters) for letters, cost in ways.items()]
            for other, ways in found.items()
        }

    def parts(self, name: str) -> tuple[str, ...]:
        """The parts of a name that is a transcription as a whole; none if it is not."""
        text = name.strip()
        if self._dot.search(text) is None or self._name.fullmatch(text) is None:
            return ()
        found: list[str] = []
        if text[1] in self._joints:
            return ()  # 金·正恩: a Chinese or Korean surname
        for part in self._dot.split(text):
            head, *rest = self._joint.split(part)
            # A double name is read as one: Ahmadi-Nejad is Ahmadinejad, Abdul-Malik is not one.
            found += (
                [head, "".join(rest)] if rest and head in self._heads else [head + "".join(rest)]
            )
        return tuple(part for part in found if part)

    def may_read(self, part: str) -> bool:
        """Whether the characters of a part are such as transcriptions have, with few others."""
        limits = self.rules.limits
        if part in self.rules.names:
            return True
        strange = sum(character not in self.usual for character in part)
        return strange <= limits.unusual.value and 0 < len(part) <= limits.characters.value

    def latin(self, part: str) -> tuple[str, ...]:
        """Latin spellings that a part may stand for; none if it is no transcription."""
        known = self.rules.names.get(part, [])
        if not self.may_read(part):
            return ()
        limits = self.rules.limits
        table = self._coarse if len(part) > _SHORT else self._ways
        heads = [table.get(one) or self._unusual.get(one, []) for one in part]
        ways: list[Way] = [(0.0, "")]
        for at, head in enumerate(heads):
            following = heads[at + 1] if at + 1 < len(heads) else None
            found: dict[str, float] = {}
            for added, more in _with_endings(head, following):
                for cost, text in ways:
                    total = cost + added
                    if total <= limits.cost.value and total < found.get(text + more, total + 1):
                        found[text + more] = total
            ways = sorted((cost, text) for text, cost in found.items())[: limits.readings.value]
        return tuple(dict.fromkeys([*known, *(text for _, text in ways)]))


def _with_endings(ways: list[Way], following: list[Way] | None) -> Iterable[Way]:
    """A character's spellings, and those that differ in how they end, which it leaves open."""
    yield from ways
    if following is None:
        endings = _AT_THE_END
    else:
        labial = bool(following) and following[0][1][:1] in _LABIALS
        endings = _BEFORE_LABIALS if labial else _INSIDE
    for cost, letters in ways:
        for end, more, becomes in endings:
            if letters.endswith(end):
                yield cost + more, letters.removesuffix(end) + becomes


def _merged(ways: list[Way]) -> list[Way]:
    """Spellings of which each, compared loosely, is another one."""
    found: dict[str, Way] = {}
    for way in ways:
        merged = way[1]
        for vowels, one in _VOWELS:
            merged = merged.replace(vowels, one)
        found.setdefault(merged, way)
    return list(found.values())
