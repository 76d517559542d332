"""Foreign names in Hangul: 시진핑 and 습근평 for Xi Jinping, 세르게이 코즐로프 for Sergei Kozlov.

Owns what Hangul stands for where the name is not Korean: syllables of pinyin, by transcription
and in Korean reading, and Latin spellings of a word. Invariants: readings come likeliest first,
their number is bounded, and a word that some Koreans are called has no Latin spelling. Refuses to
compare: readings enter the comparison of Chinese names and of letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from xref.names.costs import TIE, Way, costed
from xref.names.hangul import decompose, is_hangul, to_south
from xref.names.persons_chinese import ChineseName, Readings
from xref.rules.foreign_hangul import ForeignHangulRules
from xref.rules.persons import ChineseRules

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel

# Vowels with y, without it: ㅅ and they are written for sh and a plain vowel (쇼이구, Shoigu).
_PLAIN = {"ㅑ": "ㅏ", "ㅒ": "ㅐ", "ㅕ": "ㅓ", "ㅖ": "ㅔ", "ㅛ": "ㅗ", "ㅠ": "ㅜ"}
_VELARS = frozenset("ㄱㄲㅋ")


class ForeignHangul:
    """Reads foreign names in Hangul; holds no state but its tables.

    Args:
        rules: From `rules/foreign_hangul.yml`.
        chinese: From `rules/chinese.yml`: the characters of each syllable.
        korean: The model that tells Korean names, or None to do without it.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.names.korean import KoreanModel
        >>> from xref.rules import load_rules
        >>> rules = load_rules()
        >>> foreign = ForeignHangul(
        ...     rules.names.foreign_hangul, rules.names.chinese, KoreanModel(rules.korean)
        ... )
        >>> foreign.latin("코즐로프")[0], foreign.latin("푸틴")[:2], foreign.latin("김영복")
        ('kozlov', ('putin', 'futin'), ())
        >>> [sorted(readings) for readings in foreign.chinese("시진핑")[0].syllables]
        [['xi'], ['jin'], ['ping']]
    """

    def __init__(
        self,
        rules: ForeignHangulRules,
        chinese: ChineseRules,
        korean: KoreanModel | None = None,
    ) -> None:
        self._arguments = (rules, chinese, korean)
        self._rules = rules
        self._korean = korean
        letters = rules.letters
        self._onsets = _ways(letters.onsets) | {"ㅇ": _NOTHING}
        self._between = _ways(letters.between)
        self._palatal = self._onsets | _ways(letters.palatal)
        self._bare = _ways(letters.bare) | {"ㅇ": _NOTHING}
        self._bare_i = _ways(letters.bare_i)
        self._nuclei = _ways(letters.nuclei) | {"ㅡ": _NOTHING}
        self._codas = _ways(letters.codas)
        self._closed = costed(letters.closed)
        # Hangul to what it can be in pinyin, and whether that is the standard.
        self._standard = _inverted((hangul, one) for one, hangul in rules.syllables.items())
        self._habits = _inverted(
            (hangul, one) for one, others in rules.habits.items() for hangul in others
        )
        self._longest = max(map(len, (*self._standard, *self._habits)))
        self._surnames, self._given = _korean_readings(rules, chinese, korean)
        self.latin = lru_cache(maxsize=1 << 14)(self._latin)

    def __reduce__(self) -> tuple[object, ...]:
        return (ForeignHangul, self._arguments)

    def _latin(self, word: str) -> tuple[str, ...]:
        """Latin spellings that a word may stand for; none if it is a Korean name."""
        if len(word) > self._rules.limits.syllables.value or not is_hangul(word):
            return ()
        known = self._rules.names.get(word, [])
        rarity = self._korean.rarity(word) if self._korean is not None and not known else None
        if rarity is not None and rarity.share >= self._rules.limits.korean_share.value:
            return ()
        most = self._rules.limits.readings.value
        ways: list[Way] = [(0.0, "")]
        jamo = [decompose(syllable) for syllable in word]
        for at in range(len(jamo)):
            found: dict[str, float] = {}
            for added, more in self._syllable(jamo, at):
                for cost, text in ways:
                    spelled, total = text + more, cost + added
                    if spelled not in found or total < found[spelled]:
                        found[spelled] = total
            ways = sorted((cost, text) for text, cost in found.items())[:most]
        return tuple(dict.fromkeys([*known, *(text for _, text in ways)]))

    def chinese(self, name: str) -> tuple[ChineseName, ...]:
        """The ways to read folded Hangul as a Chinese name, surname first."""
        text = name.replace(" ", "")
        if not 2 <= len(text) <= self._rules.limits.chinese.value or not is_hangul(text):
            return ()
        worths = self._rules.worths
        found = []
        for syllables, standard in self._divided(text, 4):
            if len(syllables) > 1:
                worth = worths.transcription if standard else worths.habit
                found.append(ChineseName(syllables, worth.value, pinyin=False))
        if len(text) <= 4 and text[0] in self._surnames:
            given = [self._given.get(syllable) for syllable in text[1:]]
            known = tuple(readings for readings in given if readings)
            if len(known) == len(given):
                short = len(text) == 2
                worth = worths.sino_korean_short if short else worths.sino_korean
                found.append(ChineseName((self._surnames[text[0]], *known), worth.value, False))
        return tuple(found)

    def _divided(self, text: str, most: int) -> list[tuple[tuple[Readings, ...], bool]]:
        """The ways to divide Hangul into syllables of pinyin, and whether all are standard."""
        if not text:
            return [((), True)]
        if not most:
            return []
        found = []
        for cut in range(1, min(self._longest, len(text)) + 1):
            for table, standard in ((self._standard, True), (self._habits, False)):
                readings = table.get(text[:cut])
                if readings is not None:
                    found += [
                        ((readings, *rest), standard and regular)
                        for rest, regular in self._divided(text[cut:], most - 1)
                    ]
        return found

    def _syllable(self, jamo: list[tuple[str, str, str]], at: int) -> list[Way]:
        """What one syllable may be in Latin letters."""
        onset, nucleus, coda = jamo[at]
        before = jamo[at - 1] if at else ("", "", "")
        after = jamo[at + 1][0] if at + 1 < len(jamo) else ""
        double = coda == after == "ㄹ"
        if double or not coda:
            ends = _NOTHING  # one l between two vowels is written twice
        elif coda == "ㅇ" and after in _VELARS:
            ends = _SOUNDED_N
        else:
            ends = self._codas.get(coda, _NOTHING)
        vowels = self._nuclei[nucleus]
        if nucleus == "ㅡ" and coda and not double:
            vowels = self._closed
        if onset in "ㅅㅆ" and nucleus in _PLAIN:
            plain = self._nuclei[_PLAIN[nucleus]]
            return _joined(_SH, plain, ends) + _joined(_S, vowels, ends)
        if (onset, nucleus, coda, after) == ("ㅇ", "ㅜ", "", "ㅇ"):
            return [(0.0, "w"), (TIE, "u")]
        found = _joined(self._heads(onset, nucleus, before), vowels, ends)
        silent = nucleus == "ㅣ" and not coda and onset in self._bare_i
        if silent and after != "ㅇ" and len(jamo) > 1:
            # No vowel is likelier at the end, and one in front of another consonant.
            with_i, without = (1.0, 0.0) if not after else (0.0, 1.0)
            found = [(cost + with_i, text) for cost, text in found]
            found += [(cost + without, text) for cost, text in self._bare_i[onset]]
        return found

    def _heads(self, onset: str, nucleus: str, before: tuple[str, str, str]) -> list[Way]:
        if onset == "ㄹ" and before[2] == "ㄹ":
            return _L
        if nucleus == "ㅡ":
            return self._bare[onset]
        if onset in self._between and before[1] and not before[2]:
            return self._between[onset]
        if nucleus in "ㅣㅔ" or nucleus in _PLAIN:
            return self._palatal[onset]
        return self._onsets[onset]


_NOTHING: list[Way] = [(0.0, "")]
_L: list[Way] = [(0.0, "l")]
_SH: list[Way] = [(0.0, "sh")]
_S: list[Way] = [(1.0, "s")]
_SOUNDED_N: list[Way] = [(0.0, "n"), (1.0, "ng")]


def _korean_readings(
    rules: ForeignHangulRules, chinese: ChineseRules, korean: KoreanModel | None
) -> tuple[dict[str, Readings], dict[str, Readings]]:
    """What a Korean syllable can be in pinyin: as a Chinese surname, and in a given name."""
    if korean is None:
        return {}, {}
    tables = korean.tables
    surnames = _inverted(
        (form, one)
        for one, characters in chinese.characters.items()
        for character in characters
        if character in rules.surnames
        for reading in tables.hanja.get(character, ())
        for form in (reading, to_south(reading))
    )
    given = _inverted(
        (form, one)
        for one, characters in chinese.characters.items()
        for character in characters
        for reading in tables.hanja.get(character, ())
        for form in (reading, to_south(reading))
    )
    return surnames, given


def _ways(table: dict[str, str]) -> dict[str, list[Way]]:
    return {jamo: costed(spellings) for jamo, spellings in table.items()}


def _inverted(pairs: Iterable[tuple[str, str]]) -> dict[str, Readings]:
    found: dict[str, set[str]] = {}
    for hangul, syllable in pairs:
        found.setdefault(hangul, set()).add(syllable)
    return {hangul: frozenset(syllables) for hangul, syllables in found.items()}


def _joined(heads: list[Way], vowels: list[Way], ends: list[Way]) -> list[Way]:
    return [
        (a + b + c, head + vowel + end)
        for a, head in heads
        for b, vowel in vowels
        for c, end in ends
    ]
