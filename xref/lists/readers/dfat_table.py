"""Australia's DFAT Consolidated List: the workbook's table, old and new columns.

Owns that table. Rows 101, 101a, 101b are one target. A block of them may be interrupted by
other targets, and then a number may also have been used again by mistake; so all entries
(three thousand) are held until the last row was read. Invariant: a row that comes back
later joins the entry of its number only if it is no primary name and kind and committee
agree; else it is an entry of its own, `101-2`. Refuses a row whose reference has no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from xref.lists.catalogue import catalogue
from xref.lists.columns import kind_of
from xref.lists.countries import country_code, is_no_country
from xref.lists.dates import is_birth_date
from xref.lists.readers.base import Tally, broken, log, tidy, unique
from xref.lists.readers.dfat_text import (
    dates_of,
    listing_of,
    parts_of,
    passports_of,
    titles_of,
)
from xref.lists.readers.table import head_rows, rows_of
from xref.lists.references import imo_identifier
from xref.model import Designation, Identifier, Kind, Name, Quality
from xref.names.fold import script_of

FORMAT = "dfat-table"
LIST = "au-dfat"

_NEEDED = frozenset(
    ["reference", "name of individual or entity", "type", "name type", "committees", "control date"]
)
# Since 2025 the sheet marks which measures apply, in columns of their own.
_MEASURES = ("targeted financial sanction", "travel ban", "arms embargo", "maritime restriction")
_FALSE = frozenset(["", "0", "false", "no", "n", "na", "n/a"])
_REFERENCE = re.compile(r"^(\d+)\s*-?\s*[a-z]*\d*$", re.IGNORECASE)
_CITIZENSHIPS = re.compile(r"\s*[;,/]\s*|\s+and\s+")
_BRACKETS = re.compile(r"\s*\([^()]*\)?\s*")
_HEADER_WITHIN = 5
_SLUG = re.compile(r"[\s_]+")


def recognise(head: bytes) -> bool:
    """Tell whether one of the first rows is DFAT's header.

    Example:
        >>> recognise(b"Reference,Name of Individual or Entity,Type,Name Type,Date of Birth,"
        ...           b"Committees,Control Date")
        True
    """
    return any(_NEEDED.issubset(_columns(row)) for row in head_rows(head, limit=_HEADER_WITHIN))


def _columns(row: Sequence[str]) -> list[str]:
    return [_SLUG.sub(" ", cell.strip().lower()) for cell in row]


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the targets of the table, in the order of their first rows.

    Raises:
        ListParseError: The header is not found, or a row's reference has no number.
    """
    entries: dict[str, _Entry] = {}
    newest = ""
    last = ""
    for line, cells in _rows(path):
        number = _number(cells, line, path)
        if number is None:
            tally.refuse(f"line {line}", "it has no reference")
            continue
        key = _place(number, cells, entries, contiguous=number == last)
        last = number
        entry = entries.setdefault(key, _Entry(key))
        if not entry.add(cells):
            tally.refuse(f"line {line}", f"row {cells['reference']} has no name")
        dates = dates_of(cells["control date"])
        newest = max(newest, *dates) if dates else newest
    tally.published = newest or None
    for entry in entries.values():
        if entry.names:
            yield entry.designation()


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    header: list[str] | None = None
    for seen, (line, row) in enumerate(rows_of(path)):
        if header is None:
            columns = _columns(row)
            if _NEEDED.issubset(columns):
                header = columns
            elif seen >= _HEADER_WITHIN:
                break
            continue
        if any(cell.strip() for cell in row[len(header) :]):
            raise broken(path, line, f"{len(row)} fields, the header has {len(header)}")
        cells = dict.fromkeys(header, "")
        cells.update(zip(header, row, strict=False))
        if any(cell.strip() for cell in row):
            yield line, cells
    if header is None:
        raise broken(path, None, "the header of the DFAT list is not in the first rows")


def _number(cells: Mapping[str, str], line: int, path: Path) -> str | None:
    """Return the number of a reference such as `101a` or `1276c12`; None for a blank one."""
    printed = cells["reference"].strip()
    if not printed:
        return None
    found = _REFERENCE.match(printed)
    if found is None:
        raise broken(path, line, f"reference {printed[:40]!r} has no number")
    return found[1]


def _place(
    number: str, cells: Mapping[str, str], entries: Mapping[str, _Entry], *, contiguous: bool
) -> str:
    """Return the key of the entry a row belongs to."""
    copies = 1
    key = number
    while f"{number}-{copies + 1}" in entries:
        copies += 1
        key = f"{number}-{copies}"
    entry = entries.get(key)
    if entry is None or entry.takes(cells, contiguous=contiguous):
        return key
    log.warning("reference %s stands for two targets: %s", number, cells["reference"])
    return f"{number}-{copies + 1}"


