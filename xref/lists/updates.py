"""Updates: from a fetched or given file to the copy in use.

Owns the way of a new copy: staged, read whole, checked, kept, and only then pointed to.
Invariants: at every moment the pointer names a whole copy that passed its checks or that
somebody accepted; whatever fails, the copy before stays in use. Refuses to accept a
suspicious copy by itself: it is kept aside, and its sha256 must be named to use it.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from xref.data import data_folder
from xref.errors import ListError
from xref.lists.catalogue import Definition, catalogue
from xref.lists.checks import (
    Change,
    active_counts,
    age_days,
    change,
    shrinkage,
    unexpected_counts,
)
from xref.lists.copies import label_of, load_snapshot, read_copy, remember
from xref.lists.limits import Limits, limits
from xref.lists.loaded import Loaded
from xref.lists.store import (
    Current,
    LogLine,
    Snapshot,
    Store,
    StoredFile,
    Validators,
    Via,
    Waiting,
    digest_of,
)
from xref.lists.transfers import UnreachableError, policy

if TYPE_CHECKING:
    from xref.lists.download import Client

log = logging.getLogger("xref.lists")

State = Literal["updated", "unchanged", "accepted", "kept", "refused", "failed"]
Report = Callable[[str, str, int, int | None], None]
"""Told the list, what is being done to it (`fetching NAME`, `reading`), how far, of how much."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one list.

    Attributes:
        state: `kept` means that nobody answered and the copy in use is still fresh.
        current: The copy in use now, if any.
        reasons: Why a copy was refused, or what failed.
        waiting: sha256 of a refused copy that can be accepted.
    """

    list: str
    state: State
    current: Current | None = None
    change: Change | None = None
    reasons: tuple[str, ...] = ()
    waiting: str | None = None
    hint: str | None = None

    @property
    def good(self) -> bool:
        """Whether the list can be used as it was asked for."""
        return self.state not in ("refused", "failed")


class New(msgspec.Struct, frozen=True, kw_only=True):
    """A new copy on its way: where it lies and how it came."""

    folder: Path
    via: Via
    files: tuple[StoredFile, ...]
    sha256: str
    validators: dict[str, Validators] = {}
    whole: bool = True
    source: str | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its files, in order."""
        return tuple(self.folder / file.name for file in self.files)


