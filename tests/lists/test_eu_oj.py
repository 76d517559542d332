"""Tables of the annexes of the Official Journal."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.lists.readers.eu_oj_csv import recognise
from xref.model import Designation, Identifier, Name


@pytest.fixture(scope="module")
def entries(data: Path) -> dict[str, Designation]:
    """The entries of the consolidated acts of the fixture."""
    found = load_lists(data / "eu-oj" / "consolidated")
    return {item.reference: item for item in found.designations}


def test_folder_is_one_list(data: Path) -> None:
    """The acts of a folder are one list with one version; an act without entries is part of it."""
    found = load_lists(data / "eu-oj" / "consolidated")
    (version,) = found.versions
    assert (version.name, version.format, version.refused) == ("eu-oj", "eu-oj-csv", 1)
    assert version.counts == {"person": 10, "vessel": 7, "organisation": 2}
    assert "32004R0314.csv" in version.files
    assert len(version.files) == 5


def test_kim_yong_bok(entries: dict[str, Designation]) -> None:
    """The junk in the cell of aliases is gone, capitals tell the surname."""
    person = entries["269/2014 annex I persons no. 1868"]
    assert person.id == "eu-oj:269/2014 annex I persons no. 1868"
    assert person.names == (
        Name("KIM Yong Bok", "primary", "latin", "surname_first"),
        Name("김영복", "unknown", "hangul"),
        Name("KIM Young Bok", "unknown", "latin", "surname_first"),
    )
    assert person.listed_on == "2024-12-16"
    assert person.nationalities == ("KP",)
    assert person.programmes == ("EU-UKR: Asset freeze",)
    assert person.legal_basis == ("Regulation 269/2014, annex I persons: asset freeze",)


def test_wrong_capitals_and_turned_names(entries: dict[str, Designation]) -> None:
    """`Kang Sun NAM` and `CHOL Yun` tell no order."""
    assert entries["269/2014 annex I persons no. 1738"].names == (Name("Kang Sun NAM"),)
    turned = entries["2017/1509 annex XVI.A no. 6"].names
    assert [(name.text, name.order) for name in turned] == [
        ("YUN Chol", "surname_first"),
        ("CHOL Yun", None),
        ("윤철", None),
    ]


def test_birth_name_weak_alias_formula(entries: dict[str, Designation]) -> None:
    """A birth name is a former name; a weak alias is marked; a formula stays text."""
    person = entries["269/2014 annex I persons no. 9001"]
    assert [(name.text, name.quality) for name in person.names] == [
        ("Petr Petrovich OBRAZTSOV", "primary"),
        ("Petr Petrovich ZAMENOV", "former"),
        ("Пётр Петрович ОБРАЗЦОВ", "unknown"),
        ("Пётр Петрович ЗАМЕНОВ", "former"),
        ('=HYPERLINK("x")', "unknown"),
        ("Petya", "weak"),
    ]
    assert person.birth_dates == ("1970-02-05",)
    assert person.listed_on == "2022-02-05"
    assert person.nationalities == ("UA", "RU")
    assert person.identifiers == (
        Identifier("passport", "927234267"),
        Identifier("passport", "108120258", "KP"),
    )


def test_company(entries: dict[str, Designation]) -> None:
    """Persons and entities of one annex have numbers of their own; a mention is no reference."""
    body = entries["269/2014 annex I entities no. 1868"]
    assert body.kind == "organisation"
    assert [name.text for name in body.names] == [
        "Example Plant LLC", "EPL", "ООО Пример", "示例有限公司",
    ]  # fmt: skip
    assert body.imo is None
    assert Identifier("company_imo", "6197187") in body.identifiers
    assert body.same_as == ()
    assert "KPi.999" in (body.remarks or "")


def test_ship_in_two_annexes(data: Path, entries: dict[str, Designation]) -> None:
    """Asset freeze and port ban are two designations of one ship."""
    freeze = entries["2017/1509 annex XIV.A no. 10"]
    ban = entries["2017/1509 annex XIV.B no. 18"]
    assert freeze.programmes == ("EU-PRK: Asset freeze",)
    assert ban.programmes == ("EU-PRK: Transportation restrictions",)
    assert ban.legal_basis == (
        "Regulation 2017/1509, annex XIV.B: ban on ports and services, not an asset freeze",
    )
    subject = load_lists(data / "eu-oj" / "consolidated").subject(freeze.id)
    assert subject is not None
    assert {item.id for item in subject.designations} == {freeze.id, ban.id}


def test_ships_without_numbers(entries: dict[str, Designation]) -> None:
    """A ship that the annex does not number is named by its IMO number; one may have none."""
    ship = entries["2017/1509 annex XIII.B IMO8909575"]
    assert [name.text for name in ship.names] == ["Chong Bong", "Greenlight", "Blue Nouvelle"]
    assert ship.remarks == "name as printed: Chong Bong (Greenlight) (Blue Nouvelle)"
    assert entries["2017/1509 annex XIV.B no. 33"].identifiers == ()
    flagged = entries["2017/1509 annex XIV.B no. 4"]
    assert (flagged.flags, flagged.nationalities) == (("CM",), ())


def test_namesakes_without_numbers(entries: dict[str, Designation]) -> None:
    """Two persons of one name in an annex without numbers stay two."""
    one, two = (item for ref, item in entries.items() if ref.startswith("881/2002"))
    assert two.reference == f"{one.reference}-2"
    assert (one.birth_dates, two.birth_dates) == (("1972", "1974-03-21"), ())
    assert (one.listed_on, two.listed_on) == ("2001-10-06", "2001-10")
    assert one.names[0].order == "surname_first"


def test_asset(entries: dict[str, Designation]) -> None:
    """A thing counts as a body, and says that it is none."""
    (asset,) = (item for item in entries.values() if item.name == "EXAMPLECOIN")
    assert asset.kind == "organisation"
    assert asset.remarks == "a thing or place, not a body"


def test_absurd_dates_are_dropped(entries: dict[str, Designation]) -> None:
    """Dates that are none leave the entry without one; an unknown country likewise."""
    person = entries["2017/1509 annex XVI.A no. 7"]
    assert (person.birth_dates, person.nationalities) == ((), ())


def test_amendment(data: Path) -> None:
    """A later act changes an entry, adds others, joins two measures, and says what it is."""
    folder = data / "eu-oj"
    alone = load_lists(folder / "amendments")
    (version,) = alone.versions
    assert "without what it removed" in (version.notice or "")
    both = load_lists(folder / "consolidated", folder / "amendments")
    found = {item.reference: item for item in both.designations}
    assert [name.quality for name in found["833/2014 annex XLII no. 629"].names] == [
        "primary",
        "former",
    ]
    assert found["833/2014 annex XLII no. 900"].legal_basis[1] == "amended by 2026/9848"
    assert found["2016/44 annex V no. 1"].programmes == (
        "EU-LBY: Financial restrictions",
        "EU-LBY: Transportation restrictions",
    )
    assert len(found) == 19 + 2


def test_replaces_the_built_in_entry(data: Path) -> None:
    """The official entry takes the place of the one compiled by hand, in the same subject."""
    both = load_lists("builtin", data / "eu-oj" / "consolidated")
    subject = both.subject("eu-oj:269/2014 annex I persons no. 1868")
    assert subject is not None
    (entry,) = (item for item in subject.designations if item.list == "eu-oj")
    assert entry.source is None
    assert {"US-OFAC", "EU", "UK", "KR"} <= set(subject.authorities)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("32014R0833,12,", "02014R0833-2026,12,", "is no CELEX number"),
        ("Lady R,", "Lady R,,", "46 fields, the header has 45"),
    ],
)
def test_broken_table(data: Path, tmp_path: Path, old: str, new: str, message: str) -> None:
    """A row of another width or an act without a CELEX number refuses the file."""
    text = (data / "eu-oj" / "consolidated" / "32014R0833.csv").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "a.csv").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "a.csv")


def test_number_printed_twice(data: Path, tmp_path: Path) -> None:
    """Two targets under one printed number are both kept, the later one told apart."""
    text = (data / "eu-oj" / "consolidated" / "32014R0833.csv").read_text(encoding="utf-8")
    (tmp_path / "a.csv").write_text(text.replace("32014R0833,629,", "32014R0833,12,"), "utf-8")
    names = {item.reference: item.name for item in load_lists(tmp_path / "a.csv").designations}
    assert names["833/2014 annex XLII no. 12"] == "Lady R"
    assert names["833/2014 annex XLII no. 12-2"] == "STORMBRINGER"


def test_empty_act_alone(data: Path) -> None:
    """An act without entries clears nobody."""
    with pytest.raises(ListParseError, match="no designation in it"):
        load_lists(data / "eu-oj" / "consolidated" / "32004R0314.csv")


def test_other_tables_are_not_taken() -> None:
    """A user's table with some of the columns is not an act."""
    assert not recognise(b"recordId,name,alias,schema,imoNumber\n1,a,b,c,d\n")


def test_packed_acts_are_one_list(data: Path, tmp_path: Path) -> None:
    """A ZIP of the acts is the same one list."""
    with ZipFile(tmp_path / "acts.zip", "w") as archive:
        for path in sorted((data / "eu-oj" / "consolidated").glob("*.csv")):
            archive.write(path, path.name)
    packed = load_lists(tmp_path / "acts.zip")
    assert packed.designations == load_lists(data / "eu-oj" / "consolidated").designations
    assert len(packed.versions) == 1
