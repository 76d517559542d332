"""Scanning: where listed names stand in a text, at the speed of a string automaton.

Owns finding spans; one pass over the folded text finds listed forms, one pass over the
original finds Korean surnames, and only around those hits is anything compared.
Invariants: a hit covers a whole name (no `Kim Sung` in `Kim Sung-han`), and its offsets
are code points of exactly the text given. Refuses to weigh context: see `xref.match`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from daachorse import DoubleArrayAhoCorasick

from xref.articles.borders import NameBorders
from xref.articles.cyrillic import CyrillicSpans
from xref.articles.folded import FoldedText
from xref.articles.hits import Hit, longest
from xref.articles.koreans import KoreanSpans
from xref.articles.wording import (
    BARRIER,
    is_joined,
    is_proper,
    is_wrapped,
    name_goes_on,
    same_script,
)
from xref.index import Index
from xref.model import Subject
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.names.imo import is_imo
from xref.rules import Rules

# The bytes that lead Cyrillic letters in UTF-8.
_CYRILLIC = re.compile(b"[\xd0-\xd4]")
_IMO_TEXT = re.compile(r"(?<!\d)(\d{7})(?!\d)")


class Scanner:
    """Finds hits in texts; immutable after construction."""

    def __init__(self, index: Index, comparer: NameComparer, rules: Rules) -> None:
        self.index = index
        self.comparer = comparer
        self._borders = NameBorders(rules)
        evidence = rules.evidence
        korean_surnames = comparer.korean.surname_spellings() if comparer.korean else frozenset()
        posts = frozenset(
            fold(word) for role in evidence.surname_roles for word in evidence.roles[role].listed
        )
        surnames = {
            f" {surname} ": subject
            for surname, subject in index.surnames.items()
            if len(surname) >= evidence.surname_min_letters
            and surname not in evidence.surname_stop
            and " " not in surname
            and surname not in korean_surnames
            and _holds_office(index.subjects[subject], posts)
        }
        self._surnames: dict[int, int] = {}
        patterns = list(index.forms)
        self._entries = list(index.forms.values())
        for form, subject in surnames.items():
            if form not in index.forms:
                self._surnames[len(patterns)] = subject
                patterns.append(form)
        self._tokens = [pattern.count(" ") - 1 for pattern in patterns]
        # Without any list there is nothing to look for.
        self._automaton: Any = (
            DoubleArrayAhoCorasick([pattern.encode() for pattern in patterns]) if patterns else None
        )
        self._cyrillic = CyrillicSpans(index, comparer)
        self._koreans = (
            KoreanSpans(index, comparer, comparer.korean, rules) if comparer.korean else None
        )

    def hits(self, text: str) -> list[Hit]:
        """All hits of a text, in order; of two spans where one holds the other, the longer."""
        folded = FoldedText(text)
        found = list(self._listed(folded))
        latin_only = folded.data.isascii()
        if self._koreans is not None:
            found.extend(self._koreans.hits(text, latin_only=latin_only))
        if not latin_only and _CYRILLIC.search(folded.data):
            found.extend(self._cyrillic.hits(text))
        if self.index.subjects and b"imo" in folded.data:
            found.extend(self._imo_numbers(text))
        return longest(found) if found else found

    def _listed(self, folded: FoldedText) -> Iterator[Hit]:
        """Hits of listed forms and of lone surnames."""
        if self._automaton is None:
            return
        matches = self._automaton.find_overlapping(folded.data)
        if not matches:
            return
        text = folded.text
        cased = not text.islower()
        for low, high, pattern in sorted(matches):
            tokens = self._tokens[pattern]
            if tokens > 0:
                start, end = folded.span(low, tokens)
            else:
                start, end = folded.span_inside(low, high)
            if not self._acceptable(text, start, end, tokens, cased=cased):
                continue
            if pattern in self._surnames:
                if name_goes_on(text, end) or self._borders.began_before(text, start):
                    continue
                yield Hit(
                    start, end, -1, "surname", None,
                    folded.data[low + 1 : high - 1].decode(), self._surnames[pattern],
                )  # fmt: skip
                continue
            yield from self._entry_hits(text, start, end, pattern)

    def _entry_hits(self, text: str, start: int, end: int, pattern: int) -> Iterator[Hit]:
        printed = text[start:end]
        for position in self._entries[pattern]:
            entry = self.index.entries[position]
            if entry.kind != "person":
                if " " not in printed and self._borders.inside_longer(text, start, end):
                    continue
                if entry.kind == "organisation" and not is_proper(printed, entry.name.text):
                    continue
            comparison = self.comparer.compare(printed, entry.name.text, entry.kind)
            surname = self.comparer.surname(entry.name.text) if entry.kind == "person" else None
            yield Hit(
                start, end, position, "name", comparison, surname, entry.subject,
                entry.name.quality == "weak",
            )  # fmt: skip

    def _acceptable(self, text: str, start: int, end: int, tokens: int, *, cased: bool) -> bool:
        """Whole-name rule, sentence borders and capitals."""
        if tokens <= 0:
            before = text[start - 1] if start else " "
            return not (before.isalpha() and same_script(before, text[start]))
        if is_joined(text, start, end):
            return False
        printed = text[start:end]
        if cased and printed[0].islower() and not printed[0].isdigit():
            return False
        if tokens > 1:
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


def _holds_office(subject: Subject, posts: frozenset[str]) -> bool:
    """Whether a list prints a public post for a subject; only those are known by surname."""
    printed = " ".join(f" {fold(title)} " for d in subject.designations for title in d.titles)
    return any(f" {post} " in printed for post in posts)
