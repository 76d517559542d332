"""Numbers of an entry of the Official Journal: documents, registers, ships.

Owns the reading of those cells. Invariant: an IMO number is a ship's only on a ship; on
a company it is the company's own. Refuses words where a number is printed (`Does not
exist`): they give nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping

from xref.lists.readers.base import tidy
from xref.lists.readers.eu_labels import eu_country, labels
from xref.lists.references import imo_identifier
from xref.model import Identifier, Kind

# Column of the table to our type; the first column that prints a number decides.
_COLUMNS = (
    ("registrationNumber", "registration"),
    ("taxNumber", "tax_id"),
    ("innCode", "tax_id"),
    ("ogrnCode", "registration"),
    ("kppCode", "kpp"),
    ("okpoCode", "okpo"),
    ("leiCode", "lei"),
    ("swiftBic", "swift"),
    ("ticker", "ticker"),
    ("phone", "phone"),
    ("email", "email"),
    ("website", "website"),
)
_ENUMERATOR = re.compile(r"(?:^|(?<=[\s,;)]))\(?[a-z]\)\s*")
_NUMBER = re.compile(r"(?=[\w./№–‐-]*\d)[\w./№–‐-]+(?: (?=[\d-]*\d)[\w./-]+)*")
_WORDS = re.compile(
    r"(?:\b(?:number|passport|series|card|no\.?|nr\.?|id|№)\b[:.]?\s*)+", re.IGNORECASE
)
_CUT = re.compile(
    r",?\s*\b(?:issued|expir\w*|expiry|valid|date|until|cancelled|revoked|under|also)\b.*$",
    re.IGNORECASE,
)


def numbers_in(cells: Mapping[str, str], kind: Kind) -> list[Identifier]:
    """Return all numbers of a row.

    Example:
        >>> row = {"passportNumber": "927234267; 108120258 (issued by the DPRK)"}
        >>> [(n.value, n.country) for n in numbers_in(row, "person")]
        [('927234267', None), ('108120258', 'KP')]
        >>> numbers_in({"imoNumber": "Does not exist"}, "vessel")
        []
    """
    found: list[Identifier] = []
    for printed in _split(cells.get("imoNumber", "")):
        number = imo_identifier(printed)
        if number is not None:
            found.append(number if kind == "vessel" else Identifier("company_imo", number.value))
    radio = _split(cells.get("mmsi", ""))
    found += [Identifier("mmsi", number) for number in radio if re.fullmatch(r"\d{9}", number)]
    for printed in _split(cells.get("passportNumber", "")):
        found += _documents(printed, "passport")
    other = "national_id" if kind == "person" else "registration"
    for printed in _split(cells.get("idNumber", "")):
        found += _documents(printed, other)
    for column, sort in _COLUMNS:
        found += [Identifier(sort, part) for part in _split(cells.get(column, ""))]
    return list(dict.fromkeys(found))


def _split(cell: str) -> list[str]:
    if not cell.strip():
        return []
    rows = csv.reader([cell.replace("\n", " ")], delimiter=";", skipinitialspace=True)
    return [tidy(part) for part in next(rows) if part.strip()]


def _documents(printed: str, sort: str) -> list[Identifier]:
    """Read `(a) 345751 (Libyan passport); (b) 1990/345751` to documents with their countries."""
    found = []
    for item in _ENUMERATOR.split(printed):
        for part in re.split(r"\s/\s|;|,\s+(?=[A-Z]{0,2}\d{5,})", item):
            number = _document(part.strip(" ,;."), sort)
            if number is not None:
                found.append(number)
    return found


def _document(text: str, sort: str) -> Identifier | None:
    head, _, note = text.partition(" (")
    match = _NUMBER.search(_CUT.sub("", _WORDS.sub("", head)))
    if match is None:
        return None
    note = note or head[match.end() :]
    lowered = text.lower()
    if "identity" in lowered or "identification" in lowered or "national id" in lowered:
        sort = "national_id"
    elif "fiscal" in lowered:
        sort = "tax_id"
    elif "passport" in lowered:
        sort = "passport"
    certain = "false " not in lowered
    value = match[0].strip(" .,")
    return Identifier(sort, value, _country(note) or _country(head[: match.start()]), certain)


def _country(note: str) -> str | None:
    """Read the issuer: `Kuwaiti passport, issued in Kuwait`, `issued by the DPRK`, `Iran`."""
    words = tidy(note).strip(" ().,")
    _, _, issuer = words.partition("issued by ")
    for candidate in (words, _leading(issuer.removeprefix("the ")), _leading(words)):
        code = eu_country(candidate.strip(" ().,")) if candidate else None
        if code is not None:
            return code
    return None


def _leading(words: str) -> str:
    """The capitalised words at the start, which name the issuer or its adjective."""
    found = re.match(
        r"(?:false |expired |provisional )?((?:[A-Z][\w’']*[ -]?(?:and |of |the )*)+)", words
    )
    if found is None:
        return ""
    printed = found[1].strip()
    while printed and eu_country(printed) is None:
        printed = printed.rpartition(" ")[0]
    return printed


def document_type(code: str) -> str:
    """Return our type of a document code of the Financial Sanctions File.

    Example:
        >>> document_type("fiscalcode"), document_type("newcode")
        ('tax_id', 'newcode')
    """
    folded = code.strip().lower()
    return labels().identifications.get(folded, folded or "other")
