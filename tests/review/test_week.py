"""A scripted week: daily runs, decisions in every way, processes killed at random.

Each day lists and articles change, articles are screened (in full, or since the day before), and
a model of a reviewer decides by CSV, workbook or page. A bookkeeper who knows only
`docs/review.md` says what must be asked and why. Nothing is lost, nothing is asked twice, every
alert that is asked again says truly what changed, and kills change nothing of it.

The seed of a week stands in its test id and in each message; `XREF_WEEK_SEEDS=40-60` runs others,
`XREF_WEEK_DAYS=4` shorter ones.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import lzma
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import requests

from xref.cli import run as xref
from xref.data import data_folder
from xref.review.decisions import Decision
from xref.review.desk import Desk, Verdict
from xref.review.history import INDEX, History
from xref.review.log import DecisionLog
from xref.review.recorded import RecordedRun
from xref.review.sheet import COLUMNS
from xref.rules import load_rules

from .week_books import Books, Decided, Expected, Line, Lists, Policy
from .week_world import World

LOG = "home/decisions"
HAS_PAGE = all(find_spec(name) for name in ("xref.page", "starlette", "uvicorn"))
COMPARED = ("alerts.jsonl", "below.jsonl", "claims.jsonl", "copies.jsonl", "review.csv")
Said = tuple[str, str, str, str]


def lines(path: Path) -> list[Line]:
    """The lines of a file of a run; none if it is not there."""
    return [json.loads(each) for each in path.read_text().splitlines()] if path.exists() else []


def alive(group: int) -> list[int]:
    """Processes of a group that are not mere zombies."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(entry.name))
    return found


