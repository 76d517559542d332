"""An article's text folded for scanning, with the way back to its offsets.

Owns the folded bytes of one text and the mapping from a hit in them to code points of
the original. Invariant: the n-th token of the folded bytes is the n-th token of the
original text. Refuses to decide what a hit means.

The text is folded as a whole, one character for one, and then loses the separators that stand
in a row. Which places were kept is all that the way back needs.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from xref.names.fold import ASCII_FOLD, FOLD_TABLE

# A dropped character (a combining mark, a zero-width control) keeps its place with a byte
# that stands nowhere in UTF-8.
_DROPPED = b"\xff"
_GAP = b" " + _DROPPED
# The first byte of a character, masked so, is no continuation.
_LEAD_MASK = 0xC0
_CONTINUATION = 0x80
# What was kept is counted in blocks, for a list of all places takes eight times the text.
_BLOCK = 1 << 16
_SPACE = ord(" ")
# U+1100 to U+11FF in UTF-8: Hangul in pieces, which NFC puts together.
_CONJOINING_JAMO = re.compile(b"\xe1[\x84-\x87]")
_TOKEN = re.compile(b"[^ ]+")
_SPACES = re.compile(b"  +")
# As `ASCII_FOLD`, but letters keep their case.
_SEPARATORS = bytes(
    folded if folded == ord(" ") else byte for byte, folded in enumerate(ASCII_FOLD)
)
# Nine tenths of what is not ASCII in news; each folds to a separator, as its ASCII twin does.
_USUAL = (("’", "'"), ("“", '"'), ("”", '"'), ("—", "-"))
_SMALL, _CAPITAL = np.uint8(ord("a")), np.uint8(ord("A"))
_LETTERS, _ASCII = 26, 0x7F
# Bytes of a surname with the marks in it, at most.
_LONGEST = 64
# What a capital of ASCII lacks of its small letter.
_CASE = np.uint8(0x20)

Flags = npt.NDArray[np.bool_]


class _RunTable(dict[str, bytes]):
    """Folded UTF-8 of a run of non-ASCII characters; quotes and dashes come again and again."""

    _LIMIT = 1 << 14

    def __missing__(self, run: str) -> bytes:
        folded = b"".join(_folded_char(char) or _DROPPED for char in run)
        if len(run) <= 8 and len(self) < self._LIMIT:
            self[run] = folded
        return folded


def _folded_char(char: str) -> bytes:
    """A character folded; a base letter of ASCII is a capital unless the character is small."""
    folded = FOLD_TABLE[ord(char)].encode("utf-8", "replace")
    return folded if char.islower() else folded.upper()


_RUNS = _RunTable()
_ERRORS = "xref.fold"


def _fold_run(error: UnicodeError) -> tuple[bytes, int]:
    """Fold what ASCII cannot hold, a run at a time (see `codecs.register_error`)."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - the only caller encodes
    return _RUNS[error.object[error.start : error.end]], error.end


codecs.register_error(_ERRORS, _fold_run)


def _fold_places(text: str) -> bytes:
    """Fold a text one character for one, but for case: UTF-8, a space for a separator."""
    if not text.isascii():
        for mark, plain in _USUAL:
            text = text.replace(mark, plain)
    return text.encode("ascii", _ERRORS).translate(_SEPARATORS)


def _kept_places(places: bytes, codes: npt.NDArray[np.uint8]) -> Flags:
    """Which of the places stay: no dropped characters, no separator behind another or outside."""
    space = codes == _SPACE
    keep: Flags = np.not_equal(codes, _DROPPED[0])
    if _DROPPED in places:
        shown = keep.nonzero()[0]
        space = space[shown]
        keep[shown[1:][space[1:] & space[:-1]]] = False
    else:
        keep[1:] ^= space[1:] & space[:-1]
    keep[: len(places) - len(places.lstrip(_GAP))] = False
    keep[len(places.rstrip(_GAP)) :] = False
    return keep


def _composed(tokens: bytes) -> bytes:
    """Tokens with Hangul in pieces put together."""
    return unicodedata.normalize("NFC", tokens.decode("utf-8")).encode("utf-8")


