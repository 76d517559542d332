"""What EU cells hold: names, dates, countries, numbers."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.lists.readers.eu_labels import eu_countries, eu_country, eu_dates, labels
from xref.lists.readers.eu_names import names_in, ordered
from xref.lists.readers.eu_numbers import numbers_in
from xref.model import KINDS, Identifier, Kind, Name

_TABLES = Path(__file__).resolve().parent.parent / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (_TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _rows("eu_names.csv"), ids=lambda row: row["cell"])
def test_names_of_a_cell(row: dict[str, str]) -> None:
    """Names come out of a cell with their quality; notes and labels do not."""
    primary = row["primary"] == "yes"
    found = names_in(
        row["cell"], "primary" if primary else "unknown", cast("Kind", row["kind"]), primary=primary
    )
    assert "|".join(f"{name.text}={name.quality}" for name in found) == row["names"]


@given(st.text(alphabet="abKIM 김영ЛИ()/;,.:-’«»\n0", max_size=40), st.sampled_from(KINDS))
def test_any_cell_gives_printed_letters_only(cell: str, kind: Kind) -> None:
    """Whatever the cell, no name holds a letter that it does not print, and none is empty."""
    for name in names_in(cell, "unknown", kind):
        assert any(map(str.isalnum, name.text))
        assert set(filter(str.isalnum, name.text)) <= set(cell)


@pytest.mark.parametrize("row", _rows("eu_dates.csv"), ids=lambda row: row["cell"])
def test_dates_of_a_cell(row: dict[str, str]) -> None:
    """Dotted dates have the day first; what is open, absurd or of another calendar is no date."""
    assert "|".join(eu_dates(row["cell"])) == row["dates"]


def test_absurd_date_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A date that is dropped is named in the log."""
    eu_dates("31.2.1958", "x.csv:7")
    assert "x.csv:7: no date can be read in '31.2.1958'" in caplog.text


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Democratic People’s Republic of Korea (DPRK)", ["KP"]),
        ("North Korean", ["KP"]),
        ("DPRK.", ["KP"]),
        ("(a) German, (b) Moroccan", ["DE", "MA"]),
        ("Ukrainian and/or Russian", ["UA", "RU"]),
        ("Australian/Russian", ["AU", "RU"]),
        ("Myanmar/Burma", ["MM"]),
        ("Trinidad and Tobago", ["TT"]),
        ("of the Republic of Moldova", ["MD"]),
        ("Pakistani (presumed)", ["PK"]),
        ("Congolese", []),
        ("Atlantean", []),
    ],
)
def test_nationalities(cell: str, codes: list[str]) -> None:
    """Nationalities are read as adjectives and as countries; an ambiguous one is left out."""
    assert eu_countries(cell) == codes


def test_no_nationality_stands_for_two_countries() -> None:
    """Each adjective has one country."""
    words = [word.lower() for names in labels().nationalities.values() for word in names]
    assert len(set(words)) == len(words)
    for code, names in labels().nationalities.items():
        assert {eu_country(name) for name in names} == {code}


@pytest.mark.parametrize(
    ("cells", "kind", "expected"),
    [
        ({"imoNumber": "9161003"}, "vessel", [Identifier("imo", "9161003")]),
        ({"imoNumber": "Does not exist"}, "vessel", []),
        ({"imoNumber": "9161004"}, "vessel", [Identifier("imo", "9161004", certain=False)]),
        ({"imoNumber": "6197187"}, "organisation", [Identifier("company_imo", "6197187")]),
        ({"mmsi": "514569000"}, "vessel", [Identifier("mmsi", "514569000")]),
        (
            {"passportNumber": "563410081 / 472410022"},
            "person",
            [Identifier("passport", "563410081"), Identifier("passport", "472410022")],
        ),
        (
            {"passportNumber": '"(a) 345751 (Libyan passport); (b) 1990/345751"'},
            "person",
            [Identifier("passport", "345751", "LY"), Identifier("passport", "1990/345751")],
        ),
        (
            {"passportNumber": "745420176, expires on 19.10.2020"},
            "person",
            [Identifier("passport", "745420176")],
        ),
        (
            {"passportNumber": "290320764 (issued by the DPRK on 14.2.2018)"},
            "person",
            [Identifier("passport", "290320764", "KP")],
        ),
        (
            {"passportNumber": "S335026 (false Indonesian passport)"},
            "person",
            [Identifier("passport", "S335026", "ID", certain=False)],
        ),
        ({"idNumber": "4014 (Iran)"}, "person", [Identifier("national_id", "4014", "IR")]),
        ({"innCode": "77010"}, "organisation", [Identifier("tax_id", "77010")]),
    ],
)
def test_numbers(cells: dict[str, str], kind: Kind, expected: list[Identifier]) -> None:
    """Documents come apart with their issuers; words are no numbers."""
    assert numbers_in(cells, kind) == expected


@pytest.mark.parametrize(
    ("text", "korean", "order"),
    [
        ("KIM Yong Bok", True, "surname_first"),
        ("Kang Sun NAM", True, None),
        ("SIM, Kum-Chol", True, "surname_first"),
        ("Petr OBRAZTSOV", False, "surname_last"),
        ("Олег КОЖЕМЯКО", False, "surname_last"),
        ("Kim Yong Chol", True, None),
        ("KIM YONG CHOL", True, None),
        ("김영복", True, None),
        ("O Yong Ho", True, None),
    ],
)
def test_order(text: str, korean: bool, order: str | None) -> None:
    """Capitals tell the surname, but behind a Korean's given names they tell nothing."""
    script = "hangul" if text == "김영복" else "cyrillic" if text[0] == "О" else "latin"
    assert ordered(Name(text, script=script), korean=korean) == order
