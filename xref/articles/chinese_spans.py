"""Chinese persons in Chinese and Japanese text, where lists print Latin letters: 张晓明, 夏寶龍.

Owns finding spans of two to four characters that read as the pinyin of a listed name.
Invariants: a span begins with a surname and is a whole name as far as its neighbours tell; a
name of two characters is bounded on both sides. Refuses to tell homophones apart: pinyin without
tones is shared by many names, so a hit is possible at most before the text supports it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from xref.articles.hits import Hit
from xref.index import Index
from xref.model import Comparison
from xref.names.compare import NameComparer, PreparedPerson
from xref.names.fold import fold
from xref.names.persons_chinese import ChineseName
from xref.rules.chinese_texts import ChineseTextRules
from xref.rules.posts import PostRules

_HAN = "\u3005\u3400-\u9fff\uf900-\ufaff"
_RUN = re.compile(f"[{_HAN}]{{2,}}")
# Between the parts of a foreign name: 唐纳德·特朗普, アンゲラ・メルケル.
_DOTS = frozenset("·‧・•･")
_HIRAGANA = re.compile("[\u3041-\u3096]")
#: Letters around a run in which one of Hiragana tells that the text is Japanese.
_JAPANESE_REACH = 60
_LONGEST_WORD = 4
_LENGTHS = (4, 3, 2)
_LONGEST_POST = 6
#: Koreans are called so, Chinese hardly (金日成).
_KOREAN_GIVEN = "日月镇州规现"

Listed = tuple[tuple[int, Comparison], ...]


class _Borders(NamedTuple):
    """What stands around a run of Chinese characters.

    Attributes:
        dot_before: The dot that parts a foreign name, in front of it.
        dot_behind: Likewise behind it.
        digit: A digit in front of it, so that it begins with what is counted (340万桶).
        japanese: The text is Japanese, whose names have other surnames, often of two characters.
    """

    dot_before: bool
    dot_behind: bool
    digit: bool
    japanese: bool


class ChineseSpans:
    """Finds Chinese persons; immutable but for what it remembers."""

    def __init__(
        self, index: Index, comparer: NameComparer, rules: ChineseTextRules, posts: PostRules
    ) -> None:
        self._index = index
        self._comparer = comparer
        self._simplified = {ord(pair[0]): pair[1] for pair in rules.simplified.split()}
        self._surnames = frozenset(rules.surnames) - {" "}
        self._compounds = frozenset(rules.compounds.split())
        self._ungiven = frozenset(rules.ungiven) - {" "}
        self._before = frozenset(rules.before.split())
        self._before_one = frozenset(rules.before_one) - {" "}
        self._after = frozenset(rules.after.split())
        self._after_one = frozenset(rules.after_one) - {" "}
        self._words = frozenset(rules.words.split())
        self._inside = frozenset(rules.inside.split())
        self._crossing = frozenset(rules.crossing.split())
        #: Posts before and behind Koreans, in simplified characters.
        self._posts = frozenset(
            post.translate(self._simplified)
            for language in ("chinese", "japanese")
            for said in (
                *posts.languages[language].posts.values(),
                *posts.languages[language].callings.values(),
            )
            for post in said
            if len(post) > 1
        )
        self._unkorean = self._ungiven - frozenset(_KOREAN_GIVEN)
        self._listed = lru_cache(maxsize=1 << 14)(self._lookup)

    @cached_property
    def _names(self) -> dict[str, tuple[int, ...]]:
        """Positions in `Index.entries` of listed Chinese names, by their syllables in pinyin.

        Made at the first text with Chinese characters: some hundred of ten thousand persons.
        """
        found: dict[str, dict[int, None]] = defaultdict(dict)
        heads = self._read_surnames
        for at, entry in enumerate(self._index.entries):
            if entry.kind != "person":
                continue
            tokens = fold(entry.name.text).split()
            if not tokens or not tokens[0].isascii() or not self._comparer.chinese.may_be(tokens):
                continue
            name = self._comparer.prepare(entry.name.text, "person")
            if not isinstance(name, PreparedPerson) or len(name.parsed.units) < 2:
                continue
            # A Korean in Wade-Giles or Cantonese is read as nobody would.
            ways = [way for way in name.chinese if way.pinyin or not name.plausible]
            for way in _undivided(ways):
                for key in map(" ".join, product(*way.syllables)):
                    if self._begins_with_surname(key, heads):
                        found[key][at] = None
        return {key: tuple(held) for key, held in found.items()}

    @cached_property
    def _read_surnames(self) -> frozenset[str]:
        """Surnames of one and of two characters as they are read."""
        readings = self._comparer.chinese.readings
        alone = {reading for surname in self._surnames for reading in readings(surname)}
        both = {
            " ".join(way)
            for surname in self._compounds
            for way in product(*(readings(character) for character in surname))
        }
        return frozenset(alone | both)

    @staticmethod
    def _begins_with_surname(key: str, heads: frozenset[str]) -> bool:
        """Whether syllables are a surname and a given name; four need a surname of two."""
        syllables = key.split()
        if len(syllables) < 4:
            return syllables[0] in heads
        return " ".join(syllables[:2]) in heads or (syllables[0] in heads and syllables[1] in heads)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Characters with which a listed name can begin."""
        heads = {key.split(" ", 1)[0] for key in self._names}
        readings = self._comparer.chinese.readings
        firsts = self._surnames | {surname[0] for surname in self._compounds}
        return frozenset(first for first in firsts if not heads.isdisjoint(readings(first)))

    def hits(self, text: str) -> Iterator[Hit]:
        """Chinese persons of a text."""
        if not self._names:
            return
        beginnings = self._beginnings
        for match in _RUN.finditer(text):
            begin, end, run = match.start(), match.end(), match.group().translate(self._simplified)
            if beginnings.isdisjoint(run):
                continue
            borders = _borders(text, begin, end)
            at = 0
            while at < len(run) - 1:
                length = 0
                if run[at] in beginnings:
                    length = self._name_at(text[begin:end], run, at, borders)
                if length:
                    name = text[begin + at : begin + at + length]
                    yield from self._found(begin + at, name)
                at += length or 1

    def _name_at(self, printed: str, run: str, at: int, borders: _Borders) -> int:
        """How many characters from a place on are a listed person's name; 0 if none."""
        if run[at : at + 2] in self._words:
            return 0
        compound = run[at : at + 2] in self._compounds
        for length in _LENGTHS:
            end = at + length
            if end > len(run) or (length == 2 and compound):
                continue
            if length == 4 and not (compound or run[at + 1] in self._surnames):
                continue
            if not compound and run[at] not in self._surnames:
                continue
            if not self._ungiven.isdisjoint(run[at + 1 + compound : end]):
                continue
            if not self._listed(printed[at:end]):
                continue
            if self._is_whole(run, at, end, borders):
                return length
        return 0

    def _is_whole(self, run: str, at: int, end: int, borders: _Borders) -> bool:
        """Whether neither side shows that the name or a word goes on there."""
        left, right = self._left(run, at, borders), self._right(run, end, borders)
        if (at == 0 and borders.dot_before) or (end == len(run) and borders.dot_behind):
            return False
        if left < 2 and self._ends_word(run, at):
            return False
        if end - at == 2:
            return left > 1 and right > 1
        if borders.japanese:
            return bool(left and right)
        if right > 1:
            return True
        # Nothing sure tells where the name ends, but that a word begins inside it (夏宝|龙井).
        if run[end - 1 : end + 1] in self._inside or self._begins_word(run, end - 1, self._after):
            return False
        return bool(right or (left and run[end - 1] not in self._after_one))

    def may_be_korean(self, text: str, begin: int, run: str, at: int, end: int) -> bool:
        """Whether three characters of a run may be a Korean's whole name.

        Less is asked than of a Chinese name: Korean names are listed in fewer readings, and a post
        at one of its ends tells it, too.

        Args:
            text: The article.
            begin: Where the run begins in it.
            run: The run as printed.
            at: Where the name begins in the run.
            end: Where it ends in the run.
        """
        if at == 0 and end == len(run):
            return True
        borders = _borders(text, begin, begin + len(run))
        run = run.translate(self._simplified)
        if run[at : at + 2] in self._words or not self._unkorean.isdisjoint(run[at + 1 : end]):
            return False
        left, right = self._left(run, at, borders), self._right(run, end, borders)
        if any(run[end : end + size] in self._posts for size in range(2, _LONGEST_POST + 1)):
            right = 2
        if any(run[max(0, at - size) : at] in self._posts for size in range(2, _LONGEST_POST + 1)):
            left = 2
        if left < 2 and self._ends_word(run, at):
            return False
        if right < 2 and (
            run[end - 1 : end + 1] in self._inside or self._begins_word(run, end - 1, self._after)
        ):
            return False
        return bool(left or right)

    def _ends_word(self, run: str, at: int) -> bool:
        """Whether the character at a place is the end of a word, or of a longer surname."""
        two = run[max(0, at - 1) : at + 1]
        words = self._crossing
        return two in words or two in self._compounds or run[max(0, at - 2) : at + 1] in words

    def _left(self, run: str, at: int, borders: _Borders) -> int:
        """How surely a word ends in front of a place: 2, 1, or 0 if nothing tells."""
        if at == 0:
            return 0 if borders.dot_before or borders.digit else 2
        if any(run[max(0, at - size) : at] in self._before for size in range(2, _LONGEST_WORD + 1)):
            return 2
        return int(run[at - 1] in self._before_one)

    def _right(self, run: str, end: int, borders: _Borders) -> int:
        """How surely a word begins at a place: likewise."""
        if end == len(run):
            return 0 if borders.dot_behind else 2
        if self._begins_word(run, end, self._after):
            return 2
        if run[end] not in self._after_one:
            return 0
        return 2 if run[end] in self._ungiven else 1

    @staticmethod
    def _begins_word(run: str, at: int, words: frozenset[str]) -> bool:
        return any(run[at : at + size] in words for size in range(2, _LONGEST_WORD + 1))

    def _found(self, start: int, name: str) -> Iterator[Hit]:
        for position, comparison in self._listed(name):
            entry = self._index.entries[position]
            yield Hit(
                start, start + len(name), position, "name", comparison, name[0], entry.subject,
                entry.name.quality == "weak",
            )  # fmt: skip

    def _lookup(self, name: str) -> Listed:
        """Listed names in Latin letters that characters read as, at the review border or above."""
        readings = [self._comparer.chinese.readings(character) for character in name]
        positions: dict[int, None] = {}
        for way in product(*readings):
            positions.update(dict.fromkeys(self._names.get(" ".join(way), ())))
        found = []
        for position in sorted(positions):
            listed = self._index.entries[position].name.text
            comparison = self._comparer.compare(name, listed, "person")
            if comparison.same:
                found.append((position, comparison))
        return tuple(found)


def _borders(text: str, begin: int, end: int) -> _Borders:
    before, behind = text[max(0, begin - 1) : begin], text[end : end + 1]
    around = text[max(0, begin - _JAPANESE_REACH) : end + _JAPANESE_REACH]
    return _Borders(
        before in _DOTS, behind in _DOTS, before.isdecimal(), bool(_HIRAGANA.search(around))
    )


def _undivided(ways: list[ChineseName]) -> list[ChineseName]:
    """Ways to read a name without those that divide a syllable: Jian is no Ji'an."""
    fewest = min((len(way.syllables) for way in ways if way.pinyin), default=0)
    return [way for way in ways if not way.pinyin or len(way.syllables) == fewest]
