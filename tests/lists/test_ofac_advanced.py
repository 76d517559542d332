"""SDN_ADVANCED.XML: numbers are resolved by the file, and what is odd is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.lists.dates import iso_date
from xref.lists.readers import ofac_advanced
from xref.lists.readers.ofac_periods import period, printed
from xref.model import Designation, Identifier


@pytest.fixture(scope="module")
def text(data: Path) -> str:
    """Return the fixture of six entries."""
    return (data / "ofac-four" / "sdn_advanced.xml").read_text()


def load(folder: Path, text: str) -> dict[str, Designation]:
    """Load a text as a file and return its entries by reference."""
    (folder / "any.xml").write_text(text)
    return {item.reference: item for item in load_lists(folder / "any.xml").designations}


def test_version(data: Path) -> None:
    """The date of issue, the list and the kinds are those of the file."""
    (version,) = load_lists(data / "ofac-four" / "sdn_advanced.xml").versions
    assert (version.name, version.format) == ("us-ofac-sdn", "ofac-advanced")
    assert version.published == "2026-11-20"
    assert version.counts == {"person": 2, "vessel": 2, "organisation": 1, "aircraft": 1}


def test_numbers_mean_what_the_file_says(text: str, tmp_path: Path) -> None:
    """With other numbers for every value the entries are the same: none is known beforehand."""
    before = load(tmp_path, text)
    numbers = re.search(r"<ReferenceValueSets>.*</ReferenceValueSets>", text, re.DOTALL)
    assert numbers is not None
    names = {
        "AliasType": "AliasTypeID", "Country": "CountryID", "FeatureType": "FeatureTypeID",
        "IDRegDocType": "IDRegDocTypeID", "NamePartType": "NamePartTypeID", "List": "ListID",
        "PartySubType": "PartySubTypeID", "PartyType": "PartyTypeID",
        "LocPartType": "LocPartTypeID",
        "SanctionsType": "SanctionsTypeID", "LegalBasis": "LegalBasisID",
        "DocNameStatus": "DocNameStatusID", "DetailReference": "DetailReferenceID",
        "EntryEventType": "EntryEventTypeID", "Reliability": "ReliabilityID",
    }  # fmt: skip
    changed = text
    for name, attribute in names.items():
        changed = re.sub(rf'<{name} ID="(\d+)"', rf'<{name} ID="7\g<1>7"', changed)
        changed = re.sub(rf'(?<=[ -]){attribute}="(\d+)"', rf'{attribute}="7\g<1>7"', changed)
    assert changed != text
    assert load(tmp_path, changed) == before


def test_old_namespace(text: str, tmp_path: Path) -> None:
    """Files published before 2024 have the namespace of the United Nations."""
    new = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"
    assert len(load(tmp_path, text.replace(new, "http://www.un.org/sanctions/1.0"))) == 6
    assert not ofac_advanced.recognise(text.replace(new, "https://example.org").encode())


def test_non_sdn_list_is_told_by_its_lists(text: str, tmp_path: Path) -> None:
    """If no entry is on the SDN list the file is the non-SDN list."""
    found = load(tmp_path, text.replace('ListID="1550"', 'ListID="91512"'))
    assert {item.list for item in found.values()} == {"us-ofac-cons"}
    assert found["201"].url == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=201"


def test_listing_date_is_of_the_list(text: str, tmp_path: Path) -> None:
    """An entry also listed elsewhere, earlier, is listed since its own list has it."""
    entry = re.search(r'    <SanctionsEntry ID="202".*?</SanctionsEntry>\n', text, re.DOTALL)
    assert entry is not None
    other = entry[0].replace('ListID="1550"', 'ListID="91512"').replace("2022", "2014")
    other = other.replace("DPRK4", "UKRAINE-EO13662")
    found = load(tmp_path, text.replace(entry[0], other + entry[0]))
    assert found["202"].listed_on == "2022-05-08"
    assert found["202"].list == "us-ofac-sdn"
    assert found["202"].programmes == ("UKRAINE-EO13662", "RUSSIA-EO14024", "DPRK4")


def test_fraudulent_and_false(text: str, tmp_path: Path) -> None:
    """A fraudulent document decides nothing; a feature marked false is no fact."""
    changed = text.replace('IssuedBy-CountryID="11120" ValidityID="1"',
                           'IssuedBy-CountryID="11120" ValidityID="2"')  # fmt: skip
    changed = re.sub(
        r'(FeatureTypeID="10">\s*<FeatureVersion ID="\d+" ReliabilityID=)"1560"',
        r'\g<1>"1561"',
        changed,
    )
    person = load(tmp_path, changed)["201"]
    assert person.identifiers == (Identifier("passport", "654420999", "KP", certain=False),)
    assert person.nationalities == ()
    assert "Nationality Country Korea, North (marked false)" in (person.remarks or "")


def test_absurd_birth_date_is_dropped(
    text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A month 13 or a year 1057 is left out, with a line in the log."""
    person = load(tmp_path, text.replace("<Year>1957</Year>", "<Year>1057</Year>"))["201"]
    assert person.birth_dates == ("1958",)
    person = load(tmp_path, text.replace("<Month>7</Month><Day>27</Day>",
                                         "<Month>13</Month><Day>27</Day>"))["201"]  # fmt: skip
    assert person.birth_dates == ("1958",)
    assert "absurd" in caplog.text
    assert "is no date" in caplog.text


