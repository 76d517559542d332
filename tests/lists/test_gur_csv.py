"""Ships of Ukraine's War and Sanctions portal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Designation, Identifier, Name


@pytest.fixture
def by_id(data: Path) -> dict[str, Designation]:
    """Return the ships by reference."""
    found = load_lists(data / "gur" / "ships.csv").designations
    return {item.reference: item for item in found}


def test_ship(by_id: dict[str, Designation]) -> None:
    """Names, numbers and flag are read; stray characters before a number are dropped."""
    ship = by_id["9001"]
    assert (ship.id, ship.authority) == ("ua-war-sanctions:9001", "UA-GUR")
    assert (ship.status, ship.imo, ship.flags) == ("reported", "9074729", ("RU",))
    assert ship.url == "https://war-sanctions.gur.gov.ua/en/transport/ships/9001"
    assert ship.names == (
        Name("EXAMPLE SUN", "primary"),
        Name("Old Sun", "former"),
        Name("Sol IІ", "former"),
        Name("Sun Marine", "former"),
    )
    assert ship.identifiers == (
        Identifier("imo", "9074729"),
        Identifier("mmsi", "273212999"),
        Identifier("mmsi", "620999999"),
        Identifier("call_sign", "UBXX9"),
        Identifier("built", "2004"),
    )


def test_headings_that_slipped_into_cells(by_id: dict[str, Designation]) -> None:
    """`Flags (former)` is no name, `Vessel Type` no call sign; unknown is no flag."""
    moon, tug = by_id["9002"], by_id["9003"]
    assert [name.text for name in moon.names] == ["EXAMPLE MOON"]
    assert moon.identifiers == (
        Identifier("imo", "9074730", certain=False),
        Identifier("built", "2011"),
        Identifier("built", "2015"),
    )
    assert moon.flags == ()
    assert tug.identifiers == (
        Identifier("registration", "RS 150999"),
        Identifier("mmsi", "273212998"),
    )


def test_ship_that_was_taken_off(data: Path, by_id: dict[str, Designation]) -> None:
    """It has no number of the portal any more, and no page."""
    gone = by_id["IMO9004073"]
    assert (gone.status, gone.url) == ("delisted", None)
    (version,) = load_lists(data / "gur" / "ships.csv").versions
    assert version.refused == 1
    assert "not sanctions" in (version.notice or "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("Tug,Vessel name", "Tug"), r":4: 10 fields, the header has 11"),
        (lambda text: text.replace(",,,listed", ",,,lost"), r":4: status 'lost' is none of listed"),
        (lambda text: text.replace("9003,", "9002,"), "the same reference stands twice"),
        (lambda text: text.split("\n", 1)[0] + "\n", "no designation in it"),
    ],
)
def test_broken_file(
    data: Path, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    """A broken table gives nothing, and the error names the line."""
    text = (data / "gur" / "ships.csv").read_text(encoding="utf-8")
    assert change(text) != text
    (tmp_path / "g.csv").write_text(change(text), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "g.csv")
