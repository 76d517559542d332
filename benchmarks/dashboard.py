"""What the dashboard of a large run costs, and how it looks.

    python benchmarks/dashboard.py [ALERTS] [--page FILE]

Makes a run of that many alerts (100,000 unless said otherwise) over a year and a half, decisions
on half of them by four reviewers, and runs beside it. Prints what the panels cost the first time,
again, and after one more decision; with --page it writes them as a page of their own, to look at.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jinja2
import msgspec
from review_scale import alerts, make_run

from xref.alerts import alert_object, json_lines
from xref.model import Alert
from xref.review.charts import stylesheet
from xref.review.dashboard import Panel, dashboard_panels
from xref.review.desk import Desk, Verdict
from xref.review.history import History
from xref.review.log import DecisionLog
from xref.review.recorded import RecordedRun
from xref.rules import load_rules

START = datetime(2026, 1, 5, 10, tzinfo=UTC)
NOW = START + timedelta(days=21, hours=4)
REVIEWERS = ("A. Lee", "B. Park", "C. Okafor", "D. Marsh")
EARLIER = {
    "id": "d0123456789ab", "disposition": "false_positive", "reason_code": "different_person",
    "reviewer": "A. Lee", "second_reviewer": None, "at": "2025-11-05T10:00:00Z",
    "expires": "2026-05-04", "comment": "another man",
    "reopened": ["US-OFAC us-ofac-sdn:1 gained the programme RUSSIA-EO14024"],
}  # fmt: skip
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Dashboard</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{{ css|safe }}
body { margin: 0; padding: 20px; background: var(--chart-track); color: var(--chart-ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", sans-serif; }
main { max-width: 1240px; margin: 0 auto; } h1 { font-size: 24px; margin: 0 0 14px; }
</style></head><body><main><h1>Dashboard</h1>
{% from "panels.html.j2" import cards %}{{ cards(panels) }}</main></body></html>
"""


def spread(count: int) -> Iterator[Alert]:
    """Alerts over a year and a half, on few subjects often and on many seldom."""
    chance = random.Random(7)
    often: list[Alert] = []
    for n, alert in enumerate(alerts(count)):
        if len(often) < 12:
            often.append(alert)
        subject = chance.choice(often).subject if chance.random() < 0.4 else alert.subject
        day = START - timedelta(days=int(chance.triangular(0, 540, 20)))
        dated = None if n % 40 == 0 else f"{day:%Y-%m-%d}"
        document = msgspec.structs.replace(alert.document, published=dated)
        yield msgspec.structs.replace(
            alert, document=document, subject=subject, status=subject.status,
            band="strong" if chance.random() < 0.22 else "possible",
        )  # fmt: skip


def make(place: Path, count: int) -> tuple[RecordedRun, History]:
    """A run folder among others, and a log with decisions on half of its alerts."""
    chance = random.Random(8)
    folder = place / "runs" / "today"
    folder.mkdir(parents=True)
    make_run(folder, 0)
    subjects = {}
    with (folder / "alerts.jsonl").open("wb") as out:
        for n, each in enumerate(spread(count)):
            subjects[each.subject.id] = each.subject
            known: dict[str, object] = {"earlier": None, "suppressed_by": None}
            if n % 9 == 0:
                known["suppressed_by"] = "d0123456789ab"
            elif n % 31 == 0:
                known["earlier"] = EARLIER
            out.write(json_lines([alert_object(each) | known]))
    (folder / "subjects.jsonl").write_bytes(
        json_lines(msgspec.to_builtins(subjects[one]) for one in sorted(subjects))
    )
    manifest = msgspec.json.decode((folder / "manifest.json").read_bytes())
    for n, each in enumerate(manifest["lists"][:6]):
        checked = START - timedelta(days=(0.4, 3, 9, 28, 1, 12)[n])
        each["checked_at"] = f"{checked:%Y-%m-%dT%H:%M:%SZ}"
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    for n in range(1, 30):
        beside = place / "runs" / f"run{n:02}"
        beside.mkdir()
        begun = START - timedelta(days=n)
        strong = int(count * 0.2 * chance.uniform(0.6, 1.1))
        counts = {"documents": count * 30, "strong": strong, "possible": strong * 4, "weak": strong,
                  "suppressed": strong // 3, "reopened": n % 5}  # fmt: skip
        about = {"run_id": f"run{n:02}", "started_at": f"{begun:%Y-%m-%dT%H:%M:%SZ}",
                 "counts": counts, "rules": {"digest": ""}, "lists": []}  # fmt: skip
        (beside / "manifest.json").write_bytes(msgspec.json.encode(about))
    run, rules = RecordedRun(folder), load_rules()
    history = History(DecisionLog(place / "log"))
    desk = Desk(history, rules, run)
    open_alerts = [one for n, one in enumerate(run.on_sheet()) if n % 9 < 5]
    steps = 20
    for step in range(steps):
        verdicts = []
        for one in open_alerts[step::steps]:
            kind = chance.choices(("false_positive", "true_match", "escalate"), (85, 9, 6))[0]
            code = chance.choice(rules.review.codes(kind)[:5])
            who = chance.choices(REVIEWERS, (6, 3, 2, 1))[0]
            second = "E. Chung" if kind == "true_match" else None
            verdicts.append(Verdict(one, kind, code, "seen", who, second))
        if verdicts:
            # Older ones stand in the log as well, so that some end soon.
            at = START + timedelta(days=step * 1.05 if step < 17 else -340 + step * 4, hours=2)
            desk.decide(verdicts, at=f"{at:%Y-%m-%dT%H:%M:%SZ}", via="csv",
                        expect=history.refresh().hash)  # fmt: skip
    return run, history


def page(panels: list[Panel]) -> str:
    """The panels as a page of their own."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("xref.review", "."), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.from_string(PAGE).render(panels=panels, css=stylesheet())


def timed(what: str, call: Callable[[], list[Panel]]) -> list[Panel]:
    started, used = time.perf_counter(), time.process_time()
    found = call()
    wall, cpu = time.perf_counter() - started, time.process_time() - used
    print(f"| {what} | {1000 * wall:.0f} | {1000 * cpu:.0f} |", flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        run, history = make(Path(place), given.count)
        rules = load_rules()

        def panels() -> list[Panel]:
            return dashboard_panels(run, history, now=NOW, reasons=rules.review.reasons)

        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{given.count} alerts, {history.log.verify().decisions} decisions\n")
        print("| panels | wall ms | CPU ms |\n|---|---|---|")
        timed("the first time", panels)
        for _ in range(3):
            found = timed("again", panels)
        one = Verdict(run.on_sheet()[-1], "false_positive", "name_only", "", "A. Lee")
        Desk(history, rules, run).decide(
            [one], at=f"{NOW:%Y-%m-%dT%H:%M:%SZ}", via="page", expect=history.refresh().hash
        )
        timed("after one more decision", panels)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"\npeak memory grew by {(after - before) / 1024:.0f} MB, to {after / 1024:.0f} MB")
        if given.page:
            given.page.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