def test_party_without_a_name(text: str, tmp_path: Path) -> None:
    """It is left out and counted."""
    (tmp_path / "any.xml").write_text(
        text.replace(">RA-12345</NamePartValue>", "></NamePartValue>")
    )
    (version,) = load_lists(tmp_path / "any.xml").versions
    assert (version.refused, version.counts.get("aircraft")) == (1, None)


def test_party_without_a_sanctions_entry(
    text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is kept, because it stands on the list, without date; the log says so."""
    changed = text.replace('ProfileID="206" ListID', 'ProfileID="999" ListID')
    found = load(tmp_path, changed)
    assert (found["206"].listed_on, found["206"].programmes) == (None, ())
    assert "1 parties have no sanctions entry" in caplog.text
    assert "1 sanctions entries are of parties that are not in the file" in caplog.text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('<DistinctParty FixedRef="201">', '<DistinctParty FixedRef="201" DeltaAction="Add">',
         "changes to a list"),
        ('<Profile ID="202"', '<Profile ID="201"', "the same reference stands twice"),
        ('<Profile ID="202"', '<Profile ID="x2"', "a profile with the number 'x2'"),
        ('<Profile ID="202" PartySubTypeID="1"', '<Profile ID="202" PartySubTypeID="9"',
         "the PartySubType '9' is not among its reference values"),
        ("SanctionsEntry ", "SanctionsEntri ", "not whole XML"),
    ],
)  # fmt: skip
def test_broken_file(text: str, tmp_path: Path, old: str, new: str, message: str) -> None:
    """A file that contradicts itself gives nothing."""
    assert old in text
    (tmp_path / "any.xml").write_text(text.replace(old, new, 1))
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "any.xml")


def test_no_sanctions_and_no_parties(text: str, tmp_path: Path) -> None:
    """Parties without any sanctions, or no party at all, are no list."""
    cut = re.sub(r"<SanctionsEntries>.*</SanctionsEntries>", "", text, flags=re.DOTALL)
    (tmp_path / "any.xml").write_text(cut)
    with pytest.raises(ListParseError, match="no sanctions entry follows"):
        load_lists(tmp_path / "any.xml")
    empty = re.sub(r"<DistinctParties>.*</SanctionsEntries>", "", text, flags=re.DOTALL)
    (tmp_path / "any.xml").write_text(empty)
    with pytest.raises(ListParseError, match="no designation in it"):
        load_lists(tmp_path / "any.xml")


@given(st.dates(), st.dates())
def test_a_period_survives_printing(one: object, other: object) -> None:
    """Whatever two days bound a period, SDN.CSV's print of it is read back as the same."""
    low, high = sorted((str(one), str(other)))
    bounds = [tuple(map(int, day.split("-"))) for day in (low, high)]
    iso = period(bounds[0], bounds[1])  # type: ignore[arg-type]
    assert iso is not None
    assert iso_date(printed(iso)) == iso
