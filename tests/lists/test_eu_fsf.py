"""The EU Financial Sanctions File, as XML and as CSV."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Designation, Identifier, Name


def _load(path: Path) -> dict[str, Designation]:
    return {item.reference: item for item in load_lists(path).designations}


def _without_strength(item: Designation) -> Designation:
    """The CSV has no attribute `strong`: qualities and the order they cause are left out."""
    names = {msgspec.structs.replace(name, quality="unknown") for name in item.names}
    return msgspec.structs.replace(item, names=tuple(sorted(names, key=lambda name: name.text)))


def test_person(data: Path) -> None:
    """Names with quality, script and order; dates, places, posts, documents, the UN entry."""
    person = _load(data / "eu-fsf" / "fsf.xml")["EU.9001.18"]
    assert person.id == "eu-fsf:EU.9001.18"
    assert (person.authority, person.kind, person.status) == ("EU", "person", "designated")
    assert person.names == (
        Name("Han Sol Mae", "primary", "latin"),
        Name("HAN Sol-mae", "alias", "latin", "surname_first"),
        Name('=HYPERLINK("x")', "alias", "latin"),
        Name("Han Solmej", "alias", "latin"),
        Name("한설매", "alias", "hangul"),
        Name("ХАН Соль Мэ", "alias", "cyrillic", "surname_first"),
        Name("Sol", "weak", "latin"),
        Name("Han Seol", "weak", "latin"),
    )
    assert person.programmes == ("PRK",)
    assert person.legal_basis == ("2017/1509 (OJ L224)",)
    assert person.listed_on == "2016-11-30"
    assert person.birth_dates == ("1954-09-18", "1955-07", "1953/1958")
    assert person.birth_places == ("Kaesong, KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF",)
    assert person.nationalities == ("KP",)
    assert person.titles == ("Chair of the Example Committee", "Deputy", "General")
    assert person.identifiers == (
        Identifier("passport", "0381310999", "KP"),
        Identifier("passport", "S335999", certain=False),
    )
    assert person.same_as == ("un-sc:KPi.901",)
    assert person.url is not None
    assert person.url.endswith("CELEX:32017R1509&from=EN")


def test_enterprise(data: Path) -> None:
    """A company's IMO number is its own; the remark prints the date that the attribute lacks."""
    body = _load(data / "eu-fsf" / "fsf.xml")["EU.9002.36"]
    assert body.kind == "organisation"
    assert [(name.text, name.quality) for name in body.names] == [
        ("Example Stevedoring Company", "primary"),
        ("ESC", "unknown"),
        ("ООО «Пример»", "alias"),
    ]
    assert body.listed_on == "2024-06-25"
    assert body.imo is None
    assert body.identifiers == (
        Identifier("registration", "1102500000000", "RU"),
        Identifier("company_imo", "6197187"),
        Identifier("phone", "+7 4236 000000"),
        Identifier("email", "info@example.org"),
    )
    assert body.addresses == (
        "14a Example Street, PO Box 7, 692941 Nakhodka, Primorsky Krai, RUSSIAN FEDERATION",
    )


def test_ship_among_enterprises(data: Path) -> None:
    """An enterprise with a ship's number that the remark calls a tanker is a ship."""
    ship = _load(data / "eu-fsf" / "fsf.xml")["EU.9003.54"]
    assert (ship.kind, ship.imo) == ("vessel", "9004073")


def test_date_of_an_act_is_no_listing_date(data: Path) -> None:
    """Without a date of designation there is none: the act may only have amended the entry."""
    person = _load(data / "eu-fsf" / "fsf.xml")["EU.9005.90"]
    assert person.listed_on is None
    assert person.names[0].order == "surname_last"


