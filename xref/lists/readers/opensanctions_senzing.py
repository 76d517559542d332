"""OpenSanctions' senzing.json: one record a line in Senzing's generic shape.

Owns that file. It holds everybody, listed or not: only a record with a risk is read.
Invariant: a record is `designated` if a risk of it is `sanction`, unless the file is of a
body that does not designate. There are no programmes, listing days or marks of aliases.
Refuses what the JSON reader refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from xref.lists.catalogue import catalogue
from xref.lists.columns import kind_of
from xref.lists.dates import iso_date
from xref.lists.readers.base import Tally, tidy, unique
from xref.lists.readers.json_stream import records_of
from xref.lists.readers.opensanctions_entities import (
    LIST,
    birth_dates,
    codes,
    imo_number,
    is_role,
    status_of,
)
from xref.model import Designation, Identifier, Kind, Name
from xref.names.fold import script_of

FORMAT = "opensanctions-senzing"

_START = re.compile(rb"^\s*\[?\s*\{")
_KEYS = (b'"DATA_SOURCE"', b'"RECORD_ID"', b'"NAMES"')
_SOURCES = re.compile(rb'"DATA_SOURCE"\s*:\s*"(?:OS_|OPEN_?SANCTIONS)')
# Fields of a feature that hold a number, the field of its country, and our type.
_NUMBERS = (
    ("PASSPORT_NUMBER", "PASSPORT_COUNTRY", "passport"),
    ("TAX_ID_NUMBER", "TAX_ID_COUNTRY", "tax_id"),
    ("SSN_NUMBER", "", "ssn"),
    ("LEI_NUMBER", "", "lei"),
    ("DUNS_NUMBER", "", "duns"),
    ("MMSI_NUMBER", "", "mmsi"),
    ("CALL_SIGN", "", "call_sign"),
    ("ISIN_NUMBER", "", "isin"),
    ("WEBSITE_ADDRESS", "", "website"),
    ("EMAIL_ADDRESS", "", "email"),
    ("PHONE_NUMBER", "", "phone"),
)
# OpenSanctions keeps the property under which it found a number as the type of the number.
_TYPES = {
    "registrationNumber": "registration", "ogrnCode": "registration", "mmsi": "mmsi",
    "callSign": "call_sign", "swiftBic": "swift", "bikCode": "bik", "okpoCode": "okpo",
    "kppCode": "kpp", "publicKey": "wallet", "isin": "isin", "isinCode": "isin",
}  # fmt: skip
_OWN_TYPES = frozenset(["OPEN_SANCTIONS", "OPENSANCTIONS", "WIKIDATA", "wikidataId"])

Feature = dict[str, Any]


class _Record(msgspec.Struct, frozen=True, rename="upper"):
    data_source: str
    record_id: str
    record_type: str | None = None
    last_change: str | None = None
    names: list[Feature] = []
    risks: list[Feature] = []
    addresses: list[Feature] = []
    dates: list[Feature] = []
    countries: list[Feature] = []
    contacts: list[Feature] = []
    identifiers: list[Feature] = []
    url: str | None = None


def recognise(head: bytes) -> bool:
    """Tell whether the records are Senzing's, written by OpenSanctions.

    Example:
        >>> recognise(b'{"DATA_SOURCE":"OS_UN_SC_SANCTIONS","RECORD_ID":"unsc-1","NAMES":[]}')
        True
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    return (
        _START.match(head) is not None
        and all(key in head for key in _KEYS)
        and _SOURCES.search(head) is not None
    )


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the records of the file that somebody lists.

    Raises:
        ListParseError: The JSON is broken.
    """
    tally.notice = catalogue()[LIST].licence + ": " + catalogue()[LIST].terms
    latest = ""
    for line, record in records_of(path, _Record):
        latest = max(latest, record.last_change or "")
        topics = _values(record.risks, "TOPIC")
        if not topics or all(map(is_role, topics)):
            continue
        designation = _designation(record, topics)
        if designation is None:
            tally.refuse(f"line {line}", f"record {record.record_id} has no name")
        else:
            yield designation
    tally.published = iso_date(latest[:10])


def _values(features: Sequence[Feature], *keys: str) -> list[str]:
    found = (feature.get(key) for feature in features for key in keys)
    return [tidy(value) for value in found if isinstance(value, str) and value.strip()]


def _designation(record: _Record, topics: Sequence[str]) -> Designation | None:
    names = _names(record.names)
    if not names:
        return None
    definition = catalogue()[LIST]
    kind = kind_of(record.record_type or "") or "organisation"
    dataset = record.data_source.removeprefix("OS_").lower()
    datasets = [dataset] if record.data_source.startswith("OS_") else []
    nations = codes(_values(record.countries, "NATIONALITY", "CITIZENSHIP"))
    seats = codes(_values(record.countries, "REGISTRATION_COUNTRY"))
    near = codes(_values(record.countries, "COUNTRY_OF_ASSOCIATION"))
    return Designation(
        id=f"{LIST}:{record.record_id}",
        list=LIST,
        reference=record.record_id,
        authority=definition.authority,
        kind=kind,
        status=status_of(datasets, topics, ()),
        names=names,
        url=record.url or definition.url_of(record.record_id),
        birth_dates=birth_dates(_values(record.dates, "DATE_OF_BIRTH")),
        birth_places=unique(_values(record.addresses, "PLACE_OF_BIRTH")),
        nationalities=() if kind == "vessel" else nations or seats or near,
        identifiers=_identifiers(record, kind),
        addresses=unique(_addresses(record.addresses)),
        remarks=f"topics: {', '.join(topics)}",
        source=", ".join(datasets) or None,
    )


def _names(features: Sequence[Feature]) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    ordered = sorted(features, key=lambda feature: feature.get("NAME_TYPE") != "PRIMARY")
    for feature in ordered:
        for spelling in _values([feature], "NAME_FULL", "NAME_ORG"):
            quality = "unknown" if found else "primary"
            found.setdefault(spelling, Name(spelling, quality, script_of(spelling)))  # type: ignore[arg-type]
    return tuple(found.values())


def _addresses(features: Sequence[Feature]) -> list[str]:
    lines = ("ADDR_LINE1", "ADDR_LINE2", "ADDR_CITY", "ADDR_STATE", "ADDR_POSTAL_CODE")
    return [
        next(iter(_values([feature], "ADDR_FULL")), ", ".join(_values([feature], *lines)))
        for feature in features
    ]


def _identifiers(record: _Record, kind: Kind) -> tuple[Identifier, ...]:
    found = [imo_number(value, kind) for value in _values(record.identifiers, "IMO_NUMBER")]
    for feature in [*record.identifiers, *record.contacts]:
        for key, country, sort in _NUMBERS:
            issuer = next(iter(codes(_values([feature], country))), None)
            found.extend(Identifier(sort, value, issuer) for value in _values([feature], key))
        issuer = next(iter(codes(_values([feature], "NATIONAL_ID_COUNTRY"))), None)
        sort = _TYPES.get(str(feature.get("NATIONAL_ID_TYPE")), "national_id")
        national = _values([feature], "NATIONAL_ID_NUMBER")
        found.extend(Identifier(sort, value, issuer) for value in national)
        found.extend(_other(feature, kind))
    return tuple(dict.fromkeys(found))


def _other(feature: Feature, kind: Kind) -> list[Identifier]:
    sort = str(feature.get("OTHER_ID_TYPE"))
    values = _values([feature], "OTHER_ID_NUMBER")
    if sort == "imoNumber":
        return [imo_number(value, kind) for value in values]
    if sort in _OWN_TYPES:
        return []
    return [Identifier(_TYPES.get(sort, "unspecified"), value) for value in values]
