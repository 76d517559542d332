"""Parsed lists: designations as Parquet, so that a list is parsed once, not at every start.

Owns the file format and its key. A file holds one row a designation: the columns that
people look at (any Parquet tool opens them) and `record`, the whole designation in
MessagePack, which is what xref reads: building 60,000 designations from nested columns
took 4.5 s, from records 0.3 s. Invariant: a file gives exactly what was written, or
nothing; it is never the only copy, and one that was written by other readers is not used.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec
import polars as pl

from xref.data import data_folder
from xref.lists.loaded import Loaded
from xref.model import Designation, ListVersion

log = logging.getLogger("xref.lists")

_META = "xref"


class _Meta(msgspec.Struct, frozen=True):
    """What stands in the metadata of the Parquet file beside the rows."""

    readers: str
    rows: int
    versions: tuple[ListVersion, ...]
    builtin: bool


@cache
def readers_digest() -> str:
    """Return a digest of all that decides what a file is read as: readers, model, tables.

    It is made from the source itself, because a version number would be forgotten
    one day, and a list would then be used as an older reader understood it.

    Returns:
        16 hex digits of sha256.
    """
    package = Path(__file__).parent
    sources = [
        *sorted(package.glob("*.py")),
        *sorted((package / "readers").glob("*.py")),
        package.parent / "model.py",
        package.parent / "names" / "fold.py",
        package.parent / "names" / "imo.py",
        *sorted(data_folder("lists").glob("*.yml")),
    ]
    digest = hashlib.sha256()
    for path in sources:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def write_parsed(path: Path, loaded: Loaded) -> None:
    """Write what a source gave; the file is there whole or not at all.

    Raises:
        OSError: The folder cannot be written.
    """
    meta = _Meta(readers_digest(), len(loaded.designations), loaded.versions, loaded.builtin)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        temporary = Path(file.name)
    try:
        _frame(loaded.designations).write_parquet(
            temporary, metadata={_META: msgspec.json.encode(meta).decode()}
        )
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _frame(designations: Sequence[Designation]) -> pl.DataFrame:
    encode = msgspec.msgpack.Encoder().encode
    texts = pl.List(pl.String)
    return pl.DataFrame(
        {
            "id": [item.id for item in designations],
            "list": [item.list for item in designations],
            "reference": [item.reference for item in designations],
            "authority": [item.authority for item in designations],
            "kind": [item.kind for item in designations],
            "status": [item.status for item in designations],
            "name": [item.name for item in designations],
            "names": [[name.text for name in item.names] for item in designations],
            "programmes": [list(item.programmes) for item in designations],
            "listed_on": [item.listed_on for item in designations],
            "birth_dates": [list(item.birth_dates) for item in designations],
            "nationalities": [list(item.nationalities) for item in designations],
            "imo": [item.imo for item in designations],
            "record": [encode(item) for item in designations],
        },
        schema={
            **dict.fromkeys(
                ("id", "list", "reference", "authority", "kind", "status", "name"), pl.String
            ),
            "names": texts,
            "programmes": texts,
            "listed_on": pl.String,
            "birth_dates": texts,
            "nationalities": texts,
            "imo": pl.String,
            "record": pl.Binary,
        },
    )


def read_parsed(path: Path) -> Loaded | None:
    """Read a file of `write_parsed`.

    Returns:
        None if it is missing, damaged, or of other readers: the list must then be
        parsed from its own files.
    """
    if not path.exists():
        return None
    try:
        meta = msgspec.json.decode(pl.read_parquet_metadata(path)[_META], type=_Meta)
        if meta.readers != readers_digest():
            return None
        records = pl.read_parquet(path, columns=["record"])["record"]
        decode = msgspec.msgpack.Decoder(Designation).decode
        designations = tuple(decode(record) for record in records)
    except (OSError, KeyError, msgspec.MsgspecError, pl.exceptions.PolarsError) as error:
        log.warning("%s: cannot be read (%s): the list is parsed again", path.name, error)
        return None
    if len(designations) != meta.rows:
        log.warning("%s: rows are missing: the list is parsed again", path.name)
        return None
    return Loaded(designations, meta.versions, meta.builtin)
