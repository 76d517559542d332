"""Other romanizations of Korean ships' names: what texts print for a listed ship.

Lists print THAE PYONG SAN, papers Thaephyongsan or Taepyeongsan. Owns these spellings. Invariant:
all words of one spelling follow one system. Refuses names of two syllables without a number:
another spelling of so short a name is a word or a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from xref.names.korean_spelling import spell, strip_marks

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel

#: As Pyongyang spells ships, as wire services do without marks, and as Seoul does.
_SYSTEMS = ("dprk", "plain", "revised")
#: Readings of one syllable, and their least share, that are spelt.
_READINGS = 2
_LEAST = 0.05
_RAREST = 0.2
_LONG = 3


def respelled(korean: KoreanModel, words: tuple[str, ...], *, numbered: bool) -> Iterator[str]:
    """Spellings of Korean words that stand for themselves, words between spaces.

    Args:
        korean: Reads and spells syllables.
        words: Words of a ship's name, a syllable each.
        numbered: A number follows the words.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.names.korean import KoreanModel
        >>> from xref.rules.korean import load_korean
        >>> model = KoreanModel(load_korean(data_folder("rules") / "korean"))
        >>> sorted(respelled(model, ("nam", "pho"), numbered=True))
        ['nam po']
    """
    if len(words) < _LONG and not numbered:
        return
    parses = [p for p in korean.word_parses(" ".join(words)) if len(p.positions) == len(words)]
    if not parses:
        return
    own = " ".join(words)
    readings = [
        [
            hangul
            for hangul, weight in sorted(position.readings.items(), key=lambda each: -each[1])
            if weight >= _LEAST
        ][:_READINGS]
        for position in parses[0].positions
    ]
    found = {own}
    for name in _SYSTEMS:
        system = korean.tables.systems[name]
        for syllables in product(*readings):
            spelt = [spell(syllable, system, _RAREST) for syllable in syllables]
            if not all(spelt):
                continue
            text = " ".join(strip_marks(max(each, key=lambda w: (each[w], w))) for each in spelt)
            if text not in found:
                found.add(text)
                yield text
