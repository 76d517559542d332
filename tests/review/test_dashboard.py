"""The dashboard: its pictures show what is in the files of the run and in the log."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jinja2
import lxml.html
import msgspec
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from xref.alerts import alert_object, json_lines
from xref.errors import FourEyesError, ReviewError
from xref.match.screening import alert_id
from xref.model import Alert, Document, Evidence, ListVersion, Mention, Subject
from xref.review import charts, figures
from xref.review.charts import PATTERNS, Bar, bars, columns, stylesheet
from xref.review.dashboard import Panel, dashboard_panels
from xref.review.decisions import Decision
from xref.review.desk import Desk, Verdict
from xref.review.figures import PastRun, alerts_of, past_runs
from xref.review.history import History
from xref.review.log import DecisionLog
from xref.review.panels import MOST_PERIODS, periods
from xref.review.purge import purge
from xref.review.recorded import RecordedRun
from xref.rules import Rules, load_rules
from xref.rules.review import SecondReviewer

from .conftest import AT, designation, subject

NOW = datetime(2026, 1, 25, 12, tzinfo=UTC)
RULES = load_rules()
_REVIEW = msgspec.structs.replace(
    RULES.review, second_reviewer=SecondReviewer(("true_match",), 1.01, "policy of a test")
)
FOUR_EYES = msgspec.structs.replace(RULES, review=_REVIEW)
BAD_NAME = "\u202e<script>alert(1)</script>\" onload='x' & ]]> \x07"
SUBJECTS = (
    subject(),
    subject(designation("2"), designation("9", id="eu:9", list="eu", authority="EU")),
    subject(designation("3", id=f"{BAD_NAME}:3", list=BAD_NAME, authority=BAD_NAME)),
)
KNOWN = (
    None,
    {"suppressed_by": "d0123456789ab"},
    {"earlier": {"disposition": "false_positive", "reopened": ["the listing changed"]}},
    {"earlier": {"disposition": "true_match", "reopened": []}},
    {"earlier": {"disposition": "escalate", "reopened": ["it waits for a second reviewer"]}},
    {"earlier": {"disposition": "pending", "reopened": []}},
)
BECOMES = ("open", "suppressed", "reopened", "true_match", "waiting", "open")


class Case(msgspec.Struct, frozen=True):
    """An alert of a test, and what the run knew of it."""

    alert: Alert
    known: int = 0


def case(
    number: int,
    of: Subject = SUBJECTS[0],
    published: str | None = "2026-01-05",
    score: float = 0.8,
    known: int = 0,
) -> Case:
    document = Document(f"wire/{number}.txt", "", "t", published, f"wire/{number}.txt")
    made = Alert(
        alert_id=alert_id(document.id, of.id),
        document_id=document.id,
        document=document,
        subject=of,
        score=score,
        band="strong" if score >= 0.9 else "possible",
        status=of.status,
        evidence=(Evidence("name", 0.8, "same name"),),
        matched_name=of.designations[0].names[0],
        mentions=(Mention(0, 3, "Kim", "body", "Kim said."),),
    )
    return Case(made, known)


def write(folder: Path, cases: list[Case], **manifest: Any) -> RecordedRun:
    """The files of a run that the dashboard reads."""
    folder.mkdir(parents=True, exist_ok=True)
    nothing: dict[str, Any] = {"earlier": None, "suppressed_by": None}
    lines = [alert_object(each.alert) | nothing | (KNOWN[each.known] or {}) for each in cases]
    (folder / "alerts.jsonl").write_bytes(json_lines(lines))
    (folder / "below.jsonl").write_bytes(b"")
    subjects = {each.alert.subject.id: each.alert.subject for each in cases}
    (folder / "subjects.jsonl").write_bytes(
        json_lines(msgspec.to_builtins(each) for each in subjects.values())
    )
    about = {
        "run_id": folder.name, "run_key": "k" + "0" * 16, "started_at": AT, "lists": [],
        "rules": {"digest": RULES.digest}, "decisions": {"count": 0, "head": "", "as_of": AT[:10]},
    }  # fmt: skip
    (folder / "manifest.json").write_bytes(msgspec.json.encode(about | manifest))
    return RecordedRun(folder)


def decide(
    history: History, run: RecordedRun, *verdicts: Verdict, at: str = AT, rules: Rules = RULES
) -> None:
    Desk(history, rules, run).decide(list(verdicts), at=at, via="csv")


def panels_of(run: RecordedRun, history: History, **given: Any) -> dict[str, Panel]:
    """The panels by name."""
    found = dashboard_panels(
        run, history, **({"now": NOW, "reasons": RULES.review.reasons} | given)
    )
    return {each.name: each for each in found}


def figures_of(panel: Panel) -> list[dict[str, str]]:
    """The rows of a panel by the heads of its columns."""
    return [dict(zip(panel.columns, row, strict=True)) for row in panel.rows]


def count(text: str) -> int:
    return int(text.replace(",", ""))


def drawing(panel_chart: object) -> etree._Element:
    """A chart as XML: well-formed, or the test fails."""
    return etree.fromstring(str(panel_chart).encode())


dates = st.sampled_from(
    [None, "2026-01-05", "2026-01-20", "2025-03-02T10:00:00Z", "2026-01", "2026", "2026-13-40",
     "1999-12-31", "2031-01-01", "", "김정은", "2026-01-05 \u202e"]
)  # fmt: skip
cases = st.lists(
    st.tuples(
        st.sampled_from(SUBJECTS), dates, st.sampled_from([0.72, 0.95]),
        st.integers(0, len(KNOWN) - 1),
    ),
    max_size=14,
)  # fmt: skip
verdicts = st.lists(
    st.tuples(
        st.integers(0, 13),
        st.sampled_from(["false_positive", "true_match", "escalate", "pending"]),
        st.sampled_from(["A. Lee", "B. Park"]),
        st.sampled_from([None, "C. Chung"]),
        st.integers(0, 15),
    ),
    max_size=10,
)


@given(cases, verdicts)
@settings(max_examples=60, deadline=None)
def test_every_count_is_that_of_a_plain_recount(
    drawn: list[tuple[Subject, str | None, float, int]],
    said: list[tuple[int, str, str, str | None, int]],
) -> None:
    """Whatever the run holds and whoever decided what: panels against loops over the files."""
    made = [case(n, *each) for n, each in enumerate(drawn)]
    with TemporaryDirectory() as place:
        run = write(Path(place) / "runs" / "today", made)
        history = History(DecisionLog(Path(place) / "log"))
        for number, disposition, who, second, day in sorted(said, key=lambda each: each[4]):
            if number < len(made):
                code = RULES.review.codes(disposition)[0]
                one = Verdict(made[number].alert.alert_id, disposition, code, "c", who, second)
                at = f"2026-01-{5 + day:02}T11:00:00Z"
                with contextlib.suppress(FourEyesError):
                    decide(history, run, one, at=at, rules=FOUR_EYES)
        panels = panels_of(run, history)
        records = [each for _, each in history.log.records() if isinstance(each, Decision)]
        history.close()
    latest = {each.alert_id: each for each in records}
    state, reasons = Counter[tuple[str, str]](), Counter[str]()
    for each in made:
        decision = latest.get(each.alert.alert_id)
        found = BECOMES[each.known]
        if decision is not None:
            found = decision.disposition if decision.is_approved else "waiting"
            found = "open" if decision.disposition == "pending" else found
        state[each.alert.band or "", found] += 1
        if found == "false_positive" and decision is not None:
            reasons[decision.reason_code] += 1

    rows = {row["band"]: row for row in figures_of(panels["progress"])}
    words = {"false_positive": "false positive", "true_match": "true match", "open": "open",
             "escalate": "escalated", "waiting": "waits for a second reviewer",
             "suppressed": "answered by an earlier decision",
             "reopened": "asked again"}  # fmt: skip
    assert bool(rows) == bool(made)
    for band in rows.keys() - {"both"}:
        for one, word in words.items():
            assert count(rows[band][word]) == state[band, one], (band, one)
    assert {row["reason"]: count(row["alerts"]) for row in figures_of(panels["reasons"])} == reasons

    bands = Counter(each.alert.band for each in made if _is_dated(each.alert.document.published))
    dated = figures_of(panels["dates"])
    if len(dated) and "before" not in panels["dates"].sentence:
        for band in ("strong", "possible"):
            assert sum(count(row[band]) for row in dated) == bands[band]
    by_list = Counter(
        name for each in made for name in {d.list for d in each.alert.subject.designations}
    )
    assert {r["list"]: count(r["alerts"]) for r in figures_of(panels["lists"])} == by_list
    by_subject = Counter(each.alert.subject.id for each in made)
    assert {r["id"]: count(r["alerts"]) for r in figures_of(panels["subjects"])} == by_subject
    people = Counter(each.reviewer for each in records)
    seconds = Counter(each.second_reviewer for each in records if each.second_reviewer)
    pace = figures_of(panels["pace"])
    assert {r["reviewer"]: count(r["decisions"]) for r in pace} == {
        who: people[who] for who in people | seconds
    }
    assert {r["reviewer"]: count(r["as second reviewer"]) for r in pace} == {
        who: seconds[who] for who in people | seconds
    }
    clears = [each for each in latest.values() if each.disposition == "false_positive"]
    ending = sum(
        NOW.date() <= date.fromisoformat(each.expires or "9999-12-31")
        <= NOW.date() + timedelta(days=90) for each in clears
    )  # fmt: skip
    expiry = figures_of(panels["expiry"])
    assert (count(expiry[-1]["so far"]) if expiry else 0) == ending
    for panel in panels.values():
        check_markup(panel)


def _is_dated(published: str | None) -> bool:
    try:
        return date.fromisoformat((published or "")[:10]) <= NOW.date() + timedelta(days=1)
    except ValueError:
        return False


def check_markup(panel: Panel) -> None:
    """Well-formed; classes only; nothing outside the picture; references that lead somewhere."""
    assert panel.sentence.endswith((".", "…")), panel.sentence
    assert panel.title
    for row in panel.rows:
        assert len(row) == len(panel.columns)
    if not panel.chart:
        return
    root = drawing(panel.chart)
    ids = {node.get("id") for node in root.iter() if node.get("id")}
    for node in root.iter():
        tag = etree.QName(node).localname
        assert tag not in ("script", "style", "a", "image", "foreignObject")
        for name, value in node.attrib.items():
            assert name != "style"
            assert not name.startswith("on")
            assert "href" not in name
            if str(value).startswith("url("):
                assert re.fullmatch(rf"url\(#{panel.name}-\w+\)", value)
                assert value[5:-1] in ids
        if tag == "rect":
            x, width = node.get("x", "0"), node.get("width", "0")
            if x.endswith("%"):
                assert -0.01 <= float(x[:-1]) <= 100.01
                assert float(x[:-1]) + float(width[:-1]) <= 100.6
            assert float(node.get("height", "0")) >= 0
    svg = next(node for node in root.iter() if node.get("role") == "img")
    assert {svg.get("aria-labelledby"), svg.get("aria-describedby")} <= ids
    assert all(name.startswith(f"{panel.name}-") for name in ids)


@pytest.mark.parametrize("name", [BAD_NAME, "{{ 7*7 }}", "김정은" * 40, "a" * 5_000, "𝔸\ud800"])
def test_a_hostile_name_stays_text(tmp_path: Path, history: History, name: str) -> None:
    """Names of lists, subjects and reviewers are shown as they are, and mean nothing."""
    of = subject(designation("3", list=name, authority=name))
    of = msgspec.structs.replace(of, name=name)
    of_list = bars("x", [Bar(name, {"strong": 1}, name)], legend={}, title=name, about=name)
    text = "".join(drawing(of_list).itertext())
    assert charts.visible(name) in text
    if "\ud800" in name:
        return  # no file of a run can hold it
    run = write(tmp_path / "r", [case(1, of)])
    decide(history, run, Verdict(case(1, of).alert.alert_id, "true_match", "details_agree", "",
           name[:90], "B. Park"))  # fmt: skip
    panels = panels_of(run, history)
    for panel in panels.values():
        check_markup(panel)
    page = _page(list(panels.values()))
    assert "<script" not in page
    assert "49" not in page or "{{" not in name


def _page(panels: list[Panel]) -> str:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("xref.review", "."), autoescape=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    source = '{% from "panels.html.j2" import cards %}{{ cards(panels) }}'
    return environment.from_string(source).render(panels=panels)


def test_the_panels_fit_a_page_that_allows_no_style_and_no_script(
    tmp_path: Path, history: History
) -> None:
    """No style attribute, no script, no id twice; each picture under its head with its figures."""
    run = write(tmp_path / "r", [case(n, SUBJECTS[n % 3]) for n in range(9)])
    panels = panels_of(run, history)
    page = _page(list(panels.values()))
    root = lxml.html.fragment_fromstring(page, create_parent="div")
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    assert not {node.tag for node in nodes} & {"script", "style", "link", "img", "iframe"}
    names = {name for node in nodes for name in node.attrib}
    assert not [name for name in names if name == "style" or name.startswith("on")]
    ids = [node.get("id") for node in nodes if node.get("id")]
    assert len(ids) == len(set(ids))
    for panel in panels.values():
        assert panel.title in page
    assert page.count("<details>") == sum(bool(panel.rows) for panel in panels.values())


def test_a_run_without_alerts_says_so(tmp_path: Path, history: History) -> None:
    """No picture of nothing, and no division by it."""
    panels = panels_of(write(tmp_path / "r", []), history)
    assert panels["progress"].sentence == "There is nothing to review."
    for name in ("progress", "expiry", "pace", "dates", "lists", "subjects", "ages", "reasons"):
        assert not panels[name].chart, name
        assert panels[name].sentence


def test_one_alert_is_one(tmp_path: Path, history: History) -> None:
    """Singular where it is one; a single column is not as wide as the picture."""
    run = write(tmp_path / "r", [case(1, score=0.95)])
    panels = panels_of(run, history)
    assert panels["progress"].sentence == "0\xa0% of 1 alert is answered; 1 open."
    assert panels["dates"].sentence == "1 alert of articles of the day 2026-01-05."
    assert panels["runs"].sentence == "The latest of 1 run has 1 alert, 1 of them strong."
    (picture,) = drawing(panels["dates"].chart).xpath("//*[@role='img']")
    widths = [node.get("width") for node in picture.iter() if node.get("x")]
    assert max(float(each.rstrip("%")) for each in widths if each and each.endswith("%")) <= 9.0


@pytest.mark.parametrize(
    ("first", "last", "noun", "count"),
    [
        ("2026-01-05", "2026-01-05", "day", 1),
        ("2026-01-01", "2026-02-10", "day", 41),
        ("2025-12-01", "2026-02-10", "week", 11),
        ("2024-02-29", "2026-02-10", "month", 25),
        ("2023-02-10", "2026-02-10", "month", 37),
        ("2015-01-01", "2026-02-10", "quarter", 45),
        ("1980-01-01", "2026-02-10", "year", 47),
        ("0001-01-01", "2026-02-10", "year", MOST_PERIODS),
    ],
)
def test_periods_follow_the_span(first: str, last: str, noun: str, count: int) -> None:
    """Days for a month, weeks for a year, months for five years; never more than fit."""
    found = periods(pl.Series([date.fromisoformat(first), date.fromisoformat(last)]))
    assert (found.noun, len(found.starts)) == (noun, count)
    assert len(set(found.labels())) == count


def test_one_old_article_does_not_flatten_the_rest() -> None:
    """A fiftieth from long ago is counted aside, and the rest drawn by day."""
    days = [date(1998, 1, 1), *(date(2026, 1, 1 + n % 20) for n in range(100))]
    found = periods(pl.Series(days))
    assert (found.noun, found.earlier, len(found.starts)) == ("day", 1, 20)


def test_dates_that_are_none_are_counted_aside(tmp_path: Path, history: History) -> None:
    """Articles without a date, and those that claim to be from the future."""
    published = [None, "2026-01", "2099-01-01", "2026-01-05"]
    run = write(tmp_path / "r", [case(n, published=each) for n, each in enumerate(published)])
    said = panels_of(run, history)["dates"].sentence
    assert "2 alerts are of articles without a date." in said
    assert "1 alert is of articles with a date in the future." in said


@pytest.mark.parametrize("size", [1, 999, 12_345, 10**7, 10**12, 7 * 10**15])
def test_huge_counts_fit(size: int) -> None:
    """Columns keep their height and numbers their length."""
    drawn = columns("x", ["a", "b"], {"strong": [size, 1], "possible": [0, size]},
                    legend={"strong": "strong"}, title="t", about="a")  # fmt: skip
    for node in drawing(drawn).iter():
        if node.get("height") and node.get("x", "").endswith("%"):
            assert float(node.get("height")) <= 150.1
        if node.get("class") in ("tick", "value"):
            assert len("".join(node.itertext())) <= 5, "".join(node.itertext())


@pytest.mark.parametrize("count", [1, 2, 5, 7, 13, 20, 31, 40, 52, 60])
def test_labels_below_columns_do_not_run_into_each_other(count: int) -> None:
    """On a picture of 330 pixels, with dates of 66; those only for wide ones, of 560."""
    drawn = columns("x", ["2026-01-05"] * count, {"plain": [1] * count}, legend={}, title="t",
                    about="a")  # fmt: skip
    labels = [n for n in drawing(drawn).iter() if "".join(n.itertext()) == "2026-01-05"
              and n.get("class")]  # fmt: skip
    places = [(float(n.get("x", "")[:-1]), n.get("class")) for n in labels]
    narrow = [x for x, css in places if css == "tick"]
    for shown, width in ((narrow, 330), ([x for x, _ in places], 560)):
        assert shown
        for before, behind in pairwise(shown):
            assert (behind - before) / 100 * width > 68
        assert shown[-1] / 100 * width + 33 < width + 24  # the card's own edge


def test_ages_are_told_by_limit(tmp_path: Path, history: History) -> None:
    """A copy past its limit is said to be, in words; one without a time of a check has no bar."""

    def version(name: str, checked_at: str | None) -> dict[str, Any]:
        made = ListVersion(name=name, title="", format="x", path="", files=(), bytes=1,
                           sha256="ab" * 32, checked_at=checked_at)  # fmt: skip
        return dict(msgspec.to_builtins(made))

    lists = [
        version("us-ofac-sdn", "2026-01-04T10:00:00Z"), version("un-sc", "2026-01-05T09:00:00Z"),
        version("my-own", "2020-01-01T00:00:00Z"), version("given", None),
    ]  # fmt: skip
    panel = panels_of(write(tmp_path / "r", [], lists=lists), history)["ages"]
    check_markup(panel)
    assert panel.sentence.startswith("Older now than they may be: us-ofac-sdn. At the run none of")
    assert "1 list without a time of a check" in panel.sentence
    text = "".join(drawing(panel.chart).itertext())
    assert "too old: 21.1 of 7 days" in text
    assert "20.1 of 30 days" in text
    assert "days, no limit" in text
    by_name = {row["list"]: row for row in figures_of(panel)}
    assert by_name["us-ofac-sdn"]["days at the run"] == "1.0"
    assert by_name["given"]["last checked"] == "not recorded"


def test_what_the_run_knew_is_not_decided_again(tmp_path: Path, history: History) -> None:
    """A clear that the run consulted is in the run's words; one recorded later counts by itself."""
    run = write(tmp_path / "old", [case(1)])
    clear = Verdict(case(1).alert.alert_id, "false_positive", "name_only", "", "A. Lee")
    decide(history, run, clear)
    consulted = {"count": history.head.count, "head": history.head.hash, "as_of": AT[:10]}
    later = write(tmp_path / "new", [case(1, known=2)], decisions=consulted)
    (row, _, both) = figures_of(panels_of(later, history)["progress"])[-3:]
    assert (both["asked again"], both["false positive"]) == ("1", "0")
    decide(history, later, msgspec.structs.replace(clear, reviewer="B. Park"))
    both = figures_of(panels_of(later, history)["progress"])[-1]
    assert (both["asked again"], both["false positive"]) == ("0", "1")
    asked_all = write(
        tmp_path / "all", [case(1)], decisions=None, started_at="2026-01-09T00:00:00Z"
    )
    both = figures_of(panels_of(asked_all, history)["progress"])[-1]
    assert both["open"] == "1"
    assert row["band"] == "strong"


