"""Foreign names in katakana: ウラジーミル is Vladimir, プーチン is Putin.

Owns what a word in katakana stands for in Latin letters. Invariants: readings come likeliest
first, and their number is bounded. Refuses to compare: readings are Latin names like others.
"""

from __future__ import annotations

import re

from xref.names.costs import Way, costed
from xref.names.korean_kana import kana_letters
from xref.rules.foreign_katakana import ForeignKatakanaRules

_MORA = re.compile("(N(?![AIUEOY])|Q)|([BCDFGHJKMNPRSTWYZ]*?)(Y?[AIUEO])(-?)")
# After these a vowel may be silent: ル for r, ト for t.
_SILENT = {"U": frozenset("KGSZTBPMRFNH") | {"TS", "SY", "C", "J"}, "O": frozenset("TD")}
# A soft consonant at the end of a word: イーゴリ for Igor, ビッチ for -vich.
_SOFT = frozenset("RC")
_LABIAL = frozenset("BPM")


class ForeignKatakana:
    """Reads foreign names in katakana; holds no state but its tables.

    Example:
        >>> from xref.rules import load_rules
        >>> foreign = ForeignKatakana(load_rules().foreign_katakana)
        >>> "vladimir" in foreign.latin("ウラジーミル"), "lavrov" in foreign.latin("ラブロフ")
        (True, True)
        >>> foreign.latin("プーチン")[:2]
        ('puchin', 'putin')
    """

    def __init__(self, rules: ForeignKatakanaRules) -> None:
        self._rules = rules
        self._onsets = {onset: costed(letters) for onset, letters in rules.onsets.items()}
        self._vowels = {vowel: costed(letters) for vowel, letters in rules.vowels.items()}
        self._hu, self._hu_silent = costed(rules.hu), costed(rules.hu_silent)
        self._u_first = costed(rules.u_first)
        self._n, self._n_labial = costed(rules.n), costed(rules.n_labial)

    def __reduce__(self) -> tuple[object, ...]:
        return (ForeignKatakana, (self._rules,))

    def latin(self, word: str) -> tuple[str, ...]:
        """Latin spellings that a word may stand for; none if it is too short or too long."""
        limits = self._rules.limits
        if not limits.least.value <= len(word) <= limits.kana.value:
            return ()
        letters = kana_letters(word.replace("ー", "-"))
        morae = [match.groups(default="") for match in _MORA.finditer(letters)]
        if not letters.isascii() or sum(len("".join(mora)) for mora in morae) < len(letters):
            return ()
        ways: list[Way] = [(0.0, "")]
        for at in range(len(morae)):
            found: dict[str, float] = {}
            for added, more in self._mora(morae, at):
                for cost, text in ways:
                    total = cost + added
                    if total < found.get(text + more, total + 1):
                        found[text + more] = total
            ways = sorted((cost, text) for text, cost in found.items())[: limits.readings.value]
        return tuple(text for _, text in ways)

    def _mora(self, morae: list[tuple[str, ...]], at: int) -> list[Way]:
        alone, onset, vowel, long = morae[at]
        if onset == "S" and vowel[:1] in ("I", "Y"):
            # シ and シャ are sh or s before a vowel with y.
            onset, vowel = "SY", vowel.removeprefix("Y")
        following = morae[at + 1] if at + 1 < len(morae) else None
        if alone == "Q":
            return [(0.0, "")]
        if alone:
            labial = following is not None and following[1][:1] in _LABIAL
            return self._n_labial if labial else self._n
        if not onset and vowel == "U" and at == 0 and following is not None and following[1]:
            return self._u_first
        if (onset, vowel) == ("H", "U"):
            ways = [(cost + (following is None), text) for cost, text in self._hu]
            return ways if long else ways + self._hu_silent
        heads = self._onsets.get(onset, _NOTHING)
        ways = [(a + b, head + end) for a, head in heads for b, end in self._vowels[vowel]]
        if long:
            return ways
        if onset in _SILENT.get(vowel, ()):
            # Between consonants and at the end a vowel is mostly one that only kana needs.
            spoken = 1.0 if following is None or following[1] else 0.5
            ways = [(cost + spoken, text) for cost, text in ways]
            ways += heads
        elif vowel == "I" and (onset == "SY" if following else onset in _SOFT):
            ways += [(cost + 1.0, text) for cost, text in heads]
        return ways


_NOTHING: list[Way] = [(0.0, "")]
