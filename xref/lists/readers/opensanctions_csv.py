"""OpenSanctions' targets.simple.csv, of any dataset.

Owns that table. An IMO number there is of a ship only in rows of schema Vessel: a
company's own IMO number looks the same. Invariant: a target of which no sanction is
printed, or which only a body that does not designate names, is `reported`. Refuses a
row with the wrong number of fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xref.lists.catalogue import catalogue
from xref.lists.columns import kind_of
from xref.lists.countries import iso_code
from xref.lists.dates import iso_date
from xref.lists.readers.base import Tally, broken, tidy, unique
from xref.lists.readers.table import head_rows, rows_of
from xref.lists.references import imo_identifier
from xref.model import Designation, Identifier, Kind, Name, Status
from xref.names.fold import script_of

FORMAT = "opensanctions-csv"
LIST = "opensanctions"

# Columns of every such file; those added later (`program_ids`) may be missing.
_NEEDED = frozenset(
    ["id", "schema", "name", "aliases", "birth_date", "countries", "identifiers", "sanctions"]
)
_IMO = re.compile(r"IMO\d{7}")


def recognise(head: bytes) -> bool:
    """Tell whether the header is that of targets.simple.csv.

    Example:
        >>> recognise(b'"id","schema","name","aliases","birth_date","countries",'
        ...           b'"addresses","identifiers","sanctions","phones"')
        True
    """
    rows = head_rows(head, limit=1)
    return bool(rows) and _NEEDED.issubset(rows[0])


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the targets of the file.

    Raises:
        ListParseError: A row cannot be read or has no id.
    """
    tally.notice = catalogue()[LIST].licence + ": " + catalogue()[LIST].terms
    rows = rows_of(path)
    _, header = next(rows)
    latest = ""
    for line, row in rows:
        if len(row) != len(header):
            raise broken(path, line, f"{len(row)} fields, the header has {len(header)}")
        cells = dict(zip(header, row, strict=True))
        if not cells["id"].strip():
            raise broken(path, line, "a row without an id")
        latest = max(latest, cells.get("last_seen", ""))
        designation = _target(cells)
        if designation is None:
            tally.refuse(f"line {line}", f"target {cells['id']} has no name")
        else:
            yield designation
    tally.published = iso_date(latest[:10])


def _target(cells: dict[str, str]) -> Designation | None:
    names: dict[str, Name] = {}
    for index, spelling in enumerate([tidy(cells["name"]), *_split(cells["aliases"])]):
        if spelling:
            # OpenSanctions drops the marks of the lists it reads.
            quality = "unknown" if index else "primary"
            names.setdefault(spelling, Name(spelling, quality, script_of(spelling)))  # type: ignore[arg-type]
        elif index == 0:
            return None
    kind = kind_of(cells["schema"]) or "organisation"
    countries = unique([iso_code(part) or "" for part in _split(cells["countries"])])
    reference = cells["id"].strip()
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=catalogue()[LIST].authority,
        kind=kind,
        status=_status(cells),
        names=tuple(names.values()),
        programmes=unique(_split(cells.get("program_ids", ""))),
        url=catalogue()[LIST].url_of(reference),
        birth_dates=unique([iso_date(part) or "" for part in _split(cells["birth_date"])]),
        # The countries of a ship are flags it flew at some time, in no order: none is its
        # present flag for certain.
        nationalities=() if kind == "vessel" else countries,
        former_flags=countries if kind == "vessel" else (),
        identifiers=_identifiers(cells, kind),
        addresses=unique(_split(cells.get("addresses", ""))),
        remarks=tidy(cells["sanctions"].strip('"')) or None,
        source=cells.get("dataset") or None,
    )


def _split(cell: str) -> list[str]:
    return [tidy(part.strip().strip('"')) for part in cell.split(";") if part.strip(' "')]


def _status(cells: dict[str, str]) -> Status:
    """A blank cell may be printed as two quotes."""
    if not cells["sanctions"].strip('"; \n'):
        return "reported"
    datasets = _split(cells.get("dataset", ""))
    reporting = catalogue()[LIST].reporting
    return "reported" if datasets and all(d in reporting for d in datasets) else "designated"


def _identifiers(cells: dict[str, str], kind: Kind) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for value in _split(cells["identifiers"]):
        number = imo_identifier(value) if _IMO.fullmatch(value) else None
        if number is None:
            found.append(Identifier("unspecified", value))
        elif kind == "vessel":
            found.append(number)
        else:
            found.append(Identifier("company_imo", number.value))
    found.extend(Identifier("phone", value) for value in _split(cells.get("phones", "")))
    found.extend(Identifier("email", value) for value in _split(cells.get("emails", "")))
    return tuple(dict.fromkeys(found))
