"""Korean names in Russian text: Ким Чен Ын, declined Ким Чен Ына, Ким Ён Чхолем.

Owns which capitalised words are one Korean name, and the nominatives that a declined one may come
from. Invariants: a span is a surname and its whole given name, so that Чон Дон Ён is no Чон Дон;
only the last syllable is declined, and only if it ends in a consonant. Refuses to compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from xref.articles.wording import is_wrapped
from xref.names.korean import KoreanModel
from xref.rules.cyrillic_texts import CyrillicTextRules

_WORD = "[А-ЯЁ][а-яё]*(?:[-\u2010\u2011\u2013][А-ЯЁ]?[а-яё]+)?"
_RUN = re.compile(rf"(?<![\w-]){_WORD}(?:[ \u00a0\n]{_WORD})+(?![\w])")
_WORDS = re.compile(_WORD)
_SENTENCE = re.compile(r"(?:^|[.!?…:;\n\"“„«—–(])[\s\"“„«]*$")
_BREAK = re.compile(r"\n")
_GAP = re.compile("[\n\u00a0]")
#: Given names have two syllables, some one; as many words.
_MOST_GIVEN = 2
#: Letters in front of a name in which the end of the sentence before is looked for.
_REACH = 4

#: Offset of a word, and the word.
Word = tuple[int, str]


class Name(NamedTuple):
    """A name of a text.

    Attributes:
        start: Offset of the surname.
        end: Offset behind the given name.
        readings: The name as it stands, or the nominatives that it may be a case of.
        short: Of two words, and so perhaps of another language.
    """

    start: int
    end: int
    readings: tuple[str, ...]
    short: bool


class CyrillicKoreans:
    """Finds what reads as a Korean name in Cyrillic; immutable but for what it remembers.

    Example:
        >>> from xref.rules import load_rules
        >>> rules = load_rules()
        >>> koreans = CyrillicKoreans(KoreanModel(rules.korean), rules.cyrillic_texts)
        >>> [name.readings for name in koreans.names("Вчера Ли Бён Чхоля встретил Чон Дон Ён.")]
        [('Ли Бён Чхоль',), ('Чон Дон Ён',)]
    """

    def __init__(self, korean: KoreanModel, rules: CyrillicTextRules) -> None:
        self._korean = korean
        self._endings = rules.korean_endings
        self._stems = tuple(rules.korean_stems)
        self._openers = frozenset(rules.openers)
        self._is_surname = lru_cache(maxsize=1 << 14)(self._reads_as_surname)
        self._is_given = lru_cache(maxsize=1 << 14)(self._reads_as_given)

    def names(self, text: str) -> Iterator[Name]:
        """The Korean names of a text, in order; of no two that share a word."""
        for run in _RUN.finditer(text):
            words = [
                (run.start() + word.start(), word.group()) for word in _WORDS.finditer(run.group())
            ]
            at = 0
            while at < len(words) - 1:
                given = self._given(words, at) if self._is_surname(words[at][1]) else 0
                name = self._name(text, words, at, given) if given else None
                if name is not None:
                    yield name
                at += 1 if name is None else 1 + given

    def _name(self, text: str, words: list[Word], at: int, given: int) -> Name | None:
        """The name of a surname at a place and some words behind it, or None."""
        start, (offset, last) = words[at][0], words[at + given]
        if self._opens(text, words, at) or (given == 1 and self._is_piece(text, words, at)):
            return None
        if any(not is_wrapped(text, each.start()) for each in _BREAK.finditer(text, start, offset)):
            return None
        head = _GAP.sub(" ", text[start:offset])
        readings = self._readings(head, last, text)
        return Name(start, offset + len(last), readings, given == 1) if readings else None

    def _is_piece(self, text: str, words: list[Word], at: int) -> bool:
        """Whether a capitalised word beside two makes their name longer (Хан Соло Вокер)."""
        if at + 2 < len(words):
            return True
        # Before a surname and one syllable, unless it only begins the sentence (Генерал Ким Ок).
        return (
            at > 0
            and self._is_syllable(words[at + 1][1])
            and not _begins_sentence(text, words[at - 1][0])
        )

    def _opens(self, text: str, words: list[Word], at: int) -> bool:
        """Whether a word is no surname, but begins a sentence in front of one (О Ким Чен Ыне)."""
        start, word = words[at]
        if word.lower() not in self._openers or not _begins_sentence(text, start):
            return False
        return self._is_surname(words[at + 1][1]) and self._given(words, at + 1) == _MOST_GIVEN

    def _given(self, words: list[Word], at: int) -> int:
        """How many of the words behind a surname are its given name: 2, 1 or 0."""
        following = [word for _, word in words[at + 1 : at + 1 + _MOST_GIVEN]]
        count = 0
        for word in following:
            if not self._is_given(word):
                break
            count += 1
            if "-" in word or not self._is_syllable(word):
                break  # both syllables in one word
        return count

    def _readings(self, head: str, last: str, text: str) -> tuple[str, ...]:
        """The name as it stands; or if no name ends so, its nominatives."""
        printed = head + last
        stands = bool(self._korean.parses(printed))
        found = [printed] if stands else []
        for word in self._nominatives(last):
            name = head + word
            # Ли Мина is 이민아 or the genitive of Ли Мин: another case in the text must tell.
            if self._korean.parses(name) and (
                not stands or re.search(rf"{re.escape(name)}(?!\w)", text)
            ):
                found.append(name)
        return tuple(found)

    def _nominatives(self, word: str) -> Iterator[str]:
        """What a word may be a case of."""
        for ending, others in self._endings.items():
            stem = word.removesuffix(ending)
            if stem == word:
                continue
            for other in others:
                nominative = stem + other
                if nominative.lower().endswith(self._stems):
                    yield nominative

    def _reads_as_given(self, word: str) -> bool:
        """Whether a word, or one that it is a case of, is a given name or a syllable of one."""
        return self._reads(word) or any(map(self._reads, self._nominatives(word)))

    def _reads(self, word: str) -> bool:
        return bool(self._korean.parses("Ким " + word))

    def _is_syllable(self, word: str) -> bool:
        return any(
            len(parse.positions) == 2
            for each in (word, *self._nominatives(word))
            for parse in self._korean.parses("Ким " + each)
        )

    def _reads_as_surname(self, word: str) -> bool:
        parses = self._korean.parses(f"{word} Чхоль Сон")
        return any(parse.surname.letters == word.lower() for parse in parses)


def _begins_sentence(text: str, start: int) -> bool:
    return bool(_SENTENCE.search(text, max(0, start - _REACH), start))
