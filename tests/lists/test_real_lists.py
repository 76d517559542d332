"""Real lists, counted independently; skipped without XREF_DEV_DATA."""

from __future__ import annotations

import csv
import html
import re
import zipfile
from collections import Counter
from pathlib import Path

from xref.lists import load_lists
from xref.model import Identifier, Lists

OFAC = "us-ofac-sdn"


def _ofac_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if len(row) == 12 and row[0].isdigit()]


def _ofac_counts(rows: list[list[str]]) -> dict[str, int]:
    kinds = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
    return dict(Counter(kinds.get(row[2].strip(), "organisation") for row in rows))


def _counts(lists: Lists) -> dict[str, int]:
    return dict(Counter(item.kind for item in lists.designations))


def test_sdn_2023_with_header(dev_data: Path) -> None:
    """All 11,443 entries of a copy saved again are read."""
    path = dev_data / "lists" / OFAC / "2023-01.sdn.with-header.csv"
    found = load_lists(path)
    assert len(found.designations) == 11_443
    assert _counts(found) == _ofac_counts(_ofac_rows(path))
    assert _counts(found) == {
        "person": 5_890, "vessel": 685, "aircraft": 293, "organisation": 4_575,
    }  # fmt: skip
    assert found.versions[0].files[1] == "2023-01.sdn_address.with-header.csv"


def test_sdn_2021_raw(dev_data: Path) -> None:
    """All 8,976 entries of the raw files are read, with every alias of alt.csv."""
    folder = dev_data / "lists" / OFAC
    found = load_lists(folder / "2021-07.sdn.csv")
    counts = _counts(found)
    assert (len(found.designations), counts["person"], counts["vessel"]) == (8_976, 4_620, 406)
    assert counts == _ofac_counts(_ofac_rows(folder / "2021-07.sdn.csv"))
    names = {item.reference: {n.text for n in item.names} for item in found.designations}
    with (folder / "2021-07.alt.csv").open(encoding="utf-8", newline="") as file:
        aliases = [row for row in csv.reader(file) if len(row) == 5]
    assert len(aliases) > 11_000
    for row in aliases:
        assert " ".join(row[3].split()) in names[row[0]]


def test_every_weak_alias_of_the_remarks(dev_data: Path) -> None:
    """Every quoted alias of the raw text is weak, whether a.k.a. or f.k.a.; none besides."""
    path = dev_data / "lists" / OFAC / "2023-01.sdn.with-header.csv"
    printed = sum(len(re.findall(r"[afn]\.k\.a\. '", row[11])) for row in _ofac_rows(path))
    found = load_lists(path)
    weak = sum(n.quality == "weak" for item in found.designations for n in item.names)
    # Some are printed twice, or are also the primary name.
    assert printed > 2_700
    assert printed * 0.99 <= weak <= printed


def test_every_imo_number_of_the_remarks(dev_data: Path) -> None:
    """Every ship's number in the raw text is an identifier of that ship."""
    path = dev_data / "lists" / OFAC / "2023-01.sdn.with-header.csv"
    found = {item.reference: item for item in load_lists(path).designations}
    seen = 0
    for row in _ofac_rows(path):
        numbers = re.findall(r"Vessel Registration Identification IMO (\d{7})", row[11])
        seen += len(numbers)
        if row[2].strip() == "vessel":
            assert set(numbers) <= set(found[row[0]].numbers("imo", certain=False))
    assert seen > 600


def test_birth_dates_of_the_remarks(dev_data: Path) -> None:
    """Every DOB field gives a date; there is none that cannot be read."""
    path = dev_data / "lists" / OFAC / "2023-01.sdn.with-header.csv"
    found = {item.reference: item for item in load_lists(path).designations}
    for row in _ofac_rows(path):
        printed = set(re.findall(r"(?:^|; )(?:alt\. )?DOB ([^;]+)", row[11].rstrip(".")))
        assert len(found[row[0]].birth_dates) <= len(printed)
        if printed:
            assert found[row[0]].birth_dates, row[0]


