"""The Swiss list: history, parts of names, places by number."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Designation, Identifier, Name


def _entries(path: Path) -> dict[str, Designation]:
    return {item.reference: item for item in load_lists(path).designations}


@pytest.fixture(name="path")
def _path(data: Path) -> Path:
    return data / "seco" / "consolidated-list.xml"


def test_version(path: Path) -> None:
    """The list's own date is read; a target without a name is refused and counted."""
    (version,) = load_lists(path).versions
    assert (version.name, version.format) == ("ch-seco", "seco-xml")
    assert (version.published, version.refused) == ("2026-08-27", 1)
    assert version.counts == {"person": 1, "vessel": 1, "organisation": 1}


def test_person(path: Path) -> None:
    """Parts of a name follow their numbers; spellings join only within one script."""
    person = _entries(path)["9001"]
    assert person.names == (
        Name("Han Sol-mae", "primary", "latin", "surname_first"),
        Name("한 설매", "primary", "hangul", "surname_first"),
        Name("Hahn Sol-mae", "alias", "latin", "surname_first"),
        Name("Sol", "weak", "latin"),
        Name("Kim Sol-mae", "former", "latin"),
        Name("Ким Соль Мэ", "former", "cyrillic"),
        Name("Sol Hanna", "alias", "latin"),
    )
    assert (person.id, person.authority, person.status) == ("ch-seco:9001", "CH", "designated")
    assert person.programmes == ("North Korea",)
    act = "Ordinance of 18 May 2016 on measures against North Korea (SR 946.231.127.6)"
    assert person.legal_basis == (f"{act}, Annex 1", f"{act}, Annex 6")
    assert person.birth_places == ("Chongjin, North Korea",)
    assert person.addresses == ("1 Example Street, Pyongyang, North Korea",)
    assert person.nationalities == ("KP", "CN")
    assert person.titles == ("Dr",)
    assert person.same_as == ("un-sc:KPi.901",)
    assert person.owners == ("Example Mining Trading",)
    assert set(person.identifiers) == {
        Identifier("passport", "836110999", "KP"),
        Identifier("email", "a@example.invalid"),
    }
    assert person.remarks is not None
    assert person.remarks.startswith("Invented for a test.")


def test_birth_dates(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Partial dates stay partial; other calendars and impossible days are told in the log."""
    with caplog.at_level(logging.WARNING, "xref.lists"):
        person = _entries(path)["9001"]
    assert person.birth_dates == ("1954-09-18", "1955-07")
    assert "Islamic" in caplog.text
    assert "'1956'" in caplog.text
    assert _entries(path)["9002"].birth_dates == ()


def test_history(path: Path) -> None:
    """The newest modification counts, by its day; what it repeats of the past is not read."""
    entries = _entries(path)
    assert "Wrong Old Name" not in {name.text for name in entries["9001"].names}
    assert (entries["9001"].status, entries["9001"].listed_on) == ("designated", "2016-05-18")
    body, ship = entries["9002"], entries["9003"]
    assert (body.status, body.listed_on, body.delisted_on) == (
        "delisted", "2017-10-01", "2025-06-20",
    )  # fmt: skip
    assert (ship.status, ship.listed_on, ship.delisted_on) == ("designated", "2018-01-01", None)


def test_ship(path: Path) -> None:
    """A ship's number and flag stand in other information."""
    ship = _entries(path)["9003"]
    assert (ship.kind, ship.imo, ship.flags) == ("vessel", "9074729", ("KM",))
    assert [name.text for name in ship.names] == ["Example Star", "Example Sun 2"]
    assert _entries(path)["9002"].numbers("registration") == ("1025403641900",)


def test_amendment(path: Path, tmp_path: Path) -> None:
    """A file of changes says that it is not the whole list."""
    text = path.read_text(encoding="utf-8").replace("whole-list", "amendment", 1)
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    (version,) = load_lists(tmp_path / "a.xml").versions
    assert "not the whole list" in (version.notice or "")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('<target ssid="9002">', "<target>", "a target without an ssid"),
        ('<target ssid="9002">', '<target ssid="9001">', "the same reference stands twice"),
        ("</swiss-sanctions-list>", "", "not whole XML"),
        ("<swiss-sanctions-list", "<!DOCTYPE x>\n<swiss-sanctions-list", "DOCTYPE"),
    ],
)
def test_broken_file(path: Path, tmp_path: Path, old: str, new: str, message: str) -> None:
    """A broken or hostile file gives nothing."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "a.xml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "a.xml")


def test_no_targets(path: Path, tmp_path: Path) -> None:
    """A list without targets is refused."""
    text = path.read_text(encoding="utf-8")
    cut = text[: text.index("<target")] + "</swiss-sanctions-list>"
    (tmp_path / "a.xml").write_text(cut, encoding="utf-8")
    with pytest.raises(ListParseError, match="no designation in it"):
        load_lists(tmp_path / "a.xml")
