"""OFSI's consolidated list of financial sanctions targets, as CSV or spreadsheet (2022 format).

Owns ConList.csv, for old copies: the list was closed on 28 January 2026, and every copy
says so in its notice. One row for each name, rows of one target share the `Group ID`.
A ship's number, flag and owners stand in `Other Information`, as `(IMO number):7408873`.
Refuses a table without these columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xref.lists.dates import day_first
from xref.lists.readers import uk_rows
from xref.lists.readers.base import Tally
from xref.lists.readers.table import head_rows
from xref.lists.readers.uk_fields import Entry
from xref.model import Designation

FORMAT = "gb-ofsi-csv"
LIST = "gb-ofsi"

KEY = "group id"
NEEDED = frozenset([KEY, "name 6", "group type", "alias type", "regime"])
NOTICE = "this list was closed on 2026-01-28 and is out of date: use the UK Sanctions List"
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_REFERENCE = re.compile(r"\b[A-Z]{3}\d{4}\b")
COLUMNS: uk_rows.Columns = {
    "name": (
        *((f"name {number}",) for number in (1, 2, 3, 4, 5, 6)),
        ("alias type",),
        ("alias quality",),
    ),
    "title": (("title",),),
    "other_script": (("name non-latin script",),),
    "birth_date": (("dob",),),
    "birth_place": (("town of birth",), ("country of birth",)),
    "nationality": (("nationality",),),
    "passport": (("passport number",), ("passport details",)),
    "national_id": (("national identification number",), ("national identification details",)),
    "position": (("position",),),
    "address": (
        *((f"address {number}",) for number in (1, 2, 3, 4, 5, 6)),
        ("post/zip code",),
        ("country",),
    ),
    "notes": (("other information",),),
    "kind": (("group type",),),
    "regime": (("regime",),),
    "listed": (("listed on",),),
}
_LABEL = re.compile(r"\(([A-Z][\w /'().-]{2,40}?)\)\s*:\s*")
# The beginning of a label in Other Information, in lower case, to the field it means.
_LABELS = (
    ("uk sanctions list ref", "uk_reference"),
    ("un ref", "un_reference"),
    ("uk statement of reasons", "reasons"),
    ("imo", "imo"),
    ("current owner", "owner"),
    ("previous owner", "former_owner"),
    ("current believed flag", "flag"),
    ("flag of ship", "flag"),
    ("previous flag", "former_flag"),
    ("type of ship", "vessel_type"),
    ("tonnage", "tonnage"),
    ("length", "length"),
    ("year built", "built"),
    ("hin", "hull_identification_number"),
    ("hull", "hull_identification_number"),
    ("phone", "phone"),
    ("email", "email"),
    ("website", "website"),
    ("type of entity", "entity_type"),
    ("subsidiar", "subsidiary"),
    ("parent", "parent"),
    ("business reg", "registration"),
)


def recognise(head: bytes) -> bool:
    r"""Tell whether the columns of the list stand in one of the first rows.

    Example:
        >>> recognise(b"Last Updated,03/06/2025\nName 6,Group Type,Alias Type,Regime,Group ID\n")
        True
    """
    return uk_rows.header_of(head_rows(head, limit=uk_rows.TOP_ROWS), NEEDED) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file.

    Raises:
        ListParseError: A row is cut, or has no Group ID.
    """
    tally.notice = NOTICE
    above, _ = uk_rows.top_of(path, NEEDED)
    found = _DATE.search(" ".join(cell for row in above for cell in row))
    tally.published = day_first(found[0]) if found else None
    for entry in uk_rows.entries(path, COLUMNS, NEEDED, KEY):
        for note in entry.all_texts("notes"):
            _read_note(entry, note)
        same_as = [
            f"gb-uksl:{reference}"
            for note in entry.all_texts("uk_reference")
            for reference in _REFERENCE.findall(note)
        ]
        designation = entry.designation(LIST, same_as)
        if designation is None:
            tally.refuse(f"group {entry.reference}", "it has no name")
        else:
            yield designation


def _read_note(entry: Entry, note: str) -> None:
    """Take `text (Label):value (Label):value` apart; what has no known label is information."""
    pieces = _LABEL.split(note)
    if pieces[0]:
        entry.add("information", pieces[0])
    for label, value in zip(pieces[1::2], pieces[2::2], strict=True):
        lowered = label.lower()
        field = next((name for mark, name in _LABELS if lowered.startswith(mark)), None)
        if field is None:
            entry.add("information", f"{label}: {value}")
        else:
            entry.add(field, value)
