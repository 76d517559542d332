"""The same six invented entries in OFAC's four formats: CSV, XML, advanced, enhanced."""

from __future__ import annotations

from pathlib import Path

import pytest

from xref.lists import load_lists
from xref.model import Designation, Identifier, Name

FILES = ("sdn.csv", "sdn.xml", "sdn_advanced.xml", "sdn_enhanced.xml")
LONG = ("sdn_advanced.xml", "sdn_enhanced.xml")

Entries = dict[str, dict[str, Designation]]


@pytest.fixture(scope="module")
def entries(data: Path) -> Entries:
    """Return the entries of each file by reference."""
    return {
        file: {d.reference: d for d in load_lists(data / "ofac-four" / file).designations}
        for file in FILES
    }


@pytest.mark.parametrize("file", FILES[1:])
@pytest.mark.parametrize("reference", ["201", "202", "203", "204", "205", "206"])
def test_the_same_entry_comes_out_equal(entries: Entries, file: str, reference: str) -> None:
    """Facts that all formats hold are equal; only the order of aliases differs."""
    one, other = entries["sdn.csv"][reference], entries[file][reference]
    for field in (
        "id", "list", "authority", "kind", "programmes", "birth_dates", "birth_places",
        "nationalities", "titles", "flags", "former_flags", "vessel_type", "owners",
        "addresses", "url", "imo", "name",
    ):  # fmt: skip
        assert getattr(one, field) == getattr(other, field), field
    assert set(one.identifiers) == set(other.identifiers)
    assert set(one.names) == {name for name in other.names if name.script == "latin"}
    assert one.names[0] == other.names[0]


def test_advanced_and_enhanced_are_equal_in_everything(entries: Entries) -> None:
    """The two long formats hold the same, down to remarks, legal basis and listing date."""
    assert entries["sdn_advanced.xml"] == entries["sdn_enhanced.xml"]


@pytest.mark.parametrize("file", LONG)
def test_what_only_the_long_formats_hold(entries: Entries, file: str) -> None:
    """Dates of listing, legal authorities, sanctions types and names in their own script."""
    person, ship, body = (entries[file][number] for number in ("201", "202", "203"))
    assert (person.listed_on, ship.listed_on) == ("2024-12-16", "2022-05-08")
    assert person.legal_basis == ("Executive Order 13551 (North Korea)",)
    assert body.legal_basis == (
        "Executive Order 14024 (Russia)",
        "Executive Order 14024 Directive Information Subject to Directive 2",
    )
    assert Name("한, 솔매", "alias", "hangul", "surname_first") in person.names
    assert Name("ООО ПРИМЕР", "alias", "cyrillic") in body.names
    assert "Sanctions types: Block" in (person.remarks or "")


@pytest.mark.parametrize("file", FILES)
def test_values(entries: Entries, file: str) -> None:
    """What is equal is also right."""
    person, ship, body, plane, other, bad = entries[file].values()
    assert {(name.text, name.quality, name.order) for name in person.names[:1]} == {
        ("HAN, Sol Mae", "primary", "surname_first")
    }
    by_text = {name.text: name.quality for name in person.names}
    assert by_text["HAN, Old"] == "former"
    assert by_text["HAN, Former"] == by_text["HAN, Solmae"] == "weak"
    assert person.birth_dates == ("1957-07-27", "1958")
    assert person.titles == ("Deputy Chief", "Member of the Committee")
    assert person.owners == ("EXAMPLE SHIPPING CO., LTD.",)
    assert person.url == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=201"
    assert (ship.imo, ship.flags, ship.former_flags) == ("9074729", ("RU",), ("KM",))
    assert ship.numbers("mmsi") == ("273000001",)
    assert ship.numbers("call_sign") == ("UBXX1",)
    assert body.numbers("company_imo") == ("5342883",)
    assert (plane.kind, plane.owners) == ("aircraft", ("EXAMPLE AIR",))
    assert other.name == "GARCIA EJEMPLO, Juan Jose"
    assert other.birth_dates == ("1961/1963", "1965-07")
    assert Identifier("wallet", "XBT 1ExampleAddressOne") in other.identifiers
    assert (bad.imo, bad.flags) == (None, ())


@pytest.mark.parametrize("file", LONG)
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_truncated(data: Path, tmp_path: Path, file: str, part: float) -> None:
    """A download that broke off gives nothing, wherever it was cut."""
    whole = (data / "ofac-four" / file).read_bytes()
    (tmp_path / file).write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(Exception, match=r"\.xml:\d+: not whole XML"):
        load_lists(tmp_path / file)


@pytest.mark.parametrize(
    ("file", "root"), [("sdn_advanced.xml", "<Sanctions "), ("sdn_enhanced.xml", "<sanctionsData ")]
)
@pytest.mark.parametrize("doctype", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "HAN">]>'])
def test_doctype(data: Path, tmp_path: Path, file: str, root: str, doctype: str) -> None:
    """Any DOCTYPE is refused: an entity could hide part of a name."""
    text = (data / "ofac-four" / file).read_text()
    (tmp_path / file).write_text(text.replace(root, f"{doctype}\n{root}", 1))
    with pytest.raises(Exception, match="DOCTYPE"):
        load_lists(tmp_path / file)


@pytest.mark.parametrize("file", LONG)
def test_undecodable_bytes(data: Path, tmp_path: Path, file: str) -> None:
    """Bytes that are not UTF-8 are named with line and byte offset."""
    whole = (data / "ofac-four" / file).read_bytes()
    place = whole.index(b"Moranbong")
    (tmp_path / file).write_bytes(whole[:place] + b"\xe9" + whole[place:])
    line = whole[:place].count(b"\n") + 1
    with pytest.raises(Exception, match=rf"\.xml:{line}: not UTF-8 at byte {place}"):
        load_lists(tmp_path / file)
