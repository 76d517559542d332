"""The store of lists: snapshots, the pointer to the good one, the lock, the log.

Owns the folder `lists/` in the user's data folder (layout: `docs/lists.md`). Invariants:
a snapshot is named by the sha256 of its files and never changes; the pointer is replaced
atomically and only ever names a whole snapshot; whoever changes a list holds its lock.
Refuses to read lists: what is in a snapshot is for `xref.lists.copies`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from xref.errors import ListError
from xref.lists.catalogue import list_order
from xref.lists.home import home, sync_folder, write_whole

T = TypeVar("T")
Via = Literal["update", "import", "builtin"]

POINTER, WAITING, LOG, LOCK = "current.json", "waiting.json", "log.jsonl", "lock"
FACTS = "snapshot.json"

# A list is a folder: nothing that leads out of it or that Windows cannot hold.
_BAD_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]|^\.|[. ]$|^$')
_LONGEST_NAME = 100
_CHUNK = 1 << 20


class StoredFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a snapshot, as it was retrieved."""

    name: str
    bytes: int
    sha256: str
    url: str | None = None


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of a snapshot, which never change.

    Attributes:
        sha256: Over the bytes of all files, in the order of `files`.
        via: Whether it was fetched, imported, or came with the program.
        retrieved_at: When (UTC, ISO).
        source: Path that was imported.
    """

    schema: int = 1
    list: str
    sha256: str
    via: Via
    retrieved_at: str
    files: tuple[StoredFile, ...]
    source: str | None = None


class Validators(msgspec.Struct, frozen=True, kw_only=True):
    """What a server gave with a file, to ask next time whether it changed."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


class Current(msgspec.Struct, frozen=True, kw_only=True):
    """The pointer: which snapshot is in use, and what was found in it.

    Attributes:
        checked_at: When the publisher last had nothing newer (UTC, ISO).
        counts: Entries by kind; `active` leaves out delisted ones.
        checks: What was checked, and the outcome.
        accepted: Why the copy had been refused, if somebody accepted it all the same.
        validators: By file name.
    """

    schema: int = 1
    list: str
    sha256: str
    via: Via
    retrieved_at: str
    checked_at: str
    published: str | None = None
    formats: tuple[str, ...] = ()
    counts: dict[str, int] = {}
    active: dict[str, int] = {}
    refused: int = 0
    notice: str | None = None
    checks: dict[str, str] = {}
    accepted: tuple[str, ...] = ()
    validators: dict[str, Validators] = {}


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that was refused and waits for somebody to accept it."""

    schema: int = 1
    reasons: tuple[str, ...]
    copy: Current


class LogLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One attempt, as it stands in the log of a list."""

    time: str
    action: str
    result: str
    sha256: str | None = None
    counts: dict[str, int] = {}
    error: str | None = None


def check_name(name: str) -> str:
    """Return a list name that can be a folder.

    Raises:
        ListError: It cannot.

    Example:
        >>> check_name("my list")
        'my list'
    """
    if _BAD_NAME.search(name) or len(name) > _LONGEST_NAME:
        raise ListError(
            f"{name!r} cannot be the name of a list", hint="give a plain one with --as NAME"
        )
    return name


