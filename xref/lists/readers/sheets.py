"""Spreadsheets (XLSX, XLS, ODS) as rows of text, as if they were saved as CSV.

Owns the way a cell becomes text. Invariant: a whole number has no decimal point, a date is
an ISO date, an empty cell is an empty text, and a formula gives the value that was saved
with it: nothing is calculated. Rows come from the first visible sheet that has any. Refuses
files that are protected by a password, damaged, or that unpack beyond safe limits.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from xref.lists.readers.base import MAX_FIELD, MAX_FILE_BYTES, MAX_RATIO, SMALL, broken

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD_ROWS = 20

Cell = int | float | str | bool | time | date | datetime | timedelta


def is_sheet(path: Path) -> bool:
    """Tell whether a file is a spreadsheet: a ZIP with a workbook in it, or an old XLS."""
    with path.open("rb") as file:
        head = file.read(8)
    if head == _OLE:
        return True
    if not head.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                return b"spreadsheet" in archive.read("mimetype")[:200]
            return "xl/workbook.xml" in names or "xl/workbook.bin" in names
    except (zipfile.BadZipFile, OSError):
        return False


def sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first visible sheet with any, and their numbers in the sheet.

    Empty rows are left out. Every row is as wide as the first one, or wider where it
    holds more: a sheet may report thousands of columns that are empty.

    Raises:
        ListParseError: The file is damaged, has a password, or is beyond the limits.
    """
    refuse_bomb(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            for sheet in _visible(book):
                found = False
                for number, row in _rows(sheet, path):
                    found = True
                    yield number, row
                if found:
                    return
    except PasswordError:
        raise broken(path, None, "protected by a password", hint="save it without one") from None
    except (CalamineError, XmlError, ZipError) as error:
        raise broken(path, None, f"not a whole spreadsheet: {error}") from None


def _visible(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for about in book.sheets_metadata:
        if about.visible == SheetVisibleEnum.Visible:
            yield book.get_sheet_by_name(about.name)


def _rows(sheet: CalamineSheet, path: Path) -> Iterator[tuple[int, list[str]]]:
    width = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = [text_of(cell) for cell in cells]
        used = len(row)
        while used and not row[used - 1]:
            used -= 1
        if not used:
            continue
        if any(len(cell) > MAX_FIELD for cell in row):
            raise broken(path, number, f"a field longer than {MAX_FIELD} characters")
        width = width or used
        yield number, row[: max(width, used)]


def text_of(cell: Cell) -> str:
    """Return a cell as it would stand in a CSV file.

    Example:
        >>> text_of(101.0), text_of(date(1963, 4, 30)), text_of(True), text_of(1.5)
        ('101', '1963-04-30', 'TRUE', '1.5')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def sheet_head(path: Path) -> bytes:
    """Return the first rows of a spreadsheet as CSV: what a reader of tables recognises."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(row for _, row in islice(sheet_rows(path), _HEAD_ROWS))
    return out.getvalue().encode()


def refuse_bomb(path: Path) -> None:
    """Refuse a file that unpacks beyond all measure.

    Raises:
        ListParseError: It does.
    """
    size = path.stat().st_size
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile:
        return
    if unpacked > MAX_FILE_BYTES or unpacked > max(SMALL, size * MAX_RATIO):
        raise broken(path, None, f"{size} bytes unpack to {unpacked}: it looks like a bomb")
