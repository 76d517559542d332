"""OpenSanctions' targets.nested.json: one target a line, with its listings inside it.

Owns the recognition of that file; `opensanctions_entities` owns its content. Invariant: one
target is held at a time. Refuses a file of single entities that refer to each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xref.lists.catalogue import catalogue
from xref.lists.dates import iso_date
from xref.lists.readers.base import Tally, broken
from xref.lists.readers.json_stream import records_of
from xref.lists.readers.opensanctions_entities import (
    LIST,
    Entity,
    around_nested,
    designation_of,
    is_target,
)
from xref.model import Designation

FORMAT = "opensanctions-nested"

_START = re.compile(rb"^\s*\[?\s*\{")
_KEYS = (b'"id"', b'"schema"', b'"properties"', b'"datasets"')
# An entity that stands as the value of a property.
_INSIDE = re.compile(rb'"(?:sanctions|addressEntity|ownershipAsset|ownershipOwner)"\s*:\s*\[\s*\{')


def recognise(head: bytes) -> bool:
    """Tell whether entities hold their listings or addresses inside them.

    Example:
        >>> recognise(b'{"id":"NK-1","schema":"Person","properties":{"name":["Han Sol Mae"],'
        ...           b'"sanctions":[{"id":"s-1"}]},"datasets":["x"],"target":true}')
        True
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    return (
        _START.match(head) is not None
        and all(key in head for key in _KEYS)
        and _INSIDE.search(head) is not None
    )


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the targets of the file.

    Raises:
        ListParseError: The JSON is broken, or it holds listings as entities of their own.
    """
    tally.notice = catalogue()[LIST].licence + ": " + catalogue()[LIST].terms
    latest = ""
    for line, entity in records_of(path, Entity):
        if entity.schema == "Sanction":
            raise broken(
                path,
                line,
                "a listing that stands outside its target",
                hint="it looks like entities.ftm.json that was mixed with nested targets",
            )
        latest = max(latest, entity.last_seen or "")
        around = around_nested(entity)
        if not is_target(entity, around):
            continue
        designation = designation_of(entity, around)
        if designation is None:
            tally.refuse(f"line {line}", f"target {entity.id} has no name")
        else:
            yield designation
    tally.published = iso_date(latest[:10])
