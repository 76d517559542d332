"""The page: a review by plain forms, several reviewers, undo, four eyes, bad logs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from xref.errors import DecisionLogError, ReviewError
from xref.model import Alert, Evidence, Mention, Name
from xref.page.server import PageServer
from xref.review.apply import Sheets
from xref.review.desk import Desk, Verdict
from xref.review.history import History
from xref.review.log import DecisionLog
from xref.review.reading import SheetFile
from xref.review.recorded import RecordedRun
from xref.review.suppression import Memory
from xref.rules import Rules
from xref.rules.review import SecondReviewer

from .conftest import AT, RUN_KEY, VERSION, alert, designation, subject, write_run
from .served import Browser, serving

ONE = alert("2026-01-05/wire/a.txt", score=0.95)
TWO = alert("2026-01-05/other/b.txt", score=0.9)
THREE = alert("2026-01-05/third/c.txt", score=0.8)
VERDICT = "false_positive:different_person"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of three alerts of three sources."""
    return write_run(tmp_path / "run", [ONE, TWO, THREE])


@pytest.fixture
def server(run: Path, tmp_path: Path) -> Iterator[PageServer]:
    """Its page."""
    with serving(run, tmp_path / "log") as found:
        yield found


def dispositions(folder: Path) -> list[tuple[str, str, str]]:
    """What the log says, oldest first."""
    found = History(DecisionLog(folder / "log")).search()
    return [(each.alert_id, each.disposition, each.reviewer) for each in found]


def test_a_review_by_plain_forms(server: PageServer, tmp_path: Path) -> None:
    """Name, queue, three decisions one after another, and nothing is left to do."""
    browser = Browser(server)
    assert "Who reviews?" in browser.words
    browser.post("/reviewer", reviewer="  A.  Lee ")
    assert "To do 3 of 3 alerts" in browser.words
    browser.decide(ONE.alert_id, VERDICT, "a spokesman\r\nof the firm")
    assert browser.page.url.endswith(TWO.alert_id)
    assert "Recorded: false positive for KIM, Yong Chol" in browser.words
    browser.press(TWO.alert_id, "true_match:details_agree")
    browser.press(THREE.alert_id, "escalate:needs_facts")
    assert "Nothing is left to do" in browser.words
    assert dispositions(tmp_path) == [
        (ONE.alert_id, "false_positive", "A. Lee"),
        (TWO.alert_id, "true_match", "A. Lee"),
        (THREE.alert_id, "escalate", "A. Lee"),
    ]
    log = DecisionLog(tmp_path / "log")
    log.verify()
    made = History(log).on_alert(ONE.alert_id)[0]
    assert (made.comment, made.via, made.run_key) == ("a spokesman\nof the firm", "page", RUN_KEY)
    browser.get("/?tab=decided")
    assert "Decided 2 of 3 alerts" in browser.words


def test_what_the_page_records_is_what_a_sheet_records(run: Path, tmp_path: Path) -> None:
    """The same verdict by page and by sheet differs in nothing but how it came in."""
    with serving(run, tmp_path / "log", reviewer="A. Lee") as server:
        Browser(server).decide(ONE.alert_id, VERDICT, "a spokesman")
    (by_page,) = History(DecisionLog(tmp_path / "log")).on_alert(ONE.alert_id)
    history = History(DecisionLog(tmp_path / "other"))
    recorded = RecordedRun(run)
    from xref.rules import load_rules

    (by_sheet,) = Desk(history, load_rules(), recorded).decide(
        [Verdict(ONE.alert_id, *VERDICT.split(":"), "a spokesman", "A. Lee")], at=AT, via="csv"
    )
    left, right = (msgspec.to_builtins(each) for each in (by_page, by_sheet))
    differing = {key for key in left if left[key] != right[key]}
    assert differing == {"via", "hash", "texts", "texts_digest"}


