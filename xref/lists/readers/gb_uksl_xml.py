"""The UK Sanctions List as XML.

Owns the elements of UK-Sanctions-List.xml: `Designations`, one `Designation` each. What
the fields mean is in `uk_fields`; the same list as a table gives equal designations.
Refuses an entry without a `UniqueID`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from xref.lists.dates import day_first
from xref.lists.readers.base import Tally, broken
from xref.lists.readers.stream import line_of, local_name, records_of, text
from xref.lists.readers.uk_fields import Entry
from xref.model import Designation

FORMAT = "gb-uksl-xml"
LIST = "gb-uksl"

_ROOT = re.compile(rb"<(?:[\w.-]+:)?Designations[\s>]")
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:Designation|DateGenerated)[\s>]")
# Every element has a name of its own, so a record is gone through once. Element to field:
_SINGLE = {
    "OFSIGroupID": "group",
    "UNReferenceNumber": "un_reference",
    "Title": "title",
    "NameNonLatinScript": "other_script",
    "RegimeName": "regime",
    "IndividualEntityShip": "kind",
    "DesignationSource": "source",
    "SanctionsImposed": "sanctions",
    "OtherInformation": "information",
    "UKStatementofReasons": "reasons",
    "PhoneNumber": "phone",
    "Website": "website",
    "EmailAddress": "email",
    "CryptoWalletAddress": "wallet",
    "DateDesignated": "listed",
    "DOB": "birth_date",
    "Nationality": "nationality",
    "Position": "position",
    "TypeOfEntity": "entity_type",
    "Subsidiary": "subsidiary",
    "ParentCompany": "parent",
    "BusinessRegistrationNumber": "registration",
    "IMONumber": "imo",
    "CurrentOwnerOperator": "owner",
    "PreviousOwnerOperator": "former_owner",
    "CurrentBelievedFlagOfShip": "flag",
    "PreviousFlag": "former_flag",
    "TypeOfShip": "vessel_type",
    "TonnageOfShip": "tonnage",
    "LengthOfShip": "length",
    "YearBuilt": "built",
    "HullIdentificationNumber": "hull_identification_number",
}
_LINES = tuple(f"AddressLine{number}" for number in (1, 2, 3, 4, 5, 6))
# Element to the field, and the children that belong together.
_GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Name": (
        "name",
        ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6", "NameType", "AliasStrength"),
    ),
    "Address": ("address", (*_LINES, "AddressPostalCode", "AddressCountry")),
    "Location": ("birth_place", ("TownOfBirth", "CountryOfBirth")),
    "Passport": ("passport", ("PassportNumber", "PassportAdditionalInformation")),
    "NationalIdentifier": (
        "national_id",
        ("NationalIdentifierNumber", "NationalIdentifierAdditionalInformation"),
    ),
}


def recognise(head: bytes) -> bool:
    """Tell whether the root element is `Designations`, with entries or a date in it.

    Example:
        >>> recognise(b"<Designations><DateGenerated>20/08/2026</DateGenerated>")
        True
    """
    return _ROOT.search(head) is not None and _ENTRY.search(head) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file.

    Raises:
        ListParseError: The XML is broken, or an entry has no UniqueID.
    """
    for record in records_of(path, ["DateGenerated", "Designation"]):
        if local_name(record) == "DateGenerated":
            tally.published = day_first(text(record))
            continue
        entry = _entry(record, path)
        designation = entry.designation(LIST, [f"gb-ofsi:{item}" for item in entry.all("group")])
        if designation is None:
            tally.refuse(entry.reference, "it has no name")
        else:
            yield designation


def _entry(record: etree._Element, path: Path) -> Entry:
    reference = text(record, "UniqueID")
    if not reference:
        raise broken(path, line_of(record), "an entry without a UniqueID")
    entry = Entry(reference)
    for item in record.iterdescendants("*"):
        name = local_name(item)
        field = _SINGLE.get(name)
        if field is not None:
            entry.add(field, item.text or "")
        elif name in _GROUPS:
            field, parts = _GROUPS[name]
            held = {local_name(part): part.text or "" for part in item.iterchildren("*")}
            entry.add(field, *(held.get(part, "") for part in parts))
    return entry
