"""Figures: what runs and the log hold, as columns that can be counted quickly.

Owns reading `alerts.jsonl`, the log's index and the manifests of neighbouring runs for counting.
Invariants: a figure is kept only as long as the file it came from has the same place, size and
time, or as long as the log goes on from where it was read; a few dozen bytes are held for each
alert and decision, and of at most `KEPT` runs and logs. Refuses to draw, and to read a clock.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
import polars as pl

from xref.errors import ReviewError
from xref.review.history import History
from xref.review.recorded import RecordedRun
from xref.review.suppression import WAITS

#: Runs, and logs, of which figures are kept in memory.
KEPT = 4
#: Of so many neighbouring runs, the latest, manifests are read; larger files are left out.
MAX_RUNS = 400
MAX_MANIFEST = 64 << 20

BANDS = ("strong", "possible", "weak")
#: What has become of an alert, in the order of a review.
STATES = (
    "false_positive", "true_match", "escalate", "waiting", "suppressed", "reopened", "open"
)  # fmt: skip
Value = TypeVar("Value")
_STATE = pl.Enum(STATES)
_BAND = pl.Enum(BANDS)


class _Document(msgspec.Struct, gc=False):
    published: str | None = None


class _Subject(msgspec.Struct, gc=False):
    id: str


class _Earlier(msgspec.Struct):
    disposition: str
    reopened: tuple[str, ...] = ()


class _Line(msgspec.Struct):
    alert_id: str
    document: _Document
    subject: _Subject
    band: str | None = None
    earlier: _Earlier | None = None
    suppressed_by: str | None = None


class Alerts(msgspec.Struct, frozen=True):
    """The alerts of a run above the line.

    Attributes:
        frame: A row for each: `alert`, `subject` (a place in `subjects`), `band`, `day` (null if
            its article shows no whole date), `before` (what the run knew of earlier decisions).
        subjects: Ids of the subjects.
    """

    frame: pl.DataFrame
    subjects: tuple[str, ...]


class PastRun(msgspec.Struct, frozen=True):
    """What a manifest tells of a run, for comparison."""

    folder: str
    run_id: str
    started_at: str
    counts: dict[str, int]


class _Manifest(msgspec.Struct):
    run_id: str
    started_at: str = ""
    counts: dict[str, int] = {}


class Decisions(msgspec.Struct, frozen=True):
    """The decisions of a log.

    Attributes:
        frame: A row for each, oldest first: `n`, `alert`, `reviewer`, `second`, `disposition`,
            `time` (UTC), `reason`, `expires` (a day or null), `counts` (false while it waits for a
            second reviewer).
        latest: The row of each alert that was written last.
    """

    frame: pl.DataFrame
    latest: pl.DataFrame

    def since(self, *, after: int, time: str | None) -> Decisions:
        """The decisions that a run did not know of.

        Args:
            after: Number of the last record that the run consulted: what was decided before is
                in the run's own words.
            time: If it consulted none, decisions from then on count, ISO; None counts all.
        """
        new = pl.col("n") > after
        if time:
            new &= pl.col("time") >= _moment(time)
        return Decisions(self.frame.filter(new), self.latest.filter(new))


class _Log(msgspec.Struct, frozen=True):
    last: int
    hash: str | None
    decisions: Decisions


class _Kept(Generic[Value]):
    """The values used last, by key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._guard = threading.Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable) -> Value | None:
        with self._guard:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: Value) -> Value:
        with self._guard:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


_ALERTS: _Kept[Alerts] = _Kept(KEPT)
_LOGS: _Kept[_Log] = _Kept(KEPT)
_PAST: _Kept[PastRun] = _Kept(4 * MAX_RUNS)


def alerts_of(run: RecordedRun) -> Alerts:
    """The alerts of a run above the line, suppressed ones included.

    Raises:
        ReviewError: `alerts.jsonl` is missing or damaged.
    """
    path = run.folder / "alerts.jsonl"
    try:
        key = _key(path)
        known = _ALERTS.get(key)
        return _ALERTS.put(key, _read_alerts(path)) if known is None else known
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReviewError(
            f"{path}: cannot be read: {error}",
            hint="the run's folder must be whole; screen again into another one",
        ) from None


def decisions_of(history: History) -> Decisions:
    """The decisions of a log; only what is new since the last time is read."""
    history.refresh()
    key = str(history.log.path)
    known = _LOGS.get(key)
    if known is None or history.hash_at(known.last) != known.hash:
        nothing = _decision_frame([])
        known = _Log(0, None, Decisions(nothing, nothing))
    last, frames = known.last, [known.decisions.frame]
    while new := history.rows(last):
        frames.append(_decision_frame(new))
        last = int(new[-1][0])
    if len(frames) > 1:
        frame = pl.concat(frames).rechunk()
        latest = frame.unique("alert", keep="last", maintain_order=False)
        known = _Log(last, history.hash_at(last), Decisions(frame, latest))
    return _LOGS.put(key, known).decisions


