"""Canada's Consolidated Canadian Autonomous Sanctions List.

Owns its flat XML: `data-set`, one `record` each. In mid-2025 the tags became bilingual
(`Country-Pays`); both are read, by the English half. There is no id: the reference is where
the law names the target, `Russia, schedule 1.1, item 7`. The country is the regulation's,
so it is never a nationality. One field holds birth dates of persons and years in which
ships were built, sometimes as the day number of a spreadsheet. Refuses a record without
country or item, because it could not be told from another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from lxml import etree

from xref.lists.catalogue import catalogue
from xref.lists.dates import is_birth_date, iso_date
from xref.lists.readers.base import Tally, broken, log, tidy, unique
from xref.lists.readers.sema_aliases import alias_names
from xref.lists.readers.stream import line_of, local_name, records_of, text
from xref.lists.references import imo_identifier
from xref.model import Designation, Identifier, Kind, Name, Order
from xref.names.fold import script_of

FORMAT = "sema-xml"
LIST = "ca-sema"

_ROOT = re.compile(rb"<data-set[\s>]")
_RECORD = re.compile(rb"<record>\s*<Country(?:-Pays)?>")
_LISTED = re.compile(rb"<DateOfListing(?:-DateDinscription)?>")
_DAY_NUMBER = re.compile(r"\d{5}")
# Day 1 of a spreadsheet is 1900-01-01, and it counts a 29 February 1900 that never was.
_DAY_ZERO = date(1899, 12, 30)
_ALTERNATIVES = re.compile(r"\s+or\s+", re.IGNORECASE)
_SCHEDULE = re.compile(r"\s*,\s*")
# The French name of a body follows without spaces: `Iranian Navy/Force navale iranienne`.
_FRENCH = re.compile(r"(?<!\s)/(?!\s)(?![^(]*\))")


def recognise(head: bytes) -> bool:
    """Tell whether the root is `data-set` with records of this list.

    Example:
        >>> recognise(b"<data-set><record><Country>Ukraine</Country><DateOfListing>2014")
        True
    """
    return all(pattern.search(head) for pattern in (_ROOT, _RECORD, _LISTED))


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file.

    Raises:
        ListParseError: The XML is broken, or a record has no country or no item.
    """
    for record in records_of(path, ["record"]):
        fields = _fields(record)
        country = _english(fields.get("Country", ""))
        if not country or "Item" not in fields:
            raise broken(path, line_of(record), "a record without Country or Item")
        reference = _reference(country, fields)
        designation = _entry(fields, country, reference)
        if designation is None:
            tally.refuse(reference, "it has no name")
        else:
            yield designation


def _fields(record: etree._Element) -> dict[str, str]:
    """Return what a record holds, by the English half of the tags."""
    found = {local_name(item).partition("-")[0]: text(item) for item in record.iterchildren("*")}
    return {name: value for name, value in found.items() if value}


def _english(printed: str) -> str:
    return re.split(r"\s*\|\s*|\s+/\s+", printed, maxsplit=1)[0].strip()


def _reference(country: str, fields: dict[str, str]) -> str:
    schedule = _SCHEDULE.sub(", ", fields.get("Schedule", ""))
    where = f", schedule {schedule}" if schedule else ""
    return f"{country}{where}, item {fields['Item']}"


def _entry(fields: dict[str, str], country: str, reference: str) -> Designation | None:
    imo = fields.get("ShipIMONumber")
    kind: Kind = "organisation" if "EntityOrShip" in fields else "person"
    if imo:
        kind = "vessel"
    names = _names(fields, kind)
    if not names:
        return None
    number = imo_identifier(imo) if imo else None
    printed = fields.get("DateOfBirthOrShipBuildDate", "")
    title = fields.get("TitleOrShip") or fields.get("TitleOrShipType", "")
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=catalogue()[LIST].authority,
        kind=kind,
        names=names,
        programmes=(country,),
        legal_basis=(country,) if "Regulations" in country else (),
        listed_on=iso_date(fields.get("DateOfListing", "")),
        url=catalogue()[LIST].url_of(reference),
        birth_dates=_birth_dates(printed, reference) if kind == "person" else (),
        titles=(title,) if title and kind == "person" else (),
        identifiers=_identifiers(number, imo),
        vessel_type=_english_type(title) if kind == "vessel" else None,
        remarks=f"Year built: {_built(printed)}" if printed and kind == "vessel" else None,
    )


def _identifiers(number: Identifier | None, printed: str | None) -> tuple[Identifier, ...]:
    if number is None and printed:
        number = Identifier("imo", printed, certain=False)
    return () if number is None else (number,)


def _english_type(title: str) -> str | None:
    return title.partition("|")[0].strip() or None


def _names(fields: dict[str, str], kind: Kind) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    if kind == "person":
        given, last = fields.get("GivenName", ""), fields.get("LastName", "")
        name = tidy(f"{given} {last}")
        if name:
            order: Order | None = "surname_last" if given and last else None
            found[name] = Name(name, "primary", script_of(name), order)
    else:
        for name in _languages(fields.get("EntityOrShip", "")):
            found.setdefault(name, Name(name, "primary", script_of(name)))
    if not found:
        return ()
    for alias in alias_names(fields.get("Aliases", ""), person=kind == "person"):
        # The list marks no alias as good or weak.
        found.setdefault(alias, Name(alias, "unknown", script_of(alias)))
    return tuple(found.values())


def _languages(printed: str) -> list[str]:
    """Take the French name of a body off its English one; `Victory/Pobeda Bloc` is one name."""
    parts = _FRENCH.split(printed)
    if len(parts) == 2 and all(len(part.split()) > 1 for part in parts):
        return [part.strip() for part in parts]
    return [printed] if printed else []


def _date(printed: str) -> str | None:
    if _DAY_NUMBER.fullmatch(printed):
        return (_DAY_ZERO + timedelta(days=int(printed))).isoformat()
    return iso_date(printed)


def _birth_dates(printed: str, reference: str) -> tuple[str, ...]:
    found = []
    for part in filter(None, _ALTERNATIVES.split(printed)):
        read = _date(part)
        if read is not None and is_birth_date(read):
            found.append(read)
        else:
            log.warning("%s:%s: no birth date: %r", LIST, reference, part)
    return unique(found)


def _built(printed: str) -> str:
    return _date(printed) or printed
