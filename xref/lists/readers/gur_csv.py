"""Ships of Ukraine's War and Sanctions portal (Defence Intelligence, GUR), as CSV.

Owns the table into which the portal's pages are collected: the portal itself offers no
file. Invariant: GUR designates nobody, so a ship is `reported`; one it took off its portal
is `delisted`. Headings of the page that slipped into a cell (`Flags (former)`) are no
names. Refuses a row with the wrong number of fields or an unknown status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xref.lists.catalogue import catalogue
from xref.lists.countries import country_code
from xref.lists.dates import iso_date
from xref.lists.readers.base import Tally, broken, tidy
from xref.lists.readers.table import head_rows, rows_of
from xref.lists.references import imo_identifier, make_reference
from xref.model import Designation, Identifier, Name, Status
from xref.names.fold import script_of

FORMAT = "ua-gur-csv"
LIST = "ua-war-sanctions"

_NEEDED = frozenset(["gur_id", "name", "imo", "flag", "callsign", "former_names", "status"])
_STATUSES: dict[str, Status] = {
    "": "reported", "listed": "reported", "delisted_from_gur": "delisted", "delisted": "delisted",
}  # fmt: skip
_HEADING = re.compile(
    r"^(?:vessel )?(?:flags?|names?|call ?signs?|type|imo|mmsi|build year)\s*(?:\(.*\))?$"
    r"|^former names?$",
    re.IGNORECASE,
)


def recognise(head: bytes) -> bool:
    """Tell whether the header is that of the collected ships.

    Example:
        >>> recognise(b"gur_id,name,imo,mmsi_current,mmsi_legacy,flag,vessel_type,callsign,"
        ...           b"former_names,build_year,status")
        True
    """
    rows = head_rows(head, limit=1)
    return bool(rows) and _NEEDED.issubset(map(str.strip, rows[0]))


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the ships of the file.

    Raises:
        ListParseError: A row has the wrong number of fields or an unknown status.
    """
    tally.notice = catalogue()[LIST].terms
    rows = rows_of(path)
    _, header = next(rows)
    names = [column.strip() for column in header]
    for line, row in rows:
        if len(row) != len(header):
            raise broken(path, line, f"{len(row)} fields, the header has {len(header)}")
        cells = dict(zip(names, map(_cell, row), strict=True))
        status = _STATUSES.get(cells["status"].lower())
        if status is None:
            known = ", ".join(filter(None, _STATUSES))
            raise broken(path, line, f"status {cells['status']!r} is none of {known}")
        if not cells["name"]:
            tally.refuse(f"line {line}", f"ship {cells['gur_id'] or cells['imo']} has no name")
            continue
        yield _ship(cells, status)


def _cell(printed: str) -> str:
    """Return a cell; a heading of the page that stands in it is no value."""
    text = tidy(printed)
    return "" if _HEADING.match(text) else text


def _ship(cells: dict[str, str], status: Status) -> Designation:
    definition = catalogue()[LIST]
    imo = imo_identifier(cells["imo"])
    number = imo.value if imo is not None and imo.certain else None
    reference = cells["gur_id"] or make_reference(cells["name"], imo=number)
    flag = country_code(cells["flag"])
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=definition.authority,
        kind="vessel",
        status=status,
        names=_names(cells),
        url=definition.url_of(reference) if cells["gur_id"] else None,
        identifiers=_identifiers(cells, imo),
        flags=(flag,) if flag else (),
        vessel_type=cells.get("vessel_type") or None,
    )


def _names(cells: dict[str, str]) -> tuple[Name, ...]:
    name = cells["name"]
    found = {name: Name(name, "primary", script_of(name))}
    for part in cells["former_names"].split(" / "):
        former = tidy(part)
        if _cell(former):
            found.setdefault(former, Name(former, "former", script_of(former)))
    return tuple(found.values())


def _identifiers(cells: dict[str, str], imo: Identifier | None) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    if imo is not None:
        found.append(imo)
    elif cells["imo"]:
        # A ship without an IMO number is printed with a register's number (`RS 150443`).
        found.append(Identifier("registration", cells["imo"]))
    # In the older column a stray character stands before some numbers.
    for column in ("mmsi_current", "mmsi_legacy"):
        digits = re.sub(r"\D", "", cells.get(column, ""))
        if len(digits) == 9:
            found.append(Identifier("mmsi", digits))
    if cells["callsign"]:
        found.append(Identifier("call_sign", cells["callsign"]))
    years = map(iso_date, cells.get("build_year", "").split("/"))
    found.extend(Identifier("built", year) for year in years if year)
    return tuple(dict.fromkeys(found))
