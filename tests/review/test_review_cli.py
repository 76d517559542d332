"""`xref review` from the outside: a week of decisions, exit codes, and messages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from xref.cli import run as xref
from xref.review.sheet import COLUMNS

SPOKESMAN = "Kim Yong Chol, a spokesman of the steel maker, said prices rose."


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a list and one article, at a fixed time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XREF_HOME", str(tmp_path / "home"))
    day("2026-01-05", monkeypatch)
    Path("mine.yml").write_text(listing("DPRK2"))
    Path("articles/wire").mkdir(parents=True)
    Path("articles/wire/a.txt").write_text(SPOKESMAN)
    return tmp_path


def day(date: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    moment = datetime.fromisoformat(f"{date}T10:00:00").replace(tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))


def listing(*programmes: str) -> str:
    return f"""schema: 1
kind: list
name: mine
title: Mine
authority: US-OFAC
date: 2026-01-01
notice: Made for a test.
sources: [a test]
subjects:
- key: a
  kind: person
  designations:
  - reference: "1"
    name: KIM Yong Chol
    programmes: [{", ".join(programmes)}]
    source: a test
    certainty: seen
"""


def screen(out: str, *options: str) -> int:
    return xref(
        ["screen", "articles", "-o", out, "--lists", "mine.yml", "-q", "--workers", "1", *options]
    )


def rows(out: str) -> list[dict[str, str]]:
    text = Path(out, "review.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def alerts(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(out, "alerts.jsonl").read_text().splitlines()]


def decide(out: str, *cells: str) -> Path:
    found = rows(out)
    for row in found:
        row |= dict(zip(("disposition", "reviewer", "reason_code", "comment"), cells, strict=True))
    path = Path(f"{out}-filled.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(found)
    return path


def test_a_week(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Decided once, and asked again only when the listing changes, with the old decision."""
    assert screen("mon") == 0
    assert len(rows("mon")) == 1
    sheet = decide("mon", "false_positive", "A. Lee", "different_person", "a spokesman")
    assert xref(["review", "apply", str(sheet), "--run", "mon"]) == 0
    assert "would record: 1 false_positive" in capsys.readouterr().err
    assert not Path("home/decisions").exists()
    assert xref(["review", "apply", str(sheet), "--run", "mon", "--write"]) == 0
    day("2026-01-06", monkeypatch)
    Path("articles/wire/b.txt").write_text(SPOKESMAN + " He wore a hat.")
    assert screen("tue", "--exit-code") == 0
    assert rows("tue") == []
    found = alerts("tue")
    assert len(found) == 2
    assert all(str(each["suppressed_by"]).startswith("d") for each in found)
    assert list(found[0])[-2:] == ["earlier", "suppressed_by"]
    manifest = json.loads(Path("tue/manifest.json").read_text())
    assert manifest["counts"]["suppressed"] == 2
    assert manifest["decisions"]["as_of"] == "2026-01-06"
    assert manifest["decisions"]["count"] == 2
    assert screen("anyway", "--no-decisions", "--exit-code") == 1
    assert len(rows("anyway")) == 2
    assert json.loads(Path("anyway/manifest.json").read_text())["decisions"] is None
    day("2026-01-07", monkeypatch)
    Path("mine.yml").write_text(listing("DPRK2", "RUSSIA-EO14024"))
    assert screen("wed", "--exit-code") == 1
    assert len(rows("wed")) == 2
    assert (
        "reopened: US-OFAC mine:1 gained the programme RUSSIA-EO14024; decided"
        in (rows("wed")[0]["earlier"])
    )
    capsys.readouterr()
    assert xref(["review", "verify", "mon", "tue", "wed"]) == 0
    assert "the chain holds" in capsys.readouterr().out
    for out in ("tue", "wed"):
        before = {path.name: path.read_bytes() for path in Path(out).iterdir()}
        assert screen(f"{out}2") == 0
        if out == "wed":
            for name in ("alerts.jsonl", "review.csv", "review.xlsx", "subjects.jsonl"):
                assert Path(f"{out}2", name).read_bytes() == before[name]


