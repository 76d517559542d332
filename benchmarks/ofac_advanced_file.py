"""Invented SDN_ADVANCED.XML files of the true shape and any size, to measure the reader.

Usage: `python benchmarks/ofac_advanced_file.py FILE [MEGABYTES]` (130 by default: the real
file has 117 to 127 MB for 17,000 to 19,000 parties). Every party has what a party of the
real file has on average: a primary name and two aliases, one of them in another script,
places, birth date, features, a document, a link and a sanctions entry; indented by two
spaces, as published.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"
)

HEAD = f"""<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="{NAMESPACE}" Version="2.0">
  <DateOfIssue CalendarTypeID="1">
    <Year>2026</Year>
    <Month>11</Month>
    <Day>20</Day>
  </DateOfIssue>
  <ReferenceValueSets>
    <AliasTypeValues>
      <AliasType ID="1400">A.K.A.</AliasType>
      <AliasType ID="1403">Name</AliasType>
    </AliasTypeValues>
    <CountryValues>
      <Country ID="11120" ISO2="KP">Korea, North</Country>
    </CountryValues>
    <DetailReferenceValues>
      <DetailReference ID="91526">Male</DetailReference>
    </DetailReferenceValues>
    <DocNameStatusValues>
      <DocNameStatus ID="1">Primary Latin</DocNameStatus>
      <DocNameStatus ID="2">Others</DocNameStatus>
    </DocNameStatusValues>
    <EntryEventTypeValues>
      <EntryEventType ID="1">Created</EntryEventType>
    </EntryEventTypeValues>
    <FeatureTypeValues>
      <FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType>
      <FeatureType ID="9" FeatureTypeGroupID="1">Place of Birth</FeatureType>
      <FeatureType ID="10" FeatureTypeGroupID="1">Nationality Country</FeatureType>
      <FeatureType ID="25" FeatureTypeGroupID="1">Location</FeatureType>
      <FeatureType ID="26" FeatureTypeGroupID="1">Title</FeatureType>
      <FeatureType ID="224" FeatureTypeGroupID="1">Gender</FeatureType>
    </FeatureTypeValues>
    <IDRegDocTypeValues>
      <IDRegDocType ID="1571">Passport</IDRegDocType>
    </IDRegDocTypeValues>
    <LegalBasisValues>
      <LegalBasis ID="91245" LegalBasisShortRef="x">Executive Order 13551 (North Korea)</LegalBasis>
    </LegalBasisValues>
    <ListValues>
      <List ID="1550">SDN List</List>
    </ListValues>
    <LocPartTypeValues>
      <LocPartType ID="1451">ADDRESS1</LocPartType>
      <LocPartType ID="1454">CITY</LocPartType>
    </LocPartTypeValues>
    <NamePartTypeValues>
      <NamePartType ID="1520">Last Name</NamePartType>
      <NamePartType ID="1521">First Name</NamePartType>
    </NamePartTypeValues>
    <PartySubTypeValues>
      <PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>
    </PartySubTypeValues>
    <PartyTypeValues>
      <PartyType ID="1">Individual</PartyType>
    </PartyTypeValues>
    <SanctionsTypeValues>
      <SanctionsType ID="1">Program</SanctionsType>
      <SanctionsType ID="1705">Block</SanctionsType>
    </SanctionsTypeValues>
    <ValidityValues>
      <Validity ID="1">Valid</Validity>
    </ValidityValues>
  </ReferenceValueSets>
"""

LOCATION = """    <Location ID="{n}">
      <LocationCountry CountryID="11120" CountryRelevanceID="1413" />
      <LocationPart LocPartTypeID="1451">
        <LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1">
          <Comment />
          <Value>Example Street {n}</Value>
        </LocationPartValue>
      </LocationPart>
      <LocationPart LocPartTypeID="1454">
        <LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1">
          <Comment />
          <Value>Pyongyang</Value>
        </LocationPartValue>
      </LocationPart>
      <FeatureVersionReference FeatureVersionID="{n}" />
    </Location>
"""

DOCUMENT = """    <IDRegDocument ID="{n}" IDRegDocTypeID="1571" IdentityID="{n}" \
IssuedBy-CountryID="11120" ValidityID="1">
      <Comment />
      <IDRegistrationNo>P{n}</IDRegistrationNo>
      <IssuingAuthority />
      <DocumentedNameReference DocumentedNameID="{n}" />
    </IDRegDocument>
"""

ALIAS = """          <Alias FixedRef="{n}" AliasTypeID="{sort}" Primary="{primary}" \
LowQuality="{low}">
            <DocumentedName ID="{n}" FixedRef="{n}" DocNameStatusID="1">
              <DocumentedNamePart>
                <NamePartValue NamePartGroupID="{n}1" ScriptID="215" ScriptStatusID="1" \
Acronym="false">Example {n}</NamePartValue>
              </DocumentedNamePart>
              <DocumentedNamePart>
                <NamePartValue NamePartGroupID="{n}2" ScriptID="215" ScriptStatusID="1" \
Acronym="false">{given}</NamePartValue>
              </DocumentedNamePart>
            </DocumentedName>
          </Alias>
