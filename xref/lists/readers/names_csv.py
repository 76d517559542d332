"""A user's own watch-list: a table with a column of names, or a file of names.

Owns CSV, TSV and semicolon-separated tables with a header that has a name column, and
headerless files with one name a line. Invariant: a file with a bad line is refused, with
all bad lines named (the first 20): a list is never used by half. A cell that is no date
or no country is left empty, and the notice of the list says so. The file's stem is the
name of the list, and of its authority unless the catalogue has it. Refuses to guess what
a column without a header is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import msgspec

from xref.errors import ListParseError
from xref.lists.catalogue import catalogue
from xref.lists.columns import field_of, fields_of, kind_of
from xref.lists.countries import country_code, is_no_country
from xref.lists.dates import iso_date
from xref.lists.readers.base import Tally, log, tidy, unique
from xref.lists.readers.table import BOM, head_of, head_rows, lines_of, rows_of
from xref.lists.references import imo_identifier, make_reference
from xref.model import STATUSES, Designation, Identifier, Kind, Name, Quality, Status
from xref.names.fold import fold, script_of

FORMAT = "names-csv"

_DELIMITERS = (",", "\t", ";")
# A line of a file of names is a name, not a sentence: the longest name of a person read in
# any list has 99 characters, of a body 250.
_LONGEST_NAME = 250
_SHOWN = 20


def recognise(head: bytes) -> bool:
    r"""Tell whether there is a header with a name column, or one name a line.

    Example:
        >>> recognise(b"Name;DOB\nKim Yong Bok;1957\n"), recognise(b"Kim Yong Bok\nKum Ya\n")
        (True, True)
        >>> recognise(b"a,b\n1,2\n")
        False
    """
    return _delimiter(head) is not None or _is_name_file(head)


def _delimiter(head: bytes) -> str | None:
    """Return the delimiter under which the first row has a name column."""
    for delimiter in _DELIMITERS:
        rows = head_rows(head, delimiter, limit=1)
        if rows and any(field_of(cell) == "name" for cell in rows[0]):
            return delimiter
    return None


def _is_name_file(head: bytes) -> bool:
    try:
        text = head.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        # The head may end inside a character.
        if error.reason != "unexpected end of data":
            return False
        text = head[: error.start].removeprefix(BOM).decode("utf-8")
    rows = [line for line in text.splitlines() if line.strip()]
    return bool(rows) and all(
        len(row) <= _LONGEST_NAME
        and not set(row) & set("<>{}[]=:\t;|\x00")
        and row.lstrip()[0] not in "#-*%"
        and ("," not in row or (row.startswith('"') and row.rstrip().endswith('"')))
        and fold(row) != ""
        for row in rows
    )


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the entries of the file.

    Two entries of one name without a reference are told apart by `-2`, `-3`, in the order
    of the file.

    Raises:
        ListParseError: With every bad line, up to 20.
    """
    delimiter = _delimiter(head_of(path))
    problems: list[str] = []
    lines: dict[str, int] = {}
    unread = _Unread(path)
    rows = _named(path) if delimiter is None else _table(path, delimiter, problems)
    for line, cells in rows:
        designation = _entry(path.stem, cells, line, problems, unread)
        if designation is None:
            continue
        designation = _told_apart(designation, "reference" in cells, line, lines, problems)
        if not problems:
            yield designation
    tally.notice = unread.notice()
    if problems:
        more = f"\n  and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise ListParseError(
            f"{path.name}: {len(problems)} bad lines\n  " + "\n  ".join(problems[:_SHOWN]) + more,
            hint="nothing of this file is used; repair these lines",
        )


