"""The dashboard: how a run came out and how far its review is, in pictures.

Owns which panels there are and in what order. Invariants: every panel says in a sentence what its
picture shows and has the figures behind it; the counts are those of the run's files and of the
log as they are when it is asked for. Refuses to read a clock, and to draw what it has not counted.

What takes time is read once: the alerts of a run until their file changes, decisions until more
are recorded (then those alone), manifests of neighbouring runs until they change. See `figures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from xref.review.alert_panels import (
    ages_panel,
    dates_panel,
    lists_panel,
    runs_panel,
    subjects_panel,
)
from xref.review.figures import PastRun, alerts_of, decisions_of, past_runs, states
from xref.review.history import History
from xref.review.panels import Panel
from xref.review.recorded import RecordedRun
from xref.review.review_panels import (
    expiry_panel,
    pace_panel,
    progress_panel,
    reasons_panel,
)
from xref.rules.review import Reason

__all__ = ["Panel", "dashboard_panels"]


def dashboard_panels(
    run: RecordedRun,
    history: History,
    runs_folder: Path | None = None,
    *,
    now: datetime,
    reasons: Mapping[str, Reason] = MappingProxyType({}),
) -> list[Panel]:
    """The panels of a run; those on the work ahead come first.

    Args:
        run: A finished run.
        history: The decisions; what was written to the log since is taken in.
        runs_folder: Where runs to compare with are; the folder the run lies in if None.
        now: The time, with a zone.
        reasons: `reasons` of `rules/review.yml`; without them codes are shown.

    Raises:
        ReviewError: A file of the run is damaged.
        DecisionLogError: The log is broken.
    """
    now = now.astimezone(UTC)
    consulted = run.manifest.get("decisions")
    started_at = str(run.manifest.get("started_at") or "")
    alerts = alerts_of(run)
    decisions = decisions_of(history)
    since = decisions.since(
        after=int(consulted["count"]) if consulted else 0,
        time=None if consulted else started_at or None,
    )
    found = states(alerts, since)
    dates, periods = dates_panel(alerts.frame, now.date())
    here = run.folder.resolve()
    runs, left_out = past_runs(runs_folder if runs_folder is not None else here.parent)
    beside = [each for each in runs if each.folder != here.name]
    strong = int((alerts.frame["band"] == "strong").sum())
    runs = sorted([*beside, _this(run, found.height, strong)], key=lambda each: each.started_at)
    return [
        progress_panel(found),
        expiry_panel(decisions.latest, now.date()),
        pace_panel(found, since.frame, _moment(started_at)),
        dates,
        lists_panel(alerts.frame, alerts.subjects, run.subjects, periods),
        subjects_panel(found, alerts.subjects, run.subjects),
        ages_panel(run.versions, started_at, now),
        reasons_panel(found, reasons),
        runs_panel(runs, left_out, here.name),
    ]


def _this(run: RecordedRun, alerts: int, strong: int) -> PastRun:
    counts = {"strong": strong, "possible": alerts - strong} | run.manifest.get("counts", {})
    return PastRun(
        run.folder.resolve().name, run.run_id, str(run.manifest.get("started_at") or ""), counts
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
