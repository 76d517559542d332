"""The file of a hash chain: reading it, and telling where it breaks.

Owns the bytes of `decisions.jsonl` as they are read. Invariants: every line that is yielded
follows from the one before it; a batch that was never finished is not there. Refuses to write.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from xref.errors import DecisionLogError
from xref.review.decisions import (
    START,
    Decision,
    Record,
    chain_hash,
    decode,
    encode,
    texts_digest,
)

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


class ChainFile:
    """Reads a chain; a file that is not there is an empty one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def end(self) -> Head:
        """The end of the last whole batch.

        Raises:
            DecisionLogError: The file cannot be read.
        """
        with self._open() as stream:
            return self._end(stream) if stream is not None else Head()

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

    def broken(self, n: int, what: str) -> DecisionLogError:
        """The error for line `n`."""
        return DecisionLogError(
            f"{self.path}:{n}: the chain is broken: this line {what}",
            hint="restore the log from a backup; the lines before this one are sound",
        )

    def _checked(self, line: bytes, n: int, previous: str) -> Record:
        try:
            record = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self.broken(n, f"is no record ({error})") from None
        if encode(record) != line:
            raise self.broken(n, "is written in another way than xref writes it")
        if record.n != n:
            raise self.broken(n, f"calls itself number {record.n}: lines are missing or added")
        if record.previous != previous:
            raise self.broken(n, "does not follow from the line before it")
        if record.hash != chain_hash(record):
            raise self.broken(n, "was changed: its hash does not fit its content")
        if (
            isinstance(record, Decision)
            and record.texts is not None
            and texts_digest(record.texts) != record.texts_digest
        ):
            raise self.broken(n, "was changed: its texts do not fit their digest")
        return record

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
                raise self.broken(bad, "is no record")
            try:
                decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                # Only the very last line may be torn.
                bad = n
                continue
            found = _whole(line, at) or found
        return found


def _whole(line: bytes, size: int) -> Head | None:
    """The head after a line, if it is whole and ends its batch."""
    if not line.endswith(b"\n"):
        return None
    try:
        record = decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return Head(record.n, record.hash, size) if record.batch[0] == record.batch[1] else None
