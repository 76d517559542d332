"""Full names of an article, by the surnames under which it goes on about their bearers.

Owns which word of a name is its surname as the text writes it, and which words beside a surname
make it somebody else's full name. Invariant: people on no list have full names as well, with no
subjects. Refuses to say whom a lone surname means: that is `antecedents`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from xref.articles.borders import NameBorders
from xref.articles.hits import Hit
from xref.articles.wording import title_case, units_before
from xref.match.lone_surnames import joined_spans, keys, word_end
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.rules import Rules

_NAME_WORD = re.compile(r"[^\s,]+")
_POSSESSIVE = re.compile(r"[’']s?$")
#: Hangul surnames of one syllable; a lone one stands before a title.
_HANGUL = re.compile(r"^[가-힣]{2,5}$")
_HAN = re.compile("[\u4e00-\u9fff]{2,}$")
_CAPITAL_BEHIND = re.compile(r" ([A-Z][a-z]{2,}|[A-Z][a-z]+-[a-z]+)(?![\w’'-])")
#: A given name and initials before a surname ("David J. Kim").
_INITIALLED = re.compile(r"([A-Z][a-z]+) (?:[A-Z]\. ?)+$")
#: Where a sentence ends in what reads as one name ("Kim Jong Un. Kim spoke").
_SENTENCE_END = re.compile(r"\.\s")
#: Given names alone: two syllables, parted ("Jong Un", "Jong-un").
_GIVEN_PAIR = re.compile(r"[A-Z][a-z]+(?:[-‐‑ ][A-Z]?[a-z]+)")
_INITIALS_REACH = 16
#: From this plausibility on "Young Kim" is a name, though "young" is a word.
_SURELY_KOREAN = 0.9
#: Letters up to which a word before "Kim" can be a title or prose as well as a given name.
_SHORT_GIVEN = 4


class FullName(msgspec.Struct):
    """A full name of the text: where it begins, its subjects, and where it ends."""

    start: int
    subjects: tuple[int, ...]
    end: int = 0


class FullNames:
    """Reads full names and their surnames; immutable.

    Args:
        rules: Given names, particles and words of prose.
        comparer: Knows Korean surnames.
    """

    def __init__(self, rules: Rules, comparer: NameComparer) -> None:
        evidence = rules.evidence
        self._borders = NameBorders(rules)
        self._comparer = comparer
        self._functions = frozenset(rules.prose.function_words)
        words = rules.names.words.everyday.split()
        self._prose = frozenset(words).union(rules.prose.function_words)
        self._plausible = evidence.korean_plausible
        self._korean = comparer.korean.surname_spellings() if comparer.korean else frozenset()
        persons = rules.names.persons
        self._given = frozenset(evidence.given_names).union(*persons.groups)
        self._particles = frozenset(evidence.surname_particles)
        prose = self._prose.union(rules.prose.peoples.split(), evidence.organisation_words)
        self._no_surnames = prose - self._korean

    def by_surname(
        self, text: str, hits: Sequence[Hit]
    ) -> tuple[dict[str, list[FullName]], set[str], list[tuple[int, int]]]:
        """Full names by surname, the surnames of listed people, and the spans of all."""
        by_span: dict[tuple[int, int, str], set[int]] = {}
        whole = {(hit.start, hit.end) for hit in hits if hit.how == "name" and hit.subject >= 0}
        people = [hit for hit in hits if hit.how == "name" and hit.person]
        ends = {hit.end for hit in people}
        for hit in people:
            span = hit.start, hit.end
            stop = _SENTENCE_END.search(text, hit.start, hit.end)
            if stop is not None and stop.start() in ends:
                continue
            if hit.subject < 0 and (span in whole or self._in_capitals(text, hit)):
                continue  # another reading of a name that is listed, or "PUTIN TO"
            if (
                hit.subject < 0
                and (
                    self._opens_with_prose(text, hit)
                    # "Sim Hyon Sop (Sim Ali)" are one.
                    or (text[hit.start - 2 : hit.start] == " (" and hit.start - 2 in ends)
                )
            ):
                continue
            whole_name = text[hit.start : hit.end]
            if hit.subject < 0:
                for printed in self._surnames_of_others(whole_name, hit.surname):
                    by_span.setdefault((*span, printed), set())
                continue
            printed = self._printed_surname(whole_name, hit.surname)
            bearers = by_span.setdefault((*span, printed), set())
            if not self._is_western(whole_name, hit.surname):
                bearers.add(hit.subject)
        givens = {
            span: given
            for span, subjects in by_span.items()
            if subjects and (given := self._given_pair(text[span[0] : span[1]], span[2]))
        }
        # "Jong Un" behind "Kim Jong Un" reads as a name of its own, and is none.
        by_span = {
            span: subjects
            for span, subjects in by_span.items()
            if subjects or text[span[0] : span[1]].lower() not in givens.values()
        }
        names: dict[str, list[FullName]] = {}
        listed = set()
        for (start, end, printed), subjects in sorted(by_span.items()):
            if printed.lower() in self._no_surnames:
                continue  # lists hold "Iran Air" among persons
            name = FullName(start, tuple(sorted(subjects)), end)
            found = keys(printed)
            if (start, end, printed) in givens:
                found = (*found, givens[start, end, printed])
            for key in found:
                names.setdefault(key, []).append(name)
                if subjects:
                    listed.add(key)
        return names, listed, joined_spans((start, end) for start, end, _ in by_span)

    def other_before(self, text: str, start: int) -> bool:
        """Whether a given name stands before a surname: somebody's who is on no list."""
        if not text[start].isascii() and not text[start].isalpha():
            return False
        initialled = _INITIALLED.search(text, max(0, start - _INITIALS_REACH), start)
        if initialled is not None and not self._borders.is_no_name(initialled.group(1)):
            return True
        units = units_before(text, start)
        if not units:
            return False
        first = fold(units[0][1])
        if first in self._particles:
            return False  # "El Aissami" is the whole surname
        if first in self._given or self._reads_korean(first, text, start):
            return True
        # The first word of a sentence is capitalised whatever it is, and in headlines each is.
        return not title_case(text, start) and self._borders.began_before(text, start)

    def _is_western(self, printed: str, surname: str | None) -> bool:
        """Whether a Korean name of two words has its surname last, as abroad ("Sung Kim")."""
        words = printed.lower().split()
        return len(words) == 2 and words[1] in self._korean and words[1] == surname

    def _in_capitals(self, text: str, hit: Hit) -> bool:
        """Whether a word of prose makes a name by chance in a headline ("PUTIN TO VISIT")."""
        printed = text[hit.start : hit.end]
        return (
            (printed.isupper() or title_case(text, hit.start))
            and not printed.islower()
            and not self._functions.isdisjoint(printed.lower().split())
        )

    def _opens_with_prose(self, text: str, hit: Hit) -> bool:
        """Whether a sentence's first word reads as a given name by chance ("Later Kim spoke")."""
        first, *rest = text[hit.start : hit.end].split()
        return (
            len(rest) == 1
            and first.lower() in self._prose
            and self._comparer.korean is not None
            and self._comparer.korean.is_korean(f"{first} {rest[0]}") < _SURELY_KOREAN
            and not self._borders.began_before(text, hit.start + len(first) + 1)
        )

    def given_of_another(self, text: str, start: int, end: int) -> bool:
        """Whether a Korean surname is the given name of somebody else ("Kim Clijsters")."""
        behind = _CAPITAL_BEHIND.match(text, end)
        return (
            behind is not None
            and text[start:end].lower() in self._korean
            and not title_case(text, start)
            and not self._borders.is_no_name(behind.group(1))
        )

    def _reads_korean(self, first: str, text: str, start: int) -> bool:
        """Whether the word before a Korean surname is a given name ("Youngho Kim")."""
        surname = text[start : word_end(text, start)].lower()
        return (
            self._comparer.korean is not None
            and surname in self._korean
            and len(first) > _SHORT_GIVEN
            and self._comparer.korean.given_token(first)
            and self._comparer.korean.is_korean(f"{first} {surname}") >= self._plausible
        )

    def _given_pair(self, printed: str, surname: str) -> str | None:
        """The given names of a Korean in small letters ("jong un"), as texts use them alone."""
        if surname.lower() not in self._korean or not printed.startswith(f"{surname} "):
            return None
        given = printed[len(surname) + 1 :]
        return given.lower() if _GIVEN_PAIR.fullmatch(given) else None

    def _surnames_of_others(self, printed: str, surname: str | None) -> tuple[str, ...]:
        """Words of a name on no list that can be its surname; none if it begins with a title."""
        words = _NAME_WORD.findall(printed)
        if self._borders.names_nobody(words[0]):
            return ()
        found = [word for word in (words[0], words[-1]) if word.lower() in self._korean]
        return tuple(dict.fromkeys((self._printed_surname(printed, surname), *found)))

    def _printed_surname(self, printed: str, surname: str | None) -> str:
        """The surname as this mention writes it.

        The listed one where it stands in the mention; else the first word where that is a
        Korean surname, else the last.
        """
        if surname and _HAN.match(surname) and printed.endswith(surname):
            return surname  # behind a dot: 德米特里·佩斯科夫
        words = [_POSSESSIVE.sub("", word) for word in _NAME_WORD.findall(printed)]
        words = [word for word in words if word] or [printed]
        if surname:
            parts = surname.split()
            for word in words:
                folded = fold(word)
                if folded in self._particles and len(words) > 1:
                    continue  # "El" of "El Aissami"
                if folded == surname or folded.split()[-1:] == parts[-1:] or folded in parts:
                    return word
        if _HANGUL.match(words[0]):
            return words[0][0]
        for word in (words[0], words[-1]):
            if word.lower() in self._korean:
                return word
        return words[-1]
