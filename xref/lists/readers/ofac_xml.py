"""OFAC's SDN.XML, and the consolidated (non-SDN) list in the same schema.

Owns the flat XML schema, in any namespace. Invariant: as many entries are read as the
file's own Record_Count says, or nothing of it is used. Which of the two lists a file is
follows from its programmes. Refuses SDN_ADVANCED and SDN_ENHANCED, which are others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from xref.lists.readers.base import Tally, broken, unique
from xref.lists.readers.ofac_fields import KINDS, Draft, list_of
from xref.lists.readers.stream import children, line_of, local_name, records_of, text, texts
from xref.model import Designation, Identifier, Quality

FORMAT = "ofac-xml"

_ROOT = re.compile(rb"<(?:[\w.-]+:)?sdnList[\s>]")
# A name may hold brackets and full stops: `(Linked To: EXAMPLE CO., LTD. (EC))`.
_LINK = re.compile(r"\(Linked To: (.+?)\)(?=\s*(?:;|\.?\s*$|\.?\s*\(Linked To:))")
_DATE = re.compile(r"^(\d\d)/(\d\d)/(\d{4})$")


def recognise(head: bytes) -> bool:
    """Tell whether the root element is `sdnList`.

    Example:
        >>> recognise(b'<?xml version="1.0"?><sdnList xmlns="http://tempuri.org/sdnList.xsd">')
        True
    """
    return _ROOT.search(head) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file.

    Raises:
        ListParseError: The XML is broken, or has not the entries it says it has.
    """
    list_name = list_of(texts(item, "program") for item in records_of(path, ["programList"]))
    expected: int | None = None
    count = 0
    for record in records_of(path, ["publshInformation", "publishInformation", "sdnEntry"]):
        if local_name(record) != "sdnEntry":
            expected = _record_count(record, path)
            tally.published = _us_date(text(record, "Publish_Date"))
            continue
        count += 1
        designation = _entry(record, list_name, path)
        if designation is None:
            tally.refuse(f"entry {text(record, 'uid')}", "it has no name")
        else:
            yield designation
    if expected is None:
        raise broken(path, None, "it has no Record_Count, so it cannot be known to be whole")
    if count != expected:
        raise broken(path, None, f"it has {count} entries, its Record_Count says {expected}")


def _record_count(record: etree._Element, path: Path) -> int:
    printed = text(record, "Record_Count")
    if not printed.isdigit():
        raise broken(path, line_of(record), f"Record_Count {printed!r} is not a number")
    return int(printed)


def _us_date(printed: str) -> str | None:
    found = _DATE.match(printed)
    return f"{found[3]}-{found[1]}-{found[2]}" if found else None


def _name(element: etree._Element) -> str:
    return ", ".join(filter(None, (text(element, "lastName"), text(element, "firstName"))))


def _entry(record: etree._Element, list_name: str, path: Path) -> Designation | None:
    uid = text(record, "uid")
    if not uid.isdigit():
        raise broken(path, line_of(record), f"an entry with the uid {uid!r}")
    draft = Draft(KINDS.get(text(record, "sdnType").lower(), "organisation"))
    name = _name(record)
    draft.add_name(name, "primary", draft.order_of(name))
    if not draft.names:
        return None
    for alias in children(record, "akaList", "aka"):
        name = _name(alias)
        draft.add_name(name, _quality(alias), draft.order_of(name))
    for item in _main_first(children(record, "dateOfBirthList", "dateOfBirthItem")):
        draft.add("DOB", text(item, "dateOfBirth"))
    for item in _main_first(children(record, "placeOfBirthList", "placeOfBirthItem")):
        draft.add("POB", text(item, "placeOfBirth"))
    for group, each in (("nationalityList", "nationality"), ("citizenshipList", "citizenship")):
        for item in _main_first(children(record, group, each)):
            draft.add("nationality", text(item, "country"))
    for item in children(record, "idList", "id"):
        draft.add(text(item, "idType"), text(item, "idNumber"), text(item, "idCountry"))
    for item in children(record, "vesselInfo"):
        _vessel(item, draft)
    remarks = text(record, "remarks")
    draft.owners.extend(found[1] for found in _LINK.finditer(remarks))
    return draft.designation(
        list_name,
        uid,
        programmes=unique(texts(record, "programList", "program")),
        titles=unique([part.strip() for part in text(record, "title").split(";")]),
        addresses=unique([_address(item) for item in children(record, "addressList", "address")]),
        remarks=draft.noted(remarks),
    )


def _quality(alias: etree._Element) -> Quality:
    """OFAC marks both: what kind of other name it is, and whether it is weak.

    A former name stays a former name, unless it is a weak one: SDN.CSV prints weak ones
    in its remarks and nowhere else, whatever their type.
    """
    category = text(alias, "category").lower()
    if category == "weak":
        return "weak"
    if text(alias, "type").lower().startswith("f"):
        return "former"
    return "alias" if category == "strong" else "unknown"


def _main_first(items: list[etree._Element]) -> list[etree._Element]:
    return sorted(items, key=lambda item: text(item, "mainEntry").lower() != "true")


def _vessel(item: etree._Element, draft: Draft) -> None:
    if call_sign := text(item, "callSign"):
        draft.identifiers.append(Identifier("call_sign", call_sign))
    draft.vessel_type = text(item, "vesselType") or None
    if flag := text(item, "vesselFlag"):
        draft.add("Vessel Flag", flag)
    if owner := text(item, "vesselOwner"):
        draft.owners.extend(part.strip() for part in owner.split(";"))


_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")


def _address(item: etree._Element) -> str:
    return ", ".join(filter(None, (text(item, field) for field in _ADDRESS)))
