"""The US Consolidated Screening List, as CSV: one row per entity of thirteen lists.

Owns that table. It gathers lists of the Treasury (OFAC), the State Department and the
Bureau of Industry and Security; who lists an entry stands in the column `source`.
Invariant: an entry of a list that only controls exports is `reported`, because it is no
sanction. Day 01 of a birth date is dropped: the file prints `Sep 1938` as `1938-09-01`.
Refuses a row with the wrong number of fields, and a file whose sources it cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from xref.lists.catalogue import catalogue
from xref.lists.columns import kind_of
from xref.lists.countries import country_code, iso_code
from xref.lists.dates import is_birth_date, iso_date
from xref.lists.readers.base import Tally, broken, log, tidy, unique
from xref.lists.readers.ofac_fields import Draft
from xref.lists.readers.table import head_rows, rows_of
from xref.model import Designation, Identifier, Name, Quality, Status
from xref.names.fold import script_of

FORMAT = "us-csl-csv"
LIST = "us-csl"

_NEEDED = frozenset(
    ("_id", "source", "entity_number", "type", "programs", "name", "alt_names")
) | frozenset(("federal_register_notice", "dates_of_birth", "source_list_url", "ids"))
_SDN = "SDN"
_SDN_LIST, _NON_SDN_LIST = "us-ofac-sdn", "us-ofac-cons"
_OFAC = "US-OFAC"

# `Specially Designated Nationals (SDN) - Treasury Department`; the code may be followed by
# the word "List", inside or outside the brackets.
_SOURCE = re.compile(
    r"^(?P<title>.+?)\s*\((?P<code>[A-Z][A-Z0-9-]*)[^()]*\).*?\s-\s(?P<body>[^-]+)$"
)
_KNOWN_AS = re.compile(
    r"^(?:and\s+)?(?:(?P<mark>[af])\.?k\.?a\.?,?\s+)?(?P<name>.+)$", re.IGNORECASE
)
_BRACKETED = re.compile(
    r"\s*\(\s*(?P<mark>[af])\.?k\.?a\.?,?\s+(?P<names>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*",
    re.IGNORECASE,
)
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_FIRST_DAY = re.compile(r"^(\d{4}-\d\d)-01$")
_LINK = re.compile(r"\(?Linked To: (.+?)\)?(?=\s*(?:[;.]|\(Linked To:|$))")


def recognise(head: bytes) -> bool:
    """Tell whether the header is that of the screening list.

    Example:
        >>> recognise(b"_id,source,entity_number,type,programs,name,title,addresses,"
        ...           b"federal_register_notice,source_list_url,alt_names,dates_of_birth,ids")
        True
    """
    rows = head_rows(head, limit=1)
    return bool(rows) and _NEEDED.issubset(rows[0])


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the entries of the file, an entry that is printed twice once.

    Raises:
        ListParseError: A row cannot be read, has no id, or names no source.
    """
    rows = rows_of(path)
    _, header = next(rows)
    newest = ""
    seen: dict[str, str] = {}
    for line, row in rows:
        if len(row) != len(header):
            raise broken(path, line, f"{len(row)} fields, the header has {len(header)}")
        cells = dict(zip(header, map(str.strip, row), strict=True))
        code, authority = _source(cells["source"], line, path)
        number = cells["entity_number"] or cells["_id"]
        if not number:
            raise broken(path, line, "a row without an id")
        if not tidy(cells["name"]):
            tally.refuse(f"line {line}", f"{code} {number} has no name")
            continue
        newest = max(newest, iso_date(cells.get("start_date", "")) or "")
        reference = _reference(f"{code}-{number}", tidy(cells["name"]), seen)
        if reference is None:
            log.info("%s:%d: %s %s is printed twice", path.name, line, code, number)
        else:
            yield _entry(cells, reference, code, authority)
    if newest:
        tally.notice = f"the file prints no date of its own; its newest entry starts on {newest}"


def _reference(reference: str, name: str, seen: dict[str, str]) -> str | None:
    """Number an id used for two names; None for an entry that was read before.

    One bank stands twice on the CAPTA list of 2022, in two rows that agree.
    """
    copies = 1
    numbered = reference
    while numbered in seen:
        if seen[numbered] == name:
            return None
        copies += 1
        numbered = f"{reference}-{copies}"
    seen[numbered] = name
    return numbered


@cache
def _parts(source: str) -> tuple[str, str] | None:
    """Return the code of a source and the code of the body it belongs to."""
    found = _SOURCE.match(source)
    if found is None:
        return None
    bodies = {name: code for code, name in catalogue()[LIST].authorities.items()}
    body = bodies.get(found["body"].strip())
    if body is None:
        log.warning("%r: the body is not known; its entries get the authority US", source)
    return found["code"], body or catalogue()[LIST].authority


def _source(source: str, line: int, path: Path) -> tuple[str, str]:
    parts = _parts(tidy(source))
    if parts is None:
        raise broken(path, line, f"source {source[:60]!r} has no code in brackets")
    return parts