class Updates:
    """Brings new copies into a store.

    Args:
        store: Where they go.
        client: What fetches; the packaged policy (https only) if None.
        rule: Numbers; those of `lists/updates.yml` if None.
        clock: The time, with a zone.
        report: Told how the work goes.
    """

    def __init__(
        self,
        store: Store,
        *,
        client: Client | None = None,
        rule: Limits | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        report: Report = lambda *_: None,
    ) -> None:
        self.store = store
        self._client = client
        self._rule = rule or limits()
        self._clock = clock
        self._report = report

    def update(self, definition: Definition) -> Outcome:
        """Fetch what is new of one list, and use it if it passes its checks.

        Errors become the outcome: the next list must not suffer from this one.
        """
        return self._guarded(definition.name, "update", lambda: self._update(definition))

    def accept(self, name: str, sha256: str) -> Outcome:
        """Use a copy that was refused.

        Args:
            name: The list.
            sha256: Its sha256, or the first 8 digits or more of it.
        """
        return self._guarded(name, "accept", lambda: self._accept(name, sha256))

    def take(self, name: str, new: New, loaded: Loaded) -> Outcome:
        """Use a copy that was given by hand and read already, if it passes its checks."""
        return self._guarded(
            name, "import", lambda: self._judge(name, new, loaded, catalogue().get(name))
        )

    # One list, under its lock.

    def _guarded(self, name: str, action: str, work: Callable[[], Outcome]) -> Outcome:
        """Do something to a list under its lock, and write what came of it to its log."""
        try:
            with self.store.lock(name, self._rule.checks.lock_seconds):
                outcome = self._tried(name, work)
                found = outcome.current if outcome.good else None
                line = LogLine(
                    time=self._now(),
                    action=action,
                    result=outcome.state,
                    sha256=outcome.waiting or (found.sha256 if found else None),
                    counts=found.counts if found else {},
                    error="; ".join(outcome.reasons) or None,
                )
                with contextlib.suppress(OSError):
                    self.store.log(name, line)
        except ListError as error:  # the lock
            return self._failed(name, error)
        return outcome

    def _tried(self, name: str, work: Callable[[], Outcome]) -> Outcome:
        try:
            return work()
        except ListError as error:
            return self._failed(name, error)
        except OSError as error:
            what = f"cannot be stored in {self.store.base}: {error.strerror or error}"
            return self._failed(name, ListError(what, hint="check space and permissions"))

    def _failed(self, name: str, error: ListError) -> Outcome:
        current = self._usable(name)
        fresh = current is not None and self._fresh(current)
        state: State = "kept" if isinstance(error, UnreachableError) and fresh else "failed"
        return Outcome(
            list=name, state=state, current=current, reasons=(error.message,), hint=error.hint
        )

    def _fresh(self, current: Current) -> bool:
        definition = catalogue().get(current.list)
        most = definition.max_age_days if definition else None
        with contextlib.suppress(ListError):
            return most is None or age_days(current.checked_at, self._clock()) <= most
        return False

    def _usable(self, name: str) -> Current | None:
        """The copy in use, if its files are what they should be."""
        try:
            current = self.store.current(name)
            if current is None:
                return None
            paths = self.store.files(self.store.snapshot(name, current.sha256))
            return current if digest_of(paths)[0] == current.sha256 else None
        except (ListError, OSError):
            return None

    def _update(self, definition: Definition) -> Outcome:
        name = definition.name
        current = self._usable(name)
        if definition.builtin and current is not None and current.via == "import":
            # It adds to the list that comes with the program, which is always at hand.
            return Outcome(list=name, state="unchanged", current=current)
        with self.store.staging(name) as staged:
            if definition.builtin:
                new: New | None = _packaged(name, staged)
            else:
                waiting = self._waiting(name)
                new = self._fetched(definition, staged, waiting.copy if waiting else current)
                if new is None and waiting is not None:
                    return self._refusal(waiting, current)
            if new is None or (current is not None and new.sha256 == current.sha256):
                assert current is not None  # noqa: S101 - nothing is unchanged without a copy
                return self._unchanged(current, new)
            self._report(name, "reading", 0, None)
            loaded = read_copy(new.paths, label=label_of(name, new.sha256), sha256=new.sha256)
            return self._judge(name, new, loaded, definition)

    def _waiting(self, name: str) -> Waiting | None:
        """The refused copy, if its files are what they should be."""
        try:
            waiting = self.store.waiting(name)
            if waiting is None:
                return None
            facts = self.store.snapshot(name, waiting.copy.sha256)
            same = digest_of(self.store.files(facts))[0] == facts.sha256
        except (ListError, OSError):
            return None
        return waiting if same else None

    def _unchanged(self, current: Current, new: New | None) -> Outcome:
        validators = new.validators if new is not None else current.validators
        checked = msgspec.structs.replace(current, checked_at=self._now(), validators=validators)
        self.store.point(checked)
        return Outcome(list=current.list, state="unchanged", current=checked)

    def _fetched(self, definition: Definition, staged: Path, base: Current | None) -> New | None:
        """Fetch the files of a list; None if all of them are those of the base."""
        client = self._network()
        name = definition.name
        before = {}
        if base is not None and base.validators:
            before = {
                path.name: path for path in self.store.files(self.store.snapshot(name, base.sha256))
            }
        validators: dict[str, Validators] = {}
        whole, newer = True, False
        for file in definition.files:
            url = file.url or (client.find_link(file.find_link) if file.find_link else "")
            known = base.validators.get(file.name) if base and file.name in before else None
            fetched = client.fetch(
                url,
                staged / file.name,
                validators=known,
                progress=self._progress(name, f"fetching {file.name}"),
            )
            if fetched is None:
                assert known is not None  # noqa: S101 - only a known file can be unchanged
                shutil.copyfile(before[file.name], staged / file.name)
                validators[file.name] = known
            else:
                newer = True
                whole = whole and fetched.whole
                validators[file.name] = fetched.validators
        if not newer:
            return None
        sha256, found = digest_of(staged / file.name for file in definition.files)
        files = tuple(
            msgspec.structs.replace(each, url=validators[each.name].url) for each in found
        )
        return New(
            folder=staged,
            via="update",
            files=files,
            sha256=sha256,
            validators=validators,
            whole=whole,
        )

    def _network(self) -> Client:
        """The client, made when it is needed: its libraries are slow to load."""
        if self._client is None:
            from xref.lists.download import Client

            self._client = Client(policy())
        return self._client

    def _progress(self, name: str, what: str) -> Callable[[int, int | None], None]:
        self._report(name, what, 0, None)
        return lambda done, total: self._report(name, what, done, total)

    def _judge(self, name: str, new: New, loaded: Loaded, definition: Definition | None) -> Outcome:
        """Check a copy that was read whole, keep it, and use it unless a check failed."""
        if new.via != "import":
            _check_identity(name, loaded, definition)
        current = self._usable(name)
        if current is not None and current.sha256 == new.sha256 and new.via == "import":
            return self._unchanged(current, new)
        difference = self._difference(current, loaded)
        reasons = self._reasons(definition, current, new, loaded, difference)
        now = self._now()
        copy = _copy(name, new, loaded, now, tuple(reasons))
        facts = Snapshot(
            list=name,
            sha256=new.sha256,
            via=new.via,
            retrieved_at=now,
            files=new.files,
            source=new.source,
        )
        self._report(name, "storing", 0, None)
        facts = self.store.keep(new.folder, facts)
        remember(self.store, facts, loaded)
        if reasons:
            waiting = Waiting(reasons=tuple(reasons), copy=copy)
            self.store.wait(waiting)
            return msgspec.structs.replace(self._refusal(waiting, current), change=difference)
        self.store.point(copy)
        return Outcome(list=name, state="updated", current=copy, change=difference)

    def _reasons(
        self,
        definition: Definition | None,
        current: Current | None,
        new: New,
        loaded: Loaded,
        difference: Change | None,
    ) -> list[str]:
        """What speaks against using a copy that could be read."""
        counts = _counts(loaded)
        found = unexpected_counts(definition, counts)
        if current is not None:
            removed = difference.removed if difference else None
            active = active_counts(loaded.designations)
            found += shrinkage(definition, current.active, active, removed, self._rule.checks)
            published = _published(loaded)
            if published and current.published and published < current.published:
                found.append(
                    f"it was published on {published}, the copy in use on {current.published}"
                )
        if not new.whole and any(each.format.endswith("csv") for each in loaded.versions):
            found.append("the server did not say where the file ends, so it may be cut off")
        return found

    def _difference(self, current: Current | None, loaded: Loaded) -> Change | None:
        if current is None:
            return None
        try:
            before = load_snapshot(self.store, self.store.snapshot(current.list, current.sha256))
        except (ListError, OSError) as error:
            # Its counts are known all the same; only the ids of what is gone are not.
            log.warning("list %s: the copy in use cannot be compared: %s", current.list, error)
            return None
        return change(before.designations, loaded.designations)

    def _refusal(self, waiting: Waiting, current: Current | None) -> Outcome:
        name, sha256 = waiting.copy.list, waiting.copy.sha256
        kept = "the copy before stays in use" if current else "no copy of the list is in use"
        return Outcome(
            list=name,
            state="refused",
            current=current,
            reasons=waiting.reasons,
            waiting=sha256,
            hint=f"{kept}; if the new one is right: "
            f"xref lists update {name} --accept {sha256[:12]}",
        )

    def _accept(self, name: str, sha256: str) -> Outcome:
        waiting = self.store.waiting(name)
        if waiting is None:
            raise ListError(f"list {name}: no refused copy is waiting to be accepted")
        copy = waiting.copy
        if len(sha256) < 8 or not copy.sha256.startswith(sha256.lower()):
            raise ListError(
                f"list {name}: the copy that is waiting is {copy.sha256[:12]}, not {sha256}",
                hint="name the copy that you have looked at",
            )
        facts = self.store.snapshot(name, copy.sha256)
        if digest_of(self.store.files(facts))[0] != copy.sha256:
            raise ListError(f"list {name}: the files of {copy.sha256[:12]} were changed")
        current = self._usable(name)
        difference = self._difference(current, load_snapshot(self.store, facts))
        accepted = msgspec.structs.replace(copy, accepted=waiting.reasons)
        self.store.point(accepted)
        return Outcome(
            list=name,
            state="accepted",
            current=accepted,
            change=difference,
            reasons=waiting.reasons,
        )

    def _now(self) -> str:
        return f"{self._clock():%Y-%m-%dT%H:%M:%SZ}"


