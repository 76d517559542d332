"""Work files: what a run has finished, so that it can go on where it was stopped.

Owns the file `work.jsonl` of a run folder, from which results are written. Invariants: it is
only appended to; a line counts if it is whole, and a document only if the line that finishes
its batch is; nothing in it depends on the order in which processes finished. Refuses to go on
with other lists, rules, arguments, inputs or another version: it says what differs.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from xref.articles.reading import InputFile
from xref.articles.sources import Skipped, Source
from xref.errors import OutputError, UsageError
from xref.model import Claim, Evidence, Lists, Mention, Name
from xref.rules import Rules

#: Name of the file in a run folder.
WORK = "work.jsonl"
#: Version of its lines.
SCHEMA = 1

#: The disk is told to keep what was written after so many bytes or seconds. Less is lost only
#: if the machine itself stops: what a killed process has written stays.
_SYNC_BYTES = 8 << 20
_SYNC_SECONDS = 2.0
#: A killed run's processes hold the lock for a moment.
_LOCK_SECONDS = 5.0


class Header(msgspec.Struct, frozen=True, tag="run", tag_field="t"):
    """First line: what the run rests on; all of it must be the same to go on.

    Attributes:
        schema: Version of the format.
        version: Of xref.
        rules: Digest of the rules.
        lists: Name and sha256 of each list.
        paths: Inputs as named by the user, in order.
        options: What else changes the results.
        arguments: The command line of the first start, for the manifest.
        started_at: When the run was first started (UTC).
    """

    schema: int
    version: str
    rules: str
    lists: tuple[tuple[str, str], ...]
    paths: tuple[str, ...]
    options: tuple[str, ...]
    arguments: tuple[str, ...]
    started_at: str


class Opened(msgspec.Struct, frozen=True, tag="source", tag_field="t"):
    """A source that was begun.

    Attributes:
        s: Its number in this file.
        file: Where it is; None for standard input.
        path: As results call it.
        size: Bytes as stored.
        changed: Time of its last change, in nanoseconds.
    """

    s: int
    file: str | None
    path: str
    size: int
    changed: int


class FoundAlert(msgspec.Struct, frozen=True):
    """An `Alert` without its document, its subject by id."""

    subject: str
    score: float
    band: str
    evidence: tuple[Evidence, ...]
    name: Name
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    homonyms: tuple[str, ...]


class Found(msgspec.Struct, frozen=True, tag="found", tag_field="t"):
    """What one document holds.

    Attributes:
        s: Number of the source.
        n: Place of the document in its source, from 0.
        title: As in `Document`, like `published` and `path`.
    """

    s: int
    n: int
    title: str | None
    published: str | None
    path: str | None
    alerts: tuple[FoundAlert, ...]
    claims: tuple[Claim, ...]


class Lost(msgspec.Struct, frozen=True, tag="lost", tag_field="t"):
    """A document that was read and could not be screened."""

    s: int
    n: int
    reason: str


class Part(msgspec.Struct, frozen=True, tag="part", tag_field="t"):
    """Documents of a source that are finished: `first` and those behind it, by their ids."""

    s: int
    first: int
    ids: tuple[str, ...]


class End(msgspec.Struct, frozen=True, tag="end", tag_field="t"):
    """A source that was read to its end.

    Attributes:
        documents: How many it holds.
        input: Its account; None if it could not be opened.
        problems: All that was said of it.
    """

    s: int
    documents: int
    input: InputFile | None
    problems: tuple[Skipped, ...]


class Sheet(msgspec.Struct, frozen=True, tag="sheet", tag_field="t"):
    """The review sheet is about to be written; another sha256 was made by somebody else."""

    sha256: str


class _FoundAt(msgspec.Struct, frozen=True, tag="found", tag_field="t"):
    """Of `Found` only whose it is: the rest is looked at when results are written."""

    s: int
    n: int


Line = Header | Opened | Found | Lost | Part | End | Sheet
_Told = Header | Opened | _FoundAt | Lost | Part | End | Sheet

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Line)
_GLANCE = msgspec.json.Decoder(_Told)


def encode(lines: Iterable[Line]) -> bytes:
    """Lines as bytes; what UTF-8 cannot hold (names of files may) becomes `?`."""
    parts = []
    for line in lines:
        try:
            parts.append(_ENCODER.encode(line))
        except UnicodeEncodeError:
            parts.append(_ENCODER.encode(_printable(msgspec.to_builtins(line))))
    return b"".join(part + b"\n" for part in parts)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def header(
    *,
    version: str,
    lists: Lists,
    rules: Rules,
    paths: Iterable[str],
    options: Iterable[str],
    arguments: Iterable[str],
    started_at: str,
) -> Header:
    """The header of a run."""
    line = Header(
        SCHEMA,
        version,
        rules.digest,
        tuple((each.name, each.sha256) for each in lists.versions),
        tuple(paths),
        tuple(options),
        tuple(arguments),
        started_at,
    )
    # As it will be read again.
    decoded = _DECODER.decode(encode([line]))
    assert isinstance(decoded, Header)  # noqa: S101 - by its tag
    return decoded


class SourceWork(msgspec.Struct):
    """What is known of one source.

    Attributes:
        opened: Its first line.
        parts: First document, how many, and where in the file the line stands.
        found: Where the lines of documents with findings stand, by document.
        lost: Documents that could not be screened, and why.
        end: Its last line; None if it was not read to its end.
    """

    opened: Opened
    parts: list[tuple[int, int, int]] = []
    found: dict[int, int] = {}
    lost: dict[int, str] = {}
    end: End | None = None

    def done(self) -> tuple[tuple[int, int], ...]:
        """Finished documents as stretches: the first, and the one behind the last."""
        stretches: list[tuple[int, int]] = []
        for first, count, _ in sorted(self.parts):
            if stretches and stretches[-1][1] == first:
                stretches[-1] = (stretches[-1][0], first + count)
            else:
                stretches.append((first, first + count))
        return tuple(stretches)

    def is_complete(self) -> bool:
        """Whether it was read to its end and all its documents are finished."""
        if self.end is None:
            return False
        return sum(count for _, count, _ in self.parts) == self.end.documents


class WorkFile:
    """The work file of one run, open for appending.

    Args:
        path: The file; made if it is not there.
        header: What the run rests on.

    Raises:
        UsageError: It belongs to a run that rests on something else.
        OutputError: It is damaged, in use, or cannot be written.
    """

    def __init__(self, path: Path, header: Header) -> None:
        self.path = path
        self.header = header
        self.sources: list[SourceWork] = []
        self._by_file: dict[str, SourceWork] = {}
        self._file: IO[bytes] | None = None
        try:
            self._file = path.open("a+b", buffering=0)
            self._lock()
            self._size = self._read()
            self._file.truncate(self._size)
            self._unsynced = 0
            self._synced = time.monotonic()
            if not self._size:
                self.append(encode([header]))
        except OSError as error:
            self.close()
            raise OutputError(
                f"{path}: cannot be written: {error.strerror}", hint="check space and permissions"
            ) from None
        except BaseException:
            self.close()
            raise

    @property
    def resumed(self) -> bool:
        """Whether something was finished before this start."""
        return any(source.parts or source.end for source in self.sources)

    def _lock(self) -> None:
        """Keep a second process out; systems without such locks trust their users."""
        try:
            import fcntl
        except ImportError:
            return
        assert self._file is not None  # noqa: S101 - just opened
        until = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise OutputError(
                        f"{self.path}: another process is working on this run",
                        hint="wait for it, or give another folder with -o",
                    ) from None
                time.sleep(0.05)
            else:
                return

    def _read(self) -> int:
        """Take in what was finished; returns where the last whole line that counts ends."""
        assert self._file is not None  # noqa: S101 - just opened
        self._file.seek(0)
        good = at = 0
        pending: list[tuple[_FoundAt, int]] = []
        with open(self._file.fileno(), "rb", closefd=False) as stream:
            for data in stream:
                line = self._line(data, at)
                if line is None:
                    if stream.read(1):
                        raise OutputError(
                            f"{self.path}: is damaged {at} bytes from its start",
                            hint="--force begins the run anew",
                        )
                    break
                if isinstance(line, Header):
                    self._compare(line)
                elif isinstance(line, _FoundAt):
                    pending.append((line, at))
                elif isinstance(line, Part):
                    for each, where in pending:
                        self._take(each, where)
                    pending.clear()
                    self._take(line, at)
                else:
                    self._take(line, at)
                at += len(data)
                if not pending:
                    good = at
        return good

    def _line(self, data: bytes, at: int) -> _Told | None:
        if not data.endswith(b"\n"):
            return None
        try:
            line = _GLANCE.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return line if isinstance(line, Header) == (at == 0) else None

    def _take(self, line: _Told, at: int) -> None:
        if isinstance(line, Opened):
            self.sources.append(SourceWork(line))
            if line.file is not None:
                self._by_file[line.file] = self.sources[-1]
        elif isinstance(line, _FoundAt):
            self.sources[line.s].found[line.n] = at
        elif isinstance(line, Lost):
            self.sources[line.s].lost[line.n] = line.reason
        elif isinstance(line, Part):
            self.sources[line.s].parts.append((line.first, len(line.ids), at))
        elif isinstance(line, End):
            self.sources[line.s].end = line

    def _compare(self, old: Header) -> None:
        """Refuse to go on with anything else than what the run was begun with."""
        new = self.header
        different = []
        if old.schema != new.schema or old.version != new.version:
            different.append(f"xref (was {old.version}, is {new.version})")
        if old.rules != new.rules:
            different.append(f"rules (were {old.rules[:12]}, are {new.rules[:12]})")
        if old.lists != new.lists:
            different.append(f"lists ({_lists_differ(dict(old.lists), dict(new.lists))})")
        if (old.paths, old.options) != (new.paths, new.options):
            different.append(
                f"arguments (were {' '.join((*old.paths, *old.options))}, "
                f"are {' '.join((*new.paths, *new.options))})"
            )
        if different:
            raise UsageError(
                f"{self.path.parent}: this run cannot go on, since these differ: "
                + "; ".join(different),
                hint="restore them, or begin anew with --force or in another folder",
            )
        self.header = old

    def check(self, sources: Iterable[Source]) -> None:
        """Refuse to go on if a file that was read before has changed, or has gone.

        Raises:
            UsageError: It names the file. New files are no obstacle.
        """
        found = {_file_name(each): each for each in sources if each.file is not None}
        for known in self.sources:
            opened = known.opened
            source = found.get(opened.file or "")
            if source is None:
                what = "standard input cannot be read again" if opened.file is None else (
                    f"{opened.file}: was read before and is not among the inputs any more"
                )  # fmt: skip
            elif _status(source) != (opened.size, opened.changed):
                what = f"{opened.file}: has changed since this run read it"
            else:
                continue
            raise UsageError(
                f"{self.path.parent}: this run cannot go on: {what}",
                hint="begin anew with --force or in another folder",
            )

    def source(self, source: Source) -> SourceWork:
        """What is known of a source; it is noted down if it is new."""
        file = _file_name(source)
        known = self._by_file.get(file) if file is not None else None
        if known is None:
            opened = Opened(len(self.sources), file, _printable(source.path), *_status(source))
            self.add(encode([opened]))
            known = self.sources[-1]
        return known

    def append(self, data: bytes) -> int:
        """Write whole lines; returns where they begin.

        Raises:
            OutputError: The disk is full.
        """
        assert self._file is not None  # noqa: S101 - not closed
        at = self._size
        view = memoryview(data)
        try:
            while view:
                view = view[self._file.write(view) :]
            self._size += len(data)
            self._unsynced += len(data)
            late = time.monotonic() - self._synced > _SYNC_SECONDS
            if self._unsynced > _SYNC_BYTES or (late and self._unsynced):
                self.sync()
        except OSError as error:
            raise OutputError(
                f"{self.path}: cannot be written: {error.strerror}",
                hint="make room, then go on with --resume",
            ) from None
        return at

    def add(self, lines: bytes) -> None:
        """Append lines of finished documents and take them in.

        Raises:
            OutputError: The disk is full.
        """
        at = self.append(lines)
        for data in lines.splitlines(keepends=True):
            self._take(_GLANCE.decode(data), at)
            at += len(data)

    def sync(self) -> None:
        """Have the disk keep what was written."""
        if self._file is not None and not self._file.closed:
            os.fsync(self._file.fileno())
            self._unsynced = 0
            self._synced = time.monotonic()

    def lines(self, places: Iterable[int]) -> Iterator[Line]:
        """Read lines again, in the order asked for."""
        with self.path.open("rb") as stream:
            for at in places:
                stream.seek(at)
                yield _DECODER.decode(stream.readline())

    def close(self) -> None:
        """Let go of the file; what was written stays."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self.sync()
            self._file.close()

    def remove(self) -> None:
        """The run is finished: delete the file."""
        self.close()
        self.path.unlink(missing_ok=True)


