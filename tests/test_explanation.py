"""What would change an alert: every effect has a line, and what a line promises comes true."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref import Document, Matcher
from xref.alerts import alert_object
from xref.changes_of_band import AGAINST, NO_LINE, SUPPORTS, TAKEN_BACK, Now, enough, gains
from xref.explanation import Explainer, Explanation
from xref.model import Alert, Designation, Identifier, Lists, ListVersion, Name, Subject
from xref.names import comparer_for
from xref.rules import load_rules

RULES = load_rules()
EVIDENCE = RULES.evidence
EXPLAINER = Explainer(RULES, comparer_for(RULES))
with (Path(__file__).parent / "data" / "changes_of_band.csv").open(encoding="utf-8") as _stream:
    CASES = list(csv.DictReader(_stream))


def entry(number: int, kind: str, *names: str, **facts: object) -> Designation:
    given: dict[str, object] = {
        "id": f"x:{number}", "list": "x", "reference": str(number), "authority": "US-OFAC",
        "kind": kind, "names": tuple(map(Name, names)), "listed_on": "2010-01-01",
    }  # fmt: skip
    return Designation(**{**given, **facts})  # type: ignore[arg-type]


ENTRIES = (
    entry(1, "person", "DOE, Quentin Zebulon", "Zeb Doerr", titles=("Minister of Defence",),
          nationalities=("KP",), birth_dates=("1960-03-02",)),
    entry(3, "vessel", "JUSTICE", identifiers=(Identifier("imo", "9074729"),)),
    entry(4, "organisation", "GARANTEX"),
    entry(5, "organisation", "CAPITAL"),
    entry(9, "organisation", "CENTER"),
    entry(6, "vessel", "KOLGUEV BREEZE",
          identifiers=(Identifier("imo", "9179842"), Identifier("mmsi", "445123000"))),
    entry(8, "organisation", "MINISTRY OF DEFENCE", nationalities=("RU",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """A matcher of a few entries of a list of OFAC."""
    version = ListVersion(name="x", title="", format="x", path="", files=(), bytes=1, sha256="")
    subjects = tuple(Subject(e.id, e.name, e.kind, e.status, (e,)) for e in ENTRIES)
    return Matcher(Lists(ENTRIES, subjects, (version,)), RULES)


def found(matcher: Matcher, text: str, subject: str) -> tuple[Alert, Explanation]:
    """The alert of an article with a subject, and what is said of it."""
    alerts = [a for a in matcher.screen([Document("a.txt", text)]) if a.subject.id == subject]
    assert len(alerts) == 1, f"{subject} in {text!r}"
    return alerts[0], EXPLAINER.explain(alert_object(alerts[0]))


def test_every_effect_has_a_line_or_a_reason_why_not() -> None:
    """Each effect of the rules stands in one place; what counts nothing says so."""
    told = [*SUPPORTS, *AGAINST, *NO_LINE]
    assert sorted(told) == sorted({*told})
    assert {*told} == {*EVIDENCE.effects}
    for feature in SUPPORTS:
        assert EVIDENCE.effect(feature) > 0 or feature in ("ship_tied", "organisation_tied")
    for feature in AGAINST:
        assert EVIDENCE.effect(feature) < 0, feature
    for feature, why in NO_LINE.items():
        assert len(why) > 20
        assert why.startswith("counts nothing") is (EVIDENCE.effect(feature) == 0), feature
    assert {*EVIDENCE.contradictions} <= {*AGAINST}
    for fact in (*SUPPORTS.values(), *AGAINST.values()):
        named = {*fact.ends, *fact.beside_not, *fact.only_beside}
        assert named <= {*EVIDENCE.effects}, fact.words


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["feature"])
def test_what_would_change_an_alert_does(matcher: Matcher, case: dict[str, str]) -> None:
    """The line is there without the fact; with it in the article, the band is the promised one."""
    feature, band = case["feature"], case["band"]
    before, said = found(matcher, case["without"], case["subject"])
    lines = [line for line in said.change if line.startswith(SUPPORTS[feature].words)]
    assert lines, said.change
    assert any(line.endswith(f"would make it {band}") for line in lines)
    assert before.band != band
    after, _ = found(matcher, case["with"], case["subject"])
    features = {item.feature for item in after.evidence}
    assert feature in features, features
    assert after.band == band


@pytest.mark.parametrize(
    ("text", "subject", "said"),
    [
        ("The golfer Quentin Zebulon Doe won the championship.", "x:1", "topic_near"),
        ("The company called. The Capital said so.", "x:5", ""),
    ],
)
def test_without_a_line_that_took_it_down(
    matcher: Matcher, text: str, subject: str, said: str
) -> None:
    """A contradiction is named with the band it keeps away; what `untied` took back is not."""
    _, told = found(matcher, text, subject)
    without = [line for line in told.change if line.startswith("without")]
    assert bool(without) is bool(said), told.change
    assert all(f"“{said}”" in line for line in without)


def test_where_no_word_can_help_none_is_promised(matcher: Matcher) -> None:
    """Some words name no body, whatever stands beside them."""
    _, told = found(matcher, "The company called. The Center said so.", "x:9")
    assert not [line for line in told.change if "organisation word" in line]


def test_several_contradictions_are_named_together(matcher: Matcher) -> None:
    """Without one of two it would still be kept under the border."""
    text = "The golfer Quentin Zebulon Doe, who died in 2001, won the championship."
    _, told = found(matcher, text, "x:1")
    (line,) = told.change
    assert line.startswith("without ")
    assert {"“topic_near”", "“died_before”"} <= {*line.split()}
    assert line.endswith("it would be 0.84, possible")


def test_what_would_take_it_down_is_said_by_kind(matcher: Matcher) -> None:
    """A ship has no birthday, a person no IMO number."""
    _, ship = found(matcher, "The tanker Kolguev Breeze left.", "x:6")
    _, person = found(matcher, "Quentin Zebulon Doe spoke.", "x:1")
    of_ship, of_person = "; ".join(ship.below), "; ".join(person.below)
    assert "another IMO number behind the name" in of_ship
    assert "another year of birth" in of_person
    assert "birth" not in of_ship
    assert "IMO" not in of_person


@pytest.mark.parametrize(
    ("text", "subject", "feature"),
    [
        ("The golfer Quentin Zebulon Doe won the championship.", "x:1", "topic_near"),
        ("South Korean banker Quentin Zebulon Doe spoke.", "x:1", "country_differs"),
        ("Quentin Zebulon Doe, aged 20, spoke in 2024.", "x:1", "age_differs"),
        ("Quentin Zebulon Doe, born 4 May 1990, spoke.", "x:1", "birth_differs"),
        ("Quentin Zebulon Doe died in 2001.", "x:1", "died_before"),
        ("The tanker Kolguev Breeze, IMO 9074729, left.", "x:6", "imo_differs"),
    ],
)
def test_what_would_take_it_down_does(
    matcher: Matcher, text: str, subject: str, feature: str
) -> None:
    """With one of the contradictions that are named, the alert is below the review border."""
    plain = {"x:1": "Quentin Zebulon Doe spoke.", "x:6": "The tanker Kolguev Breeze left."}[subject]
    _, told = found(matcher, plain, subject)
    assert AGAINST[feature].words in told.below
    after, _ = found(matcher, text, subject)
    assert feature in {item.feature for item in after.evidence}
    assert after.band == "weak"


features = st.sets(st.sampled_from([*SUPPORTS, *AGAINST, *NO_LINE]), max_size=5)


@given(
    st.sampled_from(["person", "vessel", "organisation", "aircraft"]), features, st.booleans(),
    st.floats(0, 0.5),
)  # fmt: skip
def test_what_is_said_to_be_enough_is(
    kind: str, have: set[str], weak: bool, missing: float
) -> None:
    """No line promises a band that its numbers do not give, and none names what is there."""
    now = Now(kind, frozenset(have), "common nouns name the body; named by one word", weak, "NSC")
    found = gains(now, EVIDENCE)
    assert all(gain > 0 for gain in found.values())
    assert not found.keys() & have
    for feature in found:
        assert not SUPPORTS[feature].kinds or kind in SUPPORTS[feature].kinds
    for line in enough(now, missing, "strong", EVIDENCE):
        gain = float(line.rpartition("(")[2].partition(")")[0].removeprefix("together "))
        assert gain >= round(missing, 2) - 0.005 - 1e-9, line


def test_what_is_taken_back_is_what_words_near_a_name_give() -> None:
    """The two names of evidence that `untied` is about exist."""
    assert {*TAKEN_BACK} <= {*EVIDENCE.effects}
