"""Tables of SDN_ADVANCED.XML: reference values, places and documents, by their numbers.

Owns what the parties of that file point to. Invariant: a number means what the file's
own ReferenceValueSets say; none is known beforehand. Everything here is held while the
file is read, because parties point to it in any order: some ten bytes a place, and a
document until its owner was read. Refuses a party type that the file does not explain.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from xref.lists.countries import country_code
from xref.lists.readers.base import broken, tidy
from xref.lists.readers.ofac_periods import Parts, period, printed
from xref.lists.readers.stream import line_of

_ADDRESS = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE")
_NOWHERE = frozenset(["undetermined", ""])
# Party types say less than subtypes: "Transport" is a vessel or an aircraft.
_UNKNOWN = "Unknown"


class Place(NamedTuple):
    """A location: its country, and everything before the country, as printed."""

    country: str
    rest: str

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.rest, self.country)))


class Document(NamedTuple):
    """An identity document or registration."""

    label: str
    number: str
    country: str
    certain: bool


def named(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the children of an element with their names without the namespace."""
    for child in element:
        yield _local(child.tag), child


# A file has some ninety names of elements, and some millions of elements.
@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def children_of(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of one name."""
    for child in element:
        if _local(child.tag) == name:
            yield child


def text_of(element: etree._Element, name: str) -> str:
    """Return the text of the first child of that name that has one."""
    for child in element:
        if _local(child.tag) == name and (text := tidy(child.text)):
            return text
    return ""


def is_true(element: etree._Element, attribute: str) -> bool:
    """Tell whether an attribute is true, in either spelling XML allows."""
    return element.get(attribute) in ("true", "1")


class Tables:
    """What the numbers of one file mean."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._texts: dict[str, dict[str, str]] = {}
        self._iso: dict[str, str] = {}
        self._party_types: dict[str, str] = {}
        self._places: dict[str, Place] = {}
        self._documents: dict[str, list[Document]] = {}

    def add_values(self, element: etree._Element) -> None:
        """Take the ReferenceValueSets."""
        for _, values in named(element):
            for name, value in named(values):
                number = value.get("ID") or ""
                self._texts.setdefault(name, {})[number] = tidy(value.text)
                if iso := value.get("ISO2"):
                    self._iso[number] = iso
                if party_type := value.get("PartyTypeID"):
                    self._party_types[number] = party_type

    def text(self, name: str, number: str | None) -> str:
        """Return what a number means; empty if the file does not say."""
        try:
            return self._texts[name][number or ""]
        except KeyError:
            return ""

    def party_type(self, profile: etree._Element) -> str:
        """Return `Individual`, `Entity`, `Vessel` or `Aircraft`.

        Raises:
            ListParseError: The file does not explain the number.
        """
        number = profile.get("PartySubTypeID") or ""
        sort = self.text("PartySubType", number)
        if sort in (_UNKNOWN, ""):
            sort = self.text("PartyType", self._party_types.get(number))
        if not sort:
            raise broken(
                self._path,
                line_of(profile),
                f"the PartySubType {number!r} is not among its reference values",
            )
        return sort

    def country(self, number: str | None) -> str:
        """Return a country as printed, or its code where the printed name is not known."""
        shown = self.text("Country", number)
        if shown.lower() in _NOWHERE:
            return ""
        return shown if country_code(shown) else self._iso.get(number or "", shown)

    def add_place(self, element: etree._Element) -> None:
        """Take a Location."""
        parts: dict[str, str] = {}
        country = area = ""
        for name, child in named(element):
            if name == "LocationCountry":
                country = country or self.country(child.get("CountryID"))
            elif name == "LocationAreaCode":
                area = self._area(child.get("AreaCodeID"))
            elif name == "LocationPart":
                sort = self.text("LocPartType", child.get("LocPartTypeID"))
                parts[sort] = _main_value(child) or parts.get(sort, "")
        rest = [parts.pop(name, "") for name in _ADDRESS]
        # What is left is of the type "Unknown": a place of birth, or the name of a country.
        whole = ", ".join(filter(None, [*rest, *parts.values()]))
        self._places[element.get("ID") or ""] = Place(country or area, whole)

    def _area(self, number: str | None) -> str:
        code = self.text("AreaCode", number)
        return code if country_code(code) else ""

    def place(self, number: str | None) -> Place | None:
        """Return the place a feature points to."""
        return self._places.get(number or "")

    def add_document(self, element: etree._Element) -> None:
        """Take an IDRegDocument."""
        number = text_of(element, "IDRegistrationNo")
        if not number:
            return
        document = Document(
            self.text("IDRegDocType", element.get("IDRegDocTypeID")) or "document",
            number,
            self.country(element.get("IssuedBy-CountryID")),
            self.text("Validity", element.get("ValidityID")) != "Fraudulent",
        )
        self._documents.setdefault(element.get("IdentityID") or "", []).append(document)

    def take_documents(self, identity: str | None) -> list[Document]:
        """Return the documents of an identity, and hold them no longer."""
        return self._documents.pop(identity or "", [])


def _main_value(part: etree._Element) -> str:
    values = list(children_of(part, "LocationPartValue"))
    values.sort(key=lambda value: not is_true(value, "Primary"))
    return next(filter(None, (text_of(value, "Value") for value in values)), "")


def date_of(element: etree._Element | None) -> Parts | None:
    """Read Year, Month and Day."""
    if element is None:
        return None
    found = {name: child.text or "" for name, child in named(element)}
    numbers = [found.get(name, "").strip() for name in ("Year", "Month", "Day")]
    if not numbers[0].isdecimal():
        return None
    month, day = (int(text) if text.isdecimal() else None for text in numbers[1:])
    return int(numbers[0]), month, day


def period_of(element: etree._Element) -> str:
    """Print a DatePeriod as SDN.CSV does; as its bounds stand there if they are no dates.

    The earliest day is the first bound of the start, the latest the last bound of the end.
    """
    bounds = [
        day for boundary in element for name, day in named(boundary) if name in ("From", "To")
    ]
    if not bounds:
        return ""
    first, last = date_of(bounds[0]), date_of(bounds[-1])
    iso = period(first, last)
    return printed(iso) if iso else f"{first} to {last}"
