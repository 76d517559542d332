"""Sheets that come back: whatever order and dress they are in, and whatever is wrong with them."""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xref.errors import ReviewError, SheetError
from xref.model import Evidence, Name
from xref.review.agreement import MAX_PROBLEMS, Plan
from xref.review.apply import Sheets
from xref.review.damage import damage
from xref.review.desk import Desk, Verdict
from xref.review.history import History
from xref.review.log import DecisionLog
from xref.review.reading import SheetFile
from xref.review.recorded import RecordedRun
from xref.review.sheet import COLUMNS, alert_cells, list_notices
from xref.review.suppression import Standing
from xref.rules import Rules

from .conftest import AT, alert, designation, subject, write_run

AGE = Evidence("country_agrees", 0.05, "the article speaks of the DPRK")
ALERTS = [
    alert("2026-01-05/wire/a.txt", evidence=(AGE,)),
    alert("2026-01-05/wire/b.txt", mention="김영철", sentence="철강사 대변인 김영철이 밝혔다."),
    alert("2026-01-05/wire/c.txt", mention="=Kim", sentence="=Kim, \"x\";\r\n y\t|"),
    alert("001.txt", of=subject(designation("1e5", names=(Name("-KIM"),))), title="3-2"),
    alert("https://example.org/?a=1&b=<2>", score=0.95),
]  # fmt: skip
AT_COLUMN = {column: n for n, column in enumerate(COLUMNS)}
Rows = list[list[str]]


@pytest.fixture
def run(tmp_path: Path) -> RecordedRun:
    """A run of five alerts."""
    return RecordedRun(write_run(tmp_path / "run", ALERTS))


def read(run: RecordedRun) -> Rows:
    text = (run.folder / "review.csv").read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def fill(rows: Rows, row: int, *cells: str) -> None:
    """Fill in disposition, reviewer, reason, comment."""
    rows[row][1 : 1 + len(cells)] = cells


def filled(run: RecordedRun) -> Rows:
    rows = read(run)
    fill(rows, 1, "false_positive", "A. Lee", "different_person", '대변인이다, not "him"\n-- A')
    fill(rows, 3, "true_match", "A. Lee", "details_agree", "")
    return rows


def write(
    path: Path, rows: Rows, *, encoding: str = "utf-8-sig", delimiter: str = ",", end: str = "\r\n"
) -> Path:
    with path.open("w", encoding=encoding, errors="replace", newline="") as stream:
        csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    return path


def compare(
    run: RecordedRun, log: DecisionLog, rules: Rules, *paths: Path, **options: bool | str
) -> Plan:
    sheets = Sheets(run, History(log), rules.review, **options)  # type: ignore[arg-type]
    return sheets.compare([SheetFile(path) for path in paths])


def said(plan: Plan) -> dict[str, tuple[str, str, str, str]]:
    return {
        change.verdict.alert_id: (
            change.verdict.disposition, change.verdict.reviewer,
            change.verdict.reason_code, change.verdict.comment,
        )
        for change in plan.changes
    }  # fmt: skip