def _entry(cells: dict[str, str], reference: str, code: str, authority: str) -> Designation:
    kind = kind_of(cells["type"]) or "organisation"
    draft = Draft(kind)
    unread = [part for part in _split(cells["ids"]) if not _add_id(part, draft)]
    for printed in _split(cells["dates_of_birth"]):
        draft.birth_dates.append(_birth_date(printed))
    codes = [*_split(cells.get("nationalities", "")), *_split(cells.get("citizenships", ""))]
    flag = country_code(cells.get("vessel_flag"))
    call_sign = [Identifier("call_sign", sign) for sign in _split(cells.get("call_sign", ""))]
    numbers = dict.fromkeys([*draft.identifiers, *call_sign])
    remarks = cells.get("remarks", "")
    owners = [*_split(cells.get("vessel_owner", "")), *_LINK.findall(remarks), *draft.owners]
    same_as, url = _original(code, authority, cells["entity_number"])
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=authority,
        kind=kind,
        status=_status(code, authority),
        names=_names(cells["name"], _split(cells["alt_names"])),
        programmes=unique(_split(cells["programs"])) or (code,),
        legal_basis=unique([tidy(cells["federal_register_notice"])]),
        listed_on=iso_date(cells.get("start_date", "")),
        url=url,
        birth_dates=unique([day for day in draft.birth_dates if day and is_birth_date(day)]),
        birth_places=unique(_split(cells.get("places_of_birth", ""))),
        nationalities=unique([iso_code(c) or "" for c in codes] + draft.nationalities),
        titles=unique(_split(cells.get("title", ""))),
        identifiers=tuple(numbers),
        flags=unique([flag or "", *draft.flags]),
        former_flags=unique(draft.former_flags),
        vessel_type=cells.get("vessel_type") or draft.vessel_type,
        owners=unique(owners),
        addresses=unique(_split(cells.get("addresses", ""))),
        remarks=_remarks(cells, unread),
        same_as=same_as,
    )


def _split(cell: str) -> list[str]:
    return [part for part in map(tidy, cell.split(";")) if part]


def _status(code: str, authority: str) -> Status:
    """Lists that only control exports, or only debar, are not sanctions: `reported`."""
    reporting = catalogue()[LIST].reporting
    return "reported" if code in reporting or authority in reporting else "designated"


def _original(code: str, authority: str, number: str) -> tuple[tuple[str, ...], str | None]:
    """Return the entry's id in OFAC's own list and its page; both lists share one numbering."""
    if authority != _OFAC or not number:
        return (), None
    own = _SDN_LIST if code == _SDN else _NON_SDN_LIST
    return (f"{own}:{number}",), catalogue()[own].url_of(number)


def _birth_date(printed: str) -> str:
    """Read a birth date; `Sep 1938` of the original list is printed here as `1938-09-01`."""
    found = _FIRST_DAY.match(printed)
    return (found[1] if found else iso_date(printed)) or ""


def _names(primary: str, others: list[str]) -> tuple[Name, ...]:
    """Return the names; the file marks no alias but with `f.k.a.` inside a text."""
    found: dict[str, Name] = {}

    def add(printed: str, quality: Quality) -> None:
        aside = _BRACKETED.search(printed)
        if aside is not None:
            add(f"{printed[: aside.start()]} {printed[aside.end() :]}", quality)
            for part in _split(aside["names"]):
                add(part, "former" if aside["mark"].lower() == "f" else "unknown")
            return
        known_as = _KNOWN_AS.match(tidy(printed))
        if known_as is not None:
            if (known_as["mark"] or "").lower() == "f":
                quality = "former"
            spelling = known_as["name"]
            found.setdefault(spelling, Name(spelling, quality, script_of(spelling)))

    add(primary, "primary")
    for other in others:
        add(other, "unknown")
    return tuple(found.values())


def _add_id(printed: str, draft: Draft) -> bool:
    """Add `RU, 2026-07-11, 514448632, Passport`; False for what is no number.

    In front of the value may stand the issuing country and days of issue and expiry.
    """
    value, comma, label = printed.rpartition(", ")
    if not comma:
        return False
    parts = value.split(", ")
    country = iso_code(parts[0]) if len(parts) > 1 else None
    rest = parts[1:] if country else parts
    while len(rest) > 1 and _DAY.match(rest[0]):
        rest = rest[1:]
    if label.endswith((":", "-", "information")) or label.startswith(_NO_NUMBER):
        return False
    before = _size(draft)
    draft.add(label, ", ".join(rest), country or "")
    return _size(draft) > before


_NO_NUMBER = ("Gender", "Executive Order", "Effective Date", "Listing Date")


def _size(draft: Draft) -> int:
    fields = (draft.identifiers, draft.flags, draft.former_flags, draft.owners)
    return sum(len(field) for field in fields) + len(draft.nationalities) + bool(draft.vessel_type)


def _remarks(cells: dict[str, str], unread: list[str]) -> str | None:
    ends = cells.get("end_date", "")
    parts = [
        f"list: {tidy(cells['source'])}",
        *([f"ends {ends}"] if ends else []),
        tidy(cells.get("remarks", "")),
        *(
            f"{name.replace('_', ' ')}: {tidy(cells[name])}"
            for name in ("standard_order", "license_requirement", "license_policy")
            if cells.get(name)
        ),
        *unread,
    ]
    return "; ".join(filter(None, parts))
