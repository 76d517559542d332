"""Articles against the built-in list: what is found, in which band, and what is not."""

from __future__ import annotations

import csv
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xref

TABLE = Path(__file__).parents[1] / "data" / "article_cases.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def found(alerts: list[xref.Alert]) -> set[str]:
    return {f"{alert.subject.id} {alert.band}" for alert in alerts}


def wanted(matcher: xref.Matcher, cell: str) -> set[str]:
    """Expected `id band` pairs; `*name band` stands for the subject of that folded name."""
    from xref.names.fold import fold

    pairs = set()
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        subject, band = part.rsplit(" ", 1)
        if subject.startswith("*"):
            tokens = sorted(fold(subject[1:]).split())
            subject = next(
                s.id for s in matcher.index.subjects if sorted(fold(s.name).split()) == tokens
            )
        pairs.add(f"{subject} {band}")
    return pairs


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_article(case: dict[str, str], matcher: xref.Matcher) -> None:
    """Exactly the expected subjects come out, each in its band."""
    assert found(matcher.scan(case["text"])) == wanted(matcher, case["expected"])


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_mentions_slice_out_of_the_text(case: dict[str, str], matcher: xref.Matcher) -> None:
    """Offsets are code points into exactly the text given, whatever stands before."""
    text = "—“Ŭ” 서울. " + case["text"]
    for alert in matcher.scan(text):
        for mention in alert.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_a_surname_supports_the_right_man(matcher: xref.Matcher) -> None:
    """A lone "Kim" means the last full name before it, and the claim about him is his."""
    text = (
        "North Korean leader Kim Jong-un spoke. Putin embraced Kim Yong-bok, a general. "
        "Kim is subject to sanctions by the United States, South Korea and the European Union."
    )
    alerts = {alert.subject.id: alert for alert in matcher.scan(text)}
    general, leader = alerts["us-ofac-sdn:52114"], alerts["us-ofac-sdn:20157"]
    assert {(c.authority, c.on_list) for c in general.claims} == {
        ("US-OFAC", True),
        ("KR", True),
        ("EU", True),
    }
    assert not leader.claims


def test_a_claim_the_lists_do_not_show_says_so(matcher: xref.Matcher) -> None:
    """An authority that lists somebody else, and one whose list is not loaded."""
    text = "Sin Kum-chol, a North Korean general, was sanctioned by the United States and Japan."
    claims = {c.authority: c.on_list for a in matcher.scan(text) for c in a.claims}
    assert claims == {"US-OFAC": False, "JP": None}


def test_a_denial_is_no_claim(matcher: xref.Matcher) -> None:
    """Somebody who is not sanctioned is not claimed to be."""
    text = "Kim Yong-bok, a North Korean general, is not sanctioned by Canada."
    assert not [claim for alert in matcher.scan(text) for claim in alert.claims]


def test_repeated_paragraphs_count_once(matcher: xref.Matcher) -> None:
    """An article printed twice in one file gives its mentions once."""
    line = "North Korean leader Kim Jong Un inspected a destroyer at the western port today.\n\n"
    once, twice = matcher.scan(line), matcher.scan(line * 3)
    assert len(once[0].mentions) == len(twice[0].mentions) == 1


def test_two_namesakes_are_both_shown(matcher: xref.Matcher) -> None:
    """Two men called KIM Yong Chol are two alerts that point at each other."""
    alerts = matcher.scan("Kim Yong-chol, the North Korean spy chief, was there.")
    ids = {alert.subject.id for alert in alerts}
    assert {"us-ofac-sdn:12211", "us-ofac-sdn:17614"} <= ids
    first = next(alert for alert in alerts if alert.subject.id == "us-ofac-sdn:12211")
    assert "us-ofac-sdn:17614" in first.homonyms
    assert alerts[0].subject.id == "us-ofac-sdn:12211"


def test_every_number_of_a_score_is_in_the_evidence(matcher: xref.Matcher) -> None:
    """Between the borders, the score is the sum of the effects shown."""
    for case in CASES:
        for alert in matcher.scan(case["text"]):
            total = sum(item.effect for item in alert.evidence)
            if 0.5 < alert.score < 0.69 or 0.7 <= alert.score < 0.99:
                assert alert.score == pytest.approx(total, abs=1e-3)


def test_the_matcher_pickles(matcher: xref.Matcher) -> None:
    """A copy in another process finds the same."""
    copy = pickle.loads(pickle.dumps(matcher))  # noqa: S301
    text = CASES[3]["text"]
    assert found(copy.scan(text)) == found(matcher.scan(text))


def test_screen_streams(matcher: xref.Matcher) -> None:
    """Alerts of the first article are there before the second is asked for."""

    def documents() -> object:
        yield xref.Document("1", "Kim Jong Un spoke.")
        raise AssertionError("the second article was read too early")

    assert next(matcher.screen(documents())).document_id == "1"  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_scanned(matcher: xref.Matcher, text: str) -> None:
    """No text fails, scores are within 0 and 1, offsets slice back."""
    for alert in matcher.scan(text):
        assert 0.0 <= alert.score <= 1.0
        for mention in alert.mentions:
            assert text[mention.start : mention.end] == mention.text


@settings(max_examples=60, deadline=None)
@given(
    before=st.text(alphabet="abc .\n“’—\u200b한", max_size=40),
    after=st.text(alphabet="abc .\n“’—\u200b", max_size=40),
)
def test_a_name_between_anything_is_found(matcher: xref.Matcher, before: str, after: str) -> None:
    """A listed name between spaces is found whatever stands around it."""
    text = f"{before} Kim Yong-bok {after}"
    hits = {a.subject.id: a for a in matcher.scan(text)}
    assert "us-ofac-sdn:52114" in hits
    assert hits["us-ofac-sdn:52114"].mentions[0].text == "Kim Yong-bok"


def test_a_claim_about_somebody_on_no_list_is_kept(matcher: xref.Matcher) -> None:
    """An article that names only unlisted people can still claim a sanction."""
    text = "Foreign Minister Choe Son Hui was sanctioned by the United States last week."
    alerts, claims = matcher.document_alerts(xref.Document("1", text))
    assert alerts == []
    assert [(c.name, c.authority, c.subject_id, c.on_list) for c in claims] == [
        ("Choe Son Hui", "US-OFAC", None, False)
    ]
