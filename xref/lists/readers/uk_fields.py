"""The fields of the two UK lists, and the designation they make.

Owns what the fields of the UK Sanctions List and of OFSI's closed list mean, so that XML,
CSV and spreadsheet of one entry give one and the same designation. Invariant: every value is kept
once, in the order of the file. Refuses to say which part of a Korean name is the surname:
`Name 6` is meant to hold it, and for Koreans holds it in a third of the entries only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xref.lists.catalogue import catalogue
from xref.lists.countries import country_code
from xref.lists.dates import day_first, is_birth_date
from xref.lists.readers.base import log, tidy, unique
from xref.lists.references import imo_identifier
from xref.model import Designation, Identifier, Kind, Name, Order, Quality
from xref.names.fold import script_of

_KINDS: dict[str, Kind] = {"individual": "person", "ship": "vessel", "vessel": "vessel"}
# Copies before 2022 print these for nothing.
_BLANK = frozenset(["n/a", "na", "unknown", "-", "none"])
_KOREAS = frozenset(["KP", "KR"])
_UN_REFERENCE = re.compile(r"\b([A-Z]{2})([EI])\.?\s?(\d{3})\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\(\d{1,2}\)\s*")
_LABELLED = re.compile(
    r"(?:^|[\s;,])(?:russia\w*\s+|registration number\s*/\s*)?"
    r"(ogrn|inn/tin|inn|tin|kpp|okpo)\s*(?:number)?\s*[:\-–]?\s*(\d{8,15})(?!\d)",
    re.IGNORECASE,
)
_TAX = re.compile(r"\b(?:inn|tin|tax)\b", re.IGNORECASE)
_ISSUER = re.compile(
    r"[,;.(]| (?:diplomatic |ordinary )?passport| number| issued| - ", re.IGNORECASE
)


class Entry:
    """The printed values of one designation, each once.

    Rows of a CSV file are the product of all repeated fields (one entry has 3,780 rows),
    so values are gathered raw and looked at once, in `designation`.
    """

    def __init__(self, reference: str) -> None:
        self.reference = reference
        self._raw: dict[str, dict[tuple[str, ...], None]] = {}

    def add(self, field: str, *parts: str) -> None:
        """Keep a value, of one part or of several that belong together."""
        self._raw.setdefault(field, {})[parts] = None

    def rows(self, field: str) -> Iterator[tuple[str, ...]]:
        """Yield the values of a field, tidied, without those that are empty."""
        if field not in self._raw:
            return
        read = _name_part if field == "name" else _value
        found = (tuple(map(read, parts)) for parts in self._raw[field])
        yield from dict.fromkeys(parts for parts in found if any(parts))

    def all(self, field: str) -> list[str]:
        """Return the values of a field of one part, numbered lists taken apart."""
        return [item for parts in self.rows(field) for item in numbered(parts[0])]

    def first(self, field: str) -> str:
        """Return the first value of a field, or an empty text."""
        return next((parts[0] for parts in self.rows(field)), "")

    def designation(self, list_name: str, same_as: list[str]) -> Designation | None:
        """Return the designation, None if it has no name."""
        kind = _KINDS.get(self.first("kind").lower(), "organisation")
        nationalities = unique([country_code(item) or "" for item in self.all("nationality")])
        born_in = {country_code(country) for _, country in self.rows("birth_place")}
        korean = bool(_KOREAS & {*nationalities, *born_in}) or "Korea" in self.first("regime")
        names = self._names(kind == "person" and not korean)
        if not names:
            return None
        return Designation(
            id=f"{list_name}:{self.reference}",
            list=list_name,
            reference=self.reference,
            authority=catalogue()[list_name].authority,
            kind=kind,
            names=names,
            programmes=unique(self.all("regime")),
            legal_basis=unique([item for item in self.all("regime") if "Regulations" in item]),
            listed_on=next(filter(None, map(day_first, self.all("listed"))), None),
            birth_dates=self._birth_dates(list_name) if kind == "person" else (),
            birth_places=unique([", ".join(filter(None, p)) for p in self.rows("birth_place")]),
            nationalities=nationalities,
            titles=unique(self.all("position") + self.all("title")),
            identifiers=self._identifiers(kind),
            flags=unique([country_code(item) or "" for item in self.all("flag")]),
            former_flags=unique([country_code(item) or "" for item in self.all("former_flag")]),
            vessel_type=self.first("vessel_type") or None,
            owners=unique(
                [item for field in _PARTIES for item in self.all(field)],
            ),
            addresses=unique([", ".join(filter(None, parts)) for parts in self.rows("address")]),
            remarks=self._remarks(),
            same_as=unique([*un_references(self.all("un_reference")), *same_as]),
        )

    def _names(self, marked: bool) -> tuple[Name, ...]:
        found: dict[str, Name] = {}
        rows = [
            (
                " ".join(filter(None, (*given, last))),
                _quality(sort, strength),
                any(given) and last != "",
            )
            for *given, last, sort, strength in self.rows("name")
        ]
        # The first name of a designation is its primary one, wherever it stands in the file.
        for text, quality, split in sorted(rows, key=lambda row: row[1] != "primary"):
            order: Order | None = "surname_last" if marked and split else None
            if text:
                found.setdefault(text, Name(text, quality, script_of(text), order))
        if found:
            for text in self.all("other_script"):
                found.setdefault(text, Name(text, "primary", script_of(text)))
        return tuple(found.values())

    def _birth_dates(self, list_name: str) -> tuple[str, ...]:
        found = []
        for printed in self.all("birth_date"):
            date = day_first(printed)
            if date is not None and is_birth_date(date):
                found.append(date)
            else:
                log.warning("%s:%s: no birth date: %r", list_name, self.reference, printed)
        return unique(found)

    def _identifiers(self, kind: Kind) -> tuple[Identifier, ...]:
        found: list[Identifier | None] = []
        for value in self.all("imo"):
            number = imo_identifier(value)
            if number is not None and kind != "vessel":
                number = Identifier("company_imo", number.value)
            found.append(number)
        for field, sort in (("passport", "passport"), ("national_id", "national_id")):
            for value, about in self.rows(field):
                taxed = field == "national_id" and _TAX.search(f"{value} {about}")
                for digits, note in _together(value, about):
                    found.append(Identifier("tax_id" if taxed else sort, digits, issuer(note)))
        for value in self.all("registration"):
            found.extend(_registrations(value))
        for field in ("hull_identification_number", "wallet", "phone", "website"):
            found.extend(Identifier(field, value) for value in self.all(field))
        for value in self.all("email"):
            found.extend(Identifier("email", part) for part in re.split(r"[;,\s]+", value) if part)
        return tuple(dict.fromkeys(item for item in found if item is not None and item.value))

    def _remarks(self) -> str | None:
        shown = [*self.all_texts("information"), *self.all_texts("reasons")]
        for field, label in _SHOWN:
            values = self.all_texts(field)
            if values:
                shown.append(f"{label}: {', '.join(values).replace('|', ', ')}")
        return "; ".join(shown) or None

    def all_texts(self, field: str) -> list[str]:
        """Return the values of a field of one part as they stand."""
        return [parts[0] for parts in self.rows(field)]


_PARTIES = ("owner", "former_owner", "parent", "subsidiary")
_SHOWN = (
    ("entity_type", "Type of entity"),
    ("tonnage", "Tonnage"),
    ("length", "Length"),
    ("built", "Year built"),
    ("source", "Designation source"),
    ("sanctions", "Sanctions imposed"),
)


def _name_part(printed: str) -> str:
    # "Na" and "Unknown" are names too.
    text = tidy(printed)
    return "" if text.lower() == "n/a" else text


def _value(printed: str) -> str:
    text = tidy(printed)
    # A leading apostrophe is how a spreadsheet is told that a number is text.
    if text.startswith("'") and text[1:2].isdigit():
        text = text[1:]
    return "" if text.lower() in _BLANK else text


def numbered(text: str) -> list[str]:
    """Take `(1) Iran. (2) Iraq` apart.

    Example:
        >>> numbered("(1) Iran. (2) Iraq"), numbered("Iran"), numbered("Banana (1) Ltd")
        (['Iran', 'Iraq'], ['Iran'], ['Banana (1) Ltd'])
    """
    if not text.startswith("(1)"):
        return [text] if text else []
    return [part.strip(" .;,") for part in _NUMBERED.split(text) if part.strip(" .;,")]


def _together(value: str, about: str) -> list[tuple[str, str]]:
    """Pair numbers with what is said of them, where both are numbered alike."""
    values, notes = numbered(value), numbered(about)
    if len(notes) == len(values):
        return list(zip(values, notes, strict=True))
    return [(number, about) for number in values]


def issuer(about: str) -> str | None:
    """Return the country that a note on a passport names first.

    Example:
        >>> issuer("Zimbabwe"), issuer("Iran passport, issued in 2014"), issuer("expired")
        ('ZW', 'IR', None)
    """
    return country_code(about) or country_code(_ISSUER.split(about, maxsplit=1)[0])


def un_references(printed: list[str]) -> list[str]:
    """Return the ids of entries of the Security Council's list that are referred to.

    Example:
        >>> un_references(["KPi.066", "QDE.001; TAi.002", "none"])
        ['un-sc:KPi.066', 'un-sc:QDe.001', 'un-sc:TAi.002']
    """
    return [
        f"un-sc:{found[1].upper()}{found[2].lower()}.{found[3]}"
        for text in printed
        for found in _UN_REFERENCE.finditer(text)
    ]


def _registrations(printed: str) -> list[Identifier]:
    """Read `OGRN: 1025403641900; INN/TIN: 5408100018` as two numbers, else keep the text."""
    found = [
        Identifier("tax_id" if _TAX.search(label) else "registration", number)
        for label, number in _LABELLED.findall(printed)
    ]
    return found or [Identifier("registration", printed)]


def _quality(sort: str, strength: str) -> Quality:
    """Say how good a name is: a blank strength of an alias is unknown, not good."""
    sort, strength = sort.lower(), strength.lower()
    if strength.startswith("low"):
        return "weak"
    if "variation" in sort:
        return "alias"
    if sort.startswith("primary"):
        return "primary"
    if sort.startswith(("f.k.a", "fka", "former")):
        return "former"
    return "alias" if strength.startswith("good") else "unknown"