def test_undo_restores_and_history_shows_every_step(server: PageServer, tmp_path: Path) -> None:
    """Undo makes the alert open again; the log keeps both steps."""
    browser = Browser(server, reviewer="A. Lee")
    browser.decide(ONE.alert_id, VERDICT)
    undo = {"alert": browser.field("alert"), "seen": browser.field("seen")}
    browser.post("/undo", **undo)
    assert browser.page.url.endswith(ONE.alert_id)
    assert "Taken back; this alert is to do again" in browser.words
    assert [what for _, what, _ in dispositions(tmp_path)] == ["false_positive", "pending"]
    history = browser.text.split('id="h-history"')[1]
    assert re.findall("<td>(Taken back|False positive)</td>", history) == [
        "Taken back", "False positive",
    ]  # fmt: skip
    browser.get("/")
    assert "To do 3 of 3" in browser.words
    assert 'data-key="u"' not in browser.text
    browser.post("/undo", **undo)  # sent twice
    assert len(dispositions(tmp_path)) == 2


def test_undo_names_what_was_decided_before(server: PageServer) -> None:
    """Who overruled and undoes it is told whose decision stood before."""
    Browser(server, reviewer="B. Cho").decide(ONE.alert_id, VERDICT)
    browser = Browser(server, reviewer="A. Lee")
    browser.decide(ONE.alert_id, "true_match:details_agree")
    browser.post("/undo", alert=browser.field("alert"), seen=browser.field("seen"))
    assert "Before that, B. Cho had decided false positive" in browser.words


def test_nobody_undoes_what_is_not_theirs(server: PageServer, tmp_path: Path) -> None:
    """A forged undo of another reviewer's decision records nothing."""
    Browser(server, reviewer="B. Cho").decide(ONE.alert_id, VERDICT)
    made = History(DecisionLog(tmp_path / "log")).on_alert(ONE.alert_id)[0]
    browser = Browser(server, reviewer="A. Lee")
    browser.post("/undo", alert=ONE.alert_id, seen=made.id)
    assert "is B. Cho's, not A. Lee's" in browser.words
    assert len(dispositions(tmp_path)) == 1


def test_the_second_of_two_reviewers_sees_what_the_first_decided(
    server: PageServer, tmp_path: Path
) -> None:
    """Their input is kept, nothing is overwritten, and they can still decide, knowing of it."""
    first, second = Browser(server, reviewer="A. Lee"), Browser(server, reviewer="B. Cho")
    second.get(f"/alerts/{ONE.alert_id}")
    first.decide(ONE.alert_id, VERDICT, "a spokesman")
    second.press(ONE.alert_id, "true_match:details_agree", "<his> passport")
    assert second.page.status_code == 409
    assert "Somebody decided while you looked. Now it is false positive by A. Lee" in second.words
    assert "“a spokesman”" in second.words
    assert second.text.count("&lt;his&gt; passport") == 2  # typed text, and the button beside it
    assert len(dispositions(tmp_path)) == 1
    second.post(
        f"/alerts/{ONE.alert_id}", seen=second.field("seen"),
        verdict="true_match:details_agree", comment="<his> passport",
    )  # fmt: skip
    assert [(what, who) for _, what, who in dispositions(tmp_path)] == [
        ("false_positive", "A. Lee"), ("true_match", "B. Cho"),
    ]  # fmt: skip


def test_a_form_sent_twice_is_one_decision(server: PageServer, tmp_path: Path) -> None:
    """A double click, or a page that is sent again, writes once."""
    browser = Browser(server, reviewer="A. Lee")
    browser.get(f"/alerts/{ONE.alert_id}")
    for _ in range(2):
        browser.post(f"/alerts/{ONE.alert_id}", seen="", verdict=VERDICT, comment="")
        assert browser.page.url.endswith(TWO.alert_id)
    assert len(dispositions(tmp_path)) == 1


