"""Marks of ships in other scripts: what in a text tells that a name is a ship's.

Owns the words for ships, the suffixes (호, 号, 號) and the nouns by which a name in quotes is
something else's. Invariant: a mark stands in the sentence or block of the name. Refuses to know
lists, and to weigh.
"""

from __future__ import annotations

import re

from xref.articles.wording import any_of
from xref.rules.ship_texts import ShipTextRules

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_CLOSING = "»”’\"'」』》〉"
_OPENING = "«“„‘\"'「『《〈"
_SENTENCE_END = re.compile(r"[.!?…]\s|[。！？\n]")
_WORDS_BEFORE = re.compile(r"((?:[\w-]+ ){0,2}[\w-]+)[ \u00a0(]*$")
#: Letters on each side in which a word for ships tells what a name is.
_REACH = 60
#: Letters on each side in which a word beside a name makes it something else's.
_BESIDE = 7
#: Letters in front of a name in which its country is told.
_NATION = 12
#: Letters of a block, on each side of a name in quotes, in which Russian words do.
_BLOCK = 600


class ShipMarks:
    """Tells what marks a ship's name; immutable.

    Example:
        >>> from xref.rules import load_rules
        >>> marks = ShipMarks(load_rules().ship_texts)
        >>> marks.at("Танкер «Ангара» ушёл.", 8, 14), marks.at("клуб «Ангара»", 6, 12)
        ('Танкер', None)
        >>> marks.at("앙가라호가", 0, 3), marks.at("앙가라가", 0, 3)
        ('호', None)
    """

    def __init__(self, rules: ShipTextRules) -> None:
        self._russian = re.compile(rf"(?i:\b{any_of(rules.russian)}[а-яё]{{0,6}})")
        self._others = re.compile(rf"(?i:(?:^|[\s(-]){any_of(rules.other_things)}[а-яё]{{0,5}})")
        words = any_of((*rules.korean, *rules.japanese, *rules.chinese))
        self._unspaced = re.compile(words)
        self._things = re.compile(any_of(rules.unspaced_things))
        self._codes = {name: code for code, names in rules.flags.items() for name in names}
        spaced = any_of(name for name in self._codes if _CYRILLIC.match(name))
        unspaced = any_of(name for name in self._codes if not _CYRILLIC.match(name))
        behind = any_of(rules.flag_behind)
        self._countries = re.compile(f"{unspaced}(?!海)")  # 日本海 is a sea
        self._no_korean = frozenset(rules.no_korean)
        self._flags = (
            re.compile(
                rf"(?i:\bпод (?:флагом (?:[а-яё-]+ )?({spaced})[а-яё]*"
                rf"|({spaced})[а-яё]* флагом))"
            ),
            re.compile(rf"({unspaced}) ?{behind}"),
        )
        self._suffixes = tuple(rules.suffixes)

    def flags(self, text: str, low: int, high: int) -> list[tuple[str, str]]:
        """Flags told between two places (под флагом Габона, 파나마 선적): code and words.

        Example:
            >>> from xref.rules import load_rules
            >>> marks = ShipMarks(load_rules().ship_texts)
            >>> text = "судно под флагом Панамы, パナマ船籍"
            >>> marks.flags(text, 0, len(text))
            [('PA', 'под флагом Панамы'), ('PA', 'パナマ船籍')]
        """
        return [
            (self._codes[name.lower()], found.group())
            for pattern in self._flags
            for found in pattern.finditer(text, low, high)
            for name in found.groups()
            if name is not None
        ]

    def at(self, text: str, start: int, end: int) -> str | None:
        """The mark of a name between two places, or None."""
        if _CYRILLIC.search(text, start, end):
            if self.is_other(text, start):
                return None
            return self._near(self._russian, text, start, end) or (
                self._in_block(text, start, end) if text[start - 1 : start] in _OPENING else None
            )
        if self.is_thing(text, start, end):
            return None
        return self.suffix(text, end) or self._near(self._unspaced, text, start, end)

    def is_thing(self, text: str, start: int, end: int) -> bool:
        """Whether a word at a name of a script without spaces makes it something else's."""
        for near in (text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]):
            if self._things.search(near):
                return True
        return False

    def suffix(self, text: str, end: int) -> str | None:
        """The suffix behind a name, which quotes or a reading in brackets may part from it."""
        behind = re.sub(r"^[ \u00a0]?[（(][^（）()\n]{1,30}[）)]", "", text[end : end + 36])
        closed = behind.lstrip(_CLOSING)
        behind = closed.lstrip() if closed != behind else behind
        return next((suffix for suffix in self._suffixes if behind.startswith(suffix)), None)

    def may_be_korean(self, text: str, start: int) -> bool:
        """Whether no country of other ships stands right before a name (伊朗油轮“金星3号”)."""
        told = self._countries.findall(text, max(0, start - _NATION), start)
        return not told or self._codes[told[-1]] not in self._no_korean

    def is_other(self, text: str, start: int) -> bool:
        """Whether the noun in front of a Russian name in quotes makes it something else's."""
        before = _WORDS_BEFORE.search(text[max(0, start - 60) : start].rstrip(_OPENING))
        if before is None:
            return False
        words = before.group(1)
        return bool(self._others.search(words)) and not self._russian.search(words)

    def noun_before(self, text: str, start: int, reach: int) -> bool:
        """Whether a word for ships of a script without spaces stands before a place."""
        before = text[max(0, start - reach) : start]
        ends = list(_SENTENCE_END.finditer(before))
        return bool(self._unspaced.search(before, ends[-1].end() if ends else 0))

    def is_noun(self, word: str) -> bool:
        """Whether a word is one for ships, of a script without spaces."""
        return self._unspaced.fullmatch(word) is not None

    def any_russian(self, text: str) -> bool:
        """Whether a text has any Russian word for ships."""
        return bool(self._russian.search(text))

    def any(self, text: str) -> bool:
        """Whether a text has any word for ships of a script without spaces."""
        return bool(self._unspaced.search(text))

    def _near(self, words: re.Pattern[str], text: str, start: int, end: int) -> str | None:
        before = text[max(0, start - _REACH) : start]
        ends = list(_SENTENCE_END.finditer(before))
        found = list(words.finditer(before, ends[-1].end() if ends else 0))
        if found:
            return found[-1].group()
        behind = text[end : end + _REACH]
        stop = _SENTENCE_END.search(behind)
        after = words.search(behind, 0, stop.start() if stop else len(behind))
        return after.group() if after else None

    def _in_block(self, text: str, start: int, end: int) -> str | None:
        low = max(text.rfind("\n\n", 0, start) + 1, start - _BLOCK)
        high = text.find("\n\n", end)
        high = min(high if high >= 0 else len(text), end + _BLOCK)
        found = self._russian.search(text, low, high)
        return found.group() if found else None
