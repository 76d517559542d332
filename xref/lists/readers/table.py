"""Tables: the rows of a CSV file or a spreadsheet, one by one, with the line they start in.

Owns decoding and splitting of CSV; `sheets` owns spreadsheets. Invariant: a file that is
not clean UTF-8, holds NUL bytes, leaves a quote open or has an endless field is refused
with line and byte offset; rows come out one by one. Refuses to guess an encoding.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from xref.lists.readers.base import MAX_FIELD, broken
from xref.lists.readers.sheets import is_sheet, sheet_head, sheet_rows

BOM = b"\xef\xbb\xbf"
HEAD_BYTES = 65_536


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file; of a spreadsheet its first rows, as CSV."""
    if is_sheet(path):
        return sheet_head(path)
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def lines_of(path: Path) -> Iterator[str]:
    """Yield the lines of a file as text.

    Raises:
        ListParseError: Undecodable bytes, NUL bytes, or a line without an end.
    """
    offset = 0
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(MAX_FIELD * 2):
            number += 1
            if number == 1:
                raw = raw.removeprefix(BOM)
            if len(raw) == MAX_FIELD * 2:
                raise broken(path, number, f"a line longer than {MAX_FIELD * 2} bytes")
            if b"\x00" in raw:
                place = offset + raw.index(b"\x00")
                raise broken(path, number, f"a NUL byte (byte {place})")
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                place = offset + error.start
                raise broken(
                    path,
                    number,
                    f"not UTF-8: byte 0x{raw[error.start]:02x} at byte {place}",
                    hint="save the file as UTF-8; nothing of it is used",
                ) from None
            offset += len(raw)
            yield text


def rows_of(path: Path, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table with the line each starts in; blank lines are left out.

    Args:
        path: A CSV file, or a spreadsheet: its rows are numbered as in the sheet.
        delimiter: Between the fields of a CSV file.

    Raises:
        ListParseError: As `lines_of`; an open quote, or a field over the limit; a
            spreadsheet that is damaged.
    """
    if is_sheet(path):
        yield from sheet_rows(path)
        return
    reader = csv.reader(lines_of(path), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        what = "a quote is never closed" if "end of data" in str(error) else str(error)
        raise broken(path, line, f"not a CSV row: {what}") from None


def head_rows(head: bytes, delimiter: str = ",", limit: int = 20) -> list[list[str]]:
    """Split the first bytes of a file into rows, as far as they are whole.

    Returns:
        At most `limit` rows; none if the bytes are no such table.
    """
    text = head.removeprefix(BOM).decode("utf-8", "replace").replace("\x00", "")
    cut = text.rfind("\n")
    if cut >= 0 and len(head) > 1024:
        text = text[:cut]
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) == limit:
                break
    except csv.Error:
        return rows
    return rows
