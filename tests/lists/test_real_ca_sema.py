"""The real list of Canada, counted independently; skipped without XREF_DEV_DATA."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from xref.lists import load_lists
from xref.model import Lists


@pytest.fixture(scope="module", name="path")
def _path(dev_data: Path) -> Path:
    return dev_data / "lists" / "ca-sema" / "2025.sema-lmes.xml"


@pytest.fixture(scope="module", name="found")
def _found(path: Path) -> Lists:
    return load_lists(path)


@pytest.fixture(scope="module", name="records")
def _records(path: Path) -> list[dict[str, str]]:
    """The records, by regular expressions over the raw text."""
    text = path.read_text(encoding="utf-8")
    return [
        {tag: value.strip() for tag, value in re.findall(r"<(\w+)>([^<]*)</\1>", body)}
        for body in re.findall(r"<record>(.*?)</record>", text, re.DOTALL)
    ]


def test_counts(found: Lists, records: list[dict[str, str]]) -> None:
    """All 4,759 records are read: 3,334 persons, 109 ships, 1,316 bodies, none refused."""
    (version,) = found.versions
    assert len(found.designations) == len(records) == 4_759
    assert version.refused == 0
    assert version.counts == {"person": 3_334, "vessel": 109, "organisation": 1_316}
    assert version.counts["person"] == sum(bool(r.get("LastName")) for r in records)
    assert version.counts["vessel"] == sum(bool(r.get("ShipIMONumber")) for r in records)


def test_every_number_of_a_ship(found: Lists, records: list[dict[str, str]]) -> None:
    """Every IMO number printed is that of a ship, and its check digit is right."""
    printed = {record["ShipIMONumber"] for record in records if "ShipIMONumber" in record}
    assert {item.imo for item in found.designations if item.kind == "vessel"} == printed


def test_birth_dates(found: Lists, records: list[dict[str, str]]) -> None:
    """All 1,716 birth dates but two: `Sep-99` has no century, the other has no number."""
    printed = [
        record["DateOfBirthOrShipBuildDate"]
        for record in records
        if record.get("DateOfBirthOrShipBuildDate") and "ShipIMONumber" not in record
    ]
    read = sum(bool(item.birth_dates) for item in found.designations)
    assert (len(printed), read) == (1_716, 1_714)
    assert {"Sep-99", "born in the early 1970s"} < set(printed)


def test_names(found: Lists, records: list[dict[str, str]]) -> None:
    """One primary name a record, and a French one for 37 bodies; every alias is kept."""
    qualities = Counter(name.quality for item in found.designations for name in item.names)
    slashed = [r for r in records if "/" in r.get("EntityOrShip", "")]
    # All but one: a slash in brackets is no border of languages.
    assert qualities["primary"] == len(records) + len(slashed) - 1
    assert qualities["unknown"] >= sum(bool(record.get("Aliases")) for record in records)
    assert set(qualities) == {"primary", "unknown"}


def test_lady_r_and_angara(found: Lists) -> None:
    """The two ships that carried arms stand in Russia's schedule 1.1, items 7 and 8."""
    entries = {item.id: item for item in found.designations}
    for item, name, imo in ((7, "Lady R", "9161003"), (8, "Angara", "9179842")):
        ship = entries[f"ca-sema:Russia, schedule 1.1, item {item}"]
        assert (ship.name, ship.imo, ship.listed_on) == (name, imo, "2025-02-21")


def test_the_official_list_replaces_the_built_in_entries(found: Lists) -> None:
    """All 16 entries of the built-in list have the reference the file gives."""
    mine = {item.id for item in load_lists().designations if item.list == "ca-sema"}
    assert len(mine) == 16
    assert mine <= {item.id for item in found.designations}


def test_swiss_example(dev_data: Path) -> None:
    """The publisher's example of the Swiss schema is read whole."""
    found = load_lists(dev_data / "lists" / "ch-seco" / "format-example.seco.xml")
    assert [(item.id, item.name, item.birth_dates) for item in found.designations] == [
        ("ch-seco:64393", "Test A", ("1900-01-01",)),
        ("ch-seco:64398", "Test B", ("2025-12-31",)),
        ("ch-seco:64403", "Test C", ("2000-01-01",)),
    ]