def test_a_sheet_that_is_applied_meanwhile_is_seen(
    server: PageServer, run: Path, tmp_path: Path, rules: Rules
) -> None:
    """`xref review apply` and the page see each other's decisions."""
    browser = Browser(server, reviewer="A. Lee")
    browser.get(f"/alerts/{ONE.alert_id}")
    history = History(DecisionLog(tmp_path / "log"))
    Desk(history, rules, RecordedRun(run)).decide(
        [Verdict(ONE.alert_id, "escalate", "needs_facts", "", "B. Cho")], at=AT, via="csv"
    )
    browser.press(ONE.alert_id, VERDICT)
    assert browser.page.status_code == 409
    assert "escalated by B. Cho" in browser.words or "escalate by B. Cho" in browser.words
    browser.get("/?tab=escalated")
    assert "Escalated 1 of 3" in browser.words
    # The other way round: the sheet is refused what the page decided.
    browser.decide(TWO.alert_id, VERDICT)
    sheet = run / "review.csv"
    text = sheet.read_text(encoding="utf-8-sig").replace(
        f'"{TWO.alert_id}","","","",""', f'"{TWO.alert_id}","true_match","C","details_agree",""'
    )
    sheet.write_text(text, encoding="utf-8")
    history.refresh()
    plan = Sheets(RecordedRun(run), history, rules.review).compare([SheetFile(sheet)])
    assert any("A. Lee decided false_positive" in each for each in plan.problems)


def test_two_servers_on_one_log(run: Path, tmp_path: Path) -> None:
    """Each sees what was decided on the other, at its next page."""
    log = tmp_path / "log"
    with serving(run, log, reviewer="A. Lee") as one, serving(run, log, reviewer="B. Cho") as two:
        left, right = Browser(one), Browser(two)
        right.get(f"/alerts/{ONE.alert_id}")
        left.decide(ONE.alert_id, VERDICT)
        right.press(ONE.alert_id, VERDICT)
        assert right.page.status_code == 409
        right.get("/")
        assert "To do 2 of 3" in right.words
        right.decide(TWO.alert_id, VERDICT)
        left.get("/")
        assert "To do 1 of 3" in left.words
    DecisionLog(log).verify()


PROBLEMS = [
    ("", "", "choose one of the reasons"),
    ("maybe:x", "", "'maybe' is no disposition"),
    ("false_positive:details_agree", "", "is no reason for false_positive"),
    ("false_positive:other_false_positive", "  ", "needs a comment"),
    ("pending:taken_back", "", "choose one of the reasons"),
    (VERDICT, "x" * 4_001, "4001 characters"),
]


@pytest.mark.parametrize(("verdict", "comment", "problem"), PROBLEMS)
def test_a_wrong_verdict_is_told_and_kept(
    server: PageServer, tmp_path: Path, verdict: str, comment: str, problem: str
) -> None:
    """Nothing is recorded, and what was typed is still there."""
    browser = Browser(server, reviewer="A. Lee")
    browser.decide(ONE.alert_id, verdict, comment)
    assert browser.page.status_code == 422
    assert f"Not recorded. {problem}"[:40] in browser.words or problem in browser.words
    assert comment.strip() in browser.text
    assert dispositions(tmp_path) == []


def four_eyes(rules: Rules) -> Rules:
    """Rules under which a false positive needs a second person."""
    second = SecondReviewer(("false_positive",), 1.01, "policy")
    return msgspec.structs.replace(
        rules, review=msgspec.structs.replace(rules.review, second_reviewer=second)
    )


