"""The UK Sanctions List as a table: CSV, or its spreadsheets.

Owns the columns of UK-Sanctions-List.csv and .ods. A line with the date of the report
stands above the header. Rows are the product of all repeated fields, grouped by
`Unique ID`; see `uk_rows` for how, and `uk_fields` for what the fields mean. The same
list as XML gives equal designations. Refuses a table without these columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xref.lists.dates import day_first
from xref.lists.readers import uk_rows
from xref.lists.readers.base import Tally
from xref.lists.readers.table import head_rows
from xref.model import Designation

FORMAT = "gb-uksl-csv"
LIST = "gb-uksl"

KEY = "unique id"
NEEDED = frozenset([KEY, "ofsi group id", "name 6", "name type", "regime name"])
_REPORT = re.compile(r"report date:?\s*(\d{1,2})[-\s]([a-z]{3,9})[-\s](\d{4})", re.IGNORECASE)
COLUMNS: uk_rows.Columns = {
    "group": (("ofsi group id",),),
    "un_reference": (("un reference number",),),
    "name": (
        *((f"name {number}",) for number in (1, 2, 3, 4, 5, 6)),
        ("name type",),
        ("alias strength",),
    ),
    "title": (("title",),),
    "other_script": (("name non-latin script",),),
    "regime": (("regime name",),),
    "kind": (("designation type", "individual, entity, ship"),),
    "source": (("designation source",),),
    "sanctions": (("sanctions imposed",),),
    "information": (("other information",),),
    "reasons": (("uk statement of reasons",),),
    "address": (
        *((f"address line {number}",) for number in (1, 2, 3, 4, 5, 6)),
        ("address postal code",),
        ("address country",),
    ),
    "phone": (("phone number",),),
    "website": (("website",),),
    "email": (("email address",),),
    "listed": (("date designated",),),
    "birth_date": (("d.o.b",),),
    "nationality": (("nationality(/ies)",),),
    "national_id": (
        ("national identifier number",),
        ("national identifier additional information",),
    ),
    "passport": (("passport number",), ("passport additional information",)),
    "position": (("position",),),
    "birth_place": (("town of birth",), ("country of birth",)),
    "entity_type": (("type of entity",),),
    "subsidiary": (("subsidiaries",),),
    "parent": (("parent company",),),
    "registration": (("business registration number (s)", "business registration number"),),
    "imo": (("imo number",),),
    "owner": (("current owner/operator (s)",),),
    "former_owner": (("previous owner/operator (s)",),),
    "flag": (("current believed flag of ship",),),
    "former_flag": (("previous flags",),),
    "vessel_type": (("type of ship",),),
    "tonnage": (("tonnage of ship",),),
    "length": (("length of ship",),),
    "built": (("year built",),),
    "hull_identification_number": (("hull identification number (hin)",),),
}


def recognise(head: bytes) -> bool:
    r"""Tell whether the columns of the list stand in one of the first rows.

    Example:
        >>> header = b"Last Updated,Unique ID,OFSI Group ID,Name 6,Name type,Regime Name\n"
        >>> recognise(b"Report Date: 13-Feb-2026\n" + header), recognise(b"Unique ID,Name 6\n")
        (True, False)
    """
    return uk_rows.header_of(head_rows(head, limit=uk_rows.TOP_ROWS), NEEDED) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file.

    Raises:
        ListParseError: A row is cut, or has no Unique ID.
    """
    above, _ = uk_rows.top_of(path, NEEDED)
    found = _REPORT.search(" ".join(cell for row in above for cell in row))
    tally.published = day_first(" ".join(found.groups())) if found else None
    for entry in uk_rows.entries(path, COLUMNS, NEEDED, KEY):
        designation = entry.designation(LIST, [f"gb-ofsi:{item}" for item in entry.all("group")])
        if designation is None:
            tally.refuse(entry.reference, "it has no name")
        else:
            yield designation
