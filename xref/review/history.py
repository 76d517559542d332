"""History: decisions by alert, article, subject, reviewer and time.

Owns the SQLite index beside the log. Invariant: it holds nothing that is not in the log; it is
made anew where it does not fit the log, and kept in memory where it cannot be written. Refuses
to be a source of truth: records are read from the log, by place.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import msgspec

from xref.errors import DecisionLogError
from xref.review.chain import Head
from xref.review.decisions import Decision, ListingSeen, Record, decode
from xref.review.log import DecisionLog

INDEX = "index.sqlite"
_SCHEMA = "4"
_TABLES = """
CREATE TABLE head (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE decision (
  n INTEGER PRIMARY KEY, at INTEGER NOT NULL, id TEXT NOT NULL, alert TEXT NOT NULL,
  document TEXT NOT NULL, subject TEXT NOT NULL, reviewer TEXT NOT NULL,
  second TEXT, disposition TEXT NOT NULL, time TEXT NOT NULL,
  reason TEXT NOT NULL, expires TEXT, counts INTEGER NOT NULL);
CREATE TABLE subject (
  subject TEXT NOT NULL, n INTEGER NOT NULL, source TEXT, mention TEXT NOT NULL,
  reaches INTEGER NOT NULL);
CREATE TABLE listing (fingerprint TEXT PRIMARY KEY, at INTEGER NOT NULL);
"""
_INDEXES = """
CREATE INDEX decision_id ON decision (id);
CREATE INDEX decision_alert ON decision (alert);
CREATE INDEX decision_document ON decision (document);
CREATE INDEX decision_time ON decision (time);
CREATE INDEX subject_subject ON subject (subject, source, mention, n);
"""


class History:
    """Finds decisions; may be used from several threads.

    Args:
        log: The log. Call `refresh` to see what was written since.
        until: See only what stood in the log when it ended here, for good. That this is, or once
            was, the end of this log is for the caller to know.

    Raises:
        DecisionLogError: The log is broken where it has not been read before.
    """

    def __init__(self, log: DecisionLog, *, until: Head | None = None) -> None:
        self._until = until
        self._guard = threading.RLock()
        self._stream: IO[bytes] | None = None
        self._base: sqlite3.Connection | None = None
        self.log = log
        self.head = Head()
        self.refresh()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        with self._guard:
            if self._base is not None:
                self._base.close()
                self._base = None
            if self._stream is not None:
                self._stream.close()
                self._stream = None

    def refresh(self) -> Head:
        """Take in what was written to the log since.

        Raises:
            DecisionLogError: The new lines are broken.
        """
        with self._guard:
            if self._until is not None and self._base is not None:
                return self.head
            head = self.log.head()
            if self._base is not None and head == self.head and self._is_same_file():
                return head
            self.close()
            try:
                self._base = self._opened(self.log.folder / INDEX)
            except (sqlite3.Error, OSError):
                # Damaged, locked for long, or not writable: it can do without the file.
                self._base = self._memory()
            if head.count:
                self._stream = self.log.path.open("rb")
            self.head = head if self._until is None else self._until
            if self._until is not None:
                self._look_back(self._base, self._until.count)
            return self.head

    def _look_back(self, base: sqlite3.Connection, last: int) -> None:
        """Have all queries of a connection see records up to one; the file stays as it is."""
        for table in ("decision", "subject"):
            base.execute(
                f"CREATE TEMP VIEW {table} AS "  # noqa: S608 - a number and our own names
                f"SELECT * FROM main.{table} WHERE n <= {int(last)}"
            )

    def _is_same_file(self) -> bool:
        return self._file() == self._value(self._connection(), "file")

    def _file(self) -> str:
        """Tells the log from one that a purge has put in its place."""
        try:
            status = self.log.path.stat()
        except FileNotFoundError:
            return ""
        return f"{status.st_dev}:{status.st_ino}"

    def _connection(self) -> sqlite3.Connection:
        assert self._base is not None  # noqa: S101 - closed only to be opened again
        return self._base

    def _opened(self, path: object) -> sqlite3.Connection:
        if not self.log.path.exists():
            return self._memory()
        base = sqlite3.connect(str(path), timeout=30, isolation_level=None, check_same_thread=False)
        try:
            self._fill(base)
        except sqlite3.DatabaseError as error:
            base.close()
            if isinstance(error, sqlite3.OperationalError):
                raise
            (self.log.folder / INDEX).unlink(missing_ok=True)
            return self._opened(path)
        except BaseException:
            base.close()
            raise
        return base

    def _memory(self) -> sqlite3.Connection:
        base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._fill(base)
        return base

    def _value(self, base: sqlite3.Connection, name: str) -> str:
        row = base.execute("SELECT value FROM head WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def _fill(self, base: sqlite3.Connection) -> None:
        """Bring an index to the end of the log; the chain of what is new is checked."""
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN IMMEDIATE")
        try:
            after = self._known(base)
            if after is None:
                after = Head()
                for (name,) in base.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                ).fetchall():
                    base.execute(f'DROP TABLE "{name}"')
                for statement in _TABLES.split(";"):
                    base.execute(statement)
            fresh = not after.count
            end = self._take(base, after)
            if fresh:
                for statement in _INDEXES.split(";"):
                    base.execute(statement)
            values = {
                "schema": _SCHEMA,
                "file": self._file(),
                "head": msgspec.json.encode(end).decode(),
            }
            base.executemany("INSERT OR REPLACE INTO head VALUES (?, ?)", values.items())
            base.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                base.execute("ROLLBACK")
            raise

    def _known(self, base: sqlite3.Connection) -> Head | None:
        """The end up to which an index fits the log; None if it does not."""
        tables = {
            row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if tables != {"head", "decision", "subject", "listing"}:
            return None
        if self._value(base, "schema") != _SCHEMA or self._value(base, "file") != self._file():
            return None
        head = msgspec.json.decode(self._value(base, "head"), type=Head)
        now = self.log.head()
        if now.count < head.count or (now.count == head.count and now != head):
            return None
        return head

    def _take(self, base: sqlite3.Connection, after: Head) -> Head:
        decisions: list[tuple[object, ...]] = []
        subjects: list[tuple[object, ...]] = []
        listings: list[tuple[object, ...]] = []
        last: Record | None = None
        place = after.size
        for at, record in self.log.records(after):
            last, place = record, at
            if isinstance(record, Decision):
                decisions.append((
                    record.n, at, record.id, record.alert_id, record.document_key,
                    record.subject_id, record.reviewer,
                    record.second_reviewer, record.disposition, record.at,
                    record.reason_code, record.expires, record.is_approved,
                ))  # fmt: skip
                ids = dict.fromkeys((record.subject_id, *record.subject_ids))
                reaches = record.scope == "source" or record.disposition != "false_positive"
                subjects.extend(
                    (one, record.n, record.source_key, record.mention, reaches) for one in ids
                )
            elif isinstance(record, ListingSeen):
                listings.append((record.fingerprint, at))
            if len(decisions) >= 10_000:
                self._insert(base, decisions, subjects, listings)
                decisions, subjects, listings = [], [], []
        self._insert(base, decisions, subjects, listings)
        if last is None:
            return after
        # Purges change the length of lines; where this one ends is read, not computed.
        with self.log.path.open("rb") as stream:
            stream.seek(place)
            return Head(last.n, last.hash, place + len(stream.readline()))

    def _insert(
        self,
        base: sqlite3.Connection,
        decisions: Sequence[tuple[object, ...]],
        subjects: Sequence[tuple[object, ...]],
        listings: Sequence[tuple[object, ...]],
    ) -> None:
        base.executemany(
            "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", decisions
        )
        base.executemany("INSERT INTO subject VALUES (?, ?, ?, ?, ?)", subjects)
        base.executemany("INSERT OR REPLACE INTO listing VALUES (?, ?)", listings)

    def _read(self, at: int) -> Record:
        assert self._stream is not None  # noqa: S101 - a place comes from a log that is there
        self._stream.seek(at)
        try:
            return decode(self._stream.readline())
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise DecisionLogError(
                f"{self.log.path}: was changed by another hand: no record begins at byte {at}",
                hint="see `xref review verify`, and restore the log from a backup",
            ) from None

    def _decisions(self, query: str, values: Iterable[object] = ()) -> list[Decision]:
        with self._guard:
            places = self._connection().execute(query, tuple(values)).fetchall()
            found = [self._read(at) for (at,) in places]
        return [each for each in found if isinstance(each, Decision)]

    def decision(self, decision_id: str) -> Decision | None:
        """The decision with an id."""
        found = self._decisions("SELECT at FROM decision WHERE id = ?", (decision_id,))
        return found[0] if found else None

    def on_alert(self, alert_id: str) -> list[Decision]:
        """All decisions on an alert, oldest first."""
        return self._decisions("SELECT at FROM decision WHERE alert = ? ORDER BY n", (alert_id,))

    def latest(self) -> Iterator[tuple[str, int]]:
        """Yield each alert that was ever decided upon, with the number of its latest decision."""
        with self._guard:
            rows = self._connection().execute(
                "SELECT alert, max(n) FROM decision GROUP BY alert"
            ).fetchall()  # fmt: skip
        yield from rows

    def numbered(self, number: int) -> Decision | None:
        """The decision with a number in the log."""
        found = self._decisions("SELECT at FROM decision WHERE n = ?", (number,))
        return found[0] if found else None

    def after(self, number: int) -> list[Decision]:
        """The decisions behind a number in the log, oldest first."""
        return self._decisions("SELECT at FROM decision WHERE n > ? ORDER BY n", (number,))

    def on_pair(self, document_key: str, subject_ids: Sequence[str]) -> list[Decision]:
        """All decisions on an article and a subject, by any of its ids, oldest first."""
        ids = frozenset(subject_ids)
        found = self._decisions(
            "SELECT at FROM decision WHERE document = ? ORDER BY n", (document_key,)
        )
        return [
            each for each in found if each.subject_id in ids or not ids.isdisjoint(each.subject_ids)
        ]

    def from_source(
        self, source_key: str, subject_ids: Sequence[str], mention: str
    ) -> Iterator[Decision]:
        """Yield decisions that may speak for other articles of a source, newest first.

        Args:
            source_key: Where the articles come from.
            subject_ids: All ids of the subject.
            mention: Fingerprint of the mention; only decisions on such mentions are yielded,
                of false positives only those that reach beyond their article.
        """
        marks = ", ".join("?" * len(subject_ids))
        with self._guard:
            places = self._connection().execute(
                f"SELECT DISTINCT d.at FROM subject s JOIN decision d ON d.n = s.n "  # noqa: S608
                f"WHERE s.subject IN ({marks}) AND s.source = ? AND s.mention = ? AND s.reaches "
                "ORDER BY d.n DESC",
                (*subject_ids, source_key, mention),
            ).fetchall()  # fmt: skip
        for (at,) in places:
            with self._guard:
                record = self._read(at)
            if isinstance(record, Decision):
                yield record

    def subjects(self) -> frozenset[str]:
        """Ids of all subjects that were ever decided upon."""
        with self._guard:
            rows = self._connection().execute("SELECT DISTINCT subject FROM subject").fetchall()
        return frozenset(row[0] for row in rows)

    def rows(self, after: int = 0, most: int = 50_000) -> list[tuple[Any, ...]]:
        """What the index has of each decision, for counting: nothing is read from the log.

        Args:
            after: Only decisions behind the record of this number.
            most: No more than so many; the rest is behind the last of these.

        Returns:
            Number, alert, reviewer, second reviewer, disposition, time, reason code, last day or
            None, whether it counts (1) or waits for a second reviewer (0); oldest first.
        """
        with self._guard:
            return self._connection().execute(
                "SELECT n, alert, reviewer, second, disposition, time, reason, expires, counts "
                "FROM decision WHERE n > ? ORDER BY n LIMIT ?",
                (after, most),
            ).fetchall()  # fmt: skip

    def hash_at(self, n: int) -> str | None:
        """Hash of the decision that is the record of a number; None if there is none.

        It hangs on all lines before it: two logs that have it in common are one so far.
        """
        with self._guard:
            row = self._connection().execute(
                "SELECT at FROM decision WHERE n = ?", (n,)
            ).fetchone()  # fmt: skip
            return None if row is None else self._read(row[0]).hash

    def listing(self, fingerprint: str) -> ListingSeen | None:
        """The designations that a decision rested on."""
        with self._guard:
            row = self._connection().execute(
                "SELECT at FROM listing WHERE fingerprint = ?", (fingerprint,)
            ).fetchone()  # fmt: skip
            found = self._read(row[0]) if row else None
        return found if isinstance(found, ListingSeen) else None

    def search(
        self,
        *,
        subject: str | None = None,
        reviewer: str | None = None,
        disposition: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[Decision]:
        """Yield decisions that fit all that is given, oldest first.

        Args:
            subject: Id of a subject or of one of its designations.
            reviewer: Who decided or agreed.
            disposition: What was decided.
            since: First day or time, ISO.
            until: First day or time that is too late.
        """
        where, values = ["1"], []
        if subject is not None:
            where.append("n IN (SELECT n FROM subject WHERE subject = ?)")
            values.append(subject)
        if reviewer is not None:
            where.append("? IN (reviewer, second)")
            values.append(reviewer)
        for column, sign, value in (
            ("disposition", "=", disposition),
            ("time", ">=", since),
            ("time", "<", until),
        ):
            if value is not None:
                where.append(f"{column} {sign} ?")
                values.append(value)
        with self._guard:
            places = self._connection().execute(
                f"SELECT at FROM decision WHERE {' AND '.join(where)} ORDER BY n",  # noqa: S608
                values,
            ).fetchall()  # fmt: skip
        for (at,) in places:
            with self._guard:
                record = self._read(at)
            if isinstance(record, Decision):
                yield record
