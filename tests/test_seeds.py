"""The seed articles: exactly who and what they name, against the built-in and official lists."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

import xref

SEEDS = ("000_", "001_", "002_", "003_", "004_")
AUTHORITIES = {
    "KIM, Yong Bok": {"US-OFAC", "EU", "UK", "AU", "KR"},
    "SHIN Geum Cheol": {"EU", "UK", "AU", "KR"},
}


@pytest.fixture(scope="module")
def seeds(dev_data: Path) -> list[xref.Document]:
    paths = sorted(p for p in (dev_data / "articles").glob("*.txt") if p.name.startswith(SEEDS))
    assert len(paths) == len(SEEDS)
    return [xref.Document(p.name, p.read_text(encoding="utf-8")) for p in paths]


def above(alerts: Iterable[xref.Alert], *kinds: str) -> dict[str, xref.Alert]:
    """Alerts on the sheet, by name of the subject."""
    return {
        alert.subject.name: alert
        for alert in alerts
        if alert.band in ("strong", "possible") and alert.subject.kind in kinds
    }


def test_persons_and_ships_of_the_seeds(matcher: xref.Matcher, seeds: list[xref.Document]) -> None:
    """Four persons, one designated and one reported ship; no reporter, boxer or president."""
    found = above(matcher.screen(seeds), "person", "vessel")
    assert {name: alert.status for name, alert in found.items()} == {
        "KIM, Jong Un": "designated",
        "KIM, Yong Bok": "designated",
        "SHIN Geum Cheol": "designated",
        "PUTIN, Vladimir Vladimirovich": "designated",
        "LADY R": "designated",
        "KUM YA": "reported",
    }
    for name, authorities in AUTHORITIES.items():
        assert set(found[name].subject.authorities) == authorities


def test_the_army_is_found(matcher: xref.Matcher, seeds: list[xref.Document]) -> None:
    """The first seed names the Korean People's Army; the Aurus Senat is a car."""
    found = above(matcher.screen(seeds), "organisation", "aircraft")
    assert set(found) == {"KOREAN PEOPLE'S ARMY"}


def test_a_bare_putin_is_below_the_line(matcher: xref.Matcher, seeds: list[xref.Document]) -> None:
    """Seeds 001 and 003 say only "Putin": weak, with the reason; the others nothing below."""
    below = [
        (alert.document_id[:3], alert.subject.name, alert.evidence[0].detail)
        for alert in matcher.screen(seeds)
        if alert.band == "weak"
    ]
    assert [(document, name) for document, name, _ in below] == [
        ("001", "PUTIN, Vladimir Vladimirovich"),
        ("003", "PUTIN, Vladimir Vladimirovich"),
    ]
    assert all("surname alone" in detail for _, _, detail in below)


def test_the_sanctioned_kim_is_the_general(
    matcher: xref.Matcher, seeds: list[xref.Document]
) -> None:
    """A lone "Kim" who is sanctioned by three authorities is Kim Yong-bok."""
    claims = {
        (claim.authority, claim.subject_id, claim.on_list)
        for document in seeds
        for claim in matcher.document_alerts(document)[1]
    }
    assert claims == {
        ("US-OFAC", "us-ofac-sdn:52114", True),
        ("EU", "us-ofac-sdn:52114", True),
        ("KR", "us-ofac-sdn:52114", True),
        ("KR", "eu-oj:269/2014 annex I persons no. 1901", True),
    }


def test_repeats_of_the_second_seed_count_once(
    matcher: xref.Matcher, seeds: list[xref.Document]
) -> None:
    """The article stands several times in its file; the general is mentioned once."""
    found = above(matcher.screen(seeds), "person")
    assert len(found["KIM, Yong Bok"].mentions) == 1


def test_official_lists_of_2023(dev_data: Path, seeds: list[xref.Document]) -> None:
    """Against OFAC of January 2023 and the UN, the two generals are not there yet."""
    lists = xref.load_lists(
        dev_data / "lists" / "us-ofac-sdn" / "2023-01.sdn.with-header.csv",
        dev_data / "lists" / "un-sc" / "2026-02-27.UN_consolidated.xml",
    )
    assert len([d for d in lists.designations if d.list == "us-ofac-sdn"]) == 11_443
    found = above(xref.Matcher(lists).screen(seeds), "person", "vessel")
    assert set(found) == {"KIM, Jong Un", "PUTIN, Vladimir Vladimirovich", "LADY R"}