class _Entry:
    """One target while its rows are collected."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        self.primary: dict[str, Name] = {}
        self.others: dict[str, Name] = {}
        self.main = ""
        self.raw: set[str] = set()
        self.cells: dict[str, list[str]] = {}

    @property
    def names(self) -> tuple[Name, ...]:
        """Names, primary ones first."""
        others = {text: name for text, name in self.others.items() if text not in self.primary}
        return (*self.primary.values(), *others.values())

    def takes(self, cells: Mapping[str, str], *, contiguous: bool) -> bool:
        """Tell whether a row is of this entry."""
        primary = _quality(cells) == "primary" and not _original(cells)
        if contiguous:
            again = cells["reference"].strip() in self.raw
            return not (primary and again and tidy(cells[_NAME]) != self.main)
        same = all(
            not cells[column].strip()
            or not self.cells.get(column)
            or tidy(cells[column]).lower() in map(str.lower, self.cells[column])
            for column in ("type", "committees")
        )
        return not primary and same

    def add(self, cells: Mapping[str, str]) -> bool:
        """Add a row; False if it holds no name."""
        self.raw.add(cells["reference"].strip())
        for column, cell in cells.items():
            value = tidy(cell.replace("_x000D_", " ")) if column in _FLAT else cell.strip()
            if value and value not in self.cells.setdefault(column, []):
                self.cells[column].append(value)
        spelling = tidy(cells[_NAME].replace("_x000D_", " "))
        if not spelling:
            return False
        quality = _quality(cells)
        group = self.primary if quality == "primary" else self.others
        group.setdefault(spelling, Name(spelling, quality, script_of(spelling)))
        if quality == "primary" and not self.main and not _original(cells):
            self.main = spelling
            self.primary = {spelling: group[spelling], **self.primary}
        return True

    def designation(self) -> Designation:
        """Make the designation."""
        definition = catalogue()[LIST]
        kind = self._kind()
        numbers = _identifiers(self.cells, kind)
        listings = [listing_of(cell) for cell in self.cells.get("listing information", ())]
        instruments = [
            tidy(cell)
            for cell in self.cells.get("instrument of designation", ())
            if not cell.strip().replace("-", "").isdigit()
        ]
        countries, unread = _citizenships(self.cells.get("citizenship", ()))
        information = self.cells.get("additional information", [])
        births = [d for cell in self.cells.get("date of birth", ()) for d in dates_of(cell)]
        births = [birth for birth in births if is_birth_date(birth)]
        return Designation(
            id=f"{LIST}:{self.reference}",
            list=LIST,
            reference=self.reference,
            authority=definition.authority,
            kind=kind,
            names=self._first_primary(),
            programmes=unique(self.cells.get("committees", [])),
            legal_basis=unique([*instruments, *(item for _, found in listings for item in found)]),
            listed_on=next((day for day, _ in listings if day), None),
            url=definition.url_of(self.reference),
            birth_dates=unique(births) if kind == "person" else (),
            birth_places=self._parts("place of birth"),
            nationalities=countries,
            titles=unique([title for text in information for title in titles_of(text)]),
            identifiers=numbers,
            addresses=self._parts("address"),
            remarks=self._remarks(unread),
        )

    def _first_primary(self) -> tuple[Name, ...]:
        """An entry whose primary row is missing is named by its first row."""
        names = self.names
        if self.primary:
            return names
        first = names[0]
        return (Name(first.text, "primary", first.script), *names[1:])

    def _kind(self) -> Kind:
        """A blank type with an IMO number is a ship; any other is an organisation."""
        for cell in self.cells.get("type", ()):
            if (kind := kind_of(cell)) is not None:
                return kind
        return "vessel" if self.cells.get("imo number") else "organisation"

    def _parts(self, column: str) -> tuple[str, ...]:
        return unique([part for cell in self.cells.get(column, ()) for part in parts_of(cell)])

    def _remarks(self, unread: Sequence[str]) -> str | None:
        measures = [
            column.capitalize()
            for column in _MEASURES
            if any(cell.strip().lower() not in _FALSE for cell in self.cells.get(column, ()))
        ]
        parts = [
            *(tidy(text) for text in self.cells.get("additional information", ())),
            *(f"Citizenship: {text}" for text in unread),
            *(f"Listing: {tidy(text)}" for text in self.cells.get("listing information", ())),
            *([f"Measures: {', '.join(measures)}"] if measures else []),
        ]
        return " | ".join(parts) or None


_NAME = "name of individual or entity"
_FLAT = frozenset(["type", "committees", "citizenship", "imo number"])


def _original(cells: Mapping[str, str]) -> bool:
    return tidy(cells["name type"]).lower().startswith("original")


def _quality(cells: Mapping[str, str]) -> Quality:
    """Say the quality of a name: its type is spelled in many ways, its strength is newer.

    The old columns mark no alias as weak or strong, so an alias there is `unknown`.
    """
    strength = tidy(cells.get("alias strength", "")).lower()
    kind = tidy(cells["name type"]).lower()
    if kind.startswith(("former", "previous", "fka")):
        return "former"
    if strength.startswith(("weak", "low")):
        return "weak"
    if kind.startswith(("prim", "original")):
        return "primary"
    if kind not in ("aka", "alias", "a", "a.k.a.", ""):
        log.warning("name type %r is not known; its quality is unknown", kind)
    return "alias" if strength.startswith(("strong", "good")) else "unknown"


def _identifiers(cells: Mapping[str, Sequence[str]], kind: Kind) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for cell in cells.get("imo number", ()):
        number = imo_identifier(cell)
        if number is None:
            log.warning("IMO number %r has no seven digits", cell[:40])
        elif kind == "vessel":
            found.append(number)
        else:
            found.append(Identifier("company_imo", number.value))
    if kind == "person":
        for text in cells.get("additional information", ()):
            found.extend(Identifier("passport", value) for value in passports_of(text))
    return tuple(dict.fromkeys(found))


def _citizenships(cells: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the codes, and what stands in the cells and is no country the table knows."""
    codes: list[str] = []
    unread: list[str] = []
    for cell in cells:
        for part in parts_of(cell):
            whole = _country(part)
            for piece in [part] if whole else _CITIZENSHIPS.split(_BRACKETS.sub(" ", part)):
                code = whole or _country(piece)
                if code:
                    codes.append(code)
                elif piece.strip() and not is_no_country(piece):
                    unread.append(piece.strip())
    return unique(codes), list(dict.fromkeys(unread))


def _country(printed: str) -> str | None:
    return country_code(printed) or country_code(_BRACKETS.sub(" ", printed))
