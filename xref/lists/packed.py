"""Packed files: gzip, xz and ZIP, unpacked within safe ratios.

Owns unpacking. Invariant: no more than `MAX_FILE_BYTES` are ever written, a stream that
grows by more than `MAX_RATIO` is refused while it is read, and nothing is written outside
the folder given. Refuses ZIP members that are encrypted, and archives inside archives.
"""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from xref.errors import ListError
from xref.lists.readers.base import MAX_FILE_BYTES, MAX_RATIO, SMALL

MAX_MEMBERS = 1_000
_CHUNK = 1 << 18

_GZIP, _XZ, _ZIP = b"\x1f\x8b", b"\xfd7zXZ\x00", b"PK\x03\x04"

# Members of a ZIP that say it is a document, not an archive of lists.
_DOCUMENTS = ("[Content_Types].xml", "mimetype")


def is_packed(path: Path) -> bool:
    """Tell whether a file is packed; a spreadsheet (itself a ZIP) is not."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith((_GZIP, _XZ)):
        return True
    return head.startswith(_ZIP) and not is_document(path)


def is_document(path: Path) -> bool:
    """Tell whether a ZIP is an Excel or OpenDocument file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name in _DOCUMENTS for name in archive.namelist()[:50])
    except (zipfile.BadZipFile, OSError):
        return False


def unpack(path: Path, folder: Path) -> list[Path]:
    """Unpack a file into a folder.

    Args:
        path: A packed file, see `is_packed`.
        folder: Where to write; it must be empty.

    Returns:
        The files written: one for gzip and xz, named without the ending; one a member
        for ZIP, under its bare name.

    Raises:
        ListError: It is cut off, damaged, encrypted, or grows beyond the limits.
    """
    with path.open("rb") as file:
        head = file.read(8)
    try:
        if head.startswith(_ZIP):
            return _members(path, folder)
        target = folder / (path.stem if path.suffix.lower() in (".gz", ".xz") else path.name)
        with gzip.open(path) if head.startswith(_GZIP) else lzma.open(path) as stream:
            _copy(cast("IO[bytes]", stream), target, path, path.stat().st_size)
    except (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
        raise ListError(
            f"{path}: cannot be unpacked: {error}", hint="it is cut off or damaged: fetch it again"
        ) from None
    return [target]


def _members(path: Path, folder: Path) -> list[Path]:
    written: list[Path] = []
    with zipfile.ZipFile(path) as archive:
        members = [item for item in archive.infolist() if not item.is_dir()]
        if len(members) > MAX_MEMBERS:
            raise ListError(f"{path}: {len(members)} files inside, the most is {MAX_MEMBERS}")
        for member in members:
            # Only the bare name counts: a path inside an archive may point anywhere.
            name = PurePosixPath(member.filename.replace("\\", "/")).name
            target = folder / name
            if not name or target in written:
                raise ListError(f"{path}: two files inside are called {name!r}")
            if member.flag_bits & 1:
                raise ListError(f"{path}: {name} inside is encrypted", hint="unpack it first")
            with archive.open(member) as stream:
                _copy(stream, target, path, member.compress_size)
            written.append(target)
    if not written:
        raise ListError(f"{path}: the archive is empty", hint="fetch it again")
    return written


def _copy(stream: IO[bytes], target: Path, path: Path, packed: int) -> None:
    size = 0
    with target.open("wb") as out:
        for chunk in _chunks(stream):
            size += len(chunk)
            if size > MAX_FILE_BYTES or size > max(SMALL, packed * MAX_RATIO):
                raise ListError(
                    f"{path}: {packed} bytes unpack to more than {size}: it looks like a bomb",
                    hint="fetch it from the publisher, or unpack it yourself if you trust it",
                )
            out.write(chunk)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk
