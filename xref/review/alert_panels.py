"""Panels on what was found: alerts over time, by list and subject, and how old the lists are.

Owns what these pictures show and say. Invariant: the counts are those of the run's files, and
what a picture leaves out is said below it. Refuses to say that anyone *is* sanctioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

import polars as pl
from markupsafe import Markup

from xref.lists.catalogue import catalogue
from xref.model import ListVersion, Subject
from xref.review.charts import Bar, bars, columns, number
from xref.review.figures import BANDS, PastRun
from xref.review.panels import MOST_PERIODS, Panel, Periods, counted, many, percent, periods

LEGEND = {"strong": "strong", "possible": "possible", "weak": "under the line"}
_NOTHING = Markup("")
#: Rows of a bar chart; the figures below it have more.
_BARS, _ROWS = 10, 100
_SINGLE_RUNS = 40


def runs_panel(runs: Sequence[PastRun], left_out: int, here: str) -> Panel:
    """Alerts of this run and its neighbours, by band.

    Args:
        runs: Oldest first.
        left_out: Neighbours that were not looked at.
        here: Folder of the run that the dashboard is of.
    """
    rows = tuple(
        (
            each.started_at[:16].replace("T", " ") or "not recorded",
            each.run_id + (" (this run)" if each.folder == here else ""),
            *(number(each.counts.get(key, 0)) for key in _COUNTS),
        )
        for each in reversed(runs)
    )
    heads = ("started", "run", "articles", "strong", "possible", "under the line", "suppressed",
             "reopened")  # fmt: skip
    title = "Alerts by run"
    if not runs:
        return Panel("runs", title, "No run says how many alerts it has.", _NOTHING, heads, ())
    more = f" {many(left_out, 'run')} written earlier not counted." if left_out else ""
    last = runs[-1].counts
    strong, alerts = last.get("strong", 0), last.get("strong", 0) + last.get("possible", 0)
    said = f"The latest of {many(len(runs), 'run')} has {many(alerts, 'alert')}, "
    said += f"{number(strong) if strong else 'none'} of them strong"
    if len(runs) > 1:
        before = [
            each.counts.get("strong", 0) + each.counts.get("possible", 0) for each in runs[:-1]
        ]
        said += f"; the runs before had {_mean(before)} on average"
    labels, values, how = _by_run(runs) if len(runs) <= _SINGLE_RUNS else _mean_runs(runs)
    chart = columns("runs", labels, values, legend=LEGEND, title=title, about=f"{said}.{how}")
    return Panel("runs", title, f"{said}.{how}{more}", chart, heads, rows)


_COUNTS = ("documents", "strong", "possible", "weak", "suppressed", "reopened")


def _by_run(runs: Sequence[PastRun]) -> tuple[list[str], dict[str, list[float]], str]:
    days = [each.started_at[:10] for each in runs]
    labels = (
        days
        if len(set(days)) == len(days)
        else [e.started_at[5:16].replace("T", " ") for e in runs]
    )
    values = {b: [float(each.counts.get(b, 0)) for each in runs] for b in ("strong", "possible")}
    return [label or each.run_id for label, each in zip(labels, runs, strict=True)], values, ""


def _mean_runs(runs: Sequence[PastRun]) -> tuple[list[str], dict[str, list[float]], str]:
    """Of many runs the mean in each period: articles of one run are often in the next again."""
    dated = [(day, each) for each in runs if (day := _date(each.started_at)) is not None]
    found = periods(pl.Series([day for day, _ in dated], dtype=pl.Date))
    frame = pl.DataFrame(
        {"day": [day for day, _ in dated]}
        | {b: [each.counts.get(b, 0) for _, each in dated] for b in ("strong", "possible")},
        schema={"day": pl.Date, "strong": pl.Float64, "possible": pl.Float64},
    )
    means = frame.group_by(pl.col("day").dt.truncate(found.every).alias("period")).mean()
    whole = found.frame().join(means, on="period", how="left").fill_null(0.0).sort("period")
    values = {b: [round(v, 1) for v in whole[b].to_list()] for b in ("strong", "possible")}
    return found.labels(), values, f" A column is the mean of the runs of a {found.noun}."


def dates_panel(alerts: pl.DataFrame, today: date) -> tuple[Panel, Periods]:
    """Alerts by the date of their article and band; the periods are of use for other pictures.

    Args:
        alerts: Of the run.
        today: Articles dated later than tomorrow have a wrong date.
    """
    title, heads = "Alerts by date of the article", ("from", "strong", "possible")
    past = pl.col("day") <= today.fromordinal(min(today.toordinal() + 1, date.max.toordinal()))
    dated = alerts.filter(past)
    undated = alerts["day"].null_count()
    future = len(alerts) - len(dated) - undated
    found = periods(dated["day"])
    notes = [
        f"{many(count, 'alert')} {'is' if count == 1 else 'are'} {where}."
        for count, where in (
            (found.earlier, f"from before {found.labels()[0] if found.starts else ''}"),
            (undated, "of articles without a date"),
            (future, "of articles with a date in the future"),
        )
        if count
    ]
    if not found.starts:
        said = " ".join(["No alert is of an article with a date.", *notes])
        return Panel("dates", title, said, _NOTHING, heads, ()), found
    values = counted(dated, "day", "band", found)
    series = {band: values.get(band, [0] * len(found.starts)) for band in ("strong", "possible")}
    labels = found.labels()
    totals = [sum(each) for each in zip(*series.values(), strict=True)]
    top = totals.index(max(totals))
    shown = sum(totals)
    said = (
        f"{many(shown, 'alert')} of articles from {labels[0]} to {labels[-1]}, by {found.noun}; "
        f"most, {number(totals[top])}, in the {found.noun} {'of' if found.noun != 'day' else ''} "
        f"{labels[top]}."
    ).replace("  ", " ")
    if len(labels) == 1:
        said = f"{many(shown, 'alert')} of articles of the {found.noun} {labels[0]}."
    said = " ".join([said, *notes])
    chart = columns("dates", labels, series, legend=LEGEND, title=title, about=said)
    rows = tuple(
        (label, number(series["strong"][n]), number(series["possible"][n]))
        for n, label in enumerate(labels)
    )
    return Panel("dates", title, said, chart, heads, rows), found


def lists_panel(
    alerts: pl.DataFrame, subjects: Sequence[str], known: Mapping[str, Subject], found: Periods
) -> Panel:
    """Alerts by list and band, with their course over the periods.

    Args:
        alerts: Of the run.
        subjects: Ids of subjects, by place.
        known: The subjects, for the lists they stand on.
        found: Periods of `dates_panel`.
    """
    title, heads = "Alerts by list", ("list", "of", "strong", "possible", "alerts")
    pairs = {
        (n, each.list): each.authority
        for n, one in enumerate(subjects)
        for each in (known[one].designations if one in known else ())
    }
    authorities = {name: authority for (_, name), authority in pairs.items()}
    where = pl.DataFrame(
        {"subject": [n for n, _ in pairs], "list": [name for _, name in pairs]},
        schema={"subject": pl.UInt32, "list": pl.Categorical()},
    )
    both = alerts.select("subject", "band", "day").join(where, on="subject")
    bands: dict[str, dict[str, int]] = {}
    for name, band, count in both.group_by("list", "band").len().iter_rows():
        bands.setdefault(name, {})[band] = count
    order = sorted(bands, key=lambda name: (-sum(bands[name].values()), name))
    if not order:
        return Panel("lists", title, "No alert is with a subject of a list.", _NOTHING, heads, ())
    courses = counted(both, "day", "list", found) if len(found.starts) > 1 else {}
    drawn = [
        Bar(
            f"{name} ({authorities[name]})",
            {band: bands[name].get(band, 0) for band in BANDS},
            number(sum(bands[name].values())),
            strip=tuple(courses.get(name, [0] * len(found.starts))) if courses else (),
        )
        for name in order[:_BARS]
    ]
    said = (
        f"Most alerts, {number(sum(bands[order[0]].values()))} of {number(len(alerts))}, are with "
        f"subjects on {order[0]} ({authorities[order[0]]}). A subject on several lists counts for "
        "each."
    )
    if courses:
        said += f" The small columns are the alerts of each {found.noun}, each list by itself."
    if len(order) > _BARS:
        said += f" The picture shows {_BARS} of {len(order)} lists."
    rows = tuple(
        (
            name, authorities[name], number(bands[name].get("strong", 0)),
            number(bands[name].get("possible", 0)), number(sum(bands[name].values())),
        )
        for name in order[:_ROWS]
    )  # fmt: skip
    chart = bars("lists", drawn, legend=LEGEND, title=title, about=said)
    return Panel("lists", title, said, chart, heads, rows)


def subjects_panel(
    alerts: pl.DataFrame, subjects: Sequence[str], known: Mapping[str, Subject]
) -> Panel:
    """Whose names come back most often, and how often they were cleared."""
    title = "Names that come back"
    heads = ("listed subject", "id", "alerts", "cleared", "found to be the subject", "to do")
    states = pl.col("state")
    todo = states.is_in(["open", "reopened", "waiting", "escalate"])
    counts = (
        alerts.group_by("subject")
        .agg(
            pl.len().alias("all"),
            states.is_in(["false_positive", "suppressed"]).sum().alias("cleared"),
            (states == "true_match").sum().alias("true"),
            todo.sum().alias("todo"),
        )
        .sort(["all", "subject"], descending=[True, False])
    )
    if counts.is_empty():
        return Panel("subjects", title, "There is no alert.", _NOTHING, heads, ())
    named = [
        ((known[subjects[n]].name if subjects[n] in known else subjects[n]), subjects[n], *rest)
        for n, *rest in counts.head(_ROWS).iter_rows()
    ]
    drawn = [
        Bar(name, {"false_positive": cleared, "true_match": true, "open": todo},
            f"{number(alone)}" + (f", {percent(cleared, alone)} cleared" if cleared else ""))
        for name, _, alone, cleared, true, todo in named[:_BARS]
    ]  # fmt: skip
    first = named[0]
    said = (
        f"{many(len(alerts), 'alert')} with {many(len(counts), 'listed subject')}; most, "
        f"{number(first[2])}, with {first[0]}"
    )
    said += f", of which {percent(first[3], first[2])} were cleared." if first[3] else "."
    legend = {
        "false_positive": "cleared", "true_match": "found to be the subject", "open": "to do"
    }  # fmt: skip
    rows = tuple((name, one, *map(number, figures)) for name, one, *figures in named)
    chart = bars("subjects", drawn, legend=legend, title=title, about=said)
    return Panel("subjects", title, said, chart, heads, rows)


def ages_panel(versions: Iterable[ListVersion], started_at: str, now: datetime) -> Panel:
    """How old the copies of the lists are, at the run and now, beside the most they may be."""
    title = "Age of the lists"
    heads = ("list", "last checked", "days at the run", "days now", "most", "edition")
    at_run = _moment(started_at)
    drawn, rows, late, ageless, late_then = [], [], [], [], 0
    for each in versions:
        definition = catalogue().get(each.name)
        most = definition.max_age_days if definition is not None else None
        checked = _moment(each.checked_at)
        edition = (each.published or "no date printed") + (" (built-in)" if each.builtin else "")
        if checked is None:
            ageless.append(each.name)
            rows.append((each.name, "not recorded", "", "", _days(most), edition))
            continue
        age = max(0.0, (now - checked).total_seconds() / 86_400)
        then = max(0.0, (at_run - checked).total_seconds() / 86_400) if at_run else None
        over = max(0.0, age - most) if most is not None else 0.0
        if over:
            late.append(each.name)
            late_then += then is not None and most is not None and then > most
        of = f"of {most} days" if most is not None else "days, no limit"
        said_of = f"{'too old: ' if over else ''}{age:.1f} {of}"
        drawn.append(Bar(each.name, {"age": age - over, "late": over}, said_of, most))
        at = "" if then is None else f"{then:.1f}"
        rows.append((each.name, str(each.checked_at), at, f"{age:.1f}", _days(most), edition))
    drawn.sort(key=lambda bar: -sum(bar.parts.values()) / (bar.limit or 1e9))
    said = "Every list was checked within the days that are allowed."
    if late:
        said = f"Older now than they may be: {', '.join(late[:5])}" + (
            f" and {len(late) - 5} more." if len(late) > 5 else "."
        )
        said += f" At the run {'none' if not late_then else number(late_then)} of them was."
    elif not drawn:
        said = "No list of this run has a time at which it was checked."
    if ageless:
        said += (
            f" {many(len(ageless), 'list')} without a time of a check (a file as given, built in)."
        )
    if len(drawn) > MOST_PERIODS:
        said += f" The picture shows the {MOST_PERIODS} nearest to their limit."
    legend = {"age": "days since the last check", "late": "days above the limit"}
    about = f"{said} The mark is the most days that the rules allow."
    chart = bars("ages", drawn[:MOST_PERIODS], legend=legend, title=title, about=about)
    said += " The mark is the most that the rules allow." if any(b.limit for b in drawn) else ""
    return Panel("ages", title, said, chart if drawn else _NOTHING, heads, tuple(rows))


def _mean(values: Sequence[int]) -> str:
    mean = sum(values) / len(values)
    return number(round(mean) if mean >= 100 else round(mean, 1))


def _days(most: int | None) -> str:
    return "none set" if most is None else f"{most} days"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
