"""Foreign persons in Chinese characters: 谢尔盖·绍伊古, 哈桑·纳斯鲁拉, 謝爾蓋·蕭依古.

Owns finding names joined by a dot of which each part, by its sound, is a part of one listed name.
Invariants: a span begins and ends where no further character of the name can stand, and holds
at least a given name and a surname; a name that is found never is more than possible before the
text supports it. Refuses a part of a name alone, a dot between words of Japanese, and two parts
that very many listed persons bear.

Chinese has no spaces, so where a name begins is told by what stands in front of its first part: a
character that transcriptions are not written with, or a word that is known to end there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from xref.articles.hits import Hit
from xref.index import Index
from xref.model import Comparison
from xref.names.compare import NameComparer
from xref.names.foreign_chinese import HAN
from xref.names.persons_units import Unit
from xref.rules import Rules

_HIRAGANA = re.compile("[\u3041-\u3096]")
#: Letters around a name in which one of Hiragana tells that the text is Japanese.
_JAPANESE_REACH = 30
_LONGEST_WORD = 6
#: The least number of characters of a first and of a last part; one is met by chance.
_LEAST = 2

Listed = tuple[tuple[int, Comparison], ...]


class TranscribedSpans:
    """Finds foreign persons in Chinese characters; immutable but for what it remembers."""

    def __init__(self, index: Index, comparer: NameComparer, rules: Rules) -> None:
        self._index = index
        self._comparer = comparer
        self._foreign = comparer.transcribed
        own, texts = self._foreign.rules, rules.chinese_texts
        self._least_letters = own.limits.letters.value
        self._longest = own.limits.characters.value
        self._common = rules.evidence.common_bearers
        self._simplified = {ord(pair[0]): pair[1] for pair in texts.simplified.split()}
        # Words are given in simplified characters.
        before = f"{own.before} {own.words_before} {texts.before}"
        behind = f"{own.behind} {own.words_behind} {texts.after}"
        self._before = frozenset(before.translate(self._simplified).split())
        self._behind = frozenset(behind.translate(self._simplified).split())
        # Of the characters that transcriptions are not written with, those that are words.
        self._words = frozenset(texts.ungiven + texts.before_one + texts.after_one) - {" "}
        self._words -= self._foreign.usual
        joints = re.escape(own.dots + own.hyphens)
        self._joint = re.compile(f"[{joints}]")
        self._dot = re.compile(f"[{re.escape(own.dots)}]")
        self._runs = re.compile(
            f"[{HAN}]{{2,}}(?:[{joints}][{HAN}]+){{0,3}}[{joints}][{HAN}]{{2,}}"
        )
        self._listed = lru_cache(maxsize=1 << 13)(self._lookup)

    def hits(self, text: str) -> Iterator[Hit]:
        """Foreign persons of a text."""
        if self._dot.search(text) is None:
            return
        for match in self._runs.finditer(text):
            run = match.group()
            if self._dot.search(run) is None or _is_japanese(text, match.start(), match.end()):
                continue
            if self._dot.match(text, match.end()) is not None:
                continue  # more parts than a name has
            yield from self._in_run(run, match.start())

    def _in_run(self, run: str, offset: int) -> Iterator[Hit]:
        """The longest listed name of characters joined by dots."""
        joints = [match.start() for match in self._joint.finditer(run)]
        first, last = run[: joints[0]], run[joints[-1] + 1 :]
        ends = list(self._ends(last))
        for start in self._starts(first):
            for end in ends:
                name = run[start : joints[-1] + 1 + end]
                found = self._listed(name)
                for position, comparison in found:
                    entry = self._index.entries[position]
                    yield Hit(
                        offset + start, offset + start + len(name), position, "name", comparison,
                        last[:end], entry.subject,
                    )  # fmt: skip
                if found:
                    return

    def _starts(self, part: str) -> Iterator[int]:
        """Where in the characters in front of a dot a given name can begin, foremost first."""
        usual, plain = self._foreign.usual, part.translate(self._simplified)
        for at in range(max(0, len(part) - self._longest), len(part) - _LEAST + 1):
            if at and part[at - 1] in usual and not self._ends_word(plain, at):
                continue
            if plain[at] not in self._words and self._foreign.may_read(part[at:]):
                yield at

    def _ends(self, part: str) -> Iterator[int]:
        """Where in the characters behind a dot a surname can end, hindmost first."""
        usual, plain = self._foreign.usual, part.translate(self._simplified)
        for end in range(min(len(part), self._longest), _LEAST - 1, -1):
            if end < len(part) and part[end] in usual and not self._begins_word(plain, end):
                continue
            if plain[end - 1] not in self._words and self._foreign.may_read(part[:end]):
                yield end

    def _ends_word(self, part: str, at: int) -> bool:
        return any(part[max(0, at - size) : at] in self._before for size in _WORD_SIZES)

    def _begins_word(self, part: str, at: int) -> bool:
        return any(part[at : at + size] in self._behind for size in _WORD_SIZES)

    def _lookup(self, name: str) -> Listed:
        """Listed names that characters sound like, at the review border or above."""
        found = []
        for position in self._index.candidates(name, "person"):
            entry = self._index.entries[position]
            if entry.name.quality == "weak":
                continue
            comparison = self._comparer.compare(name, entry.name.text, "person")
            if comparison.same and not self._is_common(name, entry.name.text):
                found.append((position, comparison))
        return tuple(found)

    def _is_common(self, name: str, listed: str) -> bool:
        """Whether all that agrees is short, or borne by very many listed persons."""
        parse, bearers = self._comparer.persons.parse, self._index.bearers
        other = parse(listed)
        if other.transcribed:
            return False  # the list prints characters, which are more than a sound
        letters, common = 0, True
        for part in parse(name).units:
            alike = [unit.text for unit in other.units if _sounds(unit, part)]
            if alike:
                letters += max(map(len, alike))
                common = common and max(bearers.get(text, 0) for text in alike) >= self._common
        return common or letters < self._least_letters


_WORD_SIZES = range(1, _LONGEST_WORD + 1)


def _is_japanese(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - _JAPANESE_REACH) : end + _JAPANESE_REACH]
    return _HIRAGANA.search(around) is not None


def _sounds(unit: Unit, part: Unit) -> bool:
    return not part.habits.isdisjoint((unit.loose, *unit.alts, *unit.habits))
