"""An article's text folded for scanning, with the way back to its offsets.

Owns the folded bytes of one text and the mapping from a hit in them to code points of
the original. Invariant: the n-th token of the folded bytes is the n-th token of the
original text. Refuses to decide what a hit means.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

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


# Texts are folded in pieces of about this many characters, so that a hit needs the token
# spans of its own piece only.
_PIECE = 250


def _fold_tokens(text: str) -> bytes:
    """Folded tokens of a text, one space between, none at the ends."""
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
    return b" ".join(data.translate(ASCII_FOLD).split())


def fold_bytes(text: str) -> bytes:
    """Fold `text` to UTF-8 tokens with one space between and at both ends.

    Example:
        >>> fold_bytes("“Kim Yŏng-bok”, he said").decode()
        ' kim yong bok he said '
    """
    return b" " + _fold_tokens(text) + b" "


class FoldedText:
    """A text, its folded bytes, and token spans computed where they are asked for.

    Args:
        text: Any text; offsets are code points into it.

    Attributes:
        data: UTF-8 tokens with one space between and at both ends.

    Example:
        >>> folded = FoldedText("He met Kim Jong-un.")
        >>> start = folded.data.index(b" kim ")
        >>> folded.span(start, 3)
        (7, 18)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        # Byte of `data` and code point of `text` at which each piece begins.
        self._byte_starts: list[int] = []
        self._char_starts: list[int] = []
        pieces = [b""]
        size, start, length = 1, 0, len(text)
        while start < length:
            end = text.find(" ", start + _PIECE) if start + _PIECE < length else -1
            end = end if end >= 0 else length
            tokens = _fold_tokens(text[start:end])
            if tokens:
                self._byte_starts.append(size)
                self._char_starts.append(start)
                pieces.append(tokens)
                size += len(tokens) + 1
            start = end
        self.data = b" ".join(pieces) + b" "
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def _piece_spans(self, piece: int) -> list[tuple[int, int]]:
        """Start and end in the text of every token of a piece."""
        spans = self._spans.get(piece)
        if spans is None:
            start = self._char_starts[piece]
            last = piece + 1 == len(self._char_starts)
            end = len(self.text) if last else self._char_starts[piece + 1]
            folded = self.text[start:end].translate(_SPAN_TABLE)
            spans = [
                (start + match.start(), start + match.end())
                for match in _TOKEN.finditer(folded)
                if match.group().strip(_DROPPED)
            ]
            self._spans[piece] = spans
        return spans

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of every token in the original text."""
        pieces = range(len(self._char_starts))
        return [span for piece in pieces for span in self._piece_spans(piece)]

    def _token(self, position: int) -> tuple[int, int]:
        """Piece and number within it of the token that begins at byte `position`."""
        piece = bisect_right(self._byte_starts, position) - 1
        return piece, self.data.count(b" ", self._byte_starts[piece], position)

    def span(self, start: int, tokens: int) -> tuple[int, int]:
        """Offsets of `tokens` tokens behind the space at byte `start` of `data`."""
        piece, number = self._token(start + 1)
        first = self._piece_spans(piece)[number][0]
        number += tokens - 1
        while number >= len(self._piece_spans(piece)):
            number -= len(self._piece_spans(piece))
            piece += 1
        return first, self._piece_spans(piece)[number][1]

    def span_inside(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of bytes `start` to `end` of `data`, which lie inside one token."""
        token_start = self.data.rfind(b" ", 0, start) + 1
        piece, number = self._token(token_start)
        skip = len(self.data[token_start:start].decode("utf-8", "replace"))
        length = len(self.data[start:end].decode("utf-8", "replace"))
        low, high = self._piece_spans(piece)[number]
        kept = [offset for offset in range(low, high) if FOLD_TABLE[ord(self.text[offset])] != ""]
        if len(kept) < skip + length:
            # Decomposed Hangul: several code points make one syllable of the folded form.
            return low, high
        return kept[skip], kept[skip + length - 1] + 1
