"""Korean names as written: from a string to words and pieces of letters.

Owns the shapes in which names are printed: order, commas, hyphens of all kinds, capitals
inside a word, apostrophes and breves. Invariant: letters come out in lower case, a to z
with ŏ, ŭ and an apostrophe after k t p ch, or in Cyrillic; capitals stand for kana; the
rest is a border or refused.
Refuses to decide what is a surname: that is `xref.names.korean_readings`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from xref.names.korean_kana import has_kana, kana_letters

# Longer than any Korean name with its title; bounds the work on hostile input.
MAX_LENGTH = 64
MAX_PIECES = 6

# Apostrophes, hyphens of all kinds (every dash of Unicode, the soft hyphen and the middle dots
# between kana or Hanja) and quotation marks; Greek and Cyrillic letters that look Latin
# and stand in no Korean name.
_PRINT = str.maketrans(
    dict.fromkeys("’‘‛ʼʻʽʾʿˈˊˋ´`′‵ʹ＇ꞌ՚", "'")
    | dict.fromkeys("‐‑‒–—―−⁃⁻₋﹘﹣－­˗֊־᠆‧⸗⸚⸺⸻〜〰゠·・･•_=~", "-")
    | dict.fromkeys('"“”„‟«»‹›', " ")
    | dict.fromkeys("，、﹐", ",")
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοІЈЅ", "ABEZHIKMNOPTYXoIJS", strict=True))
)
# ǒ ō ô and ǔ ū û stand for the breve where a font or a keyboard had none.
_BREVES = str.maketrans(dict.fromkeys("ǒōô", "ŏ") | dict.fromkeys("ǔūû", "ŭ"))
_INSIDE_CAPITAL = re.compile(r"(?<=[a-zŏŭ])(?=[A-ZŎŬ][a-zŏŭ'])")
_Y_MARK = re.compile(r"([yw])'(?=[ou])")
_VOWEL_MARK = re.compile(r"([ou])'(?=[^aeiouwy\-]|i(?![a-z])|$)")
_BREAK = re.compile(r"(?<=n)'(?=g)")
_NO_ASPIRATE = re.compile(r"(?<![ktph])'|(?<!ch)(?<=h)'|'(?![aeiouwyŏŭ])")
_LETTERS = re.compile(r"[a-zŏŭ']+|[а-яё]+|[A-Z]+")
_CYRILLIC = re.compile("[а-яё]")
_LATIN = re.compile("[a-z]")
# Latin letters that look like Cyrillic ones: the EU prints "ЛИ Чхан Xo" with Latin X and o.
_TO_CYRILLIC = str.maketrans("aceopxykmhtb", "асеорхукмнтв")
_TO_LATIN = str.maketrans("асеорхукмнтвіјѕ", "aceopxykmhtbijs")


class Words(NamedTuple):
    """A name as words of pieces.

    Attributes:
        words: Each word as its pieces; "Yong-bok" is one word of two pieces.
        comma: Number of words before the first comma, or None.
    """

    words: tuple[tuple[str, ...], ...]
    comma: int | None


def split_name(name: str, titles: frozenset[str], most_pieces: int = MAX_PIECES) -> Words | None:
    """Split a Latin name into words and pieces.

    Args:
        name: Any string.
        titles: Lower-case words to drop in front.
        most_pieces: More pieces than this are no name.

    Returns:
        None if it holds a letter that Korean is not written in, a digit, or too much.

    Example:
        >>> split_name("KIM, Yong‑bok", frozenset())
        Words(words=(('kim',), ('yong', 'bok')), comma=1)
        >>> split_name("Cho'ng Ch'o'l", frozenset()).words
        (('chŏng',), ("ch'ŏl",))
        >>> split_name("IMO 9004073", frozenset()) is None
        True
    """
    if not name or len(name) > MAX_LENGTH:
        return None
    text = name if name.isascii() else unicodedata.normalize("NFKC", name.translate(_PRINT))
    text = _INSIDE_CAPITAL.sub("-", text.translate(_PRINT).partition("(")[0]).lower()
    if not text.isascii():
        text = _letters_of(text.translate(_BREVES))
    if "'" in text:
        text = _marks(text)
    parts = [part for part in text.split(",") if part.strip(" -.")]
    words: list[tuple[str, ...]] = []
    comma: int | None = None
    for index, part in enumerate(parts):
        for word in part.replace(".", " ").split():
            pieces = tuple(piece for piece in word.split("-") if piece)
            if not pieces:
                continue
            if not words and index == 0 and len(pieces) == 1 and pieces[0] in titles:
                continue
            for piece in pieces:
                plain = piece.isascii() and piece.isalpha() and piece.islower()
                if not plain and not _LETTERS.fullmatch(piece):
                    return None
            words.append(pieces)
        if comma is None and index + 1 < len(parts) and words:
            comma = len(words)
    if not words or sum(map(len, words)) > most_pieces:
        return None
    return Words(tuple(words), comma)


def _letters_of(text: str) -> str:
    """Bring other scripts and marks to the letters of the tables."""
    if has_kana(text):
        return kana_letters(text)
    if not _CYRILLIC.search(text):
        return _base_letters(text)
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Mn"))
    if not _LATIN.search(text):
        return text.replace("ъ", "")
    # Two alphabets in one name: one of them is only there by the looks of its letters.
    cyrillic = text.translate(_TO_CYRILLIC)
    if not _LATIN.search(cyrillic):
        return cyrillic.replace("ъ", "")
    return _base_letters(text.translate(_TO_LATIN))


def _marks(text: str) -> str:
    """Turn apostrophes into breves and aspirates, and drop the rest."""
    # UN: KY'ONG, MY'ONG: the breve of the vowel that follows.
    text = _Y_MARK.sub(lambda m: m[1] + "\0", text)
    text = re.sub("\0([ou])'?", lambda m: {"o": "ŏ", "u": "ŭ"}[m[1]], text)
    # UN, OFAC: Cho'ng, Su'ng: the apostrophe behind the vowel is its breve.
    text = _VOWEL_MARK.sub(lambda m: {"o": "ŏ", "u": "ŭ"}[m[1]], text)
    text = text.replace("u'i", "ŭi")
    text = _BREAK.sub("-", text)
    # What is left is aspiration after k t p ch and before a vowel, or means nothing.
    return _NO_ASPIRATE.sub("", text)


def _base_letters(text: str) -> str:
    """Drop marks other than the breve of ŏ and ŭ."""
    return "".join(
        char
        if char in "ŏŭ"
        else "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
        for char in text
        if unicodedata.category(char) not in ("Cf", "Mn")
    )
