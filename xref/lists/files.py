"""Files of a source: which file is a list, in which format, with which siblings.

Owns recognition, by content and never by name; names only say which files belong
together. Invariant: every file of a folder is either used or reported as skipped, and a
packed file is unpacked only within safe limits, into the scratch folder of the caller.
Refuses a path that leads to nothing usable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from tempfile import mkdtemp
from typing import cast

import msgspec

from xref.errors import ListError, ListFormatError
from xref.lists.catalogue import catalogue
from xref.lists.packed import is_packed, unpack
from xref.lists.readers import READERS, Reader
from xref.lists.readers.base import MAX_FILE_BYTES, Tally
from xref.lists.readers.table import HEAD_BYTES, head_of
from xref.model import Designation

# Files of a folder that can be lists; any file given by its own path is looked into.
_ENDINGS = frozenset(
    [".csv", ".tsv", ".txt", ".xml", ".yml", ".yaml", ".json", ".jsonl", ".xlsx", ".xls", ".ods"]
)
_PACKED_ENDINGS = frozenset([".gz", ".xz", ".zip"])

# What the first bytes of a file that no reader knows say about it.
_STRANGERS = (
    (b"PK\x03\x04", "it is a ZIP document, but no spreadsheet"),
    (b"%PDF", "it is a PDF: no reader reads PDF"),
    (b"\xff\xfe", "it is UTF-16: save it as UTF-8"),
    (b"\xfe\xff", "it is UTF-16: save it as UTF-8"),
    (b"<html", "it is a web page: give the data file"),
    (b"<!DOCTYPE html", "it is a web page: give the data file"),
)


class ListFile(msgspec.Struct, frozen=True):
    """A file that a reader knows.

    Attributes:
        path: The main file.
        given: Its name as the caller gave it.
        reader: The module that reads it.
        files: The main file and its siblings, as they are read.
        originals: The files that are hashed, in order: those read, or the packed one.
    """

    path: Path
    given: str
    reader: Reader
    files: tuple[Path, ...]
    originals: tuple[Path, ...]


def list_files(
    source: str | Path, scratch: Path, *, among: Sequence[Path] | None = None
) -> tuple[list[ListFile], list[tuple[Path, str]]]:
    """Find the list files of a path.

    Args:
        source: A file or a folder.
        scratch: An empty folder for what is unpacked; it must live until all is read.
        among: Look only at these files of the folder.

    Returns:
        The files to read, in the order of their names, and those skipped with the reason.

    Raises:
        ListError: Nothing is there, a file is empty or too large, a folder has no list.
        ListFormatError: No reader knows the file.
    """
    path = Path(source)
    try:
        if path.is_dir():
            found, skipped = _folder(path, scratch, among)
            if not found:
                reasons = "; ".join(f"{item.name}: {why}" for item, why in skipped[:10])
                raise ListError(
                    f"no list in folder {source}" + (f" ({reasons})" if reasons else ""),
                    hint="put list files in an official format into it, or give another path",
                )
            return found, skipped
        if not path.exists():
            raise _missing(source)
        return _file(path, str(source), scratch), []
    except OSError as error:
        raise ListError(f"{source}: cannot be read: {error.strerror}") from None


def _missing(source: str | Path) -> ListError:
    near = get_close_matches(str(source), [*catalogue(), "builtin"], n=1)
    hint = f"did you mean {near[0]}?" if near else "the catalogue has: " + ", ".join(catalogue())
    return ListError(f"no list and no file is called {str(source)!r}", hint=hint)


def _folder(
    folder: Path, scratch: Path, among: Sequence[Path] | None
) -> tuple[list[ListFile], list[tuple[Path, str]]]:
    found: list[ListFile] = []
    skipped: list[tuple[Path, str]] = []
    for path in sorted(folder.iterdir() if among is None else among):
        if path.is_dir():
            skipped.append((path, "a folder inside the folder"))
        elif path.suffix.lower() not in _ENDINGS | _PACKED_ENDINGS:
            skipped.append((path, "not a list file by its ending"))
        else:
            try:
                found += _file(path, str(path if among is None else path.name), scratch)
            except ListError as error:
                skipped.append((path, error.message.removeprefix(f"{path}: ")))
    siblings = {path for item in found for path in item.files[1:]}
    return _joined(found, str(folder)), [
        (path, why) for path, why in skipped if path not in siblings
    ]


class _Parts:
    """Several files that are one list, a part each: their reader, over all of them."""

    def __init__(self, reader: Reader, paths: tuple[Path, ...]) -> None:
        self.FORMAT = reader.FORMAT
        self._reader = reader
        self._paths = paths

    def recognise(self, head: bytes) -> bool:
        """Tell what the reader of a part tells."""
        return self._reader.recognise(head)

    def files(self, path: Path) -> tuple[Path, ...]:  # noqa: ARG002 - all are read, whichever is named
        """Return all parts."""
        return self._paths

    def read(self, path: Path, tally: Tally) -> Iterator[Designation]:  # noqa: ARG002
        """Yield the designations of all parts; one of them may be empty."""
        for part in self._paths:
            yield from self._reader.read(part, tally)


def _joined(found: list[ListFile], folder: str) -> list[ListFile]:
    """Join the files of a folder that their reader calls parts of one list."""
    parts: dict[str, list[ListFile]] = {}
    others = []
    for item in found:
        is_part = getattr(item.reader, "is_part", None)
        if is_part is not None and is_part(item.path):
            parts.setdefault(item.reader.FORMAT, []).append(item)
        else:
            others.append(item)
    for items in parts.values():
        if len(items) == 1:
            others.extend(items)
            continue
        paths = tuple(item.path for item in items)
        originals = tuple(dict.fromkeys(path for item in items for path in item.originals))
        reader = cast("Reader", _Parts(items[0].reader, paths))
        others.append(ListFile(paths[0], folder, reader, paths, originals))
    return sorted(others, key=lambda item: item.path)


def _file(path: Path, given: str, scratch: Path) -> list[ListFile]:
    """Return what one file is: a list, or the lists packed in it."""
    _check_size(path)
    if not is_packed(path):
        reader = _reader_of(path)
        files = reader.files(path)
        return [ListFile(path, given, reader, files, files)]
    inside = Path(mkdtemp(dir=scratch))
    members = unpack(path, inside)
    for member in members:
        _check_size(member)
        if is_packed(member):
            raise ListError(f"{path}: {member.name} inside is packed again", hint="unpack it first")
    if len(members) == 1:
        readers = [(members[0], _reader_of(members[0]))]
    else:
        found, skipped = _folder(inside, scratch, None)
        if not found:
            reasons = "; ".join(f"{item.name}: {why}" for item, why in skipped[:10])
            raise ListFormatError(f"{path}: no list inside ({reasons})")
        readers = [(item.path, item.reader) for item in found]
    return [
        ListFile(member, given, reader, reader.files(member), (path,)) for member, reader in readers
    ]


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if size == 0:
        raise ListError(f"{path}: the file is empty", hint="fetch it again")
    if size > MAX_FILE_BYTES:
        raise ListError(f"{path}: larger than {MAX_FILE_BYTES} bytes", hint="is it a list?")


def _reader_of(path: Path) -> Reader:
    head = head_of(path)
    for reader in READERS:
        if reader.recognise(head):
            return reader
    lowered = head.lstrip()[:HEAD_BYTES]
    hint = next(
        (
            why
            for mark, why in _STRANGERS
            if lowered.startswith(mark) or (mark[:1] == b"<" and mark in lowered[:4096])
        ),
        "known: " + ", ".join(reader.FORMAT for reader in READERS),
    )
    raise ListFormatError(f"{path}: no reader knows this format", hint=hint)
