"""Numbers of the Swiss list: documents, and what other information says of ships and bodies.

Owns reading `IMO Number: 8405270` and the like from free text. Invariant: but for the IMO
number, which decides a match, a text gives a number only where it is nothing else.
Refuses numbers without a label.
"""

from __future__ import annotations

import re

from lxml import etree

from xref.lists.countries import country_code
from xref.lists.readers.base import unique
from xref.lists.readers.stream import children, text
from xref.lists.references import imo_identifier
from xref.model import Identifier, Kind

_DOCUMENTS = {
    "passport": "passport",
    "diplomatic-passport": "passport",
    "id-card": "national_id",
}
_IMO = re.compile(r"\bIMO\b[^0-9]{0,16}(\d{7})\b", re.IGNORECASE)
# Whole texts of other-information that are one number or address.
_NUMBERS = (
    ("mmsi", re.compile(r"MMSI(?: number)?\s*:\s*(\d{9})\.?", re.IGNORECASE)),
    ("call_sign", re.compile(r"Call sign\s*:\s*([A-Z0-9]{3,8})\.?", re.IGNORECASE)),
    ("email", re.compile(r"E-?mail(?: address)?\s*:\s*(\S+@\S+?)\.?", re.IGNORECASE)),
    ("website", re.compile(r"Website\s*:\s*((?:https?:|www\.)\S+)", re.IGNORECASE)),
    ("phone", re.compile(r"Tel(?:\.|ephone)(?: number)?\s*:\s*(\+?[\d ()-]+)", re.IGNORECASE)),
    (
        "tax_id",
        re.compile(
            r"(?:tax(?:payer)? (?:identification|registration) number|INN)\s*:\s*(\d+)\.?",
            re.IGNORECASE,
        ),
    ),
    (
        "registration",
        re.compile(r"(?:\S+ )?registration number(?:/OGRN)?\s*:\s*(\d+)\.?", re.IGNORECASE),
    ),
)
_FLAG = re.compile(r"Flag(?: state)?\s*:\s*(.+?)\.?", re.IGNORECASE)
_FORMER_FLAG = re.compile(r"(?:Former|Previous) flags?\s*:\s*(.+?)\.?", re.IGNORECASE)


def country_of(item: etree._Element) -> str | None:
    """Return the country of an element, by its code or its name."""
    return country_code(item.get("iso-code")) or country_code(text(item))


def identifiers_of(
    identities: list[etree._Element], other: list[str], kind: Kind
) -> tuple[Identifier, ...]:
    """Return the numbers of a target, from its documents and its other information."""
    found: list[Identifier] = []
    for information in other:
        for digits in _IMO.findall(information):
            number = imo_identifier(digits)
            if number is not None and kind != "vessel":
                number = Identifier("company_imo", number.value)
            if number is not None:
                found.append(number)
        for sort, pattern in _NUMBERS:
            if match := pattern.fullmatch(information):
                found.append(Identifier(sort, match[1].strip()))
    for identity in identities:
        for item in children(identity, "identification-document"):
            number_text = text(item, "number")
            if number_text:
                sort = item.get("document-type", "document")
                sort = _DOCUMENTS.get(sort, sort.replace("-", "_"))
                found.append(Identifier(sort, number_text, _issuer(item)))
    return tuple(dict.fromkeys(found))


def _issuer(item: etree._Element) -> str | None:
    for issuer in children(item, "issuer"):
        code = country_code(issuer.get("code")) or country_of(issuer)
        if code:
            return code
    return None


def flags_of(other: list[str], *, former: bool = False) -> tuple[str, ...]:
    """Return the flags of a ship, those of now or those before.

    Example:
        >>> flags_of(["Flag: Comoros"]), flags_of(["Former flag: India"], former=True)
        (('KM',), ('IN',))
    """
    pattern = _FORMER_FLAG if former else _FLAG
    found = (pattern.fullmatch(information) for information in other)
    return unique([country_code(match[1]) or "" for match in found if match])
