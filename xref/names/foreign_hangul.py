"""Foreign names in Hangul: 시진핑 and 습근평 for Xi Jinping, 세르게이 코즐로프 for Sergei Kozlov.

Owns what Hangul stands for where the name is not Korean: syllables of pinyin, by transcription
and in Korean reading, and Latin spellings of a word. Invariants: readings come likeliest first,
their number is bounded, and a word that some Koreans are called has no Latin spelling. Refuses to
compare: readings enter the comparison of Chinese names and of letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xref.names.hangul import decompose, is_hangul, to_south
from xref.names.persons_chinese import ChineseName, Readings
from xref.rules.foreign_hangul import ForeignHangulRules
from xref.rules.persons import ChineseRules

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel

# Vowels with y, without it: ㅅ and they are written for sh and a plain vowel (쇼이구, Shoigu).
_PLAIN = {"ㅑ": "ㅏ", "ㅒ": "ㅐ", "ㅕ": "ㅓ", "ㅖ": "ㅔ", "ㅛ": "ㅗ", "ㅠ": "ㅜ"}
_VELARS = frozenset("ㄱㄲㅋ")

# A spelling of a part of a word with its cost: places down the lists of the rules.
_Way = tuple[int, str]


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
        >>> [[sorted(s) for s in way.syllables] for way in foreign.chinese("시진핑")]
        [[['xi'], ['jin'], ['ping']]]
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
        self._onsets = _split(letters.onsets) | {"ㅇ": ("",)}
        self._palatal = self._onsets | _split(letters.palatal)
        self._bare = _split(letters.bare)
        self._bare_i = _split(letters.bare_i)
        self._nuclei = _split(letters.nuclei)
        self._codas = _split(letters.codas) | {"": ("",)}
        self._closed = tuple(letters.closed.split())
        # Hangul to what it can be in pinyin, and whether that is the standard.
        self._standard = _inverted((hangul, one) for one, hangul in rules.syllables.items())
        self._habits = _inverted(
            (hangul, one) for one, others in rules.habits.items() for hangul in others
        )
        self._longest = max(map(len, (*self._standard, *self._habits)))
        self._surnames, self._given = _korean_readings(rules, chinese, korean)

    def __reduce__(self) -> tuple[object, ...]:
        return (ForeignHangul, self._arguments)

    def latin(self, word: str) -> tuple[str, ...]:
        """Latin spellings that a word may stand for; none if it is a Korean name."""
        if len(word) > self._rules.limits.syllables.value or not is_hangul(word):
            return ()
        rarity = self._korean.rarity(word) if self._korean is not None else None
        if rarity is not None and rarity.share >= self._rules.limits.korean_share.value:
            return ()
        most = self._rules.limits.readings.value
        ways: list[_Way] = [(0, "")]
        jamo = [decompose(syllable) for syllable in word]
        for at in range(len(jamo)):
            found: dict[str, int] = {}
            for added, more in self._syllable(jamo, at):
                for cost, text in ways:
                    spelled = text + more
                    if found.get(spelled, cost + added + 1) > cost + added:
                        found[spelled] = cost + added
            ways = sorted((cost, text) for text, cost in found.items())[:most]
        known = self._rules.names.get(word, [])
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

    def _syllable(self, jamo: list[tuple[str, str, str]], at: int) -> list[_Way]:
        """What one syllable may be in Latin letters."""
        onset, nucleus, coda = jamo[at]
        before = jamo[at - 1] if at else ("", "", "")
        after = jamo[at + 1] if at + 1 < len(jamo) else ("", "", "")
        ends = _ranked(self._codas.get(coda, ("",)))
        if coda == "ㅇ" and after[0] in _VELARS:
            ends = _ranked(("n", "ng"))
        if coda == "ㄹ" and after[0] == "ㄹ":
            ends = [(0, "")]  # one l between two vowels is written twice
        heads, vowels = self._heads(onset, nucleus, before), self._nuclei.get(nucleus, ("",))
        found: list[_Way] = []
        if nucleus == "ㅡ":
            vowels = ("", *self._closed) if coda else ("",) if onset != "ㅇ" else ("u", "y")
        if onset in "ㅅㅆ" and nucleus in _PLAIN:
            plain = self._nuclei[_PLAIN[nucleus]]
            found += _joined([(0, "sh")], _ranked(plain), ends)
            found += _joined([(1, "s")], _ranked(vowels), ends)
        elif nucleus == "ㅜ" and onset == "ㅇ" and after[0] == "ㅇ" and not coda:
            found += [(0, "w"), (1, "u")]
        else:
            found += _joined(_ranked(heads), _ranked(vowels), ends)
        if nucleus == "ㅣ" and not coda and onset in self._bare_i and at and after[0] != "ㅇ":
            # Mostly at the end, or in front of a voiceless consonant.
            least = 0 if not after[0] else 1
            found += [(cost + least, text) for cost, text in _ranked(self._bare_i[onset])]
            found = [(cost + (text[-1:] == "i"), text) for cost, text in found]
        return found

    def _heads(self, onset: str, nucleus: str, before: tuple[str, str, str]) -> tuple[str, ...]:
        if onset == "ㄹ" and before[2] == "ㄹ":
            return ("l",)
        if nucleus == "ㅡ":
            return self._bare.get(onset, ("",))
        if nucleus in "ㅣㅔ" or nucleus in _PLAIN:
            return self._palatal[onset]
        return self._onsets[onset]


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


def _split(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {jamo: tuple(spellings.split()) for jamo, spellings in table.items()}


def _inverted(pairs: Iterable[tuple[str, str]]) -> dict[str, Readings]:
    found: dict[str, set[str]] = {}
    for hangul, syllable in pairs:
        found.setdefault(hangul, set()).add(syllable)
    return {hangul: frozenset(syllables) for hangul, syllables in found.items()}


def _ranked(spellings: tuple[str, ...]) -> list[_Way]:
    return list(enumerate(spellings))


def _joined(heads: list[_Way], vowels: list[_Way], ends: list[_Way]) -> list[_Way]:
    return [
        (a + b + c, head + vowel + end)
        for a, head in heads
        for b, vowel in vowels
        for c, end in ends
    ]
