"""SDN_ENHANCED.XML and CONS_ENHANCED.XML: lists by filter, delta files, odd entities."""

from __future__ import annotations

from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Designation, Identifier

NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
)
FILTER = '<sanctionsLists><sanctionsList refId="1550">SDN List</sanctionsList></sanctionsLists></f'
SECTORAL = (
    '<sanctionsList refId="1" id="1" datePublished="2014-07-16">Sectoral Sanctions '
    'Identifications List</sanctionsList>'
    '<sanctionsList refId="2" id="2" datePublished="2014-01-01">Consolidated List</sanctionsList>'
)  # fmt: skip


@pytest.fixture(scope="module")
def text(data: Path) -> str:
    """Return the fixture of six entries."""
    return (data / "ofac-four" / "sdn_enhanced.xml").read_text()


def load(folder: Path, text: str) -> dict[str, Designation]:
    """Load a text as a file and return its entries by reference."""
    (folder / "any.xml").write_text(text)
    return {item.reference: item for item in load_lists(folder / "any.xml").designations}


def test_version(data: Path) -> None:
    """The date and the list are those of the file."""
    (version,) = load_lists(data / "ofac-four" / "sdn_enhanced.xml").versions
    assert (version.name, version.format) == ("us-ofac-sdn", "ofac-enhanced")
    assert (version.published, version.refused) == ("2026-11-20", 0)


def test_list_is_told_by_the_filter(text: str, tmp_path: Path) -> None:
    """A file of the Consolidated List holds entries that are on the SDN list too."""
    both = text.replace(
        '<sanctionsList refId="1550" id="203"',
        f'{SECTORAL}<sanctionsList refId="1550" id="203"',
    )
    assert FILTER in both
    other = both.replace(FILTER, FILTER.replace("SDN List", "Consolidated List"))
    body = load(tmp_path, other)["203"]
    # The Consolidated List collects others: its date counts only where there is no other.
    assert (body.id, body.listed_on) == ("us-ofac-cons:203", "2014-07-16")
    assert load(tmp_path, both)["203"].listed_on == "2022-05-08"


def test_without_a_filter_each_entry_tells(text: str, tmp_path: Path) -> None:
    """A file of both lists: an entry on the SDN list is of the SDN list."""
    changed = text.replace(FILTER, "</f").replace(
        'id="206" datePublished="2017-10-03">SDN List',
        'id="206" datePublished="2017-10-03">FSE List',
    )
    found = load(tmp_path, changed)
    assert (found["201"].list, found["206"].list) == ("us-ofac-sdn", "us-ofac-cons")
    assert found["206"].listed_on == "2017-10-03"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<entity id="201">', '<entity id="201" action="add">'),
        (NAMESPACE, "https://www.treasury.gov/ofac/DeltaFile/1.0"),
    ],
)
def test_delta_file(text: str, tmp_path: Path, old: str, new: str) -> None:
    """A file of changes has the same elements, and would clear everybody not in it."""
    (tmp_path / "any.xml").write_text(text.replace(old, new))
    with pytest.raises(ListParseError, match="a delta file"):
        load_lists(tmp_path / "any.xml")


def test_name_from_its_parts(text: str, tmp_path: Path) -> None:
    """Without the printed name it is joined as OFAC does."""
    changed = text.replace("formattedFullName", "someOtherName")
    before, after = load(tmp_path, text), load(tmp_path, changed)
    assert {number: item.names for number, item in before.items()} == {
        number: item.names for number, item in after.items()
    }


def test_birth_date_from_its_bounds(text: str, tmp_path: Path) -> None:
    """Without the printed value the bounds tell."""
    changed = text.replace("<value>1961 to 1963</value>", "").replace("<value>Jul 1965</value>", "")
    assert load(tmp_path, changed)["205"].birth_dates == ("1961/1963", "1965-07")


def test_invalid_document(text: str, tmp_path: Path) -> None:
    """A document marked not valid is kept and decides nothing."""
    changed = text.replace("<isValid>true<", "<isValid>false<")
    found = load(tmp_path, changed)
    assert found["201"].identifiers == (Identifier("passport", "654420999", "KP", certain=False),)
    assert (found["202"].imo, found["202"].numbers("imo", certain=False)) == (None, ("9074729",))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('<entity id="202">', '<entity id="201">', "the same reference stands twice"),
        ('<entity id="202">', '<entity id="">', "an entity with the id ''"),
        ('<entityType refId="600">Vessel</entityType>', "", "entity 202 has no entityType"),
        ("<entities>", "<entitiez>", "not whole XML"),
    ],
)
def test_broken_file(text: str, tmp_path: Path, old: str, new: str, message: str) -> None:
    """A file that contradicts itself gives nothing."""
    assert old in text
    (tmp_path / "any.xml").write_text(text.replace(old, new, 1))
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "any.xml")


def test_entity_without_a_name(text: str, tmp_path: Path) -> None:
    """It is left out and counted; a file of nothing else is no list."""
    changed = text.replace("<formattedFullName>RA-12345<", "<formattedFullName><")
    changed = changed.replace("<value>RA-12345</value></namePart>", "<value></value></namePart>")
    (tmp_path / "any.xml").write_text(changed)
    (version,) = load_lists(tmp_path / "any.xml").versions
    assert (version.refused, version.counts.get("aircraft")) == (1, None)
    head = text[: text.index("<entity ")]
    (tmp_path / "any.xml").write_text(f"{head}</entities></sanctionsData>")
    with pytest.raises(ListParseError, match="no designation in it"):
        load_lists(tmp_path / "any.xml")
