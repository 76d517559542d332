"""Copies: from the files of a snapshot to designations.

Owns reading a stored copy, through its Parquet where there is one. Invariant: every file
of a copy is used, and the copy is read to its end; what comes out names the snapshot.
Refuses a copy whose bytes are not those that its sha256 names.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from xref.errors import ListError, ListFormatError
from xref.lists.files import list_files
from xref.lists.load import load_file
from xref.lists.loaded import Loaded
from xref.lists.store import Current, Snapshot, Store, check_name, digest_of
from xref.model import KINDS, Designation, ListVersion

log = logging.getLogger("xref.lists")


def read_copy(paths: Sequence[Path], *, label: str, sha256: str) -> Loaded:
    """Read the files of one copy whole.

    Args:
        paths: All files of it, in one folder.
        label: What results call it (`us-ofac-sdn@0123456789ab`).
        sha256: Over all files.

    Returns:
        Designations of all its files. One that stands in two of them is taken from the
        last, as when the files are loaded one by one.

    Raises:
        ListError: A file is in no known format, broken, or not used.
    """
    with TemporaryDirectory(prefix="xref-") as scratch:
        try:
            if len(paths) == 1:
                found, skipped = list_files(paths[0], Path(scratch))
            else:
                found, skipped = list_files(paths[0].parent, Path(scratch), among=paths)
            if skipped:
                path, why = skipped[0]
                raise ListFormatError(f"{path.name}: {why}")
            parts = [load_file(file) for file in found]
        except ListError as error:
            # The folder of the copy says nothing to the reader of the message.
            folder = str(paths[0].parent)
            error.message = error.message.replace(f"{folder}/", "").replace(folder, label)
            error.args = (error.message,)
            raise
    latest: dict[str, Designation] = {}
    for part in parts:
        twice = sum(each.id in latest for each in part.designations)
        if twice:
            log.warning("%s: %d entries stand in two files of it", label, twice)
        latest.update((each.id, each) for each in part.designations)
    versions = _merged([version for part in parts for version in part.versions], latest.values())
    files = tuple(path.name for path in paths)
    size = sum(path.stat().st_size for path in paths)
    return Loaded(
        tuple(latest.values()),
        tuple(
            msgspec.structs.replace(each, path=label, files=files, bytes=size, sha256=sha256)
            for each in versions
        ),
    )


def _merged(
    versions: Iterable[ListVersion], designations: Iterable[Designation]
) -> list[ListVersion]:
    """One version for each list, counted anew."""
    counts: dict[str, Counter[str]] = {}
    for each in designations:
        counts.setdefault(each.list, Counter())[each.kind] += 1
    found: dict[str, ListVersion] = {}
    for version in versions:
        before = found.get(version.name)
        if before is not None:
            notices = dict.fromkeys(n for n in (before.notice, version.notice) if n)
            version = msgspec.structs.replace(  # noqa: PLW2901 - the same version, completed
                version,
                published=max(before.published or "", version.published or "") or None,
                refused=before.refused + version.refused,
                notice="; ".join(notices) or None,
            )
        counter = counts.get(version.name, Counter())
        found[version.name] = msgspec.structs.replace(
            version, counts={kind: counter[kind] for kind in KINDS if counter[kind]}
        )
    return list(found.values())


def label_of(name: str, sha256: str) -> str:
    """What results call a stored copy.

    Example:
        >>> label_of("un-sc", "0123456789abcdef")
        'un-sc@0123456789ab'
    """
    return f"{name}@{sha256[:12]}"


def load_snapshot(store: Store, snapshot: Snapshot) -> Loaded:
    """Load a snapshot, from its Parquet if the present readers wrote one.

    Raises:
        ListError: It is damaged, or cannot be read any more.
    """
    paths = store.files(snapshot)
    cached = _cached(store, snapshot)
    if cached is not None:
        return cached
    try:
        sha256, _ = digest_of(paths)
    except OSError as error:
        raise ListError(f"{paths[0].parent}: cannot be read: {error.strerror}") from None
    if sha256 != snapshot.sha256:
        raise ListError(
            f"list {snapshot.list}: the files of snapshot {snapshot.sha256[:12]} were changed",
            hint=f"fetch it again with `xref lists update {snapshot.list}`, or import it again",
        )
    loaded = read_copy(paths, label=label_of(snapshot.list, sha256), sha256=sha256)
    remember(store, snapshot, loaded)
    return loaded


def stored_copy(name: str, store: Store | None = None) -> Loaded | None:
    """The copy that a name means, or None if the store has nothing under it.

    Args:
        name: A list (`un-sc`): its copy in use. `un-sc@previous` is the one before,
            `un-sc@2026-11-20` the one in use at the end of that day (UTC),
            `un-sc@66b392a4` the one of that sha256.
        store: The user's own if None.

    Raises:
        ListError: The copy is damaged, or a list has none of that date or sha256.
    """
    store = store or Store()
    base, at, when = name.partition("@")
    try:
        check_name(base)
    except ListError:
        return None  # a path
    current = store.current(base)
    if current is None:
        return None
    if at:
        return load_snapshot(store, _snapshot_at(store, current, when))
    if current.via == "builtin":
        return None  # the program may have come with a newer one since
    return load_current(store, base)


def _snapshot_at(store: Store, current: Current, when: str) -> Snapshot:
    name = current.list
    used = store.history(name)
    if when == "previous":
        before = [sha256 for _, sha256 in used if sha256 != current.sha256]
        if not before:
            raise ListError(f"list {name} has no copy before the one in use")
        return store.snapshot(name, before[-1])
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", when):
        then = [sha256 for time, sha256 in used if time[:10] <= when]
        if not then:
            raise ListError(
                f"list {name} had no copy in use on {when}",
                hint=f"the first is of {used[0][0]}" if used else None,
            )
        return store.snapshot(name, then[-1])
    found = [each for each in store.snapshots(name) if when and each.sha256.startswith(when)]
    if len(found) != 1:
        raise ListError(
            f"list {name}: {len(found)} copies are called {when!r}, not one",
            hint="previous, a date such as 2026-11-20, or the first digits of a sha256: "
            + ", ".join(each.sha256[:12] for each in store.snapshots(name)),
        )
    return found[0]


def load_current(store: Store, name: str) -> Loaded | None:
    """Load the copy of a list that is in use, or None if there is none.

    Raises:
        ListError: There is one, and it cannot be used.
    """
    current = store.current(name)
    if current is None:
        return None
    loaded = load_snapshot(store, store.snapshot(name, current.sha256))
    return Loaded(
        loaded.designations, tuple(dated(version, current) for version in loaded.versions)
    )


def dated(version: ListVersion, current: Current) -> ListVersion:
    """The version, with when the copy was retrieved and last checked."""
    return msgspec.structs.replace(
        version, retrieved_at=current.retrieved_at, checked_at=current.checked_at
    )


def _cached(store: Store, snapshot: Snapshot) -> Loaded | None:
    from xref.lists.parsed import read_parsed, readers_digest

    return read_parsed(store.parsed(snapshot, readers_digest()))


def remember(store: Store, snapshot: Snapshot, loaded: Loaded) -> None:
    """Write the Parquet of a snapshot; a disk that is full or read-only costs only speed."""
    from xref.lists.parsed import readers_digest, write_parsed

    path = store.parsed(snapshot, readers_digest())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_parsed(path, loaded)
    except OSError as error:
        log.warning("%s: not written: %s", path, error)
