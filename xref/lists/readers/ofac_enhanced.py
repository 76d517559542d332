"""OFAC's SDN_ENHANCED.XML and CONS_ENHANCED.XML.

Owns the schema `sanctionsData`, in which an entity holds everything that is known of it,
in words beside the numbers. Which of the two lists a file is follows from the filter it
prints; an entity on several of OFAC's lists is one designation of that list. Refuses a
file of changes (the delta files have the same elements with an `action`): it is no list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from xref.lists.readers.base import Tally, broken, tidy, unique
from xref.lists.readers.ofac_fields import KINDS, Draft
from xref.lists.readers.ofac_listings import ALIAS_TYPES, Listing, completed, file_list
from xref.lists.readers.ofac_names import Named, primary_first, printed_name
from xref.lists.readers.ofac_periods import day_of, iso_of, period, printed
from xref.lists.readers.ofac_tables import children_of, named, text_of
from xref.lists.readers.stream import line_of, local_name, records_of, texts
from xref.model import Designation, Order, Quality

FORMAT = "ofac-enhanced"

_ROOT = re.compile(rb"<(?:[\w.-]+:)?sanctionsData\s[^>]*(?:exports/ENHANCED_XML|ofac/DeltaFile)")
_DELTA = "DeltaFile"
_ADDRESS = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE")


def recognise(head: bytes) -> bool:
    """Tell whether the root element is `sanctionsData` of OFAC; `read` refuses changes.

    Example:
        >>> recognise(b'<sanctionsData xmlns="https://x.gov/exports/ENHANCED_XML">')
        True
    """
    return _ROOT.search(head) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file.

    Raises:
        ListParseError: The XML is broken, or holds changes only.
    """
    file: str | None = None
    # The tables are read past: all values stand in words beside their numbers.
    for record in records_of(path, ["publicationInfo", "referenceValue", "featureType", "entity"]):
        name = local_name(record)
        if name == "publicationInfo":
            tally.published = iso_of(day_of(text_of(record, "dataAsOf")))
            file = file_list(set(texts(record, "filters", "sanctionsLists", "sanctionsList")))
        elif name == "entity":
            if record.get("action") or _DELTA in str(record.tag):
                raise broken(
                    path,
                    line_of(record),
                    "it holds changes to a list (a delta file), not a list",
                    hint="fetch SDN_ENHANCED.XML or CONS_ENHANCED.XML",
                )
            designation = _entity(record, file, path)
            if designation is None:
                tally.refuse(f"entity {record.get('id')}", "it has no name")
            else:
                yield designation


def _entity(record: etree._Element, file: str | None, path: Path) -> Designation | None:
    number = record.get("id") or ""
    if not number.isdecimal():
        raise broken(path, line_of(record), f"an entity with the id {number!r}")
    groups = dict(named(record))
    general = groups.get("generalInfo")
    if general is None or not (sort := text_of(general, "entityType")):
        raise broken(path, line_of(record), f"entity {number} has no entityType")
    draft = Draft(KINDS.get(sort.lower(), "organisation"))
    for spelling, quality, order in _names(groups.get("names")):
        draft.add_name(spelling, quality, order)
    if not draft.names:
        return None
    if title := text_of(general, "title"):
        draft.add("Title", title)
    for document in _items(groups, "identityDocuments"):
        draft.add(
            text_of(document, "type"),
            text_of(document, "documentNumber"),
            text_of(document, "issuingCountry"),
            certain=text_of(document, "isValid") != "false",
        )
    features = list(_items(groups, "features"))
    features.sort(key=lambda feature: text_of(feature, "isPrimary") == "false")
    for feature in features:
        certain = text_of(feature, "reliability") != "False"
        draft.add(text_of(feature, "type"), _value(feature), certain=certain)
    designation = draft.designation(
        "us-ofac-sdn",
        number,
        programmes=(),
        titles=(),
        addresses=unique([line for item in _items(groups, "addresses") for line in _lines(item)]),
        remarks=draft.noted(text_of(general, "remarks")),
    )
    owners = [text_of(item, "relatedEntity") for item in _items(groups, "relationships")]
    return completed(designation, _listings(groups), file, owners)


def _items(groups: dict[str, etree._Element], name: str) -> Iterator[etree._Element]:
    group = groups.get(name)
    if group is not None:
        yield from group


def _names(group: etree._Element | None) -> list[Named]:
    """Return the names, the primary one first; a name has a spelling for each script."""
    found: list[Named] = []
    for name in group if group is not None else ():
        main = text_of(name, "isPrimary") == "true"
        sort = ALIAS_TYPES.get(text_of(name, "aliasType").upper(), "unknown")
        weak = text_of(name, "isLowQuality") == "true"
        for spellings in children_of(name, "translations"):
            for spelling in spellings:
                quality: Quality = "weak" if weak else sort
                if main and not weak:
                    first = text_of(spelling, "isPrimary") != "false"
                    quality = "primary" if first else "alias"
                text, order = _spelling(spelling)
                found.append((text, quality, order))
    return primary_first(found)


def _spelling(spelling: etree._Element) -> tuple[str, Order | None]:
    """Return a spelling as the file prints it; without that, from its parts."""
    joined, order = printed_name(
        (text_of(part, "type"), text_of(part, "value"))
        for parts in children_of(spelling, "nameParts")
        for part in parts
    )
    return text_of(spelling, "formattedFullName") or joined, order


def _value(feature: etree._Element) -> str:
    """Return the printed value; without one, what its bounds stand for."""
    value = text_of(feature, "value")
    if value:
        return value
    for bounds in children_of(feature, "valueDate"):
        first, last = (day_of(text_of(bounds, name)) for name in ("fromDateBegin", "toDateEnd"))
        if iso := period(first, last):
            return printed(iso)
    return ""


def _lines(address: etree._Element) -> Iterator[str]:
    """Yield an address in each script it is printed in, the country last."""
    country = text_of(address, "country")
    if country == "undetermined":
        country = ""
    found = False
    for translations in children_of(address, "translations"):
        for translation in translations:
            parts = {
                text_of(part, "type"): text_of(part, "value")
                for group in children_of(translation, "addressParts")
                for part in group
            }
            lines = [parts.pop(name, "") for name in _ADDRESS]
            if line := ", ".join(filter(None, [*lines, *parts.values()])):
                found = True
                yield ", ".join(filter(None, (line, country)))
    if not found and country:
        yield country


def _listings(groups: dict[str, etree._Element]) -> list[Listing]:
    """Return the listings of an entity; programmes and acts are not told apart by list."""
    shared = {
        field: unique([tidy(item.text) for item in _items(groups, group)])
        for field, group in (
            ("programmes", "sanctionsPrograms"),
            ("types", "sanctionsTypes"),
            ("legal_basis", "legalAuthorities"),
        )
    }
    return [
        Listing(tidy(item.text), iso_of(day_of(item.get("datePublished") or "")), **shared)
        for item in _items(groups, "sanctionsLists")
    ] or [Listing("", None, **shared)]
