"""Australia's Consolidated List, with its old and its new columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.errors import ListFormatError, ListParseError
from xref.lists import load_lists
from xref.lists.readers.dfat_text import dates_of, parts_of
from xref.model import Designation, Identifier, Lists, Name


def _by_id(lists: Lists) -> dict[str, Designation]:
    return {item.reference: item for item in lists.designations}


def test_person(data: Path) -> None:
    """Rows 101, 101a, 101b are one target; the old columns mark no alias."""
    person = _by_id(load_lists(data / "dfat" / "old.csv"))["101"]
    assert (person.id, person.authority, person.kind) == ("au-dfat:101", "AU", "person")
    assert person.names == (
        Name("HAN Sol Mae", "primary"),
        Name("한설매", "primary", "hangul"),
        Name("Han Seol Mae", "unknown"),
    )
    assert person.birth_dates == ("1963-04-30", "1960", "1958/1959"), "day first, of all rows"
    assert person.birth_places == ("Hamhung, DPRK", "Sinuiju, DPRK")
    assert person.nationalities == ("KP", "RU")
    assert person.titles == ("General", "Hero", "Director of the Example Bureau", "Deputy")
    assert person.identifiers == (
        Identifier("passport", "654420999"),
        Identifier("passport", "836199999"),
    )
    assert (person.programmes, person.listed_on) == (("1718 (DPRK)",), "2016-03-02")
    assert person.addresses == (), "NA is no address"


def test_body_whose_rows_are_interrupted(data: Path) -> None:
    """A row that comes later joins its target; instruments and addresses are read."""
    by_id = _by_id(load_lists(data / "dfat" / "old.csv"))
    body = by_id["102"]
    assert [(name.text, name.quality) for name in body.names] == [
        ("Example Shipping Company", "primary"),
        ("Example Lines", "unknown"),
        ("Old Example Lines", "former"),
        ("Example Shipping Ltd", "unknown"),
    ]
    assert body.addresses == ("1 Harbour Street, Nampo", "2 Pier Street, Nampo")
    assert body.legal_basis == (
        "Autonomous Sanctions (Designated Persons and Entities and Declared Persons—Russia and"
        " Ukraine) Amendment (No. 99) Instrument 2031",
    )
    assert body.listed_on is None
    assert body.identifiers == (), "a ship's number in the text is not the company's"


def test_absurd_values(data: Path) -> None:
    """2957 is no birth date; a formula is kept as text; a citizenship nobody knows is told."""
    lists = load_lists(data / "dfat" / "old.csv")
    man = _by_id(lists)["103"]
    assert man.birth_dates == ("1961-03-01", "1960-06-16")
    assert man.names[1].text == '=HYPERLINK("http://example.org","Han Older")'
    assert man.nationalities == ()
    assert "Kuwaiti citizenship withdrawn in 2002" in (man.remarks or "")
    assert man.listed_on == "2012-03-02"
    (version,) = lists.versions
    assert (version.refused, version.published) == (1, "2024-11-11")


def test_new_columns(data: Path) -> None:
    """Strength of aliases, IMO numbers, instruments and measures have columns of their own."""
    by_id = _by_id(load_lists(data / "dfat" / "new.csv"))
    ship, blank, person = by_id["8401"], by_id["8402"], by_id["101"]
    assert (ship.kind, ship.imo, ship.listed_on) == ("vessel", "9074729", "2031-06-18")
    assert [name.quality for name in ship.names] == ["primary", "alias"]
    assert ship.legal_basis == ("Autonomous Sanctions (Designated Vessels) Instrument 2031",)
    assert "Measures: Maritime restriction" in (ship.remarks or "")
    assert blank.kind == "vessel", "a blank type with an IMO number"
    assert blank.imo is None, "its check digit is wrong"
    assert [name.quality for name in person.names] == ["primary", "weak", "unknown"]
    assert "Measures: Targeted financial sanction, Travel ban" in (person.remarks or "")
    assert "Arms" not in (person.remarks or "")
    assert by_id["8403"].numbers("company_imo") == ("5342883",)


def test_reference_used_for_two_targets(data: Path) -> None:
    """A number that comes back with a primary name of its own is another target."""
    lists = load_lists(data / "dfat" / "new.csv")
    other = _by_id(lists)["101-2"]
    assert [name.text for name in other.names] == ["Another Man", "Another Alias"]
    assert lists.versions[0].refused == 1, "the row without a reference"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("103a1,", "abc,"), r":13: reference 'abc' has no number"),
        (lambda text: text + "9,a,Individual" + "," * 20 + "x\n", r":\d+: 23 fields"),
        (lambda text: text + '"open', "never closed"),
        (lambda text: text.split("\n", 1)[0] + "\n", "no designation in it"),
        (lambda text: text.replace("Han Old,", "Han \x00Old,"), "a NUL byte"),
    ],
)
def test_broken_file(
    data: Path, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    """A broken table gives nothing, and the error names the line."""
    text = (data / "dfat" / "old.csv").read_text(encoding="utf-8")
    assert change(text) != text
    (tmp_path / "au.csv").write_text(change(text), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "au.csv")


def test_other_columns_are_not_this_list(data: Path, tmp_path: Path) -> None:
    """A table without Committees is another one."""
    text = (data / "dfat" / "old.csv").read_text(encoding="utf-8")
    (tmp_path / "au.csv").write_text(text.replace("Committees", "Clubs"), encoding="utf-8")
    with pytest.raises(ListFormatError):
        load_lists(tmp_path / "au.csv")


@pytest.mark.parametrize(
    ("cell", "dates"),
    [
        ("1977-11-21", ("1977-11-21",)),
        ("22 Oct. 1974\xa0", ("1974-10-22",)),
        ("a) Approximately 1955- 1958 b) Approximately 1945-1950", ("1955/1958", "1945/1950")),
        ("c. 1946 or 1949 or 1960", ("1946", "1949", "1960")),
        ("Approximately 1963, b) Approximately 1955", ("1963", "1955")),
        ("28 May 1984; 3 Dec 1979; 3 March 1979 (from\nfalse passport)",
         ("1984-05-28", "1979-12-03", "1979-03-03")),
        ("5/06/1953   15/06/1953", ("1953-06-05", "1953-06-15")),
        ("29-Aprl-1967", ("1967-04-29",)),
        ("a) 19-Dec-1992; \nb) 12-Dec-1992", ("1992-12-19", "1992-12-12")),
        ("12. Sep 1974", ("1974-09-12",)),
        ("May 2, 1971", ("1971-05-02",)),
        ("1970/1971", ("1970", "1971")),
        ("8 October 1970 or 1 January 1970", ("1970-10-08", "1970-01-01")),
        ("04/24/1970", ("1970-04-24",)),
        ("7/1950", ("1950-07",)),
        ("10/061962", ()),
        ("31/02/1957", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_dates_in_words(cell: str, dates: tuple[str, ...]) -> None:
    """Dates stand day first, several in a cell."""
    assert dates_of(cell) == dates


@given(st.text(max_size=80))
def test_free_text_never_breaks(cell: str) -> None:
    """Any cell gives real dates and parts that stand in it."""
    for day in dates_of(cell):
        assert 4 <= len(day) <= 21
    for part in parts_of(cell):
        assert part == part.strip()


_DAYS = st.dates(min_value=date(1851, 1, 1), max_value=date(2049, 12, 31))


@given(st.lists(_DAYS, min_size=1, max_size=5, unique=True))
def test_every_lettered_day_is_read(days: list[date]) -> None:
    """Lettered days of any number are all read, in order."""
    cell = " ".join(f"{chr(97 + place)}) {day:%d/%m/%Y}" for place, day in enumerate(days))
    assert dates_of(cell) == tuple(day.isoformat() for day in days)