def test_a_copy_that_stands_before_the_decided_article_is_not_asked(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same story in another paper, whose folder sorts first, or is named first."""
    rest = " ".join(f"The mill number {n} of the town was shut for a week." for n in range(20))
    Path("articles/wire/a.txt").write_text(f"{SPOKESMAN} {rest}")
    assert screen("mon") == 0
    sheet = decide("mon", "false_positive", "A. Lee", "name_only", "a spokesman")
    assert xref(["review", "apply", str(sheet), "--run", "mon", "--write"]) == 0
    day("2026-01-06", monkeypatch)
    Path("articles/agency").mkdir()
    Path("articles/agency/b.txt").write_text(f"SEOUL -- {SPOKESMAN} {rest}")
    Path("tuesday/z").mkdir(parents=True)
    Path("tuesday/z/c.txt").write_text(f"{SPOKESMAN} {rest}")
    since = ["screen", "tuesday", "-o", "since", "--since", "mon", "--lists", "mine.yml", "-q"]
    assert screen("tue", "--exit-code") == 0
    assert xref([*since, "--exit-code"]) == 0
    for out, first, copy in (("tue", "agency/b.txt", "wire/a.txt"), ("since", "z/c.txt", "")):
        assert rows(out) == []
        (found,) = alerts(out)
        assert found["document"]["id"] == first  # type: ignore[index]
        if copy:
            assert found["copies"]["documents"] == [copy]  # type: ignore[index]
        assert found["suppressed_by"]


def test_show_log_sample_and_purge(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The decision is found, explained, drawn, and emptied of its texts."""
    screen("mon")
    sheet = decide("mon", "false_positive", "A. Lee", "different_person", "=a secret")
    assert xref(["review", "apply", str(sheet), "--run", "mon", "--write"]) == 6
    sheet = decide("mon", "false_positive", "A. Lee", "different_person", "-a secret")
    assert xref(["review", "apply", str(sheet), "--run", "mon", "--write"]) == 0
    alert = str(alerts("mon")[0]["alert_id"])
    capsys.readouterr()
    assert xref(["review", "show", alert, "--run", "mon"]) == 0
    shown = capsys.readouterr().out
    assert "in force: d" in shown
    assert "different_person: Someone else" in shown
    for form in ("csv", "jsonl", "table"):
        assert xref(["review", "log", "--format", form, "--reviewer", "A. Lee"]) == 0
        assert "false_positive"[:6] in capsys.readouterr().out
    assert xref(["review", "log", "--since", "2026-01-06", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == ""
    assert xref(["review", "log", "--format", "csv"]) == 0
    assert '"\'-a secret"' in capsys.readouterr().out
    drawn = []
    for _ in range(2):
        assert xref(["review", "sample", "mon", "--seed", "x", "-n", "3"]) == 0
        drawn.append(capsys.readouterr().out)
    assert drawn[0] == drawn[1]
    assert "cleared" in drawn[0]
    assert "spokesman of the steel maker" in drawn[0]
    day("2027-02-01", monkeypatch)
    assert xref(["review", "show", alert]) == 0
    assert "not in force: the decision expired" in capsys.readouterr().out
    purge = ["review", "purge", "--before", "2026-06-01", "--reviewer", "Z"]
    assert xref(purge) == 0
    assert "1 decisions would" in capsys.readouterr().out
    assert xref([*purge, "--write"]) == 0
    assert b"secret" not in Path("home/decisions/decisions.jsonl").read_bytes()
    assert xref(["review", "verify", "mon"]) == 0
    assert "1 of them without texts" in capsys.readouterr().out
    assert xref(["review", "log", "--format", "table"]) == 0
    assert "(purged)" in capsys.readouterr().out


def _break(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"name_only", b"not_a_name"))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:900])


@pytest.mark.parametrize(("how", "words"), [(_break, "chain is broken"), (_cut, "cut off")])
def test_a_broken_log_stops_everything(
    place: Path, capsys: pytest.CaptureFixture[str], how: Callable[[Path], None], words: str
) -> None:
    """Nothing is decided upon a log that was tampered with, and no run rests on one."""
    screen("mon")
    sheet = decide("mon", "false_positive", "A. Lee", "name_only", "")
    assert xref(["review", "apply", str(sheet), "--run", "mon", "--write"]) == 0
    how(Path("home/decisions/decisions.jsonl"))
    capsys.readouterr()
    for command in (
        "screen articles -o new --lists mine.yml -q",
        "review apply mon/review.csv",
        "review log",
        "review verify",
        "review show 0123",
        "review sample --seed 1",
        "review purge --before 2026-01-01 --reviewer Z --write",
    ):
        assert xref(command.split()) == 6, command
        told = capsys.readouterr().err
        assert words in told, command
        assert "backup" in told, command
    assert not Path("new/manifest.json").exists()


MISTAKES = [
    ("review apply nowhere.csv", 6, "cannot be read"),
    ("review apply mon/review.csv --run articles", 6, "no folder of a finished run"),
    ("review log --since yesterday", 2, "is no date"),
    ("review log --log mine.yml", 2, "is a file"),
    ("review show 0123456789abcdef", 2, "nobody has decided"),
    ("review sample --seed 1", 2, "nothing to draw from"),
    ("review purge --before 2030-01-01 --reviewer Z --write", 2, "in the future"),
    ("screen articles --log x --no-decisions", 2, "goes without"),
]


def test_mistakes(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One clear message, and the documented exit code."""
    screen("mon")
    for command, code, words in MISTAKES:
        capsys.readouterr()
        assert xref(command.split()) == code, command
        assert words in capsys.readouterr().err, command


def test_another_log_is_not_the_one_a_run_consulted(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The head in the manifest proves which log it was."""
    screen("mon")
    sheet = decide("mon", "false_positive", "A. Lee", "name_only", "")
    apply = ["review", "apply", str(sheet), "--run", "mon", "--write"]
    assert xref([*apply, "--log", "one"]) == 0
    assert xref([*apply, "--log", "two", "--reviewer", "B"]) == 0
    assert screen("tue", "--log", "one") == 0
    assert xref(["review", "verify", "tue", "--log", "one"]) == 0
    assert xref(["review", "verify", "tue", "--log", "two"]) == 6
    assert "is not the log that tue consulted" in capsys.readouterr().err


def test_an_edited_workbook_is_never_overwritten(place: Path) -> None:
    """Neither sheet is, once somebody has written into it."""
    screen("mon")
    path = Path("mon/review.xlsx")
    path.write_bytes(path.read_bytes() + b"\0")
    assert screen("mon", "--force") == 2
    assert path.read_bytes().endswith(b"\0")
