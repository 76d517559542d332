"""Scanning: where listed names stand in a text, at the speed of a string automaton.

Owns finding spans; one pass over the folded text finds listed forms, one pass over the
original finds Korean surnames, and only around those hits is anything compared.
Invariants: a hit covers a whole name (no `Kim Sung` in `Kim Sung-han`), and its offsets
are code points of exactly the text given. Refuses to weigh context: see `xref.match`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from daachorse import DoubleArrayAhoCorasick

from xref.articles.folded import FoldedText
from xref.index import Index
from xref.model import Comparison, Subject
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.names.imo import is_imo
from xref.names.titles import Titles
from xref.rules import Rules
from xref.rules.evidence import EvidenceRules

_HYPHENS = "-‐‑‒–"
_APOSTROPHES = "'’ʼ`"
_LETTERS = r"[^\W\d_]"
_WORD = rf"{_LETTERS}+(?:[{_APOSTROPHES}]{_LETTERS}+)*"
_UNIT_TEXT = rf"{_WORD}(?:[{_HYPHENS}]{_WORD})*"
_NEXT_UNIT = re.compile(rf"(?:[ \u00a0]|,[ \u00a0]?|\u00ad)?(?P<unit>{_UNIT_TEXT})")
_PREVIOUS_UNIT = re.compile(rf"(?P<unit>{_UNIT_TEXT})[ \u00a0]$")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
_IMO_TEXT = re.compile(r"(?<!\d)(\d{7})(?!\d)")
# Between the tokens of one name nothing may stand that ends a sentence, a quotation or an item.
_BARRIER = re.compile(r"[!?;:|•“”\"()\[\]<>{}=/]|\n\s*\n|\.\s*\n|[a-z\u0430-\u044f0-9]{3,}\.\s")
_SHORT_LINE = 50
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n\r“\"—–|•(])[\s“\"'‘]*$")
_HANGUL_RUN = re.compile("(?<![\uac00-\ud7a3])[\uac00-\ud7a3]{2,12}")


class Hit(msgspec.Struct, frozen=True):
    """A span of the text that may name a subject.

    Attributes:
        entry: Position in `Index.entries`; -1 for a person on no loaded list, kept
            because later surname mentions may be hers.
        how: `name`, `surname` or `imo`.
        comparison: The span against the listed name; None for `imo` and `surname`.
        surname: Folded surname as the text writes it, for persons.
        subject: Position in `Index.subjects`, or -1.
        weak: The list marks the spelling as a weak alias.
    """

    start: int
    end: int
    entry: int
    how: str
    comparison: Comparison | None
    surname: str | None
    subject: int
    weak: bool = False

    @property
    def rank(self) -> tuple[bool, float]:
        """Of two listed spellings that one span fits, the stronger has the higher rank."""
        return (not self.weak, self.comparison.score if self.comparison is not None else 0.0)


class Scanner:
    """Finds hits in texts; immutable after construction."""

    def __init__(self, index: Index, comparer: NameComparer, rules: Rules) -> None:
        self.index = index
        self.comparer = comparer
        self.rules = rules
        self._titles = Titles(rules.names.titles)
        self._not_names = frozenset(rules.evidence.not_names)
        self._particles = frozenset(rules.evidence.hangul_particles)
        evidence = rules.evidence
        korean_surnames = comparer.korean.surname_spellings() if comparer.korean else frozenset()
        surnames = {
            f" {surname} ": subject
            for surname, subject in index.surnames.items()
            if len(surname) >= evidence.surname_min_letters
            and surname not in evidence.surname_stop
            and " " not in surname
            and surname not in korean_surnames
            and _holds_office(index.subjects[subject], evidence)
        }
        self._surnames: dict[int, int] = {}
        patterns = list(index.forms)
        self._entries = list(index.forms.values())
        for form, subject in surnames.items():
            if form not in index.forms:
                self._surnames[len(patterns)] = subject
                patterns.append(form)
        self._patterns = [pattern.encode() for pattern in patterns]
        self._tokens = [pattern.count(" ") - 1 for pattern in patterns]
        self._surname_patterns = _surname_patterns(korean_surnames)
        self._automaton = _automaton(self._patterns)
        self._surname_automaton = _automaton(self._surname_patterns)
        self._korean_entries = lru_cache(maxsize=65536)(self._lookup_korean)

    def __getstate__(self) -> dict[str, Any]:
        return {"index": self.index, "comparer": self.comparer, "rules": self.rules}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]

    def hits(self, text: str) -> list[Hit]:
        """All hits of a text, in order; of two spans where one holds the other, the longer."""
        folded = FoldedText(text)
        found = list(self._listed(folded))
        found.extend(self._korean(text))
        if not folded.data.isascii():
            found.extend(self._hangul(text))
        if self.index.subjects and "imo" in text.lower():
            found.extend(self._imo_numbers(text))
        return _longest(found)

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
                if _name_goes_on(text, end) or self._name_began(text, start):
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
                if entry.kind == "vessel" and " " not in printed and _name_goes_on(text, end):
                    continue
                if entry.kind == "organisation" and not _proper(printed, entry.name.text):
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
            return not (before.isalpha() and _same_script(before, text[start]))
        if _joined(text, start, end):
            return False
        printed = text[start:end]
        if cased and printed[0].islower() and not printed[0].isdigit():
            return False
        if tokens > 1:
            if _BARRIER.search(printed):
                return False
            if "\n" in printed and not _wrapped(text, start + printed.index("\n")):
                return False
        return True

    # Korean spans

    def _korean(self, text: str) -> Iterator[Hit]:
        """Hits of Korean names in Latin letters, listed or not."""
        data = text.encode("utf-8", "surrogatepass")
        matches = self._surname_automaton.find_overlapping(data) if self._surname_automaton else []
        ascii_only = len(data) == len(text)
        seen = 0
        chars = 0
        for low, high, _ in sorted(matches):
            if low < seen:
                continue
            # Continue counting code points from the last hit instead of from the start.
            if ascii_only:
                start = low
            else:
                chars += len(data[seen:low].decode("utf-8", "surrogatepass"))
                start = chars
            seen = low
            end = start + (high - low - 1)
            if start and not _begins_word(text, start):
                continue
            span = self._korean_span(text, start, end)
            if span is None:
                continue
            first, last, surname, given = span
            listed = self._korean_entries(f"{surname}, {given}")
            if not listed:
                yield Hit(first, last, -1, "name", None, surname.lower(), -1)
            for position, comparison in listed:
                entry = self.index.entries[position]
                yield Hit(
                    first, last, position, "name", comparison, surname.lower(), entry.subject,
                    entry.name.quality == "weak",
                )  # fmt: skip

    def _hangul(self, text: str) -> Iterator[Hit]:
        """Hits of Korean names in Hangul that are listed in another script or spelling."""
        for match in _HANGUL_RUN.finditer(text):
            run = match.group()
            for length in (4, 3, 2):
                if length > len(run) or not self._hangul_whole(run, length):
                    continue
                listed = self._korean_entries(run[:length])
                for position, comparison in listed:
                    entry = self.index.entries[position]
                    yield Hit(
                        match.start(), match.start() + length, position, "name", comparison,
                        run[0], entry.subject, entry.name.quality == "weak",
                    )  # fmt: skip
                if listed:
                    break

    def _hangul_whole(self, run: str, length: int) -> bool:
        """Whether the first `length` syllables of a run are a word: a particle may follow."""
        return len(run) == length or run[length:] in self._particles

    def _korean_span(self, text: str, start: int, end: int) -> tuple[int, int, str, str] | None:
        """The whole Korean name around the surname at `start`: span, surname, given name."""
        surname = text[start:end]
        following = _units_after(text, end)
        given = self._given_units(surname, tuple(unit for _, unit in following))
        if given:
            last = following[given - 1][0]
            return start, last, surname, " ".join(unit for _, unit in following[:given])
        preceding = _units_before(text, start)
        given = self._given_units(surname, tuple(unit for _, unit in preceding), backwards=True)
        if not given:
            return None
        first = preceding[given - 1][0]
        if self._name_began(text, first):
            return None
        units = [unit for _, unit in preceding[:given]][::-1]
        return first, end, surname, " ".join(units)

    def _given_units(self, surname: str, units: tuple[str, ...], *, backwards: bool = False) -> int:
        """How many of the units beside a surname are its given name: 2, 1 or 0."""
        korean = self.comparer.korean
        if korean is None:
            return 0
        for count in (2, 1):
            taken = units[:count]
            if len(taken) < count or not all(korean.given_token(_letters(u)) for u in taken):
                continue
            given = " ".join(taken[::-1] if backwards else taken)
            if korean.parses(f"{surname}, {given}"):
                return count
        return 0

    def _name_began(self, text: str, start: int) -> bool:
        """Whether the word before `start` is part of the name: capitalised, no title.

        The first word of a sentence is capitalised whatever it is, so it tells nothing.
        """
        units = _units_before(text, start)
        if not units:
            return False
        position, unit = units[0]
        if self._titles.leading([_letters(unit), ""]) or unit.lower() in self._not_names:
            return False
        return not _SENTENCE_START.search(text, max(0, position - 4), position)

    def _lookup_korean(self, name: str) -> tuple[tuple[int, Comparison], ...]:
        if self.comparer.korean is None:
            return ()
        keys = {f"ko:{key}" for key in self.comparer.korean.keys(name)}
        floor = self.rules.names.scoring.floor.value
        found = []
        plausible = self.rules.evidence.korean_plausible
        if self.comparer.korean.is_korean(name) < plausible:
            return ()
        for position in self.index.candidates(keys, "person"):
            comparison = self.comparer.compare(
                name, self.index.entries[position].name.text, "person"
            )
            if comparison.score >= floor:
                found.append((position, comparison))
        return tuple(found)

    def _imo_numbers(self, text: str) -> Iterator[Hit]:
        """Hits of IMO numbers with a right check digit."""
        for match in _IMO_TEXT.finditer(text):
            if is_imo(match.group(1)):
                for subject in self.index.by_imo(match.group(1)):
                    yield Hit(match.start(), match.end(), -1, "imo", None, None, subject)


def _letters(unit: str) -> str:
    """The letters of a unit, joined: `Ch'ol-su` is `cholsu`."""
    return fold(unit).replace(" ", "")


def _automaton(patterns: list[bytes]) -> Any:
    return DoubleArrayAhoCorasick(patterns) if patterns else None


def _surname_patterns(surnames: frozenset[str]) -> list[bytes]:
    """Surnames as printed (Title and CAPITALS) with what may follow them."""
    after = " -.;:!?'\"\n)’”‑–\u00a0"
    return [
        (spelling + mark).encode()
        for surname in sorted(surnames)
        # Of the one-letter surnames only O (오) is printed so by the lists; I and U are words.
        if len(surname) > 1 or surname == "o"
        for spelling in dict.fromkeys((surname.title(), surname.upper()))
        # The list form "KIM, Yong Bok" has its surname in capitals; behind "Barbara Lee," a
        # new clause begins.
        for mark in (after + "," if spelling.isupper() and len(spelling) > 1 else after)
    ]


def _units_after(text: str, end: int) -> list[tuple[int, str]]:
    """Up to two capitalised units behind `end`, each with the offset of its end."""
    units: list[tuple[int, str]] = []
    position = end
    for _ in range(2):
        match = _NEXT_UNIT.match(text, position, position + 60)
        if match is None or match.start("unit") == position:
            break
        unit = match.group("unit")
        stop = match.end("unit")
        possessive = _POSSESSIVE.search(unit)
        if possessive:
            stop -= len(possessive.group())
            unit = unit[: possessive.start()]
        comma = "," in text[position : match.start("unit")]
        if not unit[0].isupper() or (comma and (units or not text[end - 1].isupper())):
            break
        units.append((stop, unit))
        position = match.end("unit")
        if possessive:
            break
    return units


def _begins_word(text: str, start: int) -> bool:
    """Whether a name can begin here: behind no letter or hyphen.

    A capital behind a small letter begins one, too: pages run names together (`SokolinKim`).
    """
    before = text[start - 1]
    if before.islower() and text[start].isupper():
        return True
    return not (before.isalnum() or before in _HYPHENS)


def _units_before(text: str, start: int) -> list[tuple[int, str]]:
    """Up to two capitalised units before `start`, nearest first, with their start."""
    units: list[tuple[int, str]] = []
    position = start
    for _ in range(2):
        window = text[max(0, position - 40) : position]
        match = _PREVIOUS_UNIT.search(window)
        if match is None or not match.group("unit")[0].isupper():
            break
        position -= len(window) - match.start("unit")
        units.append((position, match.group("unit")))
    return units


_HYPHEN_WORDS = frozenset(
    (
        "led", "linked", "based", "backed", "flagged", "owned", "class", "style", "era",
        "controlled", "appointed", "aligned", "run", "brokered", "affiliated", "operated",
        "sponsored", "related", "type",
    )
)  # fmt: skip
_WORD_AT = re.compile(rf"{_LETTERS}+")


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen or letter ties the span to more letters, so that it is no whole name."""
    if start and (text[start - 1] in _HYPHENS) and start > 1 and text[start - 2].isalnum():
        return not text[start].isupper() or text[start - 2].islower() is False
    if end + 1 < len(text) and text[end] in _HYPHENS and text[end + 1].isalnum():
        word = _WORD_AT.match(text, end + 1)
        if word is None:
            return True
        return word.group()[0].islower() and word.group() not in _HYPHEN_WORDS
    return False


