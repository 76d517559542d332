"""Listings of OFAC's advanced and enhanced files: on which list, since when, under what.

Owns the choice between OFAC's two lists and what a listing adds to an entry. An entry
may stand on several of OFAC's lists (SDN, Sectoral Sanctions, Consolidated, ...), each
with a date; all but the SDN list are the non-SDN list. The Consolidated List only
collects the others, and its date may be that of a list that is closed: it counts where
there is no other. Invariant: `listed_on` is the earliest date of the list the
designation is of. Refuses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import NamedTuple

import msgspec

from xref.lists.catalogue import catalogue
from xref.lists.readers.base import unique
from xref.model import Designation, Quality

log = logging.getLogger("xref.lists")

SDN, CONS = "us-ofac-sdn", "us-ofac-cons"
_SDN_LIST, _COLLECTIVE = "SDN List", "Consolidated List"

ALIAS_TYPES: dict[str, Quality] = {
    "Name": "primary", "A.K.A.": "alias", "N.K.A.": "alias", "F.K.A.": "former",
}  # fmt: skip
"""OFAC's types of names. A type it does not explain says nothing about the name."""


class Listing(NamedTuple):
    """One listing of an entry on one of OFAC's lists."""

    list: str
    date: str | None = None
    programmes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()


class Listings:
    """The listings of all entries of a file, by the number of the entry."""

    def __init__(self) -> None:
        self._found: dict[str, list[Listing]] = {}
        self._file: str | None = None

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, number: str, listing: Listing) -> None:
        """Take a listing."""
        self._found.setdefault(number, []).append(listing)

    def decide(self, entries: Collection[str]) -> None:
        """Tell from all entries which list the file is; a mixed file is told entry by entry."""
        on_sdn = sum(any(_is_sdn(one) for one in self._found.get(n, ())) for n in entries)
        on_others = sum(any(not _is_sdn(one) for one in self._found.get(n, ())) for n in entries)
        if on_sdn == len(entries):
            self._file = SDN
        elif on_others == len(entries):
            self._file = CONS
        unlisted = sum(number not in self._found for number in entries)
        if unlisted:
            log.warning("%d parties have no sanctions entry; they are kept without date", unlisted)
        unknown = len(self._found) - (len(entries) - unlisted)
        if unknown:
            log.warning("%d sanctions entries are of parties that are not in the file", unknown)

    def complete(self, designation: Designation, owners: list[str]) -> Designation:
        """Add list, date, programmes, legal basis and linked parties to an entry."""
        listings = self._found.pop(designation.reference, [])
        return completed(designation, listings, self._file, owners)


def _is_sdn(listing: Listing) -> bool:
    return listing.list == _SDN_LIST


def file_list(names: Collection[str]) -> str | None:
    """Tell from the lists a file says it holds which list it is; None if it holds both.

    Example:
        >>> file_list(["SDN List"]), file_list(["Consolidated List"])
        ('us-ofac-sdn', 'us-ofac-cons')
        >>> file_list([]) is None
        True
    """
    if not names or (_SDN_LIST in names and len(names) > 1):
        return None
    return SDN if _SDN_LIST in names else CONS


def completed(
    designation: Designation, listings: list[Listing], file: str | None, owners: list[str]
) -> Designation:
    """Return the entry of one list, with everything its listings say.

    `file` is the list the file is, or None if it holds both: then an entry on the SDN
    list is of the SDN list.
    """
    elsewhere = listings and all(one.list and not _is_sdn(one) for one in listings)
    name = file or (CONS if elsewhere else SDN)
    definition = catalogue()[name]
    own = [one for one in listings if one.date and _is_sdn(one) == (name == SDN)]
    single = [one for one in own if one.list != _COLLECTIVE]
    dates = [one.date for one in single or own if one.date]
    types = unique([sort for one in listings for sort in one.types])
    measures = f"Sanctions types: {', '.join(types)}" if types else ""
    legal_basis = [basis for one in listings for basis in one.legal_basis]
    return msgspec.structs.replace(
        designation,
        id=f"{name}:{designation.reference}",
        list=name,
        authority=definition.authority,
        url=definition.url_of(designation.reference),
        programmes=unique([code for one in listings for code in one.programmes]),
        legal_basis=unique([*legal_basis, *designation.legal_basis]),
        listed_on=min(dates, default=designation.listed_on),
        owners=unique([*designation.owners, *owners]),
        remarks="; ".join(filter(None, (designation.remarks, measures))) or None,
    )