def _named(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for line, text in enumerate(lines_of(path), 1):
        if text.strip():
            yield line, {"name": text.strip().strip('"').replace('""', '"')}


def _table(path: Path, delimiter: str, problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    rows = rows_of(path, delimiter)
    line, header = next(rows)
    fields, wrong = fields_of(header)
    problems.extend(f"line {line}: {what}" for what in wrong)
    unknown = [column for column, field in zip(header, fields, strict=True) if field is None]
    if unknown:
        log.warning("%s: columns not read: %s", path.name, ", ".join(map(repr, unknown)))
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            problems.append(
                f"line {number}: {len(row)} fields, the header has {len(header)}"
                " (quote a field that holds the separator)"
            )
            continue
        yield (
            number,
            {
                field: cell.strip()
                for field, cell in zip(fields, row, strict=True)
                if field is not None and cell.strip()
            },
        )


def _told_apart(
    designation: Designation,
    given: bool,
    line: int,
    lines: dict[str, int],
    problems: list[str],
) -> Designation:
    """Refuse a reference given twice; number the entries that have none of their own."""
    reference = designation.reference
    if reference in lines and given:
        problems.append(
            f"line {line}: reference {reference!r} stands also in line {lines[reference]}"
        )
        return designation
    number = 1
    while reference in lines:
        number += 1
        reference = f"{designation.reference}-{number}"
    lines[reference] = line
    if number == 1:
        return designation
    return msgspec.structs.replace(
        designation, reference=reference, id=f"{designation.list}:{reference}"
    )


def _entry(
    stem: str, cells: dict[str, str], line: int, problems: list[str], unread: _Unread
) -> Designation | None:
    before = len(problems)
    name = tidy(cells.get("name"))
    if not fold(name):
        problems.append(f"line {line}: no name")
    imo = _imo(cells, line, problems)
    dates = unread.keep(line, "date", _split(cells.get("birth_dates", "")), iso_date)
    listed = unread.keep(line, "date", _split(cells.get("listed_on", "")), iso_date)
    countries = unread.keep(line, "country", _split(cells.get("nationalities", "")), _country)
    status = cells.get("status", "designated").lower()
    if status not in STATUSES:
        problems.append(f"line {line}: status {status!r} is none of {', '.join(STATUSES)}")
    if len(problems) > before:
        return None
    kind = _kind(cells, imo)
    verified = imo.value if imo is not None and imo.certain and kind == "vessel" else None
    named = catalogue().get(stem)
    reference = cells.get("reference") or make_reference(name, imo=verified)
    return Designation(
        id=f"{stem}:{reference}",
        list=stem,
        reference=reference,
        authority=cells.get("authority") or (named.authority if named else stem),
        kind=kind,
        status=cast("Status", status),
        names=_names(name, cells),
        programmes=unique(_split(cells.get("programmes", ""))),
        listed_on=next(iter(listed), None),
        url=cells.get("url"),
        birth_dates=unique(dates),
        nationalities=unique(countries) if kind != "vessel" else (),
        flags=unique(countries) if kind == "vessel" else (),
        identifiers=() if imo is None else (imo,),
        remarks=cells.get("remarks"),
    )


class _Unread:
    """Cells that are no date or no country: left empty, logged, and told in the notice.

    A wrong number of fields means that nothing of a row is sure; a date nobody can read
    takes away one piece of evidence, and the entry stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()

    def keep(
        self, line: int, what: str, cells: list[str], read: Callable[[str], str | None]
    ) -> list[str]:
        """Return what could be read of the cells; an empty text is read as nothing."""
        found = []
        for cell in cells:
            value = read(cell)
            if value is None:
                self.counts[what] += 1
                if self.counts[what] <= _SHOWN:
                    log.warning("%s: line %d: %r is no %s", self.path.name, line, cell, what)
            elif value:
                found.append(value)
        return found

    def notice(self) -> str | None:
        """Say how many cells were left empty."""
        shown = ", ".join(f"{what} {count}" for what, count in self.counts.items())
        return f"cells that could not be read and are left empty: {shown}" if shown else None


def _country(cell: str) -> str | None:
    if is_no_country(cell):
        return ""
    return country_code(cell)


def _kind(cells: dict[str, str], imo: Identifier | None) -> Kind:
    """Say the kind: as the cell says; else a ship if it has an IMO number, else a person.

    A word the table of kinds does not know is an organisation.
    """
    if "kind" in cells:
        return kind_of(cells["kind"]) or "organisation"
    return "person" if imo is None else "vessel"


def _imo(cells: dict[str, str], line: int, problems: list[str]) -> Identifier | None:
    if "imo" not in cells:
        return None
    number = imo_identifier(cells["imo"])
    if number is None:
        problems.append(f"line {line}: IMO number {cells['imo']!r} has no seven digits")
    elif not number.certain:
        log.warning("line %d: IMO number %s fails its check digit", line, number.value)
    return number


def _names(name: str, cells: dict[str, str]) -> tuple[Name, ...]:
    groups: tuple[tuple[Quality, list[str]], ...] = (
        ("primary", [name]),
        ("alias", _split(cells.get("aliases", ""))),
        ("former", _split(cells.get("former_names", ""))),
        ("weak", _split(cells.get("weak_aliases", ""))),
    )
    found: dict[str, Name] = {}
    for quality, spellings in groups:
        for spelling in spellings:
            found.setdefault(spelling, Name(spelling, quality, script_of(spelling)))
    return tuple(found.values())


def _split(cell: str) -> list[str]:
    return [part for part in map(tidy, cell.replace("|", ";").split(";")) if part]
