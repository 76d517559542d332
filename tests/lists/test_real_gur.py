"""GUR's ships of 2026-06-12, counted independently; skipped without XREF_DEV_DATA."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from xref.lists import load_lists


def test_ships(dev_data: Path) -> None:
    """1,414 ships, ten of them taken off; every number that can be one is read."""
    path = dev_data / "lists" / "ua-war-sanctions" / "2026-06-12.gur_vessels_master.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = load_lists(path)
    assert len(found.designations) == len(rows) == 1_414
    assert found.versions[0].refused == 0
    statuses = Counter(item.status for item in found.designations)
    assert statuses == {"reported": 1_404, "delisted": 10}
    numbers = sum(row["imo"].isdigit() and len(row["imo"]) == 7 for row in rows)
    assert sum(bool(item.numbers("imo", certain=False)) for item in found.designations) == numbers
    assert sum(item.imo is not None for item in found.designations) == 1_410
    headings = sum(row["callsign"] in {"Vessel name", "Vessel Type"} for row in rows)
    signs = sum(bool(item.numbers("call_sign")) for item in found.designations)
    assert signs == sum(bool(row["callsign"]) for row in rows) - headings == 1_204
    printed = sum(
        len(row["former_names"].split(" / "))
        for row in rows
        if row["former_names"] not in {"", "Flags (former)"}
    )
    former = sum(name.quality == "former" for item in found.designations for name in item.names)
    # A few ships had one name twice, or bear it again.
    assert printed - 60 <= former <= printed


def test_built_in_references_are_met(dev_data: Path) -> None:
    """Every GUR entry of the built-in list is in the file, under its number."""
    path = dev_data / "lists" / "ua-war-sanctions" / "2026-06-12.gur_vessels_master.csv"
    by_id = {item.id: item for item in load_lists(path).designations}
    known = [d for d in load_lists("builtin").designations if d.list == "ua-war-sanctions"]
    assert known
    for item in known:
        assert by_id[item.id].imo == item.imo
        assert by_id[item.id].name == item.name