def test_four_eyes(run: Path, tmp_path: Path, rules: Rules) -> None:
    """The first opinion waits; its author cannot agree with it; a second person can."""
    with serving(run, tmp_path / "log", rules=four_eyes(rules)) as server:
        first = Browser(server, reviewer="A. Lee")
        first.decide(ONE.alert_id, VERDICT)
        assert "It waits for a second reviewer." in first.words
        first.get("/?tab=second")
        assert "Second look 1 of 3" in first.words
        first.get(f"/alerts/{ONE.alert_id}")
        assert "It counts only when a second person agrees" in first.words
        assert 'data-key="a"' not in first.text
        first.press(ONE.alert_id, VERDICT, "again")
        assert first.page.status_code == 422
        assert "A. Lee is the first" in first.words
        second = Browser(server, reviewer="B. Cho")
        second.get(f"/alerts/{ONE.alert_id}?tab=second")
        assert 'data-key="a"' in second.text
        second.press(ONE.alert_id, VERDICT, query="?tab=second")
        assert "You agreed with A. Lee." in second.words
    latest = History(DecisionLog(tmp_path / "log")).on_alert(ONE.alert_id)[-1]
    assert (latest.reviewer, latest.second_reviewer, latest.is_approved) == (
        "A. Lee", "B. Cho", True,
    )  # fmt: skip


def test_an_alert_that_is_asked_again_shows_what_changed(
    tmp_path: Path, rules: Rules, run: Path
) -> None:
    """The old decision stands beside what has changed since."""
    history = History(DecisionLog(tmp_path / "log"))
    Desk(history, rules, RecordedRun(run)).decide(
        [Verdict(ONE.alert_id, *VERDICT.split(":"), "a spokesman", "A. Lee")], at=AT, via="csv"
    )
    changed = subject(designation(programmes=("DPRK2", "RUSSIA-EO14024")))
    again = alert("2026-01-05/wire/a.txt", of=changed, score=0.95)
    other = alert("2026-01-05/other/b.txt", of=changed)
    memory = Memory(history, rules.review, as_of="2026-01-06", loaded=[VERSION.name], entries=())
    standing = memory.standing(again)
    assert standing.reopened
    later = write_run(
        tmp_path / "later", [again, other], standings={again.alert_id: standing}, key="k" + "9" * 16
    )
    with serving(later, tmp_path / "log", reviewer="B. Cho") as server:
        browser = Browser(server)
        assert "asked again" in browser.words
        browser.get(f"/alerts/{again.alert_id}")
        assert "Asked again: US-OFAC us:1 gained the programme RUSSIA-EO14024" in browser.words
        assert "Before, it was false positive by A. Lee on 2026-01-05" in browser.words
        browser.press(again.alert_id, VERDICT)
        browser.get("/?tab=decided")
        assert "Decided 1 of 2" in browser.words
    # Opened again, and on a run that did not know of the decision.
    with serving(later, tmp_path / "log", reviewer="B. Cho") as server:
        assert "To do 1 of 2" in Browser(server).words
    forgotten = write_run(tmp_path / "none", [again, other], key="k" + "8" * 16)
    with serving(forgotten, tmp_path / "log", reviewer="B. Cho") as server:
        browser = Browser(server)
        assert "To do 1 of 2" in browser.words


def test_suppressed_alerts_are_answered_before(tmp_path: Path, rules: Rules, run: Path) -> None:
    """What the run kept off its sheet is not to do, and can be looked at."""
    history = History(DecisionLog(tmp_path / "log"))
    Desk(history, rules, RecordedRun(run)).decide(
        [Verdict(ONE.alert_id, *VERDICT.split(":"), "", "A. Lee")], at=AT, via="csv"
    )
    memory = Memory(history, rules.review, as_of="2026-01-06", loaded=[VERSION.name], entries=())
    standing = memory.standing(ONE)
    assert standing.suppressed
    later = write_run(
        tmp_path / "later", [ONE, TWO], standings={ONE.alert_id: standing}, key="k" + "9" * 16
    )
    with serving(later, tmp_path / "log", reviewer="B. Cho") as server:
        browser = Browser(server)
        assert "To do 1 of 2" in browser.words
        browser.get("/?tab=answered")
        assert "Answered before 1 of 2" in browser.words


def same_words(n: int) -> Alert:
    """An alert of the article `n` of one source, in the same words each time."""
    return alert(f"2026-01-0{n}/wire/a.txt", score=0.95 - n / 100)


