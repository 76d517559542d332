"""Names of ships and aircraft: exact, with a few licences that are named.

Owns the normal form of a ship's name (letters, numbers, letters behind a number), its
text forms, keys and comparison. Invariants: two IMO numbers decide alone; a number in a
name is identity; short names get no edit distance; comparison is symmetric and lies in
0..1; names that reach `possible` share a key. Refuses to link a ship to a former name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from xref.names.agreement import Agreement
from xref.names.fold import fold, script_of
from xref.names.imo import is_imo
from xref.names.translit import Skeletons
from xref.names.vessels_agree import VesselName, agree, measure
from xref.names.vessels_respelled import respelled
from xref.names.vessels_scripts import ShipScripts, fold_kana
from xref.names.vessels_words import ShipWords
from xref.rules.names import VesselRules

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel

_PIECES = re.compile(r"\d+|[^\d\s]+")
# Latin letters beside those of a script without spaces: 天使R, 레이디R호.
_SCRIPTS = re.compile(r"(?<=[a-z])(?=[\u1100-\uffff])|(?<=[\u1100-\uffff])(?=[a-z])")
# How characters are read: 天馬山（チョンマサン）号.
_READING = re.compile("\\([\u3041-\u30ff・ ]+\\)")
# A capital inside a word starts a new one: RyeSongGang1.
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
# An apostrophe inside a word is a mark of a romanization or a genitive.
_INNER_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘ʼ`´](?=[^\W\d_])")


class VesselNames:
    """Parses, expands, indexes and compares names of ships.

    Args:
        rules: From `rules/vessels.yml`.
        skeletons: Keys of tokens, for names in Cyrillic and transliterations.
        korean: The model that reads Korean words, or None to do without.
        scripts: What reads names of other scripts than Latin, or None to do without.
    """

    def __init__(
        self,
        rules: VesselRules,
        skeletons: Skeletons,
        korean: KoreanModel | None = None,
        scripts: ShipScripts | None = None,
    ) -> None:
        self._arguments = (rules, skeletons, korean, scripts)
        self.korean = korean
        self.scripts = scripts
        self._least = rules.limits.respelled.value
        self.rules = rules
        self.skeletons = skeletons
        prefixes = sorted((fold(p).split() for p in rules.prefixes), key=len, reverse=True)
        self._prefixes: dict[str, list[list[str]]] = {}
        for prefix in prefixes:
            self._prefixes.setdefault(prefix[0], []).append(prefix)
        self._suffixes = frozenset(rules.suffixes)
        self._marks = frozenset(rules.number_marks)
        self._common = frozenset(rules.common_words)
        self.parse = lru_cache(maxsize=1 << 16)(self._parse)
        self._words = ShipWords(rules, korean, scripts)
        self.readings = self._words.readings

    def __reduce__(self) -> tuple[object, ...]:
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
            return agree(first, second, self.rules, self._words.same)
        return agree(second, first, self.rules, self._words.same).turned()

    def forms(self, name: str) -> tuple[str, ...]:
        """Folded token sequences in which running text may print the ship's name.

        Returns:
            At most `limits.forms`, the first of them the name without its prefix, and
            `limits.respelled_forms` in other spellings.

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
        if not number and self.readings(parsed.words)[1]:
            for base in bases:
                suffix = "호" if script_of(base) == "hangul" else " ho"
                forms.setdefault(base + suffix)
        if parsed.styled:
            forms.setdefault(" ".join(self._strip(parsed.folded.split())))
        forms.pop("", None)
        # As texts are folded, in which kana lose their marks.
        limits = self.rules.limits
        listed = tuple(dict.fromkeys(map(fold, forms)))
        others = islice(self._respelled(parsed, listed), limits.respelled_forms.value)
        return (*listed[: limits.forms.value], *others)

    def _respelled(self, parsed: VesselName, known: Container[str]) -> Iterator[str]:
        """The same forms of a Korean name in other romanizations that compare as `possible`."""
        if self.korean is None or not self.readings(parsed.words)[1]:
            return
        if len(parsed.numbers) > 1 or not parsed.letters.isascii():
            return
        number = "".join(f" {number}" for number in parsed.numbers) + parsed.tail
        made: set[str] = set()
        for spelled in respelled(self.korean, parsed.words, numbered=bool(number)):
            other = self._parse(spelled + number)
            if measure(other, parsed, self.rules, self._words.same)[0] < self._least:
                continue
            for base in (spelled, *self._spacings(other)):
                form = base + number
                if form not in known and form not in made:
                    made.add(form)
                    yield form

    def measure(self, left: VesselName, right: VesselName) -> float:
        """The score of `compare` alone; IMO numbers aside."""
        if (left.folded, left.printed) <= (right.folded, right.printed):
            return measure(left, right, self.rules, self._words.same)[0]
        return measure(right, left, self.rules, self._words.same)[0]

    def keys(self, parsed: VesselName) -> frozenset[str]:
        """Keys of a name: two names that compare as `possible` share one, or a Korean reading."""
        if not parsed.folded:
            return frozenset()
        end = "|" + ".".join(map(str, parsed.numbers)) + parsed.tail
        sounds = [f"t:{sound}{end}" for sound in (parsed.sound, *parsed.sounds)]
        return frozenset((parsed.letters + end, "=" + parsed.folded, *sounds))

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
        text = _INNER_APOSTROPHE.sub("", text)
        plain = text.isascii()
        if not plain:
            text = _READING.sub("", unicodedata.normalize("NFKC", text))
        folding = fold if plain else fold_kana
        folded = folding(text)
        parted = folding(_CAMEL.sub(" ", text))
        tokens = self._strip((parted if plain else _SCRIPTS.sub(" ", parted)).split())
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
            elif numbers and not piece.isascii() and piece in self._suffixes:
                continue
            elif numbers and index and words and len(piece) <= 2 and index == len(pieces) - 1:
                tail = piece
            else:
                words.append(piece)
        words = self._without_suffix(words)
        letters = "".join(words)
        sound = "".join(self.skeletons.sound(word) for word in words)
        sounds: frozenset[str] = frozenset()
        if not letters.isascii() and self.scripts is not None:
            spelled = self.scripts.latin(tuple(words))
            sounds = frozenset(map(self.skeletons.sound, spelled))
        return VesselName(
            name,
            folded,
            tuple(words),
            letters,
            tuple(numbers),
            tail,
            sound,
            styled,
            sounds,
        )

    def _strip(self, tokens: list[str]) -> list[str]:
        start = 0
        while start < len(tokens):
            rest = len(tokens) - start
            length = next(
                (
                    len(prefix)
                    for prefix in self._prefixes.get(tokens[start], ())
                    if len(prefix) < rest and tokens[start : start + len(prefix)] == prefix
                ),
                0,
            )
            if not length:
                break
            start += length
        return tokens[start:]

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
        """Take "ho" (ship) off a Korean name, whether it is a word or an ending."""
        if not words:
            return words
        last = words[-1]
        if last in self._suffixes and len(words) > 1:
            return words[:-1]
        for suffix in self._suffixes:
            stem = last.removesuffix(suffix)
            if stem == last or len(stem) < 2:
                continue
            if not stem.isascii() or (len(stem) >= 6 and self._words.hangul(stem)):
                return [*words[:-1], stem]
        return words

    def _spacings(self, parsed: VesselName) -> list[str]:
        """The words joined; for Korean words of three and more also partly joined."""
        found = [parsed.letters]
        words = parsed.words
        if 3 <= len(words) <= 6 and self.readings(words)[1]:
            found += [
                "".join(words[:-1]) + " " + words[-1],
                "".join(words[:2]) + " " + "".join(words[2:]),
            ]
        return found


def _imo(value: str | int | None) -> str | None:
    if value is None:
        return None
    text = str(value).upper().removeprefix("IMO").strip()
    return text if is_imo(text) else None
