"""How long a decision holds: exactly as long as all it rested on is unchanged."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from xref.errors import FourEyesError, LogMovedError, ReviewError
from xref.model import Alert, Evidence, Name
from xref.review.decisions import Decision
from xref.review.desk import Desk, Verdict
from xref.review.fingerprints import Facts, changes, source_of
from xref.review.history import History
from xref.review.purge import purge
from xref.review.recorded import RecordedRun
from xref.review.suppression import Memory, Standing
from xref.rules import Rules
from xref.rules.review import SecondReviewer

from .conftest import AT, alert, designation, subject, write_run

DAY = "2026-01-06"
BYLINE = Evidence("byline", -0.4, "stands in a byline")
ROLE = Evidence("role_agrees", 0.05, "general")


def decide(  # noqa: PLR0917
    tmp_path: Path,
    history: History,
    rules: Rules,
    on: Alert,
    disposition: str = "false_positive",
    reason: str = "different_person",
    reviewer: str = "A. Lee",
    comment: str = "a spokesman",
    at: str = AT,
    second: str | None = None,
) -> Decision:
    folder = write_run(tmp_path / f"run{len(list(tmp_path.iterdir()))}", [on])
    desk = Desk(history, rules, RecordedRun(folder))
    verdict = Verdict(on.alert_id, disposition, reason, comment, reviewer, second)
    return desk.decide([verdict], at=at, via="csv")[0]


def ask(
    history: History, rules: Rules, of: Alert, *, day: str = DAY, loaded: tuple[str, ...] = ("us",)
) -> Standing:
    return Memory(history, rules.review, as_of=day, loaded=loaded, entries=()).standing(of)


def test_nobody_decided(history: History, rules: Rules) -> None:
    """No decision, no word about one."""
    found = ask(history, rules, alert())
    assert (found.decision, found.suppressed, found.text()) == (None, False, "")


def test_the_same_alert_is_not_asked_twice(tmp_path: Path, history: History, rules: Rules) -> None:
    """A false positive answers the alert the next day; the line says who, when and why."""
    decision = decide(tmp_path, history, rules, alert())
    found = ask(history, rules, alert())
    assert found.suppressed_by == decision.id
    assert found.text() == (
        "decided false_positive (different_person) by A. Lee on 2026-01-05: a spokesman"
    )


EU = designation(
    "9", id="eu:9", list="eu", authority="EU", programmes=("EU-PRK",), listed_on="2026-01-05"
)
#: What changed -> the alert after the change, and a piece of the reason.
REOPENS = {
    "a programme more": (
        alert(of=subject(designation(programmes=("DPRK2", "RUSSIA-EO14024")))),
        "US-OFAC us:1 gained the programme RUSSIA-EO14024",
    ),
    "a programme less": (alert(of=subject(designation(programmes=()))), "lost the programme DPRK2"),
    "an alias more": (
        alert(of=subject(designation(names=(*designation().names, Name("KIM, Y. C.", "weak"))))),
        "gained the name KIM, Y. C. (weak)",
    ),
    "a birth date": (
        alert(of=subject(designation(birth_dates=("1946-02-01",)))),
        "gained the birth date 1946-02-01",
    ),
    "an identifier less": (alert(of=subject(designation(identifiers=()))), "lost the identifier"),
    "delisted": (
        alert(of=subject(designation(status="delisted"))), "us:1 is delisted, was designated"
    ),
    "a second authority": (
        alert(of=subject(designation(), EU)), "new designation by EU: eu:9, listed on 2026-01-05"
    ),
    "a like-named newcomer": (
        alert(homonyms=("us:77",)), "another listed subject fits the name: us:77"
    ),
    "another spelling in the article": (alert(mention="Kim Yong Chol II"), "another spelling"),
    "something for it": (alert(evidence=(ROLE,)), "other facts in it speak for or against"),
    "something against it": (alert(evidence=(BYLINE,)), "other facts in it speak"),
}  # fmt: skip


@pytest.mark.parametrize("what", REOPENS)
def test_what_reopens_an_alert(tmp_path: Path, history: History, rules: Rules, what: str) -> None:
    """The alert is asked again, and what changed stands beside the old decision."""
    decide(tmp_path, history, rules, alert())
    changed, reason = REOPENS[what]
    found = ask(history, rules, changed, loaded=("us", "eu"))
    assert not found.suppressed
    assert reason in found.text()
    assert found.text().startswith("reopened: ")
    assert "by A. Lee on 2026-01-05: a spokesman" in found.text()


#: What may change without asking again.
HOLDS = {
    "another sentence": alert(sentence="“We sell steel,” said Kim Yong-chol."),
    "another score": alert(score=0.78),
    "the name in other letters": alert(mention="KIM Yong Chol"),
    "how common the name is": alert(evidence=(Evidence("name_rarity", 0.01, "one in 9,000"),)),
    "more mentions": msgspec.structs.replace(alert(), mentions=alert().mentions * 3),
    "a title, a listing date, an address": alert(
        of=subject(designation(titles=("General",), listed_on="2010-08-31", addresses=("X",)))
    ),
    "another headline": alert(title="Updated: steel maker names spokesman"),
}


@pytest.mark.parametrize("what", HOLDS)
def test_what_does_not_reopen_an_alert(
    tmp_path: Path, history: History, rules: Rules, what: str
) -> None:
    """A later version of the same article asks only if the question is another one."""
    decide(tmp_path, history, rules, alert())
    assert ask(history, rules, HOLDS[what]).suppressed


def test_time_and_rules_end_a_decision(tmp_path: Path, history: History, rules: Rules) -> None:
    """The last day counts; the day after asks again; so does a new major version."""
    decision = decide(tmp_path, history, rules, alert(), reason="name_only")
    assert decision.expires == "2027-01-05"
    assert ask(history, rules, alert(), day="2027-01-05").suppressed
    late = ask(history, rules, alert(), day="2027-01-06")
    assert late.reopened == ("the decision expired on 2027-01-05",)
    major = msgspec.structs.replace(
        rules.review, major=msgspec.structs.replace(rules.review.major, value=2)
    )
    newer = msgspec.structs.replace(rules, review=major)
    assert "rules have changed" in ask(history, newer, alert()).text()


def test_a_list_that_is_not_loaded_has_not_changed(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """Screening without the EU's list is no delisting by the EU; with it, a missing entry is."""
    decide(tmp_path, history, rules, alert(of=subject(designation(), EU)))
    assert ask(history, rules, alert(), loaded=("us",)).suppressed
    found = ask(history, rules, alert(), loaded=("us", "eu"))
    assert "EU eu:9 is no longer on the list" in found.text()


