"""Hangul spelled letter by letter in Latin, for ship names.

Owns the arithmetic of the Hangul block. Invariant: every syllable gives one spelling,
without sandhi. Refuses to romanize: the spelling only feeds the Korean spelling class
of `vessels`, which forgets what the romanization systems differ in.
"""

from __future__ import annotations

# Unicode order of initials, vowels and finals (Unicode Standard, section 3.12).
_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u weo we wi yu eu ui i".split(" ")
_FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")


def spell(syllable: str) -> str:
    """Spell one Hangul syllable; other characters stay.

    Example:
        >>> "".join(map(spell, "대동강"))
        'daedonggang'
    """
    code = ord(syllable) - 0xAC00
    if not 0 <= code < 11172:
        return syllable
    return _INITIALS[code // 588] + _VOWELS[code % 588 // 28] + _FINALS[code % 28]
