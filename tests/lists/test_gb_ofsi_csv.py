"""OFSI's closed consolidated list, as old copies have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Identifier


def test_old_copy(data: Path) -> None:
    """Rows of one Group ID are one entry; the copy says that the list is closed."""
    found = load_lists(data / "uk" / "ConList.csv")
    (version,) = found.versions
    assert (version.name, version.format, version.published) == (
        "gb-ofsi", "gb-ofsi-csv", "2025-06-03",
    )  # fmt: skip
    assert "closed on 2026-01-28" in (version.notice or "")
    person = next(item for item in found.designations if item.kind == "person")
    assert [(name.text, name.quality) for name in person.names] == [
        ("HAN SOL-MAE", "primary"),
        ("Sol", "weak"),
        ("Old Han", "former"),
        ("Han Seol-mae", "alias"),
        ("한설매", "primary"),
    ]
    assert person.id == "gb-ofsi:99001"
    assert person.birth_dates == ("1957", "1954-09-18")
    assert person.nationalities == ("KP", "JP")
    assert person.identifiers == (
        Identifier("passport", "381310999", "KP"),
        Identifier("passport", "381310998", "JP"),
    )
    assert person.same_as == ("un-sc:KPi.901", "gb-uksl:DPR9001")
    assert person.listed_on == "2016-03-02"
    assert "Invented for a test (see above)." in (person.remarks or "")


def test_ship_in_other_information(data: Path) -> None:
    """Number, flags, type and owner of a ship are taken from the labelled text."""
    found = load_lists(data / "uk" / "ConList.csv")
    ship = next(item for item in found.designations if item.kind == "vessel")
    assert (ship.imo, ship.flags, ship.former_flags) == ("9074729", ("KP",), ("IN",))
    assert (ship.vessel_type, ship.owners) == ("Oil tanker", ("Example Shipping",))
    assert ship.same_as == ("gb-uksl:DPR9004",)


def test_cut_file(data: Path, tmp_path: Path) -> None:
    """A file cut inside a row gives nothing."""
    raw = (data / "uk" / "ConList.csv").read_bytes()
    (tmp_path / "ConList.csv").write_bytes(raw[:-12])
    with pytest.raises(ListParseError, match="was it cut"):
        load_lists(tmp_path / "ConList.csv")
