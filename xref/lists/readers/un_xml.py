"""The consolidated list of the UN Security Council, as XML.

Owns its schema. Names are joined in the order printed: for Koreans the first is the
surname. Apostrophes are kept as printed, because they mean a breve (`Cho'ng`) or an
aspiration (`Ch'o'l`) and say how a name is read. Refuses an entry without a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from xref.lists.catalogue import catalogue
from xref.lists.countries import country_code
from xref.lists.dates import iso_date
from xref.lists.readers.base import Tally, broken, tidy, unique
from xref.lists.readers.stream import children, line_of, local_name, records_of, text, texts
from xref.model import Designation, Identifier, Name, Quality
from xref.names.fold import script_of

FORMAT = "un-xml"
LIST = "un-sc"

_ROOT = re.compile(rb"<(?:[\w.-]+:)?CONSOLIDATED_LIST[\s>]")
_GENERATED = re.compile(rb"dateGenerated\s*=\s*[\"'](\d{4}-\d\d-\d\d)")
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
# A blank quality is not a good one; entities are marked only as `a.k.a.` or `f.k.a.`.
_QUALITIES: dict[str, Quality] = {
    "good": "alias", "low": "weak", "a.k.a.": "alias", "f.k.a.": "former", "": "unknown",
}  # fmt: skip
_NUMBER_TYPES = (
    ("passport", "passport"),
    ("passeport", "passport"),
    ("pasaporte", "passport"),
    ("national identification", "national_id"),
)
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")


def recognise(head: bytes) -> bool:
    """Tell whether the root element is `CONSOLIDATED_LIST`.

    Example:
        >>> recognise(b'<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">')
        True
    """
    return _ROOT.search(head) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file.

    Raises:
        ListParseError: The XML is broken, or an entry has no reference.
    """
    with path.open("rb") as file:
        generated = _GENERATED.search(file.read(1 << 16))
    tally.published = generated[1].decode() if generated else None
    for record in records_of(path, ["INDIVIDUAL", "ENTITY"]):
        reference = text(record, "REFERENCE_NUMBER")
        if not reference:
            raise broken(path, line_of(record), "an entry without a REFERENCE_NUMBER")
        designation = _entry(record, reference)
        if designation is None:
            tally.refuse(reference, "it has no name")
        else:
            yield designation


def _entry(record: etree._Element, reference: str) -> Designation | None:
    prefix = local_name(record)
    names = _names(record, prefix)
    if not names:
        return None
    definition = catalogue()[LIST]
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=definition.authority,
        kind="person" if prefix == "INDIVIDUAL" else "organisation",
        status="delisted" if text(record, "DELISTED_ON") else "designated",
        names=names,
        programmes=unique(texts(record, "UN_LIST_TYPE")),
        listed_on=iso_date(text(record, "LISTED_ON")),
        delisted_on=iso_date(text(record, "DELISTED_ON")),
        url=definition.url_of(reference),
        birth_dates=_birth_dates(record),
        birth_places=unique(
            [_place(item) for item in children(record, "INDIVIDUAL_PLACE_OF_BIRTH")]
        ),
        nationalities=unique(
            [country_code(value) or "" for value in texts(record, "NATIONALITY", "VALUE")]
        ),
        titles=unique(texts(record, "DESIGNATION", "VALUE") + texts(record, "TITLE", "VALUE")),
        identifiers=_documents(record),
        addresses=unique([_place(item) for item in children(record, f"{prefix}_ADDRESS")]),
        remarks="; ".join(texts(record, "COMMENTS1")) or None,
    )


def _names(record: etree._Element, prefix: str) -> tuple[Name, ...]:
    found: dict[str, Name] = {}

    def add(printed: str, quality: Quality) -> None:
        spelling = tidy(printed).strip('"“”')
        if spelling and spelling.lower() != "na":
            found.setdefault(spelling, Name(spelling, quality, script_of(spelling)))

    add(" ".join(filter(None, (text(record, part) for part in _NAMES))), "primary")
    if not found:
        return ()
    for original in texts(record, "NAME_ORIGINAL_SCRIPT"):
        add(original, "primary")
    for alias in children(record, f"{prefix}_ALIAS"):
        quality = _QUALITIES.get(text(alias, "QUALITY").lower(), "unknown")
        # One row may hold several: `Azim Adhajani; Azim Agha-Jani`.
        for part in text(alias, "ALIAS_NAME").split(";"):
            add(part, quality)
    return tuple(found.values())


def _birth_dates(record: etree._Element) -> tuple[str, ...]:
    found = []
    for item in children(record, "INDIVIDUAL_DATE_OF_BIRTH"):
        low, high = text(item, "FROM_YEAR"), text(item, "TO_YEAR")
        if low and high:
            found.append(iso_date(f"{low} to {high}") or "")
        else:
            single = text(item, "DATE") or text(item, "YEAR") or low or high
            found.append(iso_date(single) or "")
    return unique(found)


def _place(item: etree._Element) -> str:
    return ", ".join(filter(None, (text(item, field) for field in _PLACE)))


def _documents(record: etree._Element) -> tuple[Identifier, ...]:
    found = []
    for item in children(record, "INDIVIDUAL_DOCUMENT"):
        value = text(item, "NUMBER")
        if not value:
            continue
        printed = f"{text(item, 'TYPE_OF_DOCUMENT')} {text(item, 'TYPE_OF_DOCUMENT2')}".strip()
        sort = next(
            (kind for mark, kind in _NUMBER_TYPES if mark in tidy(printed).lower()), "document"
        )
        issuer = text(item, "ISSUING_COUNTRY") or text(item, "COUNTRY_OF_ISSUE")
        found.append(Identifier(sort, value, country_code(issuer)))
    return tuple(dict.fromkeys(found))
