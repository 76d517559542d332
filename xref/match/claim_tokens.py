"""Words of a sentence that can be parts of names.

Owns cutting a sentence into capitalised words, numbers and particles, and what stands between and
before them. Invariant: a word keeps its offsets, without a possessive ending. Refuses to know
names.
"""

from __future__ import annotations

import re

import msgspec

from xref.names.fold import fold

# Words that can be a part of a name: with a capital, a number, or a particle.
_TOKEN = re.compile(
    r"(?:(?<!\w)[A-ZÀ-ÖØ-ÞĀ-ſА-ЯЁІЇЄ0-9]|(?<!\w)(?:of|for|bin|ibn|de|van|von|der|da|di|[aeu]l|a[nsl]-[A-Z]|el-[A-Z])(?!\w|\Z)|(?<!\w)(?:a[nsl]|el|ul)-(?=[A-Z]))"
    r"(?:[\w’'ʼ‑-]*[^\W_])?(?:\.(?:io|com|net|org|ru|cash|is)\b|\.?)"
)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_ABBREVIATIONS = frozenset(
    {"co.", "inc.", "ltd.", "corp.", "no.", "jr.", "sr.", "st.", "pte.", "pvt.", "pty.", "bros."}
)
#: One letter, or letters with points.
INITIAL = re.compile(r"(?:[^\W\d_]\.)+$|[^\W\d_]\.?$")
QUOTES = "\"“”«»‘’'"
ROMAN = frozenset(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"))
LEGAL_FORMS = frozenset(
    {"ltd", "ltd.", "llc", "inc", "inc.", "limited", "co", "co.", "jsc", "plc", "gmbh", "bv", "nv"}
    | {"pte", "pte.", "pvt", "pvt.", "pty", "pty."}
)


class Token(msgspec.Struct, frozen=True):
    """A word with its offsets; `lower` is compared, `possessive` tells that `'s` follows."""

    start: int
    end: int
    text: str
    lower: str
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether it begins as a name does."""
        if self.text[0].isdigit():
            return len(self.text) > 3 and self.text[1].isupper()
        return self.text[0].isupper() or (
            self.text[:3] in ("al-", "el-", "ul-", "as-", "an-") and self.text[3:4].isupper()
        )


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Words of a span of a text that can be parts of names, in order."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word, stop = match.group(), match.end()
        if word[-1] == "." and not (INITIAL.match(word) or word.lower() in _ABBREVIATIONS):
            word, stop = word[:-1], stop - 1
        possessive = _POSSESSIVE.search(word) if word[-1] in "sS" else None
        if possessive:
            word = word[: possessive.start()]
            stop = match.start() + len(word)
        if not word:
            continue
        # Small words introduce names and are compared as they are.
        lower = word.lower() if word.isascii() else fold(word)
        found.append(Token(match.start(), stop, word, lower, possessive is not None))
    return found


def introduced(before: str) -> str:
    """The word that introduces what follows, in small letters; an article does not."""
    words = before[-60:].lower().split()
    while words and not (
        word := words[-1].strip(".:,()" + QUOTES if len(words[-1]) < 2 else ".:()" + QUOTES)
    ):
        words.pop()
    if words and word == "the":
        words.pop()
        word = words[-1].strip(".:()" + QUOTES) if words else ""
    return word if words and not word.endswith((",", ";")) else ""


def joins(gap: str, token: Token) -> bool:
    """Whether what stands between two words can stand inside a name."""
    if gap in (" ", "\u00a0", " & ", "-", " No. "):
        return True
    return gap == ", " and token.text.lower() in LEGAL_FORMS