def test_two_reviewers_are_told_to_agree_or_not(tmp_path: Path, history: History) -> None:
    """Alerts that two people looked at, and how many of them came to the same end."""
    made = [case(n) for n in range(3)]
    run = write(tmp_path / "r", made)
    ids = [each.alert.alert_id for each in made]
    both = Verdict(ids[0], "true_match", "details_agree", "", "A. Lee", "B. Park")
    decide(history, run, both, rules=FOUR_EYES)
    decide(history, run, Verdict(ids[1], "false_positive", "name_only", "", "A. Lee"))
    decide(history, run, Verdict(ids[1], "true_match", "details_agree", "", "B. Park"),
           at="2026-01-05T14:00:00Z")  # fmt: skip
    decide(history, run, Verdict(ids[2], "false_positive", "name_only", "", "A. Lee"),
           at="2026-01-05T16:00:00Z")  # fmt: skip
    said = panels_of(run, history)["pace"].sentence
    assert said.startswith("4 decisions by 2 reviewers; half of the alerts decided were decided "
                           "within 4 hours of the run.")  # fmt: skip
    assert "Two or more looked at 2 alerts, and came to the same end on 1 of them." in said


def test_what_changed_is_seen(tmp_path: Path, log: DecisionLog) -> None:
    """Kept figures give way to a changed file, to new decisions, to a purge and to another log."""
    run = write(tmp_path / "r", [case(1)])
    history = History(log)
    assert count(figures_of(panels_of(run, history)["progress"])[-1]["alerts"]) == 1
    run = write(tmp_path / "r", [case(1), case(2)])
    clear = Verdict(case(1).alert.alert_id, "false_positive", "name_only", "", "A. Lee")
    for expected in (0, 1):
        both = figures_of(panels_of(run, history)["progress"])[-1]
        assert (both["alerts"], count(both["false positive"])) == ("2", expected)
        if not expected:
            decide(history, run, clear)
    purge(log, before="2026-01-20", reviewer="Z", at="2026-01-21T00:00:00Z")
    assert figures_of(panels_of(run, history)["progress"])[-1]["false positive"] == "1"
    for each in log.folder.iterdir():
        each.unlink()
    other = History(log)
    decide(other, run, msgspec.structs.replace(clear, disposition="true_match",
           reason_code="details_agree"))  # fmt: skip
    both = figures_of(panels_of(run, other)["progress"])[-1]
    assert (both["false positive"], both["true match"]) == ("0", "1")


