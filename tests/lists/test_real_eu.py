"""Real tables of the Official Journal, counted independently; skipped without XREF_DEV_DATA."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from xref.lists import load_lists
from xref.lists.load import load_builtin
from xref.model import Designation, Lists

FOLDER = "eu-oj-opensanctions"


def _raw(folder: Path) -> list[dict[str, str]]:
    rows = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


@pytest.fixture(scope="module")
def folder(dev_data: Path) -> Path:
    """The folder of the consolidated acts of 2026-08."""
    return dev_data / "lists" / FOLDER / "consolidated"


@pytest.fixture(scope="module")
def loaded(folder: Path) -> Lists:
    """All consolidated acts."""
    return load_lists(folder)


@pytest.fixture(scope="module")
def entries(loaded: Lists) -> dict[str, Designation]:
    """Its entries by reference."""
    return {item.reference: item for item in loaded.designations}


def test_every_row_is_an_entry(folder: Path, loaded: Lists) -> None:
    """8,017 rows are 8,017 entries of one list: none refused, none joined, none lost."""
    rows = _raw(folder)
    kinds = Counter(
        {"Person": "person", "Vessel": "vessel"}.get(r["schema"], "organisation") for r in rows
    )
    (version,) = loaded.versions
    assert len(rows) == len(loaded.designations) == 8_017
    assert version.counts == dict(kinds)
    assert version.counts == {"person": 4_500, "vessel": 708, "organisation": 2_809}
    assert (version.refused, len(version.files)) == (0, 45)


def test_every_built_in_entry_is_met(entries: dict[str, Designation]) -> None:
    """Each of the 107 built-in EU entries has its official one, with date, kind and numbers."""
    built_in = [item for item in load_builtin().designations if item.list == "eu-oj"]
    assert len(built_in) > 100
    for item in built_in:
        official = entries[item.reference]
        assert (official.kind, official.listed_on, official.imo, official.programmes) == (
            item.kind, item.listed_on, item.imo, item.programmes,
        )  # fmt: skip
        # An acronym in brackets, or a birth name, is a name of its own here.
        assert item.name.startswith(official.name)


def test_built_in_entries_are_replaced(folder: Path) -> None:
    """With the acts loaded, no EU entry compiled by hand is left."""
    both = load_lists("builtin", folder)
    assert not [item.id for item in both.designations if item.list == "eu-oj" and item.source]


@pytest.mark.parametrize(
    ("reference", "names", "listed", "birth"),
    [
        (
            "269/2014 annex I persons no. 1868",
            ["KIM Yong Bok", "김영복", "KIM Young Bok"],
            "2024-12-16",
            (),
        ),
        (
            "269/2014 annex I persons no. 1901",
            ["SHIN Geum Cheol", "김금철", "СИН Гым Чхоль", "SIM, Kum-Chol"],
            "2025-02-24",
            (),
        ),
        (
            "269/2014 annex I persons no. 1900",
            ["LEE Chang Ho", "리창호", "ЛИ Чхан Хо", "RI, Chang Ho", "RHEE, Chang Ho"],
            "2025-02-24",
            ("1967",),
        ),
        ("269/2014 annex I persons no. 1869", ["NO Kwang Chol", "노광철"], "2024-12-16", ("1956",)),
        (
            "269/2014 annex I persons no. 1979",
            ["CHA Yong Beom", "CHA Yong-bom", "CHA Yong-pom", "차용범"],
            "2025-10-23",
            (),
        ),
        ("269/2014 annex I persons no. 1738", ["Kang Sun NAM"], "2024-02-23", ()),
        ("833/2014 annex XLII no. 12", ["Lady R"], "2024-06-25", ()),
        ("833/2014 annex XLII no. 1", ["Angara"], "2024-06-25", ()),
        ("833/2014 annex XLII no. 13", ["Maia-1"], "2024-06-25", ()),
        ("833/2014 annex XLII no. 2", ["Maria"], "2024-06-25", ()),
    ],
)  # fmt: skip
def test_facts(
    entries: dict[str, Designation],
    reference: str,
    names: list[str],
    listed: str,
    birth: tuple[str, ...],
) -> None:
    """The persons and ships that news names most come out as printed."""
    entry = entries[reference]
    assert [name.text for name in entry.names] == names
    assert (entry.listed_on, entry.birth_dates) == (listed, birth)
    if entry.kind == "person":
        assert entry.nationalities == ("KP",)
        assert entry.names[0].order == (None if names[0] == "Kang Sun NAM" else "surname_first")
    else:
        assert "ban on ports" in entry.legal_basis[0]


def test_two_ships_maria(entries: dict[str, Designation], loaded: Lists) -> None:
    """Two ships MARIA stay two; a ship in two annexes is one subject with two designations."""
    ships = [
        item for item in entries.values() if item.kind == "vessel" and item.name.upper() == "MARIA"
    ]
    assert {item.imo for item in ships} == {"8517839", "9198783"}
    twice = loaded.subject("eu-oj:2017/1509 annex XIV.A no. 10")
    assert twice is not None
    assert [d.reference for d in twice.designations] == [
        "2017/1509 annex XIV.A no. 10",
        "2017/1509 annex XIV.B no. 18",
    ]


def test_dprk_ships(entries: dict[str, Designation]) -> None:
    """75 ship entries of the DPRK act: 22 numbered by IMO, one ship without a number."""
    ships = [
        item
        for ref, item in entries.items()
        if ref.startswith("2017/1509") and item.kind == "vessel"
    ]
    assert Counter(item.reference.split()[2] for item in ships) == {
        "XIII.B": 22, "XIV.A": 15, "XIV.B": 36, "XV.F": 2,
    }  # fmt: skip
    assert [item.name for item in ships if not item.imo] == ["MIN NING DE YOU 078"]
    assert len({item.imo for item in ships if item.imo}) == 60


def test_cells_are_read(folder: Path, entries: dict[str, Designation]) -> None:
    """Dates, numbers and nationalities: as many entries as the raw cells hold them."""
    rows = _raw(folder)
    dated = sum(bool(row["birthDate"]) for row in rows if row["schema"] == "Person")
    read = sum(bool(item.birth_dates) for item in entries.values() if item.kind == "person")
    # Left: ages, places and open dates in the cell (7 of 3,850).
    assert dated - 10 <= read <= dated
    listed = sum(bool(row["startDate"]) for row in rows)
    assert sum(item.listed_on is not None for item in entries.values()) == listed
    ships = sum(
        bool(re.fullmatch(r"\d{7}", row["imoNumber"])) for row in rows if row["schema"] == "Vessel"
    )
    assert sum(item.imo is not None for item in entries.values() if item.kind == "vessel") == ships
    national = sum(bool(row["nationality"]) for row in rows)
    found = sum(bool(item.nationalities) for item in entries.values())
    # Left: "Congolese", which is of two countries, and sentences.
    assert national - 25 <= found <= national + 10
    assert sum("Hangul" in row["alias"] for row in rows) == 0
    hangul = {
        word for row in rows for word in re.findall("[가-힣]{2,}", row["name"] + row["alias"])
    }
    names = {n.text for item in entries.values() for n in item.names if n.script == "hangul"}
    assert hangul <= {word for name in names for word in name.split()}


def test_no_junk_in_names(entries: dict[str, Designation]) -> None:
    """No label, no note on a picture and no date stands in a name."""
    junk = re.compile(
        r"Text of image|^(?:Korean|Chinese|Russian|Persian)\b.*:|\d{1,2}\.\d{1,2}\.\d{4}"
    )
    for item in entries.values():
        for name in item.names:
            assert not junk.search(name.text), (item.id, name.text)
        assert sum(name.quality == "primary" for name in item.names) == 1


def test_no_reference_to_the_un_is_made_up(entries: dict[str, Designation]) -> None:
    """The annexes print UN numbers only of other parties: none is a cross-reference."""
    assert not [item.id for item in entries.values() if item.same_as]


def test_amendments(dev_data: Path, loaded: Lists) -> None:
    """417 rows of 11 acts: 416 entries (one ship under two measures), 406 of them new."""
    folder = dev_data / "lists" / FOLDER / "amendments"
    later = load_lists(folder)
    rows = _raw(folder)
    assert (len(rows), len(later.versions)) == (417, 11)
    assert sum(sum(version.counts.values()) for version in later.versions) == 416
    old = {item.id for item in loaded.designations}
    assert len({item.id for item in later.designations} - old) == 406


def test_third_partys_count_of_the_financial_file(
    dev_data: Path, entries: dict[str, Designation]
) -> None:
    """Most DPRK persons that the Financial Sanctions File held in 2025-05 are in the acts."""
    path = dev_data / "lists" / "eu-fsf" / "2025-05.europe_parsed_thirdparty.csv"
    text = path.read_text(encoding="utf-8")
    korean = {n.text for i in entries.values() for n in i.names if n.script == "hangul"}
    listed = set(re.findall("(?<![가-힣])[가-힣]{3}(?![가-힣])", text))
    assert len(listed) > 50
    assert len(listed & korean) / len(listed) > 0.9
