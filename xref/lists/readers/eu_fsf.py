"""The EU Financial Sanctions File: one entity, whichever file it was read from.

Owns the meaning of the attributes of schema 1.1; the readers of XML and CSV only bring
an entity into the shape of `Entity`. Invariant: equal content gives equal designations
(the CSV has no attribute `strong`, so there the quality of aliases stays unknown).

`listed_on` is `designationDate`, else the date of designation that the remark prints. The
dates of a regulation are those of the latest act that touched the entry: never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from xref.lists.catalogue import catalogue
from xref.lists.countries import country_code, iso_code
from xref.lists.dates import iso_date
from xref.lists.readers.base import tidy, unique
from xref.lists.readers.eu_labels import YEARS, eu_dates, labels
from xref.lists.readers.eu_names import names_in, ordered
from xref.lists.readers.eu_numbers import document_type
from xref.lists.references import imo_identifier
from xref.model import Designation, Identifier, Kind, Name, Order, Quality
from xref.names.fold import fold, script_of

LIST = "eu-fsf"

Part = dict[str, str]
"""Attributes of one element, by their names in the XML; child texts as `remark` and so on."""


class Entity(msgspec.Struct):
    """One `sanctionEntity`: its own attributes and its parts."""

    own: Part
    regulations: list[Part]
    names: list[Part]
    births: list[Part]
    citizenships: list[Part]
    addresses: list[Part]
    identifications: list[Part]


_UN = re.compile(r"\b([A-Z]{2}[ie]\.\d{3})\b")
_UN_IN_REMARK = re.compile(
    r"\bUN (?:ref(?:erence)?|list)[\w. ]*:?\s*([A-Z]{2}[ie]\.\d{3})\b", re.IGNORECASE
)
_DESIGNATED = re.compile(r"Date of (UN )?designation:\s*([^()\n]+)", re.IGNORECASE)
_LETTERS = re.compile(r"(?:^|[\s,;])\(?[a-h]\)\s+")
_SHIP = re.compile(r"\b(?:M/?V|M/?T|vessel|ship|tanker)\b", re.IGNORECASE)
_CONTACT = re.compile(r"(PHONE|FAX|EMAIL|WEB)\s*[:=\[]?\s*", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:f\.?k\.?a\b|formerly|former name|previously listed)", re.IGNORECASE)


def designation_of(entity: Entity) -> Designation | None:
    """Read one entity; None if it has no usable name."""
    own = entity.own
    reference = own.get("euReferenceNumber") or f"logicalId {own.get('logicalId', '')}"
    kind = _kind(entity)
    nationalities = unique([_country(part) or "" for part in entity.citizenships])
    names = _names(entity.names, kind, nationalities)
    if not names:
        return None
    definition = catalogue()[LIST]
    crossed = _UN.findall(own.get("unitedNationId", ""))
    crossed += _UN_IN_REMARK.findall(own.get("remark", ""))
    addresses, contacts = _addresses(entity.addresses)
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=definition.authority,
        kind=kind,
        names=names,
        programmes=unique([tidy(part.get("programme")) for part in entity.regulations]),
        legal_basis=unique([tidy(part.get("numberTitle")) for part in entity.regulations]),
        listed_on=_listed_on(own),
        url=next(
            (p["publicationUrl"] for p in entity.regulations if p.get("publicationUrl")), None
        ),
        birth_dates=unique([_birth_date(part, reference) or "" for part in entity.births]),
        birth_places=unique([_place(part) for part in entity.births]),
        nationalities=nationalities if kind == "person" else (),
        titles=_titles(entity.names),
        identifiers=tuple(dict.fromkeys([*_documents(entity.identifications, kind), *contacts])),
        addresses=unique(addresses),
        remarks=_remarks(entity),
        same_as=unique([f"un-sc:{number}" for number in crossed]),
    )


def _kind(entity: Entity) -> Kind:
    """A person, or an enterprise; a ship is an enterprise with a ship's number and word."""
    code = entity.own.get("code", "").strip().lower()
    if code in ("person", "p"):
        return "person"
    if code in ("vessel", "ship", "v"):
        return "vessel"
    numbered = any(
        document_type(part.get("identificationTypeCode", "")) == "imo"
        and (number := imo_identifier(part.get("number", ""))) is not None
        and number.certain
        for part in entity.identifications
    )
    said = [entity.own.get("remark", ""), *(part.get("wholeName", "") for part in entity.names)]
    return "vessel" if numbered and any(map(_SHIP.search, said)) else "organisation"


