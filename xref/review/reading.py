"""Sheets that come back: CSV in whatever dress, or a workbook, as rows of cells.

Owns encodings, separators, and where each column stands. Invariants: rows are numbered as a
spreadsheet shows them; no cell is altered; only one row is held at a time. Refuses a sheet
without the columns of `review.csv`, and formulas.
"""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

from xref.errors import ListParseError, SheetError
from xref.lists.readers.sheets import is_sheet, refuse_bomb, text_of
from xref.review.sheet import COLUMNS, check_of

#: No sheet of ours is larger; a larger file is something else.
MAX_BYTES = 2 << 30
_MAX_CELL = 1 << 20
_DELIMITERS = (",", ";", "\t", "|")
_PROBE_ROWS = 100
#: How Windows saves "CSV" and "Unicode text": by the language of the machine.
_ANSI = ("cp949", "cp1252", "cp932", "gb18030", "cp1251")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_FORMULA = re.compile(rb'<f[ >/][^<]*(?:</f>)?|table:formula="')
_REFERENCE = re.compile(rb'<c [^>]*?r="([A-Z]+[0-9]+)"')


class SheetRow(msgspec.Struct, frozen=True):
    """A row that holds something.

    Attributes:
        number: As a spreadsheet shows it; the header is 1.
        cells: In the order of `COLUMNS`.
        sheet: Name of the sheet in the workbook, where there are several.
    """

    number: int
    cells: list[str]
    sheet: str = ""


