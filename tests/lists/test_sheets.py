"""Spreadsheets are read as the CSV file of the same content is."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from xref.errors import ListError
from xref.lists import load_lists
from xref.lists.readers.sheets import is_sheet, sheet_rows

ROWS = [
    ["Name", "Kind", "DOB", "Reference"],
    ["No Sol Mae", "person", "1957-07-27", "101"],
    ['=HYPERLINK("x")', "organisation", "", "102"],
]


def _ods(path: Path, rows: list[list[str]]) -> Path:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
            "</table:table-cell>"
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{urn}:office:1.0"'
            f' xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0" office:version="1.2">'
            '<office:body><office:spreadsheet><table:table table:name="List">'
            f"{cells}</table:table></office:spreadsheet></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>',
        )
    return path


def _xlsx(path: Path, sheet: str) -> Path:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
            f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        )
    return path


def _text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


XLSX = (
    "<row r='2'>" + _text("A2", "Name") + _text("B2", "DOB") + _text("C2", "Reference") + "</row>"
    "<row r='4'>" + _text("A4", "No Sol Mae") + '<c r="B4" s="1"><v>21028</v></c>'
    '<c r="C4"><v>101</v></c></row>'
    "<row r='5'>"
    + _text("A5", "Kum Bong")
    + '<c r="C5"><f>100+2</f><v>102</v></c><c r="XFD5" s="1"/></row>'
)


def test_ods_is_the_csv(tmp_path: Path) -> None:
    """The same table as ODS and as CSV gives the same entries; a formula-like name is text."""
    plain = tmp_path / "press.csv"
    plain.write_text(
        "\n".join(
            ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in ROWS
        )
    )
    found = load_lists(_ods(tmp_path / "press.ods", ROWS)).designations
    assert found == load_lists(plain).designations
    assert found[1].name == '=HYPERLINK("x")'


def test_xlsx_cells_become_text(tmp_path: Path) -> None:
    """Dates are ISO, whole numbers bare, formulas their saved value, empty columns gone."""
    path = _xlsx(tmp_path / "press.xlsx", XLSX)
    assert list(sheet_rows(path)) == [
        (2, ["Name", "DOB", "Reference"]),
        (4, ["No Sol Mae", "1957-07-27", "101"]),
        (5, ["Kum Bong", "", "102"]),
    ]
    found = load_lists(path).designations
    assert [(item.reference, item.name, item.birth_dates) for item in found] == [
        ("101", "No Sol Mae", ("1957-07-27",)),
        ("102", "Kum Bong", ()),
    ]


def test_a_bad_row_is_named_by_its_number_in_the_sheet(tmp_path: Path) -> None:
    """An analyst finds the row that is wrong."""
    sheet = XLSX.replace("No Sol Mae", " ")
    with pytest.raises(ListError, match="line 4: no name"):
        load_lists(_xlsx(tmp_path / "press.xlsx", sheet))


def test_a_cut_workbook_is_refused(tmp_path: Path) -> None:
    """A damaged file gives nothing."""
    path = _xlsx(tmp_path / "press.xlsx", XLSX)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ListError, match=r"press\.xlsx"):
        load_lists(path)


def test_a_workbook_with_broken_parts_is_refused(tmp_path: Path) -> None:
    """So does one whose sheet is no XML."""
    with pytest.raises(ListError, match="not a whole spreadsheet"):
        load_lists(_xlsx(tmp_path / "press.xlsx", "<row r='1'><c r='A1'"))


def test_a_workbook_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    """A sheet of millions of blanks is refused before it is opened."""
    with pytest.raises(ListError, match="bomb"):
        load_lists(_xlsx(tmp_path / "press.xlsx", XLSX + " " * (64 << 20)))


def test_a_document_is_no_spreadsheet(tmp_path: Path) -> None:
    """A text document is a ZIP too."""
    path = tmp_path / "press.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert not is_sheet(path)
    with pytest.raises(ListError, match="no reader"):
        load_lists(path)
