"""Folding: the letters of a name without case, marks and punctuation.

Owns one mapping from a character to one character, so that a folded text keeps the
offsets of the original. Invariant: `fold` is idempotent, and names and articles are
folded by the same table. Refuses to transliterate between scripts: `Путин` folds to
`путин`, not to `putin`.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache

# Letters whose base form Unicode does not decompose; one letter each, so that offsets hold.
_BASES = {
    "ß": "s", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t",
    "ħ": "h", "ı": "i", "ĸ": "k", "ŋ": "n", "ŧ": "t", "ə": "a", "ё": "е",
}  # fmt: skip

# Hyphens, quotes and apostrophes are separators like any other punctuation; the letters
# and digits of all scripts stay. Modifier letters (ʼ ʹ ʻ) are apostrophes in names.
_APOSTROPHE_LETTERS = frozenset("ʼʹʻʽˈ´`ʾʿ")


@cache
def fold_char(char: str) -> str:
    """Fold one character to one character: a lower-case base letter, a digit or a space.

    A combining mark or an invisible control folds to `""`: it is the one case where
    lengths differ, and `xref.articles.folded` accounts for it.

    Example:
        >>> [fold_char(c) for c in "ŎÉ’-9金"]
        ['o', 'e', ' ', ' ', '9', '金']
    """
    if char in _APOSTROPHE_LETTERS:
        return " "
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category[0] not in "LN":
        return " "
    lowered = char.lower()[0]
    if lowered in _BASES:
        return _BASES[lowered]
    if "\uac00" <= lowered <= "\ud7a3":
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    # NFKD turns й into и, which is another letter; only Latin and Greek marks are decoration.
    if len(decomposed) > 1 and "\u0400" <= decomposed[0] <= "\u04ff":
        return lowered
    base = decomposed[0].lower()
    return base if unicodedata.category(base)[0] in "LN" else " "


class _FoldTable(dict[int, str]):
    """A `str.translate` table that fills itself."""

    def __missing__(self, code: int) -> str:
        folded = fold_char(chr(code)) if code <= sys.maxunicode else " "
        self[code] = folded
        return folded


FOLD_TABLE = _FoldTable()
ASCII_FOLD = bytes(ord(fold_char(chr(code)) or " ") for code in range(128)) + bytes(range(128, 256))


def fold(name: str) -> str:
    """Fold a name to lower-case tokens with one space between them.

    Example:
        >>> fold("KIM, Yo'-cho'ng"), fold("Pyŏngsik  O’Neil")
        ('kim yo cho ng', 'pyongsik o neil')
    """
    if name.isascii():
        return " ".join(name.encode("ascii").translate(ASCII_FOLD).decode("ascii").split())
    return " ".join(unicodedata.normalize("NFC", name).translate(FOLD_TABLE).split())


def script_of(text: str) -> str:
    """Name the script of most letters: latin, hangul, han, cyrillic, kana, arabic or other.

    Example:
        >>> script_of("KIM Kwang Yon"), script_of("김영복"), script_of("Син Гым Чхоль")
        ('latin', 'hangul', 'cyrillic')
    """
    counts: dict[str, int] = {}
    for char in text:
        script = _script(char)
        if script:
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return "other"
    if counts.get("kana"):
        return "kana"
    return max(counts, key=lambda script: counts[script])


_RANGES = (
    (0x0041, 0x024F, "latin"),
    (0x1E00, 0x1EFF, "latin"),
    (0xFF21, 0xFF5A, "latin"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0600, 0x077F, "arabic"),
    (0xFB50, 0xFEFC, "arabic"),
    (0x1100, 0x11FF, "hangul"),
    (0x3130, 0x318F, "hangul"),
    (0xAC00, 0xD7A3, "hangul"),
    (0x3041, 0x30FF, "kana"),
    (0xFF66, 0xFF9D, "kana"),
    (0x3400, 0x9FFF, "han"),
    (0xF900, 0xFAFF, "han"),
    (0x20000, 0x323AF, "han"),
)


@cache
def _script(char: str) -> str | None:
    if unicodedata.category(char)[0] != "L":
        return None
    code = ord(char)
    return next((name for low, high, name in _RANGES if low <= code <= high), "other")
