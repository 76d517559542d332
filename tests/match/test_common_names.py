"""Names that are everyday words: when a ship or body is meant by them, and when none is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xref
from xref.match.prose import Prose, is_acronym
from xref.match.ties import beside, explained
from xref.names import comparer_for
from xref.rules import load_rules

DATA = Path(__file__).parents[1] / "data"
CASES = list(
    csv.DictReader((DATA / "common_name_cases.csv").read_text(encoding="utf-8").splitlines())
)
RULES = load_rules()
PROSE = Prose(RULES, comparer_for(RULES))


@pytest.fixture(scope="module")
def common() -> xref.Matcher:
    """A matcher over a list of common names."""
    return xref.Matcher(xref.load_lists(DATA / "common_names.csv"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, str], common: xref.Matcher) -> None:
    """Exactly the expected subjects come out, each in its band."""
    found = {f"{alert.subject.name} {alert.band}" for alert in common.scan(case["text"])}
    assert found == set(filter(None, case["expected"].split("; ")))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_every_number_is_shown(case: dict[str, str], common: xref.Matcher) -> None:
    """Between the borders the score is the sum of what is shown."""
    for alert in common.scan(case["text"]):
        total = sum(item.effect for item in alert.evidence)
        if 0.5 < alert.score < 0.69 or 0.7 < alert.score < 0.99:
            assert alert.score == pytest.approx(total, abs=1e-3)


def test_a_longer_article_does_not_hide_a_tie(common: xref.Matcher) -> None:
    """What a word means elsewhere takes nothing from a mention beside a ship word."""
    text = "Hope is good. " * 20 + "The tanker Hope left Rason. " + "We hope. " * 20
    assert [alert.band for alert in common.scan(text)] == ["possible"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("HOPE", 1), ("Gold Star", 2), ("Delaware", 1), ("Hope 3", 0), ("Chong Chon Gang", 0)],
)
def test_ships_of_prose(name: str, words: int) -> None:
    """A number, or one word that prose does not print, makes a name of the others."""
    assert PROSE.ship(name) == words


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("Ministry of National Defence", True),
        ("Rapid Intervention Force", True),
        ("Korean People's Army", False),
        ("Islamic State", False),
        ("Office 39", False),
        ("Capital", False),
    ],
)
def test_bodies_that_every_country_has(name: str, generic: bool) -> None:
    """Countries, numbers and telling words make a body one of its kind."""
    assert PROSE.generic(name) is generic


@given(st.sampled_from(["NSC", "GRU", "ABCDE"]), st.text(alphabet="ABC (),.NSGRU\n", max_size=80))
def test_explanations_spell_the_abbreviation(acronym: str, around: str) -> None:
    """The capitals of what is said to be an abbreviation's long form are its letters."""
    for long in explained(around + acronym + around, acronym):
        words = [word for word in long.split() if word[0].isupper()]
        assert "".join(word[0] for word in words)[:1] in acronym


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("the Joint Committee on Taxation (JCT) said", "JCT", ["Joint Committee on Taxation"]),
        (
            "the JCT, which is the Joint Committee on Taxation",
            "JCT",
            ["Joint Committee on Taxation"],
        ),
        ("the Board (JCT) said", "JCT", []),
        ("JCT said", "JCT", []),
    ],
)
def test_explained(text: str, name: str, expected: list[str]) -> None:
    """The long form stands before the parentheses or behind the abbreviation."""
    assert list(explained(text, name)) == expected


def test_beside_stops_at_a_sentence() -> None:
    """A country at the end of the sentence before does not own the body."""
    text = "He left Syria. Ministry of Defence officials came."
    assert beside(text, 15, 34) == ("", "", "")


@pytest.mark.parametrize(
    ("word", "is_one"), [("NSC", True), ("GRU", True), ("HOUTHIS", False), ("Nsc", False)]
)
def test_abbreviations(word: str, is_one: bool) -> None:
    """Capitals of at most five letters."""
    assert is_acronym(word) is is_one