def _names(parts: list[Part], kind: Kind, nationalities: tuple[str, ...]) -> tuple[Name, ...]:
    cut = [(part, _cut(part, kind)) for part in _primary_first(parts)]
    korean = bool({"KP", "KR"} & set(nationalities)) or any(
        name.script == "hangul" for _, names in cut for name in names
    )
    found: dict[str, Name] = {}
    for part, names in cut:
        for name in names:
            quality: Quality = "primary" if not found else name.quality
            order = _order(part, name, korean=korean) if kind == "person" else None
            found.setdefault(name.text, msgspec.structs.replace(name, quality=quality, order=order))
    return tuple(found.values())


def _primary_first(parts: list[Part]) -> list[Part]:
    """Put the main name first: no element is marked as such.

    It is the first one in Latin letters, not weak, that is in no language or in English; an
    entity may begin with its name in Swedish.
    """

    def rank(part: Part) -> int:
        plain = part.get("nameLanguage", "").strip().upper() in ("", "EN")
        latin = script_of(_whole(part)) == "latin"
        weak = _quality(part) in ("weak", "former")
        return (not plain) + 2 * (not latin) + 4 * weak

    return sorted(parts, key=rank)


def _whole(part: Part) -> str:
    whole = tidy(part.get("wholeName"))
    return whole or tidy(" ".join(part.get(k, "") for k in ("firstName", "middleName", "lastName")))


def _cut(part: Part, kind: Kind) -> list[Name]:
    return names_in(_whole(part), _quality(part), kind, primary=True)


def _quality(part: Part) -> Quality:
    """`strong` says it, but a remark is more exact: `(Low quality alias)`."""
    remark = part.get("remark", "").lower()
    if "low quality" in remark or "lo quality" in remark:
        return "weak"
    if _FORMER.search(remark):
        return "former"
    strong = part.get("strong", "").strip().lower()
    if strong in ("false", "0"):
        return "weak"
    if strong in ("true", "1") or "good quality" in remark or "high quality" in remark:
        return "alias"
    return "unknown"


def _order(part: Part, name: Name, *, korean: bool) -> Order | None:
    """By capitals, else by the field of the surname.

    The fields do not tell the surname of a Korean: `Cho`/`Chun`/`Ryong` makes Ryong of
    Cho Chun Ryong the last name.
    """
    order = ordered(name, korean=korean)
    if order is not None or korean:
        return order
    last, whole = fold(part.get("lastName", "")), fold(name.text)
    if not last or not part.get("firstName") or last == whole:
        return None
    if whole.endswith(" " + last):
        return "surname_last"
    return "surname_first" if whole.startswith(last + " ") else None


def _listed_on(own: Part) -> str | None:
    listed = iso_date(own.get("designationDate", ""))
    if listed is not None:
        return listed
    found = {
        bool(match[1]): dates[0]
        for match in _DESIGNATED.finditer(own.get("remark", ""))
        if (dates := eu_dates(match[2], LIST))
    }
    return found.get(False) or found.get(True)


