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
from typing import IO

import msgspec

from xref.articles.sources import Source
from xref.errors import OutputError, UsageError
from xref.work_lines import (
    CARRIED,
    End,
    FoundAt,
    FoundMarks,
    Header,
    Line,
    Lost,
    Opened,
    Part,
    Sheet,
    Told,
    decode,
    encode,
    glance,
    marks,
    printable,
)

#: Name of the file in a run folder.
WORK = "work.jsonl"
#: The disk is told to keep what was written after so many bytes or seconds. Less is lost only
#: if the machine itself stops: what a killed process has written stays.
_SYNC_BYTES = 8 << 20
_SYNC_SECONDS = 2.0
#: A killed run's processes hold the lock for a moment.
_LOCK_SECONDS = 5.0


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
        pending: list[tuple[FoundAt, int]] = []
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
                elif isinstance(line, FoundAt):
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

    def _line(self, data: bytes, at: int) -> Told | None:
        if not data.endswith(b"\n"):
            return None
        try:
            line = glance(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return line if isinstance(line, Header) == (at == 0) else None

    def _take(self, line: Told, at: int) -> None:
        if isinstance(line, Opened):
            self.sources.append(SourceWork(line))
            if line.file is not None:
                self._by_file[line.file] = self.sources[-1]
        elif isinstance(line, FoundAt):
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
            if opened.changed == CARRIED:
                continue
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
            opened = Opened(len(self.sources), file, printable(source.path), *_status(source))
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
            self._take(glance(data), at)
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
                yield decode(stream.readline())

    def marks(self, places: Iterable[int]) -> Iterator[FoundMarks]:
        """Read the marks of lines with findings, in the order asked for."""
        with self.path.open("rb") as stream:
            for at in places:
                stream.seek(at)
                yield marks(stream.readline())

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


def written_sheets(path: Path) -> dict[str, str]:
    """The sha256 of each sheet that an unfinished run wrote, if it came so far."""
    found = {}
    with contextlib.suppress(OSError), path.open("rb") as stream:
        for data in stream:
            if data.startswith(b'{"t":"sheet"') and data.endswith(b"\n"):
                with contextlib.suppress(msgspec.DecodeError):
                    line = decode(data)
                    if isinstance(line, Sheet):
                        found[line.name] = line.sha256
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