def test_what_a_decision_answers_elsewhere_is_passed_over(tmp_path: Path) -> None:
    """A clear that covers its source answers the same words there; undoing it asks again."""
    alerts = [same_words(n) for n in (1, 2, 3)]
    run = write_run(tmp_path / "run", [*alerts, THREE])
    with serving(run, tmp_path / "log", reviewer="A. Lee") as server:
        browser = Browser(server)
        browser.decide(alerts[0].alert_id, VERDICT)
        assert browser.page.url.endswith(THREE.alert_id)
        assert "2 more alerts were passed over" in browser.words
        undo = {"alert": browser.field("alert"), "seen": browser.field("seen")}
        browser.get(f"/alerts/{alerts[1].alert_id}")
        assert "A decision on another article of this source answers this alert" in browser.words
        browser.get("/")
        assert "To do 1 of 4" in browser.words
        browser.post("/undo", **undo)
        browser.get("/")
        assert "To do 4 of 4" in browser.words


def test_everything_of_an_alert_is_shown(tmp_path: Path) -> None:
    """Name by syllables, designations side by side, evidence, claims, homonyms, history."""
    listed = subject(
        designation(),
        designation(
            "KPi.9", id="un:KPi.9", list="un", authority="UN-SC", names=(Name("김영철"),),
            titles=("Director",), programmes=(), url="javascript:alert(1)",
        ),
    )  # fmt: skip
    other = subject(designation("2", names=(Name("KIM, Yong Chul"),)))
    against = Evidence("age_differs", -0.1, "the text says 25 years, the list 79")
    one = alert("2026/a.txt", of=listed, evidence=(against,), homonyms=(other.id, "us:404"))
    run = write_run(tmp_path / "run", [one, alert("2026/a.txt", of=other, score=0.7)])
    with serving(run, tmp_path / "log", reviewer="A. Lee") as server:
        browser = Browser(server)
        browser.get(f"/alerts/{one.alert_id}")
    words = browser.words
    for each in (
        "Kim Yong-chol may be KIM, Yong Chol", "US-OFAC", "UN-SC", "DPRK2", "Director", "1946",
        "passport 563410081", "0.80", "−0.10", "25 years", "KIM, Yong Chul", "us:404",
        "its alert on this article", "Nobody has decided", one.alert_id,
    ):  # fmt: skip
        assert each in words, each
    assert '<span lang="ko">김영철</span>' in browser.text
    assert browser.text.count('class="hangul"') == 3
    assert 'href="https://example.org/1" target="_blank" rel="noreferrer noopener"' in browser.text
    assert "javascript:" not in browser.text


# -- logs that cannot be used ------------------------------------------------------------------


def spoilt(log: Path, how: str) -> None:
    """Break a log of two decisions."""
    path = log / "decisions.jsonl"
    data = path.read_bytes()
    lines = data.splitlines(keepends=True)
    if how == "changed":
        path.write_bytes(data.replace(b"different_person", b"different_vessel", 1))
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.write_bytes(b"".join(lines[1:]))


@pytest.mark.parametrize("how", ["changed", "cut", "first line gone"])
def test_a_broken_log_is_refused_before_anybody_begins(
    run: Path, tmp_path: Path, rules: Rules, how: str
) -> None:
    """Not after an hour of work."""
    history = History(DecisionLog(tmp_path / "log"))
    desk = Desk(history, rules, RecordedRun(run))
    for each in (ONE, TWO):
        desk.decide([Verdict(each.alert_id, *VERDICT.split(":"), "", "A")], at=AT, via="csv")
    history.close()
    spoilt(tmp_path / "log", how)
    with pytest.raises(DecisionLogError, match=r"decisions\.jsonl"), serving(run, tmp_path / "log"):
        pass