def test_what_was_filled_in_is_what_is_decided(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """Two rows filled in, three open; the diff names mention, article and decision."""
    rows = filled(run)
    plan = compare(run, log, rules, write(tmp_path / "s.csv", rows))
    assert plan.problems == []
    assert plan.left_open == 3
    assert said(plan) == {
        rows[1][0]: ("false_positive", "A. Lee", "different_person", '대변인이다, not "him"\n-- A'),
        rows[3][0]: ("true_match", "A. Lee", "details_agree", ""),
    }
    assert "open -> false_positive (different_person) by A. Lee" in plan.changes[0].line()
    assert log.head().count == 0


def _shuffled(rows: Rows) -> Rows:
    body = rows[1:]
    random.Random(3).shuffle(body)  # noqa: S311
    return [rows[0], *body]


def _columns_moved(rows: Rows) -> Rows:
    order = list(range(len(COLUMNS)))
    random.Random(4).shuffle(order)  # noqa: S311
    return [[row[at] for at in order] for row in rows]


SHAPES: dict[str, Callable[[Rows], Rows]] = {
    "sorted otherwise": _shuffled,
    "columns moved": _columns_moved,
    "empty rows": lambda rows: [rows[0], [], ["", ""], *rows[1:], [""] * 40, []],
    "columns added": lambda rows: [
        [*rows[0], "my notes", ""], *([*row, "x", "y"] for row in rows[1:])
    ],
    "a column in front": lambda rows: [["", *rows[0]], *(["7", *row] for row in rows[1:])],
    "cells cut off at the end": lambda rows: [rows[0], *([*row] for row in rows[1:])],
    "header in capitals": lambda rows: [[c.upper() for c in rows[0]], *rows[1:]],
    "trimmed": lambda rows: [[cell.strip() for cell in row] for row in rows],
    "line ends in cells": lambda rows: [
        [cell.replace("\r\n", "\n").replace("\n", "\r") for cell in row] for row in rows
    ],
    "' removed": lambda rows: [rows[0], *([c.removeprefix("'") for c in row] for row in rows[1:])],
    "' doubled": lambda rows: [
        rows[0], *(["'" + c if c.startswith("'") else c for c in row] for row in rows[1:])
    ],
    "dispositions typed by hand": lambda rows: [
        [c.replace("false_positive", "False Positive ") for c in row] for row in rows
    ],
    "scores as numbers": lambda rows: [
        [c if n != AT_COLUMN["score"] else c.rstrip("0").replace(".", ",") for n, c in
         enumerate(row)] for row in rows
    ],
    "dates as dates": lambda rows: [
        [c.replace("2026-01-05", "05.01.2026") if n == AT_COLUMN["published"] else c
         for n, c in enumerate(row)] for row in rows
    ],
    "parts as dates": lambda rows: [
        rows[0], *([c if n != AT_COLUMN["parts_matched"] else
                    f"{c[0]}-{['', 'Jan', 'Feb', 'Mar'][int(c[2])]}" for n, c in enumerate(row)]
                   for row in rows[1:])
    ],
    "ids as numbers": lambda rows: [
        rows[0], *(["1.23457E+15", *row[1:]] for row in rows[1:])
    ],
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_that_do_no_harm(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules, shape: str
) -> None:
    """Order, added things and a spreadsheet's own damage change no decision."""
    rows = filled(run)
    wanted = said(compare(run, log, rules, write(tmp_path / "w.csv", rows)))
    plan = compare(run, log, rules, write(tmp_path / "s.csv", SHAPES[shape](rows)))
    assert plan.problems == []
    found = {
        key: tuple(cell.replace("\r", "\n") for cell in cells) for key, cells in said(plan).items()
    }
    assert found == wanted


DRESSES = [
    ("utf-8", ",", "\n"), ("utf-8-sig", ";", "\r\n"), ("utf-16", "\t", "\r\n"),
    ("utf-16-le", ",", "\n"), ("utf-16-be", ";", "\n"), ("cp949", ",", "\r\n"),
    ("gb18030", ",", "\r\n"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "delimiter", "end"), DRESSES)
def test_encodings_and_separators(  # noqa: PLR0917
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules, encoding: str,
    delimiter: str, end: str,
) -> None:  # fmt: skip
    """Every way in which spreadsheets save CSV gives the same decisions."""
    rows = filled(run)
    wanted = said(compare(run, log, rules, write(tmp_path / "w.csv", rows)))
    path = write(tmp_path / "s.csv", rows, encoding=encoding, delimiter=delimiter, end=end)
    plan = compare(run, log, rules, path)
    assert plan.problems == []
    assert said(plan) == wanted


def test_a_sep_line_is_no_header(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """`sep=;` tells Excel the separator."""
    path = write(tmp_path / "s.csv", filled(run), delimiter=";")
    path.write_bytes(b"sep=;\r\n" + path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert len(compare(run, log, rules, path).changes) == 2


def test_an_encoding_without_hangul(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """Evidence that lost its letters does no harm; a comment that did must be typed again."""
    rows = filled(run)
    path = write(tmp_path / "s.csv", rows, encoding="cp1252")
    plan = compare(run, log, rules, path)
    assert [problem.rsplit(":", 1)[0] for problem in plan.problems] == [f"{path}:2:comment"]
    assert any("letters were lost" in note for note in plan.notes)
    fill(rows, 1, "false_positive", "A. Lee", "different_person", "a spokesman")
    plan = compare(run, log, rules, write(path, rows, encoding="cp1252"))
    assert plan.problems == []


def test_utf8_taken_for_a_code_page(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """Mangled letters are told, and those of a comment put right."""
    rows = [[cell.encode().decode("latin-1") for cell in row] for row in filled(run)]
    fill(rows, 2, "escalate", "A. Lee", "needs_facts", "대변인".encode().decode("latin-1"))
    plan = compare(run, log, rules, write(tmp_path / "s.csv", rows))
    assert plan.problems == []
    assert said(plan)[rows[2][0]][3] == "대변인"
    assert any("mangled" in note for note in plan.notes)


def _changed(column: str, text: str, row: int = 2) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row][AT_COLUMN[column]] = text

    return change


def _added(rows: Rows) -> None:
    rows.append(["0123456789abcdef", *rows[1][1:]])
    for column, text in (("document_id", "zz"), ("row_check", "r000000000000")):
        rows[-1][AT_COLUMN[column]] = text


#: What is wrong -> what was done to the rows, and words of the problem.
WRONG: dict[str, tuple[Callable[[Rows], object], str]] = {
    "another mention": (_changed("mention", "Kim Yong-su"), ":3:mention: was changed"),
    "another name in a sentence": (_changed("snippet", "대변인 김영수"), ":3:snippet: was changed"),
    "another band": (_changed("band", "weak"), ":3:band: was changed"),
    "another score": (_changed("score", "0.11"), ":3:score: was changed"),
    "another date": (_changed("published", "2026-01-09"), ":3:published: was changed"),
    "an emptied cell": (_changed("why", ""), ":3:why: was changed"),
    "evidence moved by sorting some columns": (
        lambda rows: rows[1].__setitem__(slice(6, 20), rows[2][6:20]), ":2:snippet: was changed"
    ),
    "an unknown row": (_added, "is no alert of this run"),
    "a row twice": (lambda rows: rows.append(list(rows[1])), "repeats "),
    "a row deleted": (lambda rows: rows.pop(2), "1 rows of the run are missing"),
    "another run": (
        lambda rows: [row.__setitem__(AT_COLUMN["run_id"], "kffff") for row in rows[1:]],
        "this row is of run kffff",
    ),
    "another version": (
        lambda rows: [row.__setitem__(AT_COLUMN["schema"], "9") for row in rows[1:]],
        "version 9 of the sheet",
    ),
    "an unknown disposition": (_changed("disposition", "sanctioned"), "'sanctioned' is no disp"),
    "an unknown reason": (_changed("reason_code", "because", 1), "'because' is no reason"),
    "a reason for another disposition": (
        _changed("reason_code", "name_only", 3), "'name_only' is no reason for true_match"
    ),
    "no reason": (_changed("reason_code", "", 1), "needs a reason"),
    "no reviewer": (_changed("reviewer", "", 1), "nobody has signed"),
    "a comment without a disposition": (_changed("comment", "hm", 2), "choose one, pending"),
    "a formula": (_changed("comment", "=HYPERLINK(1)", 1), "begins like a formula"),
    "a column missing": (
        lambda rows: [row.pop(AT_COLUMN["snippet"]) for row in rows], "this column is missing"
    ),
    "a column twice": (lambda rows: [row.append(row[8]) for row in rows], "stands twice"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_and_nothing_applied(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules, what: str
) -> None:
    """The problem names file, row, column and what to do; the plan is refused whole."""
    rows = filled(run)
    change, words = WRONG[what]
    change(rows)
    with pytest.raises(SheetError) as caught:
        compare(run, log, rules, write(tmp_path / "s.csv", rows)).refuse()
    assert any(words in problem for problem in caught.value.problems), caught.value.problems
    assert log.head().count == 0


def test_all_problems_at_once(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """Nobody corrects one only to be told of the next."""
    rows = filled(run)
    for what in ("another mention", "no reason", "a formula", "a row twice"):
        WRONG[what][0](rows)
    plan = compare(run, log, rules, write(tmp_path / "s.csv", rows))
    assert len(plan.problems) >= 3


def test_many_problems_are_counted() -> None:
    """The message stays readable."""
    plan = Plan(problems=[f"s.csv:{n}" for n in range(MAX_PROBLEMS + 50)])
    with pytest.raises(SheetError, match="and 50 more") as caught:
        plan.refuse()
    assert len(caught.value.problems) == MAX_PROBLEMS + 50


def test_a_divided_sheet(tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules) -> None:
    """Two halves together are whole; one alone needs to be said."""
    rows = filled(run)
    one = write(tmp_path / "1.csv", rows[:3])
    two = write(tmp_path / "2.csv", [rows[0], *rows[3:]])
    assert compare(run, log, rules, one, two).problems == []
    assert compare(run, log, rules, one).problems
    plan = compare(run, log, rules, one, partial=True)
    assert plan.problems == []
    assert len(plan.changes) == 1


def test_two_reviewers(tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules) -> None:
    """They may agree; where they do not, both rows are named."""
    mine, other = filled(run), filled(run)
    fill(other, 1, "false_positive", "B. Park", "name_only", "")
    one, two = write(tmp_path / "1.csv", mine), write(tmp_path / "2.csv", other)
    plan = compare(run, log, rules, one, two)
    assert plan.problems == []
    assert plan.changes[0].verdict.second_reviewer == "B. Park"
    fill(other, 1, "true_match", "B. Park", "details_agree", "")
    write(two, other)
    plan = compare(run, log, rules, one, two)
    assert len(plan.problems) == 1
    assert f"{two}:2" in plan.problems[0]
    assert f"{one}:2" in plan.problems[0]


def test_reviewer_by_option(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """A name in the row goes before that of the option."""
    rows = filled(run)
    fill(rows, 1, "false_positive", "", "name_only", "")
    plan = compare(run, log, rules, write(tmp_path / "s.csv", rows), reviewer="C")
    assert sorted(cells[1] for cells in said(plan).values()) == ["A. Lee", "C"]


def apply(run: RecordedRun, log: DecisionLog, rules: Rules, plan: Plan) -> None:
    plan.refuse()
    desk = Desk(History(log), rules, run)
    desk.decide([change.verdict for change in plan.changes], at=AT, via="csv", expect=plan.head)


def test_a_sheet_applied_twice_is_known(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """The second time nothing is recorded; an edited row alone is."""
    rows = filled(run)
    path = write(tmp_path / "s.csv", rows)
    apply(run, log, rules, compare(run, log, rules, path))
    count = log.head().count
    again = compare(run, log, rules, path)
    assert (again.changes, again.unchanged) == ([], 2)
    fill(rows, 3, "escalate", "A. Lee", "needs_facts", "")
    plan = compare(run, log, rules, write(path, rows))
    assert [change.verdict.disposition for change in plan.changes] == ["escalate"]
    apply(run, log, rules, plan)
    assert log.head().count == count + 1


def test_decided_otherwise_in_the_meantime(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """What the sheet did not show is not overruled by accident."""
    rows = filled(run)
    path = write(tmp_path / "s.csv", rows)
    Desk(History(log), rules, run).decide(
        [Verdict(rows[1][0], "true_match", "details_agree", "", "B. Park")], at=AT, via="page"
    )
    plan = compare(run, log, rules, path)
    assert "B. Park decided true_match on 2026-01-05" in plan.problems[0]
    assert compare(run, log, rules, path, overrule=True).problems == []


def test_a_decision_that_was_shown_may_be_decided_anew(
    tmp_path: Path, log: DecisionLog, rules: Rules
) -> None:
    """A reopened alert is decided again, by whomever, as the same or otherwise."""
    old = RecordedRun(write_run(tmp_path / "old", ALERTS))
    first = Desk(History(log), rules, old).decide(
        [Verdict(ALERTS[0].alert_id, "false_positive", "name_only", "", "A. Lee")],
        at=AT, via="csv",
    )[0]  # fmt: skip
    shown = {ALERTS[0].alert_id: Standing(first, False, ("it expired",))}
    run = RecordedRun(write_run(tmp_path / "new", ALERTS, standings=shown, key="k" + "1" * 16))
    for cells in (
        ("false_positive", "A. Lee", "name_only", ""), ("true_match", "B", "details_agree", ""),
    ):  # fmt: skip
        rows = read(run)
        row = next(n for n, row in enumerate(rows) if row[0] == ALERTS[0].alert_id)
        assert rows[row][AT_COLUMN["earlier"]].startswith("reopened: it expired; decided")
        fill(rows, row, *cells)
        plan = compare(run, log, rules, write(tmp_path / "s.csv", rows))
        assert plan.problems == []
        assert len(plan.changes) == 1


def test_a_suppressed_alert_is_not_missed(tmp_path: Path, log: DecisionLog, rules: Rules) -> None:
    """What was left off the sheet is no missing row."""
    run = RecordedRun(write_run(tmp_path / "run", ALERTS))
    first = Desk(History(log), rules, run).decide(
        [Verdict(ALERTS[0].alert_id, "false_positive", "name_only", "", "A. Lee")],
        at=AT, via="csv",
    )[0]  # fmt: skip
    shown = {ALERTS[0].alert_id: Standing(first, True)}
    later = RecordedRun(write_run(tmp_path / "new", ALERTS, standings=shown))
    assert len(read(later)) == len(ALERTS)
    plan = compare(later, log, rules, later.folder / "review.csv")
    assert plan.problems == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"), (b"a,b\n1,2\n", "no review sheet"),
        (b"PK\x03\x04 not a zip", "no review sheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99, "no whole spreadsheet"),
        (b"\xff\xfe" + "a,b".encode("utf-16-le"), "no review sheet"),
        (bytes(range(256)) * 20, "s.csv"),
    ],
)  # fmt: skip
def test_files_that_are_no_sheets(  # noqa: PLR0917
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules, data: bytes, words: str
) -> None:
    """One clear error, exit code 6."""
    path = tmp_path / "s.csv"
    path.write_bytes(data)
    with pytest.raises(SheetError, match=words) as caught:
        compare(run, log, rules, path)
    assert caught.value.exit_code == 6


def test_a_quote_that_is_never_closed(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """Rows swallowed by a cell are missed."""
    path = write(tmp_path / "s.csv", filled(run))
    data = path.read_bytes()
    at = data.index(b"\r\n", len(data) // 2)
    path.write_bytes(data[:at] + b',"' + data[at:])
    with pytest.raises(SheetError):
        compare(run, log, rules, path).refuse()


@pytest.mark.parametrize("name", ["manifest.json", "alerts.jsonl", "subjects.jsonl", "below.jsonl"])
@pytest.mark.parametrize("how", ["missing", "garbage"])
def test_a_run_folder_that_is_not_whole(tmp_path: Path, name: str, how: str) -> None:
    """The error names the file."""
    folder = write_run(tmp_path / "run", ALERTS)
    (folder / name).unlink() if how == "missing" else (folder / name).write_bytes(b"{garbage\n")
    with pytest.raises(ReviewError, match=name):
        list(RecordedRun(folder).alerts(below=True))


def test_an_alert_read_back_gives_the_same_row(tmp_path: Path) -> None:
    """Copies, addresses and all: what the run wrote is what `apply` compares with."""
    whole = msgspec.structs.replace(
        ALERTS[0],
        copies=("x.txt", "y.txt"),
        copy_count=7,
        document=msgspec.structs.replace(
            ALERTS[0].document, url="https://example.org/a", author="B", language="ko"
        ),
    )
    run = RecordedRun(write_run(tmp_path / "run", [whole]))
    found = run.alert(whole.alert_id)
    assert found is not None
    notices = list_notices(run.versions)
    assert alert_cells(found.alert, notices, run.run_key) == read(run)[1]
    assert "7 copies" in read(run)[1][AT_COLUMN["why"]]


# Workbooks


def _workbook(run: RecordedRun, path: Path) -> Path:
    book = openpyxl.load_workbook(run.folder / "review.xlsx")
    sheet = book["Review"]
    for at, row in enumerate(filled(run), 1):
        for column in range(1, 5):
            if at > 1 and row[column]:
                sheet.cell(at, column + 1).value = row[column]
    book.save(path)
    return path


def test_the_workbook_comes_back(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """Filled in and saved by another program, it says what the CSV says."""
    wanted = said(compare(run, log, rules, write(tmp_path / "w.csv", filled(run))))
    plan = compare(run, log, rules, _workbook(run, tmp_path / "s.xlsx"))
    assert plan.problems == []
    assert said(plan) == wanted
    assert {change.via for change in plan.changes} == {"xlsx"}


def test_a_formula_in_a_workbook(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules
) -> None:
    """It is refused by the name of its cell, whatever value was saved with it."""
    path = _workbook(run, tmp_path / "s.xlsx")
    book = openpyxl.load_workbook(path)
    book["Review"]["E3"] = '=HYPERLINK("http://x","y")'
    book.save(path)
    with pytest.raises(SheetError, match="E3: holds a formula"):
        compare(run, log, rules, path)


def test_another_workbook(tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules) -> None:
    """No sheet with our columns: told."""
    book = openpyxl.Workbook()
    book.active["A1"] = "x"  # type: ignore[index]
    book.save(tmp_path / "s.xlsx")
    with pytest.raises(SheetError, match="no sheet of it has a column alert_id"):
        compare(run, log, rules, tmp_path / "s.xlsx")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xlsx", "ods", "csv", "csv from csv"])
def test_libreoffice_loses_nothing(
    tmp_path: Path, run: RecordedRun, log: DecisionLog, rules: Rules, form: str
) -> None:
    """Opened and saved by LibreOffice, as a workbook or as CSV."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice: soffice is not on the path")
    wanted = said(compare(run, log, rules, write(tmp_path / "filled.csv", filled(run))))
    text = "Text - txt - csv (StarCalc)"
    source, options = _workbook(run, tmp_path / "filled.xlsx"), ["--convert-to", form]
    if form.startswith("csv"):
        options = ["--convert-to", f"csv:{text}:44,34,76,1"]
    if form == "csv from csv":
        source = tmp_path / "filled.csv"
        options += [f"--infilter={text}:44,34,76,1,,1033,false,true"]
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", *options,
         "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    plan = compare(run, log, rules, next((tmp_path / "out").iterdir()))
    assert plan.problems == []
    assert said(plan) == wanted
    assert plan.left_open == 3


# Any text


_TEXT = st.text(max_size=60) | st.sampled_from(
    ["=1+1", "'=1", "''=1", "\t=x", "1e5", "2026-01-05", "_x000D_", "a\r\nb", "\ufeff", "+", "<b>&"]
)


@given(comments=st.lists(_TEXT, min_size=5, max_size=5), mention=_TEXT.filter(str.strip))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_hostile_cells_come_back(
    tmp_path_factory: pytest.TempPathFactory, rules: Rules, comments: list[str], mention: str
) -> None:
    """Whatever an article holds and whatever is typed: both sheets give the verdicts typed."""
    place = tmp_path_factory.mktemp("x")
    alerts = [
        alert(f"w/{n}.txt", mention=mention, sentence=f"{text}{mention} said {text}", title=text)
        for n, text in enumerate(comments)
    ]
    run, log = RecordedRun(write_run(place / "run", alerts)), DecisionLog(place / "log")
    rows = read(run)
    typed = {}
    for row, comment in zip(rows[1:], comments, strict=True):
        comment = "".join(c for c in comment if c.isprintable() or c == "\n").strip()  # noqa: PLW2901
        comment = "x" + comment.removeprefix("'")  # noqa: PLW2901
        row[1:5] = ["escalate", "A", "needs_facts", comment]
        typed[row[0]] = ("escalate", "A", "needs_facts", comment)
    plan = compare(run, log, rules, write(place / "s.csv", rows))
    assert plan.problems == []
    assert said(plan) == typed
    plan = compare(run, log, rules, run.folder / "review.xlsx")
    assert plan.problems == []
    assert plan.left_open == 5


#: Expected, found, what it is called ("" none, None a change).
DAMAGE = [
    ("a", "a ", ""), ("a\r\nb", "a\nb", ""), ("'=1", "=1", "removed"), ("'=1", "''=1", "removed"),
    ("a  b", "a b", "white space"), ("a\u00a0b", "a b", "white space"),
    ("0.90", ".9", None), ("0.90", "0.9", "number"), ("0.90", "0,9", "number"),
    ("0.90", "0.91", None), ("12345678901234567890", "1.23457E+19", "number"),
    ("12345678901234567890", "1.33457E+19", None), ("9004073", "9004074", None),
    ("2026-01-05", "05/01/2026", "date"), ("2026-01-05", "5. Jan. 26", "date"),
    ("2026-01-05", "46027", "date"), ("2026-01-05", "2026-01-06", None),
    ("2/3", "2-Mar", "date"), ("2/3", "02. Mrz", "date"), ("2/3", "3/3", None),
    ("김영철", "???", "lost"), ("김영철", "??", None), ("Kim", "K?m", None),
    ("é", "Ã©", "mangled"), ("x" * 40_000, "x" * 32_767, "cut"), ("x" * 300, "x" * 200, None),
    ("a", "", None), ("", "a", None), ("KIM", "Kim", None), ("true", "TRUE", "truth"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "found", "what"), DAMAGE)
def test_damage_is_told_from_change(expected: str, found: str, what: str | None) -> None:
    """Harmless is only what cannot hide another value."""
    told = damage(expected, found)
    assert told == what if not what else told is not None and what in told
