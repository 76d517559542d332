"""OFAC's SDN.CSV with its siblings, as published and as saved again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.lists.readers.ofac_fields import Draft
from xref.lists.readers.ofac_remarks import read_remarks
from xref.model import Designation, Identifier


@pytest.fixture(scope="module")
def entries(data: Path) -> dict[str, Designation]:
    """Return the fixture's entries by reference."""
    found = load_lists(data / "ofac" / "sdn.csv")
    return {item.reference: item for item in found.designations}


def test_counts_and_version(data: Path) -> None:
    """Every row is an entry, the 0x1A row is none, and all four files are in the version."""
    (version,) = load_lists(data / "ofac" / "sdn.csv").versions
    assert (version.name, version.format) == ("us-ofac-sdn", "ofac-csv")
    assert version.counts == {"person": 2, "vessel": 2, "organisation": 2, "aircraft": 1}
    assert version.files == ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
    assert version.bytes == sum((data / "ofac" / name).stat().st_size for name in version.files)
    assert version.refused == 0


def test_person(entries: dict[str, Designation]) -> None:
    """All fields of the remarks are read, with commas and semicolons inside values."""
    person = entries["101"]
    assert (person.id, person.authority, person.kind) == ("us-ofac-sdn:101", "US-OFAC", "person")
    assert person.birth_dates == ("1957-07-27", "1958")
    assert person.birth_places == ("Nampo, Korea, North",)
    assert person.nationalities == ("KP", "RU")
    assert person.titles == ("Deputy Chief", "Member of the Committee")
    assert person.owners == ("GREEN EXAMPLE CORPORATION",)
    assert person.addresses == ("Moranbong 1, Pyongyang, Korea, North",)
    assert person.listed_on is None
    assert person.identifiers == (
        Identifier("passport", "654420999", "KP"),
        Identifier("passport", "P-12"),
        Identifier("national_id", "123-A", "CN"),
        Identifier("tax_id", "AABA 670850 Y"),
        Identifier("phone", "8613314257947"),
        Identifier("phone", "(98)(9121115315)"),
        Identifier("email", "a.b@example.kp"),
        Identifier("website", "www.example.kp"),
        Identifier("wallet", "XBT 1ExampleAddressOne"),
        Identifier("wallet", "ETH 0xabc123"),
    )


def test_names_by_quality(entries: dict[str, Designation]) -> None:
    """Aliases come from alt.csv; weak ones only from the quotes of the remarks, fka too."""
    assert [(name.text, name.quality) for name in entries["101"].names] == [
        ("HAN, Sol Mae", "primary"),
        ("HAN, So'l-mae", "alias"),
        ("HAN, Old", "former"),
        ("HAN, Solmae", "weak"),
        ("AL-MA'MUN, Abu", "weak"),
        ("HAN, Former", "weak"),
    ]
    assert [name.quality for name in entries["102"].names] == ["primary", "alias", "weak"]


def test_vessel(entries: dict[str, Designation]) -> None:
    """A ship has its number, call sign, flags and owners; `None Identified` is no flag."""
    ship = entries["102"]
    assert (ship.kind, ship.imo, ship.vessel_type) == ("vessel", "9074729", "General Cargo")
    assert ship.programmes == ("DPRK4", "RUSSIA-EO14024")
    assert ship.numbers("mmsi") == ("273000001",)
    assert ship.numbers("call_sign") == ("UBXX1",)
    assert ship.numbers("built") == ("1993",)
    assert (ship.flags, ship.former_flags) == (("RU",), ("KM",))
    assert ship.owners == ("EXAMPLE SHIPPING CO., LTD.",)


def test_wrong_check_digit_decides_nothing(entries: dict[str, Designation]) -> None:
    """A ship's number that fails its check digit is kept, and is not certain."""
    ship = entries["105"]
    assert ship.imo is None
    assert ship.numbers("imo", certain=False) == ("9074728",)
    assert ship.flags == ()


def test_organisation_and_aircraft(entries: dict[str, Designation]) -> None:
    """`-0-` is an organisation; its IMO number is a company's; a dotted name keeps its dot."""
    body = entries["103"]
    assert body.kind == "organisation"
    assert body.numbers("company_imo") == ("5342883",)
    assert body.numbers("imo", certain=False) == ()
    assert body.addresses == ("Vladivostok, Russia",)
    assert body.numbers("duns") == ("52-024-2307",)
    assert body.owners == ("EXAMPLE HOLDING S.A.",)
    assert (entries["104"].kind, entries["104"].owners) == ("aircraft", ("EXAMPLE AIR",))
    assert entries["106"].remarks is None


def test_comments_continue_inside_a_word(entries: dict[str, Designation]) -> None:
    """sdn_comments.csv continues the remarks where they were cut, even inside a quote."""
    person = entries["107"]
    assert [name.text for name in person.names] == ["LONG, Remark", "blackjohn", "second"]
    assert person.owners == ("LAZARUS EXAMPLE",)


def test_only_the_same_prefix_belongs_together(data: Path) -> None:
    """2021-08.alt.csv stands beside 2021-07.sdn.csv and is not its own."""
    found = load_lists(data / "ofac-dated" / "2021-07.sdn.csv")
    entry = found.subject("us-ofac-sdn:106")
    assert entry is not None
    assert [name.text for name, _ in entry.names()] == ["NO REMARKS CO.", "ALIAS OF JULY"]
    assert found.versions[0].files == ("2021-07.sdn.csv", "2021-07.alt.csv")


