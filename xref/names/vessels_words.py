"""Words of ships' names: the same Korean words, or the same sounds in another script.

Owns two questions that letters do not answer: are two names the same Korean words, and is one the
other in Cyrillic, Hangul, kana or Chinese characters? Invariant: the answers are symmetric. Refuses
to look at numbers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xref.names.fold import script_of
from xref.names.vessels_agree import VesselName
from xref.names.vessels_misprint import ShipSlips
from xref.names.vessels_scripts import ShipScripts
from xref.names.words import compare_words
from xref.rules.names import VesselRules

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel


class ShipWords:
    """Compares the words of ships' names; holds no state but what it remembers.

    Args:
        rules: From `rules/vessels.yml`.
        korean: The model that reads Korean words, or None to do without.
        scripts: What reads names of other scripts than Latin, or None to do without.
    """

    def __init__(
        self, rules: VesselRules, korean: KoreanModel | None, scripts: ShipScripts | None
    ) -> None:
        self._rules = rules
        self._korean = korean
        self._scripts = scripts
        self._slips = ShipSlips(korean, rules.limits.edit_letters.value).between
        self.readings = lru_cache(maxsize=1 << 16)(self._read)

    def hangul(self, words: str) -> frozenset[str]:
        """What words can be in Hangul."""
        return frozenset() if self._korean is None else self._korean.word_keys(words)

    def _read(self, words: tuple[str, ...]) -> tuple[frozenset[str], bool]:
        """What words can be in Hangul, and whether their spelling shows Korean.

        It shows Korean if it is Hangul, or has one syllable a word.
        """
        found = self.hangul(" ".join(words)) if words else frozenset()
        script = script_of("".join(words)) if words else ""
        if not found and script == "han" and self._scripts is not None:
            for reading in self._scripts.hangul(words):
                found |= self.hangul(reading)
        if not found:
            return frozenset(), False
        if script in ("hangul", "han"):
            return found, True
        return found, len(words) > 1 and any(len(hangul) == len(words) for hangul in found)

    def same(self, one: VesselName, two: VesselName) -> tuple[float, str] | None:
        """Score two names as the same words, with a line for the reader; None if they are not."""
        korean = self._same_korean(one, two) if self._korean is not None else None
        if not (one.sounds or two.sounds):
            return korean
        script = self._same_sound(one, two)
        return max(filter(None, (korean, script)), default=None)

    def _same_sound(self, one: VesselName, two: VesselName) -> tuple[float, str] | None:
        """Score names of two scripts by their sound."""
        shared = (one.sounds or {one.sound}) & (two.sounds or {two.sound})
        # A sound may be one letter (sh), so letters are counted where they are Latin.
        printed = [name.letters for name in (one, two) if name.letters.isascii()]
        longest = max(map(len, (*printed, *shared)), default=0) if shared else 0
        if self._scripts is None or longest < self._scripts.letters:
            return None
        return self._rules.scores.other_script.value, "the same name by its sound in another script"

    def _same_korean(self, one: VesselName, two: VesselName) -> tuple[float, str] | None:
        assert self._korean is not None  # noqa: S101 - asked by the caller
        (ones, shown), (twos, shows) = self.readings(one.words), self.readings(two.words)
        if ones.isdisjoint(twos):
            note = "Korean words; a syllable of one name is misprinted"
            return (self._rules.scores.one_edit.value, note) if self._slips(one, two) else None
        if not (shown or shows):
            return None
        found = max(
            filter(
                None,
                (
                    compare_words(self._korean, left, right)
                    for left in self._as_read(one)
                    for right in self._as_read(two)
                ),
            ),
            default=None,
        )
        return found and (min(found[0], self._rules.scores.korean_spelling.value), found[1])

    def _as_read(self, name: VesselName) -> tuple[str, ...]:
        """The words of a name as the Korean model reads them."""
        if self._scripts is not None and script_of(name.letters) == "han":
            return self._scripts.hangul(name.words)
        return (" ".join(name.words),)
