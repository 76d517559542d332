"""The compilation of South Korea's rounds as a table; skipped without XREF_DEV_DATA."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists

COLUMNS = ("date", "round", "number", "kind", "name_hangul", "name_latin", "name_hanja", "imo")
KINDS = (("person", "persons"), ("organisation", "organisations"), ("vessel", "vessels"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _table(facts: Path, target: Path, *, counted: bool, inferred: bool) -> None:
    """Write the facts in our table's columns, with the counts that were announced."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in _rows(facts / "kr_rounds.csv") if counted else []:
            if row["rows_found"] == "0":
                continue
            for kind, column in KINDS:
                if row[column]:
                    writer.writerow([row["date"], "", row[column], f"announced {kind}", *[""] * 4])
        for row in _rows(facts / "kr_designations.csv"):
            if inferred or row["certainty"] != "inferred":
                name = row["name_latin"] or ("" if row["name_hangul"] else "unnamed")
                cells = (row["name_hangul"], name, row["name_hanja"], row["imo"])
                writer.writerow([row["announced_on"], "", row["key"], row["kind"], *cells])


def test_as_many_as_in_the_built_in_list(dev_data: Path, tmp_path: Path) -> None:
    """The table gives the 341 entries of the built-in list, under the same ids."""
    _table(dev_data / "facts", tmp_path / "kr.csv", counted=False, inferred=False)
    found = {item.id: item.kind for item in load_lists(tmp_path / "kr.csv").designations}
    built_in = {item.id: item.kind for item in load_lists("kr-mofa").designations}
    assert len(found) == 341
    assert found == built_in


def test_incomplete_rounds_are_named(dev_data: Path, tmp_path: Path) -> None:
    """With the announced counts, exactly the three rounds known to be incomplete are refused."""
    _table(dev_data / "facts", tmp_path / "kr.csv", counted=True, inferred=True)
    with pytest.raises(ListParseError) as error:
        load_lists(tmp_path / "kr.csv")
    lines = [line.strip() for line in str(error.value).splitlines() if "round " in line]
    assert {line.split()[1].rstrip(":") for line in lines} == {
        "2016-03-08",
        "2016-12-02",
        "2024-12-17",
    }
    assert "round 2024-12-17: 11 person announced, 10 in the table" in lines
    assert "round 2016-03-08: 40 person announced, 11 in the table" in lines