def test_figures_of_few_runs_are_kept(tmp_path: Path) -> None:
    """Memory is bounded: the runs looked at last."""
    for n in range(figures.KEPT + 3):
        alerts_of(write(tmp_path / f"r{n}", [case(n)]))
    assert len(figures._ALERTS) <= figures.KEPT


def test_a_damaged_run_is_told(tmp_path: Path) -> None:
    """The file is named; no traceback."""
    run = write(tmp_path / "r", [case(1)])
    (tmp_path / "r" / "alerts.jsonl").write_bytes(b'{"alert_id": 1}\n')
    with pytest.raises(ReviewError, match=r"alerts\.jsonl: cannot be read"):
        alerts_of(run)


def test_runs_beside_are_compared(tmp_path: Path, history: History) -> None:
    """The folders beside the run; what is no run, or is damaged, is passed over."""
    for n in range(1, 4):
        write(tmp_path / f"r{n}", [], started_at=f"2026-01-0{n}T10:00:00Z",
              counts={"strong": n, "possible": 10 * n})  # fmt: skip
    (tmp_path / "unfinished").mkdir()
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "manifest.json").write_bytes(b"{")
    (tmp_path / "file").write_bytes(b"")
    run = write(tmp_path / "r9", [case(1)])
    panel = panels_of(run, history)["runs"]
    assert [row["run"] for row in figures_of(panel)] == ["r9 (this run)", "r3", "r2", "r1"]
    assert panel.sentence == (
        "The latest of 4 runs has 1 alert, none of them strong; the runs before had 22 on average."
    )
    check_markup(panel)


