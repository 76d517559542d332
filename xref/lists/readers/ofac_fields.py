"""Fields of an OFAC entry: labels in the remarks or in XML, to fields of a designation.

Owns the table `lists/ofac-labels.yml` and the draft of an entry that both OFAC readers
fill. Invariant: what no label claims stays in the remarks and is never lost. Refuses to
read a nationality, a flag or a date out of free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from typing import Literal

import msgspec

from xref.data import data_folder
from xref.lists.catalogue import catalogue
from xref.lists.countries import country_code
from xref.lists.dates import iso_date
from xref.lists.readers.base import tidy, unique
from xref.lists.references import imo_identifier
from xref.model import Designation, Identifier, Kind, Name, Quality
from xref.names.fold import script_of
from xref.yamlfile import read_struct

KINDS: dict[str, Kind] = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
"""OFAC's types; everything else, `-0-` and `Entity` among it, is an organisation."""

_VALUE = re.compile(
    r"^(?P<value>.*?)(?:\s*\((?P<country>[^()]*)\))?"
    r"(?P<note>(?:\s*;)?\s+(?:issued|expires|expired|individual|valid)\b.*)?$"
)
# A label that the table does not know: words, then a word that says "number".
_NUMBERED = re.compile(
    r"^(?P<label>[A-Z][\w.'/& -]{0,60}?(?:\bNo\.|\b(?:Number|ID|Code|Card)|#))"
    r"[: ]\s*(?P<value>\S.*)$"
)
# Brackets in these are part of the value: `Telephone (98)(9121115315)`.
_UNBRACKETED = frozenset(["phone", "email", "website"])
_SLUG = re.compile(r"[^a-z0-9]+")
_WALLET = re.compile(r"^-?\s*(?P<coin>[A-Z0-9]{2,10})[ :]+(?P<address>\S+)$")


class _Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    kind: Literal["ofac-labels"]
    source: str
    identifiers: dict[str, tuple[str, ...]]
    fields: dict[str, tuple[str, ...]]
    ignored: tuple[str, ...]


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    table = read_struct(data_folder("lists") / "ofac-labels.yml", _Labels)
    known: dict[str, tuple[str, str]] = {}
    for sort, groups in (("identifier", table.identifiers), ("field", table.fields)):
        for target, names in groups.items():
            known.update((name, (sort, target)) for name in names)
    known.update((name, ("ignored", "")) for name in table.ignored)
    ordered = sorted(known, key=len, reverse=True)
    pattern = "|".join(map(re.escape, ordered))
    # After a label stands a space, a colon, a hash or the end; "DOB" does not start "DOBRI".
    return re.compile(rf"^({pattern})(?=[\s:#]|$|(?<=:))[\s:#]*"), known


