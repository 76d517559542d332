"""Scanning: where listed names stand in a text, at the speed of a string automaton.

Owns finding spans: one pass over the folded text finds listed forms, Korean surnames and
the words that rules ask for; only names that begin with a capital are brought back to their
place in the original, and only there is anything compared. Invariants: a hit covers a whole
name (no `Kim Sung` in `Kim Sung-han`), and its offsets are code points of exactly the text
given. Refuses to weigh context: see `xref.match`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

import msgspec

from xref.articles.borders import NameBorders
from xref.articles.chinese_spans import ChineseSpans
from xref.articles.cyrillic import CyrillicSpans
from xref.articles.folded import FoldedText
from xref.articles.foreign_spans import ForeignSpans
from xref.articles.hangul_tails import HangulTails
from xref.articles.hits import Hit, longest
from xref.articles.katakana_spans import KatakanaSpans
from xref.articles.koreans import KoreanSpans
from xref.articles.patterns import IMO, MMSI, Match, Patterns, StoredAutomaton
from xref.articles.respelled_spans import RespelledSpans
from xref.articles.ship_spans import ShipSpans
from xref.articles.transcribed_spans import TranscribedSpans
from xref.articles.wording import (
    BARRIER,
    is_capitalised,
    is_half,
    is_joined,
    is_possessive,
    is_proper,
    is_wrapped,
    name_goes_on,
    same_script,
)
from xref.index import Index
from xref.model import Comparison, Subject
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.names.imo import is_imo
from xref.rules import Rules

# The bytes that lead Cyrillic letters in UTF-8.
_CYRILLIC = re.compile(b"[\xd0-\xd4]")
# Likewise Chinese characters.
_HAN = re.compile(b"[\xe3-\xe9\xef]")
# Likewise Hangul.
_HANGUL = re.compile(b"[\xea-\xed]")
# Likewise any of the scripts without spaces.
_UNSPACED = re.compile(b"[\xe3-\xef]")
_HANGUL_RUN = re.compile("[\uac00-\ud7a3]+")
#: Syllables of a Korean name from which on a post may follow without a space.
_SHORT_NAME = 3
_IMO_TEXT = re.compile(r"(?<!\d)(\d{7})(?!\d)")
_MMSI_TEXT = re.compile(r"\bMMSI(?:[\s:#(№]|number|no\.?|is|of)*(\d{9})(?!\d)", re.IGNORECASE)
_DIGITS = bytes(ord("0") if chr(byte) in "0123456789" else ord(" ") for byte in range(256))
_SEVEN_DIGITS = b"0" * 7


class Support(Protocol):
    """Tells which names that are mere words have support in an article."""

    def kept(
        self,
        folded: FoldedText,
        matches: Iterable[tuple[Match, tuple[int, ...]]],
        named: frozenset[int],
        words: dict[str, list[tuple[int, int]]],
    ) -> tuple[list[Match], frozenset[int]]:
        """Those of the matches, each with the entries of its form, that may make an alert.

        Returns:
            Matches, and positions of subjects that have no support but a claim, if there is one.
        """


class Scan(msgspec.Struct, frozen=True, gc=False):
    """What one pass over a text found.

    Attributes:
        folded: The text, folded.
        hits: Spans that may name somebody, in order.
        words: Those of the phrases asked for that stand in the text, folded, with the bytes of
            the folded text at which they begin and end.
        unclaimed: Positions of subjects that make no alert unless the article claims a sanction.
    """

    folded: FoldedText
    hits: list[Hit]
    words: dict[str, list[tuple[int, int]]]
    unclaimed: frozenset[int] = frozenset()

    def places(self, words: frozenset[str]) -> list[int]:
        """Offsets in the text at which some of the words begin, in order."""
        spans = sorted(span for word in self.words.keys() & words for span in self.words[word])
        folded = self.folded
        return [
            folded.between(low, high - 1)[0]
            if folded.data[low : low + 1] == b" "
            else folded.span_inside(low, high)[0]
            for low, high in spans
        ]


class _Fit(msgspec.Struct, frozen=True, gc=False):
    """A listed spelling that printed words fit.

    A longer name rules it out if it is `lone`, or `begun`: the beginning of a long listed name.
    """

    entry: int
    comparison: Comparison
    surname: str | None
    subject: int
    weak: bool
    lone: bool
    person: bool
    begun: bool


class Scanner:
    """Finds hits in texts; immutable after construction.

    Args:
        index: What is looked for.
        comparer: Compares what was found with what is listed.
        rules: Loaded rules.
        phrases: What else to look for in the same pass.
        stored: What `stored` gave of a scanner of the same names, to be read where it fits:
            to build it takes seconds, and for a moment ten times its memory.
    """

    def __init__(
        self,
        index: Index,
        comparer: NameComparer,
        rules: Rules,
        phrases: Iterable[str] = (),
        stored: StoredAutomaton | None = None,
    ) -> None:
        self.index = index
        self.comparer = comparer
        self._borders = NameBorders(rules)
        self._tails = HangulTails(rules)
        self._cyrillic = CyrillicSpans(index, comparer, rules.cyrillic_texts)
        self._respelled = RespelledSpans(index, comparer, rules)
        self._chinese = ChineseSpans(index, comparer, rules.chinese_texts, rules.posts)
        self._katakana = KatakanaSpans(index, comparer, rules)
        self._ships = ShipSpans(index, comparer, rules)
        self._transcribed = TranscribedSpans(index, comparer, rules)
        self._koreans = (
            KoreanSpans(index, comparer, comparer.korean, rules, self._chinese)
            if comparer.korean
            else None
        )
        self._foreign = (
            ForeignSpans(index, comparer, comparer.korean, rules) if comparer.korean else None
        )
        surnames = _lone_surnames(index, comparer, rules)
        korean = self._koreans.surnames if self._koreans else frozenset()
        self._patterns = Patterns(index, surnames, korean, phrases, rules, stored=stored)
        # A name is mostly printed the same way, and compared once.
        self._fits = lru_cache(maxsize=1 << 15)(self._compare)

    def stored(self) -> StoredAutomaton:
        """The automaton in bytes, for another scanner of the same names."""
        return self._patterns.stored()

    def hits(self, text: str) -> list[Hit]:
        """All hits of a text, in order; of two spans where one holds the other, the longer."""
        return self.scan(text).hits

    def scan(self, text: str, support: Support | None = None) -> Scan:
        """Hits of a text, and what else the one pass over it told.

        Args:
            text: The article.
            support: Leaves out names that are mere words; None keeps them all.
        """
        folded, patterns = FoldedText(text), self._patterns
        words, listed = patterns.words(folded)
        names = patterns.names(folded)
        listed += names.listed
        unclaimed: frozenset[int] = frozenset()
        if support is not None and listed:
            listed, unclaimed = self._supported(folded, listed, words, support)
        found = self._listed(folded, sorted(listed))
        if self._koreans is not None:
            found += self._koreans.latin(folded, names.korean)
        found += self._respelled.hits(folded, names.given)
        if not folded.data.isascii():
            found += self._other_scripts(folded)
        if IMO in words and self.index.subjects:
            found += self._imo_numbers(folded)
        if MMSI in words:
            found += self._mmsi_numbers(folded)
        return Scan(folded, longest(found) if found else found, words, unclaimed)

    def _supported(
        self,
        folded: FoldedText,
        matches: list[Match],
        words: dict[str, list[tuple[int, int]]],
        support: Support,
    ) -> tuple[list[Match], frozenset[int]]:
        """The matches without names that are mere words and have no support; see `Support`."""
        is_prose, entries = self._patterns.is_prose, self._patterns.entries
        prose = [m for m in matches if is_prose[m[2]]]
        if not prose:
            return matches, frozenset()
        whole = [m for m in matches if not is_prose[m[2]]]
        listed = self.index.entries
        named = frozenset(listed[entry].subject for m in whole for entry in entries[m[2]])
        kept, unclaimed = support.kept(folded, ((m, entries[m[2]]) for m in prose), named, words)
        return whole + kept, unclaimed

    def _other_scripts(self, folded: FoldedText) -> Iterator[Hit]:
        if self._koreans is not None:
            yield from self._koreans.other_scripts(folded.text)
        if self._foreign is not None and _HANGUL.search(folded.data):
            yield from self._foreign.hits(folded.text)
        if _HAN.search(folded.data):
            yield from self._chinese.hits(folded.text)
            yield from self._katakana.hits(folded.text)
            yield from self._transcribed.hits(folded.text)
        if _CYRILLIC.search(folded.data):
            yield from self._cyrillic.hits(folded.text)
            yield from self._ships.russian(folded.text)
        if _UNSPACED.search(folded.data):
            yield from self._ships.unspaced(folded.text)

    def _listed(self, folded: FoldedText, matches: list[Match]) -> list[Hit]:
        """Hits of listed forms and of lone surnames."""
        found: list[Hit] = []
        if not matches:
            return found
        text = folded.text
        cased = not text.islower()
        for low, high, pattern in matches:
            tokens = self._patterns.tokens[pattern]
            if tokens > 0:
                start, end = folded.between(low, high - 1)
            else:
                start, end = folded.span_inside(low, high)
            if not self._acceptable(text, start, end, tokens, cased=cased):
                continue
            subject = self._patterns.surnames[pattern]
            if subject is None:
                found += self._entry_hits(text, start, end, pattern)
            elif not (name_goes_on(text, end) or self._borders.began_before(text, start)):
                surname = folded.data[low + 1 : high - 1].decode()
                found.append(Hit(start, end, -1, "surname", None, surname, subject))
        return found

    def _entry_hits(self, text: str, start: int, end: int, pattern: int) -> list[Hit]:
        fits, may_be_lone = self._fits(pattern, text[start:end])
        if may_be_lone and self._borders.inside_longer(text, start, end):
            fits = tuple(fit for fit in fits if not fit.lone)
        if fits and _HANGUL_RUN.match(text, end) and not self._may_end(text, start, end):
            # 김철 is no part of 김철수.
            fits = tuple(fit for fit in fits if not fit.person)
        if any(fit.begun for fit in fits) and (
            "," in text[start:end]
            or not is_capitalised(text[start:end])
            or is_half(text, end)
            or name_goes_on(text, end)
            or self._borders.began_before(text, start)
        ):
            fits = tuple(fit for fit in fits if not fit.begun)
        if (
            fits
            and "-" in text[start:end]
            and self._patterns.tokens[pattern] == 2
            and self._borders.began_before(text, start)
        ):
            # "Huang Wang-chen" is no Wang Chen: these are the halves of his given name.
            fits = tuple(fit for fit in fits if not fit.person)
        return [
            Hit(
                start, end, fit.entry, "name", fit.comparison, fit.surname, fit.subject, fit.weak,
                fit.person, fit.begun,
            )
            for fit in fits
        ]  # fmt: skip

    def _may_end(self, text: str, start: int, end: int) -> bool:
        """Whether what follows a name in Hangul without a space may follow a whole name."""
        rest = _HANGUL_RUN.match(text, end)
        if rest is None or not _HANGUL_RUN.fullmatch(text[end - 1 : end]):
            return True
        return self._tails.may_follow(rest.group(), short=end - start < _SHORT_NAME)

    def _compare(self, pattern: int, printed: str) -> tuple[tuple[_Fit, ...], bool]:
        """The listed spellings of a form, compared with the words as printed.

        Returns:
            The spellings that fit, and whether a longer name rules one out.
        """
        fits = []
        for position in self._patterns.entries[pattern]:
            entry = self.index.entries[position]
            listed = entry.name.text
            person = entry.kind == "person"
            if entry.kind == "organisation" and not is_proper(printed, listed):
                continue
            if not person and is_possessive(printed, listed):
                continue
            comparison = self.comparer.compare(printed, listed, entry.kind)
            surname = self.comparer.surname(listed) if person else None
            weak = entry.name.quality == "weak"
            lone = not person and " " not in printed
            # "Zarghun, Shah and others" are two men, whatever a comma makes of their names.
            begun = (
                person
                and (comparison.band == "weak" or "," in printed)
                and self.comparer.persons.begins(printed.replace(",", " "), listed)
            )
            fits.append(
                _Fit(position, comparison, surname, entry.subject, weak, lone, person, begun)
            )
        return tuple(fits), any(fit.lone for fit in fits)

    def _acceptable(self, text: str, start: int, end: int, tokens: int, *, cased: bool) -> bool:
        """Whole-name rule, sentence borders and capitals."""
        if tokens <= 0:
            before = text[start - 1] if start else " "
            return not (before.isalpha() and same_script(before, text[start]))
        if is_joined(text, start, end):
            return False
        first = text[start]
        if cased and first.islower() and not first.isdigit():
            return False
        if tokens > 1:
            printed = text[start:end]
            if BARRIER.search(printed):
                return False
            if "\n" in printed and not is_wrapped(text, start + printed.index("\n")):
                return False
        return True

    def _imo_numbers(self, folded: FoldedText) -> Iterator[Hit]:
        """Hits of IMO numbers with a right check digit."""
        if folded.aligned and not has_seven_digits(folded.data):
            return
        for match in _IMO_TEXT.finditer(folded.text):
            number = str(int(match.group(1))).zfill(7)  # Japanese texts print wide digits
            if is_imo(number):
                for subject in self.index.by_imo(number):
                    yield Hit(match.start(), match.end(), -1, "imo", None, None, subject)

    def _mmsi_numbers(self, folded: FoldedText) -> Iterator[Hit]:
        """Hits of listed numbers behind the word MMSI; nine digits alone are too common."""
        for match in _MMSI_TEXT.finditer(folded.text):
            for subject in self.index.by_mmsi(match.group(1)):
                yield Hit(match.start(1), match.end(1), -1, "mmsi", None, None, subject)


def has_seven_digits(data: bytes) -> bool:
    """Whether as many digits stand in a row as an IMO number has; quicker than a pattern."""
    return _SEVEN_DIGITS in data.translate(_DIGITS)


def _lone_surnames(index: Index, comparer: NameComparer, rules: Rules) -> dict[str, int]:
    """Text forms of the surnames that alone tell a subject: one bears it, and holds a post."""
    evidence = rules.evidence
    korean = comparer.korean.surname_spellings() if comparer.korean else frozenset()
    posts = office_words(rules)
    return {
        f" {surname} ": subject
        for surname, subject in index.surnames.items()
        if len(surname) >= evidence.surname_min_letters
        and surname not in evidence.surname_stop
        and " " not in surname
        and surname not in korean
        and f" {surname} " not in index.forms
        and holds_office(index.subjects[subject], posts)
    }


def office_words(rules: Rules) -> frozenset[str]:
    """Folded words by which lists print a public post."""
    evidence = rules.evidence
    return frozenset(
        fold(word) for role in evidence.surname_roles for word in evidence.roles[role].listed
    )


def holds_office(subject: Subject, posts: frozenset[str]) -> bool:
    """Whether a list prints a public post for a subject; only those are known by surname."""
    printed = " ".join(f" {fold(title)} " for d in subject.designations for title in d.titles)
    return any(f" {post} " in printed for post in posts)