def states(alerts: Alerts, made: Decisions) -> pl.DataFrame:
    """What has become of each alert of a run.

    Args:
        alerts: Of the run.
        made: The decisions it did not know of.

    Returns:
        `alerts.frame` with `state` (of `STATES`), and of the decision that made it so `time` and
        `reason`, which are null where it is the run's own.
    """
    disposition = pl.col("disposition").cast(pl.String)
    own = made.latest.select(
        "alert", "time", "reason",
        pl.when(disposition == "pending").then(pl.lit("open"))
        .when(pl.col("counts").not_()).then(pl.lit("waiting"))
        .otherwise(disposition).cast(_STATE).alias("state"),
    )  # fmt: skip
    both = alerts.frame.join(own, on="alert", how="left", maintain_order="none")
    return both.with_columns(pl.coalesce("state", "before").alias("state"))


def past_runs(folder: Path) -> tuple[list[PastRun], int]:
    """The finished runs in a folder, oldest first, and how many were left out.

    Looks at the folders in it alone, reads the `MAX_RUNS` manifests written last, and passes over
    what is no manifest.
    """
    found = []
    try:
        for each in folder.iterdir():
            path = each / "manifest.json"
            try:
                status = path.stat()
            except OSError:
                continue
            if status.st_size <= MAX_MANIFEST:
                found.append((status.st_mtime_ns, path))
    except OSError:
        return [], 0
    found.sort(reverse=True)
    runs = [run for _, path in found[:MAX_RUNS] if (run := _past_run(path)) is not None]
    runs.sort(key=lambda run: (run.started_at, run.run_id))
    return runs, max(0, len(found) - MAX_RUNS)


def _past_run(path: Path) -> PastRun | None:
    try:
        key = _key(path)
        known = _PAST.get(key)
        if known is None:
            about = msgspec.json.decode(path.read_bytes(), type=_Manifest)
            known = PastRun(path.parent.name, about.run_id, about.started_at, about.counts)
            _PAST.put(key, known)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return known


def _key(path: Path) -> tuple[str, int, int, int]:
    status = path.stat()
    return str(path), status.st_ino, status.st_size, status.st_mtime_ns


def _read_alerts(path: Path) -> Alerts:
    decoder = msgspec.json.Decoder(_Line)
    numbers: dict[str, int] = {}
    alert, subject, band, day, before = [], [], [], [], []
    with path.open("rb") as stream:
        for raw in stream:
            line = decoder.decode(raw)
            alert.append(line.alert_id)
            subject.append(numbers.setdefault(line.subject.id, len(numbers)))
            band.append(line.band if line.band in BANDS else "weak")
            day.append(_day(line.document.published))
            before.append(_before(line))
    frame = pl.DataFrame(
        {"alert": alert, "subject": subject, "band": band, "day": day, "before": before},
        schema={
            "alert": pl.String, "subject": pl.UInt32, "band": _BAND, "day": pl.Date,
            "before": _STATE,
        },
    )  # fmt: skip
    return Alerts(frame, tuple(numbers))


def _before(line: _Line) -> str:
    """What the run itself knew of an alert."""
    earlier = line.earlier
    if line.suppressed_by is not None:
        return "suppressed"
    if earlier is None or earlier.disposition == "pending":
        return "open"
    if WAITS in earlier.reopened:
        return "waiting"
    if earlier.reopened:
        return "reopened"
    return earlier.disposition if earlier.disposition in ("true_match", "escalate") else "open"


def _day(published: str | None) -> date | None:
    """The day of an ISO date or time; None for partial dates, which name none."""
    if published is None or len(published) < 10:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    """A time of the log or of a manifest; one that is none is the beginning of all times."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime(1, 1, 1, tzinfo=UTC)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _decision_frame(rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    names = pl.Categorical()
    frame = pl.DataFrame(
        rows,
        schema={
            "n": pl.UInt32, "alert": pl.String, "reviewer": pl.String, "second": pl.String,
            "disposition": pl.String, "time": pl.String, "reason": pl.String,
            "expires": pl.String, "counts": pl.Boolean,
        },
        orient="row",
    )  # fmt: skip
    time = pl.col("time").str.slice(0, 19).str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False)
    return frame.with_columns(
        pl.col("reviewer", "second", "reason", "disposition").cast(names),
        time.dt.replace_time_zone("UTC"),
        pl.col("expires").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
    )