def _name_goes_on(text: str, end: int) -> bool:
    """Whether a capitalised word follows directly, as in `Angara Bilic`."""
    return end + 1 < len(text) and text[end] == " " and text[end + 1].isupper()


def _proper(printed: str, listed: str) -> bool:
    """Whether a body's name is printed as one: in capitals, unless the whole name is there.

    Where the legal form was left out (`RUSSIAN FINANCIAL CORPORATION`), what remains can be
    common words, which only capitals tell from prose.
    """
    words = [word for word in re.findall(rf"{_LETTERS}+", printed) if len(word) > 3]
    if fold(printed) == fold(listed):
        return printed[0].isupper() or not printed.isascii() or printed[0].isdigit()
    return all(word[0].isupper() or not word.isascii() for word in words)


def _holds_office(subject: Subject, rules: EvidenceRules) -> bool:
    """Whether a list prints a public post for a subject; only those are known by surname."""
    posts = {fold(word) for role in rules.surname_roles for word in rules.roles[role].listed}
    printed = " ".join(f" {fold(title)} " for d in subject.designations for title in d.titles)
    return any(f" {post} " in printed for post in posts)


def _wrapped(text: str, newline: int) -> bool:
    """Whether a line break is a wrapped line and not the end of a headline or list item."""
    line_start = text.rfind("\n", 0, newline) + 1
    return newline - line_start >= _SHORT_LINE


def _same_script(left: str, right: str) -> bool:
    return ("\uac00" <= left <= "\ud7a3") == ("\uac00" <= right <= "\ud7a3")


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop spans that lie inside a longer one; keep equal and crossing spans."""
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    reach_start, reach_end = -1, -1
    for hit in ordered:
        inside = hit.end <= reach_end and (hit.start, hit.end) != (reach_start, reach_end)
        if inside and hit.how != "imo":
            continue
        if hit.end > reach_end:
            reach_start, reach_end = hit.start, hit.end
        kept.append(hit)
    unique: dict[tuple[int, int, int, str], Hit] = {}
    for hit in kept:
        key = (hit.start, hit.end, hit.subject, hit.how)
        known = unique.get(key)
        if known is None or hit.rank > known.rank:
            unique[key] = hit
    return list(unique.values())
