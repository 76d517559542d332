"""The log of decisions: appended to, hash-chained, never edited.

Owns `decisions.jsonl` and `head.json` of a log folder. Invariants: a batch of records is written
whole or not at all, also if the process is killed or the disk fills up; two processes cannot
fork the chain; a changed, added, moved or missing line is told by `verify`, and a cut end by the
head that was noted down beside the log. Refuses to interpret decisions.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from xref.errors import DecisionLogError, LogMovedError
from xref.lists.home import home, sync_folder, write_whole
from xref.review.chain import ChainFile, Head
from xref.review.decisions import START, Decision, Record, encode, seal

LOG = "decisions.jsonl"
HEAD = "head.json"
_LOCK = "decisions.lock"
_LOCK_SECONDS = 10.0
#: Lines that are joined before they are written.
_LINES = 2_000


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
        self._chain = ChainFile(self.path)

    def head(self) -> Head:
        """The end of what was written whole.

        Raises:
            DecisionLogError: The log cannot be read, or ends before it ended once.
        """
        found, noted = self._chain.end(), self._noted()
        if noted.count > found.count or (noted.count == found.count and noted.hash != found.hash):
            raise DecisionLogError(
                f"{self.path}: was cut off or replaced: it holds {found.count} records, and "
                f"record {noted.count} was written once",
                hint="restore it from a backup",
            )
        return found

    def records(self, after: Head | None = None) -> Iterator[tuple[int, Record]]:
        """Yield each record with the byte its line begins at, and check the chain.

        Args:
            after: Begin behind this end.

        Raises:
            DecisionLogError: A line is damaged, or does not follow from the one before.
        """
        return self._chain.records(after)

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
                raise self._chain.broken(
                    record.n, "is not the one that was noted down beside the log"
                )
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

    def rewrite(self, change: Callable[[Decision], Decision], closing: Record) -> Record:
        """Replace decisions by others of the same hash, and close with a record that says so.

        Args:
            change: Returns a decision as it shall stand there: without its texts, or as it is.
            closing: Without its place in the chain.

        Returns:
            The closing record as written.

        Raises:
            DecisionLogError: The log is broken, in use, or cannot be written; it is untouched.
        """
        new = self.path.with_suffix(".new")
        with self.locked():
            head = self.head()
            last = seal(closing, n=head.count + 1, batch=(1, 1), previous=head.hash)
            try:
                with new.open("wb") as stream:
                    for _, record in self.records():
                        kept = change(record) if isinstance(record, Decision) else record
                        stream.write(encode(kept))
                    stream.write(encode(last))
                    stream.flush()
                    size = stream.tell()
                    os.fsync(stream.fileno())
                new.replace(self.path)
                sync_folder(self.folder)
            except OSError as error:
                raise self._unwritable(error) from None
            finally:
                with contextlib.suppress(OSError):
                    new.unlink(missing_ok=True)
            self._note(Head(last.n, last.hash, size))
        return last

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