def test_of_very_many_runs_the_latest_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bound on manifests, and it is said how many were left out."""
    monkeypatch.setattr(figures, "MAX_RUNS", 3)
    for n in range(5):
        write(tmp_path / f"r{n}", [], started_at=f"2026-01-0{n + 1}T10:00:00Z")
    runs, left_out = past_runs(tmp_path)
    assert (len(runs), left_out) == (3, 2)
    assert past_runs(tmp_path / "nowhere") == ([], 0)


def test_three_years_of_runs_are_means(tmp_path: Path) -> None:
    """More runs than columns fit: the mean of each period, and it is said."""
    from xref.review.alert_panels import runs_panel

    runs = [
        PastRun(f"r{n}", f"r{n}", f"{date(2023, 1, 1) + timedelta(days=n)}T00:00:00Z",
                {"strong": 2, "possible": 4})
        for n in range(1_000)
    ]  # fmt: skip
    panel = runs_panel(runs, 7, "r999")
    assert panel.sentence.endswith(
        "A column is the mean of the runs of a month. 7 runs written earlier not counted."
    )
    titles = [t for t in drawing(panel.chart).itertext() if t.startswith("2024-02: ")]
    assert titles == ["2024-02: 2 strong, 4 possible"]
    check_markup(panel)


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--chart-([a-z-]+): (#[0-9a-f]{3,6});", block))


def _light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_colours_can_be_seen(mode: int) -> None:
    """WCAG 2.2 AA: 4.5 for texts, 3 for what is drawn, against the paper; in both modes."""
    colours = _colours(stylesheet().split("prefers-color-scheme: dark)")[mode])
    paper = colours["paper"]
    for name in ("ink", "soft"):
        assert _contrast(colours[name], paper) >= 4.5, name
    for name in colours.keys() - {"ink", "soft", "paper", "grid", "track"}:
        assert _contrast(colours[name], paper) >= 3, name


def test_every_kind_has_a_colour_and_neighbours_differ_without_it() -> None:
    """A class for each kind; what may stand in one bar differs in pattern."""
    for kind in PATTERNS:
        assert f".fill-{kind} " in stylesheet(), kind
    for stacked in (figures.BANDS, ("false_positive", "true_match", "escalate"), ("age", "late")):
        patterns = [PATTERNS[kind] for kind in stacked]
        assert len(set(patterns)) == len(patterns), stacked
    states = [PATTERNS[state] for state in figures.STATES]
    assert all(one != other for one, other in pairwise(states))


def test_the_sentence_has_the_figures_of_the_picture(tmp_path: Path, history: History) -> None:
    """Who cannot see the picture reads the same: the description is the sentence."""
    run = write(tmp_path / "r", [case(n, SUBJECTS[n % 3], score=0.95) for n in range(4)])
    for panel in panels_of(run, history).values():
        if panel.chart:
            root = drawing(panel.chart)
            about = next(n for n in root.iter() if etree.QName(n).localname == "desc")
            assert panel.sentence.split(" The mark is")[0].split(" A column")[0] in (
                about.text or ""
            )


def test_figures_are_texts(tmp_path: Path, history: History) -> None:
    """Figures are not HTML: the page escapes them."""
    run = write(tmp_path / "r", [case(1, SUBJECTS[2])])
    row = figures_of(panels_of(run, history)["lists"])[0]
    assert row["list"] == json.loads((tmp_path / "r" / "subjects.jsonl").read_text())[
        "designations"][0]["list"]  # fmt: skip


def test_a_long_log_is_read_in_portions(tmp_path: Path, history: History) -> None:
    """Each decision once, whatever the size of a portion."""
    made = [case(n) for n in range(5)]
    run = write(tmp_path / "r", made)
    for each in made:
        clear = Verdict(each.alert.alert_id, "false_positive", "name_only", "", "A. Lee")
        decide(history, run, clear)
    history.refresh()
    whole, portions, last = history.rows(), [], 0
    while new := history.rows(last, 2):
        portions += new
        last = new[-1][0]
    assert portions == whole
    assert len(whole) == len(made)


def test_a_clear_that_waits_is_not_in_force(tmp_path: Path, history: History) -> None:
    """What nobody has agreed to yet holds nothing, so nothing of it ends."""
    review = msgspec.structs.replace(RULES.review, second_reviewer=SecondReviewer((), 0.0, "all"))
    rules = msgspec.structs.replace(RULES, review=review)
    run = write(tmp_path / "r", [case(1)])
    clear = Verdict(case(1).alert.alert_id, "false_positive", "name_only", "", "A. Lee")
    decide(history, run, clear, rules=rules)
    soon = datetime(2026, 12, 20, tzinfo=UTC)
    assert panels_of(run, history, now=soon)["expiry"].sentence == (
        "The log holds no clear with an end."
    )
    decide(history, run, msgspec.structs.replace(clear, reviewer="B. Park"), rules=rules)
    panel = panels_of(run, history, now=soon)["expiry"]
    assert panel.sentence.startswith("1 clear in force; ending within 30 days: 1, within")
