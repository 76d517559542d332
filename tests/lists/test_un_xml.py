"""The consolidated list of the UN Security Council."""

from __future__ import annotations

from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Identifier, Name


def test_individual(data: Path) -> None:
    """Names are joined as printed, apostrophes kept; a blank quality is unknown, not good."""
    found = load_lists(data / "un" / "consolidated.xml")
    person = next(item for item in found.designations if item.reference == "KPi.901")
    assert person.names == (
        Name("HAN SO'L MAE", "primary", "latin"),
        Name("한설매", "primary", "hangul"),
        Name("Han So’l-mae", "alias", "latin"),
        Name("Sol", "weak", "latin"),
        Name("Han Seol Mae", "unknown", "latin"),
        Name("Han Sul Mae", "unknown", "latin"),
    )
    assert (person.id, person.authority, person.kind) == ("un-sc:KPi.901", "UN-SC", "person")
    assert person.programmes == ("DPRK",)
    assert person.listed_on == "2016-03-02"
    assert person.birth_dates == ("1954-09-18", "1955/1957", "1958")
    assert person.birth_places == ()
    assert person.nationalities == ("KP",)
    assert person.titles == ("Director of the Example Bureau",)
    assert person.identifiers == (
        Identifier("passport", "381310999", "KP"),
        Identifier("national_id", "77"),
    )


def test_entity_and_version(data: Path) -> None:
    """Aliases of entities are marked a.k.a. or f.k.a.; quotes around them are taken off."""
    found = load_lists(data / "un" / "consolidated.xml")
    body = next(item for item in found.designations if item.kind == "organisation")
    assert [(name.text, name.quality) for name in body.names] == [
        ("EXAMPLE MINING TRADING CORPORATION", "primary"),
        ("EMTC", "alias"),
        ("Example Sinyong", "former"),
    ]
    (version,) = found.versions
    assert version.published == "2026-02-27"
    assert version.counts == {"person": 2, "organisation": 1}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<REFERENCE_NUMBER>KPe.903</REFERENCE_NUMBER>", "", "without a REFERENCE_NUMBER"),
        ("KPe.903", "KPi.901", "the same reference stands twice: un-sc:KPi.901"),
        ("</CONSOLIDATED_LIST>", "", "not whole XML"),
        ("<CONSOLIDATED_LIST", "<!DOCTYPE x>\n<CONSOLIDATED_LIST", "DOCTYPE"),
        ("<INDIVIDUALS>", "<INDIVIDUALS>\x07", "not whole XML"),
    ],
)
def test_broken_file(data: Path, tmp_path: Path, old: str, new: str, message: str) -> None:
    """A broken or hostile file gives nothing."""
    text = (data / "un" / "consolidated.xml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "un.xml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "un.xml")


def test_entry_without_a_name(data: Path, tmp_path: Path) -> None:
    """An entry without a name is left out and counted."""
    text = (data / "un" / "consolidated.xml").read_text(encoding="utf-8")
    (tmp_path / "un.xml").write_text(text.replace("NO ALIAS", " "), encoding="utf-8")
    (version,) = load_lists(tmp_path / "un.xml").versions
    assert (version.refused, version.counts["person"]) == (1, 1)