class Store:
    """The store in one data folder.

    Args:
        base: The data folder; the user's own if None.

    Example:
        >>> import tempfile
        >>> Store(Path(tempfile.mkdtemp())).names()
        []
    """

    def __init__(self, base: Path | None = None) -> None:
        self.base = base if base is not None else home()
        self.root = self.base / "lists"

    def names(self) -> list[str]:
        """Names of the lists that have a copy in use, in the fixed order of lists.

        Raises:
            ListError: The folder is there and cannot be read.
        """
        try:
            found = [path.name for path in self.root.iterdir() if (path / POINTER).exists()]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ListError(f"{self.root}: cannot be read: {error.strerror}") from None
        return sorted(found, key=list_order)

    def folder(self, name: str) -> Path:
        """The folder of one list."""
        return self.root / check_name(name)

    def current(self, name: str) -> Current | None:
        """The pointer of a list, or None if it has no copy.

        Raises:
            ListError: It is damaged.
        """
        return self._read(name, POINTER, Current)

    def waiting(self, name: str) -> Waiting | None:
        """The refused copy of a list, or None.

        Raises:
            ListError: Its description is damaged.
        """
        return self._read(name, WAITING, Waiting)

    def snapshot(self, name: str, sha256: str) -> Snapshot:
        """The facts of a snapshot.

        Raises:
            ListError: It is not there, or damaged.
        """
        found = self._read(name, f"snapshots/{sha256}/{FACTS}", Snapshot)
        if found is None:
            raise ListError(
                f"list {name}: snapshot {sha256[:12]} is missing in {self.base}",
                hint=_again(name),
            )
        return found

    def snapshots(self, name: str) -> list[Snapshot]:
        """All snapshots of a list, by the time they were retrieved."""
        folder = self.folder(name) / "snapshots"
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        found = (self._read(name, f"snapshots/{each}/{FACTS}", Snapshot) for each in names)
        return sorted(
            (each for each in found if each is not None), key=lambda each: each.retrieved_at
        )

    def files(self, snapshot: Snapshot) -> tuple[Path, ...]:
        """The files of a snapshot, in order.

        Raises:
            ListError: One is missing or has another size.
        """
        folder = self.folder(snapshot.list) / "snapshots" / snapshot.sha256
        paths = []
        for file in snapshot.files:
            path = folder / file.name
            try:
                size = path.stat().st_size
            except OSError as error:
                raise _damaged(snapshot, f"{file.name}: {error.strerror}") from None
            if size != file.bytes:
                raise _damaged(snapshot, f"{file.name} has {size} bytes instead of {file.bytes}")
            paths.append(path)
        return tuple(paths)

    def parsed(self, snapshot: Snapshot, digest: str) -> Path:
        """Where the designations of a snapshot stand, as read by the readers of a digest."""
        return self.folder(snapshot.list) / "parsed" / f"{snapshot.sha256}-{digest[:12]}.parquet"

    @contextlib.contextmanager
    def lock(self, name: str, seconds: float) -> Iterator[None]:
        """Hold the lock of a list; the system frees it if the process dies.

        Raises:
            ListError: Another process holds it for longer, or it cannot be made.
        """
        import filelock

        folder = self.folder(name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held = filelock.FileLock(folder / LOCK, timeout=seconds)
            held.acquire()
        except filelock.Timeout:
            raise ListError(
                f"list {name}: another process has been changing it for {seconds:g} seconds",
                hint="wait for it and try again; the copy in use stays as it is",
            ) from None
        except OSError as error:
            raise ListError(f"{folder}: cannot be written: {error.strerror}") from None
        try:
            yield
        finally:
            held.release()

    @contextlib.contextmanager
    def staging(self, name: str) -> Iterator[Path]:
        """A folder to put a new copy into; the lock must be held.

        What processes that died left behind is removed first, and what was not kept
        with `keep` afterwards.
        """
        folder = self.folder(name) / "staging"
        for part in (self.folder(name), self.folder(name) / "parsed"):
            for left in (*part.glob(".*.tmp"), *part.glob("tmp*.part")):
                left.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield Path(tempfile.mkdtemp(dir=folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, staged: Path, facts: Snapshot) -> Snapshot:
        """Make a staged folder a snapshot: all of it on disk, then one rename.

        Returns:
            The facts of the snapshot; those of an equal one that is there already.

        Raises:
            OSError: The disk failed; there is no such snapshot then.
        """
        folder = self.folder(facts.list) / "snapshots"
        target = folder / facts.sha256
        with contextlib.suppress(ListError):
            there = self.snapshot(facts.list, facts.sha256)
            if digest_of(self.files(there))[0] == facts.sha256:
                return there
        folder.mkdir(exist_ok=True)
        for file in facts.files:
            _sync(staged / file.name)
        write_whole(staged / FACTS, _encoded(facts))
        if target.exists():  # damaged: the new one takes its place
            target.rename(staged.parent / f"damaged-{facts.sha256[:12]}")
        staged.rename(target)
        sync_folder(folder)
        return facts

    def point(self, current: Current) -> None:
        """Move the pointer of a list; any refused copy is no longer waiting.

        Raises:
            OSError: The disk failed; the old pointer is untouched.
        """
        folder = self.folder(current.list)
        write_whole(folder / POINTER, _encoded(current))
        (folder / WAITING).unlink(missing_ok=True)

    def wait(self, waiting: Waiting) -> None:
        """Note a refused copy, in place of an earlier one.

        Raises:
            OSError: The disk failed.
        """
        write_whole(self.folder(waiting.copy.list) / WAITING, _encoded(waiting))

    def log(self, name: str, line: LogLine) -> None:
        """Add a line to the log of a list.

        Raises:
            OSError: The disk failed.
        """
        path = self.folder(name) / LOG
        with path.open("ab+") as stream:
            # A process that was killed may have left half a line.
            if stream.tell():
                stream.seek(-1, os.SEEK_END)
                whole = stream.read(1) == b"\n"
            else:
                whole = True
            stream.write((b"" if whole else b"\n") + msgspec.json.encode(line) + b"\n")

    def history(self, name: str) -> list[tuple[str, str]]:
        """When which copy came into use: time and sha256, the oldest first.

        Lines of the log that cannot be read are passed over: the pointer, not the log,
        says what is in use.
        """
        found: list[tuple[str, str]] = []
        try:
            lines = (self.folder(name) / LOG).read_bytes().splitlines()
        except FileNotFoundError:
            lines = []
        except OSError as error:
            raise ListError(f"{self.folder(name)}: cannot be read: {error.strerror}") from None
        for line in lines:
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                entry = msgspec.json.decode(line, type=LogLine)
                if entry.result in ("updated", "accepted") and entry.sha256:
                    found.append((entry.time, entry.sha256))
        current = self.current(name)
        if current is not None and (not found or found[-1][1] != current.sha256):
            # The process was killed between the pointer and the log.
            found.append((current.retrieved_at, current.sha256))
        return found

    def _read(self, name: str, part: str, shape: type[T]) -> T | None:
        path = self.folder(name) / part
        try:
            found = msgspec.json.decode(path.read_bytes(), type=shape)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ListError(f"{path}: cannot be read: {error.strerror}") from None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ListError(f"{path}: is damaged: {error}", hint=_again(name)) from None
        if getattr(found, "schema", 1) != 1:
            raise ListError(f"{path}: was written by a newer xref", hint="update xref")
        return found


def digest_of(paths: Iterable[Path]) -> tuple[str, tuple[StoredFile, ...]]:
    """Return sha256 over the bytes of all files in order, and the facts of each file.

    Raises:
        OSError: A file cannot be read.
    """
    whole = hashlib.sha256()
    files = []
    for path in paths:
        own = hashlib.sha256()
        size = 0
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                whole.update(chunk)
                own.update(chunk)
                size += len(chunk)
        files.append(StoredFile(name=path.name, bytes=size, sha256=own.hexdigest()))
    return whole.hexdigest(), tuple(files)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _encoded(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _damaged(snapshot: Snapshot, what: str) -> ListError:
    return ListError(
        f"list {snapshot.list}: snapshot {snapshot.sha256[:12]} is damaged: {what}",
        hint=_again(snapshot.list),
    )


def _again(name: str) -> str:
    return f"fetch it again with `xref lists update {name}`, or import it again"
