"""What changed between two sets of lists: added, removed and changed, field by field.

Owns the comparison. Invariant: applying it to `before` gives `after`, and nothing that is
equal in both is mentioned. Two copies of one list are compared by the ids of their
designations. Two different lists share no ids: they are compared by subject, so that
"on the first and not on the second" means the person, not the number. Refuses to guess that
an entry that vanished is the one that appeared: a renamed entry keeps its reference, and
where the authority gives none, it shows as removed and added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from xref.lists.subjects import build_subjects, designation_order
from xref.model import Designation, Identifier, Lists, Name, Subject

Action = Literal["added", "removed", "changed"]

_FIELDS = tuple(name for name in Designation.__struct_fields__ if name not in ("id", "list"))


class FieldChange(msgspec.Struct, frozen=True):
    """What one field lost and gained, as readable texts.

    A name or a number whose mark alone changed (an alias that became weak) stands on
    both sides, with its mark.
    """

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Change(msgspec.Struct, frozen=True):
    """One designation or subject that is not the same on both sides.

    Attributes:
        id: Of the designation; of the subject where subjects are compared.
        fields: Empty for what was added or removed as a whole.
    """

    action: Action
    id: str
    name: str
    kind: str
    authority: str
    fields: tuple[FieldChange, ...] = ()


class Difference(msgspec.Struct, frozen=True):
    """All changes, in the fixed order of lists.

    Attributes:
        by: Whether designations were compared, or subjects.
        unchanged: How many are equal on both sides.
    """

    by: Literal["designation", "subject"]
    changes: tuple[Change, ...]
    unchanged: int

    def count(self, action: Action) -> int:
        """How many changes are of one kind."""
        return Counter(change.action for change in self.changes)[action]


def compare_lists(before: Lists, after: Lists) -> Difference:
    """Compare two loaded sets of lists.

    Args:
        before: The older copy, or the first list.
        after: The newer copy, or the second list.

    Returns:
        Changes of designations if the two have a list in common, else of subjects: a
        subject is `removed` if only the first has it, `added` if only the second has it.

    Example:
        >>> from xref import load_lists
        >>> lists = load_lists("reported")
        >>> compare_lists(lists, lists).changes
        ()
    """
    shared = {item.list for item in before.designations} & {
        item.list for item in after.designations
    }
    if shared:
        return _by_designation(before.designations, after.designations)
    return _by_subject(before.designations, after.designations)


def _by_designation(before: Iterable[Designation], after: Iterable[Designation]) -> Difference:
    old = {item.id: item for item in before}
    new = {item.id: item for item in after}
    changes = []
    unchanged = 0
    for item in sorted({**old, **new}.values(), key=designation_order):
        left, right = old.get(item.id), new.get(item.id)
        if left == right:
            unchanged += 1
        elif left is None:
            changes.append(_whole("added", item))
        elif right is None:
            changes.append(_whole("removed", item))
        else:
            fields = tuple(_field_changes(left, right))
            changes.append(
                Change("changed", item.id, right.name, right.kind, right.authority, fields)
            )
    return Difference("designation", tuple(changes), unchanged)


def _whole(action: Action, item: Designation) -> Change:
    return Change(action, item.id, item.name, item.kind, item.authority)


def _field_changes(left: Designation, right: Designation) -> Iterator[FieldChange]:
    for field in _FIELDS:
        one, two = getattr(left, field), getattr(right, field)
        if one == two:
            continue
        gone, new = _texts(one), _texts(two)
        removed = tuple(text for text in gone if text not in new)
        added = tuple(text for text in new if text not in gone)
        if not removed and not added:
            # The same values in another order: which name is the first one matters.
            removed, added = gone, new
        yield FieldChange(field, removed, added)


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(text for item in value for text in _texts(item))
    if isinstance(value, Name):
        return (f"{value.text} ({value.quality})",)
    if isinstance(value, Identifier):
        marks = "".join(
            (
                f" ({value.country})" if value.country else "",
                "" if value.certain else " not certain",
            )
        )
        return (f"{value.type} {value.value}{marks}",)
    return (str(value),)


def _by_subject(before: tuple[Designation, ...], after: tuple[Designation, ...]) -> Difference:
    left = {item.id for item in before}
    changes = []
    both = 0
    for subject in build_subjects([before, after]):
        on_left = [item for item in subject.designations if item.id in left]
        on_right = [item for item in subject.designations if item.id not in left]
        if on_left and on_right:
            both += 1
        else:
            changes.append(_subject("removed" if on_left else "added", subject))
    return Difference("subject", tuple(changes), both)


def _subject(action: Action, subject: Subject) -> Change:
    authorities = dict.fromkeys(item.authority for item in subject.designations)
    return Change(action, subject.id, subject.name, subject.kind, " ".join(authorities))
