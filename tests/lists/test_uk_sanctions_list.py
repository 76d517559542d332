"""The UK Sanctions List: XML, CSV and spreadsheet of one list."""

from __future__ import annotations

import csv
import io
import logging
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.lists.readers.uk_fields import numbered
from xref.model import Designation, Identifier, Lists, Name

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def _rows(data: Path) -> list[list[str]]:
    with (data / "uk" / "UK-Sanctions-List.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _ods(path: Path, rows: list[list[str]]) -> Path:
    """Write rows as an OpenDocument spreadsheet; dates of listing as true dates."""
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            if len(cell) == 10 and cell[2] == cell[5] == "/" and cell[:2].isdigit():
                iso = f"{cell[6:]}-{cell[3:5]}-{cell[:2]}"
                known = cell[6:].isdigit()
                about = f'date" office:date-value="{iso}' if known else "string"
            else:
                about = "string"
            shown = f"<text:p>{escape(cell)}</text:p>" if cell else ""
            kind = f' office:value-type="{about}"' if cell else ""
            cells.append(f"<table:table-cell{kind}>{shown}</table:table-cell>")
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{OFFICE}" '
        f'xmlns:table="{TABLE}" xmlns:text="{TEXT}" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="List">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _write(path: Path, rows: list[list[str]]) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def _entries(found: Lists) -> dict[str, Designation]:
    return {item.reference: item for item in found.designations}


def test_three_forms_are_equal(data: Path, tmp_path: Path) -> None:
    """XML, CSV and spreadsheet of the list give equal designations, dates and counts."""
    xml = load_lists(data / "uk" / "UK-Sanctions-List.xml")
    table = load_lists(data / "uk" / "UK-Sanctions-List.csv")
    sheet = load_lists(_ods(tmp_path / "UK-Sanctions-List.ods", _rows(data)))
    assert xml.designations == table.designations == sheet.designations
    assert len(xml.designations) == 5
    versions = [found.versions[0] for found in (xml, table, sheet)]
    assert [version.format for version in versions] == ["gb-uksl-xml", *["gb-uksl-csv"] * 2]
    for version in versions:
        assert (version.name, version.published, version.refused) == ("gb-uksl", "2026-08-13", 1)
        assert version.counts == {"person": 2, "vessel": 2, "organisation": 1}


def test_person(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A Korean has every name by its mark, partial birth dates, and references to other lists."""
    with caplog.at_level(logging.WARNING, "xref.lists"):
        person = _entries(load_lists(data / "uk" / "UK-Sanctions-List.xml"))["DPR9001"]
    assert "no birth date: '15/08/19yy'" in caplog.text
    assert person.names == (
        Name("HAN SOL-MAE", "primary", "latin"),
        Name("Sol", "weak", "latin"),
        Name("Han Sol Mae", "alias", "latin"),
        Name("Han Seol-mae", "alias", "latin"),
        Name("Na Sol", "unknown", "latin"),
        Name("한설매", "primary", "hangul"),
    )
    assert (person.id, person.authority, person.kind) == ("gb-uksl:DPR9001", "UK", "person")
    assert person.listed_on == "2016-03-02"
    assert person.birth_dates == ("1957", "1954-09-18", "1958-07")
    assert person.birth_places == ("Chongjin, North Korea", "Japan")
    assert person.nationalities == ("KP",)
    assert person.titles == ("Director of the Example Bureau", "Dr")
    assert person.identifiers == (
        Identifier("passport", "381310999", "KP"),
        Identifier("passport", "04823970"),
    )
    assert person.same_as == ("un-sc:KPi.901", "gb-ofsi:99001")
    assert person.legal_basis == person.programmes
    assert person.legal_basis[0].startswith("The Democratic People's Republic of Korea")
    assert person.addresses[1] == "Sinuiju, North Korea"
    assert '=HYPERLINK("http://example.invalid")' in (person.remarks or "")
    assert person.url is None


def test_order_of_a_name(data: Path) -> None:
    """Name 6 holds the surname, but for Koreans, where the columns do not tell."""
    entries = _entries(load_lists(data / "uk" / "UK-Sanctions-List.csv"))
    assert entries["RUS9002"].names[0] == Name(
        "IVAN IVANOVICH PRIMEROV", "primary", "latin", "surname_last"
    )
    assert {name.order for name in entries["DPR9001"].names} == {None}
    assert {name.order for name in entries["DPR9003"].names} == {None}


def test_numbers_of_bodies_and_persons(data: Path) -> None:
    """Labelled tax and registration numbers are taken apart; others stay as printed."""
    entries = _entries(load_lists(data / "uk" / "UK-Sanctions-List.csv"))
    assert entries["RUS9002"].identifiers == (
        Identifier("tax_id", "781102285043", "RU"),
        Identifier("national_id", "12/AB(N)020199"),
    )
    body = entries["DPR9003"]
    assert body.numbers("registration") == ("1025403641900", "BR No. 61471779")
    assert body.numbers("tax_id") == ("5408100018",)
    assert body.numbers("email") == ("a@example.invalid", "b@example.invalid")
    assert body.owners == ("Example Group", "Example Shipping", "Example Fishery")
    assert body.same_as == ("un-sc:KPe.903", "un-sc:QDe.001", "gb-ofsi:99003")
    assert [(name.text, name.quality) for name in body.names] == [
        ("EXAMPLE MINING & TRADING CO., LTD", "primary"),
        ("EMTC", "unknown"),
    ]


def test_ships(data: Path) -> None:
    """Numbers are read with and without IMO in front; a wrong check digit is not certain."""
    entries = _entries(load_lists(data / "uk" / "UK-Sanctions-List.csv"))
    ship = entries["DPR9004"]
    assert (ship.kind, ship.imo, ship.flags, ship.former_flags) == (
        "vessel", "9074729", ("KM",), ("IN", "PA"),
    )  # fmt: skip
    assert (ship.vessel_type, ship.owners) == (
        "Bulk Carrier",
        ("Example Shipping", "Old Owner Ltd"),
    )
    assert entries["DPR9005"].identifiers == (Identifier("imo", "8628598", certain=False),)


def test_rows_in_any_order(data: Path, tmp_path: Path) -> None:
    """Rows of one entry may be spread over the file: each entry is still given once."""
    rows = _rows(data)
    body = [*rows[2::2], *rows[3::2]]
    found = _entries(load_lists(_write(tmp_path / "uk.csv", [*rows[:2], *body])))
    straight = _entries(load_lists(data / "uk" / "UK-Sanctions-List.csv"))
    assert found.keys() == straight.keys()
    for reference, item in found.items():
        assert set(item.names) == set(straight[reference].names)
        assert item.names[0] == straight[reference].names[0]
        assert set(item.identifiers) == set(straight[reference].identifiers)


def test_columns_in_another_order(data: Path, tmp_path: Path) -> None:
    """Columns are found by name; those that are missing are empty."""
    rows = _rows(data)
    place = rows[1].index("Parent company")
    turned = [rows[0], *[[*row[:place], *row[place + 1 :]][::-1] for row in rows[1:]]]
    found = _entries(load_lists(_write(tmp_path / "uk.csv", turned)))
    assert found["DPR9003"].owners == ("Example Shipping", "Example Fishery")
    assert found["DPR9001"].name == "HAN SOL-MAE"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<UniqueID>DPR9003</UniqueID>", "", "without a UniqueID"),
        ("DPR9003", "DPR9001", "the same reference stands twice: gb-uksl:DPR9001"),
        ("</Designations>", "", "not whole XML"),
        ("<Designations>", "<!DOCTYPE x [<!ENTITY e 'x'>]>\n<Designations>", "DOCTYPE"),
    ],
)
def test_broken_xml(data: Path, tmp_path: Path, old: str, new: str, message: str) -> None:
    """A broken or hostile file gives nothing."""
    text = (data / "uk" / "UK-Sanctions-List.xml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "uk.xml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "uk.xml")


def test_cut_table(data: Path, tmp_path: Path) -> None:
    """A file that ends inside a row is refused, with its line."""
    raw = (data / "uk" / "UK-Sanctions-List.csv").read_bytes()
    path = tmp_path / "uk.csv"
    path.write_bytes(raw[: raw.rindex(b",Bulk Carrier")])
    with pytest.raises(ListParseError, match=r"uk\.csv:\d+: \d+ cells, the header has 58: was it"):
        load_lists(path)


def test_row_without_reference(data: Path, tmp_path: Path) -> None:
    """A row that belongs to no entry refuses the file."""
    rows = _rows(data)
    rows[3][1] = " "
    with pytest.raises(ListParseError, match="a row without 'Unique ID'"):
        load_lists(_write(tmp_path / "uk.csv", rows))


def test_text_beyond_the_header(data: Path, tmp_path: Path) -> None:
    """An unquoted comma shifts all cells: such a row refuses the file."""
    rows = _rows(data)
    rows[4].append("more")
    with pytest.raises(ListParseError, match="59 cells, the header has 58"):
        load_lists(_write(tmp_path / "uk.csv", rows))


def test_other_encoding(data: Path, tmp_path: Path) -> None:
    """A copy saved in another encoding is refused."""
    text = (data / "uk" / "UK-Sanctions-List.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "uk.csv").write_text(text.replace("Sinuiju", "Sinuijü"), "latin-1", "replace")
    with pytest.raises(ListParseError, match="not UTF-8"):
        load_lists(tmp_path / "uk.csv")


@pytest.mark.parametrize("name", ["UK-Sanctions-List.csv", "UK-Sanctions-List.xml"])
def test_no_entries(data: Path, tmp_path: Path, name: str) -> None:
    """A list without entries would clear everybody: it is refused."""
    text = (data / "uk" / name).read_text(encoding="utf-8")
    if name.endswith("csv"):
        text = "".join(text.splitlines(keepends=True)[:2])
    else:
        text = text[: text.index("<Designation>")] + "</Designations>"
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ListParseError, match="no designation in it"):
        load_lists(tmp_path / name)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("(1) Iran. (2) Iraq.", ["Iran", "Iraq"]),
        ("(1) Iran", ["Iran"]),
        ("Iran (2)", ["Iran (2)"]),
        ("", []),
    ],
)
def test_numbered_cell(printed: str, parts: list[str]) -> None:
    """Only a cell that begins with a number is a numbered list."""
    assert numbered(printed) == parts
