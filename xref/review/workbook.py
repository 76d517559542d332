"""The review sheet as a workbook: `review.xlsx`.

Owns how the sheet looks in a spreadsheet: drop-downs, frozen panes, colours, protection, the
Guide and the Run sheet. Invariants: the cells are those of `review.csv`, every one a text; the
same rows give the same bytes. Refuses formulas, and links that are not http(s).

xlsxwriter makes everything but the rows of the big sheet: these are written as XML into the
file where it collects rows in its constant-memory mode, which takes a third of the time.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import xlsxwriter
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from xref.review.guide import guide_rows
from xref.review.sheet import CHECKS, COLUMNS, EDITABLE
from xref.rules.review import DISPOSITIONS, ReviewRules

SHEET_NAME = "Review"
#: Limits of Excel.
MAX_ROWS = 1_048_576
MAX_LINKS = 65_530
MAX_LINK = 2_000

_CREATED = datetime(2000, 1, 1)
_WIDTHS = {
    "alert_id": 18, "disposition": 15, "reviewer": 12, "reason_code": 20, "comment": 28,
    "band": 9, "score": 7, "status": 11, "kind": 11, "article_title": 30, "published": 12,
    "snippet": 70, "mention": 22, "mentions": 10, "listed_name": 24, "name_kind": 11,
    "parts_matched": 14, "why": 60, "earlier": 45, "agrees": 40, "conflicts": 35, "unknown": 35,
    "authorities": 18, "programmes": 20, "list": 18, "list_version": 22, "authority_ref": 24,
    "listed_on": 18, "listing_url": 30, "homonyms": 18, "claims": 24, "article_url": 28,
    "document_id": 24, "subject_id": 20,
}  # fmt: skip
_WRAPPED = (
    "comment",
    "article_title",
    "snippet",
    "mention",
    "listed_name",
    "why",
    "earlier",
    "agrees",
    "conflicts",
    "unknown",
)
_WRAPPED_AT = [(COLUMNS.index(column), _WIDTHS[column]) for column in _WRAPPED]
#: Points of a line; lines of the highest row. What is cut off is read in the cell itself.
_LINE, _MOST_LINES = 13.0, 6
_HEAD_HEIGHT = 18
_A3, _A4 = 8, 9
_LINKED = (COLUMNS.index("listing_url"), COLUMNS.index("article_url"))
_BANDS = {"strong": "FFF2B8B5", "possible": "FFFBE3B0"}
_MARK = '<r><rPr><b/><sz val="10"/><color rgb="FFB00020"/><rFont val="Calibri"/></rPr>'
_PLAIN = '<r><rPr><sz val="10"/><rFont val="Calibri"/></rPr>'
# Excel reads `_x000D_` in a text as an escaped character: a text that looks so is escaped itself.
_ESCAPED = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_SPECIAL = ("&", "<", ">", "\r", "_x")
_TEXT_HEAD, _TEXT_TAIL = '<t xml:space="preserve">', "</t>"
#: So many patterns of filled-in columns and colours are kept.
_KINDS_OF_ROWS = 1_000
#: Rows that are written at a time.
_ROWS_AT_ONCE = 250
_COPIED_AT_ONCE = 1 << 20
_LINK = re.compile(r"https?://[^\s;]+")
_SNIPPET, _MENTION = COLUMNS.index("snippet"), COLUMNS.index("mention")
_BAND = COLUMNS.index("band")


class _RowsSheet(Worksheet):  # type: ignore[misc] # xlsxwriter has no types
    """A sheet whose rows are bytes of XML already; they are copied, not read as text again."""

    def _write_optimized_sheet_data(self) -> None:
        self._xml_start_tag("sheetData")
        self.fh.flush()
        rows = self.row_data_fh.buffer
        rows.seek(0)
        shutil.copyfileobj(rows, self.fh.buffer, _COPIED_AT_ONCE)
        self.row_data_fh.close()
        Path(self.row_data_filename).unlink()
        self._xml_end_tag("sheetData")


class ReviewWorkbook:
    """Writes `review.xlsx`, row by row.

    Args:
        path: The file; its folder takes temporary files, too.
        rules: For the drop-downs and the Guide.
        about: Lines of the Run sheet, each a label and a text.
        max_rows: Rows of a sheet, the header included; what is more goes on another sheet.
    """

    def __init__(
        self,
        path: Path,
        rules: ReviewRules,
        about: Iterable[tuple[str, str]],
        *,
        max_rows: int = MAX_ROWS,
    ) -> None:
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": str(path.parent),
            },
        )
        self._book.set_properties({"title": "xref review sheet", "created": _CREATED})
        self._rules = rules
        self._about = list(about)
        self._max_rows = max_rows
        self._formats = self._make_formats()
        self._styles = self._make_styles()
        self._references = [xl_col_to_name(column) for column in range(len(COLUMNS))]
        self._between: dict[tuple[object, ...], list[str]] = {}
        self._linked: tuple[int, ...] = ()
        self._pending: list[bytes] = []
        self._sheets: list[Any] = []
        self._row = max_rows
        self.rows = 0
        self.unlinked = 0
        self._next_sheet()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self._abandon()

    def _abandon(self) -> None:
        """Let go of the temporary files of a workbook that will not be finished."""
        for sheet in self._book.worksheets():
            rows = sheet.row_data_fh
            if rows is not None:
                with contextlib.suppress(OSError, ValueError):
                    rows.close()
                with contextlib.suppress(OSError):
                    Path(sheet.row_data_filename).unlink()

    def _make_formats(self) -> dict[str, Any]:
        base = {"font_size": 10, "valign": "top"}
        add = self._book.add_format
        return {
            "head": add({**base, "bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF",
                         "text_wrap": True}),
            "edit": add({**base, "locked": False, "bg_color": "#EAF4EA", "text_wrap": True,
                         "num_format": "@"}),
            "text": add({**base, "num_format": "@"}),
            "wrap": add({**base, "num_format": "@", "text_wrap": True}),
            "mark": add({**base, "num_format": "@", "text_wrap": True, "bold": True,
                         "font_color": "#B00020"}),
            "title": add({**base, "bold": True, "font_color": "#1F3A5F"}),
            "link": add({**base, "num_format": "@", "font_color": "#0645AD", "underline": 1}),
            **{
                band: add({**base, "num_format": "@", "bold": band == "strong",
                           "bg_color": "#" + colour[2:]})
                for band, colour in _BANDS.items()
            },
        }  # fmt: skip

    def _make_styles(self) -> list[int]:
        """The style of each column, as the number that a cell names."""
        names = [
            "edit" if column in EDITABLE[1:] else "wrap" if column in _WRAPPED else "text"
            for column in COLUMNS
        ]
        self._style = {name: each._get_xf_index() for name, each in self._formats.items()}
        return [self._style[name] for name in names]

    def _next_sheet(self) -> None:
        number = len(self._sheets) + 1
        name = SHEET_NAME if number == 1 else f"{SHEET_NAME} {number}"
        sheet = self._book.add_worksheet(name, worksheet_class=_RowsSheet)
        for at, column in enumerate(COLUMNS):
            kind = "edit" if column in EDITABLE[1:] else "wrap" if column in _WRAPPED else "text"
            options = {"hidden": True} if column in CHECKS else {}
            sheet.set_column(at, at, _WIDTHS.get(column, 12), self._formats[kind], options)
        sheet.freeze_panes(1, len(EDITABLE))
        _print_wide(sheet, _A3)
        sheet.repeat_rows(0)
        sheet.protect(
            "",
            {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True,
             "insert_hyperlinks": False},
        )  # fmt: skip
        self._sheets.append(sheet)
        self._row = 0
        self._links = 0
        self._write(COLUMNS, [self._style["head"]] * len(COLUMNS))

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Add rows of cells in the order of `COLUMNS`."""
        for cells in rows:
            if self._row >= self._max_rows:
                self._finish_sheet()
                self._next_sheet()
            self._links_of(cells)
            self._write(cells, self._styles)
            self.rows += 1

    def _write(self, cells: Sequence[str], styles: Sequence[int]) -> None:
        height = _height(cells) if self._row else _HEAD_HEIGHT
        texts = _escaped_row(cells)
        band, marked = "", False
        if self._row:
            band = cells[_BAND]
            texts, marked = self._snippet(texts, cells)
        # Rows with the same columns filled in and the same colours differ in their texts alone.
        key = (*map(bool, cells), band, marked, *self._linked, id(styles))
        between = self._between.get(key)
        if between is None:
            if len(self._between) >= _KINDS_OF_ROWS:
                self._between.clear()
            between = self._between[key] = self._made_between(cells, styles, band, marked=marked)
        # Between the fixed pieces, of which there is one more, stand the texts.
        pieces = [""] * (2 * len(between) - 1)
        pieces[::2] = between
        pieces[1::2] = [text for text in texts if text]
        number = str(self._row + 1)
        row = "".join(pieces).replace("\0", number)
        sheet = self._sheets[-1]
        sheet.dim_rowmin, sheet.dim_colmin = 0, 0
        sheet.dim_rowmax, sheet.dim_colmax = self._row, len(COLUMNS) - 1
        row = f'<row r="{number}" ht="{height}" customHeight="1">{row}</row>'
        self._pending.append(row.encode())
        if len(self._pending) >= _ROWS_AT_ONCE:
            self._flush()
        self._row += 1

    def _flush(self) -> None:
        """Hand over the rows that were made."""
        self._sheets[-1].row_data_fh.buffer.write(b"".join(self._pending))
        self._pending.clear()

    def _made_between(
        self, cells: Sequence[str], styles: Sequence[int], band: str, *, marked: bool
    ) -> list[str]:
        """What stands before, between and behind the texts of a row; NUL is its number."""
        pieces, end = [], ""
        for at, text in enumerate(cells):
            if not text:
                continue
            style, head, tail = styles[at], _TEXT_HEAD, _TEXT_TAIL
            if self._row:
                if at == _BAND:
                    style = self._style.get(band, style)
                elif at == _SNIPPET:
                    # Its text comes with its own marks.
                    head = tail = ""
                    style = self._style["mark"] if marked else style
                elif at in self._linked:
                    style = self._style["link"]
            pieces.append(
                f'{end}<c r="{self._references[at]}\0" s="{style}" t="inlineStr"><is>{head}'
            )
            end = f"{tail}</is></c>"
        return [*pieces, end]

    def _snippet(self, texts: Sequence[str], cells: Sequence[str]) -> tuple[list[str], bool]:
        """The texts with the snippet's mention marked, and whether it is nothing else."""
        texts = list(texts)
        text, mention = cells[_SNIPPET], cells[_MENTION]
        at = text.find(mention) if mention else -1
        before, behind = text[:at], text[at + len(mention) :]
        if at < 0 or not (before or behind):
            if text:
                texts[_SNIPPET] = f"{_TEXT_HEAD}{texts[_SNIPPET]}{_TEXT_TAIL}"
            return texts, bool(text) and at >= 0
        if texts[_SNIPPET] is not text:
            before, mention, behind = _xml(before), _xml(mention), _xml(behind)
        first = f"{_PLAIN}{_TEXT_HEAD}{before}{_TEXT_TAIL}</r>" if before else ""
        last = f"{_PLAIN}{_TEXT_HEAD}{behind}{_TEXT_TAIL}</r>" if behind else ""
        texts[_SNIPPET] = f"{first}{_MARK}{_TEXT_HEAD}{mention}{_TEXT_TAIL}</r>{last}"
        return texts, False

    def _links_of(self, cells: Sequence[str]) -> None:
        """Link the first http(s) address of the cells that hold addresses."""
        linked = []
        for at in _LINKED:
            found = _LINK.match(cells[at])
            if found is None or len(found[0]) > MAX_LINK:
                continue
            if self._links >= MAX_LINKS:
                self.unlinked += 1
                continue
            self._sheets[-1].hyperlinks[self._row][at] = Url(found[0])
            linked.append(at)
            self._links += 1
        self._linked = tuple(linked)

    def _finish_sheet(self) -> None:
        self._flush()
        sheet, last = self._sheets[-1], max(1, self._row - 1)
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
        sheet.print_area(0, 0, last, COLUMNS.index("earlier"))
        reasons = len(self._rules.reasons)
        for column, source, what in (
            ("disposition", list(DISPOSITIONS), "a disposition"),
            ("reason_code", f"=Guide!$A$2:$A${reasons + 1}", "a reason code; see the Guide sheet"),
        ):
            at = COLUMNS.index(column)
            sheet.data_validation(
                1, at, last, at,
                {"validate": "list", "source": source, "error_type": "stop",
                 "error_title": "Not in the list", "error_message": f"Please choose {what}."},
            )  # fmt: skip

    def close(self) -> None:
        """Finish the file.

        Raises:
            OSError: It cannot be written.
        """
        try:
            self._finish()
        except BaseException:
            self._abandon()
            raise

    def _finish(self) -> None:
        self._finish_sheet()
        if len(self._sheets) > 1:
            parts = f"{self.rows} rows on {len(self._sheets)} sheets, as Excel holds no more on one"
            self._about.append(("Sheets", parts))
        if self.unlinked:
            self._about.append(
                ("Links", f"{self.unlinked} addresses are plain text, as Excel holds no more links")
            )
        head, wrap, text, title = (self._formats[n] for n in ("head", "wrap", "text", "title"))
        guide = self._book.add_worksheet("Guide")
        guide.set_column(0, 0, 24)
        guide.set_column(1, 1, 100)
        guide.set_column(2, 2, 32)
        for row, cells in enumerate(guide_rows(self._rules)):
            longest = max(map(len, cells))
            guide.set_row(row, _LINE * -(-longest // 95) + 2 if longest else _LINE)
            for column, cell in enumerate(cells):
                style = wrap if column == 1 else text
                style = head if row == 0 else title if len(cells) == 1 else style
                guide.write_string(row, column, cell, style)
        guide.protect("")
        _print_wide(guide, _A4)
        run = self._book.add_worksheet("Run")
        run.set_column(0, 0, 24)
        run.set_column(1, 1, 110)
        for row, (label, value) in enumerate(self._about):
            run.write_string(row, 0, label[:MAX_LINK], head)
            run.write_string(row, 1, _clean(value)[:32_000], wrap)
        run.protect("")
        _print_wide(run, _A4)
        self._sheets[0].activate()
        try:
            self._book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(*getattr(error.args[0], "args", error.args)) from None


def _print_wide(sheet: Any, paper: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)


def _height(cells: Sequence[str]) -> float:
    """Height of a row in points: programs do not fit rows that nobody has touched.

    A letter that is not ASCII is taken for one and a half, as Hangul is wide and accents are not.
    """
    lines = 1.0
    for at, width in _WRAPPED_AT:
        text = cells[at]
        if text:
            size = len(text) if text.isascii() else 1.5 * len(text)
            lines = max(lines, size / width + text.count("\n"))
    return _LINE * min(_MOST_LINES, -(-lines // 1)) + 2


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _escaped_row(cells: Sequence[str]) -> Sequence[str]:
    """The cells as XML; most rows hold nothing that must be escaped."""
    row = "\x1f".join(cells)
    return [_xml(cell) for cell in cells] if any(map(row.__contains__, _SPECIAL)) else cells


def _xml(text: str) -> str:
    if not any(map(text.__contains__, _SPECIAL)):
        return text
    text = _ESCAPED.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r\n", "\n").replace("\r", "\n")
