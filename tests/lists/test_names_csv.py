"""A user's own watch-list."""

from __future__ import annotations

from pathlib import Path

import pytest

from xref.errors import ListFormatError, ListParseError
from xref.lists import load_lists
from xref.lists.references import make_reference


def test_watch_list(data: Path) -> None:
    """Columns are found by what they mean; the stem is the name of list and authority."""
    found = load_lists(data / "names" / "watch-list.csv")
    by_name = {item.name: item for item in found.designations}
    person, ship, body = (by_name[n] for n in ("Han Sol Mae", "Example Star 3", "Example Co."))
    assert (person.id, person.list, person.authority) == (
        "watch-list:A1",
        "watch-list",
        "watch-list",
    )
    assert [(n.text, n.quality) for n in person.names] == [
        ("Han Sol Mae", "primary"),
        ("Han Solmae", "alias"),
        ("Han So'l-mae", "alias"),
    ]
    assert (person.kind, person.birth_dates, person.nationalities) == (
        "person",
        ("1957-07-27",),
        ("KP",),
    )
    assert (ship.kind, ship.imo, ship.flags, ship.reference) == (
        "vessel",
        "9074729",
        ("RU",),
        "IMO9074729",
    )
    assert (body.kind, body.nationalities) == ("organisation", ())
    assert [n.text for n in body.names] == ["Example Co.", "A", "B"]
    assert found.versions[0].notice == "cells that could not be read and are left empty: country 1"


def test_two_people_of_one_name_stay_two(data: Path) -> None:
    """Two rows of one name are two entries and two subjects; the second is numbered."""
    found = load_lists(data / "names" / "watch-list.csv")
    both = [item for item in found.subjects if item.name == "Kim Yong Chol"]
    reference = make_reference("Kim Yong Chol")
    assert [item.id for item in both] == [f"watch-list:{reference}", f"watch-list:{reference}-2"]
    assert [item.designations[0].birth_dates for item in both] == [("1962",), ("1946",)]


def test_file_of_names(data: Path) -> None:
    """Without a header, each line is a name; without a kind, it is a person's."""
    found = load_lists(data / "names" / "plain.txt")
    assert [(i.name, i.kind, i.list) for i in sorted(found.designations, key=lambda i: i.name)] == [
        ("EXAMPLE, Name", "person", "plain"),
        ("Han Sol Mae", "person", "plain"),
        ("한설매", "person", "plain"),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separators(tmp_path: Path, mark: str) -> None:
    """Commas, semicolons and tabs are told from the header."""
    (tmp_path / "w.csv").write_text(f"name{mark}kind\nKum Ya{mark}vessel\n")
    assert [i.kind for i in load_lists(tmp_path / "w.csv").designations] == ["vessel"]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("name,kind\nA B,person\nC D\nE F,person,more\n", ["line 3: 1 fields", "line 4: 3 fields"]),
        ("name,kind\n,person\n", ["line 2: no name"]),
        ("name,kind\n...,person\n", ["line 2: no name"]),
        ("name,imo\nKum Ya,12\n", ["line 2: IMO number '12' has no seven digits"]),
        ("name,status\nA B,listed\n", ["line 2: status 'listed' is none of"]),
        ("name,id\nA B,1\nC D,1\n", ["line 3: reference '1' stands also in line 2"]),
        ("name,full name\nA B,C D\n", ["line 1: columns 'name' and 'full name' both mean name"]),
        ('name,kind\n"two\nlines",person\nC D\n', ["line 4: 1 fields"]),
    ],
)
def test_bad_lines(tmp_path: Path, content: str, lines: list[str]) -> None:
    """A file with a bad line is refused whole, and every bad line is named."""
    (tmp_path / "w.csv").write_text(content)
    with pytest.raises(ListParseError) as caught:
        load_lists(tmp_path / "w.csv")
    assert all(line in caught.value.message for line in lines)
    assert f"{len(lines)} bad lines" in caught.value.message


def test_at_most_twenty_lines_are_named(tmp_path: Path) -> None:
    """A file of 50 bad lines names the first 20 and says how many more there are."""
    (tmp_path / "w.csv").write_text("name,kind\n" + "only a name\n" * 50)
    with pytest.raises(ListParseError, match="50 bad lines") as caught:
        load_lists(tmp_path / "w.csv")
    assert caught.value.message.count("line ") == 20
    assert caught.value.message.endswith("and 30 more")


def test_empty_table(tmp_path: Path) -> None:
    """A header alone is an empty list, which would clear everybody."""
    (tmp_path / "w.csv").write_text("name,kind\n")
    with pytest.raises(ListParseError, match="no designation in it"):
        load_lists(tmp_path / "w.csv")


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n",
        "KIM, Yong Bok\nRI, Chang Ho\n",
        "# A heading\n\nSome words.\n",
        '{"name": "Kum Ya"}\n',
        "It was reported on Monday that " + "the ship left port " * 20 + "\n",
    ],
)
def test_not_a_list_of_names(tmp_path: Path, content: str) -> None:
    """A table without a name column, prose and JSON are no lists of names."""
    (tmp_path / "x.txt").write_text(content)
    with pytest.raises(ListFormatError, match="no reader knows"):
        load_lists(tmp_path / "x.txt")
