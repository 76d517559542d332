"""Japan's asset freezes: the Ministry of Finance's workbook."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Designation, Identifier, Name

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _workbook(path: Path, sheets: Iterable[list[list[str]]]) -> Path:
    """Write a workbook of sheets that hold texts."""
    listed, related, types = "", "", ""
    with zipfile.ZipFile(path, "w") as archive:
        for number, rows in enumerate(sheets, 1):
            cells = "".join(
                "<row>"
                + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
                + "</row>"
                for row in rows
            )
            name = f"worksheets/sheet{number}.xml"
            archive.writestr(
                f"xl/{name}",
                f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>',
            )
            listed += f'<sheet name="S{number}" sheetId="{number}" r:id="r{number}"/>'
            related += f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="{name}"/>'
            types += (
                f'<Override PartName="/xl/{name}" ContentType="application/vnd.openxmlformats-'
                'officedocument.spreadsheetml.worksheet+xml"/>'
            )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>',
        )
    return path


@pytest.fixture
def rows(data: Path) -> list[list[str]]:
    """Return the rows of the fixture."""
    with (data / "jp" / "mof.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _entries(path: Path) -> dict[tuple[str, ...], Designation]:
    return {(item.name, *item.birth_dates): item for item in load_lists(path).designations}


def test_person(data: Path) -> None:
    """Names in both languages, aliases by their columns, dates in eras, the UN's reference."""
    entries = _entries(data / "jp" / "mof.csv")
    person = entries["HAN Sol Mae", "1957-07-27", "1958"]
    assert (person.list, person.authority, person.kind) == ("jp-mof", "JP", "person")
    assert person.names == (
        Name("HAN Sol Mae", "primary"),
        Name("ハン・ソル・メ", "primary", "kana"),
        Name("HAN Seol-mae", "alias"),
        Name("韓雪梅", "alias", "han"),
        Name("HAN Old", "former"),
        Name("Sol", "weak"),
    )
    assert person.listed_on == "2024-05-24", "令和6年"
    assert person.legal_basis == ("外務省告示第９９９号",)
    assert person.programmes == ("例示国のミサイル計画に関連する者",)
    assert (person.nationalities, person.birth_places) == (("KP",), ("咸興",))
    assert (person.titles, person.addresses) == (("例示局局長",), ())
    assert person.identifiers == (Identifier("passport", "654420999"),)
    assert person.same_as == ("un-sc:KPi.901",)
    assert person.remarks == "その他の情報: 例示; 色: 青", "a column nobody knows is kept"


def test_bodies_and_namesakes(data: Path) -> None:
    """The UN's reference tells a body; a second man of one name is an entry of his own."""
    entries = _entries(data / "jp" / "mof.csv")
    body = entries[("EXAMPLE TRADING CORPORATION",)]
    assert (body.kind, body.listed_on, body.birth_dates) == ("organisation", "2016-03-11", ())
    assert body.same_as == ("un-sc:KPe.902",)
    assert entries[("例示丸",)].listed_on == "1989-01"
    second = entries["HAN Sol Mae", "1955/1958"]
    assert second.reference.endswith("-2")
    assert second.nationalities == ("KP",)
    (version,) = load_lists(data / "jp" / "mof.csv").versions
    assert (version.refused, version.published) == (1, "2024-05-24")


def test_every_sheet_of_the_workbook(rows: list[list[str]], tmp_path: Path) -> None:
    """All sheets are read, each under its own measure; a sheet without a table is named."""
    second = [["テロリスト等（団体）"], rows[2], ["2001-09-22", "", "例示組織", "EXAMPLE FRONT"]]
    path = _workbook(tmp_path / "mof.xlsx", [rows, [["目次"], ["例示"]], second])
    lists = load_lists(path)
    assert len(lists.designations) == 5
    front = next(item for item in lists.designations if item.name == "EXAMPLE FRONT")
    assert (front.kind, front.programmes) == ("organisation", ("テロリスト等（団体）",))
    assert "S2" in (lists.versions[0].notice or "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text + "2022-03-01" + ",x" * 16 + "\n", r":\d+: .*more fields than"),
        (lambda text: text + '"open', "never closed"),
        (lambda text: "\n".join(text.split("\n")[:3]) + "\n", "no designation in it"),
    ],
)
def test_broken_file(
    data: Path, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    """A broken table gives nothing."""
    text = (data / "jp" / "mof.csv").read_text(encoding="utf-8")
    (tmp_path / "mof.csv").write_text(change(text), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "mof.csv")


def test_damaged_workbook(rows: list[list[str]], tmp_path: Path) -> None:
    """A workbook whose second sheet is damaged gives nothing."""
    path = _workbook(tmp_path / "mof.xlsx", [rows, rows])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"][:-80]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(ListParseError, match="not a whole spreadsheet"):
        load_lists(path)