class SheetFile:
    """A review sheet that somebody hands in.

    Args:
        path: CSV (any usual encoding and separator), XLSX or ODS.

    Raises:
        SheetError: It is no review sheet, or holds formulas.

    Attributes:
        via: `csv` or `xlsx`, for the log.
        encoding: Of a CSV.
        notes: What is unusual and does no harm.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        self.encoding = "utf-8"
        try:
            size = path.stat().st_size
            with path.open("rb") as stream:
                head = stream.read(1 << 16)
            if size > MAX_BYTES:
                raise self._error(f"{size} bytes are more than a review sheet can have")
            self.via = "xlsx" if is_sheet(path) else "csv"
        except OSError as error:
            raise self._error(f"cannot be read: {error.strerror}") from None
        if not head.strip():
            raise self._error("is empty")
        if self.via == "xlsx":
            self._refuse_formulas()
        else:
            self._read_dress(head)

    def _error(self, what: str, hint: str | None = None) -> SheetError:
        return SheetError([f"{self.path}: {what}"], hint=hint)

    @property
    def is_unicode(self) -> bool:
        """Whether every letter could be saved in it."""
        return self.encoding.startswith("utf")

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows below the header, empty ones left out.

        Raises:
            SheetError: The file is damaged, or columns are missing.
        """
        if self.via == "xlsx":
            yield from self._workbook_rows()
            return
        places: list[int] | None = None
        for number, cells in self._csv_rows(self.encoding, self._delimiter):
            if places is None:
                if len(cells) < 3 and cells and cells[0].lower().startswith("sep="):
                    continue
                places = self._places(cells)
                continue
            row = _picked(cells, places)
            if row is not None:
                yield SheetRow(number, row)
        if places is None:
            raise self._error("holds no header")

    def _places(self, header: list[str]) -> list[int]:
        """Where each of our columns stands."""
        names = [_name(cell) for cell in header]
        missing = [column for column in COLUMNS if column not in names]
        if len(missing) > len(COLUMNS) // 2:
            raise self._error(
                "is no review sheet: its first row does not name the columns of review.csv",
                hint="hand in the review.csv or review.xlsx of a run, or a copy of it",
            )
        twice = sorted({column for column in COLUMNS if names.count(column) > 1})
        problems = [
            f"{self.path}:1:{column}: this column is missing; copy it back from a fresh sheet"
            for column in missing
        ]
        problems += [
            f"{self.path}:1:{column}: this column stands twice; delete one of the two"
            for column in twice
        ]
        if problems:
            raise SheetError(problems)
        extra = [cell for cell, name in zip(header, names, strict=True) if name not in COLUMNS]
        shown = ", ".join(filter(None, map(str.strip, extra)))
        if shown:
            self.notes.append(
                f"{self.path}: columns that xref does not know were left out: {shown}"
            )
        return [names.index(column) for column in COLUMNS]

    # CSV

    def _read_dress(self, head: bytes) -> None:
        """Find encoding and separator."""
        self.encoding = self._find_encoding(head)
        try:
            text = head.decode(self.encoding, "ignore").lstrip("\ufeff")
        except UnicodeError:
            text = ""
        line = text.split("\n", 2)
        first = line[1] if line[0].lower().startswith("sep=") and len(line) > 1 else line[0]
        self._delimiter = max(_DELIMITERS, key=lambda sign: len(first.split(sign)))
        if self.encoding not in ("utf-8-sig", "utf-8"):
            self.notes.append(f"{self.path}: saved as {self.encoding}; read as such")
        elif self.encoding == "utf-8":
            self.notes.append(f"{self.path}: its byte-order mark is gone; read as UTF-8")
        if self._delimiter != ",":
            self.notes.append(f"{self.path}: separated by {self._delimiter!r}; read as such")

    def _find_encoding(self, head: bytes) -> str:
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if head[:2] in _UTF16:
            return "utf-16"
        if head[1::2].count(0) > len(head) // 4:
            return "utf-16-le"
        if head[::2].count(0) > len(head) // 4:
            return "utf-16-be"
        if self._decodes("utf-8"):
            return "utf-8"
        # Letters of another code page: that one in which most rows fit their check value.
        fits = {encoding: self._fit(encoding) for encoding in _ANSI if self._decodes(encoding)}
        fits.setdefault("cp1252", 0)
        return max(fits, key=lambda encoding: (fits[encoding], encoding == "cp1252"))

    def _decodes(self, encoding: str) -> bool:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with self.path.open("rb") as stream:
                while piece := stream.read(1 << 20):
                    decoder.decode(piece)
                decoder.decode(b"", True)
        except UnicodeDecodeError:
            return False
        return True

    def _fit(self, encoding: str) -> int:
        best = 0
        for delimiter in _DELIMITERS:
            fitting, places = 0, None
            for number, cells in self._csv_rows(encoding, delimiter):
                if number > _PROBE_ROWS:
                    break
                names = [_name(cell) for cell in cells]
                if places is None:
                    if set(COLUMNS) <= set(names):
                        places = [names.index(column) for column in COLUMNS]
                    continue
                row = _picked(cells, places)
                fitting += row is not None and check_of(row) == row[-2].strip()
            best = max(best, fitting)
        return best

    def _csv_rows(self, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        before = csv.field_size_limit(_MAX_CELL)
        try:
            with self.path.open(encoding=encoding, errors="replace", newline="") as stream:
                yield from enumerate(csv.reader(stream, delimiter=delimiter), 1)
        except (csv.Error, UnicodeError) as error:
            raise self._error(
                f"is damaged: {error}", hint="a quote that is never closed looks like this"
            ) from None
        finally:
            csv.field_size_limit(before)

    # Workbooks

    def _workbook_rows(self) -> Iterator[SheetRow]:
        found = False
        try:
            refuse_bomb(self.path)
            with CalamineWorkbook.from_path(self.path) as book:
                several = len(book.sheet_names) > 3
                for name in book.sheet_names:
                    places: list[int] | None = None
                    sheet = book.get_sheet_by_name(name)
                    first = (sheet.start or (0, 0))[0]
                    for number, values in enumerate(sheet.iter_rows(), 1 + first):
                        cells = [
                            value if type(value) is str else text_of(value) for value in values
                        ]
                        if places is None:
                            if not any(cells):
                                continue
                            if "alert_id" not in map(_name, cells):
                                break
                            places, found = self._places(cells), True
                            continue
                        row = _picked(cells, places)
                        if row is not None:
                            yield SheetRow(number, row, name if several else "")
        except PasswordError:
            raise self._error("has a password", hint="save it without one") from None
        except ListParseError as error:
            raise self._error(error.message, hint=error.hint) from None
        except (CalamineError, XmlError, ZipError) as error:
            raise self._error(f"is no whole spreadsheet: {error}") from None
        if not found:
            raise self._error(
                "is no review sheet: no sheet of it has a column alert_id",
                hint="hand in the review.xlsx of a run, or a copy of it",
            )

    def _refuse_formulas(self) -> None:
        """Tell where formulas stand: a spreadsheet may show one thing and hold another."""
        problems: list[str] = []
        try:
            refuse_bomb(self.path)
            with zipfile.ZipFile(self.path) as archive:
                for name in archive.namelist():
                    if name.startswith("xl/worksheets/") or name == "content.xml":
                        with archive.open(name) as stream:
                            problems += self._formulas(stream)
        except ListParseError as error:
            raise self._error(error.message, hint=error.hint) from None
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
            return  # the reader of workbooks tells better what is wrong
        if problems:
            raise SheetError(problems)

    def _formulas(self, stream: IO[bytes]) -> list[str]:
        found, kept = [], b""
        while piece := stream.read(1 << 20):
            data = kept + piece
            # A formula that this piece cuts through is found again with the next one.
            cut = len(data) - 4_096
            signs = (b"<f>", b"<f ", b"<f/", b"table:formula")
            for match in _FORMULA.finditer(data) if any(map(data.__contains__, signs)) else ():
                before = _REFERENCE.findall(data, max(0, match.start() - 2_000), match.start())
                where = before[-1].decode() if before else "?"
                found.append(f"{self.path}:{where}: holds a formula; type the text itself instead")
            kept = data[max(0, cut) :]
        return list(dict.fromkeys(found))


def _name(cell: str) -> str:
    return cell.strip().strip("\ufeff").strip("'\"").strip().lower()


def _picked(cells: list[str], places: list[int]) -> list[str] | None:
    """The cells of our columns; None for an empty row."""
    if not any(cells):
        return None
    width = len(cells)
    row = [cells[at] if at < width else "" for at in places]
    return row if any(map(str.strip, row)) else None
