"""The EU Financial Sanctions File as XML, schema 1.1.

Owns the way from its elements to an `Entity`. Nearly all data stands in attributes; only
remarks, contacts and the address of an act are elements of their own. Refuses an
entity without a reference and without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from xref.lists.readers.base import Tally, broken, tidy
from xref.lists.readers.eu_fsf import Entity, Part, designation_of
from xref.lists.readers.stream import children, line_of, records_of, texts
from xref.model import Designation

FORMAT = "eu-fsf-xml"

_ROOT = re.compile(rb"<(?:[\w.-]+:)?export\s[^>]*http://eu\.europa\.ec/fpi/fsd/export")
_GENERATED = re.compile(rb"generationDate\s*=\s*[\"'](\d{4}-\d\d-\d\d)")


def recognise(head: bytes) -> bool:
    """Tell whether the root element is `export` of the namespace of the file.

    Example:
        >>> recognise(b'<export xmlns="http://eu.europa.ec/fpi/fsd/export">')
        True
        >>> recognise(b'<export xmlns="http://example.org/">')
        False
    """
    return _ROOT.search(head) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file.

    Raises:
        ListParseError: The XML is broken, or an entity has neither reference nor number.
    """
    with path.open("rb") as file:
        generated = _GENERATED.search(file.read(1 << 16))
    tally.published = generated[1].decode() if generated else None
    for record in records_of(path, ["sanctionEntity"]):
        entity = _entity(record)
        if not (entity.own.get("euReferenceNumber") or entity.own.get("logicalId")):
            raise broken(path, line_of(record), "an entity without euReferenceNumber and logicalId")
        designation = designation_of(entity)
        if designation is None:
            where = entity.own.get("euReferenceNumber") or entity.own["logicalId"]
            tally.refuse(where, "it has no name")
        else:
            yield designation


def _entity(record: etree._Element) -> Entity:
    own = _part(record)
    for subject in children(record, "subjectType"):
        own["code"] = str(subject.get("code") or subject.get("classificationCode") or "")
    return Entity(
        own=own,
        regulations=_parts(record, "regulation"),
        names=_parts(record, "nameAlias"),
        births=_parts(record, "birthdate"),
        citizenships=_parts(record, "citizenship"),
        addresses=_parts(record, "address"),
        identifications=_parts(record, "identification"),
    )


def _parts(record: etree._Element, tag: str) -> list[Part]:
    return [_part(child) for child in children(record, tag)]


def _part(element: etree._Element) -> Part:
    part = {str(name): str(value) for name, value in element.attrib.items()}
    if not len(element):
        return part
    for tag in ("remark", "publicationUrl"):
        found = [text for text in texts(element, tag) if text]
        if found:
            part[tag] = "; ".join(found)
    contacts = [
        f"{contact.get('key')}: {tidy(contact.get('value') or contact.text)}"
        for contact in children(element, "contactInfo")
    ]
    if contacts:
        part["contactInfo"] = "; ".join(contacts)
    return part