def _packaged(name: str, staged: Path) -> New:
    """A copy of the list that comes with the program."""
    shutil.copyfile(data_folder("lists") / "builtin" / f"{name}.yml", staged / f"{name}.yml")
    sha256, files = digest_of([staged / f"{name}.yml"])
    return New(folder=staged, via="builtin", files=files, sha256=sha256)


def _check_identity(name: str, loaded: Loaded, definition: Definition | None) -> None:
    """Refuse a file that is another list than the one that was asked for.

    Raises:
        ListError: It is.
    """
    for version in loaded.versions:
        formats = definition.formats if definition else (version.format,)
        if version.name != name or version.format not in formats:
            raise ListError(
                f"list {name}: what was fetched is list {version.name} in format {version.format}",
                hint="the publisher changed what the address gives; nothing of it is used",
            )


def _counts(loaded: Loaded) -> dict[str, int]:
    counts: dict[str, int] = {}
    for version in loaded.versions:
        for kind, number in version.counts.items():
            counts[kind] = counts.get(kind, 0) + number
    return counts


def _published(loaded: Loaded) -> str | None:
    return max((each.published or "" for each in loaded.versions), default="") or None


def _copy(name: str, new: New, loaded: Loaded, now: str, reasons: Sequence[str]) -> Current:
    counts = _counts(loaded)
    total = sum(counts.values())
    refused = sum(each.refused for each in loaded.versions)
    notices = dict.fromkeys(each.notice for each in loaded.versions if each.notice)
    return Current(
        list=name,
        sha256=new.sha256,
        via=new.via,
        retrieved_at=now,
        checked_at=now,
        published=_published(loaded),
        formats=tuple(dict.fromkeys(each.format for each in loaded.versions)),
        counts=counts,
        active=active_counts(loaded.designations),
        refused=refused,
        notice="; ".join(notices) or None,
        checks={
            "read": f"{total} entries, {refused} records left out",
            "counts": "; ".join(reasons) or "as expected",
        },
        validators=new.validators,
    )
