"""Korean names in running text, in any script, listed or not.

Owns finding spans that read as Korean names: Latin letters around a surname, Hangul,
Chinese characters, Cyrillic and katakana. Invariant: a span is a whole name; what is not
listed is still returned, because a later "Kim" may be hers. Refuses to look for names that
the Korean model cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain

from xref.articles.borders import NameBorders
from xref.articles.chinese_spans import ChineseSpans
from xref.articles.folded import FoldedText
from xref.articles.given import GivenEdges
from xref.articles.hangul_tails import HangulTails
from xref.articles.hits import Hit
from xref.articles.korean_cyrillic import CyrillicKoreans
from xref.articles.wording import (
    REACH_BEFORE,
    begins_word,
    letters,
    units_after,
    units_before,
)
from xref.index import Index
from xref.model import Comparison
from xref.names.compare import NameComparer
from xref.names.korean import KoreanModel
from xref.rules import Rules

_HANGUL_RUN = re.compile("(?<![\uac00-\ud7a3])[\uac00-\ud7a3]{2,16}")
_HAN_RUN = re.compile("[\u3400-\u9fff\uf900-\ufaff]{2,}")
_KANA_NAME = re.compile("[\u30a1-\u30fa\u30fc]{1,6}[・＝][\u30a1-\u30fa\u30fc]{2,10}")
# Headlines leave the dot out: as much as one surname and two syllables are, standing alone.
_KANA_RUN = re.compile(
    "(?<![\u30a1-\u30fa\u30fc・＝])[\u30a1-\u30fa\u30fc]{4,9}(?![\u30a1-\u30fa\u30fc・＝])"
)
_CYRILLIC = re.compile("[А-ЯЁ][а-яё]*")

# What may stand behind a surname in a name. The list form "KIM, Yong Bok" has its surname in
# capitals; behind "Barbara Lee," a new clause begins.
_AFTER = frozenset(" -.;:!?'\"\n)’”‑–\u00a0")

Listed = tuple[tuple[int, Comparison], ...]


class KoreanSpans:
    """Finds Korean names; immutable."""

    def __init__(
        self,
        index: Index,
        comparer: NameComparer,
        korean: KoreanModel,
        rules: Rules,
        chinese: ChineseSpans,
    ) -> None:
        self._chinese = chinese
        self._index = index
        self._comparer = comparer
        self._korean = korean
        self._borders = NameBorders(rules)
        self._floor = rules.names.scoring.floor.value
        self._plausible = rules.evidence.korean_plausible
        self._cyrillic = CyrillicKoreans(korean, rules.cyrillic_texts)
        self._tails = HangulTails(rules)
        printed = _printed_surnames(korean.surname_spellings())
        # How texts print them: Title and CAPITALS.
        self._spellings = frozenset(chain.from_iterable(printed.values()))
        #: Folded surnames that `latin` is to be told of.
        self.surnames = frozenset(printed)
        self._is_given = lru_cache(maxsize=1 << 14)(self._reads_as_given)
        self._given = lru_cache(maxsize=1 << 15)(self._given_units)
        self._listed = lru_cache(maxsize=1 << 16)(self._lookup)
        self._is_surname = lru_cache(maxsize=1 << 14)(self._reads_as_surname)

    @cached_property
    def _edges(self) -> GivenEdges:
        """Made at the first article; who asks names alone does without."""
        return GivenEdges(self._korean)

    def other_scripts(self, text: str) -> Iterator[Hit]:
        """Korean names of a text in Hangul, Chinese characters, katakana and Cyrillic."""
        yield from self._hangul(text)
        yield from self._han(text)
        for kana in (_KANA_NAME, _KANA_RUN):
            for match in kana.finditer(text):
                name = match.group()
                yield from self._found(match.start(), match.end(), name, name[0])
        if _CYRILLIC.search(text):
            yield from self._in_cyrillic(text)

    def _found(self, start: int, end: int, name: str, surname: str) -> list[Hit]:
        return self._hits(start, end, self._listed(name), surname)

    def _hits(
        self, start: int, end: int, listed: Iterable[tuple[int, Comparison]], surname: str
    ) -> list[Hit]:
        return [
            Hit(
                start, end, position, "name", comparison, surname,
                self._index.entries[position].subject,
                self._index.entries[position].name.quality == "weak",
            )
            for position, comparison in listed
        ]  # fmt: skip

    def latin(self, folded: FoldedText, found: list[tuple[int, int]]) -> list[Hit]:
        """Korean names of a text in Latin letters.

        Args:
            folded: The article.
            found: Where one of `surnames` may stand as a word: bytes of the folded text from
                the space before it to the one behind it.
        """
        text = folded.text
        hits: list[Hit] = []
        for start, end in self._printed(folded, found):
            surname = text[start:end]
            after = text[end : end + 1]
            if after not in _AFTER and not (after == "," and end - start > 1 and surname.isupper()):
                continue
            if not after or (start and not begins_word(text, start)):
                continue
            span = self._latin_span(text, start, end)
            if span is None:
                continue
            first, last, given = span
            listed = self._found(first, last, f"{surname}, {given}", surname.lower())
            hits += listed or [Hit(first, last, -1, "name", None, surname.lower(), -1)]
        return hits

    def _printed(self, folded: FoldedText, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Offsets of the surnames that stand in the text in Title or CAPITALS, in order."""
        text, cased, spellings = folded.text, folded.cased, self._spellings
        spans = {
            folded.between(low, high - 1)
            for low, high in found
            # Many are words of prose (To, In, You), so their neighbours are looked at first.
            if self._may_be_named(cased, low, high) and cased[low + 1 : high - 1] in spellings
        }
        # Pages run names together (`PetrenkoKim`); folded, such a surname is no word.
        spans.update((start, start + len(word)) for start, word in folded.run_together(spellings))
        return sorted(
            (start, end)
            for start, end in spans
            if text[start:end].encode("utf-8", "replace") in spellings
        )

    def _may_be_named(self, cased: bytes, low: int, high: int) -> bool:
        """Whether the words beside a surname can be a given name: a look at letters and capitals.

        The given name may be joined (`Yong-bok Kim`), so its edge is looked at, and the capital
        may stand some words before.
        """
        if cased[high : high + 1].isupper():
            following = cased[high : cased.find(b" ", high)].lower()
            if len(following) > REACH_BEFORE or self._edges.may_begin(following):
                return True
        before = cased[max(0, low - REACH_BEFORE) : low]
        lowered = before.lower()
        if before == lowered:
            return False
        word = lowered[lowered.rfind(b" ") + 1 :]
        return word == lowered or self._edges.may_end(word)

    def _latin_span(self, text: str, start: int, end: int) -> tuple[int, int, str] | None:
        """The whole name around the surname at `start`: its span and given name."""
        surname = text[start:end]
        following = units_after(text, end)
        given = self._given(surname, tuple(unit for _, unit in following)) if following else 0
        if given:
            last = following[given - 1][0]
            return start, last, " ".join(unit for _, unit in following[:given])
        preceding = units_before(text, start)
        if not preceding:
            return None
        given = self._given(surname, tuple(unit for _, unit in preceding), backwards=True)
        if not given:
            return None
        first = preceding[given - 1][0]
        if self._borders.began_before(text, first):
            return None
        units = [unit for _, unit in preceding[:given]][::-1]
        return first, end, " ".join(units)

    def _given_units(self, surname: str, units: tuple[str, ...], *, backwards: bool = False) -> int:
        """How many of the units beside a surname are its given name: 2, 1 or 0."""
        for count in (2, 1):
            taken = units[:count]
            if len(taken) < count or not all(map(self._is_given, taken)):
                continue
            given = " ".join(taken[::-1] if backwards else taken)
            if self._korean.parses(f"{surname}, {given}"):
                return count
        return 0

    def _hangul(self, text: str) -> Iterator[Hit]:
        for match in _HANGUL_RUN.finditer(text):
            run, start = match.group(), match.start()
            for length in (4, 3, 2):
                if length > len(run):
                    continue
                if not self._tails.may_follow(run[length:], short=length == 2):
                    continue
                found = self._found(start, start + length, run[:length], run[0])
                yield from found
                if found:
                    break

    def _han(self, text: str) -> Iterator[Hit]:
        """Names in Chinese characters, which have no spaces.

        Three characters of which the first is a surname are looked up where neither side shows
        that a word goes on there; two only where they stand alone, for any two characters of a
        sentence read as some name.
        """
        for match in _HAN_RUN.finditer(text):
            run, position = match.group(), 0
            while position < len(run) - 1:
                start = match.start() + position
                step = 1
                if self._is_surname(run[position]):
                    for length in (3, 2) if len(run) == 2 else (3,):
                        name = run[position : position + length]
                        found = (
                            self._found(start, start + length, name, name[0])
                            if len(name) == length
                            else []
                        )
                        if found and self._chinese.may_be_korean(
                            text, match.start(), run, position, position + length
                        ):
                            yield from found
                            step = length
                            break
                position += step

    def _in_cyrillic(self, text: str) -> Iterator[Hit]:
        """Names in Cyrillic (`Ким Чен Ын`), in any case."""
        for name in self._cyrillic.names(text):
            surname = _CYRILLIC.match(text, name.start).group().lower()  # type: ignore[union-attr]
            best: dict[int, tuple[int, Comparison]] = {}
            for reading in name.readings:
                # Three words that are Korean syllables each are nothing else in Russian.
                for position, comparison in self._listed(reading, sure=not name.short):
                    subject = self._index.entries[position].subject
                    known = best.get(subject)
                    if known is None or comparison.score > known[1].score:
                        best[subject] = position, comparison
            yield from self._hits(name.start, name.end, best.values(), surname)

    def _reads_as_given(self, unit: str) -> bool:
        """Whether a unit can be a given name or a part of one."""
        return self._korean.given_token(letters(unit))

    def _reads_as_surname(self, word: str) -> bool:
        """Whether a word can be a Korean surname: with a given name it reads as a name."""
        given = "成" if word[0] >= "\u3400" else " Сон"
        return bool(self._korean.parses(word + given))

    def _lookup(self, name: str, *, sure: bool = False) -> Listed:
        """Listed spellings that a name may be, at the floor or above; `sure` if it is Korean."""
        if not sure and self._korean.is_korean(name) < self._plausible:
            return ()
        found = []
        for position in self._index.korean_candidates(name):
            listed = self._index.entries[position].name.text
            comparison = self._comparer.compare(name, listed, "person")
            if comparison.score >= self._floor:
                found.append((position, comparison))
        return tuple(found)


def _printed_surnames(surnames: frozenset[str]) -> dict[str, tuple[bytes, ...]]:
    """Surnames with how they are printed: Title and CAPITALS."""
    return {
        surname: tuple(dict.fromkeys((surname.title().encode(), surname.upper().encode())))
        for surname in sorted(surnames)
        # Of the one-letter surnames only O (오) is printed so by the lists; I and U are words.
        if len(surname) > 1 or surname == "o"
    }
