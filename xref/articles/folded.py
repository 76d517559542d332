"""An article's text folded for scanning, with the way back to its offsets.

Owns the folded bytes of one text and the mapping from a hit in them to code points of
the original. Invariant: the n-th token of the folded bytes is the n-th token of the
original text. Refuses to decide what a hit means.
"""

from __future__ import annotations

import re
import unicodedata

from xref.names.fold import ASCII_FOLD, FOLD_TABLE

_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_CONJOINING_JAMO = re.compile("[\u1100-\u11ff]")

# Punctuation that makes up most non-ASCII of English news; replaced at memory speed before
# the slower general folding of what is left.
_COMMON_PUNCTUATION = tuple(char.encode() for char in "’‘“”–—•…\u00a0‑·©|")

# A dropped character (a combining mark, a zero-width control) keeps its place with NUL
# while token spans are computed.
_DROPPED = "\x00"


class _SpanTable(dict[int, str]):
    """Like FOLD_TABLE, but one character for one character."""

    def __missing__(self, code: int) -> str:
        folded = FOLD_TABLE[code] or _DROPPED
        self[code] = folded
        return folded


_SPAN_TABLE = _SpanTable()
_TOKEN = re.compile("[^ ]+")


def fold_bytes(text: str) -> bytes:
    """Fold `text` to UTF-8 tokens with one space between and at both ends.

    Example:
        >>> fold_bytes("“Kim Yŏng-bok”, he said").decode()
        ' kim yong bok he said '
    """
    data = text.encode("utf-8", "surrogatepass")
    if not data.isascii():
        for mark in _COMMON_PUNCTUATION:
            data = data.replace(mark, b" ")
        if not data.isascii():
            rest = _NON_ASCII.sub(
                lambda run: run.group().translate(FOLD_TABLE),
                data.decode("utf-8", "surrogatepass"),
            )
            if _CONJOINING_JAMO.search(rest):
                rest = unicodedata.normalize("NFC", rest)
            data = rest.encode("utf-8", "replace")
    return b" " + b" ".join(data.translate(ASCII_FOLD).split()) + b" "


class FoldedText:
    """A text, its folded bytes, and token spans computed on first need.

    Args:
        text: Any text; offsets are code points into it.

    Example:
        >>> folded = FoldedText("He met Kim Jong-un.")
        >>> start = folded.data.index(b" kim ")
        >>> folded.span(start, 3)
        (7, 18)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = fold_bytes(text)
        self._spans: list[tuple[int, int]] | None = None
        self._counted = (0, 0)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of every token in the original text."""
        if self._spans is None:
            folded = self.text.translate(_SPAN_TABLE)
            self._spans = [
                match.span()
                for match in _TOKEN.finditer(folded)
                if match.group().strip(_DROPPED)
            ]
        return self._spans

    def token_at(self, position: int) -> int:
        """Index of the token that starts behind, or holds, byte `position` of `data`.

        Successive calls with rising positions count on from the last one.
        """
        at, count = self._counted
        if position < at:
            at, count = 0, 0
        count += self.data.count(b" ", at, position)
        self._counted = (position, count)
        return count

    def span(self, start: int, tokens: int) -> tuple[int, int]:
        """Offsets of `tokens` tokens behind the space at byte `start` of `data`."""
        first = self.token_at(start)
        return self.spans[first][0], self.spans[first + tokens - 1][1]

    def span_inside(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of bytes `start` to `end` of `data`, which lie inside one token."""
        index = self.token_at(start) - 1
        token_start = self.data.rfind(b" ", 0, start) + 1
        skip = len(self.data[token_start:start].decode("utf-8", "replace"))
        length = len(self.data[start:end].decode("utf-8", "replace"))
        low, high = self.spans[index]
        kept = [
            offset
            for offset in range(low, high)
            if FOLD_TABLE[ord(self.text[offset])] != ""
        ]
        if len(kept) < skip + length:
            # Decomposed Hangul: several code points make one syllable of the folded form.
            return low, high
        return kept[skip], kept[skip + length - 1] + 1
