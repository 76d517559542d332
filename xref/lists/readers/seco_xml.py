"""The Swiss list of SECO, whole or as an amendment.

Owns its XML: programmes with their sets of sanctions, places, and targets that refer to
both by number. The file keeps its history: a target that was taken off stays, and each
`modification` repeats whole targets as they were before, which are never read. Invariant:
the newest modification says whether a target is on the list. Two passes over the file,
because places may follow the targets that name them; memory holds programmes, places and the
names of targets. Refuses a target without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
from lxml import etree

from xref.lists.catalogue import catalogue
from xref.lists.dates import is_birth_date, iso_date
from xref.lists.readers.base import Tally, broken, log, unique
from xref.lists.readers.seco_names import names_of
from xref.lists.readers.seco_numbers import country_of, flags_of, identifiers_of
from xref.lists.readers.stream import children, line_of, local_name, records_of, text, texts
from xref.lists.readers.uk_fields import un_references
from xref.model import Designation, Kind, Status

FORMAT = "seco-xml"
LIST = "ch-seco"

_TAGS = ("sanctions-program", "place", "target")
_KINDS: dict[str, Kind] = {"individual": "person", "entity": "organisation", "object": "vessel"}
_ROOT = re.compile(rb"<swiss-sanctions-list[\s>]")
_PLACE = (
    "c-o",
    "address-details",
    "p-o-box",
    "zip-code",
    "location",
    "location-variant",
    "area",
    "country",
)
_DATES = ("effective-date", "enactment-date", "publication-date")


class _Shared(msgspec.Struct):
    """What targets refer to by number: sets of sanctions, places, names of targets."""

    programmes: dict[str, str] = {}
    acts: dict[str, str] = {}
    places: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}


def recognise(head: bytes) -> bool:
    """Tell whether the root element is `swiss-sanctions-list`.

    Example:
        >>> recognise(b'<swiss-sanctions-list list-type="whole-list" date="2026-08-27">')
        True
    """
    return _ROOT.search(head) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of the file, those taken off the list too.

    Raises:
        ListParseError: The XML is broken, or a target has no number.
    """
    with path.open("rb") as file:
        head = file.read(1 << 16)
    root = _ROOT.search(head)
    about = head[root.start() : head.find(b">", root.start()) + 1] if root else b""
    attributes = dict(re.findall(rb"\s(date|list-type)\s*=\s*[\"']([^\"']*)", about))
    tally.published = iso_date(attributes.get(b"date", b"").decode("utf-8", "replace"))
    if attributes.get(b"list-type", b"whole-list") != b"whole-list":
        kind = attributes[b"list-type"].decode("utf-8", "replace")
        tally.notice = f"this file is of type {kind!r}: it is not the whole list"
    shared = _shared(path)
    for target in _top(path):
        if local_name(target) != "target":
            continue
        reference = target.get("ssid", "")
        if not reference:
            raise broken(path, line_of(target), "a target without an ssid")
        designation = _entry(target, reference, shared)
        if designation is None:
            tally.refuse(f"target {reference}", "it has no name")
        else:
            yield designation


def _top(path: Path) -> Iterator[etree._Element]:
    """Yield the elements under the root; those that a modification repeats are deeper."""
    for element in records_of(path, _TAGS):
        parent = element.getparent()
        if parent is not None and parent.getparent() is None:
            yield element


def _shared(path: Path) -> _Shared:
    shared = _Shared()
    for element in _top(path):
        number = element.get("ssid", "")
        match local_name(element):
            case "place":
                shared.places[number] = _address(element)
            case "sanctions-program":
                key, act = _english(element, "program-key"), _english(element, "program-name")
                for item in children(element, "sanctions-set"):
                    set_id = item.get("ssid", "")
                    shared.programmes.setdefault(set_id, key)
                    if item.get("lang", "eng") == "eng":
                        shared.acts[set_id] = ", ".join(filter(None, (act, text(item))))
            case _:
                names, _ = names_of(_identities(element)[:1])
                if names:
                    shared.names[number] = names[0].text
    return shared


def _english(element: etree._Element, name: str) -> str:
    items = children(element, name)
    chosen = next((item for item in items if item.get("lang") == "eng"), None)
    return text(chosen) if chosen is not None else next(map(text, items), "")


