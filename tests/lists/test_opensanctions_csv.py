"""OpenSanctions' targets.simple.csv."""

from __future__ import annotations

from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists


def test_targets(data: Path) -> None:
    """Kinds, numbers and countries follow the schema; aliases carry no mark of quality."""
    found = load_lists(data / "opensanctions" / "targets.simple.csv")
    by_id = {item.reference: item for item in found.designations}
    ship, company, person = by_id["NK-ship"], by_id["NK-company"], by_id["NK-person"]
    assert (ship.kind, ship.imo) == ("vessel", "9074729")
    assert ship.former_flags == ("LR", "PA")
    assert [(n.text, n.quality, n.script) for n in ship.names] == [
        ("EXAMPLE SUN", "primary", "latin"),
        ("Old Sun", "unknown", "latin"),
        ("Солнце", "unknown", "cyrillic"),
    ]
    assert (company.kind, company.imo) == ("organisation", None)
    assert company.numbers("company_imo") == ("5342883",)
    assert person.birth_dates == ("1957-07-27", "1958")
    assert person.nationalities == ("KP", "RU")
    assert by_id["NK-thing"].kind == "organisation"
    assert found.versions[0].published == "2026-03-13"
    assert "CC-BY-NC" in (found.versions[0].notice or "")


@pytest.mark.parametrize(
    ("reference", "status", "why"),
    [
        ("NK-ship", "reported", "two quotes are a blank cell"),
        ("NK-company", "designated", "a sanction is printed"),
        ("NK-person", "designated", "one of two datasets designates"),
        ("NK-gur", "reported", "a description by a body that does not designate"),
        ("NK-thing", "designated", "a dataset nobody knows, with a sanction"),
    ],
)
def test_status(data: Path, reference: str, status: str, why: str) -> None:
    """A target is designated only if a body that designates says so."""
    found = load_lists(data / "opensanctions" / "targets.simple.csv")
    entry = found.subject(f"opensanctions:{reference}")
    assert entry is not None
    assert entry.status == status, why


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text + '"NK-short","Person","X"\n', r":8: 3 fields, the header has 16"),
        (lambda text: text.replace('"NK-ship"', '""'), "a row without an id"),
        (lambda text: text.replace('"NK-ship"', '"NK-gur"'), "the same reference stands twice"),
        (lambda text: text + '"NK-open', "never closed"),
    ],
)
def test_broken_file(data: Path, tmp_path: Path, change: object, message: str) -> None:
    """A row that cannot be read refuses the whole file, with its line."""
    text = (data / "opensanctions" / "targets.simple.csv").read_text(encoding="utf-8")
    assert callable(change)
    (tmp_path / "t.csv").write_text(change(text), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "t.csv")