def test_excerpt_2026(dev_data: Path) -> None:
    """KIM Yong Bok has his passport, his birth date and his weak alias."""
    found = load_lists(dev_data / "lists" / OFAC / "excerpt-2026.sdn.csv")
    subject = found.subject("us-ofac-sdn:52114")
    assert len(found.designations) == 23
    assert subject is not None
    entry = subject.designations[0]
    assert entry.identifiers == (Identifier("passport", "654420047", "KP"),)
    assert entry.birth_dates == ("1957-07-27",)
    assert [(n.text, n.quality) for n in entry.names] == [
        ("KIM, Yong Bok", "primary"),
        ("KIM, Yongbok", "weak"),
    ]


def test_folder_of_a_list(dev_data: Path) -> None:
    """A folder with several copies is read; the newest fits itself with its own siblings only."""
    found = load_lists(dev_data / "lists" / OFAC)
    by_path = {Path(version.path).name: version for version in found.versions}
    assert by_path["2021-07.sdn.csv"].files == (
        "2021-07.sdn.csv",
        "2021-07.alt.csv",
        "2021-07.add.csv",
        "2021-07.sdn_comments.csv",
    )
    assert by_path["excerpt-2026.sdn.csv"].files == ("excerpt-2026.sdn.csv",)


def test_consolidated_non_sdn(dev_data: Path) -> None:
    """443 entries, as its own Record_Count says, with every alias."""
    path = dev_data / "lists" / "us-ofac-cons" / "2025-03-28.consolidated.xml"
    found = load_lists(path)
    text = path.read_text(encoding="utf-8")
    assert {item.list for item in found.designations} == {"us-ofac-cons"}
    assert len(found.designations) == text.count("<sdnEntry>") == 443
    assert _counts(found)["person"] == text.count("<sdnType>Individual<") == 80
    names = sum(len(item.names) for item in found.designations)
    assert names <= 443 + text.count("<aka>")
    assert names >= 443 + text.count("<aka>") * 0.98


def test_enhanced_non_sdn(dev_data: Path) -> None:
    """All 443 entities of the packed file, with every name, date, document and listing."""
    path = dev_data / "lists" / "us-ofac-cons" / "CONS_ENHANCED.ZIP"
    found = load_lists(path)
    with zipfile.ZipFile(path) as pack:
        text = pack.read(pack.namelist()[0]).decode()
    entities = {part[1 : part.index('">')]: part for part in re.split("<entity id=", text)[1:]}
    assert len(found.designations) == len(entities) == 443
    assert _counts(found) == {
        "person": len(re.findall(r'<entityType refId="\d+">Individual<', text)),
        "organisation": len(re.findall(r'<entityType refId="\d+">Entity<', text)),
    }
    assert found.versions[0].published == "2025-01-10"
    assert {item.list for item in found.designations} == {"us-ofac-cons"}
    for item in found.designations:
        part = entities[item.reference]
        printed = {_plain(name) for name in re.findall(r"<formattedFullName>([^<]+)<", part)}
        assert {name.text for name in item.names} == printed, item.reference
        names = part.split("<name id=")[1:]
        weak = "".join(name for name in names if "<isLowQuality>true<" in name)
        assert sum(name.quality == "weak" for name in item.names) == len(
            set(re.findall(r"<formattedFullName>([^<]+)<", weak))
        )
        assert len(item.birth_dates) == len(re.findall(r">Birthdate<", part))
        programmes = re.findall(r"<sanctionsProgram [^>]*>([^<]+)<", part)
        assert item.programmes == tuple(dict.fromkeys(programmes))
        authorities = re.findall(r"<legalAuthority [^>]*>([^<]+)<", part)
        assert set(authorities) <= set(item.legal_basis)
        dates = re.findall(
            r'datePublished="([\d-]+)">(?!SDN List|Consolidated List)', part
        ) or re.findall(r'datePublished="([\d-]+)">Consolidated List', part)
        assert item.listed_on == min(dates)
        numbers = re.findall(r"<documentNumber>([^<]+)<", part)
        # Two numbers have their country in brackets.
        assert {" ".join(number.removesuffix("(Russia)").split()) for number in numbers} <= {
            number.value for number in item.identifiers
        }
    scripts = Counter(n.script for item in found.designations for n in item.names)
    # Of 50 translations in Cyrillic 39 are names and 11 addresses; 6 names are Chinese.
    assert (scripts["cyrillic"], scripts["han"]) == (39, 6)
    qualities = Counter(n.quality for item in found.designations for n in item.names)
    assert qualities == {"primary": 443, "alias": 967, "former": 142, "weak": 71}


