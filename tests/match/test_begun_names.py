"""Long listed names of which a text prints the beginning: when one is meant, and when not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xref
from xref.names import comparer_for
from xref.rules import load_rules

DATA = Path(__file__).parents[1] / "data"
CASES = list(csv.DictReader((DATA / "begun_names.csv").read_text("utf-8").splitlines()))
COMPARER = comparer_for(load_rules())


@pytest.fixture(scope="module")
def begun() -> xref.Matcher:
    """A matcher over names of many parts."""
    return xref.Matcher(xref.load_lists(DATA / "begun_names.yml"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, str], begun: xref.Matcher) -> None:
    """Exactly the expected subjects come out, each in its band."""
    found = {f"{alert.subject.name} {alert.band}" for alert in begun.scan(case["text"])}
    assert found == set(filter(None, case["expected"].split("; ")))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_name_alone_is_weak(case: dict[str, str], begun: xref.Matcher) -> None:
    """What the scanner finds as a beginning, comparison and look-up know as weak."""
    for alert in begun.scan(case["text"]):
        printed, listed = alert.mentions[0].text, alert.matched_name.text
        if not COMPARER.persons.begins(printed, listed):
            continue
        assert xref.compare_names(printed, listed).band == "weak"
        assert xref.compare_names(listed, printed).band == "weak"
        bands = {match.subject.name: match.band for match in begun.match(printed)}
        assert bands[alert.subject.name] == "weak"


def test_very_common_parts_alone_tell_nobody(tmp_path: Path) -> None:
    """A beginning of which many listed people bear every part is not looked for."""
    path = tmp_path / "watch.csv"
    rows = [f"Hamid Karim Ferozi{chr(97 + at)} Gul Agha" for at in range(26)]
    rows.append("Hamid Tarzi Karim Ferozi")
    path.write_text("name,kind,nationalities\n" + "".join(f"{row},person,AF\n" for row in rows))
    matcher = xref.Matcher(xref.load_lists(str(path)))
    assert matcher.scan("Hamid Karim left Kabul.") == []
    assert [alert.band for alert in matcher.scan("Hamid Tarzi left Kabul.")] == ["possible"]
    assert {match.band for match in matcher.match("Hamid Karim")} == {"weak"}