class Draft:
    """The fields of one entry while they are collected."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.birth_dates: list[str] = []
        self.birth_places: list[str] = []
        self.nationalities: list[str] = []
        self.identifiers: list[Identifier] = []
        self.flags: list[str] = []
        self.former_flags: list[str] = []
        self.vessel_type: str | None = None
        self.owners: list[str] = []
        self.names: dict[str, Name] = {}

    def add_name(self, printed: str, quality: Quality) -> None:
        """Add a spelling; the first quality under which it is printed stays."""
        spelling = tidy(printed)
        if spelling:
            self.names.setdefault(spelling, Name(spelling, quality, script_of(spelling)))

    def add_labelled(self, part: str) -> bool:
        """Add a field such as `Passport 654420047 (Korea, North)`; False if it is none."""
        pattern, _ = _labels()
        part = part.strip()
        for prefix in ("alt. ", "Alt. "):
            part = part.removeprefix(prefix)
        if found := pattern.match(part):
            self.add(found[1], part[found.end() :])
            return True
        if found := _NUMBERED.match(part):
            self._identifier(_slug(found["label"]), found["value"])
            return True
        return False

    def add(self, label: str, value: str, country: str = "") -> None:
        """Add a value under OFAC's own label; a label nobody knows becomes the type."""
        pattern, known = _labels()
        found = pattern.match(label)
        sort, target = known[found[1]] if found else ("identifier", _slug(label))
        if label.startswith("Digital Currency Address"):
            value = label.removeprefix("Digital Currency Address") + " " + value
        if sort == "field":
            self._field(target, value.strip())
        elif sort == "identifier":
            self._identifier(target, value, country)

    def _field(self, target: str, value: str) -> None:
        if target == "birth_date":
            self.birth_dates.append(iso_date(value) or "")
        elif target == "birth_place":
            self.birth_places.append(value.rstrip("."))
        elif target == "nationality":
            self.nationalities.append(country_code(value) or "")
        elif target == "flag":
            self.flags.append(country_code(value) or "")
        elif target == "former_flag":
            self.former_flags.append(country_code(value) or "")
        elif target == "vessel_type":
            self.vessel_type = self.vessel_type or value.rstrip(".")
        elif target == "link":
            self.owners.append(value)
        elif target == "wallet" and (found := _WALLET.match(value.strip().rstrip("."))):
            self.identifiers.append(Identifier("wallet", f"{found['coin']} {found['address']}"))
        elif target == "ship_imo" and (number := imo_identifier(value)) is not None:
            self._imo(number)

    def _identifier(self, target: str, printed: str, country: str = "") -> None:
        value, issuer = printed.strip().rstrip(".").strip(), country_code(country)
        if target not in _UNBRACKETED and (found := _VALUE.match(value)):
            value = found["value"].strip()
            issuer = issuer or country_code(found["country"])
        if value.startswith("IMO") and (number := imo_identifier(value)) is not None:
            self._imo(number)
        elif value:
            self.identifiers.append(Identifier(target, value, issuer))

    def _imo(self, number: Identifier) -> None:
        """Add an IMO number: of the ship, or of the company that owns ships."""
        if self.kind != "vessel":
            number = Identifier("company_imo", number.value)
        self.identifiers.append(number)

    def designation(
        self,
        list_name: str,
        reference: str,
        *,
        programmes: tuple[str, ...],
        titles: tuple[str, ...],
        addresses: tuple[str, ...],
        remarks: str | None,
    ) -> Designation:
        """Make the designation."""
        definition = catalogue()[list_name]
        return Designation(
            id=f"{list_name}:{reference}",
            list=list_name,
            reference=reference,
            authority=definition.authority,
            kind=self.kind,
            names=tuple(self.names.values()),
            programmes=programmes,
            url=definition.url_of(reference),
            birth_dates=unique(self.birth_dates),
            birth_places=unique(self.birth_places),
            nationalities=unique(self.nationalities),
            titles=titles,
            identifiers=tuple(dict.fromkeys(self.identifiers)),
            flags=unique(self.flags),
            former_flags=unique(self.former_flags),
            vessel_type=self.vessel_type,
            owners=unique(self.owners),
            addresses=addresses,
            remarks=remarks,
        )


def _slug(label: str) -> str:
    return _SLUG.sub("_", label.lower()).strip("_")


# The non-SDN list has fewer entries in all (443 on 2025-03-28), and the oldest come first.
_ENTRIES_LOOKED_AT = 500


def list_of(programmes: Iterable[Sequence[str]]) -> str:
    """Tell from the programmes of the first entries which of OFAC's two lists a file is.

    Example:
        >>> list_of([["NS-PLC"], ["UKRAINE-EO13662"]]), list_of([["SDGT", "NS-PLC"]])
        ('us-ofac-cons', 'us-ofac-sdn')
    """
    only = frozenset(catalogue()["us-ofac-cons"].programmes)
    for entry in islice(programmes, _ENTRIES_LOOKED_AT):
        if entry and only.issuperset(entry):
            return "us-ofac-cons"
    return "us-ofac-sdn"
