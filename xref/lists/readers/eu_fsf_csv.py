"""The EU Financial Sanctions File as CSV, version 1.1.

Semicolons, a byte order mark, and a row for each name, address, birth date, document or
citizenship of an entity, or for each combination of them; every row repeats the
entity. Owns the way from rows to an `Entity`. The file is read twice: first the numbers
alone, so that an entity is given out with its last row; memory holds the entities whose
rows are not all read, which is one as long as its rows follow each other.

Version 1.0 of the table (`Date_file;Entity_logical_id;...`) is another format and is
not read: it leaves out the UN reference and the language of a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xref.lists.readers.base import Tally, broken
from xref.lists.readers.eu_fsf import Entity, Part, designation_of
from xref.lists.readers.table import head_rows, rows_of
from xref.model import Designation

FORMAT = "eu-fsf-csv"

_NEEDED = frozenset(
    ["Entity_LogicalId", "Entity_EU_ReferenceNumber", "NameAlias_WholeName", "Entity_SubjectType"]
)
_DELIMITERS = (";", ",")
# Names of columns that are not simply those of the XML attributes behind the prefix.
_OWN = {
    "Entity_EU_ReferenceNumber": "euReferenceNumber",
    "Entity_UnitedNationId": "unitedNationId",
}
_PARTS = {
    "Entity_Regulation_": "regulations",
    "NameAlias_": "names",
    "BirthDate_": "births",
    "Citizenship_": "citizenships",
    "Address_": "addresses",
    "Identification_": "identifications",
}
_ATTRIBUTES = {
    "BirthDate_BirthDate": "birthdate",
    "BirthDate_Day": "dayOfMonth",
    "BirthDate_Month": "monthOfYear",
    "Identification_TypeCode": "identificationTypeCode",
    "Identification_TypeDescription": "identificationTypeDescription",
}
# A row of a part that is not there may still say "unknown country" or the act.
_SAYS_NOTHING = re.compile(
    r"_(?:LogicalId|RegulationLanguage|CountryIso2Code|CountryDescription|Regulation_\w+|Circa|"
    r"CalendarType|AsAtListingTime|Diplomatic|Known\w+|ReportedLost|RevokedByIssuer)$"
)


def recognise(head: bytes) -> bool:
    """Tell whether the header is that of version 1.1.

    Example:
        >>> recognise(b"fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;"
        ...           b"Entity_SubjectType;NameAlias_WholeName")
        True
        >>> recognise(b"Date_file;Entity_logical_id;Subject_type;Naal_wholename")
        False
    """
    return _delimiter(head) is not None


def _delimiter(head: bytes) -> str | None:
    for delimiter in _DELIMITERS:
        rows = head_rows(head, delimiter, limit=1)
        if rows and _NEEDED.issubset(column.strip() for column in rows[0]):
            return delimiter
    return None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file.

    Raises:
        ListParseError: A row cannot be read or has no number of an entity.
    """
    with path.open("rb") as file:
        delimiter = _delimiter(file.read(1 << 16)) or ";"
    left = Counter(cells["Entity_LogicalId"] for _, cells in _rows(path, delimiter))
    open_entities: dict[str, Entity] = {}
    for _, cells in _rows(path, delimiter):
        key = cells["Entity_LogicalId"]
        tally.published = tally.published or _published(cells.get("fileGenerationDate", ""))
        _add(open_entities.setdefault(key, Entity(_own(cells), [], [], [], [], [], [])), cells)
        left[key] -= 1
        if left[key]:
            continue
        entity = open_entities.pop(key)
        designation = designation_of(entity)
        if designation is None:
            tally.refuse(entity.own.get("euReferenceNumber") or key, "it has no name")
        else:
            yield designation


def _rows(path: Path, delimiter: str) -> Iterator[tuple[int, dict[str, str]]]:
    rows = rows_of(path, delimiter)
    _, printed = next(rows)
    header = [column.strip() for column in printed]
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise broken(path, line, f"{len(row)} fields, the header has {len(header)}")
        cells = {name: cell for name, cell in zip(header, row, strict=True) if cell.strip()}
        if not cells.get("Entity_LogicalId"):
            raise broken(path, line, "a row without Entity_LogicalId")
        yield line, cells


def _published(printed: str) -> str | None:
    """Read `05/08/2026`, in which the day comes first, or an ISO date."""
    if found := re.match(r"(\d\d)/(\d\d)/(\d{4})", printed):
        return f"{found[3]}-{found[2]}-{found[1]}"
    return printed[:10] if re.match(r"\d{4}-\d\d-\d\d", printed) else None


def _own(cells: dict[str, str]) -> Part:
    own = {
        _OWN.get(name, _attribute(name.removeprefix("Entity_"))): cell
        for name, cell in cells.items()
        if name.startswith("Entity_") and not name.startswith("Entity_Regulation_")
    }
    # The columns of the subject are swapped against the XML: the type is the letter.
    codes = [cells.get(f"Entity_SubjectType{end}", "") for end in ("_ClassificationCode", "")]
    own["code"] = max(codes, key=len)
    return own


def _add(entity: Entity, cells: dict[str, str]) -> None:
    for prefix, place in _PARTS.items():
        mine = {name: cell for name, cell in cells.items() if name.startswith(prefix)}
        told = [
            name
            for name in mine
            if prefix == "Entity_Regulation_" or not _SAYS_NOTHING.search(name)
        ]
        if not told and not (prefix in ("Citizenship_", "BirthDate_", "Address_") and mine):
            continue
        part = {
            _ATTRIBUTES.get(name, _attribute(name.removeprefix(prefix))): cell
            for name, cell in mine.items()
        }
        parts: list[Part] = getattr(entity, place)
        if part not in parts:
            parts.append(part)


def _attribute(name: str) -> str:
    return name[:1].lower() + name[1:]
