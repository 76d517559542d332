"""Australia's list of 2024-11-11, counted independently; skipped without XREF_DEV_DATA."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from xref.lists import load_lists
from xref.model import Lists

FILE = "2024-11-11.regulation8_consolidated.xlsx"


@pytest.fixture(scope="module")
def path() -> Path:
    """Return the workbook's place under the folder of real lists."""
    return Path("lists") / "au-dfat" / FILE


@pytest.fixture(scope="module")
def rows(dev_data: Path, path: Path) -> list[dict[str, str]]:
    """Return the rows of the sheet as text, read without the project's reader."""
    with CalamineWorkbook.from_path(dev_data / path) as book:
        header, *cells = book.get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, header), map(str, row), strict=True)) for row in cells]


@pytest.fixture(scope="module")
def found(dev_data: Path, path: Path) -> Lists:
    """Return the list as the reader reads it."""
    return load_lists(dev_data / path)


def _number(row: dict[str, str]) -> str:
    return re.match(r"\d+", row["Reference"])[0]  # type: ignore[index]


def test_targets(found: Lists, rows: list[dict[str, str]]) -> None:
    """9,553 rows are 3,062 targets: as many as primary names, and as numbers."""
    assert len(rows) == 9_553
    primary = sum("primary" in row["Name Type"].lower() for row in rows)
    numbers = {_number(row) for row in rows}
    assert len(found.designations) == primary == len(numbers) == 3_062
    assert {item.reference for item in found.designations} == numbers
    kinds = Counter(item.kind for item in found.designations)
    persons = {_number(row) for row in rows if row["Type"].strip().lower() == "individual"}
    assert kinds == {"person": len(persons), "organisation": 3_062 - len(persons)}
    assert len(persons) == 2_316
    assert (found.versions[0].refused, found.versions[0].published) == (0, "2024-11-11")


def test_names(found: Lists, rows: list[dict[str, str]]) -> None:
    """Every spelling is a name of its target; no alias is called weak or good."""
    names = {item.reference: {name.text for name in item.names} for item in found.designations}
    for row in rows:
        assert " ".join(row["Name of Individual or Entity"].split()) in names[_number(row)]
    qualities = Counter(name.quality for item in found.designations for name in item.names)
    # 35 of the 9,553 rows repeat a spelling of their target.
    assert qualities == {"primary": 3_501, "unknown": 6_013, "former": 4}


def test_birth_dates(found: Lists, rows: list[dict[str, str]]) -> None:
    """Whoever has a year in the cell has a birth date; every year printed is in one."""
    years: dict[str, set[str]] = {}
    for row in rows:
        if "individual" in row["Type"].lower():
            printed = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", row["Date of Birth"])
            years.setdefault(_number(row), set()).update(printed)
    dated = {item.reference: " ".join(item.birth_dates) for item in found.designations}
    with_year = {reference for reference, printed in years.items() if printed}
    assert {reference for reference, dates in dated.items() if dates} == with_year
    assert len(with_year) == 2_222
    for reference in with_year:
        assert all(year in dated[reference] for year in years[reference]), reference


def test_committees_and_listings(found: Lists, rows: list[dict[str, str]]) -> None:
    """The committee is the programme; 363 rows and 107 persons of committee 1718."""
    by_id = {item.reference: item for item in found.designations}
    for row in rows:
        assert " ".join(row["Committees"].split()) in by_id[_number(row)].programmes
    north = [item for item in found.designations if "DPRK" in " ".join(item.programmes)]
    assert Counter(item.kind for item in north)["person"] == 107
    assert sum(item.listed_on is not None for item in found.designations) > 1_200
    assert sum(bool(item.legal_basis) for item in found.designations) > 1_900


def test_built_in_references_are_met(found: Lists) -> None:
    """All 21 references of the built-in list are in the file, with the same facts."""
    by_id = {item.id: item for item in found.designations}
    known = [
        item
        for item in load_lists("builtin").designations
        if item.list == "au-dfat" and "2024-11-11" in (item.source or "")
    ]
    assert len(known) == 21
    for item in known:
        other = by_id[item.id]
        assert (item.name, item.kind, item.programmes) == (
            other.name,
            other.kind,
            other.programmes,
        )
        assert (item.listed_on, item.birth_dates, item.nationalities) == (
            other.listed_on,
            other.birth_dates,
            other.nationalities,
        )


def test_days_agree_with_the_un(dev_data: Path, found: Lists) -> None:
    """Where the UN prints a day for a person of the same name, day and month are not swapped."""
    un = load_lists(dev_data / "lists" / "un-sc" / "2024-11-30.UN_consolidated.xml.gz")
    days = {
        " ".join(sorted(item.name.lower().split())): {d for d in item.birth_dates if len(d) == 10}
        for item in un.designations
    }
    agree = swapped = 0
    for item in found.designations:
        others = days.get(" ".join(sorted(item.name.lower().split())), set())
        own = {day for day in item.birth_dates if len(day) == 10}
        if own and others:
            agree += bool(own & others)
            turned = {f"{day[:5]}{day[8:]}{day[4:7]}" for day in own if day[5:7] != day[8:]}
            swapped += not own & others and bool(turned & others)
    assert agree > 200
    assert swapped == 0