def test_a_merge_finds_the_old_decision(tmp_path: Path, history: History, rules: Rules) -> None:
    """A subject that got another id is still the one decided upon, and is asked again."""
    decide(tmp_path, history, rules, alert(of=subject(EU)))
    merged = alert(of=subject(designation(), EU))
    found = ask(history, rules, merged, loaded=("us", "eu"))
    assert "new designation by US-OFAC: us:1" in found.text()


@pytest.mark.parametrize(
    ("disposition", "reason"),
    [("true_match", "details_agree"), ("escalate", "needs_facts"), ("pending", "needs_facts")],
)
def test_other_dispositions_stay_on_the_sheet(
    tmp_path: Path, history: History, rules: Rules, disposition: str, reason: str
) -> None:
    """They are shown with the alert, and end a false positive before them."""
    decide(tmp_path, history, rules, alert())
    decide(tmp_path, history, rules, alert(), disposition, reason, "B", "look")
    found = ask(history, rules, alert())
    assert not found.suppressed
    assert found.text().startswith(f"decided {disposition}")


# The same namesake in other articles

NEXT_DAY = "2026-01-06/wire/b.txt"
OTHER = "2026-01-06/other/b.txt"


def test_the_same_sentence_the_next_day_is_answered(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """A line that a source prints every day is decided once."""
    decide(tmp_path, history, rules, alert())
    assert ask(history, rules, alert(NEXT_DAY)).suppressed


def test_the_same_facts_against_him_are_answered(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """In other words, but with the same contradiction: the namesake again."""
    decide(tmp_path, history, rules, alert(evidence=(BYLINE,)))
    tomorrow = alert(NEXT_DAY, sentence="By Kim Yong-chol", evidence=(BYLINE,))
    assert ask(history, rules, tomorrow).suppressed


#: Articles of the next day that must be asked.
ASKED = {
    "other words, nothing against": alert(NEXT_DAY, sentence="Kim Yong-chol visited the base."),
    "another source": alert(OTHER),
    "a source that does not show": alert("b.txt"),
    "something for it": alert(NEXT_DAY, evidence=(ROLE,)),
    "another subject": alert(NEXT_DAY, of=subject(designation("2"))),
    "a second sentence": msgspec.structs.replace(
        alert(NEXT_DAY),
        mentions=(*alert().mentions, msgspec.structs.replace(
            alert().mentions[0], start=99, snippet="Kim Yong-chol led the bureau."
        )),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ASKED)
def test_other_articles_are_asked(
    tmp_path: Path, history: History, rules: Rules, what: str
) -> None:
    """A name alone is never cleared for a whole source."""
    decide(tmp_path, history, rules, alert())
    found = ask(history, rules, ASKED[what])
    assert found.decision is None
    assert not found.suppressed


def copied(document: str, *copies: str, **changes: object) -> Alert:
    """An alert that copies of its article repeat."""
    found = alert(document, **changes)  # type: ignore[arg-type]
    return msgspec.structs.replace(found, copies=copies, copy_count=len(copies))


def test_a_copy_that_was_decided_answers_the_article_it_repeats(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """A copy came whose path stands first: the same words are not asked again."""
    decision = decide(tmp_path, history, rules, alert(), reason="name_only")
    assert ask(history, rules, alert(OTHER)).decision is None
    found = ask(history, rules, copied(OTHER, "x/y.txt", alert().document_id))
    assert found.suppressed_by == decision.id


def test_a_copy_is_answered_only_if_the_question_is_the_same(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """Another spelling, a changed listing, a true match: asked, with the old decision beside it."""
    decide(tmp_path, history, rules, alert(), reason="name_only")
    here = alert().document_id
    assert "another spelling" in ask(history, rules, copied(OTHER, here, mention="김영철")).text()
    more = subject(designation(programmes=("DPRK2", "IRAN")))
    assert "programme IRAN" in ask(history, rules, copied(OTHER, here, of=more)).text()
    decide(tmp_path, history, rules, alert(), "true_match", "details_agree", "B")
    found = ask(history, rules, copied(OTHER, here))
    assert not found.suppressed
    assert found.text().startswith("decided true_match")


def test_its_own_decision_goes_before_that_of_a_copy(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """Of several copies the latest decision counts."""
    decide(tmp_path, history, rules, alert(OTHER), reason="name_only")
    decide(tmp_path, history, rules, alert(), "true_match", "details_agree", "B")
    assert ask(history, rules, copied(OTHER, alert().document_id)).suppressed
    third = ask(history, rules, copied("z/z.txt", alert().document_id, OTHER))
    assert third.text().startswith("decided true_match")


def test_an_entry_that_is_another_subjects_now_is_still_on_the_list(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """What parted is not called delisted."""
    decide(tmp_path, history, rules, alert(of=subject(designation(), EU)))
    memory = Memory(
        history, rules.review, as_of="2026-01-06", loaded=("us", "eu"), entries=(EU.id,)
    )
    found = memory.standing(alert())
    assert found.reopened == ("EU eu:9 is an entry of another subject now",)


def test_a_reason_that_tells_nothing_covers_one_article(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """`name_only` says that nothing is known of the namesake."""
    decide(tmp_path, history, rules, alert(), reason="name_only")
    assert not ask(history, rules, alert(NEXT_DAY)).suppressed


def test_a_changed_listing_reopens_other_articles_with_the_old_decision(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """What changed stands beside the decision on the other article."""
    decide(tmp_path, history, rules, alert())
    changed = alert(NEXT_DAY, of=subject(designation(programmes=("DPRK2", "DPRK4"))))
    found = ask(history, rules, changed)
    assert "gained the programme DPRK4" in found.text()


def test_a_true_match_in_the_source_ends_the_reach(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """Once the general himself was named just so, every article is asked again."""
    decide(tmp_path, history, rules, alert())
    decide(tmp_path, history, rules, alert(NEXT_DAY), "true_match", "details_agree", "B")
    found = ask(history, rules, alert("2026-01-07/wire/c.txt"))
    assert not found.suppressed
    assert ask(history, rules, alert()).suppressed


def test_a_decision_taken_back_reaches_nowhere(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """Pending takes back the clear and all that it covered."""
    decide(tmp_path, history, rules, alert())
    decide(tmp_path, history, rules, alert(), "pending", "taken_back")
    assert not ask(history, rules, alert(NEXT_DAY)).suppressed


def test_after_a_purge_the_own_article_is_still_answered(
    tmp_path: Path, history: History, rules: Rules
) -> None:
    """Decision and hashes are enough; only the comment has gone."""
    decide(tmp_path, history, rules, alert())
    purge(history.log, before="2026-01-06", reviewer="Z", at="2026-02-01T00:00:00Z")
    history.refresh()
    found = ask(history, rules, alert())
    assert found.suppressed
    assert "spokesman" not in found.text()


@pytest.mark.parametrize(
    ("document", "path", "source"),
    [
        ("https://www.example.org/a", "x/y.html", "example.org"),
        ("a", "http://News.example.org:80/x", "news.example.org"),
        ("wire/2026/01/a.txt", None, "wire/#/#"),
        ("x", "news/20260105.jsonl", "news"),
        ("a.txt", None, None),
        ("./a.txt", None, None),
        ("http://[broken/x", None, None),
        ("http:///x/y", None, None),
    ],
)
def test_sources(document: str, path: str | None, source: str | None) -> None:
    """A host, else a folder with its digits taken out, else none."""
    assert source_of(document, path) == source


def test_the_address_goes_before_the_file() -> None:
    """Where an article was published tells more than where it was read."""
    assert source_of("a.txt", "feeds/a.txt", "https://www.example.org/x") == "example.org"


def test_no_change_is_no_line() -> None:
    """Equal facts in another order do not differ."""
    one = Facts("us:1", "us", "US", "designated", None, ("A",), (), (), ())
    two = msgspec.structs.replace(one, id="us:2")
    assert changes([one, two], [two, one], {"us"}) == ()


# Four eyes


@pytest.fixture
def strict(rules: Rules) -> Rules:
    """Rules under which clears from .80 up and true matches need a second person."""
    rule = SecondReviewer(("true_match",), 0.8, "test")
    return msgspec.structs.replace(
        rules, review=msgspec.structs.replace(rules.review, second_reviewer=rule)
    )


def test_a_second_person_must_agree(tmp_path: Path, history: History, strict: Rules) -> None:
    """A clear that waits suppresses nothing; the first cannot agree with himself."""
    first = decide(tmp_path, history, strict, alert())
    waiting = ask(history, strict, alert())
    assert not waiting.suppressed
    assert waiting.reopened == ("it waits for a second reviewer",)
    with pytest.raises(FourEyesError):
        decide(tmp_path, history, strict, alert(), reviewer="a.  LEE")
    second = decide(tmp_path, history, strict, alert(), reviewer="B. Park", comment="agreed")
    assert (second.reviewer, second.second_reviewer) == ("A. Lee", "B. Park")
    assert second.confirms == first.id
    assert ask(history, strict, alert()).suppressed


def test_a_second_person_who_saw_something_else_is_a_first(
    tmp_path: Path, history: History, strict: Rules
) -> None:
    """Agreement counts only on the same listing and mention."""
    decide(tmp_path, history, strict, alert())
    changed = alert(of=subject(designation(programmes=())))
    other = decide(tmp_path, history, strict, changed, reviewer="B. Park")
    assert other.second_reviewer is None
    assert not other.is_approved


def test_two_people_at_once(tmp_path: Path, history: History, strict: Rules) -> None:
    """Both on the sheet: one decision with two names."""
    decision = decide(tmp_path, history, strict, alert(), second="B. Park")
    assert decision.is_approved
    same = decide(tmp_path, history, strict, alert("x/y.txt"), second="a. lee")
    assert not same.is_approved


def test_a_low_clear_needs_nobody(tmp_path: Path, history: History, strict: Rules) -> None:
    """The border is that of the rules."""
    assert decide(tmp_path, history, strict, alert(score=0.79)).is_approved


# The desk


@pytest.mark.parametrize(
    ("verdict", "what"),
    [
        (("maybe", "name_only", "", "A"), "no disposition"),
        (("false_positive", "", "", "A"), "needs a reason"),
        (("false_positive", "details_agree", "", "A"), "no reason for false_positive"),
        (("false_positive", "other_false_positive", " ", "A"), "needs a comment"),
        (("false_positive", "name_only", "", "  "), "nobody has signed"),
        (("false_positive", "name_only", "x" * 4001, "A"), "at most 4000"),
    ],
)
def test_wrong_verdicts(
    tmp_path: Path, history: History, rules: Rules, verdict: tuple[str, ...], what: str
) -> None:
    """Each is refused with its field, and nothing is written."""
    one, two = alert(), alert("x/y.txt")
    run = RecordedRun(write_run(tmp_path / "run", [one, two]))
    good = Verdict(two.alert_id, "escalate", "needs_facts", "", "A")
    with pytest.raises(ReviewError, match=what):
        Desk(history, rules, run).decide([good, Verdict(one.alert_id, *verdict)], at=AT, via="csv")
    assert history.log.head().count == 0


def test_two_reviewers_at_once(tmp_path: Path, history: History, rules: Rules) -> None:
    """Who decides upon an outdated state is told; the other's decision stands."""
    run = RecordedRun(write_run(tmp_path / "run", [alert()]))
    desk, other = Desk(history, rules, run), Desk(History(history.log), rules, run)
    seen = history.head.hash
    verdict = Verdict(alert().alert_id, "false_positive", "name_only", "", "A")
    desk.decide([verdict], at=AT, via="page", expect=seen)
    with pytest.raises(LogMovedError):
        other.decide([verdict], at=AT, via="page", expect=seen)
    assert len(history.on_alert(alert().alert_id)) == 1


def test_a_listing_is_recorded_once(tmp_path: Path, history: History, rules: Rules) -> None:
    """Decisions on one subject share the line that holds its designations."""
    alerts = [alert(f"x/{n}.txt") for n in range(3)]
    run = RecordedRun(write_run(tmp_path / "run", alerts))
    desk = Desk(history, rules, run)
    for each in alerts[:2], alerts[2:]:
        verdicts = [Verdict(one.alert_id, "escalate", "needs_facts", "", "A") for one in each]
        desk.decide(verdicts, at=AT, via="csv")
    assert history.log.head().count == 4
