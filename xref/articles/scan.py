"""Scanning: where listed names stand in a text, at the speed of a string automaton.

Owns finding spans: one pass over the folded text finds listed forms, Korean surnames and
the words that tell of a claim; only what begins with a capital is brought back to its place
in the original, and only there is anything compared. Invariants: a hit covers a whole name
(no `Kim Sung` in `Kim Sung-han`), and its offsets are code points of exactly the text
given. Refuses to weigh context: see `xref.match`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from daachorse import DoubleArrayAhoCorasick

from xref.articles.borders import NameBorders
from xref.articles.cyrillic import CyrillicSpans
from xref.articles.folded import FoldedText
from xref.articles.hits import Hit, longest
from xref.articles.koreans import KoreanSpans
from xref.articles.phrases import text_forms
from xref.articles.wording import (
    BARRIER,
    is_joined,
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
_IMO_TEXT = re.compile(r"(?<!\d)(\d{7})(?!\d)")
_IMO = "imo"
_FIRST_SMALL = ord("a")

Match = tuple[int, int, int]


class Scan(msgspec.Struct, frozen=True, gc=False):
    """What one pass over a text found.

    Attributes:
        folded: The text, folded.
        hits: Spans that may name somebody, in order.
        claims: Whether words stand in the text that may say somebody is sanctioned.
    """

    folded: FoldedText
    hits: list[Hit]
    claims: bool


class _Fit(msgspec.Struct, frozen=True, gc=False):
    """A listed spelling that printed words fit; if `lone`, a longer name rules it out."""

    entry: int
    comparison: Comparison
    surname: str | None
    subject: int
    weak: bool
    lone: bool


class Scanner:
    """Finds hits in texts; immutable after construction."""

    def __init__(self, index: Index, comparer: NameComparer, rules: Rules) -> None:
        self.index = index
        self.comparer = comparer
        self._borders = NameBorders(rules)
        self._cyrillic = CyrillicSpans(index, comparer)
        self._koreans = (
            KoreanSpans(index, comparer, comparer.korean, rules) if comparer.korean else None
        )
        self._entries = list(index.forms.values())
        surnames = _lone_surnames(index, comparer, rules)
        self._surnames = list(surnames.values())
        self._wire([*index.forms, *surnames], rules)
        # A name is mostly printed the same way, and compared once.
        self._fits = lru_cache(maxsize=1 << 15)(self._compare)

    def _wire(self, forms: list[str], rules: Rules) -> None:
        """Build the automaton: the forms of listed names, then Korean surnames, then words."""
        numbers = {form: number for number, form in enumerate(forms)}
        self._listed_end = len(numbers)
        self._tokens = [form.count(" ") - 1 for form in numbers]
        self._printed: dict[int, tuple[bytes, ...]] = {}
        for surname, printed in (self._koreans.surnames if self._koreans else {}).items():
            number = numbers.setdefault(f" {surname} ", len(numbers))
            self._printed[number] = printed
        self._names_end = len(numbers)
        words = {form for word in rules.evidence.claim_words for form in text_forms(word)}
        # A word that is a listed name as well cannot be told from it by its number.
        self._claims_always = not words.isdisjoint(numbers)
        for word in sorted(words):
            numbers.setdefault(word, len(numbers))
        self._imo = numbers.setdefault(_IMO, len(numbers))
        self._automaton: Any = DoubleArrayAhoCorasick([form.encode() for form in numbers])

    def hits(self, text: str) -> list[Hit]:
        """All hits of a text, in order; of two spans where one holds the other, the longer."""
        return self.scan(text).hits

    def scan(self, text: str) -> Scan:
        """All hits of a text, and what else the one pass over it told."""
        folded = FoldedText(text)
        matches: list[Match] = self._automaton.find_overlapping(folded.data)
        names_end = self._names_end
        if folded.aligned and not text.islower():
            # Nearly all matches are common words; only with a capital can they be names.
            cased = folded.cased
            matches = [
                match
                for match in matches
                if cased[match[0] + 1] < _FIRST_SMALL or match[2] >= names_end
            ]
        listed_end, surnames = self._listed_end, self._printed
        words = {match[2] for match in matches if match[2] >= names_end}
        found = self._listed(folded, sorted(m for m in matches if m[2] < listed_end))
        if self._koreans is not None:
            found.extend(
                self._koreans.latin(
                    folded,
                    [(low, high, surnames[n]) for low, high, n in matches if n in surnames],
                )
            )
        if not folded.data.isascii():
            found.extend(self._other_scripts(folded))
        if self._imo in words and self.index.subjects:
            found.extend(self._imo_numbers(text))
        claims = self._claims_always or len(words) > (self._imo in words)
        return Scan(folded, longest(found) if found else found, claims)

    def _other_scripts(self, folded: FoldedText) -> Iterator[Hit]:
        if self._koreans is not None:
            yield from self._koreans.other_scripts(folded.text)
        if _CYRILLIC.search(folded.data):
            yield from self._cyrillic.hits(folded.text)

    def _listed(self, folded: FoldedText, matches: list[Match]) -> list[Hit]:
        """Hits of listed forms and of lone surnames."""
        found: list[Hit] = []
        if not matches:
            return found
        text = folded.text
        cased = not text.islower()
        for low, high, pattern in matches:
            tokens = self._tokens[pattern]
            if tokens > 0:
                start, end = folded.between(low, high - 1)
            else:
                start, end = folded.span_inside(low, high)
            if not self._acceptable(text, start, end, tokens, cased=cased):
                continue
            if pattern < len(self._entries):
                found.extend(self._entry_hits(text, start, end, pattern))
            elif not (name_goes_on(text, end) or self._borders.began_before(text, start)):
                surname = folded.data[low + 1 : high - 1].decode()
                subject = self._surnames[pattern - len(self._entries)]
                found.append(Hit(start, end, -1, "surname", None, surname, subject))
        return found

    def _entry_hits(self, text: str, start: int, end: int, pattern: int) -> Iterator[Hit]:
        fits = self._fits(pattern, text[start:end])
        if any(fit.lone for fit in fits) and self._borders.inside_longer(text, start, end):
            fits = tuple(fit for fit in fits if not fit.lone)
        for fit in fits:
            yield Hit(
                start, end, fit.entry, "name", fit.comparison, fit.surname, fit.subject, fit.weak
            )

    def _compare(self, pattern: int, printed: str) -> tuple[_Fit, ...]:
        """The listed spellings of a form, compared with the words as printed."""
        fits = []
        for position in self._entries[pattern]:
            entry = self.index.entries[position]
            listed = entry.name.text
            person = entry.kind == "person"
            if entry.kind == "organisation" and not is_proper(printed, listed):
                continue
            comparison = self.comparer.compare(printed, listed, entry.kind)
            surname = self.comparer.surname(listed) if person else None
            weak = entry.name.quality == "weak"
            lone = not person and " " not in printed
            fits.append(_Fit(position, comparison, surname, entry.subject, weak, lone))
        return tuple(fits)

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

    def _imo_numbers(self, text: str) -> Iterator[Hit]:
        """Hits of IMO numbers with a right check digit."""
        for match in _IMO_TEXT.finditer(text):
            if is_imo(match.group(1)):
                for subject in self.index.by_imo(match.group(1)):
                    yield Hit(match.start(), match.end(), -1, "imo", None, None, subject)


def _lone_surnames(index: Index, comparer: NameComparer, rules: Rules) -> dict[str, int]:
    """Text forms of the surnames that alone tell a subject: one bears it, and holds a post."""
    evidence = rules.evidence
    korean = comparer.korean.surname_spellings() if comparer.korean else frozenset()
    posts = frozenset(
        fold(word) for role in evidence.surname_roles for word in evidence.roles[role].listed
    )
    return {
        f" {surname} ": subject
        for surname, subject in index.surnames.items()
        if len(surname) >= evidence.surname_min_letters
        and surname not in evidence.surname_stop
        and " " not in surname
        and surname not in korean
        and f" {surname} " not in index.forms
        and _holds_office(index.subjects[subject], posts)
    }


def _holds_office(subject: Subject, posts: frozenset[str]) -> bool:
    """Whether a list prints a public post for a subject; only those are known by surname."""
    printed = " ".join(f" {fold(title)} " for d in subject.designations for title in d.titles)
    return any(f" {post} " in printed for post in posts)
