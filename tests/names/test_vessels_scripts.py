"""Ships' names in Cyrillic, Hangul, kana and Chinese characters, beside Latin ones."""

from __future__ import annotations

import csv
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.model import Kind
from xref.names import comparer_for
from xref.names.vessels_lookup import VesselLookup
from xref.rules import load_rules

COMPARER = comparer_for(load_rules())
SHIP: Kind = "vessel"


def rows() -> list[dict[str, str]]:
    path = Path(__file__).parents[1] / "data" / "ship_scripts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['left']} {row['right']}")
def test_pairs(row: dict[str, str]) -> None:
    """The same ship or another, in either order; never strong by its sound alone."""
    found = COMPARER.compare(row["left"], row["right"], SHIP)
    turned = COMPARER.compare(row["right"], row["left"], SHIP)
    assert found.same == (row["same"] == "yes"), found.reasons
    assert found.score == turned.score


def test_what_compares_is_looked_up() -> None:
    """Each pair that is the same ship has a key in common."""
    ships = COMPARER.vessels
    pairs = [row for row in rows() if row["same"] == "yes"]
    listed = [ships.parse(row["right"]) for row in pairs]
    lookup = VesselLookup(listed, ships)
    for at, row in enumerate(pairs):
        assert lookup.find(ships.parse(row["left"])) >> at & 1, row
    turned = VesselLookup([ships.parse(row["left"]) for row in pairs], ships)
    for at, name in enumerate(listed):
        assert turned.find(name) >> at & 1, pairs[at]


def test_pickle_keeps_the_readings() -> None:
    """A reader that went through pickle reads alike."""
    scripts = COMPARER.vessels.scripts
    assert scripts is not None
    copy = pickle.loads(pickle.dumps(scripts))  # noqa: S301 - our own bytes
    assert copy.latin(("스파르타",)) == scripts.latin(("스파르타",))


@given(
    st.text(alphabet="аяр앙가라호アンガラ号馬山山R3４（）「」", max_size=12),
    st.sampled_from(["LADY R", "KUM SONG 3"]),
)
def test_any_string_is_answered(name: str, other: str) -> None:
    """Symmetric and within bounds whatever is asked."""
    found = COMPARER.compare(name, other, SHIP)
    assert 0.0 <= found.score <= 1.0
    assert COMPARER.compare(other, name, SHIP).score == found.score
