"""Canada's autonomous sanctions list, before and after its tags became bilingual."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.errors import ListError, ListParseError
from xref.lists import load_lists
from xref.lists.readers.sema_aliases import alias_names
from xref.model import Designation, Identifier, Name


def _entry(path: Path, name: str) -> Designation:
    return next(item for item in load_lists(path).designations if item.name == name)


def test_both_schemas_are_equal(data: Path) -> None:
    """The bilingual tags of mid-2025 give the same designations."""
    old = load_lists(data / "sema" / "old.xml")
    new = load_lists(data / "sema" / "bilingual.xml")
    assert old.designations == new.designations
    for found in (old, new):
        (version,) = found.versions
        assert (version.name, version.format, version.refused) == ("ca-sema", "sema-xml", 1)
        assert version.counts == {"person": 3, "vessel": 1, "organisation": 1}


def test_person(data: Path) -> None:
    """Names stand as they are said; the country is the regulation's, and no nationality."""
    person = _entry(data / "sema" / "old.xml", "Ivan Ivanovich PRIMEROV")
    assert person.id == "ca-sema:Russia, schedule 1, Part 1, item 7"
    assert person.names == (
        Name("Ivan Ivanovich PRIMEROV", "primary", "latin", "surname_last"),
        Name("Ivan Primeroff", "unknown", "latin"),
        Name("Vanya Primerov", "unknown", "latin"),
        Name("Иван Иванович ПРИМЕРОВ", "unknown", "cyrillic"),
        Name("Іван Іванович ПРИМЕРОВ", "unknown", "cyrillic"),
    )
    # 31801 is how a spreadsheet numbers that day.
    assert person.birth_dates == ("1987-01-24",)
    assert (person.programmes, person.nationalities) == (("Russia",), ())
    assert (person.authority, person.listed_on) == ("CA", "2022-02-28")
    assert person.titles == ("Major General/major-général",)


def test_ship_and_body(data: Path) -> None:
    """A year of building is no birth date; a French name is a name of its own."""
    found = load_lists(data / "sema" / "bilingual.xml")
    ship = next(item for item in found.designations if item.kind == "vessel")
    assert ship.id == "ca-sema:Russia, schedule 1.1, item 7"
    assert ship.identifiers == (Identifier("imo", "9074729"),)
    assert (ship.birth_dates, ship.remarks) == ((), "Year built: 2004")
    assert ship.vessel_type == "General Cargo / Multi Purpose"
    body = next(item for item in found.designations if item.kind == "organisation")
    assert [(name.text, name.quality) for name in body.names] == [
        ("Example Navy", "primary"),
        ("Force navale exemple", "primary"),
        ('Завод "Пример", ООО', "unknown"),
        ("Example Plant", "unknown"),
        ("EP Works", "unknown"),
    ]


def test_regulations_and_dates(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Two dates with `or` are both kept; a date in words is told in the log."""
    with caplog.at_level(logging.WARNING, "xref.lists"):
        victim = _entry(data / "sema" / "old.xml", "Solo")
    act = "Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR)"
    assert victim.reference == f"{act}, item 7"
    assert victim.legal_basis == (act,)
    assert victim.birth_dates == ("1963", "1964")
    assert victim.names == (Name("Solo", "primary", "latin"),)
    assert _entry(data / "sema" / "old.xml", "Example Vague").birth_dates == ()
    assert "no birth date: 'born in the early 1970s'" in caplog.text


@pytest.mark.parametrize(
    ("printed", "person", "names"),
    [
        ("BIDEVKA, BIDIOVKA", True, ("BIDEVKA", "BIDIOVKA")),
        ("Petrov, Ivan", True, ("Petrov, Ivan",)),
        ("(Иван Петров / Іван Петров", True, ("Иван Петров", "Іван Петров")),
        ("Anna Petrova or Anna Ivanova", True, ("Anna Petrova", "Anna Ivanova")),
        ("Anna or Hanna Petrova", True, ("Anna or Hanna Petrova",)),
        ("Министерство культуры, спорта и туризма", False, None),
        ("Акционерное общество or АО «Пример»", False, None),
        ("AIO Ltd., AIO Trading and AIO", False, None),
        ("One Co, Two Trading, Three Plant", False, ("One Co", "Two Trading", "Three Plant")),
        ("Example Bank   Arabic: بنك", False, ("Example Bank", "بنك")),
        ("", True, ()),
    ],
)
def test_aliases(printed: str, person: bool, names: tuple[str, ...] | None) -> None:
    """Free text is taken apart only where each part is surely a whole name."""
    assert alias_names(printed, person=person) == ((printed,) if names is None else names)


@given(st.text(max_size=80), st.booleans())
def test_no_letter_of_an_alias_is_lost(printed: str, person: bool) -> None:
    """Whatever the text, its words are kept, but for joining words and repetitions."""
    kept = " ".join(alias_names(printed, person=person))
    for word in printed.replace(";", " ").replace(",", " ").replace("/", " ").split():
        bare = word.strip("()،")
        assert bare in kept or bare.lower() in {"or", "and"} or ":" in printed


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<Item>12</Item>", "", "a record without Country or Item"),
        ("<Item>12</Item>", "<Item>12</Item", "not whole XML"),
        ("</data-set>", "", "not whole XML"),
        ("<data-set", "<!DOCTYPE x>\n<data-set", "DOCTYPE"),
        ("<Schedule>1.1<", "<Schedule>1, Part 1<", "the same reference stands twice"),
    ],
)
def test_broken_file(data: Path, tmp_path: Path, old: str, new: str, message: str) -> None:
    """A broken or hostile file gives nothing."""
    text = (data / "sema" / "old.xml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "ca.xml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "ca.xml")


def test_another_data_set(tmp_path: Path) -> None:
    """A `data-set` of anything else is not taken for this list."""
    (tmp_path / "x.xml").write_text("<data-set><record><Name>A</Name></record></data-set>")
    with pytest.raises(ListError, match="no reader knows"):
        load_lists(tmp_path / "x.xml")
