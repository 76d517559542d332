"""Entities of OpenSanctions' JSON files: from FollowTheMoney properties to a designation.

Owns which property means which field. The status follows the rule of the CSV reader: a
target that only bodies which do not designate name is `reported`. Invariant: an IMO number
is a ship's only in entities of schema Vessel. Refuses to read a nationality from an address,
and leaves out politicians and others of whom no listing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from xref.lists.catalogue import catalogue
from xref.lists.columns import kind_of
from xref.lists.countries import iso_code
from xref.lists.dates import is_birth_date, iso_date
from xref.lists.readers.base import log, tidy, unique
from xref.lists.references import imo_identifier
from xref.model import Designation, Identifier, Kind, Name, Quality, Status
from xref.names.fold import script_of

LIST = "opensanctions"

# Properties of FollowTheMoney that hold a number, and our type of identifier.
_NUMBERS = {
    "mmsi": "mmsi", "callSign": "call_sign", "passportNumber": "passport",
    "idNumber": "national_id", "taxNumber": "tax_id", "innCode": "tax_id", "vatCode": "tax_id",
    "registrationNumber": "registration", "ogrnCode": "registration", "okpoCode": "okpo",
    "kppCode": "kpp", "leiCode": "lei", "dunsCode": "duns", "swiftBic": "swift",
    "bikCode": "bik", "uscCode": "usc", "isin": "isin", "isinCode": "isin",
    "socialSecurityNumber": "ssn", "publicKey": "wallet", "buildDate": "built",
    "phone": "phone", "email": "email", "website": "website",
}  # fmt: skip
_NAMES: tuple[tuple[str, Quality], ...] = (
    # OpenSanctions drops most marks of the lists it reads; the weak ones are a property.
    ("name", "unknown"), ("weakAlias", "weak"), ("previousName", "former"),
    ("alias", "unknown"), ("abbreviation", "unknown"),
)  # fmt: skip
# Topics that say what somebody is, not that anybody lists them.
_ROLES = ("role.", "gov", "fin", "pol.", "rel", "corp.", "mil")
_SANCTIONED = "sanction"
_OFAC_PAGE = re.compile(r"\.ofac\.treas\.gov/Details\.aspx\?id=(\d+)$")
_OFAC_LISTS = {"us_ofac_sdn": "us-ofac-sdn", "us_ofac_cons": "us-ofac-cons"}

Properties = Mapping[str, Sequence[Any]]


class Entity(msgspec.Struct, frozen=True):
    """One entity as a file holds it; of nested ones, values may be entities themselves."""

    id: str
    schema: str
    caption: str = ""
    properties: dict[str, list[Any]] = {}
    datasets: list[str] = []
    last_seen: str | None = None
    target: bool | None = None


class Around(msgspec.Struct, frozen=True):
    """What stands around an entity: its listings, addresses, documents and owners."""

    sanctions: list[Properties] = []
    addresses: list[Properties] = []
    documents: list[tuple[str, Properties]] = []
    owners: list[str] = []


def texts(properties: Properties, *keys: str) -> list[str]:
    """Return the values of some properties that are texts."""
    found = (value for key in keys for value in properties.get(key, ()))
    return [tidy(value) for value in found if isinstance(value, str) and value.strip()]


def nested(properties: Properties, *keys: str) -> Iterator[tuple[str, str, Properties]]:
    """Yield schema, caption and properties of the entities that stand as values."""
    for key in keys:
        for value in properties.get(key, ()):
            if isinstance(value, dict) and isinstance(value.get("properties"), dict):
                yield (
                    str(value.get("schema", "")),
                    tidy(str(value.get("caption") or "")),
                    value["properties"],
                )


def around_nested(entity: Entity) -> Around:
    """Collect what stands around an entity inside its own properties."""
    own = entity.properties
    owners = [caption for _, caption, _ in nested(own, "owner", "operator") if caption]
    for _, _, link in nested(own, "ownershipAsset"):
        owners.extend(_captions(nested(link, "owner")))
    return Around(
        sanctions=[listing for _, _, listing in nested(own, "sanctions")],
        addresses=[address for _, _, address in nested(own, "addressEntity")],
        documents=[
            (schema, document)
            for schema, _, document in nested(own, "passports", "identificiation", "identification")
        ],
        owners=owners,
    )


def _captions(entities: Iterable[tuple[str, str, Properties]]) -> list[str]:
    return [caption or next(iter(texts(own, "name")), "") for _, caption, own in entities]


def is_target(entity: Entity, around: Around) -> bool:
    """Tell whether somebody lists an entity.

    A file that marks no targets is judged by topics and listings. Somebody whose topics are
    roles only, such as a politician, and of whom no listing is told, is on no list.
    """
    if entity.target is False:
        return False
    topics = texts(entity.properties, "topics")
    if around.sanctions or _SANCTIONED in topics:
        return True
    if entity.target is None:
        return False
    return not topics or not all(map(is_role, topics))


def is_role(topic: str) -> bool:
    """Tell whether a topic says what somebody is, not that anybody lists them.

    Example:
        >>> is_role("role.pep"), is_role("sanction"), is_role("poi")
        (True, False, False)
    """
    return topic.startswith(_ROLES)


def designation_of(entity: Entity, around: Around) -> Designation | None:
    """Make the designation of a target; None without a name."""
    names = _names(entity)
    if not names:
        return None
    own = entity.properties
    kind = kind_of(entity.schema) or "organisation"
    definition = catalogue()[LIST]
    status = status_of(entity.datasets, texts(own, "topics"), around.sanctions)
    days = sorted(filter(None, map(iso_date, _days(around.sanctions, "listingDate", "startDate"))))
    ends = sorted(filter(None, map(iso_date, _days(around.sanctions, "endDate"))))
    return Designation(
        id=f"{LIST}:{entity.id}",
        list=LIST,
        reference=entity.id,
        authority=definition.authority,
        kind=kind,
        status=status,
        names=names,
        programmes=unique(_program(around.sanctions, own)),
        listed_on=days[0] if days else None,
        delisted_on=ends[-1] if ends and status == "delisted" else None,
        url=definition.url_of(entity.id),
        birth_dates=birth_dates(texts(own, "birthDate")),
        birth_places=unique(texts(own, "birthPlace")),
        nationalities=_countries(own, kind),
        titles=unique(texts(own, "position", "title")),
        identifiers=_identifiers(own, kind, around.documents),
        flags=codes(texts(own, "flag")) if kind == "vessel" else (),
        former_flags=codes(texts(own, "pastFlags")) if kind == "vessel" else (),
        vessel_type=next(iter(texts(own, "type")), None) if kind == "vessel" else None,
        owners=unique(around.owners),
        addresses=unique([*texts(own, "address"), *map(_address, around.addresses)]),
        remarks=_remarks(own, around.sanctions),
        same_as=_same_as(entity, around.sanctions),
        source=", ".join(entity.datasets) or None,
    )


def status_of(
    datasets: Sequence[str], topics: Sequence[str], sanctions: Sequence[Properties]
) -> Status:
    """Say what a target's status is.

    Returns:
        `reported` if only bodies that do not designate name it, or if its topics say that it
        is not sanctioned; `delisted` if all its listings have ended; else `designated`.
    """
    reporting = catalogue()[LIST].reporting
    if datasets and all(dataset in reporting for dataset in datasets):
        return "reported"
    if _SANCTIONED in topics:
        return "designated"
    if sanctions and all(texts(listing, "endDate") for listing in sanctions):
        return "delisted"
    return "designated" if sanctions and not topics else "reported"


def birth_dates(printed: Sequence[str]) -> tuple[str, ...]:
    """Read birth dates; impossible ones are dropped with a warning."""
    found = []
    for text in printed:
        value = iso_date(text[:10])
        if value is not None and is_birth_date(value):
            found.append(value)
        else:
            log.warning("%r is no birth date", text[:40])
    return unique(found)


def codes(printed: Sequence[str]) -> tuple[str, ...]:
    """Return the country codes of two letters; `suhh` and `ua-cri` are none."""
    return unique([iso_code(text) or "" for text in printed])


def imo_number(printed: str, kind: Kind) -> Identifier:
    """Return an IMO number: of a ship, or of a company that owns ships."""
    number = imo_identifier(printed)
    if number is None:
        return Identifier("registration", printed)
    return number if kind == "vessel" else Identifier("company_imo", number.value)


def _names(entity: Entity) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    caption = tidy(entity.caption) or next(iter(texts(entity.properties, "name")), "")
    # A caption that is no name of the entity is its id.
    if caption and caption != entity.id:
        found[caption] = Name(caption, "primary", script_of(caption))
    for key, quality in _NAMES:
        for spelling in texts(entity.properties, key):
            found.setdefault(spelling, Name(spelling, quality, script_of(spelling)))
    names = tuple(found.values())
    if names and names[0].quality != "primary":
        return (msgspec.structs.replace(names[0], quality="primary"), *names[1:])
    return names


def _days(sanctions: Sequence[Properties], first: str, second: str = "") -> list[str]:
    keys = (first, second) if second else (first,)
    return [
        day[:10]
        for listing in sanctions
        for day in next(filter(None, (texts(listing, key) for key in keys)), [])
    ]


def _program(sanctions: Sequence[Properties], own: Properties) -> list[str]:
    programmes = texts(own, "programId")
    for listing in sanctions:
        programmes += texts(listing, "programId") or texts(listing, "program")
    return programmes


def _countries(own: Properties, kind: Kind) -> tuple[str, ...]:
    if kind == "vessel":
        return ()
    first = ("nationality", "citizenship") if kind == "person" else ("jurisdiction", "mainCountry")
    return codes(texts(own, *first)) or codes(texts(own, "country"))


def _identifiers(
    own: Properties, kind: Kind, documents: Sequence[tuple[str, Properties]]
) -> tuple[Identifier, ...]:
    found = [imo_number(value, kind) for value in texts(own, "imoNumber")]
    papers: list[Identifier] = []
    for schema, document in documents:
        country = next(iter(codes(texts(document, "country"))), None)
        sort = "passport" if schema == "Passport" else "national_id"
        papers.extend(Identifier(sort, value, country) for value in texts(document, "number"))
    known = {(paper.type, paper.value) for paper in papers}
    plain = [Identifier(sort, value) for key, sort in _NUMBERS.items() for value in texts(own, key)]
    found.extend(papers)
    # A number that a document prints with its country is not repeated without it.
    found.extend(number for number in plain if (number.type, number.value) not in known)
    return tuple(dict.fromkeys(found))


def _address(address: Properties) -> str:
    if full := texts(address, "full"):
        return full[0]
    parts = texts(address, "street", "city", "region", "state", "postalCode", "country")
    return ", ".join(parts)


def _remarks(own: Properties, sanctions: Sequence[Properties]) -> str | None:
    listings = (
        " - ".join(texts(listing, "authority", "program", "reason", "status"))
        for listing in sanctions
    )
    return "; ".join(unique([*texts(own, "notes", "summary", "description"), *listings])) or None


def _same_as(entity: Entity, sanctions: Sequence[Properties]) -> tuple[str, ...]:
    """Return the originals that are printed: the UN's reference, the page of OFAC's entry."""
    found = [f"un-sc:{number}" for listing in sanctions for number in texts(listing, "unscId")]
    own = [_OFAC_LISTS[dataset] for dataset in entity.datasets if dataset in _OFAC_LISTS]
    links = texts(entity.properties, "sourceUrl")
    links += [link for listing in sanctions for link in texts(listing, "sourceUrl")]
    if len(own) == 1:
        pages = filter(None, (_OFAC_PAGE.search(link) for link in links))
        found.extend(f"{own[0]}:{page[1]}" for page in pages)
    return unique(found)
