"""`review.xlsx`: what a reviewer sees and may touch, and that equal rows give equal bytes."""

from __future__ import annotations

import gc
import os
import re
import resource
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

from xref.model import Alert
from xref.review.apply import Sheets
from xref.review.history import History
from xref.review.log import DecisionLog
from xref.review.reading import SheetFile
from xref.review.recorded import RecordedRun
from xref.review.sheet import CHECKS, COLUMNS, EDITABLE, alert_cells, list_notices
from xref.review.workbook import MAX_ROWS, ReviewWorkbook
from xref.rules import Rules, load_rules
from xref.rules.review import DISPOSITIONS

from .conftest import RUN_KEY, VERSION, alert, designation, subject, write_run

WHOLE = "Kim Yong-chol"
ALERTS = [
    alert("w/a.txt", score=0.95),
    alert("w/b.txt", mention=WHOLE, sentence=WHOLE),
    alert("w/c.txt", of=subject(designation(url="javascript:alert(1)")), title="=1+1"),
    alert("w/d.txt", sentence="<b>&_x000D_ Kim Yong-chol\x01\x07\ufffe"),
]  # fmt: skip
COLUMN = {column: n for n, column in enumerate(COLUMNS)}


def cells(alerts: list[Alert]) -> list[list[str]]:
    return [alert_cells(each, list_notices([VERSION]), RUN_KEY) for each in alerts]


def make(path: Path, rules: Rules, rows: list[list[str]], *, max_rows: int = MAX_ROWS) -> Path:
    book = ReviewWorkbook(path, rules.review, [("Run", RUN_KEY)], max_rows=max_rows)
    book.add(rows)
    book.close()
    return path


@pytest.fixture
def book(tmp_path: Path, rules: Rules) -> Any:
    """The workbook of four alerts, opened by another library."""
    return openpyxl.load_workbook(make(tmp_path / "r.xlsx", rules, cells(ALERTS)), rich_text=True)


def test_its_cells_are_those_of_the_csv(tmp_path: Path, rules: Rules) -> None:
    """Every cell a text, whatever it holds; hostile ones, too."""
    path = make(tmp_path / "r.xlsx", rules, cells(ALERTS))
    found = CalamineWorkbook.from_path(path).get_sheet_by_name("Review").to_python()
    assert found == [list(COLUMNS), *cells(ALERTS)]
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_equal_rows_give_equal_bytes(tmp_path: Path, rules: Rules) -> None:
    """No clock, no machine."""
    one = make(tmp_path / "1.xlsx", rules, cells(ALERTS)).read_bytes()
    assert one == make(tmp_path / "2.xlsx", rules, cells(ALERTS)).read_bytes()
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".xlsx"]


def test_panes_filters_and_hidden_columns(book: Any) -> None:
    """Header and the columns to fill in stay in sight; checks are hidden; rows can be filtered."""
    sheet = book["Review"]
    assert sheet.freeze_panes == "F2"
    assert sheet.auto_filter.ref.startswith("A1:")
    hidden = {key for key, each in sheet.column_dimensions.items() if each.hidden}
    assert len(hidden) == 1  # one range of columns
    first = sheet.cell(1, COLUMN[CHECKS[0]] + 1).column_letter
    assert hidden == {first}
    assert book.sheetnames == ["Review", "Guide", "Run"]


