"""Names of organisations: their telling words, text forms and comparison.

Owns setting aside legal forms and stop words, bringing spellings of one word together,
and deciding how well two names agree. Invariants: comparison is symmetric and lies in
0..1; different telling words or numbers never reach `possible`. Refuses to compute
acronyms into a match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from xref.names.agreement import Agreement
from xref.names.fold import fold
from xref.names.organisations_align import align, measure
from xref.names.organisations_words import OrganisationName, Weight, Word
from xref.names.translit import Skeletons
from xref.names.words import compare_words, may_divide
from xref.rules.names import OrganisationRules

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel

# "People's", "Int'l", "Guards'": an apostrophe inside or behind a word separates nothing.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘ʼ`´](?=[^\W\d_]|\s|$)")

# The Persian link between words that is also printed "e": Jaish-i-Mohammed, Jaish-e-Mohammed.
_LINKS = frozenset({"i"})

#: Words that are remembered: names are new, their words seldom.
_REMEMBERED = 1 << 15


class OrganisationNames:
    """Parses, expands, indexes and compares names of organisations.

    Args:
        rules: From `rules/organisations.yml`.
        skeletons: Keys of tokens.
        korean: The model that reads Korean words, or None to do without.
    """

    def __init__(
        self, rules: OrganisationRules, skeletons: Skeletons, korean: KoreanModel | None = None
    ) -> None:
        self._arguments = (rules, skeletons, korean)
        self.korean = korean
        self.rules = rules
        self.skeletons = skeletons
        self._stop = frozenset(rules.stop_words)
        self._common = {w: head for head, ways in rules.variants.items() for w in (head, *ways)}
        self._country = frozenset(rules.country_words)
        self._general = frozenset(rules.general_words)
        general = [self._word(w, last=True) for w in (*rules.country_words, *rules.general_words)]
        #: Skeletons of words that do not tell, in all spellings.
        self.general_keys = frozenset(key for word in general for key in (word.key, *word.sounds))
        self._in_front = frozenset(tuple(fold(w).split()) for w in rules.legal_forms_in_front)
        self._legal: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, ways in rules.legal_forms.items():
            for way in ways:
                tokens = tuple(fold(way).split())
                self._legal.setdefault(tokens[0], []).append((tokens, name))
        for forms in self._legal.values():
            forms.sort(key=lambda form: len(form[0]), reverse=True)
        self._words = lru_cache(maxsize=_REMEMBERED)(self._word)
        self.parse = lru_cache(maxsize=1 << 16)(self._parse)
        self._run = lru_cache(maxsize=_REMEMBERED)(self._run_readings)
        self.hangul = lru_cache(maxsize=1 << 16)(self._hangul)

    def __reduce__(self) -> tuple[object, ...]:
        return (OrganisationNames, self._arguments)

    def compare(self, left: str, right: str) -> Agreement:
        """Compare two names by their words.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> bodies = OrganisationNames(rules.organisations, Skeletons(rules.persons))
            >>> bodies.compare("Korea People's Army", "KOREAN PEOPLES ARMY").score > 0.9
            True
            >>> bodies.compare("Second Academy", "Second Economic Committee").score < 0.7
            True
        """
        one, two = self.parse(left), self.parse(right)
        if (one.folded, left) <= (two.folded, right):
            return align(one, two, self.rules, self._same_words)
        return align(two, one, self.rules, self._same_words).turned()

    def measure(self, left: OrganisationName, right: OrganisationName) -> float:
        """The score of `compare` alone."""
        if (left.folded, left.printed) <= (right.folded, right.printed):
            return measure(left, right, self.rules, self._same_words)
        return measure(right, left, self.rules, self._same_words)

    def forms(self, name: str) -> tuple[str, ...]:
        """Folded token sequences in which running text may print the name.

        Returns:
            At most `limits.forms`: the whole name, and the name without legal forms, each
            with the spellings of its apostrophes and of "and".

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> bodies = OrganisationNames(rules.organisations, Skeletons(rules.persons))
            >>> bodies.forms("KOREA PEOPLE'S ARMY")
            ('korea people s army', 'korea peoples army', 'korean people s army', \
'korean peoples army')
        """
        parsed = self.parse(name)
        bases: dict[str, None] = {}
        tokens = parsed.folded.split()
        if len(tokens) > 1 and tokens[0] == "the":
            tokens = tokens[1:]
        spaced = fold(unicodedata.normalize("NFC", name[: self.rules.limits.letters.value]))
        whole = spaced.split()
        if len(whole) > 1 and whole[0] == "the":
            whole = whole[1:]
        for words in (whole, tokens, list(parsed.core)):
            bases.setdefault(" ".join(words))
        if "&" in name:
            joined = fold(
                _APOSTROPHE.sub("", name[: self.rules.limits.letters.value]).replace("&", " and ")
            )
            bases.setdefault(joined.removeprefix("the "))
            bases.setdefault(" ".join(self._split(joined.split())[0]))
        forms = dict(bases)
        for base in bases:
            if " and " in f" {base} ":
                forms.setdefault(" ".join(f" {base} ".replace(" and ", " ").split()))
        for base in tuple(forms):
            for head, ways in _SWAPS:
                text = f" {base} "
                for one, two in ((head, ways), (ways, head)):
                    if f" {one} " in text:
                        forms.setdefault(text.replace(f" {one} ", f" {two} ").strip())
        if not any(char.isalpha() for char in "".join(parsed.core)):
            forms.pop(" ".join(parsed.core), None)
        forms.pop("", None)
        # Lists print "and" as a name where a cell was cut: words of every text name nobody.
        named = [form for form in forms if not self._stop.issuperset(form.split())]
        return tuple(named[: self.rules.limits.forms.value])

    def is_single_word(self, name: str) -> bool:
        """Tell whether one word names the body, legal forms aside; it then needs support.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> bodies = OrganisationNames(rules.organisations, Skeletons(rules.persons))
            >>> [bodies.is_single_word(n) for n in ("AURUS LLC", "Kumbyol Trading")]
            [True, False]
        """
        return len(self.parse(name).words) <= 1

    def _parse(self, name: str) -> OrganisationName:
        text = name[: self.rules.limits.letters.value]
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        folded = fold(_APOSTROPHE.sub("", text))
        core, legal = self._split(folded.split())
        end = len(core) - 1
        words = tuple(
            [
                self._words(token, last=at == end or token not in _LINKS)
                for at, token in enumerate(core)
                if token not in self._stop
            ]
        )
        if not words:
            words = tuple([self._words(token, last=True) for token in core])
        words = words[: self.rules.limits.parts.value]
        whole = "".join(word.key for word in words)
        return OrganisationName(name, folded, words, legal, tuple(core), whole)

    def _split(self, tokens: list[str]) -> tuple[list[str], frozenset[str]]:
        """Take legal forms off both ends; one word always remains."""
        legal: set[str] = set()
        start, end = 0, len(tokens)
        if end > 1 and tokens[0] == "the":
            start = 1
        while (found := self._ending(tokens, start, end)) is not None:
            legal.add(found[1])
            end -= found[0]
        while (found := self._beginning(tokens, start, end)) is not None:
            legal.add(found[1])
            start += found[0]
        if "company_limited" in legal:
            legal = (legal - {"company_limited"}) | {"company", "limited"}
        return tokens[start:end], frozenset(legal)

    def _ending(self, tokens: list[str], start: int, end: int) -> tuple[int, str] | None:
        for at in range(max(start + 1, end - 7), end):
            for form, name in self._legal.get(tokens[at], ()):
                if tuple(tokens[at:end]) == form:
                    return len(form), name
        return None

    def _beginning(self, tokens: list[str], start: int, end: int) -> tuple[int, str] | None:
        if end - start < 2:
            return None
        for form, name in self._legal.get(tokens[start], ()):
            fits = start + len(form) < end and tuple(tokens[start : start + len(form)]) == form
            if fits and form in self._in_front:
                return len(form), name
        return None

    def _word(self, printed: str, *, last: bool) -> Word:
        token = "e" if printed in _LINKS and not last else printed
        common = self._common.get(token, token)
        if token.isdecimal():
            return Word(token, token.lstrip("0") or "0", (), "number")
        if token in self.rules.numerals:
            return Word(token, str(self.rules.numerals[token]), (), "number")
        weight: Weight = "telling"
        if common in self._country:
            weight = "country"
        elif common in self._general:
            weight = "general"
        if len(common) <= self.rules.limits.plain_letters.value and common.isascii():
            return Word(token, common, (), weight)
        key = self.skeletons.key(common)
        sounds = (self.skeletons.loose(key), *sorted(self.skeletons.others(common)))
        return Word(token, key, sounds, weight)

    def _same_words(
        self, left: OrganisationName, right: OrganisationName, runs: list[tuple[int, int]]
    ) -> tuple[float, str] | None:
        """Score a run of words on each side as Korean words; None if they are not the same."""
        if self.korean is None:
            return None
        texts = [
            tuple([word.text for word in words[start:end]])
            for words, (start, end) in zip((left.words, right.words), runs, strict=True)
        ]
        if not all(may_divide(self.korean, text) for text in texts):
            return None
        one, two = self._run(texts[0]), self._run(texts[1])
        if one.isdisjoint(two):
            return None
        found = compare_words(self.korean, " ".join(texts[0]), " ".join(texts[1]))
        return found and (min(found[0], self.rules.scores.korean.value), found[1])

    def telling_runs(self, words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
        """Runs `(start, end)` of telling words that may be one Korean word, shorter ones first."""
        limits = self.rules.limits
        for start in range(len(words)):
            for end in range(start + 1, min(start + limits.joined_parts.value, len(words)) + 1):
                run = words[start:end]
                if run[-1].weight != "telling":
                    break
                if len(run) > 1 and any(len(w.text) > limits.syllable_letters.value for w in run):
                    break
                yield start, end

    def _hangul(self, words: tuple[Word, ...]) -> dict[tuple[int, int], frozenset[str]]:
        """What runs of telling words `(start, end)` can be in Hangul, of two syllables up."""
        found: dict[tuple[int, int], frozenset[str]] = {}
        if self.korean is None:
            return found
        broken = -1  # a run that begins like one that is no Korean word is none either
        for start, end in self.telling_runs(words):
            if start == broken:
                continue
            if not self.korean.word_keys(" ".join(word.text for word in words[start:end])):
                broken = start
                continue
            readings = self.readings(words[start:end])
            if readings:
                found[start, end] = readings
        return found

    def _run_readings(self, texts: tuple[str, ...]) -> frozenset[str]:
        """What telling words can be in Hangul as one run; see `telling_runs` and `_hangul`."""
        limits = self.rules.limits
        if self.korean is None or len(texts) > limits.joined_parts.value:
            return frozenset()
        if len(texts) > 1 and max(map(len, texts)) > limits.syllable_letters.value:
            return frozenset()
        found = self._readings(texts)
        begins = all(self.korean.word_keys(" ".join(texts[:end])) for end in range(1, len(texts)))
        return found if found and begins else frozenset()

    def readings(self, run: tuple[Word, ...]) -> frozenset[str]:
        """What a run of words can be in Hangul, of two syllables up; nothing if it is anything."""
        return self._readings(tuple([word.text for word in run]))

    def _readings(self, texts: tuple[str, ...]) -> frozenset[str]:
        if self.korean is None or not may_divide(self.korean, texts):
            return frozenset()
        hangul = self.korean.word_keys(" ".join(texts))
        readings = frozenset(reading for reading in hangul if len(reading) > 1)
        few = len(readings) <= self.rules.limits.korean_readings.value
        return readings if few else frozenset()


# Spellings that text forms carry; the others are met by the keys.
_SWAPS = (
    ("people s", "peoples"),
    ("korea", "korean"),
    ("centre", "center"),
    ("defence", "defense"),
    ("organisation", "organization"),
    ("labour", "labor"),
)