def test_header_that_lies(data: Path) -> None:
    """A copy saved again has a header whose `Country` is the programme; position decides."""
    found = load_lists(data / "ofac-header" / "2023-01.sdn.with-header.csv")
    entry = found.subject("us-ofac-sdn:106")
    assert len(found.designations) == 6
    assert entry is not None
    assert entry.designations[0].programmes == ("CUBA",)
    assert entry.designations[0].addresses == ("Havana, Cuba",)
    assert "aliases other than weak ones are missing" in (found.versions[0].notice or "")


def test_missing_end_mark_is_said(data: Path, tmp_path: Path) -> None:
    """A file cut between two rows looks whole; only the missing 0x1A tells."""
    whole = (data / "ofac" / "sdn.csv").read_bytes()
    assert load_lists(data / "ofac" / "sdn.csv").versions[0].notice is not None
    assert "0x1A" not in (load_lists(data / "ofac" / "sdn.csv").versions[0].notice or "")
    (tmp_path / "sdn.csv").write_bytes(whole[: whole.rindex(b"107,")])
    assert "0x1A is missing" in (load_lists(tmp_path / "sdn.csv").versions[0].notice or "")


@pytest.mark.parametrize("role", ["alt", "add", "sdn_comments"])
def test_sibling_alone(data: Path, role: str) -> None:
    """A sibling given as a list says that it needs its sdn file."""
    with pytest.raises(ListParseError, match="needs its sdn file") as caught:
        load_lists(data / "ofac" / f"{role}.csv")
    assert "same prefix" in (caught.value.hint or "")


def test_upper_case_names(data: Path, tmp_path: Path) -> None:
    """The names OFAC itself uses, SDN.CSV and ALT.CSV, belong together."""
    for name in ("sdn", "alt", "add", "sdn_comments"):
        shutil.copy(data / "ofac" / f"{name}.csv", tmp_path / f"{name.upper()}.CSV")
    (version,) = load_lists(tmp_path / "SDN.CSV").versions
    assert len(version.files) == 4


def test_list_follows_from_the_programmes(data: Path, tmp_path: Path) -> None:
    """The same format holds the non-SDN list; its programmes tell."""
    text = (data / "ofac" / "sdn.csv").read_text().replace('"CUBA"', '"NS-PLC"')
    (tmp_path / "anything.csv").write_text(text)
    assert load_lists(tmp_path / "anything.csv").versions[0].name == "us-ofac-cons"


ROW = '106,"NO REMARKS CO.",-0- ,"CUBA",' + ",".join(["-0- "] * 8)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f"{ROW}\r\n107,one,two\r\n", r"sdn\.csv:2: 3 fields, an sdn file has 12"),
        (f"{ROW}\r\n{ROW},more\r\n", r"sdn\.csv:2: 13 fields"),
        (f'{ROW}\r\n107,"never closed,-0- \r\n', r"sdn\.csv:2: .*never closed"),
        (f"{ROW}\r\n{ROW.replace('106', 'x06')}\r\n", r"sdn\.csv:2: 'x06' is not the number"),
        (f"{ROW}\r\n{ROW}\r\n", "same reference stands twice: us-ofac-sdn:106"),
        (f"{ROW}\r\n\x1a\r\n{ROW}\r\n", r"sdn\.csv:3: rows after the end mark"),
        (f"{ROW}\r\n107,NUL\x00,-0- \r\n", r"sdn\.csv:2: a NUL byte \(byte "),
    ],
)
def test_broken_file(tmp_path: Path, content: str, message: str) -> None:
    """A file with one bad row gives nothing, and the error names the line."""
    (tmp_path / "sdn.csv").write_bytes(content.encode())
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "sdn.csv")


def test_undecodable_bytes(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are named with line and byte offset."""
    head = f"{ROW}\r\n".encode()
    (tmp_path / "sdn.csv").write_bytes(head + b"107,CAF\xc9,-0- \r\n")
    with pytest.raises(ListParseError, match=rf"sdn\.csv:2: .*0xc9 at byte {len(head) + 7}"):
        load_lists(tmp_path / "sdn.csv")


def test_entry_without_a_name_is_counted(tmp_path: Path) -> None:
    """An entry without a name cannot be matched: it is left out, counted and logged."""
    nameless = ROW.replace("106", "107").replace('"NO REMARKS CO."', "-0- ")
    (tmp_path / "sdn.csv").write_text(f"{ROW}\r\n{nameless}\r\n")
    (version,) = load_lists(tmp_path / "sdn.csv").versions
    assert (version.refused, version.counts) == (1, {"organisation": 1})


@pytest.mark.parametrize(
    ("remarks", "dates", "names"),
    [
        ("DOB 1957; a.k.a. 'A; B'; POB Nampo.", ["1957"], ["A; B"]),
        ("a.k.a. 'X'; DOB 1957 to 1959.", ["1957/1959"], ["X"]),
        ("See Section 11 of Executive Order 14024.; DOB Jul 1957.", ["1957-07"], []),
        ("(a.k.a. 'X')", [], ["X"]),
        ("DOBRI DOL; POBEDA", [], []),
    ],
)
def test_remarks(remarks: str, dates: list[str], names: list[str]) -> None:
    """A part begins a field only by its label; a quoted name may hold a semicolon."""
    draft = Draft("person")
    read_remarks(remarks, draft)
    assert (draft.birth_dates, list(draft.names)) == (dates, names)
