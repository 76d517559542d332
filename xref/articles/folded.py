"""An article's text folded for scanning, with the way back to its offsets.

Owns the folded bytes of one text and the mapping from a hit in them to code points of
the original. Invariant: the n-th token of the folded bytes is the n-th token of the
original text. Refuses to decide what a hit means.

The text is folded in C as a whole. Only separators that stand in a row become one space,
so a token of the folded text is found again by counting what was left out before it, from
the last one on; mostly one search for the token replaces the counting.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from xref.names.fold import ASCII_FOLD, FOLD_TABLE

# A dropped character (a combining mark, a zero-width control) keeps its place with a byte
# that stands nowhere in UTF-8.
_DROPPED = b"\xff"
_GAP = b" " + _DROPPED
# Bytes behind the first of a character: without them, bytes are code points.
_CONTINUATION = bytes(range(0x80, 0xC0))
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
# Small letters, and all that is not ASCII, against capitals.
_CASES = bytes(
    ord("A") if byte in range(ord("A"), ord("Z") + 1)
    else ord("a") if byte in range(ord("a"), ord("z") + 1) or byte >= 0x80
    else ord(" ")
    for byte in range(256)
)  # fmt: skip
_SMALL_THEN_CAPITAL = b"aA"


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


def _single_spaced(data: bytes) -> bytes:
    """One space where several stand in a row; quicker than to replace, or to split and join."""
    return _SPACES.sub(b" ", data)


def _tokens_of(places: bytes) -> bytes:
    """The tokens of folded places, one space between and at both ends."""
    if places.isascii():
        return b" " + _single_spaced(places).strip(b" ") + b" "
    data = _single_spaced(places.replace(_DROPPED, b"")).strip(b" ")
    if _CONJOINING_JAMO.search(data):
        data = unicodedata.normalize("NFC", data.decode("utf-8")).encode("utf-8")
    return b" " + data + b" "


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
        aligned: Every character of the text has one byte among the places, so that places
            are offsets. True of nearly all texts in Latin letters.

    Example:
        >>> folded = FoldedText("He met Kim Jong-un.")
        >>> start = folded.data.index(b" kim ")
        >>> folded.span(start, 3)
        (7, 18)
    """

    __slots__ = (
        "_composed", "_first", "_last", "_places", "_spans", "aligned", "cased", "data", "text",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self._places = places = _fold_places(text)
        self.cased = _tokens_of(places)
        self.data = self.cased.lower()
        self.aligned = places.isascii()
        # Composed Hangul has other bytes than its pieces: then only whole tokens correspond.
        self._composed = not self.aligned and bool(_CONJOINING_JAMO.search(places))
        first = len(places) - len(places.lstrip(_GAP))
        self._first = (1, first, self._code_points(0, first))
        self._last = self._first
        self._spans: list[tuple[int, int]] | None = None

    def _code_points(self, start: int, end: int) -> int:
        """How many characters stand between two of the places."""
        if self.aligned:
            return end - start
        return len(self._places[start:end].translate(None, _CONTINUATION))

    def _place(self, position: int) -> tuple[int, int]:
        """Place and code point of the character that begins at byte `position` of `data`."""
        from_data, from_place, from_point = self._last if position >= self._last[0] else self._first
        places = self._places
        wanted = position - from_data
        place = from_place + wanted
        # Each round adds what the last one found left out: mostly two rounds.
        while missing := wanted - self._kept(from_place, place):
            place += missing
        while places[place] in _GAP:
            place += 1
        point = from_point + self._code_points(from_place, place)
        self._last = (position, place, point)
        return place, point

    def _token_place(self, start: int) -> int:
        """Place of the token behind the space at byte `start` of `cased`, in an aligned text.

        Where a token stands for the n-th time since the last one mapped, it does so there as
        here. What was left out between can only push it further away.
        """
        cased, places = self.cased, self._places
        if start + 1 < self._last[0]:
            self._last = self._first
        from_data, from_place, _ = self._last
        if start < from_data:
            return self._place(start + 1)[0]
        token = cased[start : cased.index(b" ", start + 1) + 1]
        same = cased.find(token, from_data)
        place = places.find(token, from_place + same - from_data)
        while same < start:
            same = cased.find(token, same + 1)
            place = places.find(token, place + 1)
        if place < 0:  # the last token of a text that ends without a separator
            place = len(places) - len(token) + 1
        self._last = (start + 1, place + 1, place + 1)
        return place + 1

    def _kept(self, start: int, end: int) -> int:
        """How many bytes of a stretch of places that begins a token stand in `data`."""
        stretch = self._places[start:end]
        if not self.aligned:
            stretch = stretch.replace(_DROPPED, b"")
        return len(_single_spaced(stretch))

    def span(self, start: int, tokens: int) -> tuple[int, int]:
        """Offsets of `tokens` tokens behind the space at byte `start` of `data`."""
        data = self.data
        end = start
        for _ in range(tokens):
            end = data.index(b" ", end + 1)
        return self.between(start, end)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the tokens between the spaces at bytes `start` and `end` of `data`."""
        if self.aligned:
            place = self._token_place(start)
            stop = place + end - start - 1
            if self._places[place:stop] == self.cased[start + 1 : end]:
                return place, stop
            return place, self._place(end - 1)[1] + 1
        if self._composed:
            first = self.data.count(b" ", 0, start)
            tokens = self.data.count(b" ", start, end)
            return self.spans[first][0], self.spans[first + tokens - 1][1]
        place, low = self._place(start + 1)
        # Marks that were dropped belong to the token they stand in.
        while place and _is_dropped(self._places, place - 1):
            place, low = place - 1, low - 1
        place, high = self._place(self._character(end - 1))
        place = self._behind(place)
        while _is_dropped(self._places, place):
            place, high = place + 1, high + 1
        return low, high + 1

    def _character(self, position: int) -> int:
        """Byte of `data` at which the character that holds byte `position` begins."""
        while self.data[position] in _CONTINUATION:
            position -= 1
        return position

    def _behind(self, place: int) -> int:
        """The place behind the character that begins at `place`."""
        place += 1
        while place < len(self._places) and self._places[place] in _CONTINUATION:
            place += 1
        return place

    def span_inside(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of bytes `start` to `end` of `data`, which lie inside one token."""
        if self._composed:
            return self._composed_span(start, end)
        return self._place(start)[1], self._place(self._character(end - 1))[1] + 1

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

    def capitals_inside(self) -> list[tuple[int, bytes]]:
        """Capitals directly behind a small letter or a dropped mark, as in `PetrenkoKim`.

        Returns:
            Offset of each, and the token from there on, case kept, marks left out.
        """
        places = self._places
        cases = places.translate(_CASES)
        found = []
        place = cases.find(_SMALL_THEN_CAPITAL)
        while place >= 0:
            end = places.find(b" ", place)
            token = places[place + 1 : end if end >= 0 else len(places)]
            if not self.aligned:
                token = token.replace(_DROPPED, b"")
            found.append((place + 1, token))
            place = cases.find(_SMALL_THEN_CAPITAL, place + 2)
        # From one to the next: counted from the start each, long texts would take a minute.
        offset = last = 0
        offsets = []
        for place, token in found:
            offset += self._code_points(last, place)
            last = place
            offsets.append((offset, token))
        return offsets

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of every token in the original text."""
        if self._spans is None:
            spans = []
            point = place = 0
            for match in _TOKEN.finditer(self._places):
                if match.group().strip(_DROPPED):
                    low = point + self._code_points(place, match.start())
                    point = low + self._code_points(*match.span())
                    place = match.end()
                    spans.append((low, point))
            self._spans = spans
        return self._spans


def _is_dropped(places: bytes, place: int) -> bool:
    """Whether a dropped character stands at a place."""
    return places[place : place + 1] == _DROPPED