def _plain(printed: str) -> str:
    return " ".join(html.unescape(printed).split())


def test_two_formats_of_the_non_sdn_list(dev_data: Path) -> None:
    """Ten weeks apart the same 443 entries stand in two formats: they come out equal."""
    folder = dev_data / "lists" / "us-ofac-cons"
    old = {item.reference: item for item in load_lists(folder / "CONS_ENHANCED.ZIP").designations}
    differ: Counter[str] = Counter()
    for new in load_lists(folder / "2025-03-28.consolidated.xml").designations:
        item = old.pop(new.reference)
        latin = {name for name in item.names if name.script == "latin"}
        differ["names"] += latin != set(new.names)
        differ["listed_on"] += new.listed_on not in (None, item.listed_on)
        differ["identifiers"] += set(item.identifiers) != set(new.identifiers)
        for field in ("kind", "programmes", "birth_dates", "birth_places", "nationalities"):
            differ[field] += getattr(item, field) != getattr(new, field)
        differ["owners"] += set(item.owners) != set(new.owners)
        differ["legal_basis"] += not set(new.legal_basis) <= set(item.legal_basis)
    assert not old
    # Two banks: countries of their numbers are printed in one file only.
    assert +differ == {"identifiers": 2}


def test_un_2026(dev_data: Path) -> None:
    """730 individuals and 273 entities; 80 persons and 75 bodies of the DPRK."""
    path = dev_data / "lists" / "un-sc" / "2026-02-27.UN_consolidated.xml"
    found = load_lists(path)
    text = path.read_text(encoding="utf-8")
    assert _counts(found) == {"person": 730, "organisation": 273}
    assert text.count("<INDIVIDUAL>") == 730
    assert text.count("<ENTITY>") == 273
    north = Counter(item.kind for item in found.designations if item.programmes == ("DPRK",))
    assert north == {"person": 80, "organisation": 75}
    qualities = Counter(n.quality for item in found.designations for n in item.names)
    assert qualities["weak"] > 550


def test_opensanctions(dev_data: Path) -> None:
    """5,600 targets; ships by schema; all are reported, as Ukraine's GUR designates nobody."""
    name = "2026-03-13.ua_war_sanctions.targets.simple.csv"
    path = dev_data / "lists" / "opensanctions" / name
    found = load_lists(path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(found.designations) == len(rows) == 5_600
    assert _counts(found)["vessel"] == sum(row["schema"] == "Vessel" for row in rows) == 1_340
    assert {item.status for item in found.designations} == {"reported"}
    for item in found.designations:
        assert item.kind == "vessel" or not item.numbers("imo", certain=False)


def test_official_lists_beside_the_built_in_one(dev_data: Path) -> None:
    """Official entries come from the official file; the subjects of the built-in list stay."""
    lists = dev_data / "lists"
    both = load_lists(
        "builtin",
        lists / OFAC / "excerpt-2026.sdn.csv",
        lists / "un-sc" / "2026-02-27.UN_consolidated.xml",
    )
    subject = both.subject("us-ofac-sdn:52114")
    assert subject is not None
    assert set(subject.authorities) == {"US-OFAC", "EU", "UK", "AU", "KR"}
    assert subject.designations[0].source is None
    assert {d.source for d in both.designations if d.list == "un-sc"} == {None}
