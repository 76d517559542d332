"""OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML, in the Advanced Sanctions Data Model.

Owns the schema that the United Nations designed and OFAC fills: tables of numbers first,
then parties, then what links them, then the sanctions with their dates. An entry is
therefore complete only at the end of the file: parties are kept packed (about 2 kB each)
until then, and the XML is read once. Which of the two lists a file is follows from the
lists its sanctions name. Refuses a file of changes (DeltaAction), and one without
sanctions, which was cut or is another file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
from lxml import etree

from xref.lists.readers.base import Tally, broken, log, unique
from xref.lists.readers.ofac_fields import KINDS, Draft
from xref.lists.readers.ofac_listings import ALIAS_TYPES, Listing, Listings
from xref.lists.readers.ofac_names import Named, primary_first, printed_name
from xref.lists.readers.ofac_periods import iso_of
from xref.lists.readers.ofac_tables import (
    Tables,
    children_of,
    date_of,
    is_true,
    named,
    period_of,
    text_of,
)
from xref.lists.readers.stream import line_of, local_name, records_of
from xref.model import Designation, Quality

FORMAT = "ofac-advanced"

# The old address of the schema and the one used since 2024.
_ROOT = re.compile(
    rb"<(?:[\w.-]+:)?Sanctions\s[^>]*(?:www\.un\.org/sanctions/1\.0|exports/ADVANCED_XML)"
)
_RECORDS = (
    "DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty",
    "ProfileRelationship", "SanctionsEntry",
)  # fmt: skip
# Features whose place is more than its country.
_WHOLE_PLACE = frozenset(["Location", "Place of Birth"])


def recognise(head: bytes) -> bool:
    """Tell whether the root element is `Sanctions` of the data model.

    Example:
        >>> recognise(b'<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="1">')
        True
        >>> recognise(b'<Sanctions xmlns="https://example.org">')
        False
    """
    return _ROOT.search(head) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file, after all of it was read.

    Raises:
        ListParseError: The XML is broken, holds changes only, or no sanctions.
    """
    tables = Tables(path)
    listings = Listings()
    packed: list[bytes] = []
    primary: dict[str, str] = {}
    links: dict[str, list[str]] = {}
    encoder = msgspec.msgpack.Encoder()
    for record in records_of(path, _RECORDS):
        name = local_name(record)
        if name == "DistinctParty":
            for designation in _party(record, tables, tally, path):
                primary[designation.reference] = designation.name
                packed.append(encoder.encode(designation))
        elif name == "Location":
            tables.add_place(record)
        elif name == "IDRegDocument":
            tables.add_document(record)
        elif name == "ProfileRelationship" and not is_true(record, "Former"):
            source = record.get("From-ProfileID") or ""
            links.setdefault(source, []).append(record.get("To-ProfileID") or "")
        elif name == "SanctionsEntry":
            _add_listing(record, tables, listings)
        elif name == "ReferenceValueSets":
            tables.add_values(record)
        elif name == "DateOfIssue":
            tally.published = iso_of(date_of(record))
    if packed and not listings:
        raise broken(path, None, "no sanctions entry follows its parties, so it is not whole")
    listings.decide(primary)
    decoder = msgspec.msgpack.Decoder(Designation)
    for data in packed:
        designation = decoder.decode(data)
        owners = [primary.get(number, "") for number in links.get(designation.reference, ())]
        yield listings.complete(designation, owners)


def _party(
    record: etree._Element, tables: Tables, tally: Tally, path: Path
) -> Iterator[Designation]:
    if record.get("DeltaAction"):
        raise broken(
            path,
            line_of(record),
            "it holds changes to a list (DeltaAction), not a list",
            hint="fetch SDN_ADVANCED.XML or CONS_ADVANCED.XML",
        )
    comment = text_of(record, "Comment")
    for profile in children_of(record, "Profile"):
        number = profile.get("ID") or record.get("FixedRef") or ""
        if not number.isdecimal():
            raise broken(path, line_of(record), f"a profile with the number {number!r}")
        draft = Draft(KINDS.get(tables.party_type(profile).lower(), "organisation"))
        identities = list(children_of(profile, "Identity"))
        identities.sort(key=lambda identity: not is_true(identity, "Primary"))
        for spelling, quality, order in _names(identities, tables):
            draft.add_name(spelling, quality, order)
        if not draft.names:
            tally.refuse(f"profile {number}", "it has no name")
            continue
        for identity in identities:
            for document in tables.take_documents(identity.get("ID")):
                draft.add(
                    document.label, document.number, document.country, certain=document.certain
                )
        addresses = _features(profile, tables, draft)
        yield draft.designation(
            "us-ofac-sdn",
            number,
            programmes=(),
            titles=(),
            addresses=unique(addresses),
            remarks=draft.noted(comment),
        )


