"""Sources: the files that arguments name, and their bytes.

Owns how folders, globs and `-` become files, in a fixed order, and how packed files are
opened within limits. Invariant: every argument yields at least one source or one problem,
and a file named twice is read once. Refuses to follow symbolic links to folders.
"""

from __future__ import annotations

import bz2
import glob
import gzip
import hashlib
import io
import lzma
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from xref.errors import InputError
from xref.rules.articles import ReadingRules

STDIN = "stdin"
_PACKED = {
    b"\x1f\x8b": "gzip",
    b"\xfd7zXZ\x00": "xz",
    b"BZh": "bzip2",
}
_PACKED_SUFFIXES = (".gz", ".xz", ".bz2")
_CHUNK = 1 << 20


class Skipped(msgspec.Struct, frozen=True):
    """Something of an input that could not be read as it stands.

    Attributes:
        path: Relative like `Document.path`, or the argument as given.
        line: Line of a JSON Lines file, from 1; None for a whole file.
        reason: One sentence without a full stop.
        hint: What the reader can do about it.
        kept: True if the document was read all the same, and this only says how.
    """

    path: str
    line: int | None
    reason: str
    hint: str | None = None
    kept: bool = False


OnProblem = Callable[[Skipped], None]


class Source(msgspec.Struct, frozen=True):
    """One file to read.

    Attributes:
        file: Where it is; None for standard input.
        path: How results call it: relative to the argument, `/`-separated.
        named: True if an argument named the very file, so that its suffix may be unknown.
    """

    file: Path | None
    path: str
    named: bool


def find_sources(
    arguments: Iterable[str | Path], rules: ReadingRules, on_problem: OnProblem
) -> Iterator[Source]:
    """Turn arguments into files, in the order of the arguments, sorted within each.

    Args:
        arguments: Files, folders (read recursively, hidden files left out), globs, or `-`.
        rules: Known suffixes; other files of a folder are reported, but for its README.
        on_problem: Called with each argument or file that is not read.
    """
    seen: set[tuple[int, int]] = set()
    for argument in arguments:
        for source in _expand(str(argument), on_problem):
            if source.file is not None:
                try:
                    status = source.file.stat()
                except OSError as error:
                    on_problem(Skipped(source.path, None, _why(error)))
                    continue
                if (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
            if not source.named and Path(source.path).stem.lower() in rules.ignored:
                continue
            if not source.named and suffix_format(source.path, rules) is None:
                on_problem(
                    Skipped(
                        source.path,
                        None,
                        f"the suffix {Path(source.path).suffix or '(none)'} is no article format",
                        "name the file itself to have it read",
                    )
                )
                continue
            yield source


def suffix_format(path: str, rules: ReadingRules) -> str | None:
    """Tell the format that a file name promises: text, html, json_lines, json or None.

    Example:
        >>> from xref.rules import load_rules
        >>> suffix_format("news.jsonl.xz", load_rules().articles.reading)
        'json_lines'
    """
    name = path.lower()
    for suffix in _PACKED_SUFFIXES:
        name = name.removesuffix(suffix)
    suffixes = rules.suffixes
    for format_name in ("text", "html", "json_lines", "json"):
        if name.endswith(getattr(suffixes, format_name)):
            return format_name
    return None


def _why(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}"


def _expand(argument: str, on_problem: OnProblem) -> Iterator[Source]:
    if argument == "-":
        yield Source(None, STDIN, True)
        return
    path = Path(argument)
    try:
        if path.is_dir():
            yield from _walk(path, on_problem)
        elif os.path.lexists(path):
            yield Source(path, path.name, True)
        elif glob.has_magic(argument):
            yield from _glob(argument, on_problem)
        else:
            hint = "check the spelling; quote names that hold blanks"
            on_problem(Skipped(argument, None, "there is no such file or folder", hint))
    except (OSError, ValueError) as error:  # a name that is too long, or holds a NUL
        on_problem(Skipped(argument, None, f"is no file name: {error}"))


def _walk(folder: Path, on_problem: OnProblem) -> Iterator[Source]:
    def report(error: OSError) -> None:
        on_problem(Skipped(Path(error.filename or folder).name, None, _why(error)))

    found: list[tuple[str, Path]] = []
    for root, folders, files in os.walk(folder, onerror=report):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith("."):
                file = Path(root) / name
                found.append((file.relative_to(folder).as_posix(), file))
    if not found:
        on_problem(Skipped(str(folder), None, "the folder holds no files"))
    for relative, file in sorted(found):
        yield Source(file, relative, False)


def _glob(pattern: str, on_problem: OnProblem) -> Iterator[Source]:
    """Expand a pattern the shell left as it was; ids are relative to its fixed part."""
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed]) if fixed else Path()
    matches = sorted(Path(match) for match in glob.glob(pattern, recursive=True))  # noqa: PTH207 - absolute patterns
    if not matches:
        on_problem(Skipped(pattern, None, "no file matches this pattern"))
    for match in matches:
        if not match.is_dir():
            yield Source(match, match.relative_to(base).as_posix(), True)


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
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        self._digest.update(data)
        return len(data)

    def drain(self) -> None:
        """Read what an unpacker left, so that count and hash are those of the whole file."""
        while self.read(_CHUNK):
            pass

    def hexdigest(self) -> str:
        """Return the sha256 of what was read."""
        return self._digest.hexdigest()


class OpenSource:
    """The bytes of one source: counted and hashed as stored, unpacked as read.

    Raises:
        InputError: The file cannot be opened.
    """

    def __init__(self, source: Source, rules: ReadingRules) -> None:
        self._rules = rules
        try:
            self._file: IO[bytes] = (
                sys.stdin.buffer if source.file is None else source.file.open("rb")
            )
        except OSError as error:
            raise InputError(_why(error)) from None
        self._close = source.file is not None
        self.stored = CountingReader(self._file)
        self._stream = io.BufferedReader(self.stored, _CHUNK)

    def __enter__(self) -> OpenSource:
        return self

    def __exit__(self, *error: object) -> None:
        if self._close:
            self._file.close()

    def unpacked(self) -> io.BufferedReader[Any]:
        """Return a stream of the content; a packed file is known by its first bytes.

        Raises:
            InputError: The file cannot be read.
        """
        with unpacking():
            head = self._stream.peek(8)[:8]
        packing = next((name for magic, name in _PACKED.items() if head.startswith(magic)), None)
        stream: Any = self._stream
        if packing == "gzip":
            return io.BufferedReader(gzip.GzipFile(fileobj=stream), _CHUNK)
        if packing == "xz":
            return io.BufferedReader(lzma.LZMAFile(stream), _CHUNK)
        if packing == "bzip2":
            return io.BufferedReader(bz2.BZ2File(stream), _CHUNK)
        return self._stream

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
        if isinstance(error, EOFError):
            raise InputError("the packed file is cut off", hint="fetch it again") from None
        if isinstance(error, zlib.error | lzma.LZMAError | gzip.BadGzipFile):
            raise InputError(f"the packed file is broken: {error}", hint="fetch it again") from None
        if isinstance(error, OSError):
            raise InputError(_why(error)) from None


def read_all(stream: io.BufferedReader[Any], limit: int) -> bytes:
    """Read a stream to its end, up to `limit` bytes.

    Raises:
        InputError: Broken or larger.
    """
    parts = []
    size = 0
    with unpacking():
        while data := stream.read(_CHUNK):
            size += len(data)
            if size > limit:
                raise InputError(
                    f"larger than {limit} bytes, unpacked",
                    hint="split it, or raise reading.max_document_bytes in rules/articles.yml",
                )
            parts.append(data)
    return b"".join(parts)