def test_both_files_give_the_same(data: Path) -> None:
    """Equal content gives equal designations, but for the strength that the CSV lacks."""
    xml, table = _load(data / "eu-fsf" / "fsf.xml"), _load(data / "eu-fsf" / "fsf.csv")
    assert set(xml) == set(table) == {"EU.9001.18", "EU.9002.36", "EU.9003.54", "EU.9005.90"}
    for reference, item in xml.items():
        assert _without_strength(item) == _without_strength(table[reference])
        assert item.names[0] == table[reference].names[0]
    qualities = {name.text: name.quality for name in table["EU.9001.18"].names}
    assert (qualities["Sol"], qualities["Han Seol"]) == ("unknown", "weak")


@pytest.mark.parametrize("name", ["fsf.xml", "fsf.csv"])
def test_version(data: Path, name: str) -> None:
    """The file's own date is read, and an entity without a name is counted."""
    (version,) = load_lists(data / "eu-fsf" / name).versions
    assert (version.name, version.published, version.refused) == ("eu-fsf", "2026-08-05", 1)
    assert version.counts == {"person": 2, "vessel": 1, "organisation": 1}
    assert version.notice is not None
    assert "a part of the list" in version.notice


def test_rows_of_an_entity_may_be_apart(data: Path, tmp_path: Path) -> None:
    """A table that was sorted by another column gives the same entries."""
    lines = (data / "eu-fsf" / "fsf.csv").read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / "f.csv").write_text("\n".join([lines[0], *lines[2::2], *lines[1::2]]), "utf-8")
    mixed, whole = _load(tmp_path / "f.csv"), _load(data / "eu-fsf" / "fsf.csv")
    assert set(mixed) == set(whole)
    for reference, item in whole.items():
        assert set(mixed[reference].birth_dates) == set(item.birth_dates)
        assert {n.text for n in mixed[reference].names} == {n.text for n in item.names}


def test_rows_of_a_product(data: Path, tmp_path: Path) -> None:
    """Rows that combine a name and a birth date give each once."""
    (tmp_path / "f.csv").write_text(
        "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_SubjectType;"
        "NameAlias_WholeName;NameAlias_LogicalId;BirthDate_Year;BirthDate_LogicalId\n"
        "05/08/2026;1;EU.1.1;P;HAN Sol;11;1957;21\n05/08/2026;1;EU.1.1;P;HAN Sol;11;1958;22\n"
        "05/08/2026;1;EU.1.1;P;HAN Sul;12;1957;21\n05/08/2026;1;EU.1.1;P;HAN Sul;12;1958;22\n",
        "utf-8",
    )
    person = _load(tmp_path / "f.csv")["EU.1.1"]
    assert [name.text for name in person.names] == ["HAN Sol", "HAN Sul"]
    assert person.birth_dates == ("1957", "1958")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("</export>", "", "not whole XML"),
        ("<export", "<!DOCTYPE x>\n<export", "DOCTYPE"),
        ("EU.9002.36", "EU.9001.18", "the same reference stands twice"),
        ('euReferenceNumber="EU.9002.36" logicalId="990102"', "", "without euReferenceNumber"),
    ],
)
def test_broken_xml(data: Path, tmp_path: Path, old: str, new: str, message: str) -> None:
    """A broken or hostile file gives nothing."""
    text = (data / "eu-fsf" / "fsf.xml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "f.xml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "f.xml")


def test_broken_csv(data: Path, tmp_path: Path) -> None:
    """A cut row, a row without a number, other bytes and an empty table give nothing."""
    raw = (data / "eu-fsf" / "fsf.csv").read_bytes()
    head = raw.splitlines(keepends=True)[0]
    cases = {
        "fields, the header has": raw[:-300],
        "without Entity_LogicalId": raw.replace(b";990102;", b";;"),
        "not UTF-8": raw.replace("한설매".encode(), "한설매".encode("euc-kr")),
        "no designation in it": head,
    }
    for message, content in cases.items():
        (tmp_path / "f.csv").write_bytes(content)
        with pytest.raises(ListParseError, match=message):
            load_lists(tmp_path / "f.csv")
