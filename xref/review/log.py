"""The log of decisions: appended to, hash-chained, never edited.

Owns `decisions.jsonl` and `head.json` of a log folder. Invariants: a batch of records is written
whole or not at all, also if the process is killed or the disk fills up; two processes cannot
fork the chain; a changed, added, moved or missing line is told by `verify`, and a cut end by the
head that was noted down beside the log. Refuses to interpret decisions.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec
from filelock import FileLock, Timeout

from xref.errors import DecisionLogError, LogMovedError
from xref.lists.home import home, sync_folder, write_whole
from xref.review.decisions import (
    START,
    Decision,
    Record,
    chain_hash,
    decode,
    encode,
    seal,
    texts_digest,
)

LOG = "decisions.jsonl"
HEAD = "head.json"
_LOCK = "decisions.lock"
_LOCK_SECONDS = 10.0
#: Lines that are joined before they are written.
_LINES = 2_000
#: A line longer than this is none of ours: a decision with the longest comment is 40 kB.
_LINE_BYTES = 8 << 20


class Head(msgspec.Struct, frozen=True):
    """The end of a log.

    Attributes:
        count: Records in it.
        hash: Of the last one.
        size: Bytes up to there; of no meaning after a purge.
    """

    count: int = 0
    hash: str = START
    size: int = 0


class Verified(msgspec.Struct, frozen=True):
    """What `DecisionLog.verify` found in a sound log.

    Attributes:
        records: All lines; `decisions` of them are decisions, `purged` of those without texts.
        leftover: Bytes behind the end, of a batch that was never finished.
    """

    head: Head
    records: int
    decisions: int
    purged: int
    leftover: int


def default_folder() -> Path:
    """Where decisions are kept unless another folder is named."""
    return home() / "decisions"


class DecisionLog:
    """The log in a folder; a folder that is not there is an empty log.

    Args:
        folder: Holds the log; made when something is first written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / LOG

    def head(self) -> Head:
        """The end of what was written whole.

        Raises:
            DecisionLogError: The log cannot be read, or ends before it ended once.
        """
        with self._open() as stream:
            found = self._end(stream) if stream is not None else Head()
        noted = self._noted()
        if noted.count > found.count or (noted.count == found.count and noted.hash != found.hash):
            raise DecisionLogError(
                f"{self.path}: was cut off or replaced: it holds {found.count} records, and "
                f"record {noted.count} was written once",
                hint="restore it from a backup; `xref review verify` tells which lines are sound",
            )
        return found

    def records(self, after: Head | None = None) -> Iterator[tuple[int, Record]]:
        """Yield each record with the byte its line begins at, and check the chain.

        Args:
            after: Begin behind this end.

        Raises:
            DecisionLogError: A line is damaged, or does not follow from the one before.
        """
        with self._open() as stream:
            if stream is None:
                return
            until = self._end(stream).size
            state = after or Head()
            stream.seek(state.size)
            previous, n, at = state.hash, state.count, state.size
            while at < until:
                line = stream.readline(_LINE_BYTES)
                n += 1
                record = self._checked(line, n, previous)
                yield at, record
                previous = record.hash
                at += len(line)

    def _checked(self, line: bytes, n: int, previous: str) -> Record:
        try:
            record = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._broken(n, f"is no record ({error})") from None
        if encode(record) != line:
            raise self._broken(n, "is written in another way than xref writes it")
        if record.n != n:
            raise self._broken(n, f"calls itself number {record.n}: lines are missing or added")
        if record.previous != previous:
            raise self._broken(n, "does not follow from the line before it")
        if record.hash != chain_hash(record):
            raise self._broken(n, "was changed: its hash does not fit its content")
        if (
            isinstance(record, Decision)
            and record.texts is not None
            and texts_digest(record.texts) != record.texts_digest
        ):
            raise self._broken(n, "was changed: its texts do not fit their digest")
        return record

    def _broken(self, n: int, what: str) -> DecisionLogError:
        return DecisionLogError(
            f"{self.path}:{n}: the chain is broken: this line {what}",
            hint="restore the log from a backup; the lines before this one are sound",
        )

    def read(self, at: int) -> Record:
        """Read the record whose line begins at a byte, without checking the chain."""
        with self.path.open("rb") as stream:
            stream.seek(at)
            return decode(stream.readline())

    def verify(self) -> Verified:
        """Check every line of the log and its noted head.

        Raises:
            DecisionLogError: Where it is broken.
        """
        decisions = purged = count = 0
        last, noted = START, self._noted()
        for _, record in self.records():
            count, last = record.n, record.hash
            if record.n == noted.count and record.hash != noted.hash:
                raise self._broken(record.n, "is not the one that was noted down beside the log")
            if isinstance(record, Decision):
                decisions += 1
                purged += record.texts is None
        head = self.head()
        if (head.count, head.hash) != (count, last):
            raise LogMovedError(f"{self.path}: was written to meanwhile", hint="verify again")
        size = self.path.stat().st_size if self.path.exists() else 0
        return Verified(head, count, decisions, purged, size - head.size)

    def append(self, records: Sequence[Record], *, expect: str | None = None) -> list[Record]:
        """Write records as one batch: all of them, or none.

        Args:
            records: Without their place in the chain.
            expect: Hash of the head that they were made for.

        Returns:
            The records as written.

        Raises:
            LogMovedError: Somebody has written since `expect`.
            DecisionLogError: The log is broken, in use, or cannot be written.
        """
        if not records:
            return []
        with self.locked():
            head = self.head()
            if expect is not None and head.hash != expect:
                raise LogMovedError(
                    f"{self.path}: somebody else decided meanwhile; nothing was written",
                    hint="look at the new decisions, and try again",
                )
            sealed, previous = [], head.hash
            for place, record in enumerate(records, 1):
                one = seal(
                    record, n=head.count + place, batch=(place, len(records)), previous=previous
                )
                sealed.append(one)
                previous = one.hash
            size = self._write(sealed, head.size)
            self._note(Head(head.count + len(sealed), previous, size))
        return sealed

    def _write(self, sealed: Sequence[Record], at: int) -> int:
        """Write lines at a byte; whatever goes wrong, the log ends there again."""
        try:
            new = not self.path.exists()
            with self.path.open("wb" if new else "r+b", buffering=0) as stream:
                # What stands behind the end is a batch that a killed process began.
                stream.truncate(at)
                stream.seek(at)
                try:
                    for first in range(0, len(sealed), _LINES):
                        view = memoryview(b"".join(map(encode, sealed[first : first + _LINES])))
                        while view:
                            view = view[stream.write(view) :]
                    os.fsync(stream.fileno())
                    size = stream.tell()
                except BaseException:
                    with contextlib.suppress(OSError):
                        stream.truncate(at)
                        os.fsync(stream.fileno())
                    raise
            if new:
                sync_folder(self.folder)
        except OSError as error:
            raise self._unwritable(error) from None
        return size

    def replace(self, lines: Iterator[bytes]) -> None:
        """Replace the whole log at once, as a purge does; the caller holds the lock.

        Raises:
            DecisionLogError: It cannot be written; the old log is untouched.
        """
        new = self.path.with_suffix(".new")
        try:
            with new.open("wb") as stream:
                stream.writelines(lines)
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(self.path)
            sync_folder(self.folder)
        except OSError as error:
            raise self._unwritable(error) from None
        finally:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from writing; may be entered again within itself.

        Raises:
            DecisionLogError: Another process holds the log, or the folder is not writable.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / _LOCK, timeout=_LOCK_SECONDS, is_singleton=True)
            lock.acquire()
        except Timeout:
            raise DecisionLogError(
                f"{self.path}: another process is writing to it",
                hint="wait for it, and try again",
            ) from None
        except OSError as error:
            raise self._unwritable(error) from None
        try:
            yield
        finally:
            lock.release()

    def _unwritable(self, error: OSError) -> DecisionLogError:
        return DecisionLogError(
            f"{self.path}: cannot be written: {error.strerror or error}; nothing was recorded",
            hint="check space and permissions, or name another folder with --log",
        )

    @contextlib.contextmanager
    def _open(self) -> Iterator[IO[bytes] | None]:
        try:
            stream = self.path.open("rb")
        except FileNotFoundError:
            yield None
            return
        except OSError as error:
            raise DecisionLogError(
                f"{self.path}: cannot be read: {error.strerror or error}",
                hint="check permissions, or name another folder with --log",
            ) from None
        with stream:
            yield stream

    def _end(self, stream: IO[bytes]) -> Head:
        """The end of the last whole batch."""
        size = stream.seek(0, os.SEEK_END)
        step = 1 << 16
        while size:
            stream.seek(max(0, size - step))
            tail = stream.read(min(size, step))
            start = tail.rfind(b"\n", 0, len(tail) - 1)
            if start < 0 and step < size:
                step *= 4
                continue
            head = _whole(tail[start + 1 :], size)
            return head if head is not None else self._last_whole(stream)
        return Head()

    def _last_whole(self, stream: IO[bytes]) -> Head:
        """Search for the end from the start: the last batch was not finished."""
        stream.seek(0)
        found, at, bad = Head(), 0, 0
        for n, line in enumerate(stream, 1):
            at += len(line)
            if bad:
                raise self._broken(bad, "is no record")
            try:
                decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                # Only the very last line may be torn.
                bad = n
                continue
            found = _whole(line, at) or found
        return found

    def _noted(self) -> Head:
        try:
            return msgspec.json.decode((self.folder / HEAD).read_bytes(), type=Head)
        except FileNotFoundError:
            return Head()
        except (OSError, msgspec.DecodeError):
            raise DecisionLogError(
                f"{self.folder / HEAD}: cannot be read: it notes where the log ends",
                hint="restore it; or, if you know the log to be whole, delete it",
            ) from None

    def _note(self, head: Head) -> None:
        """Note the end down beside the log.

        What was recorded stays recorded if this fails: the next batch notes its own end.
        """
        with contextlib.suppress(OSError):
            write_whole(self.folder / HEAD, msgspec.json.encode(head) + b"\n")


def _whole(line: bytes, size: int) -> Head | None:
    """The head after a line, if it is whole and ends its batch."""
    if not line.endswith(b"\n"):
        return None
    try:
        record = decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return Head(record.n, record.hash, size) if record.batch[0] == record.batch[1] else None
