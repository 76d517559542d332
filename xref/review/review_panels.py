"""Panels on the review: what is decided, by whom and how fast, why, and until when.

Owns what these pictures show and say. Invariant: what waits for a second person is never counted
as decided. Refuses to rank reviewers: it tells how many decisions, not how good.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import polars as pl
from markupsafe import Markup

from xref.review.charts import Bar, bars, columns, number
from xref.review.figures import STATES
from xref.review.panels import Panel, counted, many, percent, periods
from xref.rules.review import Reason

_NOTHING = Markup("")
_WORDS = {
    "false_positive": "false positive", "true_match": "true match", "escalate": "escalated",
    "waiting": "waits for a second reviewer", "suppressed": "answered by an earlier decision",
    "reopened": "asked again", "open": "open",
}  # fmt: skip
_DECIDED = ("false_positive", "true_match", "suppressed")
_AHEAD = 90
_PEOPLE = 100


def progress_panel(alerts: pl.DataFrame) -> Panel:
    """What has become of the alerts of a run, by band."""
    title = "Review progress"
    heads = ("band", *(_WORDS[state] for state in STATES), "alerts")
    counts = {"strong": dict.fromkeys(STATES, 0), "possible": dict.fromkeys(STATES, 0)}
    for band, state, count in alerts.group_by("band", "state").len().iter_rows():
        if band in counts:
            counts[band][state] = count
    total = sum(sum(of.values()) for of in counts.values())
    if not total:
        return Panel("progress", title, "There is nothing to review.", _NOTHING, heads, ())
    both = {state: sum(of[state] for of in counts.values()) for state in STATES}
    done = sum(both[state] for state in _DECIDED)
    said = (
        f"{percent(done, total)} of {many(total, 'alert')} {'is' if total == 1 else 'are'} answered"
    )
    left = [
        f"{number(both[state])} {words}"
        for state, words in (
            ("open", "open"), ("reopened", "asked again because something changed"),
            ("escalate", "escalated"), ("waiting", "waiting for a second reviewer"),
        )
        if both[state]
    ]  # fmt: skip
    said += f"; {', '.join(left)}." if left else "; nothing is left to do."
    drawn = [
        Bar(band, of, f"{percent(sum(of[s] for s in _DECIDED), sum(of.values()))} of "
            f"{many(sum(of.values()), 'alert')}")
        for band, of in counts.items()
        if sum(of.values())
    ]  # fmt: skip
    rows = tuple(
        (band, *(number(of[state]) for state in STATES), number(sum(of.values())))
        for band, of in (*counts.items(), ("both", both))
    )
    chart = bars("progress", drawn, legend=_WORDS, title=title, about=said, share=True)
    return Panel("progress", title, said, chart, heads, rows)


def pace_panel(alerts: pl.DataFrame, decisions: pl.DataFrame, started_at: datetime | None) -> Panel:
    """Decisions on the alerts of a run over time, by whom, how soon, and whether two agreed.

    Args:
        alerts: With what has become of them.
        decisions: All that were taken on alerts of this run since it was made.
        started_at: When the run was made.
    """
    title = "Decisions over time"
    heads = ("reviewer", "decisions", "false positive", "true match", "escalated", "taken back",
             "as second reviewer")  # fmt: skip
    made = decisions.join(alerts.select("alert"), on="alert", how="semi")
    if made.is_empty():
        said = "Nobody has decided on an alert of this run yet."
        return Panel("pace", title, said, _NOTHING, heads, ())
    days = made.with_columns(pl.col("time").dt.date().alias("day")).drop_nulls("day")
    found = periods(days["day"])
    values = counted(days, "day", "disposition", found)
    kinds = {"false_positive": "", "true_match": "", "escalate": "", "pending": "open"}
    series = {drawn or kind: values[kind] for kind, drawn in kinds.items() if kind in values}
    people = _people(made)
    said = f"{many(len(made), 'decision')} by {many(len(people), 'reviewer')}"
    waited = alerts.filter(pl.col("time").is_not_null() & (pl.col("state") != "open"))["time"]
    if started_at is not None and len(waited):
        median = (waited - started_at).median()
        if isinstance(median, timedelta):
            said += (
                f"; half of the alerts decided were decided within {_duration(median)} of the run"
            )
    said += f".{_agreement(made)}"
    if found.starts and len(found.starts) > 1:
        said += f" A column is a {found.noun}."
    legend = _WORDS | {"open": "taken back"}
    chart = columns("pace", found.labels(), series, legend=legend, title=title, about=said)
    return Panel("pace", title, said, chart, heads, people[:_PEOPLE])


def _people(made: pl.DataFrame) -> tuple[tuple[str, ...], ...]:
    first: dict[str, dict[str, int]] = {}
    by = made.group_by("reviewer", "disposition").len()
    for person, disposition, count in by.iter_rows():
        first.setdefault(person, {})[disposition] = count
    seconds = made.drop_nulls("second").group_by("second").len()
    second: dict[str, int] = dict(seconds.iter_rows())
    names = sorted({*first, *second}, key=lambda who: (-sum(first.get(who, {}).values()), who))
    kinds = ("false_positive", "true_match", "escalate", "pending")
    return tuple(
        (
            who,
            number(sum(first.get(who, {}).values())),
            *(number(first.get(who, {}).get(kind, 0)) for kind in kinds),
            number(second.get(who, 0)),
        )
        for who in names
    )


def _agreement(made: pl.DataFrame) -> str:
    """How often a second person came to the same end, in a sentence; empty if nobody looked."""
    names = pl.col("reviewer", "second").cast(pl.String)
    looks = made.filter(pl.col("disposition") != "pending").select("alert", "disposition", names)
    both = pl.concat([
        looks.select("alert", "disposition", pl.col("reviewer").alias("who")),
        looks.select("alert", "disposition", pl.col("second").alias("who")).drop_nulls("who"),
    ])  # fmt: skip
    ends = both.group_by("alert").agg(
        pl.col("who").str.to_lowercase().n_unique().alias("people"),
        pl.col("disposition").n_unique().alias("ends"),
    ).filter(pl.col("people") > 1)  # fmt: skip
    if ends.is_empty():
        return ""
    same = int((ends["ends"] == 1).sum())
    return (
        f" Two or more looked at {many(len(ends), 'alert')}, and came to the same end on "
        f"{number(same) if same < len(ends) else 'all'} of them."
    )


def reasons_panel(alerts: pl.DataFrame, reasons: Mapping[str, Reason]) -> Panel:
    """Why alerts of the run were cleared."""
    title, heads = "Why alerts were cleared", ("reason", "what it says", "alerts")
    cleared = alerts.filter(pl.col("state") == "false_positive")
    counts = sorted(
        cleared.group_by("reason").len().iter_rows(),
        key=lambda row: (-row[1], str(row[0])),
    )
    if not counts:
        return Panel("reasons", title, "No alert of this run was cleared.", _NOTHING, heads, ())
    said = (
        f"{many(len(cleared), 'alert')} cleared; most often, for {number(counts[0][1])}: "
        f"{_reason(counts[0][0], reasons)}."
    )
    drawn = [
        Bar(_reason(code, reasons), {"false_positive": count},
            f"{number(count)}, {percent(count, len(cleared))}")
        for code, count in counts[:10]
    ]  # fmt: skip
    rows = tuple((code, _reason(code, reasons), number(count)) for code, count in counts[:100])
    chart = bars("reasons", drawn, legend={}, title=title, about=said)
    return Panel("reasons", title, said, chart, heads, rows)


def _reason(code: str, reasons: Mapping[str, Reason]) -> str:
    return reasons[code].text.partition(";")[0] if code in reasons else code


def expiry_panel(latest: pl.DataFrame, today: date) -> Panel:
    """Clears of the whole log that end soon, so that their alerts are asked again."""
    title, heads = "Clears that end soon", ("week from", "clears that end", "so far")
    holding = latest.filter(
        (pl.col("disposition") == "false_positive")
        & pl.col("counts")
        & (pl.col("expires") >= today)
    )
    last = today + timedelta(days=_AHEAD)
    ending = holding.filter(pl.col("expires") <= last)
    if holding.is_empty():
        return Panel("expiry", title, "The log holds no clear with an end.", _NOTHING, heads, ())
    soon = int((ending["expires"] <= today + timedelta(days=30)).sum())
    said = f"{many(len(holding), 'clear')} in force; ending within 30 days: "
    said += f"{number(soon)}, within {_AHEAD} days: {number(len(ending))}."
    if len(ending):
        said += " What they answer is then asked again where it comes up."
    weeks = [today + timedelta(days=7 * n) for n in range(_AHEAD // 7 + 1)]
    place = ((pl.col("expires") - pl.lit(today)).dt.total_days() // 7).alias("week")
    counts = dict(ending.group_by(place).len().iter_rows())
    values = [int(counts.get(n, 0)) for n in range(len(weeks))]
    labels = [day.isoformat() for day in weeks]
    rows = tuple(
        (label, number(values[n]), number(sum(values[: n + 1]))) for n, label in enumerate(labels)
    )
    about = f"{said} A column is a week."
    chart = columns(
        "expiry", labels, {"false_positive": values}, legend={}, title=title, about=about
    )
    return Panel(
        "expiry",
        title,
        about if len(ending) else said,
        chart if len(ending) else _NOTHING,
        heads,
        rows,
    )


def _duration(span: timedelta) -> str:
    """A span as people say it.

    Example:
        >>> _duration(timedelta(minutes=90)), _duration(timedelta(days=3.2))
        ('90 minutes', '3.2 days')
    """
    seconds = max(span.total_seconds(), 0.0)
    if seconds < 7_200:
        return many(round(seconds / 60), "minute")
    if seconds < 172_800:
        return f"{seconds / 3_600:.0f} hours"
    return f"{seconds / 86_400:.1f} days"
