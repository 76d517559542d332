"""What 100,000 alerts cost a reviewer: sheets written and read back, decisions logged and proved.

    python benchmarks/review_scale.py [ALERTS]

Makes a run of that many alerts on the built-in list with sentences of its own, then measures each
step in a process of its own: wall and CPU seconds, and the most memory it took.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

import xref
from xref.alerts import alert_object, json_lines
from xref.match.screening import alert_id
from xref.model import Alert, Document, Evidence, Mention
from xref.review.apply import Sheets
from xref.review.chain import Head
from xref.review.desk import Desk
from xref.review.history import INDEX, History
from xref.review.log import DecisionLog
from xref.review.reading import SheetFile
from xref.review.recorded import RecordedRun
from xref.review.sheet import CSV_HEAD, EDITABLE, SheetRows, csv_bytes, list_notices
from xref.review.suppression import Memory
from xref.review.workbook import ReviewWorkbook
from xref.rules import load_rules

AT = "2026-01-05T10:00:00Z"
STEPS = ("write", "csv", "xlsx", "open", "decide", "again", "index", "verify", "recall")
TARGETS = {"write": 20.0, "csv": 20.0, "xlsx": 20.0, "decide": 20.0, "verify": 5.0}
ABOUT = {
    "write": "review.csv and review.xlsx written, half of the rows filled in",
    "csv": "review.csv compared (dry run)",
    "xlsx": "review.xlsx compared (dry run)",
    "open": "the run folder opened",
    "decide": "review.csv applied, half of the rows decided",
    "again": "the same sheet applied again: nothing to record",
    "index": "the index rebuilt from the log",
    "verify": "the chain verified",
    "recall": "every alert asked whether a decision answers it",
}


def alerts(count: int) -> Iterator[Alert]:
    """Alerts with sentences of usual length, the same for the same count."""
    chance = random.Random(6)
    subjects = xref.load_lists().subjects
    words = [
        "the",
        "ministry",
        "said",
        "on",
        "Monday",
        "that",
        "talks",
        "in",
        "the",
        "capital",
        "had",
        "ended",
        "without",
        "result",
    ]
    for n in range(count):
        subject = chance.choice(subjects)
        name = subject.designations[0].names[0]
        before, after = (" ".join(chance.choices(words, k=9)) for _ in range(2))
        snippet = f"{before} {name.text} {after} 김영복."
        document = Document(
            f"2026/wire{n % 7}/{n:06}.txt", "", f"Talks end, {n}", "2026-01-05",
            f"2026/wire{n % 7}/{n:06}.txt",
        )  # fmt: skip
        start = len(before) + 1
        yield Alert(
            alert_id=alert_id(document.id, subject.id),
            document_id=document.id,
            document=document,
            subject=subject,
            score=round(chance.uniform(0.7, 0.99), 4),
            band="strong" if n % 3 == 0 else "possible",
            status=subject.status,
            evidence=(
                Evidence("name", 0.84, "same name"),
                Evidence("country_agrees", 0.05, "the article speaks of North Korea"),
                Evidence("name_rarity", -0.01, "the name is borne by about one in 4,000"),
            ),
            matched_name=name,
            mentions=(Mention(start, start + len(name.text), name.text, "body", snippet),),
        )


def make_run(folder: Path, count: int) -> None:
    """Files of a run but for its sheets."""
    subjects = {}
    with (folder / "alerts.jsonl").open("wb") as out:
        for alert in alerts(count):
            subjects[alert.subject.id] = alert.subject
            out.write(json_lines([alert_object(alert) | {"earlier": None, "suppressed_by": None}]))
    (folder / "below.jsonl").write_bytes(b"")
    (folder / "subjects.jsonl").write_bytes(
        json_lines(msgspec.to_builtins(subjects[one]) for one in sorted(subjects))
    )
    versions = [msgspec.to_builtins(version) for version in xref.load_lists().versions]
    manifest = {
        "run_id": "scale", "run_key": "k" + "0" * 16, "started_at": AT, "lists": versions,
        "rules": {"digest": load_rules().digest},
    }  # fmt: skip
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))


def write(folder: Path) -> str:
    """Both sheets, as a run writes them, but with every second row filled in."""
    run = RecordedRun(folder)
    made = SheetRows(list_notices(run.versions), run.run_key)
    with (folder / "review.csv").open("wb") as out:
        book = ReviewWorkbook(folder / "review.xlsx", load_rules().review, [("Run", "scale")])
        out.write(CSV_HEAD)
        rows: list[list[str]] = []
        for n, each in enumerate(run.alerts()):
            rows.append(made.cells(each.alert))
            if n % 2:
                rows[-1][1 : len(EDITABLE)] = ["false_positive", "A. Lee", "name_only", "not him"]
            if len(rows) == 5_000:
                out.write(csv_bytes(rows))
                book.add(rows)
                rows = []
        out.write(csv_bytes(rows))
        book.add(rows)
        book.close()
    sizes = [
        f"{(folder / name).stat().st_size / 1e6:.0f} MB" for name in ("review.csv", "review.xlsx")
    ]
    return " and ".join(sizes)


def compare(folder: Path, name: str, *, record: bool = False) -> str:
    """What a sheet would decide; recorded if asked for."""
    history = History(DecisionLog(folder / "log"))
    run, rules = RecordedRun(folder), load_rules()
    plan = Sheets(run, history, rules.review).compare([SheetFile(folder / name)])
    plan.refuse()
    found = f"{len(plan.changes)} to record, {plan.unchanged} known, {plan.left_open} open"
    if record:
        verdicts = [change.verdict for change in plan.changes]
        Desk(history, rules, run).decide(verdicts, at=AT, via="csv", expect=plan.head)
    return found


def recall(folder: Path) -> str:
    """The lookups of a screening."""
    run = RecordedRun(folder)
    loaded = [version.name for version in run.versions]
    memory = Memory(
        History(DecisionLog(folder / "log")), load_rules().review, as_of=AT, loaded=loaded
    )
    suppressed = sum(memory.standing(each.alert).suppressed for each in run.alerts())
    return f"{suppressed} suppressed"


def step(name: str, folder: Path) -> str:
    """Run one step; returns what it found."""
    if name == "write":
        return write(folder)
    if name == "open":
        return f"{len(RecordedRun(folder).places)} alerts"
    if name in ("csv", "xlsx"):
        return compare(folder, f"review.{name}")
    if name == "decide":
        return compare(folder, "review.csv", record=True)
    if name == "again":
        return compare(folder, "review.csv")
    if name == "recall":
        return recall(folder)
    if name == "index":
        (folder / "log" / INDEX).unlink(missing_ok=True)
        head: Head = History(DecisionLog(folder / "log")).head
        return f"{head.count} records"
    size = (folder / "log" / "decisions.jsonl").stat().st_size
    return f"{DecisionLog(folder / 'log').verify().decisions} decisions, {size / 1e6:.0f} MB"


def main() -> None:
    if len(sys.argv) > 2:
        started, used = time.perf_counter(), time.process_time()
        found = step(sys.argv[1], Path(sys.argv[2]))
        wall, cpu = time.perf_counter() - started, time.process_time() - used
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        out = csv.writer(sys.stdout)
        out.writerow([sys.argv[1], f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", found])
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as place:
        make_run(Path(place), count)
        print(f"{count} alerts\n")
        print("| step | wall s | CPU s | memory MB | found |\n|---|---|---|---|---|")
        for name in STEPS:
            done = subprocess.run(
                [sys.executable, __file__, name, place], capture_output=True, text=True, check=False
            )
            if done.returncode:
                sys.exit(done.stderr)
            _, wall, cpu, memory, found = next(csv.reader([done.stdout.strip()]))
            print(f"| {ABOUT[name]} | {wall} | {cpu} | {memory} | {found} |", flush=True)
            late = float(wall) > TARGETS.get(name, 60.0)
            if count <= 100_000 and (late or int(memory) > 500):
                print(f"{name}: beyond its target", file=sys.stderr)


if __name__ == "__main__":
    main()
