"""Shape of `rules/foreign_hangul.yml`: what Hangul stands for in names that are not Korean.

Owns the structs and the checks of their keys. Invariant: every jamo and every syllable is one,
and every surname is one character. Refuses to read names: that is `xref.names.foreign_hangul`.
"""

from __future__ import annotations

import msgspec

from xref.rules.korean_systems import HANGUL
from xref.rules.values import Limit, Weight

_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"


class HangulWorths(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What agreement is worth by how a foreign name came to be written in Hangul."""

    transcription: Weight
    habit: Weight
    sino_korean: Weight
    sino_korean_short: Weight
    letters: Weight
    may_be_korean: Weight
    korean_part: Weight


class HangulLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds on work."""

    readings: Limit
    syllables: Limit
    chinese: Limit
    korean_share: Weight


class HangulLetters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Jamo to Latin letters, the likeliest first; see the file for spaces and slashes.

    Attributes:
        onsets: In front of a vowel.
        between: Between vowels, where that differs.
        palatal: In front of ㅣ, ㅔ and the vowels with y, where that differs.
        bare: With ㅡ, which stands where there is no vowel.
        bare_i: With ㅣ that is not spoken.
        nuclei: Vowels; ㅡ is none.
        closed: Vowels that ㅡ may stand for in a closed syllable.
        codas: Behind a vowel.
    """

    onsets: dict[str, str]
    between: dict[str, str]
    palatal: dict[str, str]
    bare: dict[str, str]
    bare_i: dict[str, str]
    nuclei: dict[str, str]
    closed: str
    codas: dict[str, str]

    def __post_init__(self) -> None:
        consonants, vowels = _CONSONANTS, _VOWELS
        for name, table, jamo in (
            ("onsets", self.onsets, consonants),
            ("between", self.between, consonants),
            ("palatal", self.palatal, consonants),
            ("bare", self.bare, consonants),
            ("bare_i", self.bare_i, consonants),
            ("nuclei", self.nuclei, vowels),
            ("codas", self.codas, consonants),
        ):
            for letter, spellings in table.items():
                if len(letter) != 1 or letter not in jamo:
                    raise ValueError(f"{name}: {letter!r} is no jamo of that place")
                if not spellings.split():
                    raise ValueError(f"{name}: {letter!r} stands for nothing")
        for name, table, jamo in (
            ("onsets", self.onsets, consonants.replace("ㅇ", "")),
            ("bare", self.bare, consonants.replace("ㅇ", "")),
            ("nuclei", self.nuclei, vowels.replace("ㅡ", "")),
        ):
            missing = [letter for letter in jamo if letter not in table]
            if missing:
                raise ValueError(f"{name}: nothing stands for {' '.join(missing)}")


class ForeignHangulRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/foreign_hangul.yml`.

    Attributes:
        worths: What agreement is worth.
        limits: Bounds on work.
        letters: Jamo to Latin letters.
        names: Given names in Hangul to Latin spellings.
        surnames: Characters of Chinese surnames.
        syllables: Syllable of pinyin (v is ü) to its standard Hangul.
        habits: Syllable of pinyin to other Hangul.
    """

    schema: int
    source: str
    worths: HangulWorths
    limits: HangulLimits
    letters: HangulLetters
    names: dict[str, list[str]]
    surnames: str
    syllables: dict[str, str]
    habits: dict[str, list[str]]

    def __post_init__(self) -> None:
        words = [*self.names, *self.syllables.values()]
        words += [word for habit in self.habits.values() for word in habit]
        for word in words:
            if not HANGUL.fullmatch(word):
                raise ValueError(f"{word!r} is not Hangul")
        for syllable in self.habits:
            if syllable not in self.syllables:
                raise ValueError(f"habits: {syllable!r} is no syllable of `syllables`")