class Week:
    """One week: the world, the reviewer, the books, and the checks of each day."""

    def __init__(
        self, root: Path, seed: int, world: World, patch: pytest.MonkeyPatch, *, kills: int
    ) -> None:
        self.root = root
        self.seed = seed
        self.world = world
        self.days = world.days
        self.patch = patch
        self.kills = kills
        self.chance = random.Random(f"week {seed}")  # noqa: S311 - cases, not secrets
        self.books = Books()
        half = self.days // 2
        self.policy = Policy(1, half + 1, half, 0.9)
        self.day = 0
        self.lists: list[str] = []
        self.steps: dict[str, int] = {}
        self.open_since: dict[str, int] = {}
        self.told: list[str] = []
        self.undone: set[str] = set()
        self.carried: set[str] = set()

    # Day by day

    def go(self) -> None:
        """The whole week."""
        self._write_rules()
        for day in range(self.days):
            self.begin(day)
            since = day > 0 and self.chance.random() < 0.5
            self.screen(since=since)
            self.check_run(since=since)
            self.decide()
            self.check_log()
        self.check_end()

    def begin(self, day: int) -> None:
        """What the world does before work begins."""
        self.day = day
        at = datetime.combine(self.world.date(day), datetime.min.time(), UTC).replace(hour=10)
        self.patch.setenv("SOURCE_DATE_EPOCH", str(int(at.timestamp())))
        self.lists = self.world.begin(day)
        if day == self.days - 1 and self.days > 3:
            self.policy = Policy(2, self.policy.days_document, self.policy.days_source, 0.9)
            self._write_rules()

    def _write_rules(self) -> None:
        folder = self.root / "rules" / str(self.policy.major)
        shutil.copytree(data_folder("rules"), folder)
        path = folder / "review.yml"
        text = path.read_text(encoding="utf-8")
        for old, new in (
            ("major:\n  value: 1\n", f"major:\n  value: {self.policy.major}\n"),
            ("value: 365\n", f"value: {self.policy.days_document}\n"),
            ("value: 180\n", f"value: {self.policy.days_source}\n"),
            ("false_positive_from: 1.01\n", f"false_positive_from: {self.policy.second_from}\n"),
        ):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    @property
    def rules(self) -> str:
        """The rules folder of today."""
        return f"rules/{self.policy.major}"

    def run(self, day: int | None = None) -> Path:
        """The run folder of a day."""
        return self.root / f"run{self.day if day is None else day}"

    def say(self, what: str) -> None:
        """Note down what happened, for the message of a failure."""
        self.told.append(f"day {self.day}: {what}")

    def fail(self, what: str) -> str:
        """The message of a failure."""
        return f"seed {self.seed}, day {self.day}: {what}\n" + "\n".join(self.told[-40:])

    # Processes that may be killed

    def start(self, kind: str, arguments: list[str], *, last: int) -> subprocess.Popen[str]:
        """Start a process that dies at a step; at none for 0."""
        command = [
            sys.executable, str(Path(__file__).with_name("week_process.py")), str(last),
            str(self.root), str(self.root / f"steps-{kind}"), *arguments,
        ]  # fmt: skip
        return subprocess.Popen(
            command, cwd=self.root, text=True, start_new_session=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def last_step(self, kind: str) -> int:
        """A step at random, of about as many as such a process takes."""
        count = self.root / f"steps-{kind}"
        usual = int(count.read_text()) if count.exists() else 30
        return self.chance.randrange(1, usual + 2)

    def killed(self, kind: str, arguments: list[str]) -> int | None:
        """Run a command that is killed at random; None if it was."""
        by_time = self.chance.random() < 0.3
        last = 0 if by_time else self.last_step(kind)
        wait = self.chance.uniform(0.2, 2.5)
        process = self.start(kind, arguments, last=last)
        try:
            _, said = process.communicate(timeout=wait if by_time else 120)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            _, said = process.communicate()
        self.say(
            f"{kind} {' '.join(arguments)} killed "
            + (f"after {wait:.2f} s" if by_time else f"at step {last}")
            + f": {process.returncode}"
        )
        assert process.returncode in (0, 5, 6, -signal.SIGKILL), self.fail(said)
        for _ in range(100):
            if not alive(process.pid):
                break
            time.sleep(0.1)
        else:
            raise AssertionError(self.fail("processes outlived the one that was killed"))
        return None if process.returncode == -signal.SIGKILL else process.returncode

    def called(self, arguments: list[str], *codes: int) -> int:
        """Run a command in this process."""
        code = xref(arguments)
        assert code in (codes or (0,)), self.fail(f"{' '.join(arguments)}: exit code {code}")
        return code

    # Screening

    def arguments(self, out: str) -> list[str]:
        """The usual run of today."""
        usual = ["screen", "news", "-o", out, "-q", "--rules", self.rules]
        for path in self.lists:
            usual += ["--lists", path]
        return usual

    def screen(self, *, since: bool) -> None:
        """The run of the day, killed and gone on with as a user would."""
        if self.day == 3 and self.days > 4:
            # One day without the Swiss list: what is out of sight has not changed.
            self.lists = self.lists[:-1]
        usual = [*self.arguments(f"run{self.day}"), "--workers", self.chance.choice("122")]
        if since:
            usual += ["--since", f"run{self.day - 1}"]
        for _ in range(self.kills):
            code = self.killed("screen", [*usual, *self.going_on()])
            if code is not None or self.is_finished():
                break
        if not self.is_finished():
            self.called([*usual, *self.going_on()], 0)
        known = {"manifest.json", "rules.json", "subjects.jsonl", "review.xlsx", *COMPARED}
        left = {each.name for each in self.run().iterdir()} - known
        # Killed behind the manifest, what was finished is still there.
        assert left <= {"work.jsonl"}, self.fail(f"left behind: {left}")

    def is_finished(self) -> bool:
        """Whether the run of the day is."""
        return (self.run() / "manifest.json").exists()

    def going_on(self) -> list[str]:
        """How a user goes on with a run that was killed, as the refusal says."""
        if (self.run() / "work.jsonl").exists():
            return [self.chance.choice(("--resume", "--resume", "--force"))]
        # Killed while --force cleared the folder.
        begun = any((self.run() / name).exists() for name in COMPARED)
        return ["--force"] if begun else []

    # What a run must show

    def check_run(self, *, since: bool) -> None:
        """The run is that of nobody killed, and asks what the books say."""
        run = self.run()
        self.called([*self.arguments(f"full{self.day}"), "--workers", "1"])
        self.called([*self.arguments(f"all{self.day}"), "--workers", "1", "--no-decisions"])
        full, everything = self.root / f"full{self.day}", self.root / f"all{self.day}"
        manifest = json.loads((run / "manifest.json").read_text())
        self.carried = {each["path"] for each in (manifest.get("since") or {}).get("carried", ())}
        if since:
            # Files of the run before that are gone stay, with their old results.
            before = json.loads((self.run(self.day - 1) / "manifest.json").read_text())
            held = [*before["inputs"], *(before.get("since") or {}).get("carried", ())]
            gone = {
                each["path"] for each in held if not (self.root / "news" / each["path"]).exists()
            }
            assert self.carried == gone, self.fail("carried over")
        if not self.carried:
            for name in COMPARED:
                left, right = run / name, full / name
                assert left.exists() == right.exists(), self.fail(name)
                if left.exists():
                    assert left.read_bytes() == right.read_bytes(), self.fail(
                        f"{name} of {run.name} is not that of {full.name}"
                    )
        self.check_asked(full, everything)
        if self.carried:
            self.check_asked(run, everything, but=self.carried)
            self.check_carried(run)
        # Results that were carried over stand for inputs that are gone: they cannot be proved.
        proved = full if self.carried else run
        self.called(["runs", "replay", str(proved), "--verify", "--workers", "1"])
        runs = [str(self.run(day)) for day in range(self.day + 1)]
        self.called(["review", "verify", *runs])
        self.check_sheets(run)

    def check_asked(self, run: Path, everything: Path, but: Iterable[str] = ()) -> None:
        """Every alert of a run from scratch is asked or suppressed as the books say, and why."""
        gone = set(but)
        found = {
            each["alert_id"]: each
            for each in lines(run / "alerts.jsonl")
            if each["document"]["path"] not in gone
        }
        wanted = {each["alert_id"]: each for each in lines(everything / "alerts.jsonl")}
        if not gone:
            assert found.keys() == wanted.keys(), self.fail(f"alerts of {run.name} are lost")
            for name in ("below.jsonl", "claims.jsonl", "copies.jsonl"):
                assert len(lines(run / name)) == len(lines(everything / name)), self.fail(name)
        subjects = {each["id"]: each for each in lines(everything / "subjects.jsonl")}
        manifest = json.loads((everything / "manifest.json").read_text())
        loaded = Lists(
            {each["name"] for each in manifest["lists"]},
            {one["id"] for each in subjects.values() for one in each["designations"]},
        )
        copies = self.copies(run)
        for one, alert in wanted.items():
            if one not in found:
                continue
            expected = self.books.expect(
                alert, subjects[alert["subject"]["id"]], copies.get(one, []),
                day=self.world.date(self.day), loaded=loaded, policy=self.policy,
            )  # fmt: skip
            self.check_alert(found[one], alert, expected)
        self.check_copies(run)

    def check_carried(self, run: Path) -> None:
        """What was decided counts for alerts that were carried over, too."""
        alerts, subjects = of_run(run)
        manifest = json.loads((run / "manifest.json").read_text())
        lists = Lists(
            {each["name"] for each in manifest["lists"]},
            {one["id"] for each in subjects.values() for one in each["designations"]},
        )
        copies = self.copies(run)
        for one, alert in alerts.items():
            if alert["document"]["path"] in self.carried:
                expected = self.books.expect(
                    alert, subjects[alert["subject"]["id"]], copies.get(one, []),
                    day=self.world.date(self.day), loaded=lists, policy=self.policy,
                )  # fmt: skip
                self.check_alert(alert, alert, expected)

    def copies(self, run: Path) -> dict[str, list[str]]:
        """The articles that repeat each alert of a run."""
        found: dict[str, list[str]] = {}
        for each in lines(run / "copies.jsonl"):
            found.setdefault(each["copy_of"]["alert_id"], []).append(each["document"]["id"])
        return found

    def check_alert(self, found: Line, wanted: Line, expected: Expected) -> None:
        """One alert beside what the books say of it."""
        about = f"{found['subject']['name']} in {found['document']['id']}"
        for key, value in wanted.items():
            if key not in ("earlier", "suppressed_by"):
                assert found[key] == value, self.fail(f"{about}: {key} differs")
        asked = found["suppressed_by"] is None
        why = f"books: {expected.reasons}, {told(expected.decided)}; run: {found['earlier']}"
        assert asked == expected.asked, self.fail(f"{about}: asked is {asked}; {why}")
        earlier = found["earlier"]
        if expected.decided is None:
            assert earlier is None, self.fail(f"{about}: {why}")
            return
        assert earlier is not None, self.fail(f"{about}: {why}")
        entry = expected.decided
        assert (earlier["disposition"], earlier["reason_code"], earlier["reviewer"]) == (
            entry.disposition, entry.reason, entry.reviewer
        ), self.fail(f"{about}: {why}")  # fmt: skip
        assert earlier["at"][:10] == str(entry.day), self.fail(f"{about}: {why}")
        shown = list(earlier["reopened"])
        for kind, words in expected.reasons:
            named = [each for each in shown if all(word in each for word in words)]
            assert named, self.fail(f"{about}: {words} is not shown; {why}")
            shown.remove(named[0])
            self.books.reopened[kind] = self.books.reopened.get(kind, 0) + 1
        assert not shown, self.fail(f"{about}: without a reason in the books: {shown}; {why}")

    def check_copies(self, run: Path) -> None:
        """What copies repeat stands with an alert on the same subject that is in the run."""
        known = {
            each["alert_id"]: each
            for name in ("alerts.jsonl", "below.jsonl")
            for each in lines(run / name)
        }
        for each in lines(run / "copies.jsonl"):
            first = known.get(each["copy_of"]["alert_id"])
            assert first is not None, self.fail(f"{each['alert_id']} repeats nothing")
            assert first["subject"]["id"] == each["subject"]["id"]
            assert first["copies"]["count"] >= 1

    def check_sheets(self, run: Path) -> None:
        """Both sheets hold each alert that is asked once, with what was decided before."""
        asked = {
            each["alert_id"]: each
            for each in lines(run / "alerts.jsonl")
            if each["suppressed_by"] is None
        }
        rows = [row for row in read_csv(run / "review.csv") if row["alert_id"]]
        assert sorted(row["alert_id"] for row in rows) == sorted(asked), self.fail("review.csv")
        for row in rows:
            earlier = asked[row["alert_id"]]["earlier"]
            assert bool(row["earlier"]) == bool(earlier), self.fail(row["earlier"])
            for each in earlier["reopened"] if earlier else ():
                assert each in row["earlier"], self.fail(row["earlier"])
        book = openpyxl.load_workbook(run / "review.xlsx", read_only=True)
        cells = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
        told_in_book = [cell for cell in cells[1:] if cell]
        assert told_in_book == [row["alert_id"] for row in rows], self.fail("review.xlsx")

    # The reviewer

    def roll(self, *what: object) -> float:
        """A number that depends on the seed and what is asked alone."""
        text = "|".join(map(str, (self.seed, *what)))
        return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) / 2**32

    def truth(self, alert: Line) -> tuple[str, str, str]:
        """Who an article means: disposition, reason, comment."""
        if is_fixed(alert["document"]["id"]):
            return "false_positive", "different_person", "not the listed one"
        roll = self.roll(alert["document"]["id"], alert["subject"]["id"])
        if roll < 0.5:
            return "false_positive", "different_person", "someone else"
        if roll < 0.7:
            return "false_positive", "name_only", ""
        if roll < 0.78:
            return "false_positive", "other_false_positive", '“quoted”, and; "so"\non two lines'
        if roll < 0.9:
            return "true_match", "details_agree", "ja, er ist’s 김"
        return "escalate", "needs_facts", "who is he?"

    def verdict(self, alert: Line) -> Said | None:
        """What the reviewer says of a row; None leaves it open."""
        one, earlier = alert["alert_id"], alert["earlier"]
        disposition, reason, comment = self.truth(alert)
        reviewer = self.people()[self.roll(one, self.day) < 0.3]
        if earlier is not None and earlier["disposition"] == "true_match":
            return None
        if earlier is not None and earlier["disposition"] == "escalate":
            # Somebody with more knowledge has looked.
            if self.roll(one, "followed up", self.day) < 0.4:
                return None
            return "false_positive", "name_only", "C. Han", "looked up"
        if earlier is not None and any("waits" in each for each in earlier["reopened"]):
            others = [each for each in self.people() if each != earlier["reviewer"]]
            return "false_positive", reason_of_clear(reason), others[0], comment or "agreed"
        late = self.roll(one, "late") < 0.12 and not is_fixed(alert["document"]["id"])
        if earlier is None and one not in self.open_since and late:
            self.open_since[one] = self.day
            return None
        return disposition, reason, reviewer, comment

    def people(self) -> tuple[str, str]:
        """Who works here."""
        return "A. Lee", "B. Park"

    def decide(self) -> None:
        """The reviewer's work of the day, by CSV, workbook or page."""
        run = self.run()
        late = self.hand_in_late()
        asked = [
            each
            for each in lines(run / "alerts.jsonl")
            if each["suppressed_by"] is None and each["alert_id"] not in late
        ]
        verdicts: dict[str, Said] = {}
        for alert in asked:
            said = self.verdict(alert)
            if said is not None:
                verdicts[alert["alert_id"]] = said
        ways = (
            "csv", "xlsx", "page", "two", "csv in place", "two pages", "xlsx by LibreOffice"
        )  # fmt: skip
        way = ways[self.day % len(ways)]
        self.say(f"{len(verdicts)} of {len(asked)} rows decided by {way}")
        if way == "two" and verdicts:
            self.disagree(verdicts)
        if way in ("page", "two pages"):
            self.decide_on_pages(verdicts, servers=1 + (way == "two pages"))
        else:
            path = self.filled(run, verdicts, way)
            self.apply([path], verdicts, seconds={})
        if self.day and self.chance.random() < 0.8:
            self.undo()
        if self.day and self.chance.random() < 0.6:
            self.contradict()

    def hand_in_late(self) -> set[str]:
        """Rows that were left open yesterday are decided on yesterday's sheet, of another world.

        What counts is what the reviewer saw, so that a change since then asks again tomorrow.
        """
        if not self.day or self.chance.random() < 0.4:
            return set()
        before = self.run(self.day - 1)
        decided = {each.alert_id for each in self.decisions()}
        verdicts: dict[str, Said] = {
            one: ("false_positive", "different_person", "A. Lee", "late")
            for one, alert in of_run(before)[0].items()
            if alert["suppressed_by"] is None and one not in decided
        }
        if verdicts:
            self.say(f"{len(verdicts)} rows of {before.name} decided late")
            path = self.filled(before, verdicts, "csv", "yesterday")
            self.apply([path], verdicts, seconds={}, run=before, partial=True)
        return verdicts.keys() | set()

    def filled(self, run: Path, verdicts: dict[str, Said], way: str, name: str = "filled") -> Path:
        """A sheet of a run with verdicts in it, in place or beside it."""
        if way.startswith("xlsx"):
            path = run / "review.xlsx"
            book = openpyxl.load_workbook(path)
            sheet = book.worksheets[0]
            for row in sheet.iter_rows(min_row=2):
                if row[0].value in verdicts:
                    for cell, text in zip(row[1:5], columns(verdicts[row[0].value]), strict=True):
                        cell.value = text
            book.save(path)
            self.called([*self.arguments(run.name), "--force"], 2)
            return self.resaved(path) if way == "xlsx by LibreOffice" else path
        rows = read_csv(run / "review.csv")
        if self.chance.random() < 0.5:
            self.chance.shuffle(rows)
        for row in rows:
            # On a sheet that was filled in before only these are said now.
            said = columns(verdicts[row["alert_id"]]) if row["alert_id"] in verdicts else ("",) * 4
            names = ("disposition", "reviewer", "reason_code", "comment")
            row |= dict(zip(names, said, strict=True))
        in_place = way.endswith("in place")
        path = run / "review.csv" if in_place else self.root / f"{name}{self.day}.csv"
        encoding = "utf-8-sig" if in_place else self.chance.choice(("utf-8-sig", "utf-16"))
        with path.open("w", encoding=encoding, newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        if in_place and verdicts:
            before = path.read_bytes()
            self.called([*self.arguments(run.name), "--force"], 2)
            assert path.read_bytes() == before, self.fail("an edited sheet was touched")
        return path

    def resaved(self, path: Path) -> Path:
        """The workbook as LibreOffice saves it; as it is where there is none."""
        office = shutil.which("soffice")
        if office is None:
            return path
        profile = f"-env:UserInstallation=file://{self.root}/profile"
        subprocess.run(
            [office, "--headless", profile, "--convert-to", "xlsx", "--outdir",
             str(self.root / "resaved"), str(path)],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        return self.root / "resaved" / path.name

    def decisions(self) -> list[Decision]:
        """All decisions of the log; its chain is checked."""
        records = DecisionLog(self.root / LOG).records()
        return [each for _, each in records if isinstance(each, Decision)]

    def apply(
        self, sheets: list[Path], verdicts: dict[str, Said], *, seconds: dict[str, str],
        run: Path | None = None, partial: bool = False,
    ) -> None:  # fmt: skip
        """Hand sheets in, killed and again until it is done; all of them is in the log, once."""
        run = run or self.run()
        command = ["review", "apply", *map(str, sheets), "--run", str(run), "--write", "--rules",
                   self.rules, *(["--partial"] if partial else [])]  # fmt: skip
        before = self.decisions()
        for _ in range(1 if self.kills and verdicts else 0):
            self.killed("apply", command)
            found = self.decisions()
            assert found[: len(before)] == before, self.fail("decisions have changed")
            new = len(found) - len(before)
            assert new in (0, len(verdicts)), self.fail(f"{new} of {len(verdicts)} were recorded")
        self.called(command)
        made = self.decisions()[len(before) :]
        said = {each.alert_id for each in made}
        assert said == verdicts.keys(), self.fail("not what the sheet says")
        assert len(made) == len(verdicts), self.fail("a row was recorded twice")
        alerts, subjects = of_run(run)
        for each in made:
            alert = alerts[each.alert_id]
            self.enter(each, alert, subjects, verdicts[each.alert_id], seconds.get(each.alert_id))

    def enter(
        self, made: Decision, alert: Line, subjects: dict[str, Line], said: Said,
        second: str | None = None,
    ) -> None:  # fmt: skip
        """Write a decision into the books, and compare it with the log's."""
        subject = subjects[alert["subject"]["id"]]
        entry = self.books.enter(
            alert, subject, said, day=self.world.date(self.day), policy=self.policy, second=second
        )
        assert (made.disposition, made.reason_code, made.reviewer, made.second_reviewer) == (
            entry.disposition, entry.reason, entry.reviewer, entry.second
        ), self.fail(f"{made} is not {told(entry)}")  # fmt: skip
        assert made.is_approved == (not entry.waits), self.fail(f"{made} is not {told(entry)}")
        assert made.comment == entry.comment, self.fail(repr(made.comment))

    def disagree(self, verdicts: dict[str, Said]) -> None:
        """Two people say different things of one row: nothing is recorded, both are named."""
        one = self.chance.choice(sorted(verdicts))
        other = dict(verdicts)
        mine = verdicts[one]
        other[one] = (
            ("true_match", "details_agree", "D. Ryu", "")
            if mine[0] != "true_match"
            else ("escalate", "needs_facts", "D. Ryu", "")
        )
        sheets = [
            self.filled(self.run(), verdicts, "csv", "mine"),
            self.filled(self.run(), other, "csv", "other"),
        ]
        before = (self.root / LOG / "decisions.jsonl").read_bytes()
        command = ["review", "apply", *map(str, sheets), "--run", str(self.run()), "--write"]
        self.called([*command, "--rules", self.rules], 6)
        assert (self.root / LOG / "decisions.jsonl").read_bytes() == before, self.fail("recorded")

    def undo(self) -> None:
        """A clear that is in force is taken back, on the sheet of the day it was given."""
        suppressing = {
            each["suppressed_by"]
            for each in lines(self.run() / "alerts.jsonl")
            if each["suppressed_by"]
        } - self.undone
        latest = {each.alert_id: each for each in self.decisions()}
        taken = [
            each
            for each in latest.values()
            if each.id in suppressing and not is_fixed(each.texts.document if each.texts else "")
        ]
        if not taken:
            return
        made = self.chance.choice(taken)
        run = next(
            self.run(day)
            for day in range(self.day, -1, -1)
            if json.loads((self.run(day) / "manifest.json").read_text())["run_id"] == made.run_id
        )
        self.undone.add(made.id)
        said = ("pending", "taken_back", made.reviewer, "I was wrong")
        self.say(f"{made.id} is taken back in {run.name}")
        rows = [row for row in read_csv(run / "review.csv") if row["alert_id"] == made.alert_id]
        rows[0] |= dict(
            zip(("disposition", "reviewer", "reason_code", "comment"), columns(said), strict=True)
        )
        path = self.root / f"undo{self.day}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        before = self.decisions()
        command = ["review", "apply", str(path), "--run", str(run), "--write", "--rules",
                   self.rules]  # fmt: skip
        self.called(command, 6)
        assert self.decisions() == before, self.fail("a sheet without its other rows")
        self.called([*command, "--partial"])
        (new,) = self.decisions()[len(before) :]
        alerts, subjects = of_run(run)
        self.enter(new, alerts[made.alert_id], subjects, said)

    def contradict(self) -> None:
        """Somebody hands in a sheet of today that says something else: refused, nothing changes."""
        today = [
            each
            for each in self.decisions()
            if each.at[:10] == str(self.world.date(self.day))
            and each.disposition == "false_positive"
            and each.run_id == json.loads((self.run() / "manifest.json").read_text())["run_id"]
        ]
        latest = {each.alert_id: each for each in self.decisions()}
        today = [each for each in today if latest[each.alert_id] == each]
        if not today:
            return
        made = self.chance.choice(today)
        other = {made.alert_id: ("true_match", "details_agree", "D. Ryu", "")}
        path = self.filled(self.run(), other, "csv", "late")
        before = (self.root / LOG / "decisions.jsonl").read_bytes()
        command = ["review", "apply", str(path), "--run", str(self.run()), "--write", "--rules",
                   self.rules]  # fmt: skip
        self.called(command, 6)
        assert (self.root / LOG / "decisions.jsonl").read_bytes() == before, self.fail("overruled")

    # Pages

    def decide_on_pages(self, verdicts: dict[str, Said], *, servers: int) -> None:
        """One verdict after the other, on servers of one log that are killed at random."""
        alerts, subjects = of_run(self.run())
        if not HAS_PAGE:
            self.decide_at_desk(verdicts)
            return
        arguments = ["review", "serve", self.run().name, "--no-open", "--rules", self.rules]
        pages: list[Page | None] = [None] * servers
        kills = self.kills * 2
        try:
            for n, (one, said) in enumerate(sorted(verdicts.items())):
                before = self.decisions()
                for _ in range(6):
                    page = pages[n % servers]
                    if page is None or not page.is_there:
                        if page is not None:
                            page.close()
                        last = self.chance.randrange(1, 90) if kills > 0 else 0
                        kills -= 1
                        page = pages[n % servers] = Page(self.start("page", arguments, last=last))
                        self.say(f"page, killed at step {last}")
                    answer = page.ask(one, said)
                    assert answer in (None, 303), self.fail(f"{one}: {answer}")
                    made = self.decisions()
                    assert len(made) - len(before) in (0, 1), self.fail("recorded twice")
                    if answer is not None:
                        assert len(made) > len(before), self.fail("acknowledged, and not there")
                    # Who hears nothing looks whether it was recorded, and else says it again.
                    if len(made) > len(before):
                        break
                made = self.decisions()
                assert len(made) == len(before) + 1, self.fail("not recorded once")
                self.enter(made[-1], alerts[one], subjects, said)
        finally:
            for page in pages:
                if page is not None:
                    page.close()

    def decide_at_desk(self, verdicts: dict[str, Said]) -> None:
        """What the page does with verdicts, where the page is not installed."""
        alerts, subjects = of_run(self.run())
        history = History(DecisionLog(self.root / LOG))
        desk = Desk(history, load_rules(self.rules), RecordedRun(self.run()))
        for one, said in sorted(verdicts.items()):
            disposition, reason, reviewer, comment = said
            verdict = Verdict(one, disposition, reason, comment, reviewer)
            at = f"{self.world.date(self.day)}T10:00:00Z"
            (made,) = desk.decide([verdict], at=at, via="page", expect=history.head.hash)
            self.enter(made, alerts[one], subjects, said)
        history.close()
        desk.run.close()

    # The log

    def check_log(self) -> None:
        """The log holds what the books hold, and its index what the log holds."""
        self.called(["review", "verify"])
        in_log = [(e.alert_id, e.disposition, e.reason_code, e.reviewer) for e in self.decisions()]
        in_books = [
            (e.alert["alert_id"], e.disposition, e.reason, e.reviewer) for e in self.books.entries
        ]
        assert in_log == in_books, self.fail("the log is not what the books say")
        log = DecisionLog(self.root / LOG)
        History(log).close()
        copy = self.root / f"log{self.day}"
        copy.mkdir()
        for name in ("decisions.jsonl", "head.json"):
            # Killed right behind the first batch, its head was not noted down yet.
            if (self.root / LOG / name).exists():
                shutil.copy(self.root / LOG / name, copy)
        History(DecisionLog(copy)).close()
        assert dump(self.root / LOG / INDEX) == dump(copy / INDEX), self.fail("the index")

    def check_end(self) -> None:
        """At the end: no decision is without its alert, and none that held was forgotten."""
        runs = [str(self.run(day)) for day in range(self.days)]
        self.called(["review", "verify", *runs])
        known = {
            each["alert_id"]
            for day in range(self.days)
            for each in lines(self.run(day) / "alerts.jsonl")
        }
        assert {each.alert_id for each in self.decisions()} <= known


class Page:
    """A reviewer before the page of one server: opens an alert, presses a reason."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        self.base = address.partition("/?")[0]
        self.session = requests.Session()
        self.session.trust_env = False
        self.reviewer = ""
        if address:
            self._sent("GET", address)

    @property
    def is_there(self) -> bool:
        """Whether the server answers."""
        return self.process.poll() is None

    def ask(self, alert: str, said: Said) -> int | None:
        """Say a verdict as a form does; the status of the answer, None if there is none."""
        disposition, reason, reviewer, comment = said
        opened = self._sent("GET", f"{self.base}/alerts/{alert}")
        if opened is None:
            return None
        if self.reviewer != reviewer:
            form = {"csrf": hidden(opened.text, "csrf"), "reviewer": reviewer}
            self._sent("POST", f"{self.base}/reviewer", form)
            self.reviewer = reviewer
            opened = self._sent("GET", f"{self.base}/alerts/{alert}")
            if opened is None:
                return None
        form = {
            "csrf": hidden(opened.text, "csrf"), "seen": hidden(opened.text, "seen"),
            "verdict": f"{disposition}:{reason}", "comment": comment,
        }  # fmt: skip
        answer = self._sent("POST", f"{self.base}/alerts/{alert}", form)
        return None if answer is None else answer.status_code

    def _sent(
        self, method: str, address: str, form: dict[str, str] | None = None
    ) -> requests.Response | None:
        try:
            return self.session.request(
                method, address, data=form, timeout=60, allow_redirects=form is None
            )
        except requests.RequestException:
            self.process.wait(30)
            return None

    def close(self) -> None:
        """Close the browser, and end the server."""
        self.session.close()
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=30)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of the form in which a verdict is given."""
    form = page.rpartition('class="verdict"')[2] or page
    found = re.search(rf'name="{name}" value="([^"]*)"', form)
    assert found is not None, name
    return html.unescape(found[1])


def told(entry: Decided | None) -> str:
    """A decision in words."""
    if entry is None:
        return "nobody decided"
    where = entry.alert["document"]["id"]
    return f"{entry.disposition} ({entry.reason}) by {entry.reviewer}, {entry.day}, in {where}"


def is_fixed(document: str) -> bool:
    """Whether an article is one of those that events on the lists open again."""
    return "/fixed-" in document


def columns(said: Said) -> tuple[str, str, str, str]:
    """A verdict in the order of the sheet."""
    disposition, reason, reviewer, comment = said
    return disposition, reviewer, reason, comment


def reason_of_clear(reason: str) -> str:
    """A reason for a clear, whatever the truth is."""
    clears = ("different_person", "name_only", "other_false_positive")
    return reason if reason in clears else "name_only"


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a sheet as xref wrote it."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def of_run(run: Path) -> tuple[dict[str, Line], dict[str, Line]]:
    """Alerts and subjects of a run by id."""
    alerts = {each["alert_id"]: each for each in lines(run / "alerts.jsonl")}
    return alerts, {each["id"]: each for each in lines(run / "subjects.jsonl")}


def dump(path: Path) -> dict[str, list[Any]]:
    """What an index holds, apart from which file it belongs to."""
    base = sqlite3.connect(path)
    try:
        tables = ("decision", "subject", "listing")
        found = {one: base.execute(f"SELECT * FROM {one}").fetchall() for one in tables}  # noqa: S608
        found["head"] = base.execute("SELECT value FROM head WHERE name = 'head'").fetchall()
    finally:
        base.close()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a data folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XREF_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XREF_DEBUG", raising=False)
    return tmp_path


def seeds() -> list[int]:
    """Seeds of the long week: those asked for, else two."""
    asked = os.environ.get("XREF_WEEK_SEEDS", "1-2")
    first, _, last = asked.partition("-")
    return list(range(int(first), int(last or first) + 1))


def test_three_days(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short week: CSV, workbook, page; one kill each."""
    week = Week(place, 7, World(place, 7, 3), monkeypatch, kills=1)
    week.go()
    assert {"gained programme", "new designation", "expired"} <= week.books.reopened.keys()


@pytest.mark.slow
@pytest.mark.parametrize("seed", seeds())
def test_a_week_of_seven_days(place: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Seven days, and every reason for asking again that there is."""
    days = int(os.environ.get("XREF_WEEK_DAYS", "7"))
    week = Week(place, seed, World(place, seed, days), monkeypatch, kills=2)
    week.go()
    if days < 7:
        return
    wanted = {
        "gained programme", "lost programme", "gained name", "lost name", "gained birth date",
        "gained identifier", "lost identifier", "new designation", "gone", "parted", "status",
        "namesake", "wording", "waits", "rules", "expired",
    }  # fmt: skip
    assert wanted <= week.books.reopened.keys(), week.books.reopened


@pytest.mark.slow
def test_a_week_on_real_lists(place: Path, monkeypatch: pytest.MonkeyPatch, dev_data: Path) -> None:
    """Copies of OFAC's and the UN's lists of different years, and real articles every day."""
    seed, copies = 3, dev_data / "lists"
    editions = ("2021-07.sdn.csv", "2023-01.sdn.with-header.csv")
    ofac = [copies / "us-ofac-sdn" / name for name in editions]
    un = [copies / "un-sc" / f"{day}.UN_consolidated.xml" for day in ("2025-04-19", "2026-02-27")]
    base = [(ofac[day >= 4], un[day >= 2]) for day in range(7)]
    articles = [
        {"id": f"dev-{path.name}", "text": path.read_text(encoding="utf-8")}
        for path in sorted((dev_data / "articles").glob("*.txt"))
    ]
    with lzma.open(dev_data / "corpus" / "news.jsonl.xz", "rt", encoding="utf-8") as stream:
        for n, line in enumerate(stream):
            if n % 20 == seed:
                articles.append(json.loads(line))
            if n > 4_000:
                break
    feed = [articles[day::7] for day in range(7)]
    world = World(place, seed, 7, base=base, feed=feed)
    Week(place, seed, world, monkeypatch, kills=2).go()
