"""OFAC's SDN.XML and the consolidated list in the same schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Identifier


def test_sdn(data: Path) -> None:
    """All fields are read, the main birth date first, and names as SDN.CSV prints them."""
    found = load_lists(data / "ofac-xml" / "sdn.xml")
    (version,) = found.versions
    assert (version.name, version.published) == ("us-ofac-sdn", "2026-11-20")
    person, ship, body = found.designations
    assert [(name.text, name.quality) for name in person.names] == [
        ("HAN, Sol Mae", "primary"),
        ("HAN, So'l-mae", "alias"),
        ("HAN, Solmae", "weak"),
        ("HAN, Old", "former"),
    ]
    assert person.birth_dates == ("1957-07-27", "1958")
    assert person.nationalities == ("KP",)
    assert person.titles == ("Deputy Chief", "Member of the Committee")
    assert person.owners == ("GREEN EXAMPLE CORPORATION (GEC)",)
    assert person.identifiers == (
        Identifier("passport", "654420999", "KP"),
        Identifier("wallet", "XBT 1ExampleAddressOne"),
    )
    assert (ship.kind, ship.imo, ship.flags, ship.former_flags) == (
        "vessel",
        "9074729",
        ("RU",),
        ("KM",),
    )
    assert ship.numbers("call_sign") == ("UBXX1",)
    assert ship.owners == ("EXAMPLE SHIPPING CO., LTD.",)
    assert (body.kind, body.name) == ("organisation", "EXAMPLE SHIPPING CO., LTD.")


def test_csv_and_xml_give_the_same_ids(data: Path) -> None:
    """An entry has one id, whichever of OFAC's files it was read from."""
    both = load_lists(data / "ofac" / "sdn.csv", data / "ofac-xml" / "sdn.xml")
    assert len(both.designations) == 7


def test_consolidated_list_is_told_by_its_programmes(data: Path) -> None:
    """The non-SDN list has the same schema and another namespace."""
    found = load_lists(data / "ofac-xml" / "consolidated.xml")
    assert {item.list for item in found.designations} == {"us-ofac-cons"}
    assert found.versions[0].published == "2025-03-28"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<Record_Count>3<", "<Record_Count>4<", "it has 3 entries, its Record_Count says 4"),
        ("<Record_Count>3<", "<Record_Count>x<", "'x' is not a number"),
        ("<Record_Count>3</Record_Count>", "", "is not a number"),
        ("<uid>103</uid>", "", "an entry with the uid ''"),
        ("<uid>103</uid>", "<uid>102</uid>", "the same reference stands twice"),
        ("<sdnType>Entity</sdnType>", "<sdnType>Ent&unknown;ity</sdnType>", "not whole XML"),
        ("</sdnList>", "", r"sdn\.xml:\d+: not whole XML"),
    ],
)
def test_broken_file(data: Path, tmp_path: Path, old: str, new: str, message: str) -> None:
    """A file that is cut, or has not what it says it has, gives nothing."""
    text = (data / "ofac-xml" / "sdn.xml").read_text()
    assert old in text
    (tmp_path / "sdn.xml").write_text(text.replace(old, new, 1))
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "sdn.xml")


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_truncated(data: Path, tmp_path: Path, part: float) -> None:
    """A download that broke off is refused with the line, wherever it was cut."""
    whole = (data / "ofac-xml" / "sdn.xml").read_bytes()
    (tmp_path / "sdn.xml").write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(ListParseError, match=r"sdn\.xml:\d+: not whole XML"):
        load_lists(tmp_path / "sdn.xml")


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE sdnList>",
        '<!DOCTYPE sdnList [<!ENTITY x "HAN">]>',
        '<!DOCTYPE sdnList SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE sdnList [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_doctype(data: Path, tmp_path: Path, doctype: str) -> None:
    """Any DOCTYPE is refused: an entity could hide part of a name."""
    text = (data / "ofac-xml" / "sdn.xml").read_text()
    (tmp_path / "sdn.xml").write_text(text.replace("<sdnList", f"{doctype}\n<sdnList", 1))
    with pytest.raises(ListParseError, match="DOCTYPE"):
        load_lists(tmp_path / "sdn.xml")


def test_undecodable_bytes(data: Path, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are named with line and byte offset."""
    whole = (data / "ofac-xml" / "sdn.xml").read_bytes()
    place = whole.index(b"Moranbong")
    (tmp_path / "sdn.xml").write_bytes(whole[:place] + b"\xe9" + whole[place:])
    line = whole[:place].count(b"\n") + 1
    with pytest.raises(ListParseError, match=rf"sdn\.xml:{line}: not UTF-8 at byte {place}"):
        load_lists(tmp_path / "sdn.xml")