def _names(identities: list[etree._Element], tables: Tables) -> list[Named]:
    """Return the names, the primary one first."""
    found: list[Named] = []
    for identity in identities:
        types = {
            group.get("ID"): tables.text("NamePartType", group.get("NamePartTypeID"))
            for groups in children_of(identity, "NamePartGroups")
            for _, master in named(groups)
            for _, group in named(master)
        }
        for alias in children_of(identity, "Alias"):
            sort = tables.text("AliasType", alias.get("AliasTypeID"))
            main = is_true(alias, "Primary") and identity is identities[0]
            weak = is_true(alias, "LowQuality")
            documented = list(children_of(alias, "DocumentedName"))
            # The Latin spelling is the name of the entry, others are further spellings.
            documented.sort(key=lambda name: not _is_latin(name, tables))
            for index, name in enumerate(documented):
                spelling, order = printed_name(
                    (types.get(value.get("NamePartGroupID"), ""), value.text.strip())
                    for part in children_of(name, "DocumentedNamePart")
                    for _, value in named(part)
                    if value.text
                )
                quality: Quality = ALIAS_TYPES.get(sort, "unknown")
                if weak:
                    quality = "weak"
                elif main:
                    quality = "alias" if index else "primary"
                found.append((spelling, quality, order))
    return primary_first(found)


def _is_latin(name: etree._Element, tables: Tables) -> bool:
    return "Latin" in tables.text("DocNameStatus", name.get("DocNameStatusID"))


def _features(profile: etree._Element, tables: Tables, draft: Draft) -> list[str]:
    """Add the features to the draft, alternate ones last, and return the addresses."""
    addresses: list[str] = []
    later: list[tuple[str, str, bool]] = []
    for feature in children_of(profile, "Feature"):
        label = tables.text("FeatureType", feature.get("FeatureTypeID"))
        if not label:
            log.warning("feature type %r is not among the values", feature.get("FeatureTypeID"))
            continue
        for version in children_of(feature, "FeatureVersion"):
            values, comment = _values(version, label, tables)
            if label == "Location":
                addresses.extend(values)
                continue
            certain = tables.text("Reliability", version.get("ReliabilityID")) != "False"
            for value in values:
                if comment.startswith("Alternate"):
                    later.append((label, value, certain))
                else:
                    draft.add(label, value, certain=certain)
    for label, value, certain in later:
        draft.add(label, value, certain=certain)
    return addresses


def _values(version: etree._Element, label: str, tables: Tables) -> tuple[list[str], str]:
    """Return what a version of a feature says, places and dates before words; its comment."""
    found: list[str] = []
    words: list[str] = []
    comment = ""
    for name, child in named(version):
        if name == "Comment":
            comment = child.text or comment
        elif name == "VersionLocation":
            place = tables.place(child.get("LocationID"))
            if place is not None:
                whole = label in _WHOLE_PLACE
                found.append(str(place) if whole else place.country or place.rest)
        elif name == "DatePeriod":
            found.append(period_of(child))
        elif name == "VersionDetail":
            number = child.get("DetailReferenceID")
            shown = tables.text("DetailReference", number) if number else (child.text or "")
            words.append(shown.strip())
    return list(filter(None, found)) or list(filter(None, words)), comment


def _add_listing(record: etree._Element, tables: Tables, listings: Listings) -> None:
    programmes: list[str] = []
    types: list[str] = []
    legal_basis: list[str] = []
    dates: list[str] = []
    for name, child in named(record):
        if name == "EntryEvent":
            legal_basis.append(tables.text("LegalBasis", child.get("LegalBasisID")))
            event = tables.text("EntryEventType", child.get("EntryEventTypeID"))
            if event in ("Created", ""):
                dates.extend(iso_of(date_of(day)) or "" for day in children_of(child, "Date"))
        elif name == "SanctionsMeasure":
            sort = tables.text("SanctionsType", child.get("SanctionsTypeID"))
            if sort == "Program":
                programmes.append(text_of(child, "Comment"))
            else:
                types.append(sort)
    listings.add(
        record.get("ProfileID") or "",
        Listing(
            list=tables.text("List", record.get("ListID")),
            date=min(filter(None, dates), default=None),
            programmes=unique(programmes),
            types=unique(types),
            legal_basis=unique([basis for basis in legal_basis if basis != "Unknown"]),
        ),
    )
