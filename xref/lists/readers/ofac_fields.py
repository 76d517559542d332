"""Fields of an OFAC entry: labels in the remarks or in XML, to fields of a designation.

Owns the table `lists/ofac-labels.yml` and the draft of an entry that all four OFAC
readers fill, so the same facts come out equal. Invariant: what no label claims stays in
the remarks and is never lost. Refuses to read a nationality, a flag or a date out of
free text.
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
from xref.lists.readers.base import log, tidy, unique
from xref.lists.references import imo_identifier
from xref.model import Designation, Identifier, Kind, Name, Order, Quality
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
# `Listing Date (EO 14024 Directive 3): 24 Feb 2022`
_LAST_DATE = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}(?=\.?$)")


class _BirthYears(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    min: int
    max: int
    why: str


class _Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    kind: Literal["ofac-labels"]
    source: str
    identifiers: dict[str, tuple[str, ...]]
    fields: dict[str, tuple[str, ...]]
    ignored: tuple[str, ...]
    no_basis: tuple[str, ...]
    birth_years: _BirthYears


@cache
def _table() -> _Labels:
    return read_struct(data_folder("lists") / "ofac-labels.yml", _Labels)


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    table = _table()
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
        self.titles: list[str] = []
        self.legal_basis: list[str] = []
        self.listing_dates: list[str] = []
        self.notes: list[str] = []
        self.names: dict[str, Name] = {}

    def add_name(self, printed: str, quality: Quality, order: Order | None = None) -> None:
        """Add a spelling; the first quality under which it is printed stays.

        Only a weak mark gives way: SDN.CSV holds strong aliases before weak ones, the
        XML formats mix them, and the same entry must come out equal.
        """
        spelling = tidy(printed)
        if not spelling:
            return
        known = self.names.get(spelling)
        if known is None or (known.quality == "weak" != quality):
            self.names[spelling] = Name(spelling, quality, script_of(spelling), order)

    def order_of(self, printed: str) -> Order | None:
        """Tell the order of a name printed as one text: persons are `SURNAME, Given`.

        Example:
            >>> Draft("person").order_of("KIM, Yong Bok"), Draft("vessel").order_of("A, B")
            ('surname_first', None)
        """
        return "surname_first" if self.kind == "person" and ", " in printed else None

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

    def add(self, label: str, value: str, country: str = "", *, certain: bool = True) -> None:
        """Add a value under OFAC's own label; a label nobody knows becomes the type.

        Args:
            label: `Passport`, `Birthdate`, `Executive Order 13662 Directive Determination -`.
            value: As printed.
            country: Who issued the number, as printed.
            certain: False if the list marks the value as fraudulent or false: a number is
                kept and decides nothing, any other field stays in the remarks only.
        """
        pattern, known = _labels()
        found = pattern.match(label)
        sort, target = known[found[1]] if found else ("identifier", _slug(label))
        if label.startswith("Digital Currency Address"):
            value = label.removeprefix("Digital Currency Address") + " " + value
        if sort == "ignored":
            self.notes.append(tidy(f"{label} {value}"))
        elif sort == "identifier":
            self._identifier(target, value, country, certain)
        elif target == "ship_imo":
            if (number := imo_identifier(value, certain=certain)) is not None:
                self._imo(number)
        elif not certain:
            self.notes.append(tidy(f"{label} {value} (marked false)"))
        elif target == "legal_basis":
            basis = tidy(f"{label} {value}")
            note = any(words in basis for words in _table().no_basis)
            (self.notes if note else self.legal_basis).append(basis)
        elif target == "listing_date":
            printed = tidy(f"{label} {value}")
            self.notes.append(printed)
            if date := _LAST_DATE.search(printed):
                self.listing_dates.append(iso_date(date[0]) or "")
        else:
            self._field(target, value.strip())

    def add_birth_date(self, date: str | None, printed: str) -> None:
        """Add a birth date unless nobody listed can be born then; say so in the log."""
        if date is None:
            log.warning("birth date %r is no date: left out", printed)
            return
        years = _table().birth_years
        if any(not years.min <= int(part[:4]) <= years.max for part in date.split("/")):
            log.warning("birth date %r is absurd: left out", printed)
            return
        self.birth_dates.append(date)

    def _field(self, target: str, value: str) -> None:
        if target == "birth_date":
            self.add_birth_date(iso_date(value), value)
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
        elif target == "title":
            self.titles.extend(part.strip() for part in value.split(";"))
        elif target == "wallet" and (found := _WALLET.match(value.strip().rstrip("."))):
            self.identifiers.append(Identifier("wallet", f"{found['coin']} {found['address']}"))

    def _identifier(
        self, target: str, printed: str, country: str = "", certain: bool = True
    ) -> None:
        value, issuer = printed.strip().rstrip(".").strip(), country_code(country)
        if target not in _UNBRACKETED and (found := _VALUE.match(value)):
            value = found["value"].strip()
            issuer = issuer or country_code(found["country"])
        number = imo_identifier(value, certain=certain) if value.startswith("IMO") else None
        if number is not None:
            self._imo(number)
        elif value:
            self.identifiers.append(Identifier(target, value, issuer, certain))

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
        listed_on: str | None = None,
    ) -> Designation:
        """Make the designation.

        Without a date of listing, an entry of the non-SDN list with one programme has
        the printed one (`Listing Date (CMIC)`). On the SDN list such a date is that of
        a listing elsewhere.
        """
        definition = catalogue()[list_name]
        if listed_on is None and list_name == "us-ofac-cons" and len(programmes) == 1:
            listed_on = min(filter(None, self.listing_dates), default=None)
        return Designation(
            id=f"{list_name}:{reference}",
            list=list_name,
            reference=reference,
            authority=definition.authority,
            kind=self.kind,
            names=tuple(self.names.values()),
            programmes=programmes,
            legal_basis=unique(self.legal_basis),
            listed_on=listed_on,
            url=definition.url_of(reference),
            birth_dates=unique(self.birth_dates),
            birth_places=unique(self.birth_places),
            nationalities=unique(self.nationalities),
            titles=unique([*titles, *self.titles]),
            identifiers=tuple(dict.fromkeys(self.identifiers)),
            flags=unique(self.flags),
            former_flags=unique(self.former_flags),
            vessel_type=self.vessel_type,
            owners=unique(self.owners),
            addresses=addresses,
            remarks=remarks,
        )

    def noted(self, remarks: str) -> str | None:
        """Return the remarks with the fields that only the CSV format prints in them."""
        return "; ".join(unique([remarks, *self.notes])) or None


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
