"""JSON files: their records, one by one, with the line each starts in.

Owns the way JSON is read: one object a line, or one array of objects. Invariant: no more
than one record and one chunk are held; a file that is not UTF-8, that is cut, or that has a
record over the limit is refused with its line. Refuses an object around the records, and to
repair anything.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from xref.lists.readers.base import broken

MAX_RECORD = 1 << 26
"""Bytes of one record. The largest nested entity known has a few MiB."""

_CHUNK = 1 << 18
_SPACE = " \t\r\n"

T = TypeVar("T")


def records_of(path: Path, cls: type[T]) -> Iterator[tuple[int, T]]:
    """Yield the records of a file and the line each starts in.

    Args:
        path: A file with one object a line (blank lines are left out), or one array.
        cls: A msgspec struct; fields it does not name are ignored.

    Raises:
        ListParseError: The JSON is broken or cut, a record is not of the struct's shape, or
            is larger than `MAX_RECORD`.
    """
    with path.open("rb") as file:
        start = file.read(_CHUNK).removeprefix(codecs.BOM_UTF8).lstrip()[:1]
        file.seek(0)
        yield from (_array(file, path, cls) if start == b"[" else _lines(file, path, cls))


def _lines(file: BinaryIO, path: Path, cls: type[T]) -> Iterator[tuple[int, T]]:
    decoder = msgspec.json.Decoder(cls)
    line = offset = 0
    while raw := file.readline(MAX_RECORD + 1):
        line += 1
        if len(raw) > MAX_RECORD:
            raise broken(path, line, f"a record larger than {MAX_RECORD} bytes")
        if line == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        offset += len(raw)
        if raw.isspace():
            continue
        try:
            yield line, decoder.decode(raw)
        except UnicodeDecodeError:
            raise broken(
                path, line, f"not UTF-8 at byte {offset - len(raw) + _bad_byte(raw)}"
            ) from None
        except (msgspec.DecodeError, RecursionError) as error:
            raise broken(path, line, f"not a record in JSON: {_reason(error)}") from None


def _array(file: BinaryIO, path: Path, cls: type[T]) -> Iterator[tuple[int, T]]:
    window = _Window(file, path)
    window.skip("[")
    while window.peek() != "]":
        line = window.line
        try:
            yield line, msgspec.convert(window.value(), cls)
        except msgspec.ValidationError as error:
            raise broken(path, line, f"not a record in JSON: {error}") from None
        if window.peek() == ",":
            window.skip(",")
            if window.peek() == "]":
                raise broken(path, window.line, "a comma before the end of the array")
        elif window.peek() != "]":
            raise broken(path, window.line, "neither a comma nor the end of the array")
    window.skip("]")
    if window.peek():
        raise broken(path, window.line, "text after the end of the array")


def _bad_byte(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _reason(error: Exception) -> str:
    return (
        "too many brackets inside each other" if isinstance(error, RecursionError) else str(error)
    )


class _Window:
    """The part of a file that is being looked at; it grows until a value fits in."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.file = file
        self.path = path
        self.line = 1
        self.text = ""
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.json = json.JSONDecoder()
        self.ended = False

    def peek(self) -> str:
        """Return the next character that is no white space; empty at the end of the file."""
        while True:
            stripped = self.text.lstrip(_SPACE)
            self.line += self.text.count("\n", 0, len(self.text) - len(stripped))
            self.text = stripped
            if stripped or not self._more(_CHUNK):
                return stripped[:1]

    def skip(self, char: str) -> None:
        """Go past one character that must stand next."""
        if self.peek() != char:
            raise broken(self.path, self.line, f"cut short: {char!r} is missing")
        self.text = self.text[1:]

    def value(self) -> object:
        """Return the next value; the window doubles while it is not whole."""
        self.peek()
        want = _CHUNK
        while True:
            try:
                value, end = self.json.raw_decode(self.text)
            except RecursionError as error:
                raise broken(self.path, self.line, _reason(error)) from None
            except json.JSONDecodeError as error:
                if len(self.text) > MAX_RECORD:
                    what = f"a record larger than {MAX_RECORD} bytes, or broken JSON"
                    raise broken(self.path, self.line, what) from None
                if not self._more(want):
                    line = self.line + error.lineno - 1
                    raise broken(self.path, line, f"broken JSON, or cut: {error.msg}") from None
                want *= 2
                continue
            self.line += self.text.count("\n", 0, end)
            self.text = self.text[end:]
            return value

    def _more(self, size: int) -> bool:
        if self.ended:
            return False
        data = self.file.read(size)
        self.ended = not data
        try:
            self.text += self.decoder.decode(data, final=self.ended)
        except UnicodeDecodeError as error:
            line = self.line + self.text.count("\n")
            place = self.file.tell() - len(data) + error.start
            raise broken(self.path, line, f"not UTF-8 near byte {place}") from None
        return not self.ended
