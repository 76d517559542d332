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
from xref.lists.readers.stream import children, line_of, local_name, records_of, text, texts
from xref.lists.readers.uk_fields import Entry
from xref.model import Designation

FORMAT = "gb-uksl-xml"
LIST = "gb-uksl"

_ROOT = re.compile(rb"<(?:[\w.-]+:)?Designations[\s>]")
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:Designation|DateGenerated)[\s>]")
_PERSON = ("IndividualDetails", "Individual")
_BODY = ("EntityDetails", "Entity")
_SHIP = ("ShipDetails", "Ship")
# Field to the path of its elements.
_SINGLE: dict[str, tuple[str, ...]] = {
    "group": ("OFSIGroupID",),
    "un_reference": ("UNReferenceNumber",),
    "title": ("Titles", "Title"),
    "other_script": ("NonLatinNames", "NonLatinName", "NameNonLatinScript"),
    "regime": ("RegimeName",),
    "kind": ("IndividualEntityShip",),
    "source": ("DesignationSource",),
    "sanctions": ("SanctionsImposed",),
    "information": ("OtherInformation",),
    "reasons": ("UKStatementofReasons",),
    "phone": ("PhoneNumbers", "PhoneNumber"),
    "website": ("Websites", "Website"),
    "email": ("EmailAddresses", "EmailAddress"),
    "wallet": ("CryptoWalletAddresses", "CryptoWalletAddress"),
    "listed": ("DateDesignated",),
    "birth_date": (*_PERSON, "DOBs", "DOB"),
    "nationality": (*_PERSON, "Nationalities", "Nationality"),
    "position": (*_PERSON, "Positions", "Position"),
    "entity_type": (*_BODY, "TypeOfEntities", "TypeOfEntity"),
    "subsidiary": (*_BODY, "Subsidiaries", "Subsidiary"),
    "parent": (*_BODY, "ParentCompanies", "ParentCompany"),
    "registration": (*_BODY, "BusinessRegistrationNumbers", "BusinessRegistrationNumber"),
    "imo": (*_SHIP, "IMONumbers", "IMONumber"),
    "owner": (*_SHIP, "CurrentOwnerOperators", "CurrentOwnerOperator"),
    "former_owner": (*_SHIP, "PreviousOwnerOperators", "PreviousOwnerOperator"),
    "flag": (*_SHIP, "CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip"),
    "former_flag": (*_SHIP, "PreviousFlags", "PreviousFlag"),
    "vessel_type": (*_SHIP, "TypeOfShipDetails", "TypeOfShip"),
    "tonnage": (*_SHIP, "TonnageOfShipDetails", "TonnageOfShip"),
    "length": (*_SHIP, "LengthOfShipDetails", "LengthOfShip"),
    "built": (*_SHIP, "YearsBuilt", "YearBuilt"),
    "hull_identification_number": (
        *_SHIP,
        "HullIdentificationNumbers",
        "HullIdentificationNumber",
    ),
}
_NAME = ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6", "NameType", "AliasStrength")
_LINES = tuple(f"AddressLine{number}" for number in (1, 2, 3, 4, 5, 6))
# Field to the path of its elements and the children that belong together.
_GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "name": (("Names", "Name"), _NAME),
    "address": (("Addresses", "Address"), (*_LINES, "AddressPostalCode", "AddressCountry")),
    "birth_place": ((*_PERSON, "BirthDetails", "Location"), ("TownOfBirth", "CountryOfBirth")),
    "passport": (
        (*_PERSON, "PassportDetails", "Passport"),
        ("PassportNumber", "PassportAdditionalInformation"),
    ),
    "national_id": (
        (*_PERSON, "NationalIdentifierDetails", "NationalIdentifier"),
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
    for field, steps in _SINGLE.items():
        for value in texts(record, *steps):
            entry.add(field, value)
    for field, (steps, parts) in _GROUPS.items():
        for item in children(record, *steps):
            entry.add(field, *(text(item, part) for part in parts))
    return entry
