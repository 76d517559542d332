"""Korean words in the names of ships and bodies, compared more strictly than persons.

Owns one question: are two runs of words the same Korean words? Invariant: symmetric.
Refuses the slips that the Korean model grants persons' names: a ship is exact, so San
(산) and Sang (상) are two words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xref.names.korean import KoreanModel


def compare_words(korean: KoreanModel, left: str, right: str) -> tuple[float, str] | None:
    """Score two runs of Korean words.

    Returns:
        A score in 0..1 and a line for the reader; None if they are not Korean words, or
        differ in a final n and ng.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.names.korean import KoreanModel
        >>> from xref.rules.korean import load_korean
        >>> korean = KoreanModel(load_korean(data_folder("rules") / "korean"))
        >>> compare_words(korean, "tae dong gang", "daedonggang")[0] > 0.7
        True
        >>> compare_words(korean, "kumsan", "kumsang") is None
        True
    """
    found = korean.compare_words(left, right)
    if found is None or found.score <= 0.0:
        return None
    for pair in found.syllables:
        one, two = sorted((pair.left, pair.right), key=len)
        if one.endswith("n") and two == one + "g":
            return None
    return min(1.0, found.score), "Korean words: " + "; ".join(found.reasons)
