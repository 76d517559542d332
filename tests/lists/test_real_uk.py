"""The UK list of 2026-05 at its real size; skipped without XREF_DEV_DATA.

No raw copy was at hand, only tables that somebody derived from UK-Sanctions-List.csv. They
are put back under the official header here, one row a name, as far as they go: names,
references, dates of designation and numbers of ships are real, the rest is empty.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from xref.lists import load_lists
from xref.model import Designation, Lists

_TYPES = {"primary": "Primary Name", "primary_variation": "Primary name variation"}
_STRENGTHS = {"good_quality_aka": "Good quality a.k.a", "low_quality_aka": "Low quality a.k.a"}


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"2026-05.{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", name="folder")
def _folder(dev_data: Path) -> Path:
    return dev_data / "lists" / "gb-uksl"


@pytest.fixture(scope="module", name="found")
def _found(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Lists:
    fixture = Path(__file__).resolve().parent.parent / "data/lists/uk/UK-Sanctions-List.csv"
    with fixture.open(encoding="utf-8-sig", newline="") as file:
        header = list(csv.reader(file))[1]
    subjects = {row["unique_id"]: row for row in _rows(folder, "subjects")}
    ships: dict[str, str] = {}
    for row in _rows(folder, "subject_identifiers"):
        if row["identifier_type"] == "imo":
            ships.setdefault(row["unique_id"], row["raw_value"])
    path = tmp_path_factory.mktemp("uk") / "UK-Sanctions-List.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("Report Date: 29-Apr-2026\n")
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        for row in _rows(folder, "subject_names"):
            about = subjects[row["unique_id"]]
            writer.writerow(
                {
                    "Unique ID": row["unique_id"],
                    "OFSI Group ID": about["ofsi_group_id"],
                    "UN Reference Number": about["un_reference_number"],
                    "Name type": _TYPES.get(row["name_type"], "Alias"),
                    "Alias strength": _STRENGTHS.get(row["alias_strength"], ""),
                    "Designation Type": about["subject_type"].title(),
                    "Date Designated": about["date_designated"],
                    "IMO number": ships.get(row["unique_id"], ""),
                    **{f"Name {number}": row[f"name_{number}"] for number in range(1, 7)},
                }
            )
    return load_lists(path)


def _entries(found: Lists) -> dict[str, Designation]:
    return {item.reference: item for item in found.designations}


def test_counts(found: Lists, folder: Path) -> None:
    """3,883 individuals, 632 ships and 1,531 entities, as the table of subjects counts."""
    counted = Counter(row["subject_type"] for row in _rows(folder, "subjects"))
    assert found.versions[0].counts == {
        "person": counted["individual"],
        "vessel": counted["ship"],
        "organisation": counted["entity"],
    }
    assert found.versions[0].counts == {"person": 3_883, "vessel": 632, "organisation": 1_531}
    assert (found.versions[0].refused, found.versions[0].published) == (0, "2026-04-29")
    assert all(item.listed_on for item in found.designations)


def test_names(found: Lists, folder: Path) -> None:
    """Every name is kept with its mark; a spelling printed twice is kept once."""
    printed = defaultdict(set)
    weak = defaultdict(set)
    for row in _rows(folder, "subject_names"):
        parts = [row[f"name_{number}"] for number in (1, 2, 3, 4, 5, 6)]
        text = " ".join(" ".join(parts).split())
        if text:
            printed[row["unique_id"]].add(text)
        if row["alias_strength"] == "low_quality_aka":
            weak[row["unique_id"]].add(text)
    for reference, item in _entries(found).items():
        assert {name.text for name in item.names} == printed[reference]
        assert {name.text for name in item.names if name.quality == "weak"} <= weak[reference]
        assert item.names[0].quality == "primary", reference
    read = sum(name.quality == "weak" for item in found.designations for name in item.names)
    assert read >= sum(map(len, weak.values())) * 0.98


def test_ships_and_references(found: Lists, folder: Path) -> None:
    """Numbers with and without IMO in front are read, and what refers to the UN's list."""
    referring = {
        row["unique_id"] for row in _rows(folder, "subjects") if row["un_reference_number"]
    }
    for reference, item in _entries(found).items():
        assert any(other.startswith("un-sc:") for other in item.same_as) == (reference in referring)
    numbers = [item.numbers("imo", certain=False) for item in found.designations]
    assert sum(map(bool, numbers)) >= 630
    assert _entries(found)["RUS2185"].imo == "9161003"
    assert _entries(found)["DPR0266"].same_as[0] == "un-sc:KPi.076"


def test_the_official_list_replaces_the_built_in_entries(found: Lists) -> None:
    """Every entry of the built-in list is met by its reference."""
    mine = {item.id for item in load_lists().designations if item.list == "gb-uksl"}
    missing = mine - {item.id for item in found.designations}
    assert len(mine) > 100
    assert not missing
