"""Samples: a few decisions and unseen alerts, drawn so that anybody can draw them again.

Owns the seeded choice and the columns of the sample sheet. Invariant: the same seed and the
same content give the same sample, in whatever order it is read. Refuses to choose by looks.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from xref.review.decisions import Decision
from xref.review.recorded import RecordedAlert, RecordedRun
from xref.review.sheet import alert_row, csv_bytes, list_notices, safe_cell

COLUMNS = (
    "sample", "alert_id", "second_look", "checker", "remark", "decision", "disposition",
    "reason_code", "reviewer", "second_reviewer", "at", "comment", "band", "score", "snippet",
    "mention", "listed_name", "why", "agrees", "conflicts", "unknown", "authorities",
    "document_id", "subject_id", "run_id",
)  # fmt: skip


class Sampled(msgspec.Struct, frozen=True):
    """One row: a clear (`cleared`), or an alert under the line (`below`)."""

    sample: str
    decision: Decision | None
    alert: RecordedAlert | None
    run: RecordedRun | None


def draw(ids: Iterable[str], size: int, seed: str) -> list[str]:
    """Choose ids by the hash of seed and id: each is as likely, and order plays no part.

    Example:
        >>> draw(["a", "b", "c"], 2, "1") == draw(["c", "b", "a"], 2, "1")
        True
    """
    return heapq.nsmallest(
        size, set(ids), key=lambda one: hashlib.sha256(f"{seed}\0{one}".encode()).digest()
    )


def sample(
    decisions: Iterable[Decision], runs: Sequence[RecordedRun], *, size: int, seed: str
) -> Iterator[Sampled]:
    """Yield a sample of clears, then one of alerts below the line of runs.

    Args:
        decisions: From the log, oldest first; the latest on each alert counts.
        runs: Run folders; a clear is shown with its evidence if its run is among them.
        size: How many of each.
        seed: Any text.
    """
    latest = {each.alert_id: each for each in decisions}
    cleared = {each.id: each for each in latest.values() if each.disposition == "false_positive"}
    by_id = {run.run_id: run for run in runs}
    for one in draw(cleared, size, seed):
        run = by_id.get(cleared[one].run_id)
        alert = run.alert(cleared[one].alert_id) if run is not None else None
        yield Sampled("cleared", cleared[one], alert, run)
    below = {each.alert.alert_id: run for run in runs for each in run.alerts(below=True)}
    for one in draw(below, size, seed):
        yield Sampled("below", None, below[one].alert(one), below[one])


def sample_bytes(sampled: Iterable[Sampled]) -> bytes:
    """The sample as a CSV sheet: UTF-8 with byte-order mark, safe cells, CRLF."""
    rows = [list(COLUMNS)]
    for each in sampled:
        cells = dict.fromkeys(COLUMNS, "") | {"sample": each.sample}
        if each.alert is not None and each.run is not None:
            found = alert_row(each.alert.alert, list_notices(each.run.versions))
            cells |= {name: value for name, value in found.items() if name in cells}
            cells |= {"run_id": each.run.run_id}
        if each.decision is not None:
            one = each.decision
            cells |= {
                "alert_id": one.alert_id, "decision": one.id, "disposition": one.disposition,
                "reason_code": one.reason_code, "reviewer": one.reviewer,
                "second_reviewer": one.second_reviewer or "", "at": one.at,
                "comment": one.comment, "subject_id": one.subject_id, "run_id": one.run_id,
                "document_id": one.texts.document if one.texts is not None else "",
            }  # fmt: skip
        rows.append([safe_cell(cells[column]) for column in COLUMNS])
    return b"\xef\xbb\xbf" + csv_bytes(rows)
