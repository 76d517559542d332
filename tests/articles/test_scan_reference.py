"""The scanner against a slow one without automaton, filters or mapping.

The reference asks of every run of tokens whether it is a listed form, and of every letter
whether a Korean surname begins there; each Korean name it then compares with every listed
person. It shares with the scanner the rules on what a name is, and nothing on how it is found.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xref
from xref.articles.borders import NameBorders
from xref.articles.hits import Hit, longest
from xref.articles.wording import (
    BARRIER,
    begins_word,
    is_capitalised,
    is_joined,
    is_proper,
    is_wrapped,
    letters,
    name_goes_on,
    units_after,
    units_before,
)
from xref.names.fold import FOLD_TABLE, fold
from xref.names.persons_respelled import given_and_surname
from xref.names.persons_units import Unit

_AFTER = " -.;:!?'\"\n)’”‑–\u00a0"


class ReferenceScanner:
    """Finds hits in Latin letters the slow way."""

    def __init__(self, matcher: xref.Matcher) -> None:
        self.index, self.comparer, self.rules = matcher.index, matcher.comparer, matcher.rules
        self.borders = NameBorders(matcher.rules)
        self.korean = matcher.comparer.korean
        self.shapes = sorted(
            {
                shape
                for surname in self.korean.surname_spellings()
                if len(surname) > 1 or surname == "o"
                for shape in (surname.title(), surname.upper())
            }
        )
        self.most_tokens = max(form.count(" ") - 1 for form in matcher.index.forms)
        self.floor = matcher.rules.names.scoring.floor.value
        persons = matcher.rules.names.persons
        self.particles, self.descent = frozenset(persons.particles), frozenset(persons.descent)
        self.least = persons.limits.respelled.value
        persons = self.comparer.persons
        self.parts: list[list[tuple[Unit, Unit]]] = []
        self.begun: dict[str, list[int]] = {}
        for position, entry in enumerate(self.index.entries):
            found: list[tuple[Unit, Unit]] = []
            if entry.kind == "person" and not self.comparer.plausibly_korean(entry.name.text):
                parsed = persons.parse(entry.name.text)
                whole = given_and_surname(parsed)
                found = [whole] if whole else []
                for units in () if entry.name.quality == "weak" else persons.beginnings.of(parsed):
                    prose = persons.beginnings.is_prose(parsed, self.comparer.no_first_names)
                    if not prose and not persons.beginnings.is_common(units, self.index.bearers):
                        found.append((units[0], units[-1]))
                        form = " ".join(unit.full for unit in units)
                        self.begun.setdefault(form, []).append(position)
            self.parts.append(found)

    def hits(self, text: str) -> list[Hit]:
        """Hits of listed forms, then Korean names, longest kept."""
        found = [*self.listed(text), *self.koreans(text), *self.respelled(text), *self.begin(text)]
        return longest(found) if found else found

    def listed(self, text: str) -> list[Hit]:
        """Runs of tokens that are listed forms."""
        tokens = tokens_of(text)
        found = []
        for first in range(len(tokens)):
            for count in range(1, min(self.most_tokens, len(tokens) - first) + 1):
                run = tokens[first : first + count]
                form = f" {' '.join(word for word, _, _ in run)} "
                start, end = run[0][1], run[-1][2]
                if form in self.index.forms and self.whole(text, start, end, count):
                    found += self.entries(text, start, end, self.index.forms[form])
        return found

    def begin(self, text: str) -> list[Hit]:
        """Runs of tokens that are the beginning of a long listed name."""
        tokens = tokens_of(text)
        found = []
        for first in range(len(tokens)):
            for last in range(first + 1, min(first + 2 * self.most_tokens, len(tokens))):
                run = tokens[first : last + 1]
                start, end = run[0][1], run[-1][2]
                places = self.begun.get(" ".join(word for word, _, _ in run), [])
                printed = text[start:end]
                cased = is_capitalised(printed) and (text.islower() or printed[0].isupper())
                if not (places and cased and self.is_whole_name(text, start, end)):
                    continue
                for position in places:
                    entry = self.index.entries[position]
                    comparison = self.comparer.compare(printed, entry.name.text, "person")
                    found.append(
                        Hit(
                            start, end, position, "name", comparison,
                            self.comparer.surname(entry.name.text), entry.subject,
                            begun=comparison.band == "weak",
                        )
                    )  # fmt: skip
        return found

    def whole(self, text: str, start: int, end: int, count: int) -> bool:
        """The rules on whole names, capitals and lines."""
        printed = text[start:end]
        # A zero-width space in front belongs to the name, and has no case.
        small = printed.lstrip("\u200b")[:1].islower()
        if is_joined(text, start, end) or (not text.islower() and small):
            return False
        if count > 1 and BARRIER.search(printed):
            return False
        wrapped = "\n" in printed and not is_wrapped(text, start + printed.index("\n"))
        return not (count > 1 and wrapped)

    def entries(self, text: str, start: int, end: int, positions: tuple[int, ...]) -> list[Hit]:
        """The listed spellings of one form."""
        printed = text[start:end]
        found = []
        halves = "-" in printed and len(fold(printed).split()) == 2
        for position in positions:
            entry = self.index.entries[position]
            if entry.kind == "person" and halves and self.borders.began_before(text, start):
                continue  # "Huang Wang-chen" is no Wang Chen
            if entry.kind != "person":
                if " " not in printed and self.borders.inside_longer(text, start, end):
                    continue
                if entry.kind == "organisation" and not is_proper(printed, entry.name.text):
                    continue
            surname = self.comparer.surname(entry.name.text) if entry.kind == "person" else None
            comparison = self.comparer.compare(printed, entry.name.text, entry.kind)
            found.append(
                Hit(
                    start, end, position, "name", comparison, surname, entry.subject,
                    entry.name.quality == "weak",
                )
            )  # fmt: skip
        return found

    def respelled(self, text: str) -> list[Hit]:
        """Runs of capitalised words that begin like somebody listed, and compare as spelled."""
        tokens = tokens_of(text)
        found = []
        for first, (word, start, _) in enumerate(tokens):
            given = self.index.givens.get(word)
            if given is None or not text[start].isupper():
                continue
            for last in range(first + 1, min(first + 5, len(tokens))):
                name, begin, end = tokens[last]
                if not (text[begin].isupper() or name in self.particles):
                    break
                if self.is_whole_name(text, start, end):
                    found += self.spelled(text, start, end, given)
        return found

    def is_whole_name(self, text: str, start: int, end: int) -> bool:
        """Nothing inside that parts names, and no name that goes on before or behind."""
        printed = text[start:end]
        goes_on = text[end : end + 1] in ("-", "‑") and text[end + 1 : end + 2].isupper()
        return not (
            "\n" in printed
            or "," in printed
            or BARRIER.search(printed)
            or goes_on
            or is_joined(text, start, end)
            or name_goes_on(text, end)
            or self.borders.began_before(text, start)
        )

    def spelled(self, text: str, start: int, end: int, given: str) -> list[Hit]:
        """Everybody of a given name whose whole name is a spelling of the words printed."""
        printed = text[start:end]
        words = fold(printed).split()
        respellings = self.comparer.persons.respellings
        keys = respellings.of_surname(words[-1])
        found = []
        for position, entry in enumerate(self.index.entries):
            if entry.name.quality == "weak" or not any(
                first.key == given
                and not keys.isdisjoint({surname.loose, *surname.alts, *surname.habits})
                for first, surname in self.parts[position]
            ):
                continue
            comparison = self.comparer.compare(printed, entry.name.text, "person")
            listed = fold(entry.name.text).split()
            sons = self.descent.intersection(words)
            parse = self.comparer.persons.parse
            if len(parse(printed).units) > len(parse(entry.name.text).units):
                continue
            begun = comparison.band == "weak" and self.comparer.persons.begins(
                printed, entry.name.text
            )
            fits = comparison.score >= self.least or begun
            if fits and not (sons and sons.isdisjoint(listed)):
                found.append(
                    Hit(
                        start, end, position, "name", comparison,
                        self.comparer.surname(entry.name.text), entry.subject, begun=begun,
                    )
                )  # fmt: skip
        return found

    def koreans(self, text: str) -> list[Hit]:
        """Names around a Korean surname, wherever one is printed."""
        found = []
        for start in range(len(text)):
            for shape in self.shapes:
                end = start + len(shape)
                after = text[end : end + 1]
                comma = after == "," and len(shape) > 1 and shape.isupper()
                if not text.startswith(shape, start) or not after:
                    continue
                if (after in _AFTER or comma) and (not start or begins_word(text, start)):
                    found += self.around(text, start, end)
        return found

    def around(self, text: str, start: int, end: int) -> list[Hit]:
        """The whole name around a surname."""
        surname = text[start:end]
        following = units_after(text, end)
        given = self.given(surname, [unit for _, unit in following])
        if given:
            units = [unit for _, unit in following[:given]]
            return self.compared(start, following[given - 1][0], surname, units)
        preceding = units_before(text, start)
        given = self.given(surname, [unit for _, unit in preceding], backwards=True)
        if not given or self.borders.began_before(text, preceding[given - 1][0]):
            return []
        units = [unit for _, unit in preceding[:given]][::-1]
        return self.compared(preceding[given - 1][0], end, surname, units)

    def given(self, surname: str, units: list[str], *, backwards: bool = False) -> int:
        """How many of the units are a given name."""
        for count in (2, 1):
            taken = units[:count]
            if len(taken) < count or not all(self.korean.given_token(letters(u)) for u in taken):
                continue
            given = " ".join(taken[::-1] if backwards else taken)
            if self.korean.parses(f"{surname}, {given}"):
                return count
        return 0

    def compared(self, start: int, end: int, surname: str, units: list[str]) -> list[Hit]:
        """The name compared with every listed person."""
        name = f"{surname}, {' '.join(units)}"
        found = []
        if self.korean.is_korean(name) >= self.rules.evidence.korean_plausible:
            for position, entry in enumerate(self.index.entries):
                if entry.kind != "person":
                    continue
                comparison = self.comparer.compare(name, entry.name.text, "person")
                korean = self.korean.compare(name, entry.name.text)
                # The same letters alone are found as a listed form, where they stand as words.
                if comparison.score >= self.floor and korean and korean.score >= self.floor:
                    found.append(
                        Hit(
                            start, end, position, "name", comparison, surname.lower(),
                            entry.subject, entry.name.quality == "weak",
                        )
                    )  # fmt: skip
        return found or [Hit(start, end, -1, "name", None, surname.lower(), -1)]


def tokens_of(text: str) -> list[tuple[str, int, int]]:
    """Folded tokens with their offsets, letter by letter."""
    tokens: list[tuple[str, int, int]] = []
    word, start = "", 0
    for place, char in enumerate(f"{text} "):
        folded = FOLD_TABLE[ord(char)]
        if folded == " ":
            if word:
                tokens.append((word, start, place))
            word, start = "", place + 1
        word += folded.strip()
    return tokens


def shown(hits: list[Hit], matcher: xref.Matcher) -> set[tuple[int, int, int]]:
    """Spans and subjects that compare as `possible` or better, or begin a long listed name."""
    possible = matcher.rules.names.scoring.possible.value
    return {
        (hit.start, hit.end, hit.subject)
        for hit in hits
        if hit.how == "name"
        and hit.comparison is not None
        and (hit.comparison.score >= possible or hit.begun)
    }


@pytest.fixture(scope="module")
def reference(matcher: xref.Matcher) -> ReferenceScanner:
    return ReferenceScanner(matcher)


@pytest.fixture(scope="module")
def names(matcher: xref.Matcher) -> list[str]:
    listed = (entry.name.text for entry in matcher.index.entries)
    return [name for name in listed if name.isascii()]


_SEPARATORS = (
    " ", " ", " ", ", ", "  ", ". ", "-", "\n", "\n\n", "’s ", "\u00a0", " “", "” ", "/", " (",
    ") ",
    # Between letters a zero-width space is no border, as in Ki\u200bm; here it would be one.
    " \u200b", "\u200b ", "",
)  # fmt: skip
_NOISE = (
    "In", "On", "the", "No", "You", "Mr.", "Gen.", "Petrenko", "Victory", "Kim", "PARK", "Yong-bok",
    "chol", "Song", "tanker", "é", "Yŏng", "3", "x" * 30, "seoul", "Un",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_made_texts(
    data: st.DataObject, matcher: xref.Matcher, reference: ReferenceScanner, names: list[str]
) -> None:
    """Listed names among separators and noise, in any case, are found as by the reference."""
    name = st.sampled_from(names)
    word = st.one_of(
        name,
        name.map(_respelled),
        name.map(str.title),
        name.map(str.lower),
        st.sampled_from(_NOISE),
        name.map(_swapped),
    )
    parts = data.draw(st.lists(st.tuples(word, st.sampled_from(_SEPARATORS)), max_size=12))
    text = "".join(part for pair in parts for part in pair)
    assert shown(matcher.articles.hits(text), matcher) == shown(reference.hits(text), matcher)


def _swapped(name: str) -> str:
    """`KIM, Yong Bok` as `Yong Bok Kim`."""
    surname, _, given = name.partition(", ")
    return f"{given} {surname.title()}" if given else name


def _respelled(name: str) -> str:
    """`PUTIN, Vladimir Vladimirovich` as `Vladimir Putin`, in another spelling."""
    surname, _, given = name.partition(", ")
    spelled = f"{given.split()[0]} {surname.title()}" if given else name
    for listed, printed in (("iy", "y"), ("ey", "ei"), ("ks", "x"), ("kh", "h"), ("ss", "s")):
        spelled = spelled.replace(listed, printed)
    return spelled


@pytest.mark.slow
def test_labelled_articles(
    matcher: xref.Matcher, reference: ReferenceScanner, dev_data: Path
) -> None:
    """The development articles give the same hits both ways."""
    total = 0
    for path in sorted((dev_data / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        found = {hit for hit in shown(matcher.articles.hits(text), matcher) if latin(text, hit)}
        wanted = shown(reference.hits(text), matcher)
        assert found == {hit for hit in wanted if latin(text, hit)}, path.name
        total += len(found)
    assert total > 50


def latin(text: str, hit: tuple[int, int, int]) -> bool:
    """Whether a hit stands in Latin letters, which are all that the reference reads."""
    return all(char < "\u0370" or not char.isalpha() for char in text[hit[0] : hit[1]])
