"""Names of ships and aircraft: exact, with a few licences that are named.

Owns the normal form of a ship's name (letters, numbers, letters behind a number), its
text forms, keys and comparison. Invariants: two IMO numbers decide alone; a number in a
name is identity; short names get no edit distance; comparison is symmetric and lies in
0..1; names that reach `possible` share a key. Refuses to link a ship to a former name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import jellyfish
import msgspec

from xref.names.agreement import Agreement, Part
from xref.names.fold import fold, script_of
from xref.names.hangul_letters import spell
from xref.names.imo import is_imo
from xref.names.translit import Skeletons
from xref.rules.names import VesselRules

_PIECES = re.compile(r"\d+|[^\d\s]+")
# A capital inside a word starts a new one: RyeSongGang1.
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
# Letters of one romanized Korean syllable, with the marks folded away.
_SYLLABLE = (
    r"(?:kk|tt|pp|ss|jj|kh|th|ph|ch|sh|[gkndtrmbpsjchzlh])?"
    r"(?:yeo|yae|wae|weo|eui|yo|ya|yu|ye|ae|ai|eo|eu|oe|oi|oo|wa|wo|we|wi|ui|[aeiou])"
    r"(?:ng|[kgntdlrmpbs])?"
)
_KOREAN = re.compile(rf"(?:{_SYLLABLE}){{2,12}}$")
_ONE_SYLLABLE = re.compile(rf"{_SYLLABLE}$")


class VesselName(msgspec.Struct, frozen=True):
    """A ship's name made ready for comparison.

    Attributes:
        folded: The whole name folded.
        words: Letter tokens without prefix, suffix and numbers.
        letters: The words joined.
        numbers: Numbers in order, without leading zeros.
        tail: Letters behind the last number (`2ch`).
        korean: The letters as a Korean spelling class, or "" if they cannot be Korean.
        syllabic: True if the spelling itself shows Korean: Hangul, or one syllable a word.
        sound: Skeletons of the words joined.
        styled: True if a number was not written as plain digits.
    """

    folded: str
    words: tuple[str, ...]
    letters: str
    numbers: tuple[int, ...]
    tail: str
    korean: str
    syllabic: bool
    sound: str
    styled: bool


class VesselNames:
    """Parses, expands, indexes and compares names of ships.

    Args:
        rules: From `rules/vessels.yml`.
        skeletons: Keys of tokens, for names in Cyrillic and transliterations.
    """

    def __init__(self, rules: VesselRules, skeletons: Skeletons) -> None:
        self._arguments = (rules, skeletons)
        self.rules = rules
        self.skeletons = skeletons
        prefixes = (tuple(fold(prefix).split()) for prefix in rules.prefixes)
        self._prefixes = sorted(prefixes, key=len, reverse=True)
        self._suffixes = frozenset(rules.suffixes)
        self._marks = frozenset(rules.number_marks)
        self._common = frozenset(rules.common_words)
        self._korean = [(re.compile(r.pattern), r.becomes) for r in rules.korean_letters]
        self.parse = lru_cache(maxsize=1 << 16)(self._parse)

    def __reduce__(self) -> tuple[type[VesselNames], tuple[VesselRules, Skeletons]]:
        return (VesselNames, self._arguments)

    def compare(
        self,
        left: str,
        right: str,
        *,
        left_imo: str | int | None = None,
        right_imo: str | int | None = None,
    ) -> Agreement:
        """Compare two ships; IMO numbers decide where both are given.

        Args:
            left: A name.
            right: Another.
            left_imo: IMO number of the left ship, if known.
            right_imo: IMO number of the right ship, if known.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> ships = VesselNames(rules.vessels, Skeletons(rules.persons))
            >>> ships.compare("M/V Rungra-2", "RUNG RA 2").score
            0.97
            >>> ships.compare("Lady R", "Lady B").score < 0.5
            True
            >>> ships.compare("Maia", "Neptun", left_imo="9358010", right_imo=9358010).score
            1.0
        """
        one, two = _imo(left_imo), _imo(right_imo)
        if one is not None and two is not None:
            if one == two:
                return Agreement(1.0, f"the same ship: both have IMO number {one}")
            return Agreement(0.0, f"another ship: IMO numbers {one} and {two} differ")
        first, second = self.parse(left), self.parse(right)
        if (first.folded, left) <= (second.folded, right):
            return self._compare(first, second)
        return self._compare(second, first).turned()

    def forms(self, name: str) -> tuple[str, ...]:
        """Folded token sequences in which running text may print the ship's name.

        Returns:
            At most `limits.forms`; the first is the name without its prefix.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> ships = VesselNames(rules.vessels, Skeletons(rules.persons))
            >>> ships.forms("RUNG RA 2")[:4]
            ('rung ra 2', 'rungra 2', 'rungra2', 'rung ra no 2')
        """
        parsed = self.parse(name)
        forms: dict[str, None] = {}
        bases = list(dict.fromkeys((" ".join(parsed.words), *self._spacings(parsed))))
        number = " ".join(map(str, parsed.numbers))
        tail = parsed.tail
        for base in bases:
            if not number:
                forms.setdefault(base)
                continue
            forms.setdefault(f"{base} {number}{tail}".strip())
            if base and " " not in base:
                forms.setdefault(f"{base}{number}{tail}")
        for base in bases if number else ():
            if base:
                forms.setdefault(f"{base} no {number}{tail}")
                forms.setdefault(f"{base} no{number}{tail}")
            if tail:
                forms.setdefault(f"{base} {number} {tail}".strip())
        if len(parsed.numbers) == 1 and parsed.words and not tail:
            for roman, value in self.rules.roman.items():
                if value == parsed.numbers[0]:
                    forms.setdefault(f"{bases[0]} {roman}")
        if parsed.syllabic and not number:
            for base in bases:
                suffix = "호" if script_of(base) == "hangul" else " ho"
                forms.setdefault(base + suffix)
        if parsed.styled:
            forms.setdefault(" ".join(self._strip(parsed.folded.split())))
        forms.pop("", None)
        return tuple(forms)[: self.rules.limits.forms.value]

    def keys(self, name: str) -> frozenset[str]:
        """Index keys: two names that compare as `possible` share at least one."""
        parsed = self.parse(name)
        if not parsed.folded:
            return frozenset()
        end = "|" + ".".join(map(str, parsed.numbers)) + parsed.tail
        keys = {parsed.letters + end, "=" + parsed.folded.replace(" ", "")}
        if parsed.korean:
            keys.add("k:" + parsed.korean + end)
        keys.add("t:" + parsed.sound + end)
        return frozenset(keys)

    def is_common(self, name: str) -> bool:
        """Tell whether the name needs support in a text: one word, or only common words.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> ships = VesselNames(rules.vessels, Skeletons(rules.persons))
            >>> [ships.is_common(n) for n in ("Gold Star", "ANGARA", "Kum Song 3", "Star 18")]
            [True, True, False, True]
        """
        words = self.parse(name).words
        return len(words) <= 1 or all(word in self._common or len(word) == 1 for word in words)

    def _parse(self, name: str) -> VesselName:
        text = unicodedata.normalize("NFC", name[: self.rules.limits.letters.value])
        folded = fold(text)
        tokens = self._strip(fold(_CAMEL.sub(" ", text)).split())
        words: list[str] = []
        numbers: list[int] = []
        tail = ""
        styled = False
        pieces = [piece for token in tokens for piece in _PIECES.findall(token)]
        pieces = pieces[: self.rules.limits.parts.value]
        for index, piece in enumerate(pieces):
            value, odd = self._number(pieces, index)
            if value is not None:
                numbers.append(value)
                styled = styled or odd
            elif piece in self._marks and index and self._digits(pieces, index + 1):
                styled = True
            elif numbers and index and words and len(piece) <= 2 and index == len(pieces) - 1:
                tail = piece
            else:
                words.append(piece)
        words = self._without_suffix(words)
        letters = "".join(words)
        korean, syllabic = self._korean_class(words, letters)
        sound = "".join(self.skeletons.sound(word) for word in words)
        return VesselName(
            folded, tuple(words), letters, tuple(numbers), tail, korean, syllabic, sound, styled
        )

    def _strip(self, tokens: list[str]) -> list[str]:
        start = 0
        while True:
            length = next(
                (
                    len(prefix)
                    for prefix in self._prefixes
                    if tuple(tokens[start : start + len(prefix)]) == prefix
                    and start + len(prefix) < len(tokens)
                ),
                0,
            )
            if not length:
                return tokens[start:]
            start += length

    def _number(self, pieces: list[str], index: int) -> tuple[int | None, bool]:
        piece = pieces[index]
        if piece.isdecimal():
            return int(piece[:9]), piece.startswith("0")
        if index and index == len(pieces) - 1:
            value = self.rules.roman.get(piece, self.rules.number_words.get(piece))
            return value, value is not None
        return None, False

    @staticmethod
    def _digits(pieces: list[str], index: int) -> bool:
        return index < len(pieces) and pieces[index].isdecimal()

    def _without_suffix(self, words: list[str]) -> list[str]:
        if not words:
            return words
        last = words[-1]
        if last in self._suffixes and len(words) > 1:
            return words[:-1]
        for suffix in self._suffixes:
            stem = last.removesuffix(suffix)
            if (
                stem != last
                and len(stem) >= 2
                and (
                    not stem.isascii()
                    or (len(stem) >= 6 and len(words) == 1 and _KOREAN.match(stem))
                )
            ):
                return [*words[:-1], stem]
        return words

    def _korean_class(self, words: list[str], letters: str) -> tuple[str, bool]:
        """The Korean spelling class of a name, and whether the spelling shows Korean."""
        hangul = script_of(letters) == "hangul"
        if hangul:
            words = [spell(syllable) for word in words for syllable in word]
            letters = "".join(words)
        if not letters.isascii() or _KOREAN.match(letters) is None:
            return "", False
        syllabic = hangul or (len(words) > 1 and all(_ONE_SYLLABLE.match(word) for word in words))
        for pattern, becomes in self._korean:
            letters = pattern.sub(becomes, letters)
        return letters, syllabic

    def _spacings(self, parsed: VesselName) -> list[str]:
        """The words joined; for Korean words of three and more also partly joined."""
        found = [parsed.letters]
        words = parsed.words
        if parsed.syllabic and 3 <= len(words) <= 6:
            found += [
                "".join(words[:-1]) + " " + words[-1],
                "".join(words[:2]) + " " + "".join(words[2:]),
            ]
        return found

    def _compare(self, one: VesselName, two: VesselName) -> Agreement:
        scores = self.rules.scores
        if not one.folded or not two.folded:
            return Agreement(0.0, "nothing to compare: a name without letters or digits")
        if one.folded == two.folded:
            return Agreement(1.0, "the same name, letter by letter")
        parts = _table(one, two)
        score, summary = self._letters(one, two)
        if score < scores.one_edit.value:
            return Agreement(score, summary, parts)
        if one.numbers != two.numbers:
            if one.numbers and two.numbers:
                return Agreement(
                    min(score, scores.number_differs.value),
                    "another ship: the number in the name differs",
                    parts,
                )
            return Agreement(
                min(score, scores.number_missing.value),
                "only one name has a number; the number tells sister ships apart",
                parts,
            )
        if one.tail != two.tail:
            return Agreement(
                min(score, scores.letters_after_number.value),
                "the letters behind the number differ",
                parts,
            )
        if one.styled != two.styled:
            score = min(score, scores.number_style.value)
        return Agreement(score, summary, parts)

    def _letters(self, one: VesselName, two: VesselName) -> tuple[float, str]:
        """How the letters agree, numbers left aside."""
        scores, limits = self.rules.scores, self.rules.limits
        if one.words == two.words:
            return scores.same.value, "the same name; only prefix or punctuation differs"
        if one.letters == two.letters:
            return scores.spacing.value, "the same letters, spaced differently"
        if one.korean and one.korean == two.korean and (one.syllabic or two.syllabic):
            return scores.korean_spelling.value, "the same Korean name in another romanization"
        shorter = min(len(one.letters), len(two.letters))
        if one.sound == two.sound and shorter >= limits.spelling_letters.value:
            return scores.spelling.value, "the same name in another transliteration"
        if self._one_edit(one, two):
            return scores.one_edit.value, "one letter differs in a long name; could be a slip"
        if set(one.words) < set(two.words) or set(two.words) < set(one.words):
            return scores.part_of_name.value, "another ship: one name is only a part of the other"
        alike = jellyfish.jaro_winkler_similarity(one.letters, two.letters)
        return scores.different.value * alike, "another ship: the names differ"

    def _one_edit(self, one: VesselName, two: VesselName) -> bool:
        least = self.rules.limits.edit_letters.value
        if min(len(one.letters), len(two.letters)) < least:
            return False
        if abs(len(one.letters) - len(two.letters)) > 1:
            return False
        if len(one.words) == len(two.words):
            # The differing word must itself be long: Lady Rose / Lady Rosa are two ships.
            pairs = zip(one.words, two.words, strict=True)
            differing = [pair for pair in pairs if pair[0] != pair[1]]
            if any(min(map(len, pair)) < least for pair in differing):
                return False
        return jellyfish.damerau_levenshtein_distance(one.letters, two.letters) == 1


def _imo(value: str | int | None) -> str | None:
    if value is None:
        return None
    text = str(value).upper().removeprefix("IMO").strip()
    return text if is_imo(text) else None


def _table(one: VesselName, two: VesselName) -> tuple[Part, ...]:
    left, right = " ".join(one.words), " ".join(two.words)
    same = one.letters == two.letters
    parts = [Part(left, right, "same" if same else "conflict", float(same), "the letters")]
    if one.numbers or two.numbers:
        numbers = [" ".join(map(str, n.numbers)) + n.tail for n in (one, two)]
        equal = numbers[0] == numbers[1]
        how = "same" if equal else "conflict" if all(numbers) else "missing"
        note = "the number" if all(numbers) else "a number only one name has"
        parts.append(Part(numbers[0] or None, numbers[1] or None, how, float(equal), note))
    return tuple(parts)
