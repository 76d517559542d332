"""Hangul syllables: their jamo, and the initial sounds of North and South.

Owns the arithmetic between a precomposed syllable (U+AC00 to U+D7A3) and its jamo,
and the initial-sound law. Invariant: `compose(*decompose(s)) == s`, and `to_south` is
idempotent. Refuses to romanize: that is `xref.names.korean_spelling`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
NUCLEI = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_FIRST, _LAST = 0xAC00, 0xD7A3
# Before these vowels ㄹ and ㄴ fall silent at the start of a word in the South.
_PALATAL = frozenset("ㅑㅒㅕㅖㅛㅠㅣ")


def is_hangul(text: str) -> bool:
    """Tell whether `text` is one or more precomposed syllables and nothing else.

    Example:
        >>> is_hangul("김영복"), is_hangul("김 영복"), is_hangul("")
        (True, False, False)
    """
    return bool(text) and all("가" <= char <= "힣" for char in text)


def decompose(syllable: str) -> tuple[str, str, str]:
    """Split a syllable into onset, nucleus and coda (`""` for none).

    Raises:
        ValueError: Not one precomposed syllable.

    Example:
        >>> decompose("철"), decompose("이")
        (('ㅊ', 'ㅓ', 'ㄹ'), ('ㅇ', 'ㅣ', ''))
    """
    code = ord(syllable)
    if not _FIRST <= code <= _LAST:
        raise ValueError(f"{syllable!r} is not a Hangul syllable")
    onset, rest = divmod(code - _FIRST, 21 * 28)
    nucleus, coda = divmod(rest, 28)
    return ONSETS[onset], NUCLEI[nucleus], CODAS[coda]


def compose(onset: str, nucleus: str, coda: str = "") -> str:
    """Join jamo into a syllable.

    Raises:
        ValueError: No such jamo in that place.

    Example:
        >>> compose("ㅊ", "ㅓ", "ㄹ")
        '철'
    """
    index = (ONSETS.index(onset) * 21 + NUCLEI.index(nucleus)) * 28 + CODAS.index(coda)
    return chr(_FIRST + index)


@lru_cache(maxsize=4096)
def to_south(syllable: str) -> str:
    """Apply the initial-sound law: the form a syllable has at the start of a southern word.

    ㄹ before i or y falls silent, else becomes ㄴ; ㄴ before i or y falls silent
    (Hangul orthography of 1988, articles 10 to 12). The North keeps both.

    Example:
        >>> [to_south(s) for s in "리림로류룡녀노영"]
        ['이', '임', '노', '유', '용', '여', '노', '영']
    """
    onset, nucleus, coda = decompose(syllable)
    if onset in "ㄹㄴ" and nucleus in _PALATAL:
        return compose("ㅇ", nucleus, coda)
    if onset == "ㄹ":
        return compose("ㄴ", nucleus, coda)
    return syllable


def jamo_shared(left: str, right: str) -> int:
    """Count the jamo (onset, nucleus, coda) that two syllables share, 0 to 3.

    Example:
        >>> jamo_shared("철", "춘"), jamo_shared("복", "봄"), jamo_shared("철", "철")
        (1, 2, 3)
    """
    return sum(a == b for a, b in zip(decompose(left), decompose(right), strict=True))


def squeeze(text: str) -> str:
    """Return `text` in NFC without white space and invisible characters.

    Example:
        >>> squeeze("김 영복") == squeeze(unicodedata.normalize("NFD", "김영복"))
        True
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        c for c in composed if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc")
    )