def _body(target: etree._Element) -> etree._Element | None:
    return next((item for name in _KINDS for item in children(target, name)), None)


def _identities(target: etree._Element) -> list[etree._Element]:
    body = _body(target)
    found = children(body, "identity") if body is not None else []
    return sorted(found, key=lambda item: item.get("main", "true") != "true")


def _entry(target: etree._Element, reference: str, shared: _Shared) -> Designation | None:
    body, identities = _body(target), _identities(target)
    names, titles = names_of(identities)
    if body is None or not names:
        return None
    kind = _kind(body)
    status, listed_on, delisted_on = _history(target)
    sets = [*texts(target, "sanctions-set-id"), target.get("sanctions-set-id", "")]
    other = texts(body, "other-information")
    related = [item.get("target-id", "") for item in children(body, "relation")]
    birth_places = [item for one in identities for item in children(one, "place-of-birth")]
    addresses = [item for one in identities for item in children(one, "address")]
    remarks = [*texts(body, "justification"), *other]
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=catalogue()[LIST].authority,
        kind=kind,
        status=status,
        names=names,
        programmes=unique([shared.programmes.get(item, "") for item in sets]),
        legal_basis=unique([shared.acts.get(item, "") for item in sets]),
        listed_on=listed_on,
        delisted_on=delisted_on,
        url=catalogue()[LIST].url_of(reference),
        birth_dates=_birth_dates(identities, reference) if kind == "person" else (),
        birth_places=unique([_place(item, shared) for item in birth_places]),
        nationalities=_nationalities(identities) if kind == "person" else (),
        titles=unique(titles),
        identifiers=identifiers_of(identities, other, kind),
        flags=flags_of(other) if kind == "vessel" else (),
        former_flags=flags_of(other, former=True) if kind == "vessel" else (),
        owners=unique([shared.names.get(item, "") for item in related]),
        addresses=unique([_place(item, shared) for item in addresses]),
        remarks="; ".join(remarks) or None,
        same_as=unique(un_references(texts(target, "foreign-identifier"))),
    )


def _kind(body: etree._Element) -> Kind:
    if local_name(body) != "object":
        return _KINDS[local_name(body)]
    sort = body.get("object-type", "")
    if sort == "vessel":
        return "vessel"
    return "aircraft" if sort == "aircraft" else "organisation"


def _history(target: etree._Element) -> tuple[Status, str | None, str | None]:
    """Say whether the target is listed, since when, and when it was taken off.

    The newest modification counts; of two of one day, and where no day is printed, the
    first, because the file has the newest first.
    """
    found = []
    for item in children(target, "modification"):
        day = next((item.get(name, "") for name in _DATES if item.get(name)), "")
        found.append((iso_date(day) or "", item.get("modification-type", "")))
    newest = max(found, key=lambda row: row[0], default=("", ""))
    listed = max((day for day, sort in found if sort == "listed"), default="") or None
    if newest[1] != "de-listed":
        return "designated", listed, None
    return "delisted", listed, newest[0] or None


def _birth_dates(identities: list[etree._Element], reference: str) -> tuple[str, ...]:
    found = []
    for identity in identities:
        for item in children(identity, "day-month-year"):
            parts = [item.get(name, "") for name in ("year", "month", "day")]
            if item.get("calendar", "Gregorian").lower() == "gregorian" and parts[0]:
                printed = "-".join(
                    part.zfill(2 if index else 4)
                    for index, part in enumerate(parts)
                    if part and all(parts[:index])
                )
                date = iso_date(printed)
                if date is not None and is_birth_date(date):
                    found.append(date)
                    continue
            log.warning("%s:%s: no birth date: %s", LIST, reference, dict(item.items()))
    return unique(found)


def _nationalities(identities: list[etree._Element]) -> tuple[str, ...]:
    return unique(
        [
            country_of(item) or ""
            for identity in identities
            for item in children(identity, "nationality", "country")
        ]
    )


def _address(element: etree._Element) -> dict[str, str]:
    found = {name: text(element, name) for name in _PLACE}
    return {name: value for name, value in found.items() if value}


def _place(item: etree._Element, shared: _Shared) -> str:
    """Return a place as printed: what stands here, over the place it refers to."""
    whole = {**shared.places.get(item.get("place-id", ""), {}), **_address(item)}
    return ", ".join(whole[name] for name in _PLACE if name in whole)