def _tokens_of(places: bytes) -> bytes:
    """The tokens of folded places, one space between and at both ends."""
    data = b" " + _SPACES.sub(b" ", places.replace(_DROPPED, b"")).strip(b" ") + b" "
    return _composed(data) if _CONJOINING_JAMO.search(data) else data


def fold_bytes(text: str) -> bytes:
    """Fold `text` to UTF-8 tokens with one space between and at both ends.

    Example:
        >>> fold_bytes("“Kim Yŏng-bok”, he said").decode()
        ' kim yong bok he said '
    """
    if text.isascii():  # the quicker way for a few words
        return b" " + b" ".join(text.encode("ascii").translate(ASCII_FOLD).split()) + b" "
    return _tokens_of(_fold_places(text)).lower()


class FoldedText:
    """A text, its folded bytes, and the offsets of any span of them.

    Args:
        text: Any text; offsets are code points into it.

    Attributes:
        data: UTF-8 tokens with one space between and at both ends.
        cased: The same, but a letter of ASCII is a capital where the text does not have a
            small letter.
        places: The text folded one character for one, but for case.
        aligned: Every character of the text has one byte among the places, so that places
            are offsets. True of nearly all texts in Latin letters.

    Example:
        >>> folded = FoldedText("He met Kim Jong-un.")
        >>> start = folded.data.index(b" kim ")
        >>> folded.span(start, 3)
        (7, 18)
    """

    __slots__ = (
        "_block", "_composed", "_heads", "_heads_before", "_inner", "_keep", "_kept",
        "_kept_before", "_spans", "aligned", "cased", "data", "places", "text",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = places = _fold_places(text)
        self.aligned = places.isascii()
        # Composed Hangul has other bytes than its pieces: then only whole tokens correspond.
        self._composed = not self.aligned and bool(_CONJOINING_JAMO.search(places))
        codes = np.frombuffer(places, np.uint8)
        self._keep = _kept_places(places, codes)
        tokens = self._count_kept(codes)
        self.cased = _composed(tokens) if self._composed else tokens
        self.data = self.cased.lower()
        self._inner: Flags | None = None
        self._heads: Flags | None = None
        self._heads_before: list[int] = []
        self._spans: list[tuple[int, int]] | None = None

    def _count_kept(self, codes: npt.NDArray[np.uint8]) -> bytes:
        """The kept bytes with a space at both ends; counts them a block at a time."""
        pieces = [b" "]
        counts = [1]  # the first space stands for no place
        for low in range(0, len(codes), _BLOCK):
            self._block, self._kept = low, self._keep[low : low + _BLOCK].nonzero()[0]
            pieces.append(codes[low : low + _BLOCK].take(self._kept).tobytes())
            counts.append(len(self._kept))
        self._kept_before = list(accumulate(counts))
        pieces.append(b" ")
        return b"".join(pieces)

    def _place(self, position: int) -> int:
        """Place of the byte at `position` of `data`, which is no outer space of it."""
        number = bisect_right(self._kept_before, position) - 1
        low = number * _BLOCK
        if low != self._block:
            self._block, self._kept = low, self._keep[low : low + _BLOCK].nonzero()[0]
        return low + int(self._kept.item(position - self._kept_before[number]))

    def _point(self, place: int) -> int:
        """How many characters stand before a place."""
        if self.aligned:
            return place
        if self._heads is None:
            codes = np.frombuffer(self.places, np.uint8)
            self._heads = (codes & _LEAD_MASK) != _CONTINUATION
            counts = (
                int(np.count_nonzero(self._heads[low : low + _BLOCK]))
                for low in range(0, len(codes), _BLOCK)
            )
            self._heads_before = list(accumulate(counts, initial=0))
        number = place // _BLOCK
        inside = self._heads[number * _BLOCK : place]
        return self._heads_before[number] + int(np.count_nonzero(inside))

    def span(self, start: int, tokens: int) -> tuple[int, int]:
        """Offsets of `tokens` tokens behind the space at byte `start` of `data`."""
        data = self.data
        end = start
        for _ in range(tokens):
            end = data.index(b" ", end + 1)
        return self.between(start, end)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the tokens between the spaces at bytes `start` and `end` of `data`."""
        if self._composed:
            first = self.data.count(b" ", 0, start)
            tokens = self.data.count(b" ", start, end)
            return self.spans[first][0], self.spans[first + tokens - 1][1]
        low, high = self._place(start + 1), self._place(end - 1) + 1
        if self.aligned:
            return low, high
        # Marks that were dropped belong to the token they stand in.
        while low and _is_dropped(self.places, low - 1):
            low -= 1
        while _is_dropped(self.places, high):
            high += 1
        return self._point(low), self._point(high)

    def span_inside(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of bytes `start` to `end` of `data`, which lie inside one token."""
        if self._composed:
            return self._composed_span(start, end)
        return self._point(self._place(start)), self._point(self._place(end - 1) + 1)

    def _composed_span(self, start: int, end: int) -> tuple[int, int]:
        """As `span_inside`, where Hangul in pieces may make one syllable of several."""
        token_start = self.data.rfind(b" ", 0, start) + 1
        skip = len(self.data[token_start:start].decode())
        length = len(self.data[start:end].decode())
        low, high = self.spans[self.data.count(b" ", 0, token_start) - 1]
        kept = [offset for offset in range(low, high) if FOLD_TABLE[ord(self.text[offset])]]
        if len(kept) < skip + length or len(kept) != len(self._token_text(token_start)):
            # Several code points make one syllable of the folded form.
            return low, high
        return kept[skip], kept[skip + length - 1] + 1

    def _token_text(self, start: int) -> str:
        return self.data[start : self.data.index(b" ", start)].decode()

    @property
    def initials(self) -> bytes:
        """As `cased`, but behind the first letter of a word all letters are small.

        Example:
            >>> FoldedText("The USS McCain left").initials
            b' The Uss Mccain left '
        """
        codes = np.frombuffer(self.cased, np.uint8)
        return (codes | self._capitals_inside(codes) * _CASE).tobytes()

    def _capitals_inside(self, codes: npt.NDArray[np.uint8]) -> Flags:
        """Which bytes of `cased` are capitals that begin no word."""
        if self._inner is None:
            # Subtracted so, all other bytes are beyond the alphabet.
            self._inner = inner = codes - _CAPITAL < _LETTERS
            inner[1:] &= codes[:-1] != _SPACE
        return self._inner

    def run_together(self, words: Container[bytes]) -> list[tuple[int, bytes]]:
        """Words that are the end of a longer one, as in `PetrenkoKim`.

        They begin with a capital directly behind a small letter or a dropped mark.

        Returns:
            Offset of each, and the word, case kept, marks left out.
        """
        if not self.aligned:
            return self._run_together(words)
        cased = self.cased
        codes = np.frombuffer(cased, np.uint8)
        found = codes[:-1] - _SMALL < _LETTERS
        found &= self._capitals_inside(codes)[1:]
        return [
            (self._place(start + 1), word)
            for start in found.nonzero()[0].tolist()
            if (word := _word(cased, start + 1)) in words
        ]

    def _run_together(self, words: Container[bytes]) -> list[tuple[int, bytes]]:
        """The same where places are no offsets: behind letters of other scripts, too."""
        places = self.places
        codes = np.frombuffer(places, np.uint8)
        small = codes[:-1] - _SMALL < _LETTERS
        small |= codes[:-1] > _ASCII  # marks that were dropped, and letters of other scripts
        found = (small & (codes[1:] - _CAPITAL < _LETTERS)).nonzero()[0] + 1
        together = []
        for place in found.tolist():
            word = _word(places, place).replace(_DROPPED, b"")
            if word in words:
                together.append((self._point(place), word))
        return together

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of every token in the original text."""
        if self._spans is None:
            self._spans = [
                (self._point(match.start()), self._point(match.end()))
                for match in _TOKEN.finditer(self.places)
                if match.group().strip(_DROPPED)
            ]
        return self._spans


def _word(data: bytes, start: int) -> bytes:
    """What stands between a place and the next space; cut where it is too long for a surname."""
    end = data.find(b" ", start, start + _LONGEST)
    return data[start : end if end >= 0 else start + _LONGEST]


def _is_dropped(places: bytes, place: int) -> bool:
    """Whether a dropped character stands at a place."""
    return places[place : place + 1] == _DROPPED