def written_sheet(path: Path) -> str | None:
    """The sha256 of the sheet that an unfinished run wrote, if it came so far."""
    found = None
    with contextlib.suppress(OSError), path.open("rb") as stream:
        for data in stream:
            if data.startswith(b'{"t":"sheet"') and data.endswith(b"\n"):
                with contextlib.suppress(msgspec.DecodeError):
                    line = _DECODER.decode(data)
                    found = line.sha256 if isinstance(line, Sheet) else found
    return found


def _file_name(source: Source) -> str | None:
    r"""The file as a text that tells any two apart, bytes that are no UTF-8 as `\udcff`."""
    if source.file is None:
        return None
    return str(source.file).encode("utf-8", "backslashreplace").decode()


def _status(source: Source) -> tuple[int, int]:
    """Size and time of the last change; zeros for what has none."""
    with contextlib.suppress(OSError):
        if source.file is not None:
            status = source.file.stat()
            return status.st_size, status.st_mtime_ns
    return 0, 0


def _lists_differ(old: dict[str, str], new: dict[str, str]) -> str:
    parts = [f"{name} is missing" for name in old if name not in new]
    parts += [f"{name} is new" for name in new if name not in old]
    parts += [
        f"{name} was {old[name][:12]}, is {new[name][:12]}"
        for name in old
        if name in new and old[name] != new[name]
    ]
    return ", ".join(parts) or "another order"
