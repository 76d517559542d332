"""Status: every list there is, and which copy of it is at hand.

Owns the table of `xref lists show`. Invariant: each list of the catalogue and each list of
the user's own has one row, whether or not there is a copy; nothing is read but the
pointers and the built-in list. Refuses to change anything.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from xref.errors import ListError
from xref.lists.catalogue import Definition, catalogue, list_order
from xref.lists.checks import age_days
from xref.lists.limits import limits
from xref.lists.load import load_builtin
from xref.lists.store import Current, Store
from xref.model import ListVersion

State = Literal["current", "too old", "damaged", "built-in", "no copy", "retired"]


class ListStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One list and its copy.

    Attributes:
        state: `built-in` means that only the part in the built-in list is at hand.
        used: Whether `screen` uses it without `--lists`.
        published: The publisher's own date of the copy.
        age_days: Since it was last found to be the newest.
        counts: Entries by kind.
        checks: What was checked when the copy came, and the outcome.
        waiting: sha256 of a copy that was refused, with the reasons.
    """

    list: str
    title: str
    authority: str
    state: State
    used: bool = False
    via: str | None = None
    published: str | None = None
    retrieved_at: str | None = None
    checked_at: str | None = None
    age_days: float | None = None
    max_age_days: int | None = None
    counts: dict[str, int] = {}
    refused: int = 0
    formats: tuple[str, ...] = ()
    checks: dict[str, str] = {}
    accepted: tuple[str, ...] = ()
    sha256: str | None = None
    waiting: str | None = None
    waiting_reasons: tuple[str, ...] = ()
    problem: str | None = None
    notice: str | None = None
    replaced_by: str | None = None
    licence: str | None = None
    cadence: str | None = None


def list_status(store: Store, now: datetime) -> list[ListStatus]:
    """The status of all lists, in their fixed order.

    Raises:
        ListError: The store cannot be read at all.
    """
    stored = store.names()
    builtin = {version.name: version for version in load_builtin().versions}
    names = sorted({*catalogue(), *stored}, key=list_order)
    rows = []
    for name in names:
        row = _of_store(store, name, now)
        if row.state == "no copy" and name in builtin:
            row = _with_builtin(row, builtin[name], used=not stored)
        rows.append(row)
    return rows


def _of_store(store: Store, name: str, now: datetime) -> ListStatus:
    definition = catalogue().get(name)
    row = _empty(name, definition)
    try:
        waiting = store.waiting(name)
        if waiting is not None:
            row = msgspec.structs.replace(
                row, waiting=waiting.copy.sha256, waiting_reasons=waiting.reasons
            )
        current = store.current(name)
        if current is not None:
            store.files(store.snapshot(name, current.sha256))
            return _with_copy(row, current, now)
    except ListError as error:
        return msgspec.structs.replace(row, state="damaged", used=True, problem=error.message)
    return row


def _with_builtin(row: ListStatus, version: ListVersion, *, used: bool) -> ListStatus:
    return msgspec.structs.replace(
        row,
        state="built-in",
        used=used,
        via="builtin",
        published=version.published,
        counts=version.counts,
        refused=version.refused,
        formats=(version.format,),
        sha256=version.sha256,
        notice=version.notice,
    )


def _empty(name: str, definition: Definition | None) -> ListStatus:
    if definition is None:
        return ListStatus(list=name, title=name, authority=name, state="no copy")
    return ListStatus(
        list=name,
        title=definition.title,
        authority=definition.authority,
        state="retired" if definition.status == "retired" else "no copy",
        max_age_days=definition.max_age_days,
        replaced_by=definition.replaced_by,
        licence=definition.licence,
        cadence=definition.cadence,
    )


def _with_copy(row: ListStatus, current: Current, now: datetime) -> ListStatus:
    age = age_days(current.checked_at, now)
    most = row.max_age_days
    old = most is not None and not -limits().checks.future_days <= age <= most
    return msgspec.structs.replace(
        row,
        state="too old" if old else "current",
        used=True,
        via=current.via,
        published=current.published,
        retrieved_at=current.retrieved_at,
        checked_at=current.checked_at,
        age_days=round(age, 2),
        counts=current.counts,
        refused=current.refused,
        formats=current.formats,
        checks=current.checks,
        accepted=current.accepted,
        sha256=current.sha256,
        notice=current.notice,
    )
