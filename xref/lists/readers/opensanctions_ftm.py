"""OpenSanctions' entities.ftm.json: entities that refer to each other, in any order.

Owns that file. Listings, addresses, passports and ownerships are lines of their own, before
or after the entity they are about. So the file is read three times: once to put what stands
around entities into a table on disk, once for the names of owners, once for the targets.
Invariant: memory holds one entity and the ids of owners, whatever the order. Refuses what
the JSON reader refuses.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from xref.lists.catalogue import catalogue
from xref.lists.dates import iso_date
from xref.lists.readers import opensanctions_nested
from xref.lists.readers.base import Tally
from xref.lists.readers.json_stream import records_of
from xref.lists.readers.opensanctions_entities import (
    LIST,
    Around,
    Entity,
    around_nested,
    designation_of,
    is_target,
    texts,
)
from xref.model import Designation

FORMAT = "opensanctions-ftm"

_START = re.compile(rb"^\s*\[?\s*\{")
_KEYS = (b'"id"', b'"schema"', b'"properties"', b'"datasets"')
# Schema of what stands around an entity, and the property that names that entity.
_AROUND = {"Sanction": "entity", "Passport": "holder", "Identification": "holder"}
_OWNERSHIP = "Ownership"
_ADDRESS = "Address"


def recognise(head: bytes) -> bool:
    """Tell whether the lines are entities, with nothing nested in them.

    Example:
        >>> recognise(b'{"id":"s-1","schema":"Sanction","properties":{"entity":["NK-1"]},'
        ...           b'"datasets":["x"],"target":false}')
        True
    """
    if opensanctions_nested.recognise(head):
        return False
    head = head.removeprefix(b"\xef\xbb\xbf")
    return _START.match(head) is not None and all(key in head for key in _KEYS)


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the targets of the file.

    Raises:
        ListParseError: The JSON is broken.
    """
    tally.notice = catalogue()[LIST].licence + ": " + catalogue()[LIST].terms
    latest = ""
    with tempfile.TemporaryDirectory() as folder, closing(_Table(Path(folder))) as table:
        table.fill(path)
        for line, entity in records_of(path, Entity):
            latest = max(latest, entity.last_seen or "")
            if entity.target is False or entity.schema in _NOT_LISTED:
                continue
            around = table.around(entity)
            if not is_target(entity, around):
                continue
            designation = designation_of(entity, around)
            if designation is None:
                tally.refuse(f"line {line}", f"target {entity.id} has no name")
            else:
                yield designation
    tally.published = iso_date(latest[:10])


_NOT_LISTED = frozenset([*_AROUND, _OWNERSHIP, _ADDRESS])


class _Table:
    """What stands around entities, by the entity's id, in a table on disk."""

    def __init__(self, folder: Path) -> None:
        # No transaction needs to survive: the table is thrown away with its folder.
        self.database = sqlite3.connect(folder / "around.sqlite", isolation_level=None)
        self.database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;"
            "CREATE TABLE around (id TEXT, schema TEXT, data BLOB);"
            "CREATE TABLE owner (id TEXT PRIMARY KEY, caption TEXT) WITHOUT ROWID;"
        )

    def close(self) -> None:
        """Close the table."""
        self.database.close()

    def fill(self, path: Path) -> None:
        """Read the file for what stands around entities, and for the names of owners."""
        self.database.execute("BEGIN")
        owners: set[str] = set()
        for _, entity in records_of(path, Entity):
            own = entity.properties
            if entity.schema in _AROUND:
                for target in texts(own, _AROUND[entity.schema]):
                    self._put(target, entity.schema, own)
            elif entity.schema == _ADDRESS:
                self._put(entity.id, _ADDRESS, own)
            elif entity.schema == _OWNERSHIP:
                owners.update(texts(own, "owner"))
                for asset in texts(own, "asset"):
                    self._put(asset, _OWNERSHIP, own)
        if owners:
            for _, entity in records_of(path, Entity):
                if entity.id in owners:
                    caption = entity.caption or next(iter(texts(entity.properties, "name")), "")
                    self.database.execute(
                        "INSERT OR IGNORE INTO owner VALUES (?, ?)", (entity.id, caption)
                    )
        self.database.execute("CREATE INDEX around_id ON around (id)")
        self.database.execute("COMMIT")

    def _put(self, target: str, schema: str, own: dict[str, list[Any]]) -> None:
        self.database.execute(
            "INSERT INTO around VALUES (?, ?, ?)", (target, schema, msgspec.json.encode(own))
        )

    def _get(self, entity_id: str) -> list[tuple[str, dict[str, list[Any]]]]:
        rows = self.database.execute(
            "SELECT schema, data FROM around WHERE id = ? ORDER BY rowid", (entity_id,)
        )
        return [(schema, msgspec.json.decode(data)) for schema, data in rows]

    def around(self, entity: Entity) -> Around:
        """Return what stands around an entity, in the order of the file."""
        found = around_nested(entity)
        for schema, own in self._get(entity.id):
            if schema == "Sanction":
                found.sanctions.append(own)
            elif schema == _OWNERSHIP:
                found.owners.extend(filter(None, map(self._owner, texts(own, "owner"))))
            else:
                found.documents.append((schema, own))
        for address in texts(entity.properties, "addressEntity"):
            found.addresses.extend(own for schema, own in self._get(address) if schema == _ADDRESS)
        return found

    def _owner(self, owner: str) -> str:
        row = self.database.execute("SELECT caption FROM owner WHERE id = ?", (owner,)).fetchone()
        return str(row[0]) if row else ""
