"""Foreign names in Hangul text: 세르게이 쇼이구, 천취안궈.

Owns finding words of a Korean text that sound like the name of a listed person who is no
Korean. Invariants: a span is two or three words that are parts of one listed name, or a
word that reads as a whole Chinese name and as no Korean one; what follows it without a space is
a particle. Refuses a part of a name alone: 푸틴 is found where a list prints it.

Reading a word by its sound takes a tenth of a millisecond, so most words of a text must not be
read: a pair is read only if the consonants of both stand in one listed name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from xref.articles.hangul_tails import HangulTails
from xref.articles.hits import Hit
from xref.index import Index
from xref.model import Comparison
from xref.names.compare import NameComparer, PreparedPerson
from xref.names.hangul import decompose
from xref.names.korean import KoreanModel
from xref.names.postings import Postings
from xref.rules import Rules

_RUN = re.compile("(?<![\uac00-\ud7a3])[\uac00-\ud7a3]{1,16}(?![\uac00-\ud7a3])")
_GAPS = frozenset((" ", "\u00a0"))
_LONGEST_REST = 9
#: Syllables of a Chinese name in transcription: two are met by chance.
_CHINESE = (3, 9)

# Consonants that Hangul or one of the spellings does not keep apart stand for one another;
# what is not here (h, w, y and vowels) is passed over.
_CLASSES = {
    **dict.fromkeys("bpfvㅂㅃㅍ", "p"),
    **dict.fromkeys("gkqxㄱㄲㅋ", "k"),
    **dict.fromkeys("dtszjcㄷㄸㅌㅅㅆㅈㅉㅊ", "s"),
    **dict.fromkeys("mㅁ", "m"),
    **dict.fromkeys("nㄴ", "n"),
    **dict.fromkeys("lrㄹ", "r"),
}
_C_AS_K = re.compile("c(?![eiyh])")
_REPEATED = re.compile(r"(.)\1+")
_NASAL = re.compile("ng(?=[^aeiouy]|$)")
_SILENT_R = re.compile("r(?=[^aeiouy]|$)")
_MOST_PARTS = 3

Listed = tuple[tuple[int, Comparison], ...]


class _Word(NamedTuple):
    """What a Hangul word may be.

    Attributes:
        mask: Listed persons of whose names it may be a part, as a set.
        stems: It, and what is left of it without a particle, with the persons of each.
        chinese: Those of them that are a listed name as a whole.
    """

    mask: int
    stems: tuple[tuple[str, int], ...]
    chinese: tuple[str, ...]


class ForeignSpans:
    """Finds foreign names in Hangul; immutable but for what it remembers."""

    def __init__(
        self, index: Index, comparer: NameComparer, korean: KoreanModel, rules: Rules
    ) -> None:
        self._index = index
        self._comparer = comparer
        self._korean = korean
        self._tails = HangulTails(rules)
        self._plausible = rules.evidence.korean_plausible
        self._listed = lru_cache(maxsize=1 << 14)(self._lookup)
        self._words = lru_cache(maxsize=1 << 15)(self._read)

    @cached_property
    def _bones(self) -> Postings:
        """Listed persons by the consonants of the parts of their names."""
        return Postings(
            (bones, at)
            for at, name in self._index.prepared_persons()
            if not name.hangul
            for unit in name.parsed.units
            for bones in _spelled_bones(unit.full)
        )

    def hits(self, text: str) -> Iterator[Hit]:
        """Foreign names of a text."""
        words: list[tuple[int, str, int]] = []
        end = -1
        for match in _RUN.finditer(text):
            start, word = match.start(), match.group()
            read = self._words(word)
            if words and (end + 1 != start or text[end] not in _GAPS):
                words = []
            if self._tails.is_post(word):
                # What somebody is called is no part of his name.
                words = []
                continue
            if words and read.stems:
                yield from self._ending_with(words, start, read)
            # In front of the last part no particle may stand.
            words = [*words[1 - _MOST_PARTS :], (start, word, read.mask)]
            end = start + len(word)
            for stem in read.chinese:
                yield from self._found(start, start + len(stem), stem, stem[0])

    def _ending_with(
        self, words: list[tuple[int, str, int]], start: int, read: _Word
    ) -> Iterator[Hit]:
        """Names of which the last part, but for a particle, is a word."""
        first, before, shared = words[-1]
        if len(before) > 1:
            yield from self._best(
                list(self._found(first, start + len(stem), f"{before} {stem}", stem))
                for stem, own in read.stems
                if own & shared
            )
        if len(words) > 1 and words[-2][2] & shared:
            first, foremost, mask = words[-2]
            yield from self._best(
                list(self._found(first, start + len(stem), f"{foremost} {before} {stem}", stem))
                for stem, own in read.stems
                if own & shared & mask
            )

    @staticmethod
    def _best(found: Iterable[list[Hit]]) -> list[Hit]:
        """Of the ways to cut a word, longest first, that whose names agree best; else the shortest.

        하메네이는 agrees a little, but 하메네이 is the name.
        """
        best: list[Hit] = []
        for hits in found:
            if hits and (not best or _score(hits) >= _score(best)):
                best = hits
        return best

    def _found(self, start: int, end: int, name: str, surname: str) -> Iterator[Hit]:
        for position, comparison in self._listed(name):
            subject = self._index.entries[position].subject
            yield Hit(start, end, position, "name", comparison, surname, subject)

    def _lookup(self, name: str) -> Listed:
        """Listed names that a spelling is, at the review border or above.

        A weak alias by its sound is no more than a word of the text.
        """
        found = []
        for position in self._index.candidates(name, "person"):
            if self._index.entries[position].name.quality == "weak":
                continue
            listed = self._index.entries[position].name.text
            comparison = self._comparer.compare(name, listed, "person")
            if comparison.same:
                found.append((position, comparison))
        return tuple(found)

    def _read(self, word: str) -> _Word:
        stems = self._tails.stems(word, max(1, len(word) - _LONGEST_REST))
        parts = ((stem, self._mask(stem)) for stem in stems if len(stem) > 1)
        return _Word(
            self._mask(word),
            tuple((stem, mask) for stem, mask in parts if mask),
            tuple(stem for stem in stems if self._is_chinese(stem)),
        )

    def _mask(self, word: str) -> int:
        return self._bones.mask(_sounded_bones(word))

    def _is_chinese(self, word: str) -> bool:
        """Whether a word is listed as the whole name of a Chinese, and hardly one of a Korean."""
        return (
            _CHINESE[0] <= len(word) <= _CHINESE[1]
            and self._korean.is_korean(word) < self._plausible
            and bool(self._comparer.foreign.chinese(word))
            and any(self._reads_as_chinese(position) for position, _ in self._listed(word))
        )

    def _reads_as_chinese(self, position: int) -> bool:
        """Whether a listed name can be pinyin; a word that sounds like another is a word."""
        name = self._index.prepared(position)
        return isinstance(name, PreparedPerson) and bool(name.chinese)


def _score(hits: list[Hit]) -> float:
    return max(hit.comparison.score if hit.comparison else 0.0 for hit in hits)


def _sounded_bones(word: str) -> str:
    """The consonants of a Hangul word by their classes.

    Example:
        >>> _sounded_bones("세르게이"), _sounded_bones("푸틴"), _sounded_bones("빈")
        ('srk', 'psn', 'pn')
    """
    found = []
    for syllable in word:
        onset, _, coda = decompose(syllable)
        found.append(_CLASSES.get(onset, ""))
        found.append("n" if coda == "ㅇ" else _CLASSES.get(coda, ""))
    return _REPEATED.sub(r"\1", "".join(found))


def _spelled_bones(unit: str) -> set[str]:
    """The consonants of a Latin word by their classes; several where sounds may be silent.

    Example:
        >>> sorted(_spelled_bones("sergei")), sorted(_spelled_bones("khamenei"))
        (['sk', 'srk'], ['kmn', 'mn'])
    """
    word = _C_AS_K.sub("k", unit.lower().replace("ck", "k"))
    # In pinyin x and q are ㅅ and ㅊ.
    ways = {word.replace("x", "ks"), word.replace("x", "s").replace("q", "s")}
    ways |= {way.replace("kh", "h").replace("gh", "h") for way in ways}
    # The North writes 울라지미르 for Vladimir.
    ways |= {way.removeprefix("v") for way in ways}
    ways |= {_NASAL.sub("n", way) for way in ways}
    # English speakers leave out r behind a vowel (카터, Carter).
    ways |= {_SILENT_R.sub("", way) for way in ways}
    bones = set()
    for way in ways:
        letters = [_CLASSES.get(letter, "") for letter in way]
        bones.add(_REPEATED.sub(r"\1", "".join(letters)))
    return bones