def _birth_date(part: Part, where: str) -> str | None:
    """A range open at one end gives nothing, nor does a date of another calendar."""
    calendar = part.get("calendarType", "").strip().upper()
    if calendar not in ("", "GREGORIAN"):
        return None
    low, high = part.get("yearRangeFrom", "").strip(), part.get("yearRangeTo", "").strip()
    if part.get("birthdate"):
        shown = iso_date(part["birthdate"])
    elif part.get("year"):
        month, day = part.get("monthOfYear", ""), part.get("dayOfMonth", "")
        shown = iso_date(
            "-".join(
                [part["year"].strip(), *(item.strip().zfill(2) for item in (month, day) if item)]
            )
            if month
            else part["year"].strip()
        )
    elif low and high:
        shown = iso_date(f"{low} to {high}")
    else:
        return None
    if shown is None or not YEARS[0] <= int(shown[:4]) <= YEARS[1]:
        # Logs what was dropped, in the words of the file.
        eu_dates(f"absurd {part.get('birthdate') or part.get('year') or low}", where)
        return None
    return shown


def _country(part: Part) -> str | None:
    """`00` and UNKNOWN stand for no country."""
    code = part.get("countryIso2Code", "")
    return iso_code(code) or country_code(part.get("countryDescription"))


def _country_name(part: Part) -> str:
    name = tidy(part.get("countryDescription"))
    return "" if name.upper() == "UNKNOWN" else name


def _place(part: Part) -> str:
    fields = [tidy(part.get(key)) for key in ("place", "city", "region")]
    return ", ".join(unique([*fields, _country_name(part)]))


def _addresses(parts: list[Part]) -> tuple[list[str], list[Identifier]]:
    found: list[str] = []
    contacts: list[Identifier] = []
    for part in parts:
        box = tidy(part.get("poBox"))
        city = tidy(f"{part.get('zipCode', '')} {part.get('city', '')}")
        fields = [
            tidy(part.get("street")), f"PO Box {box}" if box else "", city,
            tidy(part.get("place")), tidy(part.get("region")), _country_name(part),
        ]  # fmt: skip
        found.append(", ".join(unique([field for field in fields if field != "-"])))
        contacts += _contacts(part.get("contactInfo", ""))
    return found, contacts


def _contacts(text: str) -> list[Identifier]:
    """Read `PHONE: +850 2 381; EMAIL: a@b.kp`."""
    pieces = _CONTACT.split(text)
    table = labels().contacts
    return [
        Identifier(table[key.lower()], value)
        for key, cell in zip(pieces[1::2], pieces[2::2], strict=True)
        for part in re.split(r"[,;|\]]", cell)
        if (value := tidy(part).strip(" ."))
    ]


def _titles(parts: Iterable[Part]) -> tuple[str, ...]:
    """Split `(a) Mullah, (b) Maulavi`."""
    cells = [part.get(key, "") for part in parts for key in ("function", "title")]
    return unique([tidy(item).strip(" ,;") for cell in cells for item in _LETTERS.split(cell)])


def _documents(parts: list[Part], kind: Kind) -> list[Identifier]:
    found = []
    for part in parts:
        sort = document_type(part.get("identificationTypeCode", ""))
        value = tidy(part.get("number")) or tidy(part.get("latinNumber"))
        if not any(map(str.isdigit, value)):
            continue
        certain = part.get("knownFalse", "").strip().lower() not in ("true", "1")
        number = imo_identifier(value) if sort == "imo" else None
        if number is None:
            found.append(Identifier(sort, value, _country(part), certain))
        elif kind == "vessel":
            found.append(msgspec.structs.replace(number, certain=number.certain and certain))
        else:
            found.append(Identifier("company_imo", number.value, certain=certain))
    return found


def _remarks(entity: Entity) -> str | None:
    found = [tidy(entity.own.get(key)) for key in ("remark", "designationDetails")]
    genders = [tidy(part.get("gender")) for part in entity.names]
    found += [f"gender: {gender}" for gender in unique(genders)]
    found += [tidy(part.get("remark")) for part in (*entity.identifications, *entity.addresses)]
    return "; ".join(unique(found)) or None
