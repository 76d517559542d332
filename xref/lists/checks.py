"""Checks: is a new copy whole, and is the copy in use fresh enough?

Owns the counts a copy must have, how far it may shrink, and its age. Invariant: a check
that fails says what was found, what was expected and why. Refuses to decide for the
user: a copy that fails is kept aside, and a person can accept it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from xref.errors import ListError
from xref.lists.catalogue import Definition, catalogue
from xref.lists.limits import CheckLimits, limits
from xref.model import KINDS, Designation, ListVersion

_SHOWN = 10
_DAY = 86_400.0


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between two copies, by the ids of entries that are not delisted."""

    before: dict[str, int]
    after: dict[str, int]
    removed: int
    added: int
    first_removed: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The change in lines for a reader."""
        kinds = [kind for kind in KINDS if kind in self.before or kind in self.after]
        counts = ", ".join(
            f"{kind} {self.before.get(kind, 0)} to {self.after.get(kind, 0)}" for kind in kinds
        )
        found = [f"{counts}; {self.removed} removed, {self.added} added"]
        found += [f"removed: {each}" for each in self.first_removed]
        if self.removed > len(self.first_removed):
            found.append(f"and {self.removed - len(self.first_removed)} more removed")
        return found


def active_counts(designations: Iterable[Designation]) -> dict[str, int]:
    """Entries by kind that are not delisted: some lists keep those in the file."""
    counts = Counter(each.kind for each in designations if each.status != "delisted")
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def change(before: Sequence[Designation], after: Sequence[Designation]) -> Change:
    """Compare two copies of one list by the ids of their entries."""
    old = {each.id: each for each in before if each.status != "delisted"}
    new = {each.id for each in after if each.status != "delisted"}
    gone = [each for key, each in old.items() if key not in new]
    return Change(
        before=active_counts(before),
        after=active_counts(after),
        removed=len(gone),
        added=len(new - old.keys()),
        first_removed=tuple(f"{each.id} {each.name}" for each in gone[:_SHOWN]),
    )


def unexpected_counts(definition: Definition | None, counts: dict[str, int]) -> list[str]:
    """What is wrong with the number of entries of a copy, against the catalogue."""
    if definition is None or definition.expected is None:
        return []
    expected = definition.expected
    found = []
    total = sum(counts.values())
    if not expected.min <= total <= expected.max:
        found.append(
            f"{total} entries; a whole copy has {expected.min} to {expected.max} ({expected.why})"
        )
    for kind, limit in expected.kinds.items():
        number = counts.get(kind, 0)
        if not limit.min <= number <= limit.max:
            found.append(
                f"{number} entries of kind {kind}; a whole copy has {limit.min} to {limit.max}"
            )
    return found


def shrinkage(
    definition: Definition | None,
    before: dict[str, int],
    after: dict[str, int],
    removed: int | None = None,
    rule: CheckLimits | None = None,
) -> list[str]:
    """What is wrong with how far a copy shrank against the one in use.

    Args:
        definition: Of the list, for a share of its own.
        before: Entries by kind of the copy in use, without delisted ones.
        after: The same of the new copy.
        removed: How many ids of the old copy are not in the new one, where known. A copy
            that lost a tenth of its entries and won others is as suspicious as a short one.
        rule: The general limits; those of `lists/updates.yml` if None.
    """
    rule = rule or limits().checks
    special = definition.max_shrink if definition else None
    share = special.share if special else rule.max_shrink
    why = special.why if special else "the general limit of lists/updates.yml"
    total = sum(before.values())
    pairs = [("entries", total, sum(after.values()))]
    pairs += [
        (f"entries of kind {kind}", number, after.get(kind, 0)) for kind, number in before.items()
    ]
    if removed is not None:
        pairs.append(("entries that were there before", total, total - removed))
    found = []
    for what, old, new in pairs:
        if old >= rule.shrink_from and new < old * (1 - share):
            lost = (old - new) / old
            found.append(f"{what}: {old} to {new}, {lost:.1%} less; allowed is {share:.0%} ({why})")
    # Where the whole list shrank, its kinds did, too; the change shows them.
    found = found[:1] if found and found[0].startswith("entries:") else found
    if sum(before.values()) and not sum(after.values()):
        found.append("no entry is left that is not delisted")
    return found


def age_days(checked_at: str, now: datetime) -> float:
    """Days since a time that the store wrote.

    Raises:
        ListError: It is no time.

    Example:
        >>> age_days("2026-11-20T12:00:00Z", datetime(2026, 11, 22, tzinfo=UTC))
        1.5
    """
    try:
        moment = datetime.fromisoformat(checked_at)
        if moment.tzinfo is None:
            raise ValueError("no zone")
    except ValueError:
        raise ListError(
            f"{checked_at!r} is no time", hint="the store was changed by hand: fetch the list again"
        ) from None
    return (now - moment).total_seconds() / _DAY


def too_old(versions: Iterable[ListVersion], now: datetime) -> list[str]:
    """Which stored copies are past their maximum age, in a sentence each.

    A copy from the future is too old as well: some clock is wrong, so its age is unknown.

    Args:
        versions: As loaded; those that are not from the store have no age.
        now: The time, with a zone.

    Example:
        >>> from xref.model import ListVersion
        >>> old = ListVersion(name="un-sc", title="", format="un-xml", path="", files=(), bytes=1,
        ...     sha256="", checked_at="2026-01-01T00:00:00Z")
        >>> too_old([old], datetime(2026, 3, 2, tzinfo=UTC))
        ['un-sc was last checked 60.0 days ago (2026-01-01T00:00:00Z); the most is 30']
    """
    found = []
    for version in versions:
        definition = catalogue().get(version.name)
        most = definition.max_age_days if definition else None
        if version.checked_at is None or most is None:
            continue
        age = age_days(version.checked_at, now)
        if age < -limits().checks.future_days:
            found.append(
                f"{version.name} was last checked in the future ({version.checked_at}): "
                "the clock is wrong, or was"
            )
        elif age > most:
            found.append(
                f"{version.name} was last checked {age:.1f} days ago ({version.checked_at}); "
                f"the most is {most}"
            )
    return found


def published_long_ago(versions: Iterable[ListVersion], now: datetime) -> list[str]:
    """Imported copies whose own date is past their maximum age.

    Somebody gave them today, so their age is counted from today; that nobody looked for a
    newer one is for the reader of the results to know.
    """
    found = []
    for version in versions:
        definition = catalogue().get(version.name)
        most = definition.max_age_days if definition else None
        if version.checked_at is None or most is None or version.published is None:
            continue
        try:
            moment = datetime.fromisoformat(version.published).replace(tzinfo=UTC)
        except ValueError:
            continue  # a partial date says too little
        if version.checked_at == version.retrieved_at and (now - moment).days > most:
            found.append(f"{version.name} is the edition of {version.published}")
    return found