"""

BOUND = """                <{edge} Approximate="false" YearFixed="false" MonthFixed="false" \
DayFixed="false">
                  <From>
                    <Year>1957</Year>
                    <Month>7</Month>
                    <Day>27</Day>
                  </From>
                  <To>
                    <Year>1957</Year>
                    <Month>7</Month>
                    <Day>27</Day>
                  </To>
                </{edge}>
"""

FEATURE = """        <Feature ID="{n}{sort}" FeatureTypeID="{sort}">
          <FeatureVersion ID="{n}{sort}" ReliabilityID="1560">
            <Comment />
{value}
          </FeatureVersion>
          <IdentityReference IdentityID="{n}" IdentityFeatureLinkTypeID="1" />
        </Feature>
"""

PERIOD = (
    '              <DatePeriod CalendarTypeID="1" YearFixed="false" MonthFixed="false" '
    'DayFixed="false">\n'
    + BOUND.format(edge="Start")
    + BOUND.format(edge="End")
    + '              </DatePeriod>\n            <VersionDetail DetailTypeID="1430" />'
)

ENTRY = """    <SanctionsEntry ID="{n}" ProfileID="{n}" ListID="1550">
      <EntryEvent ID="{n}" EntryEventTypeID="1" LegalBasisID="91245">
        <Comment />
        <Date CalendarTypeID="1">
          <Year>2018</Year>
          <Month>1</Month>
          <Day>24</Day>
        </Date>
      </EntryEvent>
      <SanctionsMeasure ID="{n}" SanctionsTypeID="1705">
        <DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true" />
      </SanctionsMeasure>
      <SanctionsMeasure ID="1{n}" SanctionsTypeID="1">
        <Comment>DPRK2</Comment>
        <DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true" />
      </SanctionsMeasure>
    </SanctionsEntry>
"""

LINK = """    <ProfileRelationship ID="{n}" From-ProfileID="{n}" To-ProfileID="10001" \
RelationTypeID="15002" RelationQualityID="1" Former="false" SanctionsEntryID="{n}">
      <Comment />
    </ProfileRelationship>
"""


def _party(n: int) -> str:
    where = f'            <VersionLocation LocationID="{n}" />'
    features = (
        (8, PERIOD),
        (9, '            <VersionDetail DetailTypeID="1432">Nampo, Korea, North</VersionDetail>'),
        (10, where),
        (25, where),
        (26, '            <VersionDetail DetailTypeID="1432">Deputy Chief</VersionDetail>'),
        (224, '            <VersionDetail DetailTypeID="1431" DetailReferenceID="91526" />'),
    )
    return "".join(
        (
            f'    <DistinctParty FixedRef="{n}">\n      <Comment />\n'
            f'      <Profile ID="{n}" PartySubTypeID="4">\n'
            f'        <Identity ID="{n}" FixedRef="{n}" Primary="true" False="false">\n',
            ALIAS.format(n=n, sort=1403, primary="true", low="false", given="Sol Mae"),
            ALIAS.format(n=n, sort=1400, primary="false", low="true", given="Solmae"),
            ALIAS.format(n=n, sort=1400, primary="false", low="false", given="솔매"),
            "          <NamePartGroups>\n",
            *(
                "            <MasterNamePartGroup>\n"
                f'              <NamePartGroup ID="{n}{index}" NamePartTypeID="{1519 + index}" />\n'
                "            </MasterNamePartGroup>\n"
                for index in (1, 2)
            ),
            "          </NamePartGroups>\n        </Identity>\n",
            *(FEATURE.format(n=n, sort=sort, value=value) for sort, value in features),
            "      </Profile>\n    </DistinctParty>\n",
        )
    )


def parts_of_file(parties: int) -> Iterator[str]:
    """Yield the text of a file with so many parties."""
    numbers = range(10_001, 10_001 + parties)
    yield HEAD
    yield "  <Locations>\n"
    yield from (LOCATION.format(n=n) for n in numbers)
    yield "  </Locations>\n  <IDRegDocuments>\n"
    yield from (DOCUMENT.format(n=n) for n in numbers)
    yield "  </IDRegDocuments>\n  <DistinctParties>\n"
    yield from map(_party, numbers)
    yield "  </DistinctParties>\n  <ProfileRelationships>\n"
    yield from (LINK.format(n=n) for n in numbers)
    yield "  </ProfileRelationships>\n  <SanctionsEntries>\n"
    yield from (ENTRY.format(n=n) for n in numbers)
    yield "  </SanctionsEntries>\n  <SanctionsEntryLinks />\n</Sanctions>\n"


def write_file(path: Path, parties: int) -> None:
    """Write a file with so many parties."""
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.writelines(parts_of_file(parties))


def main() -> None:
    """Write a file of about the size asked for."""
    if len(sys.argv) < 2:
        sys.exit((__doc__ or "").split("\n\n")[1])
    megabytes = float(sys.argv[2]) if len(sys.argv) > 2 else 130.0
    fixed = len("".join(parts_of_file(0)).encode())
    each = (len("".join(parts_of_file(100)).encode()) - fixed) / 100
    write_file(Path(sys.argv[1]), round((megabytes * 1e6 - fixed) / (each * 1.03)))


if __name__ == "__main__":
    main()