@pytest.mark.parametrize("how", ["changed", "cut", "first line gone"])
def test_a_log_that_breaks_meanwhile_takes_no_decision(run: Path, tmp_path: Path, how: str) -> None:
    """The page says so, keeps what was typed, and leaves the log as it is."""
    log = tmp_path / "log"
    with serving(run, log, reviewer="A. Lee") as server:
        browser = Browser(server)
        for each in (ONE, TWO):
            browser.decide(each.alert_id, VERDICT)
        browser.get(f"/alerts/{THREE.alert_id}")
        spoilt(log, how)
        broken = (log / "decisions.jsonl").read_bytes()
        browser.press(THREE.alert_id, VERDICT, "kept words")
        if how != "changed":  # a line changed in place is told when the log is next verified
            assert browser.page.status_code == 503
            assert "decisions.jsonl" in browser.words
            assert "kept words" in browser.text
            assert (log / "decisions.jsonl").read_bytes() == broken
    if how == "changed":
        with pytest.raises(DecisionLogError):
            DecisionLog(log).verify()


def test_a_log_that_cannot_be_written_is_told_at_once(run: Path, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "log").write_text("")
    with (
        pytest.raises(DecisionLogError, match=r"cannot be (written|read)"),
        serving(run, tmp_path / "log"),
    ):
        pass


def test_a_full_disk_loses_nothing(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The decision is refused as a whole, typed text is kept, and it works once there is room."""
    import xref.review.log as module

    real = module.os.fsync

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with serving(run, tmp_path / "log", reviewer="A. Lee") as server:
        browser = Browser(server)
        browser.decide(ONE.alert_id, VERDICT)
        browser.get(f"/alerts/{TWO.alert_id}")
        monkeypatch.setattr(module.os, "fsync", full)
        browser.press(TWO.alert_id, VERDICT, "kept words")
        assert browser.page.status_code == 503
        assert "No space left on device; nothing was recorded" in browser.words
        assert "kept words" in browser.text
        monkeypatch.setattr(module.os, "fsync", real)
        assert DecisionLog(tmp_path / "log").verify().decisions == 1
        browser.press(TWO.alert_id, VERDICT, "kept words")
        assert browser.page.url.endswith(THREE.alert_id)
    assert DecisionLog(tmp_path / "log").verify().decisions == 2


def test_a_damaged_run_is_refused(run: Path, tmp_path: Path) -> None:
    """With file and line."""
    with (run / "below.jsonl").open("ab") as stream:
        stream.write(b'{"alert_id": 1}\n')
    with pytest.raises(ReviewError, match=r"below\.jsonl:1"), serving(run, tmp_path / "log"):
        pass


def test_an_alert_whose_mention_is_gone(tmp_path: Path) -> None:
    """An alert without mentions or evidence beyond the name is a page, too."""
    bare = msgspec.structs.replace(ONE, mentions=())
    several = msgspec.structs.replace(
        TWO, mentions=tuple(Mention(n, n + 3, "Kim", "body", f"Kim {n}") for n in range(30))
    )
    run = write_run(tmp_path / "run", [bare, several])
    with serving(run, tmp_path / "log", reviewer="A. Lee") as server:
        browser = Browser(server)
        for each in (bare, several):
            browser.get(f"/alerts/{each.alert_id}")
            assert browser.page.status_code == 200
        assert "and 22 more mentions" in browser.words


def test_an_empty_run(tmp_path: Path) -> None:
    """Nothing to do is a page."""
    with serving(write_run(tmp_path / "run", []), tmp_path / "log", reviewer="A") as server:
        assert "Nothing is left to do" in Browser(server).words


def test_below_the_line(tmp_path: Path) -> None:
    """Alerts under the line are shown apart, and can be decided."""
    low = msgspec.structs.replace(alert("x/low.txt", score=0.4), band=None)
    run = write_run(tmp_path / "run", [ONE], below=[low])
    with serving(run, tmp_path / "log", reviewer="A. Lee") as server:
        browser = Browser(server)
        assert "To do 1 of 2" in browser.words
        browser.get("/?tab=below")
        assert "Under the line 1 of 2" in browser.words
        browser.decide(low.alert_id, VERDICT, query="?tab=below")
        assert "No alert is left in this view" in browser.words
