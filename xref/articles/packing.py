"""Packing: the bytes of a source, counted as stored and unpacked as read.

Owns gzip, xz, bzip2 and Zstandard streams and files that must be read at any place.
Invariant: what is unpacked never grows beyond the ratio of the rules, and the sha256 is of
the bytes as stored. Refuses archives inside archives; see `xref.articles.archives` for ZIP.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import hashlib
import io
import lzma
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from xref.articles.sources import Source, why
from xref.errors import InputError
from xref.rules.articles import ReadingRules

# A buffer of a megabyte costs more than reading a page: fresh memory, page by page.
_CHUNK = 1 << 16
_ZSTD = b"\x28\xb5\x2f\xfd"


class _Forward:
    """A stream that knows its place but cannot go back, for `ZstdReader`."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation("seek")

    def close(self) -> None:
        """Leave the stream open: its owner closes it."""


def _zstd(stream: IO[bytes]) -> Any:
    from fastwarc.stream_io import ZstdReader

    return ZstdReader(_Forward(stream))


_PACKED: dict[bytes, Callable[[Any], Any]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"\xfd7zXZ\x00": lzma.LZMAFile,
    b"BZh": bz2.BZ2File,
    _ZSTD: _zstd,
}


class CountingReader(io.RawIOBase):
    """A binary stream that counts and hashes what passes through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.count = 0

    def readable(self) -> bool:
        """Say that this stream can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` from the stream."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        count = int(self._stream.readinto(view))  # type: ignore[attr-defined]
        self.count += count
        self._digest.update(view[:count])
        return count

    def drain(self) -> None:
        """Read what an unpacker left, so that count and hash are those of the whole file."""
        while self.read(_CHUNK):
            pass

    def hexdigest(self) -> str:
        """Return the sha256 of what was read."""
        return self._digest.hexdigest()


class Unpacked(io.RawIOBase):
    """What an unpacker gives, within the ratio of the rules."""

    def __init__(self, unpacker: Any, stored: Callable[[], int], rules: ReadingRules) -> None:
        # `read` loses what it has when the file breaks off; `read1` gives it first.
        self._read = getattr(unpacker, "read1", unpacker.read)
        self._stored = stored
        self._rules = rules
        self._count = 0

    def readable(self) -> bool:
        """Say that this stream can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer`; refuse a bomb."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._read(len(view))
        view[: len(data)] = data
        self._count += len(data)
        check_ratio(self._count, self._stored(), self._rules)
        return len(data)


def check_ratio(unpacked: int, stored: int, rules: ReadingRules) -> None:
    """Refuse what unpacks to more than any text does.

    Raises:
        InputError: Beyond `max_ratio`, once `ratio_from_bytes` are unpacked.
    """
    if unpacked > rules.ratio_from_bytes and unpacked > rules.max_ratio * stored:
        raise InputError(
            f"{stored} packed bytes unpack to more than {unpacked}: it looks like a bomb",
            hint="unpack it yourself if you trust it",
        )


class Content:
    """The bytes of one source or member, unpacked.

    Args:
        stream: As stored.
        rules: Limits.
        stored: How many bytes were read of it as stored so far.
        file: Where the stream is stored, if in a file of its own.
    """

    def __init__(
        self,
        stream: io.BufferedReader[Any],
        rules: ReadingRules,
        stored: Callable[[], int],
        file: Path | None = None,
    ) -> None:
        self._rules = rules
        self._file = file
        with unpacking():
            head = stream.peek(8)[:8]
        opener = next((call for magic, call in _PACKED.items() if head.startswith(magic)), None)
        self.packed = opener is not None
        if opener is None:
            self.stream = stream
        else:
            self.stream = io.BufferedReader(Unpacked(opener(stream), stored, rules), _CHUNK)

    def head(self) -> bytes:
        """Return the first bytes without taking them, at least 1 kB if there are so many."""
        with unpacking():
            return bytes(self.stream.peek(self._rules.sniff_bytes)[: self._rules.sniff_bytes])

    def read(self) -> bytes:
        """Read to the end, up to the limit of a document.

        Raises:
            InputError: Broken or larger.
        """
        return read_all(self.stream, self._rules.max_document_bytes)

    @contextlib.contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """Give a file that can be read at any place; it is gone afterwards.

        Raises:
            InputError: Broken, or larger than a stream may be.
        """
        if self._file is not None and not self.packed:
            with unpacking(), self._file.open("rb") as stored:
                yield stored
            return
        with tempfile.NamedTemporaryFile(prefix="xref-") as file:
            size = 0
            with unpacking():
                while data := self.stream.read(_CHUNK):
                    size += len(data)
                    if size > self._rules.max_stream_bytes:
                        raise InputError(f"larger than {self._rules.max_stream_bytes} bytes")
                    file.write(data)
                file.flush()
            file.seek(0)
            yield file


class OpenSource:
    """The bytes of one source: counted and hashed as stored.

    Raises:
        InputError: The file cannot be opened.
    """

    def __init__(self, source: Source, rules: ReadingRules) -> None:
        self._rules = rules
        try:
            self.file: IO[bytes] = (
                sys.stdin.buffer if source.file is None else source.file.open("rb", buffering=0)
            )
        except OSError as error:
            raise InputError(why(error)) from None
        self._path = source.file
        self._close = source.file is not None
        self.stored = CountingReader(self.file)

    def __enter__(self) -> OpenSource:
        return self

    def __exit__(self, *error: object) -> None:
        if self._close:
            self.file.close()

    def content(self) -> Content:
        """Return the content; a packed file is known by its first bytes.

        Raises:
            InputError: The file cannot be read.
        """
        stream = io.BufferedReader(self.stored, _CHUNK)
        return Content(stream, self._rules, lambda: self.stored.count, self._path)

    def finish(self) -> None:
        """Read to the end of the file, so that its hash is of all of it."""
        with unpacking():
            if self._close:
                self.stored.drain()


class unpacking:  # noqa: N801 - a context manager is used like a function
    """Turn what unpacking and reading can raise into one `InputError`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if isinstance(error, EOFError) or (error and "incomplete frame" in str(error)):
            raise InputError("the packed file is cut off", hint="fetch it again") from None
        if isinstance(error, zlib.error | lzma.LZMAError | gzip.BadGzipFile) or (
            error and "nsupported frame" in str(error)
        ):
            raise InputError(f"the packed file is broken: {error}", hint="fetch it again") from None
        if isinstance(error, OSError):
            raise InputError(why(error)) from None


def read_all(stream: io.BufferedReader[Any], limit: int) -> bytes:
    """Read a stream to its end, up to `limit` bytes.

    Raises:
        InputError: Broken or larger.
    """
    parts = bytearray()
    with unpacking():
        while data := stream.read(_CHUNK):
            if len(parts) + len(data) > limit:
                raise InputError(
                    f"larger than {limit} bytes, unpacked",
                    hint="split it, or raise reading.max_document_bytes in rules/articles.yml",
                )
            parts += data
    return bytes(parts)