def test_only_what_is_to_be_filled_in_is_unlocked(book: Any) -> None:
    """The sheet is protected without a password."""
    sheet = book["Review"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.autoFilter  # False: allowed
    assert not sheet.protection.sort
    for column in COLUMNS:
        letter = sheet.cell(1, COLUMN[column] + 1).column_letter
        cell = sheet.cell(2, COLUMN[column] + 1)
        locked = sheet.column_dimensions[letter].protection.locked if not cell.value else None
        if column in EDITABLE[1:]:
            assert locked is False, column
        elif cell.value:
            assert cell.protection.locked, column


def test_dropdowns(book: Any, rules: Rules) -> None:
    """Dispositions and reasons are chosen from a list; nothing else is taken."""
    found = book["Review"].data_validations.dataValidation
    assert [each.type for each in found] == ["list", "list"]
    assert {each.errorStyle for each in found} <= {None, "stop"}
    assert found[0].formula1 == f'"{",".join(DISPOSITIONS)}"'
    last = len(rules.review.reasons) + 1
    assert found[1].formula1 == f"Guide!$A$2:$A${last}"
    guide = book["Guide"]
    assert [guide.cell(n, 1).value for n in range(2, last + 1)] == list(rules.review.reasons)
    assert [str(each.sqref) for each in found] == ["B2:B5", "D2:D5"]


def test_the_mention_is_marked_in_its_snippet(book: Any) -> None:
    """In a sentence it is a run of its own; alone it is a cell in that style."""
    sheet = book["Review"]
    runs = sheet.cell(2, COLUMN["snippet"] + 1).value
    assert str(runs[0]) == WHOLE
    assert runs[0].font.b
    alone = sheet.cell(3, COLUMN["snippet"] + 1)
    assert alone.value == WHOLE
    assert alone.font.b


def test_only_http_is_linked(book: Any) -> None:
    """Another scheme stays text."""
    sheet = book["Review"]
    at = COLUMN["listing_url"] + 1
    assert sheet.cell(2, at).hyperlink.target == "https://example.org/1"
    assert sheet.cell(4, at).hyperlink is None
    assert sheet.cell(4, at).value == "javascript:alert(1)"


def test_the_guide_has_the_steps(book: Any) -> None:
    """Nine steps, and how to hand the sheet in; the Run sheet names the run."""
    texts = [row[0].value or "" for row in book["Guide"].iter_rows()]
    assert [text[0] for text in texts if text[:1].isdigit()] == list("123456789")
    assert book["Run"]["B1"].value == RUN_KEY


def test_more_rows_than_a_sheet_holds(tmp_path: Path, rules: Rules) -> None:
    """They go on on another sheet, the Run sheet says so, and all come back."""
    alerts = [alert(f"w/{n}.txt") for n in range(7)]
    run = RecordedRun(write_run(tmp_path / "run", alerts))
    path = make(tmp_path / "r.xlsx", rules, cells(alerts), max_rows=4)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Review", "Review 2", "Review 3", "Guide", "Run"]
    assert "7 rows on 3 sheets" in book["Run"]["B2"].value
    for name, row in (("Review", 2), ("Review 3", 2)):
        for column, text in zip("BCDE", ("escalate", "A", "needs_facts", "x"), strict=True):
            book[name][f"{column}{row}"] = text
    book.save(path)
    history = History(DecisionLog(tmp_path / "log"))
    plan = Sheets(run, history, rules.review).compare([SheetFile(path)])
    assert plan.problems == []
    assert [change.where.rsplit(":", 1)[1] for change in plan.changes] == ["Review!2", "Review 3!2"]


def test_an_empty_result_has_its_header(tmp_path: Path, rules: Rules) -> None:
    """No alerts: the header alone, which comes back as no decision."""
    run = RecordedRun(write_run(tmp_path / "run", []))
    plan = Sheets(run, History(DecisionLog(tmp_path / "log")), rules.review).compare(
        [SheetFile(run.folder / "review.xlsx")]
    )
    assert (plan.problems, plan.changes) == ([], [])


@pytest.mark.parametrize("limit", [1_000, 12_000, 60_000])
def test_a_full_disk(tmp_path: Path, rules: Rules, limit: int) -> None:
    """An `OSError` that says so, wherever it happens, and no word more."""
    rows = cells([alert(f"w/{n}.txt", title="".join(map(chr, range(200, 600)))) for n in range(60)])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with pytest.raises(OSError, match="too large"):  # noqa: PT012 - any of these may be it
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
        try:
            with ReviewWorkbook(tmp_path / "r.xlsx", rules.review, []) as book:
                for n, row in enumerate(rows):
                    row[COLUMN["comment"]] = os.urandom(300).hex() + str(n)
                book.add(rows)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    gc.collect()


texts = st.one_of(
    st.just(""), st.sampled_from(["Kim", "a & b", "_x000D_", "<b>", "김정은", "x\r\ny", "http://a.b/c"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)  # fmt: skip


def slow_xml(text: str) -> str:
    text = re.sub("_(?=x[0-9a-fA-F]{4}_)", "_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def slow_row(number: int, row: list[str]) -> list[tuple[str, str]]:
    """The place and the content of every cell of a row, one after the other."""
    found = []
    for at, text in enumerate(row):
        if not text:
            continue
        inner = f'<t xml:space="preserve">{slow_xml(text)}</t>'
        mention = row[COLUMN["mention"]]
        if at == COLUMN["snippet"] and mention and mention in text and mention != text:
            before, _, behind = text.partition(mention)
            inner = "".join(
                f'<r><rPr>{style}</rPr><t xml:space="preserve">{slow_xml(piece)}</t></r>'
                for piece, style in ((before, PLAIN), (mention, MARK), (behind, PLAIN)) if piece
            )  # fmt: skip
        found.append((f"{xl_col_to_name(at)}{number}", inner))
    return found


MARK = '<b/><sz val="10"/><color rgb="FFB00020"/><rFont val="Calibri"/>'
PLAIN = '<sz val="10"/><rFont val="Calibri"/>'


@given(st.lists(st.lists(texts, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=5))
@settings(max_examples=60, deadline=None)
def test_rows_that_are_made_at_once_are_those_made_cell_by_cell(rows: list[list[str]]) -> None:
    """Whatever columns are empty and whatever must be escaped."""
    with TemporaryDirectory() as place:
        path = make(Path(place) / "r.xlsx", load_rules(), rows)
        with zipfile.ZipFile(path) as packed:
            source = packed.read("xl/worksheets/sheet1.xml").decode()
    for number, row in enumerate(rows, start=2):
        written = re.search(rf'<row r="{number}" [^>]*>(.*?)</row>', source, re.DOTALL)
        assert written is not None
        cell = r'<c r="([A-Z]+\d+)" s="\d+" t="inlineStr"><is>(.*?)</is></c>'
        assert re.findall(cell, written[1], re.DOTALL) == slow_row(number, row)
