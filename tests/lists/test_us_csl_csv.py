"""The US Consolidated Screening List."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xref.errors import ListFormatError, ListParseError
from xref.lists import load_lists
from xref.model import Designation, Identifier, Name


@pytest.fixture
def by_id(data: Path) -> dict[str, Designation]:
    """Return the entries by reference."""
    found = load_lists(data / "us-csl" / "consolidated.csv").designations
    return {item.reference: item for item in found}


def test_person(by_id: dict[str, Designation]) -> None:
    """Fields joined with semicolons are taken apart; the entry names OFAC's own."""
    person = by_id["SDN-99901"]
    assert (person.id, person.authority) == ("us-csl:SDN-99901", "US-OFAC")
    assert person.same_as == ("us-ofac-sdn:99901",)
    assert person.names == (
        Name("HAN, Sol Mae", "primary"),
        Name("HAN, Seol-mae", "unknown"),
        Name("HAN, Old", "former"),
    )
    assert person.birth_dates == ("1957-07-27", "1958", "1938-09", "1961/1963"), (
        "the file prints Sep 1938 as 1938-09-01; 2957 is no birth date"
    )
    assert (person.nationalities, person.titles) == (("KP", "RU"), ("General", "Director"))
    assert person.owners == ("EXAMPLE BUREAU", "EXAMPLE TRADING")
    assert person.identifiers == (
        Identifier("passport", "654420999", "KP"),
        Identifier("wallet", "XBT 1QJUiNsNfji6mR1FjAwf6Eg9NxxHPoxpWL"),
    )
    assert "Secondary sanctions risk" in (person.remarks or "")


def test_ship(by_id: dict[str, Designation]) -> None:
    """IMO, MMSI and former flags stand among the ids, the flag in a column."""
    ship = by_id["SDN-99902"]
    assert (ship.kind, ship.imo, ship.vessel_type) == ("vessel", "9074729", "General Cargo")
    assert (ship.flags, ship.former_flags) == (("KP",), ("PA",))
    assert (ship.numbers("mmsi"), ship.numbers("call_sign")) == (("273212999",), ("UBXX9",))
    assert ship.owners == ("Example Shipping",)


@pytest.mark.parametrize(
    ("reference", "authority", "status", "same_as"),
    [
        ("SDN-99903", "US-OFAC", "designated", ("us-ofac-sdn:99903",)),
        ("CAP-99903", "US-OFAC", "designated", ("us-ofac-cons:99903",)),
        ("NS-MBS-99904", "US-OFAC", "designated", ("us-ofac-cons:99904",)),
        ("ISN-aa03", "US-STATE", "designated", ()),
        ("EL-aa01", "US-BIS", "reported", ()),
        ("DPL-aa02", "US-BIS", "reported", ()),
        ("DTC-aa04", "US-STATE", "reported", ()),
        ("XL-aa06", "US", "designated", ()),
    ],
)
def test_who_lists_and_whether_it_is_a_sanction(
    by_id: dict[str, Designation],
    reference: str,
    authority: str,
    status: str,
    same_as: tuple[str, ...],
) -> None:
    """The column `source` names the body; lists that control exports are no sanctions."""
    entry = by_id[reference]
    assert (entry.authority, entry.status, entry.same_as) == (authority, status, same_as)


def test_names_in_brackets(by_id: dict[str, Designation]) -> None:
    """A name that holds other names in brackets is taken apart."""
    works, denied = by_id["EL-aa01"], by_id["DPL-aa02"]
    assert [name.text for name in works.names] == [
        "Example Works", "EW", "Example Factory", "Works 9", "Works 9 Holding",
    ]  # fmt: skip
    assert [name.text for name in denied.names] == ["HAN SOL", "OLD HAN"]
    assert works.programmes == ("EL",)
    assert (works.legal_basis, works.listed_on) == (("87 FR 99999",), "2022-04-07")
    assert works.kind == denied.kind == "organisation", "the file does not say"
    assert "ends 2056-06-29" in (denied.remarks or "")
    assert denied.delisted_on is None


def test_ids_printed_twice(data: Path, by_id: dict[str, Designation]) -> None:
    """Two rows that agree are one entry; one id of two names is two entries."""
    assert by_id["CAP-99903"].numbers("company_imo") == ("5342883",)
    assert by_id["XL-aa06-2"].name == "Another Unknown"
    (version,) = load_lists(data / "us-csl" / "consolidated.csv").versions
    assert version.refused == 1, "the row without a name"
    assert "2022-04-07" in (version.notice or "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text + "99905,SDN\n", r":15: 2 fields, the header has 29"),
        (lambda text: text.replace("99904", ""), r":11: a row without an id"),
        (lambda text: text.replace("Example List (XL) -", "Example -"), r":13: source .* no code"),
        (lambda text: text + '"open', "never closed"),
        (lambda text: text.split("\n", 1)[0] + "\n", "no designation in it"),
    ],
)  # fmt: skip
def test_broken_file(
    data: Path, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    """A broken file gives nothing, and the error names the line."""
    text = (data / "us-csl" / "consolidated.csv").read_text(encoding="utf-8")
    assert change(text) != text
    (tmp_path / "c.csv").write_text(change(text), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "c.csv")


def test_wrong_encoding_and_columns(data: Path, tmp_path: Path) -> None:
    """Another encoding is refused with the byte; other columns are another format."""
    raw = (data / "us-csl" / "consolidated.csv").read_bytes()
    (tmp_path / "c.csv").write_bytes(raw.replace(b"EXAMPLE FLEET", b"EXAMPL\xc9 FLEET"))
    with pytest.raises(ListParseError, match=r"c\.csv:11: not UTF-8: byte 0xc9"):
        load_lists(tmp_path / "c.csv")
    (tmp_path / "d.csv").write_bytes(
        raw.replace(b"entity_number", b"number").replace(b",name", b",n")
    )
    with pytest.raises(ListFormatError):
        load_lists(tmp_path / "d.csv")
